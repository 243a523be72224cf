"""PDF to pieces of text with their places on the page. Runs in the child process of guard.py."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple

MOST_PAGES = 500
MOST_CHARACTERS = 2_000_000
_HYPHENS = {0x02: "-", 0xFFFE: "-", 0xAD: "-", 0x2010: "-", 0x2011: "-"}


class Char(NamedTuple):
    """A character with its baseline (distance from the top of the page), its left and right edge and its size in points."""

    x: float
    right: float
    baseline: float
    size: float
    text: str


def read(content: bytes) -> dict[str, Any]:
    """Pages of pieces `[x, right, baseline, size, text]` in points from the top left, top to bottom, left to right."""
    import pypdfium2 as pdfium  # type: ignore[import-untyped]

    from ccmcost.intake.extract import Refused

    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise Refused("it is protected by a password" if locked else "it is no PDF, or a damaged one") from None
    if len(document) > MOST_PAGES:
        raise Refused(f"it has {len(document)} pages, more than {MOST_PAGES}")
    pages, count = [], 0
    for index in range(len(document)):
        page = document[index]
        chars = list(_chars(page, MOST_CHARACTERS - count))
        count += len(chars)
        if count >= MOST_CHARACTERS:
            raise Refused(f"it holds more than {MOST_CHARACTERS:,} characters")
        pages.append({"width": page.get_width(), "pieces": [piece for line in _lines(chars) for piece in _pieces(line)]})
        page.close()
    return {"pages": pages}


def _chars(page: Any, most: int) -> Iterator[Char]:
    from pypdfium2 import raw  # type: ignore[import-untyped,unused-ignore]

    text = page.get_textpage()
    height = page.get_height()
    x, y = ctypes.c_double(), ctypes.c_double()
    box = raw.FS_RECTF()
    for index in range(min(text.count_chars(), most)):
        code = raw.FPDFText_GetUnicode(text, index)
        if code in (0, 10, 13) or not raw.FPDFText_GetCharOrigin(text, index, x, y):
            continue
        raw.FPDFText_GetLooseCharBox(text, index, box)
        shown = _HYPHENS.get(code) or (chr(code) if not 0xD800 <= code <= 0xDFFF else "")
        size = max(abs(box.top - box.bottom), 1.0)
        yield Char(x.value, max(box.right, x.value), height - y.value, size, shown)


def _lines(chars: list[Char]) -> Iterator[list[Char]]:
    """Characters whose baselines lie close together, from left to right; raised marks fall into their line."""
    line: list[Char] = []
    for char in sorted(chars, key=lambda c: (c.baseline, c.x)):
        raised = bool(line) and line[0].size < 0.8 * char.size
        if line and char.baseline - line[0].baseline > (0.7 if raised else 0.45) * max(line[0].size, char.size):
            yield sorted(line)
            line = []
        line.append(char)
    if line:
        yield sorted(line)


def _pieces(line: list[Char]) -> Iterator[list[Any]]:
    """A line cut where the gap is wider than a word space; raised digits after text (footnote marks) are left out."""
    printed = [char for char in line if not char.text.isspace()]
    if not printed:
        return
    usual = sorted(char.size for char in printed)[len(printed) // 2]
    floor = sorted(char.baseline for char in printed)[len(printed) // 2]
    kept: list[Char] = []
    text, blank = "", False
    for char in line:
        if char.text.isspace():
            blank = True
            continue
        if kept and char.size < 0.8 * usual and char.baseline < floor - 0.2 * usual and not char.text.isalpha():
            continue
        gap = char.x - kept[-1].right if kept else 0.0
        if kept and gap > 0.9 * usual:
            yield _piece(kept, text, usual, floor)
            kept, text = [], ""
        text += (" " if kept and (blank or gap > 0.16 * usual) else "") + char.text
        kept.append(char)
        blank = False
    if kept:
        yield _piece(kept, text, usual, floor)


def _piece(chars: list[Char], text: str, size: float, baseline: float) -> list[Any]:
    return [round(chars[0].x, 1), round(chars[-1].right, 1), round(baseline, 1), round(size, 1), text]
