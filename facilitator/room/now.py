"""What the current step shows to one person: read only what its page needs."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator import keys
from facilitator.axes.queries import axes_of, objectives_of
from facilitator.clock import now
from facilitator.participants.access import Participant
from facilitator.proposals.listing import AT_ONCE, page_of
from facilitator.proposals.queries import Entry, has_proposals, mine, shown_by_axis
from facilitator.proposals.rules import State
from facilitator.slips.access import slip_of_visitor
from facilitator.voting.agenda import votes_to_show
from facilitator.voting.ballots import own_ballot
from facilitator.voting.models import Vote
from facilitator.voting.queries import (
    is_public,
    spec_of,
    vote_at,
    votes_of,
)
from facilitator.voting.rules import VoteState
from facilitator.voting.showing import Shown, shown_of
from facilitator.voting.tokens import voting_token
from facilitator.web.memory import recalled
from facilitator.web.transaction import db
from facilitator.workshops.models import Progress
from facilitator.workshops.naming import step_name
from facilitator.workshops.queries import next_steps_of, progress_of, steps_of
from facilitator.workshops.rules import Activity, Status, StepKind, allowed
from facilitator.workshops.timing import timing_of

Content = dict[str, object]

# Steps at which those who have proposed nothing all see the same.
ALIKE = frozenset(
    {
        StepKind.OPENING,
        StepKind.PRESENTATION,
        StepKind.WRITING,
        StepKind.TABLES,
        StepKind.REPORT_BACK,
        StepKind.MERGING,
        StepKind.DISCUSSION,
        StepKind.BREAK,
        StepKind.FREE,
    }
)

# Steps at which people see what they proposed themselves.
SHOWS_OWN = frozenset(
    {
        StepKind.WRITING,
        StepKind.TABLES,
        StepKind.REPORT_BACK,
        StepKind.MERGING,
        StepKind.DISCUSSION,
        StepKind.CLOSING,
    }
)


@dataclass(frozen=True)
class Common:
    """What many are shown alike: its name, and at which tick of the timer's clock."""

    name: str
    tick: int = 0


@dataclass(frozen=True)
class OwnReceipt:
    """The name under which a person's ballot stands in a published list."""

    vote: Vote
    receipt: str

    @property
    def is_listed(self) -> bool:
        """Whether the list is published."""
        return is_public(self.vote)


def content_of(participant: Participant) -> Content:
    """Return what the templates of the current step need.

    An ended workshop stands at its closing, whatever its agenda says.
    """
    session, progress = db(), _progress(participant)
    is_open = participant.workshop.status is Status.OPEN
    kind = progress.step.kind if progress and is_open else StepKind.CLOSING
    activities = allowed(kind)
    content: Content = {
        "kind": kind.value,
        "step": step_name(progress.step) if progress and is_open else None,
        "timing": timing_of(progress, now()) if is_open else None,
        "may_propose": Activity.PROPOSE in activities,
        "may_read": Activity.READ in activities,
        "mine": _mine(session, participant, kind),
        "State": State,
    }
    more = _MORE.get(kind)
    return {**content, **(more(session, participant, progress) if more else {})}


def common_name(participant: Participant, part: str) -> Common | None:
    """Return on what a part depends, or the page, that is the same for many.

    None: it is personal. Where a timer runs, it is made anew four times a second.
    """
    if part in ("people", "proposals"):
        return Common("all")
    session, workshop = db(), participant.workshop
    progress = _progress(participant)
    if (
        part not in ("", "now")
        or progress is None
        or workshop.status is not Status.OPEN
    ):
        return None
    if has_proposals(session, workshop.id, participant.author):
        return None  # they see their own
    tick = (
        int(now().timestamp() * 4) if progress.ends_at and not progress.paused_at else 0
    )
    kind = progress.step.kind
    if kind is StepKind.VOTE:
        name = _common_vote(session, participant, progress)
        return Common(name, tick) if name else None
    return Common("step", tick) if kind in ALIKE else None


def _progress(participant: Participant) -> Progress | None:
    """Return where the workshop stands."""
    workshop_id = participant.workshop.id
    return recalled(
        ("progress", workshop_id),
        lambda: progress_of(db(), workshop_id),
        lambda _found: workshop_id,
    )


