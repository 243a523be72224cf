"""Names of States: everything that is one resolves to itself, and nothing else resolves at all."""

from __future__ import annotations

import csv
import re
import tomllib
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from ccmcost.findings import Findings
from ccmcost.intake import vocabulary
from ccmcost.intake.names import NameIndex, misprints
from ccmcost.load.reader import Reader
from ccmcost.load.states import load_organizations, load_state_names, load_states
from ccmcost.model.states import StateName, States
from ccmcost.words.catalogue import LANGUAGES
from ccmcost.workspace import open_workspace
from tests.conftest import DATA

READER = Reader(open_workspace(DATA), Findings())
STATES: States = load_states(READER)
NAMES: tuple[StateName, ...] = load_state_names(READER, STATES)
ORGANIZATIONS = load_organizations(READER, STATES)
INDEX = NameIndex(STATES, NAMES, ORGANIZATIONS)


def plain(text: str) -> str:
    """Without accents, as a typewriter writes it."""
    return "".join(
        char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char)
    )


WAYS: dict[str, Callable[[str], str]] = {
    "short": str,
    "capitals": str.upper,
    "without accents": plain,
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "curly apostrophes": lambda text: text.replace("'", "’"),
    "with a footnote mark": lambda text: f"{text}1",
    "with an article": lambda text: f"the {text}",
    "with wide blanks": lambda text: f" {text.replace(' ', '  ')} ",
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_short_name_in_every_language_is_its_own_state(language: str, way: str) -> None:
    READER.findings.stop_on_errors()
    assert len(STATES) == 197
    resolved = {
        code: INDEX.resolve(WAYS[way](state.names[language])) for code, state in STATES.items()
    }
    assert [code for code, match in resolved.items() if match is None or match.iso3 != code] == []


@pytest.mark.parametrize("way", ["short", "capitals", "without accents"])
def test_every_formal_and_former_name_and_variant_is_its_own_state(way: str) -> None:
    kinds = {name.kind for name in NAMES}
    assert kinds == {"short", "formal", "variant", "former"}
    assert sum(name.kind == "formal" for name in NAMES) >= 450
    wrong = [
        (name.iso3, name.name)
        for name in NAMES
        if (match := INDEX.resolve(WAYS[way](name.name))) is None or match.iso3 != name.iso3
    ]
    assert wrong == []


def test_no_name_belongs_to_two_states_nor_to_an_organization() -> None:
    assert INDEX.ambiguous == {}
    assert [name.name for name in NAMES if INDEX.is_organization(name.name)] == []
    assert [name for name in ORGANIZATIONS if INDEX.resolve(name) is not None] == []


def test_former_names_carry_their_last_day() -> None:
    for name, code, until in (
        ("Swaziland", "SWZ", "2018-05-31"),
        ("Turkey", "TUR", "2022-06-01"),
        ("Cape Verde", "CPV", "2013-10-24"),
        ("Nauru", "NRU", "2026-06-26"),
        ("Республика Науру", "NRU", "2026-06-26"),
        ("Zaïre", "COD", "1997-05-17"),
    ):
        match = INDEX.resolve(name)
        assert match is not None and (match.iso3, match.kind, str(match.until)) == (
            code,
            "former",
            until,
        )


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("Korea (Republic of)", "KOR"),
        ("Korea, Republic of", "KOR"),
        ("KOREA, DEMOCRATIC PEOPLE’S REPUBLIC OF", "PRK"),
        ("Korea (Democratic People's Republic of)", "PRK"),
        ("Congo", "COG"),
        ("Congo (Republic of the)", "COG"),
        ("Congo (Democratic Republic of the)", "COD"),
        ("Congo (République démocratique du)", "COD"),
        ("Corée (République de)", "KOR"),
        ("l’Afrique du Sud", "ZAF"),
        ("les Îles Marshall", "MHL"),
        ("El Salvador", "SLV"),
        ("The Netherlands", "NLD"),
        ("Netherlands (Kingdom of the)", "NLD"),
        ("Kingdom of the Netherlands", "NLD"),
        ("Iran (Islamic Republic of)*", "IRN"),
        ("Iran (République islamique d’)", "IRN"),
        ("Türkiye²", "TUR"),
        ("Côte d’ Ivoire", "CIV"),
        ("Cote D'Ivoire", "CIV"),
        ("St. Lucia", "LCA"),
        ("St. Vincent & the Grenadines", "VCT"),
        ("Guinea-\nBissau", "GNB"),
        ("Guinea Bissau", "GNB"),
        ("Madagas- car", "MDG"),
        ("Viet-Nam", "VNM"),
        ("VIETNAM", "VNM"),
        ("Ukraine (formerly Ukrainian Soviet Socialist Republic)", "UKR"),
        ("Niger", "NER"),
        ("Nigeria", "NGA"),
        ("Níger", "NER"),
        ("Dominica", "DMA"),
        ("Dominique", "DMA"),
        ("República Dominicana", "DOM"),
        ("Guinea", "GIN"),
        ("Guinea Ecuatorial", "GNQ"),
        ("Guinée équatoriale", "GNQ"),
        ("Papua New Guinea", "PNG"),
        ("Ireland", "IRL"),
        ("Mali", "MLI"),
        ("Malawi", "MWI"),
        ("Malta", "MLT"),
        ("Samoa", "WSM"),
        ("Sudan", "SDN"),
        ("South Sudan", "SSD"),
        ("JPN", "JPN"),
        ("刚果（布）", "COG"),
    ],
)
def test_ways_of_writing(printed: str, code: str) -> None:
    match = INDEX.resolve(printed)
    assert match is not None and match.iso3 == code


