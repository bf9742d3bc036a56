"""The desk's pages on personal data."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.logbook.models import Act
from facilitator.web.locale import COOKIE
from facilitator.workshops.models import Membership, Workshop
from facilitator.workshops.rules import StepKind
from tests.factories import make_account, make_open_workshop
from tests.people import sign_in
from tests.privacy.rooms import PERSONAL, PUBLIC, ended_workshop, on_disk


@pytest.fixture
def ended(client: FlaskClient, store: Session) -> Workshop:
    client.set_cookie(COOKIE, "en")
    workshop = ended_workshop(store)
    sign_in(client, store, store.scalars(select(Membership)).one().account)
    return workshop


def _pages(workshop: Workshop) -> list[str]:
    here = f"/desk/{workshop.code}"
    return [
        *(f"{here}/{page}" for page in ("", "setup", "report", "report.json", "log/")),
        *(f"{here}/privacy/{page}" for page in ("", "purge", "register")),
        *(f"{here}/report.csv", f"{here}/slips", f"{here}/votes/1/result/"),
        *(f"/w/{workshop.code}/notice", f"/w/{workshop.code}/votes/1/receipts"),
        f"/screen/{workshop.code}/",
    ]


def test_a_purge_needs_the_tick(
    client: FlaskClient, ended: Workshop, store: Session
) -> None:
    answer = client.post(f"/desk/{ended.code}/privacy/purge")

    store.expire_all()
    assert (answer.status_code, ended.purged_at) == (422, None)


def test_after_a_purge_every_page_works_and_none_keeps_a_word(
    client: FlaskClient, ended: Workshop
) -> None:
    before = "".join(client.get(page).text for page in _pages(ended))
    done = client.post(f"/desk/{ended.code}/privacy/purge", data={"sure": "y"})

    answers = {page: client.get(page) for page in _pages(ended)}

    assert done.status_code == 303
    assert {page: a.status_code for page, a in answers.items()} == dict.fromkeys(
        _pages(ended), 200
    )
    after = "".join(answer.text for answer in answers.values())
    told = [word for word in PERSONAL[:-1] if word in before]
    assert len(told) >= 4
    assert [word for word in PERSONAL[:-1] if word in after] == []
    assert PUBLIC in after
    assert "Personal data was erased on" in answers[_pages(ended)[2]].text


def test_the_file_on_the_disk_is_rewritten(
    client: FlaskClient, ended: Workshop, tmp_path: Path
) -> None:
    client.post(f"/desk/{ended.code}/privacy/purge", data={"sure": "y"})

    kept = on_disk(tmp_path)
    assert [word for word in PERSONAL[:-1] if word.encode() in kept] == []
    assert PUBLIC.encode() in kept


def test_what_was_done_before_a_purge_is_not_undone(
    client: FlaskClient, ended: Workshop, store: Session
) -> None:
    act = store.scalars(select(Act).where(Act.kind == "proposal.hidden")).one()
    client.post(f"/desk/{ended.code}/privacy/purge", data={"sure": "y"})

    answer = client.post(f"/desk/{ended.code}/acts/{act.id}/undoing")

    assert answer.status_code == 409


def test_an_open_workshop_says_why_it_is_not_purged(
    client: FlaskClient, store: Session
) -> None:
    client.set_cookie(COOKIE, "en")
    staff = make_account(store)
    workshop = make_open_workshop(store, StepKind.WRITING, staff)
    sign_in(client, store, staff)

    answer = client.post(f"/desk/{workshop.code}/privacy/purge", data={"sure": "y"})

    assert answer.status_code == 409
    assert "End the workshop first" in answer.text


def test_the_desk_tells_a_month_before(
    client: FlaskClient, ended: Workshop, store: Session
) -> None:
    quiet = client.get(f"/desk/{ended.code}/").text
    ended.kept_months = 1
    assert ended.ended_at is not None
    ended.ended_at = ended.ended_at.replace(day=1)
    store.commit()

    told = client.get(f"/desk/{ended.code}/").text

    assert "Personal data is erased on" not in quiet
    assert "Personal data is erased on" in told


def test_the_register_marks_what_is_missing(
    client: FlaskClient, ended: Workshop
) -> None:
    page = client.get(f"/desk/{ended.code}/privacy/register").text

    assert "Draft, to be checked by a lawyer or with the CNDP" in page
    assert page.count("to be completed by the organiser") >= 4
    assert PERSONAL[7] in page  # the contact of the set-up
