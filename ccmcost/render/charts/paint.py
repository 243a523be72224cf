"""Sheets become PNG, 300 dots to the inch, with matplotlib's own renderer.

The renderer is used directly: `Figure` would bring in axes, grids of plots and three dimensions, which no sheet has and
which take as long to import as all four charts of a meeting take to draw.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ccmcost.render.charts.lettering import EM, glyph, places
from ccmcost.render.charts.library import quiet
from ccmcost.render.charts.png import png_bytes
from ccmcost.render.charts.sheet import Area, Caption, Item, Mark, Point, Sheet, Text

if TYPE_CHECKING:
    import numpy as np

DOTS_PER_INCH = 300
PAPER = "#ffffff"


@contextmanager
def steady() -> Iterator[None]:
    """Use matplotlib as it comes, whatever a matplotlibrc on this machine says; the caller's own settings return at the end.

    A letter that the font lacks shows as an empty box, which says so better than a warning about its number.
    """
    quiet()
    import matplotlib

    with matplotlib.rc_context(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        matplotlib.rcdefaults()
        matplotlib.rcParams["text.parse_math"] = False  # a dollar sign in a name is no formula
        yield


def png(sheet: Sheet, caption: Caption) -> bytes:
    """The sheet as PNG with its title and alt text; call inside `steady`."""
    words = {"Title": caption.title, "Description": caption.alt, "Creation Time": caption.as_of.isoformat()}
    return png_bytes(_Brush(sheet.width, sheet.height).paint(sheet.items), DOTS_PER_INCH, words)


class _Brush:
    """Draws items on white paper; the renderer counts pixels upwards from below, sheets points downwards from above."""

    def __init__(self, width: float, height: float) -> None:
        from matplotlib.backends.backend_agg import RendererAgg
        from matplotlib.colors import to_rgba
        from matplotlib.path import Path
        from matplotlib.transforms import Affine2D

        scale = DOTS_PER_INCH / 72
        pixels = (round(width * scale), round(height * scale))
        renderer: Any = RendererAgg  # its signatures carry no types
        self._renderer = renderer(*pixels, DOTS_PER_INCH)
        self._paper: tuple[Point, ...] = ((0.0, 0.0), (width, 0.0), (width, height), (0.0, height))
        self._place = Affine2D().scale(scale, -scale).translate(0, pixels[1])
        self._path, self._affine, self._rgba = Path, Affine2D, to_rgba

    def paint(self, items: Sequence[Item]) -> np.ndarray[Any, np.dtype[np.uint8]]:
        """Rows of pixels, four bytes each."""
        from numpy import asarray

        for item in (Area(self._paper, PAPER, "", 0.0), *items):
            match item:
                case Text():
                    self._text(item)
                case Area():
                    self._outline(item.points, item)
                case Mark() if item.corners:
                    self._outline(item.corners, item)
                case Mark():
                    self._circle(item)
                case _:
                    pen = self._pen(item.colour, item.weight)
                    if item.dashes:
                        pen.set_dashes(0.0, item.dashes)
                    self._renderer.draw_path(pen, self._path(item.points), self._place)
        return asarray(self._renderer.buffer_rgba())

    def _pen(self, colour: str, weight: float) -> Any:
        pen = self._renderer.new_gc()
        pen.set_foreground(colour or PAPER)
        pen.set_linewidth(weight if colour else 0.0)
        pen.set_joinstyle("miter")
        return pen

    def _fill(self, colour: str) -> tuple[float, float, float, float] | None:
        return self._rgba(colour) if colour else None

    def _outline(self, corners: Sequence[Point], item: Area | Mark) -> None:
        path = self._path([*corners, corners[0]], closed=True)
        self._renderer.draw_path(self._pen(item.stroke, item.weight), path, self._place, self._fill(item.fill))

    def _circle(self, item: Mark) -> None:
        place = self._affine().scale(item.size).translate(item.x, item.y) + self._place
        pen = self._pen(item.stroke, item.weight)
        self._renderer.draw_path(pen, self._path.unit_circle(), place, self._fill(item.fill))

    def _text(self, item: Text) -> None:
        import numpy as np

        glyphs = [glyph(letter, item.bold) for letter in item.text]
        across = np.repeat(places(item.text, item.bold)[:-1], [len(each.codes) for each in glyphs])
        vertices = np.concatenate([each.vertices for each in glyphs])
        vertices[:, 0] += across
        path = self._path(vertices, np.concatenate([each.codes for each in glyphs]))
        factor = item.size / EM
        place = self._affine().scale(factor, -factor).translate(item.left, item.y) + self._place
        self._renderer.draw_path(self._pen("", 0.0), path, place, self._fill(item.colour))
