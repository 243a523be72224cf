"""A table that a person gives a calculation: its rows by State, and the totals in it held against
them, in whatever unit it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ccmcost.findings import Findings
from ccmcost.intake.account import Account
from ccmcost.intake.found import Marker, shown
from ccmcost.intake.office_table import OfficeTable, read_office_table, with_states
from ccmcost.intake.stated import figures_of, numbers_of, sums_of
from ccmcost.load.table import Row
from ccmcost.model.source import SourceFile


def given_rows(
    source: SourceFile | None, findings: Findings, required: Sequence[str]
) -> tuple[Row, ...]:
    """The rows of a table that a person gives a calculation; other columns are not read. A column
    of States may have any name that one has in a list of participants. What is left out is told as
    a warning, what is wrong is a finding.
    """
    if source is None:
        return ()
    account = Account(Marker(source.shown, findings))
    table = read_office_table(source, account, required, None, with_states)
    for row in table.totals:
        text = "; ".join(filter(None, row.cells.values()))
        account.leave_out(text, table.place(row), "a total")
        _hold_total(row, text, table)
    for line in account.of("left_out"):
        told = f'"{line.text}" was left out: {line.reason}.'
        account.marker.warning("file-syntax", told, line.place)
    return table.rows


def _hold_total(row: Row, text: str, table: OfficeTable) -> None:
    """Each figure of a row of totals is the sum of its column, or counts the rows."""
    rows = len(table.rows)
    for column, cell in row.cells.items():
        stated = figures_of(cell) or set(map(Decimal, numbers_of(cell)))
        if stated and stated.isdisjoint(
            {Decimal(rows), *sums_of(each.get(column) for each in table.rows)}
        ):
            told = f'"{shown(text)}" does not agree with the {rows} rows above it.'
            row.error("count-differs", told, column)
