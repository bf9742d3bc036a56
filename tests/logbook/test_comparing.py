"""A printed digest against the log of later: whole, cut, changed, made anew, purged."""

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from facilitator.errors import NotPossible
from facilitator.logbook import exported
from facilitator.logbook.actions import record
from facilitator.logbook.chain import broken_links
from facilitator.logbook.comparing import Place, place_of
from facilitator.logbook.models import Act
from facilitator.logbook.rules import NoDigest, Noted, in_fours, link, read_digest
from facilitator.privacy.actions import purge
from facilitator.workshops.models import Workshop
from tests.factories import make_account, make_workshop
from tests.logbook.tampering import unwatched
from tests.privacy.rooms import ended_workshop

PRINTED = 2  # acts before the print


@pytest.fixture
def workshop(session: Session) -> Workshop:
    """A workshop whose log went on after its newest digest was printed."""
    account = make_account(session)
    workshop = make_workshop(session, account)
    for number in range(5):
        record(
            session, workshop.id, account.id, "step.added", title={"ar": f"{number}"}
        )
    session.commit()
    return workshop


def _acts(session: Session, workshop: Workshop) -> list[Act]:
    session.expire_all()
    of_it = select(Act).where(Act.workshop_id == workshop.id).order_by(Act.id)
    return list(session.scalars(of_it))


def _printed(session: Session, workshop: Workshop) -> str:
    return _acts(session, workshop)[PRINTED - 1].digest or ""


def _place(session: Session, workshop: Workshop, digest: str) -> Place | None:
    return place_of(workshop.key, _acts(session, workshop), digest)


def _make_anew(session: Session, workshop: Workshop) -> None:
    """Give every act the digest that follows from the one before."""
    previous = None
    for act in _acts(session, workshop):
        noted = Noted(workshop.key, act.at, act.actor, act.kind, act.details)
        previous = link(previous, noted)
        unwatched(session, update(Act).where(Act.id == act.id).values(digest=previous))


@pytest.mark.parametrize("length", [16, 64])
def test_a_printed_digest_stands_where_the_log_ended_then(
    session: Session, workshop: Workshop, length: int
) -> None:
    printed = _printed(session, workshop)[:length]

    place = _place(session, workshop, printed)

    assert place is not None
    assert (place.number, place.count) == (PRINTED, 5)
    assert place.act == _acts(session, workshop)[PRINTED - 1]
    assert (place.broken, place.is_erased) == (None, False)


@pytest.mark.parametrize("left", [PRINTED, PRINTED - 1])
def test_a_log_cut_at_its_end_lacks_what_was_printed_after(
    session: Session, workshop: Workshop, left: int
) -> None:
    printed = _printed(session, workshop)
    for act in _acts(session, workshop)[left:]:
        unwatched(session, delete(Act).where(Act.id == act.id))

    place = _place(session, workshop, printed)

    assert broken_links(session) == []  # the chain alone does not tell
    assert (place is not None) is (left == PRINTED)


def test_a_log_made_anew_lacks_it(session: Session, workshop: Workshop) -> None:
    printed = _printed(session, workshop)
    first = _acts(session, workshop)[0].id
    unwatched(session, update(Act).where(Act.id == first).values(kind="step.moved"))
    _make_anew(session, workshop)

    assert broken_links(session) == []
    assert _place(session, workshop, printed) is None


@pytest.mark.parametrize(("changed", "is_seen"), [(0, True), (1, True), (2, False)])
def test_a_change_up_to_there_is_said(
    session: Session, workshop: Workshop, changed: int, *, is_seen: bool
) -> None:
    printed = _printed(session, workshop)
    act = _acts(session, workshop)[changed].id
    unwatched(session, update(Act).where(Act.id == act).values(kind="step.moved"))

    place = _place(session, workshop, printed)

    assert place is not None
    assert (place.broken.act_id if place.broken else None) == (act if is_seen else None)


def test_a_digest_of_another_log_is_nowhere(
    session: Session, workshop: Workshop
) -> None:
    other = make_workshop(session)
    elsewhere = record(session, other.id, None, "step.added")

    assert _place(session, workshop, elsewhere.digest or "") is None


def test_after_a_purge_what_it_left_is_compared(session: Session) -> None:
    workshop = ended_workshop(session)
    printed = record(session, workshop.id, None, "step.added", title={"ar": "خ"})
    digest = printed.digest or ""
    purge(session, workshop, None)
    session.commit()

    erased = _place(session, workshop, digest)
    one = update(Act).where(Act.id == printed.id)
    unwatched(session, one.values(kind="step.moved"))
    changed = _place(session, workshop, digest)

    assert erased is not None
    assert changed is not None
    assert (erased.is_erased, erased.broken) == (True, None)
    assert changed.broken is not None


def test_a_log_that_was_taken_along_says_the_same(
    session: Session, workshop: Workshop
) -> None:
    acts = _acts(session, workshop)
    printed = _printed(session, workshop)

    chain, read = exported.read(exported.write(acts, workshop.key))
    place = place_of(chain, read, printed)

    assert place is not None
    assert (place.number, place.count, place.broken) == (PRINTED, 5, None)
    assert exported.write(read, chain) == exported.write(acts, workshop.key)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"\xff",
        b'{"schema": "facilitator-log/1", "chain": "x", "acts": [{}]}',
        b'{"schema": "other/1", "chain": "x", "acts": []}',
    ],
)
def test_another_file_is_no_log(content: bytes) -> None:
    with pytest.raises(NotPossible):
        exported.read(content)


def test_a_digest_is_read_as_people_copy_it() -> None:
    digest = "0123456789abcdef" * 4

    assert read_digest(f" {in_fours(digest).upper()}\n") == digest
    assert read_digest("٠١٢٣ ٤٥٦٧ 89ab cdef") == digest[:16]


@pytest.mark.parametrize("typed", ["", "0" * 15, "0" * 65, "g" * 16, "%" * 20])
def test_what_cannot_be_a_digest_is_refused(typed: str) -> None:
    with pytest.raises(NoDigest):
        read_digest(typed)
