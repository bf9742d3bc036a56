"""What does not agree between slips, ballots and paper; the count on paper."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from facilitator.desk.undo import undo
from facilitator.participants.attendance import Presence, add_attendance
from facilitator.participants.categories import Category
from facilitator.slips.actions import void_slips
from facilitator.texts import Text
from facilitator.voting.actions import close_vote, reveal
from facilitator.voting.ballots import cast
from facilitator.voting.checks import (
    check_paper,
    checked_of,
    reconciliation_of,
)
from facilitator.voting.reconciling import (
    Checked,
    Figures,
    Reconciliation,
    reconcile,
)
from facilitator.voting.rules import (
    Channel,
    Level,
    NoSlipsHere,
    PaperNotCounted,
    ResultIsShown,
    VoteStillOpen,
)
from facilitator.voting.showing import closed_of
from facilitator.workshops.acts import latest_acts, record
from tests.slips.rooms import VOID_WHY, make_slip_room
from tests.voting.rooms import Room, make_open_room

SOUND = Figures(  # 30 made: 20 out, 8 not, 2 void; 18 voted
    level=Level.SLIPS,
    registered=25,
    present=19,
    ballots=18,
    channels={Channel.PHONE: 15, Channel.PAPER: 3},
    slips={"printed": 8, "handed": 19, "returned": 1, "void": 2, "used": 18},
)
COUNTED = Checked(left=8, returned=2, witnesses=("أمينة", "Youssef"))


def said(found: Reconciliation) -> list[str]:
    return [one.message % one.values for one in found.mismatches]


def lines(found: Reconciliation) -> dict[str, int | None]:
    return {line.name.message: line.number for line in found.lines}


def slips(**changed: int) -> Figures:
    return replace(SOUND, slips={**SOUND.slips, **changed})


def test_what_agrees_says_nothing() -> None:
    assert reconcile(SOUND, COUNTED).agrees
    assert reconcile(SOUND).agrees


def test_every_number_has_its_line() -> None:
    assert lines(reconcile(SOUND, COUNTED)) == {
        "People registered": 25,
        "People in by phone": 19,
        "Slips made": 30,
        "Slips handed out": 20,
        "Slips noted as come back unused": 1,
        "Slips not handed out": 8,
        "Slips made void": 2,
        "Slips that voted": 18,
        "Ballots by phone": 15,
        "Ballots on a tablet passed round": 0,
        "Ballots on paper, typed twice": 3,
        "Ballots in all": 18,
        "Counted by hand: slips never handed out": 8,
        "Counted by hand: slips given back unused": 2,
    }


@pytest.mark.parametrize(
    ("figures", "checked", "sentences"),
    [
        (
            replace(SOUND, ballots=17),
            None,
            ["Slips that voted: 18. Ballots: 17. They differ."],
        ),
        (
            slips(handed=10, printed=17, used_printed=8),
            None,
            [
                "More slips voted (18) than were handed out (11).",
                "Slips that voted but are not noted as handed out: 8",
            ],
        ),
        (
            slips(used_returned=1),
            None,
            ["Slips that voted but are noted as unused: 1"],
        ),
        (
            slips(used_void=2),
            None,
            ["Slips that voted and were made void, whose ballots stay: 2"],
        ),
        (
            replace(SOUND, papers=2),
            None,
            ["Papers that only one person typed, and that do not count: 2"],
        ),
        (
            replace(SOUND, registered=12),
            None,
            ["More slips were handed out (20) than people are registered (12)."],
        ),
        (
            SOUND,
            replace(COUNTED, left=5),
            ["Slips never handed out: 8 by the list, 5 on paper."],
        ),
        (
            SOUND,
            replace(COUNTED, returned=0),
            ["Slips handed out that neither voted nor came back: 2"],
        ),
        (
            SOUND,
            replace(COUNTED, returned=3),
            ["Slips that voted or came back, beyond those handed out: 1"],
        ),
    ],
)
def test_each_mismatch_is_a_sentence(
    figures: Figures, checked: Checked | None, sentences: list[str]
) -> None:
    assert said(reconcile(figures, checked)) == sentences


def test_without_slips_there_are_people_and_ballots() -> None:
    seats = replace(SOUND, level=Level.OPEN, slips={}, registered=None)

    found = reconcile(seats)

    assert found.agrees
    assert lines(found)["People registered"] is None
    assert "Slips made" not in lines(found)
    assert said(reconcile(replace(seats, present=17))) == [
        "There are more ballots (18) than people in (17)."
    ]


@pytest.fixture
def witnessed(session: Session) -> Room:
    """A closed vote with witnesses: 6 slips, 4 out, 3 voted and one more unnoted."""
    room, tokens = make_slip_room(session, slips=6, handed=4, level=Level.WITNESSED)
    for token in (*tokens[:3], tokens[5]):
        cast(session, room.vote, token, ["P1"])
    close_vote(session, room.vote, room.account.id)
    return room


def test_the_figures_are_those_of_the_close(session: Session, witnessed: Room) -> None:
    room = witnessed
    void_slips(session, room.workshop.id, [1], room.account.id, reason=VOID_WHY)
    role = Presence({"ar": "جمعيات"}, Category.CIVIL_SOCIETY, 9)
    add_attendance(session, room.workshop.id, role)

    found = reconciliation_of(session, room.vote)

    assert found is not None
    assert said(found) == ["Slips that voted but are not noted as handed out: 1"]
    assert lines(found)["Slips made void"] == 0
    assert lines(found)["People registered"] == 9


def test_an_open_vote_is_not_reconciled(session: Session) -> None:
    room, _ = make_slip_room(session)

    assert reconciliation_of(session, room.vote) is None
    with pytest.raises(VoteStillOpen):
        check_paper(session, room.vote, COUNTED, room.account.id)


def test_witnesses_come_before_the_result(session: Session, witnessed: Room) -> None:
    room, owner = witnessed, witnessed.account.id
    alone = replace(COUNTED, witnesses=("أمينة",))

    with pytest.raises(PaperNotCounted):
        reveal(session, room.vote, owner)
    with pytest.raises(PaperNotCounted):
        check_paper(session, room.vote, alone, owner)
    check_paper(session, room.vote, COUNTED, owner)
    reveal(session, room.vote, owner)

    assert room.vote.revealed
    assert checked_of(room.vote) == COUNTED
    found = reconciliation_of(session, room.vote)
    assert found
    assert "Slips never handed out: 2 by the list, 8 on paper." in said(found)


def test_papers_that_the_close_dropped_are_told(
    session: Session, witnessed: Room
) -> None:
    where, who = witnessed.workshop.id, witnessed.account.id
    record(session, where, who, "vote.closed", vote=witnessed.vote.number, papers=3)

    found = reconciliation_of(session, witnessed.vote)

    assert found
    assert said(found)[-1].endswith("do not count: 3")


def test_the_report_tells_everything_but_names(
    session: Session, witnessed: Room
) -> None:
    room = witnessed
    counted = replace(COUNTED, note="Une feuille abîmée")
    check_paper(session, room.vote, counted, room.account.id)

    shown = closed_of(session, room.vote)
    [table] = [table for table in shown.tables if table.name == "slips"]

    rows = {getattr(row[0], "message", ""): row[1] for row in table.rows}
    assert rows["Slips made"] == 6
    assert rows["People registered"] is None
    assert rows["Witnesses of the count on paper"] == 2
    assert rows["Note"] == Text("Une feuille abîmée", "fr")
    assert len(shown.warnings) == 3


def test_a_vote_without_slips_has_no_such_table(session: Session) -> None:
    room = make_open_room(session)
    close_vote(session, room.vote, room.account.id)

    shown = closed_of(session, room.vote)

    assert "slips" not in {table.name for table in shown.tables}


def test_a_vote_by_slips_is_shown_without_witnesses(session: Session) -> None:
    room, _ = make_slip_room(session)
    close_vote(session, room.vote, room.account.id)

    reveal(session, room.vote, room.account.id)

    assert room.vote.revealed


def test_without_slips_no_paper_is_counted(session: Session) -> None:
    room = make_open_room(session)
    close_vote(session, room.vote, room.account.id)

    with pytest.raises(NoSlipsHere):
        check_paper(session, room.vote, COUNTED, room.account.id)


def test_a_count_on_paper_is_corrected_and_undone(
    session: Session, witnessed: Room
) -> None:
    room, owner = witnessed, witnessed.account.id
    check_paper(session, room.vote, COUNTED, owner)
    second = replace(COUNTED, left=2, note="تصحيح")
    check_paper(session, room.vote, second, owner)
    check_paper(session, room.vote, second, owner)  # the same form, sent again

    acts = [a for a in latest_acts(session, room.workshop.id) if "checked" in a.kind]
    assert len(acts) == 2
    undo(session, room.workshop, acts[0].id)
    assert checked_of(room.vote) == COUNTED
    undo(session, room.workshop, acts[1].id)
    assert checked_of(room.vote) is None


def test_a_count_behind_a_shown_result_is_not_undone(
    session: Session, witnessed: Room
) -> None:
    room, owner = witnessed, witnessed.account.id
    check_paper(session, room.vote, COUNTED, owner)
    kept = latest_acts(session, room.workshop.id)[0]
    reveal(session, room.vote, owner)

    with pytest.raises(ResultIsShown):
        undo(session, room.workshop, kept.id)
