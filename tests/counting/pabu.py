"""The same counts by pabutools, with exact fractions and our total tie order."""

from collections.abc import Collection

from gmpy2 import mpq
from pabutools.election import (
    Additive_Cardinal_Sat,
    ApprovalBallot,
    ApprovalProfile,
    CardinalBallot,
    Cardinality_Sat,
    CardinalProfile,
    Cost_Sat,
    Instance,
    Project,
)
from pabutools.rules import (
    exhaustion_by_budget_increase,
    greedy_utilitarian_welfare,
    method_of_equal_shares,
)
from pabutools.tiebreaking import TieBreakingRule

from tests.counting.invented import Vote

SATS = {
    "cost": Cost_Sat,
    "points": Additive_Cardinal_Sat,
    "per-cost": Cardinality_Sat,
}


class Pabu:
    """One vote as pabutools knows it."""

    def __init__(self, vote: Vote, *, is_points: bool = False) -> None:
        self.vote = vote
        self._projects = {o: Project(o, cost) for o, cost in vote.costs.items()}
        votes = {o: sum(b.get(o, 0) for b in vote.ballots) for o in vote.costs}
        place = {option: number for number, option in enumerate(vote.order)}
        self._ties = TieBreakingRule(
            lambda _instance, _profile, p: (p.cost, -votes[p.name], place[p.name])
        )
        kinds = (
            (CardinalBallot, CardinalProfile)
            if is_points
            else (ApprovalBallot, ApprovalProfile)
        )
        self._ballot, self._profile = kinds
        self._is_points = is_points

    def _instance(self, kept: Collection[str]) -> Instance:
        projects = [self._projects[option] for option in kept]
        return Instance(projects, budget_limit=self.vote.budget)

    def _ballots(self, kept: Collection[str]) -> object:
        ballots = []
        for given in self.vote.ballots:
            named = {self._projects[o]: v for o, v in given.items() if o in kept}
            ballots.append(self._ballot(named if self._is_points else list(named)))
        return self._profile(ballots)

    def equal_shares(
        self, kept: Collection[str], *, sat: str = "cost", step: object = None
    ) -> list[str]:
        """Return what is bought; with `step`, by shares that grow by it."""
        instance, profile = self._instance(kept), self._ballots(kept)
        asked = {"sat_class": SATS[sat], "tie_breaking": self._ties}
        if step is None:
            found = method_of_equal_shares(instance, profile, **asked)
        else:
            found = exhaustion_by_budget_increase(
                instance,
                profile.as_multiprofile(),
                method_of_equal_shares,
                asked,
                budget_step=mpq(step) * len(self.vote.ballots),
                exhaustive_stop=False,
            )
        return [project.name for project in found]

    def greedy(
        self, kept: Collection[str], *, sat: str = "cost", bought: Collection[str] = ()
    ) -> list[str]:
        """Return what is taken greedily, after what is `bought` already."""
        found = greedy_utilitarian_welfare(
            self._instance(kept),
            self._ballots(kept),
            sat_class=SATS[sat],
            tie_breaking=self._ties,
            initial_budget_allocation=[self._projects[option] for option in bought],
        )
        return [project.name for project in found]
