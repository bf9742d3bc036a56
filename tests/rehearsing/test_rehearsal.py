"""Robots go through a whole workshop, against a server in a process of its own."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from time import monotonic, sleep

import gevent
import pytest

from facilitator.lock import InUse, only_one
from facilitator.rehearsing.attending import attend
from facilitator.rehearsing.host import CannotRehearse, Host
from facilitator.rehearsing.ledger import Act
from facilitator.rehearsing.machine import load_of
from facilitator.rehearsing.own_server import OwnServer, own_server
from facilitator.rehearsing.plan import Plan
from facilitator.rehearsing.running import Result, rehearse
from facilitator.rehearsing.telling import lines_of
from facilitator.rehearsing.wire import place_of
from tests.robots.processes import eventually, started_with
from tests.running import ROOT

COMMAND = [sys.executable, "-m", "facilitator", "rehearse"]
QUICK = Plan(phones=20, arrive=2, write_within=2, vote_within=2, lose=0.4, leave=0.3)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnServer]:
    with own_server(tmp_path_factory.mktemp("rehearsing")) as server:
        yield server


@pytest.fixture(scope="module")
def host(server: OwnServer) -> Iterator[Host]:
    host = Host(place_of(server.url))
    host.enter_by_link(server.link)
    yield host
    host.leave()


def tables(server: OwnServer) -> dict[str, int]:
    """How many rows each table of the server's database has."""
    return tables_of(server.database)


def tables_of(file: Path) -> dict[str, int]:
    with closing(sqlite3.connect(file)) as database:
        names = [
            name
            for (name,) in database.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table'"
            )
        ]
        return {
            name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
            for name in names
        }


@pytest.fixture(scope="module")
def before(server: OwnServer, host: Host) -> dict[str, int]:
    assert host.place == place_of(server.url)  # signed in by now
    return tables(server)


@pytest.fixture(scope="module")
def result(server: OwnServer, host: Host, before: dict[str, int]) -> Result:
    assert before["workshop"] == 0
    return rehearse(host, QUICK, pids=[server.pid])


def test_everything_that_was_acknowledged_is_there_once(result: Result) -> None:
    assert [one.wrong for one in result.checks] == [""] * len(result.checks)
    compared = {one.name: one.compared for one in result.checks}
    assert compared["seats"] == 20
    assert compared["ballots of vote 1"] == compared["voters of vote 1"] == 20
    assert compared["proposals"] >= 3
    assert result.notes == ()


def test_answers_were_lost_and_sent_again(result: Result) -> None:
    figures = result.ledger.figures()

    assert result.ledger.counts["answers lost on purpose"] >= 5
    assert figures[Act.RESEND].count >= 5


def test_every_act_of_a_phone_was_measured(result: Result) -> None:
    figures = result.ledger.figures()

    assert set(figures) == set(Act) - {Act.DESK}
    assert result.ledger.errors == {}
    assert figures[Act.DELIVERY].count >= 20 * 5
    assert figures[Act.CONNECT].count > 20 * 2
    assert result.desk.figures()[Act.DESK].count > 20


def test_the_machine_is_measured_where_it_tells(result: Result) -> None:
    known = load_of([os.getpid()]).cpu is not None

    assert (result.costs.server_cpu is not None) is known
    assert (result.costs.memory_peak is not None) is known
    assert result.costs.requests > 400


def test_nothing_is_left_of_it(
    server: OwnServer, before: dict[str, int], result: Result
) -> None:
    assert result.are_wiped
    assert tables(server) == before
    # What a robot wrote in every description, in each of its languages.
    traces = [word.encode() for word in ("روبوت", "Un robot", "A robot wrote")]
    folder = Path(server.database).parent
    for file in folder.glob("facilitator.db*"):
        content = file.read_bytes()
        assert [trace for trace in traces if trace in content] == [], file


