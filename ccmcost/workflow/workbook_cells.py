"""What the cells of a workbook say."""

from __future__ import annotations

from decimal import Decimal

from ccmcost.findings import Findings
from ccmcost.intake.workbook_names import Cell


def fault_at(findings: Findings, code: str, message: str, shown: str, cell: Cell) -> None:
    """A finding at a cell of a workbook."""
    findings.error(code, message, f"{shown}:{cell.place}")


def text_of(cell: Cell) -> str:
    """What a cell says, as text."""
    return "" if cell.value is None else str(cell.value)


def digits_of(value: object) -> str:
    """A number of a spreadsheet as the digits a person sees: the shortest that give the same double."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return ""
    number = Decimal(repr(value))
    return f"{number:f}" if number.is_finite() else ""
