"""A vote through several servers that share one PostgreSQL and nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from facilitator import keys
from facilitator.accounts.models import Account
from facilitator.db import connect
from facilitator.voting.ballots import count_ballots, own_ballot, published
from facilitator.voting.queries import result_of
from facilitator.web.locale import COOKIE
from facilitator.workshops.models import Membership
from tests.factories import make_open_workshop
from tests.hosted.crowd import (
    BUSY,
    TAKEN,
    Browser,
    Crowd,
    Listening,
    Phone,
    wait_until,
)
from tests.hosted.workers import Worker, Workers
from tests.postgresql import Cluster
from tests.robots.processes import processes
from tests.voting.rooms import Room, make_open_room, sit

PEOPLE = 96
AWAY = "This cannot be shown at the moment. Please try again."


@dataclass
class Town:
    """An open vote on its own PostgreSQL, and the phones of those who may vote."""

    engine: Engine
    room: Room
    phones: list[Phone]

    @property
    def desk(self) -> str:
        return f"/desk/{self.room.workshop.code}/"

    def stream(self, ports: list[int]) -> Listening:
        one = self.phones[0]
        path = f"/w/{self.room.workshop.code}/live"
        return Listening(path, ports, **one.cookies)

    def stored(self) -> int:
        with Session(self.engine) as session:
            return count_ballots(session, self.room.vote.id)

    def check_open(self) -> None:
        """Each phone was acknowledged, and its ballot says what it said."""
        with Session(self.engine) as session:
            said = [own_ballot(session, self.room.vote, p.token) for p in self.phones]
        left = [phone.answers for phone in self.phones if not phone.is_taken]
        assert left == []
        assert [own and own.content for own in said] == [
            [phone.choice] for phone in self.phones
        ]
        assert self.stored() == len(self.phones)

    def check_closed(self) -> None:
        """What was acknowledged is in the count, and nothing else."""
        with Session(self.engine) as session:
            session.add(self.room.vote)
            session.refresh(self.room.vote)
            counted = dict(published(session, self.room.vote))
            result = result_of(self.room.vote)
        taken = {
            keys.receipt(phone.token, self.room.vote.key): [phone.choice]
            for phone in self.phones
            if phone.is_taken
        }
        assert counted == taken
        assert result.ballots == len(taken)


@pytest.fixture(scope="module")
def own_cluster() -> Iterator[Cluster]:
    cluster = Cluster(is_safe=True)
    cluster.start()
    yield cluster
    cluster.stop()


@pytest.fixture
def servers(own_cluster: Cluster, tmp_path: Path) -> Iterator[Workers]:
    with own_cluster.database("template0") as url:
        servers = Workers(url, tmp_path)
        yield servers
        servers.stop()


@pytest.fixture
def engine(servers: Workers) -> Iterator[Engine]:
    engine = connect(servers.url)
    yield engine
    engine.dispose()


def inhabited(engine: Engine) -> Town:
    with Session(engine, expire_on_commit=False) as session:
        room = make_open_room(session)
        seats = [sit(session, room.workshop, person) for person in range(PEOPLE)]
        account = session.scalar(select(Account).order_by(Account.id))
        session.add(Membership(workshop_id=room.workshop.id, account_id=account.id))
        session.commit()
        choices = [room.ids[person % len(room.ids)] for person in range(PEOPLE)]
        phones = [
            Phone(room.workshop.code, token, choice)
            for token, choice in zip(seats, choices, strict=True)
        ]
    return Town(engine, room, phones)


def signed_up(worker: Worker) -> Browser:
    """Make the first account by the link that `worker` printed."""
    laptop = Browser()
    status = laptop.press(
        worker.port,
        worker.link,
        action=worker.link,
        email="amina@example.ma",
        name="أمينة",
        password="a long enough password",
    )
    assert status == 303
    return laptop


def test_a_room_votes_through_two_servers(servers: Workers, engine: Engine) -> None:
    here, there = servers.start(2)
    laptop = signed_up(there)
    town = inhabited(engine)
    ports = [here.port, there.port]
    assert [laptop.ask(port, "/desk/")[0] for port in ports] == [200, 200]
    assert Browser().ask(here.port, here.link)[0] == 404  # used up, elsewhere
    stream = town.stream([there.port])

    crowd = Crowd(town.phones, ports)
    stream.hears("votes")
    wait_until(lambda: town.stored() > PEOPLE // 2)
    stream.forget()
    closed = laptop.press(here.port, town.desk, action="/moves")
    stream.hears("result")
    crowd.wait()
    stream.stop()

    assert closed == 303
    town.check_closed()
    assert {phone.answers[-1] for phone in town.phones} <= {200, 409, *TAKEN}
    assert PEOPLE // 2 < sum(phone.is_taken for phone in town.phones) <= PEOPLE


def test_a_server_that_dies_in_a_vote_takes_nothing_with_it(
    servers: Workers, engine: Engine
) -> None:
    here, there = servers.start(2)
    signed_up(here)
    town = inhabited(engine)
    ports = [here.port, there.port]
    stream = town.stream([there.port, here.port])

    crowd = Crowd(town.phones[::2], ports)
    wait_until(lambda: town.stored() > PEOPLE // 4)
    there.kill()
    late = Crowd(town.phones[1::2], ports)
    wait_until(lambda: stream.came == 2)
    (third,) = servers.start(1)
    ports.append(third.port)
    crowd.wait()
    late.wait()
    stream.hears("votes")
    stream.stop()

    town.check_open()
    assert 0 in {answer for phone in town.phones for answer in phone.answers}
    assert Browser().ask(third.port, "/")[0] == 302


def test_a_database_that_restarts_in_a_vote_loses_nothing(
    own_cluster: Cluster, servers: Workers, engine: Engine
) -> None:
    running = servers.start(2)
    signed_up(running[0])
    town = inhabited(engine)
    ports = [worker.port for worker in running]
    stream = town.stream(ports)

    crowd = Crowd(town.phones[::2], ports)
    wait_until(lambda: town.stored() > PEOPLE // 4)
    engine.dispose()
    with own_cluster.away():
        status, _where, page = Browser().ask(ports[0], "/")
    stream.forget()
    late = Crowd(town.phones[1::2], ports)
    stream.hears("votes")
    crowd.wait()
    late.wait()
    stream.stop()

    assert (status, AWAY in page) == (BUSY, True)
    town.check_open()
    answers = {answer for phone in town.phones for answer in phone.answers}
    assert answers <= {BUSY, *TAKEN}
    assert stream.came == 1  # the servers went on


def test_servers_share_a_port(servers: Workers, engine: Engine) -> None:
    (first,) = servers.start(1, "--shared-port")
    (second,) = servers.start(1, "--shared-port", port=first.port)
    signed_up(second)
    town = inhabited(engine)

    crowd = Crowd(town.phones, [first.port])
    wait_until(lambda: town.stored() > PEOPLE // 4)
    first.kill()
    crowd.wait()

    town.check_open()


def test_another_server_sends_robots_away(servers: Workers, engine: Engine) -> None:
    here, there = servers.start(2)
    laptop = signed_up(here)
    with Session(engine) as session:
        account = session.scalars(select(Account)).one()
        rehearsal = make_open_workshop(session, account=account, is_rehearsal=True)
        code = rehearsal.code
        session.commit()
    desk = f"/desk/{code}/"
    laptop.cookies[COOKIE] = "en"

    came = laptop.press(here.port, desk, action="/robots", robots=2)
    wait_until(lambda: "2 robots take part." in laptop.ask(there.port, desk)[2])
    assert len(processes(code)) == 1
    gone = laptop.press(there.port, desk, action="/robots/leaving")
    wait_until(lambda: processes(code) == [])

    assert (came, gone) == (303, 303)
    assert "The robots have left." in laptop.ask(here.port, desk)[2]
