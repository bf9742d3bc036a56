"""Tell a script where an answer leads, instead of leading it there."""

from flask import Flask, Response, request

ASKED = "X-Outbox"  # the request header of static/js/lib/outbox.js
LEADS_TO = "X-Location"


def install(app: Flask) -> None:
    """Answer a phone's outbox with 200 and a header where others are redirected.

    A script cannot see a redirect; following it would fetch the next page twice
    and use up its message.
    """

    @app.after_request
    def _tell(response: Response) -> Response:
        if ASKED in request.headers and "Location" in response.headers:
            response.headers[LEADS_TO] = response.headers.pop("Location")
            response.status_code = 200
            response.set_data(b"")
        return response
