"""The XML of a depositary's treaty collection as rows of text cells. Runs in the child process of guard.py.

Rows are the elements `Row` (or `tr`) with their entries; marks set as superscript are left out.
"""

from __future__ import annotations

from typing import Any

from ccmcost.intake.extract import Refused
from ccmcost.intake.package import walk

MOST_CELLS = 200_000
_ROWS, _CELLS = frozenset(("row", "tr")), frozenset(("entry", "td", "th", "cell"))
_LEFT_OUT = frozenset(("superscript", "sup", "footnote", "note"))


class _Page:
    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.text: list[str] = []
        self._cells: list[list[str]] = []
        self._cell: list[str] | None = None
        self._silent = self._count = 0

    def start(self, name: str, _: dict[str, str]) -> None:
        tag = name.casefold()
        if self._silent or tag in _LEFT_OUT:
            self._silent += 1
        elif tag in _ROWS:
            self._cells.append([])
        elif tag in _CELLS and self._cells:
            self._cell = []
        self.text.append(" ")

    def end(self, name: str) -> None:
        tag = name.casefold()
        if self._silent:
            self._silent -= 1
        elif tag in _CELLS and self._cell is not None and self._cells:
            self._cells[-1].append(" ".join("".join(self._cell).split()))
            self._cell = None
            self._count += 1
            if self._count > MOST_CELLS:
                raise Refused(f"it has more than {MOST_CELLS:,} cells")
        elif tag in _ROWS and self._cells:
            row = self._cells.pop()
            if any(row):
                self.rows.append(row)

    def data(self, content: str) -> None:
        if self._silent:
            return
        self.text.append(content)
        if self._cell is not None:
            self._cell.append(content)


def read(content: bytes) -> dict[str, Any]:
    """`rows`: all rows of all tables as text cells; `text`: the document on one line."""
    page = _Page()
    walk(content, page.start, page.end, page.data)
    return {"rows": page.rows, "text": " ".join("".join(page.text).split())}
