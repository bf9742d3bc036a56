"""Read proposals."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, bindparam, func, select
from sqlalchemy.orm import Session

from facilitator.axes.models import Axis
from facilitator.axes.queries import axes_of
from facilitator.axes.queries import objectives_of as objectives_of_axes
from facilitator.clock import now
from facilitator.errors import NotFoundHere
from facilitator.proposals.models import Objective, Proposal
from facilitator.proposals.rules import STILL_WRITING, State, Words
from facilitator.texts import Text

# Every phone asks this with each page: it is put together once.
_ANY_OF = (
    select(Proposal.id)
    .where(
        Proposal.workshop_id == bindparam("workshop_id"),
        Proposal.author == bindparam("author"),
    )
    .limit(1)
)


@dataclass(frozen=True)
class Entry:
    """A proposal as its author wrote it, each text with its language."""

    proposal: Proposal
    objectives: tuple[Text, ...]

    @property
    def title(self) -> Text:
        """Its title."""
        return Text(self.proposal.title, self.proposal.language)

    @property
    def description(self) -> Text:
        """Its description, which may be empty."""
        return Text(self.proposal.description, self.proposal.language)

    @property
    def partners(self) -> Text:
        """Its partners, which may be empty."""
        return Text(self.proposal.partners, self.proposal.language)

    @property
    def words(self) -> Words:
        """What its author wrote, as a form takes it."""
        return Words(
            title=self.proposal.title,
            description=self.proposal.description,
            partners=self.proposal.partners,
            objectives=tuple(text.value for text in self.objectives),
            axis_id=self.proposal.axis_id,
            language=self.proposal.language,
        )


@dataclass(frozen=True)
class AxisList:
    """An axis, its own objectives, and the proposals under it by number."""

    axis: Axis
    objectives: tuple[dict[str, str], ...]
    entries: tuple[Entry, ...]


def shown_by_axis(session: Session, workshop_id: int) -> list[AxisList]:
    """Return every axis with what everybody may see under it; four statements."""
    entries = _entries(session, workshop_id, Proposal.state == State.SHOWN)
    objectives = objectives_of_axes(session, workshop_id)
    return [
        AxisList(
            axis=axis,
            objectives=tuple(item.text for item in objectives.get(axis.id, ())),
            entries=tuple(e for e in entries if e.proposal.axis_id == axis.id),
        )
        for axis in axes_of(session, workshop_id)
    ]


def held(session: Session, workshop_id: int) -> list[Entry]:
    """Return what waits for the facilitator, by number."""
    return _entries(session, workshop_id, Proposal.state == State.HELD)


def hidden(session: Session, workshop_id: int) -> list[Entry]:
    """Return what was taken out, by number."""
    return _entries(session, workshop_id, Proposal.state == State.HIDDEN)


def mine(session: Session, workshop_id: int, author: str) -> list[Entry]:
    """Return the author's drafts, then their proposals by number, in any state."""
    return _entries(session, workshop_id, Proposal.author == author)


def has_proposals(session: Session, workshop_id: int, author: str) -> bool:
    """Whether there is anything of the author's, in any state."""
    asked = {"workshop_id": workshop_id, "author": author}
    return session.scalar(_ANY_OF, asked) is not None


def own(session: Session, workshop_id: int, author: str, key: str) -> Entry | None:
    """Return the author's draft or proposal with `key`, None when there is none."""
    found = _entries(
        session, workshop_id, Proposal.author == author, Proposal.key == key
    )
    return found[0] if found else None


def proposal_in(session: Session, workshop_id: int, number: int) -> Proposal:
    """Return a submitted proposal of the workshop, in any state.

    Raises:
        NotFoundHere: no proposal of the workshop has this number.
    """
    proposal = session.scalar(
        select(Proposal).where(
            Proposal.workshop_id == workshop_id, Proposal.number == number
        )
    )
    if proposal is None:
        raise NotFoundHere()
    return proposal


def count_writing(session: Session, workshop_id: int) -> int:
    """Return how many people changed an unfinished draft in the last ten minutes."""
    since = now() - timedelta(minutes=STILL_WRITING)
    writing = select(func.count(Proposal.author.distinct())).where(
        Proposal.workshop_id == workshop_id,
        Proposal.state == State.DRAFT,
        Proposal.changed_at > since,
    )
    return session.scalar(writing) or 0


def count_of(session: Session, workshop_id: int, author: str) -> int:
    """Return how many drafts and proposals one author has."""
    return _count(session, workshop_id, Proposal.author == author)


def _count(session: Session, workshop_id: int, condition: ColumnElement[bool]) -> int:
    counted = (
        select(func.count())
        .select_from(Proposal)
        .where(Proposal.workshop_id == workshop_id, condition)
    )
    return session.scalar(counted) or 0


def _entries(
    session: Session, workshop_id: int, *conditions: ColumnElement[bool]
) -> list[Entry]:
    """Return entries, drafts first, then by number; two statements."""
    proposals = session.scalars(
        select(Proposal)
        .where(Proposal.workshop_id == workshop_id, *conditions)
        .order_by(func.coalesce(Proposal.number, 0), Proposal.id)
    ).all()
    objectives = _objectives(session, workshop_id, *conditions)
    return [
        Entry(
            proposal,
            tuple(
                Text(text, proposal.language)
                for text in objectives.get(proposal.id, ())
            ),
        )
        for proposal in proposals
    ]


def _objectives(
    session: Session, workshop_id: int, *conditions: ColumnElement[bool]
) -> dict[int, list[str]]:
    rows = session.execute(
        select(Objective.proposal_id, Objective.text)
        .join(Proposal)
        .where(Proposal.workshop_id == workshop_id, *conditions)
        .order_by(Objective.proposal_id, Objective.position)
    )
    found: dict[int, list[str]] = {}
    for proposal_id, text in rows:
        found.setdefault(proposal_id, []).append(text)
    return found
