"""The staff's page of slips: make, hand out, take back, make void, undo."""

import io
import re
from collections.abc import Callable

import pypdfium2
import pytest
import zxingcpp
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from facilitator import keys
from facilitator.slips.models import Slip
from facilitator.slips.queries import count_slips
from facilitator.slips.rules import SlipState, in_ranges
from facilitator.typesetting.child import NotRendered
from facilitator.voting.ballots import cast, count_ballots
from facilitator.web.locale import COOKIE
from facilitator.workshops.acts import latest_acts
from tests.people import sign_in
from tests.slips.rooms import make_known_slips, make_slip_room, slip_number
from tests.voting.rooms import Room

REASON = "ضاعت في القاعة"


@pytest.fixture
def room(store: Session, client: FlaskClient) -> Room:
    """A prepared vote without slips, and a client who is its facilitator."""
    client.set_cookie(COOKIE, "en")
    room, _ = make_slip_room(store, slips=30, handed=0, is_open=False)
    sign_in(client, store, room.account)
    return room


Send = Callable[..., TestResponse]


@pytest.fixture
def send(room: Room, client: FlaskClient) -> Send:
    def send(page: str = "", **fields: str) -> TestResponse:
        return client.post(f"/desk/{room.workshop.code}/slips{page}", data=fields)

    return send


def states(store: Session, room: Room) -> dict[str, str]:
    """The numbers of the slips by state, those of no slip left out."""
    store.commit()  # what was read before is old
    slips = store.scalars(
        select(Slip).where(Slip.workshop_id == room.workshop.id)
    ).all()
    found = {
        state.value: in_ranges(s.number for s in slips if s.state is state)
        for state in SlipState
    }
    return {state: numbers for state, numbers in found.items() if numbers}


def codes_in(pdf: bytes) -> set[str]:
    """The codes of a print, from its square codes."""
    found = set()
    for page in pypdfium2.PdfDocument(io.BytesIO(pdf)):
        picture = page.render(scale=150 / 72).to_pil().convert("L")
        found |= {code.text for code in zxingcpp.read_barcodes(picture)}
    return {text.rsplit("/", 1)[1] for text in found}


def test_making_slips_gives_their_sheets_once(
    room: Room, send: Send, store: Session
) -> None:
    answer = send(number="26")

    names = store.scalars(
        select(Slip.credential)
        .where(Slip.workshop_id == room.workshop.id, Slip.number > 30)
        .order_by(Slip.number)
    ).all()
    tokens = codes_in(answer.data)
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert (
        f"slips-{room.workshop.code}-31-56.pdf"
        in (answer.headers["Content-Disposition"])
    )
    assert len(tokens) == 26
    assert set(names) == {keys.credential(t, room.workshop.key) for t in tokens}


@pytest.mark.parametrize("number", ["0", "2001", "many", ""])
def test_how_many_to_make_has_limits(
    room: Room, send: Send, store: Session, number: str
) -> None:
    answer = send(number=number)

    assert answer.status_code == 422
    assert "field__error" in answer.text
    assert states(store, room) == {"printed": "1-30"}


