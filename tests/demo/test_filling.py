"""The demo says what its sources say, and marks what is invented."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.axes.models import Axis, AxisObjective
from facilitator.demo.filling import CODES, fill
from facilitator.participants.models import Attendance, Seat
from facilitator.proposals.models import Proposal
from facilitator.proposals.rules import Origin
from facilitator.voting.models import Ballot, Vote
from facilitator.voting.queries import result_of
from facilitator.workshops.models import Workshop
from facilitator.workshops.queries import workshop_by_code

# Word for word from the press report of the meeting.
KENITRA = [
    "الأيام المفتوحة الرقمية بجماعة القنيطرة",
    "إحداث وتجهيز متحف رياضي بالملعب البلدي",
    "تنظيم مهرجان دولي لفنون الطبخ بمنطقة الغرب",
    "إحداث هيئات استشارية",
    "توحيد لون البنايات لتعزيز الهوية البصرية",
    "حملات توعوية بيئية",
]


@pytest.fixture
def filled(session: Session) -> Session:
    fill(session)
    return session


def _workshop(session: Session, name: str) -> Workshop:
    workshop = workshop_by_code(session, CODES[name])
    assert workshop
    return workshop


def test_kenitra_has_its_six_projects_and_four_objectives(filled: Session) -> None:
    kenitra = _workshop(filled, "kenitra")

    projects = filled.scalars(
        select(Proposal)
        .where(Proposal.workshop_id == kenitra.id)
        .order_by(Proposal.number)
    ).all()
    objectives = filled.scalars(
        select(AxisObjective).join(Axis).where(Axis.workshop_id == kenitra.id)
    ).all()

    assert [project.title for project in projects] == KENITRA
    assert [project.number for project in projects] == [1, 2, 3, 4, 5, 6]
    assert {project.origin for project in projects} == {Origin.ORGANISER}
    assert len(objectives) == 4
    assert (kenitra.held_on, kenitra.weekday, kenitra.part_of_day) == (
        None,
        2,
        "morning",
    )


def test_fez_has_its_axes_and_no_proposals(filled: Session) -> None:
    fez = _workshop(filled, "fez")

    count = filled.scalar(
        select(func.count()).select_from(Proposal).where(Proposal.workshop_id == fez.id)
    )
    axes = filled.scalars(select(Axis).where(Axis.workshop_id == fez.id)).all()

    assert count == 0
    assert len(axes) == 4
    assert axes[0].title["ar"] == "تهيئة مجالية متوازنة وتضامنية وإطار عيش مستدام"
    assert (fez.held_on, fez.starts, fez.ends) == ("2023-03-06", "09:00", None)


def test_a_number_of_people_that_the_source_leaves_out_stays_unknown(
    filled: Session,
) -> None:
    kenitra = _workshop(filled, "kenitra")

    counts = filled.scalars(
        select(Attendance.count)
        .where(Attendance.workshop_id == kenitra.id)
        .order_by(Attendance.position)
    ).all()

    assert counts == [1, 1, 1, 1, 1, 1, None, None, None, None, None]


def test_the_invented_meeting_is_marked_and_its_vote_counted(filled: Session) -> None:
    invented = _workshop(filled, "oued-zitoun")
    vote = filled.scalars(select(Vote).where(Vote.workshop_id == invented.id)).one()

    result = result_of(vote)

    assert invented.invented
    assert "مختلق" in invented.title["ar"]
    assert result.present == 60
    assert (result.ballots, result.blank) == (56, 2)
    assert len(result.standings) == 40
    assert sum(standing.votes for standing in result.standings) == 54 * 5


def test_only_the_invented_meeting_has_seats_and_ballots(filled: Session) -> None:
    invented = _workshop(filled, "oued-zitoun")

    seats = filled.scalars(select(Seat.workshop_id)).all()
    ballots = filled.scalar(select(func.count()).select_from(Ballot))

    assert set(seats) == {invented.id}
    assert (len(seats), ballots) == (60, 56)
