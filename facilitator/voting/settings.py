"""All that may be said of a vote before it opens. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from facilitator.errors import N_, NN_
from facilitator.voting.methods import COUNTINGS
from facilitator.voting.rules import Level, Method, TooFewMarks
from facilitator.voting.terms import Terms, TermsRefused, check_terms, read_terms

MOST_MARKS: Final = 30
_BY_AXIS: Final = (Method.STICKERS,)  # methods that can give each axis its own marks


class OutcomeOfAnother(TermsRefused):
    """The method does not end in that."""

    message = N_("This way of voting cannot end in such a result.")


class NoAxesApart(TermsRefused):
    """Marks for each axis are a matter of stickers."""

    message = N_("Only stickers can be given out for each axis apart.")


class PickedTwice(TermsRefused):
    """Two answers to what is put to the vote."""

    message = N_("Choose either one axis or a list of proposals.")


class TooManyMarksEach(TermsRefused):
    """More than fit on a phone."""

    message = NN_(
        "A ballot can have at most %(num)d mark.",
        "A ballot can have at most %(num)d marks.",
    )


@dataclass(frozen=True)
class VoteSettings:
    """What is asked, how, about what, and how it is decided.

    An empty question is the method's usual one. `most` are marks or points on one
    ballot, None the number proposed at the opening. `axis_id` restricts the vote to
    one axis, `picked` to proposals with these numbers; both None is all of them.
    `follows` is the number of the vote of which this is a further round.
    """

    question: Mapping[str, str] = field(default_factory=dict)
    method: Method = Method.STICKERS
    level: Level = Level.OPEN
    most: int | None = None
    axis_id: int | None = None
    picked: tuple[int, ...] | None = None
    terms: Terms = field(default_factory=Terms)
    follows: int | None = None

    def plain(self) -> dict[str, Any]:
        """Return them as plain values, for the details of an act."""
        return asdict(self)


def read_settings(kept: Mapping[str, Any]) -> VoteSettings:
    """Return what `VoteSettings.plain` wrote, also from before it had all fields."""
    given = dict(kept)
    given["method"] = Method(given.get("method", Method.STICKERS))
    given["level"] = Level(given.get("level", Level.OPEN))
    given["terms"] = read_terms(given.get("terms") or {})
    picked = given.get("picked")
    given["picked"] = None if picked is None else tuple(picked)
    return VoteSettings(**given)


def check_settings(settings: VoteSettings) -> None:
    """Refuse settings with which a vote could never open.

    Raises:
        TooFewMarks, TooManyMarksEach: what a ballot has room for.
        TermsRefused: a subclass that says what is out of range or contradictory.
    """
    if settings.most is not None and settings.most < 1:
        raise TooFewMarks()
    if settings.most is not None and settings.most > MOST_MARKS:
        raise TooManyMarksEach(num=MOST_MARKS)
    if settings.axis_id is not None and settings.picked is not None:
        raise PickedTwice()
    terms = settings.terms
    if terms.per_axis and settings.method not in _BY_AXIS:
        raise NoAxesApart()
    if terms.outcome and terms.outcome not in COUNTINGS[settings.method].outcomes:
        raise OutcomeOfAnother()
    check_terms(terms)
