"""Writing, submitting and changing proposals, on both databases."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.errors import NotFoundHere
from facilitator.live.actions import announced
from facilitator.proposals import rules
from facilitator.proposals.actions import discard_draft, save_draft, submit
from facilitator.proposals.models import Objective
from facilitator.proposals.queries import mine, own
from facilitator.proposals.rules import (
    ChangedMeanwhile,
    NeedsAxis,
    State,
    TooManyOfOne,
    Words,
)
from facilitator.workshops.rules import NotAtThisStep, Status, StepKind
from tests.factories import make_proposal, make_step
from tests.proposals.writers import AMAL, BADR, KEY, OTHER_KEY, a_workshop, words


def test_a_proposal_is_submitted_with_all_its_words(session: Session) -> None:
    workshop, axis = a_workshop(session)
    written = words(
        axis,
        description="في الملعب البلدي",
        partners="الجمعيات",
        objectives=("تعزيز الرياضة", "الترويج للمدينة"),
    )

    proposal = submit(session, workshop, AMAL, KEY, written, version=0)

    assert (proposal.number, proposal.state, proposal.version) == (1, State.SHOWN, 1)
    assert proposal.language == "ar"
    entry = own(session, workshop.id, AMAL, KEY)
    assert entry is not None
    assert entry.words == written.in_a_language("ar")
    assert announced(session) == {
        (workshop.id, "proposals"),
        (workshop.id, "queue"),
    }


def test_in_a_reviewed_workshop_it_waits_for_the_facilitator(session: Session) -> None:
    workshop, axis = a_workshop(session, reviewed=True)

    proposal = submit(session, workshop, AMAL, KEY, words(axis), version=0)

    assert proposal.state is State.HELD


def test_the_same_form_sent_again_is_the_same_proposal(session: Session) -> None:
    workshop, axis = a_workshop(session)
    first = submit(session, workshop, AMAL, KEY, words(axis), version=0)

    again = submit(session, workshop, AMAL, KEY, words(axis), version=0)

    assert (again.id, again.version) == (first.id, 1)
    assert len(mine(session, workshop.id, AMAL)) == 1


def test_a_resend_is_answered_the_same_after_the_step_has_closed(
    session: Session,
) -> None:
    workshop, axis = a_workshop(session)
    first = submit(session, workshop, AMAL, KEY, words(axis), version=0)
    workshop.status = Status.ENDED

    assert submit(session, workshop, AMAL, KEY, words(axis), version=0).id == first.id


def test_a_resend_never_overwrites_a_later_edit(session: Session) -> None:
    workshop, axis = a_workshop(session)
    submit(session, workshop, AMAL, KEY, words(axis), version=0)
    submit(session, workshop, AMAL, KEY, words(axis, "متحف كبير"), version=1)

    with pytest.raises(ChangedMeanwhile):
        submit(session, workshop, AMAL, KEY, words(axis), version=0)

    assert [e.proposal.title for e in mine(session, workshop.id, AMAL)] == ["متحف كبير"]


def test_two_phones_that_change_the_same_version_do_not_overwrite_each_other(
    session: Session,
) -> None:
    workshop, axis = a_workshop(session)
    submit(session, workshop, AMAL, KEY, words(axis), version=0)
    submit(session, workshop, AMAL, KEY, words(axis, "من الهاتف الأول"), version=1)

    with pytest.raises(ChangedMeanwhile):
        submit(session, workshop, AMAL, KEY, words(axis, "من الثاني"), version=1)


def test_an_edit_keeps_the_number(session: Session) -> None:
    workshop, axis = a_workshop(session)
    submit(session, workshop, AMAL, KEY, words(axis), version=0)
    submit(session, workshop, BADR, KEY, words(axis), version=0)

    edited = submit(session, workshop, AMAL, KEY, words(axis, "آخر"), version=1)

    assert (edited.number, edited.version) == (1, 2)


def test_the_same_key_of_another_author_is_another_proposal(session: Session) -> None:
    workshop, axis = a_workshop(session)

    submit(session, workshop, AMAL, KEY, words(axis), version=0)
    other = submit(session, workshop, BADR, KEY, words(axis, "آخر"), version=0)

    assert other.number == 2
    assert [e.proposal.title for e in mine(session, workshop.id, AMAL)] == [
        "متحف رياضي"
    ]


def test_a_number_is_never_given_twice(session: Session) -> None:
    workshop, axis = a_workshop(session)
    make_proposal(session, axis, number=41, state=State.HIDDEN)

    assert submit(session, workshop, AMAL, KEY, words(axis), version=0).number == 42


def test_nothing_new_is_taken_outside_of_writing(session: Session) -> None:
    workshop, axis = a_workshop(session, kind=StepKind.VOTE)

    with pytest.raises(NotAtThisStep):
        submit(session, workshop, AMAL, KEY, words(axis), version=0)

    assert mine(session, workshop.id, AMAL) == []


def test_the_axis_of_another_workshop_is_not_there(session: Session) -> None:
    workshop, _axis = a_workshop(session)
    _elsewhere, foreign = a_workshop(session)

    with pytest.raises(NotFoundHere):
        submit(session, workshop, AMAL, KEY, words(foreign), version=0)
    with pytest.raises(NotFoundHere):
        save_draft(session, workshop, AMAL, OTHER_KEY, words(foreign))


def test_a_proposal_without_an_axis_is_refused(session: Session) -> None:
    workshop, _axis = a_workshop(session)

    with pytest.raises(NeedsAxis):
        submit(session, workshop, AMAL, KEY, Words(title="متحف"), version=0)


def test_a_draft_grows_into_a_proposal(session: Session) -> None:
    workshop, axis = a_workshop(session)
    save_draft(session, workshop, AMAL, KEY, Words(title="مت"))
    save_draft(session, workshop, AMAL, KEY, words(axis, "متحف", objectives=("هدف",)))

    proposal = submit(
        session, workshop, AMAL, KEY, words(axis, objectives=("هدف آخر",)), version=0
    )

    assert (proposal.state, proposal.number) == (State.SHOWN, 1)
    texts = session.scalars(
        select(Objective.text).where(Objective.proposal_id == proposal.id)
    ).all()
    assert texts == ["هدف آخر"]
    assert len(mine(session, workshop.id, AMAL)) == 1


def test_a_draft_that_comes_late_changes_nothing(session: Session) -> None:
    workshop, axis = a_workshop(session)
    submit(session, workshop, AMAL, KEY, words(axis), version=0)

    kept = save_draft(session, workshop, AMAL, KEY, words(axis, "قديم"))

    assert (kept.title, kept.state) == ("متحف رياضي", State.SHOWN)


def test_a_draft_can_be_deleted_and_a_proposal_not(session: Session) -> None:
    workshop, axis = a_workshop(session)
    save_draft(session, workshop, AMAL, OTHER_KEY, words(axis, objectives=("هدف",)))
    submit(session, workshop, AMAL, KEY, words(axis), version=0)

    discard_draft(session, workshop, AMAL, OTHER_KEY)

    assert [e.proposal.key for e in mine(session, workshop.id, AMAL)] == [KEY]
    with pytest.raises(NotFoundHere):
        discard_draft(session, workshop, AMAL, KEY)


@pytest.mark.parametrize("key", ["", "x" * 32, "1" * 33, "\x00" * 32, "'; --"])
def test_what_cannot_be_a_key_is_not_there(session: Session, key: str) -> None:
    workshop, axis = a_workshop(session)
    if "\x00" in key:  # PostgreSQL takes no NUL, and no address brings one
        return

    with pytest.raises(NotFoundHere):
        submit(session, workshop, AMAL, key, words(axis), version=0)


def test_one_phone_holds_no_endless_number(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("facilitator.proposals.actions.MOST_OF_ONE", 1)
    workshop, axis = a_workshop(session)
    submit(session, workshop, AMAL, KEY, words(axis), version=0)

    with pytest.raises(TooManyOfOne):
        save_draft(session, workshop, AMAL, OTHER_KEY, words(axis))

    submit(session, workshop, AMAL, KEY, words(axis, "آخر"), version=1)


@pytest.mark.parametrize(
    "title",
    [
        "إحداث وتجهيز متحف رياضي بالملعب البلدي" * 3,
        "Créer et équiper un musée du sport",
        "ⴰⵙⵏⴼⴰⵕ ⵏ ⵜⵖⵔⵎⵜ",
        "WiFi مجاني… +3, 42 %, 👩🏽‍🔧",
        "\u2068غير مغلق",
        "<script>alert(1)</script>",
        "=HYPERLINK(1)",
        "ا" * rules.TITLE_LIMIT,
    ],
)
def test_words_come_back_as_they_were_written(session: Session, title: str) -> None:
    workshop, axis = a_workshop(session)

    submit(session, workshop, AMAL, KEY, words(axis, title), version=0)
    session.expire_all()

    entry = own(session, workshop.id, AMAL, KEY)
    assert entry is not None
    assert entry.title.value == title


def test_moving_between_steps_of_writing_leaves_the_edit_open(session: Session) -> None:
    workshop, axis = a_workshop(session, kind=StepKind.TABLES)
    make_step(session, workshop)
    submit(session, workshop, AMAL, KEY, words(axis), version=0)

    assert (
        submit(session, workshop, AMAL, KEY, words(axis, "آخر"), version=1).number == 1
    )
