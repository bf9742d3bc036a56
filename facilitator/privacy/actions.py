"""Erase: all personal data of a workshop, or what is kept about one person."""

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from facilitator import keys
from facilitator.clock import now
from facilitator.live.actions import announce
from facilitator.logbook.actions import record
from facilitator.logbook.chain import head, lock_chain
from facilitator.logbook.models import Act
from facilitator.logbook.rules import PERSON_ERASED, PURGED, left_of, remainder
from facilitator.participants.models import Seat
from facilitator.privacy.queries import (
    ANNOUNCED,
    has_open_vote,
    ids_of_votes,
    remains_of,
)
from facilitator.privacy.rules import (
    NO_WORDS,
    NotOverYet,
    PurgedAlready,
    VoteIsOpenStill,
)
from facilitator.proposals.models import Objective, Proposal
from facilitator.proposals.rules import State
from facilitator.slips.models import Slip
from facilitator.units import erased
from facilitator.voting.models import (
    BallotReason,
    SlipUse,
    Vote,
    VoteOption,
)
from facilitator.voting.paper import drop_pending
from facilitator.voting.queries import votes_of
from facilitator.workshops.models import Workshop
from facilitator.workshops.retention import kept_until
from facilitator.workshops.rules import Status

TOPICS = ("step", "people", "proposals", "queue", "votes", "result", "acts", "setup")


def purge(
    session: Session, workshop: Workshop, account_id: int | None, *, due: bool = False
) -> None:
    """Erase the personal data of a workshop for ever, and leave counts and results.

    `due`: its day has come, so a workshop that nobody ended ends now. Afterwards
    rewrite the file (`voting.erasing.after_close`): erased rows leave traces.

    Raises:
        PurgedAlready, NotOverYet, VoteIsOpenStill: not now.
    """
    lock_chain(session, workshop.id)
    session.refresh(workshop, with_for_update=True)
    _check(session, workshop, due=due)
    workshop.remains = remains_of(session, workshop.id)
    workshop.purged_at = now()
    if workshop.status is not Status.ENDED:
        workshop.status, workshop.ended_at = Status.ENDED, workshop.purged_at
    workshop.contact = workshop.wifi_name = workshop.wifi_password = ""
    session.flush()  # from here on the log's words may be erased
    _erase_people(session, workshop.id)
    _erase_words(session, workshop.id)
    _erase_votes(session, workshop.id)
    _erase_log(session, workshop.id, account_id)
    for topic in TOPICS:
        announce(session, workshop.id, topic)
    erased(session)
    session.flush()


def announce_purge(session: Session, workshop: Workshop) -> None:
    """Note in the log that the day is near."""
    until = kept_until(workshop)
    record(session, workshop.id, None, ANNOUNCED, until=until and until.isoformat())


def erase_person(
    session: Session,
    workshop: Workshop,
    seat: Seat,
    token: str,
    *,
    account_id: int | None = None,
    withdraw: bool = False,
) -> None:
    """Erase what is kept about the holder of a token, on their request.

    Their seat stays as a count, without name, table, or a way back to it. What
    others have read stays as a part of the deliberation, without its author;
    `withdraw` takes out what no vote has opened on. A ballot is nobody's: it stays.
    The log says that somebody's data was erased, and not whose.
    """
    lock_chain(session, workshop.id)
    joined_at = seat.joined_at
    seat.name, seat.table_number = "", None
    seat.credential = keys.new_key() + keys.new_key()
    seat.joined_at = workshop.opened_at or workshop.created_at
    _disown(session, workshop.id, keys.author(token, workshop.key), withdraw=withdraw)
    for vote in votes_of(session, workshop.id):
        name = keys.reason_name(token, vote.key)
        session.execute(
            delete(BallotReason).where(
                BallotReason.vote_id == vote.id, BallotReason.locator == name
            )
        )
    record(session, workshop.id, account_id, PERSON_ERASED)
    for topic in ("people", "proposals", "queue"):
        announce(session, workshop.id, topic)
    erased(session, joined_at)
    session.flush()
    session.expire_all()


