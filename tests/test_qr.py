"""The QR in the terminal is read by phones."""

import zxingcpp
from PIL import Image

from facilitator.qr import half_blocks

SCALE = 8
DARK = {"█": (0, 0), "▀": (0, 255), "▄": (255, 0), " ": (255, 255)}


def test_the_qr_of_the_terminal_reads_back() -> None:
    lines = half_blocks("HTTP://192.168.100.100:8321/J/123456")
    image = Image.new("L", (len(lines[0]), 2 * len(lines)))
    for y, line in enumerate(lines):
        for x, block in enumerate(line):
            image.putpixel((x, 2 * y), DARK[block][0])
            image.putpixel((x, 2 * y + 1), DARK[block][1])
    size = (image.width * SCALE, image.height * SCALE)

    read = zxingcpp.read_barcodes(image.resize(size, Image.Resampling.NEAREST))

    assert [code.text for code in read] == ["HTTP://192.168.100.100:8321/J/123456"]
    assert {len(line) for line in lines} == {25 + 2 * 4}
