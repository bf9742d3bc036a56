"""The ballot store: with `paper` and `swift`, all that knows what a ballot says.

A test refuses every other module that names the tables. What an open vote's
ballots say leaves this module in two ways: to the holder of the token
(`own_ballot`), and to the code that closes the vote (`take_for_closing`).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Session

from facilitator import keys
from facilitator.db import inserting
from facilitator.live.actions import announce_ballot
from facilitator.participants.queries import seat_with
from facilitator.slips.queries import slip_with
from facilitator.slips.rules import SlipState
from facilitator.units import note_stored
from facilitator.voting.methods import Content, check_ballot
from facilitator.voting.models import Ballot, Vote
from facilitator.voting.reasons import put_reason, reason_of, rewrite_reasons
from facilitator.voting.rules import (
    WITH_REASON,
    ChangedElsewhere,
    Channel,
    Level,
    NoSeatHere,
    SlipIsVoid,
    SlipNeeded,
    VoteIsClosed,
    VoteNotOpen,
    VoteState,
    VoteStillOpen,
)
from facilitator.voting.sealing import canonical, digest
from facilitator.voting.spec import read_spec
from facilitator.voting.uses import note_use, rewrite_uses
from facilitator.workshops.models import Workshop

# Every phone asks this with each page of a vote: it is put together once.
_OWN = select(Ballot.receipt, Ballot.content, Ballot.groups).where(
    Ballot.vote_id == bindparam("vote_id"), Ballot.locator == bindparam("locator")
)


@dataclass(frozen=True)
class OwnBallot:
    """A ballot as its holder sees it. `state` names what it says, for changing it.

    `groups` are the answers on its card by name, `reason` why they said no.
    """

    receipt: str
    content: Content
    state: str
    groups: Mapping[str, str]
    reason: str


def cast(
    session: Session,
    vote: Vote,
    token: str,
    says: Content,
    *,
    instead_of: str | None = None,
    reason: str = "",
    groups: Mapping[str, str] | None = None,
    channel: Channel = Channel.PHONE,
) -> str:
    """Take in the ballot of the token's holder, or change it; return its receipt.

    The same ballot again changes nothing. With `instead_of`, the `state` of the
    ballot that the holder saw (empty: none), a late request cannot undo a later
    choice. `reason` is kept with reservations or a no only; `groups` are the answers
    on the card. By the lock, the close waits for this ballot or this for the close.

    Raises:
        VoteNotOpen, VoteIsClosed: it is not the time.
        BallotRefused: a subclass that says what is wrong with what it says.
        NoSeatHere, SlipNeeded, SlipIsVoid: the token may not vote here.
    """
    session.refresh(vote, with_for_update={"read": True})
    require_open(vote)
    slip = require_right(session, vote, token)
    content = check_ballot(read_spec(vote.spec or ""), says)
    said = reason if content in WITH_REASON else ""
    card = dict(groups or {})
    own = own_ballot(session, vote, token)
    if own is None or (own.content, own.reason, own.groups) != (content, said, card):
        if instead_of is not None and instead_of != (own.state if own else ""):
            raise ChangedElsewhere()
        if _put(session, vote, token, content, card):
            note_use(session, vote.id, slip, channel)
            note_stored(session, "ballot")
        put_reason(session, vote, token, str(content), said)
        announce_ballot(session, vote.workshop_id, token)
    session.flush()
    return keys.receipt(token, vote.key)


def own_ballot(session: Session, vote: Vote, token: str) -> OwnBallot | None:
    """Return the ballot of the token's holder, None when there is none."""
    locator = keys.locator(token, vote.key)
    asked = {"vote_id": vote.id, "locator": locator}
    row = session.execute(_OWN, asked).one_or_none()
    if row is None:
        return None
    state = state_of(locator, row.content)
    content, groups = json.loads(row.content), json.loads(row.groups or "{}")
    reason = reason_of(session, vote, token) if content in WITH_REASON else ""
    return OwnBallot(row.receipt, content, state, groups, reason)


def state_of(locator: str, content: str) -> str:
    """Return the name of what a ballot says, which only its holder can make again."""
    return digest("state", locator, content)[:16]


def count_ballots(session: Session, vote_id: int) -> int:
    """Return how many people have voted, blank ballots among them."""
    counted = select(func.count()).select_from(Ballot).where(Ballot.vote_id == vote_id)
    return session.scalars(counted).one()


