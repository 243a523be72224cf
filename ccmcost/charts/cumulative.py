"""Who carries the cost: the shares of the States one after the other,
and how few of them make up 50, 80 and 95 per cent.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate
from math import log
from typing import NamedTuple

from ccmcost.charts.frame import (
    Frame,
    count_words,
    data,
    equal_words,
    frame_of,
    joined,
    largest_words,
    listed,
    noun,
    per_cent,
    ranked,
    whole_words,
    words_of,
)
from ccmcost.charts.lettering import text_width, wrap, wrap_evenly
from ccmcost.charts.page import (
    DARK,
    END,
    INK,
    MARGIN,
    PALE,
    QUIET,
    SOFT,
    STRONG,
    WHITE,
    Page,
    statement,
)
from ccmcost.model.assessment import Apportionment
from ccmcost.tables.table import Table
from ccmcost.words.speaker import Speaker

THRESHOLDS = (50, 80, 95)

_LEFT, _RIGHT = MARGIN + 34.0, END - 6.0
_HEIGHT, _FOOT, _NEEDED, _WIDEST = 290.0, 34.0, 110.0, 250.0
_LINE, _EVEN = 10.0, 12
"""The distance of lines of words; up to how many States stand at even distances."""


class Milestone(NamedTuple):
    """The fewest States that together carry at least `threshold` per cent:
    how many, their share, and who joins them.
    """

    threshold: int
    number: int
    share: Fraction
    words: str
    detail: str


class CumulativeChart(NamedTuple):
    """`sums` are the shares of the first 1, 2, ... States, largest first; the last one is 1.
    `levels` are the words of the grid, from nought up.
    """

    frame: Frame
    sums: tuple[Fraction, ...]
    milestones: tuple[Milestone, ...]
    axis: str
    levels: tuple[str, ...]
    table: Table

    def draw(self) -> Page:
        """Shares one upon the other, with the points where 50, 80 and 95 per cent are reached."""
        number = len(self.sums)
        if number == 1:
            return statement(self.frame, [])
        labels = [_label(_across(mark.number - 1, number), mark) for mark in self.milestones]
        head = max(6.0, *(label.above for label in labels))
        page = Page(self.frame, head + _HEIGHT + _FOOT)
        bottom = page.top + head + _HEIGHT

        def y(share: Fraction | float) -> float:
            return bottom - _HEIGHT * float(share)

        curve = [(_LEFT, bottom)]
        for rank, reached in enumerate(self.sums, 1):
            ends = (_across(rank - 1, number), _across(rank, number))
            curve += [(x, y(reached)) for x in ends]
        page.area([*curve, (_RIGHT, bottom)], PALE)
        for at, level in enumerate(self.levels):
            height = y(Fraction(at, len(self.levels) - 1))
            page.across(height, _LEFT, _RIGHT, 0.4 if at else 0.8)
            page.beside(_LEFT - 7.0, height, level, QUIET, "end")
        _ticks(page, number, bottom)
        page.text((_LEFT + _RIGHT) / 2, bottom + 26.0, self.axis, QUIET, "middle")
        page.line(curve, DARK, 1.8)
        free = 0.0
        for mark, label in zip(self.milestones[::-1], labels[::-1], strict=True):
            free = label.draw(page, y(Fraction(mark.threshold, 100)), free)
        return page


def _across(rank: float, number: int) -> float:
    """Where the first `rank` of several States end. Of many, the first have the most room, since
    they bear the most.
    """
    part = rank / number if number <= _EVEN else log(rank + 1) / log(number + 1)
    return _LEFT + (_RIGHT - _LEFT) * part


def _ticks(page: Page, number: int, bottom: float) -> None:
    """The ranks under the curve, as many as have room; the last one always."""
    places = {
        rank: (_across(rank - 1, number) + _across(rank, number)) / 2 for rank in rank_ticks(number)
    }
    free = min(places[number], _RIGHT) - text_width(str(number), QUIET) / 2 - 4.0
    before = 0.0
    for rank, middle in places.items():
        half = text_width(str(rank), QUIET) / 2
        if rank == number or (before < middle - half and middle + half < free):
            page.upright(middle, bottom, bottom + 3.0, 0.6, SOFT)
            before = page.text(middle, bottom + 12.5, str(rank), QUIET, "middle").right + 4.0


def rank_ticks(number: int) -> list[int]:
    """The first ranks and round ones after them, and the last."""
    if number <= _EVEN:
        return list(range(1, number + 1))
    round_ones = (digit * 10**power for power in range(4) for digit in (1, 2, 3, 4, 5, 7))
    return [*(rank for rank in round_ones if rank < number), number]


class _Label(NamedTuple):
    """The words of a milestone at `x`, on one side of it: right of its point and under the curve,
    or left of it and above. Both are free, as the curve only rises.
    """

    x: float
    on_right: bool
    heading: list[str]
    details: list[str]

    @property
    def height(self) -> float:
        return 2.5 + _LINE * (len(self.heading) + len(self.details))

    @property
    def above(self) -> float:
        """How far the words of the highest point reach above the curve's end."""
        return 0.0 if self.on_right else self.height + 4.0 - _HEIGHT * (100 - THRESHOLDS[-1]) / 100

    def draw(self, page: Page, level: float, free: float) -> float:
        """Put mark and words; those under the curve begin below `free`, where the ones before
        ended. Returns where these end.
        """
        page.line(((_LEFT, level), (self.x, level)), INK, 0.7, (2.0, 2.0))
        page.mark(self.x, level, "circle", 3.0, WHITE, INK, 1.2)
        widths = [text_width(line, STRONG) for line in self.heading]
        widths += [text_width(line, QUIET) for line in self.details]
        top = max(level + 4.0, free) if self.on_right else level - self.height - 3.0
        left = self.x + 9.0 if self.on_right else self.x - 9.0 - max(widths)
        ground = PALE if self.on_right else WHITE
        page.rect(left - 2.0, top, max(widths) + 4.0, self.height, ground)
        below = page.lines(left, top + 8.8, _LINE, self.heading, STRONG)
        page.lines(left, below, _LINE, self.details, QUIET)
        return top + self.height if self.on_right else free


