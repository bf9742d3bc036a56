"""Servers on one PostgreSQL remember what they answered, and none tells old news."""

import pytest
from sqlalchemy.orm import Session

from facilitator.participants.access import cookie_name, people_in
from facilitator.privacy.actions import purge
from facilitator.web import shared_memory
from facilitator.web.memory import recalled
from facilitator.web.transaction import db
from facilitator.workshops.access import public_workshop
from facilitator.workshops.moving import end_workshop
from facilitator.workshops.rules import StepKind
from tests.voting.rooms import token_for
from tests.web.acts import (
    ACTS,
    PLACES,
    Act,
    Room,
    cast_by,
    go,
    retitle,
    write,
)
from tests.web.servers import asking, context, join, listed, phone, vote_is_open

SAMPLED = (0, 1, 4, 6)  # of the places


def test_every_server_says_what_making_says_after_every_act(
    here: Room, there: Room
) -> None:
    tags: dict[tuple[int, int], str] = {}
    unchanged = 0
    for turn, act in enumerate([lambda _r, _s: None, *ACTS]):
        (here, there)[turn % 2].do(act)
        for person, cookies in enumerate(here.phones):
            for place in SAMPLED:
                tag = tags.get((person, place), "") if turn % 3 else ""
                made = here.ask(here.making, cookies, place, tag)
                for room in (here, there):
                    told = room.ask(room.remembering, cookies, place, tag)

                    assert told == made, (act, person, PLACES[place])
                unchanged += made[0] == 304
                tags[person, place] = made[1] or ""

    assert unchanged > len(ACTS)
    for room in (here, there):
        assert len(room.remembering.extensions["memory"]._kept) > len(PLACES)


def test_what_one_phone_was_told_the_next_is_told_from_memory(here: Room) -> None:
    first = listed(here, 0)
    second, third = listed(here, 1), listed(here, 1)

    assert len(first) > len(second) == 1
    assert "FROM seat" in second[0]
    assert third == []


@pytest.mark.parametrize("act", [write, retitle, go(StepKind.BREAK)])
def test_what_changes_elsewhere_is_asked_for_anew_at_once(
    here: Room, there: Room, act: Act
) -> None:
    before = listed(here)
    assert listed(here) == []

    there.do(act)

    assert listed(here) == before


def test_a_title_that_nobody_announced_is_seen_at_once_elsewhere(
    here: Room, there: Room
) -> None:
    page = f"/J/{here.code}"
    here.remembering.test_client().get(page)

    there.do(retitle)

    assert "عنوان آخر" in here.remembering.test_client().get(page).text


def test_who_joins_at_one_server_is_inside_at_the_other(
    here: Room, there: Room
) -> None:
    assert phone(there, 9).get(f"/w/{there.code}/").status_code == 303

    here.do(join)

    assert phone(there, 9).get(f"/w/{there.code}/").status_code == 200


def test_who_joins_changes_only_what_counts_people(here: Room, there: Room) -> None:
    inside = f"/w/{here.code}/"
    people = {"X-Part": "people"}
    before = phone(here).get(inside, headers=people).text
    memory = here.remembering.extensions["memory"]

    there.do(join)

    assert phone(here).get(inside, headers=people).text != before
    with asking(here) as asked:
        phone(here).get(f"/w/{here.code}/notice")
    assert asked == []
    assert ("workshop", here.code) in memory._kept


@pytest.mark.parametrize("kind", ["one's own server", "another"])
def test_a_ballot_lets_no_server_forget(here: Room, there: Room, kind: str) -> None:
    vote_is_open(here)
    before = listed(here)
    assert listed(here) == []

    (here if kind == "one's own server" else there).do(cast_by(token_for(0), "P1"))

    assert before
    assert listed(here) == []


def test_a_ballot_sent_at_one_server_stands_at_the_other(
    here: Room, there: Room
) -> None:
    vote_is_open(here)
    places = ("", "votes/1/")
    voters, others = phone(there, 0), phone(there, 1)
    empty = [voters.get(f"/w/{there.code}/{place}").text for place in places]
    for place in places:
        others.get(f"/w/{there.code}/{place}")

    here.do(cast_by(token_for(0), "P1"))

    making = there.making.test_client()
    making.set_cookie(cookie_name(there.code), token_for(0))
    for place, before in zip(places, empty, strict=True):
        path = f"/w/{there.code}/{place}"
        assert voters.get(path, headers={"X-Part": "now"}).text != before
        tag = making.get(path).headers["ETag"]
        assert voters.get(path).headers["ETag"] == tag
        assert others.get(path).headers["ETag"] != tag


def test_the_phones_of_a_purged_workshop_are_led_out(here: Room, there: Room) -> None:
    inside = f"/w/{here.code}/"
    assert phone(here).get(inside).status_code == 200

    there.do(lambda r, s: end_workshop(s, r.workshop(s), r.account_id))
    assert phone(here).get(inside).status_code == 200
    there.do(lambda r, s: purge(s, r.workshop(s), r.account_id))

    assert phone(here).get(inside).status_code == 303


def test_a_workshop_that_is_gone_is_gone_at_once(here: Room, there: Room) -> None:
    page = f"/J/{here.code}"
    assert here.remembering.test_client().get(page).status_code == 200

    def rename(room: Room, session: Session) -> None:
        room.workshop(session).code = "999999"

    there.do(rename)

    assert here.remembering.test_client().get(page).status_code == 404
    assert here.remembering.test_client().get("/J/999999").status_code == 200


def test_another_database_behind_the_address_is_another_moment(here: Room) -> None:
    before = listed(here)
    assert listed(here) == []

    here.remembering.extensions["units"].engine.dispose()

    assert listed(here) == before


def test_nothing_is_remembered_for_long(
    here: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = listed(here)
    assert listed(here) == []

    monkeypatch.setattr(shared_memory, "LONGEST", -1.0)

    assert listed(here) == before


def test_what_was_read_before_the_moment_is_never_kept(here: Room) -> None:
    with context(here):
        db()
        found = [
            recalled(("x",), lambda n=n: n, lambda _n: here.workshop_id) for n in (1, 2)
        ]
        assert public_workshop(here.code).id == here.workshop_id

    assert found == [1, 2]
    assert len(here.remembering.extensions["memory"]._kept) == 0


def test_what_is_of_another_workshop_is_not_kept_under_this_moment(here: Room) -> None:
    with context(here):
        found = [
            recalled(("x",), lambda n=n: n, lambda _n: here.workshop_id + 1)
            for n in (1, 2)
        ]

    assert found == [1, 2]


def test_a_change_while_a_page_is_made_makes_the_next_one_anew(
    here: Room, there: Room
) -> None:
    """It may hold a part of the change, and is kept under the moment before it."""

    with context(here):
        workshop = public_workshop(here.code)
        there.do(join)
        late = people_in(workshop)
    with asking(here) as asked, context(here):
        again = people_in(public_workshop(here.code))
    with asking(here) as nothing, context(here):
        people_in(public_workshop(here.code))

    assert (late, again) == (5, 5)
    assert any("FROM seat" in one for one in asked)
    assert nothing == []


def test_a_page_without_a_workshop_is_made(here: Room) -> None:
    client = here.remembering.test_client()

    assert client.get("/w/000000/").status_code == 404
    assert client.get("/").headers["Location"] == f"/J/{here.code}"
