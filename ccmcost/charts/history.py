"""The history: States Parties in force, the sum of their rates,
and the shares of a few States from meeting to meeting.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ccmcost.charts.frame import (
    Frame,
    chart_speaker,
    joined,
    label_share,
    listed,
    part_name,
    per_cent,
    rule_words,
    sentences,
)
from ccmcost.charts.history_lines import LOOKS, Series, draw_lines
from ccmcost.charts.lettering import text_width, wrap_evenly, wrap_heading
from ccmcost.charts.page import (
    DARK,
    END,
    HAIR,
    MARGIN,
    NOTE,
    QUIET,
    STRONG,
    WHITE,
    Page,
)
from ccmcost.model.convention import Convention
from ccmcost.model.meeting import ListStatus, Meeting
from ccmcost.model.rates import WHOLE_RATE, Scale, rate_text
from ccmcost.model.rule import Rule
from ccmcost.model.states import States
from ccmcost.tables.table import Column, Row, Table
from ccmcost.words.speaker import Speaker, english
from ccmcost.words.steps import Code

FEW = len(LOOKS)
"""How many States the chart can tell apart."""

_LEFT, _RIGHT = MARGIN + 28.0, END - 111.0
_ASIDE = _RIGHT + 9.0
_HEAD, _BARS, _SUMS, _SHARES, _GAP, _FOOT = 44.0, 92.0, 62.0, 220.0, 30.0, 18.0


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

    def counted(self, say: Speaker) -> tuple[str, ...]:
        """`+4`, `110`: the States not party that bear a share, and the States Parties."""
        upon = (say.number(f"+{self.others}"),) if self.others else ()
        return (*upon, say.shown(self.parties))

    def sum_text(self, say: Speaker) -> str:
        """The sum of rates in per cent, for reading."""
        return say.per_cent(Fraction(self.sum_of_rates, WHOLE_RATE), 1)


class History(NamedTuple):
    """The meetings in order of day, and those left out: without a scale on a day, or a list."""

    convention: Convention
    states: States
    rule: Rule
    occasions: tuple[Occasion, ...]
    left_out: tuple[tuple[Meeting, date | None], ...]

    @property
    def lists(self) -> tuple[ListStatus, ...]:
        """The states of the lists."""
        return tuple(sorted({occasion.list_status for occasion in self.occasions}))


class HistoryChart(NamedTuple):
    """Meetings from the first to the last; series from the largest last share down."""

    frame: Frame
    occasions: tuple[Occasion, ...]
    series: tuple[Series, ...]
    table: Table
    words: Speaker

    def draw(self) -> Page:
        """Three panels over one row of meetings: States Parties, the sum of their rates, shares."""
        say = self.words
        page = Page(self.frame, _HEAD + _BARS + _GAP + _SUMS + _GAP + _SHARES + _FOOT)
        counts = page.top + _HEAD
        sums = counts + _BARS + _GAP
        shares = sums + _SUMS + _GAP
        bottom = shares + _SHARES
        row, last = _row(self.occasions, say), self.occasions[-1]
        _periods(page, self.occasions, row, (page.top + 2.0, bottom), say)
        counted = [(each.parties, each.others, each.counted(say)) for each in self.occasions]
        _bars(page, row, counts, counts + _BARS, counted)
        parties, others = say.shown(last.parties), say.shown(last.others)
        below = _key(page, counts + 10.0, part_name("state_party", say), parties, DARK)
        if any(each.others for each in self.occasions):
            _key(page, below + 16.0, say("history_others"), others, WHITE)
        rates = [(each.sum_of_rates, 0, (each.sum_text(say),)) for each in self.occasions]
        of_last = say("label_share", share=last.sum_text(say))
        _bars(page, row, sums, sums + _SUMS, rates)
        _aside(page, _ASIDE, sums + 10.0, say("history_rates"), of_last)
        draw_lines(page, self.series, row.places, (shares, bottom), (_LEFT, _RIGHT), say)
        for x, each, worded in zip(row.places, self.occasions, row.worded, strict=True):
            if worded:
                page.text(x, bottom + 12.0, each.year, QUIET, "middle")
        page.text(_ASIDE, bottom + 12.0, say("history_year"), QUIET)
        return page


class _Row(NamedTuple):
    """Where the meetings stand: their middles, the distance between two, and which have words:
    the latest one always.
    """

    places: tuple[float, ...]
    pitch: float
    worded: tuple[bool, ...]


def _row(occasions: Sequence[Occasion], say: Speaker) -> _Row:
    number = len(occasions)
    pitch = (_RIGHT - _LEFT) / number
    texts = [
        text for each in occasions for text in (each.year, *each.counted(say), each.sum_text(say))
    ]
    every = math.ceil((max(text_width(text, NOTE) for text in texts) + 2.0) / pitch)
    places = tuple(_LEFT + pitch * (index + 0.5) for index in range(number))
    return _Row(places, pitch, tuple((number - 1 - index) % every == 0 for index in range(number)))


def _periods(
    page: Page,
    occasions: Sequence[Occasion],
    row: _Row,
    height: tuple[float, float],
    say: Speaker,
) -> None:
    """The years of each scale, where it begins to govern."""
    (top, bottom), free, before = height, _LEFT, ""
    for each, place in zip(occasions, row.places, strict=True):
        x, years = place - row.pitch / 2, each.scale.period
        if each.scale.id == before:
            continue
        before = each.scale.id
        if x > _LEFT:
            page.line(((x, top), (x, bottom)), HAIR, 0.7, (1.5, 2.0))
        if x >= free:
            page.text(x + 2.0, top + 6.0, f"{years.first.year}–", QUIET)
            free = page.text(x + 2.0, top + 15.5, str(years.last.year), QUIET).right
    page.lines(
        _ASIDE, top + 6.0, 9.5, wrap_evenly(say("history_scale"), END - _ASIDE, QUIET), QUIET
    )


def _bars(
    page: Page,
    row: _Row,
    top: float,
    bottom: float,
    bars: Sequence[tuple[int, int, tuple[str, ...]]],
) -> None:
    """A bar for each meeting: a number, a further one upon it, and the words above."""
    width = min(14.0, row.pitch * 0.6)
    unit = (bottom - top) / (max(number + more for number, more, _ in bars) or 1)
    for x, worded, (number, more, texts) in zip(row.places, row.worded, bars, strict=True):
        left, upon = x - width / 2, bottom - (number + more) * unit
        page.rect(left, bottom - number * unit, width, number * unit, DARK, DARK, 0.7)
        if more:
            page.rect(left, upon, width, more * unit, WHITE, DARK, 0.7)
        if worded:
            page.lines(x, upon - 3.5 - 9.0 * (len(texts) - 1), 9.0, texts, NOTE, "middle")
    page.across(bottom, _LEFT, _RIGHT)


def _key(page: Page, y: float, text: str, value: str, fill: str) -> float:
    page.rect(_ASIDE, y - 6.0, 6.0, 6.0, fill, DARK, 0.7)
    return _aside(page, _ASIDE + 10.0, y, text, value)


def _aside(page: Page, x: float, y: float, text: str, value: str) -> float:
    below = page.lines(x, y, 9.5, wrap_heading(text, END - x, NOTE), NOTE) + 0.8
    page.text(x, below, value, STRONG)
    return below


def largest_at_last(history: History, number: int = FEW) -> tuple[str, ...]:
    """The codes of the largest shares at the latest meeting; equal ones in order of code."""
    shares = history.occasions[-1].shares
    return tuple(sorted(shares, key=lambda code: (-shares[code], code))[:number])


def history_chart(history: History, codes: Sequence[str], language: str = "en") -> HistoryChart:
    """The chart of a history for the States chosen; each must bear a share at one meeting at
    least.
    """
    say = chart_speaker(language, history.convention, history.states, "history")
    found = [_series(history, code, say) for code in codes]
    found.sort(key=lambda series: (-_known(history, series)[-1][1], series.code))
    series = tuple(found)
    shows = say(
        "history_shows", names=listed([say.shown(Code(each.code)) for each in series], say, FEW)
    )
    banner = say(f"history_lists_{history.lists[0] if len(history.lists) == 1 else 'both'}")
    title = _title(history, series, say)
    subtitle = sentences(say, say.convention_name, shows)
    alt = sentences(say, banner, title, subtitle, *_in_words(history, series, say))
    frame = Frame("history", banner, title, subtitle, _foot(history, say), alt, language)
    return HistoryChart(frame, history.occasions, series, _table(history, series), say)


def _known(history: History, series: Series) -> list[tuple[Occasion, Fraction]]:
    """The meetings at which a State bears a share, each with the share."""
    pairs = zip(history.occasions, series.shares, strict=True)
    return [(each, share) for each, share in pairs if share is not None]


def _series(history: History, code: str, say: Speaker) -> Series:
    shares = tuple(occasion.shares.get(code) for occasion in history.occasions)
    series = Series(code, say.state(code), shares, "")
    latest, share = _known(history, series)[-1]
    last = label_share(share, say)
    if latest is not history.occasions[-1]:
        last = say("with_role", name=last, role=latest.year)
    return series._replace(last=last)


def _title(history: History, series: Sequence[Series], say: Speaker) -> str:
    first, last = history.occasions[0], history.occasions[-1]
    top = next((each for each in series if each.shares[-1] is not None), series[0])
    (since, begin), *_, (until, end) = 2 * _known(history, top)
    when = say("history_when", since=since.year, until=until.year)
    parties = {"begin": first.parties, "end": last.parties}
    shares = {"begin": per_cent(begin, say), "end": per_cent(end, say)}
    change = "stands" if shares["begin"] == shares["end"] else _change(begin, end)
    when = "" if since is first and until is last else when
    return joined(
        say,
        say(f"history_parties_{_change(first.parties, last.parties)}", **parties),
        say(f"history_share_{change}", state=Code(top.code), when=when, **shares),
    )


def _change(begin: Fraction | int, end: Fraction | int) -> str:
    return "stands" if begin == end else "rose" if end > begin else "fell"


def _foot(history: History, say: Speaker) -> tuple[str, ...]:
    rule, convention = history.rule, history.convention
    scales = {occasion.scale.id: occasion.scale for occasion in history.occasions}
    told = (f"{say.shown(each.years)} ({say.quoted(each.resolution)})" for each in scales.values())
    scales_told = say("history_scales", scales=say("join_states").join(told))
    foot = [sentences(say, *rule_words(rule, say), scales_told)]
    if "expected" in history.lists:
        foot.append(say("history_expected"))
    if history.left_out:
        names = (
            say("without_scale", meeting=meeting, day=day)
            if day
            else say("without_list", meeting=meeting)
            for meeting, day in history.left_out
        )
        foot.append(say("history_left_out", names=say("join_states").join(names)))
    sources = [say.known(text) for text in (rule.legal_source, convention.treaty_status_source)]
    sources += [say(f"evidence_of_{status}") for status in history.lists if status != "by_status"]
    return (*foot, sentences(say, say("sources", sources=say.joined(sources))))


def _at(year: str, text: object, say: Speaker) -> str:
    return say("with_role", name=text, role=year)


def _in_words(history: History, series: Sequence[Series], say: Speaker) -> list[str]:
    """What the alt text says of meetings and States."""
    occasions = history.occasions
    parties = [_at(each.year, each.parties, say) for each in occasions]
    rates = [_at(each.year, say.number(rate_text(each.sum_of_rates)), say) for each in occasions]
    told = [(part_name("state_party", say), parties), (say("history_rates"), rates)]
    for one in series:
        shares = [say("none") if share is None else label_share(share, say) for share in one.shares]
        years = (each.year for each in occasions)
        told.append((one.name, [_at(*pair, say) for pair in zip(years, shares, strict=True)]))
    return [say("entry_told", entry=entry, text=say.joined(texts)) for entry, texts in told]


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
