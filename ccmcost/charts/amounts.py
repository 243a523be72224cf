"""Two pictures of each State in its row: the amounts as bars, and the way from UN rate to share.
The largest twenty stand alone, the rest in one row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Literal, NamedTuple, TypeVar

from ccmcost.charts.frame import (
    FINDING,
    Frame,
    data,
    equal_words,
    frame_of,
    joined,
    label_share,
    largest_words,
    noun,
    per_cent,
    ranked,
    ratio_text,
    total_share,
    whole_words,
    words_of,
)
from ccmcost.charts.lettering import text_width, wrap_heading
from ccmcost.charts.page import (
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
    Page,
    figures_room,
    names_room,
    scale_steps,
    statement,
)
from ccmcost.model.assessment import Apportionment, Line
from ccmcost.model.rates import WHOLE_RATE, rate_text, share_text
from ccmcost.model.states import Role
from ccmcost.tables.table import Row, Table
from ccmcost.words.speaker import Speaker

LARGEST = 20
"""How many States have a row of their own; one more is shown rather than grouped alone."""

Kind = Literal["party", "other", "rest"]
Ranked = TypeVar("Ranked")

_HEAD, _FOOT, _HEADING, _BESIDE = 30.0, 18.0, 52.0, 14.0
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
        """Horizontal bars, each with its amount and share beside it; a lone one in words."""
        if len(self.bars) == 1:
            told = [f"{bar.label}: {bar.amount}, {bar.share}" for bar in self.bars]
            return statement(self.frame, told)
        height = PITCH * len(self.bars)
        left = MARGIN + names_room(bar.label for bar in self.bars)
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
    figures: tuple[str, str, str, str]
    kind: Kind


class RatesChart(NamedTuple):
    """The lifts from the largest share down, under `heads`; `uniform` if all are lifted by the same
    factor, which the title then says.
    """

    frame: Frame
    lifts: tuple[Lift, ...]
    heads: tuple[str, ...]
    uniform: bool
    table: Table

    def draw(self) -> Page:
        """For each State a line from its rate (open circle) to its share (full circle),
        and the figures at the right.
        """
        if len(self.lifts) == 1:
            return statement(self.frame, [])
        height = PITCH * len(self.lifts)
        left = MARGIN + names_room(lift.label for lift in self.lifts) + 4.0
        page = Page(self.frame, _HEAD + height + _FOOT)
        top = page.top + _HEAD
        places, right = self._columns(page)
        most = float(100 * max(max(lift.share, lift.rate or lift.share) for lift in self.lifts))
        per_point = (right - left - 8.0) / most
        for value in range(0, int(most) + 1, scale_steps(most)):
            x = left + value * per_point
            page.upright(x, top, top + height, 0.8 if value == 0 else 0.4)
            page.text(x, top + height + 11.0, str(value), QUIET, "middle")
        middles = page.rows((lift.label for lift in self.lifts), left, top, 10.0)
        for lift, middle in zip(self.lifts, middles, strict=True):
            solid = MIDDLE if lift.kind == "rest" else DARK
            end = left + float(lift.share * 100) * per_point
            if lift.rate is not None:
                start = left + float(lift.rate * 100) * per_point
                page.line(((start, middle), (end, middle)), solid, 1.6)
                page.mark(start, middle, "circle", 2.7, WHITE, solid, 1.0)
            page.mark(end, middle, "circle", 2.9, solid, solid, 0.8)
            styles = (FIGURE, LABEL, FIGURE, FIGURE)
            for x, figure, style in zip(places, lift.figures, styles, strict=False):
                page.beside(x, middle, figure, style, "end")
        return page

    def _columns(self, page: Page) -> tuple[list[float], float]:
        """Where the columns of figures end, once their headings stand with the marks that they
        name; and where the first begins.
        """
        heads = [wrap_heading(head, _HEADING, HEAD) for head in self.heads]
        right, places = END, []
        for at in reversed(range(len(heads))):
            cells = [text_width(lift.figures[at], LABEL) for lift in self.lifts]
            titles = [text_width(line, HEAD) for line in heads[at]]
            places.append(right)
            first = page.top + 22.0 - 9.0 * (len(heads[at]) - 1)
            page.lines(right, first, 9.0, heads[at], HEAD, "end")
            if at < 2:
                x, fill = right - max(titles) - 7.0, (WHITE, DARK)[at]
                page.mark(x, first - 2.6, "circle", 2.7, fill, DARK, 1.0)
            right -= max(*cells, max(titles) + (12.0 if at < 2 else 0.0)) + _BESIDE
        return places[::-1], right


def largest_and_rest(lines: Sequence[Ranked]) -> tuple[Sequence[Ranked], Sequence[Ranked]]:
    """Who is shown alone, and who together, of lines from the largest down."""
    shown = len(lines) if len(lines) <= LARGEST + 1 else LARGEST
    return lines[:shown], lines[shown:]


def _kind_of(line: Line) -> Kind:
    """A State Party (or a State of a list without roles), or someone else."""
    return "party" if line.payer.role in ("state_party", None) else "other"


def white_bars(roles: Iterable[Role | None], words: Speaker) -> list[str]:
    """Whose bars are white, by the roles of those that are shown alone; empty if nobody's are."""
    others = {role for role in roles if role not in ("state_party", None)}
    return [words(f"white_bars{'_organizations' * ('organization' in others)}")] if others else []


