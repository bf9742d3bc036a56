"""`facilitator backup`, `restore` and `check`."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from facilitator.commands.options import FAILED
from facilitator.commands.options import data as data_option
from facilitator.config import Settings, WrongSetting, read_settings
from facilitator.logbook.rules import read_digest

if TYPE_CHECKING:
    from facilitator.backup.checking import Findings

FOLDER = click.Path(path_type=Path)
SQLITE = "sqlite:///"
EXPORTED = ".json"
TOLD = {"workshop": "workshops", "proposal": "proposals", "ballot": "ballots"}


@click.command()
@data_option
@click.argument("target", required=False, type=FOLDER)
def backup(data: Path | None, target: Path | None) -> None:
    """Copy the database to TARGET, a new file or a folder, and read the copy back.

    The server may go on running. The ballots of a vote that is open are left out:
    copy again once it is closed. Without TARGET the copy goes where the automatic
    ones are. `facilitator restore` puts a copy back.
    """
    from facilitator.backup.copying import copy_database  # noqa: PLC0415

    settings = read_settings(data=data)
    source = file_of(settings, "back it up with pg_dump, and not while a vote is open")
    if target is None:
        target = settings.backups
        target.mkdir(mode=0o700, parents=True, exist_ok=True)
    copy = copy_database(source, target, datetime.now().astimezone())
    click.echo(f"{copy.path}: {copy.rows} rows, {copy.size} bytes, read back.")
    if copy.open_votes:
        click.echo(
            f"Votes that are open: {copy.open_votes}. "
            "Their ballots are not in this copy: make another one after the close."
        )


@click.command()
@data_option
@click.argument("file", type=FOLDER)
def restore(data: Path | None, file: Path) -> None:
    """Put the copy FILE in the place of the database; the server must not run.

    The copy is checked before and after. What was there is kept beside it. A vote
    that was open when the copy was made is open again, without ballots: everybody
    votes once more.
    """
    from facilitator.backup.restoring import restore as put_back  # noqa: PLC0415

    settings = read_settings(data=data)
    database = file_of(settings, "restore it with pg_restore")
    found = put_back(file, database, datetime.now().astimezone())
    held = ", ".join(f"{name} {found.rows.get(key, 0)}" for key, name in TOLD.items())
    click.echo(f"{file} is in place. It holds: {held}.")
    if found.reopened:
        click.echo(
            f"Votes that are open, and begin again without ballots: {found.reopened}. "
            "Tell the room to vote once more."
        )
    if found.kept:
        click.echo(
            f"What was there is kept as {found.kept}, with the ballots that it had: "
            "delete it once nobody needs it."
        )


@click.command()
@data_option
@click.argument("file", required=False, type=FOLDER)
@click.option("--digest", "typed", multiple=True, help="Of a printed page or report.")
def check(data: Path | None, file: Path | None, typed: tuple[str, ...]) -> None:
    """Say whether the database, or the copy FILE, is sound; change nothing.

    Looks at the file and at what belongs together, and recounts every closed vote
    against the result and the seals that are stored. The server may go on running.

    A digest that was printed earlier tells whether a log was changed or cut since:
    say it with --digest, also of a log that was downloaded as FILE.json.
    """
    digests = [read_digest(one) for one in typed]
    if file is not None and file.suffix == EXPORTED:
        _check_exported(file, digests)
        return
    found = _checked(read_settings(data=data), file, digests)
    _say(found.told, found.wrong)
    click.echo(f"All is sound. Closed votes that were recounted: {found.votes}.")


def _checked(settings: Settings, file: Path | None, digests: list[str]) -> "Findings":
    from facilitator.backup.checking import check_file  # noqa: PLC0415

    if file is None and not settings.database_url.startswith(SQLITE):
        return _check_postgresql(settings, digests)
    return check_file(_there(file or file_of(settings, "")), digests)


def _check_exported(file: Path, digests: list[str]) -> None:
    from facilitator.backup.digests import check_exported  # noqa: PLC0415

    found = check_exported(_there(file).read_bytes(), digests)
    _say(found.told, found.wrong)
    click.echo(f"The log is sound. Acts in it: {found.acts}.")


def _say(told: list[str], wrong: list[str]) -> None:
    """Say what was found; end here when something is wrong."""
    for sentence in (*told, *wrong):
        click.echo(sentence)
    if wrong:
        raise SystemExit(FAILED)


def file_of(settings: Settings, instead: str) -> Path:
    """Return the SQLite file of the settings.

    Raises:
        WrongSetting: the database is PostgreSQL, for which one does `instead`.
    """
    if not settings.database_url.startswith(SQLITE):
        raise WrongSetting(f"This database is PostgreSQL: {instead}.")
    return Path(settings.database_url.removeprefix(SQLITE))


def _check_postgresql(settings: Settings, digests: list[str]) -> "Findings":
    from facilitator.backup.checking import check as look  # noqa: PLC0415
    from facilitator.running import opened  # noqa: PLC0415

    with opened(settings) as units:
        return look(units.engine, digests)


def _there(file: Path) -> Path:
    if not file.is_file():
        raise WrongSetting(f"There is no file {file}.")
    return file
