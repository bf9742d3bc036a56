import re
from dataclasses import replace
from datetime import timedelta

from facilitator.paths import ROOT
from facilitator.reports.pdf import TEMPLATES
from facilitator.reports.pictures import PAGES, Pictures
from tests.reports.outcomes import fez
from tests.reports.words import WORDS


def test_the_same_facts_are_drawn_once() -> None:
    pictures = Pictures()
    outcome = fez("ar")
    later = replace(outcome, generated_at=outcome.generated_at + timedelta(hours=1))

    first = pictures.of(outcome, WORDS["ar"])

    assert len(first) == PAGES
    assert pictures.of(later, WORDS["ar"]) is first


def test_other_facts_are_drawn_anew() -> None:
    pictures = Pictures()

    assert pictures.of(fez("ar"), WORDS["ar"]) != pictures.of(fez("fr"), WORDS["fr"])


def test_axes_have_the_colours_of_the_projector() -> None:
    tokens = (ROOT / "static/css/tokens.css").read_text("utf-8")
    parts = (TEMPLATES / "parts.typ").read_text("utf-8")
    light = tokens.split("@media")[0]

    [colours] = re.findall(r"axis-colours = \((.*?)\)\.map", parts, re.DOTALL)

    assert re.findall("#[0-9a-f]{6}", colours) == re.findall(
        r"--axis-[1-8]: (#[0-9a-f]{6})", light
    )
