"""Who gets what: every route for every role, in one table."""

from collections.abc import Iterator

import pytest
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from facilitator.participants.access import cookie_name
from tests.access_table import EXCEPTIONS, EXPECTED
from tests.asking import Town, stable
from tests.forms import forms_in
from tests.town import CODE, DRAFT, OTHER, ROLES, SECRET, VOTERS

REFUSED = {"in", "join", "404"}
MADE_BY_TYPST = {"reports.pdf", "reports.picture", "ballot.blank"}  # seconds each
PUBLIC = {  # of phones
    *("participants", "proposals", "voting", "room", "kiosk", "slips", "mine"),
}
METHODS = ("GET", "POST")
ROWS = {"axis_id", "step_id", "row_id", "act_id", "number"}
HOME = {"owner": "/desk/<code>/", "participant": "/w/<code>/"}
NO_ID = 9999
FILLED = {"by": "1", "version": "1", "reason": "مكرر"}  # what some buttons say


def _rules(town: Town, method: str, endpoint: str) -> Iterator[Rule]:
    return (rule for rule in town.rules(method) if rule.endpoint == endpoint)


def _cell(answer: TestResponse) -> str:
    where = answer.location or ""
    if answer.status_code == 303 and where.startswith("/accounts/sign-in"):
        return "in"
    if answer.status_code == 303 and where == f"/J/{CODE}":
        return "join"
    return str(answer.status_code)


def test_every_route_has_its_line(town: Town) -> None:
    routes = {(m, rule.endpoint) for m in METHODS for rule in town.rules(m)}

    assert set(EXPECTED) == routes
    assert {(m, endpoint) for _role, m, endpoint in EXCEPTIONS} <= routes


@pytest.mark.parametrize(("method", "endpoint"), EXPECTED)
def test_everybody_gets_what_is_theirs(town: Town, method: str, endpoint: str) -> None:
    for rule in _rules(town, method, endpoint):
        path, cells = town.path(rule), []
        for role in ROLES:
            cells.append(_cell(town.ask(role, path, method)))
            if method == "POST":
                town.reset()

        assert cells == EXPECTED[method, endpoint]


def test_whoever_is_refused_changes_nothing(town: Town) -> None:
    before = town.dump()

    for (method, endpoint), cells in EXPECTED.items():
        for role, cell in zip(ROLES, cells, strict=True):
            # Who may sign out is led to the same page.
            if cell in REFUSED and not endpoint.startswith("accounts.sign_out"):
                for rule in _rules(town, method, endpoint):
                    town.ask(role, town.path(rule), method)

    assert town.dump() == before


@pytest.mark.parametrize("role", ROLES)
def test_looking_changes_nothing(town: Town, role: str) -> None:
    before = town.dump()

    for rule in town.rules("GET"):
        for code in (CODE, OTHER) if rule.endpoint not in MADE_BY_TYPST else (CODE,):
            assert town.ask(role, town.path(rule, code)).status_code < 500

    assert town.dump() == before


def test_a_form_without_its_token_is_refused(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(town.app.config, "WTF_CSRF_ENABLED", True)
    before = town.dump()

    statuses = {
        (role, rule.rule): town.ask(role, town.path(rule), "POST").status_code
        for role in ROLES
        for rule in town.rules("POST")
    }

    assert set(statuses.values()) == {400}
    assert town.dump() == before


def test_a_form_with_its_token_is_taken(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(town.app.config, "WTF_CSRF_ENABLED", True)
    phone = town.app.test_client()
    form = next(f for f in forms_in(phone.get("/").text, "/") if "code" in f.names)

    answer = phone.post("/", data={**dict(form.fields), "code": CODE})

    assert (answer.status_code, answer.location) == (303, f"/J/{CODE}")


def _naming(town: Town, method: str, role: str) -> Iterator[tuple[Rule, str]]:
    """Return the rules of a role that name a row of a workshop, and how."""
    for rule in town.rules(method):
        if rule.rule.startswith(HOME[role]):
            for word in rule.arguments & ROWS:
                yield rule, word


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("role", HOME)
def test_what_is_another_workshops_is_not_there(
    town: Town, role: str, method: str
) -> None:
    before = town.dump()

    for rule, word in _naming(town, method, role):
        ids = town.value(rule, word, OTHER), NO_ID, town.value(rule, word)
        theirs, none, mine = (town.path(rule, **{word: number}) for number in ids)
        refused, absent = (
            town.ask(role, path, method, data=FILLED).status_code
            for path in (theirs, none)
        )
        # 409: it was refused before anybody looked for it.
        assert refused == absent
        assert refused in {404, 409}, theirs
        assert town.value(rule, word, OTHER) != town.value(rule, word)
        assert town.dump() == before
        assert town.ask(role, mine, method, data=FILLED).status_code != 404, mine
        town.reset()


def test_a_draft_is_there_for_its_facilitators_alone(town: Town) -> None:
    statuses = {
        (role, method, path): town.ask(role, path, method).status_code
        for method in METHODS
        for rule in town.rules(method)
        if rule.endpoint.split(".")[0] in PUBLIC and "code" in rule.arguments
        for path in [town.path(rule, DRAFT, key="a" * 32)]
        for role in ROLES
    }

    assert set(statuses.values()) == {404}
    assert town.ask("owner", f"/desk/{DRAFT}/").status_code == 200


def test_the_code_of_a_draft_is_as_good_as_none(town: Town) -> None:
    draft, none = (
        stable(town.ask("nobody", "/", "POST", data={"code": code}).text)
        for code in (DRAFT, "999999")
    )

    assert draft.replace(DRAFT, "999999") == none


@pytest.mark.parametrize("path", ["/desk/", "/desk/new"])
def test_lists_hold_only_what_is_shared(town: Town, path: str) -> None:
    codes = {"stranger": {OTHER}, "owner": {CODE, DRAFT}, "admin": set()}

    listed = {
        role: {c for c in (CODE, OTHER, DRAFT) if c in town.ask(role, path).text}
        for role in codes
    }

    assert listed == codes


def test_what_is_being_written_is_its_authors_alone(town: Town) -> None:
    neighbour = {"Cookie": f"{cookie_name(CODE)}={VOTERS[0]}"}
    paths = {
        rule.endpoint: town.path(rule)
        for rule in town.rules("GET")
        if rule.endpoint not in MADE_BY_TYPST
    }

    def seeing(role: str, **request: dict[str, str]) -> set[str]:
        return {
            e for e, p in paths.items() if SECRET in town.ask(role, p, **request).text
        }

    assert "proposals.write" in seeing("participant")
    assert seeing("participant", headers=neighbour) == set()
    assert {role: seeing(role) for role in ROLES if role != "participant"} == {
        role: set() for role in ROLES if role != "participant"
    }
