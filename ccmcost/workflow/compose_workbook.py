"""The finance office's workbook, as files for the folder of a result."""

from __future__ import annotations

from datetime import date

from ccmcost.manifest import file_name
from ccmcost.model.assessment import Apportionment
from ccmcost.render.xlsx.workbook import workbook_bytes
from ccmcost.statement.workbook import workbook_of


def compose(result: Apportionment, as_of: date) -> dict[str, bytes]:
    """`apportionment.xlsx` by its name in the folder."""
    return {file_name(result, "apportionment.xlsx"): workbook_bytes(workbook_of(result, as_of))}
