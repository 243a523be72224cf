"""The table of an assessment: one row per liable State, all text, as CSV, JSON, screen and data frames show it."""

from __future__ import annotations

from typing import NamedTuple

from ccmcost.model.assessment import Apportionment, Line
from ccmcost.model.rates import fraction_text, rate_text, share_text

COLUMNS = ("iso3", "name", "role", "rate", "share", "amount", "rounding")


class TableRow(NamedTuple):
    """`rate` per cent, three decimals; `share` per cent, six decimals, for reading only; `amount` in major units.

    `rounding` counts the residual units borne; `share_exact` is the share as a fraction `p/q`.
    """

    iso3: str
    name: str
    role: str
    rate: str
    share: str
    amount: str
    rounding: str
    share_exact: str


def table_rows(result: Apportionment, language: str = "en") -> tuple[TableRow, ...]:
    """The rows in order of alpha-3 code."""
    return tuple(_row(line, result, language) for line in result.assessment.lines)


def _row(line: Line, result: Apportionment, language: str) -> TableRow:
    rate = line.payer.rate
    share = line.share.value
    return TableRow(
        iso3=line.code,
        name=result.states.name(line.code, language),
        role=line.payer.role or "",
        rate=rate_text(rate.thousandths) if rate is not None else "",
        share=share_text(share),
        amount=result.cost.total.of(line.amount).plain(),
        rounding=str(line.rounding),
        share_exact=fraction_text(share),
    )
