"""Pages of other capabilities that the pages of the vote link to."""

import pytest
from flask import Flask


@pytest.fixture
def app(app: Flask) -> Flask:
    for endpoint, rule in (
        ("room.live", "/w/<code>/live"),
        ("room.now", "/w/<code>/"),
        ("participants.join", "/J/<code>"),
    ):
        if endpoint not in app.view_functions:
            app.add_url_rule(rule, endpoint, lambda code: code)
    return app