COMMON_FORMS = """\
NLD Holland|Hollande|Holanda|The Netherlands|Pays Bas|荷兰|Нидерланды|هولندا
GBR Great Britain|Grande-Bretagne|Gran Bretaña|UK|U.K.|المملكة المتحدة لبريطانيا العظمى وآيرلندا الشمالية
COD DRC|D.R. Congo|Dem. Rep. Congo|Dem. Rep. of the Congo|Congo (DRC)|RDC|Rép. dém. du Congo|刚果（金）
COG Congo|刚果|刚果（布）
KOR South Korea|S. Korea|Rep. of Korea|Korea, Rep. of|Corée du Sud|Corea del Sur|Rep. de Corea
PRK North Korea|DPRK|DPR Korea|Dem. People's Rep. of Korea|Korea, Dem. People's Rep. of|Rép. pop. dém. de Corée
ARE UAE|U.A.E.|State of the United Arab Emirates
GNQ Eq. Guinea|Equat. Guinea|Guinée éq.
GIN Guinea|Guinea-Conakry
KNA St. Kitts and Nevis|St Kitts & Nevis|Saint Christopher and Nevis|Federation of Saint Kitts and Nevis
MMR Burma|Birmanie|Birmania
IRL Eire|Éire|آيرلندا|أيرلندا
CIV Ivory Coast|Cote d'Ivoire|Costa de Marfil
BIH Bosnia-Herzegovina|Bosnia & Herzegovina|Bosnie et Herzégovine
MKD FYROM|TFYR Macedonia|N. Macedonia
TTO Trinidad & Tobago|Trinidad y Tobago|República de Trinidad y Tabago|República de Trinidad y Tobago
CZE Czech Republic|Czech Rep.|Rép. tchèque|Чешская Республика
NPL Nepal|Federal Democratic Republic of Nepal
ISL Iceland|Republic of Iceland
DOM 多米尼加|多米尼加共和国|Dominican Rep.
DMA Dominica|多米尼克
VAT 教廷|罗马教廷|Vatican City|Cité du Vatican
PNG Папуа-Новая Гвинея|Папуа — Новая Гвинея
TLS تيمور- ليشتي|تيمور - ليشتي|East Timor
NRU Naoero|Republic of Naoero|Nauru|瑙鲁|Наоэро|Науру|ناويرو|ناورو"""  # noqa: E501
"""Forms that people write; every one of them can be one State only."""


@pytest.mark.parametrize("line", COMMON_FORMS.split("\n"))
def test_forms_in_common_use(line: str) -> None:
    code, _, forms = line.partition(" ")
    resolved = {form: INDEX.resolve(form) for form in forms.split("|")}
    assert [form for form, match in resolved.items() if match is None or match.iso3 != code] == []


