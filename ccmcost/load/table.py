"""CSV tables with places: every cell knows its file, row and column.

Files are read as spreadsheet programs of many countries write them: with commas, semicolons or
tabs, in UTF-8, UTF-16 or Windows-1252, with `sep=;` as first line, lines above the heading, and
days in the order of the country where a whole column shows it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple, Protocol

from ccmcost.findings import Findings
from ccmcost.load.reader import plain_text_of
from ccmcost.model.calendar import (
    Order,
    day_in_order,
    day_order,
    in_figures,
    is_iso,
    no_day,
    parse_partial_day,
)
from ccmcost.model.money import currency_code
from ccmcost.model.source import SourceFile
from ccmcost.near import hint
from ccmcost.text import armed, printable, quoted

MARKS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
"""What may stand between columns."""
SEARCHED_ROWS = 40
"""So many rows may stand above a heading."""
_SEP = re.compile(r'"?sep=(.)"?', re.IGNORECASE)


class Finder(Protocol):
    """What reads a column of States: codes alone in a file of data (`States`),
    codes or names in one that a person made (ccmcost/intake/finder.py).
    """

    def code(self, word: str) -> str | None:
        """The code that a word stands for, or None."""

    def unknown(self, text: str) -> str:
        """What to tell of a word that stands for no State."""


class Days:
    """How the columns of one table write days: each is looked at once, and as a whole.

    `cells` gives the cells of a column; an order that they show is told as a warning in the file
    `told`. In a table of data a spreadsheet program turned the days of all `columns` alike, so that
    one column may show it for another. `said` is the order that a person gave for the file, `hint`
    how one gives it.
    """

    def __init__(
        self,
        cells: Callable[[str], Sequence[str]],
        findings: Findings,
        told: str,
        columns: Sequence[str] = (),
        said: Order = "",
        hint: str = "",
    ) -> None:
        self._cells, self._findings, self._told = cells, findings, told
        self._columns, self._said, self._hint = columns, said, hint
        self._orders: dict[str, Order] = {}

    def order(self, column: str) -> Order:
        """The order of day and month in a column, if its cells show it."""
        if column not in self._orders:
            is_said = self._said and not any(map(is_iso, self._cells(column)))
            self._orders[column] = self._said if is_said else self._shown_order(column)
        return self._orders[column]

    def _shown_order(self, column: str) -> Order:
        order, proof = self._shown(column)
        if order:
            message = f'days were read as {order}, as "{proof}" can only be read so.'
            self._findings.warning("date-bad", message, self._told, 0, column)
        return order

    def _shown(self, column: str) -> tuple[Order, str]:
        order, proof = day_order(self._cells(column))
        if order or not all(map(in_figures, filter(None, self._cells(column)))):
            return order, proof
        others = dict(map(day_order, map(self._cells, self._columns)))
        others.pop("", None)
        return next(iter(others.items())) if len(others) == 1 else ("", "")

    def fault(self, column: str, text: str) -> str:
        """What to say of a text of a column that is no day, or of which nobody can tell which."""
        fault = no_day(text)
        if in_figures(text) and any(map(is_iso, self._cells(column))):
            fault += (
                " Look at the days beside it too: a spreadsheet program took them for dates, and "
                "may have exchanged day and month in them."
            )
        elif in_figures(text) and self._said:
            fault = (
                f'"{text}" is not a day in the order {self._said}, which --days gives for the '
                "whole file. Give the order that the file has."
            )
        elif in_figures(text):
            fault += self._hint
        return fault


class Row(NamedTuple):
    """One row of a table: the line of the file on which it ends, its cells by column name,
    where its faults go, and how its table writes days.
    """

    file: str
    number: int
    cells: Mapping[str, str]
    findings: Findings
    days: Days | None = None

    def get(self, column: str) -> str:
        """The cell of a column; empty if the table has no such column."""
        return self.cells.get(column, "")

    @property
    def currency(self) -> str:
        """The code of the currency that the row names, in capitals; empty if it names none."""
        return currency_code(self.get("currency"))

    def error(self, code: str, message: str, column: str = "") -> None:
        """A finding of severity error at this row."""
        self.findings.error(code, message, self.file, self.number, column)

    def name(self, column: str) -> str:
        """A cell that holds a name; one that has lost letters is a finding."""
        text = self.get(column)
        if "?" in text:
            message = (
                f'"{text[:80]}" has lost letters. Save the file as CSV UTF-8: other forms of CSV '
                "have no place for the letters of all languages."
            )
            self.error("value-bad", message, column)
        return text

    def state(
        self,
        finder: Finder,
        found: Container[str] = (),
        twice: str = ". Remove one of the rows.",
    ) -> str:
        """The code of the State in the column `iso3`; empty, and a finding,
        if there is none or it was `found` before.
        """
        word = self.get("iso3")
        code = finder.code(word)
        if code is None:
            self.error("state-unknown", finder.unknown(word), "iso3")
        elif code in found:
            self.error("state-twice", f"{self.named(code)} stands twice{twice}", "iso3")
        else:
            return code
        return ""

    def named(self, code: str) -> str:
        """The code of the State of the row, with the name that the row gives it."""
        word = self.get("iso3")
        return code if word == code else f'{code} ("{word[:80]}")'

    def day(self, column: str, partial: bool = False) -> date | None:
        """A date cell, or None if it is empty; a bad date is a finding.
        `partial` allows bare years and months.
        """
        text = self.get(column)
        if not text:
            return None
        day = parse_partial_day(text) if partial else None
        if day is None:
            day = day_in_order(text, self.days.order(column) if self.days else "")
        if day is None:
            fault = self.days.fault(column, text) if self.days else no_day(text)
            self.error("date-bad", fault, column)
        return day


def read_table(
    source: SourceFile | None,
    findings: Findings,
    required: Sequence[str],
    optional: Sequence[str] = (),
    strict: bool = True,
    further: str = "",
    may_lack_rows: bool = False,
) -> tuple[Row, ...]:
    """The rows of a CSV file whose header holds the required columns; none without a file. Cells
    are stripped.

    `further` is how the names of more optional columns are formed, as a regular expression.

    Columns are told apart by commas, or by semicolons or tabs where the header has more of those:
    spreadsheet programs of many countries write them. With `strict`, a column that is neither
    required nor optional is a finding.
    """
    text = plain_text_of(source, findings, windows=True) if source is not None else None
    if source is None or text is None:
        return ()
    mark, records = _records(text, source, findings, required)
    if not records:
        if not findings.errors:
            findings.error("file-empty", "the file is empty.", source.shown)
        return ()
    header_at, names = records[0]
    header = column_names(names)
    known = (*required, *optional, *(name for name in header if re.fullmatch(further, name)))
    if not header_fits(header, header_at, source, findings, required, known if strict else None):
        return ()
    rows: list[Row] = []
    days = Days(lambda column: [row.get(column) for row in rows], findings, source.shown, header)
    for number, record in records[1:]:
        cells = record if any(record[len(header) :]) else record[: len(header)]
        if len(cells) != len(header):
            message = (
                f"the row has {len(cells)} cells, the header {len(header)}. Check for stray or "
                f"missing {MARKS[mark]}."
            )
            findings.error("file-syntax", message, source.shown, number)
            continue
        by_name = dict(zip(header, cells, strict=True))
        rows.append(Row(source.shown, number, by_name, findings, days))
    if not rows and not may_lack_rows and not findings.errors:
        findings.error("file-empty", "the table has a header but no rows.", source.shown)
    return tuple(rows)


def csv_mark(text: str) -> str:
    """What stands between the cells of a CSV file: what its first line `sep=;` says, else the mark
    that most of its lines have, outside quotation marks; commas where that is open.
    """
    if said := said_mark(text):
        return said
    lines = [re.sub(r'"[^"]*"', "", line) for line in text.splitlines()[:200]]
    return max(
        MARKS,
        key=lambda mark: (
            sum(mark in line for line in lines),
            sum(line.count(mark) for line in lines),
            mark == ",",
        ),
    )


def said_mark(text: str) -> str:
    """The mark that the first line of a CSV file names for Excel, as in `sep=;`; else nothing."""
    said = _SEP.match(text.partition("\n")[0])
    return said[1] if said else ""


def column_names(header: Sequence[str]) -> list[str]:
    """Names of columns without capitals and blanks; columns without a name at the end,
    which Excel leaves, fall away.
    """
    names = [cell.casefold().replace(" ", "_") for cell in header]
    while names and not names[-1]:
        names.pop()
    return names


def heading_name(heading: str) -> str:
    """A heading as it is compared: capitals and blanks do not count; empty if it is none."""
    return next(iter(column_names([heading.strip()])), "")


def cells_of(record: Sequence[str]) -> list[str]:
    """The texts of a row, without blanks around them and without the apostrophe that keeps a
    formula from running.
    """
    return [armed(cell).strip() for cell in record]


def csv_rows(text: str, mark: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV file, each with the line on which it ends, without a first line `sep=;`;
    their cells are those of `cells_of`. Raises csv.Error, with the line as its last argument.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    if said_mark(text):
        next(reader)
    try:
        for record in reader:
            yield reader.line_num, cells_of(record)
    except csv.Error as error:
        raise csv.Error(str(error), reader.line_num) from None


def _records(
    text: str, source: SourceFile, findings: Findings, required: Sequence[str]
) -> tuple[str, list[tuple[int, list[str]]]]:
    """The mark between columns, and the rows that hold something, from the one that names the
    required columns on; what stands above it is told. Without such a row, all of them.
    """
    first = next((line for line in text.splitlines() if line.strip()), "")
    usual = said_mark(text) or max(MARKS, key=lambda mark: (first.count(mark), mark == ","))
    for mark in (usual, *(mark for mark in MARKS if mark != usual)):
        try:
            rows = [(number, cells) for number, cells in csv_rows(text, mark) if any(cells)]
        except csv.Error as error:
            if mark == usual:
                message = f"this is not valid CSV: {error.args[0]}."
                findings.error("file-syntax", message, source.shown, error.args[1])
                return mark, []
            continue
        for at, (_, cells) in enumerate(rows[:SEARCHED_ROWS]):
            if set(required) <= set(column_names(cells)):
                for number, above in rows[:at]:
                    told = "; ".join(filter(None, above))[:80]
                    message = f'"{told}" stands above the heading and was left out.'
                    findings.warning("file-syntax", message, source.shown, number)
                return mark, rows[at:]
        if mark == usual:
            found = rows
    return usual, found


def header_fits(
    header: Sequence[str],
    row: int,
    source: SourceFile,
    findings: Findings,
    required: Sequence[str],
    known: Sequence[str] | None,
) -> bool:
    """Whether a header names every required column, and none twice.
    What is wrong, and columns not `known`, are findings.
    """
    missing = [column for column in required if column not in header]
    twice = sorted({column for column in header if column and header.count(column) > 1})
    strange = [column for column in header if column and known is not None and column not in known]
    wrong = partial(findings.error, file=source.shown, row=row)
    if len(missing) == len(required) > 1:
        wrong(
            "column-missing",
            f"the first row names none of the columns {', '.join(required)}. It reads: "
            f"{quoted(', '.join(header)[:80])}. Is it the right file?",
        )
        return False
    if 2 * len(missing) > len(required) and strange:
        wrong(
            "column-missing",
            f"the table lacks the columns {', '.join(missing)}; it has "
            f"{quoted(', '.join(filter(None, header))[:120])}. Rename its columns so, or "
            "copy what is needed into a table with these.",
        )
        return False
    for column in missing:
        message = f'the table has no column "{column}". Its header must name it.'
        wrong("column-missing", message)
    for column in twice:
        wrong("file-syntax", f'the column "{printable(column)}" stands twice in the header.')
    for column in strange:
        told = printable(column)
        message = f'unknown column "{told}".{hint(column, filter(None, known or ()))}'
        wrong("column-unknown", message, column=column)
    return not missing and not twice


def cell_text(value: Any) -> str:
    """The value of a cell as text. A sheet keeps numbers as doubles;
    what it shows are at most fifteen digits of them.
    """
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 2**53 else f"{value:.15g}"
    return str(value).strip()
