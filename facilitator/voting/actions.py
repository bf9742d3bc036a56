"""Prepare, open, close and show votes. Each takes the vote's lock first."""

import json
from typing import Any

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from facilitator.clock import now
from facilitator.counting.order import public_order
from facilitator.errors import NotFoundHere
from facilitator.live.actions import announce
from facilitator.participants.queries import count_seats
from facilitator.slow import long_off_loop
from facilitator.voting.ballots import published, take_for_closing
from facilitator.voting.checks import require_checked
from facilitator.voting.grouping import cards_of, tables_of
from facilitator.voting.methods import Content, count
from facilitator.voting.models import Vote, VoteOption
from facilitator.voting.opening import fixed_now, refusals
from facilitator.voting.paper import drop_pending
from facilitator.voting.preparing import put_settings, require_here
from facilitator.voting.queries import (
    ballots_in,
    next_number,
    slips_of,
    spec_of,
    valid_tokens,
    vote_at,
)
from facilitator.voting.results import COUNTED, Count, stored
from facilitator.voting.rules import (
    BLANK,
    MOST_DICE,
    BallotsAreIn,
    DiceAreDigits,
    NoDiceHere,
    VoteIsClosed,
    VoteIsFixed,
    VoteNotOpen,
    VoteState,
    VoteStillOpen,
)
from facilitator.voting.sealing import closing_hash, opening_hash
from facilitator.voting.settings import VoteSettings, check_settings
from facilitator.voting.spec import Spec
from facilitator.voting.stages import Stage
from facilitator.voting.uses import channels_of
from facilitator.workshops.acts import record
from facilitator.workshops.models import Workshop
from facilitator.workshops.queries import step_in
from facilitator.workshops.rules import StepKind


def prepare_vote(session: Session, workshop_id: int, step_id: int) -> Vote:
    """Return the vote of a step, made when there is none.

    Raises:
        NotFoundHere: the workshop has no such step, or nobody votes at it.
    """
    session.get_one(Workshop, workshop_id, with_for_update={"key_share": True})
    if step_in(session, workshop_id, step_id).kind is not StepKind.VOTE:
        raise NotFoundHere()
    vote = vote_at(session, step_id)
    if vote is None:
        number = next_number(session, workshop_id)
        vote = Vote(workshop_id=workshop_id, step_id=step_id, number=number)
        session.add(vote)
        session.flush()
    return vote


def set_up_vote(session: Session, vote: Vote, settings: VoteSettings) -> None:
    """Say what is asked, how people vote, about what, and how it is decided.

    What is left open is proposed at the opening.

    Raises:
        VoteIsFixed: it has been opened.
        TooFewMarks, TooManyMarksEach, TermsRefused: nobody could vote like that.
        NotFoundHere: the workshop has no such axis, proposal or round before.
    """
    _lock(session, vote)
    if vote.state is not VoteState.PREPARED:
        raise VoteIsFixed()
    check_settings(settings)
    require_here(session, vote.workshop_id, settings)
    put_settings(vote, settings)
    announce(session, vote.workshop_id, "setup")
    session.flush()


def open_vote(session: Session, vote: Vote, account_id: int) -> None:
    """Fix the question, the options and the rule, and let people vote.

    Opening an open vote changes nothing.

    Raises:
        VoteIsClosed: it is over.
        TooFewOptions: there are fewer than two proposals to choose between.
    """
    _lock(session, vote)
    if vote.state is VoteState.OPEN:
        return
    if vote.state is VoteState.CLOSED:
        raise VoteIsClosed()
    spec, proposal_ids = fixed_now(session, vote)
    _require_votable(spec)
    session.execute(
        insert(VoteOption),
        [{"vote_id": vote.id, "proposal_id": key} for key in proposal_ids],
    )
    vote.spec = spec.to_text()
    vote.opening_hash = opening_hash(vote.spec)
    vote.state, vote.opened_at = VoteState.OPEN, now()
    record(session, vote.workshop_id, account_id, "vote.opened", vote=vote.number)
    _announce(session, vote)
    session.flush()


def undo_opening(session: Session, vote: Vote) -> None:
    """Go back to preparing a vote in which nobody has voted yet.

    Undoing it when it is not open any more changes nothing.

    Raises:
        BallotsAreIn: somebody has voted.
        VoteIsClosed: it is over.
    """
    _lock(session, vote)
    if vote.state is VoteState.CLOSED:
        raise VoteIsClosed()
    if vote.state is VoteState.PREPARED:
        return
    if number := ballots_in(session, vote.id):
        raise BallotsAreIn(num=number)
    session.execute(delete(VoteOption).where(VoteOption.vote_id == vote.id))
    drop_pending(session, vote)
    vote.state, vote.opened_at = VoteState.PREPARED, None
    vote.spec, vote.opening_hash = None, None
    _announce(session, vote)
    session.flush()


