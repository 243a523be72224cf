"""The history: States Parties in force, the sum of their rates, and the shares of a few States from meeting to meeting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from ccmcost.model.convention import Convention
from ccmcost.model.meeting import ListStatus, Meeting
from ccmcost.model.rates import rate_text, share_text
from ccmcost.model.rule import Rule
from ccmcost.model.scale import Scale
from ccmcost.model.states import States
from ccmcost.statement.charts.frame import Frame, Table
from ccmcost.statement.charts.wording import label_share, listed, per_cent
from ccmcost.statement.status import words

FEW = 5
"""How many States the chart can tell apart."""


class Occasion(NamedTuple):
    """One meeting: States Parties in force on its day, the sum of their rates in thousandths of a per cent, and shares.

    `others` counts the States not party that bear a share; `shares` are those of everyone who bears one.
    """

    meeting: Meeting
    scale: Scale
    list_status: ListStatus
    parties: int
    others: int
    sum_of_rates: int
    shares: Mapping[str, Fraction]


class History(NamedTuple):
    """The meetings in order of day, and what was left out, in words."""

    convention: Convention
    states: States
    rule: Rule
    occasions: tuple[Occasion, ...]
    left_out: tuple[str, ...]


class Series(NamedTuple):
    """One State's shares, a place for each meeting, None where it bore nothing; `last` is its latest share in words."""

    code: str
    name: str
    shares: tuple[Fraction | None, ...]
    last: str


class Column(NamedTuple):
    """One meeting as the chart shows it; `scale` is set where a scale begins to govern."""

    name: str
    year: str
    counted: str
    parties: int
    others: int
    sum_of_rates: int
    sum_text: str
    scale: str


class HistoryChart(NamedTuple):
    """Columns from the first meeting to the last; series from the largest last share down."""

    frame: Frame
    columns: tuple[Column, ...]
    series: tuple[Series, ...]
    table: Table


def largest_at_last(history: History, number: int = FEW) -> tuple[str, ...]:
    """The codes of the largest shares at the latest meeting; equal ones in order of code."""
    shares = history.occasions[-1].shares
    return tuple(sorted(shares, key=lambda code: (-shares[code], code))[:number])


def history_chart(history: History, codes: Sequence[str]) -> HistoryChart:
    """The chart of a history for the States chosen; each must bear a share at one meeting at least."""
    series = sorted((_series(history, code) for code in codes), key=_by_last)
    columns = tuple(_column(occasion, before) for before, occasion in _with_before(history.occasions))
    title = _title(history, series)
    names = listed([each.name for each in series], FEW)
    shows = f"States Parties in force on the opening day, sum of their UN rates, and shares of {names}, in per cent"
    subtitle = f"{history.convention.name}. {shows}."
    banner = f"Shares of any cost, on {_list_words(history)} lists of participants"
    alt = f"{banner}. {title}. {subtitle} {_in_words(history, series)}"
    frame = Frame("history", banner, title, subtitle, _foot(history), alt)
    return HistoryChart(frame, columns, tuple(series), _table(history, series))


def _by_last(series: Series) -> tuple[Fraction, str]:
    last = next(share for share in reversed(series.shares) if share is not None)
    return (-last, series.code)


def _series(history: History, code: str) -> Series:
    shares = tuple(occasion.shares.get(code) for occasion in history.occasions)
    known = [(each.meeting.id, share) for each, share in zip(history.occasions, shares, strict=True) if share is not None]
    meeting, last = known[-1]
    at = "" if meeting == history.occasions[-1].meeting.id else f" ({meeting})"
    return Series(code, history.states.name(code), shares, f"{label_share(last)}{at}")


def _with_before(occasions: Sequence[Occasion]) -> list[tuple[Occasion | None, Occasion]]:
    return list(zip((None, *occasions[:-1]), occasions, strict=True))


def _column(occasion: Occasion, before: Occasion | None) -> Column:
    scale, day = occasion.scale, occasion.meeting.day
    assert day is not None
    new = before is None or before.scale.id != scale.id
    period = f"{scale.period.first.year} to {scale.period.last.year}"
    return Column(
        name=occasion.meeting.id,
        year=str(day.year),
        counted=f"{occasion.parties}+{occasion.others}" if occasion.others else str(occasion.parties),
        parties=occasion.parties,
        others=occasion.others,
        sum_of_rates=occasion.sum_of_rates,
        sum_text=share_text(Fraction(occasion.sum_of_rates, 100_000), 1),
        scale=period if new else "",
    )


def _title(history: History, series: Sequence[Series]) -> str:
    first, last = history.occasions[0], history.occasions[-1]
    top = next((each for each in series if each.shares[-1] is not None), series[0])
    known = [(each, share) for each, share in zip(history.occasions, top.shares, strict=True) if share is not None]
    (since, begin), (until, end) = known[0], known[-1]
    parties = _change(first.parties, last.parties, f"{first.parties}", f"{last.parties}")
    share = _change(begin, end, per_cent(begin), per_cent(end))
    when = "" if since is first and until is last else f" ({since.meeting.id} to {until.meeting.id})"
    return f"The number of States Parties {parties}; the share of {top.name} {share} per cent{when}"


def _change(begin: Fraction | int, end: Fraction | int, begin_text: str, end_text: str) -> str:
    if begin_text == end_text:
        return f"stands at {end_text}"
    return f"{'rose' if end > begin else 'fell'} from {begin_text} to {end_text}"


def _list_words(history: History) -> str:
    return " and ".join(words(status) for status in sorted({occasion.list_status for occasion in history.occasions}))


def _foot(history: History) -> tuple[str, ...]:
    scales = {occasion.scale.id: occasion.scale.resolution for occasion in history.occasions}
    rule = history.rule
    shown = f"Rule: {rule.id}: {rule.title}. Lists: {_list_words(history)}."
    foot = [f"{shown} Scales: {', '.join(f'{scale} ({resolution})' for scale, resolution in scales.items())}."]
    if any(occasion.list_status == "expected" for occasion in history.occasions):
        foot.append(
            "An expected list holds every State Party in force and the States not party that public evidence places at the "
            "meeting; a list that lacks some of them shows shares too high."
        )
    foot += [f"Left out: {', '.join(history.left_out)}."] if history.left_out else []
    treaty = history.convention.treaty_status_source
    return (*foot, f"Sources: {rule.legal_source}; {treaty}; evidence in participants/*.csv.")


def _in_words(history: History, series: Sequence[Series]) -> str:
    parties = ", ".join(f"{each.meeting.id} {each.parties}" for each in history.occasions)
    rates = ", ".join(f"{each.meeting.id} {rate_text(each.sum_of_rates)}" for each in history.occasions)
    lines = [
        f"{each.name}: " + ", ".join(label_share(share) if share is not None else "none" for share in each.shares)
        for each in series
    ]
    return f"States Parties: {parties}. Sum of their rates in per cent: {rates}. Shares: {'; '.join(lines)}."


def _table(history: History, series: Sequence[Series]) -> Table:
    header = ("meeting", "day", "scale", "list_status", "states_parties", "states_not_party", "sum_of_rates")
    rows = []
    for index, each in enumerate(history.occasions):
        counts = (str(each.parties), str(each.others), rate_text(each.sum_of_rates))
        shares = (share_text(share) if (share := one.shares[index]) is not None else "" for one in series)
        rows.append((each.meeting.id, str(each.meeting.day), each.scale.id, each.list_status, *counts, *shares))
    return Table((*header, *(f"share_{one.code}" for one in series)), tuple(rows))
