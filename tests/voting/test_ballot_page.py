"""The ballot of each method as a plain form: no script runs here."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from facilitator.voting.methods import COUNTINGS
from facilitator.voting.rules import BLANK, Method
from facilitator.web.locale import COOKIE
from tests.voting.phones import FIELDS, IDS, Phone
from tests.voting.ways import SAYS, as_sent, make_room_for

every_method = pytest.mark.parametrize("phone", list(Method), indirect=True)


def test_every_method_has_its_ballot() -> None:
    assert set(FIELDS) == set(SAYS) == set(COUNTINGS)


@every_method
def test_a_ballot_has_the_fields_of_its_method(phone: Phone) -> None:
    names = phone.form().names - {"csrf_token", "instead_of"}

    assert names == FIELDS[phone.method]


@every_method
def test_nothing_is_filled_in_before_the_person_does(phone: Phone) -> None:
    assert phone.filled(phone.form()) == {}


@every_method
def test_what_a_plain_form_sends_is_the_ballot(phone: Phone) -> None:
    status, _ = phone.send(as_sent(SAYS[phone.method]))

    assert status == 303
    assert phone.says() == SAYS[phone.method]


@every_method
def test_changing_starts_from_what_was_sent(phone: Phone) -> None:
    sent = as_sent(SAYS[phone.method])
    phone.send(sent)

    filled = phone.filled(phone.form("change"))

    assert filled == {
        name: value if isinstance(value, list) else [value]
        for name, value in sent.items()
    }


@every_method
def test_sending_the_form_as_it_is_shown_changes_nothing(phone: Phone) -> None:
    phone.send(as_sent(SAYS[phone.method]))

    status, _ = phone.send(dict(phone.filled(phone.form("change"))))

    assert status == 303
    assert phone.says() == SAYS[phone.method]


@every_method
def test_whoever_abstains_is_blank_by_every_method(phone: Phone) -> None:
    status, _ = phone.send({**as_sent(SAYS[phone.method]), "blank": "1"})

    assert status == 303
    assert phone.says() == BLANK
    assert phone.filled(phone.form("change")) == {}


@every_method
def test_an_empty_ballot_is_no_blank_one(phone: Phone) -> None:
    empty = dict.fromkeys(FIELDS[phone.method] - {"marks"}, "")

    status, html = phone.send(empty)

    assert status == 422
    assert 'id="ballot-errors"' in html
    assert "say that you abstain" in html
    assert phone.says() is None


OWN = {
    Method.STICKERS: ["Proposal 1", "Proposal 3"],
    Method.BUDGET: ["Proposal 1", "Proposal 3"],
    Method.CONSENT: ["Yes, with reservations"],
    Method.POINTS: [
        "Proposal 1: 3 points",
        "Proposal 3: 5 points",
        "Proposal 4: 1 point",
    ],
    Method.STARS: ["Proposal 1: 4 stars", "Proposal 3: 5 stars", "Proposal 6: 1 star"],
    Method.TRIAGE: [
        "Proposal 1: Keep it",
        "Proposal 3: Drop it",
        "Proposal 4: Change it",
    ],
    Method.RANKING: [
        "Proposal 4: Place 1",
        "Proposal 1: Place 2",
        "Proposal 3: Place 2",
    ],
    Method.JUDGMENT: [
        "Proposal 1: Very good",
        "Proposal 2: Reject",
        "Proposal 3: Passable",
    ],
    Method.MATRIX: [
        "Proposal 1: Impact 4 of 5, feasibility 2 of 5",
        "Proposal 3: Impact 1 of 5, feasibility 5 of 5",
    ],
}


@every_method
def test_people_see_their_own_ballot_again_in_words(phone: Phone) -> None:
    phone.send(as_sent(SAYS[phone.method]))

    folded = phone.look().split('id="own-choice"')[1].split("</details>")[0]

    notes = re.findall(r'<p class="(?:muted|strong)">(.*?)</p>', folded)
    assert notes == OWN[phone.method]


@pytest.mark.parametrize(
    ("language", "cost"),
    [
        ("ar", "1\u202f250\u202f000"),
        ("fr", "1\u202f250\u202f000 dirhams"),
        ("en", "1,250,000 dirhams"),
    ],
)
@pytest.mark.parametrize("phone", [Method.BUDGET], indirect=True)
def test_costs_stand_by_the_proposals(phone: Phone, language: str, cost: str) -> None:
    phone.client.set_cookie(COOKIE, language)
    costs = re.findall(r"· <span class=\"strong\">(.*?)</span>", phone.look())

    assert len(costs) == len(IDS)
    assert sum(one.startswith(cost) for one in costs) == 1


def test_axes_that_vote_apart_have_their_own_limits(
    client: FlaskClient, store: Session
) -> None:
    room = make_room_for(store, Method.STICKERS, per_axis=True)
    phone = Phone(client, store, room)

    html = phone.look()

    assert "Choose up to 3 proposals under each axis." in html
    assert html.count('data-most="3"') == 2
    assert phone.send({"marks": IDS})[0] == 303  # three of each
    assert phone.says() == IDS


@every_method
def test_each_method_asks_its_own_question(phone: Phone) -> None:
    title = re.search(r"<h1[^>]*>(.*?)</h1>", phone.look(), re.DOTALL)

    assert title
    assert ("Which of these proposals" in title[1]) == (
        phone.method in {Method.STICKERS, Method.POINTS}
    )
