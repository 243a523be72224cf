"""A sheet as a `Figure` of matplotlib, which draws pixels and SVG."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D

from ccmcost.charts import sheet as put
from ccmcost.charts.lettering import EM, families

DOTS_PER_INCH = 300
_PAPER = "#ffffff"
_STROKE = 0.035
"""The outline of strong letters, in parts of their size."""


def figure(sheet: put.Sheet) -> Figure:
    """A figure of the size of the sheet, with its items in their order. Inside `steady`."""
    made = Figure((sheet.width / 72, sheet.height / 72), DOTS_PER_INCH, facecolor=_PAPER)
    # matplotlib counts upwards from below
    inches = Affine2D().scale(1 / 72, -1 / 72).translate(0, sheet.height / 72)
    places = inches + made.dpi_scale_trans
    for item in sheet.items:
        made.add_artist(_line(item, places) if isinstance(item, put.Text) else _patch(item, places))
    return made


def _patch(shape: put.Shape, places: Any) -> PathPatch:
    look: dict[str, Any] = {"linestyle": (0, shape.dashes)} if shape.dashes else {}
    if shape.radius:
        path = Path.circle(shape.points[0], shape.radius)
    else:
        again = shape.points[:1] if shape.fill else ()
        path = Path([*shape.points, *again], closed=bool(shape.fill))
    return PathPatch(
        path,
        facecolor=shape.fill or "none",
        edgecolor=shape.stroke or "none",
        linewidth=shape.weight if shape.stroke else 0.0,
        joinstyle="miter",
        capstyle="butt",
        transform=places,
        **look,
    )


def _line(text: put.Text, places: Any) -> Line:
    style = text.style
    line = Line(
        text.x, text.y, text.text, color=style.colour, fontsize=style.size, transform=places
    )
    line.stroke = style.size * _STROKE if style.bold else 0.0
    return line


class Line(Text):
    """One line of text; `stroke` is how wide the outline of strong letters is, in points."""

    stroke = 0.0

    def draw(self, renderer: Any) -> None:
        """Outlines for pixels and for strong letters; in SVG each letter is defined once and used
        where it stands.
        """
        text, size = self.get_text(), self.get_fontsize()
        x, y = self.get_transform().transform(self.get_position())
        pen = renderer.new_gc()
        pen.set_foreground(self.get_color())
        pen.set_linewidth(self.stroke)
        pen.set_joinstyle("round")
        if self.stroke or hasattr(renderer, "buffer_rgba"):
            place = Affine2D().scale(renderer.points_to_pixels(size) / EM).translate(x, y)
            renderer.draw_path(pen, outline(text), place, pen.get_rgb())
        else:
            letters = FontProperties(family=list(families(text)), size=size)
            height = renderer.get_canvas_width_height()[1]
            renderer.draw_text(pen, x, height - y, text, letters, 0.0, mtext=self)
        pen.restore()


@lru_cache(maxsize=4096)
def outline(text: str) -> Path:
    """The outline of a line at EM."""
    letters = FontProperties(family=list(families(text)), size=EM)
    vertices, codes = text_to_path.get_text_path(letters, text)
    return Path(np.asarray(vertices).reshape(-1, 2), codes or None)
