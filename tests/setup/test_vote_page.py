"""Beside the choices of a vote: costs, what the room reads, the ballot, rounds."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.axes.queries import axes_of
from facilitator.proposals.models import Proposal
from facilitator.voting.actions import close_vote, open_vote, prepare_vote, reveal
from facilitator.voting.models import Vote
from facilitator.voting.queries import votes_of
from facilitator.web.headers import POLICY
from facilitator.workshops.models import Step, Workshop
from facilitator.workshops.queries import steps_of
from facilitator.workshops.rules import StepKind
from tests.factories import make_account, make_proposal
from tests.setup.votes import choose, save, text

JSON = {"Accept": "application/json"}


def test_costs_are_kept_and_what_is_missing_is_said(
    client: FlaskClient, store: Session, proposals: list[Proposal], path: str
) -> None:
    choose(client, path, "money")
    assert "6 proposals have no cost yet." in text(client, path)
    assert "Say how much money there is" in text(client, path)
    save(client, path, budget="100 000")
    costs = {f"costs-cost-{n}": "٥٠ ٠٠٠" for n in range(1, 6)}

    answer = client.post(
        f"{path}costs", data={**costs, "costs-cost-6": "150.000,50 DH"}, headers=JSON
    )

    store.rollback()
    found = store.scalars(select(Proposal.cost).order_by(Proposal.number)).all()
    assert answer.status_code == 200
    assert found == [5_000_000] * 5 + [15_000_050]
    seen = text(client, path)
    assert "no cost yet" not in seen
    assert "1 proposal costs more than all the money" in seen
    assert 'value="150000,50"' in seen
    assert len(proposals) == 6


def test_a_cost_that_is_none_is_refused_beside_its_proposal(
    client: FlaskClient, store: Session, proposals: list[Proposal], path: str
) -> None:
    choose(client, path, "money")

    answer = client.post(f"{path}costs", data={"costs-cost-2": "dear"})

    assert answer.status_code == 422
    assert 'value="dear"' in answer.text
    assert store.scalar(select(Proposal.cost).where(Proposal.number == 2)) is None
    assert proposals


def test_the_money_that_is_enough_for_all_is_said(
    client: FlaskClient, proposals: list[Proposal], path: str
) -> None:
    choose(client, path, "money")
    save(client, path, budget="100 000")
    costs = {f"costs-cost-{one.number}": "1 000" for one in proposals}
    client.post(f"{path}costs", data=costs)

    assert "All proposals together cost 6,000 dirhams" in text(client, path)


@pytest.mark.usefixtures("workshop")
def test_before_there_are_proposals_the_room_reads_an_example(
    client: FlaskClient, path: str
) -> None:
    choose(client, path, "shortlist")

    seen, ballot = text(client, path), client.get(f"{path}preview").text

    assert "An example: with 24 proposals" in seen
    assert "6 proposals are kept." in seen or "The first 6 proposals are kept." in seen
    assert "A vote needs at least two proposals" in seen
    assert "Example 24" in ballot


def test_slips_that_are_not_printed_are_missed(
    client: FlaskClient, proposals: list[Proposal], path: str
) -> None:
    choose(client, path, "shortlist")
    assert "No voting slip is printed yet" in text(client, path)

    save(client, path, level="open")

    assert "No voting slip is printed yet" not in text(client, path)
    assert "This vote is indicative: whoever joined with two phones" in text(
        client, path
    )
    assert proposals


def test_the_preview_cannot_be_sent(
    client: FlaskClient, store: Session, proposals: list[Proposal], path: str
) -> None:
    answer = client.get(f"{path}preview")

    policy = answer.headers["Content-Security-Policy"]
    assert policy == f"{POLICY}; sandbox allow-scripts allow-same-origin"
    assert "frame-ancestors 'self'" in policy
    assert proposals[0].title in answer.text
    assert len(re.findall(r"<button[^>]* disabled", answer.text)) == 2
    assert not re.search(r'data-behaviour="[^"]*\b(outbox|draft|live)\b', answer.text)
    assert store.scalars(select(Vote)).all() == []


@pytest.mark.parametrize("part", ["vote-says", "vote-preview"])
def test_a_live_part_stays_the_same(client: FlaskClient, path: str, part: str) -> None:
    said = client.get(path, headers={"X-Part": part})

    again = client.get(
        path, headers={"X-Part": part, "If-None-Match": said.headers["ETag"]}
    )

    assert again.status_code == 304


def test_a_live_part_is_fetched_alone(client: FlaskClient, path: str) -> None:
    said = client.get(path, headers={"X-Part": "vote-says"})

    assert "<form" not in said.text
    assert "What the room will read" in said.text


def test_an_open_vote_is_fixed(
    client: FlaskClient,
    store: Session,
    workshop: Workshop,
    proposals: list[Proposal],
    path: str,
    step: Step,
) -> None:
    vote = prepare_vote(store, workshop.id, step.id)
    open_vote(store, vote, make_account(store).id)
    store.commit()

    answer = client.post(path, data={"vote-case": "money"}, headers=JSON)

    assert answer.status_code == 409
    assert "its question and rules are fixed" in text(client, path)
    assert client.post(f"{path}costs").status_code == 409
    assert proposals


def test_one_more_vote_takes_one_tap(
    client: FlaskClient, store: Session, workshop: Workshop, path: str
) -> None:
    answer = client.post(f"{path}further")

    store.rollback()
    kinds = [one.kind for one in steps_of(store, workshop.id)]
    assert kinds.count(StepKind.VOTE) == 2
    added = steps_of(store, workshop.id)[kinds.index(StepKind.RESULTS) + 1]
    there = f"/desk/{workshop.code}/setup/votes/{added.id}/"
    assert (answer.status_code, answer.location) == (303, there)
    assert "One more vote is in the agenda." in text(client, there)


def test_a_second_round_is_prepared_once_the_room_has_seen_the_first(
    client: FlaskClient,
    store: Session,
    workshop: Workshop,
    proposals: list[Proposal],
    path: str,
    step: Step,
) -> None:
    account = make_account(store)
    vote = prepare_vote(store, workshop.id, step.id)
    open_vote(store, vote, account.id)
    close_vote(store, vote, account.id)
    store.commit()
    assert client.post(f"{path}round").status_code == 409
    assert "once the room has seen the result" in text(client, path)
    for _stage in range(9):
        reveal(store, vote, account.id)
    store.commit()

    few = client.post(
        f"{path}round", data={"round-among": "list", "round-picked": ["2"]}
    )
    done = client.post(
        f"{path}round", data={"round-among": "list", "round-picked": ["2", "4"]}
    )

    store.rollback()
    second = votes_of(store, workshop.id)[1]
    assert few.status_code == 409
    assert "A vote needs at least two proposals" in unescape(few.text)
    assert done.location == f"/desk/{workshop.code}/setup/votes/{second.step_id}/"
    assert (second.picked, second.follows) == ([2, 4], 1)
    assert "A further round of vote 1" in text(client, done.location)
    assert len(proposals) == 6


def test_the_set_up_page_says_what_each_vote_is(
    client: FlaskClient, workshop: Workshop, path: str
) -> None:
    choose(client, path, "money")

    seen = text(client, f"/desk/{workshop.code}/setup")

    assert f'href="{path}"' in seen
    assert "Share out an amount of money · Whoever holds a voting slip" in seen


def test_only_a_step_for_voting_has_the_page(
    client: FlaskClient, store: Session, workshop: Workshop
) -> None:
    other = steps_of(store, workshop.id)[0]

    answer = client.get(f"/desk/{workshop.code}/setup/votes/{other.id}/")

    assert answer.status_code == 404


def test_the_page_asks_the_same_however_many_proposals_there_are(
    client: FlaskClient,
    store: Session,
    workshop: Workshop,
    proposals: list[Proposal],
    path: str,
    queries: list[str],
) -> None:
    choose(client, path, "money")
    queries.clear()
    client.get(path)
    before = len(queries)
    store.rollback()
    for number in range(7, 30):
        make_proposal(store, axes_of(store, workshop.id)[0], number=number)
    store.commit()

    queries.clear()
    client.get(path)

    assert len(queries) == before
    assert len(proposals) == 6
