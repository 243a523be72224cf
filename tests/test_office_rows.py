"""Tables of an office in memory: the heading is found, rows and totals are read, faults told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from ccmcost.errors import UsageError
from ccmcost.findings import Findings
from ccmcost.intake import office_table
from ccmcost.intake.account import Account, Written
from ccmcost.intake.found import Marker, Place
from ccmcost.intake.office_table import (
    OfficeTable,
    read_office_table,
    sheets_of_office,
    with_states,
)
from ccmcost.intake.sheet import Sheet
from ccmcost.load.table import Row
from ccmcost.model.source import SourceFile

NEEDED, FURTHER = ("iso3", "day", "amount"), ("note",)
HEAD = "iso3;day;amount"
PERU = "PER;2024-03-04;100"


def source(content: bytes = b"", name: str = "x.csv") -> SourceFile:
    return SourceFile(name, "command line", content, name)


def sheet(text: str, **more: Any) -> Sheet:
    """A sheet in which `;` parts the cells."""
    rows = tuple(tuple(line.split(";")) if line else () for line in text.splitlines())
    return Sheet(**{"title": "", "mark": ";", **more, "rows": rows})


class Reading:
    """What becomes of the sheets of a file."""

    def __init__(
        self,
        *sheets: Sheet,
        needed: Sequence[str] = NEEDED,
        further: Sequence[str] | None = FURTHER,
        written: Written = Written(),
    ) -> None:
        self.findings = Findings()
        self.account = Account(Marker("x.csv", self.findings), False, written=written)
        given = (source(), self.account, needed, further)
        self.table = read_office_table(*given, sheets=sheets)
        self.rows = [";".join(each.cells.values()) for each in self.table.rows]
        self.totals = [";".join(each.cells.values()) for each in self.table.totals]
        self.errors = [(each.code, each.row, each.message) for each in self.findings.errors]

    @property
    def left(self) -> list[tuple[str, str, int]]:
        return [(line.place.text, line.reason, line.times) for line in self.account.of("left_out")]


@pytest.mark.parametrize(
    ("text", "rows", "totals", "left"),
    [
        (f"{HEAD}\n{PERU}", [PERU], [], []),
        (f"ISO3;Day ;AMOUNT\n{PERU}".replace("Day ", "Day"), [PERU], [], []),
        (f"{HEAD};note\n{PERU}\n\nMLI;2024-03-05;7;x", [f"{PERU};", "MLI;2024-03-05;7;x"], [], []),
        (f"{HEAD};;note\n{PERU};;x", [f"{PERU};x"], [], []),
        # what stands above the heading
        (f"Account 1;2\n;;\n\n{HEAD}\n{PERU}", [PERU], [], [("line 1", "above the heading", 1)]),
        (f"Account\n;;\nBank\n{HEAD}\n{PERU}", [PERU], [],
         [("line 1", "above the heading", 1), ("line 3", "above the heading", 1)]),
        (f"amount\n{HEAD}\n{PERU}", [PERU], [], [("line 1", "above the heading", 1)]),
        (f"amount;day\n;;\n{HEAD}\n{PERU}", [PERU], [], [("line 1", "above the heading", 1)]),
        (f"Total;;100\nAccount balance;5\nClosing balance 1,234\n{HEAD}\n{PERU}", [PERU],
         ["Total;100", "Account balance;5", "Closing balance 1,234;"], []),
        (f"Total;100;200\nTotal;x\nAll;5\n{HEAD}\n{PERU}", [PERU], [],
         [("line 1", "above the heading", 1), ("line 2", "above the heading", 1),
          ("line 3", "above the heading", 1)]),
        # the heading again, and totals
        (f"{HEAD}\n{PERU}\n{HEAD}\n{PERU}", [PERU, PERU], [], [("line 3", "the heading again", 1)]),
        (f"{HEAD}\n{PERU}\nTotal;;100", [PERU], ["Total;;100"], []),
        (f"{HEAD}\n{PERU}\nTotal 2024;;", [PERU], ["Total 2024;;"], []),
        (f"{HEAD}\n{PERU}\nTotal;2024-03-04;100", [PERU, "Total;2024-03-04;100"], [], []),
        (f"{HEAD}\n{PERU}\nPER;;Total", [PERU], ["PER;;Total"], []),
        (f"{HEAD}\n{PERU}\nClosing balance;2024-03-04;100", [PERU],
         ["Closing balance;2024-03-04;100"], []),
        (f"{HEAD}\n{PERU}\nMLI;;100", [PERU, "MLI;;100"], [], []),
        # rows that end with more marks than the heading, as some programs write them
        (f"{HEAD}\n{PERU};\nMLI;2024-03-05;7;", [PERU, "MLI;2024-03-05;7"], [], []),
        (f"{HEAD}\n{PERU};\nMLI;2024-03-05;7", [PERU, "MLI;2024-03-05;7"], [], []),
        (f"{HEAD}\n\n;;;;;\n;;;;;\n{PERU};\nMLI;2024-03-05;7;", [PERU, "MLI;2024-03-05;7"], [], []),
    ],
)  # fmt: skip
def test_rows_totals_and_what_is_neither(
    text: str, rows: list[str], totals: list[str], left: list[tuple[str, str, int]]
) -> None:
    found = Reading(sheet(text))
    assert (found.rows, found.totals, found.left, found.errors) == (rows, totals, left, [])
    lines = text.splitlines()
    for each in found.table.rows:
        assert lines[each.number - 1].startswith(each.get("iso3"))
        assert found.table.place(each) == Place(each.number)


@pytest.mark.parametrize(
    ("head", "row", "is_total"),
    [
        ("a;b", "Total;5", True),
        ("a;b;c", "Total;5;", True),
        ("a;b;c", "Total;5;5", False),
        ("a;b;c;d", "Total;5;5;", True),
        ("a;b;c;d", "Total;5;5;5", False),
        ("a;b;c;d", "5;5;;", False),
    ],
)
def test_half_of_the_columns_may_be_filled_beside_the_word_for_a_total(
    head: str, row: str, is_total: bool
) -> None:
    found = Reading(sheet(f"{head}\n{row}"), needed=head.split(";"))
    assert (found.totals, found.rows) == (([row], []) if is_total else ([], [row]))


def test_a_list_without_sums_has_no_totals_above_its_heading() -> None:
    found = Reading(sheet("Total;100\nname;day\nPeru;1"), needed=("name", "day"))
    assert (found.totals, found.left) == ([], [("line 1", "above the heading", 1)])


@pytest.mark.parametrize(
    ("text", "mark", "says"),
    [
        (f"{HEAD}\n{PERU};x", ";", "the row has 4 cells, the header 3."),
        (f"{HEAD}\n{PERU};;x", "", "the row has 5 cells, the header 3."),
        (f"{HEAD}\n{PERU}\n{PERU}\n{PERU};", ";", "the row has 4 cells, the header 3."),
        (f"{HEAD}\n{PERU}\n{PERU}\n{PERU};", "", ""),
        (f"{HEAD}\n;;;;;\n;;;;;\n;;;;;\n{PERU}\n{PERU};", ";", "the row has 4 cells, the"),
        (f"{HEAD}\n{PERU};\n{PERU};", ",", "A decimal comma does this in a file with commas"),
        (f"{HEAD}\n{PERU}\n{PERU}", ",", ""),
        (f"{HEAD};;note\n{PERU};{'y' * 31};x", ";",
         f"column D has no heading, but a value here: {'y' * 30}.... Name it or empty it."),
        (f"{HEAD};;note\n{PERU};;x", ";", ""),
    ],
)  # fmt: skip
def test_a_row_that_does_not_fit_its_heading_is_told(text: str, mark: str, says: str) -> None:
    found = Reading(sheet(text, mark=mark))
    assert all(says in message and says for _, _, message in found.errors)
    assert bool(found.errors) == bool(says)
    assert not says or len(found.rows) < len(text.splitlines()) - 1
    assert ("decimal comma" in "".join(each[2] for each in found.errors)) == (
        mark == "," and bool(says)
    )


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"hidden_rows": frozenset([1])}, f'"{PERU.replace(";", "; ")}" stands in a hidden row.'),
        ({"struck": frozenset([(1, 1)])}, "is struck out. Show it if it counts, else delete it."),
        ({"struck": frozenset([(1, 3)])}, ""),
        ({"hidden_columns": frozenset([1])}, 'the column "day" is hidden. Show it or delete it.'),
        ({"hidden_columns": frozenset([3])}, ""),
        ({"hidden_columns": frozenset([4])}, ""),
        ({"covered": {(2, 1): (1, 1)}}, '"2024-03-04" stands in cells that are merged over'),
        ({"covered": {(1, 1): (1, 0)}}, ""),
        ({"covered": {(2, 1): (0, 3)}}, ""),
        ({"covered": {(2, 4): (1, 1)}}, ""),
    ],
)
def test_what_a_person_does_not_see_as_it_stands_is_asked(more: dict[str, Any], says: str) -> None:
    text = f"{HEAD};;\n{PERU};\nMLI;;7"
    found = Reading(sheet(text, title="S", **more))
    told = [each.message for each in found.findings.errors]
    assert len(told) == bool(says)
    assert all(says in each for each in told)


def test_merged_cells_are_asked_where_they_hold_what_is_read() -> None:
    text = "iso3;day;;amount\nPER;;x;100\nMLI;;;"
    covered = {(2, at): (1, at) for at in range(1, 4)}
    found = Reading(sheet(text, title="S", covered=covered))
    first, second = (each.message for each in found.findings.errors)
    assert first.startswith("column C has no heading")
    assert second.startswith('"100" stands in cells that are merged')
    covered.pop((2, 3))
    assert len(Reading(sheet(text, title="S", covered=covered)).errors) == 1


def test_a_hidden_column_is_told_where_it_stands_if_it_holds_anything() -> None:
    def told(text: str) -> list[str]:
        hidden = frozenset([3])
        found = Reading(sheet(text, title="S", hidden_columns=hidden), further=("note", "day2"))
        return [line.place.text for line in found.account.of("open")]

    assert told(f"x\n{HEAD};note\n{PERU};x\nMLI;;7") == ["S!D2"]
    assert told(f"x;;;y\n{HEAD};note;day2\n{PERU};;x") == []
    assert told(f"{HEAD};;note\n{PERU};y;x") == ["S!A2"]  # as one without a name


def test_places_are_cells_of_the_sheet() -> None:
    text = f"Total;100\nx\n{HEAD}\n{PERU}\n{HEAD}\nTotal;;100\nMLI;2024-03-05;7"
    found = Reading(sheet(text, title="S"))
    assert [found.table.place(each).text for each in found.table.rows] == ["S!A4", "S!A7"]
    assert [found.table.place(each).text for each in found.table.totals] == ["S!A1", "S!A6"]
    assert [each[0] for each in found.left] == ["S!A2", "S!A5"]
    hidden = Reading(sheet(text, title="S", hidden_rows=frozenset([3])))
    assert [line.place.text for line in hidden.account.of("open")] == ["S!A4"]


def test_a_row_without_a_place_of_its_own_stands_on_its_line() -> None:
    row = Row("x.csv", 5, {}, Findings())
    assert OfficeTable([row]).place(row) == Place(5)


BOTH = f"{HEAD}\n{PERU}"


@pytest.mark.parametrize(
    ("sheets", "rows", "left", "errors"),
    [
        ([], [], [], []),
        ([sheet("")], [], [], ["the file is empty; its first row must name the columns."]),
        ([sheet(";;\n", title="S")], [], [], ["the file is empty; its first row must name"]),
        ([sheet("x;y", title="S"), sheet(BOTH, title="T")], [PERU],
         [("S!A1", "a sheet without the table", 1)], []),
        ([sheet(BOTH, title="S", hidden=True), sheet(BOTH, title="T")], [PERU],
         [("S!A1", 'on the hidden sheet "S"', 2)], []),
        ([sheet(BOTH, title="S", hidden=True)], [], [], ["the file is empty"]),
        ([sheet("iso3;day\nPER;", title="S"), sheet(BOTH, title="T"), sheet("", title="U")], [PERU],
         [("S!A1", "a sheet without the table", 2)], []),
        ([sheet("iso3;day;note\nPER;", title="S")], [], [], ['no column "amount"']),
        ([sheet(f"x\n{BOTH}", title="S"), sheet(f"\n{BOTH}", title="T")], [], [],
         ['several sheets hold such a table: "S", "T".']),
        ([sheet("x;y\nz;u", title="S")], [], [], ["the first row names none of the columns"]),
        ([sheet(f"{HEAD};strange\n{PERU};1")], [f"{PERU};1"], [], ['unknown column "strange"']),
        ([sheet(HEAD)], [], [], ["the table has a header but no rows."]),
        ([sheet(f"{HEAD};strange")], [], [], ['unknown column "strange"']),
    ],
)  # fmt: skip
def test_the_one_table_of_a_file_is_found(
    sheets: list[Sheet], rows: list[str], left: list[tuple[str, str, int]], errors: list[str]
) -> None:
    found = Reading(*sheets)
    assert (found.rows, found.left) == (rows, left)
    assert len(found.errors) == len(errors)
    assert all(says in each[2] for says, each in zip(errors, found.errors, strict=True))


def test_where_a_fault_of_the_heading_stands() -> None:
    assert Reading(sheet("\n\nx;y\nz;u")).errors[0][1] == 3
    assert Reading(sheet("x\niso3;day\nPER;")).errors[0][1] == 2
    assert Reading(sheet("x\ny;z;u")).errors[0][1] == 1
    assert Reading(sheet("iso3\niso3;x;y")).errors[0][1] == 2
    double = Reading(sheet(f"x\n{BOTH}", title="S"), sheet(f"\n{BOTH}", title="T"))
    assert [line.place.text for line in double.account.of("open")] == ["T!A2"]


def test_other_columns_may_be_allowed() -> None:
    found = Reading(sheet(f"{HEAD};strange\n{PERU};1"), further=None)
    assert (found.rows, found.errors) == ([f"{PERU};1"], [])


def test_the_heading_is_looked_for_in_so_many_rows() -> None:
    assert Reading(sheet("x\n" * 39 + BOTH)).rows == [PERU]
    assert Reading(sheet("x\n" * 40 + BOTH)).rows == []


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        ("State;Day", ["iso3", "day"]),
        ("Day;Member_State", ["day", "iso3"]),
        ("Code;State", ["iso3", "state"]),
        ("iso3;State", ["iso3", "state"]),
        ("State;Country", ["state", "country"]),
        ("ISO;Code;State", ["iso", "code", "iso3"]),
        ("Payer;Day", ["payer", "day"]),
    ],
)
def test_the_column_of_states_is_known_by_its_heading(head: str, wanted: list[str]) -> None:
    assert with_states(head.split(";")) == wanted


def sums(*texts: str, currency: str = "EUR", **more: Any) -> list[tuple[int | None, str, str]]:
    """The sum of each row of a column, what is said against it, and how it was decided."""
    written, between = more.get("written", Written()), more.get("between", ";")
    head = more.get("head", "iso3;day;amount")
    rows = "\n".join(f"PER;2024-03-04;{text}" for text in texts)
    table = Reading(
        sheet(f"{head}\n{rows}", mark=between), further=None, written=written
    ).table  # fmt: skip
    found = []
    for row in table.rows:
        one = table.sum_of(row, "amount", currency)
        found.append((one.minor, one.fault, table.decided(row, "amount", currency)))
    return found


POINT = ", read with a decimal point as the column shows"
COMMA = ", read with a decimal comma as the column shows"


def test_a_column_decides_how_its_sums_are_read() -> None:
    assert sums("100", "1.5", "(2.50)", "3-") == [
        (10000, "", ""), (150, "", ""), (-250, "", ""), (-300, "", ""),
    ]  # fmt: skip
    assert sums("1.000", "2,50", "") == [
        (100000, "", COMMA), (250, "", ""), (None, '"" is not a valid EUR amount. Write it as '
                                            "1234.56.", COMMA),
    ]  # fmt: skip
    assert sums("54,840", "1.50")[0] == (5484000, "", POINT)
    ((minor, fault, how),) = sums("54,840")
    assert (minor, how) == (None, "") and fault.startswith('"54,840" can be read as')
    assert "--decimal" not in fault


def test_a_person_may_say_how_all_sums_are_written() -> None:
    asked = Written(asks=True)
    ((_, fault, _),) = sums("1.000", written=asked)
    assert fault.endswith(
        "Or say how the file writes all sums: --decimal point or --decimal comma."
    )
    ((_, fault, _),) = sums("x", written=asked)
    assert "--decimal" not in fault
    assert sums("1.000", written=Written(mark=",", asks=True)) == [
        (100000, "", ", read with a decimal comma as you said")
    ]
    assert sums("1,000", "2,50", written=Written(mark="."))[0] == (
        100000, "", ", read with a decimal point as you said",
    )  # fmt: skip


CENTS = "iso3;day;amount;note"


@pytest.mark.parametrize(
    ("text", "more", "is_parted"),
    [
        ("100;50", {}, True),
        ("100;5", {}, True),
        ("100;500", {}, False),
        ("100;x", {}, False),
        ("100;", {}, False),
        ("100.00;50", {}, False),
        ("100,00;50", {}, False),
        ("1.000;50", {}, False),
        ("USD;50", {}, False),
        ("EUR 100;50", {}, True),
        ("100;50", {"between": ";"}, False),
        ("100;50", {"written": Written(mark=".")}, False),
        ("100;50", {"written": Written(mark=",")}, True),
        ("100;50", {"currency": "JPY"}, False),
        ("100;500", {"currency": "KWD"}, True),
        ("100;5", {"currency": "XYZ"}, False),
        ("100", {"head": HEAD}, False),
    ],
)
def test_a_sum_may_have_lost_its_decimals_to_the_next_column(
    text: str, more: dict[str, Any], is_parted: bool
) -> None:
    ((_, fault, _),) = sums(text, **{"between": ",", "head": CENTS, **more})
    assert ("may be its decimals" in fault) == is_parted
    ((_, asked, _),) = sums(text, **{"between": ",", "head": CENTS, "written": Written(asks=True),
                                     **more})  # fmt: skip
    if is_parted and "written" not in more:
        assert asked == f"{fault} For all sums of the file: --decimal point."


def test_a_sum_whose_column_no_table_has_is_not_parted() -> None:
    text = "iso3,day,amount\nPER,2024-03-04,5".replace(",", ";")
    table = Reading(sheet(text, mark=",")).table
    assert table.sum_of(table.rows[0], "fee", "EUR").minor is None


def test_days_are_read_as_a_person_or_the_column_says() -> None:
    def days(written: Written, *texts: str) -> tuple[list[str], list[str]]:
        rows = "\n".join(f"PER;{text};1" for text in texts)
        found = Reading(sheet(f"{HEAD}\n{rows}"), written=written)
        read = [str(each.day("day")) for each in found.table.rows]
        return read, [each.message for each in found.findings.errors]

    assert days(Written(), "04/03/2024", "31/03/2024")[0] == ["2024-03-04", "2024-03-31"]
    assert days(Written(days="month/day/year"), "04/03/2024")[0] == ["2024-04-03"]
    read, (fault,) = days(Written(), "04/03/2024")
    assert read == ["None"] and "--days" not in fault
    _, (fault,) = days(Written(asks=True), "04/03/2024")
    assert fault.endswith("Or say how the file writes all of them: --days d.m.y or --days m/d/y.")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.02'>", "bank statement"),
        (b":20:x\n:25:y\n", "bank statement"),
        (b" OFXHEADER:100", "this is not a table."),
        (b"%PDF-1.4", "this is not a table."),
    ],
)
def test_the_format_of_a_bank_is_no_table(content: bytes, says: str) -> None:
    account = Account(Marker("x", Findings()))
    with pytest.raises(UsageError, match=says):
        sheets_of_office(source(content), account)
    with pytest.raises(UsageError, match=says):
        read_office_table(source(content), account, NEEDED)


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"PK\x03\x04 xl/", "x", "xlsx"),
        (b"PK\x03\x04 mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "x", "ods"),
        (b"", "x.ODS", "ods"),
        (b"", "x.xlsx", "xlsx"),
        (b"", "x.xls", "xlsx"),
        (b"a;b\n:20:x", "x.csv", "csv"),
        (b"a;b\n:25:x", "x.txt", "csv"),
    ],
)
def test_the_kind_of_a_file_is_known(
    content: bytes, name: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        office_table, "sheets_of", lambda _, __, said: (Sheet(said, ()),)
    )  # fmt: skip
    (found,) = sheets_of_office(source(content, name), Account(Marker("x", Findings())))
    assert (found.title or "csv") == kind


def test_a_character_that_makes_a_text_read_otherwise_is_told() -> None:
    findings = Findings()
    content = "iso3;day\nPER;\u202e1".encode()
    assert sheets_of_office(source(content), Account(Marker("x", findings))) == ()
    assert "hidden character" in findings.errors[0].message
