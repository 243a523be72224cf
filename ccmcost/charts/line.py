"""A line of text as a figure draws it: shaped once, at its place."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D

from ccmcost.charts.lettering import EM, Style, families, text_width

_BEFORE = {"left": 0.0, "center": 0.5, "right": 1.0}


class Line(Text):
    """One line; `stroke` is how wide the outline of strong letters is, in points."""

    stroke = 0.0

    def draw(self, renderer: Any) -> None:
        """Outlines for pixels and for strong letters; in SVG each letter is defined once and used
        where it stands.
        """
        text, size, colour = self.get_text(), self.get_fontsize(), self.get_color()
        dots = renderer.points_to_pixels(size) / EM
        x, y = self.get_transform().transform(self.get_position())
        width = text_width(text, Style(EM, ""))
        x -= width * dots * _BEFORE[self.get_horizontalalignment()]
        pen = renderer.new_gc()
        pen.set_foreground(colour)
        pen.set_linewidth(self.stroke)
        pen.set_joinstyle("round")
        if self.stroke or hasattr(renderer, "buffer_rgba"):
            place = Affine2D().scale(dots).translate(x, y)
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
