"""Names in data/ are those of the tables of the United Nations, or the difference is explained."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.compare_names import LANGUAGES, TABLES, bare, differences, explained, report, rows_of
from tests.conftest import DATA
from tests.test_intake_names import INDEX


def test_each_difference_has_its_explanation_and_each_explanation_its_difference() -> None:
    lines, without = report(DATA)
    assert without == 0, "\n".join(lines)
    assert len(rows_of(TABLES / "names.csv")) == 197
    assert lines[-1].startswith("5492 names and codes compared, 45 differ, 0 ")
    assert all(explained().values())


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "states.csv",
            "PER,PE,604,Peru",
            "PER,PE,604,Peroo",
            "PER m49_short_en: Peru | data: Peroo | NO EXPLANATION",
        ),
        ("states.csv", "PER,PE,604", "PER,PR,604", "PER iso2: PE | data: PR | NO EXPLANATION"),
        (
            "state_names.csv",
            "República de Trinidad y Tabago",
            "República de T",
            "TTO unterm_formal_es: República de Trinidad",
        ),
        (
            "state_names.csv",
            "CZE,en,formal",
            "CZE,en,variant",
            "CZE unterm_formal_en: Czech Republic | data: Czechia",
        ),
        ("states.csv", "NRU,NR,520,Naoero", "NRU,NR,520,Nauru", "EXPLAINED BUT NO DIFFERENCE"),
    ],
)
def test_a_changed_name_is_found(file: str, old: str, new: str, said: str, tmp_path: Path) -> None:
    for name in ("states.csv", "state_names.csv"):
        shutil.copy(DATA / name, tmp_path / name)
    text = (tmp_path / file).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / file).write_text(text.replace(old, new), encoding="utf-8")
    lines, without = report(tmp_path)
    assert without and any(said in line for line in lines)


def test_articles_and_marks_are_no_part_of_a_name() -> None:
    assert bare("Cook Islands (the) **", "en") == "Cook Islands"
    assert bare("l'État de Palestine *", "fr") == "État de Palestine"
    assert bare("Afganistán (el)", "es") == "Afganistán"
    assert bare("Netherlands (Kingdom of the)", "en") == "Netherlands (Kingdom of the)"
    assert bare("Республика  Фиджи", "ru") == "Республика Фиджи"


def test_every_name_of_every_table_is_recognised_as_its_own_state() -> None:
    wrong = []
    for row in rows_of(TABLES / "names.csv"):
        for column, printed in row.items():
            if column not in ("iso3", "iso2", "m49") and printed:
                for name in {printed, bare(printed, column.split("_")[2])}:
                    match = INDEX.resolve(name)
                    if match is None or match.iso3 != row["iso3"]:
                        wrong.append((row["iso3"], column, name, match))
    assert wrong == []


def test_sources_of_formal_names_are_true() -> None:
    tables = {row["iso3"]: row for row in rows_of(TABLES / "names.csv")}
    formal = [row for row in rows_of(DATA / "state_names.csv") if row["kind"] == "formal"]
    by_unterm = [row for row in formal if row["source"] == "UNTERM"]
    assert len(by_unterm) >= 890
    for row in by_unterm:
        assert (
            bare(tables[row["iso3"]][f"unterm_formal_{row['language']}"], row["language"]).replace(
                "’", "'"
            )
            == row["name"]
        )
    for row in formal:
        if row["source"].startswith("UN OCHA"):
            assert bare(tables[row["iso3"]]["ocha_formal_en"], "en") == row["name"]
    others = {row["iso3"] for row in formal if row["source"].startswith("general knowledge")}
    assert others <= {"CIV", "TUR"}
    assert {row["language"] for row in formal} == set(LANGUAGES)
    assert list(differences(DATA)) == list(explained())
