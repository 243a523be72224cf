"""Pages: the one way in which charts are laid out, and the parts that they are put together
from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

from ccmcost.charts.frame import Frame
from ccmcost.charts.lettering import (
    Style,
    clean,
    cut,
    text_width,
    wrap,
    wrap_evenly,
)
from ccmcost.charts.sheet import Anchor, Extent, Sheet
from ccmcost.tables.table import Table

WIDTH = 470.5
"""166 mm: the text width of a page of our documents, so that type keeps its size on paper."""

MARGIN = 12.0
INNER = WIDTH - 2 * MARGIN
END = WIDTH - MARGIN
INK, SOFT, THIN, HAIR, PALE = "#1d242b", "#56606a", "#a3abb3", "#c9cfd5", "#e9edf1"
DARK, MIDDLE, WHITE = "#1f4a73", "#8fa9c2", "#ffffff"
"""Fills by lightness first: about 30, 68 and 100 per cent,
so that they differ in print without colour.
"""

LEAST = 8.0
"""No type is smaller, in points on paper."""

LABEL, FIGURE, STRONG = Style(8.6, INK), Style(8.6, SOFT), Style(8.6, INK, bold=True)
NOTE, QUIET, HEAD = Style(LEAST, INK), Style(LEAST, SOFT), Style(LEAST, INK, bold=True)
PITCH, THICK, GAP = 18.6, 10.5, 6.0
"""Rows: the distance from one to the next, the thickness of a bar, the room beside a bar."""

_BANNER, _SUBTITLE = Style(8.6, INK, bold=True), Style(8.6, SOFT)
_TITLE = Style(14.0, INK, bold=True)
_STATEMENT = Style(11.0, INK)
_MIDDLE = 0.36
"""How far the baseline stands below the middle of the letters, in parts of their size."""

_NAMES = (120, 200)
"""The least and the most room for names, in points."""

Sign = Callable[[float, float], None]
"""Puts the mark of a key, by its left and its middle."""


class Page(Sheet):
    """A sheet with banner, title, subtitle and foot, and room of the height `body` from `top`."""

    def __init__(self, frame: Frame, body: float) -> None:
        titles = wrap_evenly(frame.title, INNER, _TITLE)
        subtitles = wrap(frame.subtitle, INNER, _SUBTITLE)
        foot = [wrap(paragraph, INNER, QUIET) for paragraph in frame.foot]
        self.top = 37.0 + 18.0 * len(titles) + 12.0 * len(subtitles) + 8.0
        below = self.top + body + 8.0
        height = below + 10.0 + sum(10.4 * len(lines) + 2.6 for lines in foot)
        super().__init__(WIDTH, height, frame.language)
        banner = cut(frame.banner, INNER - 12, _BANNER)
        self.rect(MARGIN, 12.0, text_width(banner, _BANNER) + 12.0, 16.0, PALE)
        self.text(MARGIN + 6.0, 23.2, banner, _BANNER)
        self.lines(MARGIN, 49.0, 18.0, titles, _TITLE)
        self.lines(MARGIN, 47.0 + 18.0 * len(titles), 12.0, subtitles, _SUBTITLE)
        if foot:
            self.across(below, MARGIN, END, 0.6)
        below += 12.0
        for lines in foot:
            below = self.lines(MARGIN, below, 10.4, lines, QUIET) + 2.6

    def across(self, y: float, left: float, right: float, weight: float = 0.8) -> None:
        """A hair line from left to right."""
        self.line(((left, y), (right, y)), HAIR, weight)

    def upright(
        self, x: float, top: float, bottom: float, weight: float = 0.8, colour: str = HAIR
    ) -> None:
        """A line from top to bottom, as bars stand upon."""
        self.line(((x, top), (x, bottom)), colour, weight)

    def bar(
        self,
        x: float,
        middle: float,
        length: float,
        fill: str,
        stroke: str = "",
        thick: float = THICK,
        weight: float = 0.7,
    ) -> None:
        """A bar by its left end and the middle of its row."""
        weight = weight if stroke else 0.0
        self.rect(x, middle - thick / 2, length, thick, fill, stroke, weight)

    def beside(
        self, x: float, middle: float, text: str, style: Style, anchor: Anchor = "start"
    ) -> Extent:
        """A line of text by the middle of its letters, as it stands beside a bar or a tick."""
        return self.text(x, middle + style.size * _MIDDLE, text, style, anchor)

    def label(self, x: float, middle: float, text: str, width: float) -> None:
        """A name that ends at `x`, in one line or two about the middle of its row."""
        lines, style = wrap_evenly(text, width, LABEL), LABEL
        if len(lines) > 1:
            lines, style = wrap_evenly(text, width, NOTE), NOTE
        if len(lines) > 2:
            lines = [lines[0], cut(" ".join(lines[1:]), width, style)]
        pitch = style.size * 1.1
        first = middle + style.size * _MIDDLE - pitch * (len(lines) - 1) / 2
        self.lines(x, first, pitch, lines, style, "end")

    def rows(
        self, labels: Iterable[str], left: float, top: float, gap: float = GAP
    ) -> Iterator[float]:
        """The middle of each row, once its name stands between the margin and `left`."""
        for index, label in enumerate(labels):
            middle = top + PITCH * (index + 0.5)
            self.label(left - gap, middle, label, left - MARGIN - gap)
            yield middle

    def figures(self, x: float, middle: float, amount: str, share: str) -> None:
        """The amount and the share of an item, behind its bar."""
        end = self.beside(x, middle, amount, LABEL).right
        self.beside(end + 8.0, middle, share, FIGURE)

    def key(self, entries: Sequence[tuple[float, Sign, str]]) -> None:
        """What the marks of a chart mean, in one line at the top: the width of each, how to put it,
        and words.
        """
        x = MARGIN
        for width, put, words in entries:
            put(x, self.top + 7.5)
            x = self.text(x + width + 4.0, self.top + 10.4, words, NOTE).right + 16.0
        if entries:
            self.across(self.top + 17.0, MARGIN, END, 0.4)


class Picture(Protocol):
    """What every picture is: values that can be checked, and how they are drawn."""

    @property
    def frame(self) -> Frame:
        """The words around it."""

    def draw(self) -> Page:
        """The page of the picture."""


class Chart(Picture, Protocol):
    """A picture that comes with the data behind it."""

    @property
    def table(self) -> Table:
        """The data."""


def figures_room(items: Iterable[tuple[str, str]]) -> float:
    """The room that the widest amount and share take."""
    return max(
        text_width(amount, LABEL) + 8.0 + text_width(share, LABEL) for amount, share in items
    )


def names_room(labels: Iterable[str]) -> float:
    """The room that names take before a row: the least in which all stand in two lines."""
    least, most = _NAMES
    shown = [clean(label) for label in labels]
    widths = [float(width) for width in range(least, most, 4)]
    fit = (
        width
        for width in widths
        if all(len(wrap_evenly(label, width, NOTE)) <= 2 for label in shown)
    )
    return next(fit, float(most)) + GAP


def scale_steps(largest: float, most: int = 6) -> int:
    """The round step (1, 2, 5, 10, ... per cent) that divides an axis up to `largest` per cent into
    `most` parts at most.
    """
    return next((step for step in (1, 2, 5, 10, 20) if largest / step <= most), 25)


def statement(frame: Frame, sentences: Sequence[str]) -> Page:
    """A page that says in words what one bar would show."""
    lines = [wrap(sentence, INNER, _STATEMENT) for sentence in sentences]
    page = Page(frame, sum(15.0 * len(each) + 4.0 for each in lines) + 8.0)
    below = page.top + 16.0
    for each in lines:
        below = page.lines(MARGIN, below, 15.0, each, _STATEMENT) + 4.0
    return page
