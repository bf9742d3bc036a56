"""The process in which the robots of one rehearsal live. It ends with the server's."""

import os
import secrets
import subprocess
import sys
import threading
from contextlib import suppress

from facilitator.config import PREFIX

PATIENCE = 5.0  # seconds for them to leave
MOST_SEEDS = 2**31
# Windows alone has these: no window opens, and whoever serves comes first.
_FLAGS = ("CREATE_NO_WINDOW", "BELOW_NORMAL_PRIORITY_CLASS")


class Process:
    """Robots under way. They follow the pages at `url`, and nothing else.

    The end of their standard input ends them, also when this process is killed.
    """

    def __init__(self, url: str, code: str, number: int) -> None:
        self.seated = 0
        self.said = ""  # the last sentence of theirs
        options = ["--led", "--join", code, "--phones", str(number), "--url", url]
        options += ["--seed", str(secrets.randbelow(MOST_SEEDS))]
        self._process = subprocess.Popen(  # noqa: S603 -- our own program
            [sys.executable, "-m", "facilitator", "rehearse", *options],
            env=_without_settings(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,  # Ctrl+C is for the server, which then ends them
            creationflags=sum(getattr(subprocess, flag, 0) for flag in _FLAGS),
        )
        self._listener = threading.Thread(
            target=self._listen, name="robots' words", daemon=True
        )
        self._listener.start()

    @property
    def has_ended(self) -> bool:
        """Whether the robots have left, or were ended."""
        return self._process.poll() is not None

    @property
    def has_failed(self) -> bool:
        """Whether they left before the rehearsal was over."""
        return self._process.poll() not in {None, 0}

    def end(self) -> None:
        """Let them leave, and wait until they have."""
        stdin = self._process.stdin
        with suppress(OSError):
            if stdin is not None:
                stdin.close()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._listener.join()

    def _listen(self) -> None:
        """Read how many are inside, a number a line, until they have left."""
        stdout = self._process.stdout
        for line in stdout or ():
            if line.strip().isdecimal():
                self.seated = int(line)
            else:
                self.said = line.strip() or self.said
        if stdout is not None:
            stdout.close()


def _without_settings() -> dict[str, str]:
    """Return the environment without what robots shall not know: keys, databases."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(PREFIX)}
    return {**kept, "PYTHONIOENCODING": "utf-8"}
