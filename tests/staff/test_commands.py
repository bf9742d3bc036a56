"""`facilitator account`: close, reopen, erase."""

from pathlib import Path

from click.testing import CliRunner, Result
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.accounts.models import Account
from facilitator.cli import main
from facilitator.db import connect
from facilitator.logbook.chain import broken_links
from tests.factories import make_account, make_workshop

AMINA, SOUAD, KARIM = "amina@example.ma", "souad@example.ma", "karim@example.ma"


def _run(data: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["account", *arguments, "--data", str(data)])


def _fill(data: Path) -> None:
    """An administrator with a password, and two more; one has a workshop."""
    for email in (AMINA, SOUAD, KARIM):
        _run(data, "add", email)
    with _session(data) as session:
        amina, souad, _karim = session.scalars(select(Account).order_by(Account.id))
        amina.password_hash = "$argon2id$hash"
        make_workshop(session, souad)
        make_account(session, name="another")
        session.commit()


def _session(data: Path) -> Session:
    engine = connect(f"sqlite:///{data}/facilitator.db")
    return Session(engine.execution_options(writes=True), expire_on_commit=False)


def _account(data: Path, number: int) -> Account:
    with _session(data) as session:
        return session.get_one(Account, number)


def test_an_account_is_closed_opened_again_and_erased(tmp_path: Path) -> None:
    _fill(tmp_path)

    refused = _run(tmp_path, "close", SOUAD)
    closed = _run(tmp_path, "close", SOUAD, "--heir", KARIM)
    no_link = _run(tmp_path, "link", SOUAD)
    again = _run(tmp_path, "reopen", SOUAD)
    _run(tmp_path, "close", SOUAD)
    erased = _run(tmp_path, "erase", SOUAD, "--yes")

    assert (refused.exit_code, closed.exit_code, erased.exit_code) == (1, 0, 0)
    assert refused.stderr.startswith("1 workshop that has not ended has no other")
    assert closed.output == f"The account of {SOUAD} is closed.\n"
    assert (no_link.exit_code, no_link.stderr) == (1, "This account is closed.\n")
    assert "/accounts/invitations/" in again.output
    gone = _account(tmp_path, 2)
    assert (gone.name, gone.email) == ("", "erased 2")
    assert SOUAD.encode() not in (tmp_path / "facilitator.db").read_bytes()
    with _session(tmp_path) as session:
        assert broken_links(session) == []


def test_the_last_admin_stays_and_nobody_is_not_there(tmp_path: Path) -> None:
    _fill(tmp_path)

    last = _run(tmp_path, "close", AMINA)
    nobody = _run(tmp_path, "close", "nobody@example.ma")
    still_open = _run(tmp_path, "erase", KARIM, "--yes")

    assert last.stderr.startswith("Nobody else may invite others.")
    assert nobody.stderr == "There is no account with the e-mail nobody@example.ma.\n"
    assert still_open.stderr == "This account is not closed. Close it first.\n"
    assert {r.exit_code for r in (last, nobody, still_open)} == {1}


def test_erasing_asks_first(tmp_path: Path) -> None:
    _fill(tmp_path)
    _run(tmp_path, "close", KARIM)

    asked = CliRunner().invoke(
        main, ["account", "erase", KARIM, "--data", str(tmp_path)], input="n\n"
    )

    assert asked.exit_code == 1
    assert _account(tmp_path, 3).email == KARIM
