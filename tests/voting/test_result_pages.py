"""Each method's result on a phone and on the public page."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from facilitator.participants.access import cookie_name
from facilitator.voting import telling
from facilitator.voting.ballots import own_ballot
from facilitator.voting.queries import result_of
from facilitator.voting.stages import Stage
from facilitator.web.locale import COOKIE
from facilitator.workshops.models import Workshop
from tests.factories import make_account
from tests.voting.everywhere import CASES, hold
from tests.voting.rooms import token_for

PEOPLE = 14
VOTER = 5  # one of those who did not abstain
PARTS = {
    "consent": "of 8 answers are for it",
    "matrix": "field-of__plane",
    "stars": "bar--runoff",
    "judgment": "bar__middle",
    "triage": "part--5",
    "ranking": "stands before that above",
    "fair": 'class="shares"',
    "points": 'class="shares"',
    "budget": "dirhams",
    "top": "In the shortlist",
    "order": "bar__track",
}


def _phone(
    client: FlaskClient, store: Session, name: str, stage: Stage = Stage.ALL
) -> tuple[str, str, str]:
    """Return address, the phone's page and the public one."""
    vote = hold(store, name, make_account(store), "en", stage, PEOPLE)
    store.commit()
    workshop = store.get_one(Workshop, vote.workshop_id)
    client.set_cookie(COOKIE, "en")
    client.set_cookie(cookie_name(workshop.code), token_for(VOTER))
    address = f"/w/{workshop.code}/votes/{vote.number}/"
    return (
        address,
        client.get(address).get_data(as_text=True),
        client.get(f"{address}receipts").get_data(as_text=True),
    )


@pytest.mark.parametrize("name", CASES)
def test_a_phone_shows_the_picture_and_the_tables(
    client: FlaskClient, store: Session, name: str
) -> None:
    _, phone, public = _phone(client, store, name)

    assert PARTS[name] in phone
    captions = re.findall(r"<caption>([^<]*)</caption>", phone)
    assert captions
    assert re.findall(r"<caption>([^<]*)</caption>", public)[: len(captions)] == (
        captions
    )
    assert "Indicative: one person could vote twice." in phone


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("stage", [Stage.TURNOUT, Stage.FIRST])
def test_a_phone_shows_nothing_before_the_last_stage(
    client: FlaskClient, store: Session, name: str, stage: Stage
) -> None:
    _, phone, public = _phone(client, store, name, stage)

    assert "The result appears here when the facilitator shows it." in phone
    assert not re.search(r"bar__|field-of|<caption>", phone + public)


def test_one_s_own_phone_alone_says_which_winners_the_ballot_helped(
    client: FlaskClient, store: Session
) -> None:
    vote = hold(store, "fair", make_account(store), "en", Stage.ALL, PEOPLE)
    store.commit()
    workshop = store.get_one(Workshop, vote.workshop_id)
    own = own_ballot(store, vote, token_for(VOTER))
    assert own is not None
    helped = telling.helped(result_of(vote), own.content)
    assert helped
    client.set_cookie(COOKIE, "en")
    address = f"/w/{workshop.code}/votes/{vote.number}/"

    public = client.get(f"{address}receipts").get_data(as_text=True)
    client.set_cookie(cookie_name(workshop.code), token_for(VOTER))
    mine = client.get(address).get_data(as_text=True)

    assert "Your ballot helped" not in public
    numbers = telling.numbers(helped)
    assert re.search(rf"Your ballot helped proposals? {numbers}\.", mine)
