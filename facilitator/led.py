"""A process of our own program that another one leads, and that ends with it.

The leader holds the other side of its standard input and writes nothing there. When
the leader dies, of whatever, the system closes it: on Windows and macOS too.
"""

import _thread
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress

from facilitator.config import PREFIX

# Windows alone has these: no window opens, and whoever serves comes first.
NO_WINDOW = "CREATE_NO_WINDOW"
GIVES_WAY = "BELOW_NORMAL_PRIORITY_CLASS"


def start(
    *options: str, errors: int = subprocess.STDOUT, flags: Sequence[str] = (NO_WINDOW,)
) -> "subprocess.Popen[str]":
    """Start our program with `options`, of which one tells it to `follow`.

    It does not know our settings: keys, databases. What it says can be read.
    """
    kept = {k: v for k, v in os.environ.items() if not k.startswith(PREFIX)}
    return subprocess.Popen(  # noqa: S603 -- our own program
        [sys.executable, "-m", "facilitator", *options],
        env={**kept, "PYTHONIOENCODING": "utf-8"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,  # Ctrl+C is for us, who then end it
        creationflags=sum(getattr(subprocess, flag, 0) for flag in flags),
    )


def end(process: "subprocess.Popen[str]", patience: float) -> None:
    """Let a process that was started here end, and wait; kill it after `patience`.

    What it said stays readable.
    """
    with suppress(OSError):
        if process.stdin is not None:
            process.stdin.close()
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def follow() -> None:
    """Let the end of the standard input end this process, whatever it does."""
    # Not by `threading`: to gevent, which may come later, a thread would be a greenlet.
    _thread.start_new_thread(_end_with_the_input, ())


def _end_with_the_input() -> None:
    # Not by sys.stdin: its lock would be held at the end of the program.
    with suppress(OSError):
        while os.read(0, 1):
            pass
    os._exit(0)
