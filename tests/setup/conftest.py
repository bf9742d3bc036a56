"""A facilitator who is signed in, and her workshop."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from facilitator.accounts.models import Account
from facilitator.axes.actions import add_axis
from facilitator.axes.rules import AxisText
from facilitator.workshops.actions import create_workshop
from facilitator.workshops.models import Workshop
from facilitator.workshops.rules import Template
from tests.factories import make_account
from tests.people import sign_in


@pytest.fixture
def amina(client: FlaskClient, store: Session) -> Account:
    """A facilitator, signed in, who reads English."""
    account = make_account(store, language="en")
    sign_in(client, store, account)
    return account


@pytest.fixture
def workshop(store: Session, amina: Account) -> Workshop:
    """Her openness workshop with two axes."""
    workshop = create_workshop(
        store,
        amina.id,
        Template.OPENNESS,
        title={"ar": "ورشة", "fr": "Atelier"},
        languages=["ar", "fr"],
        main_language="ar",
    )
    for title in ("الرقمنة", "البيئة"):
        add_axis(store, workshop.id, AxisText({"ar": title}))
    store.commit()
    return workshop
