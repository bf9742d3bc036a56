"""The card of a ballot, from the phone to the tables of the result."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session

from facilitator.participants.access import Participant
from facilitator.participants.attendance import Presence, add_attendance
from facilitator.participants.categories import Category
from facilitator.voting.actions import close_vote, open_vote, undo_opening
from facilitator.voting.ballots import cast, own_ballot
from facilitator.voting.groups import (
    GROUPS,
    QUESTIONS,
    SharesMissing,
    SharesNotWhole,
    asked,
    check_shares,
    people_present,
    read_card,
    row_name,
)
from facilitator.voting.queries import result_of
from facilitator.voting.rules import Outcome
from facilitator.voting.terms import Terms
from tests.voting.rooms import Room, make_room, sit, url


def make_asking_room(session: Session, *groups: str, people: int = 0) -> Room:
    """A room whose card asks about `groups`; half its people are women, for P1."""
    room = make_room(session)
    terms = Terms(outcome=Outcome.TOP, seats=1, groups=groups)
    room.vote.terms = terms.plain()
    session.flush()
    open_vote(session, room.vote, room.account.id)
    for person in range(people):
        token = sit(session, room.workshop, person)
        woman = person % 2
        card = {"gender": "woman" if woman else "man"} if person > 9 else {}
        cast(session, room.vote, token, ["P1" if woman else "P2"], groups=card)
    return room


def test_a_card_is_what_was_asked_and_can_be_answered() -> None:
    sent = {"group-gender": "woman", "group-age": "12", "group-belonging": "staff"}

    assert read_card(GROUPS, sent) == {"gender": "woman", "belonging": "staff"}
    assert read_card(("gender", "age"), sent) == {"gender": "woman"}
    assert read_card((), sent) == {}


def test_questions_come_in_one_order_and_every_row_has_a_name() -> None:
    assert list(asked(("belonging", "gender", "age"))) == list(GROUPS)
    assert all(row_name(name, row) for name, q in QUESTIONS.items() for row in q.values)
    assert row_name("age", "30-over") == "30 and over"


def test_attendance_is_summed_by_belonging_and_gaps_stay_gaps() -> None:
    rows = [
        (Category.CIVIL_SOCIETY, 12),
        (Category.PARTNER_ASSOCIATION, 3),
        (Category.ELECTED, 4),
        (Category.STAFF, None),
        (Category.OFFICIALS, 2),
        (Category.OTHER, 7),
    ]

    assert people_present(rows) == {"belonging": {"association": 15, "staff": None}}


def test_shares_of_a_town_are_whole_or_not_given() -> None:
    assert check_shares({"woman": 51, "man": 49}) == {"woman": 51, "man": 49}
    assert check_shares({"woman": None, "man": None}) == {}
    with pytest.raises(SharesMissing):
        check_shares({"woman": 51, "man": None})
    with pytest.raises(SharesNotWhole):
        check_shares({"woman": 51, "man": 48})


def test_the_close_makes_the_tables_and_erases_the_cards(session: Session) -> None:
    room = make_asking_room(session, "gender", "belonging", people=130)
    people = Presence({"ar": "سكان"}, Category.CITIZENS, 90)
    add_attendance(session, room.workshop.id, people)
    room.workshop.census = {"gender": {"woman": 50, "man": 50}}

    close_vote(session, room.vote, room.account.id)

    groups = result_of(room.vote).groups
    gender, belonging = groups["turnout"]
    assert gender == {
        "group": "gender",
        "rows": [
            {"value": "woman", "present": None, "ballots": 60},
            {"value": "man", "present": None, "ballots": 60},
            {"value": "none", "present": None, "ballots": 10},
        ],
        "hidden": 0,
    }
    assert [row["present"] for row in belonging["rows"]] == [90, None, None, None]
    assert groups["support"][0]["group"] == "gender"
    assert groups["mirror"] == {
        "same_winners": True,
        "by": {"gender": True},
        "why": {},
    }
    kept = session.execute(text("SELECT DISTINCT groups FROM ballot")).scalars().all()
    assert kept == [None]


def test_a_vote_that_asks_nothing_has_no_tables(session: Session) -> None:
    room = make_asking_room(session, people=40)

    close_vote(session, room.vote, room.account.id)

    assert result_of(room.vote).groups == {}


def test_few_ballots_make_no_tables(session: Session) -> None:
    room = make_asking_room(session, "gender", people=29)

    close_vote(session, room.vote, room.account.id)

    groups = result_of(room.vote).groups
    assert (groups["turnout"], groups["support"]) == ([], [])
    assert groups["mirror"]["same_winners"] is None


@pytest.fixture
def asking(room: Room, store: Session) -> Room:
    """A vote whose card asks gender and age."""
    undo_opening(store, room.vote)
    room.vote.terms = Terms(groups=("gender", "age")).plain()
    store.flush()
    open_vote(store, room.vote, room.account.id)
    store.commit()
    return room


def test_the_card_is_sent_with_the_ballot(
    asking: Room, me: Participant, client: FlaskClient, store: Session
) -> None:
    html = client.get(url(asking)).text
    assert html.count("<select") == 2
    assert "Prefer not to say" in html
    assert "erased when the vote is closed" in html

    card = {"group-gender": "woman", "group-belonging": "staff"}
    client.post(url(asking), data={"marks": "P1", **card})

    own = own_ballot(store, asking.vote, me.token)
    assert own is not None
    assert own.groups == {"gender": "woman"}
    again = client.get(url(asking, "change")).text
    assert '<option value="woman" selected>' in again


@pytest.mark.usefixtures("me")
def test_a_refused_ballot_keeps_its_card(asking: Room, client: FlaskClient) -> None:
    answer = client.post(url(asking), data={"group-age": "60-over"})

    assert answer.status_code == 422
    assert '<option value="60-over" selected>' in answer.text


@pytest.mark.usefixtures("me")
def test_without_questions_there_is_no_card(room: Room, client: FlaskClient) -> None:
    html = client.get(url(room)).text

    assert "group-" not in html
    assert "About you" not in html
