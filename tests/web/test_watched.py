"""Each request has a number, is timed, and leaves one line that names nobody."""

import json
import logging
import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from facilitator import logs
from facilitator.live.actions import announce
from facilitator.workshops.rules import Status
from tests.asking import VISITORS, Town
from tests.factories import make_workshop
from tests.town import CODE

WORDS = "Zahra-from-the-well"  # what people type everywhere
PROXYS = "from-the-proxy_1"
SECRET_VALUE = re.compile(r"[0-9a-f]{16}|[A-Za-z0-9_-]{20}")


@pytest.fixture
def log_as_json() -> Iterator[Callable[[], None]]:
    """How to log as a server does, in the test itself: it has a stderr of its own."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield lambda: logs.set_up("json")
    root.handlers = handlers
    root.setLevel(level)
    logging.captureWarnings(False)


def figure(app: Flask, name: str, **labels: str) -> float:
    found = app.extensions["units"].measures.registry.get_sample_value(name, labels)
    return float(found or 0)


def test_each_answer_has_a_number(client: FlaskClient) -> None:
    numbers = {client.get("/").headers["X-Request-ID"] for _ in range(3)}

    assert len(numbers) == 3
    assert all(re.fullmatch("[0-9a-f]{16}", number) for number in numbers)


@pytest.mark.parametrize(
    ("given", "is_taken"),
    [
        (PROXYS, True),
        ("x" * 64, True),
        ("x" * 65, False),
        ("two words", False),
        ("<b>", False),
        ("١٢٣", False),
        ("", False),
    ],
)
def test_a_proxys_number_is_taken_when_it_can_be_one(
    client: FlaskClient, given: str, is_taken: bool
) -> None:
    answer = client.get("/", environ_overrides={"HTTP_X_REQUEST_ID": given})

    assert (answer.headers["X-Request-ID"] == given) == is_taken


def test_a_failure_shows_its_number(
    app: Flask,
    client: FlaskClient,
    capsys: pytest.CaptureFixture[str],
    log_as_json: Callable[[], None],
) -> None:
    log_as_json()
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.view_functions["participants.home"] = lambda: 1 // 0

    page = client.get("/", headers={"X-Request-ID": PROXYS})
    sent = client.get(
        "/", headers={"X-Request-ID": PROXYS, "Accept": "application/json"}
    )

    assert (page.status_code, sent.status_code) == (500, 500)
    assert PROXYS in page.get_data(as_text=True)
    assert sent.json
    assert sent.json["number"] == PROXYS
    told = capsys.readouterr().err.splitlines()
    lines = [json.loads(line) for line in told if line.startswith("{")]  # Flask's too
    failures = [line for line in lines if "error" in line]
    assert [line["request_id"] for line in failures] == [PROXYS, PROXYS]
    assert "ZeroDivisionError" in failures[0]["error"]


def test_other_refusals_show_none(client: FlaskClient) -> None:
    page = client.get("/nowhere", headers={"X-Request-ID": PROXYS})

    assert page.status_code == 404
    assert PROXYS not in page.get_data(as_text=True)


def test_requests_are_counted_by_kind_of_page(
    app: Flask, client: FlaskClient, store: Session
) -> None:
    make_workshop(store, code="111111", status=Status.OPEN)
    store.commit()

    for path in ("/J/111111", "/J/222222", "/nowhere", "/static/x/base.css"):
        client.get(path)
    client.open("/", method="BREW")

    def count(route: str, status: str, method: str = "GET") -> float:
        name = "facilitator_request_seconds_count"
        return figure(app, name, route=route, status=status, method=method)

    assert count("/J/<code>", "2xx") + count("/J/<code>", "3xx") == 1
    assert count("/J/<code>", "4xx") == 1
    assert count("none", "4xx") == 1
    assert count("/static/<version>/<path:filename>", "4xx") == 1
    assert count("none", "4xx", "other") == 1


def test_what_is_stored_is_counted(app: Flask) -> None:
    units = app.extensions["units"]
    with units.writing() as session:
        workshop = make_workshop(session)
        announce(session, workshop.id, "people")

    assert figure(app, "facilitator_commit_seconds_count") == 1
    assert figure(app, "facilitator_batch_units_sum") == 1
    assert figure(app, "facilitator_units_waiting") == 0


def test_a_line_for_each_request_and_nobody_in_it(
    town: Town,
    capsys: pytest.CaptureFixture[str],
    log_as_json: Callable[[], None],
) -> None:
    """Whatever is asked by whoever, no value of an address or a form is logged."""
    log_as_json()
    asked = 0
    secrets = {WORDS, CODE}
    for method in ("GET", "POST"):
        for rule in town.rules(method):
            path = town.path(rule)
            secrets |= set(SECRET_VALUE.findall(path))
            for role in VISITORS:
                form = dict.fromkeys(("name", "title", "email", "code", "text"), WORDS)
                town.ask(
                    role,
                    f"{path}?q={WORDS}",
                    method,
                    data=form if method == "POST" else None,
                    headers={"User-Agent": WORDS, "Referer": f"http://{WORDS}/"},
                )
                asked += 1
    secrets |= {cookie.partition("=")[2] for cookie in town.cookies() if "=" in cookie}

    told = capsys.readouterr().err
    lines = [json.loads(line) for line in told.splitlines()]
    requests = [line for line in lines if line["logger"] == "facilitator.requests"]
    assert len(requests) == asked
    assert {line["route"] for line in requests} >= {"/w/<code>/", "/desk/<code>/"}
    assert [secret for secret in secrets if secret in told] == []
    assert "127.0.0.1" not in told
