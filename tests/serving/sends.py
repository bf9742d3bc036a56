"""Ask the server for a path; print what it gave to the network, send by send."""

from tests.serving import room  # first: it patches

# isort: split
import json
import socket
import sys
from http.client import HTTPConnection
from threading import Thread

import gevent
import gevent.socket

from facilitator.serving.server import serve

sends: list[dict[str, object]] = []
send = gevent.socket.socket.send


def note(
    connection: socket.socket, data: memoryview, *rest: object, **named: object
) -> int:
    at_once = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
    sends.append({"text": bytes(data).decode(), "at_once": bool(at_once)})
    return send(connection, data, *rest, **named)


def ask(port: int) -> None:
    connection = HTTPConnection("127.0.0.1", port)
    connection.request("GET", sys.argv[1])
    gevent.socket.socket.send = note
    connection.getresponse().read()
    print(json.dumps(sends), flush=True)
    gevent.get_hub().loop.run_callback(gevent.kill, main, SystemExit)


main = gevent.getcurrent()
serve(
    room.app,
    "127.0.0.1",
    0,
    room.hub,
    ready=lambda port: Thread(target=ask, args=[port]).start(),
)
