"""Do the ballots agree with the paper? Pure.

A mismatch accuses nobody: it says what does not add up, before the results are
shown, and stays in the report.
Source: issue 3, point 4; VOTING, "What it does not protect against", 2.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from facilitator.errors import N_
from facilitator.texts import Sentence
from facilitator.voting.rules import Channel, Level

NAME_LIMIT = 80  # characters
NOTE_LIMIT = 500  # characters
CHANNEL_NAMES: dict[Channel, str] = {
    Channel.PHONE: N_("Ballots by phone"),
    Channel.TABLET: N_("Ballots on a tablet passed round"),
    Channel.PAPER: N_("Ballots on paper, typed twice"),
}


@dataclass(frozen=True)
class Checked:
    """What was counted on paper after the close, and in whose presence.

    `left` are slips that were never handed out, `returned` those that were and came
    back unused.
    """

    left: int
    returned: int
    witnesses: tuple[str, ...] = ()
    note: str = ""

    def plain(self) -> dict[str, Any]:
        """Return it as the plain values that the database keeps."""
        return {**asdict(self), "witnesses": list(self.witnesses)}


def read_checked(kept: Mapping[str, Any]) -> Checked:
    """Return what `Checked.plain` wrote."""
    return Checked(**{**kept, "witnesses": tuple(kept["witnesses"])})


@dataclass(frozen=True)
class Figures:
    """What is known of a closed vote, all as it was at its close.

    `registered` are the people on the list of attendance, None where nobody counted
    them; `present` those in by phone. `slips` are as `voting.queries.slips_of`
    returns them; `channels` are ballots by how they came in.
    """

    level: Level
    registered: int | None
    present: int
    ballots: int
    channels: Mapping[str, int]
    slips: Mapping[str, int]
    papers: int = 0

    def slip(self, name: str) -> int:
        """Return one of the numbers of slips; 0 when it was not kept."""
        return self.slips.get(name, 0)

    @property
    def given(self) -> int:
        """Slips noted as handed out, those that came back among them."""
        return self.slip("handed") + self.slip("returned")

    @property
    def made(self) -> int:
        """Every slip that was printed."""
        return self.given + self.slip("printed") + self.slip("void")


@dataclass(frozen=True)
class Line:
    """A number with its name; None is "not recorded"."""

    name: Sentence
    number: int | None


@dataclass(frozen=True)
class Reconciliation:
    """Everything that was counted, and what of it does not agree."""

    lines: tuple[Line, ...]
    mismatches: tuple[Sentence, ...]
    checked: Checked | None = None
    takes_slips: bool = True

    @property
    def agrees(self) -> bool:
        """Whether nothing is wrong."""
        return not self.mismatches


def reconcile(figures: Figures, checked: Checked | None = None) -> Reconciliation:
    """Return the numbers side by side, and a sentence for each mismatch.

    Without `checked` the paper has not been counted yet, and is not asked about.
    """
    takes_slips = figures.level is not Level.OPEN
    lines = [*_people(figures), *(_slips(figures) if takes_slips else ())]
    lines += _ballots(figures)
    found = list(_by_slips(figures) if takes_slips else _by_seats(figures))
    if checked and takes_slips:
        lines += _paper(checked)
        found += _by_paper(figures, checked)
    return Reconciliation(tuple(lines), tuple(found), checked, takes_slips)


def _people(figures: Figures) -> Iterator[Line]:
    yield Line(Sentence(N_("People registered")), figures.registered)
    yield Line(Sentence(N_("People in by phone")), figures.present)


def _slips(figures: Figures) -> Iterator[Line]:
    yield Line(Sentence(N_("Slips made")), figures.made)
    yield Line(Sentence(N_("Slips handed out")), figures.given)
    yield Line(
        Sentence(N_("Slips noted as come back unused")), figures.slip("returned")
    )
    yield Line(Sentence(N_("Slips not handed out")), figures.slip("printed"))
    yield Line(Sentence(N_("Slips made void")), figures.slip("void"))
    yield Line(Sentence(N_("Slips that voted")), figures.slip("used"))


def _ballots(figures: Figures) -> Iterator[Line]:
    for channel, name in CHANNEL_NAMES.items():
        yield Line(Sentence(name), figures.channels.get(channel, 0))
    yield Line(Sentence(N_("Ballots in all")), figures.ballots)


def _paper(checked: Checked) -> Iterator[Line]:
    left, back = checked.left, checked.returned
    yield Line(Sentence(N_("Counted by hand: slips never handed out")), left)
    yield Line(Sentence(N_("Counted by hand: slips given back unused")), back)


def _by_seats(figures: Figures) -> Iterator[Sentence]:
    if figures.ballots > figures.present:
        message = N_(
            "There are more ballots (%(ballots)s) than people in (%(people)s)."
        )
        yield _sentence(message, ballots=figures.ballots, people=figures.present)


def _by_slips(figures: Figures) -> Iterator[Sentence]:
    """Return what does not agree in what the server knows."""
    used = figures.slip("used")
    if used != figures.ballots:
        message = N_("Slips that voted: %(used)s. Ballots: %(ballots)s. They differ.")
        yield _sentence(message, used=used, ballots=figures.ballots)
    if used > figures.given:
        message = N_("More slips voted (%(used)s) than were handed out (%(given)s).")
        yield _sentence(message, used=used, given=figures.given)
    for name, message in (
        (
            "used_printed",
            N_("Slips that voted but are not noted as handed out: %(num)s"),
        ),
        ("used_returned", N_("Slips that voted but are noted as unused: %(num)s")),
        (
            "used_void",
            N_("Slips that voted and were made void, whose ballots stay: %(num)s"),
        ),
    ):
        if number := figures.slip(name):
            yield _sentence(message, num=number)
    if figures.papers:
        message = N_(
            "Papers that only one person typed, and that do not count: %(num)s"
        )
        yield _sentence(message, num=figures.papers)
    if figures.registered is not None and figures.given > figures.registered:
        message = N_(
            "More slips were handed out (%(given)s) than people are registered "
            "(%(people)s)."
        )
        yield _sentence(message, given=figures.given, people=figures.registered)


def _by_paper(figures: Figures, checked: Checked) -> Iterator[Sentence]:
    """Return what does not agree between the server and the paper."""
    expected = figures.slip("printed")
    if checked.left != expected:
        message = N_(
            "Slips never handed out: %(expected)s by the list, %(found)s on paper."
        )
        yield _sentence(message, expected=expected, found=checked.left)
    used = figures.slip("used") - figures.slip("used_void")
    missing = figures.given - used - checked.returned
    if missing > 0:
        message = N_("Slips handed out that neither voted nor came back: %(num)s")
        yield _sentence(message, num=missing)
    if missing < 0:
        message = N_("Slips that voted or came back, beyond those handed out: %(num)s")
        yield _sentence(message, num=-missing)


def _sentence(message: str, **values: int) -> Sentence:
    return Sentence(message, values={name: str(n) for name, n in values.items()})
