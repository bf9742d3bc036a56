"""Chromium, and a real server for it to look at.

SLOW=6 in the environment makes every page six times slower: a test that is in time
only on a fast computer then fails.
"""

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from typing import Any

from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    expect,
    sync_playwright,
)

from tests.chromium import executable
from tests.running import ROOT, free_port

# Not localhost, which Chromium trusts: a room's laptop is plain http at an address.
HOST = "facilitator.test"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--host-resolver-rules=MAP {HOST} 127.0.0.1",
)
START = 60  # seconds that a server may take on a busy machine
PATIENCE = 30_000  # milliseconds until what a page should show must be there
LONG = 90_000  # until somebody can press something, or a page is there
READY = "html[data-started]"
SLOW = int(os.environ.get("SLOW", "1"))  # times
# A page knows its size in the frame after its window has it, and its letters are there.
SETTLED = """async ({ width, height }) => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  do await frame(); while (innerWidth !== width || innerHeight !== height);
  await document.fonts.ready;
  await frame();
  await frame();
}"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the Chromium of this computer."""
    path = executable()
    if path is None:
        raise RuntimeError("no Chromium is installed: python tests/run.py installs it")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        _be_patient(browser)
        yield browser
        browser.close()


def _be_patient(browser: Browser) -> None:
    """Give every page time, for the machine may be busy; or slow them all down."""
    make = browser.new_context

    def make_patient(**how: Any) -> BrowserContext:
        context = make(**how)
        context.set_default_timeout(LONG)
        if SLOW > 1:
            context.on("page", _throttle)
        return context

    browser.new_context = make_patient  # type: ignore[method-assign]


def _throttle(page: Page) -> None:
    tools = page.context.new_cdp_session(page)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOW})


def ready(page: Page) -> Page:
    """Wait until all scripts of the page run, also those of what came in later."""
    page.wait_for_selector(READY, state="attached")
    return page


def press(page: Page, key: str) -> None:
    """Press a key once the page hears it."""
    ready(page).keyboard.press(key)


def settle(page: Page) -> None:
    """Wait until the page is laid out for its window, with its letters."""
    page.evaluate(SETTLED, page.viewport_size)


def phone(
    browser: Browser, language: str, *, scripts: bool = True, dark: bool = False
) -> BrowserContext:
    """Return a small phone of its own, in a language."""
    return browser.new_context(
        viewport={"width": 360, "height": 740},
        locale=language,
        java_script_enabled=scripts,
        color_scheme="dark" if dark else "light",
        has_touch=True,
    )


def laptop(
    browser: Browser,
    language: str = "ar",
    *,
    width: int = 1366,
    height: int = 768,
    dark: bool = False,
) -> BrowserContext:
    """Return a facilitator's laptop, or with other sizes a projector."""
    return browser.new_context(
        viewport={"width": width, "height": height},
        locale=language,
        color_scheme="dark" if dark else "light",
    )


class Server:
    """`facilitator serve` or `demo` in a process of its own."""

    def __init__(self, command: str, data: Path, *, port: int | None = None) -> None:
        self.port = port or free_port()
        self.address = f"http://{HOST}:{self.port}"
        self._lines: Queue[str] = Queue()
        folder = [] if command == "demo" else ["--data", str(data)]
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "facilitator", command, *folder),
                *("--host", "127.0.0.1", "--port", str(self.port)),
                *("--public-url", self.address),
            ],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.printed = self._until("Ctrl+C")

    def _read(self) -> None:
        assert self.process.stdout
        with self.process.stdout as printed:
            for line in printed:
                self._lines.put(line)

    def _until(self, sign: str) -> str:
        seen = ""
        while sign not in seen:
            try:
                seen += self._lines.get(timeout=START)
            except Empty:
                raise RuntimeError(f"the server did not start: {seen}") from None
        return seen

    @property
    def sign_in_link(self) -> str:
        """The link printed at the first start."""
        found = re.search(r"https?://\S+/invitations/\S+", self.printed)
        assert found, self.printed
        return found.group()

    def kill(self) -> None:
        """Stop as a power cut does."""
        self.process.kill()
        self.process.wait()
        self._reader.join()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=60)
        self._reader.join()

    def log(self) -> str:
        """What was printed since the start."""
        lines = []
        while not self._lines.empty():
            lines.append(self._lines.get())
        return "".join(lines)
