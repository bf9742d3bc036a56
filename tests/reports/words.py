"""The words of the documents, as the application has them."""

from gettext import NullTranslations

from babel.support import Translations

from tests.catalogues import PLURALS, TRANSLATIONS

English = NullTranslations
WORDS = {language: Translations.load(TRANSLATIONS, [language]) for language in PLURALS}
