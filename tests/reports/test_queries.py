from datetime import time

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from facilitator.axes.models import AxisObjective
from facilitator.logbook.chain import head
from facilitator.participants.models import Attendance
from facilitator.proposals.models import Objective
from facilitator.proposals.rules import State
from facilitator.reports.outcome import (
    Category,
    Handling,
    NextStep,
    PartialDate,
    ProposalStatus,
    Step,
    Text,
)
from facilitator.workshops.acts import record
from facilitator.workshops.models import NextStep as NextStepRow
from facilitator.workshops.models import Partner
from facilitator.workshops.rules import PartOfDay, Status, StepKind
from tests.factories import (
    make_account,
    make_axis,
    make_proposal,
    make_seat,
    make_step,
    make_workshop,
)
from tests.reports.gathering import NOON, gathered, voted


def test_the_workshop_is_told_as_far_as_it_is_known(session: Session) -> None:
    workshop = make_workshop(
        session,
        title={"fr": "Atelier", "ar": "ورشة"},
        organiser={"ar": "جماعة", "fr": "Commune"},
        held_on="2023-03",
        weekday=2,
        starts="09:30",
        part_of_day=PartOfDay.MORNING,
        mandate={"ar": "استشاري"},
        status=Status.ENDED,
        invented=True,
    )
    session.add(Partner(workshop_id=workshop.id, position=1, name={"fr": "Amis"}))

    told = gathered(session, workshop).workshop

    assert told.title == Text("ورشة", "ar", {"fr": "Atelier"})
    assert told.organiser == Text("جماعة", "ar", {"fr": "Commune"})
    assert told.venue is None
    assert told.date == PartialDate(2023, 3, weekday=2)
    assert (told.starts, told.ends) == (time(9, 30), None)
    assert told.part_of_day is PartOfDay.MORNING
    assert told.partners == (Text("Amis", "fr"),)
    assert told.vote_effect == Text("استشاري", "ar")
    assert told.code == workshop.code
    assert told.is_over
    assert told.invented


def test_a_workshop_of_which_nothing_is_known_has_no_zero(session: Session) -> None:
    workshop = make_workshop(session, title={})

    told = gathered(session, workshop)

    assert told.workshop.title is None
    assert told.workshop.date == PartialDate()
    assert told.participants.by_phone is None
    assert not told.workshop.is_over
    assert (told.axes, told.proposals, told.votes, told.agenda) == ((), (), (), ())
    assert told.handling == Handling(acts=0, undone=0)


def test_axes_and_proposals_keep_their_words(session: Session) -> None:
    workshop = make_workshop(session)
    axis = make_axis(
        session, workshop, position=1, colour=3, title={"ar": "محور"}, question={}
    )
    session.add(AxisObjective(axis_id=axis.id, position=1, text={"fr": "Mieux vivre"}))
    late = make_proposal(session, axis, number=7, title="WiFi مجاني", language="ar")
    first = make_proposal(
        session,
        axis,
        number=2,
        title="Un musée",
        language="fr",
        description="Grand.\nBeau.",
        partners="Lycée\nClub",
    )
    session.add(Objective(proposal_id=first.id, position=1, text="Montrer"))
    session.flush()

    told = gathered(session, workshop)

    [only] = told.axes
    assert (only.number, only.colour) == (1, 3)
    assert only.title == Text("محور", "ar")
    assert only.objectives == (Text("Mieux vivre", "fr"),)
    assert only.question is None
    museum, wifi = told.proposals
    assert (museum.number, wifi.number) == (2, late.number)
    assert museum.title == Text("Un musée", "fr")
    assert museum.objectives == (Text("Montrer", "fr"),)
    assert museum.description == Text("Grand.\nBeau.", "fr")
    assert museum.partners == (Text("Lycée", "fr"), Text("Club", "fr"))
    assert wifi.description is None
    assert (wifi.axis, wifi.status) == (1, ProposalStatus.SHOWN)
    assert (wifi.votes, wifi.rank) == (None, None)


def test_what_is_not_shown_is_counted_and_not_told(session: Session) -> None:
    account = make_account(session)
    workshop = make_workshop(session, account)
    axis = make_axis(session, workshop)
    make_proposal(session, axis, number=1)
    make_proposal(session, axis, number=2, state=State.HIDDEN, title="secret")
    make_proposal(session, axis, number=3, state=State.HELD, title="secret")
    make_proposal(session, axis, number=None, state=State.DRAFT, title="secret")
    record(session, workshop.id, account.id, "proposal.hidden", number=2)
    record(session, workshop.id, account.id, "step.moved").undone_at = NOON
    session.flush()

    told = gathered(session, workshop)

    assert [one.number for one in told.proposals] == [1]
    newest = head(session, workshop.id)
    assert told.handling == Handling(
        hidden=(2,), held=(3,), acts=2, undone=1, log_head=newest
    )
    assert "secret" not in repr(told)


def test_people_are_counted_by_phone_and_by_role(session: Session) -> None:
    workshop = make_workshop(session, opened_at=NOON)
    make_seat(session, workshop)
    make_seat(session, workshop)
    make_seat(session, make_workshop(session))
    for place, (role, count) in enumerate([({"fr": "Élus"}, 6), ({}, None)]):
        session.add(
            Attendance(
                workshop_id=workshop.id,
                position=place,
                role=role,
                category="elected",
                count=count,
            )
        )
    session.flush()

    people = gathered(session, workshop).participants

    assert people.by_phone == 2
    assert people.categories == (
        Category(Text("Élus", "fr"), 6, "elected"),
        Category(Text("Elected members", "en"), None, "elected"),
    )


def test_nobody_joined_an_open_workshop(session: Session) -> None:
    told = gathered(session, make_workshop(session, opened_at=NOON))

    assert told.participants.by_phone == 0


def test_the_agenda_leaves_out_what_was_skipped(session: Session) -> None:
    workshop = make_workshop(session)
    make_step(session, workshop, kind=StepKind.BREAK, minutes=15)
    make_step(session, workshop, kind=StepKind.FREE, title={"fr": "Thé"})
    make_step(session, workshop, skipped=True)
    session.add(
        NextStepRow(workshop_id=workshop.id, position=1, text={"fr": "Suite"}, due=None)
    )
    session.flush()

    told = gathered(session, workshop)

    assert told.agenda == (
        Step(Text("Break", "en"), 15),
        Step(Text("Thé", "fr"), None),
    )
    assert told.next_steps == (NextStep(Text("Suite", "fr")),)


@pytest.mark.parametrize("many", [3, 300])
def test_any_number_of_proposals_takes_as_many_statements(
    session: Session, many: int
) -> None:
    room = voted(session)
    axis = make_axis(session, room.workshop, position=9)
    for number in range(many):
        proposal = make_proposal(session, axis, number=100 + number)
        session.add(Objective(proposal_id=proposal.id, position=1, text="هدف"))
    session.commit()
    workshop = room.workshop
    session.expunge_all()
    session.add(workshop)
    sent: list[str] = []

    def note(_c: object, _cur: object, statement: str, *_rest: object) -> None:
        if statement.startswith("SELECT"):
            sent.append(statement)

    event.listen(session.get_bind(), "before_cursor_execute", note)

    told = gathered(session, workshop)

    assert len(told.proposals) == many + 4
    assert len(sent) == 16, "\n".join(sent)
