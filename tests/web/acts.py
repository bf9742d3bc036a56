"""A workshop with phones in it, and what may happen there, act after act."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from facilitator import keys
from facilitator.axes.actions import change_axis
from facilitator.axes.queries import axes_of
from facilitator.axes.rules import AxisText
from facilitator.participants.access import cookie_name
from facilitator.participants.actions import take_seat
from facilitator.proposals.actions import save_draft, submit
from facilitator.proposals.moderating import hide
from facilitator.proposals.rules import Words
from facilitator.slips.access import slip_cookie
from facilitator.voting.actions import (
    close_vote,
    conceal,
    open_vote,
    prepare_vote,
    reveal,
)
from facilitator.voting.ballots import cast
from facilitator.voting.models import Vote
from facilitator.voting.rules import Level
from facilitator.workshops.models import NextStep, Step, Workshop
from facilitator.workshops.moving import end_workshop, extend, go_to
from facilitator.workshops.pausing import pause, resume
from facilitator.workshops.rules import StepKind
from tests.factories import (
    make_account,
    make_axis,
    make_open_workshop,
    make_proposal,
    make_slip,
    make_step,
)
from tests.voting.rooms import sit, token_for

KINDS = (
    StepKind.PRESENTATION,
    StepKind.WRITING,
    StepKind.BREAK,
    StepKind.DISCUSSION,
    StepKind.VOTE,
    StepKind.RESULTS,
    StepKind.CLOSING,
)
PLACES = (
    ("", "now"),
    ("", "people"),
    ("", "proposals"),
    ("", ""),
    ("proposals/", "list"),
    ("proposals/", ""),
    ("votes/1/", "vote-now"),
    ("votes/1/", ""),
    ("votes/2/", "vote-now"),
)
CHANGING = re.compile(
    r'data-now="\d+"|data-left="-?\d+"|(?<=timer__digits">)[^<]*|spread="\d+"'
)
SLIP = "5" * 16
Act = Callable[["Room", Session], object]


@dataclass
class Room:
    """A workshop, an application that remembers, and one that makes every answer."""

    remembering: Flask
    making: Flask
    workshop_id: int
    code: str
    steps: dict[StepKind, int]
    account_id: int
    phones: list[dict[str, str]] = field(default_factory=list)  # cookies

    def do(self, act: Act) -> None:
        """Commit what somebody does."""
        with self.remembering.extensions["units"].writing() as session:
            act(self, session)

    def workshop(self, session: Session) -> Workshop:
        return session.get_one(Workshop, self.workshop_id)

    def vote(self, session: Session, number: int = 1) -> Vote:
        return session.query(Vote).filter_by(number=number).one()

    def ask(self, app: Flask, phone: dict[str, str], place: int, tag: str) -> object:
        """Return what a phone gets, without what is another each second."""
        client: FlaskClient = app.test_client()
        for name, value in phone.items():
            client.set_cookie(name, value)
        path, part = PLACES[place]
        headers = {"X-Part": part} if part else {}
        if tag:
            headers["If-None-Match"] = tag
        answer = client.get(f"/w/{self.code}/{path}", headers=headers)
        body = CHANGING.sub("", answer.text)
        return answer.status_code, answer.headers.get("ETag"), body


def found(session: Session) -> dict[str, object]:
    account = make_account(session)
    workshop = make_open_workshop(session, StepKind.RECEPTION, account)
    steps = {kind: make_step(session, workshop, kind=kind) for kind in KINDS}
    steps[StepKind.WRITING].minutes = 30
    again = make_step(session, workshop, kind=StepKind.VOTE)
    axis = make_axis(session, workshop, position=1)
    for number in (1, 2, 3):
        make_proposal(session, axis, number=number)
    make_slip(session, workshop, SLIP, number=1)
    prepare_vote(session, workshop.id, steps[StepKind.VOTE].id)
    prepare_vote(session, workshop.id, again.id).level = Level.SLIPS
    tokens = [sit(session, workshop, person) for person in range(4)]
    seats = [{cookie_name(workshop.code): token} for token in tokens]
    seats[1]["language"] = "fr"
    seats[3][slip_cookie(workshop.code)] = SLIP
    return {
        "workshop_id": workshop.id,
        "code": workshop.code,
        "steps": {kind: step.id for kind, step in steps.items()},
        "account_id": account.id,
        "phones": [*seats, {}],
    }


def go(kind: StepKind) -> Act:
    return lambda r, s: go_to(
        s, r.workshop(s), s.get_one(Step, r.steps[kind]), r.account_id
    )


def _author(room: Room, session: Session) -> str:
    return keys.author(token_for(1), room.workshop(session).key)


def write(room: Room, session: Session) -> None:
    words = Words(title="حديقة", axis_id=1)
    save_draft(session, room.workshop(session), _author(room, session), "d" * 32, words)


def _send(room: Room, session: Session) -> None:
    words = Words(title="حديقة عمومية", objectives=("ظل",), axis_id=1)
    workshop = room.workshop(session)
    submit(session, workshop, _author(room, session), "d" * 32, words, version=1)


def _join(room: Room, session: Session) -> None:
    workshop = room.workshop(session)
    take_seat(session, workshop, keys.credential(token_for(9), workshop.key))


def _rename_axis(room: Room, session: Session) -> None:
    (axis,) = axes_of(session, room.workshop_id)
    change_axis(session, axis, AxisText({"ar": "البيئة"}, [], {}), 3)


def cast_by(token: str, *marks: str, vote: int = 1) -> Act:
    return lambda r, s: cast(s, r.vote(s, vote), token, list(marks))


def _announce_nothing(room: Room, session: Session) -> None:
    """A change that no action announces."""
    text = {"ar": "الخطوة المقبلة"}
    session.add(NextStep(workshop_id=room.workshop_id, position=1, text=text))


def retitle(room: Room, session: Session) -> None:
    room.workshop(session).title = {"ar": "عنوان آخر"}


ACTS: tuple[Act, ...] = (
    _join,
    go(StepKind.PRESENTATION),
    _rename_axis,
    retitle,
    go(StepKind.WRITING),
    lambda r, s: extend(s, r.workshop(s), 5, r.account_id),
    lambda r, s: pause(s, r.workshop(s), r.account_id),
    lambda r, s: resume(s, r.workshop(s), r.account_id),
    write,
    _send,
    go(StepKind.BREAK),
    go(StepKind.DISCUSSION),
    lambda r, s: hide(s, r.workshop(s), 2, r.account_id, "مكرر"),
    go(StepKind.VOTE),
    lambda r, s: open_vote(s, r.vote(s), r.account_id),
    cast_by(token_for(0), "P1"),
    cast_by(token_for(0), "P1", "P3"),
    cast_by(token_for(3), "P1"),  # of those who see the same, the last to look
    cast_by(token_for(2), "P3"),
    lambda r, s: open_vote(s, r.vote(s, 2), r.account_id),
    cast_by(SLIP, "P3", vote=2),
    lambda r, s: close_vote(s, r.vote(s), r.account_id),
    go(StepKind.RESULTS),
    lambda r, s: reveal(s, r.vote(s), r.account_id),
    lambda r, s: conceal(s, r.vote(s)),
    lambda r, s: reveal(s, r.vote(s), r.account_id),
    lambda r, s: close_vote(s, r.vote(s, 2), r.account_id),
    go(StepKind.CLOSING),
    _announce_nothing,
    lambda r, s: end_workshop(s, r.workshop(s), r.account_id),
)
