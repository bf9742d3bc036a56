"""Assemble the application. The one module that knows every other."""

import hashlib
from typing import Any

from flask import Flask

from facilitator import paths
from facilitator.accounts import views as accounts
from facilitator.config import Settings
from facilitator.desk import log as desk_log
from facilitator.desk import views as desk
from facilitator.participants import views as participants
from facilitator.participants.forgery import Protection
from facilitator.polling import ballot_file, hands, kiosk, paper, starting
from facilitator.polling import holding as slips
from facilitator.polling import views as polling
from facilitator.privacy import mine
from facilitator.privacy import views as privacy
from facilitator.proposals import views as proposals
from facilitator.reports import views as reports
from facilitator.room import views as room
from facilitator.screen import views as screen
from facilitator.setup import views as setup
from facilitator.staff import views as staff
from facilitator.units import Units
from facilitator.voting import views as voting
from facilitator.web import (
    bodies,
    converters,
    errors,
    headers,
    health,
    hosts,
    language,
    locale,
    memory,
    outbox,
    packing,
    sessions,
    templating,
    transaction,
    watched,
)

YEAR = 365 * 24 * 60 * 60  # seconds


def create_app(
    settings: Settings, work: Units, config: dict[str, Any] | None = None
) -> Flask:
    """Return the application over the database of `work`.

    Never migrates: `facilitator serve` does that before. `config` overrides
    Flask's own settings, in tests.
    """
    app = errors.Application(
        __name__,
        template_folder=str(paths.ROOT / "templates"),
        static_folder=str(paths.ROOT / "static"),
        static_url_path=f"/static/{_static_version()}",
    )
    app.config.from_mapping(
        SECRET_KEY=settings.secret_key,
        # By https no other subdomain can plant one under this name.
        SESSION_COOKIE_NAME="__Host-desk" if settings.https else "desk",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
        WTF_CSRF_TIME_LIMIT=None,  # a page may stay open all day
        MAX_CONTENT_LENGTH=bodies.BODY_LIMIT,
        MAX_FORM_MEMORY_SIZE=bodies.BODY_LIMIT,
        SEND_FILE_MAX_AGE_DEFAULT=YEAR,  # the version is in the address
    )
    app.config.from_mapping(config)
    app.extensions["settings"] = settings
    _install(app, work)
    _register(app)
    return app


def _install(app: Flask, work: Units) -> None:
    """Set up what every page needs. Compression last: it acts first."""
    app.jinja_environment = templating.Templates
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    converters.install(app)
    sessions.install(app)
    packing.install(app)
    headers.install(app)
    hosts.install(app)
    bodies.install(app)
    Protection(app)
    transaction.install(app, work)
    memory.install(app, work)
    locale.install(app)
    templating.install(app)
    errors.install(app)
    outbox.install(app)
    health.install(app, work)
    watched.install(app, work.measures)


def _register(app: Flask) -> None:
    """Add the pages of every capability."""
    app.register_blueprint(language.bp)
    app.register_blueprint(accounts.bp)
    app.register_blueprint(setup.bp)
    app.register_blueprint(participants.bp)
    app.register_blueprint(proposals.bp)
    app.register_blueprint(room.bp)
    app.register_blueprint(voting.bp)
    app.register_blueprint(slips.bp)
    app.register_blueprint(polling.bp)
    app.register_blueprint(desk.bp)
    app.register_blueprint(desk_log.accounts)
    app.register_blueprint(paper.bp)
    app.register_blueprint(ballot_file.bp)
    app.register_blueprint(hands.bp)
    app.register_blueprint(starting.bp)
    app.register_blueprint(kiosk.bp)
    app.register_blueprint(screen.bp)
    app.register_blueprint(reports.bp)
    app.register_blueprint(privacy.bp)
    app.register_blueprint(mine.bp)
    app.register_blueprint(staff.bp)


def _static_version() -> str:
    """Return a name for the present state of the styles and scripts."""
    digest = hashlib.sha256()
    for path in sorted((paths.ROOT / "static").rglob("*")):
        if path.suffix in {".css", ".js"}:
            digest.update(path.read_bytes())
        elif path.is_file():
            digest.update(f"{path.name}{path.stat().st_size}".encode())
    return digest.hexdigest()[:12]
