"""What somebody with a slip in hand does."""

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.forms import forms_in
from tests.voting.rooms import Room, url

UNKNOWN = "Z" * 16


def scan(client: FlaskClient, token: str) -> TestResponse:
    """Open a slip's address and press its one button."""
    page = client.get(f"/S/{token}")
    [form] = [f for f in forms_in(page.text, "") if f.action.endswith("/slip")]
    return client.post(form.action, data=dict(form.fields))


def type_in(client: FlaskClient, room: Room, code: str) -> TestResponse:
    """Type a slip's code at the ballot that wants one."""
    page = client.get(url(room))
    [form] = [f for f in forms_in(page.text, "") if f.action.endswith("/slip")]
    return client.post(form.action, data={**dict(form.fields), "slip": code})


def vote(client: FlaskClient, room: Room, mark: str) -> TestResponse:
    return client.post(url(room), data={"marks": mark})
