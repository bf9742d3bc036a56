"""Robots are let in, fare well or not, and are sent away."""

from collections.abc import Sequence

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from facilitator.accounts.models import Account
from facilitator.clock import now
from facilitator.live.actions import announced, is_quiet
from facilitator.robots.actions import let_in, note_end, note_sign, send_away
from facilitator.robots.models import Robots
from facilitator.robots.queries import Standing, standing_of
from facilitator.robots.rules import (
    MOST,
    MOST_SETS,
    SILENCE,
    OnlyInRehearsals,
    Phase,
    TooManyRobots,
)
from facilitator.voting.wiping import wipe_rehearsal
from facilitator.workshops.models import Act, Workshop
from facilitator.workshops.moving import NotRunning
from facilitator.workshops.rules import Status
from tests.factories import make_account, make_workshop


def rehearsal(session: Session, status: Status = Status.OPEN) -> Workshop:
    return make_workshop(session, status=status, is_rehearsal=True)


def a_set(session: Session, workshop: Workshop, account: Account) -> Robots:
    robots = let_in(session, workshop, MOST, account.id)
    assert robots is not None
    return robots


def kinds(session: Session, workshop: Workshop) -> Sequence[str]:
    acts = select(Act.kind).where(Act.workshop_id == workshop.id).order_by(Act.id)
    return session.scalars(acts).all()


def test_robots_come_and_are_counted(session: Session) -> None:
    workshop, account = rehearsal(session), make_account(session)
    assert standing_of(session, workshop) == Standing(Phase.NONE)

    robots = a_set(session, workshop, account)
    coming = standing_of(session, workshop)
    note_sign(session, robots, 7)

    assert coming == Standing(Phase.COMING)
    assert standing_of(session, workshop) == Standing(Phase.HERE, 7)
    assert (workshop.id, "acts") in announced(session)


def test_robots_wait_until_the_workshop_is_open(session: Session) -> None:
    workshop = rehearsal(session, Status.DRAFT)

    a_set(session, workshop, make_account(session))

    assert standing_of(session, workshop).phase is Phase.WAITING


def test_a_second_press_brings_nobody(session: Session) -> None:
    workshop, account = rehearsal(session), make_account(session)
    robots = a_set(session, workshop, account)

    again = let_in(session, workshop, MOST, account.id)

    assert again is None
    assert session.scalars(select(Robots)).all() == [robots]
    assert kinds(session, workshop) == ["robots.let_in"]


def test_robots_are_sent_away_once(session: Session) -> None:
    workshop, account = rehearsal(session), make_account(session)
    a_set(session, workshop, account)

    send_away(session, workshop, account.id)
    send_away(session, workshop, account.id)

    assert standing_of(session, workshop).phase is Phase.LEFT
    assert kinds(session, workshop) == ["robots.let_in", "robots.sent_away"]


def test_who_was_sent_away_did_not_fail(session: Session) -> None:
    workshop, account = rehearsal(session), make_account(session)
    robots = a_set(session, workshop, account)
    send_away(session, workshop, account.id)

    note_end(session, robots, failed=True)

    assert standing_of(session, workshop).phase is Phase.LEFT


@pytest.mark.parametrize(("failed", "phase"), [(False, Phase.LEFT), (True, Phase.LOST)])
def test_robots_end_by_themselves(
    session: Session, *, failed: bool, phase: Phase
) -> None:
    workshop, account = rehearsal(session), make_account(session)
    robots = a_set(session, workshop, account)

    note_end(session, robots, failed=failed)

    assert standing_of(session, workshop).phase is phase


def test_others_can_be_let_in_after_a_silence(session: Session) -> None:
    workshop, account = rehearsal(session), make_account(session)
    robots = a_set(session, workshop, account)
    note_sign(session, robots, MOST)
    key, robots.seen_at = robots.key, now() - 2 * SILENCE
    assert standing_of(session, workshop).phase is Phase.LOST

    others = a_set(session, workshop, account)

    assert others.key != key
    assert standing_of(session, workshop) == Standing(Phase.COMING)


def test_a_sign_that_says_nothing_new_is_quiet(session: Session) -> None:
    workshop, account = rehearsal(session), make_account(session)
    robots = a_set(session, workshop, account)
    robots.seen_at = before = now() - SILENCE

    note_sign(session, robots, 0)

    assert robots.seen_at > before
    assert is_quiet(session)


def test_robots_take_no_part_in_real_workshops(session: Session) -> None:
    workshop = make_workshop(session, status=Status.OPEN)
    account = make_account(session)

    with pytest.raises(OnlyInRehearsals):
        let_in(session, workshop, MOST, account.id)
    with pytest.raises(OnlyInRehearsals):
        send_away(session, workshop, account.id)

    assert session.scalars(select(Robots)).all() == []


def test_nobody_comes_to_what_is_over(session: Session) -> None:
    workshop, account = rehearsal(session), make_account(session)
    a_set(session, workshop, account)
    workshop.status = Status.ENDED
    session.flush()

    with pytest.raises(NotRunning):
        let_in(session, workshop, MOST, account.id)

    assert standing_of(session, workshop).phase is Phase.LEFT


def test_a_server_has_so_many_sets_and_no_more(session: Session) -> None:
    account = make_account(session)
    sets = [a_set(session, rehearsal(session), account) for _ in range(MOST_SETS)]
    one_more = rehearsal(session)

    with pytest.raises(TooManyRobots):
        let_in(session, one_more, MOST, account.id)
    note_end(session, sets[0], failed=False)

    assert let_in(session, one_more, MOST, account.id) is not None


def test_robots_go_with_their_rehearsal(session: Session) -> None:
    workshop = rehearsal(session)
    a_set(session, workshop, make_account(session))

    wipe_rehearsal(session, workshop)

    assert session.scalars(select(Robots.workshop_id)).all() == []


@pytest.mark.parametrize(("number", "seated"), [(0, 0), (MOST + 1, 0), (3, 4), (3, -1)])
def test_the_database_knows_how_many_there_can_be(
    session: Session, number: int, seated: int
) -> None:
    workshop = rehearsal(session)
    session.add(Robots(workshop_id=workshop.id, number=number, seated=seated))

    with pytest.raises(IntegrityError):
        session.flush()
