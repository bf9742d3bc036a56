"""Read and send the form of a vote, as a browser would."""

import re
from html import unescape
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from facilitator.voting.models import Vote
from facilitator.voting.queries import vote_at
from facilitator.workshops.models import Step
from tests.forms import forms_in

JSON = {"Accept": "application/json"}


def text(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", unescape(answer.text))


def fields(client: FlaskClient, path: str) -> dict[str, Any]:
    """What the form of the vote says as it stands; lists where there are several."""
    [form] = [
        f for f in forms_in(client.get(path).text, path) if "vote-case" in f.names
    ]
    said: dict[str, Any] = {}
    for name, value in form.fields:
        said[name] = [*said[name], value] if name in said else [value]
    return said


def save(client: FlaskClient, path: str, **changed: Any) -> Any:
    """Send the form as it stands but for some fields."""
    named = {f"vote-{name}": value for name, value in changed.items()}
    return client.post(path, data={**fields(client, path), **named}, headers=JSON)


def kept(store: Session, step: Step) -> Vote:
    store.rollback()
    vote = vote_at(store, step.id)
    assert vote is not None
    return vote


def choose(client: FlaskClient, path: str, case: str) -> Any:
    return save(client, path, case=case)
