"""`facilitator backup`."""

from datetime import datetime
from pathlib import Path

import click

from facilitator.backup import copy_database
from facilitator.commands.options import data as data_option
from facilitator.config import WrongSetting, read_settings

SQLITE = "sqlite:///"


@click.command()
@data_option
@click.argument("target", required=False, type=click.Path(path_type=Path))
def backup(data: Path | None, target: Path | None) -> None:
    """Copy the database to TARGET, a new file or a folder, and read the copy back.

    The server may go on running. The ballots of a vote that is open are left out:
    copy again once it is closed. Without TARGET the copy goes into the folder
    "backups" of the data folder. To restore: stop the server, and put the copy
    in the place of facilitator.db (and remove facilitator.db-wal).
    """
    settings = read_settings(data=data)
    if not settings.database_url.startswith(SQLITE):
        raise WrongSetting(
            "This database is PostgreSQL: back it up with pg_dump, "
            "and not while a vote is open."
        )
    if target is None:
        target = settings.data / "backups"
        target.mkdir(mode=0o700, exist_ok=True)
    source = Path(settings.database_url.removeprefix(SQLITE))
    copy = copy_database(source, target, datetime.now().astimezone())
    click.echo(f"{copy.path}: {copy.rows} rows, {copy.size} bytes, read back.")
    if copy.open_votes:
        click.echo(
            f"Votes that are open: {copy.open_votes}. "
            "Their ballots are not in this copy: make another one after the close."
        )
