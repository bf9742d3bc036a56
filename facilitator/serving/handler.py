"""One connection: what gevent's handler does, for a room full of phones.

Headers and small bodies leave in one packet. A request is received whole before the
application sees it, so that a slow phone holds nothing but its own connection. No
line of any log tells who asked.
"""

import logging
import socket
from contextlib import suppress
from http.client import HTTPException
from io import BytesIO
from types import TracebackType
from typing import Any

import gevent
from gevent.monkey import get_original
from gevent.pywsgi import Input, WSGIHandler

from facilitator.serving.hub import come_back
from facilitator.serving.streams import Stream

PATIENCE = 30.0  # seconds for all headers, for a body, and for each piece of an answer
LINGER = 5.0  # seconds that a refused body is still taken, so that the answer arrives
SMALL = 65536  # bytes
STREAM_BUFFER = 16384  # bytes; a phone that is asleep must not fill our memory
STREAM_SILENCE = 60_000  # milliseconds without an acknowledgement

MOST_HEAD = 32768  # bytes of all headers; a phone of ours sends a twentieth

BAD_REQUEST = (
    b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
)
TOO_MANY_HEADERS = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
    b"Connection: close\r\nContent-Length: 0\r\n\r\n"
)

log = logging.getLogger(__name__)


class Handler(WSGIHandler):
    """Handles the requests of one connection, one after the other."""

    deadline: Any = None
    wsgi_input: Any = None
    is_first = True
    is_gone = False
    is_too_large = False

    def handle(self) -> None:
        """Handle requests until either side closes."""
        with suppress(OSError):  # the phone may be gone already
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.socket.settimeout(PATIENCE)
            super().handle()

    def handle_one_request(self) -> Any:
        """Handle the next request; tell by the result whether another may follow."""
        if not self.is_first:
            gevent.sleep(0)  # one busy connection does not starve the others
        self.is_first = False
        self.deadline = gevent.Timeout.start_new(PATIENCE)
        try:
            result = super().handle_one_request()
            return self._refuse(*result) if isinstance(result, tuple) else result
        except gevent.Timeout as timeout:
            if timeout is not self.deadline:
                raise
            return None
        finally:
            self.deadline.close()

    def handle_one_response(self) -> None:
        """Receive the body, then let the application answer."""
        if not self._receive_body():
            self.close_connection = True
            return
        self.deadline.close()
        self.server.busy += 1
        try:
            super().handle_one_response()
        finally:
            self.server.busy -= 1
        if self.is_too_large:
            self._linger()
        if self.is_too_large or self.server.is_stopping:
            self.close_connection = True

    def process_result(self) -> None:
        """Send what the application answered, or let the hub have the connection."""
        if isinstance(self.result, Stream):
            self._hand_over(self.result)
        else:
            super().process_result()

    def log_request(self) -> None:
        """Keep no record of who asked what."""

    def log_error(self, msg: str, *args: object) -> None:
        """Keep no record of malformed requests, which name their sender."""

    def handle_error(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType
    ) -> None:
        """Answer 500, unless nobody is there to read it."""
        if self.is_gone:
            self.close_connection = True
        else:
            super().handle_error(kind, error, trace)

    def finalize_headers(self) -> None:
        """Announce that the connection closes, when the server stops."""
        super().finalize_headers()
        if self.server.is_stopping:
            self.response_headers.append((b"Connection", b"close"))

    def _log_error(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType
    ) -> None:
        if not issubclass(kind, gevent.GreenletExit):
            log.error("a request failed", exc_info=(kind, error, trace))

    def MessageClass(self, *_arguments: object) -> Any:  # noqa: N802 -- gevent's name
        """Read the headers, as far as they are not too long."""
        return super().MessageClass(_Head(self.rfile))

    def _handle_client_error(self, error: Exception) -> tuple[str, bytes]:
        if isinstance(error, TooLongHead | HTTPException):
            return "431", TOO_MANY_HEADERS
        return "400", BAD_REQUEST

    def _receive_body(self) -> bool:
        """Replace the input by what arrives; say whether there is one to answer.

        One that is too large is left unread. Its length stays in the environ: the
        application refuses it by that, in the visitor's language.
        """
        most = self.server.most_bytes
        self.is_too_large = (self.content_length or 0) > most
        try:
            body = b"" if self.is_too_large else self.wsgi_input.read(most + 1)
        except OSError:
            return False
        if self.environ.pop("HTTP_TRANSFER_ENCODING", None):  # it had no length
            self.environ["CONTENT_LENGTH"] = str(len(body))
            self.is_too_large = len(body) > most
        if self.is_too_large:
            body = b""
        self.wsgi_input = Input(BytesIO(body), len(body))
        self.environ["wsgi.input"] = self.wsgi_input
        self.environ["wsgi.input_terminated"] = True
        return True

    def _refuse(self, _status: str, answer: bytes) -> None:
        """Answer what is no request that the application should see."""
        with suppress(OSError):
            self.socket.sendall(answer)
            self._linger()

    def _linger(self) -> None:
        """Take some of a refused body: closing at once would destroy the answer."""
        with suppress(OSError), gevent.Timeout(LINGER, False):
            self.socket.shutdown(socket.SHUT_WR)
            while self.rfile.read1(SMALL):
                pass

    def _write_with_headers(self, data: bytes) -> None:
        if len(data) > SMALL:
            super()._write_with_headers(data)
            return
        self.headers_sent = True
        self.finalize_headers()
        if self.response_use_chunked and data:
            data = b"%x\r\n%b\r\n" % (len(data), data)
        self._sendall(self._head() + data)

    def _head(self) -> bytes:
        lines = [b"%b: %b\r\n" % header for header in self.response_headers]
        return b"HTTP/1.1 %b\r\n%b\r\n" % (self.status, b"".join(lines))

    def _sendall(self, data: bytes) -> None:
        """Send `data` in pieces: each has its own time, a large answer has long."""
        view = memoryview(data)
        try:
            for start in range(0, len(view), SMALL):
                super()._sendall(view[start : start + SMALL])
        except OSError:
            self.is_gone = True
            raise

    def _hand_over(self, stream: Stream) -> None:
        self.headers_sent = True
        self.close_connection = True  # ours; the hub has its own
        self.response_headers.append((b"Connection", b"close"))
        self.provided_content_length = "0"  # leaves the length out
        self.finalize_headers()
        ours = _plain_socket(self.socket)
        try:
            ours.sendall(self._head() + come_back())
        except OSError:
            ours.close()
        else:
            stream.hand_over(ours)


class TooLongHead(ValueError):  # noqa: N818 -- reads as a fact
    """The headers of a request are longer than any browser's."""


class _Head:
    """The lines of one request's headers, `MOST_HEAD` bytes at most."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._left = MOST_HEAD

    def readline(self, most: int) -> bytes:
        line: bytes = self._file.readline(min(most, self._left + 1))
        self._left -= len(line)
        if self._left < 0:
            raise TooLongHead
        return line


def _plain_socket(connection: Any) -> socket.socket:
    """Return a second socket of `connection` that never waits.

    It is Python's own: one of gevent's would take some kilobytes for each stream.
    """
    own = get_original("socket", "socket")
    plain: socket.socket = own(
        connection.family,
        connection.type,
        connection.proto,
        fileno=get_original("socket", "dup")(connection.fileno()),
    )
    plain.setblocking(False)
    with suppress(OSError):
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, STREAM_BUFFER)
        if hasattr(socket, "TCP_USER_TIMEOUT"):
            plain.setsockopt(
                socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, STREAM_SILENCE
            )
    return plain
