"""Ballots on paper: two people type each one, and only what both typed is cast.

Beside `ballots`, the only module that reads or writes one. What the first person
typed leaves it in one way: to the second, who has the same paper in hand and has
typed it, where the two are different.
"""

import json
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, exists, func, select, update
from sqlalchemy.orm import Session

from facilitator import keys
from facilitator.db import inserting
from facilitator.errors import N_, RuleBroken
from facilitator.live.actions import announce
from facilitator.slips.models import Slip
from facilitator.voting.ballots import cast, own_ballot, require_open, require_right
from facilitator.voting.methods import Content, check_ballot
from facilitator.voting.models import Ballot, PaperBallot, Vote
from facilitator.voting.rules import Channel, Level
from facilitator.voting.sealing import canonical
from facilitator.voting.spec import read_spec


class PaperNeedsSlips(RuleBroken):
    """Without a slip nothing tells two papers of one person apart."""

    message = N_("Ballots on paper are for votes with voting slips only.")


class SlipHasVoted(RuleBroken):
    """By phone, on a tablet or on paper: nobody sees which, and nobody votes twice."""

    message = N_(
        "This slip has already voted: nothing more is taken in with it. "
        "Nobody counts twice."
    )


class TypedByThemself(RuleBroken):
    """One pair of eyes twice is one pair of eyes."""

    message = N_(
        "You have typed this ballot already. Somebody else has to type it "
        "the second time, under their own name."
    )


@dataclass(frozen=True)
class OnPaper:
    """A paper ballot that may be typed: the number of its slip, who did so before.

    `first_typist` is empty before the first typing.
    """

    slip: int
    first_typist: str


@dataclass(frozen=True)
class Typed:
    """What became of a typing.

    It was the first when `first` is None and it is not `is_cast`. `first` is what
    the first person, `typist`, typed where the second typed something else: then
    nothing was cast.
    """

    is_cast: bool = False
    first: Content | None = None
    typist: str = ""


def look_at(session: Session, vote: Vote, token: str, typist: str) -> OnPaper:
    """Return what is known of the paper that holds a slip's token.

    Raises:
        PaperNeedsSlips, VoteNotOpen, VoteIsClosed: this vote takes no paper now.
        SlipNeeded, SlipIsVoid, SlipHasVoted: this slip cannot vote.
        TypedByThemself: `typist` has typed it, and somebody else is needed.
    """
    slip_id = _require_paper(session, vote, token)
    first_typist = session.scalar(
        select(PaperBallot.typist).where(*_named(vote, token))
    )
    _require_other(first_typist, typist)
    slip = session.get_one(Slip, slip_id)
    return OnPaper(slip.number, first_typist or "")


def type_in(
    session: Session,
    vote: Vote,
    token: str,
    says: Content,
    typist: str,
    *,
    reason: str = "",
    replace: bool = False,
) -> Typed:
    """Take in what `typist` reads on a paper; cast it when a second one agrees.

    Two first typings at once are a first and a second one. Where the second says
    something else nothing is cast; with `replace` it then stands in the place of
    the first, and waits for another person. `reason` goes with the second.

    Raises:
        BallotRefused: a subclass that says what is wrong with what it says.
        and as `look_at`.
    """
    session.refresh(vote, with_for_update={"read": True})
    _require_paper(session, vote, token)
    content = check_ballot(read_spec(vote.spec or ""), says)
    first = _first_typing(session, vote, token, content, typist)
    if own_ballot(session, vote, token):  # meanwhile, by another second typing
        raise SlipHasVoted()
    if first is None:
        return Typed()
    _require_other(first.typist, typist)
    if first.content == canonical(content):
        session.execute(delete(PaperBallot).where(*_named(vote, token)))
        _cast(session, vote, token, content, reason)
        return Typed(is_cast=True)
    if not replace:
        return Typed(first=json.loads(first.content), typist=first.typist)
    stands = {"content": canonical(content), "typist": typist}
    session.execute(update(PaperBallot).where(*_named(vote, token)).values(**stands))
    return Typed()


def count_pending(session: Session, vote_id: int) -> int:
    """Return how many papers were typed once, and wait for a second person.

    Those whose slip has voted otherwise meanwhile do not wait any more.
    """
    voted = exists().where(
        Ballot.vote_id == PaperBallot.vote_id, Ballot.locator == PaperBallot.locator
    )
    counted = (
        select(func.count())
        .select_from(PaperBallot)
        .where(PaperBallot.vote_id == vote_id, ~voted)
    )
    return session.scalars(counted).one()


def drop_pending(session: Session, vote: Vote) -> int:
    """Erase what was typed once only; return of how many slips nothing is cast.

    For the transaction that closes the vote, undoes its opening or purges it.
    """
    number = count_pending(session, vote.id)
    session.execute(delete(PaperBallot).where(PaperBallot.vote_id == vote.id))
    return number


@dataclass(frozen=True)
class _First:
    content: str
    typist: str


def _first_typing(
    session: Session, vote: Vote, token: str, content: Content, typist: str
) -> _First | None:
    """Return what was typed before; None when this, now written, is the first.

    The row is locked: of two second typings at once, the later finds it gone.
    """
    new = inserting(session, PaperBallot).values(
        vote_id=vote.id,
        locator=keys.locator(token, vote.key),
        content=canonical(content),
        typist=typist,
    )
    written = new.on_conflict_do_nothing().returning(PaperBallot.locator)
    if session.scalar(written) is not None:
        announce(session, vote.workshop_id, "votes")
        return None
    row = session.execute(
        select(PaperBallot.content, PaperBallot.typist)
        .where(*_named(vote, token))
        .with_for_update()
    ).one_or_none()
    if row is None:  # cast a moment ago
        raise SlipHasVoted()
    return _First(row.content, row.typist)


def _cast(
    session: Session, vote: Vote, token: str, content: Content, reason: str
) -> None:
    cast(
        session,
        vote,
        token,
        content,
        instead_of="",
        reason=reason,
        channel=Channel.PAPER,
    )


def _require_paper(session: Session, vote: Vote, token: str) -> int:
    """Return the id of a slip that may vote on paper now."""
    if vote.level is Level.OPEN:
        raise PaperNeedsSlips()
    require_open(vote)
    slip_id = require_right(session, vote, token)
    if own_ballot(session, vote, token):
        raise SlipHasVoted()
    return slip_id or 0  # a vote with slips knows no seats


def _require_other(first_typist: str | None, typist: str) -> None:
    if first_typist and first_typist.casefold() == typist.casefold():
        raise TypedByThemself()


def _named(vote: Vote, token: str) -> tuple[ColumnElement[bool], ...]:
    locator = keys.locator(token, vote.key)
    return PaperBallot.vote_id == vote.id, PaperBallot.locator == locator
