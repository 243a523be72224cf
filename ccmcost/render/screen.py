"""Text for a terminal of 80 columns. Styles are added only when a person watches, by the caller's `Style`."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from ccmcost.model.assessment import Apportionment
from ccmcost.model.rates import rate_text, share_text
from ccmcost.sharing.table import TableRow
from ccmcost.statement.status import ROLE_WORDS, day_words, days_words, status_of, words
from ccmcost.tables.order import alphabetical
from ccmcost.tables.screen import PLAIN, WIDTH, Style, aligned, bullet, fields


class Column(NamedTuple):
    """A column of a screen table: heading, width, whether it is aligned right."""

    heading: str
    width: int
    right: bool = False


def grid(columns: Sequence[Column], rows: Sequence[Sequence[str]], style: Style = PLAIN) -> list[str]:
    """A table with headings; cells too wide for their column wrap between words."""
    lines = [style.bold(line) for line in _row(columns, [column.heading for column in columns])]
    for row in rows:
        lines += _row(columns, row)
    return lines


def _row(columns: Sequence[Column], cells: Sequence[str]) -> list[str]:
    return aligned(cells, [column.width for column in columns], [column.right for column in columns])


def assessment_screen(result: Apportionment, rows: Sequence[TableRow], style: Style = PLAIN) -> str:
    """The assessment as a person reads it: heading, status, table, total, notes."""
    status = status_of(result)
    lines = [*heading(result, style), *(style.warn(line) for line in textwrap.wrap(status.title, WIDTH)), ""]
    pairs = [("Cost", status.cost), ("List", status.list), ("Scale", status.scale), ("Rule", status.rule)]
    lines += [*fields(pairs), "", *_table(result, rows, style)]
    if note := _rounding_note(result):
        lines += ["", *note]
    if status.open:
        lines += ["", style.bold("Please note"), *(line for point in status.open for line in bullet(point))]
    return "\n".join(lines) + "\n"


def heading(result: Apportionment, style: Style) -> list[str]:
    """Meeting, convention, days and place; or what stands for them when there is no meeting."""
    if result.meeting is None:
        return [style.bold("Adjusted scale"), f"As on {day_words(result.day)}"]
    meeting = result.meeting
    assert meeting.dates is not None
    place = f"{days_words(meeting.dates)}, {meeting.city}"
    return [style.bold(f"{meeting.name} ({meeting.id})"), result.convention.name, place]


def _table(result: Apportionment, rows: Sequence[TableRow], style: Style) -> list[str]:
    total, lines = result.cost.total, result.assessment.lines
    wide = max(10, *(len(total.of(minor).grouped()) for minor in (total.minor, *(line.amount for line in lines))))
    columns = [
        Column("Code", 4),
        Column("State", WIDTH - 4 - 14 - 7 - 10 - wide - 1 - 6),
        Column("Role", 14),
        Column("Rate %", 7, right=True),
        Column("Share %", 10, right=True),
        Column(f"Amount {total.currency}" if wide > 10 else total.currency, wide, right=True),
        Column("", 1),
    ]
    by_name = sorted(zip(rows, lines, strict=True), key=lambda pair: (alphabetical(pair[0].name), pair[0].iso3))
    body = [
        (
            row.iso3,
            row.name,
            ROLE_WORDS[line.payer.role],
            row.rate,
            row.share,
            total.of(line.amount).grouped(),
            "*" if line.rounding else "",
        )
        for row, line in by_name
    ]
    foot = []
    if result.assessment.residual:
        left = total.of(result.assessment.residual).grouped()
        foot += _row(columns, ("", "Residual, borne by no State", "", "", "", left, ""))
    shares = share_text(sum((line.share.value for line in lines), Fraction(0)))
    sums = ("", f"Total ({len(rows)})", "", rate_text(result.assessment.sum_of_rates), shares, total.grouped(), "")
    foot += [style.bold(line) for line in _row(columns, sums)]
    return [*grid(columns, body, style), "-" * WIDTH, *foot]


def _rounding_note(result: Apportionment) -> list[str]:
    borne = [line.rounding for line in result.assessment.lines if line.rounding]
    if not borne:
        return []
    unit = result.cost.total.of(abs(result.assessment.unit) * borne[0])
    sign = "+" if unit.minor > 0 else ""
    shown = f"{unit.currency} {sign}{unit.grouped()}"
    note = f"* includes {shown} of rounding, on {len(borne)} of {len(result.assessment.lines)}"
    return textwrap.wrap(f"{note} ({words(result.rule.residual)}).", WIDTH)
