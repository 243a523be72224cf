"""UN rate against share: who is lifted when the rates are rescaled to those who bear the cost,
and by how much.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from ccmcost.charts.amounts import Kind, kind_of, largest_and_rest, named, rest_words
from ccmcost.charts.frame import Frame, data, frame_of
from ccmcost.charts.layout import (
    DARK,
    FIGURE,
    HAIR,
    HEAD,
    LABEL,
    MARGIN,
    MIDDLE,
    PITCH,
    QUIET,
    WHITE,
    WIDTH,
    beside,
    framed,
    rows,
    scale_steps,
)
from ccmcost.charts.sheet import Sheet
from ccmcost.charts.wording import Voice, ranked, ratio_text, sentence_case, total_share, voice_of
from ccmcost.model.assessment import Apportionment, Line
from ccmcost.model.rates import WHOLE_RATE, rate_text, share_text
from ccmcost.tables.table import Table

_NAMES, _HEAD, _FOOT, _COLUMN = 150.0, 26.0, 18.0, 46.0


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

    def draw(self) -> Sheet:
        """For each State a line from its rate (open circle) to its share (full circle),
        and the figures at the right.
        """
        height = PITCH * len(self.lifts)
        sheet, top = framed(self.frame, _HEAD + height + _FOOT)
        columns = [WIDTH - MARGIN - _COLUMN * place for place in range(3 if self.uniform else 4)][
            ::-1
        ]
        left, right = MARGIN + _NAMES, columns[0] - _COLUMN - 10.0
        most = float(100 * max(max(lift.share, lift.rate or lift.share) for lift in self.lifts))
        per_point = (right - left - 8.0) / most
        _axis(sheet, left, top + _HEAD, height, per_point, most)
        for x, heading, fill in zip(
            columns, ("UN rate", "Share", "Lift", "Times"), (WHITE, DARK, "", ""), strict=False
        ):
            text = sheet.text(x, top + 14.0, heading, HEAD, "end")
            if fill:
                sheet.mark(text.x - 6.0, top + 11.6, "circle", 2.7, fill, DARK, 1.0)
        for lift, middle in rows(sheet, self.lifts, left, top + _HEAD, 10.0):
            _line(sheet, lift, left, middle, per_point)
            texts = (lift.rate_text or "none", lift.share_text, lift.points, lift.times)
            for x, words, style in zip(
                columns, texts, (FIGURE, LABEL, FIGURE, FIGURE), strict=False
            ):
                beside(sheet, x, middle, words, style, "end")
        return sheet


def _axis(
    sheet: Sheet, left: float, top: float, height: float, per_point: float, most: float
) -> None:
    for value in range(0, int(most) + 1, scale_steps(most)):
        x = left + value * per_point
        sheet.line(((x, top), (x, top + height)), HAIR, 0.8 if value == 0 else 0.4)
        sheet.text(
            x, top + height + 10.0, f"{value} %" if value == 0 else str(value), QUIET, "middle"
        )


def _line(sheet: Sheet, lift: Lift, left: float, middle: float, per_point: float) -> None:
    end = left + float(lift.share * 100) * per_point
    solid = MIDDLE if lift.kind == "rest" else DARK
    if lift.rate is not None:
        start = left + float(lift.rate * 100) * per_point
        sheet.line(((start, middle), (end, middle)), solid, 1.6)
        sheet.mark(start, middle, "circle", 2.7, WHITE, solid, 1.0)
    sheet.mark(end, middle, "circle", 2.9, solid, solid, 0.8)


def rates_chart(result: Apportionment) -> RatesChart:
    """The chart of rates and shares."""
    lines = ranked(result)
    shown, rest = largest_and_rest(lines)
    lifts = [_lift(named(result, line), [line], kind_of(line)) for line in shown]
    lifts += [_lift(rest_words(result, rest), rest, "rest")] if rest else []
    factors = {factor for line in lines if (factor := factor_of([line])) is not None}
    spoken = "; ".join(
        f"{lift.label} from {lift.rate_text} to {lift.share_text}"
        if lift.rate_text
        else f"{lift.label} {lift.share_text}, no UN rate"
        for lift in lifts
    )
    assumed = [
        line.code
        for line in lines
        if line.payer.rate is not None and line.payer.rate.origin == "assumed"
    ]
    names = ", ".join(result.states.name(code) for code in sorted(assumed))
    frame = frame_of(
        result,
        "rates",
        _title(result, lines, factors, voice_of(result)),
        "UN rate and share of the whole, in per cent; lift in percentage points",
        [f"From UN rate to share, in per cent: {spoken}."],
        [f"Assumed rate, not published: {names}."] if names else [],
    )
    return RatesChart(frame, tuple(lifts), len(factors) == 1, _table(result, lines))


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
    return Lift(
        label,
        rate,
        share,
        rate_text(thousandths),
        share_text(share, 3),
        points,
        ratio_text(factor),
        kind,
    )


def _title(
    result: Apportionment, lines: Sequence[Line], factors: set[Fraction], voice: Voice
) -> str:
    rated = [factor for line in lines if (factor := factor_of([line])) is not None]
    if not rated:
        return f"All shares of the {voice.noun} are fixed by the rule"
    times = ratio_text(max(factors))
    if len(lines) == 1:
        return (
            f"{result.states.name(lines[0].code)} {voice.one} the whole {voice.noun}, {times} "
            "times its UN rate"
        )
    if len(factors) == 1 and len(rated) == len(lines):
        scale = rate_text(result.assessment.sum_of_rates)
        return (
            f"Every share is {times} times the UN rate: the rates of {voice.counted(len(lines))} "
            f"sum to {scale} per cent"
        )
    lifted, same, lowered = (
        [f for f in rated if f > 1],
        [f for f in rated if f == 1],
        [f for f in rated if f < 1],
    )
    upto = "" if len(set(lifted)) == 1 else "up to "
    parts = (
        (lifted, f"{upto}{times} times the UN rate"),
        (same, "exactly the UN rate"),
        (lowered, "less than the UN rate"),
    )
    words = [
        f"{voice.counted(len(some))} {voice.verb(len(some))} {what}" for some, what in parts if some
    ]
    return sentence_case("; ".join(words))


def _table(result: Apportionment, lines: Sequence[Line]) -> Table:
    rows = []
    for line in lines:
        lift, factor = (
            _lift(result.states.name(line.code), [line], kind_of(line)),
            factor_of([line]),
        )
        times = ratio_text(factor, 6) if factor is not None else ""
        rows.append(
            (
                line.code,
                lift.label,
                line.payer.role,
                lift.rate_text,
                line.share.value,
                lift.points,
                times,
            )
        )
    return data("iso3 name role rate share lift_points share_to_rate", rows)
