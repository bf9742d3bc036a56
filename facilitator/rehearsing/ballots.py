"""Fill in a ballot of any method, by nothing but what its form offers. Pure."""

import json
from collections import defaultdict
from collections.abc import Iterable
from random import Random

from facilitator.rehearsing.pages import Control, Form
from facilitator.rehearsing.words import REASONS

MARKS = "marks"
VALUE = "value-"
SOME = 3  # marks where the page names no limit
Fields = list[tuple[str, str]]


def filled(form: Form, dice: Random) -> Fields:
    """Return what a robot sends: never more than the page allows."""
    chosen = _marks(form, dice) + _radios(form, dice) + _lists(form, dice)
    reason = [
        (c.name, dice.choice(REASONS)) for c in form.controls if c.name == "reason"
    ]
    return form.hidden() + chosen + reason


def meaning(fields: Iterable[tuple[str, str]]) -> str:
    """Return what a ballot says, however it was sent or stored: canonical JSON."""
    marks, values, answer = [], {}, ""
    for name, value in fields:
        if name == "blank" and value:
            return said("blank")
        if name == MARKS:
            marks.append(value)
        elif name == "answer":
            answer = value
        elif name.startswith(VALUE) and value:
            values[name.removeprefix(VALUE)] = int(value)
    return said(answer or values or marks)


def said(content: object) -> str:
    """Return the content of a published ballot in the same words."""
    if isinstance(content, dict):
        kept = {key: value for key, value in content.items() if value}
        return json.dumps(kept, sort_keys=True) if kept else "[]"
    if isinstance(content, list):
        return json.dumps(sorted(content))
    return json.dumps(content)


def _marks(form: Form, dice: Random) -> Fields:
    groups: defaultdict[object, list[Control]] = defaultdict(list)
    for control in form.controls:
        if control.kind == "checkbox":
            groups[control.most].append(control)
    found: Fields = []
    for group, boxes in groups.items():
        most = group[1] if isinstance(group, tuple) else SOME
        take = min(len(boxes), dice.randint(1, max(1, most)))
        found += [(box.name, box.value) for box in dice.sample(boxes, take)]
    return found


def _radios(form: Form, dice: Random) -> Fields:
    """Answer each group or leave it; both sides of a proposal, or none."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for control in form.controls:
        if control.kind == "radio":
            groups[control.name].append(control.value)
    things: defaultdict[str, list[str]] = defaultdict(list)
    for name in groups:
        things[name.partition(".")[0]].append(name)
    found: Fields = []
    for number, names in enumerate(things.values()):
        leaves_out = number > 0 and dice.random() < 0.3  # noqa: PLR2004 -- often enough
        for name in names:
            known = [value for value in groups[name] if value]
            empty = "" in groups[name] and leaves_out
            found.append((name, "" if empty else dice.choice(known)))
    return found


def _lists(form: Form, dice: Random) -> Fields:
    lists = [control for control in form.controls if control.tag == "select"]
    values = [one for one in lists if one.name.startswith(VALUE)]
    others = [
        (one.name, dice.choice(one.options)) for one in lists if one not in values
    ]
    if any(one.most for one in values):
        return others + _shared_out(values, dice)
    return others + _ordered(values, dice)


def _shared_out(values: list[Control], dice: Random) -> Fields:
    """Share out points."""
    left = next(one.most[1] for one in values if one.most)
    found = {one.name: 0 for one in values}
    for one in dice.sample(values, len(values)):
        found[one.name] = dice.randint(0, min(left, len(one.options) - 1))
        left -= found[one.name]
    if not any(found.values()) and values:
        found[values[0].name] = 1
    return [(name, str(points)) for name, points in found.items()]


def _ordered(values: list[Control], dice: Random) -> Fields:
    """Give places to some, from the first on."""
    take = dice.randint(1, len(values)) if values else 0
    places = {one.name: place for place, one in enumerate(dice.sample(values, take), 1)}
    return [(one.name, str(places.get(one.name, ""))) for one in values]
