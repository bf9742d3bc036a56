"""The documents' words in each language, for the tests."""

from babel import Locale

from tests.reports.words_ar import ARABIC
from tests.reports.words_fr import FRENCH

_FORMS = {"ar": ("zero", "one", "two", "few", "many", "other"), "fr": ("one", "other")}


class Dictionary:
    """A catalogue that fails where a word is missing."""

    def __init__(
        self, language: str, entries: dict[str, str | tuple[str, ...]]
    ) -> None:
        self.entries = entries
        self.forms = _FORMS[language]
        self.plural = Locale.parse(language).plural_form

    def gettext(self, message: str) -> str:
        said = self.entries[message]
        assert isinstance(said, str)
        return said

    def ngettext(self, singular: str, _plural: str, num: int) -> str:
        form = self.plural(num)
        index = self.forms.index(form if form in self.forms else "other")
        return self.entries[singular][index]


class English:
    """The messages themselves."""

    def gettext(self, message: str) -> str:
        return message

    def ngettext(self, singular: str, plural: str, num: int) -> str:
        return singular if num == 1 else plural


WORDS = {
    "ar": Dictionary("ar", ARABIC),
    "fr": Dictionary("fr", FRENCH),
    "en": English(),
}
