"""Under which names the server answers, and what it makes links of."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from facilitator.config import Settings
from facilitator.web.address import own_address
from facilitator.web.hosts import is_ours
from tests.factories import make_account
from tests.people import sign_in

PUBLIC = "https://atelier.example.ma"
FORGED = {"Host": "evil.example"}
OURS = (
    "",  # HTTP/1.0, and some health checks
    "atelier.example.ma",
    "ATELIER.example.ma:443",
    "atelier.example.ma.",
    "localhost:8321",
    "127.0.0.1:8321",
    "192.168.43.1:8321",  # whatever the hotspot gave
    "10.0.0.7",
    "[::1]:8321",
    "[fe80::1]",
    "laptop:8321",
    "my_laptop",
    "laptop.local:8321",
    "laptop.fritz.lan",
    "laptop.home.arpa",
)
FOREIGN = (
    "evil.example",
    "evil.example:8321",
    "atelier.example.ma.evil.example",
    "evil-atelier.example.ma",
    "local.evil.example",
    "127.0.0.1.evil.example",
    "localhost@evil.example",
    "atelier.example.ma@evil.example",
    "atelier.example.ma/evil",
    "atelier.example.ma?",
    "atelier.example.ma#",
    "atelier.example.ma:port",
    "[::1",
    "a b",
    "ورشة",
    "\"'><script>",
)


@pytest.mark.parametrize("host", OURS)
def test_a_name_of_ours_is_taken(host: str) -> None:
    assert is_ours(host, PUBLIC, "0.0.0.0")  # noqa: S104


@pytest.mark.parametrize("host", FOREIGN)
def test_a_name_that_somebody_else_can_have_is_not(host: str) -> None:
    assert not is_ours(host, PUBLIC, "0.0.0.0")  # noqa: S104


def test_the_name_to_listen_on_is_ours() -> None:
    assert is_ours("Laptop.Commune.ma:80", None, "laptop.commune.ma")
    assert not is_ours("laptop.commune.ma", None, "0.0.0.0")  # noqa: S104


@pytest.mark.parametrize("path", ["/", "/desk/", "/static/x.css", "/nothing/here"])
def test_a_forged_name_is_refused_with_a_sentence(
    client: FlaskClient, path: str
) -> None:
    answer = client.get(path, headers={**FORGED, "Accept-Language": "en"})

    assert answer.status_code == 400
    assert "This server does not know itself under this name." in answer.text
    assert "evil.example" not in answer.text
    assert "evil.example" not in str(answer.headers)


def test_a_forged_name_opens_nothing_to_whoever_is_signed_in(
    client: FlaskClient, store: Session
) -> None:
    account = make_account(store)
    sign_in(client, store, account)
    session = client.get_cookie("desk")
    assert session
    browser = {"Cookie": f"desk={session.value}"}
    rebound = client.application.test_client(use_cookies=False)
    assert rebound.get("/desk/", headers=browser).status_code == 200

    answer = rebound.get("/desk/", headers={**browser, **FORGED})

    assert answer.status_code == 400


@pytest.fixture
def hosted(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The application behind a proxy, known as `PUBLIC`."""
    mine: Settings = app.extensions["settings"]
    public = replace(mine, public_url=PUBLIC)
    monkeypatch.setitem(app.extensions, "settings", public)
    return app


def test_links_are_made_of_the_public_address_whatever_the_request_says(
    hosted: Flask, client: FlaskClient, store: Session
) -> None:
    sign_in(client, store, make_account(store, is_admin=True))
    session = client.get_cookie("desk")
    assert session
    forged = {
        "Host": "10.9.8.7",
        "X-Forwarded-Host": "evil.example",
        "Forwarded": "host=evil.example",
        "Cookie": f"desk={session.value}",
    }
    proxy = hosted.test_client(use_cookies=False)

    invited = proxy.post("/accounts/invitations", headers=forged).text
    with hosted.test_request_context(headers=forged):
        own = own_address()

    assert f'value="{PUBLIC}/accounts/invitations/' in invited
    assert {name for name in ("10.9.8.7", "evil") if name in invited} == set()
    assert own == PUBLIC


def test_the_seats_code_leads_to_the_address_by_which_the_phone_came(
    app: Flask,
) -> None:
    with app.test_request_context(base_url="http://192.168.43.1:8321/"):
        assert own_address() == "http://192.168.43.1:8321"
