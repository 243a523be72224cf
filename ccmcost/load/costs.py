"""`data/costs.toml`: the cost of each meeting in versions that are never overwritten,
and its lines.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import cast

from ccmcost.load.document import Document, read_document
from ccmcost.load.reader import Reader
from ccmcost.model.meeting import (
    COST_STATUSES,
    LINE_KINDS,
    Base,
    Cost,
    CostLine,
    CostStatus,
    LineKind,
)
from ccmcost.model.money import LARGEST_TOTAL, Money, decimals_of, no_currency, scaled_int

PERCENT_DECIMALS = 6
_LINE_KEYS = ("item", "kind", "amount", "percent", "base")
_KEYS = ("meeting", "version", "status", "amount", "currency", "adopted_on", "source", "lines")


def load_costs(reader: Reader, known: Mapping[str, object]) -> Mapping[str, tuple[Cost, ...]]:
    """The costs of each meeting, versions in order; what is wrong goes to the reader's findings."""
    source = reader.file("costs.toml")
    document = read_document(source, reader.findings)
    costs: dict[str, tuple[Cost, ...]] = {}
    if document is None:
        return costs
    document.only(("cost",))
    for entry in document.each("cost"):
        meeting = entry.need("meeting", str, "")
        cost = _cost(entry)
        if meeting not in known:
            entry.error("meeting-unknown", f'"{meeting}" is not in meetings.toml.', "meeting")
        elif cost is not None:
            versions = costs.get(meeting, ())
            if any(version.version == cost.version for version in versions):
                entry.error(
                    "duplicate-id",
                    f"version {cost.version} of the cost of {meeting} stands twice.",
                    "version",
                )
            costs[meeting] = tuple(sorted((*versions, cost), key=lambda version: version.version))
    return costs


def _cost(entry: Document) -> Cost | None:
    entry.only(_KEYS)
    currency = entry.need("currency", str, "")
    status = cast(CostStatus, entry.choice("status", COST_STATUSES, "illustrative"))
    total = read_total(entry, entry.need("amount", str, ""), currency, zero=status == "actual")
    version, adopted_on = entry.need("version", int, 0), entry.get("adopted_on", date)
    return total and Cost(total, status, entry.string("source"), version, adopted_on)


def read_total(entry: Document, amount: str, currency: str, zero: bool = False) -> Money | None:
    """The total of a cost in minor units of its currency, or None and a finding;
    `zero` says whether it may be nothing.
    """
    decimals = decimals_of(currency)
    if decimals is None:
        entry.error("currency-unknown", no_currency(currency), "currency")
        return None
    minor = scaled_int(amount, decimals)
    if minor is None:
        message = (
            f'"{amount}" is no amount of {currency}. Write plain digits, a decimal point and '
            f"{decimals} decimals at most."
        )
        entry.error("number-bad", message, "amount")
        return None
    if not (0 if zero else 1) <= minor <= LARGEST_TOTAL:
        entry.error(
            "total-range",
            f"the cost {amount} is not between 1 and 10^15 minor units of {currency}.",
            "amount",
        )
        return None
    return Money(minor, currency, decimals)


def load_cost_lines(reader: Reader, meeting: str) -> Mapping[int, tuple[CostLine, ...]]:
    """The lines of each version of a meeting's cost; empty for a version without. What is wrong
    goes to the findings.

    The versions themselves are judged by `load_costs`.
    """
    source = reader.file("costs.toml")
    document = read_document(source, reader.findings)
    found: dict[int, tuple[CostLine, ...]] = {}
    for entry in document.each("cost") if document else ():
        if entry.values.get("meeting") == meeting:
            decimals = decimals_of(str(entry.values.get("currency"))) or 0
            lines = [_line(line, decimals) for line in entry.each("lines")]
            found[entry.get("version", int, 0) or 0] = tuple(
                line for line in lines if line is not None
            )
    return found


def _line(entry: Document, decimals: int) -> CostLine | None:
    entry.only(_LINE_KEYS)
    text = entry.need("amount", str, "")
    amount = scaled_int(text, decimals)
    kind = cast(LineKind, entry.choice("kind", LINE_KINDS, "other"))
    base = cast(Base, entry.choice("base", ("", "items", "running"), ""))
    percent = entry.string("percent")
    if percent and scaled_int(percent, PERCENT_DECIMALS) is None:
        entry.error(
            "number-bad",
            f'"{percent}" is no percentage. Write plain digits, such as "13" or "12.5".',
            "percent",
        )
        percent = ""
    if amount is None:
        entry.error(
            "number-bad",
            f'"{text}" is no amount. Write plain digits and a decimal point.',
            "amount",
        )
        return None
    return CostLine(entry.need("item", str, ""), kind, amount, percent, base)
