"""Comparison and what-if on a terminal of 80 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from ccmcost.model.assessment import Apportionment
from ccmcost.render.screen import Column, grid, heading
from ccmcost.statement.comparison import CompareRow, Comparison, Tally
from ccmcost.statement.effects import Effects
from ccmcost.statement.status import status_of
from ccmcost.tables.screen import PLAIN, WIDTH, Style, bullet, fields

LETTERS = "ABCDEFGHIJKL"


def comparison_screen(found: Comparison, style: Style = PLAIN) -> str:
    """Cases with letters, amounts side by side with differences, then who gains and who loses."""
    base = found.cases[0].result
    lines = _head(base, style)
    lines += fields([(f"Case {LETTERS[index]}", case.name) for index, case in enumerate(found.cases)])
    lines += [""]
    apart = [index for index, tally in enumerate(found.tallies, 1) if not tally.same]
    if apart:
        lines += _tables(found, apart, style)
    lines += _tallies(found, style)
    return "\n".join([*lines, *_open(base, style)]) + "\n"


def what_if_screen(found: Comparison, style: Style = PLAIN) -> str:
    """Base against variant, largest difference first."""
    base, variant = (case.result for case in found.cases)
    lines = _head(base, style)
    lines += fields([("Base", status_of(base).list), ("Variant", status_of(variant).list)])
    if base.cost.total != variant.cost.total:
        lines += fields([("Cost of the variant", str(variant.cost.total))])
    if not found.all_same:
        wide = money_width(base, [amount for row in found.rows for amount in (*row.amounts, *row.differences)])
        columns = [
            Column("Code", 4),
            Column("State", WIDTH - 4 - 3 * wide - 9 - 5),
            *(Column(name, wide, right=True) for name in ("Base", "Variant", "Difference")),
            Column("%", 9, right=True),
        ]
        body = [
            (row.iso3, row.name, *_amounts(base, row), signed(base, row.differences[1]), plus(row.per_cent(1)))
            for row in found.rows
        ]
        lines += ["", *grid(columns, body, style)]
    lines += ["", *_tallies(found, style)]
    return "\n".join([*lines, *_open(base, style)]) + "\n"


def effects_screen(found: Effects, style: Style = PLAIN) -> str:
    """Each State not party joining alone, largest amount first."""
    base = found.base
    wide = money_width(base, [change for row in found.rows for change in (row.amount, row.best_change)])
    watched = [Column(found.watched, wide, right=True)] if found.watched else [Column("Saves most", wide + 4, right=True)]
    columns = [
        Column("Code", 4),
        Column("State", WIDTH - 4 - 7 - 2 * wide - 9 - 5 - (0 if found.watched else 4)),
        Column("Rate %", 7, right=True),
        Column("Would pay", wide, right=True),
        Column("Parties %", 9, right=True),
        *watched,
    ]
    body = []
    for row in found.rows:
        last = signed(base, row.watched_change or 0) if found.watched else f"{row.best} {signed(base, row.best_change)}"
        body.append((row.iso3, row.name, row.rate, money(base, row.amount), plus(row.parties_change), last))
    lines = [*_head(base, style), *fields([("Base", status_of(base).list)]), "", *grid(columns, body, style), ""]
    notes = ["Each line stands for itself: that one State joins, nothing else changes."]
    notes.append('"Parties %" is the change of what all States Parties bear together.')
    if found.already:
        notes.append(f"{found.already} States not party bear the cost already and are not in the table.")
    if found.without_rate:
        notes.append(f"No rate, hence no line: {', '.join(found.without_rate)}.")
    return "\n".join([*lines, *(line for note in notes for line in bullet(note)), *_open(base, style)]) + "\n"


def money(result: Apportionment, minor: int | None) -> str:
    """An amount for a cell; a dash for none."""
    return "-" if minor is None else result.cost.total.of(minor).grouped()


def signed(result: Apportionment, minor: int) -> str:
    """A difference with its sign; zero without."""
    return ("+" if minor > 0 else "") + money(result, minor)


def plus(text: str) -> str:
    """A percentage as text with its sign."""
    return text if not text or text.startswith("-") or not text.strip("0.") else f"+{text}"


def money_width(result: Apportionment, amounts: Sequence[int | None]) -> int:
    """The width that the widest amount needs with its sign."""
    return max(10, *(len(signed(result, amount or 0)) for amount in amounts))


def _head(base: Apportionment, style: Style) -> list[str]:
    status = status_of(base)
    lines = [*heading(base, style), *(style.warn(line) for line in textwrap.wrap(status.title, WIDTH)), ""]
    return lines + fields([("Cost", status.cost), ("Scale", status.scale), ("Rule", status.rule)])


def _open(base: Apportionment, style: Style) -> list[str]:
    points = status_of(base).open
    return ["", style.bold("Please note"), *(line for point in points for line in bullet(point))] if points else []


def _amounts(base: Apportionment, row: CompareRow) -> tuple[str, ...]:
    return tuple(money(base, amount) for amount in row.amounts)


def _tables(found: Comparison, apart: Sequence[int], style: Style) -> list[str]:
    """Tables of the first case and as many others as 80 columns hold; cases equal to the first are left out."""
    base = found.cases[0].result
    wide = money_width(base, [amount for row in found.rows for amount in (*row.amounts, *row.differences)])
    room = max(1, (WIDTH - 4 - 1 - 14 - 1 - wide) // (2 * wide + 2))
    lines: list[str] = []
    for start in range(0, len(apart), room):
        shown = apart[start : start + room]
        columns = [Column("Code", 4), Column("State", min(30, WIDTH - 4 - 2 - wide - len(shown) * (2 * wide + 2)))]
        columns.append(Column(f"A {base.cost.total.currency}", wide, right=True))
        for case in shown:
            columns += [Column(LETTERS[case], wide, right=True), Column(f"{LETTERS[case]} - A", wide, right=True)]
        body = []
        for row in found.rows:
            cells = [row.iso3, row.name, money(base, row.amounts[0])]
            for case in shown:
                cells += [money(base, row.amounts[case]), signed(base, row.differences[case])]
            body.append(cells)
        lines += [*grid(columns, body, style), ""]
    return lines


def _tallies(found: Comparison, style: Style) -> list[str]:
    """What each case changes; cases that change nothing for the same reason share one line."""
    base, first = found.cases[0].result, found.cases[0].name
    lines: list[str] = []
    for tally in found.tallies:
        if not tally.same:
            lines += [style.bold(f"{first} to {tally.name}"), *_tally(base, tally)]
    for reason in dict.fromkeys(tally.same for tally in found.tallies if tally.same):
        names = ", ".join(tally.name for tally in found.tallies if tally.same == reason)
        lines += [style.bold(line) for line in textwrap.wrap(f"{first} to {names}", WIDTH)]
        lines += bullet(f"No difference: {reason}")
    return lines


def _tally(base: Apportionment, tally: Tally) -> list[str]:
    points = [
        f"{tally.less} pay less ({signed(base, tally.saved)}), {tally.more} pay more ({signed(base, tally.added)}), "
        f"{tally.unchanged} the same ({base.cost.total.currency}).",
        f"States Parties together {signed(base, tally.parties)}, others together {signed(base, tally.others)}.",
    ]
    for name, rows in (("Most less", tally.most_less), ("Most more", tally.most_more)):
        if rows:
            points.append(f"{name}: {', '.join(_mover(base, row, tally) for row in rows)}.")
    return [line for point in points for line in bullet(point)]


def _mover(base: Apportionment, row: CompareRow, tally: Tally) -> str:
    return f"{row.name} {signed(base, row.differences[tally.case])}"
