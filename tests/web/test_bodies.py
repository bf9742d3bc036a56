"""What a request may hold: refused with a sentence, or left out."""

import json
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from facilitator.web.bodies import BODY_LIMIT, FIELDS
from tests.asking import Town
from tests.town import DRAFT_KEY

ENGLISH = {"Accept-Language": "en"}
FORM = "application/x-www-form-urlencoded"
TOO_LONG = "That is too long to be taken in."
NO_FORM = "What was sent is not a form of this page."


def _post(client: FlaskClient, body: bytes | str, kind: str) -> TestResponse:
    return client.post("/", data=body, content_type=kind, headers=ENGLISH)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", json.dumps({"code": 1})),
        ("application/json", "[" * 100_000),
        ("application/json", '{"code": ' * 20_000),
        ("text/plain", "code=246810"),
        ("text/xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
        ("application/octet-stream", "\x00" * 100),
        ("image/svg+xml", "<svg onload='alert(7)'/>"),
    ],
)
def test_what_is_no_form_is_refused(client: FlaskClient, kind: str, body: str) -> None:
    answer = _post(client, body, kind)

    assert (answer.status_code, NO_FORM in answer.text) == (415, True)


@pytest.mark.parametrize("kind", [FORM, "multipart/form-data; boundary=x"])
def test_too_long_a_body_is_refused(client: FlaskClient, kind: str) -> None:
    answer = _post(client, "x" * (BODY_LIMIT + 1), kind)

    assert (answer.status_code, TOO_LONG in answer.text) == (413, True)


def test_a_body_as_long_as_it_may_be_is_read(client: FlaskClient) -> None:
    answer = _post(client, ("code=" + "7" * BODY_LIMIT)[:BODY_LIMIT], FORM)

    assert answer.status_code == 422
    assert "The code has 6 digits." in answer.text


@pytest.mark.parametrize("more", [0, 1])
def test_too_many_fields_are_refused(client: FlaskClient, more: int) -> None:
    fields = "&".join(["code=12345"] + ["a=1"] * (FIELDS - 1 + more))

    answer = _post(client, fields, FORM)

    assert answer.status_code == (413 if more else 422)
    assert (TOO_LONG in answer.text) is bool(more)


def test_too_many_parts_are_refused(client: FlaskClient) -> None:
    part = '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'

    answer = _post(
        client, part * (FIELDS + 1) + "--x--\r\n", "multipart/form-data; boundary=x"
    )

    assert (answer.status_code, TOO_LONG in answer.text) == (413, True)


def test_many_ampersands_in_a_text_are_no_fields(town: Town) -> None:
    text = "&" * 1500
    fields = {"title": "سوق", "description": text}

    answer = town.ask(
        "elsewhere",
        f"/w/135791/proposals/own/{DRAFT_KEY}/draft",
        "POST",
        data=fields,
        content_type="multipart/form-data",
    )

    assert answer.status_code == 303
    assert text in "".join(town.dump())


@pytest.mark.parametrize("value", [5, None, True, ["a"], {"b": 1}, 1.5])
def test_json_never_stands_in_for_a_form(town: Town, value: object) -> None:
    """A form of WTForms would take it, whatever its fields expect."""
    for rule in town.rules("POST"):
        answer = town.ask(
            "owner", town.path(rule), "POST", json=dict.fromkeys(("code", "x"), value)
        )

        assert answer.status_code == 415, rule


def test_a_query_may_be_long_and_have_many_fields(client: FlaskClient) -> None:
    query = urlencode([(f"a{n}", "ن" * 10) for n in range(2000)])

    assert client.get(f"/?{query}").status_code == 200
