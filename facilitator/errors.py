"""The errors that the domain raises. The web turns them into pages."""

from collections.abc import Callable
from typing import Any, ClassVar


def N_(message: str) -> str:  # noqa: N802 -- gettext's own name for it
    """Mark `message` for extraction by Babel; it is translated when shown."""
    return message


def NN_(singular: str, plural: str) -> tuple[str, str]:  # noqa: N802
    """Mark a message that depends on a number, given as ``num``."""
    return singular, plural


class RuleBroken(Exception):  # noqa: N818 -- reads as a fact, not as an accident
    """A request that the rules of the workshop refuse.

    Subclasses set `message` (marked by `N_` or `NN_`) and, where 409 is not
    right, `status`. Keyword arguments fill the message's placeholders; a
    message marked by `NN_` takes its form from ``num``.
    """

    message: ClassVar[str | tuple[str, str]]
    status: ClassVar[int] = 409

    def __init__(self, **params: Any) -> None:
        if isinstance(self.message, tuple) and "num" not in params:
            raise TypeError(f"{type(self).__name__} needs num to choose its form")
        self.params = params
        super().__init__(type(self).__name__, params)

    def sentence(
        self, gettext: Callable[..., str], ngettext: Callable[..., str]
    ) -> str:
        """Return the message in words, translated by Flask-Babel's functions."""
        if isinstance(self.message, tuple):
            singular, plural = self.message
            return ngettext(singular, plural, **self.params)
        return gettext(self.message, **self.params)

    def __str__(self) -> str:
        """Return the message in English, for logs and tests."""
        if isinstance(self.message, tuple):
            form = self.message[self.params["num"] != 1]
        else:
            form = self.message
        return form % self.params if self.params else form


class NotPossible(Exception):  # noqa: N818 -- reads as a fact
    """A command cannot do what it was asked; the message is one sentence for people."""


class NotFoundHere(RuleBroken):
    """The thing does not exist, or not in this workshop: never say which."""

    message = N_("There is nothing here.")
    status = 404
