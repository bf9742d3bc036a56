"""A workshop on its way: its agenda, a facilitator, what the room has sent."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from facilitator.accounts.models import Account
from facilitator.axes.models import Axis
from facilitator.desk.actions import press
from facilitator.desk.queries import Desk
from facilitator.proposals.models import Proposal
from facilitator.workshops.models import Workshop
from facilitator.workshops.rules import StepKind
from tests.factories import (
    make_account,
    make_axis,
    make_proposal,
    make_step,
    make_workshop,
)

SHORT = (
    StepKind.RECEPTION,
    StepKind.WRITING,
    StepKind.VOTE,
    StepKind.RESULTS,
    StepKind.CLOSING,
)


class Floor:
    """A draft whose agenda is `kinds`, with an axis and some proposals under it."""

    def __init__(
        self,
        session: Session,
        kinds: Sequence[StepKind] = SHORT,
        proposals: int = 3,
        **fields: Any,
    ) -> None:
        self._session = session
        self.account: Account = make_account(session)
        self.workshop: Workshop = make_workshop(session, self.account, **fields)
        self.steps = [
            make_step(session, self.workshop, position=n, kind=kind, minutes=10)
            for n, kind in enumerate(kinds, 1)
        ]
        self.axis: Axis = make_axis(session, self.workshop, position=1, colour=2)
        self.proposals: list[Proposal] = [
            make_proposal(session, self.axis, number=n + 1) for n in range(proposals)
        ]

    @property
    def desk(self) -> Desk:
        """The workshop as its control room shows it now."""
        return Desk(self._session, self.workshop)

    def press(self, times: int = 1) -> None:
        """Press the one button."""
        for _press in range(times):
            press(self._session, self.workshop, self.desk.here, self.account.id)
            self._session.flush()
