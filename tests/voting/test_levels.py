"""Slips, channels, reasons, cards and dice; on both databases."""

import pytest
from sqlalchemy.orm import Session

from facilitator.slips.models import Slip
from facilitator.slips.rules import SlipState
from facilitator.voting.actions import close_vote, open_vote, reveal, roll_dice
from facilitator.voting.ballots import cast, own_ballot, take_groups
from facilitator.voting.models import Ballot
from facilitator.voting.queries import ballots_in, result_of, slips_of, spec_of
from facilitator.voting.reasons import hide_reason, reasons_given
from facilitator.voting.rules import (
    BLANK,
    Channel,
    DiceAreDigits,
    Level,
    Method,
    NoDiceHere,
    Outcome,
    SlipIsVoid,
    SlipNeeded,
    TooManyOptions,
    VoteStillOpen,
)
from facilitator.voting.terms import Terms
from tests.factories import make_slip
from tests.voting.rooms import Room, make_room, sit, token_for


def open_with_slips(session: Session, slips: int = 3) -> tuple[Room, list[Slip]]:
    """An open vote for which slips were handed out; slip n holds token n."""
    room = make_room(session)
    made = [
        make_slip(session, room.workshop, token_for(n), state=SlipState.HANDED)
        for n in range(1, slips + 1)
    ]
    room.vote.level = Level.SLIPS
    session.flush()
    open_vote(session, room.vote, room.account.id)
    return room, made


def test_a_slip_votes_and_a_seat_does_not(session: Session) -> None:
    room, _ = open_with_slips(session)

    cast(session, room.vote, token_for(1), ["P1"])
    with pytest.raises(SlipNeeded):
        cast(session, room.vote, sit(session, room.workshop, 9), ["P1"])

    assert ballots_in(session, room.vote.id) == 1


@pytest.mark.parametrize("state", [SlipState.VOID, SlipState.RETURNED])
def test_a_slip_that_is_not_out_votes_no_more(
    session: Session, state: SlipState
) -> None:
    room, slips = open_with_slips(session)
    slips[0].state = state

    with pytest.raises(SlipIsVoid):
        cast(session, room.vote, token_for(1), ["P1"])


def test_a_slip_is_used_once_however_often_its_ballot_changes(
    session: Session,
) -> None:
    room, slips = open_with_slips(session)
    slips[1].state = SlipState.PRINTED  # nobody noted that it was handed out

    for marks in (["P1"], ["P2"], ["P2"]):
        cast(session, room.vote, token_for(1), marks)
    cast(session, room.vote, token_for(2), ["P1"])

    assert slips_of(session, room.vote) == {
        "printed": 1,
        "handed": 2,
        "returned": 0,
        "void": 0,
        "used_printed": 1,
        "used_handed": 1,
        "used_returned": 0,
        "used_void": 0,
        "used": 2,
        "out": 3,
    }


def test_the_opening_counts_slips_and_the_close_those_that_are_out(
    session: Session,
) -> None:
    room, slips = open_with_slips(session)
    cast(session, room.vote, token_for(1), ["P1"])
    slips[2].state = SlipState.RETURNED

    close_vote(session, room.vote, room.account.id)

    assert spec_of(room.vote).tokens == 3
    assert result_of(room.vote).tokens == 2
    assert result_of(room.vote).slips["returned"] == 1


def test_channels_are_counted_at_the_first_casting_alone(session: Session) -> None:
    room, _ = open_with_slips(session)

    cast(session, room.vote, token_for(1), ["P1"], channel=Channel.PAPER)
    cast(session, room.vote, token_for(2), ["P1"], channel=Channel.TABLET)
    cast(session, room.vote, token_for(2), ["P2"], channel=Channel.TABLET)
    cast(session, room.vote, token_for(3), BLANK)
    close_vote(session, room.vote, room.account.id)

    assert result_of(room.vote).channels == {"phone": 1, "tablet": 1, "paper": 1}


