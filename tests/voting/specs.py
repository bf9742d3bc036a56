"""What an opening fixed, made by hand: for tests of pure rules."""

from typing import Any

from facilitator.voting.rules import Level, Method, Outcome
from facilitator.voting.spec import AxisOnBallot, Option, Spec
from facilitator.voting.terms import Terms

TERMS = set(Terms.__dataclass_fields__)


def make_spec(**fields: Any) -> Spec:
    """Stickers over three options of an axis; every field open to the test."""
    terms = {name: fields.pop(name) for name in TERMS & fields.keys()}
    defaults: dict[str, Any] = {
        "vote": "v" * 32,
        "workshop": "w" * 32,
        "number": 1,
        "method": Method.STICKERS,
        "level": Level.OPEN,
        "question": {},
        "mandate": {},
        "languages": ("ar",),
        "main_language": "ar",
        "scope": None,
        "axes": (AxisOnBallot(1, 1, {}),),
        "options": tuple(Option(f"P{n}", n, 1, "ar", f"{n}") for n in (1, 2, 3)),
        "most": 5,
        "terms": Terms(**{"outcome": Outcome.ORDER, **terms}),
        "rule": (),
        "tie_rule": (),
        "tokens": 500,
        "previous": "",
    }
    return Spec(**{**defaults, **fields})
