"""Copies, and steps that take their prepared vote with them."""

import pytest
from sqlalchemy.orm import Session

from facilitator.axes.actions import add_axis, remove_axis
from facilitator.axes.queries import axes_of
from facilitator.axes.rules import AxisText
from facilitator.errors import NotFoundHere
from facilitator.setup.actions import (
    copy,
    removal_to_undo,
    undo_removal,
)
from facilitator.voting.actions import prepare_vote, set_up_vote
from facilitator.voting.preparing import settings_of
from facilitator.voting.queries import vote_at, votes_of
from facilitator.voting.removals import VoteWasHeld, remove_step
from facilitator.voting.rules import Level, Method, Outcome, VoteState
from facilitator.voting.settings import VoteSettings
from facilitator.voting.terms import Terms
from facilitator.workshops.acts import AlreadyUndone, record
from facilitator.workshops.models import Step, Workshop
from facilitator.workshops.queries import steps_of
from facilitator.workshops.rules import StepKind
from tests.factories import make_account, make_proposal, make_step, make_workshop

NEW = {"title": {"ar": "نسخة"}, "languages": ["ar"], "main_language": "ar"}


@pytest.fixture
def workshop(session: Session) -> Workshop:
    return make_workshop(session, make_account(session))


def vote_step(session: Session, workshop: Workshop) -> Step:
    """A step for voting, with its vote prepared."""
    step = make_step(session, workshop, kind=StepKind.VOTE, position=1)
    axis = add_axis(session, workshop.id, AxisText({"ar": "محور"}))
    set_up_vote(
        session,
        prepare_vote(session, workshop.id, step.id),
        VoteSettings(question={"ar": "ما الأهم؟"}, most=2, axis_id=axis.id),
    )
    return step


def test_a_copy_has_steps_and_axes(session: Session, workshop: Workshop) -> None:
    vote_step(session, workshop)

    made = copy(session, make_account(session).id, workshop, NEW)

    assert [step.kind for step in steps_of(session, made.id)] == [StepKind.VOTE]
    assert [axis.title for axis in axes_of(session, made.id)] == [{"ar": "محور"}]
    [vote] = votes_of(session, made.id)
    assert (vote.question, vote.most) == ({"ar": "ما الأهم؟"}, 2)
    assert vote.axis_id == axes_of(session, made.id)[0].id
    assert vote.step_id == steps_of(session, made.id)[0].id


def test_a_removed_step_comes_back_with_its_vote(
    session: Session, workshop: Workshop
) -> None:
    amina = make_account(session)
    act = remove_step(session, vote_step(session, workshop), amina.id)
    assert votes_of(session, workshop.id) == []
    assert removal_to_undo(session, workshop.id) is act

    session.expire_all()
    undo_removal(session, workshop, act.id)

    [step] = steps_of(session, workshop.id)
    assert step.id == act.details["step"]
    vote = vote_at(session, step.id)
    assert vote is not None
    assert (vote.question, vote.most) == ({"ar": "ما الأهم؟"}, 2)
    assert vote.axis_id == axes_of(session, workshop.id)[0].id
    assert removal_to_undo(session, workshop.id) is None


def test_a_removed_vote_comes_back_with_all_that_was_said_of_it(
    session: Session, workshop: Workshop
) -> None:
    step = vote_step(session, workshop)
    axis = axes_of(session, workshop.id)[0]
    make_proposal(session, axis, number=3)
    settings = VoteSettings(
        question={"ar": "ما الذي نموله؟"},
        method=Method.BUDGET,
        level=Level.WITNESSED,
        most=4,
        picked=(3,),
        terms=Terms(outcome=Outcome.GREEDY, budget=5_000_000, dice=True),
    )
    set_up_vote(session, prepare_vote(session, workshop.id, step.id), settings)
    act = remove_step(session, step, make_account(session).id)

    session.expire_all()
    undo_removal(session, workshop, act.id)

    [vote] = votes_of(session, workshop.id)
    assert settings_of(vote) == settings


def test_a_copy_has_the_votes_but_no_lists_and_rounds(
    session: Session, workshop: Workshop
) -> None:
    step = vote_step(session, workshop)
    make_proposal(session, axes_of(session, workshop.id)[0], number=3)
    terms = Terms(outcome=Outcome.TOP, seats=2)
    settings = VoteSettings(level=Level.SLIPS, picked=(3,), terms=terms, follows=1)
    set_up_vote(session, prepare_vote(session, workshop.id, step.id), settings)

    made = copy(session, make_account(session).id, workshop, NEW)

    [vote] = votes_of(session, made.id)
    assert settings_of(vote) == VoteSettings(level=Level.SLIPS, terms=terms)
    assert vote.key != votes_of(session, workshop.id)[0].key


def test_a_vote_comes_back_over_all_axes_when_its_axis_is_gone(
    session: Session, workshop: Workshop
) -> None:
    amina = make_account(session)
    act = remove_step(session, vote_step(session, workshop), amina.id)
    remove_axis(session, axes_of(session, workshop.id)[0], amina.id)

    undo_removal(session, workshop, act.id)

    [vote] = votes_of(session, workshop.id)
    assert vote.axis_id is None


def test_a_step_at_which_people_voted_stays(
    session: Session, workshop: Workshop
) -> None:
    step = vote_step(session, workshop)
    vote = vote_at(session, step.id)
    assert vote
    vote.state = VoteState.OPEN
    session.flush()

    with pytest.raises(VoteWasHeld):
        remove_step(session, step, make_account(session).id)

    assert steps_of(session, workshop.id) == [step]


def test_a_removal_is_undone_once(session: Session, workshop: Workshop) -> None:
    axis = add_axis(session, workshop.id, AxisText({"ar": "محور"}))
    act = remove_axis(session, axis, make_account(session).id)

    undo_removal(session, workshop, act.id)
    with pytest.raises(AlreadyUndone):
        undo_removal(session, workshop, act.id)

    assert len(axes_of(session, workshop.id)) == 1


def test_only_removals_of_this_workshop_are_undone(
    session: Session, workshop: Workshop
) -> None:
    amina, elsewhere = make_account(session), make_workshop(session)
    axis = add_axis(session, elsewhere.id, AxisText({"ar": "محور"}))
    foreign = remove_axis(session, axis, amina.id)
    other = record(session, workshop.id, amina.id, "workshop.opened")

    for act in (foreign, other):
        with pytest.raises(NotFoundHere):
            undo_removal(session, workshop, act.id)
