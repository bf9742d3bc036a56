"""What the server takes in of a request, before the application sees it."""

import pytest

from facilitator.serving.handler import MOST_HEAD
from tests.running import Running
from tests.serving.test_server import call, read_all

HEAD = "GET / HTTP/1.1\r\nHost: x\r\n"


@pytest.mark.parametrize(
    "headers",
    [
        "Cookie: " + "x" * MOST_HEAD + "\r\n",
        "".join(f"X-{n}: {'y' * 1000}\r\n" for n in range(40)),
        "".join(f"X-{n}: y\r\n" for n in range(200)),
        "Cookie: " + "x" * 70_000 + "\r\n",
    ],
    ids=["one long", "long together", "many", "longer than a line"],
)
def test_too_many_headers_are_refused(server: Running, headers: str) -> None:
    answer = read_all(call(server, f"{HEAD}{headers}\r\n"))

    assert answer.startswith(b"HTTP/1.1 431 ")


def test_the_headers_of_many_workshops_are_taken(server: Running) -> None:
    cookies = "; ".join(f"seat_{n:06}={'0' * 16}" for n in range(400))
    request = f"{HEAD}Connection: close\r\nCookie: {cookies}\r\n\r\n"
    assert len(request) > MOST_HEAD // 4

    assert read_all(call(server, request)).startswith(b"HTTP/1.1 200 ")


def test_too_long_an_address_is_refused(server: Running) -> None:
    answer = read_all(call(server, f"GET /{'x' * 9000} HTTP/1.1\r\nHost: x\r\n\r\n"))

    assert answer.startswith(b"HTTP/1.1 414 ")


def test_a_header_split_in_two_makes_no_second_request(server: Running) -> None:
    smuggled = (
        "POST /words HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
        "0\r\n\r\nGET /large HTTP/1.1\r\nHost: x\r\n\r\n"
    )

    answer = read_all(call(server, smuggled))

    assert answer.count(b"HTTP/1.1 ") == 1
    assert len(answer) < 10_000
