"""The ballot store: the only module that reads or writes what a ballot says.

A test refuses every other module that names the table. What an open vote's
ballots say leaves this module in two ways: to the holder of the token
(`own_ballot`), and to the code that closes the vote (`take_for_closing`).
"""

import json
from dataclasses import dataclass
from typing import cast as typed

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from facilitator import keys
from facilitator.live.actions import announce
from facilitator.participants.queries import seat_with
from facilitator.voting.methods import Content, check_ballot
from facilitator.voting.models import Ballot, Vote
from facilitator.voting.rules import (
    ChangedElsewhere,
    NoSeatHere,
    VoteIsClosed,
    VoteNotOpen,
    VoteState,
    VoteStillOpen,
)
from facilitator.voting.sealing import canonical, digest
from facilitator.voting.spec import read_spec
from facilitator.workshops.models import Workshop


@dataclass(frozen=True)
class OwnBallot:
    """A ballot as its holder sees it. `state` names what it says, for changing it."""

    receipt: str
    content: Content
    state: str


def cast(
    session: Session,
    vote: Vote,
    token: str,
    says: Content,
    *,
    instead_of: str | None = None,
) -> str:
    """Take in the ballot of the token's holder, or change it; return its receipt.

    The same ballot again changes nothing. With `instead_of`, the `state` of the
    ballot that the holder saw (empty: none), a request that comes late cannot
    undo a later choice. The lock lets the close wait for this ballot, or this
    ballot for the close.

    Raises:
        VoteNotOpen, VoteIsClosed: it is not the time.
        BallotRefused: a subclass that says what is wrong with what it says.
        NoSeatHere: the token has no seat in this workshop.
    """
    session.refresh(vote, with_for_update={"read": True})
    _require_open(vote)
    _require_seat(session, vote, token)
    content = check_ballot(read_spec(vote.spec or ""), says)
    own = own_ballot(session, vote, token)
    if own is None or own.content != content:
        if instead_of is not None and instead_of != (own.state if own else ""):
            raise ChangedElsewhere()
        _put(session, vote, token, canonical(content))
        announce(session, vote.workshop_id, "votes")
    session.flush()
    return keys.receipt(token, vote.key)


def own_ballot(session: Session, vote: Vote, token: str) -> OwnBallot | None:
    """Return the ballot of the token's holder, None when there is none."""
    locator = keys.locator(token, vote.key)
    row = session.execute(
        select(Ballot.receipt, Ballot.content).where(
            Ballot.vote_id == vote.id, Ballot.locator == locator
        )
    ).one_or_none()
    if row is None:
        return None
    state = digest("state", locator, row.content)[:16]
    return OwnBallot(row.receipt, json.loads(row.content), state)


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
    if rows and session.get_bind().dialect.name == "postgresql":
        session.execute(delete(Ballot).where(Ballot.vote_id == vote.id))
        session.execute(insert(Ballot), rows)
    return [(str(row["receipt"]), str(row["content"])) for row in rows]


def _require_open(vote: Vote) -> None:
    if vote.state is VoteState.PREPARED:
        raise VoteNotOpen()
    if vote.state is VoteState.CLOSED:
        raise VoteIsClosed()


def _require_seat(session: Session, vote: Vote, token: str) -> None:
    workshop = session.get_one(Workshop, vote.workshop_id)
    credential = keys.credential(token, workshop.key)
    if seat_with(session, workshop.id, credential) is None:
        raise NoSeatHere()


def _put(session: Session, vote: Vote, token: str, content: str) -> None:
    """Write the one ballot of a token; two at once leave one.

    Whichever key is taken, the insert then does nothing. Were it to name the
    locator alone, PostgreSQL could refuse the second of two by the receipt.
    """
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    insert_one = typed(
        sqlite.Insert, (sqlite if is_sqlite else postgresql).insert(Ballot)
    )
    locator = keys.locator(token, vote.key)
    new = insert_one.values(
        vote_id=vote.id,
        locator=locator,
        receipt=keys.receipt(token, vote.key),
        content=content,
    )
    written = new.on_conflict_do_nothing().returning(Ballot.locator)
    if session.scalar(written) is None:
        changed = (
            update(Ballot)
            .where(Ballot.vote_id == vote.id, Ballot.locator == locator)
            .values(content=content)
            .returning(Ballot.locator)
        )
        session.scalars(changed).one()  # else the receipt is another ballot's
