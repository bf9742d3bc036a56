"""Security headers for every answer."""

from typing import cast

from flask import Flask, Response

from facilitator.config import Settings

# No 'unsafe-inline': scripts and styles live in static/. 'self' may frame:
# the desk shows what the projector shows.
POLICY = (
    "default-src 'self'; img-src 'self' data:; base-uri 'none'; object-src 'none'; "
    "frame-ancestors 'self'; form-action 'self'"
)
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cache-Control": "private, no-cache",
}
# Browsers ignore these on plain http, and complain of the first.
BY_HTTPS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000",  # a year; no other subdomain
}


def install(app: Flask) -> None:
    """Forbid inline code, framing by others, sniffing, and keeping private pages."""
    settings = cast(Settings, app.extensions["settings"])
    headers = {**ALWAYS, **BY_HTTPS} if settings.https else ALWAYS

    @app.after_request
    def _add(response: Response) -> Response:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        return response
