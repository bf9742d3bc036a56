"""Somebody in a room that votes by some method, as a browser without scripts."""

from collections.abc import Mapping
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from facilitator.participants.access import cookie_name
from facilitator.voting.ballots import own_ballot
from facilitator.voting.methods import Content
from facilitator.voting.rules import Method
from facilitator.web.locale import COOKIE
from tests.forms import Form, forms_in
from tests.voting.rooms import Room, sit, url

IDS = [f"P{n}" for n in range(1, 7)]
EACH = {f"value-{option}" for option in IDS}
SIDES = {f"value-{one}.{side}" for one in IDS for side in ("impact", "feasibility")}
FIELDS = {
    Method.STICKERS: {"marks"},
    Method.BUDGET: {"marks"},
    Method.CONSENT: {"answer", "reason"},
    Method.POINTS: EACH,
    Method.STARS: EACH,
    Method.TRIAGE: EACH,
    Method.RANKING: EACH,
    Method.JUDGMENT: EACH,
    Method.MATRIX: SIDES,
}


class Phone:
    """Somebody with a seat in a room that votes by a method."""

    def __init__(self, client: FlaskClient, store: Session, room: Room) -> None:
        self.client, self.store, self.room = client, store, room
        self.token = sit(store, room.workshop, 1)
        store.commit()
        client.set_cookie(cookie_name(room.workshop.code), self.token)
        client.set_cookie(COOKIE, "en")

    @property
    def method(self) -> Method:
        """How the room votes."""
        return self.room.vote.method

    def look(self, page: str = "") -> str:
        """Return a page in words."""
        return self.client.get(url(self.room, page)).text

    def form(self, page: str = "") -> Form:
        """Return the ballot's form as the page shows it."""
        return ballot_in(self.look(page))

    def send(self, data: Mapping[str, Any]) -> tuple[int, str]:
        """Send a form; return the status and what the answer says."""
        answer = self.client.post(url(self.room), data=data)
        return answer.status_code, answer.text

    def filled(self, form: Form) -> dict[str, list[str]]:
        """What a form says by name, sorted; what says nothing is left out."""
        nothing = {"", "0"} if self.method is Method.POINTS else {""}
        said: dict[str, list[str]] = {}
        for name, value in form.fields:
            if value not in nothing and name not in {"csrf_token", "instead_of"}:
                said[name] = sorted([*said.get(name, []), value])
        return said

    def says(self) -> Content | None:
        """What the person's ballot says."""
        self.store.rollback()
        own = own_ballot(self.store, self.room.vote, self.token)
        return own and own.content


def ballot_in(html: str) -> Form:
    """The form that people fill in, not the blank one."""
    return next(
        form
        for form in forms_in(html, "/")
        if "instead_of" in form.names and "blank" not in form.names
    )
