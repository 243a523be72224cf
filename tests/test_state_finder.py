"""What a person types for a State, and what a bank says of who pays."""

from __future__ import annotations

import pytest

from ccmcost.intake.finder import StateFinder, remitter_words
from ccmcost.load.data import Data
from ccmcost.workspace import open_workspace
from tests.conftest import DATA

FINDER = StateFinder(Data(open_workspace(DATA)).states, lambda code: code == "NATO")


@pytest.mark.parametrize(
    ("word", "code"),
    [
        (" jpn ", "JPN"),
        ("JAPON", "JPN"),
        ("jp", "JPN"),
        ("nato", "NATO"),
        ("European Union", "EUU"),
        ("xyz", None),
        ("", None),
    ],
)
def test_a_state_is_found_by_code_or_name(word: str, code: str | None) -> None:
    assert FINDER.code(word) == code


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Japan", ["JPN"]),
        ("Japan, Peru,Chad", ["JPN", "PER", "TCD"]),
        ("Korea, Republic of", ["KOR"]),
        ("Korea, Republic of, Japan", ["KOR", "JPN"]),
        ("Japan, Korea, Republic of", ["JPN", "KOR"]),
        ("Japan, , Peru,", ["JPN", "PER"]),
        ("Japan, Xyz", [None]),
        ("Xyz, Japan", [None]),
        ("", []),
    ],
)
def test_states_with_commas_between_them(text: str, codes: list[str | None]) -> None:
    assert FINDER.codes(text) == tuple(codes)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Japan, Xyzzy, Peru", "Xyzzy"),
        (", Xyzzy, Qwert", "Xyzzy"),
        (" , ", ","),
        ("x" * 60, "x" * 60),
        ("x" * 61, "x" * 60 + "..."),
    ],
)
def test_the_first_word_that_is_no_state_is_told(text: str, shown: str) -> None:
    assert FINDER.unknown(text).startswith(f'"{shown}" is not recognised as the name of a State.')


def test_what_was_meant_is_told_if_it_is_certain() -> None:
    assert FINDER.unknown("Japn").endswith("Did you mean Japan (JPN)?")
    assert FINDER.unknown("Xyzzy").endswith("or its ISO 3166-1 code (JPN).")


@pytest.mark.parametrize(
    ("text", "otherwise"),
    [
        ("CHAD", {}),
        ("JAPAN MILLER", {}),
        ("MILLER JAPAN", {}),
        ("CHAD MILLER", {"TCD": "chad miller"}),
        ("MILLER CHAD", {"TCD": "miller chad"}),
        ("MR JAPAN", {"JPN": "mr japan"}),
        ("PAID BY MR JAPAN", {"JPN": "mr japan"}),
        ("AIR JAPAN", {"JPN": "air japan"}),
        ("JAPAN AIRLINES", {"JPN": "japan airlines"}),
        ("JAPAN MISSION AIRLINES", {}),
        ("NEW JAPAN", {"JPN": "new japan"}),
        ("CHAD 17A", {}),
        ("CHAD TREASURY", {}),
        ("EMBASSY CHAD", {}),
        ("CHAD INVOICE", {}),
        ("CHAD NDJAMENA", {}),
        ("AIR JAPAN PAYS FOR PERU", {"JPN": "air japan"}),
    ],
)
def test_a_company_or_a_person_that_is_called_like_a_state(
    text: str, otherwise: dict[str, str]
) -> None:
    assert FINDER.called_otherwise(text, {"ndjamena"}) == otherwise


def test_the_codes_that_a_bank_writes() -> None:
    assert FINDER.coded_in("PAY PER JPN XYZ AJPNX CHE") == {"JPN": "JPN", "CHE": "CHE"}


@pytest.mark.parametrize(
    ("text", "codes"),
    [("NORTHERN IRELAND", set()), ("IRELAND", {"IRL"}), ("FROM CHAD TO PERU", {"TCD", "PER"})],
)
def test_the_states_that_a_text_names(text: str, codes: set[str]) -> None:
    assert FINDER.named_in(text) == codes


def test_the_words_that_tell_who_pays() -> None:
    words = remitter_words("Invoice 17A of ACME Ltd, Chad, 2024", {"chad"})
    assert words == {"acme", "ltd"}
