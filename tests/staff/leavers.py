"""Somebody who leaves, and all that names them."""

from sqlalchemy.orm import Session

from facilitator.accounts import actions as accounts
from facilitator.accounts.models import Account
from facilitator.logbook.actions import mark_undone, record
from facilitator.staff import actions
from facilitator.workshops.models import Workshop
from facilitator.workshops.rules import Status
from tests.factories import make_account, make_workshop

NAME, BEFORE, EMAIL = "سعاد الإدريسي", "سعاد ب.", "souad@example.ma"


def busy(session: Session) -> tuple[Account, Workshop]:
    """Somebody who has changed their name, and whom others name; their workshop."""
    other = make_account(session, name="كريم")
    leaver = make_account(session, name=BEFORE, email=EMAIL)
    workshop = make_workshop(session, leaver, status=Status.ENDED)
    accounts.sign_in(session, leaver.id)
    record(session, workshop.id, leaver.id, "workshop.made")
    accounts.save_profile(session, leaver.id, name=NAME, language="fr")
    accounts.link_for(session, leaver.id, by=other.id)
    named = {"name": NAME, "account": leaver.id}
    record(session, workshop.id, other.id, "member.added", **named)
    record(session, workshop.id, leaver.id, "member.removed", name=BEFORE)  # of old
    undone = record(session, workshop.id, leaver.id, "step.skipped")
    mark_undone(session, undone, leaver.id)
    record(session, workshop.id, other.id, "setup.saved", section="about")
    actions.close(session, leaver.id, other.id)
    session.flush()
    return leaver, workshop
