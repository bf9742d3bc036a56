"""Whatever is sent: never an error of ours, never markup of theirs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
from argon2 import PasswordHasher
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from werkzeug.exceptions import MethodNotAllowed
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from facilitator.accounts import passwords
from tests.access_table import EXPECTED
from tests.asking import Town
from tests.forms import Form, forms_in
from tests.hostile_pages import ANSWERS, PAGES
from tests.nasty import (
    AS_MARKUP,
    BODIES,
    COOKIES,
    HEADERS,
    IN_ADDRESSES,
    MARKUP,
    NASTY,
    QUERY,
)
from tests.test_access import MADE_BY_TYPST
from tests.town import (
    CODE,
    OTHER,
    ROLES,
)

POSTS = [endpoint for method, endpoint in EXPECTED if method == "POST"]
TEXTS = st.sampled_from(NASTY) | st.text(max_size=40)
AS_SCRIPT = {"Accept": "application/json"}
TRIES = 80  # for each form
SLOW_TRIES = 20  # of forms that cost a password's hash, or nothing but a press


@dataclass(frozen=True)
class Target:
    """A form, and who sends it where."""

    role: str
    path: str
    form: Form


@pytest.fixture(scope="module")
def targets(settled: Town) -> dict[str, list[Target]]:
    """The forms of all pages by endpoint, those with the same fields once."""
    settled.reset()
    settled.renew()
    found: dict[str, dict[frozenset[str], Target]] = {}
    shown = [
        (role, page, settled.ask(role, page).text)
        for role, pattern in PAGES
        for page in [pattern.format(**settled.values[CODE])]
    ]
    shown += [
        (role, page, settled.ask(role, page, "POST", data=sent).text)
        for role, page, sent in ANSWERS
    ]
    for role, page, html in shown:
        for form in forms_in(html, page):
            kinds = found.setdefault(_endpoint(settled, form.action), {})
            target = Target(role, form.action, form)
            kinds.setdefault(frozenset(form.names), target)
    found.pop("")
    return {endpoint: list(kinds.values()) for endpoint, kinds in found.items()}


@pytest.fixture(autouse=True)
def _quick_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", quick)
    monkeypatch.setattr(passwords, "DECOY", quick.hash("nobody knows it"))


def _endpoint(town: Town, path: str) -> str:
    """Return the endpoint to which a form is sent, empty when only its buttons are."""
    try:
        endpoint, _ = town.app.url_map.bind("").match(path, "POST")
    except MethodNotAllowed:
        return ""
    return str(endpoint)


def _send(
    town: Town, target: Target, fields: list[tuple[str, str]], **more: object
) -> TestResponse:
    body = urlencode(fields, errors="surrogatepass")
    kind = "application/x-www-form-urlencoded"
    return town.ask(
        target.role, target.path, "POST", data=body, content_type=kind, **more
    )


def _is_safe(answer: TestResponse) -> bool:
    is_page = answer.mimetype == "text/html"
    return answer.status_code < 500 and not (
        is_page and any(markup in answer.text for markup in AS_MARKUP)
    )


@st.composite
def _distorted(draw: st.DrawFn, form: Form) -> list[tuple[str, str]]:
    """The fields of a form: some as they were, some missing, repeated, or junk."""
    sent = []
    for name in sorted(form.names | {"unknown"}):
        kept = [field for field in form.fields if field[0] == name]
        junk = [(name, draw(TEXTS))]
        sent += draw(st.sampled_from([kept, kept, junk, junk, kept + junk, []]))
    return sent


def test_every_form_is_tried(targets: dict[str, list[Target]]) -> None:
    assert set(targets) == set(POSTS)


@pytest.mark.parametrize("endpoint", POSTS)
def test_no_form_breaks(
    town: Town, targets: dict[str, list[Target]], endpoint: str
) -> None:
    there = targets[endpoint]
    has_text = any(target.form.typed for target in there)
    is_slow = not has_text or endpoint.startswith("accounts.")

    @settings(
        max_examples=SLOW_TRIES if is_slow else TRIES,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(st.data())
    def attempt(choose: st.DataObject) -> None:
        target = choose.draw(st.sampled_from(there))
        fields = choose.draw(_distorted(target.form))
        headers = choose.draw(st.sampled_from([AS_SCRIPT, AS_SCRIPT, {}]))
        answer = _send(town, target, fields, headers=headers)
        if answer.status_code < 400:
            town.reset()
        assert _is_safe(answer), (target.path, fields, answer.status_code)

    attempt()


@pytest.mark.parametrize(("kind", "body"), BODIES)
def test_no_body_breaks(
    town: Town, targets: dict[str, list[Target]], kind: str, body: bytes
) -> None:
    for target in (there[0] for there in targets.values()):
        asked = {"data": body, "content_type": kind}
        answer = town.ask(target.role, target.path, "POST", **asked)
        if answer.status_code < 400:
            town.reset()

        assert _is_safe(answer), (target.path, answer.status_code)


def _junk(town: Town, rule: Rule) -> Iterator[str]:
    """Return addresses of `rule` in which one value is junk."""
    for name in rule.arguments:
        junk_here = f"<{name}>"
        path = re.sub(
            r"<(?:[^<>]+:)?(\w+)>",
            lambda found: (
                junk_here if found[1] == name else str(town.value(rule, found[1]))  # noqa: B023
            ),
            rule.rule,
        )
        yield from (path.replace(junk_here, junk) for junk in IN_ADDRESSES)


def _whose(rule: Rule) -> str:
    """Return a role that is let in at the addresses of `rule`."""
    homes = {"/w/": "participant", "/accounts/": "admin", "/J/": "nobody"}
    found = (role for home, role in homes.items() if rule.rule.startswith(home))
    return next(found, "owner")


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_address_breaks(town: Town, method: str) -> None:
    for rule in town.rules(method):
        for path in _junk(town, rule) if rule.endpoint not in MADE_BY_TYPST else ():
            answer = town.ask(_whose(rule), path, method)

            assert _is_safe(answer), (path[:99], answer.status_code)


def test_no_header_and_no_query_breaks(town: Town) -> None:
    for rule in town.rules("GET"):
        if rule.endpoint in MADE_BY_TYPST:
            continue
        path = f"{town.path(rule)}?{QUERY}"
        for headers in (*HEADERS, *({"Cookie": cookie} for cookie in COOKIES)):
            answer = town.ask(_whose(rule), path, headers=headers)

            assert _is_safe(answer), (path, headers, answer.status_code)


def test_what_is_refused_comes_back_with_all_that_was_sent(
    town: Town, targets: dict[str, list[Target]]
) -> None:
    drafts = {"proposals.keep", "proposals.discard"}  # take everything as it is
    refusing = [targets[endpoint] for endpoint in POSTS if endpoint not in drafts]
    for target in (one for there in refusing for one in there if one.form.typed):
        typed = {name: f"12 {name}" for name in target.form.typed}
        sent = {**dict(target.form.fields), **typed}
        for name in typed:
            if name.endswith(("-fr", "-en")):  # the same field in another language
                continue
            fields = {**sent, name: "ن" * 10_000}

            answer = _send(town, target, list(fields.items()))

            assert answer.status_code == 422, (target.path, name)
            assert _again(answer, target) == _kept(fields)


def _again(answer: TestResponse, target: Target) -> dict[str, str]:
    """Return what the form says that the answer shows instead of the one sent."""
    shown = forms_in(answer.text, target.path)
    same = [form for form in shown if form.names == target.form.names]
    return _kept(dict(same[0].fields))


def _kept(fields: dict[str, str]) -> dict[str, str]:
    """Return the fields that a refusal gives back: no password, no token."""
    secret = {"csrf_token", "password", "version"}
    return {name: value for name, value in fields.items() if name not in secret}


def test_what_was_taken_in_is_text_everywhere(
    town: Town, targets: dict[str, list[Target]]
) -> None:
    for nasty in (MARKUP, "\x00\u202eمشروع 👩🏽‍🔧 ⵜⴰⵎⴰⵣⵉⵖⵜ {{ 7 * 7 }}%(num)d"):
        for target in (one for there in targets.values() for one in there):
            if target.form.typed and not target.path.startswith("/accounts/sign"):
                junk = dict.fromkeys(target.form.typed, nasty)
                fields = {**dict(target.form.fields), **junk}
                assert _is_safe(_send(town, target, list(fields.items())))

    asked = [
        (role, town.path(rule, code))
        for role in ROLES
        for rule in town.rules("GET")
        for code in (CODE, OTHER)
    ]
    assert "<script>alert(7)" in "".join(town.dump())
    for role, path in asked:
        assert _is_safe(town.ask(role, path)), (role, path)
