"""More votes in one workshop: another question, or a further round of one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.errors import N_, RuleBroken
from facilitator.voting.actions import prepare_vote, set_up_vote
from facilitator.voting.methods import COUNTINGS
from facilitator.voting.models import Vote
from facilitator.voting.preparing import settings_of
from facilitator.voting.queries import public_result
from facilitator.voting.results import Result, Standing
from facilitator.voting.rules import (
    NoOption,
    TooFewOptions,
    TooManyOptions,
    VoteState,
)
from facilitator.voting.settings import VoteSettings
from facilitator.voting.spec import Option
from facilitator.workshops.acts import record
from facilitator.workshops.agenda import add_steps_after, take_back_steps
from facilitator.workshops.models import Act, Step, Workshop
from facilitator.workshops.moving import NotRunning
from facilitator.workshops.queries import progress_of, step_in, steps_of
from facilitator.workshops.rules import Status, StepKind

FIRST_PLACES = 5  # of an order in which nobody wins
_PAIR = (StepKind.VOTE, StepKind.RESULTS)

# The names of the new steps. They go into the workshop in every language at once,
# so they are content and not messages.
SECOND_ROUND = {
    "ar": "الجولة الثانية من التصويت",
    "fr": "Second tour du vote",
    "en": "Second round of the vote",
}
FURTHER_ROUND = {
    "ar": "جولة أخرى من التصويت",
    "fr": "Tour suivant du vote",
    "en": "Further round of the vote",
}


class RoundTooEarly(RuleBroken):
    """Who is in it would tell the result."""

    message = N_("Show the result of this vote first: a second round is among it.")


class NotOnThatBallot(RuleBroken):
    """A second round is among what people voted on."""

    message = N_("One of these proposals was not put to the vote before.")
    status = 422


class RoundIsUsed(RuleBroken):
    """Something hangs on the steps that were added."""

    message = N_("This vote has been opened, or the workshop stands at it: it stays.")


class Among(StrEnum):
    """Usual choices of what a second round is among."""

    TIED = "tied"  # the public order decided among them
    WINNERS = "winners"
    FIRST = "first"  # where nobody wins
    VOTED = "voted"  # all that somebody voted for


@dataclass(frozen=True)
class Candidates:
    """What a second round may be among: `options` by number, of the first round.

    `groups` are numbers by usual choice, `proposed` the one to begin with.
    """

    options: tuple[Option, ...]
    groups: dict[Among, tuple[int, ...]]
    proposed: Among


def candidates_of(result: Result) -> Candidates:
    """Return what a second round may be among.

    Groups that are too small for the method are left out; all that got votes is
    always one. Those among whom the lot decided are proposed first.
    """
    standings = result.standings
    voted = [line for line in standings if line.rank is not None] or list(standings)
    first = [line for line in standings if line.rank and line.rank <= FIRST_PLACES]
    found = {
        Among.TIED: _numbers(_drawn(result)),
        Among.WINNERS: _numbers(result.winners),
        Among.FIRST: () if result.winners else _numbers(first),
        Among.VOTED: _numbers(voted),
    }
    least = max(2, COUNTINGS[result.spec.method].least)
    groups = {
        among: numbers
        for among, numbers in found.items()
        if len(numbers) >= least or among is Among.VOTED
    }
    return Candidates(result.spec.options, groups, next(iter(groups)))


def add_vote(
    session: Session, workshop: Workshop, after: Step, account_id: int
) -> Step:
    """Return a new step for a vote, with one for its results; nothing is set up yet.

    They come after the step `after`, and after its results where these follow it.

    Raises:
        NotRunning: the workshop has ended.
        TooManySteps: the agenda has no room for two more.
    """
    steps = _add_pair(session, workshop, after, {})
    record(session, workshop.id, account_id, "vote.added", steps=_ids(steps))
    return steps[0]


def second_round(
    session: Session,
    workshop: Workshop,
    first: Vote,
    numbers: Iterable[int],
    account_id: int,
) -> Vote:
    """Return a vote prepared as a second round of `first`, among these proposals.

    It comes next in the agenda, with a step for its results. It has the method,
    the level and the terms of the first; how many win only as long as that leaves
    somebody out.

    Raises:
        RoundTooEarly: the room has not seen the result.
        NotOnThatBallot: a number that the first round did not have.
        NoOption, TooFewOptions, TooManyOptions: the method is not for so many.
        NotRunning: the workshop has ended.
        TooManySteps: the agenda has no room.
    """
    result = public_result(first)
    if result is None:
        raise RoundTooEarly()
    chosen = tuple(sorted(set(numbers)))
    _check_round(result, chosen)
    after = _here(session, workshop, first)
    title = FURTHER_ROUND if first.follows else SECOND_ROUND
    offered = {code: title[code] for code in workshop.languages if code in title}
    steps = _add_pair(session, workshop, after, offered)
    vote = prepare_vote(session, workshop.id, steps[0].id)
    set_up_vote(session, vote, _settings(first, chosen))
    record(
        session,
        workshop.id,
        account_id,
        "vote.followed",
        vote=first.number,
        steps=_ids(steps),
    )
    return vote


def undo_addition(session: Session, act: Act) -> None:
    """Take out again the steps, and the prepared vote, that an act added.

    Raises:
        RoundIsUsed: the vote has been opened, or the workshop stands there.
    """
    workshop_id = act.workshop_id
    steps = [
        step
        for step in steps_of(session, workshop_id)
        if step.id in act.details["steps"]
    ]
    progress = progress_of(session, workshop_id)
    votes = _votes_at(session, steps)
    if any(vote.state is not VoteState.PREPARED for vote in votes) or (
        progress and progress.step_id in _ids(steps)
    ):
        raise RoundIsUsed()
    for vote in votes:
        session.delete(vote)
    session.flush()
    take_back_steps(session, workshop_id, steps)


def _settings(first: Vote, numbers: tuple[int, ...]) -> VoteSettings:
    settings = settings_of(first)
    seats = settings.terms.seats
    terms = replace(
        settings.terms,
        seats=seats if seats and seats < len(numbers) else None,
        per_axis=False,
        one_per_axis=False,
    )
    return replace(
        settings,
        most=None,
        axis_id=None,
        picked=numbers,
        terms=terms,
        follows=first.number,
    )


def _check_round(result: Result, numbers: tuple[int, ...]) -> None:
    counting = COUNTINGS[result.spec.method]
    if set(numbers) - {option.number for option in result.spec.options}:
        raise NotOnThatBallot()
    if len(numbers) < counting.least:
        raise TooFewOptions() if counting.least > 1 else NoOption()
    if len(numbers) > counting.most:
        raise TooManyOptions(num=counting.most)


def _drawn(result: Result) -> list[Standing]:
    """Return those among whom the public order decided."""
    drawn = {option for group in result.facts.get("drawn", ()) for option in group}
    return [line for line in result.standings if line.option.id in drawn]


def _here(session: Session, workshop: Workshop, first: Vote) -> Step:
    """Return the step after which a further round comes: where the workshop stands."""
    progress = progress_of(session, workshop.id)
    held = step_in(session, workshop.id, first.step_id or 0)
    if progress and progress.step.position > held.position:
        return progress.step
    return held


def _add_pair(
    session: Session, workshop: Workshop, after: Step, title: dict[str, str]
) -> list[Step]:
    session.refresh(workshop, ["status"])
    if workshop.status is Status.ENDED:
        raise NotRunning()
    steps = list(steps_of(session, workshop.id))
    following = steps[steps.index(after) + 1 :][:1]
    shows_it = [step for step in following if step.kind is StepKind.RESULTS]
    is_vote = after.kind is StepKind.VOTE
    place = shows_it[0] if is_vote and shows_it else after
    return add_steps_after(session, place, _PAIR, title)


def _votes_at(session: Session, steps: Sequence[Step]) -> Sequence[Vote]:
    return session.scalars(select(Vote).where(Vote.step_id.in_(_ids(steps)))).all()


def _ids(steps: Iterable[Step]) -> list[int]:
    return [step.id for step in steps]


def _numbers(standings: Iterable[Standing]) -> tuple[int, ...]:
    return tuple(sorted(line.option.number for line in standings))
