"""Amounts by State: the largest twenty, each with its own bar, and the rest in one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple, TypeVar

from ccmcost.charts.frame import Frame, data, frame_of
from ccmcost.charts.layout import (
    DARK,
    GAP,
    HAIR,
    MARGIN,
    MIDDLE,
    PITCH,
    THICK,
    WHITE,
    WIDTH,
    figures,
    figures_width,
    framed,
    rows,
)
from ccmcost.charts.sheet import Sheet
from ccmcost.charts.wording import (
    Voice,
    count_words,
    label_share,
    listed,
    per_cent,
    ranked,
    sentence_case,
    total_share,
    voice_of,
)
from ccmcost.model.assessment import Apportionment, Line
from ccmcost.tables.table import Row, Table
from ccmcost.words.status import ROLE_WORDS

LARGEST = 20
"""How many States have a bar of their own; one more is shown rather than grouped alone."""

Kind = Literal["party", "other", "rest"]
Ranked = TypeVar("Ranked")

_NAMES = 168.0
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

    def draw(self) -> Sheet:
        """Horizontal bars, each with its amount and share beside it."""
        sheet, top = framed(self.frame, PITCH * len(self.bars) + 4.0)
        left = MARGIN + _NAMES
        room = WIDTH - MARGIN - left - GAP - figures_width(self.bars)
        largest = max(bar.size for bar in self.bars) or 1
        for bar, middle in rows(sheet, self.bars, left, top):
            fill, stroke = _FILLS[bar.kind]
            length = room * bar.size / largest
            sheet.rect(
                left,
                middle - THICK / 2,
                max(length, 0.6),
                THICK,
                fill,
                stroke,
                0.8 if stroke else 0.0,
            )
            figures(sheet, left + length + GAP, middle, bar)
        sheet.line(((left, top), (left, top + PITCH * len(self.bars))), HAIR, 0.8)
        return sheet


def amounts_chart(result: Apportionment) -> AmountsChart:
    """The chart of amounts. The rows of its table sum to the cost."""
    lines, rest = largest_and_rest(ranked(result))
    total = result.cost.total

    def bar(label: str, some: Sequence[Line], kind: Kind) -> Bar:
        amount = sum(line.amount for line in some)
        return Bar(
            label, total.of(amount).grouped(), label_share(total_share(some)), abs(amount), kind
        )

    bars = [bar(named(result, line), [line], kind_of(line)) for line in lines]
    bars += [bar(rest_words(result, rest), rest, "rest")] if rest else []
    which = f"the {LARGEST} largest and the rest" if rest else "from the largest down"
    spoken = "; ".join(
        f"{each.label} {total.currency} {each.amount} ({each.share})" for each in bars
    )
    frame = frame_of(
        result,
        "amounts",
        _title(result, lines, rest, voice_of(result)),
        f"Amounts in {total.currency}, {which}, with shares in per cent",
        [f"Horizontal bars: {spoken}.", f"Total {total}."],
        _remarks(result, lines, rest),
    )
    return AmountsChart(frame, tuple(bars), _table(result, lines, rest))


def largest_and_rest(lines: Sequence[Ranked]) -> tuple[Sequence[Ranked], Sequence[Ranked]]:
    """Who is shown alone, and who together, of lines from the largest down."""
    shown = len(lines) if len(lines) <= LARGEST + 1 else LARGEST
    return lines[:shown], lines[shown:]


def kind_of(line: Line) -> Kind:
    """A State Party (or a State of a list without roles), or someone else."""
    return "party" if line.payer.role in ("state_party", None) else "other"


def named(result: Apportionment, line: Line) -> str:
    """The name of a State, with its role if it is no State Party."""
    role = "" if kind_of(line) == "party" else f" ({ROLE_WORDS[line.payer.role]})"
    return result.states.name(line.code) + role


def rest_words(result: Apportionment, rest: Sequence[Line]) -> str:
    """What those are called who are shown together."""
    return f"The other {len(rest)} {voice_of(result).bearers} together"


def _title(result: Apportionment, shown: Sequence[Line], rest: Sequence[Line], voice: Voice) -> str:
    everyone, top = len(shown) + len(rest), shown[0].share.value
    names = [result.states.name(line.code) for line in (*shown, *rest) if line.share.value == top]
    if everyone == 1:
        return f"{names[0]} {voice.one} the whole {voice.noun}"
    if len(names) == everyone:
        return (
            f"All {voice.counted(everyone)} {voice.many} the same share, {per_cent(top)} per "
            "cent each"
        )
    who = listed(names) if len(names) <= 3 else sentence_case(voice.counted(len(names)))
    each = " each" if len(names) > 1 else ""
    lead = f"{who} {voice.verb(len(names))} {per_cent(top)} per cent of the {voice.noun}{each}"
    if not rest:
        return f"{lead}, the most among {voice.counted(everyone)}"
    small = per_cent(total_share(rest))
    return (
        f"{lead}; the {count_words(len(rest))} smallest of {everyone} assessments make up "
        f"{small} per cent"
    )


def _remarks(result: Apportionment, shown: Sequence[Line], rest: Sequence[Line]) -> list[str]:
    remarks = []
    if rest and shown[-1].share.value == rest[0].share.value:
        remarks.append(
            "The last bar of its own and the first in the group have equal shares; rate, then "
            "code decides."
        )
    if result.assessment.residual:
        remarks.append(
            f"Rounding leaves {result.cost.total.of(result.assessment.residual)} that no State "
            "bears."
        )
    return remarks


def _table(result: Apportionment, shown: Sequence[Line], rest: Sequence[Line]) -> Table:
    of, residual = result.cost.total.of, result.assessment.residual
    rows: list[Row] = []
    for rank, line in enumerate((*shown, *rest), 1):
        bar, name = "own" if rank <= len(shown) else "rest", result.states.name(line.code)
        rows.append(
            (rank, line.code, name, line.payer.role, of(line.amount), line.share.value, bar)
        )
    if residual:
        rows.append(("", "", "Residual, borne by no State", "", of(residual), "", ""))
    return data("rank iso3 name role amount share bar", rows)
