"""Chromium for the tests that walk through a workshop."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browsing import Server


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server with an empty data folder."""
    server = Server("serve", tmp_path)
    yield server
    server.stop()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The demo, for tests that only look."""
    server = Server("demo", tmp_path_factory.mktemp("demo"))
    yield server
    server.stop()
