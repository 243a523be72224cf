"""The shared look: colours that keep apart in black and white, sizes, what stands around a chart,
and rows with names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

from ccmcost.charts.frame import Frame
from ccmcost.charts.sheet import Anchor, Sheet, Style, Text, cut, text_width, wrap, wrap_evenly

WIDTH = 518.4
"""7.2 inches: the text width of a page."""

MARGIN = 26.0
INNER = WIDTH - 2 * MARGIN
INK, SOFT, THIN, HAIR, PALE = "#1d242b", "#56606a", "#a3abb3", "#c9cfd5", "#e9edf1"
DARK, MIDDLE, WHITE = "#1f4a73", "#8fa9c2", "#ffffff"
"""Fills by lightness first: about 30, 68 and 100 per cent,
so that they differ in print without colour.
"""

LABEL, FIGURE, STRONG = Style(8.0, INK), Style(8.0, SOFT), Style(8.0, INK, bold=True)
NOTE, QUIET, HEAD = Style(6.8, INK), Style(6.8, SOFT), Style(6.8, INK, bold=True)
PITCH, THICK, GAP = 17.5, 10.5, 6.0
"""Rows: the distance from one to the next, the thickness of a bar, the room beside a bar."""

_BANNER, _TITLE, _SUBTITLE = (
    Style(8.2, INK, bold=True),
    Style(13.5, INK, bold=True),
    Style(8.2, SOFT),
)
_SIZES = (8.0, 7.2, 6.4, 5.6)
_MIDDLE = 0.36
"""How far the baseline stands below the middle of the letters, in parts of their size."""


class Row(Protocol):
    """What has a name beside it."""

    @property
    def label(self) -> str:
        """The name."""


class Figures(Protocol):
    """What has an amount and a share behind its bar."""

    @property
    def amount(self) -> str:
        """The amount in major units."""

    @property
    def share(self) -> str:
        """The share in per cent."""


Named = TypeVar("Named", bound=Row)
Sign = Callable[[float, float], None]


def framed(frame: Frame, body: float) -> tuple[Sheet, float]:
    """A sheet with banner, title, subtitle and foot, and room of the height `body`;
    returns it with the top of the room.
    """
    titles = wrap_evenly(frame.title, INNER, _TITLE)
    subtitles = wrap(frame.subtitle, INNER, _SUBTITLE)
    foot = [wrap(paragraph, INNER, QUIET) for paragraph in frame.foot]
    head = 46.0 + 17.0 * len(titles) + 11.0 * len(subtitles) + 8.0
    sheet = Sheet(WIDTH, head + body + 22.0 + sum(9.0 * len(lines) + 2.5 for lines in foot))
    banner = cut(frame.banner, INNER - 12, _BANNER)
    sheet.rect(MARGIN, 20.0, text_width(banner, _BANNER) + 12.0, 16.0, PALE)
    sheet.text(MARGIN + 6.0, 31.0, banner, _BANNER)
    for index, line in enumerate(titles):
        sheet.text(MARGIN, 58.0 + 17.0 * index, line, _TITLE)
    for index, line in enumerate(subtitles):
        sheet.text(MARGIN, 56.0 + 17.0 * len(titles) + 11.0 * index, line, _SUBTITLE)
    y = head + body + 8.0
    if foot:
        sheet.line(((MARGIN, y), (WIDTH - MARGIN, y)), HAIR, 0.6)
    y += 11.0
    for lines in foot:
        for index, line in enumerate(lines):
            sheet.text(MARGIN, y + 9.0 * index, line, QUIET)
        y += 9.0 * len(lines) + 2.5
    return sheet, head


def label(sheet: Sheet, x: float, middle: float, text: str, width: float) -> None:
    """A name that ends at `x`, in one line or two about the middle of its row;
    smaller rather than cut.
    """
    for size in _SIZES:
        style = Style(size, INK)
        lines = wrap_evenly(text, width, style)
        if len(lines) <= (1 if size == _SIZES[0] else 2):
            break
    else:
        lines = [lines[0], cut(" ".join(lines[1:]), width, style)]
    pitch = size * 1.12
    first = middle + size * _MIDDLE - pitch * (len(lines) - 1) / 2
    for index, line in enumerate(lines):
        sheet.text(x, first + index * pitch, line, style, "end")


def beside(
    sheet: Sheet, x: float, middle: float, text: str, style: Style, anchor: Anchor = "start"
) -> Text:
    """A line of text by the middle of its letters, as it stands beside a bar or a tick."""
    return sheet.text(x, middle + style.size * _MIDDLE, text, style, anchor)


def rows(
    sheet: Sheet, items: Sequence[Named], left: float, top: float, gap: float = GAP
) -> Iterator[tuple[Named, float]]:
    """Each item with the middle of its row; its name is put between the margin and `left` first."""
    for index, item in enumerate(items):
        middle = top + PITCH * (index + 0.5)
        label(sheet, left - gap, middle, item.label, left - MARGIN - gap)
        yield item, middle


def key(sheet: Sheet, top: float, entries: Sequence[tuple[float, Sign, str]]) -> None:
    """What the marks of a chart mean, in one line: the width of each, how to put it (its left,
    its middle), and words.
    """
    x = MARGIN
    for width, put, words in entries:
        put(x, top + 7.5)
        x = sheet.text(x + width + 4.0, top + 10.2, words, NOTE).right + 16.0
    if entries:
        sheet.line(((MARGIN, top + 17.0), (WIDTH - MARGIN, top + 17.0)), HAIR, 0.4)


def figures(sheet: Sheet, x: float, middle: float, item: Figures) -> None:
    """The amount and the share of an item, behind its bar."""
    amount = beside(sheet, x, middle, item.amount, LABEL)
    beside(sheet, amount.right + 8.0, middle, item.share, FIGURE)


def figures_width(items: Sequence[Figures]) -> float:
    """The room that the widest amount and share take."""
    return max(
        text_width(item.amount, LABEL) + 8.0 + text_width(item.share, LABEL) for item in items
    )


def scale_steps(largest: float, most: int = 6) -> int:
    """The round step (1, 2, 5, 10, ... per cent) that divides an axis up to `largest` per cent into
    `most` parts at most.
    """
    return next((step for step in (1, 2, 5, 10, 20) if largest / step <= most), 25)
