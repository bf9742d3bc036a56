"""The page that follows the workshop, at each of its steps."""

import json
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from facilitator.proposals.rules import State
from facilitator.serving.hub import Hub
from facilitator.voting.actions import close_vote, open_vote, prepare_vote, reveal
from facilitator.voting.ballots import cast
from facilitator.voting.queries import options_of
from facilitator.workshops.models import NextStep
from facilitator.workshops.queries import progress_of
from facilitator.workshops.rules import STEP_NAMES, Status, StepKind
from tests.factories import (
    make_account,
    make_axis,
    make_open_workshop,
    make_proposal,
    make_seat,
)
from tests.people import enter


@pytest.mark.parametrize("kind", list(StepKind))
@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_every_step_has_its_page(
    client: FlaskClient, store: Session, kind: StepKind, language: str
) -> None:
    workshop = make_open_workshop(store, kind)
    make_proposal(store, make_axis(store, workshop))
    enter(client, store, workshop)

    answer = client.get(f"/w/{workshop.code}/", headers={"Accept-Language": language})

    assert answer.status_code == 200
    assert f'lang="{language}' in answer.text
    if language == "en":
        assert STEP_NAMES[kind] in answer.text


@pytest.mark.parametrize("kind", list(StepKind))
@pytest.mark.parametrize("part", ["now", "people", "proposals"])
def test_a_part_of_the_step_before_may_still_be_asked_for(
    client: FlaskClient, store: Session, kind: StepKind, part: str
) -> None:
    workshop = make_open_workshop(store, kind)
    make_proposal(store, make_axis(store, workshop))
    enter(client, store, workshop)

    answer = client.get(f"/w/{workshop.code}/", headers={"X-Part": part})

    assert answer.status_code == 200
    assert "<!doctype" not in answer.text


@pytest.mark.parametrize(
    ("kind", "can_write", "sees_all"),
    [
        (StepKind.RECEPTION, False, False),
        (StepKind.PRESENTATION, False, False),
        (StepKind.WRITING, True, False),
        (StepKind.TABLES, True, True),
        (StepKind.REPORT_BACK, False, True),
        (StepKind.MERGING, False, True),
        (StepKind.DISCUSSION, False, True),
        (StepKind.BREAK, False, False),
    ],
)
def test_each_step_offers_what_it_allows(
    client: FlaskClient,
    store: Session,
    kind: StepKind,
    can_write: bool,
    sees_all: bool,
) -> None:
    workshop = make_open_workshop(store, kind)
    make_proposal(store, make_axis(store, workshop), title="متحف رياضي")
    enter(client, store, workshop)

    html = client.get(f"/w/{workshop.code}/").text

    assert ("/proposals/new" in html) is can_write
    assert ("متحف رياضي" in html) is sees_all


def test_a_part_is_fetched_alone_and_only_when_it_changed(
    client: FlaskClient, store: Session
) -> None:
    workshop = make_open_workshop(store, StepKind.TABLES)
    axis = make_axis(store, workshop)
    enter(client, store, workshop)
    part = {"X-Part": "now"}
    first = client.get(f"/w/{workshop.code}/", headers=part)
    etag = first.headers["ETag"]

    unchanged = client.get(
        f"/w/{workshop.code}/", headers={**part, "If-None-Match": etag}
    )
    make_proposal(store, axis, title="متحف رياضي")
    store.commit()
    changed = client.get(
        f"/w/{workshop.code}/", headers={**part, "If-None-Match": etag}
    )

    assert "<html" not in first.text
    assert unchanged.status_code == 304
    assert changed.status_code == 200
    assert "متحف رياضي" in changed.text


