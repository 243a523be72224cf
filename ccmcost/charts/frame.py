"""What is the same in every picture: the words around it, the data behind it, the colours that keep
apart in black and white, sizes, and the parts that pictures are put together from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from ccmcost.charts.sheet import Anchor, Sheet, Style, Text, cut, text_width, wrap, wrap_evenly
from ccmcost.tables.table import Column, Row, Table

WIDTH = 518.4
"""7.2 inches: the text width of a page."""

MARGIN = 26.0
INNER = WIDTH - 2 * MARGIN
END = WIDTH - MARGIN
INK, SOFT, THIN, HAIR, PALE = "#1d242b", "#56606a", "#a3abb3", "#c9cfd5", "#e9edf1"
DARK, MIDDLE, WHITE = "#1f4a73", "#8fa9c2", "#ffffff"
"""Fills by lightness first: about 30, 68 and 100 per cent,
so that they differ in print without colour.
"""

LABEL, FIGURE, STRONG = Style(8.0, INK), Style(8.0, SOFT), Style(8.0, INK, bold=True)
NOTE, QUIET, HEAD = Style(6.8, INK), Style(6.8, SOFT), Style(6.8, INK, bold=True)
PITCH, THICK, GAP = 17.5, 10.5, 6.0
"""Rows: the distance from one to the next, the thickness of a bar, the room beside a bar."""

_BANNER, _SUBTITLE = Style(8.2, INK, bold=True), Style(8.2, SOFT)
_TITLE = Style(13.5, INK, bold=True)
_SIZES = (8.0, 7.2, 6.4, 5.6)
_MIDDLE = 0.36
"""How far the baseline stands below the middle of the letters, in parts of their size."""

Sign = Callable[[float, float], None]
"""Puts the mark of a key, by its left and its middle."""


class Frame(NamedTuple):
    """`name` is the chart's file name; `foot` is one paragraph a line;
    `alt` says in words what the picture shows.
    """

    name: str
    banner: str
    title: str
    subtitle: str
    foot: tuple[str, ...]
    alt: str


class Picture(Protocol):
    """What every picture is: values that can be checked, and how they are drawn."""

    @property
    def frame(self) -> Frame:
        """The words around it."""

    def draw(self) -> Sheet:
        """The sheet of the picture."""


class Chart(Picture, Protocol):
    """A picture that comes with the data behind it."""

    @property
    def table(self) -> Table:
        """The data."""


def data(names: str, rows: Iterable[Row]) -> Table:
    """The data behind a chart, by the names of their columns, parted by blanks;
    shares are in per cent.
    """
    columns = (Column(name, kind="share" if "share" in name else "text") for name in names.split())
    return Table("data", "", tuple(columns), tuple(rows))


class Page(Sheet):
    """A sheet with banner, title, subtitle and foot, and room of the height `body` from `top`."""

    def __init__(self, frame: Frame, body: float) -> None:
        titles = wrap_evenly(frame.title, INNER, _TITLE)
        subtitles = wrap(frame.subtitle, INNER, _SUBTITLE)
        foot = [wrap(paragraph, INNER, QUIET) for paragraph in frame.foot]
        self.top = 46.0 + 17.0 * len(titles) + 11.0 * len(subtitles) + 8.0
        below = self.top + body + 8.0
        super().__init__(WIDTH, below + 14.0 + sum(9.0 * len(lines) + 2.5 for lines in foot))
        banner = cut(frame.banner, INNER - 12, _BANNER)
        self.rect(MARGIN, 20.0, text_width(banner, _BANNER) + 12.0, 16.0, PALE)
        self.text(MARGIN + 6.0, 31.0, banner, _BANNER)
        self.lines(MARGIN, 58.0, 17.0, titles, _TITLE)
        self.lines(MARGIN, 56.0 + 17.0 * len(titles), 11.0, subtitles, _SUBTITLE)
        if foot:
            self.across(below, MARGIN, END, 0.6)
        below += 11.0
        for lines in foot:
            below = self.lines(MARGIN, below, 9.0, lines, QUIET) + 2.5

    def lines(
        self,
        x: float,
        y: float,
        pitch: float,
        texts: Sequence[str],
        style: Style,
        anchor: Anchor = "start",
    ) -> float:
        """Lines of text one below the other; returns where a further one would stand."""
        for text in texts:
            self.text(x, y, text, style, anchor)
            y += pitch
        return y

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
    ) -> Text:
        """A line of text by the middle of its letters, as it stands beside a bar or a tick."""
        return self.text(x, middle + style.size * _MIDDLE, text, style, anchor)

    def label(self, x: float, middle: float, text: str, width: float) -> None:
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
            x = self.text(x + width + 4.0, self.top + 10.2, words, NOTE).right + 16.0
        if entries:
            self.across(self.top + 17.0, MARGIN, END, 0.4)

    def levels(
        self, values: range, y: Callable[[float], float], left: float, right: float, gap: float
    ) -> None:
        """Lines at whole per cents, each with its figure on the left."""
        for value in values:
            level = y(value / 100)
            self.across(level, left, right, 0.8 if value == 0 else 0.4)
            words = f"{value} %" if value in (0, values[-1]) else str(value)
            self.beside(left - gap, level, words, QUIET, "end")


def figures_room(items: Iterable[tuple[str, str]]) -> float:
    """The room that the widest amount and share take."""
    return max(
        text_width(amount, LABEL) + 8.0 + text_width(share, LABEL) for amount, share in items
    )


def scale_steps(largest: float, most: int = 6) -> int:
    """The round step (1, 2, 5, 10, ... per cent) that divides an axis up to `largest` per cent into
    `most` parts at most.
    """
    return next((step for step in (1, 2, 5, 10, 20) if largest / step <= most), 25)