def _in_rows(result: Apportionment, words: Speaker) -> list[tuple[str, Sequence[Line], Kind]]:
    """The rows of a picture: a name, with its role if it is no State Party; at last the rest."""
    shown, rest = largest_and_rest(ranked(result))
    rows: list[tuple[str, Sequence[Line], Kind]] = []
    for line in shown:
        kind, label = _kind_of(line), words.state(line.code)
        if kind == "other":
            label = words("with_role", name=label, role=words(f"role_{line.payer.role}"))
        rows.append((label, [line], kind))
    if rest:
        rows.append((words("ch_rest", n=len(rest)), rest, "rest"))
    return rows


def amounts_chart(result: Apportionment, language: str = "en") -> AmountsChart:
    """The chart of amounts. The rows of its table sum to the cost."""
    total, words = result.cost.total, words_of(result, language)
    lines, rest = largest_and_rest(ranked(result))
    bars = []
    for label, some, kind in _in_rows(result, words):
        amount = sum(line.amount for line in some)
        share = label_share(total_share(some), words)
        bars.append(Bar(label, words.plain(total.of(amount)), share, abs(amount), kind))
    spoken = words.joined(words("amounts_spoken", **bar._asdict()) for bar in bars)
    shows = [words("amounts_shows", currency=total.currency)]
    shows += white_bars([line.payer.role for line in lines], words)
    remarks = []
    if rest and lines[-1].share.value == rest[0].share.value:
        remarks.append(words("cut_among_equals"))
    if residual := result.assessment.residual:
        remarks.append(words("residual_left_over", amount=total.of(residual)))
    frame = frame_of(
        result,
        words,
        "amounts",
        amounts_title(
            [(line.code, line.share.value) for line in (*lines, *rest)], noun(result), words
        ),
        joined(words, *shows),
        [spoken],
        remarks,
    )
    rows: list[Row] = []
    for rank, line in enumerate((*lines, *rest), 1):
        bar, name = "own" if rank <= len(lines) else "rest", result.states.name(line.code)
        amount_and_share = total.of(line.amount), line.share.value
        rows.append((rank, line.code, name, line.payer.role, *amount_and_share, bar))
    if residual:
        rows.append(("", "", "Residual, borne by no State", "", total.of(residual), "", ""))
    table = data("rank iso3 name role amount share bar", rows)
    return AmountsChart(frame, tuple(bars), table)


def amounts_title(bearing: Sequence[tuple[str, Fraction]], noun: str, words: Speaker) -> str:
    """What the largest amounts make up, and all that have no bar of their own; `bearing` holds code
    and share of everyone, largest first.
    """
    shares = [share for _, share in bearing]
    if len(shares) == 1:
        return whole_words(words.state(bearing[0][0]), noun, words)
    if shares[0] * len(shares) == sum(shares):
        return equal_words(shares, noun, words)
    count = FINDING if len(shares) >= 2 * FINDING else shares.count(shares[0])
    _, rest = largest_and_rest(shares)
    return joined(
        words,
        largest_words(shares, count, noun, words),
        smallest_words(rest, words) if rest else "",
    )


