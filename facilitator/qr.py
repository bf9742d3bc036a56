"""QR codes, as modules and for the terminal. Error correction M everywhere."""

from typing import cast

import qrcode

BORDER = 4  # modules of white around, without which phones do not see it

_SPECIAL = str.maketrans({sign: f"\\{sign}" for sign in '\\;,":'})  # in a Wi-Fi's QR

_HALVES = {  # (upper module is dark, lower one is)
    (True, True): "█",
    (True, False): "▀",
    (False, True): "▄",
    (False, False): " ",
}


def wifi_payload(name: str, password: str) -> str:
    """Return what a QR holds to join a network; without a password it is open."""
    opened = f"WIFI:T:nopass;S:{_escaped(name)};;"
    closed = f"WIFI:T:WPA;S:{_escaped(name)};P:{_escaped(password)};;"
    return closed if password else opened


def modules(text: str) -> list[list[bool]]:
    """Return the rows of a QR of `text`, its border too; True is dark."""
    code = qrcode.QRCode(
        error_correction=qrcode.constants.ERROR_CORRECT_M, border=BORDER
    )
    code.add_data(text)
    code.make()
    return cast(list[list[bool]], code.get_matrix())


def half_blocks(text: str) -> list[str]:
    """Return a QR of `text` as lines of half blocks: print them black on white."""
    rows = modules(text)
    if len(rows) % 2:
        rows.append([False] * len(rows))
    return [
        "".join(_HALVES[pair] for pair in zip(upper, lower, strict=True))
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    ]


def _escaped(text: str) -> str:
    return text.translate(_SPECIAL)
