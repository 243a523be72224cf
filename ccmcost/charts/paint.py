"""A sheet as pixels and as SVG: two pictures of the same items, each line of text laid out once for
both.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any

from ccmcost.charts.lettering import EM, OUTLINES, letters
from ccmcost.charts.sheet import Shape, Sheet, Text

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.path import Path

    Pixels = np.ndarray[Any, np.dtype[np.uint8]]

DOTS_PER_INCH = 300
_PAPER = "#ffffff"
_STROKE = 0.035
"""The outline of strong letters, in parts of their size."""
_COMMANDS = {1: ("M", 1), 2: ("L", 1), 3: ("Q", 2), 4: ("C", 3), 79: ("Z", 1)}
"""Codes of matplotlib's Path: the letter in SVG, and how many points it takes."""


def pixels(sheet: Sheet) -> Pixels:
    """Rows of pixels from the top, four bytes each. Inside `steady`."""
    import numpy as np
    from matplotlib.backends.backend_agg import RendererAgg
    from matplotlib.transforms import Affine2D

    scale = DOTS_PER_INCH / 72
    renderer: Any = RendererAgg  # its signatures carry no types
    renderer = renderer(sheet.width * scale, sheet.height * scale, DOTS_PER_INCH)
    # matplotlib counts pixels upwards from below
    inches = Affine2D().scale(1 / 72, -1 / 72).translate(0, sheet.height / 72)
    places = inches.scale(DOTS_PER_INCH)
    ground = Sheet(sheet.width, sheet.height)
    ground.rect(0.0, 0.0, sheet.width, sheet.height, _PAPER)
    for item in (*ground.items, *sheet.items):
        if isinstance(item, Text):
            _paint_text(renderer, places, item)
        else:
            _paint_shape(renderer, places, item)
    return np.asarray(renderer.buffer_rgba())


def _paint_text(renderer: Any, places: Any, item: Text) -> None:
    from matplotlib.transforms import Affine2D

    pen, size = renderer.new_gc(), renderer.points_to_pixels(item.style.size) / EM
    pen.set_foreground(item.style.colour)
    pen.set_linewidth(item.style.size * _STROKE if item.style.bold else 0.0)
    pen.set_joinstyle("round")
    place = Affine2D().scale(size).translate(*places.transform((item.x, item.y)))
    renderer.draw_path(pen, outline(item.text), place, pen.get_rgb())


def _paint_shape(renderer: Any, places: Any, item: Shape) -> None:
    from matplotlib.colors import to_rgba
    from matplotlib.path import Path

    pen = renderer.new_gc()
    pen.set_joinstyle("miter")
    pen.set_linewidth(item.weight if item.stroke else 0.0)
    if item.stroke:
        pen.set_foreground(item.stroke)
    if item.dashes:
        pen.set_dashes(0.0, item.dashes)
    if item.radius:
        path = Path.circle(item.points[0], item.radius)
    else:
        again = item.points[:1] if item.fill else ()
        path = Path([*item.points, *again], closed=bool(item.fill))
    renderer.draw_path(pen, path, places, to_rgba(item.fill) if item.fill else None)


@lru_cache(maxsize=4096)
def outline(text: str) -> Path:
    """The outline of a line at EM."""
    import numpy as np
    from matplotlib.path import Path

    placed = letters(text)
    if not placed:
        return Path(np.empty((0, 2)))
    vertices = [OUTLINES[each.name][0] + [each.x, each.y] for each in placed]
    return Path(
        np.concatenate(vertices), np.concatenate([OUTLINES[each.name][1] for each in placed])
    )


def drawing(sheet: Sheet) -> Iterator[str]:
    """The lines of an SVG document between its head and its end, in points: each letter is defined
    once and used where it stands, and the words of every line are kept beside it.
    """
    names = {each.name for item in sheet.texts for each in letters(item.text)}
    yield "<defs>"
    yield from (f'<path id="{name}" d="{_route(name)}"/>' for name in sorted(names))
    yield "</defs>"
    yield f'<rect width="{_n(sheet.width)}" height="{_n(sheet.height)}" fill="{_PAPER}"/>'
    for item in sheet.items:
        yield _svg_text(item) if isinstance(item, Text) else _svg_shape(item)


def _n(value: float) -> str:
    """A place with at most two decimals."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


@lru_cache(maxsize=4096)
def _route(name: str) -> str:
    """A letter at EM, which SVG counts downwards."""
    vertices, codes = OUTLINES[name]
    points = [f"{_n(x)} {_n(-y)}" for x, y in vertices.tolist()]
    parts, index = [], 0
    while index < len(points):
        command, count = _COMMANDS[int(codes[index])]
        parts.append(command + ("" if command == "Z" else " ".join(points[index : index + count])))
        index += count
    return "".join(parts)


def _svg_text(item: Text) -> str:
    uses = "".join(
        f'<use href="#{each.name}" x="{_n(each.x)}"' + (f' y="{_n(-each.y)}"/>' if each.y else "/>")
        for each in letters(item.text)
        if len(OUTLINES[each.name][1])
    )
    colour, scale = item.style.colour, f"{item.style.size / EM:.4g}"
    strong = f'stroke="{colour}" stroke-width="{_n(EM * _STROKE)}" stroke-linejoin="round" '
    return (
        f'<g aria-label="{escape(item.text)}" fill="{colour}" {strong if item.style.bold else ""}'
        f'transform="translate({_n(item.x)} {_n(item.y)}) scale({scale})">{uses}</g>'
    )


def _svg_shape(item: Shape) -> str:
    stroke = f' stroke="{item.stroke}" stroke-width="{_n(item.weight)}"' if item.stroke else ""
    stroke += f' stroke-dasharray="{" ".join(map(_n, item.dashes))}"' if item.dashes else ""
    paint = f'fill="{item.fill or "none"}"{stroke}'
    if item.radius:
        ((x, y),) = item.points
        return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(item.radius)}" {paint}/>'
    route = "L".join(f"{_n(x)} {_n(y)}" for x, y in item.points)
    return f'<path d="M{route}{"Z" if item.fill else ""}" {paint}/>'
