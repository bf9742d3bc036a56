"""The gallery on a local address, and Chromium to look at it."""

import threading
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from tests.browsing import ready, settle
from tests.design.gallery import create_gallery

Look = Callable[..., Page]


@pytest.fixture(scope="session")
def gallery() -> Iterator[str]:
    """The address of the gallery."""
    server = make_server("127.0.0.1", 0, create_gallery(), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def look(gallery: str, chromium: Browser) -> Iterator[Look]:
    """Open a page of the gallery: look("/phone?lang=ar", width=360, height=740)."""
    contexts = []

    def open_page(
        path: str, *, width: int = 360, height: int = 740, scheme: str = "light"
    ) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(gallery + path)
        ready(page)
        settle(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
