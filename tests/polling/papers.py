"""A laptop at which papers are typed, without a browser."""

from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from facilitator.voting.ballots import own_ballot
from facilitator.voting.models import Vote
from facilitator.voting.paper import count_pending
from facilitator.web.locale import COOKIE
from tests.people import sign_in
from tests.voting.rooms import Room


class Desk:
    """A signed-in laptop, and a room that votes with slips."""

    def __init__(self, client: FlaskClient, store: Session, room: Room) -> None:
        self.client, self.store, self.room = client, store, room
        self.url = f"/desk/{room.workshop.code}/votes/1/paper/"
        client.set_cookie(COOKIE, "en")
        sign_in(client, store, room.account)

    def take(self, slip: str, typist: str) -> TestResponse:
        return self.client.post(self.url, data={"slip": slip, "typist": typist})

    def keep(self, slip: str, typist: str, **typed: str) -> TestResponse:
        data = {"slip": slip, "typist": typist, **typed}
        answer = self.client.post(f"{self.url}typing", data=data)
        self.store.rollback()  # what it reads now came later
        return answer

    def content(self, token: str) -> object:
        own = own_ballot(self.store, self.store.get_one(Vote, self.room.vote.id), token)
        return own.content if own else None

    @property
    def pending(self) -> int:
        return count_pending(self.store, self.room.vote.id)
