"""UN rate against share: who is lifted when the rates are rescaled to those who bear the cost, and by how much."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from ccmcost.model.assessment import Apportionment, Line
from ccmcost.model.rates import WHOLE_RATE, rate_text, share_text
from ccmcost.statement.charts.amounts import LARGEST, Kind, kind_of
from ccmcost.statement.charts.frame import Frame, Table, frame_of
from ccmcost.statement.charts.wording import Voice, ranked, ratio_text, sentence_case, total_share, voice_of
from ccmcost.statement.status import ROLE_WORDS


class Lift(NamedTuple):
    """From rate to share: both as parts of the whole for drawing, and as text in per cent; no rate is None and empty."""

    label: str
    rate: Fraction | None
    share: Fraction
    rate_text: str
    share_text: str
    points: str
    times: str
    kind: Kind


class RatesChart(NamedTuple):
    """The lifts from the largest share down; `uniform` if all are lifted by the same factor, which the title then says."""

    frame: Frame
    lifts: tuple[Lift, ...]
    uniform: bool
    table: Table


def rates_chart(result: Apportionment) -> RatesChart:
    """The chart of rates and shares."""
    lines, voice = ranked(result), voice_of(result)
    shown = lines if len(lines) <= LARGEST + 1 else lines[:LARGEST]
    rest = lines[len(shown) :]
    lifts = [_lift(_label(result, line), [line], kind_of(line)) for line in shown]
    if rest:
        lifts.append(_lift(f"The other {len(rest)} {voice.bearers} together", rest, "rest"))
    factors = {factor for line in lines if (factor := factor_of([line])) is not None}
    uniform = len(factors) == 1
    title = _title(result, lines, factors, voice)
    shows = "UN rate and share of the whole, in per cent; lift in percentage points"
    frame = frame_of(result, "rates", title, shows, _findings(lifts), _remarks(result, lines))
    return RatesChart(frame, tuple(lifts), uniform, _table(result, lines))


def factor_of(lines: Sequence[Line]) -> Fraction | None:
    """Share divided by UN rate of some lines together; None if one of them has no rate."""
    if any(line.payer.rate is None for line in lines):
        return None
    return total_share(lines) * WHOLE_RATE / sum(line.payer.weight for line in lines)


def _label(result: Apportionment, line: Line) -> str:
    role = "" if kind_of(line) == "party" else f" ({ROLE_WORDS[line.payer.role]})"
    return result.states.name(line.code) + role


def _lift(label: str, lines: Sequence[Line], kind: Kind) -> Lift:
    factor, share = factor_of(lines), total_share(lines)
    if factor is None:
        return Lift(label, None, share, "", share_text(share, 3), "", "", kind)
    thousandths = sum(line.payer.weight for line in lines)
    rate = Fraction(thousandths, WHOLE_RATE)
    points = _signed(share - rate)
    return Lift(label, rate, share, rate_text(thousandths), share_text(share, 3), points, ratio_text(factor), kind)


def _signed(difference: Fraction) -> str:
    text = share_text(difference, 3)
    return f"+{text}" if difference > 0 else text


def _title(result: Apportionment, lines: Sequence[Line], factors: set[Fraction], voice: Voice) -> str:
    scale = rate_text(result.assessment.sum_of_rates)
    rated = [line for line in lines if line.payer.rate is not None]
    if not rated:
        return f"All shares of the {voice.noun} are fixed by the rule"
    if len(lines) == 1:
        times = ratio_text(max(factors))
        return f"{result.states.name(lines[0].code)} {voice.one} the whole {voice.noun}, {times} times its UN rate"
    if len(factors) == 1 and len(rated) == len(lines):
        times, everyone = ratio_text(max(factors)), voice.counted(len(lines))
        return f"Every share is {times} times the UN rate: the rates of {everyone} sum to {scale} per cent"
    return sentence_case("; ".join(_parts(rated, voice)))


def _parts(rated: Sequence[Line], voice: Voice) -> list[str]:
    factors = [factor for line in rated if (factor := factor_of([line])) is not None]
    lifted, lowered = [f for f in factors if f > 1], [f for f in factors if f < 1]
    same = len(factors) - len(lifted) - len(lowered)
    parts = []
    if lifted:
        upto = "" if len(set(lifted)) == 1 else "up to "
        times = f"{upto}{ratio_text(max(lifted))} times"
        parts.append(f"{voice.counted(len(lifted))} {voice.verb(len(lifted))} {times} the UN rate")
    for count, words in ((same, "exactly the UN rate"), (len(lowered), "less than the UN rate")):
        if count:
            parts.append(f"{voice.counted(count)} {voice.verb(count)} {words}")
    return parts


def _findings(lifts: Sequence[Lift]) -> list[str]:
    parts = [
        f"{lift.label} from {lift.rate_text} to {lift.share_text}"
        if lift.rate_text
        else f"{lift.label} {lift.share_text}, no UN rate"
        for lift in lifts
    ]
    return [f"From UN rate to share, in per cent: {'; '.join(parts)}."]


def _remarks(result: Apportionment, lines: Sequence[Line]) -> list[str]:
    assumed = [line.code for line in lines if line.payer.rate is not None and line.payer.rate.origin == "assumed"]
    names = [result.states.name(code) for code in sorted(assumed)]
    return [f"Assumed rate, not published: {', '.join(names)}."] if names else []


def _table(result: Apportionment, lines: Sequence[Line]) -> Table:
    rows = []
    for line in lines:
        lift = _lift(result.states.name(line.code), [line], kind_of(line))
        factor = factor_of([line])
        times = ratio_text(factor, 6) if factor is not None else ""
        rows.append(
            (line.code, lift.label, line.payer.role or "", lift.rate_text, share_text(line.share.value), lift.points, times)
        )
    return Table(("iso3", "name", "role", "rate", "share", "lift_points", "share_to_rate"), tuple(rows))
