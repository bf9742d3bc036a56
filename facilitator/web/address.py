"""Where phones find this server, and its QR, for lobby, projector and cards."""

from functools import lru_cache
from time import monotonic
from typing import cast

from flask import current_app, request
from markupsafe import Markup

from facilitator import lan, qr
from facilitator.config import Settings

FRESH = 10  # seconds; the laptop may change networks while it runs

_SVG = Markup(
    '<svg role="img" aria-label="{label}" viewBox="0 0 {size} {size}" '
    'shape-rendering="crispEdges" xmlns="http://www.w3.org/2000/svg">'
    '<path fill="#fff" d="M0 0h{size}v{size}H0z"/>'
    '<path fill="#000" d="{path}"/></svg>'
)


def public_address() -> str:
    """Return the address that phones open, without a slash at its end."""
    return public_addresses()[0]


def public_addresses() -> list[str]:
    """Return every address that phones may try, the most likely first."""
    settings = cast(Settings, current_app.extensions["settings"])
    return _base_urls(settings, int(monotonic() / FRESH))


def own_address() -> str:
    """Return where this very visitor finds the server, without a slash at its end.

    Never from what a request says of itself once there is a public address.
    """
    settings = cast(Settings, current_app.extensions["settings"])
    return settings.public_url or request.host_url.rstrip("/")


def join_address(code: str) -> str:
    """Return what the QR holds of the workshop with `code`: capitals, no slash."""
    return lan.join_url(public_address(), code)


@lru_cache(maxsize=64)
def qr_svg(text: str, label: str) -> Markup:
    """Return a QR of `text` as an image named `label`: put it into a `.qr` box.

    Black on white in every theme; error correction M.
    """
    rows = qr.modules(text)
    path = "".join(
        f"M{start} {y}h{length}v1h-{length}z"
        for y, row in enumerate(rows)
        for start, length in qr.runs(row)
    )
    return _SVG.format(label=label, size=len(rows), path=path)


@lru_cache(maxsize=4)
def _base_urls(settings: Settings, _moment: int) -> list[str]:
    return lan.base_urls(settings)
