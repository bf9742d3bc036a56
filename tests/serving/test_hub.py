import socket
from collections.abc import Iterator

import pytest

from facilitator.serving.hub import PING, Hub, frame

Pair = tuple[socket.socket, socket.socket]


class Notes:
    """A listener that writes down what it hears."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []
        self.is_closed = False

    def send(self, event: bytes, /) -> int:
        self.heard.append(event)
        return len(event)

    def close(self) -> None:
        self.is_closed = True


@pytest.fixture
def pair() -> Iterator[Pair]:
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    theirs.settimeout(5)
    yield ours, theirs
    ours.close()
    theirs.close()


def test_a_frame_tells_topic_and_version() -> None:
    assert frame("votes", 7) == b"id: votes-7\nevent: votes\ndata: 7\n\n"


def test_a_topic_cannot_smuggle_a_field() -> None:
    with pytest.raises(ValueError, match="one word"):
        frame("votes\ndata: 84", 7)


def test_listeners_hear_of_their_workshop_only() -> None:
    hub, fez, kenitra = Hub(), Notes(), Notes()
    hub.add(1, fez)
    hub.add(2, kenitra)

    hub.publish(1, "votes", 1)

    assert fez.heard == [PING, frame("votes", 1)]
    assert kenitra.heard == [PING]


def test_a_listener_begins_with_where_things_are() -> None:
    hub, notes = Hub(), Notes()
    hub.publish(1, "votes", 9)

    hub.add(1, notes, {"votes": 8, "step": 2})

    assert b"".join(notes.heard) == frame("votes", 9) + frame("step", 2)


def test_a_version_is_told_once() -> None:
    hub, notes = Hub(), Notes()
    hub.add(1, notes, {"votes": 8})

    for version in (8, 9, 9, 7):
        hub.publish(1, "votes", version)

    assert notes.heard == [frame("votes", 8), frame("votes", 9)]


def test_what_a_late_comer_read_is_news_to_those_before() -> None:
    """It came to the database by another server, which nobody has told of yet."""
    hub, before, late = Hub(), Notes(), Notes()
    hub.add(1, before, {"step": 1})

    hub.add(1, late, {"step": 2})
    hub.publish(1, "step", 2)

    assert before.heard == [frame("step", 1), frame("step", 2)]
    assert late.heard == [frame("step", 2)]


def test_a_socket_gets_whole_frames(pair: Pair) -> None:
    hub, (ours, theirs) = Hub(), pair
    hub.add(1, ours)

    hub.publish(1, "votes", 1)

    assert theirs.recv(1000) == PING + frame("votes", 1)


def test_a_full_listener_is_dropped_and_the_rest_served(pair: Pair) -> None:
    hub, notes, (ours, _theirs) = Hub(), Notes(), pair
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1)
    hub.add(1, ours)
    hub.add(1, notes)
    before = hub.count(1)

    for version in range(10_000):
        hub.publish(1, "votes", version)

    assert (before, hub.count(1)) == (2, 1)
    assert ours.fileno() == -1
    assert notes.heard[-1] == frame("votes", 9_999)


def test_a_ping_drops_who_is_gone(pair: Pair) -> None:
    hub, (ours, theirs) = Hub(), pair
    hub.add(1, ours)
    theirs.close()

    hub.ping()
    hub.ping()

    assert (hub.count(1), hub.workshops()) == (0, [])


def test_the_number_of_a_forgotten_workshop_begins_anew() -> None:
    hub, before, after = Hub(), Notes(), Notes()
    hub.add(1, before)
    hub.publish(1, "step", 9)

    hub.forget(1)
    hub.add(1, after)
    hub.publish(1, "step", 1)

    assert before.is_closed
    assert before.heard == [PING, frame("step", 9)]
    assert after.heard == [PING, frame("step", 1)]


def test_closing_closes_all_and_who_comes_later() -> None:
    hub, early, late = Hub(), Notes(), Notes()
    hub.add(1, early)

    hub.close()
    hub.add(1, late)

    assert (early.is_closed, late.is_closed, hub.count(1)) == (True, True, 0)


def test_five_hundred_listeners_hear_each_event_once() -> None:
    hub, room = Hub(), [Notes() for _ in range(500)]
    for notes in room:
        hub.add(1, notes)

    hub.publish(1, "step", 1)

    assert {tuple(notes.heard) for notes in room} == {(PING, frame("step", 1))}
