"""The process in which the robots of one rehearsal live. It ends with the server's."""

import secrets
import threading

from facilitator import led

PATIENCE = 5.0  # seconds for them to leave
MOST_SEEDS = 2**31


class Process:
    """Robots under way. They follow the pages at `url`, and nothing else."""

    def __init__(self, url: str, code: str, number: int) -> None:
        self.seated = 0
        self.said = ""  # the last sentence of theirs
        options = ["--led", "--join", code, "--phones", str(number), "--url", url]
        options += ["--seed", str(secrets.randbelow(MOST_SEEDS))]
        flags = (led.NO_WINDOW, led.GIVES_WAY)
        self._process = led.start("rehearse", *options, flags=flags)
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
        led.end(self._process, PATIENCE)
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
