"""While a vote is open nobody sees what is in it: two rooms that differ in nothing
but what others voted look the same, to everybody, everywhere.
"""

import logging
import re
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from facilitator import clock, keys
from facilitator.participants.access import cookie_name
from facilitator.voting.actions import close_vote, reveal
from facilitator.voting.models import Vote
from facilitator.voting.paper import Typed, type_in
from facilitator.workshops.models import Membership, Progress, Step, Workshop
from facilitator.workshops.rules import StepKind
from tests.asking import VISITORS, Town, inhabited, stable
from tests.town import (
    CODE,
    PHONES,
    ROLES,
    SLIP,
    SLIP_VOTE,
    SLIPS,
    VOTERS,
    Values,
)

MOMENT = datetime.now(UTC) + timedelta(hours=6)  # after all that the town did
LIVE = re.compile(r'id="([\w-]+)"[^>]*data-behaviour="[^"]*\blive\b')
CHOICES = ("P1", "P2")
RECEIPTS = f"/w/{CODE}/votes/1/receipts"
NOT_COMPARED = {"Date", "Set-Cookie", "Content-Length", "X-Request-ID"}
DOCUMENTS = {"reports.pdf", "reports.picture"}  # made of the same, in seconds
REPORTS = {
    "reports.report",
    "reports.table",
    "reports.votes",
    "reports.data",
    "reports.bundle",
}

Asked = tuple[str, str, str]  # role, address, part
Rooms = tuple[Town, Town]


class _Stopped(datetime):
    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        return MOMENT.astimezone(tz)


