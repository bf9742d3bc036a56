"""The room's Wi-Fi on the projector: both codes are read, nothing is cut."""

import pytest

from facilitator.demo.filling import CODES
from facilitator.qr import wifi_payload
from tests.browsing import press, settle
from tests.screen.conftest import Hall
from tests.screen.test_browser_screen import (
    LEAST,
    SIZES,
    codes,
    look_at_all_pages,
)

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("name", "password"),
    [("Commune-Invites", "Bienvenue;2026"), ("Baladiya", ""), ("W" * 32, "Mw0O" * 15)],
)
def test_a_lobby_with_wifi_is_large_and_whole_and_both_codes_are_read(
    hall: Hall, name: str, password: str
) -> None:
    hall.give_wifi("kenitra", name, password)
    page = hall.projector("kenitra")
    language = page.locator("html").get_attribute("lang") or ""
    wanted = {
        f"{hall.server.address.upper()}/J/{CODES['kenitra']}",
        wifi_payload(name, password),
    }

    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        settle(page)
        assert set(codes(page)) == wanted
    assert look_at_all_pages(page, LEAST[language[:2]]) == []

    hall.give_wifi("kenitra", "", "")


def test_the_large_code_of_the_wifi_fills_more_than_half_of_the_height(
    hall: Hall,
) -> None:
    hall.give_wifi("fez", "Commune-Invites", "Bienvenue2026")
    page = hall.projector("fez")
    press(page, "q")  # the other code makes room
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        settle(page)

        press(page, "w")

        box = page.locator("#full-wifi .qr svg").bounding_box()
        assert box is not None
        assert box["height"] >= 0.55 * height
        assert codes(page) == [wifi_payload("Commune-Invites", "Bienvenue2026")]
        assert page.locator("#full-code").is_hidden()
        press(page, "w")

    hall.give_wifi("fez", "", "")


def test_without_wifi_its_key_covers_nothing(hall: Hall) -> None:
    page = hall.projector("fez")

    press(page, "w")

    assert page.locator("#full-wifi").is_hidden()
    assert codes(page) == [f"{hall.server.address.upper()}/J/{CODES['fez']}"]
