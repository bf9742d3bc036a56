import subprocess
from collections.abc import Iterator

import pytest

from tests.running import Running


def _run_room(*arguments: str) -> Iterator[Running]:
    server = Running("tests.serving.room", *arguments, stderr=subprocess.PIPE)
    yield server
    server.end()


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    yield from _run_room()


@pytest.fixture
def own_server() -> Iterator[Running]:
    yield from _run_room()


@pytest.fixture
def impatient_server() -> Iterator[Running]:
    yield from _run_room("1")
