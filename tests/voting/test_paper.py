"""Ballots on paper: typed by two people, cast once; on both databases."""

from threading import Barrier, Thread

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from facilitator import keys
from facilitator.errors import RuleBroken
from facilitator.slips.rules import SlipState
from facilitator.voting.actions import close_vote
from facilitator.voting.ballots import cast, own_ballot, published
from facilitator.voting.models import PaperBallot, Vote
from facilitator.voting.paper import (
    PaperNeedsSlips,
    SlipHasVoted,
    Typed,
    TypedByThemself,
    count_pending,
    drop_pending,
    look_at,
    type_in,
)
from facilitator.voting.queries import ballots_in, result_of
from facilitator.voting.rules import (
    BLANK,
    SlipIsVoid,
    SlipNeeded,
    TooManyMarks,
    VoteIsClosed,
    VoteNotOpen,
)
from tests.polling.rooms import make_slip_room, print_slip
from tests.voting.rooms import make_open_room, make_room, sit, token_for

CAST = Typed(is_cast=True)
ONCE = Typed()


def test_what_two_people_typed_alike_is_cast(session: Session) -> None:
    room, (token, *_) = make_slip_room(session)

    assert type_in(session, room.vote, token, ["P3", "P1"], "Amal") == ONCE
    assert ballots_in(session, room.vote.id) == 0
    assert type_in(session, room.vote, token, ["P1", "P3"], "Badr") == CAST

    own = own_ballot(session, room.vote, token)
    assert own is not None
    assert own.content == ["P1", "P3"]
    assert session.query(PaperBallot).count() == 0
    close_vote(session, room.vote, room.account.id)
    assert result_of(room.vote).channels == {"phone": 0, "tablet": 0, "paper": 1}
    assert result_of(room.vote).slips["used"] == 1


def test_a_blank_paper_is_a_ballot(session: Session) -> None:
    room, (token, *_) = make_slip_room(session)

    type_in(session, room.vote, token, BLANK, "Amal")
    type_in(session, room.vote, token, BLANK, "Badr")
    close_vote(session, room.vote, room.account.id)

    assert [content for _, content in published(session, room.vote)] == [BLANK]


def test_what_differs_is_shown_and_not_cast(session: Session) -> None:
    room, (token, *_) = make_slip_room(session)
    type_in(session, room.vote, token, ["P1"], "Amal")

    typed = type_in(session, room.vote, token, ["P2"], "Badr")

    assert typed == Typed(first=["P1"], typist="Amal")
    assert ballots_in(session, room.vote.id) == 0
    assert type_in(session, room.vote, token, ["P1"], "Badr") == CAST


def test_the_second_may_replace_the_first_and_then_needs_another(
    session: Session,
) -> None:
    room, (token, *_) = make_slip_room(session)
    type_in(session, room.vote, token, ["P1"], "Amal")

    assert type_in(session, room.vote, token, ["P2"], "Badr", replace=True) == ONCE
    with pytest.raises(TypedByThemself):
        type_in(session, room.vote, token, ["P2"], "Badr")
    assert type_in(session, room.vote, token, ["P2"], "Amal") == CAST


def test_nobody_types_a_paper_twice(session: Session) -> None:
    room, (token, *_) = make_slip_room(session)
    type_in(session, room.vote, token, ["P1"], "Amal")

    for again in ("Amal", "AMAL"):
        with pytest.raises(TypedByThemself):
            look_at(session, room.vote, token, again)
        with pytest.raises(TypedByThemself):
            type_in(session, room.vote, token, ["P1"], again)

    assert look_at(session, room.vote, token, "Badr").first_typist == "Amal"
    assert ballots_in(session, room.vote.id) == 0


def test_a_slip_that_voted_by_phone_votes_on_no_paper(session: Session) -> None:
    room, (token, *_) = make_slip_room(session)
    cast(session, room.vote, token, ["P4"])

    for act in (
        lambda: look_at(session, room.vote, token, "Amal"),
        lambda: type_in(session, room.vote, token, ["P4"], "Amal"),
    ):
        with pytest.raises(SlipHasVoted):
            act()

    assert count_pending(session, room.vote.id) == 0


def test_a_phone_that_votes_between_two_typings_is_not_overruled(
    session: Session,
) -> None:
    room, (token, *_) = make_slip_room(session)
    type_in(session, room.vote, token, ["P1"], "Amal")
    cast(session, room.vote, token, ["P4"])

    for says in (["P1"], ["P4"], ["P2"]):
        with pytest.raises(SlipHasVoted):
            type_in(session, room.vote, token, says, "Badr")

    own = own_ballot(session, room.vote, token)
    assert own is not None
    assert own.content == ["P4"]
    assert count_pending(session, room.vote.id) == 0  # it waits for nobody


