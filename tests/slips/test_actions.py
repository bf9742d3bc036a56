"""What staff notes of slips, on SQLite and PostgreSQL."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator import keys
from facilitator.desk.undo import is_undoable, undo
from facilitator.slips.actions import (
    hand_out,
    hand_out_next,
    make_slips,
    take_back,
    void_slips,
)
from facilitator.slips.models import Slip
from facilitator.slips.queries import count_slips, find_slip, slips_of_workshop
from facilitator.slips.rules import (
    MadeMeanwhile,
    NoSlipsLeft,
    NoSuchSlips,
    SlipsAreVoid,
    SlipsHaveVoted,
    SlipsMovedOn,
    SlipsNotOut,
    SlipState,
    TooManySlips,
    in_ranges,
)
from facilitator.voting.ballots import cast, count_ballots
from facilitator.voting.rules import SlipIsVoid, SlipNeeded
from facilitator.voting.uses import votes_by_slip
from facilitator.workshops.acts import latest_acts
from facilitator.workshops.models import Act
from tests.factories import make_account, make_workshop
from tests.slips.rooms import (
    VOID_WHY,
    make_known_slips,
    make_slip_room,
    slip_number,
)
from tests.voting.rooms import Room


@pytest.fixture
def room(session: Session) -> Room:
    """An open vote by slips: 1 to 8 handed out, 9 and 10 not."""
    return make_slip_room(session, slips=10, handed=8)[0]


def states(session: Session, room: Room) -> dict[str, str]:
    slips = slips_of_workshop(session, room.workshop.id)
    found = {
        state.value: in_ranges(s.number for s in slips if s.state is state)
        for state in SlipState
    }
    return {state: numbers for state, numbers in found.items() if numbers}


def last_act(session: Session, room: Room) -> Act:
    return latest_acts(session, room.workshop.id)[0]


def undo_last(session: Session, room: Room) -> None:
    undo(session, room.workshop, last_act(session, room).id)


def test_slips_are_numbered_on_from_the_last(session: Session) -> None:
    account = make_account(session)
    workshop = make_workshop(session, account)
    make_known_slips(session, workshop, 3, account.id)

    tokens = make_known_slips(session, workshop, 2, account.id)

    assert [s.number for s in slips_of_workshop(session, workshop.id)] == [
        1,
        2,
        3,
        4,
        5,
    ]
    slip = slip_number(session, workshop, 5)
    assert slip.credential == keys.credential(tokens[1], workshop.key)
    assert slip.state is SlipState.PRINTED


def test_two_who_make_slips_at_once_never_share_a_number(
    session: Session, room: Room
) -> None:
    with pytest.raises(MadeMeanwhile):
        make_slips(session, room.workshop.id, ["a" * 64], room.account.id, first=10)


def test_a_workshop_has_as_many_slips_as_fit_on_paper(
    session: Session, room: Room
) -> None:
    last = Slip(workshop_id=room.workshop.id, number=99_999, credential="b" * 64)
    session.add(last)
    session.flush()

    with pytest.raises(TooManySlips):
        make_slips(
            session, room.workshop.id, ["a" * 64], room.account.id, first=100_000
        )


def test_what_is_handed_out_is_noted_once(session: Session, room: Room) -> None:
    hand_out(session, room.workshop.id, [7, 8, 9], room.account.id)
    noted = last_act(session, room)

    hand_out(session, room.workshop.id, [7, 8, 9], room.account.id)

    assert noted.details == {"numbers": "9", "num": 1, "was": {"printed": "9"}}
    assert last_act(session, room).id == noted.id
    assert states(session, room) == {"handed": "1-9", "printed": "10"}


def test_the_next_slips_go_out_in_order_until_none_is_left(
    session: Session, room: Room
) -> None:
    hand_out_next(session, room.workshop.id, 10, room.account.id)

    assert states(session, room) == {"handed": "1-10"}
    with pytest.raises(NoSlipsLeft):
        hand_out_next(session, room.workshop.id, 1, room.account.id)


def test_slips_that_were_never_made_are_named(session: Session, room: Room) -> None:
    with pytest.raises(NoSuchSlips, match="11-12, 99"):
        hand_out(session, room.workshop.id, [10, 11, 12, 99], room.account.id)


def test_void_slips_are_not_handed_out(session: Session, room: Room) -> None:
    void_slips(session, room.workshop.id, [9], room.account.id, reason=VOID_WHY)

    with pytest.raises(SlipsAreVoid, match=": 9"):
        hand_out(session, room.workshop.id, [9, 10], room.account.id)


def test_only_what_is_out_and_has_not_voted_comes_back(session: Session) -> None:
    room, tokens = make_slip_room(session, slips=4, handed=3)
    cast(session, room.vote, tokens[0], ["P1"])
    voted = votes_by_slip(session, room.workshop.id)
    owner = room.account.id

    with pytest.raises(SlipsNotOut, match=": 4"):
        take_back(session, room.workshop.id, [3, 4], owner, voted=voted)
    with pytest.raises(SlipsHaveVoted, match=": 1"):
        take_back(session, room.workshop.id, [1, 2], owner, voted=voted)
    take_back(session, room.workshop.id, [2], owner, voted=voted)

    assert states(session, room) == {"handed": "1, 3", "printed": "4", "returned": "2"}
    with pytest.raises(SlipIsVoid):
        cast(session, room.vote, tokens[1], ["P1"])


def test_a_slip_that_came_back_may_go_out_again(session: Session, room: Room) -> None:
    owner = room.account.id
    take_back(session, room.workshop.id, [3], owner, voted=())

    hand_out(session, room.workshop.id, [3], owner)

    assert last_act(session, room).details["was"] == {"returned": "3"}
    assert states(session, room)["handed"] == "1-8"


def test_a_void_slip_votes_no_more_and_its_ballot_stays(session: Session) -> None:
    room, tokens = make_slip_room(session, slips=3)
    cast(session, room.vote, tokens[0], ["P1"])

    void_slips(session, room.workshop.id, [1, 2], room.account.id, reason=VOID_WHY)

    assert slip_number(session, room.workshop, 2).void_why == VOID_WHY
    for token in tokens[:2]:
        with pytest.raises(SlipIsVoid):
            cast(session, room.vote, token, ["P2"])
    assert count_ballots(session, room.vote.id) == 1


def test_each_act_is_undone_to_what_was_before(session: Session, room: Room) -> None:
    owner, there = room.account.id, room.workshop.id
    take_back(session, there, [1, 2], owner, voted=())
    void_slips(session, there, [2, 3, 9], owner, reason=VOID_WHY)
    hand_out(session, there, [1, 10], owner)
    assert all(is_undoable(act) for act in latest_acts(session, there)[:3])

    seen = [states(session, room)]
    for _ in range(3):
        undo_last(session, room)
        seen.append(states(session, room))

    assert seen == [
        {"handed": "1, 4-8, 10", "void": "2-3, 9"},
        {"handed": "4-8", "printed": "10", "returned": "1", "void": "2-3, 9"},
        {"handed": "3-8", "printed": "9-10", "returned": "1-2"},
        {"handed": "1-8", "printed": "9-10"},
    ]
    assert slip_number(session, room.workshop, 2).void_why == ""


def test_making_is_undone_by_making_void(session: Session, room: Room) -> None:
    make_known_slips(session, room.workshop, 2, room.account.id)

    undo_last(session, room)

    assert states(session, room)["void"] == "11-12"
    assert [s.number for s in slips_of_workshop(session, room.workshop.id)][-1] == 12


def test_what_was_changed_later_is_not_undone(session: Session, room: Room) -> None:
    hand_out(session, room.workshop.id, [9], room.account.id)
    handed = last_act(session, room)
    void_slips(session, room.workshop.id, [9], room.account.id, reason=VOID_WHY)

    with pytest.raises(SlipsMovedOn):
        undo(session, room.workshop, handed.id)


def test_a_slip_that_voted_was_handed_out(session: Session) -> None:
    room, tokens = make_slip_room(session, slips=2, handed=1)
    cast(session, room.vote, tokens[0], ["P1"])
    kinds = {act.kind: act for act in latest_acts(session, room.workshop.id)}

    for kind in ("slips.handed", "slips.made"):
        with pytest.raises(SlipsMovedOn):
            undo(session, room.workshop, kinds[kind].id)


@pytest.mark.usefixtures("room")
def test_a_slip_is_found_among_all_workshops(session: Session) -> None:
    other, theirs = make_slip_room(session, slips=12)

    found = find_slip(session, theirs[11])

    assert found is not None
    assert (found[0].id, found[1].number) == (other.workshop.id, 12)
    assert find_slip(session, "Z" * 16) is None


def test_the_same_code_in_two_workshops_has_two_names(session: Session) -> None:
    rooms = [make_slip_room(session, slips=1)[0] for _ in range(2)]

    names = session.scalars(
        select(Slip.credential).where(
            Slip.workshop_id.in_([room.workshop.id for room in rooms])
        )
    ).all()

    assert len(set(names)) == 2


def test_a_slip_of_another_workshop_does_not_vote(session: Session, room: Room) -> None:
    _, theirs = make_slip_room(session, slips=11)

    with pytest.raises(SlipNeeded):
        cast(session, room.vote, theirs[10], ["P1"])


def test_counts_name_every_state(session: Session, room: Room) -> None:
    assert count_slips(session, room.workshop.id) == {
        SlipState.PRINTED: 2,
        SlipState.HANDED: 8,
        SlipState.RETURNED: 0,
        SlipState.VOID: 0,
    }