REGIONS_AND_TERRITORIES = """\
Africa|Asia|Europe|Americas|America|North America|Latin America|Caribbean|Oceania|Middle East|Balkans
Scandinavia|Benelux|Northern Ireland|England|Scotland|Wales|Britain|Flanders|Catalonia
Bavaria|Greenland|Faroe Islands|Åland|Svalbard|Gibraltar|Guernsey|Jersey|Isle of Man|Hong Kong|Macao|Macau
Taiwan|Republic of China|Taiwan, Province of China|Tibet|Kosovo|Western Sahara|Somaliland|Puntland|Puerto Rico
Guam|American Samoa|New Caledonia|French Polynesia|French Guiana|Guadeloupe|Martinique|Réunion|Mayotte|Aruba
Curaçao|Bermuda|Cayman Islands|Falkland Islands|Anguilla|Montserrat|Turks and Caicos Islands|Virgin Islands
Tokelau|Pitcairn|Norfolk Island|Christmas Island|Kurdistan|Transnistria|Abkhazia|South Ossetia|Crimea|Chechnya
Siberia|Bengal|Kashmir|Punjab|Borneo|Java|Sumatra|Zanzibar|Katanga|Biafra|Tigray|Darfur|Eastern Caribbean
West Africa|Central Africa|Southern Africa|East Asia|Pacific|Pacific Islands|Gulf States|Baltic States
Nordic Countries|Korea|Koreas"""  # noqa: E501
HISTORIC = """\
Soviet Union|Union of Soviet Socialist Republics|USSR|Yugoslavia|Federal Republic of Yugoslavia
Serbia and Montenegro|Czechoslovakia|German Democratic Republic|East Germany|West Germany|Prussia|Ottoman Empire
Austria-Hungary|Upper Volta|Dahomey|Ceylon|Siam|Persia|Abyssinia|Rhodesia|Southern Rhodesia
Northern Rhodesia|Nyasaland|Gold Coast|Basutoland|Bechuanaland|Tanganyika|Gilbert Islands|New Hebrides
British Honduras|Dutch Guiana|British Guiana|Kampuchea|Democratic Kampuchea|South Viet Nam|North Viet Nam
South Yemen|Democratic Yemen|United Arab Republic|Byelorussia|Byelorussian Soviet Socialist Republic
Ukrainian Soviet Socialist Republic|Formosa|Manchukuo|Cochinchina|Bohemia|Newfoundland|Texas|Hawaii"""  # noqa: E501
ORGANIZATIONS_NEAR = """\
European Union|Delegation of the European Union|African Union|Union|Commonwealth|Geneva International Centre
Geneva International Centre for Humanitarian Demining|Swiss Red Cross|Norwegian Red Cross
Sovereign Order of Malta|Sovereign Military Order of Malta|Order of Malta|United States Institute of Peace
International Committee of the Red Cross (Switzerland)|Norwegian People's Aid|Mines Action Canada
Swiss Foundation for Mine Action|United Nations|United Nations Office at Geneva|University of Ghana
Bank of Japan|Embassy of France|Permanent Mission of Peru|League of Arab States|Organization of American States
Danish Refugee Council|Cluster Munition Coalition|Republic|Kingdom|Islamic Republic of|Republic of
Federal Republic|Democratic Republic|People's Republic|State of|States|State Party|United
United States and Canada|France and Germany|Chad Republic of Mali|Permanent Mission of the Republic of Korea
Ministry of Foreign Affairs of Cuba|Government of Nepal|Geneva|Paris|New York|Beirut|Guinea-Conakry Mission
Congo Basin|Gulf of Guinea|Papua|New Guinea|New Zealand Defence Force|South|North|North Korea Institute|Sierra
Saint|Islands|Solomon|Marshall|Trinidad|Tobago|Nevis|Herzegovina|Bosnia|Grenadines|Principe|Barbuda|Antigua
Salvador Allende|Costa|Rica|Sri|Lanka|Burkina|Faso|Viet|Nam|Timor|Leste|San|Marino"""  # noqa: E501


