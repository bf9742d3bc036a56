"""Bring the catalogues up to date with the sources: python tests/catalogues.py.

What is translated stays, what the sources no longer say goes, what is new stands
empty until somebody translates it. A second run changes nothing.
"""

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from babel.util import pathmatch

ROOT = Path(__file__).parent.parent
TRANSLATIONS = ROOT / "facilitator" / "translations"
FOLDERS = ("facilitator", "templates")
SOURCE = "en"
KEYWORDS = DEFAULT_KEYWORDS | {
    "NN_": (1, 2),
    "lazy_gettext": None,
    "lazy_ngettext": (1, 2),
    "lazy_pgettext": ((1, "c"), 2),
    "lazy_npgettext": ((1, "c"), 2, 3),
}
PLURALS = {
    "ar": (
        "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : "
        "n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"
    ),
    "fr": "nplurals=2; plural=(n > 1);",
    "en": "nplurals=2; plural=(n != 1);",
}

Key = tuple[str | None, tuple[str, ...]]


class Catalogue(Catalog):
    """A catalogue whose header says nothing that changes from run to run."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """What a reader of the file needs, without dates, names or versions."""
        return [
            ("Language", str(self.locale)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", PLURALS[str(self.locale)]),
        ]


def path_of(language: str, kind: str = "po") -> Path:
    """Return where the catalogue of `language` is kept: po to edit, mo to read."""
    return TRANSLATIONS / language / "LC_MESSAGES" / f"messages.{kind}"


def forms(said: str | Sequence[str] | None) -> tuple[str, ...]:
    """Return all the forms of a message or its translation; one without a count."""
    return (said or "",) if said is None or isinstance(said, str) else tuple(said)


def key(message: Message) -> Key:
    """Return what tells a message from every other; a plural is not its singular."""
    return message.context, forms(message.id)


def mappings() -> list[dict[str, str]]:
    """Return the kinds of source, as pyproject.toml lists them for Babel."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    listed: list[dict[str, str]] = settings["tool"]["babel"]["mappings"]
    return listed


def sources() -> Iterator[tuple[str, dict[str, str]]]:
    """Return every file with text for people, and how to read it."""
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            name = path.relative_to(ROOT).as_posix()
            for mapping in mappings():
                if pathmatch(mapping["pattern"], name):
                    yield name, mapping


def extracted() -> Catalogue:
    """Return what the sources say, in their order, with the files that say it."""
    template = Catalogue(locale=SOURCE, header_comment="", fuzzy=False)
    for name, mapping in sources():
        found = extract_from_file(
            mapping["method"],
            ROOT / name,
            keywords=KEYWORDS,
            comment_tags=("Translators:",),
            options=mapping,
            strip_comment_tags=True,
        )
        for _line, said, comments, context in found:
            template.add(
                said, locations=[(name, 0)], auto_comments=comments, context=context
            )
    return template


def known(language: str) -> dict[Key, Message]:
    """Return the messages that the catalogue of `language` has now."""
    path = path_of(language)
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return {key(message): message for message in read_po(file, locale=language)}


def brought_up_to_date(language: str, template: Catalogue) -> Catalogue:
    """Return the messages of `template` with what is translated so far."""
    before = known(language)
    catalogue = Catalogue(locale=language, header_comment="", fuzzy=False)
    for message in template:
        if not message.id:
            continue
        old = before.get(key(message))
        said = message.id if language == SOURCE else old.string if old else None
        catalogue.add(
            message.id,
            said or ("" if isinstance(message.id, str) else _no_forms(catalogue)),
            locations=message.locations,
            auto_comments=message.auto_comments,
            user_comments=old.user_comments if old else (),
            flags=message.flags,
            context=message.context,
        )
    return catalogue


def _no_forms(catalogue: Catalogue) -> tuple[str, ...]:
    return ("",) * catalogue.num_plurals


def write(language: str, catalogue: Catalogue) -> None:
    """Write both files of a catalogue."""
    path_of(language).parent.mkdir(parents=True, exist_ok=True)
    with path_of(language).open("wb") as file:
        write_po(file, catalogue, width=88, include_lineno=False)
    with path_of(language, "mo").open("wb") as file:
        write_mo(file, catalogue)


def untranslated(catalogue: Catalogue) -> int:
    """Return how many messages have no words yet, or not in every form."""
    return sum(not all(forms(message.string)) for message in catalogue if message.id)


def main() -> None:
    """Bring every catalogue up to date, and tell what is left to translate."""
    template = extracted()
    for language in PLURALS:
        catalogue = brought_up_to_date(language, template)
        write(language, catalogue)
        left = untranslated(catalogue)
        print(f"{language}: {len(catalogue)} messages, {left} to translate")


if __name__ == "__main__":
    main()
