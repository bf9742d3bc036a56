"""Fill an empty database with the demo workshops.

Fez and Kenitra hold what their sources say, word for word in Arabic; their
French and English texts are our translations. Oued Zitoun is invented, and every
screen and report of it says so.
"""

import json
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.accounts.models import Account
from facilitator.axes.models import Axis, AxisObjective
from facilitator.clock import now
from facilitator.demo.meeting import hold
from facilitator.keys import new_key
from facilitator.participants.models import Attendance
from facilitator.paths import PACKAGE
from facilitator.proposals.models import Proposal
from facilitator.proposals.rules import Origin, State
from facilitator.workshops.models import (
    Membership,
    NextStep,
    Partner,
    Progress,
    Step,
    Workshop,
)
from facilitator.workshops.rules import (
    OPENNESS_WORKSHOP,
    PartOfDay,
    Status,
    StepKind,
)

EMAIL = "demo@facilitator.example"
CODES = {"kenitra": "314159", "fez": "271828", "oued-zitoun": "161803"}


def fill(session: Session) -> Account:
    """Add the demo's facilitator and their three workshops; return the facilitator."""
    account = Account(email=EMAIL, name="ميسّر العرض", language="ar", is_admin=True)
    session.add(account)
    session.flush()
    _workshop(session, account, "fez")
    _stand_at(session, _workshop(session, account, "kenitra"), StepKind.RECEPTION)
    invented = _workshop(session, account, "oued-zitoun", invented=True)
    hold(session, invented, account.id, _facts("oued-zitoun")["axes"])
    _stand_at(session, invented, StepKind.CLOSING, Status.ENDED)
    return account


def _facts(name: str) -> dict[str, Any]:
    path = PACKAGE / "demo" / f"{name}.json"
    facts: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return facts


def _workshop(
    session: Session, account: Account, name: str, *, invented: bool = False
) -> Workshop:
    """Add a workshop with its agenda, axes, attendance and what follows it."""
    facts = _facts(name)
    part = facts["part_of_day"]
    workshop = Workshop(
        code=CODES[name],
        template="openness",
        languages=["ar", "fr", "en"],
        main_language="ar",
        part_of_day=PartOfDay(part) if part else None,
        invented=invented,
        **{
            field: facts[field]
            for field in (
                "title",
                "organiser",
                "venue",
                "closing_words",
                "held_on",
                "weekday",
                "starts",
                "ends",
            )
        },
    )
    session.add(workshop)
    session.flush()
    session.add(
        Membership(workshop_id=workshop.id, account_id=account.id, is_owner=True)
    )
    _agenda(session, workshop)
    _around(session, workshop, facts)
    for place, axis in enumerate(facts["axes"], 1):
        _axis(session, workshop, place, axis)
    session.flush()
    return workshop


def _agenda(session: Session, workshop: Workshop) -> None:
    session.add_all(
        Step(
            workshop_id=workshop.id,
            position=place,
            kind=kind,
            minutes=minutes,
            min_minutes=least,
        )
        for place, (kind, minutes, least) in enumerate(OPENNESS_WORKSHOP, 1)
    )


def _around(session: Session, workshop: Workshop, facts: dict[str, Any]) -> None:
    """Add the people and bodies, and the next steps."""
    here = {"workshop_id": workshop.id}
    session.add_all(
        Partner(**here, position=place, name=name)
        for place, name in enumerate(facts["partners"], 1)
    )
    session.add_all(
        Attendance(**here, position=place, **line)
        for place, line in enumerate(facts["attendance"], 1)
    )
    session.add_all(
        NextStep(**here, position=place, **step)
        for place, step in enumerate(facts["next_steps"], 1)
    )


def _axis(
    session: Session, workshop: Workshop, place: int, facts: dict[str, Any]
) -> None:
    axis = Axis(
        workshop_id=workshop.id,
        position=place,
        title=facts["title"],
        led_by=facts["led_by"],
        colour=place,
    )
    session.add(axis)
    session.flush()
    session.add_all(
        AxisObjective(axis_id=axis.id, position=number, text=text)
        for number, text in enumerate(facts["objectives"], 1)
    )
    for title in facts["projects"]:
        if isinstance(title, str):  # announced with the axis; the invented come later
            _project(session, axis, title)


def _project(session: Session, axis: Axis, title: str) -> None:
    here = Proposal.workshop_id == axis.workshop_id
    taken = session.scalar(select(func.count()).select_from(Proposal).where(here))
    session.add(
        Proposal(
            workshop_id=axis.workshop_id,
            axis_id=axis.id,
            number=(taken or 0) + 1,
            state=State.SHOWN,
            origin=Origin.ORGANISER,
            key=new_key(),
            title=title,
            language="ar",
            submitted_at=now(),
        )
    )
    session.flush()


def _stand_at(
    session: Session, workshop: Workshop, kind: StepKind, status: Status = Status.OPEN
) -> None:
    """Let a workshop stand at its step of `kind`."""
    step = session.scalars(
        select(Step).where(Step.workshop_id == workshop.id, Step.kind == kind)
    ).one()
    at: datetime = now()
    workshop.status = status
    workshop.opened_at = at - timedelta(hours=3 if status is Status.ENDED else 0)
    workshop.ended_at = at if status is Status.ENDED else None
    progress = session.get(Progress, workshop.id)
    if progress is None:
        progress = Progress(workshop_id=workshop.id)
        session.add(progress)
    progress.step = step
    progress.entered_at = at
    session.flush()
