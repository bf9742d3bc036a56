"""The past costs nothing: pages send the same statements however much there is."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection, event, insert
from sqlalchemy.orm import Session

from facilitator import keys
from facilitator.proposals.models import Objective
from facilitator.voting.actions import open_vote, prepare_vote
from facilitator.voting.models import Ballot
from facilitator.workshops.models import Workshop
from facilitator.workshops.queries import members_of, progress_of
from facilitator.workshops.rules import StepKind
from tests.factories import make_account, make_axis, make_open_workshop, make_proposal
from tests.people import enter, sign_in
from tests.voting.rooms import Room, make_open_room, token_for

FEW, MANY, MOST_ON_A_BALLOT = 3, 300, 200
PAGES = {
    StepKind.DISCUSSION: (
        "/w/{code}/",
        "/w/{code}/proposals/",
        "/desk/{code}/",
        "/desk/{code}/report",
        "/screen/{code}/",
    ),
    StepKind.VOTE: ("/w/{code}/", "/desk/{code}/", "/screen/{code}/"),
}
CASES = [(kind, page) for kind, pages in PAGES.items() for page in pages]


def make_room(store: Session, kind: StepKind, proposals: int) -> Workshop:
    account = make_account(store)
    workshop = make_open_workshop(store, kind, account)
    axes = [make_axis(store, workshop, position=n) for n in (1, 2)]
    for number in range(1, proposals + 1):
        proposal = make_proposal(store, axes[number % 2], number=number)
        store.add(Objective(proposal_id=proposal.id, position=1, text="هدف"))
    if kind is StepKind.VOTE:
        progress = progress_of(store, workshop.id)
        assert progress is not None
        open_vote(store, prepare_vote(store, workshop.id, progress.step_id), account.id)
    store.commit()
    return workshop


@pytest.mark.parametrize(("kind", "page"), CASES)
def test_300_proposals_take_the_statements_of_3(
    app: Flask, store: Session, queries: list[str], kind: StepKind, page: str
) -> None:
    counted = []
    many = MOST_ON_A_BALLOT if kind is StepKind.VOTE else MANY
    for number in (FEW, many):
        workshop = make_room(store, kind, number)
        client = app.test_client()
        enter(client, store, workshop)
        sign_in(client, store, members_of(store, workshop.id)[0].account)
        address = page.format(code=workshop.code)
        assert client.get(address).status_code == 200
        app.extensions["memory"] = None  # what is remembered asks nothing
        queries.clear()
        client.get(address)
        counted.append(len(queries))

    assert counted[0] == counted[1] > 0


def put_ballots(store: Session, room: Room, number: int) -> None:
    key = room.vote.key
    rows = [
        {
            "vote_id": room.vote.id,
            "locator": keys.locator(token, key),
            "receipt": keys.receipt(token, key),
            "content": '["P1"]',
        }
        for token in map(token_for, range(number))
    ]
    store.execute(insert(Ballot), rows)
    store.commit()


@pytest.mark.parametrize("page", ["/desk/{code}/", "/screen/{code}/", "/w/{code}/"])
def test_no_page_reads_what_ballots_say(
    app: Flask, client: FlaskClient, store: Session, page: str
) -> None:
    """A count runs over the keys of one vote; no statement looks at every table row."""
    room = make_open_room(store)
    put_ballots(store, room, 50)
    sign_in(client, store, room.account)
    enter(client, store, room.workshop)
    plans: list[str] = []
    engine = app.extensions["units"].engine

    @event.listens_for(engine, "before_cursor_execute")
    def _explain(
        _c: Connection, cursor: object, statement: str, given: object, *_rest: object
    ) -> None:
        if statement.startswith("SELECT"):
            raw = cursor.connection.cursor()  # type: ignore[attr-defined]
            raw.execute(f"EXPLAIN QUERY PLAN {statement}", given)
            plans.extend(row[3] for row in raw.fetchall())

    assert client.get(page.format(code=room.workshop.code)).status_code == 200

    assert plans
    growing = ("ballot", "seat", "proposal", "pulse", "act", "objective")
    scans = [line for line in plans if line.startswith("SCAN")]
    assert [s for s in scans if s.split()[1] in growing] == []
