"""The `facilitator` command: thin, over `running`.

`running` is imported inside the commands: `serve` patches the process before that,
and `facilitator version` needs nothing of it.
"""

import errno
import os
import tempfile
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from facilitator import qr, release
from facilitator.commands.backup import backup, check, restore
from facilitator.config import PREFIX, Settings, WrongSetting, read_settings
from facilitator.counting.deadline import Deadline
from facilitator.counting.filed import RULES, Asked, counted
from facilitator.counting.reading import BadFile
from facilitator.counting.saying import as_json, as_text
from facilitator.errors import NotPossible, RuleBroken
from facilitator.serving.patched import patch
from facilitator.serving.ports import NoFreePort, listen, next_free_port
from facilitator.texts import LANGUAGES
from facilitator.verifying import recount

if TYPE_CHECKING:
    from facilitator.running import Doors

FAILED = 1  # exit codes
MISUSED = 2
HOUR = 60  # minutes
Command = Callable[..., None]


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
            _stop(str(wrong), MISUSED)
        except (NotPossible, RuleBroken) as refused:
            _stop(str(refused), FAILED)


def _stop(sentence: str, code: int) -> NoReturn:
    click.echo(sentence, err=True)
    raise SystemExit(code)


def _data(command: Command) -> Command:
    """Let a command take the data folder."""
    folder = click.Path(path_type=Path)
    return click.option("--data", type=folder, help="The data folder.")(command)


def _network(command: Command) -> Command:
    """Let a command take where people find the server."""
    options = (
        ("--public-url", "The address that phones open, when a proxy is in front."),
        ("--port", "The port, 8321 unless you say."),
        ("--host", "The address to listen on, every network unless you say."),
    )
    for name, help_text in options:
        command = click.option(name, help=help_text)(command)
    return command


@click.group(cls=_Commands)
def main() -> None:
    """Run participatory workshops, from the projector to the council.

    Without a command, serves. Every option is also a setting of the environment:
    --port is FACILITATOR_PORT.
    """


@main.command()
@_data
@_network
def serve(**given: Any) -> None:
    """Bring the database up to date, then serve (what happens without a command)."""
    _serve(read_settings(**given), is_demo=False)


@main.command()
@_network
def demo(**given: Any) -> None:
    """Serve three workshops to look at, from a folder that is thrown away."""
    with tempfile.TemporaryDirectory(
        prefix="facilitator-demo-", ignore_cleanup_errors=True
    ) as folder:
        elsewhere = _without_data(os.environ)
        settings = read_settings(elsewhere, data=Path(folder), **given)
        _serve(settings, is_demo=True)


@main.command()
@_data
def migrate(data: Path | None) -> None:
    """Bring the database up to date, and do nothing more."""
    from facilitator import running  # noqa: PLC0415

    with running.opened(read_settings(data=data)):
        click.echo("The database is up to date.")


for command in (backup, restore, check):
    main.add_command(command)


@main.group()
def account() -> None:
    """Let people in who prepare and run workshops."""


@account.command("add")
@_data
@_network
@click.argument("email")
@click.option("--name", help="What the person is called; else what stands before @.")
@click.option("--language", type=click.Choice(LANGUAGES), default=LANGUAGES[0])
@click.option("--admin", is_flag=True, help="They may invite others.")
def add(email: str, name: str | None, language: str, admin: bool, **given: Any) -> None:
    """Make an account for EMAIL, and print the link that sets its password."""
    from facilitator import running  # noqa: PLC0415
    from facilitator.accounts.actions import Person  # noqa: PLC0415
    from facilitator.accounts.rules import is_email  # noqa: PLC0415

    if not is_email(email):
        _stop(f"{email!r} is not an e-mail.", MISUSED)
    person = Person(email, name or email.partition("@")[0], language)
    _show_link(running.add_account(read_settings(**given), person, is_admin=admin))


@account.command("link")
@_data
@_network
@click.argument("email")
def link(email: str, **given: Any) -> None:
    """Print a link that signs EMAIL in, and sets a new password if they want."""
    from facilitator import running  # noqa: PLC0415

    found = running.link_for(read_settings(**given), email)
    if found is None:
        _stop(f"There is no account with the e-mail {email}.", FAILED)
    _show_link(found)


@main.command()
@click.argument("bundle", type=click.Path())
@click.option("--opening", default="", help="The seal photographed at the opening.")
@click.option("--closing", default="", help="The seal photographed at the close.")
@click.option("--dice", default="", help="The digits rolled after the close.")
@click.option("--receipt", default="", help="Look for the ballot of this receipt.")
@click.option("--lang", type=click.Choice(recount.LANGUAGES), default="en")
def verify(bundle: str, lang: str, **seen: str) -> None:
    """Count a published vote again from its BUNDLE, a zip or an unpacked folder.

    The count is done by the program that travels in every bundle, recount.py,
    which shares no code with the one that counted first.
    """
    report = recount.verify(bundle, recount.Seen(**seen))
    recount.print_report(report, lang)
    raise SystemExit(0 if report.is_right else FAILED)


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--rule", help=f"One of {', '.join(RULES)}.")
@click.option("--threshold", type=click.IntRange(0), help="The least score that wins.")
@click.option("--seconds", type=click.IntRange(1), default=120, show_default=True)
@click.option("--json", "is_json", is_flag=True, help="Print it for a program.")
def count(
    file: Path, rule: str | None, threshold: int | None, seconds: int, is_json: bool
) -> None:
    """Count FILE: a .pb of Pabulib, or a .soc, .soi, .toc, .toi of PrefLib.

    Without --rule a .pb file is counted by the rule that it names itself, rankings
    by Schulze's. The result is compared with the one that the file names.
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        raise BadFile(f"{file} cannot be read: {error.strerror}.") from error
    asked = Asked(file.name, content, rule, threshold, Deadline(seconds))
    outcome = counted(asked)
    click.echo(as_json(outcome) if is_json else as_text(file.name, outcome))


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
    patch()
    from facilitator import running  # noqa: PLC0415

    running.serve(settings, is_demo=is_demo, ready=_show_doors)


def _check_port(settings: Settings) -> None:
    """Stop with a sentence when the port cannot be had."""
    try:
        listen(settings.host, settings.port).close()
    except PermissionError:
        _stop(f"Port {settings.port} needs the rights of an administrator.", FAILED)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise WrongSetting(
                f"This computer cannot listen on {settings.host}: {error.strerror}."
            ) from error
        _stop(_in_use(settings), FAILED)


def _in_use(settings: Settings) -> str:
    try:
        free = next_free_port(settings.host, settings.port)
    except NoFreePort:
        return f"Port {settings.port} is in use, and so are the ports after it."
    return (
        f"Port {settings.port} is in use, perhaps by Facilitator itself; "
        f"{free} is free: add --port {free}."
    )


def _show_link(url: str) -> None:
    click.echo("Give this link to them alone. It works once, within 7 days:")
    click.echo(url)


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
