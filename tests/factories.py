"""Make rows for tests: sensible by default, every field open to the test."""

from itertools import count
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from facilitator import keys
from facilitator.accounts.models import Account
from facilitator.axes.models import Axis
from facilitator.clock import now
from facilitator.db import Base
from facilitator.participants.models import Seat
from facilitator.proposals.models import Proposal
from facilitator.proposals.rules import State
from facilitator.slips.models import Slip
from facilitator.workshops.models import Membership, Progress, Step, Workshop
from facilitator.workshops.rules import Status, StepKind

_n = count(1)
Row = TypeVar("Row", bound=Base)


def _save(session: Session, row: Row) -> Row:
    session.add(row)
    session.flush()
    return row


def make_account(session: Session, **fields: Any) -> Account:
    n = next(_n)
    defaults = {"email": f"amina{n}@example.ma", "name": f"Amina {n}"}
    return _save(session, Account(**{**defaults, **fields}))


def make_workshop(
    session: Session, account: Account | None = None, **fields: Any
) -> Workshop:
    """A draft, owned by `account` when one is given."""
    n = next(_n)
    defaults = {
        "code": f"{100000 + n}",
        "title": {"ar": f"ورشة {n}", "fr": f"Atelier {n}"},
        "languages": ["ar", "fr", "en"],
        "main_language": "ar",
    }
    workshop = _save(session, Workshop(**{**defaults, **fields}))
    if account:
        _save(
            session,
            Membership(workshop_id=workshop.id, account_id=account.id, is_owner=True),
        )
    return workshop


def make_step(session: Session, workshop: Workshop, **fields: Any) -> Step:
    defaults = {
        "workshop_id": workshop.id,
        "position": next(_n),
        "kind": StepKind.WRITING,
    }
    return _save(session, Step(**{**defaults, **fields}))


def make_open_workshop(
    session: Session,
    kind: StepKind = StepKind.WRITING,
    account: Account | None = None,
    **fields: Any,
) -> Workshop:
    """A workshop whose only step is of `kind`, and which stands at it."""
    workshop = make_workshop(
        session, account, **{"status": Status.OPEN, "opened_at": now(), **fields}
    )
    step = make_step(session, workshop, kind=kind)
    _save(
        session,
        Progress(workshop_id=workshop.id, step_id=step.id, entered_at=now()),
    )
    return workshop


def make_axis(session: Session, workshop: Workshop, **fields: Any) -> Axis:
    n = next(_n)
    defaults = {
        "workshop_id": workshop.id,
        "position": n,
        "title": {"ar": f"محور {n}", "fr": f"Axe {n}"},
        "colour": n % 8 + 1,
    }
    return _save(session, Axis(**{**defaults, **fields}))


def make_seat(session: Session, workshop: Workshop, **fields: Any) -> Seat:
    defaults = {"workshop_id": workshop.id, "credential": f"credential-{next(_n)}"}
    return _save(session, Seat(**{**defaults, **fields}))


def make_slip(session: Session, workshop: Workshop, token: str, **fields: Any) -> Slip:
    """A printed slip with a token on it."""
    defaults = {
        "workshop_id": workshop.id,
        "number": next(_n),
        "credential": keys.credential(token, workshop.key),
    }
    return _save(session, Slip(**{**defaults, **fields}))


def make_proposal(session: Session, axis: Axis, **fields: Any) -> Proposal:
    """A proposal that everybody sees."""
    n = next(_n)
    defaults = {
        "workshop_id": axis.workshop_id,
        "axis_id": axis.id,
        "number": n,
        "state": State.SHOWN,
        "key": f"key-{n}",
        "title": f"اقتراح {n}",
        "language": "ar",
        "submitted_at": now(),
    }
    return _save(session, Proposal(**{**defaults, **fields}))
