"""Cut what a workshop holds into slides that the last row can read. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from facilitator.screen.rules import (
    HEADING,
    HEADING_LINES,
    LARGE,
    LARGE_LINES,
    LINE,
    LINES,
    WHOLE,
    lines,
    paged,
    portions,
)
from facilitator.texts import Text


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
        return self._lines(1)

    @property
    def cost_in_large(self) -> float:
        """How many it takes in large type."""
        return self._lines(LARGE)

    def _lines(self, part: float) -> float:
        width = LINE if self.number is not None else WHOLE
        return lines(self.text.value, int(part * width))


@dataclass(frozen=True)
class AxisTexts:
    """An axis in the language of the projector."""

    number: int
    colour: int
    title: Text
    question: Text
    objectives: Sequence[Text] = ()

    @property
    def line(self) -> Line:
        """Its number and title."""
        return Line(self.title, self.number, self.colour, is_strong=True)

    @property
    def heading_lines(self) -> int:
        """How many lines its title takes as a heading."""
        return lines(self.title.value, HEADING)

    @property
    def fits_heading(self) -> bool:
        """Whether its title can be the heading; else it is the first line."""
        return self.heading_lines <= HEADING_LINES


@dataclass(frozen=True)
class Slide:
    """One picture; `axis` is the one that it is about, if it is about one."""

    lines: Sequence[Line]
    axis: AxisTexts | None = None

    @property
    def is_large(self) -> bool:
        """Whether so little is on it that it can be larger."""
        return sum(line.cost_in_large for line in self.lines) <= LARGE_LINES


def overview(axes: Sequence[AxisTexts]) -> list[Slide]:
    """Return the axes by title, then each that says more on slides of its own."""
    return [
        *_slides([axis.line for axis in axes]),
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

    `proposals` are by the number of the axis.
    """
    return [
        slide
        for axis in axes
        if proposals.get(axis.number)
        for slide in _of_axis(axis, proposals[axis.number])
    ]


def statement(text: Text, room: int = int(LINES)) -> list[Slide]:
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
    return _of_axis(axis, more) if more else []


def _of_axis(axis: AxisTexts, wanted: Sequence[Line]) -> list[Slide]:
    if axis.fits_heading:
        room = LINES - 1.5 * (axis.heading_lines - 1)
        return _slides(wanted, axis, room)
    title = Line(axis.title, colour=axis.colour, is_strong=True)
    return _slides([title, *wanted], axis)


def _slides(
    wanted: Sequence[Line], axis: AxisTexts | None = None, room: float = LINES
) -> list[Slide]:
    return [Slide(page, axis) for page in paged(wanted, lambda one: one.cost, room)]
