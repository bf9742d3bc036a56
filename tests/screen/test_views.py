"""The projector over HTTP: each step's picture, and nothing before its time."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from facilitator.desk.actions import go_elsewhere
from facilitator.proposals.rules import State
from facilitator.voting.ballots import cast
from facilitator.voting.queries import vote_at
from facilitator.workshops.actions import change_workshop
from facilitator.workshops.models import NextStep
from facilitator.workshops.rules import StepKind
from tests.desk.floor import Floor
from tests.factories import make_account, make_proposal
from tests.people import sign_in
from tests.voting.rooms import sit

EVERY = tuple(StepKind)


def show(client: FlaskClient, floor: Floor, part: str = "picture") -> str:
    answer = client.get(f"/screen/{floor.workshop.code}/", headers={"X-Part": part})
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def picture(html: str) -> str:
    found = re.search(r"screen__main--(\w+)", html)
    assert found is not None
    return found.group(1)


def make_floor(client: FlaskClient, store: Session, **fields: object) -> Floor:
    """A draft in English whose facilitator is signed in, and reads Arabic."""
    floor = Floor(store, **{"main_language": "en", **fields})  # type: ignore[arg-type]
    sign_in(client, store, floor.account)
    client.set_cookie("language", "ar")
    return floor


def go(store: Session, floor: Floor, step: int) -> None:
    go_elsewhere(store, floor.workshop, floor.steps[step].id, floor.account.id)
    store.commit()


def test_the_projector_is_its_facilitators_alone(
    client: FlaskClient, store: Session
) -> None:
    floor = Floor(store)
    sign_in(client, store, make_account(store))

    assert client.get(f"/screen/{floor.workshop.code}/").status_code == 404


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (StepKind.RECEPTION, "lobby"),
        (StepKind.OPENING, "title"),
        (StepKind.PRESENTATION, "axes"),
        (StepKind.WRITING, "writing"),
        (StepKind.TABLES, "proposals"),
        (StepKind.REPORT_BACK, "proposals"),
        (StepKind.MERGING, "proposals"),
        (StepKind.DISCUSSION, "proposals"),
        (StepKind.VOTE, "title"),  # its vote is not open yet
        (StepKind.RESULTS, "title"),  # nobody voted
        (StepKind.CLOSING, "closing"),
        (StepKind.BREAK, "pause"),
        (StepKind.FREE, "title"),
    ],
)
def test_every_step_has_its_picture(
    client: FlaskClient, store: Session, kind: StepKind, name: str
) -> None:
    floor = make_floor(client, store, kinds=[StepKind.OPENING, kind])
    floor.press()
    go(store, floor, 1)

    assert picture(show(client, floor)) == name


@pytest.mark.parametrize(
    ("kind", "name"), [(StepKind.TABLES, "writing"), (StepKind.DISCUSSION, "axes")]
)
def test_without_proposals_the_room_sees_the_axes(
    client: FlaskClient, store: Session, kind: StepKind, name: str
) -> None:
    floor = make_floor(client, store, kinds=[kind], proposals=0)
    floor.press()
    store.commit()

    assert picture(show(client, floor)) == name


def test_the_projector_speaks_the_workshops_language(
    client: FlaskClient, store: Session
) -> None:
    floor = make_floor(client, store)
    store.commit()

    whole = show(client, floor, part="")

    assert '<html lang="en" dir="ltr">' in whole
    assert "We begin soon." in whole


def test_the_lobby_says_how_to_join_in_every_language(
    client: FlaskClient, store: Session
) -> None:
    floor = make_floor(client, store)
    sit(store, floor.workshop, 1)
    floor.press()
    store.commit()

    lobby = show(client, floor)

    code = floor.workshop.code
    assert "1 person is in" in lobby
    assert f"{code[:3]} {code[3:]}" in lobby
    assert lobby.count("<svg role") == 1
    for language in ("ar", "fr", "en"):
        assert f'<p lang="{language}"' in lobby


def test_writing_shows_no_proposal(client: FlaskClient, store: Session) -> None:
    floor = make_floor(client, store)
    floor.proposals[0].title = "Un musée"
    floor.press(2)
    store.commit()

    shown = show(client, floor)

    assert "Un musée" not in shown
    assert 'data-behaviour="timer"' in shown


@pytest.mark.parametrize("state", [State.HELD, State.HIDDEN])
def test_what_is_not_shown_to_all_never_reaches_the_projector(
    client: FlaskClient, store: Session, state: State
) -> None:
    floor = make_floor(client, store, kinds=EVERY)
    make_proposal(store, floor.axis, number=9, state=state, title="Indicible")
    make_proposal(store, floor.axis, number=10, title="Dicible")
    floor.press()
    pictures = []

    for step in range(len(EVERY)):
        go(store, floor, step)
        pictures.append(show(client, floor, part=""))

    assert any("Dicible" in one for one in pictures)
    assert not any("Indicible" in one for one in pictures)


def test_an_open_vote_shows_only_how_many_have_voted(
    client: FlaskClient, store: Session
) -> None:
    floor = make_floor(client, store, mandate={"en": "The council decides."})
    floor.proposals[0].title = "Un musée"
    tokens = [sit(store, floor.workshop, person) for person in range(4)]
    floor.press(3)
    vote = vote_at(store, floor.steps[2].id)
    assert vote is not None
    receipts = [cast(store, vote, token, ["P1"]) for token in tokens[:3]]
    store.commit()

    shown = show(client, floor, part="")

    assert "3 of 4 have voted" in shown
    assert "The council decides." in shown
    assert "Un musée" not in shown
    assert 'class="bar' not in shown
    assert not any(receipt in shown for receipt in receipts)


def test_results_wait_for_the_facilitator(client: FlaskClient, store: Session) -> None:
    floor = make_floor(client, store)
    floor.proposals[0].title = "Un musée"
    token = sit(store, floor.workshop, 1)
    floor.press(3)
    vote = vote_at(store, floor.steps[2].id)
    assert vote is not None
    cast(store, vote, token, ["P1"])
    floor.press()
    store.commit()
    closed = show(client, floor, part="")

    floor.press(4)
    store.commit()
    revealed = show(client, floor, part="")

    assert picture(closed) == "closed"
    assert "Un musée" not in closed
    assert picture(revealed) == "results"
    assert "Un musée" in revealed
    assert "1 ballot" in revealed
    assert "1 of 1 people voted; blank ballots: 0." in revealed
    assert "it informs the council, which decides" in revealed


def test_equal_votes_are_shown_as_equal(client: FlaskClient, store: Session) -> None:
    floor = make_floor(client, store)
    tokens = [sit(store, floor.workshop, person) for person in range(2)]
    floor.press(3)
    vote = vote_at(store, floor.steps[2].id)
    assert vote is not None
    for token in tokens:
        cast(store, vote, token, ["P1", "P2"])
    floor.press(5)
    store.commit()

    shown = show(client, floor)

    ranks = re.findall(r'class="bar__rank num">([^<]*)<', shown)
    assert ranks == ["1", "1", ""]
    assert shown.count("bar--tied") == 2


def test_the_end_says_what_follows(client: FlaskClient, store: Session) -> None:
    floor = make_floor(client, store, closing_words={"en": "Well done."})
    store.add(
        NextStep(
            workshop_id=floor.workshop.id, position=1, text={"en": "A draft follows."}
        )
    )
    floor.press(10)
    store.commit()

    shown = show(client, floor)

    assert picture(shown) == "closing"
    assert "Well done." in shown
    assert "A draft follows." in shown


def test_a_hostile_title_is_only_text(client: FlaskClient, store: Session) -> None:
    floor = make_floor(
        client, store, title={"en": '<script>alert(1)</script>"\u202e'}, kinds=EVERY
    )
    floor.press()

    for step in range(len(EVERY)):
        go(store, floor, step)

        assert "<script>alert" not in show(client, floor, part="")


def test_a_clicker_moves_the_workshop(client: FlaskClient, store: Session) -> None:
    floor = make_floor(client, store)
    floor.press()
    store.commit()
    here = re.search(r'name="here" value="([^"]+)"', show(client, floor))
    assert here is not None

    client.post(
        f"/desk/{floor.workshop.code}/moves",
        data={"here": here.group(1)},
        headers={"Accept": "application/json"},
    )

    assert picture(show(client, floor)) == "writing"


def test_the_lobby_shows_the_wifi_once_it_has_a_name(
    client: FlaskClient, store: Session
) -> None:
    floor = make_floor(client, store)
    floor.press()
    store.commit()
    without = show(client, floor)
    nothing = show(client, floor, part="full-wifi")

    change_workshop(store, floor.workshop, wifi_name="Commune <1>")
    store.commit()
    lobby = show(client, floor)

    assert ("Join the Wi-Fi of the room." in without, nothing) == (True, "")
    assert "Commune &lt;1&gt;" in lobby
    assert "Password" not in lobby
    assert "Commune &lt;1&gt;" in show(client, floor, part="full-wifi")