def near_misses() -> list[str]:
    listed = [
        name
        for block in (REGIONS_AND_TERRITORIES, HISTORIC, ORGANIZATIONS_NEAR)
        for name in block.replace("\n", "|").split("|")
    ]
    typos = []
    for code, state in STATES.items():
        at = next(
            n for n in range(len(state.name) // 2, len(state.name)) if state.name[n].isalpha()
        )
        letter = {0: "", 1: state.name[at] * 2, 2: "x"}[int(STATES[code].m49) % 3]
        typos.append(state.name[:at] + letter + state.name[at + 1 :])
    # which is French, without its accent
    return listed + [typo for typo in typos if typo != "Grece"]


def test_near_misses_resolve_to_nothing() -> None:
    names = near_misses()
    assert len(names) >= 300
    assert [
        (name, match.iso3) for name in names if (match := INDEX.resolve(name)) is not None
    ] == []


def written_words() -> list[tuple[str, frozenset[str]]]:
    """What people write for States, and the States that they can mean by it;
    `none`: no State of the table.
    """
    rows = csv.DictReader(
        (DATA.parent / "tests" / "state_words.csv").read_text(encoding="utf-8").splitlines()
    )
    return [(row["written"], frozenset(row["meant"].split("|")) - {"none"}) for row in rows]


def test_a_word_is_the_right_state_or_gets_a_right_suggestion_or_none() -> None:
    words = written_words()
    assert len(words) >= 300 and len(dict(words)) == len(words)
    wrong, suggested = [], 0
    for word, meant in words:
        code = INDEX.resolve_typed(word)
        near = INDEX.suggest(word) if code is None else ()
        suggested += len(near) == 1
        if (
            (code is not None and {code} != meant)
            or (len(near) == 1 and set(near) != meant)
            or len(near) > 2
        ):
            wrong.append((word, meant, code, near))
    assert wrong == []
    assert suggested >= 100, "silence alone would pass"


def test_letters_that_were_swapped_left_out_or_added_are_counted() -> None:
    assert misprints("japan", "japan", 3) == 0
    for typed in ("japn", "jappan", "japna", "jaban"):
        assert misprints("japan", typed, 3) == 1
    assert misprints("japan", "peru", 2) == 3


def test_suggestions_are_two_at_most_and_never_a_match() -> None:
    assert INDEX.suggest("Nigerria") == ("NGA",)
    assert INDEX.suggest("Nigera") == ("NER", "NGA")
    assert INDEX.suggest("Guinea-Bisau") == ("GNB",)
    assert INDEX.resolve("Guinea-Bisau") is None
    assert INDEX.suggest("xyzzy") == ()


def test_codes_of_a_column_of_codes() -> None:
    for text, code in (("JPN", "JPN"), ("jp", "JPN"), ("392", "JPN"), ("4", "AFG"), ("004", "AFG")):
        match = INDEX.resolve_code(text)
        assert match is not None and match.iso3 == code
    assert INDEX.resolve_code("XX") is None and INDEX.resolve_code("") is None
    assert INDEX.resolve("jpn") is None and INDEX.resolve("JP") is None


def test_aliases_settle_and_leave_out() -> None:
    index = NameIndex(STATES, NAMES, ORGANIZATIONS, {"Ivory Cst": "CIV", "Secretariat staff": "-"})
    match = index.resolve("IVORY CST")
    assert match is not None and (match.iso3, match.kind) == ("CIV", "alias")
    assert index.resolve("Secretariat staff") is None and index.is_organization("Secretariat staff")


def test_a_state_in_brackets_after_an_organization_is_not_taken() -> None:
    for name in (
        "Geneva International Centre for Humanitarian Demining (Switzerland)",
        "ICRC (Switzerland)",
        "UNIDIR (France)",
    ):
        assert INDEX.resolve(name) is None and INDEX.is_organization(name)


def test_running_text_names_states_behind_an_elided_article() -> None:
    """An account that overlooks "l'Espagne" would leave a State out without a word."""
    named = INDEX.named_in(
        "Les délégations de l'Espagne, d’Autriche, de la Côte d'Ivoire et du Bénin se sont fait "
        "excuser"
    )
    assert sorted(code for code, _ in named) == ["AUT", "BEN", "CIV", "ESP"]


def test_every_set_of_words_and_every_pattern_is_used() -> None:
    """In this room, or by what reads the text of a payment."""
    folder = Path(vocabulary.__file__).parent
    readers = [*sorted(folder.glob("*.py")), folder.parent / "accounts" / "remittance.py"]
    code = "".join(path.read_text(encoding="utf-8") for path in readers)
    tables = tomllib.loads((folder / "words.toml").read_text(encoding="utf-8"))
    sets = [name for name, words in tables.items() if isinstance(words, str)]
    assert set(sets) == set(vocabulary.WORDS)
    assert not [n for n in sets if not re.search(rf"\b{n.upper()}\b|\"{n}\"", code)]
    assert not [n for n in tables["patterns"] if f'pattern("{n}"' not in code]
    with pytest.raises(AttributeError):
        _ = vocabulary.NO_SUCH_WORDS
