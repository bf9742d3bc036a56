"""What a proxy and whoever watches over the server ask it. No person does."""

import hmac
import threading
from time import monotonic
from typing import cast

from flask import Blueprint, Flask, Response, current_app, request
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from werkzeug.exceptions import NotFound

from facilitator.config import Settings
from facilitator.schema import is_behind, stored_revision
from facilitator.units import Units

PATIENCE = 1.0  # seconds for the database to answer
NAME = "readiness"  # among the extensions

bp = Blueprint("health", __name__)


class Readiness:
    """Says whether this process can serve people, and if not, why."""

    def __init__(self, work: Units) -> None:
        self._work = work
        self._asking = threading.Lock()
        self._found: str | None = None
        self.is_stopping = False

    def refusal(self) -> str | None:
        """Return "stopping", "database" or "schema", or None when all is well."""
        if self.is_stopping:
            return "stopping"
        answered = threading.Event()
        deadline = monotonic() + PATIENCE
        # One question at a time: a database that hangs must not gather them.
        if not self._asking.acquire(timeout=PATIENCE):
            return "database"
        thread = threading.Thread(target=self._ask, args=[answered], daemon=True)
        thread.start()
        if not answered.wait(max(0.0, deadline - monotonic())):
            return "database"
        return self._found

    def _ask(self, answered: threading.Event) -> None:
        try:
            with self._work.reading() as session:
                revision = stored_revision(session.connection())
            self._found = "schema" if is_behind(revision) else None
        except Exception:  # whatever it is, there is no answer
            self._found = "database"
        finally:
            self._asking.release()
            answered.set()


@bp.get("/healthz")
def alive() -> Response:
    """Say that the process answers."""
    return _word("ok")


@bp.get("/readyz")
def ready() -> Response:
    """Say whether people may be sent here."""
    refusal = cast(Readiness, current_app.extensions[NAME]).refusal()
    return _word(refusal, 503) if refusal else _word("ok")


@bp.get("/metrics")
def metrics() -> Response:
    """Give the figures of this process to whoever has the token."""
    settings = cast(Settings, current_app.extensions["settings"])
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.metrics_token or not hmac.compare_digest(
        given.encode(), settings.metrics_token.encode()
    ):
        raise NotFound
    work = cast(Units, current_app.extensions["units"])
    answer = Response(generate_latest(work.measures.registry))
    answer.content_type = CONTENT_TYPE_LATEST
    answer.cache_control.no_store = True
    return answer


def install(app: Flask, work: Units) -> None:
    """Let `app` answer these questions."""
    app.extensions[NAME] = Readiness(work)
    app.register_blueprint(bp)


def stop(app: Flask) -> None:
    """Say from now on that people are to be sent elsewhere."""
    cast(Readiness, app.extensions[NAME]).is_stopping = True


def _word(word: str, status: int = 200) -> Response:
    answer = Response(f"{word}\n", status, mimetype="text/plain")
    answer.cache_control.no_store = True
    return answer
