"""The real server, in a process of its own."""

import json
import re
import signal
import socket
import subprocess
import sys
import threading
from time import monotonic, sleep

from facilitator.serving.hub import PING, frame
from tests.running import Running

FORM = "Content-Type: application/x-www-form-urlencoded\r\n"


def call(server: Running, request: str) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=60)
    connection.sendall(request.encode())
    return connection


def read_all(connection: socket.socket) -> bytes:
    with connection:
        return b"".join(iter(lambda: connection.recv(65536), b""))


def listen(server: Running, workshop_id: int) -> socket.socket:
    """Open a stream; return it after its headers and its first frame."""
    path = f"/workshops/{workshop_id}/stream"
    stream = call(server, f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n")
    seen = b""
    while not seen.endswith(frame("votes", 3)):
        seen += stream.recv(4096)
    return stream


def wait_for(server: Running, path: str, answer: str) -> None:
    end = monotonic() + 60
    while server.ask(path) != answer:
        assert monotonic() < end, f"{path} never said {answer}"
        sleep(0.02)


def test_the_process_is_cooperative(server: Running) -> None:
    assert server.ask("/threads").startswith("gevent")


def test_a_page_arrives(server: Running) -> None:
    with server.connection() as connection:
        connection.request("GET", "/")
        response = connection.getresponse()

        assert (response.status, response.read().decode()) == (200, "مرحبا")
        assert response.getheader("Server") is None


def test_a_connection_serves_many_requests(server: Running) -> None:
    with server.connection() as connection:
        answers = []
        for path in ("/", "/unchanged", "/large", "/pieces", "/"):
            connection.request("GET", path)
            response = connection.getresponse()
            answers.append((response.status, len(response.read())))

    assert answers == [(200, 10), (304, 0), (200, 3_000_000), (200, 7), (200, 10)]


def test_a_small_answer_is_one_send() -> None:
    """Headers and body together: no acknowledgement is waited for in between."""
    for path, end in (("/", "مرحبا"), ("/unchanged", "\r\n\r\n")):
        printed = subprocess.run(
            [sys.executable, "-m", "tests.serving.sends", path],
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        ).stdout

        (sent,) = json.loads(printed)

        assert sent["text"].endswith(end)
        assert sent["at_once"]


def test_a_form_arrives(server: Running) -> None:
    assert json.loads(server.ask("/words", "POST", "words=" + "x" * 500)) == {
        "received": 500
    }


def test_a_form_in_chunks_arrives(server: Running) -> None:
    answer = read_all(
        call(
            server,
            f"POST /words HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{FORM}"
            "Transfer-Encoding: chunked\r\n\r\n6\r\nwords=\r\n3\r\nabc\r\n0\r\n\r\n",
        )
    )

    assert answer.endswith(b'{"received":3}\n')


def test_too_large_a_body_is_refused(server: Running) -> None:
    body = "words=" + "x" * 500_000
    with server.connection() as connection:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", "/words", body, kind)

        assert connection.getresponse().status == 413

    chunked = f"{len(body):x}\r\n{body}\r\n0\r\n\r\n"
    head = f"POST /words HTTP/1.1\r\nHost: x\r\n{FORM}Transfer-Encoding: chunked\r\n"
    answer = read_all(call(server, f"{head}\r\n{chunked}"))
    assert answer.startswith(b"HTTP/1.1 413 ")


def test_nonsense_is_refused(server: Running) -> None:
    assert read_all(call(server, "hello\r\n\r\n")).startswith(b"HTTP/1.1 400 ")


def test_a_stream_tells_what_changed(server: Running) -> None:
    with listen(server, 1) as stream, listen(server, 2) as elsewhere:
        server.ask("/workshops/1/step/5", "POST")
        told = stream.recv(4096)
        server.ask("/ping", "POST")

        assert told == frame("step", 5)
        assert elsewhere.recv(4096) == PING


def test_a_stream_has_the_headers_of_its_view(server: Running) -> None:
    path = "/workshops/3/stream"
    with call(server, f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n") as stream:
        seen = b""
        while frame("votes", 3) not in seen:
            seen += stream.recv(4096)

    head, _, body = seen.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 OK\r\n")
    assert b"Content-Type: text/event-stream" in head
    assert b"Cache-Control: no-store" in head
    assert b"Transfer-Encoding" not in head
    assert b"Content-Length" not in head
    assert re.fullmatch(rb"retry: \d{3,4}\n\n" + frame("votes", 3), body)


def test_a_listener_that_left_is_forgotten(server: Running) -> None:
    with listen(server, 4), listen(server, 4):
        wait_for(server, "/workshops/4/listeners", "2")

    server.ask("/ping", "POST")  # is refused by the phone
    sleep(0.1)
    server.ask("/ping", "POST")  # finds that out

    wait_for(server, "/workshops/4/listeners", "0")


def test_slow_connections_hold_nobody(server: Running) -> None:
    idle = [call(server, "GET / HTTP/1.1\r\nHos") for _ in range(150)]
    half = f"POST /words HTTP/1.1\r\nHost: x\r\n{FORM}Content-Length: 9\r\n\r\nwor"
    idle += [call(server, half) for _ in range(150)]

    started = monotonic()
    answers = {server.ask("/") for _ in range(20)}
    took = monotonic() - started

    for connection in idle:
        connection.close()
    assert answers == {"مرحبا"}
    assert took < 20  # no idle connection is given up so soon


def test_a_request_that_does_not_end_is_closed(impatient_server: Running) -> None:
    server = impatient_server
    half = f"POST /words HTTP/1.1\r\nHost: x\r\n{FORM}Content-Length: 9\r\n\r\nwor"
    waiting = [
        call(server, text)
        for text in ("", "GET / HTTP/1.1\r\nHos", half, "GET / HTTP/1.1\r\n\r\n")
    ]

    answers = [read_all(connection) for connection in waiting]

    assert answers[:3] == [b"", b"", b""]
    assert answers[3].endswith("مرحبا".encode())
    assert server.ask("/") == "مرحبا"


def test_drops_of_headers_gain_no_time(impatient_server: Running) -> None:
    connection = call(impatient_server, "GET / HTTP/1.1\r\n")
    started = monotonic()
    try:
        while monotonic() - started < 25:
            connection.sendall(b"X: y\r\n")
            sleep(0.1)
    except OSError:
        pass
    connection.close()

    assert 0.5 < monotonic() - started < 20


def test_stopping_finishes_requests_and_closes_streams(own_server: Running) -> None:
    stream = listen(own_server, 1)
    answers: list[str] = []
    asking = threading.Thread(target=lambda: answers.append(own_server.ask("/slow")))
    asking.start()
    assert own_server.line() == "asked"
    idle = call(own_server, "GET / HTTP/1.1\r\nHos")
    own_server.ask("/")  # so the server has taken the one before

    own_server.process.send_signal(signal.SIGTERM)
    asking.join()

    assert answers == ["done"]
    assert re.fullmatch(rb"retry: \d{3,4}\n\n", read_all(stream))
    assert read_all(idle) == b""
    assert own_server.line() == "stopped"
    assert own_server.process.wait(timeout=60) == 0


def test_an_interrupt_stops_too(own_server: Running) -> None:
    own_server.process.send_signal(signal.SIGINT)

    assert own_server.line() == "stopped"
    assert own_server.process.wait(timeout=60) == 0


def test_the_log_tells_failures_and_nobody(own_server: Running) -> None:
    read_all(call(own_server, "hello\r\n\r\n"))
    read_all(call(own_server, "GET /failing HTTP/1.0\r\n\r\n"))
    own_server.ask("/")

    errors = own_server.end()

    assert "ZeroDivisionError" in errors
    assert "127.0.0.1" not in errors
    assert "GET" not in errors
