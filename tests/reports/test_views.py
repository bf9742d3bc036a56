import csv
import io
import re
from collections.abc import Iterator
from datetime import datetime

import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy.orm import Session

from facilitator.reports import views
from facilitator.reports.pdf import Rendered
from facilitator.typesetting.child import NotRendered
from facilitator.voting.actions import reveal
from facilitator.voting.ballots import cast
from facilitator.voting.queries import ballots_in, result_of
from facilitator.web.locale import COOKIE
from facilitator.workshops.models import Workshop
from tests.factories import make_account, make_axis, make_proposal, make_workshop
from tests.people import sign_in
from tests.reports.gathering import NOON, voted
from tests.reports.hostile import HOSTILE
from tests.voting.rooms import Room, make_open_room, sit

FILES = ("report.csv", "report.json", "report/ar.pdf", "report/fr/1.png")
PAGES = ("report", *FILES)
NUMBER = re.compile(r'class="bar__number">([0-9]+)\b')


@pytest.fixture
def reader(client: FlaskClient) -> Iterator[FlaskClient]:
    """A client whose pages are in English."""
    client.set_cookie(COOKIE, "en")
    return client


def address(workshop: Workshop, page: str) -> str:
    return f"/desk/{workshop.code}/{page}"


def make_voted(client: FlaskClient, store: Session) -> Room:
    """A room that has voted, whose facilitator is signed in."""
    room = voted(store)
    sign_in(client, store, room.account)
    return room


@pytest.mark.parametrize("page", PAGES)
def test_nobody_is_asked_to_sign_in(
    client: FlaskClient, store: Session, page: str
) -> None:
    workshop = make_workshop(store)
    store.commit()

    answer = client.get(address(workshop, page))

    assert answer.status_code == 303
    assert answer.location.startswith("/accounts/sign-in")


@pytest.mark.parametrize("page", PAGES)
def test_another_facilitator_finds_nothing(
    client: FlaskClient, store: Session, page: str
) -> None:
    workshop = make_workshop(store, make_account(store))
    sign_in(client, store, make_account(store))

    assert client.get(address(workshop, page)).status_code == 404


def test_the_page_has_the_figures_of_the_projector(
    reader: FlaskClient, store: Session
) -> None:
    room = make_voted(reader, store)
    reveal(store, room.vote, room.account.id)
    store.commit()

    told = NUMBER.findall(reader.get(address(room.workshop, "report")).text)
    shown = NUMBER.findall(reader.get(f"/screen/{room.workshop.code}/").text)

    assert told == shown == ["2", "2", "1", "0"]


def test_every_file_has_the_result(reader: FlaskClient, store: Session) -> None:
    room = make_voted(reader, store)
    totals = {one.option.number: one.votes for one in result_of(room.vote).standings}

    table = reader.get(address(room.workshop, "report.csv")).data.decode("utf-8-sig")
    data = reader.get(address(room.workshop, "report.json")).json

    _, *rows = csv.reader(io.StringIO(table, ""), delimiter=";")
    assert {int(row[0]): int(row[11]) for row in rows} == totals
    assert {one["number"]: one["votes"] for one in data["proposals"]} == totals
    [vote] = data["votes"]
    assert {one["number"]: one["total"] for one in vote["options"]} == totals
    assert (vote["present"], vote["ballots"], vote["blank"]) == (5, 4, 1)


def test_an_open_vote_changes_nothing_that_anybody_reads(
    reader: FlaskClient, store: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "now", lambda: NOON)
    room = make_open_room(store)
    tokens = [sit(store, room.workshop, person) for person in range(7)]
    sign_in(reader, store, room.account)
    before = [said(reader, room.workshop, page) for page in PAGES]

    for token in tokens:
        cast(store, room.vote, token, ["P1"])
    store.commit()

    assert ballots_in(store, room.vote.id) == 7
    assert [said(reader, room.workshop, page) for page in PAGES] == before
    page = reader.get(address(room.workshop, "report")).text
    assert "A vote is open." in page
    assert "This vote is not closed yet" in page
    paper = text_of(reader.get(address(room.workshop, "report/en.pdf")).data)
    assert "This vote is not closed yet" in paper
    assert "Blank ballots" not in paper


def test_a_file_is_named_after_its_workshop(
    reader: FlaskClient, store: Session
) -> None:
    account = make_account(store)
    workshop = make_workshop(store, account, code="314159", title={"ar": 'لقاء "أ/ب"'})
    sign_in(reader, store, account)

    answer = reader.get(address(workshop, "report.csv"))

    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename=workshop-314159-en.csv; filename*=UTF-8''"
        "Proposals%20-%20%D9%84%D9%82%D8%A7%D8%A1%20%D8%A3%20%D8%A8%20-%20314159.csv"
    )


