"""One tablet passed on: each person votes once, and leaves nothing behind."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator import keys
from facilitator.accounts.models import SignIn
from facilitator.participants.access import cookie_name
from facilitator.participants.queries import count_seats
from facilitator.slips.rules import SlipState
from facilitator.voting.actions import close_vote
from facilitator.voting.ballots import cast, own_ballot
from facilitator.voting.queries import ballots_in, result_of
from facilitator.voting.rules import Method
from facilitator.web.locale import COOKIE
from facilitator.workshops.models import Act
from tests.factories import make_account, make_workshop
from tests.people import enter, sign_in
from tests.polling.rooms import make_slip_room, print_slip
from tests.polling.tablets import Tablet
from tests.voting.rooms import make_open_room, make_room
from tests.voting.ways import make_room_for


@pytest.fixture
def tablet(client: FlaskClient, store: Session) -> Tablet:
    return Tablet(client, store, make_open_room(store, options=6, axes=2))


@pytest.fixture
def slip_tablet(client: FlaskClient, store: Session) -> tuple[Tablet, list[str]]:
    room, slips = make_slip_room(store)
    return Tablet(client, store, room), slips


def test_starting_signs_staff_out_and_shows_the_beginning(
    tablet: Tablet, store: Session
) -> None:
    page = tablet.get()

    assert tablet.started.location == tablet.url
    assert "Next person: begin" in page.text
    assert store.scalars(select(SignIn)).all() == []
    assert tablet.client.get(f"/desk/{tablet.room.workshop.code}/").status_code == 303
    kinds = store.scalars(select(Act.kind)).all()
    assert "kiosk.started" in kinds


def test_two_people_vote_one_after_the_other(tablet: Tablet, store: Session) -> None:
    receipts = [tablet.vote("P1", "P3"), tablet.vote("P2")]

    assert len(set(receipts)) == 2
    assert count_seats(store, tablet.room.workshop.id) == 2
    close_vote(store, tablet.room.vote, tablet.room.account.id)
    result = result_of(tablet.room.vote)
    assert result.channels == {"phone": 0, "tablet": 2, "paper": 0}
    assert (result.ballots, result.present) == (2, 2)


def test_nothing_of_a_person_stays_on_the_tablet(tablet: Tablet) -> None:
    tablet.get()
    before = tablet.cookies
    receipt = tablet.vote("P1", "P3")

    assert tablet.cookies <= before
    assert "turn" not in tablet.cookies
    for page in ("", "ballot", "receipt", "handover", "slip"):
        answer = tablet.get(page)
        assert keys.in_groups(receipt) not in answer.text
        assert receipt not in str(answer.headers)
        assert answer.headers["Cache-Control"] == "no-store"
    for page in ("ballot", "receipt"):
        assert tablet.get(page).location == tablet.url
    with tablet.client.session_transaction() as kept:
        assert set(kept) <= {"csrf_token"}
    assert tablet.post("ballot", marks=["P2"]).location == tablet.url
    assert ballots_in(tablet.store, tablet.room.vote.id) == 1


def test_the_token_leaves_the_tablet_with_the_ballot(tablet: Tablet) -> None:
    tablet.post()
    kept = tablet.client.get_cookie("turn", path=tablet.url)
    assert kept is not None
    assert kept.http_only
    before = kept.value

    tablet.post("ballot", marks=["P1"])

    after = tablet.client.get_cookie("turn", path=tablet.url)
    assert after is not None
    assert after.value != before
    assert tablet.get("ballot").location == tablet.url
    assert 'kiosk__receipt">' in tablet.get("receipt").text


def test_whoever_walks_away_leaves_no_seat_and_no_ballot(tablet: Tablet) -> None:
    tablet.post()
    assert 'name="marks"' in tablet.get("ballot").text

    tablet.get()  # 90 seconds later

    assert tablet.get("ballot").location == tablet.url
    assert count_seats(tablet.store, tablet.room.workshop.id) == 0
    assert ballots_in(tablet.store, tablet.room.vote.id) == 0


def test_the_language_that_one_chose_is_not_the_nexts(tablet: Tablet) -> None:
    tablet.client.set_cookie(COOKIE, "fr")
    assert COOKIE in tablet.cookies
    tablet.get()
    assert COOKIE in tablet.cookies  # chosen at the beginning, for this person

    tablet.vote("P1")

    assert COOKIE not in tablet.cookies


def test_the_same_ballot_sent_twice_is_one(tablet: Tablet) -> None:
    tablet.post()
    kept = tablet.client.get_cookie("turn", path=tablet.url)
    assert kept is not None
    tablet.post("ballot", marks=["P1"])
    tablet.client.set_cookie("turn", kept.value, path=tablet.url)

    assert tablet.post("ballot", marks=["P1"]).location == f"{tablet.url}receipt"
    tablet.client.set_cookie("turn", kept.value, path=tablet.url)
    assert tablet.post("ballot", marks=["P2"]).status_code == 409

    assert ballots_in(tablet.store, tablet.room.vote.id) == 1
    assert count_seats(tablet.store, tablet.room.workshop.id) == 1


def test_a_refused_ballot_comes_back_as_it_was(tablet: Tablet) -> None:
    tablet.post()

    answer = tablet.post("ballot", marks=["P1", "P2", "P3", "P4"])

    assert answer.status_code == 422
    assert answer.text.count(" checked>") == 4
    assert "at most 3 proposals" in answer.text
    assert count_seats(tablet.store, tablet.room.workshop.id) == 0


def test_a_slip_votes_on_the_tablet(slip_tablet: tuple[Tablet, list[str]]) -> None:
    tablet, slips = slip_tablet

    assert tablet.post().location == f"{tablet.url}slip"
    typed = keys.in_groups(slips[0]).lower()
    assert tablet.post("slip", slip=typed).location == f"{tablet.url}ballot"
    assert tablet.post("ballot", marks=["P2"]).location == f"{tablet.url}receipt"

    own = own_ballot(tablet.store, tablet.room.vote, slips[0])
    assert own is not None
    assert own.content == ["P2"]
    assert count_seats(tablet.store, tablet.room.workshop.id) == 0
    close_vote(tablet.store, tablet.room.vote, tablet.room.account.id)
    assert result_of(tablet.room.vote).channels["tablet"] == 1


def test_a_slip_that_has_voted_shows_and_changes_nothing(
    slip_tablet: tuple[Tablet, list[str]], store: Session
) -> None:
    tablet, slips = slip_tablet
    cast(store, tablet.room.vote, slips[0], ["P4"])
    store.commit()

    answer = tablet.post("slip", slip=slips[0])

    assert answer.status_code == 422
    assert "already voted" in answer.text
    assert tablet.get("ballot").location == tablet.url


def test_no_other_slip_begins(slip_tablet: tuple[Tablet, list[str]]) -> None:
    tablet, _ = slip_tablet
    spoilt = print_slip(tablet.store, tablet.room.workshop, 40, SlipState.VOID)
    tablet.store.commit()

    for typed, sentence in (
        ("", "Please fill this in."),
        ("<b>", "16 letters and digits"),
        ("0" * 16, "on no valid slip"),
        (spoilt, "no longer valid"),
    ):
        answer = tablet.post("slip", slip=typed)
        assert (answer.status_code, sentence in answer.text) == (422, True)
        assert "turn" not in tablet.cookies


def test_the_tablet_waits_for_a_vote(client: FlaskClient, store: Session) -> None:
    tablet = Tablet(client, store, make_room(store))

    assert "No vote is open now." in tablet.get().text
    assert tablet.post().location == tablet.url
    part = tablet.client.get(tablet.url, headers={"X-Part": "kiosk-now"})
    assert "<html" not in part.text
    assert "No vote is open now." in part.text


def test_a_vote_closed_meanwhile_says_that_nothing_was_sent(
    tablet: Tablet, store: Session
) -> None:
    tablet.post()
    close_vote(store, tablet.room.vote, tablet.room.account.id)
    store.commit()

    assert "This ballot was not sent" in tablet.get("ballot").text
    assert tablet.post("ballot", marks=["P1"]).status_code == 409
    assert "No vote is open now." in tablet.get().text


@pytest.mark.parametrize("method", Method)
def test_every_method_is_voted_on_a_tablet(
    client: FlaskClient, store: Session, method: Method
) -> None:
    tablet = Tablet(client, store, make_room_for(store, method))
    tablet.post()

    page = tablet.get("ballot")

    assert 'id="ballot"' in page.text
    assert not re.search(r'data-behaviour="[^"]*\b(?:outbox|draft)\b', page.text)
    assert tablet.post("ballot", blank="1").location == f"{tablet.url}receipt"


def test_a_person_of_before_is_forgotten(app: Flask, store: Session) -> None:
    room = make_open_room(store)
    client = app.test_client()
    enter(client, store, room.workshop)
    client.set_cookie(
        f"slip_{room.workshop.code}", "X", path=f"/w/{room.workshop.code}/"
    )
    tablet = Tablet(client, store, room)
    assert cookie_name(room.workshop.code) in tablet.cookies

    tablet.get()

    assert not {name for name in tablet.cookies if name.startswith(("seat_", "slip_"))}


def test_other_devices_are_no_tablets(app: Flask, tablet: Tablet) -> None:
    other = app.test_client()
    enter(other, tablet.store, tablet.room.workshop)
    kept = tablet.client.get_cookie(f"kiosk_{tablet.room.workshop.code}")
    assert kept is not None

    for page in ("", "ballot", "receipt", "handover", "slip"):
        assert other.get(tablet.url + page).status_code == 404
    other.set_cookie(f"kiosk_{tablet.room.workshop.code}", kept.value[::-1])
    assert other.get(tablet.url).status_code == 404
    elsewhere = make_open_room(tablet.store)
    tablet.store.commit()
    other.set_cookie(f"kiosk_{elsewhere.workshop.code}", kept.value)
    assert other.get(f"/w/{elsewhere.workshop.code}/kiosk/").status_code == 404


def test_only_staff_ends_it(tablet: Tablet) -> None:
    assert "/accounts/sign-in" in tablet.client.post(f"{tablet.desk}end").location
    assert tablet.get().status_code == 200
    sign_in(tablet.client, tablet.store, tablet.room.account)
    assert "End it on this device" in tablet.client.get(tablet.desk).text

    tablet.client.post(f"{tablet.desk}end")

    assert tablet.get().status_code == 404


def test_a_draft_has_no_tablet(client: FlaskClient, store: Session) -> None:
    account = make_account(store)
    workshop = make_workshop(store, account)
    sign_in(client, store, account)

    answer = client.post(f"/desk/{workshop.code}/kiosk/")

    assert answer.status_code == 409
    assert client.get(f"/desk/{workshop.code}/kiosk/").status_code == 200
