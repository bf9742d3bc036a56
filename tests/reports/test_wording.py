import re
from datetime import time

import pytest

from facilitator.reports import labels, pdf
from facilitator.reports.outcome import Language, PartialDate, PartOfDay, Workshop
from facilitator.reports.paper import paper
from facilitator.reports.wording import Wording
from tests.reports.invented import invented
from tests.reports.outcomes import MADE, arabic, fez, kenitra
from tests.reports.words import WORDS


def wording(language: Language) -> Wording:
    return Wording(language, WORDS[language])


@pytest.mark.parametrize(
    ("language", "iso", "said"),
    [
        ("ar", "2026-11-11", "الأربعاء 11 نونبر 2026"),
        ("ar", "2026-08", "غشت 2026"),
        ("fr", "2023-03-01", "mercredi 1er mars 2023"),
        ("fr", "2023-03-21", "mardi 21 mars 2023"),
        ("fr", "2023", "2023"),
        ("en", "2026-11-11", "Wednesday 11 November 2026"),
    ],
)
def test_a_day_is_said(language: Language, iso: str, said: str) -> None:
    assert wording(language).day(PartialDate.parse(iso)) == said


@pytest.mark.parametrize(
    ("num", "said"),
    [
        (0, "لا صوت"),
        (1, "صوت واحد"),
        (2, "صوتان"),
        (7, "7 أصوات"),
        (11, "11 صوتا"),
        (100, "100 صوت"),
        (1250, "1.250 صوتا"),
        (None, None),
    ],
)
def test_arabic_counts_in_six_ways(num: int | None, said: str | None) -> None:
    assert wording("ar").count(labels.VOTE_COUNT, num) == said


def test_numbers_are_grouped_as_the_language_does() -> None:
    assert wording("ar").number(1250000) == "1.250.000"
    assert wording("fr").number(1250000) == "1\u202f250\u202f000"
    assert wording("en").number(1250000) == "1,250,000"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ar", "الخميس 12 نونبر 2026، 15:42"),
        ("fr", "jeudi 12 novembre 2026, 15\u00a0h\u00a042"),
        ("en", "Thursday 12 November 2026, 15:42"),
    ],
)
def test_a_moment_is_said(language: Language, said: str) -> None:
    assert wording(language).moment(MADE) == said


def test_the_hours_say_as_much_as_is_known() -> None:
    nothing = Workshop(arabic("لقاء"), arabic("جماعة"))
    said = wording("fr")

    assert said.hours(nothing) is None
    assert said.when(nothing) is None
    assert (
        said.hours(
            Workshop(nothing.title, nothing.organiser, part_of_day=PartOfDay.EVENING)
        )
        == "le soir"
    )
    assert (
        said.hours(
            Workshop(
                nothing.title, nothing.organiser, starts=time(9), ends=time(12, 30)
            )
        )
        == "de 9\u00a0h\u00a000 à 12\u00a0h\u00a030"
    )


def test_an_unfinished_date_says_so() -> None:
    assert wording("ar").when(kenitra("ar").workshop) == (
        "الأربعاء (التاريخ الكامل غير مسجل)"
    )
    assert wording("ar").when(fez("ar").workshop) == "الاثنين 6 مارس 2023"


def test_what_nobody_counted_is_no_figure() -> None:
    printed = paper(fez("en"), wording("en"))

    assert printed["figures"] == [
        {"label": "People who joined with a phone", "value": None},
        {"label": "Axes", "value": "4"},
        {"label": "Proposals", "value": None},
        {"label": "Ballots", "value": None},
    ]


def test_a_translated_text_brings_its_original() -> None:
    printed = paper(kenitra("fr"), wording("fr"))

    assert printed["workshop"]["title"] == {  # type: ignore[index]
        "value": "Rencontre de concertation sur le programme d'ouverture de la "
        "commune de Kénitra",
        "lang": "fr",
        "dir": "ltr",
        "language": None,
        "original": {
            "value": "لقاء تشاوري مباشر حول برنامج انفتاح جماعة القنيطرة",
            "lang": "ar",
            "dir": "rtl",
        },
    }


def test_the_letterhead_has_the_names_that_there_are_in_official_order() -> None:
    letterheads = [
        paper(outcome, wording("ar"))["workshop"]["letterhead"]  # type: ignore[index]
        for outcome in (invented("ar"), kenitra("ar"))
    ]

    assert [[name["lang"] for name in names] for names in letterheads] == [
        ["ar", "zgh", "fr"],
        ["ar", "fr"],
    ]


def test_results_stand_by_rank_and_ties_are_named() -> None:
    [vote] = paper(invented("en"), wording("en"))["votes"]  # type: ignore[misc]

    assert [option["rank"] for option in vote["options"]][:4] == ["1", "1", "3", "3"]
    assert vote["ties"][:2] == [["1", "2"], ["3", "4", "5"]]
    assert vote["options"][0]["share"] == 1
    assert vote["options"][-1]["share"] == 0


def test_the_template_and_the_labels_agree() -> None:
    templates = pdf.TEMPLATES.glob("*.typ")
    asked = {
        key
        for file in templates
        for key in re.findall(r"\bui\.(\w+)", file.read_text())
    }
    figures = {"by_phone", "axes", "proposals", "ballots", "vote_figure"}

    assert asked | figures == set(labels.PAPER)
