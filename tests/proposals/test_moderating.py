"""Approving, hiding and restoring, and taking each of them back."""

import pytest
from sqlalchemy.orm import Session

from facilitator.errors import NotFoundHere
from facilitator.live.actions import announced
from facilitator.proposals.models import Proposal
from facilitator.proposals.moderating import approve, hide, put_back, restore
from facilitator.proposals.rules import ChangedMeanwhile, NeedsReason, State
from facilitator.workshops.acts import latest_acts
from facilitator.workshops.models import Workshop
from tests.factories import make_account, make_axis, make_open_workshop, make_proposal

Case = tuple[Workshop, Proposal, int]


def a_case(session: Session, **fields: object) -> Case:
    account = make_account(session)
    workshop = make_open_workshop(session, account=account)
    proposal = make_proposal(session, make_axis(session, workshop), number=7, **fields)
    return workshop, proposal, account.id


def acts(session: Session, workshop: Workshop) -> list[tuple[str, dict[str, object]]]:
    return [(act.kind, act.details) for act in latest_acts(session, workshop.id)]


def test_approving_shows_it_to_everybody(session: Session) -> None:
    workshop, proposal, me = a_case(session, state=State.HELD)

    approve(session, workshop, 7, me)

    assert proposal.state is State.SHOWN
    assert acts(session, workshop) == [
        ("proposal.approved", {"number": 7, "was": "held", "was_why": ""})
    ]
    assert {"proposals", "queue"} <= {topic for _id, topic in announced(session)}


def test_what_its_author_changed_since_is_not_shown_unread(session: Session) -> None:
    workshop, proposal, me = a_case(session, state=State.HELD, version=3)

    with pytest.raises(ChangedMeanwhile):
        approve(session, workshop, 7, me, version=2)
    assert proposal.state is State.HELD

    approve(session, workshop, 7, me, version=3)
    assert proposal.state is State.SHOWN


def test_hiding_tells_the_reason_and_restoring_forgets_it(session: Session) -> None:
    workshop, proposal, me = a_case(session)

    hide(session, workshop, 7, me, "  خارج الموضوع ")
    hidden = (proposal.state, proposal.hidden_why)
    restore(session, workshop, 7, me)

    assert hidden == (State.HIDDEN, "خارج الموضوع")
    assert (proposal.state, proposal.hidden_why) == (State.SHOWN, "")
    assert [kind for kind, _ in acts(session, workshop)] == [
        "proposal.restored",
        "proposal.hidden",
    ]


def test_hiding_without_a_reason_is_refused(session: Session) -> None:
    workshop, proposal, me = a_case(session)

    with pytest.raises(NeedsReason):
        hide(session, workshop, 7, me, " \u200f ")

    assert proposal.state is State.SHOWN


def test_a_second_tap_changes_and_records_nothing(session: Session) -> None:
    workshop, _proposal, me = a_case(session)

    for _ in range(2):
        hide(session, workshop, 7, me, "مكرر")
    approve(session, workshop, 7, me)

    assert len(acts(session, workshop)) == 1


@pytest.mark.parametrize("state", [State.HELD, State.SHOWN])
def test_putting_back_undoes_each_act(session: Session, state: State) -> None:
    workshop, proposal, me = a_case(session, state=state)
    hide(session, workshop, 7, me, "مكرر")
    restore(session, workshop, 7, me)

    for _kind, details in acts(session, workshop):
        put_back(session, workshop, 7, str(details["was"]), str(details["was_why"]))

    assert (proposal.state, proposal.hidden_why) == (state, "")


def test_a_proposal_of_another_workshop_is_not_there(session: Session) -> None:
    workshop, _proposal, me = a_case(session)
    make_proposal(session, make_axis(session, make_open_workshop(session)), number=9)

    with pytest.raises(NotFoundHere):
        approve(session, workshop, 9, me)
    with pytest.raises(NotFoundHere):
        hide(session, workshop, 9, me, "مكرر")
