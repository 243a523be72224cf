"""Amounts by State: the largest twenty, each with its own bar, and the rest in one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from ccmcost.model.assessment import Apportionment, Line
from ccmcost.model.rates import share_text
from ccmcost.statement.charts.frame import Frame, Table, frame_of
from ccmcost.statement.charts.wording import (
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
from ccmcost.statement.status import ROLE_WORDS

LARGEST = 20
"""How many States have a bar of their own; one more is shown rather than grouped alone."""

Kind = Literal["party", "other", "rest"]


class Bar(NamedTuple):
    """One bar: `size` is the amount in minor units without its sign; `kind` is a State Party, someone else, or the rest."""

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


def amounts_chart(result: Apportionment) -> AmountsChart:
    """The chart of amounts. The rows of its table sum to the cost."""
    lines = ranked(result)
    shown = lines if len(lines) <= LARGEST + 1 else lines[:LARGEST]
    rest = lines[len(shown) :]
    voice = voice_of(result)
    bars = [_bar(result, line) for line in shown]
    if rest:
        bars.append(_rest_bar(result, rest, voice))
    frame = frame_of(
        result,
        "amounts",
        _title(result, lines, rest, voice),
        _shows(result, rest),
        _findings(bars, result),
        _remarks(result, lines, rest),
    )
    return AmountsChart(frame, tuple(bars), _table(result, lines, len(shown)))


def kind_of(line: Line) -> Kind:
    """A State Party (or a State of a list without roles), or someone else."""
    return "party" if line.payer.role in ("state_party", None) else "other"


def _bar(result: Apportionment, line: Line) -> Bar:
    role = "" if kind_of(line) == "party" else f" ({ROLE_WORDS[line.payer.role]})"
    label = result.states.name(line.code) + role
    return Bar(
        label, result.cost.total.of(line.amount).grouped(), label_share(line.share.value), abs(line.amount), kind_of(line)
    )


def _rest_bar(result: Apportionment, rest: Sequence[Line], voice: Voice) -> Bar:
    amount = sum(line.amount for line in rest)
    label = f"The other {len(rest)} {voice.bearers} together"
    return Bar(label, result.cost.total.of(amount).grouped(), label_share(total_share(rest)), abs(amount), "rest")


def _title(result: Apportionment, lines: Sequence[Line], rest: Sequence[Line], voice: Voice) -> str:
    top = lines[0].share.value
    first = [line for line in lines if line.share.value == top]
    names = [result.states.name(line.code) for line in first]
    if len(lines) == 1:
        return f"{names[0]} {voice.one} the whole {voice.noun}"
    if len(first) == len(lines):
        return f"All {voice.counted(len(lines))} {voice.many} the same share, {per_cent(top)} per cent each"
    who = listed(names) if len(names) <= 3 else sentence_case(voice.counted(len(names)))
    each = " each" if len(first) > 1 else ""
    lead = f"{who} {voice.verb(len(first))} {per_cent(top)} per cent of the {voice.noun}{each}"
    if not rest:
        return f"{lead}, the most among {voice.counted(len(lines))}"
    small = per_cent(total_share(rest))
    return f"{lead}; the {count_words(len(rest))} smallest of {len(lines)} assessments make up {small} per cent"


def _shows(result: Apportionment, rest: Sequence[Line]) -> str:
    which = f"the {LARGEST} largest and the rest" if rest else "from the largest down"
    return f"Amounts in {result.cost.total.currency}, {which}, with shares in per cent"


def _findings(bars: Sequence[Bar], result: Apportionment) -> list[str]:
    currency = result.cost.total.currency
    figures = "; ".join(f"{bar.label} {currency} {bar.amount} ({bar.share})" for bar in bars)
    return [f"Horizontal bars: {figures}.", f"Total {result.cost.total}."]


def _remarks(result: Apportionment, lines: Sequence[Line], rest: Sequence[Line]) -> list[str]:
    remarks = []
    if rest and lines[LARGEST - 1].share.value == lines[LARGEST].share.value:
        remarks.append("The last bar of its own and the first in the group have equal shares; rate, then code decides.")
    if result.assessment.residual:
        remarks.append(f"Rounding leaves {result.cost.total.of(result.assessment.residual)} that no State bears.")
    return remarks


def _table(result: Apportionment, lines: Sequence[Line], shown: int) -> Table:
    rows = [
        (
            str(rank),
            line.code,
            result.states.name(line.code),
            line.payer.role or "",
            result.cost.total.of(line.amount).plain(),
            share_text(line.share.value),
            "own" if rank <= shown else "rest",
        )
        for rank, line in enumerate(lines, 1)
    ]
    if result.assessment.residual:
        rows.append(
            ("", "", "Residual, borne by no State", "", result.cost.total.of(result.assessment.residual).plain(), "", "")
        )
    return Table(("rank", "iso3", "name", "role", "amount", "share", "bar"), tuple(rows))