def smallest_words(rest: Sequence[Fraction], words: Speaker) -> str:
    """What the shares in the last row make up, as the second half of a title."""
    share = per_cent(sum(rest, Fraction(0)), words)
    return words.for_number("smallest", len(rest), n=words.shown(len(rest)), share=share)


def rates_chart(result: Apportionment, language: str = "en") -> RatesChart:
    """The chart of rates and shares."""
    lines, words = ranked(result), words_of(result, language)
    lifts = [_lift(*row, words) for row in _in_rows(result, words)]
    factors = {factor for line in lines if (factor := factor_of([line])) is not None}
    uniform = len(factors) == 1
    spoken = (
        words(
            "rates_spoken" if lift.rate is not None else "rates_spoken_none",
            label=lift.label,
            rate=lift.figures[0],
            share=lift.figures[1],
        )
        for lift in lifts
    )
    assumed = sorted(
        line.code for line in lines if line.payer.rate and line.payer.rate.origin == "assumed"
    )
    names = words("join_states").join(map(words.state, assumed))
    frame = frame_of(
        result,
        words,
        "rates",
        _rates_title(result, lines, factors, words),
        words("rates_shows"),
        [words.joined(spoken)],
        [words("rates_assumed", names=names)] if names else [],
    )
    rows: list[Row] = []
    for line in lines:
        factor, share, name = factor_of([line]), line.share.value, result.states.name(line.code)
        rate, lift = _plain_lift([line])
        times = ratio_text(factor, 6) if factor else ""
        rows.append((line.code, name, line.payer.role, rate, share, lift, times))
    table = data("iso3 name role rate share lift_points share_to_rate", rows)
    heads = tuple(words(key) for key in ("head_rate", "head_share", "head_lift", "head_times"))
    return RatesChart(frame, tuple(lifts), heads[:3] if uniform else heads, uniform, table)


def factor_of(lines: Sequence[Line]) -> Fraction | None:
    """Share divided by UN rate of some lines together; None if one of them has no rate."""
    if any(line.payer.rate is None for line in lines):
        return None
    return total_share(lines) * WHOLE_RATE / sum(line.payer.weight for line in lines)


def _plain_lift(lines: Sequence[Line]) -> tuple[str, str]:
    """The UN rate of some lines together in per cent, and by how many points their share is above
    it; empty without a rate.
    """
    if factor_of(lines) is None:
        return "", ""
    thousandths, share = sum(line.payer.weight for line in lines), total_share(lines)
    rate = Fraction(thousandths, WHOLE_RATE)
    return rate_text(thousandths), ("+" if share > rate else "") + share_text(share - rate, 3)


def _lift(label: str, lines: Sequence[Line], kind: Kind, words: Speaker) -> Lift:
    factor, share = factor_of(lines), total_share(lines)
    written = words.per_cent(share, 3)
    if factor is None:
        return Lift(label, None, share, (words("none"), written, "", ""), kind)
    rate, lift = _plain_lift(lines)
    times = words.number(ratio_text(factor))
    return Lift(
        label,
        Fraction(sum(line.payer.weight for line in lines), WHOLE_RATE),
        share,
        (words.number(rate), written, words.number(lift), times),
        kind,
    )


def _rates_title(
    result: Apportionment, lines: Sequence[Line], factors: set[Fraction], words: Speaker
) -> str:
    rated = [factor for line in lines if (factor := factor_of([line])) is not None]
    if not rated:
        return words(f"rates_fixed_{noun(result)}")
    times = words.number(ratio_text(max(factors)))
    if len(lines) == 1:
        whole = whole_words(words.state(lines[0].code), noun(result), words)
        return joined(words, whole, words("rates_alone", times=times))
    if len(factors) == 1 and len(rated) == len(lines):
        total = words.number(rate_text(result.assessment.sum_of_rates))
        return words("rates_uniform", times=times, sum=total)
    lifted = [factor for factor in rated if factor > 1]
    parts = (
        ("rates_lifted" if len(set(lifted)) == 1 else "rates_up_to", len(lifted)),
        ("rates_same", rated.count(Fraction(1))),
        ("rates_lowered", sum(factor < 1 for factor in rated)),
    )
    told = (
        words.for_number(key, number, n=words.shown(number), times=times)
        for key, number in parts
        if number
    )
    return joined(words, *told)
