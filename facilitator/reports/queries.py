"""Gather the outcome of a workshop from the database."""

from collections.abc import Sequence
from datetime import datetime, time

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.axes.models import Axis as AxisRow
from facilitator.clock import local
from facilitator.logbook.chain import newest
from facilitator.participants.attendance import attendance_of
from facilitator.participants.categories import CATEGORY_NAMES
from facilitator.participants.models import Attendance
from facilitator.participants.queries import count_seats
from facilitator.proposals.models import Proposal as ProposalRow
from facilitator.proposals.queries import AxisList, Entry, shown_by_axis
from facilitator.proposals.rules import State
from facilitator.reports.outcome import (
    Axis,
    Category,
    Handling,
    NextStep,
    Outcome,
    PartialDate,
    Participants,
    Proposal,
    ProposalStatus,
    Step,
    Workshop,
)
from facilitator.reports.voted import Places, ours, places_in, vote_told
from facilitator.reports.wording import Wording
from facilitator.reports.written import Text
from facilitator.voting.models import Vote
from facilitator.voting.queries import spec_of, votes_of
from facilitator.voting.rules import VoteState
from facilitator.voting.showing import Shown, closed_of
from facilitator.workshops import models
from facilitator.workshops.acts import LOGGED_ONLY
from facilitator.workshops.models import Act
from facilitator.workshops.queries import next_steps_of, partners_of, steps_of
from facilitator.workshops.rules import STEP_NAMES, Status


def outcome_of(
    session: Session,
    workshop: models.Workshop,
    wording: Wording,
    *,
    at: datetime,
    version: str,
) -> Outcome:
    """The outcome as it stands `at` a moment, in the edition of `wording`.

    A fixed number of statements. Of a vote that is not closed it holds no figure;
    of proposals that are held or hidden, only the numbers.
    """
    votes, main = votes_of(session, workshop.id), workshop.main_language
    lists = shown_by_axis(session, workshop.id)
    axes = {entry.axis.id: Text.among(entry.axis.title, main) for entry in lists}
    return Outcome(
        language=wording.language,
        workshop=_workshop(session, workshop, votes),
        generated_at=local(at),
        version=version,
        axes=tuple(_axis(entry, main) for entry in lists),
        proposals=_proposals(lists, places_in(votes)),
        handling=_handling(session, workshop),
        participants=_participants(session, workshop, wording),
        votes=tuple(
            vote_told(vote, axes, wording, _shown(session, vote)) for vote in votes
        ),
        agenda=_agenda(session, workshop, wording),
        closing_statement=Text.among(workshop.closing_words, main),
        next_steps=_next_steps(session, workshop),
    )


def _shown(session: Session, vote: Vote) -> Shown | None:
    return closed_of(session, vote) if vote.state is VoteState.CLOSED else None


def _workshop(
    session: Session, workshop: models.Workshop, votes: Sequence[Vote]
) -> Workshop:
    main = workshop.main_language
    partners = (Text.among(row.name, main) for row in partners_of(session, workshop.id))
    return Workshop(
        title=Text.among(workshop.title, main),
        organiser=Text.among(workshop.organiser, main),
        venue=Text.among(workshop.venue, main),
        date=_date(workshop.held_on, workshop.weekday),
        part_of_day=workshop.part_of_day,
        starts=_hour(workshop.starts),
        ends=_hour(workshop.ends),
        code=workshop.code,
        partners=tuple(partner for partner in partners if partner),
        vote_effect=_effect(workshop, votes),
        is_over=workshop.status is Status.ENDED,
        invented=workshop.invented,
        rehearsal=workshop.is_rehearsal,
    )


def _effect(workshop: models.Workshop, votes: Sequence[Vote]) -> Text | None:
    """What people were told that the vote decides, by the last that was opened."""
    told = [spec_of(vote).mandate for vote in votes if vote.spec is not None]
    return Text.among((told or [workshop.mandate])[-1], workshop.main_language)


def _axis(entry: AxisList, main: str) -> Axis:
    row: AxisRow = entry.axis
    objectives = (Text.among(texts, main) for texts in entry.objectives)
    return Axis(
        number=row.position,
        title=Text.among(row.title, main),
        question=Text.among(row.question, main),
        led_by=Text.among(row.led_by, main),
        objectives=tuple(text for text in objectives if text),
        colour=row.colour,
    )


