"""Cells of a spreadsheet as the text a person sees: dates as YYYY-MM-DD,
numbers to the fifteen digits a sheet holds.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any


def cell_text(value: Any) -> str:
    """The value of a cell as text. A sheet keeps numbers as doubles;
    what it shows are at most fifteen digits of them.
    """
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 2**53 else f"{value:.15g}"
    return str(value).strip()