def _label(x: float, mark: Milestone) -> _Label:
    right, left = _RIGHT - x - 12.0, x - _LEFT - 12.0
    needed = min(max(text_width(mark.words, STRONG), text_width(mark.detail, QUIET)), _NEEDED)
    on_right = right >= min(needed, left)
    width = min(_WIDEST, right if on_right else left)
    heading, details = wrap(mark.words, width, STRONG), wrap_evenly(mark.detail, width, QUIET)
    return _Label(x, on_right, heading, details)


def cumulative_chart(result: Apportionment, language: str = "en") -> CumulativeChart:
    """The chart of cumulative shares."""
    lines, words = ranked(result), words_of(result, language)
    shares = [line.share.value for line in lines]
    sums = tuple(accumulate(shares))
    milestones = _milestones(sums, [words.state(line.code) for line in lines], words)
    frame = frame_of(
        result,
        words,
        "cumulative",
        _title([line.code for line in lines], shares, milestones, noun(result), words),
        words(f"cumulative_shows_{noun(result)}"),
        [
            words("cumulative_curve"),
            *(words("entry_told", entry=mark.words, text=mark.detail) for mark in milestones),
        ],
    )
    rows = (
        (rank, line.code, result.states.name(line.code), line.share.value, reached)
        for rank, (line, reached) in enumerate(zip(lines, sums, strict=True), 1)
    )
    table = data("rank iso3 name share cumulative_share", rows)
    levels = [words.shown(level) for level in range(0, 101, 20)]
    levels[-1] = words("label_share", share=levels[-1])
    return CumulativeChart(
        frame,
        sums,
        milestones,
        words("cumulative_axis" if len(lines) > _EVEN else "cumulative_axis_even"),
        tuple(levels),
        table,
    )


def _milestones(
    sums: Sequence[Fraction], names: Sequence[str], words: Speaker
) -> tuple[Milestone, ...]:
    found, before = [], 0
    for threshold in THRESHOLDS:
        number = 1 + next(at for at, reached in enumerate(sums) if reached * 100 >= threshold)
        share, counted = sums[number - 1], count_words(number, words)
        told = words.for_number("milestone", number, n=counted, threshold=words.shown(threshold))
        added = listed(names[before:number], words) or words("milestone_same")
        key = "milestone_with" if before and number > before else "milestone_detail"
        detail = words(key, added=added, share=words.per_cent(share, 2))
        found.append(Milestone(threshold, number, share, told, detail))
        before = number
    return tuple(found)


def _title(
    codes: Sequence[str],
    shares: Sequence[Fraction],
    milestones: Sequence[Milestone],
    noun: str,
    words: Speaker,
) -> str:
    if len(codes) == 1:
        return whole_words(words.state(codes[0]), noun, words)
    if shares[0] * len(shares) == 1:
        return equal_words(shares, noun, words)
    half, _, most = milestones
    lead = largest_words(shares, half.number, noun, words)
    if most.number in (half.number, len(codes)):
        return lead
    number, share = count_words(most.number, words), per_cent(most.share, words)
    return joined(words, lead, words.for_number("largest_too", most.number, n=number, share=share))
