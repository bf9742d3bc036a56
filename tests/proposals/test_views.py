"""Writing and reading proposals through the pages."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.axes.models import Axis
from facilitator.keys import new_key
from facilitator.participants.access import Participant
from facilitator.proposals.models import Proposal
from facilitator.proposals.queries import mine
from facilitator.proposals.rules import State
from facilitator.workshops.queries import progress_of
from facilitator.workshops.rules import StepKind
from tests.factories import make_axis, make_open_workshop, make_proposal
from tests.people import enter

Room = tuple[Participant, Axis]


@pytest.fixture(autouse=True)
def english(client: FlaskClient) -> None:
    """The sentences that the tests know."""
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"


def a_room(
    client: FlaskClient,
    store: Session,
    kind: StepKind = StepKind.TABLES,
    **fields: object,
) -> Room:
    workshop = make_open_workshop(store, kind, code="482913", **fields)
    axis = make_axis(store, workshop, position=1)
    return enter(client, store, workshop), axis


def path(key: str) -> str:
    return f"/w/482913/proposals/own/{key}"


def filled(axis: Axis, **fields: str) -> dict[str, str]:
    return {
        "version": "0",
        "axis": str(axis.id),
        "title": "متحف رياضي",
        "objectives-0": "تعزيز الرياضة",
        **fields,
    }


def test_a_new_form_has_an_address_of_its_own(
    client: FlaskClient, store: Session
) -> None:
    a_room(client, store)

    answer = client.get("/w/482913/proposals/new")

    assert re.fullmatch(path("[0-9a-f]{32}"), answer.location)
    assert client.get(answer.location).status_code == 200
    assert store.scalars(select(Proposal)).all() == []


def test_a_proposal_is_sent_and_shown_with_its_number(
    client: FlaskClient, store: Session
) -> None:
    _, axis = a_room(client, store)

    answer = client.post(path(new_key()), data=filled(axis))

    assert (answer.status_code, answer.location) == (303, "/w/482913/")
    listing = client.get("/w/482913/proposals/").text
    assert "متحف رياضي" in listing
    assert "تعزيز الرياضة" in listing
    assert 'id="p1"' in listing


def test_a_script_is_told_where_the_answer_leads(
    client: FlaskClient, store: Session
) -> None:
    _, axis = a_room(client, store)

    answer = client.post(path(new_key()), data=filled(axis), headers={"X-Outbox": "1"})

    assert answer.status_code == 200
    assert answer.headers["X-Location"] == "/w/482913/"
    assert store.scalar(select(Proposal.number)) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "ا" * 141},
        {"axis": ""},
        {"axis": "999999"},
        {"axis": "x"},
        {"objectives-1": "ب" * 301},
        {"description": "د" * 2001},
        {"partners": "ش" * 301},
    ],
)
def test_what_does_not_fit_is_refused_with_all_that_was_typed(
    client: FlaskClient, store: Session, wrong: dict[str, str]
) -> None:
    participant, axis = a_room(client, store)
    make_axis(store, participant.workshop, position=2)  # a lone axis is chosen
    store.commit()
    form = filled(axis, description="في الملعب", partners="الجمعيات")
    form.update(wrong)

    answer = client.post(path(new_key()), data=form)

    assert answer.status_code == 422
    assert "field__error" in answer.text
    for name in ("title", "objectives-0", "description", "partners"):
        assert form[name] in answer.text
    assert mine(store, participant.workshop.id, participant.author) == []


def test_a_title_is_counted_as_people_count_it(
    client: FlaskClient, store: Session
) -> None:
    _, axis = a_room(client, store)

    for title in ("ا" * 140, "é" * 140, "ⴰ" * 140, "e\u0301" * 140):
        answer = client.post(path(new_key()), data=filled(axis, title=title))
        assert answer.status_code == 303


@pytest.mark.parametrize(
    "title",
    [
        "a\x00b",
        "\u202eabc\u2066",
        "👩🏽‍🔧" * 30,
        "<img src=x onerror=alert(1)>",
        "{{ 7 * 7 }}",
        "%(num)s %s",
        "كلمة" + "طويلة" * 27,
    ],
)
def test_hostile_words_are_text_everywhere(
    client: FlaskClient, store: Session, title: str
) -> None:
    _, axis = a_room(client, store)
    key = new_key()

    answer = client.post(
        path(key),
        data=filled(axis, title=title, partners=title, **{"objectives-3": title}),
    )

    assert answer.status_code == 303
    for page in ("/w/482913/", "/w/482913/proposals/", path(key)):
        html = client.get(page).text
        assert "<img" not in html
        assert "\x00" not in html
        assert "\u202e" not in html


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"objectives-999999999999999999999": "x"},
        {"version": "-1", "title": "t", "axis": "1e9"},
        {"version": "9" * 400, "title": "t", "language": "../../etc"},
        {"axis": "\x00", "title": "\x00"},
    ],
)
def test_hostile_forms_are_never_our_fault(
    client: FlaskClient, store: Session, form: dict[str, str]
) -> None:
    a_room(client, store)

    for address in (path(new_key()), path(new_key()) + "/draft", path("x" * 40)):
        assert client.post(address, data=form).status_code < 500


@pytest.mark.parametrize(
    "query", ["axis=1&page=2", "axis=x&page=-1", "axis=٣", "page=9"]
)
def test_hostile_addresses_are_never_our_fault(
    client: FlaskClient, store: Session, query: str
) -> None:
    a_room(client, store)

    assert client.get(f"/w/482913/proposals/?{query}").status_code == 200


def test_the_language_can_be_corrected(client: FlaskClient, store: Session) -> None:
    _, axis = a_room(client, store)

    client.post(path(new_key()), data=filled(axis, title="Amazigh", language="zgh"))

    assert store.scalar(select(Proposal.language)) == "zgh"
    assert 'lang="zgh"' in client.get("/w/482913/proposals/").text


def test_a_draft_is_kept_on_the_way_and_offered_again(
    client: FlaskClient, store: Session
) -> None:
    participant, axis = a_room(client, store)
    key = new_key()

    answer = client.post(
        path(key) + "/draft",
        data={"title": "مت", "axis": str(axis.id)},
        headers={"Accept": "application/json"},
    )

    assert answer.json == {"kept": True}
    (entry,) = mine(store, participant.workshop.id, participant.author)
    assert (entry.proposal.state, entry.proposal.title) == (State.DRAFT, "مت")
    assert path(key) in client.get("/w/482913/").text
    assert "مت</textarea>" in client.get(path(key)).text
    assert "مت" not in client.get("/w/482913/proposals/").text


def test_an_empty_form_leaves_no_draft(client: FlaskClient, store: Session) -> None:
    a_room(client, store)

    answer = client.post(
        path(new_key()) + "/draft", data={}, headers={"Accept": "application/json"}
    )

    assert answer.json == {"kept": False}
    assert store.scalars(select(Proposal)).all() == []


def test_a_draft_is_deleted_by_its_author(client: FlaskClient, store: Session) -> None:
    a_room(client, store)
    key = new_key()
    client.post(path(key) + "/draft", data={"title": "مت"})

    assert client.post(path(key) + "/discarding").status_code == 303
    assert client.post(path(key) + "/discarding").status_code == 404


def test_what_comes_after_the_step_closed_is_kept_as_a_draft(
    client: FlaskClient, store: Session
) -> None:
    participant, axis = a_room(client, store, StepKind.VOTE)

    answer = client.post(path(new_key()), data=filled(axis))

    assert answer.status_code == 303
    page = client.get(answer.location).text
    assert "kept as a draft" in page
    (entry,) = mine(store, participant.workshop.id, participant.author)
    assert (entry.proposal.state, entry.proposal.title) == (State.DRAFT, "متحف رياضي")


def test_a_change_that_comes_too_late_is_refused_with_the_text_kept(
    client: FlaskClient, store: Session
) -> None:
    participant, axis = a_room(client, store)
    key = new_key()
    client.post(path(key), data=filled(axis))
    progress = progress_of(store, participant.workshop.id)
    assert progress is not None
    progress.step.kind = StepKind.VOTE
    store.commit()

    answer = client.post(path(key), data=filled(axis, title="آخر", version="1"))

    assert answer.status_code == 422
    assert "آخر</textarea>" in answer.text
    assert "Proposing is closed now." in answer.text


def test_a_conflict_shows_both_texts_and_lets_the_author_decide(
    client: FlaskClient, store: Session
) -> None:
    _, axis = a_room(client, store)
    key = new_key()
    client.post(path(key), data=filled(axis))
    client.post(path(key), data=filled(axis, title="من هاتف آخر", version="1"))

    answer = client.post(path(key), data=filled(axis, title="من هنا", version="1"))

    assert answer.status_code == 409
    assert "من هاتف آخر" in answer.text
    assert "من هنا</textarea>" in answer.text
    assert 'name="version" type="hidden" value="2"' in answer.text
    client.post(path(key), data=filled(axis, title="من هنا", version="2"))
    assert store.scalar(select(Proposal.title)) == "من هنا"


def test_held_and_hidden_proposals_are_their_authors_alone(
    client: FlaskClient, store: Session
) -> None:
    participant, axis = a_room(client, store, StepKind.TABLES)
    own = {"author": participant.author}
    make_proposal(store, axis, title="محجوز", state=State.HELD, **own)
    make_proposal(
        store, axis, title="مخفي", state=State.HIDDEN, hidden_why="مكرر", **own
    )
    make_proposal(store, axis, title="لغيري", state=State.HIDDEN, author="b" * 64)
    store.commit()

    room = client.get("/w/482913/").text
    listing = client.get("/w/482913/proposals/").text

    assert "محجوز" in room
    assert "مخفي" in room
    assert "مكرر" in room
    assert "لغيري" not in room
    for title in ("محجوز", "مخفي", "لغيري"):
        assert title not in listing


def test_while_people_write_alone_they_do_not_read_each_other(
    client: FlaskClient, store: Session
) -> None:
    _, axis = a_room(client, store, StepKind.WRITING)
    make_proposal(store, axis, title="فكرة جاري")
    store.commit()

    for address in ("/w/482913/", "/w/482913/proposals/"):
        assert "فكرة جاري" not in client.get(address).text


def test_another_persons_draft_is_not_there(
    client: FlaskClient, store: Session
) -> None:
    _, axis = a_room(client, store, StepKind.VOTE)
    other = make_proposal(
        store, axis, author="b" * 64, key="f" * 32, title="سر", state=State.DRAFT
    )
    store.commit()

    answer = client.get(path(other.key), follow_redirects=True)

    assert "سر" not in answer.text
    assert client.post(path(other.key) + "/discarding").status_code == 404


def test_many_proposals_are_shown_axis_by_axis_and_page_by_page(
    client: FlaskClient, store: Session
) -> None:
    _, axis = a_room(client, store)
    for number in range(1, 51):
        make_proposal(store, axis, number=number)
    store.commit()

    first = client.get("/w/482913/proposals/").text
    second = client.get("/w/482913/proposals/?axis=1&page=2").text
    room = client.get("/w/482913/").text

    assert first.count('class="proposal ') == 40
    assert second.count('class="proposal ') == 10
    assert room.count('class="proposal ') == 0
    assert "/w/482913/proposals/?axis=1" in room


def test_who_has_no_seat_is_led_to_the_join_page(
    client: FlaskClient, store: Session
) -> None:
    _, axis = a_room(client, store)
    client.delete_cookie("seat_482913")

    assert client.get(path(new_key())).location == "/J/482913"
    assert client.post(path(new_key()), data=filled(axis)).location == "/J/482913"
    assert store.scalars(select(Proposal)).all() == []
