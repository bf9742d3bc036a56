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


def modules(text: str, *, mask: int | None = None) -> list[list[bool]]:
    """Return the rows of a QR of `text`, its border too; True is dark.

    The best of eight masks is taken, unless one is given, which is eight times
    quicker.
    """
    code = qrcode.QRCode(
        error_correction=qrcode.constants.ERROR_CORRECT_M,
        border=BORDER,
        mask_pattern=mask,
    )
    code.add_data(text)
    code.make()
    return cast(list[list[bool]], code.get_matrix())


def runs(row: list[bool]) -> list[tuple[int, int]]:
    """Return (start, length) of each run of dark modules."""
    edges = [
        x
        for x, (before, here) in enumerate(
            zip([False, *row], [*row, False], strict=True)
        )
        if before != here
    ]
    return [(a, b - a) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def drawing(text: str) -> str:
    """Return a QR of `text` as an SVG image for paper, its border with it.

    For prints of thousands: their random codes look well under any mask.
    """
    rows = modules(text, mask=0)
    dark = "".join(
        f"M{x} {y}h{length}v1h-{length}z"
        for y, row in enumerate(rows)
        for x, length in runs(row)
    )
    size = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" '
        f'shape-rendering="crispEdges"><path d="{dark}"/></svg>'
    )


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
