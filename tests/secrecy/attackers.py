"""Ways to find out whose ballot is whose from what lies about. Each returns guesses."""

import hashlib
import hmac
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from facilitator import keys
from tests.secrecy.chance import LIMIT, Guess, chance_of, hits
from tests.secrecy.remains import Remains, Row, texts_in

ROW = 200  # bytes after a ballot's name
PAGE = 4096  # bytes, of SQLite; PostgreSQL's 8192 are two of them
WINDOWS = (0, 10, 30)  # places by which an order may be out
Guesses = Iterator[tuple[str, Guess]]  # each with where it comes from
Strategy = Callable[[Remains], Guesses]


def by_shared_rows(remains: Remains) -> Guesses:
    """Somebody's name or number stands in a row, or a line, with a ballot's name."""
    lines = {f"line of {name}": _lines(data) for name, data in remains.files.items()}
    rows = {
        name: ((row, _words(row)) for row in rows)
        for name, rows in remains.tables.items()
    }
    for source, found in {**rows, **lines}.items():
        linked: dict[int, set[str]] = defaultdict(set)
        for row, words in found:
            ballots = {
                ballot
                for ballot, names in remains.ballots.items()
                if not words.isdisjoint(names)
            }
            for place, person in enumerate(remains.people) if ballots else ():
                ids = any(row.get(name) == key for name, key in person.ids.items())
                if ids or not words.isdisjoint(person.names):
                    linked[place] |= ballots
        if linked:
            yield source, {place: frozenset(found) for place, found in linked.items()}


def by_derived_names(remains: Remains) -> Guesses:
    """A ballot's name is made of what the database knows of its owner."""
    owners = {
        name: ballot for ballot, names in remains.ballots.items() for name in names
    }
    ways: list[Callable[[str, str], str]] = [
        keys.locator,
        keys.receipt,
        keys.reason_name,
        lambda one, _key: hashlib.sha256(one.encode()).hexdigest(),
        lambda one, key: hmac.new(key.encode(), one.encode(), "sha256").hexdigest(),
        lambda one, key: hmac.new(one.encode(), key.encode(), "sha256").hexdigest(),
        lambda one, key: hashlib.sha256(f"{key}{one}".encode()).hexdigest(),
    ]
    guess = {}
    for place, person in enumerate(remains.people):
        known = (*person.names, *map(str, person.ids.values()))
        made = {way(one, key) for way in ways for one in known for key in remains.keys}
        guess[place] = frozenset(owners[name] for name in made & owners.keys())
    yield "names", guess


def by_order(remains: Remains) -> Guesses:
    """Ballots lie in the order in which they came in, or backwards: in a file, in a
    table, or by any number that stands beside them.
    """
    for name, data in remains.files.items():
        yield from _in_order(name, remains, _lying(data, remains, first=True))
        yield from _in_order(
            f"{name}, last", remains, _lying(data, remains, first=False)
        )
    for name, rows in remains.tables.items():
        yield from _in_order(name, remains, _listed(rows, remains))
        columns = {column for row in rows for column in row}
        for column in columns:
            ordered = sorted(rows, key=lambda row: _sortable(row.get(column)))
            listed = _listed(ordered, remains)
            yield from _in_order(f"{name}.{column}", remains, listed)


