"""Streams where there is no gevent: Flask's own client and development server."""

import re

import pytest
from flask import Flask, Response

from facilitator.serving.hub import Hub, frame
from facilitator.serving.streams import MOST_UNREAD, stream_response

COME_BACK = re.compile(rb"retry: [0-9]{3,4}\n\n")


@pytest.fixture
def hub() -> Hub:
    return Hub()


@pytest.fixture
def app(hub: Hub) -> Flask:
    app = Flask(__name__)
    app.extensions["hub"] = hub

    @app.get("/stream")
    def stream() -> Response:
        return stream_response(1, {"votes": 3})

    return app


def test_a_stream_is_an_ordinary_response(app: Flask, hub: Hub) -> None:
    with app.test_client() as client:
        response = client.get("/stream")
        events = response.response

        first = [next(events), next(events)]
        hub.publish(1, "votes", 4)
        second = next(events)
        listeners = hub.count(1)
        response.close()

    assert response.mimetype == "text/event-stream"
    assert response.headers["Cache-Control"] == "no-store"
    assert COME_BACK.fullmatch(first[0])
    assert first[1] == frame("votes", 3)
    assert second == frame("votes", 4)
    assert (listeners, hub.count(1)) == (1, 0)


def test_a_stream_ends_with_the_hub(app: Flask, hub: Hub) -> None:
    with app.test_client() as client:
        events = client.get("/stream").response
        begun = [next(events), next(events)]

        hub.close()

        assert begun[1] == frame("votes", 3)
        farewell = list(events)
        assert [bool(COME_BACK.fullmatch(told)) for told in farewell] == [True]


def test_a_reader_far_behind_is_dropped(app: Flask, hub: Hub) -> None:
    with app.test_client() as client:
        events = client.get("/stream").response
        next(events)
        next(events)

        for version in range(4, 4 + MOST_UNREAD + 1):
            hub.publish(1, "votes", version)

        assert len(list(events)) == MOST_UNREAD
        assert hub.count(1) == 0


def test_asking_for_headers_opens_no_stream(app: Flask, hub: Hub) -> None:
    response = app.test_client().head("/stream")

    assert (response.mimetype, response.data) == ("text/event-stream", b"")
    assert hub.count(1) == 0