def _disown(session: Session, workshop_id: int, author: str, *, withdraw: bool) -> None:
    """Take out what one person wrote and nobody is to read; keep the rest unsigned."""
    theirs = Proposal.workshop_id == workshop_id, Proposal.author == author
    gone = {State.DRAFT, State.HELD} | ({State.SHOWN} if withdraw else set())
    doomed = select(Proposal.id).where(
        *theirs, Proposal.state.in_(gone), Proposal.id.not_in(_voted_on())
    )
    _remove(session, list(session.scalars(doomed)))
    _blank(session, list(session.scalars(_unpublished(workshop_id).where(*theirs))))
    session.execute(update(Proposal).where(*theirs).values(author=""))


def _check(session: Session, workshop: Workshop, *, due: bool) -> None:
    if workshop.purged_at:
        raise PurgedAlready()
    if has_open_vote(session, workshop.id):
        raise VoteIsOpenStill()
    if workshop.status is not Status.ENDED and not due:
        raise NotOverYet()


def _erase_people(session: Session, workshop_id: int) -> None:
    """Take out who joined, and the slips of paper; `remains` has how many."""
    uses = SlipUse.vote_id.in_(ids_of_votes(workshop_id))
    session.execute(delete(SlipUse).where(uses))
    for table in (Seat, Slip):
        session.execute(delete(table).where(table.workshop_id == workshop_id))


def _erase_words(session: Session, workshop_id: int) -> None:
    """Take out what nobody was to read, and who wrote what everybody read."""
    here = Proposal.workshop_id == workshop_id
    drafts = select(Proposal.id).where(here, Proposal.state == State.DRAFT)
    _remove(session, list(session.scalars(drafts)))
    _blank(session, list(session.scalars(_unpublished(workshop_id))))
    session.execute(update(Proposal).where(here).values(author="", hidden_why=""))


def _erase_votes(session: Session, workshop_id: int) -> None:
    """Take out reasons, papers and names of witnesses. Ballots stay: nobody's.

    They stand under their receipts in the bundle that everybody may have; what is
    sealed can be counted again for ever.
    """
    votes = ids_of_votes(workshop_id)
    session.execute(delete(BallotReason).where(BallotReason.vote_id.in_(votes)))
    for vote in votes_of(session, workshop_id):
        drop_pending(session, vote)
        if vote.checked:
            unnamed = [NO_WORDS for _ in vote.checked["witnesses"]]
            vote.checked = {**vote.checked, "witnesses": unnamed, "note": ""}


def _erase_log(session: Session, workshop_id: int, account_id: int | None) -> None:
    """Leave of the acts their kinds, moments and figures, sealed by one act more."""
    newest = head(session, workshop_id)
    acts = session.scalars(
        select(Act).where(Act.workshop_id == workshop_id).order_by(Act.id)
    ).all()
    for act in acts:
        act.details, act.actor, act.account_id = left_of(act.details), None, None
    session.flush()
    left = remainder((act.at, act.kind, act.digest, act.details) for act in acts)
    record(
        session,
        workshop_id,
        account_id,
        PURGED,
        num=len(acts),
        before=newest,
        left=left,
    )


def _unpublished(workshop_id: int) -> Select[int]:
    """Return the ids of proposals that are held or hidden, and in no vote."""
    return select(Proposal.id).where(
        Proposal.workshop_id == workshop_id,
        Proposal.state.in_([State.HELD, State.HIDDEN]),
        Proposal.id.not_in(_voted_on()),
    )


def _voted_on() -> Select[int]:
    """Return the ids of proposals on ballots: they stand in a seal."""
    opened = select(Vote.id).where(Vote.spec.is_not(None))
    return select(VoteOption.proposal_id).where(VoteOption.vote_id.in_(opened))


def _remove(session: Session, ids: list[int]) -> None:
    session.execute(delete(Objective).where(Objective.proposal_id.in_(ids)))
    session.execute(delete(Proposal).where(Proposal.id.in_(ids)))


def _blank(session: Session, ids: list[int]) -> None:
    """Leave of proposals that they were there, and their numbers."""
    session.execute(delete(Objective).where(Objective.proposal_id.in_(ids)))
    session.execute(
        update(Proposal)
        .where(Proposal.id.in_(ids))
        .values(title=NO_WORDS, description="", partners="", hidden_why="")
    )
