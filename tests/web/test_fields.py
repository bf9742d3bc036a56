"""Form fields clean what people type, and say what is wrong."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict

from facilitator.web.date_fields import HourField, PartialDateField
from facilitator.web.fields import (
    Limit,
    LimitLines,
    LineField,
    LinesField,
    NumberField,
    ParagraphsField,
    Required,
)
from facilitator.web.texts_field import TextListsField, TextsField


class EveryKind(FlaskForm):
    name = LineField("Name", validators=[Required(), Limit(5)])
    story = ParagraphsField("Story")
    items = LinesField("Items", validators=[LimitLines(2, each=4)])
    number = NumberField("Number", least=1, most=20)
    hour = HourField("Hour")
    day = PartialDateField("Date")
    title = TextsField("Title", each=LineField(validators=[Limit(5)]))
    partners = TextListsField("Partners", validators=[LimitLines(3, each=9)])


@pytest.fixture
def request_context(app: Flask) -> Iterator[None]:
    with app.test_request_context(method="POST", headers={"Accept-Language": "en"}):
        yield


pytestmark = pytest.mark.usefixtures("request_context")


def filled(**typed: str) -> EveryKind:
    """The form as sent with `typed` and a good name; _ in a name stands for -."""
    answers = {key.replace("_", "-"): value for key, value in typed.items()}
    return EveryKind(MultiDict({"name": "Amal", **answers}))


def test_texts_are_clean() -> None:
    form = filled(name=" Am\u202eal ", story="a\n\n\n\nb", items="one\n\n two \n")

    assert form.validate()
    assert (form.name.data, form.story.data) == ("Amal", "a\n\nb")
    assert form.items.data == ["one", "two"]


def test_each_refusal_is_a_sentence() -> None:
    form = filled(
        name="Amal A.", items="one\ntwelve", number="21", hour="noon", day_day="6"
    )

    assert not form.validate()
    assert form.errors == {
        "name": ["This is 2 characters too long."],
        "items": ["Line 2 is 2 characters too long."],
        "number": ["Please type a number from 1 to 20."],
        "hour": ["Please type the hour like 9:30 or 14:00."],
        "day": ["Please choose the month as well."],
    }


def test_what_was_refused_is_shown_again() -> None:
    form = filled(
        number="٢١", hour="noon", day_day="31", day_month="2", day_year="٢٠٢٣"
    )
    form.validate()

    assert 'value="٢١"' in form.number()
    assert 'value="noon"' in form.hour()
    assert 'value="31"' in form.day.day()
    assert form.day.day.errors == ["That month has no such day."]


def test_an_empty_required_field_is_refused() -> None:
    form = filled(name=" ")

    assert not form.validate()
    assert form.errors == {"name": ["Please fill this in."]}


def test_numbers_are_read_in_arabic_digits() -> None:
    form = filled(number="١٢", hour="٩:٣٠", day_year="٢٠٢٣", day_month="3")

    assert form.validate()
    assert (form.number.data, form.hour.data) == (12, "09:30")
    assert form.day.data == "2023-03"


def test_long_text_is_never_cut_by_the_browser() -> None:
    assert "maxlength" not in EveryKind().name()


def test_a_language_that_was_not_sent_keeps_its_text() -> None:
    form = EveryKind(
        MultiDict({"name": "Amal", "title-ar": "محور", "title-fr": ""}),
        data={"title": {"fr": "Axe", "en": "Axis"}},
    )

    assert form.validate()
    assert form.title.data == {"ar": "محور", "en": "Axis"}


def test_a_text_can_be_required_in_one_language() -> None:
    form = filled(title_fr="Axe", title_en="An axis")
    form.title.require_in("ar")

    assert not form.validate()
    assert form.title.by_language["ar"].errors == ["Please fill this in."]
    assert form.title.by_language["en"].errors == ["This is 2 characters too long."]


def test_lines_at_the_same_place_are_translations() -> None:
    form = filled(partners_ar="جمعية\n\nشبكة", partners_fr="Assoc.\nClub\n\n")

    assert form.validate()
    assert form.partners.data == [
        {"ar": "جمعية", "fr": "Assoc."},
        {"fr": "Club"},
        {"ar": "شبكة"},
    ]


def test_lists_are_shown_with_their_gaps() -> None:
    kept = [{"ar": "جمعية", "fr": "Assoc."}, {"fr": "Club"}, {"ar": "شبكة"}]

    form = EveryKind(data={"partners": kept})

    assert form.partners.by_language["ar"].data == ["جمعية", "", "شبكة"]
    assert form.partners.by_language["fr"].data == ["Assoc.", "Club"]
