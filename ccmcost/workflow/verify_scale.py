"""Whether the rates in a workbook are those of its scale in the data at hand."""

from __future__ import annotations

from ccmcost.findings import Findings
from ccmcost.intake.workbook_names import Cell, WorkbookFile
from ccmcost.load.data import Data
from ccmcost.model.rates import parse_rate, rate_text
from ccmcost.model.rule import Rule
from ccmcost.model.scale import Scale
from ccmcost.sharing.request import printable
from ccmcost.workflow.workbook_cells import digits_of, fault_at, text_of


def compare_scale(file: WorkbookFile, rule: Rule, shown: str, data: Data, findings: Findings) -> str:
    """Name every adopted or used rate that differs from the data; returns the scale's id, empty if the data lack it.

    A rate that the workbook's own rule gives stands for itself.
    """
    codes, adopted, used, (named, *_) = (
        file.column(name) or (Cell(name, None),) for name in ("RateCodes", "AdoptedRates", "RatesUsed", "ScaleUsed")
    )
    scale_id = text_of(named).partition(" ")[0].rstrip(",")
    if scale_id not in data.scale_periods:
        return ""
    scale = data.checked(data.scale(scale_id))
    for code, first, second in zip(codes, adopted, used, strict=False):
        _compare(text_of(code), first, scale.rates.get(text_of(code)), scale, shown, findings)
        if text_of(code) not in rule.rates:
            rate = scale.rate(text_of(code))
            _compare(text_of(code), second, rate.thousandths if rate else None, scale, shown, findings)
    return scale_id


def _compare(code: str, cell: Cell, wanted: int | None, scale: Scale, shown: str, findings: Findings) -> None:
    found = None if cell.value in (None, "") else parse_rate(digits_of(cell.value))
    if found == wanted and (found is not None or cell.value in (None, "")):
        return
    reads = f'reads "{printable(text_of(cell))}"' if cell.value is not None else "is empty"
    says = f"is {rate_text(wanted)}" if wanted is not None else "is none"
    message = f"the rate of {printable(code)} {reads}; in {scale.id} of the data at hand it {says}."
    fault_at(findings, "workbook-rate", message, shown, cell)
