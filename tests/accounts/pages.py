"""What the tests of the accounts' pages do and read again and again."""

import re

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from facilitator.accounts.passwords import hash_password

PASSWORD = "a short sentence"
HASH = hash_password(PASSWORD)  # once: it takes long
ENGLISH = {"Accept-Language": "en"}


def try_password(
    client: FlaskClient, email: str, password: str, where: str = ""
) -> TestResponse:
    return client.post(
        f"/accounts/sign-in{where}",
        data={"email": email, "password": password},
        headers=ENGLISH,
    )


def refusal(html: str) -> str:
    """Return the sentence of the refusal at the top of the page."""
    found = re.search(r"<ul>\s*<li>(.*?)</li>", html, re.DOTALL)
    assert found, html
    return re.sub(r"<[^>]+>", "", found[1]).strip()
