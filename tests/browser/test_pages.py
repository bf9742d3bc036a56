"""Every page in every language and theme: accessible, and inside its window."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.tour import Tour
from tests.browsing import Server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(1800)]

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def test_every_page_is_accessible_and_fits(demo: Server, chromium: Browser) -> None:
    axe = Axe()
    tour = Tour(demo, chromium)
    wrong: list[str] = []
    seen = 0

    for sight in tour.sights():
        seen += 1
        where = f"{sight.kind} {sight.name} {sight.language} {sight.theme}"
        found = axe.run(
            sight.page, options={"runOnly": STANDARDS, "iframes": False}
        ).response["violations"]
        wrong += [
            f"{where}: {one['id']} {node['target']}"
            for one in found
            for node in one["nodes"]
        ]
        width = sight.page.evaluate("document.documentElement.scrollWidth")
        if width > (sight.page.viewport_size or {"width": 0})["width"]:
            wrong.append(f"{where}: {width} px wide")
    tour.close()

    assert seen > 150
    assert wrong == []
