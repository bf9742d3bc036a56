"""The words of an edition, whatever language its reader's pages are in."""

from functools import cache
from typing import Final

from babel.support import NullTranslations, Translations

from facilitator.paths import PACKAGE
from facilitator.reports.outcome import Language
from facilitator.reports.wording import Wording

FOLDER: Final = PACKAGE / "translations"


def wording_in(language: Language) -> Wording:
    """How an edition says things; in English where there is no catalogue."""
    return Wording(language, _catalogue(language))


@cache
def _catalogue(language: Language) -> NullTranslations:
    return Translations.load(FOLDER, [language])
