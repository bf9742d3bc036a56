"""A result on the projector, stage after stage: nothing before its time."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from facilitator.screen.outcomes import Showing
from facilitator.texts import Sentence
from facilitator.voting.actions import reveal
from facilitator.voting.queries import result_of
from facilitator.voting.rules import Method
from facilitator.voting.stages import Stage
from facilitator.voting.telling import Told
from facilitator.workshops.models import Workshop
from tests.factories import make_account
from tests.people import sign_in
from tests.voting.everywhere import CASES, hold
from tests.voting.told import plainly, told_of

KIND = re.compile(r'class="slide slide--(\w+)"')
PEOPLE = 14


def kinds(told: Told, stage: Stage, **more: object) -> list[str]:
    looks = Showing(told, stage, plainly, **more).looks()  # type: ignore[arg-type]
    return [look.kind for look in looks]


class Room:
    """A room that has voted by the case `name`, and its projector."""

    def __init__(self, client: FlaskClient, store: Session, name: str) -> None:
        self._client, self._store = client, store
        self.account = make_account(store)
        self.vote = hold(store, name, self.account, "fr", Stage.HIDDEN, PEOPLE)
        sign_in(client, store, self.account)

    def sees(self, stage: Stage) -> str:
        """What the room sees at a stage."""
        reveal(self._store, self.vote, self.account.id, stage)
        self._store.commit()
        code = self._store.get_one(Workshop, self.vote.workshop_id).code
        answer = self._client.get(f"/screen/{code}/", headers={"X-Part": "picture"})
        assert answer.status_code == 200
        return unescape(answer.get_data(as_text=True))


EXPECTED = {
    "order": {"bars", "words"},
    "top": {"bars", "words"},
    "fair": {"bars", "lists", "shares", "far", "words"},
    "points": {"bars", "lists", "shares", "far", "words"},
    "stars": {"runoff", "winner", "bars", "words"},
    "budget": {"bars", "lists", "shares", "words"},
    "consent": {"decision", "answers", "words"},
    "triage": {"bars", "words"},
    "ranking": {"winner", "duels", "bars", "words"},
    "judgment": {"winner", "bars", "words"},
    "matrix": {"bars", "field", "words"},
}


@pytest.mark.parametrize("name", CASES)
def test_everything_of_each_method_is_on_slides(
    client: FlaskClient, store: Session, name: str
) -> None:
    room = Room(client, store, name)

    html = room.sees(Stage.ALL)

    assert EXPECTED[name] <= set(KIND.findall(html))
    titles = {line.option.title for line in result_of(room.vote).standings}
    if CASES[name].method is not Method.CONSENT:
        assert {title for title in titles if title not in html} == set()


@pytest.mark.parametrize("name", CASES)
def test_the_room_sees_no_winner_before_the_third_stage(
    client: FlaskClient, store: Session, name: str
) -> None:
    room = Room(client, store, name)
    told = Told(result_of(room.vote))
    titles = {line.option.title for line in told.result.standings}
    first = {line.option.title for line in told.first}

    turnout = room.sees(Stage.TURNOUT)
    others = room.sees(Stage.OTHERS)
    shown = room.sees(Stage.FIRST)

    assert re.search(r"\b10\D+14\b", turnout)
    assert not any(title in turnout for title in titles)
    if CASES[name].method not in (Method.CONSENT, Method.MATRIX):
        assert not any(title in others for title in first)
    if CASES[name].method is not Method.CONSENT:
        assert all(title in shown for title in first)


def test_the_other_places_come_from_the_last_up() -> None:
    ballots = [[f"P{n}" for n in range(1, place + 1)] for place in range(1, 15)]
    told = told_of(Method.STICKERS, ballots, options=14, most=14)

    looks = Showing(told, Stage.OTHERS, plainly).looks()

    places = [line.option.number for look in looks for line in look.lines]
    assert set(places) == set(range(4, 15))
    assert looks[0].lines[-1].option.number == 14
    assert looks[-1].lines[0].option.number == 4


def test_a_mismatch_is_told_before_the_result() -> None:
    told = told_of(Method.STICKERS, [["P1"]])
    mismatch = Sentence("There are more ballots than slips.")

    looks = Showing(told, Stage.TURNOUT, plainly, warnings=[mismatch]).looks()

    assert looks[1].said == ["There are more ballots than slips."]


def test_a_vote_in_which_all_come_first_has_a_second_stage_all_the_same() -> None:
    told = told_of(Method.STICKERS, [["P1", "P2"]] * 2, options=2)

    assert kinds(told, Stage.OTHERS) == ["words"]


def test_reasons_and_rounds_have_slides_at_the_end() -> None:
    first = told_of(Method.STICKERS, [["P1"], ["P2"]], options=2)
    second = told_of(Method.STICKERS, [["P1"]], options=2)

    found = kinds(second, Stage.ALL, rounds=[first, second], reasons=["Trop cher"])

    assert found.count("rounds") == 1
    assert found[-2:] == ["words", "words"]


def test_long_reasons_are_cut_between_words() -> None:
    told = told_of(Method.STICKERS, [["P1"]])

    looks = Showing(told, Stage.ALL, plainly, reasons=["mot " * 75]).looks()

    words = " ".join(
        piece for look in looks for piece in look.said if "mot" in str(piece)
    )
    assert words.split() == ["mot"] * 75
