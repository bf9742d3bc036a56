"""Find the workshop that a facilitator's or a phone's address names."""

from flask import g, request
from sqlalchemy.orm import Session

from facilitator.accounts.access import signed_in
from facilitator.errors import NotFoundHere
from facilitator.logbook.chain import lock_chain
from facilitator.web.locale import offer
from facilitator.web.memory import recalled
from facilitator.web.transaction import SAFE_METHODS, db
from facilitator.workshops.models import Workshop
from facilitator.workshops.queries import workshop_by_code, workshop_of
from facilitator.workshops.rules import Status


def my_workshop(code: str, session: Session | None = None) -> Workshop:
    """Return the workshop of the facilitator who asks.

    Who changes something holds its lock from here on: all acts of staff take the
    locks of a workshop in one order. It leaves people free to join and to vote.
    Reads through `session` when given: work that is slow comes before `db()`.
    A request that may write holds the workshop's log from here on, before any
    other lock: staff of one workshop act one after the other.

    Raises:
        NotFoundHere: there is none with this code, or it is not shared with them.
    """
    changes = session is None and request.method not in SAFE_METHODS
    workshop = workshop_of(session or db(), signed_in().id, code, lock=changes)
    if workshop is None:
        raise NotFoundHere()
    if session is None and request.method not in SAFE_METHODS:
        lock_chain(db(), workshop.id)
    return _marked(workshop)


def public_workshop(code: str, session: Session | None = None) -> Workshop:
    """Return a workshop that has been opened; its languages are the page's choice.

    Reads through `session` when given: work that is slow comes before `db()`.

    Raises:
        NotFoundHere: there is none with this code, or it is still a draft.
    """
    workshop = _with_code(code, session)
    if workshop is None or workshop.status is Status.DRAFT:
        raise NotFoundHere()
    offer(workshop.languages, workshop.main_language)
    return _marked(workshop)


def _marked(workshop: Workshop) -> Workshop:
    """Let every page of a rehearsal say that it is one, refusals too."""
    g.rehearsal = workshop.code if workshop.is_rehearsal else None
    return workshop


def _with_code(code: str, session: Session | None) -> Workshop | None:
    if session is not None:
        return workshop_by_code(session, code)
    return recalled(
        ("workshop", code),
        lambda: workshop_by_code(db(), code),
        lambda found: found.id if found else 0,
    )