def test_what_is_wrong_on_a_paper_is_refused_whole(session: Session) -> None:
    room, (token, *_) = make_slip_room(session, most=2)

    with pytest.raises(TooManyMarks):
        type_in(session, room.vote, token, ["P1", "P2", "P3"], "Amal")

    assert count_pending(session, room.vote.id) == 0


def test_only_slips_that_may_vote_do(session: Session) -> None:
    room, _ = make_slip_room(session)
    states = (SlipState.VOID, SlipState.RETURNED)
    for number, state in enumerate(states, 20):
        spoilt = print_slip(session, room.workshop, number, state)
        with pytest.raises(SlipIsVoid):
            look_at(session, room.vote, spoilt, "Amal")
        with pytest.raises(SlipIsVoid):
            type_in(session, room.vote, spoilt, ["P1"], "Amal")
    with pytest.raises(SlipNeeded):
        look_at(session, room.vote, token_for(77), "Amal")
    unnoted = print_slip(session, room.workshop, 30, SlipState.PRINTED)
    assert look_at(session, room.vote, unnoted, "Amal").slip == 30


def test_an_open_join_takes_no_paper(session: Session) -> None:
    room = make_open_room(session)
    token = sit(session, room.workshop, 1)

    with pytest.raises(PaperNeedsSlips):
        look_at(session, room.vote, token, "Amal")
    with pytest.raises(PaperNeedsSlips):
        type_in(session, room.vote, token, ["P1"], "Amal")


def test_paper_comes_while_the_vote_is_open(session: Session) -> None:
    prepared = make_room(session)
    prepared.vote.level = "slips"
    token = print_slip(session, prepared.workshop, 1)
    session.flush()
    room, (mine, *_) = make_slip_room(session)
    close_vote(session, room.vote, room.account.id)

    with pytest.raises(VoteNotOpen):
        type_in(session, prepared.vote, token, ["P1"], "Amal")
    with pytest.raises(VoteIsClosed):
        type_in(session, room.vote, mine, ["P1"], "Amal")


def test_what_was_typed_once_is_counted_and_erased(session: Session) -> None:
    room, tokens = make_slip_room(session)
    other, (elsewhere, *_) = make_slip_room(session)
    type_in(session, other.vote, elsewhere, ["P1"], "Amal")
    for token in tokens[:3]:
        type_in(session, room.vote, token, ["P1"], "Amal")
    cast(session, room.vote, tokens[0], ["P2"])

    assert count_pending(session, room.vote.id) == 2
    assert drop_pending(session, room.vote) == 2

    left = session.scalars(text("SELECT vote_id FROM paper_ballot")).all()
    assert left == [other.vote.id]


def test_a_typing_leaves_no_name_of_the_slip(session: Session) -> None:
    room, (token, *_) = make_slip_room(session)
    type_in(session, room.vote, token, ["P1"], "Amal")

    kept = [
        str(value)
        for value in session.execute(text("SELECT * FROM paper_ballot")).one()
    ]

    credential = keys.credential(token, room.workshop.key)
    assert keys.locator(token, room.vote.key) in kept
    assert not any(token in value or credential in value for value in kept)


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


def test_two_typists_at_once_are_a_first_and_a_second(
    engine: Engine, session: Session
) -> None:
    room, tokens = make_slip_room(session)
    session.commit()

    def typist(name: str, token: str) -> object:
        def act(other: Session) -> object:
            vote = other.get_one(Vote, room.vote.id)
            return type_in(other, vote, token, ["P1"], name)

        return act

    for token in tokens:
        engine.dispose()  # new connections are slower: the races are closer
        pair = _at_once(engine, typist("Amal", token), typist("Badr", token))
        assert sorted(map(repr, pair)) == sorted(map(repr, (ONCE, CAST)))

    assert ballots_in(session, room.vote.id) == len(tokens)
    assert count_pending(session, room.vote.id) == 0


def test_of_two_second_typists_at_once_one_casts(
    engine: Engine, session: Session
) -> None:
    room, tokens = make_slip_room(session)
    for token in tokens:
        type_in(session, room.vote, token, ["P1"], "Amal")
    session.commit()

    def typist(name: str, token: str, says: list[str]) -> object:
        def act(other: Session) -> object:
            vote = other.get_one(Vote, room.vote.id)
            return type_in(other, vote, token, says, name)

        return act

    differs = Typed(first=["P1"], typist="Amal")
    for token in tokens:
        engine.dispose()
        right, wrong = _at_once(
            engine, typist("Badr", token, ["P1"]), typist("Dina", token, ["P2"])
        )
        assert right == CAST
        assert wrong in (differs, SlipHasVoted)

    cast_alike = {own_ballot(session, room.vote, t).content[0] for t in tokens}  # type: ignore[union-attr]
    assert cast_alike == {"P1"}
    assert session.query(PaperBallot).count() == 0
