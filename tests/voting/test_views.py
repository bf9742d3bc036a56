"""The ballot on a phone, without JavaScript, and what it never shows."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from facilitator import keys
from facilitator.participants.access import Participant
from facilitator.proposals.models import Objective
from facilitator.voting.actions import close_vote, open_vote, reveal
from facilitator.voting.ballots import cast, own_ballot
from facilitator.voting.queries import ballots_in, result_of
from facilitator.voting.rules import BLANK
from facilitator.web.locale import COOKIE
from tests.people import enter
from tests.voting.rooms import Room, make_open_room, make_room, sit


@pytest.fixture
def room(store: Session, client: FlaskClient) -> Room:
    client.set_cookie(COOKIE, "en")
    room = make_open_room(store, options=6, axes=2)
    store.commit()
    return room


@pytest.fixture
def me(room: Room, client: FlaskClient, store: Session) -> Participant:
    return enter(client, store, room.workshop)


def url(room: Room, page: str = "") -> str:
    return f"/w/{room.workshop.code}/votes/1/{page}"


def ticked(html: str) -> set[str]:
    return set(re.findall(r'value="(P\d+)" id="mark-P\d+" checked', html))


@pytest.mark.usefixtures("me")
def test_the_ballot_lists_every_option_under_its_axis(
    room: Room, client: FlaskClient
) -> None:
    html = client.get(url(room)).text

    assert set(re.findall(r'name="marks" value="(P\d+)"', html)) == set(room.ids)
    assert html.count("<fieldset") == 2
    assert all(proposal.title in html for proposal in room.proposals)
    assert "Left: 3 of 3" in html


def test_more_of_a_proposal_is_folded_under_it(
    client: FlaskClient, store: Session
) -> None:
    fresh = make_room(store, options=2, axes=1)
    for place, text in enumerate(["الهدف الأول", "الهدف الثاني"]):
        store.add(
            Objective(proposal_id=fresh.proposals[0].id, position=place, text=text)
        )
    fresh.proposals[1].description = "<b>وصف</b>"
    store.flush()
    open_vote(store, fresh.vote, fresh.account.id)
    enter(client, store, fresh.workshop)

    html = client.get(url(fresh)).text

    assert html.count("الهدف الأول") == 2  # on the card, and in the full list
    assert html.count("الهدف الثاني") == 1
    assert "&lt;b&gt;وصف&lt;/b&gt;" in html


@pytest.mark.usefixtures("me")
def test_the_order_is_fixed_for_a_phone_and_differs_between_phones(
    room: Room, client: FlaskClient, store: Session, app: Flask
) -> None:
    def order(phone: FlaskClient) -> list[str]:
        return re.findall(r'name="marks" value="(P\d+)"', phone.get(url(room)).text)

    others = []
    for n in range(5):
        phone = app.test_client()
        enter(phone, store, room.workshop, personal_code=f"K7QM2XP{n}")
        others.append(order(phone))

    assert order(client) == order(client)
    assert any(other != order(client) for other in others)


def test_a_ballot_is_confirmed_with_its_receipt(
    room: Room, me: Participant, client: FlaskClient, store: Session
) -> None:
    answer = client.post(url(room), data={"marks": ["P1", "P4"]})

    assert (answer.status_code, answer.location) == (303, url(room))
    html = client.get(url(room)).text
    own = own_ballot(store, room.vote, me.token)
    assert own is not None
    assert own.content == ["P1", "P4"]
    assert keys.in_groups(own.receipt) in html
    assert re.search(r"Your ballot came in at \d+:\d\d\.", html)
    assert "Change my ballot" in html
    assert 'name="marks"' not in html


@pytest.mark.usefixtures("me")
def test_the_phone_alone_keeps_the_time(room: Room, client: FlaskClient) -> None:
    answer = client.post(url(room), data={"marks": "P1"})

    cookie = answer.headers["Set-Cookie"]
    assert f"Path=/w/{room.workshop.code}/" in cookie
    assert "HttpOnly" in cookie


@pytest.mark.parametrize("kept", ["", "yesterday", "9999-99-99", "\x00"])
@pytest.mark.usefixtures("me")
def test_a_spoilt_time_is_left_out(room: Room, client: FlaskClient, kept: str) -> None:
    client.post(url(room), data={"blank": "1"})
    client.set_cookie("ballot_sent_1", kept, path=f"/w/{room.workshop.code}/")

    html = client.get(url(room)).text

    assert "Your ballot is in." in html
    assert "You abstained" in html


@pytest.mark.usefixtures("me")
def test_an_over_full_ballot_comes_back_with_every_tick(
    room: Room, client: FlaskClient, store: Session
) -> None:
    marks = ["P1", "P2", "P3", "P5"]

    answer = client.post(url(room), data={"marks": marks})

    assert answer.status_code == 422
    assert "You may choose at most 3 proposals." in answer.text
    assert ticked(answer.text) == set(marks)
    assert ballots_in(store, room.vote.id) == 0


@pytest.mark.usefixtures("me")
def test_an_empty_ballot_is_not_taken_for_a_blank_one(
    room: Room, client: FlaskClient
) -> None:
    answer = client.post(url(room), data={})

    assert answer.status_code == 422
    assert "Choose at least one proposal, or say that you abstain." in answer.text


@pytest.mark.parametrize(
    "marks", [["P99"], ["P1", "P1"], ["\x00"], ["P1" * 9000], ["\u202eP1"], ["'; --"]]
)
@pytest.mark.usefixtures("me")
def test_hostile_marks_are_refused_in_a_sentence(
    room: Room, client: FlaskClient, marks: list[str]
) -> None:
    assert client.post(url(room), data={"marks": marks}).status_code == 422


def test_changing_starts_from_what_was_sent(
    room: Room, me: Participant, client: FlaskClient, store: Session
) -> None:
    client.post(url(room), data={"marks": ["P1", "P4"]})

    html = client.get(url(room, "change")).text
    state = re.search(r'name="instead_of"[^>]*value="(\w+)"', html)
    assert state
    assert ticked(html) == {"P1", "P4"}
    client.post(url(room), data={"marks": ["P2"], "instead_of": state[1]})

    own = own_ballot(store, room.vote, me.token)
    assert own is not None
    assert own.content == ["P2"]


def test_a_ballot_that_comes_late_is_not_taken_for_a_change(
    room: Room, me: Participant, client: FlaskClient, store: Session
) -> None:
    client.post(url(room), data={"marks": ["P2"], "instead_of": ""})

    late = client.post(url(room), data={"marks": ["P1"], "instead_of": ""})
    again = client.post(url(room), data={"marks": ["P2"], "instead_of": ""})

    own = own_ballot(store, room.vote, me.token)
    assert own is not None
    assert (late.status_code, again.status_code, own.content) == (409, 303, ["P2"])
    assert "Your ballot was changed in the meantime" in late.text


@pytest.mark.usefixtures("me")
def test_without_a_ballot_there_is_nothing_to_change(
    room: Room, client: FlaskClient
) -> None:
    assert client.get(url(room, "change")).location == url(room)


def test_whoever_has_not_joined_is_sent_to_join(
    room: Room, client: FlaskClient
) -> None:
    for answer in (client.get(url(room)), client.post(url(room), data={"blank": "1"})):
        assert answer.status_code == 303
        assert answer.location.lower() == f"/j/{room.workshop.code}"


@pytest.mark.parametrize("number", ["2", "0", "99999", "9" * 30, "-1", "x"])
@pytest.mark.usefixtures("me")
def test_a_vote_that_does_not_exist_is_not_there(
    room: Room, client: FlaskClient, number: str
) -> None:
    assert client.get(f"/w/{room.workshop.code}/votes/{number}/").status_code == 404


def test_before_the_opening_the_page_says_so(
    client: FlaskClient, store: Session
) -> None:
    client.set_cookie(COOKIE, "en")
    room = make_room(store)
    enter(client, store, room.workshop)

    assert "This vote is not open yet." in client.get(url(room)).text
    assert client.get(url(room, "about")).status_code == 200
    assert client.post(url(room), data={"marks": "P1"}).status_code == 409


@pytest.mark.usefixtures("me")
def test_after_the_close_a_ballot_gets_a_clear_sentence(
    room: Room, client: FlaskClient, store: Session
) -> None:
    close_vote(store, room.vote, room.account.id)
    store.commit()

    answer = client.post(url(room), data={"marks": "P1"})

    assert answer.status_code == 409
    assert "This vote is closed." in answer.text
    assert "No ballot of yours came in" in client.get(url(room)).text


@pytest.mark.usefixtures("me")
def test_a_page_left_open_gets_the_new_state_as_a_part(
    room: Room, client: FlaskClient, store: Session
) -> None:
    before = client.get(url(room), headers={"X-Part": "vote-now"})
    assert "<html" not in before.text
    assert before.text.strip() in client.get(url(room)).text
    close_vote(store, room.vote, room.account.id)
    store.commit()

    after = client.get(url(room), headers={"X-Part": "vote-now"})

    assert "The vote is closed." in after.text


def _people_vote(room: Room, store: Session, people: int) -> list[str]:
    """P1 gets every ballot but one, P2 two: totals that stand nowhere else."""
    tokens = [sit(store, room.workshop, n) for n in range(people)]
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

    before = seen()
    receipts = _people_vote(room, store, 30)
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
    receipts = _people_vote(room, store, 30)
    close_vote(store, room.vote, room.account.id)
    reveal(store, room.vote, room.account.id)
    store.commit()

    result = client.get(url(room)).text
    listed = client.get(url(room, "receipts")).text

    assert re.findall(r'bar__number">([^<]*)<', result) == [
        "30 votes",
        "2 votes",
        "1 vote",
        *["0 votes"] * 3,
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
    receipts = _people_vote(room, store, 30)
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
    receipts = _people_vote(room, store, 19)
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
    _people_vote(room, store, 20)
    queries.clear()

    client.get(url(room))

    assert len(queries) == few <= 6


def test_what_the_vote_does_not_protect_against_is_said(
    room: Room, client: FlaskClient
) -> None:
    html = client.get(url(room, "about")).text

    assert "Each person may choose up to 3 different proposals." in html
    assert "whoever joined with two phones could vote twice" in html
    assert "It is consultative" in html
