"""Lines and tables in reading order: what a DOCX document or a web page is made of. Used in the child of guard.py."""

from __future__ import annotations

from typing import Any

from ccmcost.intake.extract import Refused

MOST_SPANNED = 200_000


def line_block(text: str, gap: bool, look: str, struck: bool = False, hidden: bool = False) -> dict[str, Any]:
    """A line of text: `gap` if space stands above it, `look` how it is printed, `unseen` why a person does not see it."""
    return {"line": text, "gap": gap, "look": look, "unseen": "struck out" if struck else "hidden text" if hidden else ""}


class Table:
    """A table as it is read, cell by cell; the lines of a cell stay apart. Merged cells are ranges, as in a sheet."""

    def __init__(self) -> None:
        self.holds_tables = False
        self.in_cell = False
        self._rows: list[list[str]] = []
        self._merged: list[list[int]] = []
        self._taken: set[tuple[int, int]] = set()
        self._struck: set[tuple[int, int]] = set()
        self._hidden_rows: set[int] = set()
        self._row = self._column = -1
        self._wide = 1
        self._cell: list[tuple[str, bool, bool]] = []
        self._notes: list[tuple[int, int, str]] = []

    def begin_row(self, hidden: bool = False) -> None:
        """A new row."""
        self.end_cell()
        self._rows.append([])
        self._row, self._column = self._row + 1, -1
        if hidden:
            self._hidden_rows.add(self._row)

    def begin_cell(self, columns: int = 1, rows: int = 1) -> None:
        """A new cell that takes so many columns and rows."""
        self.end_cell()
        if self._row < 0:
            self.begin_row()
        self._column += 1
        while (self._row, self._column) in self._taken:
            self._column += 1
        self.in_cell, self._wide = True, columns
        if columns > 1 or rows > 1:
            self._merge(columns, rows)

    def widen(self, columns: int) -> None:
        """The open cell takes so many columns."""
        if self.in_cell and columns > 1:
            self._wide = columns
            self._merge(columns, 1)

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

    def _merge(self, columns: int, rows: int) -> None:
        if len(self._taken) + columns * rows > MOST_SPANNED:
            raise Refused("its tables span more cells than a list can need")
        self._taken |= {(self._row + r, self._column + c) for r in range(rows) for c in range(columns)}
        self._merged.append([self._column + 1, self._row + 1, self._column + columns, self._row + rows])

    def add(self, text: str, struck: bool = False, hidden: bool = False, note: str = "") -> None:
        """A line of the open cell, with the text of its footnote."""
        self._cell.append((text, struck, hidden))
        if note and self.in_cell:
            self._notes.append((self._row, self._column, note))

    def end_cell(self) -> None:
        """The open cell ends, if there is one."""
        if not self.in_cell:
            return
        row = self._rows[self._row]
        row += [""] * (self._column - len(row))
        row.append("\n".join(text for text, _, _ in self._cell))
        if self._cell and all(struck or hidden for _, struck, hidden in self._cell):
            self._struck.add((self._row, self._column))
        self._column += self._wide - 1
        self._cell, self.in_cell = [], False

    def blocks(self, title: str) -> list[dict[str, Any]]:
        """The table as a block; one that holds other tables, and so only arranges them, as the lines of its cells."""
        self.end_cell()
        if self.holds_tables:
            lines = [line for row in self._rows for cell in row for line in cell.split("\n") if line]
            return [line_block(line, False, "") for line in lines]
        if not any(any(row) for row in self._rows):
            return []
        return [
            {
                "table": {
                    "title": title,
                    "rows": self._rows,
                    "merged": self._merged,
                    "hidden": False,
                    "filtered": False,
                    "hidden_rows": sorted(self._hidden_rows),
                    "hidden_columns": [],
                    "struck": sorted(self._struck),
                    "units": [],
                    "notes": self._notes,
                }
            }
        ]
