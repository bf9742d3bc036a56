"""Hashes that show every later change. Pure.

Source: shared finding "Votes: methods, secrecy, integrity", the ballot store.
"""

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping

from facilitator.keys import VERSION, framed


def canonical(value: object) -> str:
    """Return the one JSON text of `value`: NFC, sorted keys, no blanks, no floats."""
    return json.dumps(
        _plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )


def digest(label: str, *parts: str) -> str:
    """Return the SHA-256 of `parts`, hexadecimal; `label` says what it is for.

    Each part stands after its length: no two lists of parts give the same bytes.
    """
    message = b"".join(framed(part.encode()) for part in (VERSION, label, *parts))
    return hashlib.sha256(message).hexdigest()


def opening_hash(spec: str) -> str:
    """Return the hash of all that opening fixes; `spec` is its JSON text."""
    return digest("opening", canonical(json.loads(spec)))


def closing_hash(opening: str, ballots: Iterable[tuple[str, str]]) -> str:
    """Return the hash of the ballots, as (receipt, canonical content) pairs.

    They are sorted by receipt here: the order of casting leaves no trace.
    """
    lines = [
        f"[{canonical(receipt)},{content}]" for receipt, content in sorted(ballots)
    ]
    return digest("closing", opening, str(len(lines)), *lines)


def public_order(
    options: Iterable[str], closing_hash: str, dice: str = ""
) -> list[str]:
    """Return the options in the order that breaks the last ties.

    Nobody could know it before the ballots were sealed; everybody can compute it
    afterwards. `dice` are digits rolled in the room after the close, or empty.
    Source: VOTING, "Exact definitions".
    """
    return sorted(options, key=lambda one: digest("tie", closing_hash, dice, one))


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
