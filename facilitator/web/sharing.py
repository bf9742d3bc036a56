"""Pages that are the same for everybody who asks, but for a token or two."""

import gzip
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from flask import Response, g, request, session

from facilitator.web.locale import language
from facilitator.web.memory import may_remember

PROOF = b"csrf_token"
WHOLE = (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED)
PACKED = 6  # how hard gzip tries
SECRET = 8  # letters of a cookie that may be one


@dataclass(frozen=True)
class _Common:
    """What an answer says to everybody: numbers stand for texts of each one's own."""

    at: int
    pieces: tuple[bytes | int, ...]
    packed: bytes  # empty when there is something of one's own
    headers: list[tuple[str, str]]

    def said_to(self, own: Sequence[str]) -> Response:
        """Return the answer for the visitor whose texts are `own`."""
        is_packed = bool(self.packed) and request.accept_encodings["gzip"] > 0
        body = self.packed if is_packed else self._filled(own)
        same = Response(body, headers=self.headers)
        if is_packed:
            same.headers["Content-Encoding"] = "gzip"
        same.make_conditional(request)
        return same

    def _filled(self, own: Sequence[str]) -> bytes:
        return b"".join(
            own[piece].encode() if isinstance(piece, int) else piece
            for piece in self.pieces
        )


def shared(
    name: str,
    workshop_id: int,
    make: Callable[[], Response],
    *,
    own: Sequence[str] = (),
    at: int = 0,
    counts_people: bool = True,
) -> Response:
    """Return an answer that is the same for everybody who asks for `name`.

    `name` says on what it depends beside the workshop, the address and the language,
    in few different words; `at`, at which tick of a clock it is right. `own` are the
    visitor's texts in it, long and drawn by lot: the next one's stand in their place.
    What has anything else of one person is never shared.
    """
    memory = may_remember()
    if memory is None or not may_be_shared():
        return make()
    key = ("shared", request.path, language(), name)
    kept: _Common | None = memory.get(key, counts_people=counts_people)
    if kept is not None and kept.at == at:
        return kept.said_to(own)
    made = make()
    if common := _common(made, own, at):
        memory.keep(key, g.moment, workshop_id, common)
    return made


def may_be_shared() -> bool:
    """Whether answers are remembered, and this one tells nothing of one's own acts.

    Ask before you read on what an answer depends: it may be for nothing.
    """
    is_plain = not request.query_string and "_flashes" not in session
    return is_plain and may_remember() is not None


def _common(made: Response, own: Sequence[str], at: int) -> _Common | None:
    """Return what others are told too, or None when it holds more of one person.

    What this visitor has already, a 304, was made all the same.
    """
    body = made.get_data()
    is_whole = made.status_code in WHOLE and body
    if not is_whole or "Set-Cookie" in made.headers:
        return None
    pieces = _pieces(body, [one.encode() for one in own])
    rest = b"".join(one for one in pieces if isinstance(one, bytes))
    named = {one for one in pieces if isinstance(one, int)}
    is_unproved = PROOF in rest and not 0 < len(named) == len(own)
    if is_unproved or _tells_a_secret(rest):
        return None
    packed = b"" if named else gzip.compress(body, PACKED, mtime=0)
    headers = [item for item in made.headers if item[0] != "Content-Length"]
    return _Common(at, pieces, packed, headers)


def _pieces(body: bytes, own: list[bytes]) -> tuple[bytes | int, ...]:
    """Return `body` with the place in `own` instead of each text of one's own."""
    if not own:
        return (body,)
    found = re.split(b"(" + b"|".join(map(re.escape, own)) + b")", body)
    return tuple(own.index(piece) if n % 2 else piece for n, piece in enumerate(found))


def _tells_a_secret(rest: bytes) -> bool:
    """Whether what a phone keeps, in groups or not, is in what others would be told."""
    kept = (one.replace("-", "") for one in request.cookies.values())
    said = rest.replace(b"-", b"")
    return any(len(one) >= SECRET and one.encode() in said for one in kept)
