"""Whether the amounts in a workbook are what ccmcost gives from the inputs in the same workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ccmcost.calc.assess import assess
from ccmcost.errors import DataError
from ccmcost.findings import Findings
from ccmcost.intake.workbook_names import Cell, WorkbookFile, open_workbook
from ccmcost.load.data import Data
from ccmcost.load.rules import rule_in
from ccmcost.model.assessment import Assessment, Payer
from ccmcost.model.money import Money, scaled_int
from ccmcost.model.rates import Rate, parse_rate
from ccmcost.model.rule import Rule
from ccmcost.model.source import SourceFile
from ccmcost.model.states import State, States
from ccmcost.sharing.request import printable
from ccmcost.words.status import ROLE_WORDS
from ccmcost.workflow.verify_scale import compare_scale
from ccmcost.workflow.workbook_cells import digits_of, fault_at, text_of

_TABLE = ("StateCodes", "StateNames", "StateRoles", "LeastDeveloped", "RateCodes", "RatesUsed", "RuleText")
_INPUTS = ("TotalCost", "Decimals", "Currency")
_RESULTS = (
    *("BearsTheCost", "BilledCodes", "RoundedAmounts", "ResidualAmounts", "Amounts", "SumOfAmounts"),
    *("ValueCodes", "ValueAmounts"),
)
_ROLES = {word: role for role, word in ROLE_WORDS.items() if word}


class Answer(NamedTuple):
    """Whether a State bears the cost, as the workbook says now and as it was written."""

    code: str
    name: str
    cell: Cell
    bears: bool
    bore: bool


class Verified(NamedTuple):
    """What was compared and found equal; `changed` says whether the inputs differ from those ccmcost wrote.

    `scale` is the scale of the data that its rates are equal to; empty if the data at hand do not hold it. `written` is the
    total as ccmcost wrote it. `meeting` is the line that names the meeting; empty in a workbook without one.
    """

    total: Money
    rule: str
    amounts: int
    values: int
    changed: bool
    scale: str
    written: Money
    rule_text: str
    meeting: Cell
    answers: tuple[Answer, ...]


class _Sheet(NamedTuple):
    """The inputs of a workbook, as far as they can be read. `payers` are all States it names, by code."""

    file: WorkbookFile
    shown: str
    payers: Mapping[str, Payer]
    names: Mapping[str, str]
    rule: Rule


def verify_workbook(source: SourceFile, data: Data) -> Verified:
    """Recompute a workbook's amounts from its own inputs, and compare its rates with those of the data at hand.

    Raises DataError naming every cell that differs.
    """
    findings = Findings()
    opened = open_workbook(source, findings)
    findings.stop_on_errors()
    assert opened is not None
    sheet = _read(opened, source, findings)
    findings.stop_on_errors()
    assert sheet is not None
    live = opened.column("WrittenAnswers") is not None
    now = _assessment(sheet, _total(sheet, findings), "BearsTheCost", findings)
    then = _written(sheet, findings) if live else now
    findings.stop_on_errors()
    assert now is not None and then is not None
    _compare_apportionment(sheet, now, findings)
    _compare_values(sheet, then, findings)
    scale = compare_scale(opened, sheet.rule, source.shown, data, findings)
    findings.stop_on_errors()
    same = now.total == then.total and [line.code for line in now.lines] == [line.code for line in then.lines]
    meeting = (opened.column("MeetingUsed") or (Cell("Participants!A2", None),))[0]
    return Verified(
        now.total,
        sheet.rule.id,
        len(now.lines),
        len(then.lines),
        not same,
        scale,
        then.total,
        sheet.rule.text,
        meeting,
        _answers(sheet, now, then),
    )


def _answers(sheet: _Sheet, now: Assessment, then: Assessment) -> tuple[Answer, ...]:
    cells = sheet.file.column("BearsTheCost") or ()
    return tuple(
        Answer(code, sheet.names.get(code, code), cell, now.line(code) is not None, then.line(code) is not None)
        for code, cell in zip(sheet.payers, cells, strict=False)
    )


def _read(file: WorkbookFile, source: SourceFile, findings: Findings) -> _Sheet | None:
    missing = [name for name in (*_TABLE, *_INPUTS, *_RESULTS) if not file.column(name)]
    if missing:
        more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
        message = f"the workbook has no place called {', '.join(missing[:3])}{more}; ccmcost did not write it."
        findings.error("workbook-foreign", message, source.shown)
        return None
    codes, names, roles, poor, rate_codes, rates, text = (file.column(name) or () for name in _TABLE)
    known = {text_of(cell): _rate(rate, source, findings) for cell, rate in zip(rate_codes, rates, strict=False)}
    called = {text_of(code): text_of(name) for code, name in zip(codes, names, strict=False)}
    payers = {}
    for code, role, ldc in zip(codes, roles, poor, strict=False):
        payers[text_of(code)] = Payer(
            text_of(code), _ROLES.get(text_of(role)), known.get(text_of(code)), text_of(ldc) == "Yes"
        )
    if len(payers) != len(codes):
        fault_at(findings, "workbook-input", "a State stands twice, or a row has none.", source.shown, codes[0])
    states = States({code: State(code, "", "", {"en": name}, None, "", "", None, None) for code, name in called.items()})
    content = "\n".join(text_of(cell) for cell in text).encode("utf-8", "replace")
    rule = rule_in(SourceFile("rule", "command line", content, f"{source.shown}:About"), findings, states)
    return _Sheet(file, source.shown, payers, called, rule) if rule is not None else None


def _rate(cell: Cell, source: SourceFile, findings: Findings) -> Rate | None:
    if cell.value is None:
        return None
    rate = parse_rate(digits_of(cell.value))
    if rate is None:
        message = f'"{printable(text_of(cell))}" is no rate of at most three decimals.'
        fault_at(findings, "workbook-input", message, source.shown, cell)
        return None
    return Rate(rate, "workbook", "")


def _total(sheet: _Sheet, findings: Findings) -> Money | None:
    (cell, *_), (decimals, *_), (currency, *_) = (
        sheet.file.column(key) or () for key in ("TotalCost", "Decimals", "Currency")
    )
    if not _is_decimals(decimals.value):
        message = f'decimals must be 0, 1, 2 or 3, not "{printable(text_of(decimals))}".'
        fault_at(findings, "workbook-input", message, sheet.shown, decimals)
        return None
    minor = scaled_int(digits_of(cell.value), int(decimals.value))
    if not minor:
        message = f'"{printable(text_of(cell))}" is no total with at most {decimals.value} decimals.'
        fault_at(findings, "workbook-input", message, sheet.shown, cell)
        return None
    return Money(minor, printable(text_of(currency), 12), int(decimals.value))


def _is_decimals(value: object) -> bool:
    return not isinstance(value, bool) and value in range(4)


def _written(sheet: _Sheet, findings: Findings) -> Assessment | None:
    """The assessment of the inputs as ccmcost wrote them, which Values must still hold."""
    cells = [(sheet.file.column(f"Written{name}") or (Cell(name, None),))[0] for name in ("Total", "Decimals", "Currency")]
    total, decimals, currency = (cell.value for cell in cells)
    minor = scaled_int(digits_of(total), 0)
    if not minor or not _is_decimals(decimals):
        message = "the inputs as written, in whole minor units, are no longer there."
        fault_at(findings, "workbook-input", message, sheet.shown, cells[0])
        return None
    money = Money(minor, printable(str(currency), 12), int(decimals))
    return _assessment(sheet, money, "WrittenAnswers", findings)


def _assessment(sheet: _Sheet, total: Money | None, answers: str, findings: Findings) -> Assessment | None:
    bearing = []
    for payer, cell in zip(sheet.payers.values(), sheet.file.column(answers) or (), strict=False):
        answer = text_of(cell).strip().lower()
        if answer not in ("yes", "no"):
            message = f'the answer must be Yes or No, not "{printable(text_of(cell))}".'
            fault_at(findings, "workbook-input", message, sheet.shown, cell)
        elif answer == "yes" and payer.rate is None and payer.code not in sheet.rule.fixed:
            message = f"{printable(payer.code)} bears the cost but has no rate."
            fault_at(findings, "workbook-input", message, sheet.shown, cell)
        elif answer == "yes":
            bearing.append(payer)
    if total is None or findings.errors:
        return None
    try:
        if not bearing:
            findings.error("payers-none", "no State is left to share the cost.", sheet.shown)
            return None
        return assess(bearing, sheet.rule, total)
    except DataError as error:
        for fault in error.findings:
            findings.error(fault.code, fault.message, sheet.shown)
        return None


def _compare_apportionment(sheet: _Sheet, now: Assessment, findings: Findings) -> None:
    """Rounded amount, residual units and amount of every row, the rows themselves, and the sum above them."""
    codes = sheet.file.column("BilledCodes") or ()
    if not any(text_of(cell) for cell in codes):
        message = "the rows hold no values. Open the workbook in a spreadsheet program, let it calculate, and save it."
        fault_at(findings, "workbook-amount", message, sheet.shown, codes[0])
        return
    parts: dict[str, dict[str, int]] = {
        "RoundedAmounts": {line.code: line.amount - line.rounding * now.unit for line in now.lines},
        "ResidualAmounts": {line.code: line.rounding * now.unit for line in now.lines},
        "Amounts": {line.code: line.amount for line in now.lines},
    }
    _compare_rows(sheet, codes, now, findings)
    for name, wanted in parts.items():
        _compare_cells(sheet, codes, sheet.file.column(name) or (), wanted, now.total, findings)
    (total, *_) = sheet.file.column("SumOfAmounts") or ()
    _compare_cell(sheet, "the sum of the amounts", total, sum(line.amount for line in now.lines), now.total, findings)


def _compare_values(sheet: _Sheet, then: Assessment, findings: Findings) -> None:
    codes = sheet.file.column("ValueCodes") or ()
    wanted = {line.code: line.amount for line in then.lines}
    _compare_rows(sheet, codes, then, findings)
    _compare_cells(sheet, codes, sheet.file.column("ValueAmounts") or (), wanted, then.total, findings)


def _compare_rows(sheet: _Sheet, codes: Sequence[Cell], result: Assessment, findings: Findings) -> None:
    found = [text_of(cell) for cell in codes if text_of(cell)]
    for line in result.lines:
        if found.count(line.code) != 1:
            message = f"{_name(line.code, sheet)} bears the cost, but stands here {found.count(line.code)} times."
            fault_at(findings, "workbook-amount", message, sheet.shown, codes[0])
    for cell in codes:
        if text_of(cell) and result.line(text_of(cell)) is None:
            message = f"{printable(text_of(cell))} stands here, but bears no cost."
            fault_at(findings, "workbook-amount", message, sheet.shown, cell)


def _compare_cells(
    sheet: _Sheet,
    codes: Sequence[Cell],
    cells: Iterable[Cell],
    wanted: Mapping[str, int],
    total: Money,
    findings: Findings,
) -> None:
    for code, cell in zip(codes, cells, strict=False):
        if text_of(code) in wanted:
            _compare_cell(sheet, _name(text_of(code), sheet), cell, wanted[text_of(code)], total, findings)
        elif not text_of(code) and cell.value not in (None, ""):
            message = f'"{printable(text_of(cell))}" stands in a row without a State.'
            fault_at(findings, "workbook-amount", message, sheet.shown, cell)


def _compare_cell(sheet: _Sheet, what: str, cell: Cell, wanted: int, total: Money, findings: Findings) -> None:
    if scaled_int(digits_of(cell.value), total.decimals) == wanted:
        return
    reads = f'reads "{printable(text_of(cell))}"' if cell.value is not None else "holds no value"
    message = f"{what} {reads}; from the inputs in this file ccmcost gives {total.of(wanted).plain()}."
    fault_at(findings, "workbook-amount", message, sheet.shown, cell)


def _name(code: str, sheet: _Sheet) -> str:
    return f"{printable(sheet.names.get(code, code))} ({printable(code)})"
