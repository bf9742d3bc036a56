"""Where this computer has a Chromium. Standard library only: tests/run.py asks too."""

import os
import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    rf"{os.environ.get('PROGRAMFILES')}\Google\Chrome\Application\chrome.exe",
    rf"{os.environ.get('PROGRAMFILES(X86)')}\Microsoft\Edge\Application\msedge.exe",
)


def executable() -> str | None:
    """Return the path of a Chromium, or None when there is none."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return found or next((place for place in PLACES if Path(place).is_file()), None)
