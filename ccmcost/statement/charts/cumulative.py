"""Who carries the cost: the shares of the States one after the other, and how few of them make up 50, 80 and 95 per cent."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate
from typing import NamedTuple

from ccmcost.model.assessment import Apportionment, Line
from ccmcost.model.rates import share_text
from ccmcost.statement.charts.frame import Frame, Table, frame_of
from ccmcost.statement.charts.wording import Voice, count_words, listed, per_cent, ranked, sentence_case, voice_of

THRESHOLDS = (50, 80, 95)


class Milestone(NamedTuple):
    """The fewest States that together carry at least `threshold` per cent: how many, their share, and who joins them."""

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


def cumulative_chart(result: Apportionment) -> CumulativeChart:
    """The chart of cumulative shares."""
    lines, voice = ranked(result), voice_of(result)
    sums = tuple(accumulate(line.share.value for line in lines))
    names = [result.states.name(line.code) for line in lines]
    milestones = _milestones(sums, names, voice)
    shows = f"Cumulative share of the {voice.noun} in per cent, {voice.bearers} in order of share, largest first"
    findings = [f"{mark.words}: {mark.detail}." for mark in milestones]
    frame = frame_of(
        result, "cumulative", _title(lines, names, milestones, voice), shows, ["A curve that rises in steps.", *findings]
    )
    axis = f"Number of {voice.bearers}, largest share first"
    return CumulativeChart(frame, sums, milestones, axis, _table(result, lines, sums))


def _milestones(sums: Sequence[Fraction], names: Sequence[str], voice: Voice) -> tuple[Milestone, ...]:
    found, before = [], 0
    for threshold in THRESHOLDS:
        number = next(number for number, reached in enumerate(sums, 1) if reached * 100 >= threshold)
        words = f"{number:,} {voice.bearer if number == 1 else voice.bearers} {voice.verb(number)} {threshold} per cent"
        added = listed(names[before:number]) or "the same"
        detail = f"{'with ' if before and number > before else ''}{added}: {share_text(sums[number - 1], 2)} per cent"
        found.append(Milestone(threshold, number, sums[number - 1], words, detail))
        before = number
    return tuple(found)


def _title(lines: Sequence[Line], names: Sequence[str], milestones: Sequence[Milestone], voice: Voice) -> str:
    half, _, most = milestones
    if len(lines) == 1:
        return f"{names[0]} {voice.one} the whole {voice.noun}"
    if lines[0].share.value == lines[-1].share.value:
        return f"No {voice.bearer} {voice.one} more than another: {per_cent(lines[0].share.value)} per cent each"
    if half.number == 1:
        lead = f"{names[0]} alone {voice.one} {per_cent(half.share)} per cent of the {voice.noun}"
    else:
        more = "" if half.share == Fraction(1, 2) else "more than "
        lead = f"{sentence_case(voice.counted(half.number))} {voice.many} {more}half of the {voice.noun}"
    if most.number in (half.number, len(lines)):
        return lead
    return f"{lead}; {count_words(most.number)} of {count_words(len(lines))} {voice.bearers} {voice.many} 95 per cent"


def _table(result: Apportionment, lines: Sequence[Line], sums: Sequence[Fraction]) -> Table:
    rows = [
        (str(rank), line.code, result.states.name(line.code), share_text(line.share.value), share_text(reached))
        for rank, (line, reached) in enumerate(zip(lines, sums, strict=True), 1)
    ]
    return Table(("rank", "iso3", "name", "share", "cumulative_share"), tuple(rows))
