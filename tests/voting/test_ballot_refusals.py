"""What no ballot can say is refused whole, in a sentence, and comes back."""

import re
from typing import Any

import pytest

from facilitator.voting.ballots import own_ballot
from facilitator.voting.rules import Method
from tests.voting.phones import FIELDS, IDS, Phone, ballot_in

every_method = pytest.mark.parametrize("phone", list(Method), indirect=True)

OVER = "A ballot has 10 points. Take some back and send again."
UNKNOWN = "One of the choices is not on this ballot. Load the page again."
MALFORMED = "This is not a ballot of this vote. Load the page again."
HALF = "Give each proposal that you rate both its impact and its feasibility."
REFUSED = [
    (Method.POINTS, {f"value-P{n}": "4" for n in (1, 2, 3)}, OVER),
    (
        Method.POINTS,
        {"value-P1": "6"},
        "At most 5 points may go to one proposal.",
    ),
    (Method.STARS, {"value-P1": "6"}, MALFORMED),
    (Method.STARS, {"value-P99": "1"}, UNKNOWN),
    (Method.TRIAGE, {"value-P1": "keep"}, MALFORMED),
    (Method.RANKING, {"value-P1": "7"}, MALFORMED),
    (Method.JUDGMENT, {"value-P1": "-1"}, MALFORMED),
    (Method.MATRIX, {"value-P1.impact": "3"}, HALF),
    (Method.MATRIX, {"value-P1": "3"}, UNKNOWN),
    (Method.CONSENT, {"answer": "maybe"}, MALFORMED),
    (
        Method.BUDGET,
        {"marks": IDS[:4]},
        "You may choose at most 3 proposals. Untick some and send again.",
    ),
]


@pytest.mark.parametrize(("phone", "data", "sentence"), REFUSED, indirect=["phone"])
def test_a_ballot_that_cannot_be_is_refused_in_a_sentence(
    phone: Phone, data: dict[str, Any], sentence: str
) -> None:
    status, html = phone.send(data)

    assert (status, phone.says()) == (422, None)
    assert sentence in html.split('id="ballot-errors"')[1].split("</div>")[0]


@pytest.mark.parametrize(
    ("phone", "data"),
    [
        (Method.POINTS, {f"value-P{n}": "4" for n in (1, 2, 3)}),
        (Method.MATRIX, {"value-P1.impact": "3", "value-P2.feasibility": "5"}),
        (Method.STARS, {"value-P1": "3", "value-P99": "1"}),
        (Method.TRIAGE, {"value-P1": "2", "value-P2": "junk"}),
        (Method.BUDGET, {"marks": IDS[:4]}),
    ],
    indirect=["phone"],
)
def test_a_refused_ballot_comes_back_as_it_was_filled_in(
    phone: Phone, data: dict[str, Any]
) -> None:
    _, html = phone.send(data)

    filled = phone.filled(ballot_in(html))
    known = {
        k: v if isinstance(v, list) else [v]
        for k, v in data.items()
        if k in FIELDS[phone.method] and v != "junk"
    }
    assert filled == known


@pytest.mark.parametrize("phone", [Method.MATRIX], indirect=True)
def test_what_is_half_rated_is_marked(phone: Phone) -> None:
    _, html = phone.send(
        {
            "value-P1.impact": "3",
            "value-P2.impact": "1",
            "value-P2.feasibility": "1",
        }
    )

    assert re.findall(r'aria-describedby="option-(P\d)-half"', html) == ["P1"]
    assert html.count("One of the two ratings is missing.") == 1


NASTY = ["", " ", "1e3", "٣٣٣٣", "\x00", "9" * 5000, "'; --", "\u202e1", "1.5"]


@every_method
def test_no_junk_breaks_a_ballot(phone: Phone) -> None:
    known = min(FIELDS[phone.method])
    for nasty in NASTY:
        for name in (known, "value-", f"value-{nasty}"):
            status, _ = phone.send({name: nasty})

            assert status == 422, (name, nasty)
    assert phone.says() is None


@pytest.mark.parametrize("phone", [Method.STARS], indirect=True)
def test_arabic_digits_are_digits(phone: Phone) -> None:
    assert phone.send({"value-P1": "٣"})[0] == 303
    assert phone.says() == {"P1": 3}


@pytest.mark.parametrize("phone", [Method.STARS], indirect=True)
def test_one_field_with_two_answers_is_no_ballot(phone: Phone) -> None:
    assert phone.send({"value-P1": ["1", "5"]})[0] == 422


@pytest.mark.parametrize("phone", [Method.CONSENT], indirect=True)
@pytest.mark.parametrize(
    ("answer", "kept"),
    [("reservations", "لا ميزانية"), ("no", "لا ميزانية"), ("yes", "")],
)
def test_a_reason_stands_by_reservations_or_a_no(
    phone: Phone, answer: str, kept: str
) -> None:
    phone.send({"answer": answer, "reason": " لا\nميزانية "})

    own = own_ballot(phone.store, phone.room.vote, phone.token)
    assert own is not None
    assert (own.content, own.reason) == (answer, kept)
    assert ("لا ميزانية" in phone.look()) == bool(kept)
    assert dict(phone.form("change").fields)["reason"] == kept


@pytest.mark.parametrize("phone", [Method.CONSENT], indirect=True)
def test_a_reason_too_long_comes_back_whole(phone: Phone) -> None:
    status, html = phone.send({"answer": "no", "reason": "ن" * 301})

    form = dict(ballot_in(html).fields)
    assert (status, phone.says()) == (422, None)
    assert (form["answer"], form["reason"]) == ("no", "ن" * 301)
    assert "This is 1 character too long." in html


@pytest.mark.parametrize("phone", [Method.CONSENT], indirect=True)
def test_a_proposal_to_adopt_is_shown_in_full(phone: Phone) -> None:
    html = phone.look()

    assert "<details" not in html.split('id="ballot"')[1].split("</form>")[0]
    assert html.count("التعريف بالخدمات الرقمية") == 2
