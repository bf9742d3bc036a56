"""Robots that a server keeps for its desk: they end with it, and do not slow it."""

import os
import sys
import threading

NICE = 10  # of 19: whoever serves comes first


def follow() -> None:
    """Let the end of the standard input end this process, whatever it does.

    The server holds the other side: when it dies, of whatever, the system closes it.
    """
    if hasattr(os, "nice"):
        os.nice(NICE)
    threading.Thread(target=_end_with_the_input, daemon=True).start()


def tell(_stage: str, seated: int, _everybody: int) -> None:
    """Say to the server how many are inside."""
    sys.stdout.write(f"{seated}\n")
    sys.stdout.flush()


def _end_with_the_input() -> None:
    # Not by sys.stdin: its lock would be held at the end of the program.
    while os.read(0, 1):
        pass
    os._exit(0)
