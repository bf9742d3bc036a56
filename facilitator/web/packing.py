"""Send static files compressed, each compressed once: a room joins all at once."""

import gzip
from functools import lru_cache
from http import HTTPStatus

from flask import Flask, Response, current_app, request
from flask_compress import Compress

PACKED = frozenset({"text/css", "text/javascript", "image/svg+xml", "font/ttf"})


def install(app: Flask) -> None:
    """Compress pages and static files by gzip: over plain http phones take no other.

    Before anything else that changes answers: it acts last.
    """
    app.add_url_rule(
        "/static/<version>/<path:filename>",
        "other_static",
        _of_another_version,
    )
    app.config.setdefault("COMPRESS_ALGORITHM", ["gzip"])
    app.config.setdefault("COMPRESS_STREAMS", False)  # anew for every phone
    Compress(app)

    @app.after_request
    def _pack(response: Response) -> Response:
        if _is_whole_file(response) and request.accept_encodings["gzip"] > 0:
            response.direct_passthrough = False
            response.set_data(_packed(response.get_data()))
            response.content_encoding = "gzip"
            tag, _ = response.get_etag()
            response.set_etag(tag or "", weak=True)  # the same file, in other bytes
        return response


def _of_another_version(version: str, filename: str) -> Response:  # noqa: ARG001
    """Give our file to a page that a server of another version made.

    While servers are upgraded one after the other. No browser keeps it.
    """
    answer = current_app.send_static_file(filename)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _is_whole_file(response: Response) -> bool:
    is_file = request.endpoint == "static" and response.mimetype in PACKED
    return is_file and response.status_code == HTTPStatus.OK


@lru_cache(maxsize=128)
def _packed(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)
