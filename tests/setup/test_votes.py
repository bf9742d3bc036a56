"""The page of a vote: four choices, and all else that may be said of it."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from facilitator.axes.queries import axes_of
from facilitator.proposals.models import Proposal
from facilitator.voting.queries import votes_of
from facilitator.voting.rules import Level, Method, Outcome
from facilitator.voting.terms import read_terms
from facilitator.workshops.models import Step, Workshop
from tests.factories import make_axis, make_workshop
from tests.setup.votes import choose, fields, kept, save, text

JSON = {"Accept": "application/json"}


def test_before_anybody_said_anything_it_shows_what_would_open(
    client: FlaskClient, store: Session, workshop: Workshop, path: str
) -> None:
    said = fields(client, path)

    assert said["vote-case"] == ["order"]
    assert said["vote-level"] == ["open"]
    assert votes_of(store, workshop.id) == []


@pytest.mark.parametrize(
    "case",
    [
        ("shortlist", Method.STICKERS, Outcome.TOP, Level.SLIPS),
        ("order", Method.STICKERS, Outcome.ORDER, Level.OPEN),
        ("money", Method.BUDGET, Outcome.SHARES, Level.SLIPS),
        ("adopt", Method.CONSENT, Outcome.ONE, Level.SLIPS),
        ("one", Method.STARS, Outcome.ONE, Level.SLIPS),
        ("priorities", Method.RANKING, Outcome.ONE, Level.SLIPS),
        ("words", Method.JUDGMENT, Outcome.ONE, Level.SLIPS),
        ("triage", Method.TRIAGE, Outcome.ORDER, Level.OPEN),
        ("matrix", Method.MATRIX, Outcome.ORDER, Level.OPEN),
        ("points", Method.POINTS, Outcome.TOP, Level.SLIPS),
    ],
)
def test_what_a_vote_is_for_chooses_the_rest(
    client: FlaskClient,
    store: Session,
    path: str,
    step: Step,
    case: tuple[str, Method, Outcome, Level],
) -> None:
    name, *rest = case
    save(client, path, case="matrix" if name == "order" else "order", most="1")

    save(client, path, case=name)

    vote = kept(store, step)
    assert [vote.method, read_terms(vote.terms or {}).outcome, vote.level] == rest
    assert fields(client, path)["vote-case"] == [name]
    assert client.get(f"{path}preview").status_code == 200


def test_a_shortlist_is_set_up_in_four_choices(
    client: FlaskClient,
    store: Session,
    workshop: Workshop,
    proposals: list[Proposal],
    path: str,
    step: Step,
) -> None:
    make_axis(store, workshop)
    store.commit()

    chosen = choose(client, path, "shortlist")
    listed = save(client, path, scope="picked", picked=["1", "2", "5", "6"])
    save(client, path, seats="٢")
    answer = save(client, path, level="witnessed")

    vote = kept(store, step)
    terms = read_terms(vote.terms or {})
    assert chosen.json == {"stale": ["vote-fields", "vote-costs"]}
    assert listed.json == {"stale": ["vote-costs"]}
    assert (answer.status_code, answer.json) == (200, {"stale": []})
    assert (vote.picked, vote.level) == ([1, 2, 5, 6], Level.WITNESSED)
    assert (terms.outcome, terms.seats) == (Outcome.FAIR, 2)
    assert "2 proposals are kept." in text(client, path)
    assert proposals[2].title not in client.get(f"{path}preview").text


def test_without_script_a_case_brings_its_fields(
    client: FlaskClient, path: str
) -> None:
    answer = client.post(path, data={**fields(client, path), "vote-case": "money"})

    assert (answer.status_code, answer.location) == (303, f"{path}#vote-form")
    assert "vote-budget" in fields(client, path)


def test_a_question_typed_with_another_case_is_kept(
    client: FlaskClient, store: Session, path: str, step: Step
) -> None:
    question = {"question-ar": "ما الأهم؟"}

    save(client, path, case="one", **question)

    assert kept(store, step).question == {"ar": "ما الأهم؟"}


def test_each_axis_apart_has_the_most_votes_first(
    client: FlaskClient, store: Session, workshop: Workshop, path: str, step: Step
) -> None:
    make_axis(store, workshop)
    store.commit()
    choose(client, path, "shortlist")
    assert read_terms(kept(store, step).terms or {}).outcome is Outcome.FAIR

    save(client, path, scope="apart")
    apart = read_terms(kept(store, step).terms or {})
    save(client, path, scope="all")
    together = read_terms(kept(store, step).terms or {})

    assert (apart.per_axis, apart.outcome) == (True, Outcome.TOP)
    assert (together.per_axis, together.outcome) == (False, Outcome.FAIR)


def test_a_vote_is_over_one_axis_of_the_workshop(
    client: FlaskClient, store: Session, workshop: Workshop, path: str, step: Step
) -> None:
    mine, foreign = (
        axes_of(store, workshop.id)[1],
        make_axis(store, make_workshop(store)),
    )
    store.commit()

    save(client, path, scope="axis", axis_id=str(mine.id))
    assert kept(store, step).axis_id == mine.id
    save(client, path, scope="axis", axis_id=str(foreign.id))

    assert kept(store, step).axis_id is None


def test_one_text_is_adopted(
    client: FlaskClient,
    store: Session,
    proposals: list[Proposal],
    path: str,
    step: Step,
) -> None:
    choose(client, path, "adopt")
    before = text(client, path)
    save(client, path, one="3", majority="67", quorum="")

    vote = kept(store, step)
    terms = read_terms(vote.terms or {})
    assert "This way of voting is for 1 proposal. Choose which one." in before
    assert "Choose which one." not in text(client, path)
    assert (vote.picked, terms.majority, terms.quorum) == ([3], 67, 50)
    assert proposals[2].title in client.get(f"{path}preview").text


@pytest.mark.parametrize(
    ("case", "changed", "wrong"),
    [
        ("shortlist", {"seats": "0"}, "vote-seats"),
        ("shortlist", {"seats": "many"}, "vote-seats"),
        ("shortlist", {"most": "31"}, "vote-most"),
        ("shortlist", {"level": "everybody"}, "vote-level"),
        ("shortlist", {"scope": "none"}, "vote-scope"),
        ("shortlist", {"outcome": "shares"}, "vote-outcome"),
        ("shortlist", {"groups": ["party"]}, "vote-groups"),
        ("money", {"budget": "0"}, "vote-budget"),
        ("money", {"budget": "lots"}, "vote-budget"),
        ("adopt", {"majority": "49"}, "vote-majority"),
        ("adopt", {"quorum": "101"}, "vote-quorum"),
        ("order", {"case": "lottery"}, "vote-case"),
        ("order", {"question-ar": "ن" * 301}, "vote-question-ar"),
    ],
)
def test_what_no_vote_can_have_is_refused_by_its_field(
    client: FlaskClient, path: str, case: str, changed: dict[str, Any], wrong: str
) -> None:
    choose(client, path, case)

    answer = save(client, path, **changed)

    assert answer.status_code == 422
    assert list(answer.json["errors"]) == [wrong]


def test_a_refusal_keeps_what_was_typed_without_script(
    client: FlaskClient, path: str
) -> None:
    choose(client, path, "money")
    typed = {"vote-budget": "lots", "vote-question-fr": "Que financer ?"}

    answer = client.post(path, data={**fields(client, path), **typed})

    assert answer.status_code == 422
    assert 'value="lots"' in answer.text
    assert "Que financer ?" in answer.text
    assert "Please type an amount in dirhams" in answer.text
