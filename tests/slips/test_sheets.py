"""The printed sheets, read back as a phone and a reader would."""

import io
import json
import re

import pypdfium2
import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from facilitator.keys import ALPHABET, TOKEN_LENGTH, in_groups
from facilitator.slips import sheets
from facilitator.slips.rules import A_SHEET
from facilitator.slips.sheets import Wording, draw_tokens, print_slips
from facilitator.texts import Text
from facilitator.typesetting.child import NotRendered, Refused
from facilitator.typesetting.job import Job

BASE = "http://192.168.100.101:8321"
DPI = 150
MILLIMETRE = DPI / 25.4  # pixels
CODE = re.compile("-".join([f"[{ALPHABET}]{{4}}"] * 4))
ARABIC = Wording(
    title=Text("لقاء تشاوري مباشر حول برنامج انفتاح جماعة القنيطرة", "ar"),
    name="قسائم التصويت",
    number="قسيمة رقم",
    alt="الرمز المربع للقسيمة رقم",
    notices=(
        Text("احتفظ بها لنفسك ثم مزّقها: من يملكها يمكنه التصويت.", "ar"),
        Text("Gardez-le pour vous, puis déchirez-le : qui l’a peut voter.", "fr"),
    ),
)
LONG = Text("Un atelier dont le titre est si long " * 9 + "中\u202e", "fr")
FRENCH = Wording(LONG, "Bulletins", "Bulletin n°", "Code", ARABIC.notices[1:])


def pages(pdf: bytes) -> list[tuple[pypdfium2.PdfPage, Image.Image]]:
    """Each page of a document, and its picture in grey as a printer makes it."""
    return [
        (page, page.render(scale=DPI / 72).to_pil().convert("L"))
        for page in pypdfium2.PdfDocument(pdf)
    ]


def letters_of(page: pypdfium2.PdfPage) -> str:
    """The Latin letters and digits of the text layer by line, from left to right."""
    text = page.get_textpage()
    placed = []
    for n in range(text.count_chars()):
        left, bottom, _, _ = text.get_charbox(n, loose=True)
        placed.append((-round(bottom), left, text.get_text_range(n, 1)))
    return "".join(letter for _, _, letter in sorted(placed))


@pytest.mark.parametrize("wording", [ARABIC, FRENCH])
def test_every_code_of_a_sheet_is_read_back_from_paper(wording: Wording) -> None:
    tokens = draw_tokens(A_SHEET)

    [(page, picture)] = pages(print_slips(tokens, first=97, base=BASE, wording=wording))

    found = zxingcpp.read_barcodes(picture)
    read = {code.text.rsplit("/", 1)[1]: code for code in found}
    assert {code.text for code in found} == {
        f"HTTP://192.168.100.101:8321/S/{token}" for token in tokens
    }
    assert set(CODE.findall(letters_of(page))) == {in_groups(t) for t in tokens}
    for code in read.values():
        corners = code.position
        assert corners.top_right.x - corners.top_left.x >= 20 * MILLIMETRE
        assert corners.bottom_left.y - corners.top_left.y >= 20 * MILLIMETRE
    for number, token in enumerate(tokens):  # in their order, line by line
        place = read[token].position.top_left
        column = int(place.x // (picture.width / 3))
        across = 2 - column if wording is ARABIC else column
        assert divmod(number, 3) == (int(place.y // (picture.height / 8)), across)


def test_slips_are_black_on_white_with_a_quiet_zone() -> None:
    [(_, picture)] = pages(
        print_slips(draw_tokens(24), first=1, base=BASE, wording=ARABIC)
    )

    for code in zxingcpp.read_barcodes(picture):
        corner, other = code.position.top_left, code.position.bottom_right
        zone = 4 * (other.x - corner.x) / 29 - 1  # modules of a QR of version 3
        box = (corner.x - zone, corner.y - zone, other.x + zone, other.y + zone)
        around = picture.crop(tuple(map(int, box)))
        inside = around.crop(
            (int(zone), int(zone), around.width - int(zone), around.height - int(zone))
        )
        dark = (around.histogram()[0], inside.histogram()[0])
        assert dark[0] == pytest.approx(dark[1], rel=0.02)
    with pypdfium2.PdfDocument(
        print_slips(draw_tokens(3), first=1, base=BASE, wording=ARABIC)
    ) as document:
        red, green, blue = document[0].render(scale=2).to_pil().convert("RGB").split()
    assert red.tobytes() == green.tobytes() == blue.tobytes()


def test_a_code_of_wide_letters_stays_on_its_slip() -> None:
    widest = "WMWMWMWMWMWMWMWM"

    [(page, _)] = pages(print_slips([widest], first=1, base=BASE, wording=FRENCH))

    text = page.get_textpage()
    boxes = [text.get_charbox(n) for n in range(text.count_chars())]
    codes = [
        b
        for b, n in zip(boxes, range(len(boxes)), strict=True)
        if text.get_text_range(n, 1) in "WM"
    ]
    assert in_groups(widest) in letters_of(page)
    assert max(right for _, _, right, _ in codes) <= (6 + 66) / 25.4 * 72


def test_a_print_takes_as_many_sheets_as_it_needs() -> None:
    pdf = print_slips(draw_tokens(49), first=1, base=BASE, wording=ARABIC)

    counts = [len(zxingcpp.read_barcodes(picture)) for _, picture in pages(pdf)]

    assert counts == [24, 24, 1]


def test_the_document_is_accessible_and_says_what_it_is() -> None:
    pdf = print_slips(draw_tokens(2), first=1, base=BASE, wording=ARABIC)
    reader = PdfReader(io.BytesIO(pdf))

    root = reader.trailer["/Root"]

    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()
    assert root["/Lang"] == "ar-MA"
    assert reader.metadata is not None
    assert reader.metadata.title == "قسائم التصويت"


def test_tokens_are_random_letters_of_the_alphabet() -> None:
    tokens = draw_tokens(2_000)

    assert len(set(tokens)) == 2_000
    assert {len(token) for token in tokens} == {TOKEN_LENGTH}
    assert set("".join(tokens)) == set(ALPHABET)


def test_codes_go_to_the_printer_through_a_pipe_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    jobs: list[Job] = []

    def refusing(job: Job) -> list[bytes]:
        jobs.append(job)
        raise Refused("no glyph")

    monkeypatch.setattr(sheets, "typeset", refusing)
    [token] = draw_tokens(1)

    with pytest.raises(NotRendered) as broken:
        print_slips([token], first=1, base=BASE, wording=ARABIC)

    assert [job["standards"] for job in jobs] == [["ua-1"], []]
    assert in_groups(token) in json.dumps(jobs[0]["inputs"])
    assert in_groups(token) not in str(broken.value)
    assert token not in jobs[0]["template"]