def test_the_table_opens_in_excel(reader: FlaskClient, store: Session) -> None:
    room = make_voted(reader, store)

    table = reader.get(address(room.workshop, "report.csv")).data

    assert table.startswith('\ufeff"Number";"Axis number";"Axis";'.encode())
    assert table.count(b"\r\n") == 5


def test_the_data_name_the_language_of_each_text(
    reader: FlaskClient, store: Session
) -> None:
    account = make_account(store)
    workshop = make_workshop(store, account, title={"ar": "لقاء", "fr": "Rencontre"})
    axis = make_axis(store, workshop, title={"fr": "Axe"})
    make_proposal(store, axis, title="ⴰⵙⵏⴼⴰⵕ", language="zgh")
    sign_in(reader, store, account)

    data = reader.get(address(workshop, "report.json")).json

    assert data["schema"] == "facilitator-outcome/1"
    assert data["workshop"]["title"] == {
        "value": "لقاء",
        "lang": "ar",
        "translations": {"fr": "Rencontre"},
    }
    assert data["proposals"][0]["title"]["lang"] == "zgh"
    assert datetime.fromisoformat(data["generated_at"]).tzinfo is not None


def test_what_is_invented_says_so(reader: FlaskClient, store: Session) -> None:
    account = make_account(store)
    workshop = make_workshop(store, account, invented=True)
    sign_in(reader, store, account)

    page = reader.get(address(workshop, "report")).text
    paper = reader.get(address(workshop, "report/en.pdf"))

    mark = "This is an invented example: its people and figures are not real."
    assert mark in page
    assert mark in text_of(paper.data)
    assert reader.get(address(workshop, "report.json")).json["workshop"]["invented"]


def test_hostile_proposals_are_only_text(reader: FlaskClient, store: Session) -> None:
    account = make_account(store)
    workshop = make_workshop(
        store, account, title={"ar": HOSTILE[0]}, organiser={"fr": HOSTILE[2]}
    )
    axis = make_axis(store, workshop, title={"en": HOSTILE[4]})
    for text in HOSTILE:
        make_proposal(store, axis, title=text, description=text, partners=text)
    sign_in(reader, store, account)

    page = reader.get(address(workshop, "report")).text
    paper = reader.get(address(workshop, "report/fr.pdf"))
    table = reader.get(address(workshop, "report.csv")).data.decode("utf-8-sig")

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page
    printed = text_of(paper.data)
    assert '#read("/etc/passwd")' in printed
    assert "1337" not in printed  # 7*191, had anybody computed it
    assert "root:" not in printed
    rows = list(csv.reader(io.StringIO(table, ""), delimiter=";"))
    assert len(rows) == 1 + len(HOSTILE)
    assert not [cell for row in rows for cell in row if cell[:1] in {*"=+-@\t\r"}]


def test_a_workshop_of_which_nothing_is_known_has_its_document(
    reader: FlaskClient, store: Session
) -> None:
    account = make_account(store)
    workshop = make_workshop(store, account, code="271828", title={})
    sign_in(reader, store, account)

    page = reader.get(address(workshop, "report")).text
    paper = reader.get(address(workshop, "report/en.pdf"))
    last = reader.get(address(workshop, "report/en/3.png"))

    assert "Workshop without a title" in page
    assert "Not recorded" in page
    assert "Workshop without a title, 271828" in text_of(paper.data)
    assert last.data.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "page", ["report/zgh.pdf", "report/ar/0.png", "report/ar/4.png"]
)
def test_there_is_no_other_edition_and_no_other_picture(
    reader: FlaskClient, store: Session, page: str
) -> None:
    room = make_voted(reader, store)

    assert reader.get(address(room.workshop, page)).status_code == 404


def test_a_document_without_its_standards_is_announced(
    reader: FlaskClient, store: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = make_voted(reader, store)
    refused = Rendered(b"%PDF", conformant=False)
    monkeypatch.setattr(views, "render_pdf", lambda *_: refused)

    answer = reader.get(address(room.workshop, "report/ar.pdf"))

    assert answer.data == b"%PDF"
    page = reader.get(address(room.workshop, "report")).text
    assert "This file does not meet the standards" in page


def test_a_document_that_cannot_be_made_is_a_sentence(
    reader: FlaskClient, store: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = make_voted(reader, store)

    def fail(*_: object) -> Rendered:
        raise NotRendered("no typst")

    monkeypatch.setattr(views, "render_pdf", fail)

    answer = reader.get(address(room.workshop, "report/ar.pdf"))

    assert answer.status_code == 503
    assert "The document could not be made." in answer.text


def said(client: FlaskClient, workshop: Workshop, page: str) -> bytes:
    """What a page says, without the marks against forgery that change each time."""
    answer = client.get(address(workshop, page))
    assert answer.status_code == 200
    return re.sub(rb'name="csrf_token" value="[^"]*"', b"", answer.data)


def text_of(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())
