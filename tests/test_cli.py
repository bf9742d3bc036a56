"""The command line: what it prints, how it stops, and a server that really runs."""

import re
import socket
import sys
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.accounts.models import Account
from facilitator.cli import main
from facilitator.db import connect
from tests.postgresql import Cluster
from tests.running import LINK, get, serving


def _run(*arguments: str, **environment: str) -> Result:
    runner = CliRunner(env={f"FACILITATOR_{k}": v for k, v in environment.items()})
    return runner.invoke(main, arguments)


_serving = partial(serving, sys.executable, "-m", "facilitator")


def _accounts(data: Path) -> list[Account]:
    engine = connect(f"sqlite:///{data}/facilitator.db")
    with Session(engine) as session:
        found = list(session.scalars(select(Account)))
    engine.dispose()
    return found


def test_the_version_is_printed() -> None:
    assert re.fullmatch(r"facilitator \d+\.\d+\.\d+\n", _run("version").output)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ["--port", "eighty"],
            "The port must be a number from 1 to 65535, not 'eighty'.",
        ),
        (
            ["serve", "--public-url", "atelier"],
            "The public address must look like https://name.example, not 'atelier'.",
        ),
    ],
)
def test_a_wrong_option_is_refused_in_one_sentence(
    tmp_path: Path, arguments: list[str], sentence: str
) -> None:
    result = _run(*arguments, DATA=str(tmp_path))

    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"{sentence}\n")


def test_an_unknown_setting_is_refused_by_every_command(tmp_path: Path) -> None:
    for command in (["serve"], ["demo"], ["migrate"], ["backup"]):
        result = _run(*command, DATA=str(tmp_path), PROT="1")

        assert result.exit_code == 2
        assert result.stderr.startswith("FACILITATOR_PROT is not a setting;")


def test_a_port_in_use_names_the_next_free_one(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = _run("--host", "127.0.0.1", "--port", str(port), DATA=str(tmp_path))

    found = re.fullmatch(
        rf"Port {port} is in use, perhaps by Facilitator itself; "
        r"(\d+) is free: add --port \1\.\n",
        result.stderr,
    )
    assert result.exit_code == 1
    assert found
    assert int(found[1]) > port


def test_an_address_of_another_computer_is_refused(tmp_path: Path) -> None:
    result = _run("--host", "198.51.100.7", DATA=str(tmp_path))

    assert result.exit_code == 2
    assert result.stderr.startswith("This computer cannot listen on 198.51.100.7: ")


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "facilitator.db").write_text("This is a letter to my aunt." * 99)

    result = _run("migrate", DATA=str(tmp_path))

    assert (result.exit_code, result.stderr) == (
        2,
        "The database cannot be used: file is not a database. Run `facilitator check` "
        "to see what is wrong, and `facilitator restore FILE` with a copy from "
        f"{tmp_path}/backups.\n",
    )


def test_a_database_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    _run("migrate", DATA=str(tmp_path))
    engine = connect(f"sqlite:///{tmp_path}/facilitator.db")
    with engine.execution_options(writes=True).begin() as connection:
        connection.exec_driver_sql(
            "UPDATE alembic_version SET version_num = 'later', least = 'later'"
        )
    engine.dispose()

    result = _run("migrate", DATA=str(tmp_path))

    assert (result.exit_code, result.stderr) == (
        2,
        "The database was made by a newer Facilitator: update this one first.\n",
    )


def test_a_database_that_does_not_answer_is_refused(tmp_path: Path) -> None:
    url = f"postgresql+psycopg://nobody@/none?host={tmp_path}"

    result = _run("migrate", DATA=str(tmp_path), DATABASE_URL=url)

    assert result.exit_code == 2
    assert result.stderr.startswith("The database cannot be used: connection ")
    assert result.stderr.count("\n") == 1


