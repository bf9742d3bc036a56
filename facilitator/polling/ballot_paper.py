"""A blank ballot to print: black and white, A4 or A5, one for each person."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from facilitator import keys
from facilitator.errors import N_
from facilitator.texts import Text
from facilitator.typesetting.child import Refused, typeset
from facilitator.typesetting.job import pdf_job
from facilitator.typesetting.sanitise import for_pdf
from facilitator.voting import answers
from facilitator.voting.rules import Method
from facilitator.voting.spec import Option, Spec

TEMPLATE: Final = Path(__file__).parent / "typst" / "ballot.typ"
SIZES: Final = ("a4", "a5")
Say = Callable[[str], str]  # gettext in the ballot's language

# What stands over the boxes of each option; "" is a box without a word.
_STARS: Final = tuple(str(n) for n in range(1, answers.MOST_STARS + 1))
_HEADS: Final[dict[Method, tuple[str, ...]]] = {
    Method.POINTS: (N_("Points"),),
    Method.STARS: _STARS,
    Method.TRIAGE: answers.VERDICTS[::-1],
    Method.JUDGMENT: answers.GRADES[::-1],
    Method.RANKING: (N_("Place"),),
    Method.MATRIX: (N_("Impact"), N_("Feasibility")),
}
_WRITTEN: Final = (Method.POINTS, Method.RANKING, Method.MATRIX)


@dataclass(frozen=True)
class Wording:
    """What a ballot says, in its one language, but for what people wrote.

    `name` is what the document calls itself, `reason` asks for one in a consent
    check, `kept` says what becomes of the paper.
    """

    language: str
    title: Text
    question: Text
    how: Sequence[str]
    name: str
    number: str
    reason: str
    blank: str
    code: str
    kept: str


def print_ballot(spec: Spec, wording: Wording, say: Say, size: str) -> bytes:
    """Return the PDF of a blank ballot on a paper of `SIZES`.

    Raises:
        NotRendered: the document could not be made.
    """
    job = pdf_job(str(TEMPLATE), {"ballot": _data(spec, wording, say), "size": size})
    try:
        return typeset({**job, "standards": ["ua-1"]})[0]
    except Refused:
        return typeset(job)[0]


def _data(spec: Spec, wording: Wording, say: Say) -> str:
    is_consent = spec.method is Method.CONSENT
    heads = _HEADS.get(spec.method, ("",))
    data: dict[str, Any] = {
        "language": wording.language,
        "title": _said(wording.title),
        "question": _said(wording.question),
        "how": [for_pdf(sentence) for sentence in wording.how],
        "name": for_pdf(wording.name),
        "number": wording.number,
        "heads": [say(head) if head else "" for head in heads],
        "written": spec.method in _WRITTEN,
        "answers": [say(word) for word in answers.CONSENT.values()]
        if is_consent
        else [],
        "options": [_option(option) for option in spec.options],
        "reason": wording.reason,
        "blank": wording.blank,
        "code": wording.code,
        "letters": keys.TOKEN_LENGTH,
        "kept": wording.kept,
    }
    return json.dumps(data, ensure_ascii=False)


def _option(option: Option) -> dict[str, Any]:
    return {"number": str(option.number), "title": _said(option.name)}


def _said(text: Text) -> dict[str, str]:
    side = "rtl" if text.direction == "rtl" else "ltr"
    return {"value": for_pdf(text.value), "lang": text.lang, "dir": side}