def test_the_terminal_is_told_all_of_it(result: Result) -> None:
    told = "\n".join(lines_of(result))

    for words in ("vote ", "p99 ms", "as told  seats (20)", "Server's processor"):
        assert words in told
    assert result.verdict.sentence in told
    assert json.loads(json.dumps(result.plain()))["holds"] is result.verdict.holds


def test_robots_attend_a_rehearsal_that_a_person_runs(
    host: Host, before: dict[str, int], server: OwnServer
) -> None:
    code = host.make()
    desk = host.desk(code)
    desk.press(desk.look())
    few = Plan(phones=4, arrive=0.2, lose=0, leave=0)

    attending = gevent.spawn(attend, host.place, code, few, lambda *_: None)
    deadline = monotonic() + 60
    while tables(server)["seat"] < 4 and monotonic() < deadline:
        gevent.sleep(0.1)
    seated = tables(server)["seat"]
    host.wipe(code)

    assert seated == 4
    assert attending.get(timeout=60).figures()[Act.JOIN].count == 4
    assert tables(server) == before


def test_robots_do_not_attend_what_is_real(host: Host) -> None:
    with pytest.raises(CannotRehearse, match="no part in real workshops"):
        attend(host.place, "123456", QUICK, lambda *_: None)


def test_a_copy_that_is_not_there_cannot_be_rehearsed(host: Host) -> None:
    with pytest.raises(CannotRehearse, match="no workshop with the code 999999"):
        rehearse(host, QUICK, copied="999999")


def test_several_workshops_go_side_by_side(
    server: OwnServer, host: Host, before: dict[str, int]
) -> None:
    few = Plan(phones=3, arrive=0.5, write_within=0.5, vote_within=0.5, leave=0)

    both = rehearse(host, few, workshops=2)

    assert (both.phones, both.are_wiped) == (6, True)
    assert [one.wrong for one in both.checks] == [""] * len(both.checks)
    assert tables(server) == before


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_whoever_stops_it_finds_nothing_left(tmp_path: Path, how: int) -> None:
    process = subprocess.Popen(
        [*COMMAND, "--phones", "4", "--data", str(tmp_path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = monotonic() + 60
    while not _holds_a_rehearsal(tmp_path) and monotonic() < deadline:
        sleep(0.1)
    assert _holds_a_rehearsal(tmp_path)

    process.send_signal(how)
    told, refused = process.communicate(timeout=60)

    assert process.returncode == 1
    assert told == ""
    assert refused.strip() == "Stopped. What was rehearsed is wiped."
    assert list(tmp_path.glob("rehearsal-*")) == []


def test_its_server_does_not_outlive_it(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [*COMMAND, "--phones", "4", "--data", str(tmp_path)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    assert eventually(lambda: _holds_a_rehearsal(tmp_path))
    [file] = tmp_path.glob("rehearsal-*/facilitator.db")
    assert len(started_with(str(file.parent))) == 1
    assert not _is_free(file)

    process.send_signal(signal.SIGKILL)
    process.wait()

    assert eventually(lambda: started_with(str(file.parent)) == [])
    assert eventually(lambda: _is_free(file))
    assert tables_of(file)["workshop"] == 1


def _is_free(file: Path) -> bool:
    """Whether no server has the lock of a database."""
    try:
        with only_one(file):
            return True
    except InUse:
        return False


def _holds_a_rehearsal(folder: Path) -> bool:
    for file in folder.glob("rehearsal-*/facilitator.db"):
        with closing(sqlite3.connect(file)) as database, suppress(sqlite3.Error):
            [count] = database.execute("SELECT count(*) FROM workshop").fetchone()
            return bool(count)
    return False


def test_a_server_that_is_not_there_is_one_sentence() -> None:
    options = ["--url", "http://127.0.0.1:9", "--link", "http://127.0.0.1:9/x"]

    done = subprocess.run(
        [*COMMAND, *options],
        check=False,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert "refused" in done.stderr
