"""Cut what a workshop holds into slides that the last row can read. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from facilitator.screen.rules import (
    BAR,
    BAR_LINE,
    BAR_ROOM,
    BARS,
    LINE,
    LINES,
    WHOLE,
    lines,
    paged,
    portions,
)
from facilitator.texts import Text
from facilitator.voting.results import Standing


@dataclass(frozen=True)
class Line:
    """A line of a slide; a `number` stands before it on the colour of an axis."""

    text: Text
    number: int | None = None
    colour: int | None = None
    is_strong: bool = False

    @property
    def cost(self) -> float:
        """How many lines of the screen it takes."""
        width = LINE if self.number is not None else WHOLE
        return lines(self.text.value, width)


@dataclass(frozen=True)
class AxisTexts:
    """An axis in the language of the projector."""

    number: int
    colour: int
    title: Text
    question: Text
    objectives: Sequence[Text] = ()

    @property
    def heading(self) -> Line:
        """Its number and title."""
        return Line(self.title, self.number, self.colour, is_strong=True)


@dataclass(frozen=True)
class Slide:
    """One picture. `axis` is the number of the axis it is about, if it is of one."""

    lines: Sequence[Line]
    axis: int | None = None


def overview(axes: Sequence[AxisTexts]) -> list[Slide]:
    """Return the axes by title, then each that says more on slides of its own."""
    titles = [axis.heading for axis in axes]
    return [
        *_slides(titles),
        *(slide for axis in axes for slide in _about(axis)),
    ]


def questions(axes: Sequence[AxisTexts]) -> list[Slide]:
    """Return what is asked under each axis, or else its title."""
    asked = [Line(a.question or a.title, a.number, a.colour) for a in axes]
    return _slides(asked, room=LINES - 1)  # the question to all stands above


def by_axis(
    axes: Sequence[AxisTexts], proposals: Mapping[int, Sequence[Line]]
) -> list[Slide]:
    """Return the proposals under their axes; an axis without any is left out.

    `proposals` are by the number of the axis. The axis' title comes first.
    """
    return [
        slide
        for axis in axes
        if proposals.get(axis.number)
        for slide in _slides(
            [axis.heading, *proposals[axis.number]], axis=axis.number
        )
    ]


def result_pages(standings: Sequence[Standing]) -> list[list[Standing]]:
    """Return the bars of a result in pages, the most votes first."""
    return paged(standings, _bar_cost, BAR_ROOM, BARS)


def statement(text: Text, room: int = LINES) -> list[Slide]:
    """Return a long text on as many slides as it needs."""
    pieces = portions(text.value, WHOLE, room)
    return [Slide([Line(Text(piece, text.lang))]) for piece in pieces]


def listed(texts: Sequence[Text]) -> list[Slide]:
    """Return numbered lines."""
    return _slides([Line(text, number) for number, text in enumerate(texts, 1)])


def _about(axis: AxisTexts) -> list[Slide]:
    """Return the slides of one axis: title, objectives, question."""
    more = [Line(text) for text in axis.objectives]
    if axis.question:
        more.append(Line(axis.question, is_strong=True))
    return _slides([axis.heading, *more], axis=axis.number) if more else []


def _slides(
    wanted: Sequence[Line], axis: int | None = None, room: int = LINES
) -> list[Slide]:
    return [Slide(page, axis) for page in paged(wanted, lambda one: one.cost, room)]


def _bar_cost(standing: Standing) -> float:
    return lines(standing.option.title, BAR_LINE) + BAR
