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


def read(content: bytes) -> dict[str, Any]:
    """`rows`: all rows of all tables as text cells; `text`: the document on one line."""
    rows: list[list[str]] = []
    text: list[str] = []
    cells: list[list[str]] = []
    cell: list[str] | None = None
    silent = count = 0

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal cell, silent
        tag = name.casefold()
        if silent or tag in _LEFT_OUT:
            silent += 1
        elif tag in _ROWS:
            cells.append([])
        elif tag in _CELLS and cells:
            cell = []
        text.append(" ")

    def end(name: str) -> None:
        nonlocal cell, silent, count
        tag = name.casefold()
        if silent:
            silent -= 1
        elif tag in _CELLS and cell is not None and cells:
            cells[-1].append(" ".join("".join(cell).split()))
            cell, count = None, count + 1
            if count > MOST_CELLS:
                raise Refused(f"it has more than {MOST_CELLS:,} cells")
        elif tag in _ROWS and cells:
            rows.extend(filter(any, [cells.pop()]))

    def data(content: str) -> None:
        if not silent:
            text.append(content)
            if cell is not None:
                cell.append(content)

    walk(content, start, end, data)
    return {"rows": rows, "text": " ".join("".join(text).split())}
