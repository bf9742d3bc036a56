"""Robots fill in the ballots of every method so that they are taken."""

from random import Random

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from facilitator.rehearsing.ballots import filled, meaning, said
from facilitator.rehearsing.pages import form_of
from facilitator.voting.ballots import own_ballot
from facilitator.voting.methods import COUNTINGS
from facilitator.voting.rules import Method
from facilitator.voting.tokens import voting_token
from tests.people import enter
from tests.voting.ways import make_room_for

TRIES = 12


@pytest.mark.parametrize("method", list(COUNTINGS))
def test_a_robots_ballot_is_taken_and_kept_as_it_meant_it(
    client: FlaskClient, store: Session, method: Method
) -> None:
    room = make_room_for(store, method)
    participant = enter(client, store, room.workshop)
    path = f"/w/{room.workshop.code}/votes/{room.vote.number}/"

    for seed in range(TRIES):
        form = form_of(client.get(f"{path}{'change' if seed else ''}").text, "ballot")
        assert form is not None
        fields = filled(form, Random(seed))

        answer = client.post(form.action, data=_lists(fields))

        assert answer.status_code == 303, (seed, fields)
        store.rollback()  # read anew
        own = own_ballot(store, room.vote, voting_token(participant, room.vote))
        assert own is not None
        assert said(own.content) == meaning(fields)


def test_two_robots_do_not_fill_in_the_same() -> None:
    page = '<form id="ballot"><div data-most="4">' + "".join(
        f'<input type="checkbox" name="marks" value="P{n}">' for n in range(12)
    )
    form = form_of(page, "ballot")
    assert form is not None

    ballots = {meaning(filled(form, Random(seed))) for seed in range(20)}

    assert len(ballots) > 10
    assert all(len(filled(form, Random(seed))) <= 4 for seed in range(20))


@pytest.mark.parametrize(
    ("fields", "content"),
    [
        ([("blank", "1"), ("marks", "P1")], "blank"),
        ([("marks", "P2"), ("marks", "P1")], ["P1", "P2"]),
        ([("answer", "yes"), ("reason", "x")], "yes"),
        ([("value-P1", "3"), ("value-P2", ""), ("value-P3", "0")], {"P1": 3}),
    ],
)
def test_a_ballot_means_the_same_sent_and_stored(
    fields: list[tuple[str, str]], content: object
) -> None:
    assert meaning(fields) == said(content)


def _lists(fields: list[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in fields:
        found.setdefault(name, []).append(value)
    return found
