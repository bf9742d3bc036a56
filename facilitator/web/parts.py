"""Pages of which a script may fetch one part again, cheaply when unchanged."""

from typing import Any

from flask import Response, make_response, render_template, request

PART = "X-Part"  # the request header that names the wanted part


def page(
    template: str, *, parts: dict[str, str] | None = None, **context: Any
) -> Response:
    """Render `template`, or the one of its `parts` that the request names.

    `parts` maps the id of an element to the template that makes its content.
    The answer carries an ETag: the same content again is a 304.
    """
    wanted = request.headers.get(PART, "")
    name = (parts or {}).get(wanted, template)
    response = make_response(render_template(name, **context))
    response.vary.add(PART)
    response.add_etag()
    response.make_conditional(request)
    return response
