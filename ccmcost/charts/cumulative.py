"""Who carries the cost: the shares of the States one after the other,
and how few of them make up 50, 80 and 95 per cent.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate
from typing import NamedTuple

from ccmcost.charts.frame import (
    DARK,
    END,
    INK,
    MARGIN,
    PALE,
    QUIET,
    SOFT,
    STRONG,
    WHITE,
    Frame,
    Page,
    Voice,
    count_words,
    data,
    frame_of,
    listed,
    per_cent,
    ranked,
    say,
    sentence_case,
    voice_of,
)
from ccmcost.charts.sheet import text_width, wrap_evenly
from ccmcost.model.assessment import Apportionment
from ccmcost.model.rates import share_text
from ccmcost.tables.table import Table

THRESHOLDS = (50, 80, 95)

_LEFT, _RIGHT = MARGIN + 30.0, END - 10.0
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

    def draw(self) -> Page:
        """Shares one upon the other, with the points where 50, 80 and 95 per cent are reached."""
        page, number = Page(self.frame, _HEAD + _HEIGHT + _FOOT), len(self.sums)
        bottom = page.top + _HEAD + _HEIGHT

        def x(rank: float) -> float:
            return _LEFT + (_RIGHT - _LEFT) * rank / number

        def y(share: Fraction | float) -> float:
            return bottom - _HEIGHT * float(share)

        curve = [(_LEFT, bottom)]
        for rank, reached in enumerate(self.sums, 1):
            curve += [(x(rank - 1), y(reached)), (x(rank), y(reached))]
        page.area([*curve, (_RIGHT, bottom), (_LEFT, bottom)], PALE)
        page.levels(range(0, 101, 20), y, _LEFT, _RIGHT, 7.0)
        for rank in rank_ticks(number):
            middle = x(rank - 0.5)
            page.upright(middle, bottom, bottom + 3.0, 0.6, SOFT)
            page.text(middle, bottom + 11.5, str(rank), QUIET, "middle")
        page.text((_LEFT + _RIGHT) / 2, bottom + 25.0, self.axis, QUIET, "middle")
        page.line(curve, DARK, 1.8)
        for mark in self.milestones:
            _milestone(page, x(mark.number - 1), y(Fraction(mark.threshold, 100)), mark)
        return page


def rank_ticks(number: int) -> list[int]:
    """The first rank, round ones along the axis, and the last;
    none so near to the last that they would touch.
    """
    step = next((step for step in (1, 2, 5, 10, 20, 50) if number / step <= 12), 100)
    inside = [
        rank for rank in range(step, number, step) if rank > 1 and (number - rank) / number > 0.04
    ]
    return sorted({1, *inside, number})


def _milestone(page: Page, x: float, y: float, milestone: Milestone) -> None:
    """Words right of a point and under the curve, or left of it and above:
    both are free, as the curve only rises.
    """
    page.line(((_LEFT, y), (x, y)), INK, 0.7, (2.0, 2.0))
    page.mark(x, y, "circle", 3.0, WHITE, INK, 1.2)
    heading = text_width(milestone.words, STRONG)
    right, left = _RIGHT - x - 12.0, x - _LEFT - 12.0
    needed = min(max(heading, text_width(milestone.detail, QUIET)), _WIDEST)
    on_right = right >= min(needed, left)
    details = wrap_evenly(milestone.detail, min(_WIDEST, right if on_right else left), QUIET)
    width = max(heading, *(text_width(line, QUIET) for line in details))
    height = 12.0 + 8.5 * len(details)
    x, y = (x + 9.0, y + 4.0) if on_right else (x - 9.0 - width, y - height - 3.0)
    page.rect(x - 2.0, y, width + 4.0, height, PALE if on_right else WHITE)
    page.text(x, y + 8.5, milestone.words, STRONG)
    page.lines(x, y + 18.0, 8.5, details, QUIET)


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
        voice("cumulative_shows"),
        [say("cumulative_curve"), *(f"{mark.words}: {mark.detail}." for mark in milestones)],
    )
    rows = (
        (rank, line.code, name, line.share.value, reached)
        for rank, (line, name, reached) in enumerate(zip(lines, names, sums, strict=True), 1)
    )
    table = data("rank iso3 name share cumulative_share", rows)
    return CumulativeChart(frame, sums, milestones, voice("cumulative_axis"), table)


def _milestones(
    sums: Sequence[Fraction], names: Sequence[str], voice: Voice
) -> tuple[Milestone, ...]:
    found, before = [], 0
    for threshold in THRESHOLDS:
        number = 1 + next(at for at, reached in enumerate(sums) if reached * 100 >= threshold)
        share, verb, who = sums[number - 1], voice.verb(number), voice.of(number)
        words = say("milestone", n=f"{number:,}", who=who, verb=verb, threshold=threshold)
        added = listed(names[before:number]) or say("milestone_same")
        key = "milestone_with" if before and number > before else "milestone_detail"
        detail = say(key, added=added, share=share_text(share, 2))
        found.append(Milestone(threshold, number, share, words, detail))
        before = number
    return tuple(found)


def _title(
    sums: Sequence[Fraction], names: Sequence[str], milestones: Sequence[Milestone], voice: Voice
) -> str:
    (half, _, most), everyone = milestones, len(names)
    if everyone == 1:
        return voice("whole", name=names[0])
    if sums[0] * everyone == 1:
        return voice("cumulative_even", share=per_cent(sums[0]))
    if half.number == 1:
        lead = voice("alone", name=names[0], share=per_cent(half.share))
    else:
        key = "cumulative_half" if half.share == Fraction(1, 2) else "cumulative_more"
        lead = voice(key, who=sentence_case(voice.counted(half.number)))
    if most.number in (half.number, everyone):
        return lead
    number, everyone_words = count_words(most.number), count_words(everyone)
    return voice("cumulative_most", lead=lead, n=number, all=everyone_words)
