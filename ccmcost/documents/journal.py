"""The journal for the accounting system: its lines with the accounts of the office, and their
totals by account, as a screen, a CSV and a workbook say them.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import NamedTuple

from ccmcost import __version__
from ccmcost.accounts.double_entry import Line
from ccmcost.model.calendar import day_of
from ccmcost.model.coding import RESULT, Purpose
from ccmcost.model.money import Money, sums_by_currency
from ccmcost.tables.records import PLAIN_CSV, Form, to_csv
from ccmcost.tables.screen import Style, prose, to_screen
from ccmcost.tables.table import REST, SHEET, Column, Columns, Live, Table, Value, made_of
from ccmcost.words.speaker import english


class Journal(NamedTuple):
    """The journal of events `first` to `last`. `coding` is by key of accounts.toml, `partners` by
    State; empty where nothing is said. `form` is how its CSV is written.
    """

    first: int
    last: int
    lines: tuple[Line, ...]
    coding: Mapping[str, str]
    partners: Mapping[str, str]
    form: Form = PLAIN_CSV

    @property
    def documents(self) -> int:
        """How many events have lines."""
        return len({line.event for line in self.lines})

    @property
    def debits(self) -> tuple[Money, ...]:
        """The sum of the debits, which is that of the credits, in each currency."""
        return sums_by_currency(line.money for line in self.lines if line.money.minor > 0)

    def account(self, line: Line) -> str:
        """The account of a line, as the accounting system names it."""
        return self.coding.get(f"accounts.{line.purpose}", "")

    def partner(self, line: Line) -> str:
        """The number of the State, on lines of its receivable."""
        return self.partners.get(line.state, "") if line.purpose == "receivable" else ""

    def of_result(self, line: Line, key: str) -> str:
        """A code that only lines of income and expense carry."""
        return self.coding.get(key, "") if line.purpose in RESULT else ""


def needed_codes(line: Line) -> tuple[str, str]:
    """The keys of accounts.toml without which a line cannot be posted."""
    return "fund", f"accounts.{line.purpose}"


def journal_table(journal: Journal) -> Table:
    """A row for each line; debit and credit each in a column, of which one is empty."""
    words = english("journal")
    columns: Columns[Line] = [
        (Column("document", kind="number"), "event"),
        Column("line", kind="number"),
        (Column("posting_date", kind="iso_day"), lambda line: day_of(line.posting_date)),
        (Column("document_date", kind="iso_day"), lambda line: day_of(line.document_date)),
        (Column("recorded_on", kind="iso_day"), lambda line: day_of(line.recorded_on)),
        (Column("account"), journal.account),
        (Column("account_name", only=SHEET), lambda line: words(line.purpose)),
        (Column("partner"), journal.partner),
        Column("state"),
        Column("meeting"),
        (Column("fund"), lambda line: journal.coding.get("fund", "")),
        (Column("cost_centre"), lambda line: journal.of_result(line, "cost_centre")),
        (Column("wbs"), lambda line: journal.of_result(line, f"wbs.{line.meeting}")),
        (Column("debit", kind="money"), lambda line: _side(line.money, 1)),
        (Column("credit", kind="money"), lambda line: _side(line.money, -1)),
        (Column("currency"), "money.currency"),
        Column("reference", wide=30),
        Column("text", wide=60),
    ]
    return made_of("journal", words("title"), columns, journal.lines, words=words)


def _side(amount: Money, sign: int) -> Money | None:
    return amount.of(sign * amount.minor) if sign * amount.minor > 0 else None


def journal_csv(journal: Journal) -> bytes:
    """The lines for a program to take in: no sums among them."""
    return to_csv(journal_table(journal), journal.form).encode()


def sha256_of(journal: Journal) -> str:
    """The SHA-256 of the CSV."""
    return hashlib.sha256(journal_csv(journal)).hexdigest()


class _Total(NamedTuple):
    """The sum of one account in one currency; in the foot, of all of them."""

    purpose: Purpose | None
    account: str
    debit: Money
    credit: Money

    @property
    def balance(self) -> Money:
        """Debits less credits."""
        return self.debit.of(self.debit.minor - self.credit.minor)


def _summed(row: _Total, column: str, amount: Money) -> Value:
    """A sum; in the foot of a workbook, that of the rows of its currency."""
    if row.purpose is not None:
        return amount
    return Live(f'SUMIF({{currency}},"{amount.currency}",{{{column}}})', amount)


def totals_table(journal: Journal) -> Table:
    """The trial balance of the journal: each account in each currency, and at the foot a row for
    each currency, whose balance is zero.
    """
    words = english("journal")
    columns: Columns[_Total] = [
        Column("account"),
        (
            Column("account_name", wide=REST),
            lambda row: words(row.purpose) if row.purpose else words("row_total"),
        ),
        (Column("currency"), "debit.currency"),
        (Column("debit", kind="money"), lambda row: _summed(row, "debit", row.debit)),
        (Column("credit", kind="money"), lambda row: _summed(row, "credit", row.credit)),
        (Column("balance", kind="money"), lambda row: _summed(row, "balance", row.balance)),
    ]
    sums: dict[tuple[str, Purpose], list[Money]] = {}
    for line in journal.lines:
        sums.setdefault((line.money.currency, line.purpose), []).append(line.money)
    accounts = {line.purpose: journal.account(line) for line in journal.lines}
    order = sorted(sums, key=lambda each: (each[0], accounts[each[1]], each[1]))
    rows = [_total(key[1], accounts[key[1]], sums[key]) for key in order]
    foot = [
        _total(None, "", [line.money for line in journal.lines if line.money.currency == currency])
        for currency in sorted({line.money.currency for line in journal.lines})
    ]
    return made_of("totals", words("title_totals"), columns, rows, foot, words=words)


def _total(purpose: Purpose | None, account: str, amounts: list[Money]) -> _Total:
    debit = sum(each.minor for each in amounts if each.minor > 0)
    credit = sum(-each.minor for each in amounts if each.minor < 0)
    return _Total(purpose, account, amounts[0].of(debit), amounts[0].of(credit))


def journal_xlsx(journal: Journal, made: date, handed_over: str) -> bytes:
    """A workbook whose first sheet is a plain table for upload, headings in its first row; the
    second has the control totals. `handed_over` says by which event and whom, and is told there.
    """
    from ccmcost.tables.styles import Styles, new_document, set_columns, set_page
    from ccmcost.tables.xlsx import columns_of, put_table, table_sheet

    words, buffer = english("journal"), io.BytesIO()
    book = new_document(buffer)
    title = words("title_of", first=journal.first, last=journal.last)
    comments = f"Made by ccmcost {__version__}"
    created = datetime.combine(made, time())
    book.set_properties({"title": title, "comments": comments, "created": created})
    styles = Styles(book)
    table = journal_table(journal).shown("xlsx")
    sheet = book.add_worksheet(words("title"))
    set_page(sheet, title)
    sheet.repeat_rows(0)
    put_table(sheet, 0, table, styles, blank=True)
    set_columns(sheet, columns_of(table))
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    totals, name = totals_table(journal), words("title_totals")
    totals = totals._replace(columns=tuple(column._replace(wide=0) for column in totals.columns))
    remark = f"{handed_over} SHA-256: {sha256_of(journal)}"
    table_sheet(
        book,
        styles,
        name,
        totals,
        (title, _counted(journal), remark),
        f"{title} - {name}",
        frozen=2,
    )
    book.close()
    return buffer.getvalue()


def journal_screen(
    journal: Journal, gaps: str, whole: bool, style: Style, own_names: bool = False
) -> str:
    """The totals by account, what is still to be filled in, and what to do next. `whole`: of all
    events, handed over or not; `own_names`: ccmcost's own names stand for what is missing.
    """
    words, lines = english("journal"), list[str]()
    if journal.first > 1:
        lines.append(words("journal_before", last=journal.first - 1))
    if not journal.lines:
        return "\n".join((*lines, words("journal_none"), ""))
    lines.append(words("journal_whole" if whole else "journal_open", journal=journal))
    lines += [_counted(journal), "", *to_screen(totals_table(journal), style), ""]
    if gaps:
        lines += [*prose(words("journal_lacks", gaps=gaps)), ""]
    following = words("journal_next", own=" --own-names" if own_names else "")
    return "\n".join(lines if whole else (*lines, following, ""))


def _counted(journal: Journal) -> str:
    number, lines = journal.documents, len(journal.lines)
    return english("journal").for_number("counted", number, number=number, lines=lines)
