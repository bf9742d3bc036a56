"""Hashes that show every later change. Pure.

Source: shared finding "Votes: methods, secrecy, integrity", the ballot store.
"""

import json
import unicodedata
from collections.abc import Iterable, Mapping

from facilitator.keys import digest

_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)

__all__ = ["canonical", "closing_hash", "digest", "opening_hash"]


def canonical(value: object) -> str:
    """Return the one JSON text of `value`: NFC, sorted keys, no blanks, no floats."""
    return _ENCODER.encode(_plain(value))


def opening_hash(spec: str) -> str:
    """Return the hash of all that opening fixes; `spec` is its JSON text."""
    return digest("opening", canonical(json.loads(spec)))


def closing_hash(
    opening: str,
    ballots: Iterable[tuple[str, str]],
    *,
    figures: Mapping[str, object],
) -> str:
    """Return the hash of the ballots, as (receipt, canonical content) pairs.

    They are sorted by receipt here: the order of casting leaves no trace.
    `figures` are what the close says beside them, such as the number of valid
    voting codes: who could change those afterwards could change a quorum.
    """
    lines = [
        f"[{canonical(receipt)},{content}]" for receipt, content in sorted(ballots)
    ]
    return digest("closing", opening, canonical(figures), str(len(lines)), *lines)


def _plain(value: object) -> object:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        return {_plain(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, bool | int):
        return value
    raise TypeError(f"not for signed text: {type(value).__name__}")
