"""Robots that a server leads for its desk: they do not slow it, and say how many."""

import os
import sys

NICE = 10  # of 19: whoever serves comes first


def give_way() -> None:
    """Let whoever serves come first. Windows was told by who started this."""
    if hasattr(os, "nice"):
        os.nice(NICE)


def tell(_stage: str, seated: int, _everybody: int) -> None:
    """Say to the server how many are inside."""
    sys.stdout.write(f"{seated}\n")
    sys.stdout.flush()
