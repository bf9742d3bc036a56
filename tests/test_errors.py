from gettext import NullTranslations
from typing import Any

import pytest

from facilitator.errors import N_, NN_, NotFoundHere, RuleBroken


class TooLate(RuleBroken):
    message = N_("The vote “%(title)s” is closed.")


class TooManyDots(RuleBroken):
    message = NN_("You have %(num)d dot left.", "You have %(num)d dots left.")


def gettext(message: str, **params: Any) -> str:
    return NullTranslations().gettext(message) % params


def ngettext(singular: str, plural: str, num: int, **params: Any) -> str:
    form = NullTranslations().ngettext(singular, plural, num)
    return form % {"num": num, **params}


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (NotFoundHere(), "There is nothing here."),
        (TooLate(title="Projects"), "The vote “Projects” is closed."),
        (TooManyDots(num=1), "You have 1 dot left."),
        (TooManyDots(num=3), "You have 3 dots left."),
    ],
)
def test_a_refusal_speaks_in_a_sentence(error: RuleBroken, sentence: str) -> None:
    assert error.sentence(gettext, ngettext) == sentence
    assert str(error) == sentence


def test_a_message_with_forms_needs_its_number() -> None:
    with pytest.raises(TypeError, match="needs num"):
        TooManyDots()
