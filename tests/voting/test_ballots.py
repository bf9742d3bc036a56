"""Ballots come in, are changed, and meet the close; on both databases."""

import json
from functools import partial
from threading import Barrier, Thread

import pytest
from sqlalchemy import Engine, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from facilitator import keys
from facilitator.errors import RuleBroken
from facilitator.voting.actions import close_vote
from facilitator.voting.ballots import cast, own_ballot, published
from facilitator.voting.erasing import after_close
from facilitator.voting.models import Ballot, Vote
from facilitator.voting.queries import ballots_in, result_of
from facilitator.voting.rules import (
    BLANK,
    ChangedElsewhere,
    NoSeatHere,
    TooManyMarks,
    VoteIsClosed,
    VoteNotOpen,
)
from facilitator.workshops.acts import latest_acts
from tests.voting.rooms import make_open_room, make_room, sit, token_for


def test_a_ballot_is_taken_in_and_found_again_by_its_holder(session: Session) -> None:
    room = make_open_room(session)
    token = sit(session, room.workshop, 1)

    receipt = cast(session, room.vote, token, ["P3", "P1"])

    own = own_ballot(session, room.vote, token)
    assert own is not None
    assert (own.receipt, own.content) == (receipt, ["P1", "P3"])
    assert receipt == keys.receipt(token, room.vote.key)
    assert own_ballot(session, room.vote, sit(session, room.workshop, 2)) is None


def test_the_same_ballot_again_counts_once(session: Session) -> None:
    room = make_open_room(session)
    token = sit(session, room.workshop, 1)

    first = cast(session, room.vote, token, ["P1"], instead_of="")
    again = cast(session, room.vote, token, ["P1"], instead_of="")

    assert first == again
    assert ballots_in(session, room.vote.id) == 1


def test_a_ballot_can_be_changed_until_the_close(session: Session) -> None:
    room = make_open_room(session)
    token = sit(session, room.workshop, 1)
    receipt = cast(session, room.vote, token, ["P1"])

    assert cast(session, room.vote, token, BLANK) == receipt
    assert cast(session, room.vote, token, ["P2"]) == receipt
    close_vote(session, room.vote, room.account.id)

    assert published(session, room.vote) == [(receipt, ["P2"])]
    with pytest.raises(VoteIsClosed):
        cast(session, room.vote, token, ["P1"])


def test_a_request_that_comes_late_does_not_undo_a_later_choice(
    session: Session,
) -> None:
    room = make_open_room(session)
    token = sit(session, room.workshop, 1)
    cast(session, room.vote, token, ["P1"], instead_of="")
    own = own_ballot(session, room.vote, token)
    assert own is not None
    cast(session, room.vote, token, ["P2"], instead_of=own.state)

    with pytest.raises(ChangedElsewhere):
        cast(session, room.vote, token, ["P1"], instead_of="")

    now = own_ballot(session, room.vote, token)
    assert now is not None
    assert now.content == ["P2"]


def test_a_ballot_refused_changes_nothing(session: Session) -> None:
    room = make_open_room(session, most=2)
    token = sit(session, room.workshop, 1)
    cast(session, room.vote, token, ["P1"])

    with pytest.raises(TooManyMarks):
        cast(session, room.vote, token, ["P1", "P2", "P3"])

    own = own_ballot(session, room.vote, token)
    assert own is not None
    assert own.content == ["P1"]


def test_nobody_votes_with_a_token_of_elsewhere(session: Session) -> None:
    room = make_open_room(session)
    other = make_open_room(session)
    foreign = sit(session, other.workshop, 1)

    for token in (foreign, token_for(99)):
        with pytest.raises(NoSeatHere):
            cast(session, room.vote, token, ["P1"])

    assert ballots_in(session, room.vote.id) == 0


def test_nobody_votes_before_the_opening(session: Session) -> None:
    room = make_room(session)

    with pytest.raises(VoteNotOpen):
        cast(session, room.vote, sit(session, room.workshop, 1), ["P1"])
    with pytest.raises(VoteNotOpen):
        close_vote(session, room.vote, room.account.id)