def _common_vote(
    session: Session, participant: Participant, progress: Progress
) -> str | None:
    """Likewise for the step of a vote: who has voted sees their own ballot."""
    vote = recalled(
        ("vote at", progress.step_id),
        lambda: vote_at(session, progress.step_id),
        lambda _found: progress.workshop_id,
    )
    if vote is None or vote.state is VoteState.PREPARED:
        held = slip_of_visitor(participant.workshop)
        return "coming, with a slip" if held else "coming"
    own = own_ballot(session, vote, voting_token(participant, vote))
    return None if own else "open"


def _mine(session: Session, participant: Participant, kind: StepKind) -> list[Entry]:
    """Return the person's own proposals, where the step shows them."""
    if kind not in SHOWS_OWN:
        return []
    return mine(session, participant.workshop.id, participant.author)


def _agenda(
    session: Session, participant: Participant, progress: Progress | None
) -> Content:
    steps = steps_of(session, participant.workshop.id)
    here = progress.step_id if progress else None
    names = [(step_name(s), s.id == here) for s in steps if not s.skipped]
    return {"agenda": names}


def _axes(
    session: Session, participant: Participant, _progress: Progress | None
) -> Content:
    workshop_id = participant.workshop.id
    return {
        "axes": axes_of(session, workshop_id),
        "objectives": objectives_of(session, workshop_id),
    }


def _list(
    session: Session, participant: Participant, _progress: Progress | None
) -> Content:
    """Return the proposals of all, or the way to them when they are many."""
    axes = shown_by_axis(session, participant.workshop.id)
    total = sum(len(axis.entries) for axis in axes)
    return {"listed": page_of(axes, {}), "is_short": total <= AT_ONCE}


def _tables(
    session: Session, participant: Participant, progress: Progress | None
) -> Content:
    asked = _axes(session, participant, progress)
    return {**asked, **_list(session, participant, progress)}


def _vote(
    session: Session, participant: Participant, progress: Progress | None
) -> Content:
    """Return the vote of the step, and one's own ballot in it; or what is to come."""
    vote = vote_at(session, progress.step_id) if progress else None
    if vote is None or vote.state is VoteState.PREPARED:
        has_slip = slip_of_visitor(participant.workshop) is not None
        return {"vote": None, "coming": vote, "has_slip": has_slip}
    own = own_ballot(session, vote, voting_token(participant, vote))
    return {
        "vote": vote,
        "spec": spec_of(vote),
        "own": own,
        "found": shown_of(session, vote, own.content if own else None),
        "sent": None,
    }


def _results(
    session: Session, participant: Participant, progress: Progress | None
) -> Content:
    """Return the results that the step is for, as far as they are revealed."""
    if progress is None:
        return {"results": []}
    votes = votes_to_show(session, participant.workshop.id, progress.step_id)
    return {
        "results": _revealed(session, participant, votes),
        "waiting": any(not is_public(v) for v in votes),
    }


def _closing(
    session: Session, participant: Participant, _progress: Progress | None
) -> Content:
    """Return the results and receipts to keep, and what follows."""
    votes = votes_of(session, participant.workshop.id)
    closed = [vote for vote in votes if vote.state is VoteState.CLOSED]
    return {
        "results": _revealed(session, participant, closed),
        "next_steps": next_steps_of(session, participant.workshop.id),
        "receipts": [
            OwnReceipt(vote, keys.in_groups(own.receipt))
            for vote in closed
            if (own := own_ballot(session, vote, voting_token(participant, vote)))
        ],
    }


def _revealed(
    session: Session, participant: Participant, votes: list[Vote]
) -> list[Shown]:
    """Return the public results, each with what the reader's own ballot helped."""
    found = []
    for vote in filter(is_public, votes):
        own = own_ballot(session, vote, voting_token(participant, vote))
        found.append(shown_of(session, vote, own.content if own else None))
    return [one for one in found if one]


_MORE: dict[StepKind, Callable[[Session, Participant, Progress | None], Content]] = {
    StepKind.RECEPTION: _agenda,
    StepKind.PRESENTATION: _axes,
    StepKind.WRITING: _axes,
    StepKind.TABLES: _tables,
    StepKind.REPORT_BACK: _list,
    StepKind.MERGING: _list,
    StepKind.DISCUSSION: _list,
    StepKind.VOTE: _vote,
    StepKind.RESULTS: _results,
    StepKind.CLOSING: _closing,
}