@pytest.fixture
def rooms(
    founded: tuple[Path, dict[str, Values]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Rooms]:
    """Twice the same open vote, in which the others chose differently."""
    monkeypatch.setattr(clock, "datetime", _Stopped)
    with ExitStack() as stack:
        towns = []
        for choice in CHOICES:
            folder = tmp_path / choice
            folder.mkdir()
            town = stack.enter_context(inhabited(*founded, folder))
            _vote(town, choice)
            towns.append(town)
        yield towns[0], towns[1]


def _vote(town: Town, choice: str) -> None:
    """Let the participant choose P3, and four others `choice`."""
    tokens = {PHONES["participant"][1]: "P3", **dict.fromkeys(VOTERS[:4], choice)}
    for token, mark in tokens.items():
        phone = {"Cookie": f"{cookie_name(CODE)}={token}"}
        path = f"/w/{CODE}/votes/1/"
        sent = town.ask("nobody", path, "POST", headers=phone, data={"marks": mark})
        assert sent.status_code == 303
    town.feed.flush()


def _the_vote(session: Session) -> Vote:
    here = select(Vote).join(Workshop, Vote.workshop_id == Workshop.id)
    return session.scalars(here.where(Workshop.code == CODE)).one()


def _close(rooms: Rooms, *, shown: bool = False) -> None:
    for town in rooms:
        with town.writing() as session:
            vote = _the_vote(session)
            member = select(Membership.account_id).where(
                Membership.workshop_id == vote.workshop_id, Membership.is_owner
            )
            owner = session.scalars(member).one()
            close_vote(session, vote, owner)
            if shown:
                reveal(session, vote, owner)


def _stand_at(rooms: Rooms, kind: StepKind) -> None:
    for town in rooms:
        with town.writing() as session:
            vote = _the_vote(session)
            step = select(Step.id).where(
                Step.workshop_id == vote.workshop_id, Step.kind == kind
            )
            progress = session.get_one(Progress, vote.workshop_id)
            progress.step_id = session.scalars(step).one()


def _told(answer: TestResponse) -> tuple[int, dict[str, str], str]:
    headers = {
        name: stable(value)
        for name, value in answer.headers.items()
        if name not in NOT_COMPARED
    }
    return answer.status_code, headers, stable(answer.data.decode("latin-1"))


def _everything(
    town: Town, *, documents: bool = False
) -> dict[Asked, tuple[int, dict[str, str], str]]:
    """Return what everybody is told at every address, and in every live part."""
    told = {}
    for rule in town.rules("GET"):
        if rule.endpoint in DOCUMENTS and not documents:
            continue
        for role in ROLES:
            path = town.path(rule)
            answer = town.ask(role, path)
            told[role, rule.endpoint, ""] = _told(answer)
            for part in (
                LIVE.findall(answer.text) if answer.mimetype == "text/html" else ()
            ):
                asked = town.ask(role, path, headers={"X-Part": part})
                told[role, rule.endpoint, part] = _told(asked)
    return told


def _differing(rooms: Rooms, **how: bool) -> set[tuple[str, str]]:
    """Return where the rooms look different, and to whom."""
    first, second = (_everything(town, **how) for town in rooms)
    assert first.keys() == second.keys()
    return {asked[:2] for asked in first if first[asked] != second[asked]}


def test_the_rooms_are_different(rooms: Rooms) -> None:
    first, second = (town.dump() for town in rooms)

    assert len([line for line in first if line not in second]) == 4


def test_an_open_vote_tells_nothing(rooms: Rooms) -> None:
    assert _differing(rooms, documents=True) == set()


def test_the_log_tells_nothing(rooms: Rooms, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "facilitator")
    logged = []

    for town, choice in zip(rooms, CHOICES, strict=True):
        caplog.clear()
        town.reset()
        _vote(town, choice)
        _everything(town)
        logged.append(caplog.messages)

    assert logged[0] == logged[1]


def test_nobody_learns_from_a_receipt_that_its_holder_voted(rooms: Rooms) -> None:
    town = rooms[0]
    with town.writing() as session:
        key = _the_vote(session).key
    voted, waits = (keys.receipt(token, key) for token in (VOTERS[0], VOTERS[5]))

    answers = [
        stable(town.ask("nobody", RECEIPTS, "POST", data={"receipt": receipt}).text)
        for receipt in (voted, waits)
    ]

    assert answers[0].replace(voted, waits) == answers[1]


def _type_once(town: Town, mark: str) -> None:
    """Let one person type the paper of a slip."""
    with town.writing() as session:
        here = select(Vote).join(Workshop, Vote.workshop_id == Workshop.id)
        vote = session.scalars(here.where(Workshop.code == SLIPS)).one()
        assert type_in(session, vote, SLIP, [mark], "أمل") == Typed()


def _where_slips_vote(town: Town) -> Iterator[tuple[str, TestResponse]]:
    """Return what everybody, tablets too, is told in the room with a paper."""
    known = {"code", *town.values[SLIPS]}
    rules = [rule for rule in town.rules("GET") if rule.arguments <= known]
    for rule in rules:
        if rule.endpoint not in DOCUMENTS:
            for role in VISITORS:
                yield rule.endpoint, town.ask(role, town.path(rule, SLIPS))
    paper = f"/desk/{SLIPS}/votes/{SLIP_VOTE}/paper/"
    for name in ("أمل", "بدر"):
        data = {"slip": SLIP, "typist": name}
        yield name, town.ask("owner", paper, "POST", data=data)


def test_a_paper_typed_once_tells_nothing(rooms: Rooms) -> None:
    for town, mark in zip(rooms, ("P61", "P62"), strict=True):
        _type_once(town, mark)
    first, second = (town.dump() for town in rooms)
    typed = [line for line in first if line not in second]
    assert any("paper_ballot" in line for line in typed)  # there is something to tell

    told = [
        [(name, _told(answer)) for name, answer in _where_slips_vote(town)]
        for town in rooms
    ]

    assert told[0] == told[1]
    asked = [name for name, _ in told[0]]
    assert {"paper.sheet", "kiosk.ballot", "desk.control", "بدر"} <= set(asked)


def _theirs(endpoints: set[str]) -> set[tuple[str, str]]:
    """Return what the facilitators of a workshop see there."""
    return {(role, e) for role in ("owner", "colleague") for e in endpoints}


@pytest.mark.parametrize("kind", [StepKind.RESULTS, StepKind.CLOSING])
def test_until_it_is_revealed_the_result_is_for_the_report_alone(
    rooms: Rooms, kind: StepKind
) -> None:
    _close(rooms)
    _stand_at(rooms, kind)

    assert _differing(rooms) == _theirs(REPORTS)


def test_once_it_is_revealed_everybody_sees_it(rooms: Rooms) -> None:
    _close(rooms, shown=True)
    _stand_at(rooms, StepKind.RESULTS)

    assert _differing(rooms) == {
        *((role, "voting.receipts") for role in ROLES),
        *((role, "voting.bundle") for role in ROLES),
        ("participant", "room.now"),
        ("participant", "voting.ballot"),
        *_theirs({"screen.show", "setup.votes.show"} | REPORTS),
    }


def test_a_closed_vote_is_in_the_report_and_its_documents(rooms: Rooms) -> None:
    _close(rooms)

    assert _differing(rooms, documents=True) == _theirs(REPORTS | DOCUMENTS)
