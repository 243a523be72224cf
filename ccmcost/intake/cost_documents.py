"""Documents of costs: their tables as sheets, and what the words and figures in them say.

Whether a row is a total, the kind of a line, the currency and the unit of its sums. Tables are
those of DOCX and HTML, sheets as they are, the rows of a PDF.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ccmcost.findings import Findings
from ccmcost.intake.document import kind_of
from ccmcost.intake.extract import extract
from ccmcost.intake.found import Place
from ccmcost.intake.names import normal
from ccmcost.intake.page import Page, Piece, pages_of, rows_by_height
from ccmcost.intake.sheet import Sheet, sheet_of, sheets_of
from ccmcost.intake.vocabulary import NO_SUM, pattern, patterns
from ccmcost.model.meeting import LineKind
from ccmcost.model.source import SourceFile
from ccmcost.model.sums import currency_in

_LINES_ABOVE = 4
_NEAR = 9.0
"""Points by which the right edges of sums in one column of a page may differ."""
_BESIDE = 60.0
"""Points to the left of the first column of sums where the heading of one may begin."""
_FURNITURE = pattern("furniture", re.IGNORECASE)
"""What stands at the edge of a page and is no line of a cost:
page numbers, job numbers, document symbols.
"""
_DASHES = frozenset("-\u2013\u2014\u2212. ")

_NOTE = re.compile(r"(?:\s+\(?[a-z0-9]{1,2}[/)]|\s*[*†‡§¹²³⁴-⁹]+)+$")
_NUMBERED = re.compile(r"^\s*(?:[0-9]{1,2}|[A-Za-z]|[IVX]+)\s*[.)]\s+")
_KINDS = patterns("line_kinds")
_TOTAL = pattern("total")
_NET = pattern("net")
_SUBTOTAL = re.compile(r"^(?:net |gross )?(?:sub ?total|sous total|total partiel|total parcial)")
_ROUNDED = re.compile(r"\brounded\b|\barrondie?\b|\bredondead[oa]\b")

_SYMBOLS = (
    (re.compile(r"(?<![A-Z])US\s?\$|\$\s?(?:US|[EÉ]\.?-?U)\b|\bk?USD\b", re.IGNORECASE), "USD"),
    (re.compile(r"€|\bk?EUR\b", re.IGNORECASE), "EUR"),
    (re.compile(r"\bk?CHF\b|\bSFr\b|\bFr\.", re.IGNORECASE), "CHF"),
    (re.compile(r"£|\bGBP\b", re.IGNORECASE), "GBP"),
    (re.compile(r"(?<![A-Za-z$])CA?\$"), "CAD"),
    (re.compile(r"(?<![A-Za-z$])AU?\$"), "AUD"),
    (re.compile(r"(?<![A-Za-z$])NZ\$"), "NZD"),
    (re.compile(r"(?<![A-Za-z$])\$(?!\s?(?:US|[EÉ]\.?-?U)\b)"), "USD"),
)
_CODE = re.compile(r"\b(AUD|CAD|CNY|DKK|INR|JPY|KRW|KWD|MXN|NOK|NZD|PLN|SEK|SGD|THB|XAF|XOF|ZAR)\b")
_NAMES = patterns("currency_names")

_THOUSANDS = pattern("thousands", re.IGNORECASE)
_MILLIONS = re.compile(
    r"\bmillions?\b|\bmillones\b|\bmio\b|\b(?:USD|EUR|CHF|US)\s?\$?\s?\(?mn?\b", re.IGNORECASE
)
_UNIT = pattern("unit", re.IGNORECASE)
_NOUGHTS = re.compile(
    r"['\u2019\u2018]000\b|\(000s?\)|\b000s\b|\bk(?:USD|EUR|CHF)\b|(?:\b(?:USD|EUR|CHF)|\$)\s?000\b"
)


def words_of(label: str) -> str:
    """The normalised words of an item, without its number."""
    return normal(_NUMBERED.sub("", label))


def is_sum_row(words: str) -> bool:
    """Whether the words of a row say that it sums others: a total, a sub-total,
    what remains to be assessed.
    """
    return _TOTAL.match(words) is not None or _NET.match(words) is not None


def is_subtotal(words: str) -> bool:
    """Whether the words of a row of a sum say that it is of a part only."""
    return _SUBTOTAL.match(words) is not None


def is_rounded(words: str) -> bool:
    """Whether the words of a row of a sum say that it is rounded."""
    return _ROUNDED.search(words) is not None


def kind_of_line(words: str) -> LineKind | None:
    """The kind of a line of a cost, if its words say one."""
    return next((kind for kind, said in _KINDS.items() if said.search(words)), None)


def currency_of_text(text: str) -> str:
    """The one currency that a text names; empty if it names none,
    `?` if it names several or one of several countries.
    """
    found = {code for sign, code in _SYMBOLS if sign.search(text)} | set(_CODE.findall(text))
    words = normal(re.sub(r"['\u2019]", " ", text))
    for code, name in _NAMES.items():
        words, times = name.subn(" ", words)
        found |= {code} if times else set()
    return found.pop() if len(found) == 1 else "?" if found else ""


def power_of_heading(text: str) -> int:
    """The power of ten of the unit that the heading of a column names: 3 for thousands."""
    return 3 if _THOUSANDS.search(text) else 6 if _MILLIONS.search(text) else 0


def power_of_text(text: str) -> int:
    """The power of ten of the unit that a text above a table names:
    3 for `in thousands of dollars`, `US$ '000`.
    """
    found = {3 if match[1] or match[2] else 6 for match in _UNIT.finditer(text)} | (
        {3} if _NOUGHTS.search(text) else set()
    )
    return found.pop() if len(found) == 1 else 0


def without_note(text: str) -> str:
    """A cell without the marks of notes behind what it says: `45,000 a/`, `12,500*`."""
    return _NOTE.sub("", text.strip())


def is_number(text: str) -> bool:
    """Whether a cell holds digits as a sum does: grouped, signed, in brackets,
    with a currency beside it.
    """
    flat = without_note(text)
    if not any(char.isdigit() for char in flat):
        return False
    beside = currency_in(flat)
    bare = re.sub(r"[Ff]r\.|[A-Za-z$€£]", "", flat) if beside else flat
    return bool(
        re.fullmatch(
            r"[(\s]*[-+\u2212\u2013]?[\s0-9.,'\u2019\u00a0\u2007\u2009\u202f]+[-)\s*]*", bare
        )
    )


def is_dash(text: str) -> bool:
    """Whether a cell says that there is nothing: empty, or dashes only."""
    return set(text.strip()) <= _DASHES or normal(without_note(text)) in NO_SUM


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
        sheets.append(table._replace(rows=rows, above=" ".join(above)))
        above = []
    return tuple(sheets)


def _sheet_of_pages(pages: Sequence[Page]) -> Sheet:
    """The rows of all pages as one table: sums fall into columns by their right edges,
    all else is the item or a heading.
    """
    lines = [
        (page.number, number, row)
        for page in pages
        for number, row in enumerate(rows_by_height(page.pieces), 1)
    ]
    last = {page: number for page, number, _ in lines}
    kept = [
        (page, number, row)
        for page, number, row in lines
        if not (
            number in (1, last[page])
            and all(_FURNITURE.fullmatch(piece.text.strip()) for piece in row)
        )
    ]
    columns = _columns([row for _, _, row in kept])
    rows = tuple(_cells(row, columns) for _, _, row in kept)
    places = {
        at: Place(at + 1, f"page {page}, line {number}")
        for at, (page, number, _) in enumerate(kept)
    }
    return Sheet("", rows, places=places)


def _sums(row: Sequence[Piece]) -> list[Piece]:
    """The sums of a row: numbers to the right of its first words."""
    first = next(
        (at for at, piece in enumerate(row) if any(char.isalpha() for char in piece.text)), None
    )
    if first is None:
        return []
    return [piece for piece in row[first + 1 :] if is_number(piece.text)]


def _columns(rows: Sequence[Sequence[Piece]]) -> list[tuple[float, float]]:
    """Left and right edge of each column of sums, from left to right."""
    found: list[tuple[float, float]] = []
    for piece in sorted(
        (piece for row in rows for piece in _sums(row)), key=lambda piece: piece.right
    ):
        # sums may begin at one edge instead
        if found and (piece.right - found[-1][1] <= _NEAR or piece.x < found[-1][1]):
            found[-1] = (min(found[-1][0], piece.x), piece.right)
        else:
            found.append((piece.x, piece.right))
    return found


def _cells(row: Sequence[Piece], columns: Sequence[tuple[float, float]]) -> tuple[str, ...]:
    cells = [""] * (len(columns) + 1)
    sums = set(_sums(row))
    for piece in row:
        at = 0
        if piece in sums or is_dash(piece.text):
            at = (
                1 + min(range(len(columns)), key=lambda n: abs(columns[n][1] - piece.right))
                if columns
                else 0
            )
        elif not sums and columns and (piece.x > row[0].x or piece.x > columns[0][0] - _BESIDE):
            over = [
                n
                for n, (left, right) in enumerate(columns)
                if piece.x < right + _NEAR and piece.right > left - _NEAR
            ]
            at = 1 + over[0] if len(over) == 1 else 0
        cells[at] = f"{cells[at]} {piece.text}".strip()
    return tuple(cells)
