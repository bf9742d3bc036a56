"""Serve an application until the process is told to stop."""

import logging
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import gevent
import gevent.event
from flask import Flask
from gevent.pool import Pool
from gevent.pywsgi import WSGIServer

from facilitator.serving.handler import Handler
from facilitator.serving.hub import Hub
from facilitator.serving.ports import listen

try:
    import resource
except ImportError:  # Windows has no such limit
    resource = None  # type: ignore[assignment]

MOST_BYTES = 1024 * 1024  # of a request's body, when the application says nothing
GRACE = 10.0  # seconds that requests have to finish when the server stops
MOST_FILES = 65536  # each phone with an open page is one

log = logging.getLogger(__name__)


class Server(WSGIServer):
    """What the handlers of all connections share."""

    handler_class = Handler

    def __init__(self, listener: object, app: Flask, address: tuple[str, int]) -> None:
        # Without a name gevent would ask the network for one, and wait.
        name, port = address
        super().__init__(
            listener,
            app,
            spawn=Pool(),
            log=None,
            environ={"SERVER_NAME": name, "SERVER_PORT": str(port)},
        )
        self.most_bytes = app.config.get("MAX_CONTENT_LENGTH") or MOST_BYTES
        self.busy = 0  # requests that the application is answering
        self.is_stopping = False

    def finish(self, hub: Hub) -> None:
        """Take no more, send streams elsewhere, let requests finish, then close."""
        self.is_stopping = True
        self.close()
        hub.close()
        with gevent.Timeout(GRACE, False):
            while self.busy:
                gevent.sleep(0.02)
        if self.busy:
            log.warning("%d requests were cut off", self.busy)
        self.pool.kill(timeout=1)


def serve(
    app: Flask,
    host: str,
    port: int,
    hub: Hub,
    *,
    shared_port: bool = False,
    drain: float = 0,
    ready: Callable[[int], None] | None = None,
    stopping: Callable[[], None] | None = None,
) -> None:
    """Serve `app` on `host` and `port` until SIGINT or SIGTERM.

    The process is patched by then (`serving.patched`). `ready` is called with the
    port (that of the system's choice, for 0) once phones may come, `stopping` when
    the process is told to stop. For `drain` seconds it then serves on, so that a
    proxy has the time to notice.

    Raises:
        OSError: the port is taken.
    """
    _allow_many_connections()
    gevent.get_hub().print_exception = _log_uncaught
    listener = listen(host, port, shared=shared_port)
    port = listener.getsockname()[1]
    server = Server(listener, app, (host, port))
    hub.start()
    server.start()
    try:
        with _told_to_stop() as stop:
            if ready is not None:
                ready(port)
            stop.wait()
            if stopping is not None:
                stopping()
        gevent.sleep(drain)
    finally:
        server.finish(hub)


@contextmanager
def _told_to_stop() -> Iterator[gevent.event.Event]:
    """Give what a signal sets. After this the next one ends the process at once."""
    stop = gevent.event.Event()
    watchers = [gevent.signal_handler(number, stop.set) for number in _signals()]
    try:
        yield stop
    finally:
        for watcher in watchers:
            watcher.cancel()


def _log_uncaught(
    _where: object, kind: type[BaseException], error: BaseException, trace: object
) -> None:
    """Log what no greenlet caught. gevent itself would print sockets' addresses."""
    log.error("a greenlet failed", exc_info=(kind, error, trace))  # type: ignore[arg-type]


def _signals() -> list[int]:
    names = ("SIGINT", "SIGTERM", "SIGBREAK")  # the last is Windows'
    return [getattr(signal, name) for name in names if hasattr(signal, name)]


def _allow_many_connections() -> None:
    if resource is None:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    if soft != resource.RLIM_INFINITY and soft < most:
        with suppress(OSError, ValueError):  # macOS has a lower limit of its own
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
