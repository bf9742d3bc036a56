"""The QR by which a room joins."""

import re

import zxingcpp
from flask import Flask
from PIL import Image, ImageDraw

from facilitator.qr import BORDER
from facilitator.web.address import join_address, public_address, qr_svg

LONGEST = "HTTP://192.168.100.100:65535/J/1234567"  # 38 characters


def _size(svg: str) -> int:
    found = re.search(r'viewBox="0 0 (\d+) \1"', svg)
    assert found
    return int(found[1])


def _painted(svg: str, scale: int = 8) -> Image.Image:
    """Return the image that the runs of the dark path describe."""
    size = _size(svg) * scale
    image = Image.new("L", (size, size), 255)
    draw = ImageDraw.Draw(image)
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1", svg):
        start, end = int(x) * scale, (int(x) + int(length)) * scale - 1
        draw.rectangle((start, int(y) * scale, end, (int(y) + 1) * scale - 1), fill=0)
    return image


def test_the_longest_address_of_a_room_takes_25_modules() -> None:
    assert len(LONGEST) == 38

    assert _size(qr_svg(LONGEST, "Join")) == 25 + 2 * BORDER


def test_the_qr_reads_back() -> None:
    read = zxingcpp.read_barcodes(_painted(qr_svg(LONGEST, "Join")))

    assert [code.text for code in read] == [LONGEST]


def test_the_qr_has_a_name_and_no_inline_style() -> None:
    svg = qr_svg("HTTP://A.MA/J/1", 'Join "here"')

    assert 'role="img" aria-label="Join &#34;here&#34;"' in svg
    assert "style" not in svg


def test_pages_know_the_address_of_phones(app: Flask) -> None:
    with app.test_request_context():
        assert join_address("123456") == f"{public_address().upper()}/J/123456"
        assert public_address().startswith("http://")
