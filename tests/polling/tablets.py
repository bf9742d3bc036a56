"""A device that staff set up to be passed on, without a browser."""

import re

from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from facilitator.web.locale import COOKIE
from tests.people import sign_in
from tests.voting.rooms import Room


class Tablet:
    """A device that staff set up to be passed on."""

    def __init__(self, client: FlaskClient, store: Session, room: Room) -> None:
        self.client, self.store, self.room = client, store, room
        client.set_cookie(COOKIE, "en")
        sign_in(client, store, room.account)
        self.desk = f"/desk/{room.workshop.code}/kiosk/"
        self.url = f"/w/{room.workshop.code}/kiosk/"
        self.started = client.post(self.desk)

    def get(self, page: str = "") -> TestResponse:
        return self.client.get(self.url + page)

    def post(self, page: str = "", **data: object) -> TestResponse:
        answer = self.client.post(self.url + page, data=data)
        self.store.rollback()  # what it reads now came later
        return answer

    def vote(self, *marks: str) -> str:
        """Let one person vote; return the receipt."""
        assert self.post().location == f"{self.url}ballot"
        assert self.post("ballot", marks=list(marks)).location == f"{self.url}receipt"
        found = re.search(r'kiosk__receipt">([^<]+)<', self.get("receipt").text)
        assert found
        self.get("handover")
        return found[1].replace("-", "")

    @property
    def cookies(self) -> set[str]:
        """The names of what the device keeps."""
        return {cookie.key for cookie in self.client._cookies.values()}
