"""What stands around every answer: policies, cookies, and where it leads."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from facilitator.app import create_app
from facilitator.config import read_settings
from facilitator.db import connect
from facilitator.units import Units
from facilitator.web.headers import ALWAYS, BY_HTTPS
from facilitator.web.language import here_only
from tests.accounts.pages import HASH, PASSWORD, try_password
from tests.asking import Town
from tests.factories import make_account, make_open_workshop
from tests.participants.joining import offered_code
from tests.test_access import MADE_BY_TYPST
from tests.town import CODE

CODE_FILES = sorted((Path(__file__).parents[2] / "facilitator").rglob("*.py"))
PAGES = Path(__file__).parents[2] / "templates"
ELSEWHERE = (
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "\x00//evil.example",
    " //evil.example",
    "javascript:alert(7)",
    "/x\r\nLocation: //evil.example",
)


@pytest.fixture
def secure(sqlite_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The application behind a proxy that ends https."""
    url = "https://atelier.example"
    settings = read_settings(
        {"FACILITATOR_DATABASE_URL": sqlite_url, "FACILITATOR_PUBLIC_URL": url},
        data=tmp_path,
    )
    engine = connect(sqlite_url)
    yield create_app(
        settings, Units(engine), {"TESTING": True, "WTF_CSRF_ENABLED": False}
    )
    engine.dispose()


def test_every_answer_of_every_kind_has_its_policies(town: Town) -> None:
    paths = [
        (town.path(rule), method)
        for method in ("GET", "POST")
        for rule in town.rules(method)
        if rule.endpoint not in MADE_BY_TYPST
    ]
    paths += [("/nothing", "GET"), ("/", "DELETE"), ("/static/x/css/app.css", "GET")]

    for path, method in paths:
        answer = town.ask("owner", path, method)
        town.reset()

        missing = [name for name in ALWAYS if name not in answer.headers]
        assert missing == [], path
        policy = answer.headers["Content-Security-Policy"]
        assert "'unsafe" not in policy, path
        assert "default-src 'self'" in policy or "default-src 'none'" in policy, path


def test_an_error_of_ours_has_them_too(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(client.application.config, "PROPAGATE_EXCEPTIONS", False)
    monkeypatch.setitem(client.application.view_functions, "participants.home", None)

    answer = client.get("/", headers={"Accept-Language": "en"})

    assert answer.status_code == 500
    assert "Something went wrong on our side." in answer.text
    assert [name for name in ALWAYS if name not in answer.headers] == []


def test_by_https_browsers_are_told_to_stay_with_it(
    secure: Flask, client: FlaskClient
) -> None:
    hosted = secure.test_client().get("/").headers

    assert {name: hosted[name] for name in BY_HTTPS} == BY_HTTPS
    assert [name for name in BY_HTTPS if name in client.get("/").headers] == []


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(
    secure: Flask, store: Session
) -> None:
    make_account(store, email="amina@example.ma", password_hash=HASH)
    make_open_workshop(store, code="482913")
    store.commit()
    https = "https://atelier.example"
    phone = secure.test_client()
    seat = {"seat": offered_code(phone.get("/J/482913", base_url=https).text)}

    answers = [
        phone.post("/J/482913", data=seat, base_url=https),
        phone.post("/language", data={"language": "fr"}, base_url=https),
        try_password(secure.test_client(), "amina@example.ma", PASSWORD),
    ]

    cookies = [c for answer in answers for c in answer.headers.getlist("Set-Cookie")]
    assert {cookie.split("=")[0] for cookie in cookies} == {
        "seat_482913",
        "code_482913",
        "language",
        "__Host-desk",
    }
    for cookie in cookies:
        flags = {part.strip() for part in cookie.split(";")[1:]}
        assert {"HttpOnly", "Secure", "SameSite=Lax"} <= flags, cookie
        assert "Domain" not in cookie
        assert "Path=/" in flags or not cookie.startswith("__Host-")


def test_whoever_sets_a_cookie_says_who_may_have_it() -> None:
    set_by = [
        (path.name, {word.arg for word in call.keywords})
        for path in CODE_FILES
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "set_cookie"
    ]

    assert len(set_by) >= 4
    for name, said in set_by:
        assert {"httponly", "samesite", "secure"} <= said, name


def test_the_desks_cookie_holds_a_token_and_nothing_of_a_person(
    client: FlaskClient, store: Session
) -> None:
    make_account(store, email="amina@example.ma", password_hash=HASH, name="Amina")
    store.commit()

    try_password(client, "amina@example.ma", PASSWORD)

    with client.session_transaction() as held:
        assert set(held) == {"sign-in", "csrf_token", "_permanent"}
        assert "amina" not in repr(dict(held)).lower()


@pytest.mark.parametrize("target", ELSEWHERE)
def test_a_target_elsewhere_is_the_home_page(target: str) -> None:
    assert here_only(target) == "/"


@pytest.mark.parametrize("target", ["/", "/desk/?a=//b", "/w/482913/#x", "/%2Fevil"])
def test_a_target_of_ours_stays(target: str) -> None:
    assert here_only(target) == target


@pytest.mark.parametrize("target", ELSEWHERE[:4])
def test_no_address_leads_elsewhere(town: Town, target: str) -> None:
    sent = {"next": target, "url": target, "return": target, "language": "fr"}
    for method in ("GET", "POST"):
        for rule in town.rules(method):
            if rule.endpoint in MADE_BY_TYPST:
                continue
            more = {"data": sent} if method == "POST" else {}
            for role in ("nobody", "participant", "owner"):
                path = town.path(rule)
                answer = town.ask(role, path, method, query_string=sent, **more)
                where = answer.location or "/"

                assert where[0] == "/", (role, path, where)
                assert where[1:2] not in ("/", "\\"), (role, path, where)
        town.reset()


def test_no_page_takes_a_file() -> None:
    """Nothing is uploaded, so nothing needs to be made harmless."""
    code = "".join(path.read_text("utf-8") for path in CODE_FILES)
    html = "".join(path.read_text("utf-8") for path in PAGES.rglob("*.html"))

    for word in ("request.files", "FileField", "werkzeug.datastructures.FileStorage"):
        assert word not in code
    for word in ('type="file"', "multipart/form-data"):
        assert word not in html


def test_a_file_that_is_sent_all_the_same_is_left_out(town: Town) -> None:
    """Scripts send forms as multipart: its texts count, its files do not."""
    boundary = "x" * 20
    parts = (
        ('name="code"', CODE),
        ('name="code"; filename="evil.html"', "<script>alert(7)</script>"),
        ('name="other"; filename="../../etc/passwd"', "x" * 1000),
    )
    body = "".join(
        f"--{boundary}\r\nContent-Disposition: form-data; {head}\r\n\r\n{text}\r\n"
        for head, text in parts
    )
    before = town.dump()

    answer = town.ask(
        "nobody",
        "/",
        "POST",
        data=f"{body}--{boundary}--\r\n".encode(),
        content_type=f"multipart/form-data; boundary={boundary}",
    )

    assert (answer.status_code, answer.location) == (303, f"/J/{CODE}")
    assert town.dump() == before


@pytest.mark.parametrize(
    ("asked", "there"),
    [("/desk", "/desk/"), ("/w//482913/", "/w/482913/"), ("/desk?a=1", "/desk/?a=1")],
)
def test_an_address_that_is_nearly_right_leads_on_within_this_server(
    client: FlaskClient, asked: str, there: str
) -> None:
    """A whole address would be made of the Host header, and of http behind https."""
    assert client.get(asked).location == there
