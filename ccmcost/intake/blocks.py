"""Lines and tables in reading order: what a DOCX document or a web page is made of. Used in the child of guard.py."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ccmcost.intake.extract import Refused

MOST_SPANNED = 200_000


class Table:
    """A table as it is read, cell by cell; the lines of a cell stay apart. Merged cells are ranges, as in a sheet."""

    def __init__(self) -> None:
        self.holds_tables = self.in_cell = False
        self._rows: list[list[str]] = []
        self._merged: list[list[int]] = []
        self._taken: set[tuple[int, int]] = set()
        self._struck: list[tuple[int, int]] = []
        self._hidden_rows: list[int] = []
        self._row = self._column = -1
        self._wide = 1
        self._cell: list[tuple[str, bool]] = []
        self._notes: list[tuple[int, int, str]] = []

    def begin_row(self, hidden: bool = False) -> None:
        """A new row."""
        self.end_cell()
        self._rows.append([])
        self._row, self._column = self._row + 1, -1
        self._hidden_rows += [self._row] if hidden else []

    def begin_cell(self, columns: int = 1, rows: int = 1) -> None:
        """A new cell that takes so many columns and rows."""
        self.end_cell()
        if self._row < 0:
            self.begin_row()
        self._column += 1
        while (self._row, self._column) in self._taken:
            self._column += 1
        self.in_cell = True
        self.widen(columns, rows)

    def widen(self, columns: int, rows: int = 1) -> None:
        """The open cell takes so many columns and rows."""
        row, column, self._wide = self._row, self._column, columns
        if not self.in_cell or (columns < 2 and rows < 2):
            return
        if len(self._taken) + columns * rows > MOST_SPANNED:
            raise Refused("its tables span more cells than a list can need")
        self._taken |= {(row + down, column + across) for down in range(rows) for across in range(columns)}
        self._merged.append([column + 1, row + 1, column + columns, row + rows])

    def go_on(self) -> None:
        """The open cell belongs to the one above it."""
        if not self.in_cell or not self._row:
            return
        left = self._column + 1
        above = next((area for area in reversed(self._merged) if area[0] == left and area[3] == self._row), None)
        if above is not None:
            above[3] += 1
        else:
            self._merged.append([left, self._row, self._column + self._wide, self._row + 1])

    def add(self, text: str, unseen: bool, note: str = "") -> None:
        """A line of the open cell, with the text of its footnote."""
        self._cell.append((text, unseen))
        if note and self.in_cell:
            self._notes.append((self._row, self._column, note))

    def end_cell(self) -> None:
        """The open cell ends, if there is one."""
        if not self.in_cell:
            return
        row = self._rows[self._row]
        row += [""] * (self._column - len(row))
        row.append("\n".join(text for text, _ in self._cell))
        if self._cell and all(unseen for _, unseen in self._cell):
            self._struck.append((self._row, self._column))
        self._column += self._wide - 1
        self._cell, self.in_cell = [], False

    def blocks(self) -> list[dict[str, Any]]:
        """The table as a block; one that holds other tables, and so only arranges them, as the lines of its cells."""
        self.end_cell()
        if self.holds_tables:
            return [_line(line, False, "") for row in self._rows for cell in row for line in cell.split("\n") if line]
        marks = {"hidden_rows": self._hidden_rows, "struck": self._struck, "notes": self._notes}
        return [{"table": {"rows": self._rows, "merged": self._merged, **marks}}] if any(map(any, self._rows)) else []


class Blocks:
    """Collects the lines and tables of a document; a line inside of a table belongs to its open cell.

    `gap` is whether space stands above the next line.
    """

    def __init__(self) -> None:
        self.found: list[dict[str, Any]] = []
        self.tables: list[Table] = []
        self.gap = True

    def begin_table(self) -> None:
        """A table begins, maybe inside of another one."""
        self.tables.append(Table())

    def end_table(self) -> None:
        """The innermost table ends."""
        self.found += self.tables.pop().blocks()
        if self.tables:
            self.tables[-1].holds_tables = True

    def line(self, text: str, marks: Sequence[set[str]], look: str, note: str = "", **more: Any) -> None:
        """A line with the marks of its runs: `bold`, `struck`, `hidden`; it is marked so if all of them are."""
        every: set[str] = set.intersection(*marks) if marks else set()
        if self.tables and self.tables[-1].in_cell:
            self.tables[-1].add(text, bool(every & {"struck", "hidden"}), note)
            return
        unseen = "struck out" if "struck" in every else "hidden text" if "hidden" in every else ""
        self.found.append(
            {**_line(text, self.gap, f"{'bold ' if 'bold' in every else ''}{look}", unseen), "note": note, **more}
        )


def _line(text: str, gap: bool, look: str, unseen: str = "") -> dict[str, Any]:
    """A line of text: `gap` if space stands above it, `look` how it is printed, `unseen` why a person does not see it."""
    return {"line": text, "gap": gap, "look": look, "unseen": unseen}
