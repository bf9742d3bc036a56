import csv
import io
import json
from dataclasses import fields, replace

import pytest

from facilitator.reports import labels
from facilitator.reports.outcome import Outcome, PartialDate, Proposal, Text
from facilitator.reports.tables import SCHEMA, outcome_json, proposals_csv
from tests.reports.hostile import HOSTILE, hostile
from tests.reports.invented import invented
from tests.reports.outcomes import fez, kenitra
from tests.reports.words import WORDS


def rows_of(outcome: Outcome) -> list[list[str]]:
    """The table as a spreadsheet reads it."""
    file = proposals_csv(outcome, WORDS[outcome.language])
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"), ""), delimiter=";"))


def test_the_table_opens_in_excel() -> None:
    file = proposals_csv(kenitra("ar"), WORDS["ar"])

    assert file.startswith('\ufeff"الرقم";"رقم المحور";'.encode())
    assert file.count(b"\r\n") == 7
    assert file.endswith(b'"\r\n')


def test_kenitra_has_its_six_projects() -> None:
    _, *rows = rows_of(kenitra("fr"))

    assert [row[0] for row in rows] == ["1", "2", "3", "4", "5", "6"]
    assert rows[1] == [
        "2",
        "2",
        "Culture et sport",
        "إحداث وتجهيز متحف رياضي بالملعب البلدي",
        "arabe",
        "Créer et équiper un musée du sport au stade municipal",
        *[""] * 7,
    ]


def test_a_vote_is_a_number_and_zero_is_not_nothing() -> None:
    outcome = replace(
        kenitra("ar"),
        proposals=(
            Proposal(1, Text("أ", "ar"), votes=0, rank=2),
            Proposal(2, Text("ب", "ar")),
        ),
    )

    _, *rows = rows_of(outcome)

    assert [row[-2:] for row in rows] == [["0", "2"], ["", ""]]


def test_no_cell_is_a_formula() -> None:
    rows = rows_of(hostile())

    titles = [row[3] for row in rows[1:]]
    assert len(titles) == len(HOSTILE)
    assert '\'=HYPERLINK("http://x","y")' in titles
    assert not [cell for row in rows for cell in row if cell[:1] in {*"=+-@\t\r"}]


def test_fez_has_a_table_without_rows() -> None:
    assert len(rows_of(fez("ar"))) == 1


@pytest.mark.parametrize(
    "outcome", [kenitra("ar"), fez("fr"), invented("en"), hostile()]
)
def test_the_data_hold_every_fact(outcome: Outcome) -> None:
    data = json.loads(outcome_json(outcome))

    assert list(data) == ["schema", *(field.name for field in fields(Outcome))]
    assert data["schema"] == SCHEMA == "facilitator-outcome/1"
    assert len(data["proposals"]) == len(outcome.proposals)


def test_a_text_keeps_its_languages_and_a_missing_fact_is_null() -> None:
    data = json.loads(outcome_json(kenitra("ar")))

    assert data["workshop"]["date"] == {"iso": None, "weekday": 2}
    assert data["workshop"]["part_of_day"] == "morning"
    assert data["generated_at"] == "2026-11-12T15:42+01:00"
    assert data["participants"]["by_phone"] is None
    assert data["proposals"][3] == {
        "number": 4,
        "title": {
            "value": "إحداث هيئات استشارية",
            "lang": "ar",
            "translations": {"fr": "Créer des instances consultatives"},
        },
        "axis": 3,
        "objectives": [],
        "description": None,
        "partners": [],
        "status": None,
        "merged_into": None,
        "votes": None,
        "rank": None,
    }


def test_a_result_is_in_the_data() -> None:
    [vote] = json.loads(outcome_json(invented("fr")))["votes"]

    assert vote["opened_at"] == "2026-11-12T11:02+01:00"
    assert (vote["present"], vote["tokens"], vote["ballots"]) == (133, 128, 121)
    assert vote["options"][0]["total"] == 61


def test_the_data_are_readable_arabic() -> None:
    assert "القنيطرة".encode() in outcome_json(kenitra("ar"))


@pytest.mark.parametrize(
    ("iso", "known"),
    [
        ("2023-03-06", PartialDate(2023, 3, 6)),
        ("2023-10", PartialDate(2023, 10)),
        ("2023", PartialDate(2023)),
    ],
)
def test_a_partial_date_is_read_and_written(iso: str, known: PartialDate) -> None:
    assert PartialDate.parse(iso) == known
    assert known.iso == iso


@pytest.mark.parametrize(
    "wrong", ["", "2023-13", "2023-02-30", "soon", "2023-1-1", "0000"]
)
def test_a_wrong_date_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        PartialDate.parse(wrong)


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_every_label_is_translated(language: str) -> None:
    messages = {
        *labels.PAPER.values(),
        *labels.STATUS.values(),
        *labels.PART_OF_DAY.values(),
        *labels.LANGUAGE_NAMES.values(),
        *labels.COLUMNS.values(),
    }

    assert all(WORDS[language].gettext(message) for message in messages)
