"""Codes, tokens and the keyed hashes that keep identity and ballot apart.

A person's token is known to their phone alone. The server stores only HMACs of
it, each for one purpose, so that two stores can never be joined: who sits here
(credential), who wrote this (author), whose ballot this is (locator), why they
said no (reason), and what the person may look up after the close (receipt).
Source: shared finding "Votes: methods, secrecy, integrity", the ballot store.
"""

import hashlib
import hmac
import secrets

VERSION = "f1"  # goes into every hash: another scheme gets another word
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford base 32: no I L O U
CODE_LENGTH = 8  # characters, 40 random bits
TOKEN_LENGTH = 16  # characters, 80 bits
RECEIPT_LENGTH = 12  # characters, 60 bits
_LOOKALIKES = str.maketrans("OIL", "011", "- \u00a0\u2010\u2011\u2013")


def new_key() -> str:
    """Return a random name of 32 hexadecimal characters."""
    return secrets.token_hex(16)


def new_personal_code() -> str:
    """Return the 8 characters that bring a person back from another phone."""
    return _base32(secrets.randbits(5 * CODE_LENGTH), CODE_LENGTH)


def new_token() -> str:
    """Return a token of 80 random bits, for whoever needs no code to come back."""
    return _base32(secrets.randbits(5 * TOKEN_LENGTH), TOKEN_LENGTH)


def read_code(typed: str, length: int = CODE_LENGTH) -> str | None:
    """Return what was meant by `typed`, or None when it cannot be a code.

    Lower case, spaces, dashes, O for 0 and I or L for 1 are all understood.
    """
    code = typed.upper().translate(_LOOKALIKES)
    right = len(code) == length and all(letter in ALPHABET for letter in code)
    return code if right else None


def in_groups(code: str) -> str:
    """Return a code as people read it: K7QM-2XPD."""
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))


def token_from(personal_code: str, workshop_key: str) -> str:
    """Derive a seat's token from its personal code; takes about 50 ms.

    scrypt makes trying all 2^40 codes against a stolen database cost more than
    a thousand years of processor time. Run it off the loop (facilitator.slow).
    """
    derived = hashlib.scrypt(
        personal_code.encode(),
        salt=f"{VERSION} seat {workshop_key}".encode(),
        n=2**14,
        r=8,
        p=1,
        dklen=10,
    )
    return _base32(int.from_bytes(derived, "big"), TOKEN_LENGTH)


def credential(token: str, workshop_key: str) -> str:
    """Return the name under which a seat's token is recognised; hexadecimal."""
    return _prf(token, "ticket", workshop_key).hex()


def author(token: str, workshop_key: str) -> str:
    """Return the name under which the holder's proposals are found again."""
    return _prf(token, "author", workshop_key).hex()


def locator(token: str, vote_key: str) -> str:
    """Return the primary key of the holder's ballot in one vote."""
    return _prf(token, "ballot", vote_key).hex()


def reason_name(token: str, vote_key: str) -> str:
    """Return the name under which the holder's reason is found again."""
    return _prf(token, "reason", vote_key).hex()


def receipt(token: str, vote_key: str) -> str:
    """Return the 12 characters that stand beside the holder's ballot."""
    number = int.from_bytes(_prf(token, "receipt", vote_key)[:8], "big") >> 4
    return _base32(number, RECEIPT_LENGTH)


def _prf(token: str, *parts: str) -> bytes:
    message = b"".join(framed(part.encode()) for part in (VERSION, *parts))
    return hmac.digest(token.encode(), message, "sha256")


def digest(label: str, *parts: str) -> str:
    """Return the SHA-256 of `parts`, hexadecimal; `label` says what it is for.

    Each part stands after its length: no two lists of parts give the same bytes.
    """
    message = b"".join(framed(part.encode()) for part in (VERSION, label, *parts))
    return hashlib.sha256(message).hexdigest()


def framed(part: bytes) -> bytes:
    """Return `part` after its length, so that no two lists of parts run together."""
    return len(part).to_bytes(8, "big") + part


def _base32(number: int, length: int) -> str:
    return "".join(ALPHABET[(number >> (5 * i)) & 31] for i in reversed(range(length)))
