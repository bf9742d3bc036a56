"""A vote through the database and the pages, down to what anybody can download."""

import re
from pathlib import Path
from random import Random

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from facilitator import keys
from facilitator.verifying import recount
from facilitator.voting.actions import close_vote, reveal, roll_dice
from facilitator.voting.answers import VERDICTS
from facilitator.voting.ballots import cast
from facilitator.voting.queries import bundle_of, result_of, spec_of
from facilitator.voting.rules import BLANK, Level, Method, Outcome, VoteStillOpen
from facilitator.voting.stages import Stage
from facilitator.web.locale import COOKIE
from tests.people import sign_in
from tests.verifying.forging import unpacked
from tests.verifying.votes import KINDS, some_ballots, told, write, wrong
from tests.voting.rooms import Room, make_open_room, sit, url
from tests.voting.ways import make_room_for

PEOPLE = 55


def _vote(session: Session, room: Room, people: int = PEOPLE) -> list[str]:
    """Let people vote at random; return their receipts."""
    random = Random(11)  # noqa: S311 -- not a secret
    contents = some_ballots(random, spec_of(room.vote), people - 1)
    tokens = [sit(session, room.workshop, n) for n in range(people)]
    for token, content in zip(tokens, [*contents, BLANK], strict=True):
        cast(session, room.vote, token, content)
    return [keys.receipt(token, room.vote.key) for token in tokens]


@pytest.mark.parametrize(("method", "outcome"), KINDS)
def test_what_the_database_kept_can_be_recounted(
    session: Session, tmp_path: Path, method: Method, outcome: Outcome
) -> None:
    room = make_room_for(session, method, outcome=outcome)
    receipts = _vote(session, room)
    with pytest.raises(VoteStillOpen):
        bundle_of(session, room.vote)

    close_vote(session, room.vote, room.account.id)
    content = bundle_of(session, room.vote)
    result = result_of(room.vote)
    seen = recount.Seen(
        result.opening_hash, result.closing_hash, "", keys.in_groups(receipts[3])
    )
    report = recount.verify(write(tmp_path, content), seen)

    assert wrong(report) == [], report.lines
    assert {"result", "receipt"} <= set(told(report))
    assert room.workshop.key.encode() not in content  # seats' tokens derive from it


def test_dice_of_the_room_are_in_the_bundle(session: Session, tmp_path: Path) -> None:
    room = make_room_for(session, Method.STICKERS, outcome=Outcome.FAIR, dice=True)
    _vote(session, room)
    close_vote(session, room.vote, room.account.id)

    before = bundle_of(session, room.vote)
    roll_dice(session, room.vote, "4415", room.account.id)
    after = bundle_of(session, room.vote)

    seen = recount.Seen(dice="4415")
    assert wrong(recount.verify(write(tmp_path, after), seen)) == []
    assert wrong(recount.verify(write(tmp_path, before), seen)) == ["not_dice_typed"]


def _close(store: Session, room: Room, upto: Stage = Stage.ALL) -> None:
    close_vote(store, room.vote, room.account.id)
    reveal(store, room.vote, room.account.id, upto)
    store.commit()


def test_anybody_gets_the_bundle_once_the_whole_result_is_shown(
    app: Flask, store: Session, tmp_path: Path
) -> None:
    room = make_open_room(store)
    _vote(store, room)
    store.commit()
    stranger = app.test_client()
    assert stranger.get(url(room, "bundle.zip")).status_code == 409
    _close(store, room, Stage.FIRST)
    assert stranger.get(url(room, "bundle.zip")).status_code == 409

    reveal(store, room.vote, room.account.id)
    store.commit()
    answer = stranger.get(url(room, "bundle.zip"))

    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    name = f"vote-{room.workshop.code}-1.zip"
    assert answer.headers["Content-Disposition"] == f"attachment; filename={name}"
    assert answer.data == bundle_of(store, room.vote)
    report = recount.verify(write(tmp_path, answer.data), recount.Seen())
    assert wrong(report) == []


