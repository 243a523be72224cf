"""The index of names on a table of a few States: what is looked up, what is only suggested."""

from __future__ import annotations

from datetime import date

import pytest

from ccmcost.intake.names import MOST_HINTS, NameIndex, misprints, normal
from ccmcost.model.states import StateName
from tests.few_states import STATES, index

INDEX = index()


def test_words_are_compared_without_accents_marks_and_articles() -> None:
    texts = (
        "Not Asked's & the Before",
        "Jama\u00eds \u00c9t\u00e9 & l\u2019\u00cele",
        "e\u0301te\u0301s St. X",
    )
    told = ["not askeds and before", "jamais ete and lile", "etes saint x"]
    assert list(map(normal, texts)) == told


def code_of(text: str, among: NameIndex = INDEX) -> str:
    match = among.resolve(text)
    return match.iso3 if match else ""


def test_a_name_of_two_states_is_that_of_neither() -> None:
    made = index(StateName("PER", "Twin", "short", None), StateName("MLI", "Twin", "short", None))
    assert made.ambiguous == {"twin": {"PER", "MLI"}} and code_of("Twin", made) == ""
    assert INDEX.ambiguous == {}


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        (("former", 1), ("short", 0), ("short", None)),
        (("short", 0), ("former", 1), ("short", None)),
        (("short", 0), ("variant", 0), ("short", None)),
        (("former", 1), ("former", 2), ("former", date(2001, 1, 1))),
    ],
)
def test_a_name_that_is_in_use_again_is_no_former_one(
    first: tuple[str, int], second: tuple[str, int], wanted: tuple[str, date | None]
) -> None:
    made = (
        StateName("PER", "Old", kind, date(2000 + year, 1, 1) if year else None)
        for kind, year in (first, second)
    )
    match = index(*made).resolve("Old")
    assert match is not None and (match.kind, match.until) == wanted


def test_a_name_is_found_whole_and_as_long_as_names_are() -> None:
    longest = "n" * 160
    made = index(
        StateName("PER", longest, "short", None),
        StateName("MLI", f"{longest}n", "short", None),
        StateName("AUT", "Ab C", "short", None),
        StateName("AUS", "A Bc", "short", None),
        aliases={"-": "PER", "Mali": "-", "Nobody": "-", "Some": "NER"},
    )
    assert (code_of(longest, made), code_of(f"{longest}n", made), code_of("", made)) == (
        "PER",
        "",
        "",
    )
    assert (code_of("Ab C", made), code_of("A Bc", made)) == ("AUT", "AUS")
    left, some = made.resolve("Mali"), made.resolve("Some")
    assert left is not None and (left.iso3, left.kind) == ("MLI", "left_out")
    assert some is not None and (some.iso3, some.kind) == ("NER", "alias")
    turned = ("Mali, New", "Mali (New)", "NewMali", "l'Austria", "L’Austria")
    assert [code_of(each, made) for each in turned] == ["NMI", "NMI", "NMI", "AUT", "AUT"]
    assert made.is_organization("Nobody") and not made.is_organization("Mali")
    assert [made.is_left_out(each) for each in ("Nobody", "Mali", "Anybody")] == [
        True,
        False,
        False,
    ]
    known = ("PER", "Peru", "Some", "xx")
    assert [made.is_known(each) for each in known] == [True, True, False, False]
    assert [made.resolve_typed(each) for each in ("pe", "peru", "4", "xx")] == [
        "PER",
        "PER",
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("PER", "PER"),
        ("pe", "PER"),
        ("4", "PER"),
        ("004", "PER"),
        ("0004", ""),
        ("", ""),
        ("17", ""),
    ],
)
def test_a_code_is_of_letters_or_figures(text: str, code: str) -> None:
    match = INDEX.resolve_code(text)
    assert (match.iso3 if match else "") == code


def test_what_no_name_begins_with_needs_no_search() -> None:
    texts = (" Peru", "Per", "P", "La Peru", "Bissau (Guinea-)", "xyz", "Xeru")
    assert [INDEX.may_begin(each) for each in texts] == [1, 1, 1, 1, 1, 0, 0]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Peru and Mali", ["PER", "MLI"]),
        ("New Mali", ["NMI"]),
        ("Niger Mali", ["NMI"]),
        ("the Niger Delta", []),
        ("la République islamique d'Iran", ["IRN"]),
        ("la délégation d'Austria", ["AUT"]),
        ("d Austria", ["AUT"]),
        ("Ile", []),
        ("Embassy", []),
        ("l'Austria and Peru", ["PER", "AUT"]),
    ],
)
def test_running_text_names_the_longest(text: str, codes: list[str]) -> None:
    assert [code for code, _ in index(places=["niger delta"]).named_in(text)] == codes


