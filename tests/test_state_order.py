"""Documents list States in the alphabetical order of their language, as lists of the United Nations
show it; the order is kept in data/state_order.csv.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from ccmcost.load.data import Data
from ccmcost.load.reader import Reader
from ccmcost.load.states import load_state_order, load_states
from ccmcost.model.states import States
from ccmcost.sharing.table import table_rows
from ccmcost.words.catalogue import LANGUAGES
from ccmcost.words.speaker import Speaker
from ccmcost.workspace import Workspace
from tests.conftest import DATA
from tests.pdfs import pages
from tests.test_notices import assess, made

ROWS = list(csv.DictReader((DATA / "state_order.csv").open(encoding="utf-8")))
OWN = ("en", "fr", "es", "ru")
"""Languages of which a list in its own order is at hand."""


def states_on(day: date | None = None) -> States:
    return load_states(Reader(Workspace(DATA, DATA, day)), LANGUAGES)


STATES = states_on()


def in_order(codes: Iterable[str], language: str) -> list[str]:
    ordered = sorted(codes, key=lambda code: STATES.place(code, language))
    return [STATES.name(code, language) for code in ordered]


def test_every_state_has_one_place_in_each_language_that_has_an_order() -> None:
    assert tuple(dict.fromkeys(row["language"] for row in ROWS)) == OWN
    for language in OWN:
        rows = [row for row in ROWS if row["language"] == language]
        newest = [row["iso3"] for row in rows if row["name"] == STATES[row["iso3"]].names[language]]
        assert sorted(newest) == sorted(STATES), language
        names = [row["name"] for row in rows]
        former = {
            name
            for state in STATES.values()
            for spoken, name, until in state.aliases
            if until and spoken == language
        }
        assert len(names) == len(set(names)) and former <= set(names)
        assert all(row["source"] for row in rows)


def test_english_is_the_order_of_the_resolution_on_the_scale() -> None:
    scale = [row["name"] for row in ROWS if row["source"] == "A/RES/79/249, para. 12"]
    assert len(scale) == 193
    assert scale[:3] == ["Afghanistan", "Albania", "Algeria"] and scale[-1] == "Zimbabwe"
    assert in_order(["GBR", "CIV", "CRI", "HRV", "DEU", "COD", "PRK", "ARE"], "en") == [
        "Costa Rica",
        "Côte d'Ivoire",
        "Croatia",
        "Democratic People's Republic of Korea",
        "Democratic Republic of the Congo",
        "Germany",
        "United Arab Emirates",
        "United Kingdom of Great Britain and Northern Ireland",
    ]


TELLING = {
    "fr": (
        "Afghanistan|Afrique du Sud|Albanie|Algérie|Allemagne",
        "Costa Rica|Côte d'Ivoire|Croatie",
        "Danemark|Djibouti|Dominique|Égypte|El Salvador|Émirats arabes unis|Équateur|Érythrée",
        "Guinée|Guinée-Bissau|Guinée équatoriale|Guyana",
        "Îles Marshall|Îles Salomon|Inde",
        "République de Corée|République démocratique populaire lao|République de Moldova",
        "Sainte-Lucie|Saint-Kitts-et-Nevis|Saint-Marin|Saint-Siège|Samoa",
    ),
    "es": (
        "Albania|Alemania|Andorra|Angola|Antigua y Barbuda|Arabia Saudita|Argelia",
        "Camerún|Canadá|Chad|Chequia|Chile|China|Chipre|Colombia",
        "Guinea|Guinea-Bissau|Guinea Ecuatorial|Guyana",
        "República de Corea|República Democrática Popular Lao",
        "San Vicente y las Granadinas|Santa Lucía|Santo Tomé y Príncipe",
    ),
    "ru": (
        "Австралия|Австрия|Азербайджан|Албания|Алжир",
        "Гаити|Гайана|Гамбия|Гана|Гватемала|Гвинея|Гвинея-Бисау|Германия",
        "Италия|Йемен|Кабо-Верде",
        "Объединенная Республика Танзания|Объединенные Арабские Эмираты|Оман",
        "Эсватини|Эстония|Эфиопия|Южная Африка|Южный Судан|Ямайка|Япония",
    ),
}


@pytest.mark.parametrize("language", TELLING)
def test_accents_capitals_and_hyphens_do_not_count(language: str) -> None:
    by_name = {STATES.name(code, language): code for code in STATES}
    for case in TELLING[language]:
        names = case.split("|")
        assert in_order({by_name[name] for name in names}, language) == names


@pytest.mark.parametrize("language", ["ar", "zh"])
def test_a_language_without_a_list_of_its_own_keeps_the_english_order_and_says_so(
    language: str,
) -> None:
    by_place = sorted(STATES, key=lambda code: STATES.place(code, language))
    assert by_place == sorted(STATES, key=lambda code: STATES.place(code, "en"))
    words = Speaker(language, Data(Workspace(DATA, DATA)).convention, STATES)
    assert words.order_notes() == [words("order_english")]
    assert Speaker("fr", words.convention, STATES).order_notes() == []


def test_a_former_name_stands_where_it_stood() -> None:
    def place(code: str, day: date) -> tuple[int, str, str]:
        return states_on(day).place(code, "fr")

    assert place("SUR", date(2015, 9, 7)) < place("SWZ", date(2015, 9, 7))
    assert place("SWZ", date(2024, 9, 10)) < place("ETH", date(2024, 9, 10))


def test_what_the_order_does_not_hold_comes_last() -> None:
    codes = ["QQQ", "ZWE", "EUU", "AFG"]
    assert sorted(codes, key=STATES.place) == ["AFG", "ZWE", "EUU", "QQQ"]


def test_a_name_that_stands_twice_is_a_finding(tmp_path: Path) -> None:
    row = "en,Albania,ALB,Albania,made up\n"
    (tmp_path / "state_order.csv").write_text(
        f"language,name,iso3,listed,source\n{row}{row}en,Nowhere,QQQ,,made up\n", encoding="utf-8"
    )
    reader = Reader(Workspace(tmp_path, DATA))
    order = load_state_order(reader, STATES)
    assert [finding.code for finding in reader.findings] == ["state-twice", "state-unknown"]
    assert set(order["en"]) == {"Albania", "ALB"}


def test_the_annex_has_its_title_and_headings_on_every_page_and_files_keep_one_order() -> None:
    result = assess("msp12", cost="412345.67")
    files = made(result, "fr", "JPN")
    read = pages(files["invoices/fr/annex.pdf"])
    assert len(read) > 1
    for page in read:
        assert "Annexe aux avis de recouvrement" in page
        assert "État Code Qualité" in page
    text = " ".join(read)
    shown = re.findall(r" ([A-Z]{3}) État partie", text)
    codes = [line.code for line in result.assessment.lines]
    assert shown == sorted(codes, key=lambda code: result.states.place(code, "fr")) != codes
    assert [row.iso3 for row in table_rows(result)] == codes == sorted(codes)
