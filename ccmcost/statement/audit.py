"""What an audit pack shows: tables that are files as well, amounts to recompute, checks that tie."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from ccmcost.model.assessment import Apportionment, Line
from ccmcost.model.money import Money
from ccmcost.model.rates import rate_text
from ccmcost.sharing.explanation import Explanation, explain


class Sheet(NamedTuple):
    """A table of the pack: a CSV file, and on the index page the columns of `shown` (all if empty), with the sums of `foot`.

    Amounts are in major units; the CSV file has no row of sums.
    """

    file: str
    title: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shown: tuple[str, ...] = ()
    foot: tuple[tuple[str, ...], ...] = ()


class Check(NamedTuple):
    """Two sums that must be the same, each found in its own way."""

    what: str
    one: Money
    other: Money

    @property
    def holds(self) -> bool:
        """Whether they are, to the last minor unit."""
        return self.one == self.other


class Again(NamedTuple):
    """How the amounts of one issue of one meeting are computed again, and whether that was done with these very files.

    `options` are those of `ccmcost adjust`, in the folder of the pack; `amounts` is the file that it must print.

    `worked` is one amount of the last issue, step by step; `pocket` the same for a pocket calculator.
    """

    event: int
    meeting: str
    options: tuple[str, ...]
    amounts: str
    done: bool
    worked: Explanation | None
    pocket: tuple[str, ...]


class Meeting(NamedTuple):
    """A meeting of the pack in words."""

    id: str
    name: str
    days: str
    place: str


class Pack(NamedTuple):
    """The index of an audit pack. `remarks` are what an auditor must see first: what is not as it was at issue."""

    convention: str
    title: str
    made_by: str
    as_of: str
    events: int
    last_hash: str
    meetings: tuple[Meeting, ...]
    remarks: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    checks: tuple[Check, ...]
    again: tuple[Again, ...]
    files: int


def worked_line(result: Apportionment) -> Line:
    """The line to work through by hand: the largest pro rata amount that bears no residual unit, else the largest."""
    lines = result.assessment.lines
    plain = [line for line in lines if line.share.kind == "pro_rata" and not line.rounding]
    return max(plain or lines, key=lambda line: (line.amount, line.code))


def worked(result: Apportionment, line: Line) -> Explanation | None:
    """The derivation of that amount."""
    return explain(result, line.code)


def pocket(result: Apportionment, line: Line) -> tuple[str, ...]:
    """What to key in: cost times rate by the sum of rates; where the rule does more, cost times the exact share."""
    total, share = result.cost.total, line.share.value
    rates = result.assessment.sum_of_rates
    if rates and share == Fraction(line.payer.weight, rates):
        keyed = f"{total.grouped()} × {rate_text(line.payer.weight)} ÷ {rate_text(rates)}"
    else:
        keyed = f"{total.grouped()} × {share.numerator} ÷ {share.denominator}"
    lines = [f"{keyed} = {_decimals(line.exact, total)}"]
    before = total.of(line.amount - line.rounding * result.assessment.unit)
    lines.append(f"in whole units of {total.of(abs(result.assessment.unit))}: {before.grouped()}")
    if line.rounding:
        lines.append(f"and {line.rounding:+d} unit of what rounding left over: {total.of(line.amount).grouped()}")
    return tuple(lines)


def _decimals(exact: Fraction, money: Money) -> str:
    """An exact amount in major units with four more decimals than the currency has, cut, as a calculator shows it."""
    scaled = abs(exact) * 10_000
    whole = Money(scaled.numerator // scaled.denominator, money.currency, money.decimals + 4)
    if scaled.denominator != 1:
        return ("-" if exact < 0 else "") + whole.grouped() + "..."
    text = whole.grouped()
    kept = max(len(text.rstrip("0").rstrip(".")), len(text) - 4 - (not money.decimals))
    return ("-" if exact < 0 else "") + text[:kept]
