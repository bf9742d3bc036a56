"""The card at the end of a ballot: up to three coarse questions. Pure.

Answers are counted into totals at the close and erased; see `voting.turnout`.
Source: VOTING, "Group statistics".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from facilitator.errors import N_, NN_, RuleBroken
from facilitator.participants.categories import Category
from facilitator.voting.terms import GROUPS

NO_ANSWER: Final = "none"  # the value of an empty answer, in tables alone


@dataclass(frozen=True)
class Question:
    """A question of the card.

    `title` and `answers` (value to text) are msgids, as is `silence`: what stands
    on the card for no answer, and `unsaid`, what stands for it in tables.
    """

    title: str
    answers: Mapping[str, str]
    silence: str = N_("Prefer not to say")
    unsaid: str = N_("No answer")

    @property
    def values(self) -> tuple[str, ...]:
        """The rows of a table, no answer last."""
        return (*self.answers, NO_ANSWER)


QUESTIONS: Final[Mapping[str, Question]] = {
    "gender": Question(
        N_("Gender"),
        {"woman": N_("Woman"), "man": N_("Man")},
        N_("Other, or prefer not to say"),
        N_("Other or no answer"),
    ),
    "age": Question(
        N_("Age"),
        {
            "under-30": N_("Under 30"),
            "30-59": N_("30 to 59"),
            "60-over": N_("60 and over"),
        },
    ),
    "belonging": Question(
        N_("You are here as"),
        {
            "resident": N_("Resident"),
            "association": N_("Member of an association"),
            "staff": N_("Staff or official"),
        },
    ),
}
OF_THE_TOWN: Final = ("gender", "age")  # groups of which a census has figures
MERGED: Final[Mapping[str, str]] = {  # rows in which two bands stand together
    "under-60": N_("Under 60"),
    "30-over": N_("30 and over"),
}

BELONGS: Final[Mapping[str, str]] = {  # attendance by category, in the card's words
    Category.CITIZENS: "resident",
    Category.CIVIL_SOCIETY: "association",
    Category.PARTNER_ASSOCIATION: "association",
    Category.ELECTED: "staff",
    Category.COMMUNE: "staff",
    Category.STAFF: "staff",
    Category.CENTRAL_STATE: "staff",
    Category.TERRITORIAL_AUTHORITY: "staff",
    Category.OFFICIALS: "staff",
    Category.CONSULTATIVE_BODY: "staff",
}


class SharesMissing(RuleBroken):
    """Shares of a town for some of its groups only."""

    message = N_("Give the share of each group, or of none.")
    status = 422


class SharesNotWhole(RuleBroken):
    """Shares of a town that do not make up the town."""

    message = NN_(
        "Together these are %(num)d %%; they must be 100 %%.",
        "Together these are %(num)d %%; they must be 100 %%.",
    )
    status = 422


def field_name(group: str) -> str:
    """Return how the form's field for a group is called."""
    return f"group-{group}"


def asked(groups: Iterable[str]) -> dict[str, Question]:
    """Return the questions of a card, in the one order that cards have."""
    wanted = set(groups)
    return {name: QUESTIONS[name] for name in GROUPS if name in wanted}


def read_card(groups: Iterable[str], sent: Mapping[str, str]) -> dict[str, str]:
    """Return the answers among the fields of a form, by group.

    What was not asked, or is no answer of its question, is no answer: a card never
    holds up a ballot.
    """
    found = {name: sent.get(field_name(name), "") for name in asked(groups)}
    return {
        name: value for name, value in found.items() if value in QUESTIONS[name].answers
    }


def row_name(group: str, value: str) -> str:
    """Return the msgid that stands for a value in a table."""
    question = QUESTIONS[group]
    if value == NO_ANSWER:
        return question.unsaid
    return MERGED.get(value) or question.answers[value]


def people_present(
    attendance: Iterable[tuple[str, int | None]],
) -> dict[str, dict[str, int | None]]:
    """Return how many people of each group were there, from (category, number).

    Nothing where nobody is recorded, None where somebody was not counted. Of
    gender and age nothing is recorded.
    """
    there: dict[str, int | None] = {}
    for category, number in attendance:
        if value := BELONGS.get(category):
            before = there.get(value, 0)
            is_known = before is not None and number is not None
            there[value] = (before or 0) + (number or 0) if is_known else None
    return {"belonging": there}


def check_shares(shares: Mapping[str, int | None]) -> dict[str, int]:
    """Return the shares of a town by value, per cent; nothing when none is given.

    Raises:
        SharesMissing: only some are given.
        SharesNotWhole: they do not add up to 100.
    """
    given = {value: share for value, share in shares.items() if share is not None}
    if not given:
        return {}
    if len(given) < len(shares):
        raise SharesMissing()
    if sum(given.values()) != 100:  # noqa: PLR2004 -- per cent
        raise SharesNotWhole(num=sum(given.values()))
    return given
