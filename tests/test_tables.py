"""A table says its values once: what each output makes of them, and that sums come from values."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

import jinja2
import openpyxl
import pytest

from ccmcost.model.money import Money
from ccmcost.tables.page import render, to_page
from ccmcost.tables.records import to_csv, to_json
from ccmcost.tables.screen import (
    COLOUR,
    bullets,
    even,
    fields,
    files_note,
    one_line,
    readable,
    to_screen,
)
from ccmcost.tables.styles import Styles, new_document
from ccmcost.tables.table import (
    CSV,
    FILES,
    PAGE,
    REST,
    SCREEN,
    Column,
    Columns,
    Kind,
    Live,
    Say,
    Table,
    Value,
    made_of,
    on_page,
    sum_of,
    with_sums,
)
from ccmcost.tables.xlsx import address, letter, put_table, table_sheet
from ccmcost.words.speaker import Phrases, english

USD = Money(0, "USD", 2)


class Row(NamedTuple):
    code: str
    assessed: int
    paid: int | None
    share: Fraction
    day: date | None
    kind: Say

    @property
    def due(self) -> Live:
        return Live("{assessed}-{paid}", self.assessed - (self.paid or 0))


ROWS = (
    Row("FRA", 123456789, 100, Fraction(1, 3), date(2024, 3, 1), Say("state_party", "State Party")),
    Row("JPN", 50, None, Fraction(2, 3), None, Say("observer_state", "=1+1")),
)
COLUMNS: Columns[Row] = [
    Column("code", "The code", wide=4),
    Column("kind", "Kind", only=("csv", "screen")),
    Column("assessed", kind="money"),
    Column("paid", "Paid", "movement"),
    Column("due", "Due", "change"),
    Column("share", "Share", "share"),
    Column("day", "Day", "day"),
    (Column("tenth", "Tenth", "percent", only=PAGE), lambda row: row.share / 10),
    (Column("hidden", only=CSV), lambda row: Decimal("1.50")),
]


def table(words: Phrases | None = None) -> Table:
    return made_of("rows", "Rows", COLUMNS, ROWS, words=words, money=USD)


def test_machines_read_names_plain_numbers_and_keys() -> None:
    assert to_csv(with_sums(table(), "Total")).splitlines() == [
        "code,kind,assessed,paid,due,share,day,hidden",
        "FRA,state_party,1234567.89,1.00,1234566.89,33.333333,2024-03-01,1.50",
        "JPN,observer_state,0.50,,0.50,66.666667,,1.50",
    ]
    first, second = to_json(table())
    assert (
        first["due"] == "1234566.89"
        and second["paid"] == second["day"] == ""
        and "kind" not in first
    )


def test_a_screen_is_as_wide_as_it_must_be_and_marks_what_is_not_known() -> None:
    assert to_screen(with_sums(table(english()), "Sum")) == [
        "The  Kind            Assessed Paid           Due     Share Day",
        "code",
        "FRA  State Party 1,234,567.89 1.00 +1,234,566.89 33.333333 2024-03-01",
        "JPN  =1+1                0.50    -         +0.50 66.666667 -",
        "---------------------------------------------------------------------",
        "Sum              1,234,568.39 1.00 +1,234,567.39",
    ]


def test_the_last_row_of_the_foot_stands_out() -> None:
    sums = (("a", USD.of(1)), ("b", USD.of(2)))
    made = Table("t", "", (Column("x", "X"), Column("y", "Y", "money")), (("c", USD.of(3)),), sums)
    assert to_screen(made, COLOUR)[-2:] == ["a 0.01", "\033[1mb 0.02\033[0m"]


@pytest.mark.parametrize(("most", "wide"), [(80, 75), (20, 20)])
def test_one_column_takes_what_the_others_leave(most: int, wide: int) -> None:
    made = Table("t", "", (Column("x", "X", wide=REST), Column("y", "Y", "number", 4)), (("a", 7),))
    assert to_screen(made, most=most)[1] == f"{'a'.ljust(wide)}    7"


def test_columns_of_money_can_be_even() -> None:
    columns = (Column("x", "X", "money"), Column("y", "Y", "change"), Column("z", "Z", "number", 3))
    made = even(Table("t", "", columns, ((USD.of(-1), USD.of(123456789), 1),)), least=5)
    assert [column.wide for column in made.columns] == [13, 13, 3]


def test_a_movement_of_nothing_and_a_change_that_cannot_be_told_stay_empty() -> None:
    made = Table(
        "t", "", (Column("x", "X", "movement", 4), Column("y", "Y", "change", 4)), ((USD, None),)
    )
    assert to_screen(made)[1] == "" and to_csv(made).splitlines()[1] == "0.00,"


@pytest.mark.parametrize(
    ("language", "amount", "day"),
    [("en", "1,234,567.89", "1 March 2024"), ("fr", "1\u202f234\u202f567,89", "1er mars 2024")],
)
def test_a_page_speaks_its_language(language: str, amount: str, day: str) -> None:
    page = to_page(table(), language)
    assert [column["name"] for column in page["columns"]] == [
        "The code",
        "",
        "Paid",
        "Due",
        "Share",
        "Day",
        "Tenth",
    ]
    assert [column["right"] for column in page["columns"]] == [
        False,
        True,
        True,
        True,
        True,
        False,
        True,
    ]
    assert page["rows"][0][1] == amount and page["rows"][0][5] == day and page["rows"][1][2] == ""


def test_figures_of_a_right_to_left_page_keep_their_direction() -> None:
    (row,) = to_page(
        Table(
            "t",
            "",
            (Column("x", "X", "money"), Column("y", "Y", "iso_day")),
            ((USD.of(5), date(2024, 3, 1)),),
        ),
        "ar",
    )["rows"]
    assert all(cell.startswith("\u2066") and cell.endswith("\u2069") for cell in row)


def test_a_heading_is_a_key_of_the_catalogue_or_stays_as_it_is() -> None:
    heads = {column.name: column.heading for column in table(english()).columns}
    assert heads["code"] == "The code" and heads["assessed"] == "Assessed" and heads["hidden"] == ""
    french = {column.name: column.heading for column in table(Phrases("fr")).columns}
    assert french["assessed"] == Phrases("fr")("col_assessed") != "Assessed"
    with pytest.raises(KeyError, match="col_nobody_says"):
        made_of("rows", "Rows", [Column("nobody_says")], (), words=english())


def test_sums_come_from_values_and_never_mix_currencies() -> None:
    summed = with_sums(table(), "Total")
    assert summed.foot == (
        ("Total", "", USD.of(123456839), USD.of(100), USD.of(123456739), "", "", "", ""),
    )
    assert sum_of(table().column_of("due")) == USD.of(123456739)
    mixed = Table("t", "", (Column("x", "X", "money"),), ((USD.of(1),), (Money(1, "EUR", 2),)))
    assert with_sums(mixed, "Total") == mixed and sum_of(mixed.column_of("x")) is None


def test_columns_are_picked_by_name_and_by_output() -> None:
    assert [column.name for column in table().pick("share", "code").columns] == ["share", "code"]
    assert table().pick("share", "code").rows[0] == (Fraction(1, 3), "FRA")
    shown = {
        output: [column.name for column in table().shown(output).columns]
        for output in (*FILES, *SCREEN, *PAGE)
    }
    assert [output for output, names in shown.items() if "kind" in names] == ["csv", "screen"]
    assert [output for output, names in shown.items() if "tenth" in names] == ["page"]
    assert [output for output, names in shown.items() if "code" in names] == [
        "csv",
        "json",
        "xlsx",
        "screen",
        "page",
    ]


def sheet_of(made: Table) -> tuple[openpyxl.worksheet.worksheet.Worksheet, ...]:
    buffer = io.BytesIO()
    book = new_document(buffer)
    table_sheet(book, Styles(book), "Rows", made, ("Title", "Subtitle", "Remark"), "Footer")
    book.close()
    return tuple(
        openpyxl.load_workbook(io.BytesIO(buffer.getvalue()), data_only=values)["Rows"]
        for values in (False, True)
    )


def test_a_workbook_computes_what_is_live_and_sums_the_column_above() -> None:
    written, shown = sheet_of(with_sums(table(), "Total"))
    assert [cell.value for cell in written[1]][:1] == ["Title"]
    assert [cell.value for cell in written[5]] == ["The code", "", "Paid", "Due", "Share", "Day"]
    assert written["D6"].value == "=B6-C6" and shown["D6"].value == 1234566.89
    assert written["B8"].value == "=SUM(B6:B7)" and shown["B8"].value == 1234568.39
    assert written["B6"].number_format.startswith("#,##0.00") and shown["E6"].value == 33.333333
    assert written["F6"].value.date() == date(2024, 3, 1) and written["A6"].data_type == "s"


def test_a_live_cell_may_name_columns_by_their_place() -> None:
    columns = (Column("a [b]", "A", "money"), Column("c", "C", "change"))
    written, shown = sheet_of(
        Table("t", "", columns, ((USD.of(700), Live("{0}*2", USD.of(1400))),))
    )
    assert written["B6"].value == "=A6*2" and shown["B6"].value == 14


def test_text_in_a_sheet_is_never_a_formula() -> None:
    written, _ = sheet_of(
        Table("t", "", (Column("x", "=1", "text"),), (("=1+1",), (Say("k", "@x"),)))
    )
    assert [written[at].data_type for at in ("A5", "A6", "A7")] == ["s", "s", "s"]


def test_addresses() -> None:
    assert [letter(place) for place in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert address(0, 27) == "AB1"


def test_a_sheet_without_rows_has_no_filter_and_every_value_its_form() -> None:
    columns = (
        Column("a", "A", "count"),
        Column("b", "B"),
        Column("c", "C", "iso_day"),
        Column("d", "D", "number"),
    )
    row = (1234, Decimal("1.50"), date(2024, 3, 1), None)
    empty, _ = sheet_of(Table("t", "", columns, ()))
    assert empty.auto_filter.ref is None
    written, _ = sheet_of(Table("t", "", columns, (row,)))
    assert written.auto_filter.ref == "A5:D6"
    assert (written["A6"].value, written["A6"].number_format) == (1234, "#,##0_)")
    assert (written["B6"].value, written["B6"].number_format) == (1.5, "#,##0.00_)")
    assert written["C6"].value.date() == date(2024, 3, 1) and written["D6"].value in (None, "")


def test_what_is_left_out_of_a_sheet_is_a_blank_cell() -> None:
    buffer = io.BytesIO()
    book = new_document(buffer)
    sheet = book.add_worksheet("Rows")
    columns = (Column("a", "A"), Column("b", "B", "count"))
    below = put_table(sheet, 0, Table("t", "", columns, (("", None), ("x", 0))), Styles(book), True)
    book.close()
    read = openpyxl.load_workbook(io.BytesIO(buffer.getvalue()))["Rows"]
    assert below == 3 and [cell.value for cell in read[2]] == [None, None]
    assert [cell.value for cell in read[3]] == ["x", 0]


@pytest.mark.parametrize(
    ("cell", "kind", "language", "text"),
    [
        (USD.of(0), "movement", "fr", ""),
        (1234567, "count", "fr", "1\u202f234\u202f567"),
        (7, "count", "ar", "7"),
        (1234567, "count", "ar", "\u20661 234 567\u2069"),
        (date(2024, 3, 1), "iso_day", "fr", "2024-03-01"),
        (date(2024, 3, 1), "day", "fr", "1er mars 2024"),
        (Say("key", "partie"), "text", "fr", "partie"),
        (None, "money", "fr", ""),
    ],
)
def test_how_a_page_writes_a_cell(cell: Value, kind: Kind, language: str, text: str) -> None:
    assert on_page(cell, Column("x", kind=kind), language).replace("\u00a0", " ") == text


def test_a_screen_names_what_it_says_and_keeps_to_its_lines() -> None:
    shown = fields([("Account", "CH00\x1b[31m 0000"), ("Reference of the bank", "")], width=40)
    assert shown == [
        "Account                CH00\x1b[31m 0000",
        "Reference of the bank  -",
    ]
    assert one_line("one\ntwo\x1b[31m") == "one two [31m"
    assert readable("one\ntwo\x07\u202e") == "one\ntwo  "
    assert bullets(["one", "two"]) == ["- one", "- two"]
    assert files_note(["a.csv"]) == "\nFiles\n  a.csv"


def test_a_page_says_nothing_that_nobody_gave() -> None:
    with pytest.raises(jinja2.UndefinedError, match="is undefined"):
        render("audit.html.j2")