def _proposals(lists: Sequence[AxisList], places: Places) -> tuple[Proposal, ...]:
    """Every proposal that is shown, by its number."""
    told = [
        _proposal(entry, one.axis, places) for one in lists for entry in one.entries
    ]
    return tuple(sorted(told, key=lambda proposal: proposal.number))


def _proposal(entry: Entry, axis: AxisRow, places: Places) -> Proposal:
    row = entry.proposal
    number = row.number or 0  # the database gives one to each that is shown
    place = places.standings.get(number)
    texts = [Text(one.value, one.lang) for one in entry.objectives]
    partners = [line for line in row.partners.splitlines() if line.strip()]
    return Proposal(
        number=number,
        title=Text(row.title, row.language),
        axis=axis.position,
        objectives=tuple(text for text in texts if text.value.strip()),
        description=Text.among({row.language: row.description}, row.language),
        partners=tuple(Text(line, row.language) for line in partners),
        status=_status(number, places),
        votes=place.votes if place else None,
        rank=place.rank if place else None,
    )


def _status(number: int, places: Places) -> ProposalStatus:
    place = places.standings.get(number)
    if place and place.rank:
        return ProposalStatus.RANKED
    return ProposalStatus.PUT_TO_VOTE if number in places.put else ProposalStatus.SHOWN


def _handling(session: Session, workshop: models.Workshop) -> Handling:
    """What was held or taken out, and how much staff did and undid."""
    workshop_id, purged = workshop.id, workshop.purged_at
    apart = session.execute(
        select(ProposalRow.state, ProposalRow.number)
        .where(
            ProposalRow.workshop_id == workshop_id,
            ProposalRow.state.in_([State.HELD, State.HIDDEN]),
        )
        .order_by(ProposalRow.number)
    ).all()
    acts = session.execute(
        select(
            func.count(),
            func.count(Act.undone_at),
            newest(workshop_id).correlate(None).scalar_subquery(),
        ).where(Act.workshop_id == workshop_id, Act.kind.not_in(LOGGED_ONLY))
    ).one()
    return Handling(
        hidden=tuple(n for state, n in apart if n and state is State.HIDDEN),
        held=tuple(n for state, n in apart if n and state is State.HELD),
        acts=acts[0],
        undone=acts[1],
        log_head=acts[2],
        erased=_date(local(purged).date().isoformat()) if purged else None,
    )


def _participants(
    session: Session, workshop: models.Workshop, wording: Wording
) -> Participants:
    """Who was there. Before a workshop opens nobody is counted."""
    rows = attendance_of(session, workshop.id)
    seats = count_seats(session, workshop.id)
    main = workshop.main_language
    return Participants(
        by_phone=seats if seats or workshop.opened_at else None,
        categories=tuple(_category(row, main, wording) for row in rows),
    )


def _category(row: Attendance, main: str, wording: Wording) -> Category:
    """A role, or the name of its category where nobody wrote one."""
    name = CATEGORY_NAMES.get(row.category, row.category)
    role = Text.among(row.role, main)
    return Category(role or ours(wording, name), row.count, row.category)


def _agenda(
    session: Session, workshop: models.Workshop, wording: Wording
) -> tuple[Step, ...]:
    """The steps that were not skipped, under the name of their kind by default."""
    return tuple(
        Step(
            Text.among(step.title, workshop.main_language)
            or ours(wording, STEP_NAMES[step.kind]),
            step.minutes,
        )
        for step in steps_of(session, workshop.id)
        if not step.skipped
    )


def _next_steps(session: Session, workshop: models.Workshop) -> tuple[NextStep, ...]:
    steps = next_steps_of(session, workshop.id)
    told = [(Text.among(row.text, workshop.main_language), row.due) for row in steps]
    return tuple(NextStep(text, _date(due)) for text, due in told if text)


def _date(known: str | None, weekday: int | None = None) -> PartialDate:
    date = PartialDate.parse(known) if known else PartialDate()
    return PartialDate(date.year, date.month, date.day, weekday)


def _hour(known: str | None) -> time | None:
    return time.fromisoformat(known) if known else None