def test_those_who_run_the_workshop_get_it_from_the_close_on(
    client: FlaskClient, store: Session
) -> None:
    room = make_open_room(store)
    _vote(store, room)
    store.commit()
    path = f"/desk/{room.workshop.code}/report/votes/1.zip"
    assert client.get(path).status_code == 303
    sign_in(client, store, room.account)
    assert client.get(path).status_code == 409

    close_vote(store, room.vote, room.account.id)
    store.commit()
    answer = client.get(path)

    assert answer.data == bundle_of(store, room.vote)
    assert answer.headers["Cache-Control"] == "private, no-store"
    report = client.get(f"/desk/{room.workshop.code}/report").text
    assert f'href="{path}"' in report


def _listed(client: FlaskClient, room: Room) -> dict[str, str]:
    """What the page of receipts says of each ballot, as plain text."""
    client.set_cookie(COOKIE, "en")
    html = client.get(url(room, "receipts")).text
    rows = re.findall(r'<tr id="R-(\w+)">.*?<td>(.*?)</td>\s*</tr>', html, re.DOTALL)
    return {
        receipt: " ".join(re.sub(r"<[^>]+>", " ", cell).split())
        for receipt, cell in rows
    }


@pytest.mark.parametrize(
    ("method", "content", "shown"),
    [
        (Method.STICKERS, ["P1", "P3"], "1, 3"),
        (Method.BUDGET, ["P2"], "2"),
        (Method.CONSENT, "reservations", "Yes, with reservations"),
        (Method.POINTS, {"P1": 4}, "Proposal 1: 4 points"),
        (Method.STARS, {"P2": 1}, "Proposal 2: 1 star"),
        (Method.TRIAGE, {"P1": 2}, f"Proposal 1: {VERDICTS[2]}"),
        (Method.RANKING, {"P2": 1, "P1": 2}, "Proposal 2: Place 1 Proposal 1: Place 2"),
        (Method.JUDGMENT, {"P1": 3}, "Proposal 1: Fair"),
        (
            Method.MATRIX,
            {"P1.impact": 5, "P1.feasibility": 2},
            "Proposal 1: Impact 5 of 5, feasibility 2 of 5",
        ),
    ],
)
def test_the_page_says_what_each_ballot_says(
    client: FlaskClient, store: Session, method: Method, content: object, shown: str
) -> None:
    room = make_room_for(store, method)
    receipts = _vote(store, room)
    mine = sit(store, room.workshop, PEOPLE)
    cast(store, room.vote, mine, content)  # type: ignore[arg-type]
    _close(store, room)

    listed = _listed(client, room)

    assert sorted(listed) == sorted([*receipts, keys.receipt(mine, room.vote.key)])
    assert listed[keys.receipt(mine, room.vote.key)] == shown
    assert listed[receipts[-1]] == "Blank"


@pytest.mark.parametrize(
    ("method", "people", "is_listed"),
    [(Method.STICKERS, 20, True), (Method.POINTS, 49, False)],
)
def test_the_page_lists_what_the_bundle_lists(
    client: FlaskClient, store: Session, method: Method, people: int, is_listed: bool
) -> None:
    room = make_room_for(store, method)
    _vote(store, room, people)
    _close(store, room)

    listed = _listed(client, room)
    html = client.get(url(room, "receipts")).text
    files = unpacked(client.get(url(room, "bundle.zip")).data)

    assert bool(listed) is is_listed
    assert ("ballots.csv" in files) is is_listed
    assert ("too few ballots to publish them one by one" in html) is not is_listed
    assert f'href="{url(room, "bundle.zip")}"' in html


@pytest.mark.parametrize("level", [Level.OPEN, Level.SLIPS])
def test_the_page_says_what_this_kind_of_vote_does_not_protect_against(
    client: FlaskClient, store: Session, level: Level
) -> None:
    """All of VOTING, "What it does not protect against", that can happen here."""
    client.set_cookie(COOKIE, "en")
    room = make_open_room(store)
    room.vote.spec = (room.vote.spec or "").replace('"open"', f'"{level}"')
    room.vote.level = level
    store.commit()

    html = client.get(url(room, "about")).text
    listed = html[html.index("does not protect against") :]

    dangers = [
        "runs the server",
        "vote buying",
        "infected",
        "watches the network",
        "rare combination",
        "breaks the last ties",
        "cannot reach the server",
        "votes for two",
    ]
    of_slips = ["never handed out", "photographs your slip", "file from which"]
    assert [danger for danger in dangers if danger not in listed] == []
    assert all((danger in listed) is (level is Level.SLIPS) for danger in of_slips)
    assert ("indicative:" in html.lower()) is (level is Level.OPEN)