def test_when_the_sheets_fail_no_slip_is_made(
    room: Room,
    send: Send,
    store: Session,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def failing(tokens: list[str], **_: object) -> bytes:
        raise NotRendered(" ".join(tokens))

    monkeypatch.setattr("facilitator.polling.printing.print_slips", failing)

    answer = send(number="24")

    assert answer.status_code == 503
    assert "No slip was made" in answer.text
    assert states(store, room) == {"printed": "1-30"}
    assert "no sheets of slips" in caplog.text
    assert not re.search(f"[{keys.ALPHABET}]{{16}}", caplog.text)


def test_a_colleague_who_was_quicker_makes_the_slower_try_again(
    room: Room, send: Send, store: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slowly(_tokens: list[str], **_: object) -> bytes:
        make_known_slips(store, room.workshop, 2, room.account.id)
        store.commit()
        return b"%PDF"

    monkeypatch.setattr("facilitator.polling.printing.print_slips", slowly)

    answer = send(number="24")

    assert answer.status_code == 409
    assert "A colleague made slips in the same moment." in answer.text
    assert states(store, room) == {"printed": "1-32"}


def test_slips_are_handed_out_by_ranges_and_by_taps(
    room: Room, send: Send, store: Session
) -> None:
    assert send("/handed", handed="١-٣، 7").status_code == 303
    assert send("/next", count="10").status_code == 303
    assert states(store, room) == {"handed": "1-14", "printed": "15-30"}

    send("/next", count="24")
    none_left = send("/next", count="1")

    assert states(store, room) == {"handed": "1-30"}
    assert none_left.status_code == 409


@pytest.mark.parametrize("typed", ["", "forty", "7-3", "0", "1-31", "5 to 8"])
def test_numbers_that_name_no_slips_are_refused_and_kept(
    room: Room, send: Send, store: Session, typed: str
) -> None:
    answer = send("/handed", handed=typed)

    assert answer.status_code == 422
    assert f'value="{typed}"' in answer.text
    assert "field__error" in answer.text
    assert states(store, room) == {"printed": "1-30"}


def test_only_what_was_handed_out_comes_back(
    room: Room, send: Send, store: Session
) -> None:
    send("/handed", handed="1-5")

    refused = send("/returned", returned="4-6")
    taken = send("/returned", returned="4-5")

    assert refused.status_code == 409
    assert "not noted as handed out: 6" in refused.text
    assert taken.status_code == 303
    assert states(store, room)["returned"] == "4-5"


def test_a_slip_that_voted_is_not_unused(store: Session, client: FlaskClient) -> None:
    room, tokens = make_slip_room(store, slips=3)
    cast(store, room.vote, tokens[1], ["P1"])
    client.set_cookie(COOKIE, "en")
    sign_in(client, store, room.account)

    answer = client.post(
        f"/desk/{room.workshop.code}/slips/returned", data={"returned": "1-3"}
    )

    assert answer.status_code == 409
    assert "have voted, so they are not unused: 2" in answer.text


def test_a_slip_that_voted_is_made_void_after_a_warning(
    store: Session, client: FlaskClient
) -> None:
    room, tokens = make_slip_room(store, slips=3)
    cast(store, room.vote, tokens[1], ["P1"])
    client.set_cookie(COOKIE, "en")
    sign_in(client, store, room.account)
    there = f"/desk/{room.workshop.code}/slips/void"
    typed = {"voided": "2, 3", "reason": REASON}

    warned = client.post(there, data=typed)
    before = states(store, room)
    done = client.post(there, data={**typed, "sure": "1"})

    assert warned.status_code == 409
    assert "Slip 2, in vote 1" in warned.text
    assert "Slip 3" not in warned.text
    assert 'name="sure" value="1"' in warned.text
    assert before == {"handed": "1-3"}
    assert done.status_code == 303
    assert states(store, room) == {"handed": "1", "void": "2-3"}
    assert count_ballots(store, room.vote.id) == 1
    assert REASON in client.get(f"/desk/{room.workshop.code}/slips").text


def test_making_void_needs_a_reason(room: Room, send: Send, store: Session) -> None:
    answer = send("/void", voided="1")

    assert answer.status_code == 422
    assert states(store, room) == {"printed": "1-30"}


def test_a_reprint_is_a_void_slip_and_a_new_one(
    room: Room, send: Send, store: Session
) -> None:
    answer = send("/void", voided="7-8", reason=REASON, again="1")

    assert answer.mimetype == "application/pdf"
    assert len(codes_in(answer.data)) == 2
    assert states(store, room) == {"printed": "1-6, 9-32", "void": "7-8"}
    assert slip_number(store, room.workshop, 7).void_why == REASON


def test_what_was_noted_can_be_undone(room: Room, send: Send, store: Session) -> None:
    send("/handed", handed="1-10")
    send("/returned", returned="3")
    send("/void", voided="3-4", reason=REASON)
    seen = [states(store, room)]

    def undo_last() -> None:
        store.commit()  # what was read before is old
        act = latest_acts(store, room.workshop.id)[0]
        assert send(f"/acts/{act.id}/undoing").status_code == 303
        seen.append(states(store, room))

    for _ in range(3):
        undo_last()

    assert seen == [
        {"handed": "1-2, 5-10", "printed": "11-30", "void": "3-4"},
        {"handed": "1-2, 4-10", "printed": "11-30", "returned": "3"},
        {"handed": "1-10", "printed": "11-30"},
        {"printed": "1-30"},
    ]


def test_the_page_shows_how_many_are_where(
    room: Room, send: Send, client: FlaskClient
) -> None:
    send("/handed", handed="1-12")

    page = client.get(f"/desk/{room.workshop.code}/slips").text

    assert "30 voting slips" in page
    assert "13-30" in page
    assert "12 voting slips were handed out: numbers 1-12" in page


def test_no_code_is_stored_anywhere(
    room: Room, send: Send, store: Session, tmp_path: object
) -> None:
    tokens = codes_in(send(number="24").data)
    store.commit()

    assert len(tokens) == 24
    assert store.scalar(select(func.count()).select_from(Slip)) == 54
    held = b"".join(
        path.read_bytes()
        for path in sorted(tmp_path.rglob("*"))  # type: ignore[attr-defined]
        if path.is_file()
    )
    assert keys.credential(next(iter(tokens)), room.workshop.key).encode() in held
    for token in tokens:
        assert token.encode() not in held
        assert keys.in_groups(token).encode() not in held


def test_counts_agree_with_the_states(room: Room, send: Send, store: Session) -> None:
    send("/handed", handed="1-4")

    assert count_slips(store, room.workshop.id)[SlipState.HANDED] == 4
