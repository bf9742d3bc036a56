"""A workshop that people can join, and what its join page offers them."""

import re

from sqlalchemy.orm import Session

from facilitator.workshops.models import Workshop
from tests.factories import make_open_workshop


def open_workshop(store: Session, **fields: object) -> Workshop:
    workshop = make_open_workshop(store, **fields)
    store.commit()
    return workshop


def offered_code(html: str) -> str:
    found = re.search(r'name="seat" type="hidden" value="([^"]+)"', html)
    assert found is not None
    return found[1]
