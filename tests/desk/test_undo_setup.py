"""Acts of the set-up page stand on the desk's list too, and are undone there."""

import pytest
from sqlalchemy.orm import Session

from facilitator.axes.actions import remove_axis
from facilitator.axes.queries import axes_of
from facilitator.desk.telling import sentence
from facilitator.desk.undo import SomethingCameLater, undo
from facilitator.voting.removals import remove_step
from facilitator.workshops.acts import latest_acts
from facilitator.workshops.agenda import skip_step
from facilitator.workshops.models import Act, Workshop
from facilitator.workshops.queries import steps_of
from tests.factories import make_account, make_axis, make_step, make_workshop


def newest(session: Session, workshop: Workshop) -> Act:
    return latest_acts(session, workshop.id)[0]


def test_a_removed_axis_comes_back_with_its_title(session: Session) -> None:
    account = make_account(session)
    workshop = make_workshop(session, account)
    axis = make_axis(session, workshop, title={"ar": "الثقافة والرياضة"})
    remove_axis(session, axis, account.id)
    act = newest(session, workshop)

    undo(session, workshop, act.id)

    assert sentence(act).values == {"axis": {"ar": "الثقافة والرياضة"}}
    assert [one.title for one in axes_of(session, workshop.id)] == [
        {"ar": "الثقافة والرياضة"}
    ]


def test_a_removed_step_comes_back_at_its_place(session: Session) -> None:
    account = make_account(session)
    workshop = make_workshop(session, account)
    first, second = (make_step(session, workshop, position=n) for n in (1, 2))
    remove_step(session, first, account.id)

    undo(session, workshop, newest(session, workshop).id)

    assert [step.id for step in steps_of(session, workshop.id)][-1] == second.id
    assert len(steps_of(session, workshop.id)) == 2


@pytest.mark.parametrize("skipped", [True, False])
def test_leaving_a_step_out_is_undone_without_a_new_act(
    session: Session, skipped: bool
) -> None:
    account = make_account(session)
    workshop = make_workshop(session, account)
    step = make_step(session, workshop, skipped=not skipped)
    skip_step(session, step, account.id, skipped=skipped)

    undo(session, workshop, newest(session, workshop).id)

    assert step.skipped is not skipped
    assert list(latest_acts(session, workshop.id)) == []


def test_a_step_taken_in_since_stays_as_it_is(session: Session) -> None:
    account = make_account(session)
    workshop = make_workshop(session, account)
    step = make_step(session, workshop)
    skip_step(session, step, account.id)
    left_out = newest(session, workshop)
    skip_step(session, step, account.id, skipped=False)

    with pytest.raises(SomethingCameLater):
        undo(session, workshop, left_out.id)
