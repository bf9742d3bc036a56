"""The real application behind the real server, in a process of its own.

Run as a program with a data folder; prints the port once it listens. It has three
pages more than `facilitator serve`: a hello-world to compare with, one that
announces a topic as a step change does, and one that counts who listens.
"""

from facilitator.serving.patched import patch

patch()

import os  # noqa: E402
import sys  # noqa: E402
from pathlib import Path  # noqa: E402

from facilitator.app import create_app  # noqa: E402
from facilitator.config import read_settings  # noqa: E402
from facilitator.live.actions import announce  # noqa: E402
from facilitator.live.feed import Feed  # noqa: E402
from facilitator.running import opened  # noqa: E402
from facilitator.serving.hub import Hub  # noqa: E402
from facilitator.serving.server import serve  # noqa: E402


def main(folder: Path) -> None:
    """Serve the workshop in `folder` until told to stop."""
    settings = read_settings({**os.environ}, data=folder, host="127.0.0.1", port=8321)
    with opened(settings) as units:
        hub = Hub()
        app = create_app(settings, units)
        app.extensions["hub"] = hub
        app.get("/hello")(lambda: "Hello world")

        @app.get("/announce/<int:workshop_id>/<topic>")
        def _announce(workshop_id: int, topic: str) -> str:
            with units.writing() as session:
                announce(session, workshop_id, topic)
            return topic

        @app.get("/listeners/<int:workshop_id>")
        def _listeners(workshop_id: int) -> str:
            return str(hub.count(workshop_id))

        feed = Feed(units, hub)
        feed.start()
        try:
            serve(
                app,
                settings.host,
                0,
                hub,
                ready=lambda port: print(port, flush=True),
            )
        finally:
            feed.stop()


if __name__ == "__main__":
    if profile := os.environ.pop("PROFILE", ""):
        import cProfile

        from greenlet import gettrace  # noqa: F401 -- cProfile counts all greenlets

        cProfile.run("main(Path(sys.argv[1]))", profile)
    else:
        main(Path(sys.argv[1]))
