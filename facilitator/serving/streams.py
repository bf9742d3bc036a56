"""The answer that stays open. Views know `stream_response` and nothing else."""

from collections.abc import Generator, Iterable, Iterator, Mapping
from queue import Empty, SimpleQueue
from typing import cast

from flask import Response, current_app

from facilitator.serving.hub import PING, PING_EVERY, Hub, Listener, come_back

MOST_UNREAD = 64  # frames; a reader that is further behind is dropped


def stream_response(
    workshop_id: int, versions: Mapping[str, int] | None = None
) -> Response:
    """Return the stream of a workshop; it starts with `versions` of its topics.

    The application keeps its hub in ``app.extensions["hub"]``.
    """
    hub = cast(Hub, current_app.extensions["hub"])
    return _StreamResponse(Stream(hub, workshop_id, versions or {}))


class Stream:
    """What to listen to.

    Our server hands its socket to `hand_over`. Any other server iterates, which
    takes one of its threads for each stream.
    """

    def __init__(self, hub: Hub, workshop_id: int, versions: Mapping[str, int]) -> None:
        self._hub = hub
        self._workshop_id = workshop_id
        self._versions = versions
        self._frames: Generator[bytes, None, None] | None = None

    def hand_over(self, listener: Listener) -> None:
        """Give `listener` to the hub. It has sent the headers already."""
        self._hub.add(self._workshop_id, listener, self._versions)

    def __iter__(self) -> Iterator[bytes]:
        """Return frames until the hub drops this reader."""
        self._frames = self._listen()
        return self._frames

    def close(self) -> None:
        """Leave the hub, when this was iterated."""
        if self._frames is not None:
            self._frames.close()

    def _listen(self) -> Generator[bytes, None, None]:
        mailbox = _Mailbox()
        self._hub.add(self._workshop_id, mailbox, self._versions)
        try:
            yield come_back()
            yield from mailbox
        finally:
            self._hub.remove(self._workshop_id, mailbox)


class _Mailbox:
    """A listener whose frames somebody fetches."""

    def __init__(self) -> None:
        self._frames: SimpleQueue[bytes] = SimpleQueue()

    def send(self, frame: bytes, /) -> int:
        if self._frames.qsize() >= MOST_UNREAD:
            raise BlockingIOError
        self._frames.put(frame)
        return len(frame)

    def close(self) -> None:
        self._frames.put(b"")

    def __iter__(self) -> Iterator[bytes]:
        while True:
            try:
                frame = self._frames.get(timeout=PING_EVERY)
            except Empty:
                frame = PING
            if not frame:
                return
            yield frame


class _StreamResponse(Response):
    """Gives its `Stream` to the server as it is, not wrapped."""

    def __init__(self, stream: Stream) -> None:
        super().__init__(stream, mimetype="text/event-stream")
        self.cache_control.no_store = True
        self.headers["X-Accel-Buffering"] = "no"  # nginx passes each frame on

    def get_app_iter(self, environ: dict[str, object]) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] == "HEAD":
            return ()
        return cast(Iterable[bytes], self.response)