def published(session: Session, vote: Vote) -> list[tuple[str, Content]]:
    """Return the receipts of a closed vote with their contents, by receipt.

    The statement itself asks for the state, so that no stale object can open it.

    Raises:
        VoteStillOpen: the vote is not closed.
    """
    if vote.state is not VoteState.CLOSED:
        raise VoteStillOpen()
    rows = session.execute(
        select(Ballot.receipt, Ballot.content)
        .join(Vote)
        .where(Ballot.vote_id == vote.id, Vote.state == VoteState.CLOSED)
    )
    return sorted((receipt, json.loads(content)) for receipt, content in rows)


def take_for_closing(session: Session, vote: Vote) -> list[tuple[str, str]]:
    """Return (receipt, canonical content) of every ballot, by receipt.

    For the closing transaction alone, which holds the vote's lock. PostgreSQL
    keeps rows in the order of their coming, with the transaction that wrote
    them: there they are all written anew here, in the order of receipts.
    """
    ballots = session.execute(
        select(Ballot.vote_id, Ballot.locator, Ballot.receipt, Ballot.content).where(
            Ballot.vote_id == vote.id
        )
    ).mappings()
    rows = sorted((dict(ballot) for ballot in ballots), key=lambda b: str(b["receipt"]))
    session.execute(
        update(Ballot)
        .where(Ballot.vote_id == vote.id, Ballot.groups.is_not(None))
        .values(groups=None)
    )
    if rows and session.get_bind().dialect.name == "postgresql":
        session.execute(delete(Ballot).where(Ballot.vote_id == vote.id))
        session.execute(insert(Ballot), rows)
    rewrite_uses(session, vote.id)
    rewrite_reasons(session, vote.id)
    return [(str(row["receipt"]), str(row["content"])) for row in rows]


def take_groups(session: Session, vote: Vote) -> list[tuple[Content, dict[str, str]]]:
    """Return what each ballot says with the answers on its card, by locator.

    For the closing transaction alone, before `take_for_closing` erases the cards.
    """
    rows = session.execute(
        select(Ballot.content, Ballot.groups)
        .where(Ballot.vote_id == vote.id)
        .order_by(Ballot.locator)
    )
    return [(json.loads(content), json.loads(card or "{}")) for content, card in rows]


def require_open(vote: Vote) -> None:
    """Refuse a vote that takes no ballots.

    Raises:
        VoteNotOpen, VoteIsClosed: it is not the time.
    """
    if vote.state is VoteState.PREPARED:
        raise VoteNotOpen()
    if vote.state is VoteState.CLOSED:
        raise VoteIsClosed()


def require_right(session: Session, vote: Vote, token: str) -> int | None:
    """Return the id of the token's slip, None where seats vote.

    Raises:
        NoSeatHere, SlipNeeded, SlipIsVoid: the token may not vote here.
    """
    workshop = session.get_one(Workshop, vote.workshop_id)
    credential = keys.credential(token, workshop.key)
    if vote.level is Level.OPEN:
        if seat_with(session, workshop.id, credential) is None:
            raise NoSeatHere()
        return None
    slip = slip_with(session, workshop.id, credential)
    if slip is None:
        raise SlipNeeded()
    if slip.state in (SlipState.VOID, SlipState.RETURNED):
        raise SlipIsVoid()
    return slip.id


def _put(
    session: Session, vote: Vote, token: str, content: Content, card: dict[str, str]
) -> bool:
    """Write the one ballot of a token; two at once leave one. Whether it is new.

    Whichever key is taken, the insert then does nothing. Were it to name the
    locator alone, PostgreSQL could refuse the second of two by the receipt.
    """
    locator = keys.locator(token, vote.key)
    says = {"content": canonical(content), "groups": canonical(card) if card else None}
    new = inserting(session, Ballot).values(
        vote_id=vote.id,
        locator=locator,
        receipt=keys.receipt(token, vote.key),
        **says,
    )
    written = new.on_conflict_do_nothing().returning(Ballot.locator)
    if session.scalar(written) is not None:
        return True
    changed = (
        update(Ballot)
        .where(Ballot.vote_id == vote.id, Ballot.locator == locator)
        .values(**says)
        .returning(Ballot.locator)
    )
    session.scalars(changed).one()  # else the receipt is another ballot's
    return False
