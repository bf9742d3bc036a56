"""A workshop behind the real server, for browsers; a test moves it by its addresses.

Run as a program with the path of a migrated database and a port (0: any); prints
the port once it listens.
"""

from facilitator.serving.patched import patch

patch()

import sys  # noqa: E402
from pathlib import Path  # noqa: E402

from flask import Flask  # noqa: E402
from sqlalchemy import select  # noqa: E402

from facilitator.app import create_app  # noqa: E402
from facilitator.config import read_settings  # noqa: E402
from facilitator.db import connect  # noqa: E402
from facilitator.live.actions import announce  # noqa: E402
from facilitator.live.feed import Feed  # noqa: E402
from facilitator.proposals.models import Proposal  # noqa: E402
from facilitator.serving.hub import Hub  # noqa: E402
from facilitator.serving.server import serve  # noqa: E402
from facilitator.units import Units  # noqa: E402
from facilitator.workshops.models import Step, Workshop  # noqa: E402
from facilitator.workshops.queries import progress_of  # noqa: E402
from facilitator.workshops.rules import StepKind  # noqa: E402


def build(database: Path) -> tuple[Flask, Units, Hub]:
    url = f"sqlite:///{database}"
    environment = {"FACILITATOR_SECRET_KEY": "stage", "FACILITATOR_DATABASE_URL": url}
    settings = read_settings(environment, data=database.parent)
    units = Units(connect(url))
    app = create_app(settings, units)
    hub = app.extensions["hub"] = Hub()
    return app, units, hub


def add_controls(app: Flask, units: Units) -> None:
    """Add what a test asks for: the step, and what is stored."""

    @app.get("/stage/<code>/step/<kind>")
    def step(code: str, kind: str) -> str:
        with units.writing() as session:
            workshop = session.scalars(
                select(Workshop).where(Workshop.code == code)
            ).one()
            progress = progress_of(session, workshop.id)
            assert progress is not None
            progress.step_id = session.scalars(
                select(Step.id).where(
                    Step.workshop_id == workshop.id, Step.kind == StepKind(kind)
                )
            ).one()
            announce(session, workshop.id, "step")
        return kind

    @app.get("/stage/proposals")
    def proposals() -> list[list[object]]:
        with units.reading() as session:
            rows = session.scalars(select(Proposal).order_by(Proposal.id))
            return [[row.number, row.state.value, row.title] for row in rows]


if __name__ == "__main__":
    app, units, hub = build(Path(sys.argv[1]))
    add_controls(app, units)
    feed = Feed(units, hub)
    feed.start()
    serve(
        app,
        "127.0.0.1",
        int(sys.argv[2]),
        hub,
        ready=lambda port: print(port, flush=True),
    )
    feed.stop()
