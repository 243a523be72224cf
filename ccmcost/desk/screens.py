"""What an import found and what it would change, on a terminal of 80 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from ccmcost.desk.answers import Answer
from ccmcost.intake.account import Account, AccountLine
from ccmcost.model.meeting import CostLine
from ccmcost.model.money import Money
from ccmcost.tables.screen import PLAIN, WIDTH, Style, to_screen
from ccmcost.tables.table import Column, Table
from ccmcost.words.phrases import english

_MOST, _SHOWN = 12, 40
"""So many things in one paragraph, and so many points in one list; of the others, their number."""
_ANSWERS = {
    "name": '"{text}" is {answer}',
    "section": '"{text}" opens: {answer}',
    "column": 'column of States: "{text}"',
}


def account_screen(account: Account, style: Style = PLAIN) -> list[str]:
    """What was taken, by role; what was left out, by reason, each named with its place;
    the document's own figures.
    """
    lines = ["", style.bold("Account of the document")]
    taken, left = account.by_reason("taken"), account.by_reason("left_out")
    for reason, group in taken.items():
        lines += _paragraph(
            f"Taken as {reason} ({len(group)})",
            [line.state or line.text for line in group],
            len(group),
        )
    for reason, group in left.items():
        lines += _paragraph(
            f"Left out, {reason} ({sum(line.times for line in group)})",
            [_named(each) for each in group],
        )
    still_open = [line for group in account.by_reason("open").values() for line in group]
    if still_open:
        lines += _paragraph(
            f"Still open ({len(still_open)})", [_named(line) for line in still_open], 40
        )
    elif taken and not left:
        lines.append(
            "  Nothing else names a State." if account.of_states else "  No row was left out."
        )
    for check in account.checks:
        agrees = "as read" if check.agrees else f"but {check.read} were read"
        lines += _wrapped(
            f"The document states {check.stated}, {agrees}: {check.what} ({check.place.text})."
        )
    return lines


def _named(line: AccountLine) -> str:
    times = f", {line.times} times" if line.times > 1 else ""
    code = f"{line.state}: " if line.state else ""
    return f"{code}{line.text} ({line.place.text}{times})"


def _paragraph(head: str, items: Sequence[str], most: int = _MOST) -> list[str]:
    more = len(items) - most
    listed = (
        "; ".join(items[:most]) if most < len(items) or "(" in "".join(items) else ", ".join(items)
    )
    return _wrapped(f"{head}: {listed}" + (f"; and {more} more." if more > 0 else "."))


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent="  ", subsequent_indent="    ")


def answers_screen(answers: Sequence[Answer], style: Style = PLAIN) -> list[str]:
    """The answers given for earlier documents of the meeting."""
    if not answers:
        return []
    lines = [
        "",
        style.bold(f"Answers from earlier documents of this meeting, used again ({len(answers)})"),
    ]
    for each in answers:
        said = "left out" if each.answer == "-" else each.answer
        where = f" (given for {each.document})" if each.document else ""
        lines += _wrapped(f"{_ANSWERS[each.kind].format(text=each.text, answer=said)}{where}.")
    return lines


def points(title: str, found: Sequence[str]) -> list[str]:
    """A list of points under a title with their number; nothing where there are none."""
    if not found:
        return []
    more = len(found) - _SHOWN
    shown = [*found[:_SHOWN], *([f"and {more} more"] if more > 0 else [])]
    wrapped = (
        textwrap.wrap(point, WIDTH, initial_indent="    ", subsequent_indent="      ")
        for point in shown
    )
    return [f"  {title} ({len(found)})", *(line for point in wrapped for line in point)]


def cost_screen(
    title: str, lines: Sequence[CostLine], total: Money, faults: Sequence[str], style: Style = PLAIN
) -> list[str]:
    """The lines of a cost with their kinds and percentages, and the total that they sum to."""
    words = english()
    columns = (
        Column("item", words("col_line"), wide=41),
        Column("kind", words("col_kind"), wide=16),
        Column("percent", "%", "percent", 6),
        Column("amount", total.currency, "money", 14),
    )
    rows = tuple(
        (line.item, line.kind.replace("_", " "), line.percent, total.of(line.amount))
        for line in lines
    )
    table = Table(
        "cost",
        "",
        columns,
        rows or ((words("no_lines"), "", "", ""),),
        ((words("row_total"), "", "", total),),
    )
    return [
        style.bold(title),
        "",
        *to_screen(table, style),
        *(style.warn(words("not_right", fault=each)) for each in faults),
    ]
