"""Counting participatory budgets from files."""

from collections.abc import Mapping

from facilitator.counting.allocation import Allocation, Completion, Purchase, Utility
from facilitator.counting.deadline import Deadline
from facilitator.counting.equal_shares import equal_shares
from facilitator.counting.greedy import Funded, greedy, per_cost
from facilitator.counting.outcome import Facts, Line, Outcome, amount, fraction
from facilitator.counting.pabulib import MARKS, Poll
from facilitator.counting.reading import BadFile, whole
from facilitator.counting.scores import of_values

ADD1 = "equal-shares/add1"
COMPLETIONS = {
    "equal-shares": Completion.ADD1_FILL,
    ADD1: Completion.ADD1,
    "equal-shares/fill": Completion.FILL,
    "equal-shares/none": Completion.NONE,
}
GREEDY = ("greedy", "greedy-no-skip", "greedy-threshold", "greedy-per-cost")
BUDGET_RULES = (*GREEDY, *COMPLETIONS)
ITS_OWN = {  # what a file calls its rule, and what we do
    "greedy": "greedy",
    "greedy-no-skip": "greedy-no-skip",
    "greedy-threshold": "greedy-threshold",
    "equalshares": "equal-shares/none",
    "equalshares-comparison": "equal-shares/none",
    "equalshares/add1": ADD1,
    "equalshares/add1-comparison": ADD1,
}


def rule_of(poll: Poll) -> str:
    """Return the rule that a .pb file says it was counted by.

    Raises:
        BadFile: it names none that can be counted.
    """
    named = poll.meta.get("rule", "")
    if named not in ITS_OWN:
        raise BadFile(
            f"The file's own rule is “{named}”, which cannot be counted here: "
            f"choose one with --rule ({', '.join(BUDGET_RULES)})."
        )
    return ITS_OWN[named]


def count_poll(
    poll: Poll, rule: str, *, threshold: int | None = None, deadline: Deadline
) -> Outcome:
    """Count a participatory budget; ties go to the lower cost, then as in the file.

    `threshold` is the least score that can win; None for the file's own, where most
    votes come first. Stickers are counted by equal shares with the cost as
    utility, points with the points; "equal-shares/add1" takes steps of one unit of
    the file's money, as the published counts did.

    Raises:
        CountTooLong: `deadline` is over.
        BadFile: the file's threshold is no number.
    """
    if threshold is None:
        own = poll.meta.get("min_project_score_threshold", "")
        is_asked = rule in GREEDY and own
        threshold = whole(own, "min_project_score_threshold", None) if is_asked else 0
    if rule in COMPLETIONS:
        return _by_shares(poll, rule, threshold, deadline)
    return _by_votes(poll, rule, threshold)


def _by_votes(poll: Poll, rule: str, threshold: int) -> Outcome:
    scores = of_values(poll.costs, poll.ballots)
    count = per_cost if rule == "greedy-per-cost" else greedy
    skip = rule != "greedy-no-skip"
    standing = scores | dict.fromkeys(poll.withdrawn, 0)
    found = count(
        poll.costs,
        poll.budget,
        standing,
        list(poll.costs),
        skip=skip,
        threshold=threshold,
    )
    won: dict[str, Facts] = {option: {} for option in found.winners}
    return _poll_outcome(poll, rule, scores, won, found, {"threshold": threshold})


def _by_shares(poll: Poll, rule: str, threshold: int, deadline: Deadline) -> Outcome:
    is_points = poll.meta.get("vote_type") not in MARKS
    found = equal_shares(
        poll.costs,
        poll.budget,
        poll.ballots,
        list(poll.costs),
        utility=Utility.POINTS if is_points else Utility.COST,
        step=poll.unit if rule == ADD1 else None,
        threshold=threshold,
        completion=COMPLETIONS[rule],
        deadline=deadline,
    )
    won = {one.option: _paid(one, found, poll.unit) for one in found.bought}
    facts: Facts = {
        "threshold": threshold,
        "utility": found.terms.utility.value,
        "completion": found.terms.completion.value,
        "share": fraction(found.share, poll.unit),
        "step": fraction(found.step, poll.unit),
    }
    return _poll_outcome(poll, rule, found.votes, won, found, facts)


def _paid(one: Purchase, found: Allocation, unit: int) -> Facts:
    """Return how an option was bought, `each` being the most that a ballot paid."""
    if one.price is None:
        return {"how": one.how.value}
    by_cost = found.terms.utility is Utility.COST
    each = one.price * (one.cost if by_cost else 1)
    return {
        "how": one.how.value,
        "payers": one.payers,
        "each": fraction(each, unit),
        "each_for": "a ballot" if by_cost else "a point",
    }


def _poll_outcome(
    poll: Poll,
    rule: str,
    scores: Mapping[str, int],
    won: Mapping[str, Facts],
    found: Allocation | Funded,
    facts: Facts,
) -> Outcome:
    named = {project.id: project.name for project in poll.projects}
    others = sorted(
        named.keys() - won.keys(), key=lambda o: (-scores[o], *_at(poll, o))
    )
    lines = tuple(
        Line(
            option,
            named[option],
            scores[option],
            option in won,
            {"cost": amount(poll.costs[option], poll.unit), **won.get(option, {})},
        )
        for option in (*won, *others)
    )
    money = {
        "budget": amount(poll.budget, poll.unit),
        "spent": amount(found.spent, poll.unit),
        "left": amount(found.left, poll.unit),
        "currency": poll.meta.get("currency", ""),
    }
    return Outcome(
        rule,
        len(poll.ballots),
        lines,
        {**money, **facts},
        found.drawn,
        published=poll.selected,
        notes=_notes(poll),
    )


def _notes(poll: Poll) -> tuple[str, ...]:
    """Return where the file holds something else than it says."""
    notes = []
    for key, what, number in (
        ("num_votes", "ballots", len(poll.ballots) + poll.blank),
        ("num_projects", "projects", len(poll.projects)),
    ):
        said = poll.meta.get(key, "")
        if said and said != str(number):
            notes.append(f"The file says {said} {what}, it holds {number}.")
    if poll.withdrawn:
        gone = ", ".join(sorted(poll.withdrawn))
        notes.append(f"Withdrawn, as the file says by its cost: {gone}.")
    if poll.extra:
        extra = ", ".join(sorted(poll.extra))
        notes.append(f"Funded outside the rule, as the file says: {extra}.")
    if poll.blank:
        notes.append(f"Blank ballots, which count for nothing: {poll.blank}.")
    if poll.repeated:
        notes.append(
            f"Ballots that name a project twice, counted once: {poll.repeated}."
        )
    return tuple(notes)


def _at(poll: Poll, option: str) -> tuple[int, str]:
    return poll.costs[option], option
