import io
import json
import unicodedata

import pytest
from pypdf import PdfReader

from facilitator.reports.outcome import Language, Outcome, Text
from facilitator.reports.pdf import previews, render_pdf
from facilitator.reports.tables import outcome_json
from facilitator.typesetting import child
from facilitator.typesetting.child import NotRendered
from tests.reports.hostile import hostile
from tests.reports.invented import invented
from tests.reports.outcomes import fez, kenitra
from tests.reports.words import WORDS


def made(outcome: Outcome) -> PdfReader:
    """The PDF of an outcome that must meet its standards."""
    rendered = render_pdf(outcome, WORDS[outcome.language])
    assert rendered.conformant
    return PdfReader(io.BytesIO(rendered.pdf))


def text_of(reader: PdfReader) -> str:
    """The text of all pages, blanks evened out."""
    pages = (page.extract_text() for page in reader.pages)
    text = " ".join(" ".join(pages).split())
    return unicodedata.normalize("NFKC", text)


def letters(text: str) -> list[str]:
    """The letters without their order: readers reverse Arabic ligatures."""
    text = unicodedata.normalize("NFKC", text)
    return sorted(character for character in text if character.isalpha())


@pytest.mark.parametrize(
    ("language", "tag", "direction"),
    [("ar", "ar-MA", "/R2L"), ("fr", "fr-MA", "/L2R"), ("en", "en-MA", "/L2R")],
)
def test_a_report_is_accessible_and_archivable(
    language: Language, tag: str, direction: str
) -> None:
    root = made(kenitra(language)).trailer["/Root"]

    metadata = root["/Metadata"].get_data().decode()

    assert root["/Lang"] == tag
    assert root["/ViewerPreferences"]["/Direction"] == direction
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/K"]
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "<pdfaid:part>3</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata


def test_a_report_names_itself() -> None:
    reader = made(kenitra("ar"))

    assert reader.metadata is not None
    assert reader.metadata.title == (
        "لقاء تشاوري مباشر حول برنامج انفتاح جماعة القنيطرة – جماعة القنيطرة"
    )
    assert reader.metadata.author == "جماعة القنيطرة"


def test_a_report_carries_its_data() -> None:
    outcome = kenitra("ar")

    attached = made(outcome).attachments

    assert attached == {"outcome.json": [outcome_json(outcome)]}


def test_the_projects_of_kenitra_stand_word_for_word_in_the_bookmarks() -> None:
    outcome = kenitra("ar")

    titles = {item.title for item in _bookmarks(made(outcome))}

    assert titles >= {proposal.title.value for proposal in outcome.proposals}
    assert "الأيام المفتوحة الرقمية بجماعة القنيطرة" in titles
    assert "1 الرقمنة وجودة الخدمات الجماعية" in titles


def test_every_letter_of_kenitra_is_on_paper() -> None:
    outcome = kenitra("ar")
    printed = letters(text_of(made(outcome)))
    written = [axis.objectives[0].value for axis in outcome.axes]
    written += [proposal.title.value for proposal in outcome.proposals]

    for letter in set(letters("".join(written))):
        assert printed.count(letter) >= letters("".join(written)).count(letter)


def test_the_french_edition_prints_each_translation_and_its_original() -> None:
    text = text_of(made(kenitra("fr")))

    assert "Créer et équiper un musée du sport au stade municipal" in text
    assert "mercredi (date complète non consignée), le matin" in text
    assert "Page 2 sur 5" in text
    assert "Commune de Kénitra" in text


def test_a_result_says_how_it_was_made() -> None:
    outcome = invented("fr")
    vote = outcome.votes[0]

    text = text_of(made(outcome))

    for said in (
        "Ce vote est consultatif : il éclaire le conseil sans l’engager.",
        "Ceci est une répétition",
        "Les propositions sont classées par nombre de bulletins qui les nomment.",
        "Chaque bulletin pouvait nommer jusqu’à 5 propositions.",
        "jeudi 12 novembre 2026, 11 h 02",
        "Personnes dans la salle 133",
        "Codes de vote valides 128",
        "Bulletins 121",
        "Bulletins blancs 2",
        vote.opening_hash,
        vote.closing_hash,
        "Fusionnée avec la proposition n° 7",
        "Fonctionnaires 0",  # counted, and nobody came
        "Habitants et habitantes Non consigné",
    ):
        assert said is not None
        assert said in text


def test_a_workshop_without_vote_prints_no_zero() -> None:
    text = text_of(made(fez("fr")))

    sections = text.split("4. Comment le résultat a été établi")[-1]
    assert sections.startswith(" Non consigné 5. Résultats Non consigné")
    assert "lundi 6 mars 2023, à partir de 9 h 00" in text
    assert "consultatif" not in text
    assert " 0 " not in text
    assert "None" not in text


def test_hostile_texts_are_only_text() -> None:
    reader = made(hostile())

    text = text_of(reader)
    assert '#read("/etc/passwd")' in text
    # The glyph of a bracket that is mirrored is the other one's: readers mix them.
    assert ">script>alert(1)>/script>" in text.replace("<", ">")
    assert "7*191" in text
    assert "1337" not in text
    assert "root:" not in text
    assert not set(text) & {"\x00", "\u202e", "\u2067"}


def test_the_same_outcome_gives_the_same_bytes() -> None:
    first = render_pdf(invented("ar"), WORDS["ar"])

    assert render_pdf(invented("ar"), WORDS["ar"]) == first


def test_a_text_that_the_standards_refuse_still_prints(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    # As if the typefaces had lost a glyph since the coverage was written.
    monkeypatch.setattr("facilitator.reports.printed.for_pdf", str)
    outcome = kenitra("fr")
    title = Text("Une ville 中", "fr")

    rendered = render_pdf(
        Outcome(
            "fr",
            outcome.workshop,
            outcome.generated_at,
            "0.1.0",
            proposals=(type(outcome.proposals[0])(1, title),),
        ),
        WORDS["fr"],
    )

    assert not rendered.conformant
    assert "Une ville" in text_of(PdfReader(io.BytesIO(rendered.pdf)))
    assert "PDF made without its standards" in caplog.text


def test_a_child_that_takes_too_long_is_stopped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(child, "TIMEOUT", 0.001)

    with pytest.raises(NotRendered):
        render_pdf(kenitra("ar"), WORDS["ar"])


def test_each_page_has_a_picture() -> None:
    pages = previews(kenitra("ar"), WORDS["ar"], ppi=20)

    assert len(pages) == len(made(kenitra("ar")).pages)
    assert {page[:8] for page in pages} == {b"\x89PNG\r\n\x1a\n"}


def test_the_attachment_is_the_outcome() -> None:
    [attached] = made(invented("ar")).attachments["outcome.json"]

    data = json.loads(attached)

    assert data["votes"][0]["ballots"] == 121
    assert len(data["proposals"]) == 40


def _bookmarks(reader: PdfReader) -> list[object]:
    def flat(items: list[object]) -> list[object]:
        return [
            one
            for item in items
            for one in (flat(item) if isinstance(item, list) else [item])
        ]

    return flat(reader.outline)
