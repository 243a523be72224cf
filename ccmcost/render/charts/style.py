"""The shared look: colours that keep apart in black and white, sizes, and what stands around every chart."""

from __future__ import annotations

from collections.abc import Sequence

from ccmcost.render.charts.breaking import cut, wrap, wrap_evenly
from ccmcost.render.charts.lettering import text_width
from ccmcost.render.charts.sheet import Anchor, Sheet
from ccmcost.statement.charts.frame import Frame

WIDTH = 518.4
"""7.2 inches: the text width of a page."""

MARGIN = 26.0
INNER = WIDTH - 2 * MARGIN
INK, SOFT, THIN, HAIR, PALE = "#1d242b", "#56606a", "#a3abb3", "#c9cfd5", "#e9edf1"
DARK, MIDDLE, WHITE = "#1f4a73", "#8fa9c2", "#ffffff"
"""Fills by lightness first: about 30, 68 and 100 per cent, so that they differ in print without colour."""

LABEL, SMALL = 8.0, 6.8
_BANNER, _TITLE, _SUBTITLE = 8.2, 13.5, 8.2


def framed(frame: Frame, body: float) -> tuple[Sheet, float]:
    """A sheet with banner, title, subtitle and foot, and room of the height `body`; returns it with the top of the room."""
    titles = wrap_evenly(frame.title, INNER, _TITLE, bold=True)
    subtitles = wrap(frame.subtitle, INNER, _SUBTITLE)
    foot = [wrap(paragraph, INNER, SMALL) for paragraph in frame.foot]
    head = 46.0 + 17.0 * len(titles) + 11.0 * len(subtitles) + 8.0
    sheet = Sheet(WIDTH, head + body + 22.0 + sum(9.0 * len(lines) + 2.5 for lines in foot))
    _banner(sheet, frame.banner)
    _lines(sheet, titles, 58.0, _TITLE, 17.0, INK, bold=True)
    _lines(sheet, subtitles, 56.0 + 17.0 * len(titles), _SUBTITLE, 11.0, SOFT)
    below = head + body + 8.0
    sheet.line(((MARGIN, below), (WIDTH - MARGIN, below)), HAIR, 0.6)
    y = below + 11.0
    for lines in foot:
        _lines(sheet, lines, y, SMALL, 9.0, SOFT)
        y += 9.0 * len(lines) + 2.5
    return sheet, head


def _banner(sheet: Sheet, text: str) -> None:
    shown = cut(text, INNER - 12, _BANNER, bold=True)
    sheet.rect(MARGIN, 20.0, text_width(shown, _BANNER, bold=True) + 12.0, 16.0, PALE)
    sheet.text(MARGIN + 6.0, 31.0, shown, _BANNER, INK, bold=True)


def _lines(sheet: Sheet, lines: Sequence[str], y: float, size: float, pitch: float, colour: str, bold: bool = False) -> None:
    for index, line in enumerate(lines):
        sheet.text(MARGIN, y + index * pitch, line, size, colour, bold)


def label(sheet: Sheet, x: float, middle: float, text: str, width: float, anchor: Anchor = "end") -> None:
    """A name beside a row, in one line or two about its middle; smaller rather than cut."""
    for size in (LABEL, 7.2, 6.4, 5.6):
        lines = wrap_evenly(text, width, size)
        if len(lines) <= (1 if size == LABEL else 2):
            break
    else:
        lines = [lines[0], cut(" ".join(lines[1:]), width, size)]
    pitch = size * 1.12
    first = middle + size * 0.36 - pitch * (len(lines) - 1) / 2
    for index, line in enumerate(lines):
        sheet.text(x, first + index * pitch, line, size, INK, anchor=anchor)


def scale_steps(largest: float, most: int = 6) -> int:
    """The round step (1, 2, 5, 10, ... per cent) that divides an axis up to `largest` per cent into `most` parts at most."""
    for step in (1, 2, 5, 10, 20):
        if largest / step <= most:
            return step
    return 25
