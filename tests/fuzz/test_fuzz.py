"""Twenty thousand requests of junk in three scripts, by everybody to everything.

FUZZ_REQUESTS and FUZZ_SEED change how many, and which; a failure prints the request.
"""

import hashlib
import os
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from random import Random

import pytest
from werkzeug.test import TestResponse

from facilitator import keys
from tests.asking import Town
from tests.fuzz.inputs import MARK, REFLECTED, drawn
from tests.fuzz.sending import Asked, Sender
from tests.test_hostile import Target, _quick_hashing, targets  # noqa: F401 -- fixtures

REQUESTS = int(os.environ.get("FUZZ_REQUESTS", "20000"))
SEED = int(os.environ.get("FUZZ_SEED", "20261122"))
PARTS = 8
AGAIN = 40  # requests between two fresh starts of the town
SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}
# A wrong password is counted before it is looked at, also when it is refused.
COUNTED = {"accounts.sign_in", "accounts.password", "staff.close"}
Texts = tuple[list[str], list[str]]


class Watch:
    """Sees whether anybody has written since it looked last."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._database = sqlite3.connect(town.file, isolation_level=None)
        self._version, self._held = self._read(), town.dump()

    def has_changed(self) -> bool:
        """Whether what the database holds is another than when this was asked last."""
        version = self._read()
        if version == self._version:
            return False
        before, self._held, self._version = self._held, self._town.dump(), version
        return before != self._held  # else it was written and taken back

    def _read(self) -> int:
        (version,) = self._database.execute("PRAGMA data_version").fetchone()
        return int(version)

    def close(self) -> None:
        self._database.close()


@pytest.fixture(scope="module")
def texts() -> Texts:
    return drawn(examples=600)


@pytest.fixture
def _quick_tokens(monkeypatch: pytest.MonkeyPatch) -> None:
    """Derive tokens at no cost; 50 ms each would be most of the time."""

    def quick(code: str, key: str) -> str:
        digest = hashlib.sha256(f"{code} {key}".encode()).digest()
        return "".join(keys.ALPHABET[byte & 31] for byte in digest[:16])

    monkeypatch.setattr(keys, "token_from", quick)


def _wrong(asked: Asked, answer: TestResponse, *, has_changed: bool) -> Iterator[str]:
    """Say what must never be."""
    body = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
    if answer.status_code >= 500:
        yield f"status {answer.status_code}"
    if "Traceback (most recent call last)" in body:
        yield "a traceback"
    yield from (f"reflected {markup}" for markup in REFLECTED if markup in body)
    if any(MARK in name.lower() for name, _ in answer.headers):
        yield "a header of theirs"
    if (answer.location or "/")[:1] != "/" or (answer.location or "")[:2] == "//":
        yield f"led to {answer.location}"
    if has_changed and asked.method in SAFE:
        yield "state changed by looking"
    if has_changed and answer.status_code >= 400 and asked.endpoint not in COUNTED:
        yield "state changed by what was refused"


@pytest.mark.timeout(900)
@pytest.mark.usefixtures("_quick_tokens")
@pytest.mark.parametrize("part", range(PARTS))
def test_no_request_breaks_or_is_believed(
    town: Town,
    targets: dict[str, list[Target]],  # noqa: F811
    texts: Texts,
    part: int,
) -> None:
    sender = Sender(town, targets, *texts, Random(SEED + part))  # noqa: S311
    seen: Counter[str] = Counter()
    with closing(Watch(town)) as watch:
        for n, asked in enumerate(sender.requests(REQUESTS // PARTS)):
            if n % AGAIN == 0 or asked.endpoint.startswith("accounts."):
                town.reset()
                watch.has_changed()
            answer = town.ask(asked.role, asked.path, asked.method, **asked.more)
            has_changed = watch.has_changed()
            seen[f"{asked.method} {answer.status_code // 100}xx"] += 1
            if has_changed and asked.method == "POST":
                seen["changes"] += 1

            found = list(_wrong(asked, answer, has_changed=has_changed))
            assert found == [], f"{found}: seed {SEED}, part {part}, {n}: {asked!r}"

    print(f"part {part}, seed {SEED}: {dict(sorted(seen.items()))}")
    assert sum(count for what, count in seen.items() if " " in what) == (
        REQUESTS // PARTS
    )
    # The fuzz reaches what it is to reach: forms are taken, pages are shown.
    assert min(seen["changes"], seen["GET 2xx"]) >= REQUESTS // PARTS // 50


def test_texts_are_of_three_scripts_and_always_the_same(texts: Texts) -> None:
    together = "".join(texts[0])

    for sample in ("ق", "é", "ⵣ", "٣", "۷", "\u202e", "\x00", "\ud800", MARK):
        assert sample in together
    assert max(map(len, texts[0])) >= 9000
    assert drawn(examples=50) == drawn(examples=50)


def test_the_watch_sees_a_change_and_a_reflection_is_seen(town: Town) -> None:
    with closing(Watch(town)) as watch:
        assert not watch.has_changed()
        town.ask("owner", "/accounts/", "POST", data={"name": "x", "language": "fr"})
        assert watch.has_changed()
        assert not watch.has_changed()

    page = TestResponse(
        [f"<p>{REFLECTED[0]}>".encode()],
        "500",
        {"Content-Type": "text/html", "Location": "//evil.example", f"X-{MARK}": "1"},
        request=None,  # type: ignore[arg-type]
    )
    asked = Asked("nobody", "GET", "/")
    assert len(list(_wrong(asked, page, has_changed=True))) == 6
