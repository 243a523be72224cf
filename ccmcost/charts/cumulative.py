"""Who carries the cost: the shares of the States one after the other,
and how few of them make up 50, 80 and 95 per cent.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate
from typing import NamedTuple

from ccmcost.charts.frame import Frame, data, frame_of
from ccmcost.charts.layout import (
    DARK,
    HAIR,
    INK,
    MARGIN,
    PALE,
    QUIET,
    SOFT,
    STRONG,
    WHITE,
    WIDTH,
    beside,
    framed,
)
from ccmcost.charts.sheet import Sheet, text_width, wrap_evenly
from ccmcost.charts.wording import (
    Voice,
    count_words,
    listed,
    per_cent,
    ranked,
    sentence_case,
    voice_of,
)
from ccmcost.model.assessment import Apportionment
from ccmcost.model.rates import share_text
from ccmcost.tables.table import Table

THRESHOLDS = (50, 80, 95)

_LEFT, _RIGHT = MARGIN + 30.0, WIDTH - MARGIN - 10.0
_HEIGHT, _HEAD, _FOOT, _WIDEST = 285.0, 20.0, 32.0, 260.0


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
    """`sums` are the shares of the first 1, 2, ... States, largest first; the last one is 1."""

    frame: Frame
    sums: tuple[Fraction, ...]
    milestones: tuple[Milestone, ...]
    axis: str
    table: Table

    def draw(self) -> Sheet:
        """Shares one upon the other, with the points where 50, 80 and 95 per cent are reached."""
        sheet, top = framed(self.frame, _HEAD + _HEIGHT + _FOOT)
        bottom, number = top + _HEAD + _HEIGHT, len(self.sums)
        curve = [(_LEFT, bottom)]
        for rank, reached in enumerate(self.sums, 1):
            curve += [(_x(place, number), _y(reached, bottom)) for place in (rank - 1, rank)]
        sheet.area([*curve, (_RIGHT, bottom), (_LEFT, bottom)], PALE)
        for tick in range(0, 101, 20):
            y = _y(tick / 100, bottom)
            sheet.line(((_LEFT, y), (_RIGHT, y)), HAIR, 0.8 if tick == 0 else 0.4)
            words = f"{tick} %" if tick in (0, 100) else str(tick)
            beside(sheet, _LEFT - 7.0, y, words, QUIET, "end")
        for rank in rank_ticks(number):
            middle = _x(rank - 0.5, number)
            sheet.line(((middle, bottom), (middle, bottom + 3.0)), SOFT, 0.6)
            sheet.text(middle, bottom + 11.5, str(rank), QUIET, "middle")
        sheet.text((_LEFT + _RIGHT) / 2, bottom + 25.0, self.axis, QUIET, "middle")
        sheet.line(curve, DARK, 1.8)
        for milestone in self.milestones:
            place = _x(milestone.number - 1, number), _y(Fraction(milestone.threshold, 100), bottom)
            _milestone(sheet, *place, milestone)
        return sheet


def _x(rank: float, number: int) -> float:
    return _LEFT + (_RIGHT - _LEFT) * rank / number


def _y(share: Fraction | float, bottom: float) -> float:
    return bottom - _HEIGHT * float(share)


def rank_ticks(number: int) -> list[int]:
    """The first rank, round ones along the axis, and the last;
    none so near to the last that they would touch.
    """
    step = next((step for step in (1, 2, 5, 10, 20, 50) if number / step <= 12), 100)
    inside = [
        rank for rank in range(step, number, step) if rank > 1 and (number - rank) / number > 0.04
    ]
    return sorted({1, *inside, number})


def _milestone(sheet: Sheet, x: float, y: float, milestone: Milestone) -> None:
    """Words right of a point and under the curve, or left of it and above:
    both are free, as the curve only rises.
    """
    sheet.line(((_LEFT, y), (x, y)), INK, 0.7, (2.0, 2.0))
    sheet.mark(x, y, "circle", 3.0, WHITE, INK, 1.2)
    heading = text_width(milestone.words, STRONG)
    right, left = _RIGHT - x - 12.0, x - _LEFT - 12.0
    on_right = (
        right >= min(max(heading, text_width(milestone.detail, QUIET)), _WIDEST) or right >= left
    )
    details = wrap_evenly(milestone.detail, min(_WIDEST, right if on_right else left), QUIET)
    width = max(heading, *(text_width(line, QUIET) for line in details))
    height = 12.0 + 8.5 * len(details)
    x, y = (x + 9.0, y + 4.0) if on_right else (x - 9.0 - width, y - height - 3.0)
    sheet.rect(x - 2.0, y, width + 4.0, height, PALE if on_right else WHITE)
    sheet.text(x, y + 8.5, milestone.words, STRONG)
    for index, line in enumerate(details):
        sheet.text(x, y + 18.0 + 8.5 * index, line, QUIET)


def cumulative_chart(result: Apportionment) -> CumulativeChart:
    """The chart of cumulative shares."""
    lines, voice = ranked(result), voice_of(result)
    sums = tuple(accumulate(line.share.value for line in lines))
    names = [result.states.name(line.code) for line in lines]
    milestones = _milestones(sums, names, voice)
    frame = frame_of(
        result,
        "cumulative",
        _title(sums, names, milestones, voice),
        f"Cumulative share of the {voice.noun} in per cent, {voice.bearers} in order of share, "
        "largest first",
        ["A curve that rises in steps.", *(f"{mark.words}: {mark.detail}." for mark in milestones)],
    )
    rows = (
        (rank, line.code, name, line.share.value, reached)
        for rank, (line, name, reached) in enumerate(zip(lines, names, sums, strict=True), 1)
    )
    table = data("rank iso3 name share cumulative_share", rows)
    return CumulativeChart(
        frame, sums, milestones, f"Number of {voice.bearers}, largest share first", table
    )


def _milestones(
    sums: Sequence[Fraction], names: Sequence[str], voice: Voice
) -> tuple[Milestone, ...]:
    found, before = [], 0
    for threshold in THRESHOLDS:
        number = next(
            number for number, reached in enumerate(sums, 1) if reached * 100 >= threshold
        )
        words = (
            f"{number:,} {voice.bearer if number == 1 else voice.bearers} {voice.verb(number)} "
            f"{threshold} per cent"
        )
        added = listed(names[before:number]) or "the same"
        detail = (
            f"{'with ' if before and number > before else ''}{added}: "
            f"{share_text(sums[number - 1], 2)} per cent"
        )
        found.append(Milestone(threshold, number, sums[number - 1], words, detail))
        before = number
    return tuple(found)


def _title(
    sums: Sequence[Fraction], names: Sequence[str], milestones: Sequence[Milestone], voice: Voice
) -> str:
    (half, _, most), everyone = milestones, len(names)
    if everyone == 1:
        return f"{names[0]} {voice.one} the whole {voice.noun}"
    if sums[0] * everyone == 1:
        return f"No {voice.bearer} {voice.one} more than another: {per_cent(sums[0])} per cent each"
    if half.number == 1:
        lead = f"{names[0]} alone {voice.one} {per_cent(half.share)} per cent of the {voice.noun}"
    else:
        more = "" if half.share == Fraction(1, 2) else "more than "
        lead = (
            f"{sentence_case(voice.counted(half.number))} {voice.many} {more}half of the "
            f"{voice.noun}"
        )
    if most.number in (half.number, everyone):
        return lead
    return (
        f"{lead}; {count_words(most.number)} of {count_words(everyone)} {voice.bearers} "
        f"{voice.many} 95 per cent"
    )