def open_consent(session: Session) -> Room:
    room = make_room(session)
    room.vote.method, room.vote.picked = Method.CONSENT, [1]
    session.flush()
    open_vote(session, room.vote, room.account.id)
    return room


def test_a_reason_is_its_holders_until_the_close(session: Session) -> None:
    room = open_consent(session)
    tokens = [sit(session, room.workshop, n) for n in (1, 2)]
    cast(session, room.vote, tokens[0], "no", reason="غالٍ جداً")
    cast(session, room.vote, tokens[1], "yes", reason="nobody keeps this")

    own = own_ballot(session, room.vote, tokens[0])
    assert own is not None
    assert own.reason == "غالٍ جداً"
    with pytest.raises(VoteStillOpen):
        reasons_given(session, room.vote)

    close_vote(session, room.vote, room.account.id)

    (given,) = reasons_given(session, room.vote)
    assert (given.answer, given.text) == ("no", "غالٍ جداً")
    hide_reason(session, room.vote, given.locator, hidden=True)
    assert reasons_given(session, room.vote)[0].is_hidden


def test_who_changes_to_yes_takes_the_reason_back(session: Session) -> None:
    room = open_consent(session)
    token = sit(session, room.workshop, 1)
    cast(session, room.vote, token, "no", reason="غالٍ")

    cast(session, room.vote, token, "yes")
    close_vote(session, room.vote, room.account.id)

    assert reasons_given(session, room.vote) == []


def test_a_consent_check_is_about_one_proposal(session: Session) -> None:
    room = make_room(session)
    room.vote.method = Method.CONSENT

    session.flush()

    with pytest.raises(TooManyOptions):
        open_vote(session, room.vote, room.account.id)


def test_cards_are_erased_by_the_close(session: Session) -> None:
    room, _ = open_with_slips(session)
    cast(session, room.vote, token_for(1), ["P1"], groups={"age": "under-30"})
    cast(session, room.vote, token_for(2), ["P2"])
    assert sorted(take_groups(session, room.vote), key=str) == [
        (["P1"], {"age": "under-30"}),
        (["P2"], {}),
    ]

    close_vote(session, room.vote, room.account.id)
    session.expire_all()

    assert {row.groups for row in session.query(Ballot)} == {None}


def tied_with_dice(session: Session, *, dice: bool = True) -> Room:
    """A closed vote in which two proposals tie for the one seat."""
    room = make_room(session)
    terms = Terms(outcome=Outcome.TOP, seats=1, hard=True, dice=dice)
    room.vote.terms = terms.plain()
    session.flush()
    open_vote(session, room.vote, room.account.id)
    for n, mark in enumerate(("P1", "P2"), 1):
        cast(session, room.vote, sit(session, room.workshop, n), [mark])
    close_vote(session, room.vote, room.account.id)
    return room


def test_dice_go_into_the_order_that_breaks_ties(session: Session) -> None:
    winners = set()
    room = tied_with_dice(session)
    before = result_of(room.vote)
    for digits in ("1", "2", "3", "4", "5", "6", "11", "12"):
        with session.begin_nested() as trial:
            roll_dice(session, room.vote, digits, room.account.id)
            found = result_of(room.vote)
            winners.add(found.facts["winners"][0])
            assert found.ballots == before.ballots
            trial.rollback()

    assert winners == {"P1", "P2"}


def test_dice_are_rolled_once_before_the_result_is_shown(session: Session) -> None:
    room = tied_with_dice(session)
    with pytest.raises(DiceAreDigits):
        roll_dice(session, room.vote, "four", room.account.id)

    roll_dice(session, room.vote, "4", room.account.id)
    with pytest.raises(NoDiceHere):
        roll_dice(session, room.vote, "5", room.account.id)

    without = tied_with_dice(session, dice=False)
    with pytest.raises(NoDiceHere):
        roll_dice(session, without.vote, "4", without.account.id)
    shown = tied_with_dice(session)
    reveal(session, shown.vote, shown.account.id)
    with pytest.raises(NoDiceHere):
        roll_dice(session, shown.vote, "4", shown.account.id)
