"""What the commands do. Import it late: `serve` must patch the process first."""

import gc
import logging
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Protocol

from flask import Flask
from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError, SQLAlchemyError
from sqlalchemy.orm import Session

from facilitator import lan, schema
from facilitator.accounts import actions
from facilitator.accounts.actions import Person
from facilitator.accounts.passwords import hash_password
from facilitator.accounts.queries import account_by_email, has_accounts
from facilitator.accounts.rules import FIRST_LINK_LIFE, clean_email
from facilitator.app import create_app
from facilitator.backup.automatic import Backups
from facilitator.backup.disk import sync_folder
from facilitator.config import Settings, WrongSetting
from facilitator.db import connect
from facilitator.demo.filling import fill
from facilitator.fleet import shares_key
from facilitator.live.feed import Feed
from facilitator.lock import only_one
from facilitator.privacy.sweeping import Sweep
from facilitator.robots.keeping import Keeper
from facilitator.serving.hub import Hub
from facilitator.serving.server import serve as serve_app
from facilitator.trouble import Why, why_of
from facilitator.units import Units
from facilitator.voting.erasing import at_start
from facilitator.web import health
from facilitator.workshops.queries import open_workshops

OTHER_KEY = (
    "The server that started before this one had another secret key. Give all that "
    "share a database the same FACILITATOR_SECRET_KEY, or people are signed out."
)
SQLITE = "sqlite:///"
DEMO_LINK_LIFE = timedelta(days=1)

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Doors:
    """Where people come in, once the server listens."""

    desk: str
    link: str | None  # signs the facilitator in, once
    link_life: timedelta
    phones: list[str]  # the most likely first
    join: str  # what the QR holds


@contextmanager
def opened(settings: Settings) -> Iterator[Units]:
    """Give the units of work of the database, brought to this version's schema.

    Raises:
        WrongSetting: the database cannot be used.
    """
    _make_private(settings)
    try:
        engine = connect(settings.database_url)
        _bring_up(engine)
    except ImportError as error:
        raise WrongSetting(
            'PostgreSQL needs one more package: pip install "facilitator[postgresql]".'
        ) from error
    except SQLAlchemyError as error:
        raise WrongSetting(_unusable(error, settings)) from error
    units = Units(engine)
    try:
        yield units
    finally:
        units.close()
        engine.dispose()


def _bring_up(engine: Engine) -> None:
    """Run the migrations that the database lacks, if any."""
    with engine.connect() as connection:
        if schema.stored_revision(connection) == schema.newest_revision():
            return
    # Late: Alembic takes half as long to load as all of ours.
    from facilitator.migrating import NewerDatabase, upgrade  # noqa: PLC0415

    try:
        upgrade(engine)
    except NewerDatabase as error:
        raise WrongSetting(
            "The database was made by a newer Facilitator: update this one first."
        ) from error


def serve(settings: Settings, *, is_demo: bool, ready: Callable[[Doors], None]) -> None:
    """Serve until the process is told to stop; `ready` is called once people may come.

    Raises:
        WrongSetting: the database cannot be used.
        InUse: another server runs on it.
        OSError: the port is taken.
    """
    with _alone(settings), opened(settings) as units:
        _require_sound(units.engine, settings)
        sync_folder(settings.data)  # the file's name, when it is new
        if not shares_key(units.engine, settings.secret_key):
            log.warning(OTHER_KEY)
        at_start(units.engine)
        with units.writing() as session:
            token = _demo_link(session) if is_demo else _first_link(session, units)
            life = DEMO_LINK_LIFE if is_demo else FIRST_LINK_LIFE
            doors = _doors(session, settings, token, life)
        hub = Hub(units.measures)
        app = create_app(settings, units)
        app.extensions["hub"] = hub
        with _beside(app, units, hub):
            # What is there stays: no later collection shall stop all to look at it.
            gc.freeze()
            gc.enable()
            serve_app(
                app,
                settings.host,
                settings.port,
                hub,
                drain=settings.drain,
                shared_port=settings.shared_port,
                ready=lambda _: ready(doors),
                stopping=partial(health.stop, app),
            )


def _make_private(settings: Settings) -> None:
    """Make a new SQLite file for its owner alone; its log gets the same rights."""
    if settings.database_url.startswith(SQLITE):
        path = settings.database_url.removeprefix(SQLITE)
        with suppress(OSError):  # it is there, or connecting will say what is wrong
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


class _Attendant(Protocol):
    def start(self) -> None: ...
    def stop(self) -> None: ...


