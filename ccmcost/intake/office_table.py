"""Tables that an office keeps or gets from its bank (CSV, XLSX, ODS): rows by the names of columns,
each row accounted for.

The heading is found below whatever a bank prints above it. A row is read, or left out for a reason
that is told: lines above the heading, the heading again, totals. What a person does not see as
valid (a hidden row, a struck-out cell) is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from statistics import mode

from ccmcost.errors import UsageError
from ccmcost.intake.account import Account, Written
from ccmcost.intake.entries import TakenBack
from ccmcost.intake.found import Place, shown
from ccmcost.intake.names import normal
from ccmcost.intake.sheet import Sheet, column_letters, csv_sheets, sheets_of
from ccmcost.intake.stated import figures_of, is_balance, says_balance, says_total
from ccmcost.intake.vocabulary import CODE_COLUMNS, STATE_COLUMNS
from ccmcost.load.table import SEARCHED_ROWS, Days, Row, column_names, header_fits
from ccmcost.model.money import decimals_of
from ccmcost.model.source import SourceFile
from ccmcost.model.sums import Mark, Sum, decimal_mark, parse_sum

Names = Callable[[Sequence[str]], list[str]]
"""What the columns of a heading are called."""
_ADVICE = (
    "ccmcost reads lists, not this format. Export the statement from the bank as CSV or XLSX, "
    "with the columns that "
    '"ccmcost help receipts" names'
)


_SAY_MARK = "Or say how the file writes all sums: --decimal point or --decimal comma."
_SAY_DAYS = " Or say how the file writes all of them: --days d.m.y or --days m/d/y."


class OfficeTable:
    """The rows of a table, the rows of totals in it, the marks before the decimals of its columns
    of sums, and what a person should know of it.

    Of a bank's own file also the entries by which the bank took credits back.
    """

    def __init__(
        self,
        rows: Sequence[Row] = (),
        totals: Sequence[Row] = (),
        places: Mapping[int, Place] | None = None,
        remarks: Sequence[str] = (),
        taken_back: Sequence[TakenBack] = (),
        of_bank: bool = False,
        written: Written = Written(),
        between: str = "",
    ) -> None:
        self.rows, self.totals = tuple(rows), tuple(totals)
        self._places = places or {}
        self.remarks, self.taken_back = tuple(remarks), tuple(taken_back)
        self.of_bank, self._written, self._between = of_bank, written, between
        self._marks: dict[tuple[str, str], Mark] = {}
        self._sums: dict[tuple[str, str, Mark], Sum] = {}

    def sum_of(self, row: Row, column: str, currency: str) -> Sum:
        """The sum in a cell; where it can be read in two ways, the whole column may decide.
        Debits are negative.
        """
        if (column, currency) not in self._marks:
            texts = (each.get(column) for each in (*self.rows, *self.totals))
            self._marks[column, currency] = self._written.mark or decimal_mark(texts, currency)[0]
        mark = self._marks[column, currency]
        if self._between == "," and mark != "." and (fault := _parted(row, column, currency)):
            say = " For all sums of the file: --decimal point." if self._written.asks else ""
            return Sum(None, f"{fault}{say}")
        found = self._parsed(row.get(column), currency, mark)
        is_open = self._written.asks and "can be read as" in found.fault
        return found._replace(fault=f"{found.fault} {_SAY_MARK}") if is_open else found

    def decided(self, row: Row, column: str, currency: str) -> str:
        """What to say of a sum that only the whole column could decide;
        empty for a sum that has one meaning.
        """
        mark = self._marks.get((column, currency), "")
        if not mark or self._parsed(row.get(column), currency, "").minor is not None:
            return ""
        why = "you said" if self._written.mark else "the column shows"
        return f", read with a decimal {'point' if mark == '.' else 'comma'} as {why}"

    def _parsed(self, text: str, currency: str, mark: Mark) -> Sum:
        """The sum of a cell; each text is parsed once, though it is looked at several times."""
        key = (text, currency, mark)
        if key not in self._sums:
            self._sums[key] = parse_sum(text, currency, mark, brackets=True, from_afar=True)
        return self._sums[key]

    def place(self, row: Row) -> Place:
        """Where a row stands."""
        return self._places.get(row.number, Place(row.number))


def read_office_table(
    source: SourceFile,
    account: Account,
    required: Sequence[str],
    optional: Sequence[str] | None = (),
    named: Names = column_names,
    sheets: Sequence[Sheet] | None = None,
) -> OfficeTable:
    """The rows of the one table whose heading names the required columns; capitals and blanks in
    names do not count. Other columns than the optional ones are refused, unless that is None;
    `named` says what the columns of a heading are called; `sheets` are those of the file, if they
    were read before.

    What is wrong is a finding; what is left out is in the account. Raises UsageError for a bank
    format that is not a table.
    """
    sheets = sheets_of_office(source, account) if sheets is None else sheets
    if not sheets:
        return OfficeTable()
    fits = [
        (sheet, row)
        for sheet in sheets
        if not sheet.hidden and (row := _header(sheet, required, named)) is not None
    ]
    whole = [(sheet, row) for sheet, row in fits if set(required) <= set(named(sheet.rows[row]))]
    if len(whole) > 1:
        listed = ", ".join(f'"{sheet.title}"' for sheet, _ in whole)
        account.open(
            "column-doubtful",
            f"several sheets hold such a table: {listed}. Keep the one that is meant in a file "
            "of its own.",
            listed,
            whole[1][0].place(whole[1][1], 0),
        )
        return OfficeTable()
    if not fits:
        account.marker.findings.error(
            "file-empty", "the file is empty; its first row must name the columns.", source.shown
        )
        return OfficeTable()
    sheet, row = (whole or fits)[0]
    for other in sheets:
        if other is not sheet and other.filled:
            why = other.why_unseen(0) if other.hidden else "a sheet without the table"
            account.leave_out(f'sheet "{other.title}"', other.place(0, 0), why, times=other.filled)
    return _read(sheet, row, source, account, required, optional, named)


def with_states(header: Sequence[str]) -> list[str]:
    """Names of columns, of which the one that names States is `iso3`."""
    names = column_names(header)
    if "iso3" not in names:
        for known in (CODE_COLUMNS, STATE_COLUMNS):
            fits = [at for at, name in enumerate(names) if normal(name.replace("_", " ")) in known]
            if len(fits) == 1:
                names[fits[0]] = "iso3"
                break
    return names


def sheets_of_office(source: SourceFile, account: Account) -> tuple[Sheet, ...]:
    """The sheets of a workbook, or a CSV file as one; what cannot be read is a finding. Raises
    UsageError for a bank format that is not a table.
    """
    _refuse_bank_formats(source)
    name, start = source.name.lower(), source.content[:512]
    if start.startswith(b"PK\x03\x04") or name.endswith((".xlsx", ".xlsm", ".ods", ".xls")):
        is_ods = name.endswith(".ods") or b"opendocument.spreadsheet" in start
        return sheets_of(source, account.marker.findings, "ods" if is_ods else "xlsx")
    return csv_sheets(source, account.marker.findings, plain=True)


def _refuse_bank_formats(source: SourceFile) -> None:
    start = source.content[:4096]
    if b"camt.05" in start or (b":20:" in start and b":25:" in start):
        raise UsageError(
            f"{source.shown}: this is a bank statement, and no list with a heading and rows. "
            "Statements in camt.053 and MT940 are taken in by: ccmcost import receipts FILE."
        )
    if start.lstrip().startswith((b"OFXHEADER", b"<OFX", b"%PDF", b"!Type:")):
        raise UsageError(f"{source.shown}: this is not a table. {_ADVICE}.")


def _header(sheet: Sheet, required: Sequence[str], named: Names) -> int | None:
    """The row that names most of the columns, and of several the one with most cells, for a title
    may name one too; the first that is not empty if none names any.
    """
    rows = [(row, cells) for row, cells in enumerate(sheet.rows[:SEARCHED_ROWS]) if any(cells)]

    def fits(row: tuple[int, tuple[str, ...]]) -> tuple[int, int]:
        named_here = len(set(required).intersection(named(row[1])))
        return named_here, named_here and sum(map(bool, row[1]))

    return max(rows, key=fits)[0] if rows else None


def _read(
    sheet: Sheet,
    at: int,
    source: SourceFile,
    account: Account,
    required: Sequence[str],
    optional: Sequence[str] | None,
    named: Names,
) -> OfficeTable:
    findings = account.marker.findings
    header = named(sheet.rows[at])
    known = None if optional is None else ("", *required, *optional)
    if not header_fits(header, at + 1, source, findings, required, known):
        return OfficeTable()
    totals = _totals_above(sheet, at, source, account, required)
    places = {line.number: sheet.place(line.number - 1, 0) for line in totals}
    for column, name in enumerate(header):
        if (
            name
            and column in sheet.hidden_columns
            and any(sheet.plain(row, column) for row in range(at + 1, len(sheet.rows)))
        ):
            account.open(
                "value-bad",
                f'the column "{name}" is hidden. Show it or delete it.',
                name,
                sheet.place(at, column),
            )
    rows: list[Row] = []
    days, widest = _days_of(rows, account), _widest(sheet, at)
    for number in range(at + 1, len(sheet.rows)):
        cells = sheet.rows[number]
        if not any(cells) or not _is_valid(sheet, number, header, account, widest):
            continue
        padded = (*cells, *[""] * len(header))
        line = Row(
            source.shown,
            number + 1,
            {name: cell for name, cell in zip(header, padded, strict=False) if name},
            findings,
            days,
        )
        places[line.number] = sheet.place(number, 0)
        if named(cells) == header:
            account.leave_out("; ".join(cells), sheet.place(number, 0), "the heading again")
        elif _is_total(line, required):
            totals.append(line)
        else:
            rows.append(line)
    if not rows and not findings.errors:
        findings.error("file-empty", "the table has a header but no rows.", source.shown)
    return OfficeTable(rows, totals, places, written=account.written, between=sheet.mark)


def _days_of(rows: list[Row], account: Account) -> Days:
    """How the columns of some rows, which are still being read, write days."""
    marker, written = account.marker, account.written
    hint = _SAY_DAYS if written.asks else ""

    def cells(column: str) -> list[str]:
        return [row.get(column) for row in rows]

    return Days(cells, marker.findings, marker.file, said=written.days, hint=hint)


def _parted(row: Row, column: str, currency: str) -> str:
    """What to say of a sum that may have lost its decimals to the next column, since the commas
    between columns are those before decimals too: one without a mark of its own, in a column in
    which no other has one.
    """
    whole = row.get(column)
    if "." in whole or "," in whole or not any(map(str.isdecimal, whole)):
        return ""
    cents = [*row.cells.values(), ""][list(row.cells).index(column) + 1]
    decimals = decimals_of(currency) or 0
    if not cents.isdecimal() or len(cents) > decimals:
        return ""
    return (
        f'"{whole}" stands beside "{cents}", which may be its decimals: a decimal comma parts a '
        "sum where commas stand between columns. Export the file with semicolons; or, if the sum "
        f"is whole, write {whole}.{'0' * decimals}."
    )


def _widest(sheet: Sheet, at: int) -> int:
    """How many cells a row below the heading may have: as many as the heading. Some programs end
    every row with a mark that the heading lacks; but a comma there may have stood before decimals.
    """
    widths = [len(row) for row in sheet.rows[at + 1 :] if any(row)]
    heading = len(sheet.rows[at])
    return heading if sheet.mark == "," or not widths else max(heading, mode(widths))


def _is_valid(
    sheet: Sheet, number: int, header: Sequence[str], account: Account, widest: int
) -> bool:
    cells, place = sheet.rows[number], sheet.place(number, 0)
    unseen = next(
        filter(
            None,
            (sheet.why_unseen(number, column) for column in range(len(cells)) if cells[column]),
        ),
        "",
    )
    text = "; ".join(filter(None, cells))
    nameless = next(
        (at for at, name in enumerate(header) if not name and sheet.plain(number, at)), None
    )
    code, fault = "file-syntax", ""
    if unseen and unseen != "in a hidden column":
        how = "is struck out" if unseen == "struck out" else f"stands {unseen}"
        code, fault = "value-bad", f'"{shown(text)}" {how}. Show it if it counts, else delete it.'
    elif nameless is not None:
        value = shown(cells[nameless], 30)
        fault = (
            f"column {column_letters(nameless)} has no heading, but a value here: {value}. Name "
            "it or empty it."
        )
    elif merged := _merged_into(sheet, number, header):
        fault = (
            f'"{shown(merged, 30)}" stands in cells that are merged over several rows, so that '
            "it is not clear to which of them it belongs. Unmerge them and write it in each row."
        )
    elif any(cells[len(header) :]) or (sheet.mark and len(cells) > widest):
        fault = (
            f"the row has {len(cells)} cells, the header {len(header)}. Check for stray or "
            "missing separators."
        )
        if sheet.mark == ",":
            fault += (
                " A decimal comma does this in a file with commas between its columns: export it "
                "with semicolons."
            )
    if fault:
        account.open(code, fault, text, place)
    return not fault


def _merged_into(sheet: Sheet, number: int, header: Sequence[str]) -> str:
    """What stands in a cell of a row above that is merged with one of this row; else nothing."""
    for column, name in enumerate(header):
        first = sheet.covered.get((number, column))
        if name and first and first[0] < number and sheet.plain(*first):
            return sheet.plain(*first)
    return ""


def _totals_above(
    sheet: Sheet, at: int, source: SourceFile, account: Account, required: Sequence[str]
) -> list[Row]:
    """The totals and balances above the heading of a list of money; what else stands there is left
    out.
    """
    found = list[Row]()
    for number, row in enumerate(sheet.rows[:at]):
        cells = tuple(filter(None, row))
        if not cells:
            continue
        stated = _stated_above(cells) if "amount" in required else {}
        if stated:
            found.append(Row(source.shown, number + 1, stated, account.marker.findings))
        else:
            account.leave_out("; ".join(cells), sheet.place(number, 0), "above the heading")
    return found


def _stated_above(cells: Sequence[str]) -> dict[str, str]:
    """A total or a balance above the heading, as cells of a row of totals; none for other lines."""
    label, *figures = cells
    is_one = len(figures) < 2 and all(map(figures_of, figures))
    says = says_total(label) or says_balance(label)
    return {"text": label, "amount": "".join(figures)} if is_one and says else {}


def _is_total(row: Row, required: Sequence[str]) -> bool:
    """Whether a row is a total or a balance: a cell says so,
    and what tells one line from another is empty.
    """
    if any(map(is_balance, row.cells.values())):
        return True
    said = {column for column, cell in row.cells.items() if says_total(cell)}
    filled = sum(bool(row.get(column)) for column in required if column not in said)
    return bool(said) and filled <= len(required) // 2
