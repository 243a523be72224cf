"""A sheet: shapes and text at fixed places in points from the top left corner;
a test can measure what meets what.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from ccmcost.charts.letters import Style, clean, text_width

Anchor = Literal["start", "middle", "end"]
Outline = Literal["circle", "square", "diamond", "triangle", "cross"]
Point = tuple[float, float]

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


class Text(NamedTuple):
    """One line of text; `x` is where it begins, `y` its baseline."""

    x: float
    y: float
    text: str
    style: Style

    @property
    def right(self) -> float:
        """Where the line ends."""
        return self.x + text_width(self.text, self.style)


class Shape(NamedTuple):
    """A polygon, closed if it is filled; or with a radius a circle about its only point.
    No stroke is an empty colour.
    """

    points: tuple[Point, ...]
    fill: str
    stroke: str
    weight: float
    dashes: tuple[float, ...] = ()
    radius: float = 0.0


class Sheet:
    """Items in the order of drawing. Width and height are in points."""

    def __init__(self, width: float, height: float) -> None:
        self.width = width
        self.height = height
        self.items: list[Text | Shape] = []

    def text(self, x: float, y: float, text: str, style: Style, anchor: Anchor = "start") -> Text:
        """Put one line of text; `x` is where the anchor says."""
        text = clean(text)
        item = Text(x - text_width(text, style) * _BEFORE[anchor], y, text, style)
        if text:
            self.items.append(item)
        return item

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
        """Put a filled polygon."""
        self.items.append(Shape(tuple(points), fill, stroke, weight))

    def line(
        self, points: Sequence[Point], colour: str, weight: float, dashes: tuple[float, ...] = ()
    ) -> None:
        """Put an open line."""
        self.items.append(Shape(tuple(points), "", colour, weight, dashes))

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
            self.items.append(Shape(((x, y),), fill, stroke, weight, radius=size))
        else:
            self.area(
                [(x + dx * size, y + dy * size) for dx, dy in _OUTLINES[outline]],
                fill,
                stroke,
                weight,
            )

    @property
    def texts(self) -> list[Text]:
        """All lines of text."""
        return [item for item in self.items if isinstance(item, Text)]
