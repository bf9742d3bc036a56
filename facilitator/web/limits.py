"""The allowances of this process: how often what may be done, by key."""

from collections.abc import Callable
from typing import cast

from flask import current_app

from facilitator.limits import Allowance


def allowance(name: str, make: Callable[[], Allowance]) -> Allowance:
    """Return the allowance called `name`, made at its first use."""
    kept = cast(
        dict[str, Allowance], current_app.extensions.setdefault("allowances", {})
    )
    if name not in kept:
        kept[name] = make()
    return kept[name]
