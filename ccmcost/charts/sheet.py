"""A sheet: shapes and text at fixed places in points from the top left corner;
a test can measure what meets what.
"""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from ccmcost.text import blanked

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.font_manager import FontProperties

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


EM = 100.0
"""Size in points at which outlines and distances are kept."""


class Glyph(NamedTuple):
    """One letter at EM: outline (y upwards) with the codes of matplotlib's Path,
    and the distance to the next letter.
    """

    vertices: np.ndarray[Any, np.dtype[np.float64]]
    codes: np.ndarray[Any, np.dtype[np.uint8]]
    advance: float


class Style(NamedTuple):
    """How text is set: its size in points, its colour, and whether it is bold."""

    size: float
    colour: str
    bold: bool = False


def quiet() -> None:
    """Keep matplotlib from telling people where it caches: without a home that can be written it
    takes another place.
    """
    logging.getLogger("matplotlib").setLevel(logging.ERROR)


@lru_cache(maxsize=2)
def _font(bold: bool) -> FontProperties:
    quiet()
    from matplotlib import get_data_path
    from matplotlib.font_manager import FontProperties

    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return FontProperties(fname=f"{get_data_path()}/fonts/ttf/{name}", size=EM)


def _extent(text: str, bold: bool) -> float:
    from matplotlib.textpath import text_to_path

    return float(text_to_path.get_text_width_height_descent(text, _font(bold), False)[0])


@lru_cache(maxsize=4096)
def glyph(letter: str, bold: bool) -> Glyph:
    """The outline of one letter; one that the font lacks becomes the font's own sign for a missing
    letter.
    """
    import numpy as np
    from matplotlib.textpath import text_to_path

    vertices, codes = text_to_path.get_text_path(_font(bold), letter)
    outline = np.asarray(vertices, dtype=np.float64).reshape(-1, 2)
    return Glyph(outline, np.asarray(codes, dtype=np.uint8), _extent(letter, bold))


@lru_cache(maxsize=65536)
def _kerning(left: str, right: str, bold: bool) -> float:
    return _extent(left + right, bold) - glyph(left, bold).advance - glyph(right, bold).advance


def clean(text: str) -> str:
    """Text as it can be set: composed letters, single blanks,
    nothing that controls a device or a direction.
    """
    return " ".join(blanked(unicodedata.normalize("NFC", text)).split())


@lru_cache(maxsize=4096)
def places(text: str, bold: bool) -> tuple[float, ...]:
    """Where each letter of a line begins at EM, and at last where the line ends."""
    x, found, before = 0.0, [], ""
    for letter in text:
        if before:
            x += _kerning(before, letter, bold)
        found.append(x)
        x += glyph(letter, bold).advance
        before = letter
    return (*found, x)


def text_width(text: str, style: Style) -> float:
    """Width of one line of text in points."""
    return places(text, style.bold)[-1] * style.size / EM


def wrap(text: str, width: float, style: Style) -> list[str]:
    """Text in lines no wider than `width`; a word that is wider by itself is broken."""
    lines: list[str] = []
    line = ""
    for word in clean(text).split():
        wider = f"{line} {word}" if line else word
        if text_width(wider, style) <= width:
            line = wider
            continue
        if line:
            lines.append(line)
        *full, line = _broken(word, width, style)
        lines += full
    return [*lines, line] if line else lines


def _broken(word: str, width: float, style: Style) -> list[str]:
    parts = [""]
    for letter in word:
        if parts[-1] and text_width(parts[-1] + letter, style) > width:
            parts.append("")
        parts[-1] += letter
    return parts


def wrap_evenly(text: str, width: float, style: Style) -> list[str]:
    """As `wrap`, with as few lines, but lines of nearly the same length."""
    lines = wrap(text, width, style)
    narrow = text_width(clean(text), style) / max(1, len(lines))
    while len(lines) > 1 and narrow < width:
        even = wrap(text, narrow, style)
        if len(even) == len(lines):
            return even
        narrow += style.size / 2
    return lines


def cut(text: str, width: float, style: Style) -> str:
    """Text that fits; what is too long ends in an ellipsis."""
    text = clean(text)
    if text_width(text, style) <= width:
        return text
    while text and text_width(text + "…", style) > width:
        text = text[:-1]
    return text.rstrip() + "…"
