"""A small application behind the real server, for the tests that talk to it.

Run as a program with a port and the path of a log; prints the port once it listens.
"""

from facilitator.serving.patched import patch

patch()

import sys  # noqa: E402
import threading  # noqa: E402
from time import sleep  # noqa: E402

from flask import Flask, Response, request  # noqa: E402
from flask.typing import ResponseReturnValue  # noqa: E402

from facilitator.serving.hub import Hub  # noqa: E402
from facilitator.serving.server import serve  # noqa: E402
from facilitator.serving.streams import stream_response  # noqa: E402

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 10_000
hub = app.extensions["hub"] = Hub()


@app.get("/")
def hello() -> str:
    return "مرحبا"


@app.get("/unchanged")
def unchanged() -> ResponseReturnValue:
    return "", 304


@app.get("/large")
def large() -> bytes:
    return bytes(3_000_000)


@app.get("/pieces")
def pieces() -> Response:
    return Response(part for part in ("one ", "two"))


@app.get("/slow")
def slow() -> str:
    print("asked", flush=True)
    sleep(1)
    return "done"


@app.get("/failing")
def failing() -> Response:
    def parts() -> object:
        yield "begun"
        raise ZeroDivisionError

    return Response(parts())


@app.post("/words")
def words() -> dict[str, int]:
    return {"received": len(request.form["words"])}


@app.get("/workshops/<int:workshop_id>/stream")
def stream(workshop_id: int) -> Response:
    return stream_response(workshop_id, {"votes": 3})


@app.post("/workshops/<int:workshop_id>/<topic>/<int:version>")
def publish(workshop_id: int, topic: str, version: int) -> ResponseReturnValue:
    hub.publish(workshop_id, topic, version)
    return "", 204


@app.get("/workshops/<int:workshop_id>/listeners")
def listeners(workshop_id: int) -> str:
    return str(hub.count(workshop_id))


@app.post("/ping")
def ping() -> ResponseReturnValue:
    hub.ping()
    return "", 204


@app.get("/threads")
def threads() -> str:
    return type(threading.Lock()).__module__


if __name__ == "__main__":
    if len(sys.argv) > 1:  # seconds: the tests have no time for half a minute
        import facilitator.serving.handler

        facilitator.serving.handler.PATIENCE = float(sys.argv[1])
    serve(app, "127.0.0.1", 0, hub, ready=lambda port: print(port, flush=True))
    print("stopped", flush=True)