def by_order_in_pages(remains: Remains) -> Guesses:
    """In a page sorted by name, the rows lie in the order in which they came in."""
    for name, data in remains.files.items():
        pages: dict[int, dict[str, int]] = defaultdict(dict)
        for ballot, places in _places(data, remains).items():
            for place in places:
                pages[place // PAGE].setdefault(ballot, place)
        seen: dict[str, float] = {}
        for page in pages.values():
            lying = sorted(page, key=page.__getitem__, reverse=True)
            for number, ballot in enumerate(lying):
                seen.setdefault(ballot, (number + 0.5) / len(lying))
        ordered = sorted(seen, key=seen.__getitem__)
        yield from _in_order(f"pages of {name}", remains, ordered)


def by_older_states(remains: Remains) -> Guesses:
    """A copy made during the vote holds the ballots of those who had voted."""
    for number, data in remains.snapshots:
        there = frozenset(_lying(data, remains, first=True))
        yield f"copy after {number}", dict.fromkeys(range(number), there)


def by_channel(remains: Remains) -> Guesses:
    """What is left of typing ballots in says which were on paper."""
    for channel in {person.channel for person in remains.people}:
        people = [n for n, one in enumerate(remains.people) if one.channel == channel]
        for name, rows in remains.tables.items():
            found = frozenset(_listed(rows, remains))
            if 0 < len(found) < len(remains.ballots):
                yield f"{channel} in {name}", dict.fromkeys(people, found)
        for name, data in remains.files.items():
            often = {one: len(n) for one, n in _places(data, remains).items()}
            for times in set(often.values()):
                found = frozenset(one for one, n in often.items() if n == times)
                where = f"{channel}, {times} times in {name}"
                yield where, dict.fromkeys(people, found)


def by_card(remains: Remains) -> Guesses:
    """Beside a ballot stands what its owner answered on the card."""
    for name, data in remains.files.items():
        beside = {
            ballot: [data[place : place + ROW] for place in places]
            for ballot, places in _places(data, remains).items()
        }
        guess = {}
        for number, person in enumerate(remains.people):
            answers = [value.encode() for value in person.card.values()]
            guess[number] = frozenset(
                ballot
                for ballot, texts in beside.items()
                if answers
                and any(all(one in text for one in answers) for text in texts)
            )
        if any(guess.values()):
            yield name, guess


_PLACES: dict[int, dict[bytes, dict[str, list[int]]]] = {}
STRATEGIES: tuple[Strategy, ...] = (
    by_shared_rows,
    by_derived_names,
    by_order,
    by_order_in_pages,
    by_older_states,
    by_channel,
    by_card,
)


def successes(remains: Remains, truth: Mapping[int, str]) -> dict[str, str]:
    """Return which strategies do better than chance, each with one such guess.

    All guesses together are right by chance once in a million.
    """
    guesses = [
        (strategy.__name__, source, guess)
        for strategy in STRATEGIES
        for source, guess in strategy(remains)
        if guess
    ]
    return {
        name: f"{source}: {hits(guess, truth)} of {len(truth)}"
        for name, source, guess in guesses
        if chance_of(guess, truth) * len(guesses) < LIMIT
    }


def _in_order(source: str, remains: Remains, ballots: Sequence[str]) -> Guesses:
    """Pair people in the order of voting with ballots, near their places."""
    if len(ballots) * 2 < len(remains.ballots):
        return
    for way, ordered in (("", ballots), (" backwards", ballots[::-1])):
        for window in WINDOWS:
            guess = {}
            for place in range(len(remains.people)):
                at = place * len(ordered) // len(remains.people)
                near = ordered[max(0, at - window) : at + window + 1]
                guess[place] = frozenset(near)
            yield f"{source}{way}, {window} around", guess


def _sortable(value: object) -> tuple[str, float, str]:
    """Numbers by size, everything else by its text."""
    if isinstance(value, int | float):
        return "", float(value), ""
    return type(value).__name__, 0, str(value)


def _places(data: bytes, remains: Remains) -> dict[str, list[int]]:
    """Return where each ballot's names stand in a file, if anywhere."""
    known = _PLACES.setdefault(id(remains), {})
    if data not in known:
        found = {
            ballot: sorted(n for one in names for n in _all(data, one.encode()))
            for ballot, names in remains.ballots.items()
        }
        known[data] = {ballot: places for ballot, places in found.items() if places}
    return known[data]


def _all(data: bytes, name: bytes) -> Iterator[int]:
    place = data.find(name)
    while place >= 0:
        yield place
        place = data.find(name, place + 1)


def _lying(data: bytes, remains: Remains, *, first: bool) -> list[str]:
    """Return the ballots in the order of their first or last place in a file."""
    places = _places(data, remains)
    return sorted(places, key=lambda ballot: places[ballot][0 if first else -1])


def _listed(rows: Iterable[Row], remains: Remains) -> list[str]:
    """Return the ballots in the order in which rows name them."""
    owners = {
        name: ballot for ballot, names in remains.ballots.items() for name in names
    }
    found = {}
    for row in rows:
        for word in _words(row) & owners.keys():
            found.setdefault(owners[word], None)
    return list(found)


def _words(row: Row) -> set[str]:
    return {word for value in row.values() for word in texts_in(value)}


def _lines(data: bytes) -> Iterator[tuple[Row, set[str]]]:
    """The lines of a text; files of databases are none."""
    if b"\0" in data:
        return
    for line in data.decode("utf-8", "replace").splitlines():
        yield {}, texts_in(line)
