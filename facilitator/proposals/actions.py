"""Write, keep as a draft, send and change a proposal. All acts of its author."""

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from facilitator.axes.queries import axis_in
from facilitator.clock import now
from facilitator.errors import NotFoundHere
from facilitator.live.actions import announce, be_quiet
from facilitator.proposals.models import Objective, Proposal
from facilitator.proposals.queries import Entry, count_of, own
from facilitator.proposals.rules import (
    MOST_OF_ONE,
    ChangedMeanwhile,
    State,
    TooManyOfOne,
    Words,
    check_complete,
    is_key,
    state_after_writing,
)
from facilitator.units import note_stored
from facilitator.workshops.models import Workshop
from facilitator.workshops.queries import current_kind
from facilitator.workshops.rules import Activity, Status, StepKind, require


def save_draft(
    session: Session, workshop: Workshop, author: str, key: str, words: Words
) -> Proposal:
    """Keep what is being written, for its author alone; the last save counts.

    A save that comes late, after the proposal was submitted, changes nothing.

    Raises:
        NotFoundHere: the axis is another workshop's, or `key` cannot be one.
        TooManyOfOne: the author has as many as one may.
    """
    words = words.in_a_language(workshop.main_language)
    if words.axis_id is not None:
        axis_in(session, workshop.id, words.axis_id)
    entry = _own_or_new(session, workshop, author, key)
    proposal = entry.proposal
    if proposal.state is State.DRAFT and entry.words != words:
        _put(session, proposal, words)
        announce(session, workshop.id, "queue")
        session.flush()
    return proposal


def discard_draft(session: Session, workshop: Workshop, author: str, key: str) -> None:
    """Delete the author's own draft. What was submitted stays.

    Raises:
        NotFoundHere: the author has no draft with this key.
    """
    entry = own(session, workshop.id, author, key)
    if entry is None or entry.proposal.state is not State.DRAFT:
        raise NotFoundHere()
    session.delete(entry.proposal)
    announce(session, workshop.id, "queue")
    session.flush()


def submit(
    session: Session,
    workshop: Workshop,
    author: str,
    key: str,
    words: Words,
    *,
    version: int,
) -> Proposal:
    """Submit a proposal, or a change of it, written over `version` (0: none yet).

    The same words sent again are the same proposal and the same answer. A resend
    over a version that is no longer the last never overwrites what came after.

    Raises:
        NotAtThisStep: nobody proposes now.
        NeedsTitle, NeedsAxis: the words are not complete.
        NotFoundHere: the axis is another workshop's, or `key` cannot be one.
        ChangedMeanwhile: another text was saved over the same version.
        TooManyOfOne: the author has as many as one may.
    """
    check_complete(words)
    words = words.in_a_language(workshop.main_language)
    lock_numbers(session, workshop)
    entry = own(session, workshop.id, author, key)
    if entry and entry.proposal.state is not State.DRAFT and entry.words == words:
        be_quiet(session)  # it is sent again, and nothing is written
        return entry.proposal
    require(_step_kind(session, workshop), Activity.PROPOSE)
    axis_in(session, workshop.id, words.axis_id or 0)
    entry = entry or _own_or_new(session, workshop, author, key)
    return _submit(session, workshop, entry.proposal, words, version)


def lock_numbers(session: Session, workshop: Workshop) -> None:
    """Let nobody else give a number in the workshop until the transaction ends.

    On SQLite the transaction has the write lock already. On PostgreSQL the lock
    leaves others free to join, which only need the workshop to stay.
    """
    session.execute(
        select(Workshop.id)
        .where(Workshop.id == workshop.id)
        .with_for_update(key_share=True)
    )


def next_number(session: Session, workshop_id: int) -> int:
    """Return the workshop's next number; `lock_numbers` first. None is given twice."""
    highest = select(func.max(Proposal.number)).where(
        Proposal.workshop_id == workshop_id
    )
    return (session.scalar(highest) or 0) + 1


def _submit(
    session: Session, workshop: Workshop, proposal: Proposal, words: Words, version: int
) -> Proposal:
    if proposal.state is State.DRAFT:
        proposal.version = 1
        note_stored(session, "proposal")
    elif proposal.version == version:
        proposal.version += 1
    else:
        raise ChangedMeanwhile()
    _put(session, proposal, words)
    proposal.number = proposal.number or next_number(session, workshop.id)
    proposal.state = state_after_writing(proposal.state, reviewed=workshop.reviewed)
    proposal.submitted_at = proposal.submitted_at or proposal.changed_at
    for topic in ("proposals", "queue"):
        announce(session, workshop.id, topic)
    session.flush()
    return proposal


def _step_kind(session: Session, workshop: Workshop) -> StepKind | None:
    is_open = workshop.status is Status.OPEN
    return current_kind(session, workshop.id) if is_open else None


def _own_or_new(session: Session, workshop: Workshop, author: str, key: str) -> Entry:
    """Return the author's proposal with `key`, made as an empty draft if needed."""
    entry = own(session, workshop.id, author, key)
    if entry is not None:
        return entry
    if not is_key(key):
        raise NotFoundHere()
    if count_of(session, workshop.id, author) >= MOST_OF_ONE:
        raise TooManyOfOne(num=MOST_OF_ONE)
    draft = Proposal(
        workshop_id=workshop.id,
        author=author,
        key=key,
        language=workshop.main_language,
        version=0,
    )
    try:
        with session.begin_nested():
            session.add(draft)
    except IntegrityError:  # the same draft, saved in the same instant
        twin = own(session, workshop.id, author, key)
        if twin is None:
            raise
        return twin
    return Entry(draft, ())


def _put(session: Session, proposal: Proposal, words: Words) -> None:
    """Write the words into the proposal and its objectives."""
    proposal.axis_id = words.axis_id
    proposal.title = words.title
    proposal.description = words.description
    proposal.partners = words.partners
    proposal.language = words.language
    proposal.changed_at = now()
    session.execute(delete(Objective).where(Objective.proposal_id == proposal.id))
    session.add_all(
        Objective(proposal_id=proposal.id, position=position, text=text)
        for position, text in enumerate(filter(None, words.objectives), 1)
    )
