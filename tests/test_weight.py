"""What a phone loads at first: people may pay for it from their own data."""

import re
from gzip import decompress
from posixpath import basename, dirname, join, normpath

import pytest

from facilitator import keys
from facilitator.participants.access import cookie_name
from facilitator.voting.methods import COUNTINGS
from facilitator.voting.rules import Method
from tests.asking import Town
from tests.factories import make_seat
from tests.town import CODE, DRAFT_KEY, OTHER
from tests.voting.rooms import token_for
from tests.voting.ways import SCRIPTS, make_room_for

MOST = 30_000  # bytes, compressed. Source: UX requirement 36
AS_PHONES_ASK = {"Accept-Encoding": "gzip, deflate"}  # on plain http nothing newer
LINKED = re.compile(r'<(?:link|script|img)\b[^>]*?\b(?:href|src)="(/[^"]+)"')
IMPORTED = re.compile(r'(?:\bfrom|\bimport|\bimport\(|url\() ?"(\.[^"]+)"')
BEHAVIOURS = re.compile(r'data-behaviour="([^"]+)"')
TIFINAGH = re.compile(r"[\u2d30-\u2d7f]")
OPTION = re.compile(r"<option.*?</option>")  # shown when the list is opened
FIRST_PAGES = (
    ("nobody", f"/J/{CODE}", "app.js"),
    ("elsewhere", f"/w/{OTHER}/", "stream.js"),
    ("elsewhere", f"/w/{OTHER}/proposals/own/{DRAFT_KEY}", "draft.js"),
    ("participant", f"/w/{CODE}/votes/1/", "ballot.js"),
)


def _sizes(
    town: Town, role: str, page: str, cookie: str | None = None
) -> dict[str, int]:
    """Return how many bytes a page takes on the wire, and each thing it needs."""
    headers = AS_PHONES_ASK if cookie is None else {**AS_PHONES_ASK, "Cookie": cookie}
    sizes: dict[str, int] = {}
    waiting = [page]
    while waiting:
        address = waiting.pop()
        if address in sizes or address.endswith(".ttf"):
            continue
        answer = town.ask(role, address, headers=headers)
        assert answer.status_code == 200, address
        is_packed = answer.headers.get("Content-Encoding") == "gzip"
        text = (decompress(answer.data) if is_packed else answer.data).decode("utf-8")
        # Phones fetch one font, for the letters of Tifinagh, once they show them.
        assert not TIFINAGH.search(OPTION.sub("", text)), address
        sizes[address] = len(answer.data)
        waiting += _needed(text, address)
    return sizes


def _needed(text: str, address: str) -> list[str]:
    """Return the addresses that a page, a style or a script names."""
    linked: list[str] = LINKED.findall(text)
    imported = [normpath(join(dirname(address), one)) for one in IMPORTED.findall(text)]
    starters = [one for one in linked if one.endswith("/app.js")]
    names = {name for found in BEHAVIOURS.findall(text) for name in found.split()}
    started = [
        join(dirname(starter), "behaviours", f"{name}.js")
        for starter in starters
        for name in sorted(names)
    ]
    return [*linked, *imported, *started]


@pytest.mark.parametrize(("role", "page", "script"), FIRST_PAGES)
def test_a_first_load_is_light(town: Town, role: str, page: str, script: str) -> None:
    sizes = _sizes(town, role, page)

    assert {"phone.css", script} <= {basename(address) for address in sizes}
    assert sum(sizes.values()) <= MOST, sizes


@pytest.mark.parametrize("method", list(Method))
def test_every_ballot_is_light(town: Town, method: Method) -> None:
    options = min(COUNTINGS[method].most, 60)
    card = ("gender", "age")
    with town.writing() as session:
        room = make_room_for(session, method, options=options, groups=card)
        workshop = room.workshop
        token = token_for(1)
        make_seat(session, workshop, credential=keys.credential(token, workshop.key))
        page = f"/w/{workshop.code}/votes/1/"
    sizes = _sizes(town, "nobody", page, f"{cookie_name(workshop.code)}={token}")
    town.reset()

    assert f"{SCRIPTS[method]}.js" in {basename(address) for address in sizes}
    assert sum(sizes.values()) <= MOST, sizes