def close_vote(session: Session, vote: Vote, account_id: int) -> None:
    """End the vote: count once, store the result, seal the ballots with a hash.

    One transaction, under the vote's lock: a ballot is in the count or was
    refused. Closing a closed vote changes nothing. After the commit, the caller
    runs `erasing.after_close`.

    Raises:
        VoteNotOpen: it was never opened.
    """
    _lock(session, vote)
    if vote.state is VoteState.CLOSED:
        return
    if vote.state is VoteState.PREPARED:
        raise VoteNotOpen()
    dropped = drop_pending(session, vote)
    cards = cards_of(session, vote)  # the next line erases them
    taken = take_for_closing(session, vote)
    contents = [json.loads(content) for _, content in taken]
    figures = _figures(session, vote, contents)
    vote.closing_hash = closing_hash(vote.opening_hash or "", taken, figures=figures)
    counted = _count(vote, "", contents, figures["tokens"])
    groups = tables_of(session, vote, cards)
    vote.result = stored(counted, **figures, groups=groups)
    vote.state, vote.closed_at = VoteState.CLOSED, now()
    said = {"vote": vote.number, "papers": dropped}
    record(session, vote.workshop_id, account_id, "vote.closed", **said)
    _announce(session, vote)
    session.flush()


def roll_dice(session: Session, vote: Vote, digits: str, account_id: int) -> None:
    """Take the digits that the room rolled after the close into the public order.

    The ballots are counted again by the same rule; only ties can come out
    otherwise.

    Raises:
        NoDiceHere: the opening said nothing of dice, or they have been rolled.
        DiceAreDigits: it is not one to twenty digits.
        VoteStillOpen: it is not closed.
    """
    _lock(session, vote)
    ballots = published(session, vote)
    if not spec_of(vote).terms.dice or vote.dice is not None or vote.revealed:
        raise NoDiceHere()
    if not (digits.isascii() and digits.isdigit() and len(digits) <= MOST_DICE):
        raise DiceAreDigits()
    counted = _count_again(vote, digits, [content for _, content in ballots])
    vote.dice, vote.result = digits, counted
    record(session, vote.workshop_id, account_id, "vote.rolled", vote=vote.number)
    announce(session, vote.workshop_id, "result")
    session.flush()


def reveal(
    session: Session, vote: Vote, account_id: int, upto: Stage = Stage.ALL
) -> None:
    """Show the result to the room up to a stage. Again: nothing changes.

    Only the last stage, `Stage.ALL`, is for phones and public pages.

    Raises:
        VoteStillOpen: it is not closed.
        PaperNotCounted: witnesses must count the slips first.
    """
    _lock(session, vote)
    if vote.state is not VoteState.CLOSED:
        raise VoteStillOpen()
    if vote.revealed >= upto:
        return
    require_checked(session, vote)
    kind = "vote.revealed" if upto is Stage.ALL else "vote.partly_revealed"
    details = {"vote": vote.number, "stage": int(upto), "was": vote.revealed}
    record(session, vote.workshop_id, account_id, kind, **details)
    vote.revealed = int(upto)
    announce(session, vote.workshop_id, "result")
    session.flush()


def conceal(session: Session, vote: Vote, back_to: int = Stage.HIDDEN) -> None:
    """Take the result back from phones and projector: undoes `reveal`."""
    _lock(session, vote)
    vote.revealed = int(back_to)
    announce(session, vote.workshop_id, "result")
    session.flush()


def _require_votable(spec: Spec) -> None:
    """Refuse what the vote's method cannot put to the room."""
    for refusal in refusals(spec):
        raise refusal


def _figures(session: Session, vote: Vote, contents: list[Content]) -> dict[str, Any]:
    """Return what the close says beside the ballots, and seals with them."""
    return {
        "present": count_seats(session, vote.workshop_id),
        "tokens": valid_tokens(session, vote),
        "ballots": len(contents),
        "blank": contents.count(BLANK),
        "channels": channels_of(session, vote.id, len(contents)),
        "slips": slips_of(session, vote),
    }


def _count(vote: Vote, dice: str, contents: list[Content], tokens: int) -> Count:
    spec = spec_of(vote)
    ids = (option.id for option in spec.options)
    order = public_order(ids, vote.closing_hash or "", dice)
    # The unit waits, but the loop goes on: a fair count takes seconds.
    return long_off_loop(count, spec, contents, tokens, order)


def _count_again(vote: Vote, dice: str, contents: list[Content]) -> dict[str, Any]:
    """Return the result as it is stored, with the digits rolled."""
    kept = vote.result or {}
    figures = {k: v for k, v in kept.items() if k not in ("version", *COUNTED)}
    return stored(_count(vote, dice, contents, kept["tokens"]), **figures)


def _lock(session: Session, vote: Vote) -> None:
    """Read the vote again, and let nobody else change it before the commit."""
    session.refresh(vote, with_for_update={"key_share": True})


def _announce(session: Session, vote: Vote) -> None:
    """Tell that the vote's state changed; phones do not listen to every ballot."""
    announce(session, vote.workshop_id, "votes")
    announce(session, vote.workshop_id, "result")
