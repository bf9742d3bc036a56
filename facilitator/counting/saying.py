"""An outcome in words, and for programs."""

import json
from dataclasses import asdict

from facilitator.counting.outcome import Line, Outcome, rounded

_FACTS = {
    "budget": "Budget",
    "spent": "Spent",
    "left": "Left",
    "currency": "Currency",
    "threshold": "Least score that can win",
    "utility": "Utility",
    "completion": "Completion",
    "share": "Share of each ballot in the last run",
    "step": "Step between runs",
    "rounds": "Rounds",
}
_FRACTIONS = ("share", "step")
_HOW = {
    "all": "money for all",
    "reserved": "reservation",
    "shares": "shares",
    "filled": "most votes, from what was left",
}


def as_json(outcome: Outcome) -> str:
    """Return an outcome as JSON, its winners and how they compare with the file's."""
    facts = asdict(outcome)
    facts["winners"] = list(outcome.winners)
    facts["published"] = (
        None if outcome.published is None else sorted(outcome.published)
    )
    facts["same"] = is_same(outcome)
    return json.dumps(facts, ensure_ascii=False, indent=2)


def as_text(name: str, outcome: Outcome) -> str:
    """Return an outcome in words, line by line; `name` is the file's."""
    number = len(outcome.lines)
    won = [line for line in outcome.lines if line.won]
    lost = [line for line in outcome.lines if not line.won]
    return "\n".join(
        [
            f"{_clean(name)}: {outcome.voters} ballots, {number} options.",
            f"Rule: {outcome.rule}.",
            *_facts(outcome),
            *outcome.notes,
            "",
            f"Winners: {len(won)}",
            *(f"{place:4}. {_said(line)}" for place, line in enumerate(won, 1)),
            "",
            f"Not chosen: {len(lost)}",
            *(f"   -  {_said(line)}" for line in lost),
            "",
            *_ties(outcome),
            *_comparison(outcome),
        ]
    ).rstrip()


def is_same(outcome: Outcome) -> bool | None:
    """Return whether the file names the same winners, None when it names none."""
    if outcome.published is None:
        return None
    return outcome.published == set(outcome.winners)


def _facts(outcome: Outcome) -> list[str]:
    return [
        f"{_FACTS[key]}: {_fact(key, str(fact))}"
        for key, fact in outcome.facts.items()
        if fact
    ]


def _fact(key: str, fact: str) -> str:
    return rounded(fact) if key in _FRACTIONS else _clean(fact)


def _said(line: Line) -> str:
    facts = dict(line.facts)
    said = [] if line.score is None else [f"score {line.score}"]
    said += [f"{key} {facts[key]}" for key in ("cost", "place") if key in facts]
    if "out" in facts:
        said.append(f"out in round {facts['out']}")
    if "how" in facts:
        said.append(f"bought by {_HOW[str(facts['how'])]}")
    if "each" in facts:
        most = rounded(str(facts["each"]))
        said.append(f"{facts['payers']} paid, at most {most} for {facts['each_for']}")
    name = f"{_clean(line.id)} {_clean(line.name)}".rstrip()
    return f"{name} ({', '.join(said)})" if said else name


def _ties(outcome: Outcome) -> list[str]:
    if not outcome.drawn:
        return ["No tie was decided by the order of the file."]
    return [
        f"Tied, decided by the order of the file: {_listed(tie)}."
        for tie in outcome.drawn
    ]


def _comparison(outcome: Outcome) -> list[str]:
    if outcome.published is None:
        return ["The file does not say who won."]
    ours = set(outcome.winners)
    if ours == outcome.published:
        return ["The same winners as the file says."]
    found = ["Not the winners that the file names."]
    if only := sorted(ours - outcome.published):
        found.append(f"Only here: {_listed(only)}.")
    if only := sorted(outcome.published - ours):
        found.append(f"Only in the file: {_listed(only)}.")
    return found


def _listed(options: tuple[str, ...] | list[str]) -> str:
    return ", ".join(_clean(option) for option in options)


def _clean(text: str) -> str:
    """Return `text` on one line, without what a terminal might obey."""
    line = " ".join(text.split())
    return "".join(c if c.isprintable() else "�" for c in line)
