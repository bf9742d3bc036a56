"""Paper ballots at the desk: two names, two typings, one ballot."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from facilitator import keys
from facilitator.slips.rules import SlipState
from facilitator.voting.actions import close_vote, open_vote
from facilitator.voting.ballots import cast, own_ballot
from facilitator.voting.models import Vote
from facilitator.voting.queries import ballots_in
from facilitator.voting.rules import BLANK, Level, Method
from tests.polling.papers import Desk
from tests.polling.rooms import make_slip_room, print_slip
from tests.voting.rooms import Room, make_open_room, make_room


@pytest.fixture
def tokens() -> list[str]:
    return []


@pytest.fixture
def desk(client: FlaskClient, store: Session, tokens: list[str]) -> Desk:
    room, slips = make_slip_room(store, options=6, axes=2)
    tokens += slips
    return Desk(client, store, room)


def open_by(store: Session, method: Method, options: int = 4) -> tuple[Room, str]:
    """An open vote of a method, and a slip's token."""
    room = make_room(store, options=options)
    room.vote.method, room.vote.level = method, Level.SLIPS
    store.flush()
    token = print_slip(store, room.workshop, 1)
    open_vote(store, room.vote, room.account.id)
    return room, token


def test_a_paper_is_typed_twice_and_cast(desk: Desk, tokens: list[str]) -> None:
    slip = keys.in_groups(tokens[0]).lower()

    first = desk.take(slip, "Amal")
    assert (first.status_code, "First typing" in first.text) == (200, True)
    assert desk.keep(tokens[0], "Amal", numbers="3, 1").status_code == 303
    assert (desk.pending, desk.content(tokens[0])) == (1, None)
    second = desk.take(f"HTTP://10.0.0.7:8000/S/{tokens[0]}", "Badr")
    assert "Second typing" in second.text
    assert "Amal" in second.text
    assert 'value="3' not in second.text
    assert desk.keep(tokens[0], "Badr", numbers="١ ، ٣").status_code == 303

    assert (desk.pending, desk.content(tokens[0])) == (0, ["P1", "P3"])
    page = desk.client.get(desk.url).text
    assert "Slip 1: typed alike by two people. Its ballot is in." in page
    assert 'value="Badr"' in page  # who types is remembered


def test_a_blank_paper_is_typed_by_its_button(desk: Desk, tokens: list[str]) -> None:
    for name in ("Amal", "Badr"):
        desk.keep(tokens[0], name, blank="1", numbers="")

    assert desk.content(tokens[0]) == BLANK


def test_a_blank_paper_has_no_numbers(desk: Desk, tokens: list[str]) -> None:
    answer = desk.keep(tokens[0], "Amal", blank="1", numbers="3")

    assert (answer.status_code, desk.pending) == (422, 0)
    assert "There are numbers typed too." in answer.text


def test_two_typings_that_differ_are_shown_beside_each_other(
    desk: Desk, tokens: list[str]
) -> None:
    desk.keep(tokens[0], "Amal", numbers="1, 2")

    answer = desk.keep(tokens[0], "Badr", numbers="2, 4")

    assert answer.status_code == 409
    assert answer.text.count("Different") == 2  # proposals 1 and 4, not 2
    assert answer.text.count('class="differs"') == 2
    assert 'value="2, 4"' in answer.text  # to be corrected
    assert (desk.pending, desk.content(tokens[0])) == (1, None)
    assert desk.keep(tokens[0], "Badr", numbers="2, 1").status_code == 303
    assert desk.content(tokens[0]) == ["P1", "P2"]


def test_the_second_typing_may_take_the_place_of_the_first(
    desk: Desk, tokens: list[str]
) -> None:
    desk.keep(tokens[0], "Amal", numbers="1")

    answer = desk.keep(tokens[0], "Badr", numbers="2", replace="1")

    assert answer.status_code == 303
    assert (desk.pending, desk.content(tokens[0])) == (1, None)
    desk.keep(tokens[0], "Amal", numbers="2")
    assert desk.content(tokens[0]) == ["P2"]


def test_one_person_is_not_two(desk: Desk, tokens: list[str]) -> None:
    desk.keep(tokens[0], "Amal", numbers="1")

    for answer in (
        desk.take(tokens[0], "amal"),
        desk.keep(tokens[0], "amal", numbers="1"),
    ):
        assert answer.status_code == 409
        assert "Somebody else has to type it" in answer.text
    assert (desk.pending, desk.content(tokens[0])) == (1, None)


def test_a_slip_that_voted_by_phone_is_refused_before_typing(
    desk: Desk, tokens: list[str]
) -> None:
    cast(desk.store, desk.room.vote, tokens[0], ["P5"])
    desk.store.commit()

    answer = desk.take(tokens[0], "Amal")

    assert answer.status_code == 409
    assert "This slip has already voted:" in answer.text
    assert "typing" not in re.findall(r'<form id="(\w+)"', answer.text)
    assert desk.room.proposals[4].title not in answer.text
    assert desk.keep(tokens[0], "Amal", numbers="1").status_code == 409
    assert desk.content(tokens[0]) == ["P5"]


