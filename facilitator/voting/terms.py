"""What a vote decides, beyond what is asked: how many win, by which rule. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from facilitator.errors import N_, RuleBroken
from facilitator.voting.rules import Outcome

MOST_SEATS: Final = 200
LEAST_MAJORITY: Final = 50  # per cent; under half would adopt what most refuse
MAJORITY: Final = 80  # per cent of yes and reservations among yes, reservations, no
QUORUM: Final = 50  # per cent of the valid voting codes
GROUPS: Final = ("gender", "age", "belonging")  # what a ballot's card may ask


class TermsRefused(RuleBroken):
    """Terms by which no vote can be decided."""

    status = 422


class NoBudget(TermsRefused):
    """Nothing to share out."""

    message = N_("The amount of money must be more than 0.")


class NobodyWins(TermsRefused):
    """A list of no winners, or of more than a ballot can hold."""

    message = N_("Please let from 1 to %(most)s proposals win.")


class MajorityOutOfRange(TermsRefused):
    """A majority that is none."""

    message = N_("The majority must be from %(least)s to 100 per cent.")


class QuorumOutOfRange(TermsRefused):
    """More people than there are."""

    message = N_("The quorum must be from 0 to 100 per cent.")


class UnknownGroup(TermsRefused):
    """A question that the card does not have."""

    message = N_("The ballot’s card cannot ask this.")


class SeatsTwice(TermsRefused):
    """Two rules about the same seats."""

    message = N_(
        "Each axis has winners of its own already. "
        "Choose either that or at least one winner from each axis."
    )


class FairWithinAxes(TermsRefused):
    """A rule over all axes, and winners for each of them."""

    message = N_(
        "Winners for each axis apart are those with the most votes. "
        "The fair shortlist is over all axes together."
    )


@dataclass(frozen=True)
class Terms:
    """How a vote is decided. Opening fixes them all; before, None is "as proposed".

    `seats` is how many win; `hard` that a tie across the last seat is broken by
    lower cost and then the public order, else all who are tied win. `per_axis`
    gives marks and seats to each axis apart. `one_per_axis` keeps a seat for each
    axis. `dice` lets the room roll digits after the close that go into the public
    order. `budget` is in centimes. `majority` and `quorum` are per cent, for a
    consent check. `groups` are asked on the ballot's card, a subset of `GROUPS`.
    Source: VOTING, "Exact definitions".
    """

    outcome: Outcome | None = None
    seats: int | None = None
    hard: bool = False
    per_axis: bool = False
    one_per_axis: bool = False
    dice: bool = False
    budget: int | None = None
    majority: int = MAJORITY
    quorum: int = QUORUM
    groups: tuple[str, ...] = ()

    def plain(self) -> dict[str, Any]:
        """Return them as the plain values that the database keeps."""
        return asdict(self)


def read_terms(kept: Mapping[str, Any]) -> Terms:
    """Return what `Terms.plain` wrote; what is not there is as in `Terms()`."""
    given = dict(kept)
    if given.get("outcome") is not None:
        given["outcome"] = Outcome(given["outcome"])
    given["groups"] = tuple(given.get("groups", ()))
    return Terms(**given)


def check_terms(terms: Terms) -> None:
    """Refuse what is out of range or says two things at once.

    How many options there are is not asked: that is known at the opening.

    Raises:
        TermsRefused: a subclass that says why.
    """
    _check_ranges(terms)
    if terms.per_axis and terms.one_per_axis:
        raise SeatsTwice()
    if terms.per_axis and terms.outcome is Outcome.FAIR:
        raise FairWithinAxes()


def _check_ranges(terms: Terms) -> None:
    if terms.budget is not None and terms.budget <= 0:
        raise NoBudget()
    if terms.seats is not None and not 1 <= terms.seats <= MOST_SEATS:
        raise NobodyWins(most=MOST_SEATS)
    if not LEAST_MAJORITY <= terms.majority <= 100:  # noqa: PLR2004 -- per cent
        raise MajorityOutOfRange(least=LEAST_MAJORITY)
    if not 0 <= terms.quorum <= 100:  # noqa: PLR2004 -- per cent
        raise QuorumOutOfRange()
    if not set(terms.groups) <= set(GROUPS):
        raise UnknownGroup()
