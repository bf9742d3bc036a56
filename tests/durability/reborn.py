"""A real server that is killed and started again, many times.

Run as a program with a data folder: for every line on its input it starts a server
in a process of its own and prints that process's number and port. What is imported
once is inherited: only the start itself takes time. The servers are those of
`facilitator serve`: gevent, HTTP, one writer, group commit.
"""

from facilitator.serving.patched import patch

patch()

import os  # noqa: E402
import signal  # noqa: E402
import sys  # noqa: E402
from pathlib import Path  # noqa: E402

from gevent.monkey import get_original  # noqa: E402

from facilitator import running  # noqa: E402
from facilitator.config import read_settings  # noqa: E402
from facilitator.serving.server import serve  # noqa: E402


def _serve(folder: Path) -> None:
    """Serve on a port of the system's choice, and tell which."""

    def on_any_port(
        app: object, host: str, _port: int, hub: object, **_: object
    ) -> None:
        serve(app, host, 0, hub, ready=_tell)  # type: ignore[arg-type]

    running.serve_app = on_any_port  # type: ignore[assignment]
    settings = read_settings({}, data=folder, host="127.0.0.1")
    running.serve(settings, is_demo=False, ready=lambda _doors: None)


def _tell(port: int) -> None:
    print(os.getpid(), port, flush=True)


def _keep_serving(folder: Path) -> None:
    fork, wait = get_original("os", "fork"), get_original("os", "waitpid")
    child = 0
    while os.read(0, 100):  # a line, or the end
        if child:
            wait(child, 0)
        child = fork()
        if child == 0:
            _serve(folder)
            os._exit(0)
    if child:
        os.kill(child, signal.SIGKILL)
        wait(child, 0)


if __name__ == "__main__":
    _keep_serving(Path(sys.argv[1]))
