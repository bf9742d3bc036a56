"""The ballots of a closed vote as a .pb file, for other counting programs. Pure.

Source: VOTING, "Pabulib .pb", with its consequences for us.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Final

from facilitator.counting.pabulib import Project
from facilitator.counting.pabulib_writing import write_pb
from facilitator.voting.methods import Content
from facilitator.voting.rules import Method, Outcome
from facilitator.voting.spec import Spec

KINDS: Final = {
    Method.STICKERS: "approval",
    Method.BUDGET: "approval",
    Method.POINTS: "cumulative",
    Method.STARS: "scoring",
}
CENTIMES: Final = 100  # in a dirham


def has_pb(spec: Spec) -> bool:
    """Whether ballots of this method can be told in a .pb file."""
    return spec.method in KINDS


def pb_of(
    spec: Spec,
    contents: Sequence[Content],
    winners: Collection[str] | None,
    held: tuple[datetime, datetime],
) -> str:
    """Return a .pb file of ballots that stand in the order of their receipts.

    Without money every project costs 1 and the budget is how many win, or all.
    `winners` are None where nobody wins.
    `held` is from when to when people voted.
    """
    is_money = spec.method is Method.BUDGET
    seats = spec.terms.seats or len(spec.options)
    return write_pb(
        _meta(spec, held),
        [
            Project(
                option.id,
                (option.cost or 0) if is_money else 1,
                option.title,
                categories=(f"axis-{option.axis}",),
                selected=None if winners is None else int(option.id in winners),
            )
            for option in spec.options
        ],
        [_values(content) for content in contents],
        budget=(spec.terms.budget or 0) if is_money else seats,
        unit=CENTIMES if is_money else 1,
    )


def _meta(spec: Spec, held: tuple[datetime, datetime]) -> dict[str, str]:
    begin, end = (f"{moment:%d.%m.%Y}" for moment in held)
    is_greedy = spec.terms.outcome is Outcome.GREEDY
    meta = {
        "description": spec.question.get(spec.main_language) or "A workshop's vote",
        "country": "Morocco",
        "unit": f"Workshop {spec.workshop}",
        "instance": f"Vote {spec.number}",
        "vote_type": KINDS[spec.method],
        "rule": "greedy" if is_greedy else "unknown",  # ours have no name there
        "date_begin": begin,
        "date_end": end,
        "language": spec.main_language,
    }
    if spec.method is Method.BUDGET:
        meta["currency"] = "MAD"
    if spec.method is Method.POINTS:
        meta["max_sum_points"] = str(spec.most)
    if spec.method is Method.STARS:
        meta["default_score"] = "0"
    if KINDS[spec.method] == "approval" and not spec.terms.per_axis:
        meta["max_length"] = str(spec.most)
    return meta


def _values(content: Content) -> Mapping[str, int]:
    if isinstance(content, dict):
        return content
    return dict.fromkeys(content, 1) if isinstance(content, list) else {}
