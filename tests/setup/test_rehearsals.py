"""A rehearsal: made, marked, apart from real workshops, and wiped without a trace."""

import json
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from facilitator.accounts.models import Account
from facilitator.demo.meeting import hold
from facilitator.errors import RuleBroken
from facilitator.paths import PACKAGE
from facilitator.setup.actions import rehearse
from facilitator.tables import METADATA
from facilitator.voting.actions import prepare_vote
from facilitator.voting.erasing import after_close, at_start
from facilitator.voting.queries import votes_of
from facilitator.voting.rules import Level
from facilitator.voting.wiping import NotARehearsal, wipe_rehearsal
from facilitator.workshops.acts import record
from facilitator.workshops.models import Act, Workshop
from facilitator.workshops.queries import open_workshops, steps_of
from facilitator.workshops.rules import Status, StepKind
from tests.factories import make_account, make_open_workshop, make_workshop
from tests.people import enter

MARK = "Rehearsal: nothing here counts."
INVENTED = json.loads((PACKAGE / "demo" / "oued-zitoun.json").read_text("utf-8"))


def everything(session: Session) -> dict[str, list[Any]]:
    """Return every row of every table."""
    return {
        name: sorted(map(repr, session.execute(select(table))))
        for name, table in METADATA.tables.items()
    }


def rehearsed(session: Session, account: Account) -> Workshop:
    """A rehearsal through which 60 robots went: seats, proposals, a counted vote."""
    workshop = rehearse(session, account.id, None)
    workshop.status = Status.OPEN
    hold(session, workshop, account.id, INVENTED["axes"])
    record(session, workshop.id, account.id, "workshop.opened")
    session.commit()
    return workshop


def test_what_is_wiped_leaves_no_row(session: Session) -> None:
    account = make_account(session)
    real = make_open_workshop(session, account=account)
    record(session, real.id, account.id, "workshop.opened")
    session.commit()
    before = everything(session)
    workshop = rehearsed(session, account)
    assert everything(session)["ballot"] != before["ballot"]
    assert everything(session)["act"] != before["act"]

    wipe_rehearsal(session, workshop)
    session.commit()

    assert everything(session) == before


def traces(engine: Engine, *sought: bytes) -> list[bytes]:
    """Return what of `sought` lies in the database's files."""
    file = Path(str(engine.url.database))
    found = b"".join(one.read_bytes() for one in file.parent.glob(f"{file.name}*"))
    return [trace for trace in sought if trace in found]


def test_what_is_wiped_is_gone_from_the_file_too(store: Session) -> None:
    account = make_account(store)
    workshop = rehearsed(store, account)
    key, title = workshop.key.encode(), "موعد إلكتروني لمصلحة الحالة المدنية".encode()
    engine = store.get_bind().engine
    assert traces(engine, key, title) == [key, title]
    wipe_rehearsal(store, workshop)
    store.commit()
    after_close(engine)

    assert traces(engine, key, title) == []


def test_a_server_that_died_when_it_wiped_erases_when_it_starts(
    store: Session,
) -> None:
    """Also where no vote was ever closed."""
    engine = store.get_bind().engine
    workshop = rehearse(store, make_account(store).id, None)
    key = workshop.key.encode()
    store.commit()
    wipe_rehearsal(store, workshop)
    store.commit()
    assert traces(engine, key) == [key]
    store.close()

    at_start(engine)

    assert traces(engine, key) == []


def test_a_real_workshop_is_never_wiped(session: Session) -> None:
    workshop = make_open_workshop(session, account=make_account(session))

    with pytest.raises(NotARehearsal):
        wipe_rehearsal(session, workshop)

    assert session.get(Workshop, workshop.id) is workshop


def test_the_acts_of_a_real_workshop_stay(session: Session) -> None:
    account = make_account(session)
    real = make_open_workshop(session, account=account)
    act = record(session, real.id, account.id, "workshop.opened")

    wipe_rehearsal(session, rehearsed(session, account))

    assert session.get(Act, act.id) is act


