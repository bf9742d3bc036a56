"""Each way to find ballots out succeeds where something leaks, and only there."""

import random
from collections.abc import Callable

import pytest

from facilitator import keys
from tests.secrecy.attackers import successes
from tests.secrecy.chance import chance_of
from tests.secrecy.remains import Person, Remains

PEOPLE = 200
VOTE = "v" * 32
Leak = Callable[[Remains, list[str]], None]  # given the ballots in order of voting


@pytest.fixture
def remains() -> Remains:
    """People and ballots, and a file and a table that tell nothing."""
    chance = random.Random(4)  # noqa: S311 -- the same in every run
    people = [
        Person(
            (f"زهراء-{n:03}", f"{chance.getrandbits(256):064x}"),
            {"seat_id": n + 1},
            {"gender": chance.choice(("woman", "man")), "age": f"{n % 3}0-years"},
            "paper" if n % 10 == 3 else "phone",
        )
        for n in range(PEOPLE)
    ]
    names = [f"{chance.getrandbits(256):064x}" for _ in people]
    found = Remains(people, {one: (one,) for one in names}, (VOTE,))
    found.files["list"] = "\n".join(sorted(names)).encode()
    found.tables["ballot"] = [{"locator": one} for one in sorted(names)]
    found.tables["seat"] = [
        {"seat_id": n, "name": one.names[0]} for n, one in enumerate(people, 1)
    ]
    found.snapshots = [(0, b""), (100, b""), (PEOPLE, found.files["list"])]
    return found


def successful(remains: Remains, names: list[str]) -> set[str]:
    return set(successes(remains, dict(enumerate(names))))


def test_none_succeeds_where_nothing_leaks(remains: Remains) -> None:
    assert successful(remains, list(remains.ballots)) == set()


def a_key(remains: Remains, names: list[str]) -> None:
    rows = [{"seat_id": n, "locator": one} for n, one in enumerate(names, 1)]
    remains.tables["leak"] = sorted(rows, key=lambda row: row["locator"])


def a_line_in_a_log(remains: Remains, names: list[str]) -> None:
    lines = [
        f"POST by {person.names[0]}: took in {one}"
        for person, one in zip(remains.people, names, strict=True)
    ]
    remains.files["log"] = "\n".join(sorted(lines)).encode()


def names_made_of_credentials(remains: Remains, names: list[str]) -> None:
    for person, one in zip(remains.people, names, strict=True):
        remains.ballots[one] = (keys.locator(person.names[1], VOTE),)


def rows_in_their_order(remains: Remains, names: list[str]) -> None:
    remains.tables["leak"] = [{"receipt": one} for one in names]


def rows_nearly_in_their_order(remains: Remains, names: list[str]) -> None:
    chance = random.Random(1)  # noqa: S311
    order = sorted(range(PEOPLE), key=lambda n: n + chance.uniform(-15, 15))
    remains.tables["leak"] = [{"receipt": names[n]} for n in order]


def a_time(remains: Remains, names: list[str]) -> None:
    rows = [{"at": f"10:{n:03}", "receipt": one} for n, one in enumerate(names)]
    remains.tables["leak"] = sorted(rows, key=lambda row: row["receipt"])


def a_counter(remains: Remains, names: list[str]) -> None:
    rows = [{"version": n, "receipt": one} for n, one in enumerate(names)]
    remains.tables["leak"] = sorted(rows, key=lambda row: row["receipt"])


def a_file_written_on(remains: Remains, names: list[str]) -> None:
    remains.files["log-of-the-database"] = b"\0".join(one.encode() for one in names)


def an_export_backwards(remains: Remains, names: list[str]) -> None:
    remains.files["ballots.csv"] = "\n".join(reversed(names)).encode()


def an_order_within_pages(remains: Remains, names: list[str]) -> None:
    """As SQLite fills a page: from its end, whatever the order of the keys."""
    place = {one: n for n, one in enumerate(names)}
    pages = [
        b"\0".join(
            one.encode() for one in sorted(page, key=place.__getitem__, reverse=True)
        )
        for page in (sorted(names)[n : n + 50] for n in range(0, PEOPLE, 50))
    ]
    remains.files["pages"] = b"".join(page.ljust(4096, b"\0") for page in pages)


def a_copy_at_half_time(remains: Remains, names: list[str]) -> None:
    remains.snapshots[1] = (100, "\n".join(sorted(names[:100])).encode())


def papers_left_over(remains: Remains, names: list[str]) -> None:
    remains.tables["leak"] = [
        {"locator": one}
        for one in sorted(names)
        if remains.people[names.index(one)].channel == "paper"
    ]


def papers_on_a_free_page(remains: Remains, names: list[str]) -> None:
    left = [
        one
        for person, one in zip(remains.people, names, strict=True)
        if person.channel == "paper"
    ]
    remains.files["pages"] = "\0".join([*sorted(names), *sorted(left)]).encode()


def cards_beside_ballots(remains: Remains, names: list[str]) -> None:
    said = dict(zip(names, remains.people, strict=True))
    rows = [f"{one}{said[one].card}".ljust(300) for one in sorted(names)]
    remains.files["pages"] = "\0".join(rows).encode()


@pytest.mark.parametrize(
    ("leak", "strategy"),
    [
        (a_key, "by_shared_rows"),
        (a_line_in_a_log, "by_shared_rows"),
        (names_made_of_credentials, "by_derived_names"),
        (rows_in_their_order, "by_order"),
        (rows_nearly_in_their_order, "by_order"),
        (a_time, "by_order"),
        (a_counter, "by_order"),
        (a_file_written_on, "by_order"),
        (an_export_backwards, "by_order"),
        (an_order_within_pages, "by_order_in_pages"),
        (a_copy_at_half_time, "by_older_states"),
        (papers_left_over, "by_channel"),
        (papers_on_a_free_page, "by_channel"),
        (cards_beside_ballots, "by_card"),
    ],
)
def test_each_succeeds_where_something_leaks(
    remains: Remains, leak: Leak, strategy: str
) -> None:
    names = list(remains.ballots)

    leak(remains, names)

    assert strategy in successful(remains, names)


def test_chance_alone_stays_under_its_bounds() -> None:
    chance = random.Random(9)  # noqa: S311
    names = [f"{n}" for n in range(60)]
    rarest = dict.fromkeys(("one", "set", "many"), 1.0)
    for _ in range(300):
        truth = dict(enumerate(chance.sample(names, 60)))
        guesses = {
            "one": {n: frozenset({chance.choice(names)}) for n in truth},
            "set": dict.fromkeys(range(20), frozenset(chance.sample(names, 15))),
            "many": {n: frozenset(chance.sample(names, 1 + n % 9)) for n in truth},
        }
        for kind, guess in guesses.items():
            rarest[kind] = min(rarest[kind], chance_of(guess, truth))

    assert all(one > 1 / 300 / 100 for one in rarest.values())