@pytest.mark.parametrize(
    ("slip", "status", "sentence"),
    [
        ("", 422, "Please fill this in."),
        ("K7QM", 422, "The code of a voting slip has 16 letters and digits."),
        ("0000-0000-0000-0000", 403, "is on no valid slip"),
        ("<b>", 422, "The code of a voting slip has 16 letters and digits."),
    ],
)
def test_what_is_no_slip_is_refused_with_what_was_typed(
    desk: Desk, slip: str, status: int, sentence: str
) -> None:
    answer = desk.take(slip, "Amal")

    assert answer.status_code == status
    assert sentence in answer.text
    assert 'value="Amal"' in answer.text
    assert "<b>" not in answer.text


def test_a_void_slip_says_so(desk: Desk) -> None:
    token = print_slip(desk.store, desk.room.workshop, 30, SlipState.VOID)
    desk.store.commit()

    assert "no longer valid" in desk.take(token, "Amal").text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "For a blank paper, press"),
        ("three", "Write the numbers of the proposals like this"),
        ("1, 99", "There is no proposal 99 on this ballot."),
        ("1, 1", "only once"),
        ("1, 2, 3, 4", "at most 3 proposals"),
    ],
)
def test_what_cannot_stand_on_a_paper_is_refused(
    desk: Desk, tokens: list[str], typed: str, sentence: str
) -> None:
    answer = desk.keep(tokens[0], "Amal", numbers=typed)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'value="{typed}"' in answer.text
    assert desk.pending == 0


@pytest.mark.parametrize(
    ("method", "typed", "content"),
    [
        (
            Method.POINTS,
            {"value-P1": "5", "value-P2": "٣", "value-P3": "0"},
            {"P1": 5, "P2": 3},
        ),
        (Method.STARS, {"value-P1": "5", "value-P4": ""}, {"P1": 5}),
        (Method.TRIAGE, {"value-P1": "0", "value-P2": "2"}, {"P1": 0, "P2": 2}),
        (Method.RANKING, {"value-P1": "2", "value-P2": "1"}, {"P1": 2, "P2": 1}),
        (Method.JUDGMENT, {"value-P3": "5", "value-P2": "0"}, {"P2": 0, "P3": 5}),
        (
            Method.MATRIX,
            {"value-P1.impact": "4", "value-P1.feasibility": "2"},
            {"P1.impact": 4, "P1.feasibility": 2},
        ),
    ],
)
def test_numbers_are_typed_for_each_proposal(
    client: FlaskClient,
    store: Session,
    method: Method,
    typed: dict[str, str],
    content: dict[str, int],
) -> None:
    room, token = open_by(store, method)
    desk = Desk(client, store, room)

    assert desk.take(token, "Amal").text.count('name="value-') >= 4
    desk.keep(token, "Amal", **typed)
    wrong = dict.fromkeys(typed, "1") | {"value-P4": "1"}
    if method is not Method.MATRIX:
        differing = desk.keep(token, "Badr", **wrong)
        assert (differing.status_code, desk.content(token)) == (409, None)
    desk.keep(token, "Badr", **typed)

    assert desk.content(token) == content


@pytest.mark.parametrize("typed", ["9", "-1", "five", "1.5"])
def test_a_number_off_the_scale_is_refused_by_its_proposal(
    client: FlaskClient, store: Session, typed: str
) -> None:
    room, token = open_by(store, Method.STARS)
    desk = Desk(client, store, room)

    answer = desk.keep(token, "Amal", **{"value-P2": typed})

    assert answer.status_code == 422
    assert "Proposal 2: write a whole number from 0 to 5" in answer.text
    assert f'value="{typed}"' in answer.text


def test_a_consent_check_on_paper_keeps_the_reason(
    client: FlaskClient, store: Session
) -> None:
    room, token = open_by(store, Method.CONSENT, options=1)
    desk = Desk(client, store, room)

    assert 'name="reason"' not in desk.take(token, "Amal").text
    desk.keep(token, "Amal", answer="reservations")
    assert 'name="reason"' in desk.take(token, "Badr").text
    assert desk.keep(token, "Badr", answer="no").status_code == 409
    desk.keep(token, "Badr", answer="reservations", reason="مكلف")

    own = own_ballot(store, store.get_one(Vote, room.vote.id), token)
    assert own is not None
    assert (own.content, own.reason) == ("reservations", "مكلف")


def test_an_open_vote_says_that_paper_needs_slips(
    client: FlaskClient, store: Session
) -> None:
    desk = Desk(client, store, make_open_room(store))

    page = desk.client.get(desk.url)

    assert "This vote takes no paper" in page.text
    assert "<form id" not in page.text
    assert desk.take("0" * 16, "Amal").status_code == 409


def test_after_the_close_no_paper_comes_in(desk: Desk, tokens: list[str]) -> None:
    close_vote(desk.store, desk.room.vote, desk.room.account.id)
    desk.store.commit()

    assert "No further paper can be taken in." in desk.client.get(desk.url).text
    assert desk.keep(tokens[0], "Amal", numbers="1").status_code == 409
    assert ballots_in(desk.store, desk.room.vote.id) == 0


def test_no_cookie_and_no_address_holds_what_was_typed(
    desk: Desk, tokens: list[str]
) -> None:
    answers = [desk.take(tokens[0], "Amal"), desk.keep(tokens[0], "Amal", numbers="1")]

    for answer in answers:
        assert answer.headers["Cache-Control"] == "no-store"
        assert tokens[0] not in str(answer.headers)
    with desk.client.session_transaction() as kept:
        assert set(kept) <= {
            "sign-in",
            "typist",
            "csrf_token",
            "_permanent",
            "_flashes",
        }
        assert tokens[0] not in str(dict(kept))
