"""The history: States Parties in force, the sum of their rates,
and the shares of a few States from meeting to meeting.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from ccmcost.charts.frame import Frame
from ccmcost.charts.history_lines import LOOKS, Series, draw_lines
from ccmcost.charts.layout import DARK, HAIR, INK, MARGIN, NOTE, SOFT, STRONG, WHITE, WIDTH, framed
from ccmcost.charts.sheet import Sheet, Style, text_width, wrap_evenly
from ccmcost.charts.wording import label_share, listed, per_cent
from ccmcost.model.convention import Convention
from ccmcost.model.meeting import ListStatus, Meeting
from ccmcost.model.rates import WHOLE_RATE, Scale, rate_text, share_text
from ccmcost.model.rule import Rule
from ccmcost.model.states import States
from ccmcost.tables.table import Column, Row, Table
from ccmcost.words.phrases import english
from ccmcost.words.status import words

FEW = len(LOOKS)
"""How many States the chart can tell apart."""

_LEFT, _RIGHT = MARGIN + 24.0, WIDTH - MARGIN - 104.0
_HEAD, _BARS, _SUMS, _SHARES, _GAP, _FOOT = 28.0, 92.0, 62.0, 220.0, 28.0, 26.0
_TINY, _FAINT = Style(6.0, INK), Style(6.0, SOFT)


class Occasion(NamedTuple):
    """One meeting: States Parties in force on its day, the sum of their rates in thousandths of a
    per cent, and shares.

    `others` counts the States not party that bear a share; `shares` are those of everyone who bears
    one.
    """

    meeting: Meeting
    scale: Scale
    list_status: ListStatus
    parties: int
    others: int
    sum_of_rates: int
    shares: Mapping[str, Fraction]

    @property
    def year(self) -> str:
        """The year of the opening day."""
        assert self.meeting.day is not None
        return str(self.meeting.day.year)

    @property
    def counted(self) -> str:
        """`110+4`: States Parties, and the States not party that bear a share."""
        return f"{self.parties}+{self.others}" if self.others else str(self.parties)

    @property
    def sum_text(self) -> str:
        """The sum of rates in per cent, for reading."""
        return share_text(Fraction(self.sum_of_rates, WHOLE_RATE), 1)


class History(NamedTuple):
    """The meetings in order of day, and what was left out, in words."""

    convention: Convention
    states: States
    rule: Rule
    occasions: tuple[Occasion, ...]
    left_out: tuple[str, ...]

    @property
    def lists(self) -> str:
        """The states of the lists, in words."""
        return " and ".join(
            words(status)
            for status in sorted({occasion.list_status for occasion in self.occasions})
        )


class HistoryChart(NamedTuple):
    """Meetings from the first to the last; series from the largest last share down."""

    frame: Frame
    occasions: tuple[Occasion, ...]
    series: tuple[Series, ...]
    table: Table

    def draw(self) -> Sheet:
        """Three panels over one row of meetings: States Parties, the sum of their rates, shares."""
        sheet, top = framed(self.frame, _HEAD + _BARS + _GAP + _SUMS + _GAP + _SHARES + _FOOT)
        counts = top + _HEAD
        sums = counts + _BARS + _GAP
        shares = sums + _SUMS + _GAP
        bottom = shares + _SHARES
        row, last = _row(self.occasions), self.occasions[-1]
        _periods(sheet, self.occasions, row, top + 2.0, bottom)
        _bars(
            sheet,
            row,
            (counts, _BARS),
            [(each.parties, each.others, each.counted) for each in self.occasions],
        )
        _key(sheet, counts + 10.0, "States Parties in force", f"{last.parties:,}", DARK)
        if any(each.others for each in self.occasions):
            others = f"{last.others:,}" if last.others else "none"
            _key(sheet, counts + 40.0, "States not party that bear a share", others, WHITE)
        _bars(
            sheet,
            row,
            (sums, _SUMS),
            [(each.sum_of_rates, 0, each.sum_text) for each in self.occasions],
        )
        _aside(sheet, _RIGHT + 9.0, sums + 10.0, "Sum of their UN rates", f"{last.sum_text} %")
        draw_lines(sheet, self.series, row.places, (shares, bottom), (_LEFT, _RIGHT))
        for x, each, worded in zip(row.places, self.occasions, row.worded, strict=True):
            if worded:
                sheet.text(x, bottom + 10.5, each.meeting.id, _TINY, "middle")
                sheet.text(x, bottom + 19.0, each.year, _FAINT, "middle")
        sheet.text(_RIGHT + 9.0, bottom + 19.0, "Opening year", _FAINT)
        return sheet


class _Row(NamedTuple):
    """Where the meetings stand: their middles, the distance between two, and which have words:
    the latest one always.
    """

    places: tuple[float, ...]
    pitch: float
    worded: tuple[bool, ...]


def _row(occasions: Sequence[Occasion]) -> _Row:
    number = len(occasions)
    pitch = (_RIGHT - _LEFT) / number
    texts = [text for each in occasions for text in (each.meeting.id, each.counted, each.sum_text)]
    every = math.ceil((max(text_width(text, _TINY) for text in texts) + 1.5) / pitch)
    places = tuple(_LEFT + pitch * (index + 0.5) for index in range(number))
    return _Row(places, pitch, tuple((number - 1 - index) % every == 0 for index in range(number)))


def _periods(
    sheet: Sheet, occasions: Sequence[Occasion], row: _Row, top: float, bottom: float
) -> None:
    """The years of each scale, where it begins to govern."""
    free, before = _LEFT, ""
    for each, place in zip(occasions, row.places, strict=True):
        x = place - row.pitch / 2
        if each.scale.id == before:
            continue
        before = each.scale.id
        if x > _LEFT:
            sheet.line(((x, top), (x, bottom)), HAIR, 0.7, (1.5, 2.0))
        if x >= free:
            sheet.text(x + 2.0, top + 3.0, str(each.scale.period.first.year), _FAINT)
            free = sheet.text(
                x + 2.0, top + 10.0, f"to {each.scale.period.last.year}", _FAINT
            ).right
    sheet.text(_RIGHT + 9.0, top + 3.0, "Years of the UN scale", _FAINT)


def _bars(
    sheet: Sheet, row: _Row, panel: tuple[float, float], bars: Sequence[tuple[int, int, str]]
) -> None:
    """A bar for each meeting in a panel (top, height): a number, a further one upon it,
    and the words above.
    """
    top, height = panel
    bottom, width = top + height, min(14.0, row.pitch * 0.6)
    unit = height / (max(number + more for number, more, _ in bars) or 1)
    for x, worded, (number, more, text) in zip(row.places, row.worded, bars, strict=True):
        sheet.rect(x - width / 2, bottom - number * unit, width, number * unit, DARK, DARK, 0.7)
        if more:
            sheet.rect(
                x - width / 2, bottom - (number + more) * unit, width, more * unit, WHITE, DARK, 0.7
            )
        if worded:
            sheet.text(x, bottom - (number + more) * unit - 3.5, text, _TINY, "middle")
    sheet.line(((_LEFT, bottom), (_RIGHT, bottom)), HAIR, 0.8)


def _key(sheet: Sheet, y: float, text: str, value: str, fill: str) -> None:
    x = _RIGHT + 9.0
    sheet.rect(x, y - 5.6, 6.0, 6.0, fill, DARK, 0.7)
    _aside(sheet, x + 10.0, y, text, value)


def _aside(sheet: Sheet, x: float, y: float, text: str, value: str) -> None:
    for line in wrap_evenly(text, WIDTH - MARGIN - x, NOTE):
        sheet.text(x, y, line, NOTE)
        y += 8.4
    sheet.text(x, y + 0.8, value, STRONG)


def largest_at_last(history: History, number: int = FEW) -> tuple[str, ...]:
    """The codes of the largest shares at the latest meeting; equal ones in order of code."""
    shares = history.occasions[-1].shares
    return tuple(sorted(shares, key=lambda code: (-shares[code], code))[:number])


def history_chart(history: History, codes: Sequence[str]) -> HistoryChart:
    """The chart of a history for the States chosen; each must bear a share at one meeting at
    least.
    """
    series = sorted((_series(history, code) for code in codes), key=_by_last)
    title = _title(history, series)
    names = listed([each.name for each in series], FEW)
    shows = (
        "States Parties in force on the opening day, sum of their UN rates, and shares of "
        f"{names}, in per cent"
    )
    subtitle = f"{history.convention.name}. {shows}."
    banner = f"Shares of any cost, on {history.lists} lists of participants"
    alt = f"{banner}. {title}. {subtitle} {_in_words(history, series)}"
    frame = Frame("history", banner, title, subtitle, _foot(history), alt)
    return HistoryChart(frame, history.occasions, tuple(series), _table(history, series))


def _by_last(series: Series) -> tuple[Fraction, str]:
    last = next(share for share in reversed(series.shares) if share is not None)
    return (-last, series.code)


def _series(history: History, code: str) -> Series:
    shares = tuple(occasion.shares.get(code) for occasion in history.occasions)
    latest, share = next(
        (each, share)
        for each in reversed(history.occasions)
        if (share := each.shares.get(code)) is not None
    )
    at = "" if latest is history.occasions[-1] else f" ({latest.meeting.id})"
    return Series(code, history.states.name(code), shares, f"{label_share(share)}{at}")


def _title(history: History, series: Sequence[Series]) -> str:
    first, last = history.occasions[0], history.occasions[-1]
    top = next((each for each in series if each.shares[-1] is not None), series[0])
    known = [
        (each, share)
        for each, share in zip(history.occasions, top.shares, strict=True)
        if share is not None
    ]
    (since, begin), (until, end) = known[0], known[-1]
    parties = _change(first.parties, last.parties, f"{first.parties}", f"{last.parties}")
    share = _change(begin, end, per_cent(begin), per_cent(end))
    when = (
        "" if since is first and until is last else f" ({since.meeting.id} to {until.meeting.id})"
    )
    return f"The number of States Parties {parties}; the share of {top.name} {share} per cent{when}"


def _change(begin: Fraction | int, end: Fraction | int, begin_text: str, end_text: str) -> str:
    if begin_text == end_text:
        return f"stands at {end_text}"
    return f"{'rose' if end > begin else 'fell'} from {begin_text} to {end_text}"


def _foot(history: History) -> tuple[str, ...]:
    scales = {occasion.scale.id: occasion.scale.resolution for occasion in history.occasions}
    rule = history.rule
    shown = f"Rule: {rule.id}: {rule.title}. Lists: {history.lists}."
    foot = [
        f"{shown} Scales: "
        f"{', '.join(f'{scale} ({resolution})' for scale, resolution in scales.items())}."
    ]
    if any(occasion.list_status == "expected" for occasion in history.occasions):
        foot.append(
            "An expected list holds every State Party in force and the States not party that "
            "public evidence places at the meeting; a list that lacks some of them shows shares "
            "too high."
        )
    foot += [f"Left out: {', '.join(history.left_out)}."] if history.left_out else []
    treaty = history.convention.treaty_status_source
    return (*foot, f"Sources: {rule.legal_source}; {treaty}; evidence in participants/*.csv.")


def _in_words(history: History, series: Sequence[Series]) -> str:
    parties = ", ".join(f"{each.meeting.id} {each.parties}" for each in history.occasions)
    rates = ", ".join(
        f"{each.meeting.id} {rate_text(each.sum_of_rates)}" for each in history.occasions
    )
    lines = [
        f"{each.name}: "
        + ", ".join(label_share(share) if share is not None else "none" for share in each.shares)
        for each in series
    ]
    return (
        f"States Parties: {parties}. Sum of their rates in per cent: {rates}. Shares: "
        f"{'; '.join(lines)}."
    )


def _table(history: History, series: Sequence[Series]) -> Table:
    """The data behind the picture; a screen shows less of it, to fewer decimals."""
    say = english()
    columns = [
        Column("meeting", say("col_meeting"), wide=8),
        Column("day", only=("csv",)),
        Column("year", say("col_year"), wide=4, only=("screen",)),
        Column("scale", only=("csv",)),
        Column("list_status", only=("csv",)),
        Column("states_parties", say("col_parties"), "number", 7),
        Column("states_not_party", say("col_others"), "number", 6),
        Column("sum_of_rates", say("col_rates"), "rate", 7),
    ]
    for each in series:
        columns.append(Column(f"share_{each.code}", kind="share", only=("csv",)))
        columns.append(Column(each.code, f"{each.code} %", "rate", 7, ("screen",)))
    rows: list[Row] = []
    for index, occasion in enumerate(history.occasions):
        counted = (occasion.parties, occasion.others, Fraction(occasion.sum_of_rates, WHOLE_RATE))
        shares = (one.shares[index] for one in series for _ in ("csv", "screen"))
        meeting = (
            occasion.meeting.id,
            occasion.meeting.day,
            occasion.year,
            occasion.scale.id,
            occasion.list_status,
        )
        rows.append((*meeting, *counted, *shares))
    return Table("history", "", tuple(columns), tuple(rows))
