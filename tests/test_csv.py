"""No program of any country makes a formula of a text in a CSV that ccmcost writes,
and ccmcost reads its own as it was.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccmcost.errors import UsageError
from ccmcost.findings import Findings
from ccmcost.load.table import read_table
from ccmcost.model.source import SourceFile
from ccmcost.tables.records import PLAIN_CSV, csv_text, form_named
from ccmcost.text import armed, disarmed
from tests.conftest import ROOT

NUMBER = re.compile(r"[+-][0-9 .,]*%?\s*")
PIECES = (
    "=",
    "+",
    "-",
    "@",
    "＝",
    "＋",
    "－",
    "＠",
    ";",
    "\t",
    "|",
    "\n",
    "\r",
    ",",
    '"',
    "'",
    " ",
    "\u00a0",
    "1",
    "A1",
    "x",
    "%",
    ".",
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


def is_formula(cell: str) -> bool:
    """As a spreadsheet that is generous in every way would see it:
    blanks and quotes before it do not count.
    """
    text = unicodedata.normalize("NFKC", cell.strip().lstrip('" \u00a0'))
    return text.startswith(("=", "+", "-", "@")) and not NUMBER.fullmatch(text.rstrip('"'))


def as_read(text: str, mark: str) -> list[str]:
    """All cells that a program sees for which this is the separator:
    by the rules of quotes, and without any.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    by_rule = [
        cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark) for cell in row
    ]
    return by_rule + (
        [cell for line in text.split("\n") for cell in line.split(mark)] if mark != "," else []
    )


FIRST = TEXTS.filter(lambda text: not NUMBER.fullmatch(text.strip(' \t\r\n\u00a0"')))
"""No table of ccmcost begins with a column of sums, which a program that sees no commas would glue
to its neighbour.
"""


@given(st.lists(st.tuples(FIRST, TEXTS, TEXTS), min_size=1, max_size=3))
def test_no_cell_becomes_a_formula_anywhere(rows: list[tuple[str, ...]]) -> None:
    text = csv_text(("a", "b", "c"), rows)
    for mark in (",", ";", "\t", "|"):
        assert not [cell for cell in as_read(text, mark) if is_formula(cell)], mark


@given(TEXTS)
def test_what_was_disarmed_is_read_as_it_was(cell: str) -> None:
    assert armed(disarmed(cell)) == cell
    text = csv_text(("name", "more"), [(cell, "x")])
    (row,) = read_table(
        SourceFile("x.csv", "workspace", text.encode(), "x.csv"), Findings(), ("name", "more")
    ) or [None]
    assert row is not None and row.get("name") == cell.strip() if "\r" not in cell else True


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("x;=1+41;y", '"x;\'=1+41;y"'),
        ("=1+1", "'=1+1"),
        ("\uff1d1+1", "'\uff1d1+1"),
        (" =1+1", "' =1+1"),
        ('x;"=1+1"', '"x;\'""=1+1"""'),
        ("a|b", '"a|b"'),
        ("a\tb", '"a\tb"'),
        ("a;b", '"a;b"'),
        ("-5.00", "-5.00"),
        ("+1,000.00", '"+1,000.00"'),
        ("-3.2%", "-3.2%"),
        ("-", "-"),
        ("'=1", "''=1"),
    ],
)
def test_how_a_cell_is_written(cell: str, written: str) -> None:
    assert csv_text(("a", "b"), [("x", cell)]) == f"a,b\nx,{written}\n"


def test_a_header_is_no_formula_either() -> None:
    assert csv_text(("=1", "b"), []) == "'=1,b\n"
    assert csv_text(("a",), [("",)]) == 'a\n""\n', "a row with nothing in it is a row"


def test_all_csv_is_written_in_one_place() -> None:
    found = [
        path.name
        for path in (ROOT / "ccmcost").rglob("*.py")
        if re.search(r"csv\.(writer|DictWriter)|\.to_csv\(", text_of(path))
    ]
    assert not found
    script = text_of(ROOT / "ccmcost" / "assets" / "page" / "csv.js")
    assert "disarmed" in script


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("wish", "languages", "marks", "line"),
    [
        ("plain", ("fr",), "", "a,1.5"),
        ("excel", ("en",), ",.", "a,1.5"),
        ("Excel", ("fr", "es"), ";,", 'a;"1,5"'),
        ("excel-comma", ("en",), ";,", 'a;"1,5"'),
        ("excel-semicolon", ("en",), ";.", "a;1.5"),
        ("excel-ru", ("en",), ";,", 'a;"1,5"'),
        ("excel-zh", ("fr",), ",.", "a,1.5"),
    ],
)
def test_a_form_is_named_or_that_of_the_language(
    wish: str, languages: tuple[str, ...], marks: str, line: str
) -> None:
    form = form_named(wish, languages, "--csv")
    written = csv_text(("name", "sum"), [("a", "1.5")], form, figures=("sum",))
    assert form.marks == marks and written.splitlines()[1] == line
    assert (form == PLAIN_CSV) == (not marks)


@pytest.mark.parametrize(
    ("wish", "languages", "said"),
    [
        ("words", ("en",), '--csv: "words" is not a form of CSV'),
        ("excel", ("en", "fr"), "--csv: the documents are in languages that write numbers"),
    ],
)
def test_a_form_that_is_not_known_or_not_clear(
    wish: str, languages: tuple[str, ...], said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        form_named(wish, languages, "--csv")
