"""Options that commands share, and how a command refuses."""

from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import click

FAILED = 1  # exit codes
MISUSED = 2
Command = Callable[..., None]


def stop(sentence: str, code: int) -> NoReturn:
    """End with a sentence and an exit code."""
    click.echo(sentence, err=True)
    raise SystemExit(code)


def data(command: Command) -> Command:
    """Let a command take the data folder."""
    folder = click.Path(path_type=Path)
    return click.option("--data", type=folder, help="The data folder.")(command)


def network(command: Command) -> Command:
    """Let a command take where people find the server."""
    shared = "Let several servers listen on the port (PostgreSQL only)."
    command = click.option("--shared-port", is_flag=True, help=shared)(command)
    options = (
        ("--public-url", "The address that phones open, when a proxy is in front."),
        ("--port", "The port, 8321 unless you say."),
        ("--host", "The address to listen on, every network unless you say."),
    )
    for name, help_text in options:
        command = click.option(name, help=help_text)(command)
    return command
