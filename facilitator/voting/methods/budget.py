"""Budget: stickers on projects with a cost, and an amount of money. Pure.

Source: VOTING, "Exact definitions", M.
"""

from collections.abc import Sequence
from dataclasses import replace

from facilitator.counting.deadline import Deadline
from facilitator.counting.equal_shares import equal_shares, usual_threshold
from facilitator.counting.greedy import Funded, greedy
from facilitator.counting.scores import of_marks
from facilitator.errors import N_
from facilitator.texts import Sentence
from facilitator.voting.methods.buying import purchase_facts
from facilitator.voting.methods.checking import checked_marks, proposed_marks
from facilitator.voting.methods.counting import Box, Counting, Shape
from facilitator.voting.methods.saying import drawn
from facilitator.voting.methods.shortlisting import LONGEST, margin
from facilitator.voting.methods.stickers import may_choose
from facilitator.voting.methods.tallying import tallies
from facilitator.voting.results import Count
from facilitator.voting.rules import Outcome
from facilitator.voting.spec import Option, Spec
from facilitator.voting.terms import Terms

_SHARES = N_(
    "Every ballot carries the same part of the money. A project is funded when "
    "those who chose it can pay its cost together."
)
_GREEDY = N_(
    "The projects chosen on the most ballots are funded first, "
    "as long as the money lasts; one that is too dear for the rest is passed over."
)
_CHEAPER = N_("A tie goes to the lower cost, then to more ballots.")


def _fill(terms: Terms, _options: Sequence[Option]) -> Terms:
    return replace(terms, outcome=terms.outcome or Outcome.SHARES, seats=None)


def _rule(spec: Spec) -> tuple[Sentence, ...]:
    is_greedy = spec.terms.outcome is Outcome.GREEDY
    return may_choose(spec), Sentence(_GREEDY if is_greedy else _SHARES)


def _tie_rule(spec: Spec) -> tuple[Sentence, ...]:
    return (Sentence(_CHEAPER), *drawn(spec))


def _count(spec: Spec, box: Box) -> Count:
    """Spend the money by the outcome that was fixed."""
    costs = {option.id: option.cost or 0 for option in spec.options}
    money = spec.terms.budget or 0
    scores = of_marks(costs, box.marks)
    plain = greedy(costs, money, scores, box.order)
    if spec.terms.outcome is Outcome.GREEDY:
        return Count(tallies(spec, scores, plain.winners), _greedy_facts(plain, box))
    ballots = [dict.fromkeys(marks, 1) for marks in box.marks]
    bought = equal_shares(
        costs,
        money,
        ballots,
        box.order,
        threshold=usual_threshold(len(ballots)),
        deadline=Deadline(LONGEST),
    )
    facts = {
        "outcome": str(Outcome.SHARES),
        **purchase_facts(bought, costs, ballots, box.order),
        "plain": list(plain.winners),
        "margin": margin(scores, bought),
    }
    return Count(tallies(spec, scores, bought.winners), facts)


def _greedy_facts(found: Funded, box: Box) -> dict[str, object]:
    won = set(found.winners)
    return {
        "outcome": str(Outcome.GREEDY),
        "winners": list(found.winners),
        "drawn": [list(group) for group in found.drawn],
        "spent": found.spent,
        "left": found.left,
        "represented": sum(not won.isdisjoint(marks) for marks in box.marks),
    }


COUNTING = Counting(
    shape=Shape.MARKS,
    outcomes=(Outcome.SHARES, Outcome.GREEDY),
    least=2,
    most=200,
    marks=proposed_marks,
    fill=_fill,
    rule=_rule,
    tie_rule=_tie_rule,
    check=checked_marks,
    count=_count,
)
