"""`facilitator account`: let people in, and out."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from facilitator.commands.options import FAILED, MISUSED, data, network, stop
from facilitator.config import read_settings
from facilitator.texts import LANGUAGES

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


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


@account.command("close")
@data
@click.argument("email")
@click.option("--heir", help="The e-mail of who takes workshops over that have nobody.")
def close(email: str, heir: str | None, **given: Any) -> None:
    """Close the account of EMAIL: nobody signs in with it any more."""
    from facilitator.staff.actions import close as close_account  # noqa: PLC0415

    with _writing(given) as session:
        heir_id = _id_of(session, heir) if heir else None
        close_account(session, _id_of(session, email), None, heir_id)
    click.echo(f"The account of {email} is closed.")


@account.command("reopen")
@data
@network
@click.argument("email")
def reopen(email: str, **given: Any) -> None:
    """Open the closed account of EMAIL again, and print the link that lets in."""
    from facilitator import running  # noqa: PLC0415
    from facilitator.staff.actions import reopen as reopen_account  # noqa: PLC0415

    with _writing(given) as session:
        token = reopen_account(session, _id_of(session, email), None)
    _show_link(running.link_to(read_settings(**given), token))


@account.command("erase")
@data
@click.argument("email")
@click.confirmation_option(
    prompt="The name and the e-mail go for ever, in every log too. Erase them?"
)
def erase(email: str, **given: Any) -> None:
    """Erase whose the closed account of EMAIL was. It cannot be undone."""
    from facilitator import running  # noqa: PLC0415
    from facilitator.staff import actions  # noqa: PLC0415

    with running.opened(read_settings(**given)) as units:
        with units.writing() as session:
            actions.erase(session, _id_of(session, email), None)
        actions.forget(units)
    click.echo("The name and the e-mail are erased.")
    click.echo("Backups made before still hold them: delete those as well.")


@contextmanager
def _writing(given: dict[str, Any]) -> Iterator["Session"]:
    """Give a session whose work is stored at the end."""
    from facilitator import running  # noqa: PLC0415

    with running.opened(read_settings(**given)) as units, units.writing() as session:
        yield session


def _id_of(session: "Session", email: str) -> int:
    from facilitator.accounts.queries import account_by_email  # noqa: PLC0415
    from facilitator.accounts.rules import clean_email  # noqa: PLC0415

    found = account_by_email(session, clean_email(email))
    if found is None:
        stop(f"There is no account with the e-mail {email}.", FAILED)
    return found.id


def _show_link(url: str) -> None:
    click.echo("Give this link to them alone. It works once, within 7 days:")
    click.echo(url)
