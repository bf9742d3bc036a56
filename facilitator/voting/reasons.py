"""Why people have reservations or say no: kept apart from what they say.

A reason stands under a keyed name of its own: nothing joins it to its ballot,
except the holder's next request.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.orm import Session

from facilitator import keys
from facilitator.errors import NotFoundHere
from facilitator.live.actions import announce
from facilitator.voting.models import BallotReason, Vote
from facilitator.voting.rules import Method, VoteState, VoteStillOpen

COLUMNS = ("vote_id", "locator", "answer", "text", "is_hidden")


def reason_of(session: Session, vote: Vote, token: str) -> str:
    """Return the reason that the token's holder gave, or an empty text."""
    found = session.scalar(
        select(BallotReason.text).where(*_named(vote.id, _name(vote, token)))
    )
    return found or ""


def put_reason(
    session: Session, vote: Vote, token: str, answer: str, reason: str
) -> None:
    """Keep the holder's one reason for `answer`, or none when it is empty."""
    if vote.method is not Method.CONSENT:
        return
    name = _name(vote, token)
    session.execute(delete(BallotReason).where(*_named(vote.id, name)))
    if reason:
        session.execute(
            insert(BallotReason).values(
                vote_id=vote.id, locator=name, answer=answer, text=reason
            )
        )


def rewrite_reasons(session: Session, vote_id: int) -> None:
    """Write the reasons anew in the order of their names.

    For the closing transaction: PostgreSQL keeps rows in the order of their coming.
    """
    if session.get_bind().dialect.name != "postgresql":
        return
    columns = [getattr(BallotReason, name) for name in COLUMNS]
    rows = session.execute(
        select(*columns)
        .where(BallotReason.vote_id == vote_id)
        .order_by(BallotReason.locator)
    ).mappings()
    kept = [dict(row) for row in rows]
    if kept:
        session.execute(delete(BallotReason).where(BallotReason.vote_id == vote_id))
        session.execute(insert(BallotReason), kept)


def reasons_given(session: Session, vote: Vote) -> Sequence[BallotReason]:
    """Return the reasons of a closed vote, hidden ones too, for its facilitators.

    Their order is that of their keyed names, which says nothing.

    Raises:
        VoteStillOpen: the vote is not closed.
    """
    if vote.state is not VoteState.CLOSED:
        raise VoteStillOpen()
    return session.scalars(
        select(BallotReason)
        .join(Vote)
        .where(BallotReason.vote_id == vote.id, Vote.state == VoteState.CLOSED)
        .order_by(BallotReason.locator)
    ).all()


def hide_reason(session: Session, vote: Vote, locator: str, *, hidden: bool) -> None:
    """Take a reason of a closed vote out of what everybody sees, or bring it back.

    Raises:
        NotFoundHere: the vote has no such reason.
        VoteStillOpen: the vote is not closed.
    """
    if vote.state is not VoteState.CLOSED:
        raise VoteStillOpen()
    changed = session.scalar(
        update(BallotReason)
        .where(*_named(vote.id, locator))
        .values(is_hidden=hidden)
        .returning(BallotReason.locator)
    )
    if changed is None:
        raise NotFoundHere()
    announce(session, vote.workshop_id, "result")


def _name(vote: Vote, token: str) -> str:
    return keys.reason_name(token, vote.key)


def _named(vote_id: int, name: str) -> tuple[ColumnElement[bool], ...]:
    return BallotReason.vote_id == vote_id, BallotReason.locator == name
