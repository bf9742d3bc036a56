"""Addresses that no database takes are not there."""

import pytest
from flask import Flask
from werkzeug.exceptions import NotFound

from facilitator.web.converters import LARGEST


@pytest.mark.parametrize(
    "path",
    [
        f"/desk/246810/proposals/{LARGEST + 1}/hiding",
        f"/desk/246810/proposals/{'9' * 5000}/hiding",
        "/desk/246810/proposals/-1/hiding",
        "/w/24\x006810/notice",
        "/w/246810/proposals/own/\x00",
    ],
)
def test_what_no_column_holds_leads_nowhere(app: Flask, path: str) -> None:
    with pytest.raises(NotFound):
        app.url_map.bind("").match(path)


def test_the_largest_number_leads_somewhere(app: Flask) -> None:
    path = f"/desk/246810/proposals/{LARGEST}/hiding"

    assert app.url_map.bind("").match(path)[0] == "desk.hide"
