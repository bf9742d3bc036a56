"""Drafts, and what comes too late or over another text."""

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.keys import new_key
from facilitator.proposals.models import Proposal
from facilitator.proposals.queries import mine
from facilitator.proposals.rules import State
from facilitator.workshops.queries import progress_of
from facilitator.workshops.rules import StepKind
from tests.factories import make_proposal
from tests.proposals.rooms import a_room, filled, path


def test_a_draft_is_kept_on_the_way_and_offered_again(
    client: FlaskClient, store: Session
) -> None:
    participant, axis = a_room(client, store)
    key = new_key()

    answer = client.post(
        path(key) + "/draft",
        data={"title": "مت", "axis": str(axis.id)},
        headers={"Accept": "application/json"},
    )

    assert answer.json == {"kept": True}
    (entry,) = mine(store, participant.workshop.id, participant.author)
    assert (entry.proposal.state, entry.proposal.title) == (State.DRAFT, "مت")
    assert path(key) in client.get("/w/482913/").text
    assert "مت</textarea>" in client.get(path(key)).text
    assert "مت" not in client.get("/w/482913/proposals/").text


def test_an_empty_form_leaves_no_draft(client: FlaskClient, store: Session) -> None:
    a_room(client, store)

    answer = client.post(
        path(new_key()) + "/draft", data={}, headers={"Accept": "application/json"}
    )

    assert answer.json == {"kept": False}
    assert store.scalars(select(Proposal)).all() == []


def test_a_draft_is_deleted_by_its_author(client: FlaskClient, store: Session) -> None:
    a_room(client, store)
    key = new_key()
    client.post(path(key) + "/draft", data={"title": "مت"})

    assert client.post(path(key) + "/discarding").status_code == 303
    assert client.post(path(key) + "/discarding").status_code == 404


def test_what_comes_after_the_step_closed_is_kept_as_a_draft(
    client: FlaskClient, store: Session
) -> None:
    participant, axis = a_room(client, store, StepKind.VOTE)

    answer = client.post(path(new_key()), data=filled(axis))

    assert answer.status_code == 303
    page = client.get(answer.location).text
    assert "kept as a draft" in page
    (entry,) = mine(store, participant.workshop.id, participant.author)
    assert (entry.proposal.state, entry.proposal.title) == (State.DRAFT, "متحف رياضي")


def test_a_change_that_comes_too_late_is_refused_with_the_text_kept(
    client: FlaskClient, store: Session
) -> None:
    participant, axis = a_room(client, store)
    key = new_key()
    client.post(path(key), data=filled(axis))
    progress = progress_of(store, participant.workshop.id)
    assert progress is not None
    progress.step.kind = StepKind.VOTE
    store.commit()

    answer = client.post(path(key), data=filled(axis, title="آخر", version="1"))

    assert answer.status_code == 422
    assert "آخر</textarea>" in answer.text
    assert "Proposing is closed now." in answer.text


def test_a_conflict_shows_both_texts_and_lets_the_author_decide(
    client: FlaskClient, store: Session
) -> None:
    _, axis = a_room(client, store)
    key = new_key()
    client.post(path(key), data=filled(axis))
    client.post(path(key), data=filled(axis, title="من هاتف آخر", version="1"))

    answer = client.post(path(key), data=filled(axis, title="من هنا", version="1"))

    assert answer.status_code == 409
    assert "من هاتف آخر" in answer.text
    assert "من هنا</textarea>" in answer.text
    assert 'name="version" type="hidden" value="2"' in answer.text
    client.post(path(key), data=filled(axis, title="من هنا", version="2"))
    assert store.scalar(select(Proposal.title)) == "من هنا"


def test_another_persons_draft_is_not_there(
    client: FlaskClient, store: Session
) -> None:
    _, axis = a_room(client, store, StepKind.VOTE)
    other = make_proposal(
        store, axis, author="b" * 64, key="f" * 32, title="سر", state=State.DRAFT
    )
    store.commit()

    answer = client.get(path(other.key), follow_redirects=True)

    assert "سر" not in answer.text
    assert client.post(path(other.key) + "/discarding").status_code == 404
