"""Make a client somebody: a facilitator who is signed in, a participant in a seat."""

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from facilitator import keys
from facilitator.accounts.access import COOKIE_KEY, token_hash
from facilitator.accounts.models import Account, SignIn
from facilitator.participants.access import Participant, cookie_name
from facilitator.participants.models import Seat
from facilitator.workshops.models import Workshop

PERSONAL_CODE = "K7QM2XPD"


def sign_in(client: FlaskClient, session: Session, account: Account) -> None:
    """Let `client` be signed in as `account`. Commits."""
    token = keys.new_key()
    session.add(SignIn(account_id=account.id, token_hash=token_hash(token)))
    session.commit()
    with client.session_transaction() as cookie:
        cookie[COOKIE_KEY] = token


def enter(
    client: FlaskClient,
    session: Session,
    workshop: Workshop,
    personal_code: str = PERSONAL_CODE,
) -> Participant:
    """Let `client` have joined `workshop`. Commits."""
    token = keys.token_from(personal_code, workshop.key)
    seat = Seat(
        workshop_id=workshop.id, credential=keys.credential(token, workshop.key)
    )
    session.add(seat)
    session.commit()
    client.set_cookie(cookie_name(workshop.code), token)
    return Participant(workshop, seat, token)
