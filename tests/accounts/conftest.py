"""A facilitator with a password."""

import pytest
from sqlalchemy.orm import Session

from facilitator.accounts.models import Account
from tests.accounts.pages import HASH
from tests.factories import make_account


@pytest.fixture
def account(store: Session) -> Account:
    account = make_account(store, password_hash=HASH, name="أمينة")
    store.commit()
    return account
