"""The desk lets robots into a rehearsal: a real server, a real process of robots."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from time import sleep

import pytest

from facilitator.rehearsing.host import Desk, Host
from facilitator.rehearsing.ledger import Act
from facilitator.rehearsing.own_server import OwnServer, own_server
from facilitator.rehearsing.pages import form_of
from facilitator.rehearsing.wire import place_of
from facilitator.web.locale import COOKIE
from tests.robots.processes import eventually, processes
from tests.running import ROOT

FEW = 3
SEATS = """
    SELECT count(*) FROM seat JOIN workshop ON workshop.id = workshop_id WHERE code = ?
"""
SHOWN = """
    SELECT count(*) FROM proposal JOIN workshop ON workshop.id = workshop_id
    WHERE code = ? AND state = 'shown'
"""
BALLOTS = """
    SELECT count(*) FROM ballot JOIN vote ON vote.id = vote_id
    JOIN workshop ON workshop.id = vote.workshop_id WHERE code = ?
"""


class Facilitator(Host):
    """A facilitator who presses the buttons for robots too, and reads English."""

    def enter_by_link(self, path: str) -> None:
        super().enter_by_link(path)
        self._browser._cookies[COOKIE] = ("en", "/")

    def let_in(self, code: str, robots: int = FEW) -> int:
        return self._press(code, "robots", ("robots", str(robots)))

    def send_away(self, code: str) -> int:
        return self._press(code, "robots/leaving")

    def told(self, code: str) -> str:
        """What the control room says of the robots."""
        headers = {"Accept": "text/html", "X-Part": "robots"}
        html = self._browser.get(f"/desk/{code}/", Act.DESK, headers).text
        return " ".join(re.sub("<[^>]+>", " ", html).split())

    def _press(self, code: str, where: str, *fields: tuple[str, str]) -> int:
        form = form_of(self._browser.get(f"/desk/{code}/", Act.DESK).text, "press")
        proof = form.hidden() if form else []
        path = f"/desk/{code}/{where}"
        return self._browser.post(path, Act.DESK, [*proof, *fields]).status


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnServer]:
    with own_server(tmp_path_factory.mktemp("robots")) as server:
        yield server


@pytest.fixture(scope="module")
def host(server: OwnServer) -> Iterator[Facilitator]:
    host = signed_in(server)
    yield host
    host.leave()


def signed_in(server: OwnServer) -> Facilitator:
    host = Facilitator(place_of(server.url))
    host.enter_by_link(server.link)
    return host


def count(server: OwnServer, query: str, code: str) -> int:
    """Return what `query` counts in the workshop with this code."""
    with closing(sqlite3.connect(server.database)) as database:
        [found] = database.execute(query, [code]).fetchone()
    return int(found)


def opened(host: Facilitator) -> str:
    """Return the code of a rehearsal in which robots are."""
    code = host.make()
    desk = host.desk(code)
    desk.press(desk.look())
    host.let_in(code)
    assert eventually(lambda: "3 robots take part." in host.told(code))
    return code


def lead(desk: Desk, step: str) -> None:
    """Go on until the workshop stands at a step of this kind."""
    while (standing := desk.look()).step != step:
        assert desk.press(standing) == ""


def test_robots_follow_the_facilitator(server: OwnServer, host: Facilitator) -> None:
    code = host.make()
    desk = host.desk(code)

    assert host.let_in(code) == 303
    assert "The robots come once the workshop is open." in host.told(code)
    assert processes(code) == []

    desk.press(desk.look())
    assert eventually(lambda: "3 robots take part." in host.told(code))
    assert count(server, SEATS, code) == FEW

    lead(desk, "writing")
    assert eventually(lambda: count(server, SHOWN, code) >= 2)

    lead(desk, "vote")
    assert eventually(lambda: count(server, BALLOTS, code) == FEW)

    assert host.send_away(code) == 303
    assert eventually(lambda: processes(code) == [])
    assert host.told(code).startswith("The robots have left.")
    host.wipe(code)


def test_a_second_press_brings_no_second_set(
    server: OwnServer, host: Facilitator
) -> None:
    code = opened(host)
    [robots] = processes(code)

    assert host.let_in(code) == 303

    sleep(2)  # longer than the server looks
    assert processes(code) == [robots]
    assert count(server, SEATS, code) == FEW
    host.wipe(code)


def test_wiping_sends_them_away(host: Facilitator) -> None:
    code = opened(host)

    assert host.wipe(code)

    assert eventually(lambda: processes(code) == [])


def test_robots_that_die_are_missed(host: Facilitator) -> None:
    code = opened(host)
    [robots] = processes(code)

    os.kill(robots, signal.SIGKILL)

    said = "The robots could not come, or had to stop."
    assert eventually(lambda: said in host.told(code))
    assert host.let_in(code) == 303
    assert eventually(lambda: "3 robots take part." in host.told(code))
    host.wipe(code)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_no_robot_outlives_the_server(tmp_path: Path, how: int) -> None:
    with own_server(tmp_path) as server:
        host = signed_in(server)
        code = opened(host)
        host.leave()
        assert len(processes(code)) == 1

        os.kill(server.pid, how)

        assert eventually(lambda: processes(code) == [])


def test_robots_end_with_whoever_brought_them(
    server: OwnServer, host: Facilitator
) -> None:
    """The server goes on here: nothing but the pipe tells them."""
    code = opened(host)
    host.send_away(code)
    assert eventually(lambda: processes(code) == [])
    brings = "from time import sleep; from facilitator.robots.process import Process;"
    brings += f"Process({server.url!r}, {code!r}, 2); sleep(600)"
    other = subprocess.Popen([sys.executable, "-c", brings], cwd=ROOT)
    assert eventually(lambda: count(server, SEATS, code) == FEW + 2)
    assert len(processes(code)) == 1

    other.kill()
    other.wait()

    assert eventually(lambda: processes(code) == [])
    host.wipe(code)
