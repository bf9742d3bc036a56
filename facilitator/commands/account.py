"""`facilitator account`: let people in."""

from typing import Any

import click

from facilitator.commands.options import FAILED, MISUSED, data, network, stop
from facilitator.config import read_settings
from facilitator.texts import LANGUAGES


@click.group()
def account() -> None:
    """Let people in who prepare and run workshops."""


@account.command("add")
@data
@network
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
        stop(f"{email!r} is not an e-mail.", MISUSED)
    person = Person(email, name or email.partition("@")[0], language)
    _show_link(running.add_account(read_settings(**given), person, is_admin=admin))


@account.command("link")
@data
@network
@click.argument("email")
def link(email: str, **given: Any) -> None:
    """Print a link that signs EMAIL in, and sets a new password if they want."""
    from facilitator import running  # noqa: PLC0415

    found = running.link_for(read_settings(**given), email)
    if found is None:
        stop(f"There is no account with the e-mail {email}.", FAILED)
    _show_link(found)


def _show_link(url: str) -> None:
    click.echo("Give this link to them alone. It works once, within 7 days:")
    click.echo(url)
