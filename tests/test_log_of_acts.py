"""Whatever staff does stands in the log: every route of theirs, or a reason why not."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.exceptions import MethodNotAllowed, NotFound

from facilitator import keys
from facilitator.accounts.models import Account
from facilitator.accounts.passwords import hash_password
from facilitator.axes.actions import add_axis
from facilitator.axes.rules import AxisText
from facilitator.clock import now
from facilitator.logbook.chain import broken_links
from facilitator.slips.rules import SlipState
from facilitator.workshops.models import Workshop
from facilitator.workshops.rules import Status
from tests.access_table import EXPECTED
from tests.asking import OWN_TABLET, Town
from tests.factories import make_account, make_seat, make_slip
from tests.forms import Form, forms_in
from tests.hostile_pages import PAGES
from tests.people import PERSONAL_CODE
from tests.town import CODE, CONSENT, STAFF

NOT_LOGGED = {
    "paper.take": "it only looks at what there is to type",
    "paper.keep": "what is typed is a ballot, and nothing of a ballot is in the log: "
    "two people type each paper, and the vote counts how many came in that way",
    "setup.rehearsals.make": "a rehearsal leaves no trace",
    "setup.rehearsals.wipe": "a rehearsal leaves no trace",
}
STAFFS = [
    endpoint
    for (method, endpoint), cells in EXPECTED.items()
    if method == "POST" and cells[0] == "in" and endpoint not in NOT_LOGGED
]
PASSWORD = "a long enough password"
# What people type, where a form as it stands says too little.
TYPED: dict[str, dict[str, str]] = {
    "hands.count": {"present": "9", "hands-P1": "3", "hands-P2": "2", "hands-P3": "1"},
    "accounts.password": {"current": PASSWORD, "new": f"{PASSWORD} too"},
    "setup.new": {"title": "ورشة"},
    "setup.rows.add_axis": {"new-axis-title-ar": "محور"},
    "setup.rows.add_presence": {
        "new-presence-role-ar": "الجمعيات",
        "new-presence-count": "4",
    },
    "setup.rows.add_next_step": {"new-next-text-ar": "نشر التقرير"},
    "setup.rows.share": {"share-email": "colleague@example.ma"},
    "polling.make": {"number": "3"},
    "polling.hand_out": {"handed": "1"},
    "polling.take_back": {"returned": "8"},
    "polling.void": {"voided": "1", "reason": "ضاعت"},
    "polling.check": {"left": "0", "returned": "0"},
    "privacy.purge": {"sure": "y"},
    "staff.close": {"password": PASSWORD},
    "staff.erase_person": {"sure": "y"},
    "privacy.person": {"code": PERSONAL_CODE},
    "desk.results.roll": {"digits": "123456"},
}


MORE_PAGES = (
    ("colleague", "/accounts/closing"),
    ("owner", f"/desk/{CONSENT}/privacy/purge"),
)


@pytest.fixture
def ready(town: Town) -> Town:
    """The town, in which there is something for every button."""
    with town.writing() as session:
        here, ended = (_workshop(session, code) for code in (CODE, CONSENT))
        mine = select(Account).where(Account.name.in_(["owner", "colleague"]))
        for account in session.scalars(mine):
            account.password_hash = hash_password(PASSWORD)
        make_account(session, email="colleague@example.ma")
        add_axis(session, here.id, AxisText({"ar": "محور فارغ"}))
        token = keys.token_from(PERSONAL_CODE, here.key)
        make_seat(session, here, credential=keys.credential(token, here.key))
        make_slip(session, here, "8" * 16, number=8, state=SlipState.HANDED)
        ended.status, ended.ended_at = Status.ENDED, now()
        session.flush()
    return town


def _workshop(session: Session, code: str) -> Workshop:
    return session.scalars(select(Workshop).where(Workshop.code == code)).one()


def _forms(town: Town, endpoint: str) -> Iterator[tuple[str, Form]]:
    """Give the forms of staff's pages that are sent to an endpoint."""
    for role, pattern in (*PAGES, *MORE_PAGES):
        if role in (*STAFF, OWN_TABLET):
            page = pattern.format(**town.values[CODE])
            for form in forms_in(town.ask(role, page).text, page):
                if _endpoint(town, form.action) == endpoint:
                    yield role, form


def _endpoint(town: Town, path: str) -> str:
    try:
        return str(town.app.url_map.bind("").match(path, "POST")[0])
    except (MethodNotAllowed, NotFound):
        return ""


def _acts(town: Town) -> int:
    return sum(line.startswith('INSERT INTO "act"') for line in town.dump())


@pytest.mark.parametrize("endpoint", STAFFS)
def test_what_staff_does_is_in_the_log(ready: Town, endpoint: str) -> None:
    before, statuses = _acts(ready), []

    for role, form in _forms(ready, endpoint):
        fields = {**dict(form.fields), **TYPED.get(endpoint, {})}
        answer = ready.ask(role, form.action, "POST", data=fields)
        statuses.append(answer.status_code)
        if answer.status_code < 400:
            break

    assert statuses
    assert statuses[-1] < 400, statuses
    assert _acts(ready) > before
    with ready.writing() as session:
        assert broken_links(session) == []


def test_every_exception_is_a_route() -> None:
    assert set(NOT_LOGGED) <= {endpoint for _, endpoint in EXPECTED}
