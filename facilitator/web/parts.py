"""Pages of which a script may fetch one part again, cheaply when unchanged."""

import hashlib
import re
from collections.abc import Container
from typing import Any

from flask import Response, make_response, render_template, request

PART = "X-Part"  # the request header that names the wanted part
_TOKEN = re.compile(r'(name="csrf_token"[^>]* value=")[^"]*')
# A timer that stands still (data-ends="") says all in data-left.
_TIMER = re.compile(r'data-now="\d+" data-ends="(\d+)" data-left="-?\d+"')
_DIGITS = re.compile(r'(class="timer__digits">)[^<]*')


def part_wanted() -> str:
    """Return the id of the element whose content a script asks for, or nothing."""
    return request.headers.get(PART, "")


def part_among(parts: Container[str]) -> str:
    """Return the id that the request names when it is one of `parts`, or nothing."""
    wanted = part_wanted()
    return wanted if wanted in parts else ""


def page(
    template: str, *, parts: dict[str, str] | None = None, **context: Any
) -> Response:
    """Render `template`, or the one of its `parts` that the request names.

    `parts` maps the id of an element to the template that makes its content.
    The answer carries an ETag: the same content again is a 304. What differs each
    time and changes nothing for the reader does not count: the token of a form,
    and where a running timer stands.
    """
    name = (parts or {}).get(part_wanted(), template)
    html = render_template(name, **context)
    response = make_response(html)
    response.vary.add(PART)
    response.set_etag(_stamp(html), weak=True)  # timers stand elsewhere each time
    response.make_conditional(request)
    return response


def _stamp(html: str) -> str:
    for pattern in (_TOKEN, _TIMER, _DIGITS):
        html = pattern.sub(r"\1", html)
    return hashlib.sha256(html.encode()).hexdigest()[:32]
