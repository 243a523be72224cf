"""The shares of a few States as lines, each with marks of its own and its name at its end."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from ccmcost.charts.lettering import wrap
from ccmcost.charts.page import END, NOTE, QUIET, STRONG, WHITE, Page, scale_steps
from ccmcost.charts.sheet import Outline
from ccmcost.words.speaker import Speaker


class Look(NamedTuple):
    """How a line looks. The marks alone tell the lines apart where colours do not."""

    colour: str
    outline: Outline
    filled: bool = True

    def mark(self, page: Page, x: float, y: float) -> None:
        """Put the mark of the line."""
        page.mark(x, y, self.outline, 2.4, self.colour if self.filled else WHITE, self.colour, 0.9)


LOOKS = (
    Look("#1f4a73", "circle"),
    Look("#a3521c", "square"),
    Look("#2f7d6b", "triangle"),
    Look("#7a4a8c", "diamond", filled=False),
    Look("#3f474f", "cross"),
)

_PITCH, _BETWEEN = 9.4, 3.0


class Series(NamedTuple):
    """One State's shares, a place for each meeting, None where it bore nothing;
    `last` is its latest share in words.
    """

    code: str
    name: str
    shares: tuple[Fraction | None, ...]
    last: str


def draw_lines(
    page: Page,
    series: Sequence[Series],
    places: Sequence[float],
    height: tuple[float, float],
    width: tuple[float, float],
    say: Speaker,
) -> None:
    """Lines over the meetings at `places`, between top and bottom (`height`),
    on a grid from left to right (`width`).
    """
    (top, bottom), (left, right) = height, width
    # the top of the panel stands for a little more than the largest share of all
    known = [share for each in series for share in each.shares if share is not None]
    largest = 1.04 * float(max(known))

    def y(share: Fraction | float) -> float:
        return bottom - (bottom - top) * float(share) / largest

    steps = scale_steps(largest * 100, 5)
    for value in (values := range(0, int(largest * 100) + 1, steps)):
        page.across(y(value / 100), left, right, 0.4 if value else 0.8)
        words = say.shown(value)
        if value in (0, values[-1]):
            words = say("label_share", share=words)
        page.beside(left - 4.0, y(value / 100), words, QUIET, "end")
    ends = []
    for look, each in zip(LOOKS, series, strict=False):
        pairs = list(zip(places, each.shares, strict=True))
        for bears, run in groupby(pairs, lambda pair: pair[1] is not None):
            points = [(x, y(share)) for x, share in run if share is not None]
            if bears and len(points) > 1:
                page.line(points, look.colour, 1.4)
        marks = [(x, y(share)) for x, share in pairs if share is not None]
        for x, level in marks:
            look.mark(page, x, level)
        ends.append(marks[-1][1])
    # name and latest share right of each line, as near to its end as the others allow
    blocks = [wrap(each.name, END - right - 20.0, NOTE) for each in series]
    tops = spread(
        [end - 7.0 for end in ends], [_PITCH * len(lines) + 10.0 for lines in blocks], height
    )
    for look, each, lines, top in zip(LOOKS, series, blocks, tops, strict=False):
        look.mark(page, right + 12.0, top + 4.6)
        below = page.lines(right + 19.0, top + 7.0, _PITCH, lines, NOTE)
        page.text(right + 19.0, below + 0.4, each.last, STRONG)


def spread(
    tops: Sequence[float], heights: Sequence[float], between: tuple[float, float]
) -> list[float]:
    """Tops of labels so that none touch: each as near to its wish as those above it (in order)
    allow, then pushed up.
    """
    order = sorted(range(len(tops)), key=lambda index: (tops[index], index))
    placed, free = [*tops], between[0] - 10.0
    for index in order:
        placed[index] = max(tops[index], free)
        free = placed[index] + heights[index] + _BETWEEN
    limit = between[1] + 4.0
    for index in reversed(order):
        placed[index] = min(placed[index], limit - heights[index])
        limit = placed[index] - _BETWEEN
    return placed
