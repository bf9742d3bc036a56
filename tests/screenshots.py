"""Make pictures of every page in every language and theme.

Run `python -m tests.screenshots`, or name languages: `python -m tests.screenshots ar`.

The pictures go to the folder screenshots/ of the checkout, which git does not keep.
"""

import sys
from pathlib import Path

from tests import browsing
from tests.browser.tour import LANGUAGES, Tour
from tests.browsing import ROOT, Server

FOLDER = ROOT / "screenshots"


def main() -> None:
    languages = tuple(sys.argv[1:]) or LANGUAGES
    FOLDER.mkdir(exist_ok=True)
    server = Server("demo", Path())
    try:
        with browsing.chromium() as browser:
            tour = Tour(server, browser, languages)
            for sight in tour.sights():
                name = f"{sight.kind}-{sight.name}-{sight.language}-{sight.theme}.png"
                whole = sight.kind != "screen"
                sight.page.screenshot(path=FOLDER / name, full_page=whole)
            tour.close()
    finally:
        server.stop()


if __name__ == "__main__":
    main()
