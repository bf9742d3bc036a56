"""Security headers for every answer."""

from flask import Flask, Response

# No 'unsafe-inline': scripts and styles live in static/. 'self' may frame:
# the desk shows what the projector shows.
POLICY = (
    "default-src 'self'; img-src 'self' data:; base-uri 'none'; object-src 'none'; "
    "frame-ancestors 'self'; form-action 'self'"
)


def install(app: Flask) -> None:
    """Forbid inline code, framing by others, sniffing, and keeping private pages."""

    @app.after_request
    def _add(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response
