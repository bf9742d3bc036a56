"""What proposals cost: the organiser's figures, not part of an author's text."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.errors import NotFoundHere
from facilitator.live.actions import announce
from facilitator.money import MOST, NoMoney, TooMuchMoney
from facilitator.proposals.models import Proposal


def set_costs(
    session: Session, workshop_id: int, costs: Mapping[int, int | None]
) -> None:
    """Let proposals, by number, cost so many centimes; None is not known.

    A vote that has been opened keeps the costs that its opening fixed.

    Raises:
        NotFoundHere: the workshop has no proposal with one of the numbers.
        NoMoney, TooMuchMoney: an amount that is none.
    """
    for cost in costs.values():
        if cost is not None and cost < 1:
            raise NoMoney()
        if cost is not None and cost >= MOST:
            raise TooMuchMoney()
    proposals = session.scalars(
        select(Proposal).where(
            Proposal.workshop_id == workshop_id, Proposal.number.in_(costs)
        )
    ).all()
    if len(proposals) < len(costs):
        raise NotFoundHere()
    for proposal in proposals:
        proposal.cost = costs[proposal.number or 0]
    announce(session, workshop_id, "setup")
    session.flush()
