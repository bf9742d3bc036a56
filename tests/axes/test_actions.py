"""Axes are added, changed, ordered, removed and brought back."""

import pytest
from sqlalchemy.orm import Session

from facilitator.axes.actions import (
    add_axis,
    change_axis,
    copy_axes,
    move_axis,
    remove_axis,
    restore_axis,
)
from facilitator.axes.queries import axes_of, axis_in, objectives_of
from facilitator.axes.rules import MAX_AXES, AxisInUse, AxisText, TooManyAxes
from facilitator.errors import NotFoundHere
from facilitator.proposals.rules import State
from facilitator.workshops.models import Workshop
from tests.factories import make_account, make_axis, make_proposal, make_workshop

CULTURE = AxisText(
    title={"ar": "الثقافة والرياضة", "fr": "Culture et sport"},
    question={"fr": "Que manque-t-il ?"},
    led_by={"ar": "جمعيات"},
    objectives=[{"ar": "هدف", "fr": "But"}, {"fr": "Autre but"}],
)


def titles(session: Session, workshop: Workshop) -> list[tuple[int, str]]:
    session.expire_all()
    axes = axes_of(session, workshop.id)
    return [(axis.position, axis.title["fr"]) for axis in axes]


def add(session: Session, workshop: Workshop, *names: str) -> None:
    for name in names:
        add_axis(session, workshop.id, AxisText({"fr": name}))


def test_axes_are_numbered_and_coloured_as_they_come(session: Session) -> None:
    workshop = make_workshop(session)

    add(session, workshop, "A", "B", "C")

    assert titles(session, workshop) == [(1, "A"), (2, "B"), (3, "C")]
    assert [axis.colour for axis in axes_of(session, workshop.id)] == [1, 2, 3]


def test_an_axis_keeps_every_text(session: Session) -> None:
    workshop = make_workshop(session)
    axis = add_axis(session, workshop.id, AxisText({"fr": "Culture"}))

    change_axis(session, axis, CULTURE, 7)
    change_axis(session, axis, CULTURE, 7)

    session.expire_all()
    assert (axis.title, axis.question) == (CULTURE.title, CULTURE.question)
    assert (axis.led_by, axis.colour) == (CULTURE.led_by, 7)
    lines = objectives_of(session, workshop.id)[axis.id]
    assert [(line.position, line.text) for line in lines] == [
        (1, {"ar": "هدف", "fr": "But"}),
        (2, {"fr": "Autre but"}),
    ]


def test_an_axis_moves(session: Session) -> None:
    workshop = make_workshop(session)
    add(session, workshop, "A", "B", "C")

    move_axis(session, axes_of(session, workshop.id)[2], -1)

    assert titles(session, workshop) == [(1, "A"), (2, "C"), (3, "B")]


def test_a_workshop_has_at_most_twelve_axes(session: Session) -> None:
    workshop = make_workshop(session)
    add(session, workshop, *"ABCDEFGHIJKL"[:MAX_AXES])

    with pytest.raises(TooManyAxes):
        add(session, workshop, "M")


def test_a_removed_axis_comes_back_as_it_was(session: Session) -> None:
    amina, workshop = make_account(session), make_workshop(session)
    culture = add_axis(session, workshop.id, CULTURE, 5)
    add(session, workshop, "B", "C")

    key = culture.id
    act = remove_axis(session, culture, amina.id)
    assert titles(session, workshop) == [(1, "B"), (2, "C")]
    axis = restore_axis(session, workshop.id, act.details)

    assert titles(session, workshop)[0] == (1, "Culture et sport")
    assert (axis.question, axis.led_by) == (CULTURE.question, CULTURE.led_by)
    assert (axis.id, axis.colour) == (key, 5)
    lines = objectives_of(session, workshop.id)[axis.id]
    assert [line.text for line in lines] == list(CULTURE.objectives)


@pytest.mark.parametrize("state", [State.SHOWN, State.HIDDEN, State.DRAFT])
def test_an_axis_that_holds_proposals_stays(session: Session, state: State) -> None:
    amina, workshop = make_account(session), make_workshop(session)
    add(session, workshop, "A", "B")
    axis = axes_of(session, workshop.id)[0]
    make_proposal(session, axis, state=state)

    with pytest.raises(AxisInUse):
        remove_axis(session, axis, amina.id)

    assert titles(session, workshop) == [(1, "A"), (2, "B")]


def test_a_copy_has_the_same_axes(session: Session) -> None:
    source, workshop = make_workshop(session), make_workshop(session)
    add_axis(session, source.id, AxisText({"fr": "A"}), 8)
    add_axis(session, source.id, CULTURE, 3)

    copy_axes(session, source.id, workshop.id)

    assert titles(session, workshop) == [(1, "A"), (2, "Culture et sport")]
    copied = axes_of(session, workshop.id)
    assert [axis.colour for axis in copied] == [8, 3]
    lines = objectives_of(session, workshop.id)[copied[1].id]
    assert [line.text for line in lines] == list(CULTURE.objectives)


def test_an_axis_of_another_workshop_is_not_there(session: Session) -> None:
    elsewhere = make_axis(session, make_workshop(session))

    with pytest.raises(NotFoundHere):
        axis_in(session, make_workshop(session).id, elsewhere.id)
