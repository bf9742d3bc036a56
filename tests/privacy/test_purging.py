"""A purge: what goes, what stays, and that the file keeps nothing."""

from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator import keys
from facilitator.accounts.models import Account
from facilitator.db import connect
from facilitator.logbook.chain import broken_links
from facilitator.logbook.models import Act
from facilitator.participants.models import Seat
from facilitator.participants.queries import count_seats
from facilitator.privacy.actions import erase_person, purge
from facilitator.privacy.rules import NotOverYet, PurgedAlready, VoteIsOpenStill
from facilitator.privacy.sweeping import rewrite
from facilitator.proposals.models import Proposal
from facilitator.slips.models import Slip
from facilitator.units import ERASED, Units
from facilitator.voting.actions import prepare_vote
from facilitator.voting.ballots import published
from facilitator.voting.models import BallotReason, Vote
from facilitator.voting.queries import bundle_of
from facilitator.voting.rules import VoteState
from facilitator.workshops.models import Workshop
from facilitator.workshops.rules import Status, StepKind
from tests.factories import make_step
from tests.privacy.rooms import PERSONAL, PUBLIC, TOKEN, ended_workshop


def _rows(session: Session, table: type) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_people_and_their_words_are_gone(session: Session) -> None:
    workshop = ended_workshop(session)

    purge(session, workshop, None)

    gone = {table: _rows(session, table) for table in (Seat, Slip, BallotReason)}
    assert set(gone.values()) == {0}
    kept = session.execute(
        select(Proposal.number, Proposal.title, Proposal.author).order_by(
            Proposal.number
        )
    ).all()
    assert kept == [(1, PUBLIC, ""), (2, "—", ""), (3, "—", "")]
    assert (workshop.contact, workshop.wifi_password) == ("", "")


def test_counts_and_results_stay(session: Session) -> None:
    workshop = ended_workshop(session)
    vote = session.scalars(select(Vote)).one()
    before = bundle_of(session, vote), published(session, vote)

    purge(session, workshop, None)

    assert workshop.remains == {
        "seats": 2,
        "named": 1,
        "tables": {"7": 1},
        "proposals": {"shown": 1, "held": 1, "hidden": 1, "draft": 1},
        "slips": 2,
        "reasons": 1,
        "ballots": {"1": 1},
    }
    assert count_seats(session, workshop.id) == 2
    assert (bundle_of(session, vote), published(session, vote)) == before
    assert workshop.purged_at is not None


def test_the_log_keeps_kinds_and_moments_and_can_still_be_checked(
    session: Session,
) -> None:
    workshop = ended_workshop(session)
    before = session.execute(select(Act.id, Act.kind, Act.digest)).all()

    purge(session, workshop, None)

    after = session.scalars(select(Act).order_by(Act.id)).all()
    assert [(a.id, a.kind, a.digest) for a in after[:-1]] == before
    assert {a.actor for a in after} == {None}
    assert after[-1].kind == "workshop.purged"
    assert broken_links(session) == []


def test_what_a_purge_left_of_the_log_cannot_be_changed_unseen(
    session: Session,
) -> None:
    workshop = ended_workshop(session)
    purge(session, workshop, None)

    act, *_ = session.scalars(select(Act).order_by(Act.id))
    act.details = {"number": 99}
    session.flush()

    purged = session.scalars(select(Act).where(Act.kind == "workshop.purged")).one()
    assert [broken.act_id for broken in broken_links(session)] == [purged.id]


def test_copies_of_before_somebody_joined_need_not_go(session: Session) -> None:
    workshop = ended_workshop(session)
    seat = session.scalars(select(Seat).where(Seat.name > "")).one()
    joined_at = seat.joined_at

    erase_person(session, workshop, seat, TOKEN)

    assert session.info[ERASED] == joined_at
    assert seat.joined_at != joined_at


def test_another_workshop_keeps_everything(session: Session) -> None:
    ended, other = ended_workshop(session), ended_workshop(session)

    purge(session, ended, None)

    assert count_seats(session, other.id) == 2
    assert _rows(session, Seat) == 2
    assert other.contact == PERSONAL[7]


def test_a_purge_happens_once(session: Session) -> None:
    workshop = ended_workshop(session)
    purge(session, workshop, None)

    with pytest.raises(PurgedAlready):
        purge(session, workshop, None)


def test_nobody_is_purged_who_is_still_in_the_room(session: Session) -> None:
    workshop = ended_workshop(session)
    workshop.status = Status.OPEN
    session.flush()

    with pytest.raises(NotOverYet):
        purge(session, workshop, None)


def test_an_open_vote_holds_a_purge_back(session: Session) -> None:
    workshop = ended_workshop(session)
    step = make_step(session, workshop, kind=StepKind.VOTE)
    prepare_vote(session, workshop.id, step.id).state = VoteState.OPEN
    session.flush()

    with pytest.raises(VoteIsOpenStill):
        purge(session, workshop, None, due=True)


def test_the_file_keeps_no_word_of_it(sqlite_url: str) -> None:
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    units = Units(connect(sqlite_url))
    writing = units.engine.execution_options(writes=True)
    with Session(writing, expire_on_commit=False) as session:
        workshop = ended_workshop(session)
    author = keys.author(TOKEN, workshop.key)
    words = [*PERSONAL, author]
    before = _bytes(path)

    with units.writing() as session:
        session.get_one(Account, 1).name = "gone"  # the account is not the workshop's
        purge(session, session.get_one(Workshop, workshop.id), None)
    rewrite(units)

    after = _bytes(path)
    assert [word for word in words if word.encode() not in before] == []
    assert [word for word in words if word.encode() in after] == []
    assert PUBLIC.encode() in after
    units.close()
    units.engine.dispose()


def _bytes(path: Path) -> bytes:
    """Return all that the disk holds of a database: the file, and its logs."""
    return b"".join(p.read_bytes() for p in sorted(path.parent.glob(f"{path.name}*")))
