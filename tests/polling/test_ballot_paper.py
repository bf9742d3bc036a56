"""The blank ballot to print: read back from its pages."""

import re
from io import BytesIO

import pypdfium2
import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy.orm import Session

from facilitator.voting.rules import Level, Method
from facilitator.web.locale import COOKIE
from tests.people import sign_in
from tests.voting.rooms import Room, make_open_room, make_room
from tests.voting.ways import make_room_for

A4, A5 = (595, 842), (420, 595)  # points


def printed(
    client: FlaskClient, store: Session, room: Room, size: str = "a4"
) -> pypdfium2.PdfDocument:
    sign_in(client, store, room.account)
    code = room.workshop.code
    answer = client.get(f"/desk/{code}/votes/1/paper/ballot.pdf?size={size}")
    assert answer.status_code == 200, answer.text
    return pypdfium2.PdfDocument(answer.data)


def boxes_on(page: pypdfium2.PdfPage) -> int:
    """How many boxes are drawn on a page: paths that are no mere lines."""
    found = 0
    for one in page.get_objects():
        left, bottom, right, top = one.get_bounds()
        is_path = one.type == pypdfium2.raw.FPDF_PAGEOBJ_PATH
        found += is_path and min(right - left, top - bottom) > 10
    return found


def with_slips(store: Session, method: Method) -> Room:
    room = make_room_for(store, method, opened=False)
    room.vote.level = Level.SLIPS
    store.commit()
    return room


@pytest.mark.parametrize(("size", "points"), [("a4", A4), ("a5", A5), ("x", A4)])
def test_a_ballot_is_one_sheet_of_its_size(
    client: FlaskClient, store: Session, size: str, points: tuple[int, int]
) -> None:
    document = printed(client, store, with_slips(store, Method.STICKERS), size)

    assert len(document) == 1
    assert tuple(round(side) for side in document[0].get_size()) == points
    text = document[0].get_textpage().get_text_bounded()
    assert {str(n) for n in range(1, 7)} <= set(re.findall(r"\d+", text))
    assert {"Journées", "ouvertes", "Kénitra"} <= set(text.split())


@pytest.mark.parametrize(
    ("method", "boxes"),
    [
        (Method.STICKERS, 1),
        (Method.POINTS, 1),
        (Method.STARS, 5),
        (Method.TRIAGE, 3),
        (Method.RANKING, 1),
        (Method.JUDGMENT, 6),
        (Method.MATRIX, 2),
    ],
)
def test_each_option_has_its_boxes(
    client: FlaskClient, store: Session, method: Method, boxes: int
) -> None:
    document = printed(client, store, with_slips(store, method))

    # those of six options, one to abstain, sixteen for the slip's code
    assert boxes_on(document[0]) == 6 * boxes + 1 + 16


def test_a_consent_check_has_a_box_for_each_answer(
    client: FlaskClient, store: Session
) -> None:
    document = printed(client, store, with_slips(store, Method.CONSENT))

    assert boxes_on(document[0]) == 3 + 1 + 16


def test_what_is_printed_is_black_and_white(
    client: FlaskClient, store: Session
) -> None:
    document = printed(client, store, with_slips(store, Method.JUDGMENT))

    picture = document[0].render(scale=1).to_pil().convert("RGB")

    colours = picture.getcolors(maxcolors=1 << 24)
    assert colours
    assert all(r == g == b for _, (r, g, b) in colours)


def test_a_ballot_tells_screen_readers_what_it_is(
    client: FlaskClient, store: Session
) -> None:
    room = with_slips(store, Method.STICKERS)
    sign_in(client, store, room.account)
    url = f"/desk/{room.workshop.code}/votes/1/paper/ballot.pdf"

    reader = PdfReader(BytesIO(client.get(url).data))

    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"].startswith("ar")


def test_a_vote_without_slips_or_proposals_has_no_paper(
    client: FlaskClient, store: Session
) -> None:
    client.set_cookie(COOKIE, "en")
    room, empty = make_open_room(store), make_room(store, options=0)
    empty.vote.level = Level.SLIPS
    for one, sentence in ((room, "voting slips only"), (empty, "two proposals")):
        sign_in(client, store, one.account)
        url = f"/desk/{one.workshop.code}/votes/1/paper/ballot.pdf"

        answer = client.get(url)

        assert (answer.status_code, sentence in answer.text) == (409, True)
