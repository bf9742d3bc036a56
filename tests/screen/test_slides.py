"""What a workshop holds becomes slides with at most six lines."""

import pytest

from facilitator.screen.outcomes import bar_pages
from facilitator.screen.rules import BARS, LINES
from facilitator.screen.slides import (
    AxisTexts,
    Line,
    Slide,
    by_axis,
    listed,
    overview,
    questions,
    statement,
)
from facilitator.texts import Text
from facilitator.voting.results import Standing
from facilitator.voting.spec import AxisOnBallot, Option

LONG = (
    "Un développement économique innovant au service de la population locale, "
    "préservant les ressources et valorisant les atouts et potentialités de la ville"
)


def axis(number: int, title: str, *objectives: str, question: str = "") -> AxisTexts:
    return AxisTexts(
        number,
        number,
        Text(title, "fr"),
        Text(question, "fr"),
        [Text(text, "fr") for text in objectives],
    )


def shown(slides: list[Slide]) -> list[list[str]]:
    return [[line.text.value for line in slide.lines] for slide in slides]


def test_short_axes_share_a_slide() -> None:
    axes = [axis(n, f"Axe {n}") for n in (1, 2, 3, 4)]

    assert shown(overview(axes)) == [["Axe 1", "Axe 2", "Axe 3", "Axe 4"]]


def test_the_longest_axis_of_fez_is_shown_word_for_word() -> None:
    slides = overview([axis(1, LONG), axis(2, LONG)])

    assert shown(slides) == [[LONG], [LONG]]
    assert all(line.cost <= LINES for slide in slides for line in slide.lines)


def test_an_axis_that_says_more_has_its_own_slide() -> None:
    digital = axis(1, "Numérique", "Faire connaître", question="Comment ?")

    slides = overview([digital])

    assert shown(slides) == [["Numérique"], ["Faire connaître", "Comment ?"]]
    assert [slide.axis for slide in slides] == [None, digital]


def test_people_are_asked_the_question_or_else_the_axis() -> None:
    axes = [axis(1, "Culture", question="Quel musée ?"), axis(2, "Sport")]

    assert shown(questions(axes)) == [["Quel musée ?", "Sport"]]


def test_proposals_stand_under_their_axes() -> None:
    culture, sport = axis(1, "Culture"), axis(2, "Sport")
    lines = [Line(Text(f"Projet {n}", "fr"), n, 2) for n in range(1, 8)]

    slides = by_axis([culture, sport], {2: lines})

    assert shown(slides) == [[f"Projet {n}" for n in range(1, 7)], ["Projet 7"]]
    assert [slide.axis for slide in slides] == [sport, sport]


def test_a_long_axis_is_the_first_line_and_not_the_heading() -> None:
    long = axis(1, LONG)

    slides = by_axis([long], {1: [Line(Text("Projet", "fr"), 1, 1)]})

    assert not long.fits_heading
    assert shown(slides) == [[LONG, "Projet"]]


def test_next_steps_are_numbered() -> None:
    (slide,) = listed([Text("Rédiger", "fr"), Text("Adopter", "fr")])

    assert [line.number for line in slide.lines] == [1, 2]


def test_a_long_statement_goes_on_on_the_next_slide() -> None:
    text = Text(" ".join(["mot"] * 200), "fr")

    slides = statement(text, room=3)

    assert len(slides) > 1
    assert " ".join(line[0] for line in shown(slides)) == text.value


@pytest.mark.parametrize(
    ("title", "sizes"), [("Court", [6, 6, 1]), ("mot " * 15, [3, 3, 3, 3, 1])]
)
def test_results_come_six_bars_at_a_time_fewer_when_long(
    title: str, sizes: list[int]
) -> None:
    standings = [
        Standing(
            Option(f"P{n}", n, 1, "fr", title.strip()),
            AxisOnBallot(1, 1, {}),
            votes=20 - n,
            rank=n,
            tied=False,
            share=50,
        )
        for n in range(1, 14)
    ]

    pages = bar_pages(standings)

    assert [len(page) for page in pages] == sizes
    assert max(sizes) <= BARS
