"""The tables of a document of costs: sheets as they are, tables of DOCX and HTML, the rows of a PDF."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ccmcost.findings import Findings
from ccmcost.intake.cost_columns import is_dash, is_number
from ccmcost.intake.document import kind_of
from ccmcost.intake.found import Place
from ccmcost.intake.guard import extract
from ccmcost.intake.page import Page, Piece, pages_of, rows_by_height
from ccmcost.intake.sheet import Marks, Sheet, sheet_of, sheets_of
from ccmcost.model.source import SourceFile

_LINES_ABOVE = 4
_NEAR = 9.0
"""Points by which the right edges of sums in one column of a page may differ."""
_BESIDE = 60.0
"""Points to the left of the first column of sums where the heading of one may begin."""
_FURNITURE = re.compile(
    r"[-–]?\s*(?:page\s*)?[0-9ivx]{1,4}(?:\s*(?:/|of|de|sur)\s*[0-9]{1,4})?\s*[-–]?|GE\.[0-9]{2}-[0-9]+.*"
    r"|[A-Z]{1,8}(?:/[A-Z0-9.]{1,12}){2,}",
    re.IGNORECASE,
)
"""What stands at the edge of a page and is no line of a cost: page numbers, job numbers, document symbols."""


def cost_sheets(source: SourceFile, findings: Findings) -> tuple[Sheet, ...]:
    """The tables of a document of costs; empty and a finding if it cannot be read."""
    kind = kind_of(source)
    if kind not in ("pdf", "docx", "html"):
        return sheets_of(source, findings, kind)
    answer = extract(source, kind, findings)
    if not answer:
        return ()
    return (_sheet_of_pages(pages_of(answer)),) if kind == "pdf" else _tables(answer["blocks"])


def _tables(blocks: Sequence[dict[str, Any]]) -> tuple[Sheet, ...]:
    sheets: list[Sheet] = []
    above: list[str] = []
    for block in blocks:
        if "line" in block:
            above = [*above, block["line"]][-_LINES_ABOVE:]
            continue
        table = sheet_of({**block["table"], "title": f"table {len(sheets) + 1}"})
        rows = tuple(tuple(" ".join(cell.split()) for cell in row) for row in table.rows)
        sheets.append(table._replace(rows=rows, marks=table.marks._replace(above=" ".join(above))))
        above = []
    return tuple(sheets)


def _sheet_of_pages(pages: Sequence[Page]) -> Sheet:
    """The rows of all pages as one table: sums fall into columns by their right edges, all else is the item or a heading."""
    lines = [(page.number, number, row) for page in pages for number, row in enumerate(rows_by_height(page.pieces), 1)]
    last = {page: number for page, number, _ in lines}
    kept = [
        (page, number, row)
        for page, number, row in lines
        if not (number in (1, last[page]) and all(_FURNITURE.fullmatch(piece.text.strip()) for piece in row))
    ]
    columns = _columns([row for _, _, row in kept])
    rows = tuple(_cells(row, columns) for _, _, row in kept)
    places = {at: Place(at + 1, f"page {page}, line {number}") for at, (page, number, _) in enumerate(kept)}
    return Sheet("", rows, (), Marks(places=places))


def _sums(row: Sequence[Piece]) -> list[Piece]:
    """The sums of a row: numbers to the right of its first words."""
    first = next((at for at, piece in enumerate(row) if any(char.isalpha() for char in piece.text)), None)
    if first is None:
        return []
    return [piece for piece in row[first + 1 :] if is_number(piece.text)]


def _columns(rows: Sequence[Sequence[Piece]]) -> list[tuple[float, float]]:
    """Left and right edge of each column of sums, from left to right."""
    found: list[tuple[float, float]] = []
    for piece in sorted((piece for row in rows for piece in _sums(row)), key=lambda piece: piece.right):
        if found and (piece.right - found[-1][1] <= _NEAR or piece.x < found[-1][1]):  # sums may begin at one edge instead
            found[-1] = (min(found[-1][0], piece.x), max(found[-1][1], piece.right))
        else:
            found.append((piece.x, piece.right))
    return found


def _cells(row: Sequence[Piece], columns: Sequence[tuple[float, float]]) -> tuple[str, ...]:
    cells = [""] * (len(columns) + 1)
    sums = set(_sums(row))
    for piece in row:
        at = 0
        if piece in sums or (is_dash(piece.text) and piece.text.strip()):
            at = 1 + min(range(len(columns)), key=lambda n: abs(columns[n][1] - piece.right)) if columns else 0
        elif not sums and columns and (piece.x > row[0].x or piece.x > columns[0][0] - _BESIDE):
            over = [n for n, (left, right) in enumerate(columns) if piece.x < right + _NEAR and piece.right > left - _NEAR]
            at = 1 + over[0] if len(over) == 1 else 0
        cells[at] = f"{cells[at]} {piece.text}".strip()
    return tuple(cells)
