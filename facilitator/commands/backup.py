"""`facilitator backup`, `restore` and `check`."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from facilitator.commands.options import FAILED
from facilitator.commands.options import data as data_option
from facilitator.config import Settings, WrongSetting, read_settings

if TYPE_CHECKING:
    from facilitator.backup.checking import Findings

FOLDER = click.Path(path_type=Path)
SQLITE = "sqlite:///"
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
def check(data: Path | None, file: Path | None) -> None:
    """Say whether the database, or the copy FILE, is sound; change nothing.

    Looks at the file and at what belongs together, and recounts every closed vote
    against the result and the seals that are stored. The server may go on running.
    """
    from facilitator.backup.checking import check_file  # noqa: PLC0415

    settings = read_settings(data=data)
    if file is None and not settings.database_url.startswith(SQLITE):
        found = _check_postgresql(settings)
    else:
        found = check_file(_there(file or file_of(settings, "")))
    for sentence in found.wrong:
        click.echo(sentence)
    if found.wrong:
        raise SystemExit(FAILED)
    click.echo(f"All is sound. Closed votes that were recounted: {found.votes}.")


def file_of(settings: Settings, instead: str) -> Path:
    """Return the SQLite file of the settings.

    Raises:
        WrongSetting: the database is PostgreSQL, for which one does `instead`.
    """
    if not settings.database_url.startswith(SQLITE):
        raise WrongSetting(f"This database is PostgreSQL: {instead}.")
    return Path(settings.database_url.removeprefix(SQLITE))


def _check_postgresql(settings: Settings) -> "Findings":
    from facilitator.backup.checking import check as look  # noqa: PLC0415
    from facilitator.running import opened  # noqa: PLC0415

    with opened(settings) as units:
        return look(units.engine)


def _there(file: Path) -> Path:
    if not file.is_file():
        raise WrongSetting(f"There is no file {file}.")
    return file
