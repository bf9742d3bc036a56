"""One connection of a browser: HTTP/1.1, kept alive, as light as it can be."""

import zlib
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from gevent import socket

PATIENCE = 15.0  # seconds; what static/js/lib/outbox.js gives one try
SILENCE = 45.0  # likewise of static/js/lib/stream.js for the stream
PIECE = 65536
GZIP = 16 + zlib.MAX_WBITS
BODILESS = {204, 304}
PORTS = {"http": 80, "https": 443}


class Dropped(OSError):  # noqa: N818 -- reads as a fact
    """The other side closed before the answer was whole."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a server is."""

    host: str
    port: int
    scheme: str

    @property
    def authority(self) -> str:
        """What the Host header says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """The address without a path."""
        return f"{self.scheme}://{self.authority}"


def place_of(url: str) -> Place:
    """Return the place that the address of a server names."""
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise ValueError(f"not the address of a server: {url!r}")
    return Place(parts.hostname, parts.port or PORTS[parts.scheme], parts.scheme)


@dataclass(slots=True)
class Answer:
    """What a server answered; names of headers in small letters."""

    status: int
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""

    def header(self, name: str) -> str:
        """Return the first header of this name, or nothing."""
        return next((value for key, value in self.headers if key == name), "")

    @property
    def text(self) -> str:
        """The body in letters."""
        return self.body.decode("utf-8", "replace")

    @property
    def is_good(self) -> bool:
        """Whether the server did what was asked."""
        return self.status < 400  # noqa: PLR2004 -- where refusals begin


class Wire:
    """A connection that opens itself, and again when the server closed it."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._socket: Any = None

    def ask(self, request: bytes) -> Answer:
        """Return the answer to a request.

        A connection that was kept and turns out to be closed is opened anew, as
        browsers do.

        Raises:
            OSError: there is no answer.
        """
        was_open = self._socket is not None
        try:
            try:
                data = self._first(request)
            except OSError as error:
                if not was_open or isinstance(error, TimeoutError):
                    raise
                self.close()
                data = self._first(request)
            return self._answer(data)
        except BaseException:  # also when the robot leaves
            self.close()
            raise

    def _first(self, request: bytes) -> bytes:
        """Send a request; return the first piece of its answer."""
        self.send(request)
        return self._piece()

    def send(self, request: bytes) -> None:
        """Send a request and do not wait."""
        if self._socket is None:
            self._socket = self._connected()
        self._socket.sendall(request)

    def close(self) -> None:
        """Hang up."""
        if self._socket is not None:
            with suppress(OSError):
                self._socket.close()
            self._socket = None

    def listen(self, request: bytes) -> tuple[Answer, bytes]:
        """Send a request whose answer stays open; return its head and the rest."""
        self.send(request)
        answer, rest = self._head(b"")
        self._socket.settimeout(SILENCE)
        return answer, rest

    def more(self) -> bytes:
        """Return what came next, nothing at the end."""
        found: bytes = self._socket.recv(4096)
        return found

    def _connected(self) -> Any:
        place = self._place
        plain = socket.create_connection((place.host, place.port), PATIENCE)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if place.scheme == "http":
            return plain
        from gevent import ssl  # noqa: PLC0415 -- takes a while, most need it never

        context = ssl.create_default_context()
        return context.wrap_socket(plain, server_hostname=place.host)

    def _head(self, data: bytes) -> tuple[Answer, bytes]:
        while (end := data.find(b"\r\n\r\n")) < 0:
            data += self._piece()
        first, *lines = data[:end].decode("latin-1").split("\r\n")
        headers = []
        for line in lines:
            name, _, value = line.partition(":")
            headers.append((name.lower(), value.strip()))
        return Answer(int(first.split(" ", 2)[1]), headers), data[end + 4 :]

    def _answer(self, data: bytes) -> Answer:
        answer, rest = self._head(data)
        if answer.status not in BODILESS:
            answer.body = self._body(answer, rest)
            if answer.header("content-encoding") == "gzip":
                answer.body = zlib.decompress(answer.body, GZIP)
        if answer.header("connection").lower() == "close":
            self.close()
        return answer

    def _body(self, answer: Answer, data: bytes) -> bytes:
        if length := answer.header("content-length"):
            pieces, missing = [data], int(length) - len(data)
            while missing > 0:
                pieces.append(self._piece())
                missing -= len(pieces[-1])
            return b"".join(pieces)
        if answer.header("transfer-encoding") == "chunked":
            return self._chunks(data)
        while piece := self._socket.recv(PIECE):
            data += piece
        self.close()
        return data

    def _chunks(self, data: bytes) -> bytes:
        body = b""
        while True:
            while (end := data.find(b"\r\n")) < 0:
                data += self._piece()
            size = int(data[:end].split(b";")[0], 16)
            data = data[end + 2 :]
            while len(data) < size + 2:
                data += self._piece()
            body += data[:size]
            data = data[size + 2 :]
            if not size:
                return body

    def _piece(self) -> bytes:
        piece: bytes = self._socket.recv(PIECE)
        if not piece:
            raise Dropped("the answer broke off")
        return piece
