"""How States and their missions stand within a sentence: articles, contractions and cases."""

from __future__ import annotations

from datetime import date

import pytest

from ccmcost.load.data import Data
from ccmcost.words.catalogue import LANGUAGES, tables
from ccmcost.words.missions import mission_of, to_mission
from ccmcost.words.speaker import Speaker
from ccmcost.words.steps import Code, Step
from ccmcost.workspace import open_workspace
from tests.conftest import DATA

OFFICE = Data(open_workspace(DATA))


def words(language: str, day: date | None = None) -> Speaker:
    states = OFFICE.states
    states.day = day
    return Speaker(language, OFFICE.convention, states, "letters")


@pytest.mark.parametrize(
    ("language", "code", "said"),
    [
        ("en", "JPN", "Permanent Mission of Japan"),
        ("en", "NLD", "Permanent Mission of the Kingdom of the Netherlands"),
        ("en", "PHL", "Permanent Mission of the Philippines"),
        ("en", "VAT", "Permanent Observer Mission of the Holy See"),
        ("fr", "JPN", "Mission permanente du Japon"),
        ("fr", "FRA", "Mission permanente de la France"),
        ("fr", "PHL", "Mission permanente des Philippines"),
        ("fr", "AUT", "Mission permanente de l’Autriche"),
        ("fr", "HTI", "Mission permanente d’Haïti"),
        ("fr", "CUB", "Mission permanente de Cuba"),
        ("fr", "NLD", "Mission permanente du Royaume des Pays-Bas"),
        ("fr", "IRN", "Mission permanente de la République islamique d’Iran"),
        ("es", "JPN", "Misión Permanente del Japón"),
        ("es", "SLV", "Misión Permanente de El Salvador"),
        ("es", "VEN", "Misión Permanente de la República Bolivariana de Venezuela"),
        ("es", "CUB", "Misión Permanente de Cuba"),
        ("ar", "JPN", "البعثة الدائمة لليابان"),
        ("ar", "CUB", "البعثة الدائمة لكوبا"),
        ("ru", "JPN", "Постоянное представительство Японии"),
        ("zh", "JPN", "日本常驻代表团"),
    ],
)
def test_the_mission_of_a_state(language: str, code: str, said: str) -> None:
    assert mission_of(code, words(language)) == said


@pytest.mark.parametrize(
    ("language", "mission", "said"),
    [
        ("en", "Permanent Mission of Japan", "the Permanent Mission of Japan"),
        ("en", "The Embassy of Japan", "the Embassy of Japan"),
        ("fr", "Mission permanente du Japon", "à la Mission permanente du Japon"),
        ("fr", "Ambassade du Japon", "à l’Ambassade du Japon"),
        ("fr", "Ministère des finances", "au Ministère des finances"),
        ("fr", "Permanent Mission of Japan", "à la Mission permanente du Japon"),
        ("es", "Permanent Mission of Japan", "a la Misión Permanente del Japón"),
        ("es", "Ministerio de Hacienda", "al Ministerio de Hacienda"),
        ("ru", "Постоянное представительство Японии", "Постоянному представительству Японии"),
        ("ru", "Permanent Mission of Japan", "Постоянному представительству Японии"),
        ("ar", "البعثة الدائمة لليابان", "إلى البعثة الدائمة لليابان"),
        ("ar", "Permanent Mission of Japan", "إلى البعثة الدائمة لليابان"),
        ("zh", "日本常驻代表团", "日本常驻代表团"),
        ("zh", "Permanent Mission of Japan", "日本常驻代表团"),
    ],
)
def test_how_a_mission_is_greeted(language: str, mission: str, said: str) -> None:
    assert to_mission(mission, "JPN", words(language)) == said


def test_a_name_of_an_earlier_day_takes_no_article_that_it_may_not_have_had() -> None:
    earlier = words("fr", date(2017, 1, 1))
    assert earlier.state("SWZ") == "Swaziland"
    assert (earlier.state_in_text("SWZ"), earlier.of_state("SWZ")) == ("", "(Swaziland)")
    assert words("fr").of_state("SWZ") == "de l’Eswatini"


def test_what_is_no_state_stands_for_itself() -> None:
    for language in LANGUAGES:
        assert "XYZ" in words(language).of_state("XYZ") + to_mission("XYZ", "XYZ", words(language))
        assert mission_of("XYZ", words(language)) == "XYZ"


@pytest.mark.parametrize(
    ("language", "name", "owned"),
    [
        ("en", "European Union", "of the European Union"),
        ("fr", "Union européenne", "de l’Union européenne"),
        ("es", "Unión Europea", "de la Unión Europea"),
        ("ru", "Европейский союз", "Европейского союза"),
        ("ar", "الاتحاد الأوروبي", "للاتحاد الأوروبي"),
        ("zh", "欧洲联盟", "欧洲联盟"),
    ],
)
def test_an_organization_with_a_code_is_called_by_its_name(
    language: str, name: str, owned: str
) -> None:
    said = words(language)
    assert (said.state("EUU"), mission_of("EUU", said), said.of_state("EUU")) == (name, name, owned)


@pytest.mark.parametrize("language", LANGUAGES)
def test_articles_are_those_of_states_of_the_table_and_each_has_one(language: str) -> None:
    codes = " ".join(tables(language).get("state_articles", {}).values()).split()
    assert len(codes) == len({*codes}) and {*codes} <= {
        *OFFICE.states,
        *OFFICE.states.organizations,
    }
    titled = [code for code in OFFICE.states if "(" in words(language).state(code)]
    if codes:
        assert all(words(language).state_in_text(code) for code in titled)
        assert not {*codes} & {*titled} - {"COG"}


def test_a_sentence_names_a_state_with_its_article() -> None:
    """In English; a capital opens a sentence. The other languages put the name alone."""
    for code, name in (
        ("GBR", "the United Kingdom of Great Britain and Northern Ireland"),
        ("NLD", "the Kingdom of the Netherlands"),
        ("BOL", "the Plurinational State of Bolivia"),
        ("JPN", "Japan"),
    ):
        gone, share = (
            Step(key, {"state": Code(code)}) for key in ("adjust_gone", "reason_same_share")
        )
        assert (
            words("en").sentence(gone) == f"{name[0].upper()}{name[1:]} no longer shares this cost."
        )
        assert words("en").sentence(share).startswith(f"The share of {name} is the same")
    assert words("fr").sentence(Step("adjust_gone", {"state": Code("JPN")})).startswith("Japon")
