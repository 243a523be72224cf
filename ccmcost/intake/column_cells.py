"""What stands below the heading of a column: its cells, the States among them, marks of yes and no."""

from __future__ import annotations

from collections.abc import Sequence

from ccmcost.intake.enumeration import state_of
from ccmcost.intake.names import NameIndex, normal
from ccmcost.intake.phrases import heading_of, left_out_section
from ccmcost.intake.sheet import Sheet
from ccmcost.intake.vocabulary import NO_CELLS, ROLE_CELLS, YES_CELLS

_TRIED_ROWS = 300
_FEWEST_RUNNING = 3


def cells_below(sheet: Sheet, row: int, at: int) -> list[str]:
    """What stands below a heading, as far as it is tried."""
    cells = (sheet.plain(other, at) for other in range(row + 1, min(len(sheet.rows), row + 1 + _TRIED_ROWS)))
    return [cell for cell in cells if cell]


def share(sheet: Sheet, row: int, at: int, index: NameIndex) -> float:
    """The part of the cells below a row that name States or organizations."""
    cells = cells_below(sheet, row, at)
    named = {cell: state_of(cell, index) is not None or index.is_organization(cell) for cell in set(cells)}
    return sum(named[cell] for cell in cells) / len(cells) if cells else 0.0


def code_share(sheet: Sheet, row: int, at: int, index: NameIndex) -> float:
    """The part of the cells below a row that are codes of States."""
    cells = cells_below(sheet, row, at)
    return sum(index.resolve_code(cell) is not None for cell in cells) / len(cells) if cells else 0.0


def marks_below(sheet: Sheet, row: int, at: int) -> set[str]:
    """The words of the cells below a row, or their signs where they have none."""
    return {normal(cell) or cell.strip() for cell in cells_below(sheet, row, at)}


def says_who_came(sheet: Sheet, row: int, at: int) -> bool:
    """Whether most cells of a column say yes or no, or that somebody was absent."""
    marks = marks_below(sheet, row, at)
    known = [mark for mark in marks if mark in YES_CELLS | NO_CELLS or left_out_section(mark) == "absent"]
    return bool(marks) and 2 * len(known) >= len(marks)


def differs(sheet: Sheet, row: int, at: int, name: int, index: NameIndex) -> bool:
    """Whether the marks of a column are not the same in every row that names a State."""
    marks = marks_below(sheet, row, at)
    blank = {sheet.plain(other, name) for other in range(row + 1, len(sheet.rows)) if not sheet.plain(other, at)}
    return len(marks) > 1 or bool(marks & NO_CELLS) or any(state_of(cell, index) is not None for cell in blank if cell)


def is_of_figures(cells: Sequence[str]) -> bool:
    """Whether a column holds numbers or headings, as a table of statistics does, and so no States."""
    return all(map(str.isdigit, cells)) or 2 * sum(heading_of(cell) is not None for cell in cells) > len(cells)


def is_running(sheet: Sheet, row: int, at: int) -> bool:
    """Whether a column holds numbers of which no two are the same, such as those of badges."""
    cells = cells_below(sheet, row, at)
    return len(cells) > _FEWEST_RUNNING and len(set(cells)) == len(cells) and all(map(str.isdigit, cells))


def is_attendance(sheet: Sheet, row: int, at: int) -> bool:
    """Whether a column with a heading such as Status says who came: `Registered`, `Cancelled`."""
    words = {normal(cell) for cell in cells_below(sheet, row, at)}
    return bool(words) and words <= YES_CELLS | NO_CELLS and not words <= set(ROLE_CELLS)
