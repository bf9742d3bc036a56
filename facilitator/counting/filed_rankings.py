"""Counting rankings from files; ties that must be broken go as in the file."""

from collections.abc import Callable, Mapping

from facilitator.counting.outcome import Line, Outcome
from facilitator.counting.preflib import Rankings
from facilitator.counting.rankings import borda, plurality, runoff
from facilitator.counting.schulze import schulze


def _by_paths(rankings: Rankings) -> Outcome:
    ballots = (places for places, number in rankings.ballots for _ in range(number))
    found = schulze(rankings.names, ballots, list(rankings.names))
    place = {o: n for n, group in enumerate(found.places, 1) for o in group}
    lines = tuple(
        Line(o, rankings.names[o], None, o in found.winners, {"place": place[o]})
        for o in found.single
    )
    return Outcome("schulze", rankings.voters, lines, {}, ())


def _by_borda(rankings: Rankings) -> Outcome:
    return _by_score(rankings, "borda", borda(list(rankings.names), rankings.ballots))


def _by_plurality(rankings: Rankings) -> Outcome:
    return _by_score(rankings, "plurality", plurality(rankings.names, rankings.ballots))


def _by_score(rankings: Rankings, rule: str, scores: Mapping[str, int]) -> Outcome:
    """Return who has the highest score; all who share it win."""
    most = max(scores.values())
    ordered = sorted(scores, key=lambda option: -scores[option])
    lines = tuple(
        Line(o, rankings.names[o], scores[o], scores[o] == most) for o in ordered
    )
    return Outcome(rule, rankings.voters, lines, {}, ())


def _by_runoff(rankings: Rankings) -> Outcome:
    found = runoff(rankings.names, rankings.ballots, list(rankings.names))
    out = {one.out: number for number, one in enumerate(found.rounds, 1)}
    ordered = sorted(rankings.names, key=lambda o: -out.get(o, len(out) + 1))
    ordered.sort(key=lambda option: option != found.winner)
    lines = tuple(
        Line(
            option,
            rankings.names[option],
            None,
            option == found.winner,
            {"out": out[option]} if option in out else {},
        )
        for option in ordered
    )
    rounds = {"rounds": len(found.rounds) + 1}
    return Outcome("irv", rankings.voters, lines, rounds, found.drawn)


COUNTS: dict[str, Callable[[Rankings], Outcome]] = {
    "schulze": _by_paths,
    "borda": _by_borda,
    "plurality": _by_plurality,
    "irv": _by_runoff,
}