def test_a_copy_has_the_votes_of_its_source_and_takes_no_slips(
    store: Session, amina: Account, workshop: Workshop
) -> None:
    step = next(s for s in steps_of(store, workshop.id) if s.kind is StepKind.VOTE)
    prepare_vote(store, workshop.id, step.id).level = Level.SLIPS
    store.flush()

    copy = rehearse(store, amina.id, workshop)

    [vote] = votes_of(store, copy.id)
    assert copy.is_rehearsal
    assert (copy.title, copy.languages) == (workshop.title, workshop.languages)
    assert vote.level is Level.OPEN
    assert votes_of(store, workshop.id)[0].level is Level.SLIPS
    assert not workshop.is_rehearsal


def test_the_desk_makes_a_rehearsal_and_wipes_it(
    client: FlaskClient, store: Session, workshop: Workshop
) -> None:
    assert "Rehearse first, with robots" in client.get("/desk/new").text

    answer = client.post("/desk/rehearsals", data={"source": workshop.code})

    [made] = store.scalars(select(Workshop).where(Workshop.is_rehearsal)).all()
    assert answer.status_code == 303
    assert answer.location == f"/desk/{made.code}/"
    assert MARK in client.get(answer.location).text
    assert MARK in client.get(f"/desk/{made.code}/wiping").text
    assert client.post(f"/desk/{made.code}/wiping").location == "/desk/"
    store.rollback()
    assert store.scalars(select(Workshop)).all() == [workshop]


def test_a_rehearsal_is_no_source_of_another(
    client: FlaskClient, store: Session, workshop: Workshop
) -> None:
    workshop.is_rehearsal = True
    store.commit()

    refused = client.post("/desk/rehearsals", data={"source": workshop.code})

    assert refused.status_code == 400


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_desk_refuses_to_wipe_what_is_real(
    client: FlaskClient, store: Session, workshop: Workshop, method: str
) -> None:
    answer = getattr(client, method)(f"/desk/{workshop.code}/wiping")

    assert answer.status_code == 409
    assert "A real workshop cannot be wiped." in answer.text
    store.rollback()
    assert store.scalars(select(Workshop)).all() == [workshop]


@pytest.mark.usefixtures("amina")
def test_whose_rehearsal_it_is_not_wipes_nothing(
    client: FlaskClient, store: Session
) -> None:
    other = make_workshop(store, make_account(store), is_rehearsal=True)
    store.commit()

    assert client.post(f"/desk/{other.code}/wiping").status_code == 404


def test_every_page_of_a_rehearsal_says_so_and_no_other(
    client: FlaskClient, store: Session, amina: Account
) -> None:
    marked = make_open_workshop(store, account=amina, is_rehearsal=True)
    real = make_open_workshop(store, account=amina)
    store.commit()
    pages = ("/desk/{0}/", "/desk/{0}/setup", "/desk/{0}/report", "/w/{0}/")
    pages += ("/J/{0}", "/w/{0}/notice", "/w/{0}/proposals/", "/w/{0}/seat")
    pages += ("/w/{0}/votes/7/",)  # a refusal

    for workshop, says_so in ((marked, True), (real, False)):
        client.delete_cookie(f"seat_{workshop.code}")
        joining = client.get(f"/J/{workshop.code}", headers={"Accept-Language": "en"})
        assert (MARK in joining.text) is says_so
        enter(client, store, workshop)
        for page in pages:
            path = page.format(workshop.code)
            answer = client.get(
                path, headers={"Accept-Language": "en"}, follow_redirects=True
            )
            assert (MARK in answer.text) is says_so, path
    shown = client.get(f"/screen/{marked.code}/", headers={"Accept-Language": "en"})
    assert 'class="rehearsal"' in shown.text
    report = client.get(f"/desk/{marked.code}/report.json")
    assert report.json is not None
    assert report.json["workshop"]["rehearsal"]


def test_a_rehearsal_is_not_where_the_home_page_leads(
    client: FlaskClient, store: Session
) -> None:
    make_open_workshop(store, is_rehearsal=True)
    real = make_open_workshop(store)
    store.commit()

    assert open_workshops(store) == [real]
    assert client.get("/").location == f"/J/{real.code}"


def test_the_refusal_is_one_clear_sentence() -> None:
    assert issubclass(NotARehearsal, RuleBroken)
    assert str(NotARehearsal()) == (
        "This is no rehearsal. A real workshop cannot be wiped."
    )
