"""Words of people in documents."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from facilitator.texts import in_language


@dataclass(frozen=True, slots=True)
class Text:
    """What somebody wrote.

    `value` is the original and `lang` its language (ISO 639, such as "zgh").
    `translations` hold the same text in other languages, by language.
    """

    value: str
    lang: str
    translations: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def among(cls, texts: Mapping[str, str], main: str) -> Self | None:
        """The text in `main`, or else another, with the others as its translations.

        `None` where nobody wrote it in any language.
        """
        first = in_language(texts, main)
        others = {
            lang: value
            for lang, value in texts.items()
            if lang != first.lang and value.strip()
        }
        return cls(first.value, first.lang, others) if first else None

    def spoken(self, language: str) -> Self:
        """The text in `language` if there is one, else the original."""
        value = self.translations.get(language)
        if language == self.lang or not value:
            return type(self)(self.value, self.lang)
        return type(self)(value, language)

    def in_language(self, language: str) -> str | None:
        """The words in `language`, or `None` where nobody wrote them."""
        if language == self.lang:
            return self.value
        return self.translations.get(language)