def test_a_running_timer_alone_is_no_change(
    client: FlaskClient, store: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop = make_open_workshop(store, StepKind.WRITING)
    enter(client, store, workshop)
    progress = progress_of(store, workshop.id)
    assert progress is not None
    began = progress.entered_at
    progress.ends_at = began + timedelta(minutes=10)
    store.commit()
    etags = []
    for seconds in (10, 250):
        monkeypatch.setattr(
            "facilitator.room.now.now", lambda s=seconds: began + timedelta(seconds=s)
        )
        answer = client.get(f"/w/{workshop.code}/", headers={"X-Part": "now"})
        etags.append(answer.headers["ETag"])
        assert "timer__digits" in answer.text

    assert etags[0] == etags[1]


def test_without_scripts_the_page_comes_again_by_itself(
    client: FlaskClient, store: Session
) -> None:
    workshop = make_open_workshop(store, StepKind.WRITING)
    enter(client, store, workshop)

    html = client.get(f"/w/{workshop.code}/").text

    assert '<noscript><meta http-equiv="refresh" content="20"></noscript>' in html


def test_an_open_vote_tells_nothing_and_a_closed_one_only_when_revealed(
    client: FlaskClient, store: Session
) -> None:
    account = make_account(store)
    workshop = make_open_workshop(store, StepKind.VOTE, account)
    axis = make_axis(store, workshop)
    for number in (1, 2, 3):
        make_proposal(store, axis, number=number, title=f"مشروع رقم {number}")
    participant = enter(client, store, workshop)
    progress = progress_of(store, workshop.id)
    assert progress is not None

    def seen() -> str:
        store.commit()
        return client.get(f"/w/{workshop.code}/").text

    waiting = seen()
    vote = prepare_vote(store, workshop.id, progress.step_id)
    open_vote(store, vote, account.id)
    asked = seen()
    cast(store, vote, participant.token, [options_of(vote)[0].id])
    voted = seen()
    close_vote(store, vote, account.id)
    closed = seen()
    reveal(store, vote, account.id)

    assert seen().count("bar__number") == 3
    assert "opens in a moment" in waiting
    assert f"/w/{workshop.code}/votes/1/" in asked
    assert "Your ballot is in" in voted
    assert "Your ballot is counted" in closed
    assert "bar__number" not in asked + voted + closed


def test_the_closing_gives_thanks_receipt_and_what_follows(
    client: FlaskClient, store: Session
) -> None:
    account = make_account(store)
    workshop = make_open_workshop(
        store, StepKind.VOTE, account, closing_words={"ar": "شكرا لكم جميعا"}
    )
    store.add(
        NextStep(workshop_id=workshop.id, position=1, text={"ar": "إعداد المسودة"})
    )
    axis = make_axis(store, workshop)
    for number in (1, 2):
        make_proposal(store, axis, number=number)
    participant = enter(client, store, workshop)
    make_proposal(
        store, axis, number=3, author=participant.author, title="متحف", state=State.HELD
    )
    progress = progress_of(store, workshop.id)
    assert progress is not None
    vote = prepare_vote(store, workshop.id, progress.step_id)
    open_vote(store, vote, account.id)
    receipt = cast(store, vote, participant.token, [options_of(vote)[0].id])
    close_vote(store, vote, account.id)
    reveal(store, vote, account.id)
    workshop.status = Status.ENDED
    store.commit()

    html = client.get(f"/w/{workshop.code}/").text

    assert "شكرا لكم جميعا" in html
    assert "إعداد المسودة" in html
    assert "متحف" in html
    assert f"{receipt[:4]}-{receipt[4:8]}-{receipt[8:]}" in html
    assert "bar__number" in html


def test_many_people_look_at_a_new_step_spread_over_time(
    client: FlaskClient, store: Session
) -> None:
    workshop = make_open_workshop(store, StepKind.RECEPTION)
    for _ in range(99):
        make_seat(store, workshop)
    enter(client, store, workshop)

    html = client.get(f"/w/{workshop.code}/").text

    assert 'data-live-topics="step result setup" data-live-spread="400"' in html
    assert 'data-live-topics="people" data-live-spread="4000"' in html


def test_the_stream_begins_with_where_the_topics_stand(
    app: Flask, client: FlaskClient, store: Session
) -> None:
    app.extensions["hub"] = Hub()
    workshop = make_open_workshop(store)
    store.commit()

    answer = client.get(f"/w/{workshop.code}/live", buffered=False)

    assert answer.mimetype == "text/event-stream"
    assert b"retry:" in next(iter(answer.response))
    answer.close()


def test_a_page_that_scripts_refresh_holds_no_secret_of_others(
    client: FlaskClient, store: Session
) -> None:
    workshop = make_open_workshop(store, StepKind.TABLES)
    axis = make_axis(store, workshop)
    make_proposal(store, axis, author="b" * 64, key="f" * 32)
    enter(client, store, workshop)

    html = client.get(f"/w/{workshop.code}/").text

    assert "b" * 64 not in html
    assert "f" * 32 not in html
    assert json.dumps(workshop.key) not in html
