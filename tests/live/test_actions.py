import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from facilitator.live.actions import announce, announced, raise_version
from facilitator.live.queries import versions, versions_of
from facilitator.units import Units
from tests.live.conftest import workshop


def test_an_announcement_is_only_a_mark(units: Units) -> None:
    with units.writing() as session:
        announce(session, 1, "votes")
        announce(session, 1, "votes")
        announce(session, 2, "step")

        assert announced(session) == {(1, "votes"), (2, "step")}
        assert versions(session, 1) == {}


@pytest.mark.parametrize("topic", ["", "two words", "votes\ndata: 1", "v" * 41])
def test_a_topic_is_one_short_word(topic: str) -> None:
    with pytest.raises(ValueError, match="one short word"):
        announce(Session(), 1, topic)


def test_versions_rise_by_one_for_each_topic(units: Units) -> None:
    with units.writing() as session:
        raised = [
            raise_version(session, workshop_id, topic)
            for workshop_id, topic in [(1, "votes"), (1, "votes"), (1, "step")]
        ]
        raise_version(session, 2, "votes")

        assert raised == [1, 2, 1]
        assert versions(session, 1) == {"votes": 2, "step": 1}
        assert sorted(versions_of(session, [1, 2])) == [
            (1, "step", 1),
            (1, "votes", 2),
            (2, "votes", 1),
        ]


def test_a_workshop_that_is_gone_has_no_versions(units: Units) -> None:
    with units.writing() as session:
        raise_version(session, 1, "votes")
        before = versions(session, 1)
        session.execute(delete(workshop).where(workshop.c.id == 1))

        assert before == {"votes": 1}
        assert versions(session, 1) == {}
        assert raise_version(session, 1, "votes") is None
