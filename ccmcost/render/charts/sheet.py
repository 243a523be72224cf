"""A sheet: shapes and text at fixed places in points from the top left corner; a test can measure what meets what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

from ccmcost.render.charts.lettering import clean, text_width

Anchor = Literal["start", "middle", "end"]
Shape = Literal["circle", "square", "diamond", "triangle", "cross"]
Point = tuple[float, float]

ASCENT, DESCENT = 0.76, 0.24
"""Room above and below the baseline that a line of text takes, in parts of its size."""


class Caption(NamedTuple):
    """What a picture says to those who cannot see it, in a language; `name` tells apart pictures on one page."""

    name: str
    title: str
    alt: str
    as_of: date
    language: str = "en"


class Box(NamedTuple):
    """A rectangle: left, top, right, bottom."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether two boxes overlap."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


class Text(NamedTuple):
    """One line of text; `y` is its baseline, `x` where the anchor says."""

    x: float
    y: float
    text: str
    size: float
    colour: str
    bold: bool
    anchor: Anchor

    @property
    def left(self) -> float:
        """Where the line begins."""
        width = text_width(self.text, self.size, self.bold)
        return self.x - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor]

    @property
    def box(self) -> Box:
        """The room that the line takes."""
        left, width = self.left, text_width(self.text, self.size, self.bold)
        return Box(left, self.y - ASCENT * self.size, left + width, self.y + DESCENT * self.size)


class Area(NamedTuple):
    """A closed polygon; no fill or no stroke is an empty colour."""

    points: tuple[Point, ...]
    fill: str
    stroke: str
    weight: float


class Stroke(NamedTuple):
    """An open line through points."""

    points: tuple[Point, ...]
    colour: str
    weight: float
    dashes: tuple[float, ...]


_OUTLINES: dict[Shape, tuple[Point, ...]] = {
    "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "diamond": ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
    "triangle": ((0, -1.2), (1.1, 0.8), (-1.1, 0.8)),
    "cross": (
        *((-1, -0.5), (-0.5, -1), (0, -0.5), (0.5, -1), (1, -0.5), (0.5, 0)),
        *((1, 0.5), (0.5, 1), (0, 0.5), (-0.5, 1), (-1, 0.5), (-0.5, 0)),
    ),
}


class Mark(NamedTuple):
    """A small shape around a point; `size` is its half width."""

    x: float
    y: float
    shape: Shape
    size: float
    fill: str
    stroke: str
    weight: float

    @property
    def corners(self) -> tuple[Point, ...]:
        """The corners of its outline; a circle has none."""
        return tuple((self.x + dx * self.size, self.y + dy * self.size) for dx, dy in _OUTLINES.get(self.shape, ()))


Item = Text | Area | Stroke | Mark


class Sheet:
    """Items in the order of drawing. Width and height are in points."""

    def __init__(self, width: float, height: float) -> None:
        self.width = width
        self.height = height
        self.items: list[Item] = []

    def text(
        self, x: float, y: float, text: str, size: float, colour: str, bold: bool = False, anchor: Anchor = "start"
    ) -> Text:
        """Put one line of text."""
        item = Text(x, y, clean(text), size, colour, bold, anchor)
        if item.text:
            self.items.append(item)
        return item

    def rect(
        self, x: float, y: float, width: float, height: float, fill: str, stroke: str = "", weight: float = 0.0
    ) -> None:
        """Put a rectangle by its top left corner."""
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        self.items.append(Area(corners, fill, stroke, weight))

    def area(self, points: Sequence[Point], fill: str) -> None:
        """Put a filled polygon."""
        self.items.append(Area(tuple(points), fill, "", 0.0))

    def line(self, points: Sequence[Point], colour: str, weight: float, dashes: tuple[float, ...] = ()) -> None:
        """Put an open line."""
        self.items.append(Stroke(tuple(points), colour, weight, dashes))

    def mark(self, x: float, y: float, shape: Shape, size: float, fill: str, stroke: str = "", weight: float = 0.0) -> None:
        """Put a small shape around a point."""
        self.items.append(Mark(x, y, shape, size, fill, stroke, weight))

    @property
    def texts(self) -> list[Text]:
        """All lines of text."""
        return [item for item in self.items if isinstance(item, Text)]
