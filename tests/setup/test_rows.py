"""Axes, steps, votes, roles and next steps on the set-up page."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from facilitator.axes.queries import axes_of, objectives_of
from facilitator.participants.attendance import attendance_of
from facilitator.workshops.models import Workshop
from facilitator.workshops.queries import members_of, next_steps_of, steps_of
from facilitator.workshops.rules import StepKind
from tests.factories import make_proposal

JSON = {"Accept": "application/json"}


@pytest.fixture
def path(workshop: Workshop) -> str:
    return f"/desk/{workshop.code}/setup"


def titles(store: Session, workshop: Workshop) -> list[str]:
    store.rollback()
    return [axis.title["ar"] for axis in axes_of(store, workshop.id)]


def test_an_axis_is_added_where_the_next_is_typed(
    client: FlaskClient, store: Session, workshop: Workshop, path: str
) -> None:
    answer = client.post(f"{path}/axes", data={"new-axis-title-ar": " الثقافة "})

    assert answer.status_code == 303
    assert answer.location == f"{path}#new-axis-title-ar"
    assert titles(store, workshop) == ["الرقمنة", "البيئة", "الثقافة"]


def test_an_axis_says_more(
    client: FlaskClient, store: Session, workshop: Workshop, path: str
) -> None:
    axis = axes_of(store, workshop.id)[0]
    name = f"axis-{axis.id}"
    form = {
        f"{name}-title-ar": "الرقمنة وجودة الخدمات",
        f"{name}-objectives-ar": "التعريف بالخدمات\nهدف ثان",
        f"{name}-objectives-fr": "Faire connaître les services",
        f"{name}-question-fr": "Que faire ?",
        f"{name}-led_by-ar": "جمعيات",
        f"{name}-colour": "6",
    }

    answer = client.post(f"{path}/axes/{axis.id}", data=form, headers=JSON)

    assert answer.status_code == 200
    store.rollback()
    assert axis.title == {"ar": "الرقمنة وجودة الخدمات"}
    assert (axis.question, axis.colour) == ({"fr": "Que faire ?"}, 6)
    assert [line.text for line in objectives_of(store, workshop.id)[axis.id]] == [
        {"ar": "التعريف بالخدمات", "fr": "Faire connaître les services"},
        {"ar": "هدف ثان"},
    ]
    assert "هدف ثان" in client.get(path).text


@pytest.mark.parametrize("colour", ["0", "9", "red", ""])
def test_a_colour_is_one_of_the_set(
    client: FlaskClient, store: Session, workshop: Workshop, path: str, colour: str
) -> None:
    axis = axes_of(store, workshop.id)[0]
    form = {f"axis-{axis.id}-title-ar": "محور", f"axis-{axis.id}-colour": colour}

    answer = client.post(f"{path}/axes/{axis.id}", data=form, headers=JSON)

    assert answer.status_code == 422
    assert answer.json
    assert list(answer.json["errors"]) == [f"axis-{axis.id}-colour"]


def test_axes_move(
    client: FlaskClient, store: Session, workshop: Workshop, path: str
) -> None:
    second = axes_of(store, workshop.id)[1]

    client.post(f"{path}/axes/{second.id}/place", data={"by": "-1"})

    assert titles(store, workshop) == ["البيئة", "الرقمنة"]


def test_a_removed_axis_can_be_had_back(
    client: FlaskClient, store: Session, workshop: Workshop, path: str
) -> None:
    first = axes_of(store, workshop.id)[0]

    client.post(f"{path}/axes/{first.id}/removal")
    assert titles(store, workshop) == ["البيئة"]
    text = client.get(path).text
    assert "An axis was removed:" in text
    address = next(
        part.split('"')[0] for part in text.split('action="') if "/undoing" in part
    )
    client.post(address)

    assert titles(store, workshop) == ["الرقمنة", "البيئة"]
    assert "An axis was removed:" not in client.get(path).text


def test_an_axis_with_proposals_stays_and_the_page_says_why(
    client: FlaskClient, store: Session, workshop: Workshop, path: str
) -> None:
    first = axes_of(store, workshop.id)[0]
    make_proposal(store, first)
    store.commit()

    answer = client.post(f"{path}/axes/{first.id}/removal")

    assert answer.status_code == 409
    assert "This axis holds proposals, or a vote is about it" in answer.text
    assert 'id="axes"' in answer.text
    assert titles(store, workshop) == ["الرقمنة", "البيئة"]


def test_a_step_is_added_named_and_planned(
    client: FlaskClient, store: Session, workshop: Workshop, path: str
) -> None:
    client.post(f"{path}/steps", data={"new-step-kind": "break"})
    store.rollback()
    step = steps_of(store, workshop.id)[-2]  # before the closing
    form = {f"step-{step.id}-title-fr": "Pause-café", f"step-{step.id}-minutes": "١٥"}
    answer = client.post(f"{path}/steps/{step.id}", data=form, headers=JSON)

    assert answer.status_code == 200
    store.rollback()
    assert (step.kind, step.title) == (StepKind.BREAK, {"fr": "Pause-café"})
    assert step.minutes == 15


def test_steps_move_are_skipped_and_removed(
    client: FlaskClient, store: Session, workshop: Workshop, path: str
) -> None:
    reception, opening = steps_of(store, workshop.id)[:2]

    client.post(f"{path}/steps/{opening.id}/place", data={"by": "-1"})
    client.post(f"{path}/steps/{reception.id}/skipping")
    store.rollback()
    assert steps_of(store, workshop.id)[:2] == [opening, reception]
    assert reception.skipped
    client.post(f"{path}/steps/{reception.id}/return")
    store.rollback()
    assert not reception.skipped
    client.post(f"{path}/steps/{reception.id}/removal")

    store.rollback()
    assert len(steps_of(store, workshop.id)) == 9
    assert "A step was removed:" in client.get(path).text


def test_a_move_goes_up_or_down_and_nowhere_else(
    client: FlaskClient, store: Session, workshop: Workshop, path: str
) -> None:
    step = steps_of(store, workshop.id)[0]

    answer = client.post(f"{path}/steps/{step.id}/place", data={"by": "5"})

    assert answer.status_code == 404


def test_people_are_counted_or_not(
    client: FlaskClient, store: Session, workshop: Workshop, path: str
) -> None:
    new = {"new-presence-category": "elected", "new-presence-count": ""}
    client.post(f"{path}/attendance", data={**new, "new-presence-role-ar": "منتخبون"})
    [row] = attendance_of(store, workshop.id)
    assert row.count is None
    assert "Number not recorded" in client.get(path).text

    name = f"presence-{row.id}"
    form = {f"{name}-role-ar": "موظفون", f"{name}-category": "staff"}
    client.post(f"{path}/attendance/{row.id}", data={**form, f"{name}-count": "0"})

    store.rollback()
    assert (row.role, row.category, row.count) == ({"ar": "موظفون"}, "staff", 0)
    client.post(f"{path}/attendance/{row.id}/removal")
    store.rollback()
    assert attendance_of(store, workshop.id) == []


def test_what_follows_has_a_partial_date(
    client: FlaskClient, store: Session, workshop: Workshop, path: str
) -> None:
    form = {
        "new-next-text-ar": "المصادقة",
        "new-next-due-month": "10",
        "new-next-due-year": "2023",
    }
    client.post(f"{path}/next-steps", data=form)

    [row] = next_steps_of(store, workshop.id)
    assert (row.text, row.due) == ({"ar": "المصادقة"}, "2023-10")
    assert "October 2023" in client.get(path).text

    name = f"next-{row.id}"
    empty = {f"{name}-due-{part}": "" for part in ("day", "month", "year")}
    changed = {f"{name}-text-ar": "المصادقة على المسودة", **empty}
    client.post(f"{path}/next-steps/{row.id}", data=changed)
    store.rollback()
    assert (row.text, row.due) == ({"ar": "المصادقة على المسودة"}, None)
    client.post(f"{path}/next-steps/{row.id}/removal")
    store.rollback()
    assert next_steps_of(store, workshop.id) == []


def test_the_owner_stays(
    client: FlaskClient, store: Session, workshop: Workshop, path: str
) -> None:
    [owner] = members_of(store, workshop.id)

    answer = client.post(f"{path}/members/{owner.account_id}/removal")

    assert answer.status_code == 409
    assert "The workshop stays with the person who made it." in answer.text
    assert len(members_of(store, workshop.id)) == 1


@pytest.mark.parametrize("row", ["axes", "steps", "attendance", "next-steps"])
def test_a_row_of_another_workshop_is_not_there(
    client: FlaskClient, path: str, row: str
) -> None:
    answers = [
        client.post(f"{path}/{row}/999999"),
        client.post(f"{path}/{row}/999999/removal"),
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
