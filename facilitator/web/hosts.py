"""Under which names this server answers.

A page of another site may let its own name lead here, once it is open (DNS
rebinding), and would then read the desk as if it were ours. So a name must be one
that nobody else can have: the public address's, or one that no registry gives out.
An address in numbers is always taken: it cannot be made to lead elsewhere, and the
laptop's own changes with its network. No link is made of what a request says here
(`address.own_address`) once there is a public address.
"""

import re
from contextlib import suppress
from functools import lru_cache
from ipaddress import ip_address
from typing import cast
from urllib.parse import urlsplit

from flask import Flask, current_app, request

from facilitator.config import Settings
from facilitator.errors import N_, RuleBroken
from facilitator.web import health

# Names of the room's own network. Source: RFC 6761, 6762, 8375; ICANN's resolutions
# 2018.02.04.12 (home) and 2024.07.29.06 (internal); lan was never given out.
UNREGISTRABLE = ("local", "localhost", "home.arpa", "internal", "home", "lan")


class NotOurName(RuleBroken):
    """The request was made under the name of somebody else."""

    message = N_(
        "This server does not know itself under this name. Open the address that "
        "the organisers show. Whoever runs the server sets its name as the public "
        "address."
    )
    status = 400


def is_ours(host: str, public_url: str | None, listening_on: str) -> bool:
    """Whether a Host header, with its port or without, is a name of this server's.

    No header at all is: it can come from no browser.
    """
    if not host:
        return True
    try:
        parts = urlsplit(f"//{host}")
        name = (parts.hostname or "").rstrip(".")
        _ = parts.port  # or it is no number
    except ValueError:
        return False
    if parts.netloc != host or "@" in host:  # more than a name stands there
        return False
    own = {urlsplit(public_url or "").hostname, listening_on.lower()}
    return name in own or _is_address(name) or _is_local(name)


def install(app: Flask) -> None:
    """Refuse every request under another's name. Before all that looks at requests."""

    @app.before_request
    def _check() -> None:
        settings = cast(Settings, current_app.extensions["settings"])
        host = request.environ.get("HTTP_HOST", "")
        if request.blueprint == health.bp.name:  # a proxy may ask by a name of its own
            return
        if not _known(host, settings.public_url, settings.host):
            raise NotOurName()


_known = lru_cache(maxsize=256)(is_ours)  # a room asks under two or three names


def _is_address(name: str) -> bool:
    with suppress(ValueError):
        return bool(ip_address(name))
    return False


def _is_local(name: str) -> bool:
    """Whether `name` is one word, or ends in what no registry gives out."""
    labels = name.split(".")
    is_name = all(re.fullmatch(r"[a-z0-9_-]+", label) for label in labels)
    ends = any(name.endswith(f".{end}") for end in UNREGISTRABLE)
    return is_name and (len(labels) == 1 or ends)
