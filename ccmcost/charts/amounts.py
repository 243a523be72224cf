"""Two pictures of each State in its row: the amounts as bars, and the way from UN rate to share.
The largest twenty stand alone, the rest in one row.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal, NamedTuple, TypeVar

from ccmcost.charts.frame import (
    DARK,
    END,
    FIGURE,
    GAP,
    HEAD,
    LABEL,
    MARGIN,
    MIDDLE,
    PITCH,
    QUIET,
    WHITE,
    Frame,
    Page,
    Voice,
    count_words,
    data,
    figures_room,
    frame_of,
    label_share,
    listed,
    per_cent,
    ranked,
    ratio_text,
    say,
    scale_steps,
    sentence_case,
    total_share,
    voice_of,
)
from ccmcost.model.assessment import Apportionment, Line
from ccmcost.model.rates import WHOLE_RATE, rate_text, share_text
from ccmcost.tables.table import Row, Table
from ccmcost.words.status import ROLE_WORDS

LARGEST = 20
"""How many States have a row of their own; one more is shown rather than grouped alone."""

Kind = Literal["party", "other", "rest"]
Ranked = TypeVar("Ranked")

_NAMES = 168.0
_RATE_NAMES, _HEAD, _FOOT, _COLUMN = 150.0, 26.0, 18.0, 46.0
_FILLS: dict[Kind, tuple[str, str]] = {
    "party": (DARK, ""),
    "other": (WHITE, DARK),
    "rest": (MIDDLE, ""),
}


class Bar(NamedTuple):
    """One bar: `size` is the amount in minor units without its sign;
    `kind` is a State Party, someone else, or the rest.
    """

    label: str
    amount: str
    share: str
    size: int
    kind: Kind


class AmountsChart(NamedTuple):
    """The bars from the largest down, and the data behind them."""

    frame: Frame
    bars: tuple[Bar, ...]
    table: Table

    def draw(self) -> Page:
        """Horizontal bars, each with its amount and share beside it."""
        height, left = PITCH * len(self.bars), MARGIN + _NAMES
        page = Page(self.frame, height + 4.0)
        room = END - left - GAP - figures_room((bar.amount, bar.share) for bar in self.bars)
        largest = max(bar.size for bar in self.bars) or 1
        middles = page.rows((bar.label for bar in self.bars), left, page.top)
        for bar, middle in zip(self.bars, middles, strict=True):
            length = room * bar.size / largest
            page.bar(left, middle, max(length, 0.6), *_FILLS[bar.kind], weight=0.8)
            page.figures(left + length + GAP, middle, bar.amount, bar.share)
        page.upright(left, page.top, page.top + height)
        return page


class Lift(NamedTuple):
    """From rate to share: both as parts of the whole for drawing, and as text in per cent;
    no rate is None and empty.
    """

    label: str
    rate: Fraction | None
    share: Fraction
    rate_text: str
    share_text: str
    points: str
    times: str
    kind: Kind


class RatesChart(NamedTuple):
    """The lifts from the largest share down; `uniform` if all are lifted by the same factor,
    which the title then says.
    """

    frame: Frame
    lifts: tuple[Lift, ...]
    uniform: bool
    table: Table

    def draw(self) -> Page:
        """For each State a line from its rate (open circle) to its share (full circle),
        and the figures at the right.
        """
        height, left = PITCH * len(self.lifts), MARGIN + _RATE_NAMES
        page = Page(self.frame, _HEAD + height + _FOOT)
        top = page.top + _HEAD
        columns = [END - _COLUMN * place for place in range(3 if self.uniform else 4)][::-1]
        most = float(100 * max(max(lift.share, lift.rate or lift.share) for lift in self.lifts))
        per_point = (columns[0] - _COLUMN - 10.0 - left - 8.0) / most
        for value in range(0, int(most) + 1, scale_steps(most)):
            x = left + value * per_point
            page.upright(x, top, top + height, 0.8 if value == 0 else 0.4)
            words = f"{value} %" if value == 0 else str(value)
            page.text(x, top + height + 10.0, words, QUIET, "middle")
        heads, fills = say("rates_heads").split("|"), (WHITE, DARK, "", "")
        for x, heading, fill in zip(columns, heads, fills, strict=False):
            text = page.text(x, page.top + 14.0, heading, HEAD, "end")
            if fill:
                page.mark(text.x - 6.0, page.top + 11.6, "circle", 2.7, fill, DARK, 1.0)
        middles = page.rows((lift.label for lift in self.lifts), left, top, 10.0)
        for lift, middle in zip(self.lifts, middles, strict=True):
            solid = MIDDLE if lift.kind == "rest" else DARK
            end = left + float(lift.share * 100) * per_point
            if lift.rate is not None:
                start = left + float(lift.rate * 100) * per_point
                page.line(((start, middle), (end, middle)), solid, 1.6)
                page.mark(start, middle, "circle", 2.7, WHITE, solid, 1.0)
            page.mark(end, middle, "circle", 2.9, solid, solid, 0.8)
            texts = (lift.rate_text or say("none"), lift.share_text, lift.points, lift.times)
            styles = (FIGURE, LABEL, FIGURE, FIGURE)
            for x, figure, style in zip(columns, texts, styles, strict=False):
                page.beside(x, middle, figure, style, "end")
        return page


def largest_and_rest(lines: Sequence[Ranked]) -> tuple[Sequence[Ranked], Sequence[Ranked]]:
    """Who is shown alone, and who together, of lines from the largest down."""
    shown = len(lines) if len(lines) <= LARGEST + 1 else LARGEST
    return lines[:shown], lines[shown:]


def _kind_of(line: Line) -> Kind:
    """A State Party (or a State of a list without roles), or someone else."""
    return "party" if line.payer.role in ("state_party", None) else "other"


def _in_rows(result: Apportionment) -> list[tuple[str, Sequence[Line], Kind]]:
    """The rows of a picture: a name, with its role if it is no State Party; at last the rest."""
    shown, rest = largest_and_rest(ranked(result))
    rows: list[tuple[str, Sequence[Line], Kind]] = []
    for line in shown:
        kind = _kind_of(line)
        role = "" if kind == "party" else f" ({ROLE_WORDS[line.payer.role]})"
        rows.append((result.states.name(line.code) + role, [line], kind))
    if rest:
        rows.append((voice_of(result)("rest_together", n=len(rest)), rest, "rest"))
    return rows


def amounts_chart(result: Apportionment) -> AmountsChart:
    """The chart of amounts. The rows of its table sum to the cost."""
    total, currency = result.cost.total, result.cost.total.currency
    lines, rest = largest_and_rest(ranked(result))
    bars = []
    for label, some, kind in _in_rows(result):
        amount = sum(line.amount for line in some)
        share = label_share(total_share(some))
        bars.append(Bar(label, total.of(amount).grouped(), share, abs(amount), kind))
    spoken = (say("amounts_spoken", currency=currency, **bar._asdict()) for bar in bars)
    remarks = []
    if rest and lines[-1].share.value == rest[0].share.value:
        remarks.append(say("cut_among_equals"))
    if residual := result.assessment.residual:
        remarks.append(say("residual_left", amount=str(total.of(residual))))
    frame = frame_of(
        result,
        "amounts",
        _amounts_title(result, lines, rest, voice_of(result)),
        say("amounts_shows" if rest else "amounts_shows_all", currency=currency, n=LARGEST),
        [say("amounts_bars", bars="; ".join(spoken)), say("amounts_total", total=str(total))],
        remarks,
    )
    rows: list[Row] = []
    for rank, line in enumerate((*lines, *rest), 1):
        bar, name = "own" if rank <= len(lines) else "rest", result.states.name(line.code)
        amount_and_share = total.of(line.amount), line.share.value
        rows.append((rank, line.code, name, line.payer.role, *amount_and_share, bar))
    if residual:
        rows.append(("", "", say("residual_row"), "", total.of(residual), "", ""))
    table = data("rank iso3 name role amount share bar", rows)
    return AmountsChart(frame, tuple(bars), table)


def _amounts_title(
    result: Apportionment, shown: Sequence[Line], rest: Sequence[Line], voice: Voice
) -> str:
    everyone, top = len(shown) + len(rest), shown[0].share.value
    names = [result.states.name(line.code) for line in (*shown, *rest) if line.share.value == top]
    counted, share = voice.counted(everyone), per_cent(top)
    if everyone == 1:
        return voice("whole", name=names[0])
    if len(names) == everyone:
        return voice("amounts_equal", counted=counted, share=share)
    who = listed(names) if len(names) <= 3 else sentence_case(voice.counted(len(names)))
    key = "amounts_lead_each" if len(names) > 1 else "amounts_lead"
    lead = voice(key, who=who, verb=voice.verb(len(names)), share=share)
    if not rest:
        return say("amounts_most", lead=lead, counted=counted)
    small = per_cent(total_share(rest))
    return say("amounts_small", lead=lead, n=count_words(len(rest)), all=everyone, share=small)


def rates_chart(result: Apportionment) -> RatesChart:
    """The chart of rates and shares."""
    lines = ranked(result)
    lifts = [_lift(*row) for row in _in_rows(result)]
    factors = {factor for line in lines if (factor := factor_of([line])) is not None}
    spoken = (
        say(
            "rates_spoken" if lift.rate_text else "rates_spoken_none",
            label=lift.label,
            rate=lift.rate_text,
            share=lift.share_text,
        )
        for lift in lifts
    )
    assumed = sorted(
        line.code for line in lines if line.payer.rate and line.payer.rate.origin == "assumed"
    )
    names = ", ".join(map(result.states.name, assumed))
    frame = frame_of(
        result,
        "rates",
        _rates_title(result, lines, factors, voice_of(result)),
        say("rates_shows"),
        [say("rates_lines", lines="; ".join(spoken))],
        [say("rates_assumed", names=names)] if names else [],
    )
    rows: list[Row] = []
    for line in lines:
        lift, factor = _lift("", [line], _kind_of(line)), factor_of([line])
        times, name = ratio_text(factor, 6) if factor else "", result.states.name(line.code)
        rate, share, role = lift.rate_text, line.share.value, line.payer.role
        rows.append((line.code, name, role, rate, share, lift.points, times))
    table = data("iso3 name role rate share lift_points share_to_rate", rows)
    return RatesChart(frame, tuple(lifts), len(factors) == 1, table)


def factor_of(lines: Sequence[Line]) -> Fraction | None:
    """Share divided by UN rate of some lines together; None if one of them has no rate."""
    if any(line.payer.rate is None for line in lines):
        return None
    return total_share(lines) * WHOLE_RATE / sum(line.payer.weight for line in lines)


def _lift(label: str, lines: Sequence[Line], kind: Kind) -> Lift:
    factor, share = factor_of(lines), total_share(lines)
    if factor is None:
        return Lift(label, None, share, "", share_text(share, 3), "", "", kind)
    thousandths = sum(line.payer.weight for line in lines)
    rate = Fraction(thousandths, WHOLE_RATE)
    points = ("+" if share > rate else "") + share_text(share - rate, 3)
    texts = (rate_text(thousandths), share_text(share, 3), points, ratio_text(factor))
    return Lift(label, rate, share, *texts, kind)


def _rates_title(
    result: Apportionment, lines: Sequence[Line], factors: set[Fraction], voice: Voice
) -> str:
    rated = [factor for line in lines if (factor := factor_of([line])) is not None]
    if not rated:
        return voice("rates_fixed")
    times, counted = ratio_text(max(factors)), voice.counted(len(lines))
    if len(lines) == 1:
        return voice("rates_alone", name=result.states.name(lines[0].code), times=times)
    if len(factors) == 1 and len(rated) == len(lines):
        total = rate_text(result.assessment.sum_of_rates)
        return say("rates_uniform", times=times, counted=counted, sum=total)
    lifted = [factor for factor in rated if factor > 1]
    parts = (
        ("rates_lifted" if len(set(lifted)) == 1 else "rates_up_to", len(lifted)),
        ("rates_same", rated.count(Fraction(1))),
        ("rates_lowered", sum(factor < 1 for factor in rated)),
    )
    told = (
        say(
            "rates_group",
            counted=voice.counted(number),
            verb=voice.verb(number),
            what=say(key, times=times),
        )
        for key, number in parts
        if number
    )
    return sentence_case("; ".join(told))
