"""Make a workshop, change what it says of itself, share it."""

import secrets
from typing import Unpack

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from facilitator.accounts.models import Account
from facilitator.live.actions import announce
from facilitator.workshops.models import (
    Membership,
    Partner,
    Step,
    Workshop,
)
from facilitator.workshops.queries import partners_of, steps_of, workshop_by_code
from facilitator.workshops.rules import (
    AGENDAS,
    MANDATE,
    Facts,
    NoSuchAccount,
    OwnerStays,
    StepKind,
    Template,
)

Texts = dict[str, str]


def create_workshop(
    session: Session, account_id: int, template: Template, **facts: Unpack[Facts]
) -> Workshop:
    """Return a new draft of the account's, with the agenda of `template`.

    `facts` hold at least the languages and the main language.
    """
    workshop = _draft(
        session, account_id, template.value, {"mandate": MANDATE, **facts}
    )
    for position, (kind, minutes, least) in enumerate(AGENDAS[template], 1):
        session.add(_step(workshop, position, kind, minutes, least))
    session.flush()
    return workshop


def copy_workshop(
    session: Session, account_id: int, source: Workshop, **facts: Unpack[Facts]
) -> Workshop:
    """Return a new draft with the texts, steps and partners of `source`.

    What happened in it stays there: dates, seats, proposals, votes, next steps.
    """
    kept: Facts = {
        "venue": source.venue,
        "mandate": source.mandate,
        "contact": source.contact,
        "kept_months": source.kept_months,
        "reviewed": source.reviewed,
        "wifi_name": source.wifi_name,
        "wifi_password": source.wifi_password,
    }
    workshop = _draft(session, account_id, source.template, {**kept, **facts})
    for step in steps_of(session, source.id):
        copy = _step(workshop, step.position, step.kind, step.minutes, step.min_minutes)
        copy.title, copy.skipped = step.title, step.skipped
        session.add(copy)
    set_partners(session, workshop, [p.name for p in partners_of(session, source.id)])
    return workshop


def change_workshop(
    session: Session, workshop: Workshop, **facts: Unpack[Facts]
) -> None:
    """Change what the workshop says of itself."""
    for name, value in facts.items():
        setattr(workshop, name, value)
    announce(session, workshop.id, "setup")
    session.flush()


def set_partners(session: Session, workshop: Workshop, names: list[Texts]) -> None:
    """Let the workshop's partners be these, in this order."""
    session.execute(delete(Partner).where(Partner.workshop_id == workshop.id))
    session.add_all(
        Partner(workshop_id=workshop.id, position=position, name=name)
        for position, name in enumerate(names, 1)
    )
    announce(session, workshop.id, "setup")
    session.flush()


def share_workshop(session: Session, workshop: Workshop, email: str) -> Account:
    """Let the account with `email` work on the workshop, and return it.

    Sharing twice changes nothing.

    Raises:
        NoSuchAccount: nobody has this e-mail address.
    """
    account = session.scalar(
        select(Account).where(
            Account.email == email.lower(), Account.closed_at.is_(None)
        )
    )
    if account is None:
        raise NoSuchAccount()
    if session.get(Membership, (workshop.id, account.id)) is None:
        session.add(Membership(workshop_id=workshop.id, account_id=account.id))
        session.flush()
    return account


def unshare_workshop(
    session: Session, workshop: Workshop, account_id: int
) -> Account | None:
    """Let the account no longer see the workshop, and return it.

    None when it did not see it: doing it twice changes nothing.

    Raises:
        OwnerStays: the account made it.
    """
    membership = session.get(Membership, (workshop.id, account_id))
    if membership is None:
        return None
    if membership.is_owner:
        raise OwnerStays()
    session.delete(membership)
    session.flush()
    return membership.account


def _draft(session: Session, account_id: int, template: str, facts: Facts) -> Workshop:
    workshop = Workshop(code=_free_code(session), template=template, **facts)
    session.add(workshop)
    session.flush()
    session.add(
        Membership(workshop_id=workshop.id, account_id=account_id, is_owner=True)
    )
    session.flush()
    return workshop


def _free_code(session: Session) -> str:
    """Return six digits that no workshop has; the first is not 0."""
    while True:
        code = str(100_000 + secrets.randbelow(900_000))
        if workshop_by_code(session, code) is None:
            return code


def _step(
    workshop: Workshop,
    position: int,
    kind: StepKind,
    minutes: int | None,
    least: int | None,
) -> Step:
    return Step(
        workshop_id=workshop.id,
        position=position,
        kind=kind,
        minutes=minutes,
        min_minutes=least,
    )
