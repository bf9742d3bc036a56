"""The `facilitator` command: thin, over `running`.

`running` is imported inside the commands: `serve` patches the process before that,
and `facilitator version` needs nothing of it.
"""

import errno
import gc
import os
import tempfile
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from facilitator import logs, qr, release
from facilitator.commands.account import account
from facilitator.commands.backup import backup, check, restore
from facilitator.commands.counting import count, verify
from facilitator.commands.options import FAILED, MISUSED, data, network, stop
from facilitator.commands.rehearse import rehearse
from facilitator.config import PREFIX, Settings, WrongSetting, read_settings
from facilitator.counting.reading import BadFile
from facilitator.errors import NotPossible, RuleBroken
from facilitator.led import follow
from facilitator.serving.patched import patch
from facilitator.serving.ports import NoFreePort, listen, next_free_port

if TYPE_CHECKING:
    from facilitator.running import Doors

HOUR = 60  # minutes


class _Commands(click.Group):
    """The commands. Without a name, options are those of `serve`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put in the name that was left out."""
        if not args or (args[0].startswith("-") and args[0] != "--help"):
            args = ["serve", *args]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a refusal is one sentence, never a traceback."""
        try:
            return super().invoke(ctx)
        except (BadFile, WrongSetting) as wrong:
            stop(str(wrong), MISUSED)
        except (NotPossible, RuleBroken) as refused:
            stop(str(refused), FAILED)


@click.group(cls=_Commands)
def main() -> None:
    """Run participatory workshops, from the projector to the council.

    Without a command, serves. Every option is also a setting of the environment:
    --port is FACILITATOR_PORT.
    """


for _command in (account, backup, check, count, rehearse, restore, verify):
    main.add_command(_command)


@main.command()
@data
@network
@click.option("--led", is_flag=True, hidden=True)  # by a rehearsal
def serve(*, led: bool, **given: Any) -> None:
    """Bring the database up to date, then serve (what happens without a command)."""
    if led:
        follow()
    _serve(read_settings(**given), is_demo=False)


@main.command()
@network
def demo(**given: Any) -> None:
    """Serve three workshops to look at, from a folder that is thrown away."""
    with tempfile.TemporaryDirectory(
        prefix="facilitator-demo-", ignore_cleanup_errors=True
    ) as folder:
        elsewhere = _without_data(os.environ)
        settings = read_settings(elsewhere, data=Path(folder), **given)
        _serve(settings, is_demo=True)


@main.command()
@data
def migrate(data: Path | None) -> None:
    """Bring the database up to date, and do nothing more."""
    from facilitator import running  # noqa: PLC0415

    with running.opened(read_settings(data=data)):
        click.echo("The database is up to date.")


@main.command()
def version() -> None:
    """Print the version."""
    click.echo(f"facilitator {release.version()}")


def _without_data(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment without what leads to real data."""
    real = {f"{PREFIX}DATA", f"{PREFIX}DATABASE_URL"}
    return {name: value for name, value in environment.items() if name not in real}


def _serve(settings: Settings, *, is_demo: bool) -> None:
    _check_port(settings)
    gc.disable()  # until it serves: all that is loaded stays
    patch()
    logs.set_up(settings.log)
    from facilitator import running  # noqa: PLC0415

    running.serve(settings, is_demo=is_demo, ready=_show_doors)


def _check_port(settings: Settings) -> None:
    """Stop with a sentence when the port cannot be had."""
    try:
        listen(settings.host, settings.port, shared=settings.shared_port).close()
    except PermissionError:
        stop(f"Port {settings.port} needs the rights of an administrator.", FAILED)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise WrongSetting(
                f"This computer cannot listen on {settings.host}: {error.strerror}."
            ) from error
        stop(_in_use(settings), FAILED)


def _in_use(settings: Settings) -> str:
    try:
        free = next_free_port(settings.host, settings.port)
    except NoFreePort:
        return f"Port {settings.port} is in use, and so are the ports after it."
    return (
        f"Port {settings.port} is in use, perhaps by Facilitator itself; "
        f"{free} is free: add --port {free}."
    )


def _show_doors(doors: "Doors") -> None:
    """Say where the desk is, and what phones open."""
    click.echo(f"Facilitator {release.version()}\n")
    if doors.link:
        minutes = doors.link_life // timedelta(minutes=1)
        time = f"{minutes} minutes" if minutes < HOUR else f"{minutes // HOUR} hours"
        click.echo(f"To sign in, open this link. It works once, within {time}:")
        click.secho(f"  {doors.link}\n", bold=True)
    click.echo(f"Desk     {doors.desk}")
    click.echo(f"Phones   {doors.phones[0]}")
    for other in doors.phones[1:]:
        click.echo(f"      or {other}")
    click.echo()
    for line in qr.half_blocks(doors.join):
        click.secho(f"  {line}", fg="black", bg="bright_white")
    click.echo("\nStop with Ctrl+C.")