def test_the_first_account_is_an_admin_and_gets_a_link(tmp_path: Path) -> None:
    first = _run(
        "account", "add", "Amina@example.ma", "--name", "أمينة", "--data", str(tmp_path)
    )
    second = _run("account", "add", "karim@example.ma", "--data", str(tmp_path))

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert LINK.search(first.output)
    assert [(one.email, one.name, one.is_admin) for one in _accounts(tmp_path)] == [
        ("amina@example.ma", "أمينة", True),
        ("karim@example.ma", "karim", False),
    ]


def test_an_email_has_one_account(tmp_path: Path) -> None:
    arguments = ("account", "add", "amina@example.ma", "--data", str(tmp_path))
    _run(*arguments)

    again = _run(*arguments)

    assert (again.exit_code, again.stderr) == (
        1,
        "There is an account with this e-mail already.\n",
    )


def test_what_is_no_email_is_refused(tmp_path: Path) -> None:
    result = _run("account", "add", "amina", "--data", str(tmp_path))

    assert (result.exit_code, result.stderr) == (2, "'amina' is not an e-mail.\n")


def test_somebody_who_forgot_their_password_gets_a_link(tmp_path: Path) -> None:
    _run("account", "add", "amina@example.ma", "--data", str(tmp_path))

    known = _run("account", "link", "Amina@example.ma", "--data", str(tmp_path))
    unknown = _run("account", "link", "karim@example.ma", "--data", str(tmp_path))

    assert LINK.search(known.output)
    assert (unknown.exit_code, unknown.stderr) == (
        1,
        "There is no account with the e-mail karim@example.ma.\n",
    )


def test_a_backup_goes_beside_the_data(tmp_path: Path) -> None:
    _run("account", "add", "amina@example.ma", "--data", str(tmp_path))

    result = _run("backup", "--data", str(tmp_path))

    [copy] = (tmp_path / "backups").iterdir()
    assert result.exit_code == 0
    assert result.output.startswith(f"{copy}: ")
    assert result.output.endswith(" bytes, read back.\n")


def test_postgresql_is_backed_up_by_its_own_program(
    tmp_path: Path, cluster: Cluster
) -> None:
    with cluster.database() as url:
        result = _run("backup", DATA=str(tmp_path), DATABASE_URL=url)

    assert (result.exit_code, result.stderr) == (
        2,
        "This database is PostgreSQL: back it up with pg_dump, and not while a vote "
        "is open.\n",
    )


def test_the_first_start_prints_a_link_that_opens(tmp_path: Path) -> None:
    with _serving("--data", str(tmp_path)) as (printed, here):
        found = LINK.search(printed)
        assert found
        status, page = get(here + found[1])

    assert "It works once, within 15 minutes:" in printed
    assert f"Desk     {here}/desk/\n" in printed
    assert "█▀▀▀▀▀█" in printed
    assert status == 200
    assert 'name="password"' in page


def test_once_there_is_an_account_no_link_is_printed(tmp_path: Path) -> None:
    _run("account", "add", "amina@example.ma", "--data", str(tmp_path))

    with _serving("serve", "--data", str(tmp_path)) as (printed, here):
        status, _page = get(f"{here}/accounts/sign-in")

    assert status == 200
    assert LINK.search(printed) is None


def test_a_public_address_is_what_phones_open(tmp_path: Path) -> None:
    address = "https://atelier.example"

    with _serving("--data", str(tmp_path), "--public-url", address) as (printed, _):
        pass

    assert f"Phones   {address}\n" in printed
    assert f"Desk     {address}/desk/\n" in printed


def test_the_demo_never_touches_real_data(tmp_path: Path) -> None:
    _run("account", "add", "amina@example.ma", "--data", str(tmp_path))
    before = (tmp_path / "facilitator.db").read_bytes()

    with _serving("demo", FACILITATOR_DATA=str(tmp_path)) as (printed, here):
        found = LINK.search(printed)
        assert found
        status, page = get(here + found[1])

    assert status == 200
    assert "demo@facilitator.example" in page
    assert (tmp_path / "facilitator.db").read_bytes() == before
    assert [one.email for one in _accounts(tmp_path)] == ["amina@example.ma"]
