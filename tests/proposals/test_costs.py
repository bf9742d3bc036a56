"""What proposals cost."""

import pytest
from sqlalchemy.orm import Session

from facilitator.errors import NotFoundHere, RuleBroken
from facilitator.live.actions import announced
from facilitator.money import NoMoney, TooMuchMoney
from facilitator.proposals.costs import set_costs
from tests.factories import make_axis, make_proposal, make_workshop


def test_costs_are_set_and_taken_back(session: Session) -> None:
    axis = make_axis(session, make_workshop(session))
    first, second = (make_proposal(session, axis, number=n, cost=5) for n in (1, 2))

    set_costs(session, axis.workshop_id, {1: 6_000_000, 2: None})

    session.expire_all()
    assert (first.cost, second.cost) == (6_000_000, None)
    assert "setup" in {topic for _id, topic in announced(session)}


@pytest.mark.parametrize(
    ("cost", "why"), [(0, NoMoney), (-1, NoMoney), (10**12, TooMuchMoney)]
)
def test_what_is_no_price_is_refused(
    session: Session, cost: int, why: type[RuleBroken]
) -> None:
    proposal = make_proposal(session, make_axis(session, make_workshop(session)))

    with pytest.raises(why):
        set_costs(session, proposal.workshop_id, {proposal.number or 0: cost})

    assert proposal.cost is None


def test_a_proposal_of_another_workshop_has_its_own_cost(session: Session) -> None:
    elsewhere = make_proposal(session, make_axis(session, make_workshop(session)))

    with pytest.raises(NotFoundHere):
        set_costs(session, make_workshop(session).id, {elsewhere.number or 0: 100})

    assert elsewhere.cost is None
