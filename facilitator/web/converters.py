"""What may stand in an address: nothing that no database takes.

The rest is "not there", as everything is that nobody made.
"""

from flask import Flask
from werkzeug.routing import BaseConverter, IntegerConverter, Map, UnicodeConverter

LARGEST = 2**31 - 1  # of PostgreSQL's integers


class _Number(IntegerConverter):
    """A number that a column can hold."""

    def __init__(self, map: Map, min: int | None = None, max: int = LARGEST) -> None:
        super().__init__(map, min=min, max=max)


class _Word(UnicodeConverter):
    """A text without NUL, which PostgreSQL refuses."""

    regex = r"[^/\x00]+"

    def __init__(self, map: Map) -> None:
        BaseConverter.__init__(self, map)


def install(app: Flask) -> None:
    """Let every address be made of these. Before the addresses are added."""
    app.url_map.converters.update(int=_Number, string=_Word, default=_Word)