@contextmanager
def _beside(app: Flask, units: Units, hub: Hub) -> Iterator[None]:
    """Run what goes on beside the requests; the feed ends last, for the others."""
    settings = app.extensions["settings"]
    backups = _backups(units, settings, hub)
    robots = Keeper(units, lan.local_url(settings))
    app.extensions |= {"backups": backups, "robots": robots}
    units.on_trouble(lambda: hub.publish_everywhere("storage"))
    attendants: list[_Attendant] = [
        Feed(units, hub),
        Sweep(units),
        robots,
        *([backups] if backups else []),
    ]
    for attendant in attendants:
        attendant.start()
    try:
        yield
    finally:
        for attendant in reversed(attendants):
            attendant.stop()


def add_account(settings: Settings, person: Person, *, is_admin: bool) -> str:
    """Make an account, and return the link that sets its password.

    The first account may always invite others.

    Raises:
        EmailTaken: the e-mail has an account already.
    """
    with opened(settings) as units, units.writing() as session:
        is_first = not has_accounts(session)
        account = actions.add_account(session, person, is_admin=is_admin or is_first)
        token = actions.link_for(session, account.id)
    return link_to(settings, token)


def link_for(settings: Settings, email: str) -> str | None:
    """Return a link to a new password, or None when `email` has no account."""
    with opened(settings) as units, units.writing() as session:
        account = account_by_email(session, clean_email(email))
        token = actions.link_for(session, account.id) if account else None
    return link_to(settings, token) if token else None


def link_to(settings: Settings, token: str) -> str:
    """Return the link that a token of it makes, at the address that people know."""
    return _link(lan.base_urls(settings)[0], token)


def _first_link(session: Session, units: Units) -> str | None:
    """Return the token of a link that makes the first account; None if there is one.

    Where several servers start together, each prints a link, and all hold.
    """
    return actions.first_link(session, replaces=not units.are_shared)


ADVICE = {
    Why.DAMAGED: (
        "Run `facilitator check` to see what is wrong, and "
        "`facilitator restore FILE` with a copy from {backups}."
    ),
    Why.READ_ONLY: "Let this user write to the file and to its folder, {data}.",
    Why.FULL: "Make room on the disk of {data}.",
    Why.BUSY: "Close the other program that has it open.",
}


def _unusable(error: SQLAlchemyError, settings: Settings) -> str:
    """Say in a line why the database cannot be used, and what to do."""
    said = str(getattr(error, "orig", error)).strip().splitlines()[0]
    why = why_of(error)
    advice = ADVICE.get(why, "") if why else ""
    where = {"backups": settings.backups, "data": settings.data}
    return f"The database cannot be used: {said}. {advice.format(**where)}".strip()


def _require_sound(engine: Engine, settings: Settings) -> None:
    """Refuse an SQLite file with a damaged page, before anything is written to it.

    Raises:
        WrongSetting: it is damaged.
    """
    if engine.dialect.name != "sqlite":
        return
    try:
        with engine.connect() as connection:
            found = connection.scalar(text("PRAGMA quick_check(1)"))
    except DatabaseError as error:
        raise WrongSetting(_unusable(error, settings)) from error
    if found != "ok":
        advice = ADVICE[Why.DAMAGED].format(backups=settings.backups)
        said = " ".join(str(found).split())
        raise WrongSetting(f"The database is damaged: {said}. {advice}")


def _alone(settings: Settings) -> AbstractContextManager[None]:
    """Keep other servers off the same SQLite file; PostgreSQL serves many."""
    if not settings.database_url.startswith(SQLITE):
        return nullcontext()
    return only_one(Path(settings.database_url.removeprefix(SQLITE)))


def _backups(units: Units, settings: Settings, hub: Hub) -> Backups | None:
    """Return what copies the database by itself; PostgreSQL has its own ways."""
    if units.are_shared:
        return None
    return Backups(units, settings.backups, lambda: hub.publish_everywhere("storage"))


def _demo_link(session: Session) -> str:
    """Fill the demo, and return the token that signs its facilitator in."""
    account = fill(session)
    # Nobody knows this password: the link is the way in, with nothing to choose.
    account.password_hash = hash_password(secrets.token_hex())
    return actions.link_for(session, account.id, DEMO_LINK_LIFE)


def _doors(
    session: Session, settings: Settings, token: str | None, life: timedelta
) -> Doors:
    here = settings.public_url or lan.local_url(settings)
    phones = lan.base_urls(settings)
    workshops = open_workshops(session)
    only = workshops[0].code if len(workshops) == 1 else None
    return Doors(
        desk=f"{here}/desk/",
        link=_link(here, token) if token else None,
        link_life=life,
        phones=phones,
        join=lan.join_url(phones[0], only) if only else phones[0],
    )


def _link(base: str, token: str) -> str:
    return f"{base}/accounts/invitations/{token}"