def _at_once(engine: Engine, *acts: object) -> list[object]:
    """Run each of `acts` (session -> value) in its own thread and transaction."""
    start, outcomes = Barrier(len(acts)), [None] * len(acts)

    def run(n: int) -> None:
        start.wait()
        with Session(engine.execution_options(writes=True)) as session:
            try:
                outcomes[n] = acts[n](session)  # type: ignore[operator]
                session.commit()
            except RuleBroken as refusal:
                outcomes[n] = type(refusal)

    threads = [Thread(target=run, args=(n,)) for n in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return list(outcomes)


def test_two_taps_at_once_leave_one_ballot(engine: Engine, session: Session) -> None:
    room = make_open_room(session)
    tokens = [sit(session, room.workshop, n) for n in range(20)]  # each a new race
    session.commit()

    def tap(other: Session, token: str) -> object:
        vote = other.get_one(Vote, room.vote.id)
        return cast(other, vote, token, ["P1"], instead_of="")

    taps = []
    for token in tokens:
        engine.dispose()  # new connections are slower: the races are closer
        taps.append(_at_once(engine, *[partial(tap, token=token)] * 6))

    receipts = [keys.receipt(token, room.vote.key) for token in tokens]
    assert taps == [[receipt] * 6 for receipt in receipts]
    assert ballots_in(session, room.vote.id) == 20


def test_ballots_against_the_close_are_counted_or_refused(
    engine: Engine, session: Session
) -> None:
    room = make_open_room(session)
    tokens = [sit(session, room.workshop, n) for n in range(12)]
    session.commit()

    def tap(token: str) -> object:
        def act(other: Session) -> object:
            return cast(other, other.get_one(Vote, room.vote.id), token, ["P1"])

        return act

    def close(other: Session) -> object:
        close_vote(other, other.get_one(Vote, room.vote.id), room.account.id)
        return "closed"

    taps = [tap(token) for token in tokens]
    outcomes = _at_once(engine, *taps[:6], close, close, *taps[6:])

    session.refresh(room.vote)
    result = result_of(room.vote)
    taken = {said for said in outcomes if isinstance(said, str)} - {"closed"}
    assert outcomes.count("closed") == 2
    assert set(outcomes) - taken - {"closed"} <= {VoteIsClosed}
    assert {code for code, _ in published(session, room.vote)} == taken
    assert result.ballots == len(taken) == result.standings[0].votes
    acts = [act.kind for act in latest_acts(session, room.workshop.id)]
    assert acts.count("vote.closed") == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ballot SET content = '\"blank\"'",
        "DELETE FROM ballot",
        "INSERT INTO ballot SELECT vote_id, 'x', 'x', content, NULL FROM ballot",
        "UPDATE vote SET state = 'open'",
        "UPDATE vote SET closing_hash = 'x'",
        "UPDATE vote SET spec = 'x'",
        "UPDATE vote SET spec = NULL, opening_hash = NULL",
        "UPDATE vote SET result = '{}'",
    ],
)
def test_the_database_refuses_changes_after_the_close(
    session: Session, statement: str
) -> None:
    room = make_open_room(session)
    cast(session, room.vote, sit(session, room.workshop, 1), ["P1"])
    close_vote(session, room.vote, room.account.id)
    session.commit()

    with pytest.raises(DBAPIError, match="the vote is not open"):
        session.execute(text(statement))


def test_no_ballot_moves_into_a_closed_vote(session: Session) -> None:
    closed, open_ = make_open_room(session), make_open_room(session)
    cast(session, open_.vote, sit(session, open_.workshop, 1), ["P1"])
    close_vote(session, closed.vote, closed.account.id)
    session.commit()

    with pytest.raises(DBAPIError, match="the vote is not open"):
        session.execute(update(Ballot).values(vote_id=closed.vote.id))


def test_erasing_traces_keeps_every_ballot(engine: Engine, session: Session) -> None:
    room = make_open_room(session)
    for n in range(30):
        cast(session, room.vote, sit(session, room.workshop, n), ["P1"])
    close_vote(session, room.vote, room.account.id)
    session.commit()
    before = published(session, room.vote)
    session.commit()

    after_close(engine)

    assert published(session, room.vote) == before
    assert json.loads(room.vote.spec or "")["number"] == 1
