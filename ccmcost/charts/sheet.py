"""A sheet: lines of text and shapes at places in points from the top left corner; a test can
measure what meets what.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from ccmcost.charts.lettering import Style, clean, text_width
from ccmcost.words.numbers import habit

Anchor = Literal["start", "middle", "end"]
Outline = Literal["circle", "square", "diamond", "triangle", "cross"]
Point = tuple[float, float]

_MIRRORED: dict[Anchor, Anchor] = {"start": "end", "middle": "middle", "end": "start"}
_BEFORE: dict[Anchor, float] = {"start": 0.0, "middle": 0.5, "end": 1.0}
_OUTLINES: dict[Outline, tuple[Point, ...]] = {
    "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "diamond": ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
    "triangle": ((0, -1.2), (1.1, 0.8), (-1.1, 0.8)),
    "cross": (
        *((-1, -0.5), (-0.5, -1), (0, -0.5), (0.5, -1), (1, -0.5), (0.5, 0)),
        *((1, 0.5), (0.5, 1), (0, 0.5), (-0.5, 1), (-1, 0.5), (-0.5, 0)),
    ),
}


class Extent(NamedTuple):
    """Where a line of text begins and ends."""

    left: float
    right: float


class Text(NamedTuple):
    """One line of text: where it begins, its baseline, and how wide it is."""

    x: float
    y: float
    width: float
    text: str
    style: Style


class Shape(NamedTuple):
    """A polygon, closed if it is filled; or with a radius a circle about its only point. No stroke
    is an empty colour.
    """

    points: tuple[Point, ...]
    fill: str
    stroke: str
    weight: float
    dashes: tuple[float, ...] = ()
    radius: float = 0.0


class Sheet:
    """Items in the order of drawing. In a right-to-left language all of them are mirrored."""

    def __init__(self, width: float, height: float, language: str = "en") -> None:
        self.width, self.height = width, height
        self.mirrored = habit(language).right_to_left
        self.items: list[Text | Shape] = []

    def _x(self, x: float) -> float:
        return self.width - x if self.mirrored else x

    def text(self, x: float, y: float, text: str, style: Style, anchor: Anchor = "start") -> Extent:
        """Put one line of text; `x` is where the anchor says, `y` the baseline."""
        text = clean(text)
        width = text_width(text, style)
        left = x - width * _BEFORE[anchor]
        if text and self.mirrored:
            # the line runs from right to left even where it begins with a Latin letter
            begin = self._x(x) - width * _BEFORE[_MIRRORED[anchor]]
            self.items.append(Text(begin, y, width, f"\u200f{text}", style))
        elif text:
            self.items.append(Text(left, y, width, text, style))
        return Extent(left, left + width)

    @property
    def texts(self) -> list[Text]:
        """All lines of text."""
        return [item for item in self.items if isinstance(item, Text)]

    @property
    def shapes(self) -> list[Shape]:
        """All else."""
        return [item for item in self.items if isinstance(item, Shape)]

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: str,
        stroke: str = "",
        weight: float = 0.0,
    ) -> None:
        """Put a rectangle by its top left corner."""
        self.area(
            ((x, y), (x + width, y), (x + width, y + height), (x, y + height)), fill, stroke, weight
        )

    def area(
        self, points: Sequence[Point], fill: str, stroke: str = "", weight: float = 0.0
    ) -> None:
        """Put a filled polygon. No stroke is an empty colour."""
        self.items.append(Shape(self._at(points), fill, stroke, weight))

    def line(
        self, points: Sequence[Point], colour: str, weight: float, dashes: tuple[float, ...] = ()
    ) -> None:
        """Put an open line."""
        self.items.append(Shape(self._at(points), "", colour, weight, dashes))

    def mark(
        self,
        x: float,
        y: float,
        outline: Outline,
        size: float,
        fill: str,
        stroke: str,
        weight: float,
    ) -> None:
        """Put a small shape around a point; `size` is its half width."""
        if outline == "circle":
            self.items.append(Shape(self._at([(x, y)]), fill, stroke, weight, radius=size))
        else:
            around = [(x + dx * size, y + dy * size) for dx, dy in _OUTLINES[outline]]
            self.area(around, fill, stroke, weight)

    def _at(self, points: Sequence[Point]) -> tuple[Point, ...]:
        return tuple((self._x(x), y) for x, y in points)

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
