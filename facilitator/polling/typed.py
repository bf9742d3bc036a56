"""What is typed from a paper, as short as it goes: numbers. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from facilitator.errors import N_, RuleBroken
from facilitator.texts import Sentence, western
from facilitator.voting import answers
from facilitator.voting.methods import COUNTINGS, Content, Shape, matrix
from facilitator.voting.rules import BLANK, Method
from facilitator.voting.spec import Option, Spec

_BETWEEN: Final = re.compile(r"[\s,،;؛.+/-]+")
_NUMBER: Final = re.compile(r"[0-9]{1,6}")
_BLANK: Final = Sentence(N_("Blank ballot"))
_CHOSEN: Final = Sentence(N_("Chosen"))
_NOT_CHOSEN: Final = Sentence(N_("Not chosen"))
_NO_ANSWER: Final = Sentence(N_("No answer"))


class NotUnderstood(RuleBroken):
    """What was typed from a paper cannot be read."""

    status = 422


class NothingTyped(NotUnderstood):
    """Neither a number nor the button for a blank paper."""

    message = N_("Nothing is typed. For a blank paper, press “The paper is blank”.")


class BlankWithNumbers(NotUnderstood):
    """The button for a blank paper, beside numbers."""

    message = N_("There are numbers typed too. For a blank paper, delete them first.")


class NotNumbers(NotUnderstood):
    """It is no list of numbers of proposals."""

    message = N_("Write the numbers of the proposals like this: 3, 8, 12")


class NoSuchProposal(NotUnderstood):
    """No proposal on the ballot has this number."""

    message = N_("There is no proposal %(number)s on this ballot.")


class OffTheScale(NotUnderstood):
    """It is no answer of this kind of ballot."""

    message = N_(
        "Proposal %(number)s: write a whole number from %(least)s to %(most)s, "
        "or leave it empty."
    )


def scale_of(spec: Spec) -> tuple[int, int]:
    """Return the lowest and the highest number that answers an option.

    0 to 0 where options are marked, or one answer is given.
    """
    scales = {
        Method.POINTS: (0, answers.MOST_ON_ONE),
        Method.STARS: (0, answers.MOST_STARS),
        Method.TRIAGE: (0, len(answers.VERDICTS) - 1),
        Method.JUDGMENT: (0, len(answers.GRADES) - 1),
        Method.RANKING: (1, len(spec.options)),
        Method.MATRIX: (1, matrix.BEST),
    }
    return scales.get(spec.method, (0, 0))


def keys_of(spec: Spec) -> dict[str, Option]:
    """Return the option that each number answers, by the number's key on ballots."""
    if spec.method is Method.MATRIX:
        return {
            matrix.key(option.id, side): option
            for option in spec.options
            for side in answers.SIDES
        }
    return {option.id: option for option in spec.options}


def read_marks(typed: str, spec: Spec) -> list[str]:
    """Return the ids of the proposals whose numbers were typed, in that order.

    Raises:
        NotNumbers, NoSuchProposal: it cannot be understood.
    """
    ids = {str(option.number): option.id for option in spec.options}
    found = []
    for part in filter(None, _BETWEEN.split(western(typed))):
        if not _NUMBER.fullmatch(part):
            raise NotNumbers()
        number = str(int(part))
        if number not in ids:
            raise NoSuchProposal(number=number)
        found.append(ids[number])
    return found


def read_values(sent: Mapping[str, str], spec: Spec) -> dict[str, int]:
    """Return the numbers that were typed, by the keys of a ballot; empty ones left out.

    Raises:
        OffTheScale: one is no answer of this method.
    """
    least, most = scale_of(spec)
    found = {}
    for key, option in keys_of(spec).items():
        typed = western(sent.get(key, "")).strip()
        if not typed:
            continue
        if not _NUMBER.fullmatch(typed) or not least <= int(typed) <= most:
            raise OffTheScale(number=option.number, least=least, most=most)
        if int(typed) or spec.method not in (Method.POINTS, Method.STARS):
            found[key] = int(typed)
    return found


def typed_marks(content: Content, spec: Spec) -> str:
    """Return the marks of a ballot as people type them."""
    numbers = [option.number for option in spec.options if option.id in content]
    return ", ".join(map(str, numbers))


@dataclass(frozen=True)
class Line:
    """What two people typed of one option; None: of the whole ballot."""

    option: Option | None
    first: Sentence
    second: Sentence

    @property
    def differs(self) -> bool:
        """Whether one of them is mistaken."""
        return self.first != self.second


def compared(spec: Spec, first: Content, second: Content) -> Sequence[Line]:
    """Return line by line what two people typed from the same paper.

    Options of which neither says anything are left out.
    """
    if BLANK in (first, second) or COUNTINGS[spec.method].shape is Shape.ANSWER:
        return [Line(None, _whole(first), _whole(second))]
    lines = [
        Line(option, _said(spec, option, first), _said(spec, option, second))
        for option in spec.options
    ]
    silent = (_NOT_CHOSEN, _NO_ANSWER)
    return [one for one in lines if one.first not in silent or one.second not in silent]


def _whole(content: Content) -> Sentence:
    if content == BLANK:
        return _BLANK
    if isinstance(content, str):
        return Sentence(answers.CONSENT[content])
    return Sentence(N_("A ballot that is not blank"))


def _said(spec: Spec, option: Option, content: Content) -> Sentence:
    if isinstance(content, list):
        return _CHOSEN if option.id in content else _NOT_CHOSEN
    return answers.answer_to(spec.method, option.id, content) or _NO_ANSWER
