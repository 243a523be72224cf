"""The lines of a cost in `data/costs.toml`: what an imported estimate was made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from ccmcost.load.document import Document, read_document
from ccmcost.load.reader import Reader
from ccmcost.model.cost_lines import LINE_KINDS, Base, CostLine, LineKind
from ccmcost.model.currency import decimals_of
from ccmcost.model.money import scaled_int

PERCENT_DECIMALS = 6
_KEYS = ("item", "kind", "amount", "percent", "base")


def load_cost_lines(reader: Reader, meeting: str) -> Mapping[int, tuple[CostLine, ...]]:
    """The lines of each version of a meeting's cost; empty for a version without. What is wrong goes to the findings.

    The versions themselves are judged by `load_costs`.
    """
    source = reader.file("costs.toml")
    document = read_document(source, reader.findings) if source else None
    found: dict[int, tuple[CostLine, ...]] = {}
    for entry in document.each("cost") if document else ():
        if entry.values.get("meeting") == meeting:
            decimals = decimals_of(str(entry.values.get("currency"))) or 0
            lines = [_line(line, decimals) for line in entry.each("lines")]
            found[entry.get("version", int, 0) or 0] = tuple(line for line in lines if line is not None)
    return found


def _line(entry: Document, decimals: int) -> CostLine | None:
    entry.only(_KEYS)
    text = entry.need("amount", str, "")
    amount = scaled_int(text, decimals)
    kind = cast(LineKind, entry.choice("kind", LINE_KINDS, "other"))
    base = cast(Base, entry.choice("base", ("", "items", "running"), ""))
    percent = entry.get("percent", str) or ""
    if percent and scaled_int(percent, PERCENT_DECIMALS) is None:
        entry.error("number-bad", f'"{percent}" is no percentage. Write plain digits, such as "13" or "12.5".', "percent")
        percent = ""
    if amount is None:
        entry.error("number-bad", f'"{text}" is no amount. Write plain digits and a decimal point.', "amount")
        return None
    return CostLine(entry.need("item", str, ""), kind, amount, percent, base)
