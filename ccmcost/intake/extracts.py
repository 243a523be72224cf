"""Extracts of a bank or an accounting system, with columns of their own: a person says once which
column is what, and `data/bank.toml` keeps the answer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from ccmcost.errors import UsageError
from ccmcost.findings import Findings
from ccmcost.intake.account import Account, Written
from ccmcost.intake.entries import Entry, entry_keys, own_reference, plain_number
from ccmcost.intake.extract_balances import hold_balances
from ccmcost.intake.found import Place
from ccmcost.intake.office_table import OfficeTable, read_office_table
from ccmcost.intake.sheet import Sheet
from ccmcost.intake.statements import is_own, list_cells, without_balances
from ccmcost.intake.unmapped import balance_of, balance_told, doubt, side_of
from ccmcost.load.document import Document, read_document
from ccmcost.load.table import SEARCHED_ROWS, Row, column_names, heading_name
from ccmcost.model.calendar import Order, in_figures, parse_day, typed_day
from ccmcost.model.money import Money, currency_code, decimals_of, no_currency
from ccmcost.model.source import SourceFile
from ccmcost.model.sums import Mark
from ccmcost.near import hint

FILE = "bank.toml"
NEEDED = ("value_date", "amount", "text")
COLUMNS = {
    "value_date": "Value date",
    "amount": "Sum that came in (debits with a minus sign, or in a column of their own)",
    "debit": "Sum that went out, if it has a column of its own",
    "side": "Which side a sum is on, if a column says it (in, out; C, D, as a bank says)",
    "currency": "Currency, if a column says it",
    "text": "What the bank says of remitter and purpose",
    "more_text": "More of that, if another column has it",
    "reference": "The bank's own reference, if it gives one",
    "account": "Number of the account, if a column says it",
}
"""What a column of an extract may be, in the order in which a person is asked."""
IGNORE = "ignore"
"""What a person calls a column that says nothing of the sums, though it looks so."""
DAYS = {
    "y-m-d": r"(?P<y>[0-9]{4})[-/.](?P<m>[0-9]{1,2})[-/.](?P<d>[0-9]{1,2})",
    "d.m.y": r"(?P<d>[0-9]{1,2})[./-](?P<m>[0-9]{1,2})[./-](?P<y>[0-9]{4}|[0-9]{2})",
    "m/d/y": r"(?P<m>[0-9]{1,2})[./-](?P<d>[0-9]{1,2})[./-](?P<y>[0-9]{4}|[0-9]{2})",
}
"""How an extract writes days: year, month and day in this order, whatever stands between them."""


MARKS: dict[str, Mark] = {"point": ".", "comma": ","}
"""What a person calls the mark before decimals."""
FORMS: dict[Order, str] = {
    "year/month/day": "y-m-d",
    "day/month/year": "d.m.y",
    "month/day/year": "m/d/y",
}
"""The form of days in each order."""


class Extract(NamedTuple):
    """How extracts of one origin look: the heading of each column that counts, and how days are
    written. `currency` and `account` are for extracts that do not say them, `ignored` are headings
    of columns without a meaning here, `between` is the mark between day, month and year in the file
    from which this was learned, `decimal` what a person said of the mark before decimals; each is
    empty if nobody knows.
    """

    name: str
    headings: Mapping[str, str]
    days: str = "y-m-d"
    currency: str = ""
    account: str = ""
    ignored: tuple[str, ...] = ()
    between: str = ""
    decimal: str = ""

    @property
    def columns(self) -> dict[str, str]:
        """Our names of the columns by their headings, written as in any table."""
        return {heading_name(heading): column for column, heading in self.headings.items()}

    def renamed(self, header: Sequence[str]) -> list[str]:
        """Our names of the columns of a header; others keep theirs, each with its place."""
        ours, names = self.columns, column_names(header)
        return [
            ours.get(name, f"{name} {place}" if name else "") for place, name in enumerate(names)
        ]

    def day(self, text: str) -> str:
        """A day as `YYYY-MM-DD`; the text itself if it is none in this form."""
        found = re.fullmatch(DAYS[self.days], text.partition(" ")[0])
        if found is None:
            named = None if in_figures(text) else typed_day(text)
            return named.isoformat() if named else text
        year, month, day = (int(found[part]) for part in "ymd")
        try:
            return date(year if year > 99 else 2000 + year, month, day).isoformat()
        except ValueError:
            return text


class Told(NamedTuple):
    """What a person said of a file: what its columns are, and how it writes days and sums."""

    extract: Extract | None = None
    written: Written = Written()


def load_extracts(source: SourceFile | None, findings: Findings) -> tuple[Extract, ...]:
    """The extracts that `bank.toml` describes; what is wrong is a finding."""
    document = read_document(source, findings)
    if document is None:
        return ()
    found = tuple(_extract(each) for each in document.each("extract"))
    document.done()
    return found


def _extract(table: Document) -> Extract:
    headings = table.texts("headings")
    for column in (each for each in headings if each not in COLUMNS):
        message = f'unknown column "{column}".{hint(column, COLUMNS)}'
        table.error("key-unknown", message, "headings")
    names = Counter(filter(None, map(heading_name, headings.values())))
    for column in (each for each in headings if names[heading_name(headings[each])] != 1):
        message = f'"headings.{column}" names no heading of its own.'
        table.error("value-bad", message, "headings")
    for column in (each for each in NEEDED if each not in headings):
        table.error("key-missing", f'"headings" names no column of "{column}".', "headings")
    days = table.choice("days", tuple(DAYS), "y-m-d")
    name, currency = table.need("name", str, ""), currency_code(table.string("currency"))
    ignored = table.get("ignored", list) or []
    if not all(isinstance(heading, str) for heading in ignored):
        table.error("value-bad", '"ignored" must be a list of headings in quotes.', "ignored")
    own, between = table.string("account"), table.string("between")
    decimal = table.choice("decimal", ("", *MARKS), "")
    found = Extract(name, headings, days, currency, own, tuple(ignored), between, decimal)
    table.done()
    return found


def fitting(
    sheets: Sequence[Sheet], extracts: Sequence[Extract], own_list: Collection[str], shown: str
) -> Extract | None:
    """The extract whose headings a file has, which is called `shown`; None if it is none of those,
    or a list with the columns of `own_list`. Raises UsageError if two fit equally.
    """
    rows = [set(column_names(row)) for sheet in sheets for row in sheet.rows[:SEARCHED_ROWS]]
    if any(set(own_list) <= row for row in rows):
        return None
    fits = [each for each in extracts if any(each.columns.keys() <= row for row in rows)]
    best = [each for each in fits if all(len(each.columns) >= len(other.columns) for other in fits)]
    if len(best) > 1:
        names = ", ".join(f'"{each.name}"' for each in best)
        raise UsageError(f"{shown}: it looks like {names} in {FILE}. Keep the one that is.")
    return best[0] if best else None


def extract_table(
    source: SourceFile,
    sheets: Sequence[Sheet],
    account: Account,
    extract: Extract,
    own: Collection[str] = (),
) -> OfficeTable:
    """The rows of an extract as rows of a bank list; `own` are the office's accounts. A column that
    is not mapped and would change what a sum means is open.
    """
    table = read_office_table(source, account, NEEDED, None, extract.renamed, sheets)
    printed = {
        heading_name(cell): cell
        for sheet in sheets
        for row in sheet.rows[:SEARCHED_ROWS]
        for cell in filter(None, row)
    }
    others = _unmapped(table, extract, printed)
    is_clear = _check_others(table, extract, account, others)
    if not _days_fit(table, extract, account):
        return OfficeTable()
    entries, kept, is_whole = list[Entry](), list[Row](), True
    for row in table.rows:
        number = row.get("account")
        if number and any(own) and not is_own(number, own):
            account.leave_out(row.get("text"), table.place(row), f"account {number}")
            continue
        currency = row.currency or extract.currency
        decimals = decimals_of(currency)
        if decimals is None:
            row.error("currency-unknown", no_currency(currency), "currency")
            continue
        minor = _minor(table, row, currency, printed)
        is_whole = is_whole and minor is not None
        if minor is not None:
            text = " / ".join(filter(None, (row.get("text"), row.get("more_text"))))
            day = extract.day(row.get("value_date"))
            money = Money(minor, currency, decimals)
            reference = own_reference(row.get("reference"))
            entries.append(Entry(table.place(row), "entry", day, money, reference, text))
            kept.append(row)
    rows, places = list[Row](), dict[int, Place]()
    for row, entry, key in zip(kept, entries, entry_keys(entries, extract.name), strict=True):
        number = row.get("account") or extract.account
        statement = plain_number(number) or extract.name
        cells = list_cells(entry, key, statement)
        rows.append(row._replace(cells=cells, days=None))  # read by the form that was said
        places[row.number] = entry.place
    moved = [(row, each.amount) for row, each in zip(kept, entries, strict=True)]
    is_held = not (is_clear and is_whole) or hold_balances(table, moved, others, account)
    remarks = [] if is_held else [without_balances(source.shown)]
    totals = [_total(table, row, row.currency or extract.currency) for row in table.totals]
    places |= {row.number: table.place(row) for row in totals}
    return OfficeTable(rows, totals, places, remarks, of_bank=True)


def _total(table: OfficeTable, row: Row, currency: str) -> Row:
    """A row of totals with sums as they are written in a bank list."""
    cells = {**row.cells, "currency": currency}
    for column in ("amount", "debit"):
        if (minor := table.sum_of(row, column, currency).minor) is not None:
            cells[column] = Money(minor, currency, decimals_of(currency) or 0).plain()
    return row._replace(cells=cells)


def _days_fit(table: OfficeTable, extract: Extract, account: Account) -> bool:
    """Whether the days are of the one form that was said: nothing of a column that contradicts it
    is read, since the days that would fit are then wrong too.

    Nor may it hold days of a spreadsheet beside days as text of another order: those that could be
    read with month and day exchanged became days, and the others stayed text.
    """
    heading = extract.headings["value_date"]
    days = [(row, row.get("value_date")) for row in table.rows]
    wrong = [
        (row, text)
        for row, text in days
        if not in_form(extract.days, text) and any(in_form(form, text) for form in DAYS)
    ]
    if wrong:
        row, text = wrong[0]
        figures = [text for _, text in days if any(in_form(form, text) for form in DAYS)]
        forms = [form for form in DAYS if all(in_form(form, text) for text in figures)]
        message = (
            f'the column "{heading}" contradicts the form {extract.days} that was said for its '
            f'days: "{text}" is not a day in that form (rows like it: {len(wrong)}). '
        )
        message += (
            f"The whole column is written {' or '.join(forms)}: say --days {forms[0]}."
            if forms
            else "No form fits the whole column. Write all days alike."
        )
        account.open("date-bad", message, heading, table.place(row))
        return False
    if otherwise := _marked_otherwise(days, extract):
        row, text = otherwise
        message = (
            f'the days of the column "{heading}" are not written with "{extract.between}" as those '
            f'were from which {FILE} learned their form ({extract.days}): "{text}" may be read '
            "otherwise. Say how the file writes days: --days d.m.y or --days m/d/y."
        )
        account.open("date-bad", message, heading, table.place(row))
        return False
    texts = [row.get("value_date").partition(" ")[0] for row in table.rows]
    dated = [each for each in texts if (day := parse_day(each)) is not None and day.day < 13]
    others = [found for each in texts if (found := re.fullmatch(DAYS[extract.days], each))]
    if not dated or not others:
        return True
    if all(int(found["d"]) > 12 for found in others):
        example = parse_day(dated[0])
        assert example is not None
        message = (
            f'the column "{heading}" holds days of a spreadsheet ({dated[0]}) beside days as text '
            f"({others[0][0]}), all of them after the 12th: the spreadsheet may have exchanged day "
            f"and month ({example.year}-{example.day:02}-{example.month:02}). Take the file as the "
            "bank delivered it, or write all days as text."
        )
        account.open("date-bad", message, heading, table.place(table.rows[0]))
    return True


def _marked_otherwise(days: Sequence[tuple[Row, str]], extract: Extract) -> tuple[Row, str] | None:
    """The first day of a column that has another mark than those from which their form was learned;
    None if there is none, or if the column can be read in that form only: a spreadsheet that saves
    a file again may turn day and month.
    """
    texts = [text for _, text in days if mark_of_day(text)]
    others = (each for each in days if mark_of_day(each[1]) not in ("", extract.between))
    read = {tuple(Extract("", {}, form).day(text) for text in texts) for form in ("d.m.y", "m/d/y")}
    clear = [each for each in read if all(parse_day(day) is not None for day in each)]
    return next(others, None) if extract.between and len(clear) > 1 else None


def mark_of_day(text: str) -> str:
    """The mark between day and month of a day in figures that does not begin with the year."""
    found = re.match("[0-9]{1,2}([./-])[0-9]{1,2}\\1[0-9]", text)
    return found[1] if found else ""


def day_in_form(form: str, text: str) -> date | None:
    """The day that a text is, written so or as YYYY-MM-DD; None if it is none."""
    return parse_day(Extract("", {}, form).day(text))


def in_form(form: str, text: str) -> bool:
    """Whether a text is a day, written so or as YYYY-MM-DD."""
    return day_in_form(form, text) is not None


Printed = Mapping[str, str]
"""Headings as the file writes them, by those that are compared."""


def _unmapped(table: OfficeTable, extract: Extract, printed: Printed) -> dict[str, str]:
    """Our names of the columns that are neither mapped nor without a meaning, by their headings."""
    ignored = set(map(heading_name, extract.ignored))
    names = dict.fromkeys(name for row in table.rows for name in row.cells if name not in COLUMNS)
    headings = {name: name.rpartition(" ")[0] for name in names}
    return {printed[each]: name for name, each in headings.items() if each not in ignored}


def _check_others(
    table: OfficeTable, extract: Extract, account: Account, others: Mapping[str, str]
) -> bool:
    """Whether no column which nobody mapped says which side a sum is on, in which currency, that it
    is not booked, or that the column of sums is its running balance; else it is open.
    """
    rows, is_clear = table.rows, True

    def minor(row: Row, name: str) -> int:
        return table.sum_of(row, name, row.currency or extract.currency).minor or 0

    for shown, name in others.items():
        values = [(row.get(name), minor(row, "amount")) for row in rows if row.get(name)]
        if what := doubt(shown, values, extract.headings, extract.currency):
            message = (
                f'the column "{shown}" is not mapped, and {what}; or, if it says nothing of the '
                f'sums: --column "{IGNORE}={shown}" (with --map). Nothing was recorded.'
            )
            account.open("column-doubtful", message, shown, table.place(rows[0]))
            is_clear = False
    heading, figures = extract.headings["amount"], [minor(row, "amount") for row in rows]
    beside = {shown: [minor(row, name) for row in rows] for shown, name in others.items()}
    if movers := balance_of(heading, figures, beside):
        message = (
            f"{balance_told(heading, movers)} Say which column has the sums (--map); or, if "
            f'"{movers[0]}" says nothing of them: --column "{IGNORE}={movers[0]}" (with --map). '
            "Nothing was recorded."
        )
        account.open("column-doubtful", message, heading, table.place(rows[0]))
    return is_clear and not movers


def _minor(table: OfficeTable, row: Row, currency: str, printed: Printed) -> int | None:
    """What came in (negative: went out) in minor units; None and a finding if it cannot be read."""
    sides = [(column, row.get(column)) for column in ("amount", "debit") if row.get(column)]
    if not sides:
        row.error(
            "number-bad",
            f"the row has no sum. {_elsewhere(table, row, currency, printed)}",
            "amount",
        )
        return None
    total = 0
    for column, _ in sides:
        minor, fault = table.sum_of(row, column, currency)
        if minor is None:
            row.error("number-bad", fault, column)
            return None
        total += -abs(minor) if column == "debit" else minor
    if len(sides) > 1 and all(table.sum_of(row, column, currency).minor for column, _ in sides):
        row.error("value-bad", "the row has a sum that came in and one that went out.", "debit")
        return None
    return _on_its_side(row, total)


def _elsewhere(table: OfficeTable, row: Row, currency: str, printed: Printed) -> str:
    """Which column that nobody mapped may hold the sum of a row, or else what to do."""
    for name, text in row.cells.items():
        others = [each for each in table.rows if each.get("amount") and each.get(name)]
        is_sum = name not in COLUMNS and table.sum_of(row, name, currency).minor
        if is_sum and not others:
            heading = printed[name.rpartition(" ")[0]]
            return (
                f'"{text}" stands under "{heading}": if that is what went out, map it: --column '
                f'"debit={heading}" (with --map).'
            )
    return "If no money moved, take the row out; otherwise write its sum."


def _on_its_side(row: Row, minor: int) -> int | None:
    """A sum with the sign that the column of sides gives it, if there is one."""
    if "side" not in row.cells or not minor:
        return minor
    text = row.get("side")
    side = side_of(text)
    if not side:
        message = f'"{text}" does not say whether the sum came in or went out. Write in or out.'
        row.error("value-bad", message, "side")
        return None
    if side > 0 > minor:
        message = f'the sum has a minus sign, but "{text}" says that it came in.'
        row.error("value-bad", message, "side")
        return None
    return side * abs(minor)