def test_an_organization_is_known_with_brackets_and_up_to_a_length() -> None:
    longest = "o" * 400
    made = index(organizations=["UNIDIR", longest, f"{longest}o"])
    texts = ("UNIDIR (Switzerland)", "UNIDIR*", longest, f"{longest}o", "Peru", "")
    assert [made.is_organization(each) for each in texts] == [1, 1, 1, 0, 0, 0]


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("Austrya", "austria"), ("Oustria", "austria"), ("Peruu", "peru"), ("Ilee", None),
        ("Нигерр", None), ("Austr", None), ("Per", "peru"), ("Austriaaa", "austria"),
        ("Mal", "mali"),
        ("Austriaaaa", None), ("Peru", "peru"), ("United Arab Emiratesxyz", None),
        ("United Arab Emiratesxy", "united arab emirates"), ("Pru", "peru"), ("Peu", "peru"),
        ("Eru", None), ("Ali", None), ("Nixer", "niger"), ("Nixxr", None), ("Pexu", "peru"),
        ("Peex", None), ("Xeru", "peru"), ("Pe", None), ("Pex", None),
    ],
)  # fmt: skip
def test_a_line_that_all_but_spells_a_name(text: str, near: str | None) -> None:
    assert index().near(text) == near


def test_a_long_name_is_near_with_several_misprints() -> None:
    made = index(StateName("PER", "Northern Islands of Lakes", "variant", None))
    assert made.near("Northern Ixlaxds ox Lxkes") == "northern islands of lakes"
    assert made.near("Noxthern Ixlaxds ox Lxkes") is None


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Pero", ("PER",)), ("Per", ()), ("Nige", ()), ("Nigera", ("NER", "NGA")),
        ("Austr", ("AUS", "AUT")), ("Austrla", ("AUT", "AUS")), ("Guinea", ("GNB", "PNG")),
        ("Peddu", ()), ("Pezu", ("PER",)), ("Unitet Arap Emirats", ("UAE",)),
        ("Unitet Arap Emiradez", ()), ("Xeru", ()), ("United", ("UAE", "UKM")), ("Nxgxria", ()),
    ],
)  # fmt: skip
def test_a_misspelt_name_is_suggested(text: str, codes: tuple[str, ...]) -> None:
    assert INDEX.suggest(text) == codes
    assert NameIndex(STATES, []).suggest(text) == ()


def test_no_more_than_so_many_are_suggested() -> None:
    assert INDEX.suggest("Nigera", most=1) == () and INDEX.suggest("Nigeri", most=1) == ("NGA",)
    made = index()
    told = [made.hint("Nigeriaa") for _ in range(MOST_HINTS + 1)]
    assert told == [" Did you mean Nigeria (NGA)?"] * MOST_HINTS + [""]
    assert INDEX.hint("Embassy of Peru") == " Did you mean Peru (PER)?"
    assert INDEX.hint("Embassy of Peru in Austria") == "" and INDEX.hint("xyzzy") == ""
    assert INDEX.hint("Nigera") == " Did you mean Niger (NER) or Nigeria (NGA)?"


@pytest.mark.parametrize(
    ("typed", "most", "wanted"),
    [
        ("japan", 3, 0), ("japn", 3, 1), ("jappan", 3, 1), ("japna", 3, 1), ("jaban", 3, 1),
        ("ajpan", 3, 1), ("jpaan", 1, 1), ("peru", 2, 3), ("japanxx", 2, 2), ("japanxxx", 2, 3),
        ("xjpan", 3, 2), ("axpan", 3, 2),
        ("xxpan", 1, 2), ("xxpan", 2, 2), ("apjan", 3, 2), ("", 9, 5),
    ],
)  # fmt: skip
def test_misprints_are_counted_up_to_a_number(typed: str, most: int, wanted: int) -> None:
    assert misprints("japan", typed, most) == wanted
    assert misprints("aaa", "a", 9) == 2  # no letter stands before the first
