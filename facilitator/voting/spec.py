"""What opening a vote fixes: question, options, limits and rule. Pure.

It is stored as JSON, word for word; the hash of its canonical form is published
at the opening.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import TypeVar

from facilitator.texts import Sentence, Text
from facilitator.voting.rules import Level, Method
from facilitator.voting.sealing import digest
from facilitator.voting.terms import Terms, read_terms

Named = TypeVar("Named", "Option", "AxisOnBallot")


@dataclass(frozen=True)
class Option:
    """A proposal as it stood when the vote opened, word for word.

    `id` names it on ballots; `number` is its permanent one, `axis` the number
    of its axis; `cost` is in centimes, None where it has none.
    """

    id: str
    number: int
    axis: int
    language: str
    title: str
    objectives: tuple[str, ...] = ()
    description: str = ""
    partners: str = ""
    cost: int | None = None

    @property
    def name(self) -> Text:
        """The title in its language."""
        return Text(self.title, self.language)

    def text(self, value: str) -> Text:
        """Return one of the proposal's further texts in its language."""
        return Text(value, self.language)

    @property
    def details(self) -> bool:
        """Whether it says more than its title and first objective."""
        return bool(self.objectives[1:] or self.description or self.partners)


@dataclass(frozen=True)
class AxisOnBallot:
    """An axis that has options; `title` by language."""

    number: int
    colour: int
    title: Mapping[str, str]

    @property
    def id(self) -> str:
        """Its name when orders are drawn."""
        return f"axis-{self.number}"


@dataclass(frozen=True)
class Spec:
    """All that opening fixes.

    `vote` is its key, `workshop` the code that people type: all of this is
    published, and the workshop's key must not be, from which seats' tokens derive.
    `tokens` are the valid voting codes at that moment; `previous` is the last
    hash that the workshop's votes published before, or empty. `most` is how many
    marks or points a ballot has, of each axis when the terms say so. `rule` and
    `tie_rule` are what the room reads.
    """

    vote: str
    workshop: str
    number: int
    method: Method
    level: Level
    question: Mapping[str, str]
    mandate: Mapping[str, str]
    languages: tuple[str, ...]
    main_language: str
    scope: int | None
    axes: tuple[AxisOnBallot, ...]
    options: tuple[Option, ...]
    most: int
    terms: Terms
    rule: tuple[Sentence, ...]
    tie_rule: tuple[Sentence, ...]
    tokens: int
    previous: str

    def option(self, option_id: str) -> Option:
        """Return the option that ballots name `option_id`."""
        return next(option for option in self.options if option.id == option_id)

    def axis(self, number: int) -> AxisOnBallot:
        """Return the axis with a number."""
        return next(axis for axis in self.axes if axis.number == number)

    def to_text(self) -> str:
        """Return it as the JSON text that is stored."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)


@lru_cache(maxsize=32)  # 500 phones ask for the same few votes
def read_spec(text: str) -> Spec:
    """Return what `Spec.to_text` wrote."""
    plain = json.loads(text)
    plain["method"] = Method(plain["method"])
    plain["level"] = Level(plain["level"])
    plain["axes"] = tuple(AxisOnBallot(**axis) for axis in plain["axes"])
    plain["options"] = tuple(
        Option(**{**option, "objectives": tuple(option["objectives"])})
        for option in plain["options"]
    )
    plain["languages"] = tuple(plain["languages"])
    plain["terms"] = read_terms(plain["terms"])
    for name in ("rule", "tie_rule"):
        plain[name] = tuple(Sentence(**sentence) for sentence in plain[name])
    return Spec(**plain)


def by_axis(spec: Spec, seed: str) -> list[tuple[AxisOnBallot, list[Option]]]:
    """Return the options under their axes, both in an order drawn from `seed`.

    The same seed gives the same order for good, on every machine. With the
    ballot's locator as seed, each ballot has its own.
    Source: UX requirement 45.
    """
    return [
        (axis, _drawn((o for o in spec.options if o.axis == axis.number), seed))
        for axis in _drawn(spec.axes, seed)
    ]


def _drawn(items: Iterable[Named], seed: str) -> list[Named]:
    return sorted(items, key=lambda item: digest("order", seed, item.id))
