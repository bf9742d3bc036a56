"""What phones see of a vote: nothing before it is shown, then result and receipts."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from facilitator import keys
from facilitator.participants.access import Participant
from facilitator.voting.actions import close_vote, reveal
from facilitator.voting.ballots import cast
from facilitator.voting.queries import result_of
from facilitator.voting.rules import BLANK
from facilitator.web.locale import COOKIE
from tests.voting.rooms import Room, sit, url


def _people(room: Room, store: Session, people: int) -> list[str]:
    return [sit(store, room.workshop, n) for n in range(people)]


def _vote(room: Room, store: Session, tokens: list[str]) -> list[str]:
    """P1 gets every ballot but one, P2 two: totals that stand nowhere else."""
    for n, token in enumerate(tokens[:-1]):
        cast(store, room.vote, token, ["P1", "P2"] if n < 2 else ["P1"])
    cast(store, room.vote, tokens[-1], BLANK)
    store.commit()
    return [keys.receipt(token, room.vote.key) for token in tokens]


PAGES = ("", "change", "about", "receipts")


@pytest.mark.parametrize("is_closed", [False, True])
@pytest.mark.usefixtures("me")
def test_no_page_tells_a_tally_before_it_is_shown(
    room: Room, client: FlaskClient, store: Session, is_closed: bool
) -> None:
    """The same pages, with and without ballots, are the same to the letter."""
    client.post(url(room), data={"marks": ["P3"]})
    parts = [{}, {"X-Part": "vote-now"}]

    def seen() -> list[str]:
        return [
            re.sub(
                r'csrf_token"[^>]*>', "", client.get(url(room, page), headers=h).text
            )
            for page in PAGES
            for h in parts
        ]

    people = _people(room, store, 30)
    store.commit()
    before = seen()
    receipts = _vote(room, store, people)
    after = seen()
    if is_closed:
        close_vote(store, room.vote, room.account.id)
        store.commit()
        standings = result_of(room.vote).standings
        assert [line.votes for line in standings][:2] == [29, 2]  # there is a tally
        after = seen()
        assert not any(re.search(r"\b29\b|\bvotes?\b \d", html) for html in after)
        assert "Result" not in "".join(re.findall("<h2>(.*?)</h2>", after[0]))
    else:
        assert after == before
    found = client.post(url(room, "receipts"), data={"receipt": receipts[0]}).text
    for html in [*after, found]:
        assert not any(keys.in_groups(code) in html for code in receipts)


def test_once_shown_phones_see_result_and_receipts(
    room: Room, me: Participant, client: FlaskClient, store: Session
) -> None:
    client.post(url(room), data={"marks": ["P3", "P1"]})
    receipts = _vote(room, store, _people(room, store, 30))
    close_vote(store, room.vote, room.account.id)
    reveal(store, room.vote, room.account.id)
    store.commit()

    result = client.get(url(room)).text
    listed = client.get(url(room, "receipts")).text

    assert re.findall(r'bar__number">([^<]*)<', result) == [
        "30",
        "2",
        "1",
        *["0"] * 3,
    ]
    assert "Base: 31 ballots." in result
    assert "1 of them is blank." in result
    shown = re.findall(r'<tr id="R-(\w+)">', listed)
    mine = keys.receipt(me.token, room.vote.key)
    assert shown == sorted([*receipts, mine])
    assert listed.count("Yours") == 1
    row = re.search(rf'<tr id="R-{mine}">.*?</tr>', listed, re.DOTALL)
    assert row
    assert '<span class="num">1, 3</span>' in row[0]
    assert (room.vote.closing_hash or "")[:8] in listed


def test_a_receipt_is_found_without_a_seat_and_without_an_address(
    room: Room, app: Flask, store: Session
) -> None:
    receipts = _vote(room, store, _people(room, store, 30))
    close_vote(store, room.vote, room.account.id)
    reveal(store, room.vote, room.account.id)
    store.commit()
    stranger = app.test_client()
    stranger.set_cookie(COOKIE, "en")

    def look(typed: str) -> tuple[int, str]:
        answer = stranger.post(url(room, "receipts"), data={"receipt": typed})
        return answer.status_code, answer.text

    status, html = look(keys.in_groups(receipts[0]).lower())
    assert status == 200
    assert "is among the ballots counted" in html
    assert f'href="#R-{receipts[0]}"' in html
    assert '<details class="fold" id="ballots" open>' in html
    assert "is not among the ballots counted" in look("0000-0000-0000")[1]
    for typed in ("", "abc", "\x00", "ز" * 12, "9" * 5000):
        status, html = look(typed)
        assert status == 422
        assert "A receipt has 12 letters and digits." in html


@pytest.mark.usefixtures("me")
def test_a_small_room_publishes_totals_alone(
    room: Room, client: FlaskClient, store: Session
) -> None:
    receipts = _vote(room, store, _people(room, store, 19))
    close_vote(store, room.vote, room.account.id)
    reveal(store, room.vote, room.account.id)
    store.commit()

    html = client.get(url(room, "receipts")).text
    found = client.post(url(room, "receipts"), data={"receipt": receipts[3]}).text

    assert "<caption>Votes for each proposal</caption>" in html
    assert "So few ballots are not published one by one" in html
    assert 'id="R-' not in html + found
    assert "is among the ballots counted" in found


@pytest.mark.usefixtures("me")
def test_the_number_of_queries_does_not_grow_with_the_room(
    room: Room, client: FlaskClient, store: Session, queries: list[str]
) -> None:
    client.get(url(room))
    few = len(queries)
    _vote(room, store, _people(room, store, 20))
    queries.clear()

    client.get(url(room))

    assert len(queries) == few <= 6
