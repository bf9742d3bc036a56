"""The QR in the terminal is read by phones, and that of a Wi-Fi."""

from itertools import chain

import zxingcpp
from PIL import Image

from facilitator.qr import half_blocks, modules, wifi_payload

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


def test_a_wifi_with_a_password() -> None:
    assert wifi_payload("Commune", "bienvenue") == "WIFI:T:WPA;S:Commune;P:bienvenue;;"


def test_an_open_wifi_has_no_password() -> None:
    assert wifi_payload("Commune", "") == "WIFI:T:nopass;S:Commune;;"


def test_signs_that_mean_something_in_a_wifi_s_qr_are_escaped_and_read_back() -> None:
    wanted = r"WIFI:T:WPA;S:قاعة \\ \; \, \" \:;P:a\\\\b\;c\,d\"e\:f;;"

    payload = wifi_payload('قاعة \\ ; , " :', r'a\\b;c,d"e:f')
    rows = modules(payload)
    image = Image.new("L", (len(rows), len(rows)))
    image.putdata([0 if dark else 255 for dark in chain.from_iterable(rows)])
    size = (image.width * SCALE, image.height * SCALE)
    read = zxingcpp.read_barcodes(image.resize(size, Image.Resampling.NEAREST))

    assert payload == wanted
    assert [code.text for code in read] == [wanted]
