"""Whether the amounts in a workbook are what ccmcost gives from the inputs in the same workbook."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ccmcost.calc.assess import assess
from ccmcost.errors import DataError
from ccmcost.findings import Findings
from ccmcost.intake.sheet import Cell, WorkbookFile, open_workbook
from ccmcost.load.data import Data
from ccmcost.load.rules import rule_in
from ccmcost.model.assessment import Assessment, Payer
from ccmcost.model.money import Money, scaled_int
from ccmcost.model.rates import Rate, parse_rate, rate_text
from ccmcost.model.rule import Rule
from ccmcost.model.source import SourceFile
from ccmcost.model.states import State, States
from ccmcost.sharing.request import printable
from ccmcost.words.status import ROLE_WORDS

NAMES = {
    "StateCodes": "Participants[code]",
    "StateNames": "Participants[state]",
    "StateRoles": "Participants[role]",
    "LeastDeveloped": "Participants[ldc]",
    "RateCodes": "Scale[code]",
    "RatesUsed": "Scale[rate]",
    "RuleText": "rule_text",
    "TotalCost": "total",
    "Decimals": "decimals",
    "Currency": "currency",
    "BearsTheCost": "Participants[bears]",
    "BilledCodes": "Apportionment[code]",
    "RoundedAmounts": "Apportionment[rounded]",
    "ResidualAmounts": "Apportionment[residual]",
    "Amounts": "Apportionment[amount]",
    "SumOfAmounts": "apportionment_amount",
    "ValueCodes": "Values[iso3]",
    "ValueAmounts": "Values[amount]",
}
"""Names that every workbook defines, and the column or figure that each stands for."""

MORE_NAMES = {
    "MeetingUsed": "participants_meeting",
    "ScaleUsed": "scale",
    "AdoptedRates": "Scale[adopted]",
    "SumOfRates": "sum_of_rates",
    "WrittenAnswers": "Participants[written]",
    "WrittenTotal": "written_minor",
    "WrittenDecimals": "written_decimals",
    "WrittenCurrency": "written_currency",
}
"""Names that some lack: those written by earlier versions, or that hold values only."""

_ROLES = {word: role for role, word in ROLE_WORDS.items() if word}


class Answer(NamedTuple):
    """Whether a State bears the cost, as the workbook says now and as it was written."""

    code: str
    name: str
    cell: Cell
    bears: bool
    bore: bool


class Verified(NamedTuple):
    """What was compared and found equal: the assessment of the inputs in the workbook, and of those
    ccmcost wrote.

    `scale` is the scale of the data that its rates are equal to; empty if the data at hand do not
    hold it. `meeting` is the line that names the meeting; empty in a workbook without one.
    """

    now: Assessment
    then: Assessment
    rule: Rule
    scale: str
    meeting: Cell
    answers: tuple[Answer, ...]

    @property
    def changed(self) -> bool:
        """Whether the inputs differ from those ccmcost wrote."""
        return self.now.total != self.then.total or any(
            answer.bears != answer.bore for answer in self.answers
        )


def verify_workbook(source: SourceFile, data: Data) -> Verified:
    """Recompute a workbook's amounts from its own inputs, and compare its rates with those of the
    data at hand.

    Raises DataError naming every cell that differs.
    """
    book = _Workbook(source)
    now = then = book.assessment(book.total(), "BearsTheCost")
    if book.file.column("WrittenAnswers"):
        then = book.assessment(book.total_as_written(), "WrittenAnswers")
    book.findings.stop_on_errors()
    assert now is not None and then is not None
    book.compare_apportionment(now)
    book.compare(
        "ValueCodes", then, {"ValueAmounts": {line.code: line.amount for line in then.lines}}
    )
    scale = book.compare_scale(data)
    book.findings.stop_on_errors()
    meeting = (*book.file.column("MeetingUsed"), Cell("Participants!A2", None))[0]
    answers = tuple(
        Answer(
            code,
            book.names.get(code, code),
            cell,
            now.line(code) is not None,
            then.line(code) is not None,
        )
        for code, cell in zip(book.payers, book.file.column("BearsTheCost"), strict=False)
    )
    return Verified(now, then, book.rule, scale, meeting, answers)


class _Workbook:
    """A workbook, its inputs as far as they can be read, and what is wrong in it.
    `payers` are all States it names.
    """

    file: WorkbookFile
    rule: Rule

    def __init__(self, source: SourceFile) -> None:
        """Raises DataError if it is not one of ours, or cannot be read."""
        self.findings, self.shown = Findings(), source.shown
        opened = open_workbook(source, self.findings)
        self.findings.stop_on_errors()
        assert opened is not None
        self.file = opened
        missing = [name for name in NAMES if not opened.column(name)]
        if missing:
            more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
            message = (
                f"the workbook has no place called {', '.join(missing[:3])}{more}; ccmcost did "
                "not write it."
            )
            self.findings.error("workbook-foreign", message, self.shown)
            self.findings.stop_on_errors()
        codes, names, roles, poor, rate_codes, rates, text = (
            opened.column(name) for name in list(NAMES)[:7]
        )
        known = {code.text: self._rate(rate) for code, rate in zip(rate_codes, rates, strict=False)}
        self.names = {code.text: name.text for code, name in zip(codes, names, strict=False)}
        self.payers = {
            code.text: Payer(
                code.text, _ROLES.get(role.text), known.get(code.text), ldc.text == "Yes"
            )
            for code, role, ldc in zip(codes, roles, poor, strict=False)
        }
        if len(self.payers) != len(codes):
            self._fault("workbook-input", codes[0], "a State stands twice, or a row has none.")
        states = {
            code: State(code, "", "", {"en": name}, None, "", "", None, None)
            for code, name in self.names.items()
        }
        content = "\n".join(cell.text for cell in text).encode("utf-8", "replace")
        written = SourceFile("rule", "command line", content, f"{self.shown}:About")
        rule = rule_in(written, self.findings, States(states))
        self.findings.stop_on_errors()
        assert rule is not None
        self.rule = rule

    def _fault(self, code: str, cell: Cell, message: str) -> None:
        self.findings.error(code, message, f"{self.shown}:{cell.place}")

    def _rate(self, cell: Cell) -> Rate | None:
        if cell.value is None:
            return None
        rate = parse_rate(cell.digits)
        if rate is None:
            self._fault(
                "workbook-input",
                cell,
                f'"{printable(cell.text)}" is no rate of at most three decimals.',
            )
        return None if rate is None else Rate(rate, "workbook", "")

    def total(self) -> Money | None:
        """The total of the inputs."""
        cell, decimals, currency = (
            self.file.column(name)[0] for name in ("TotalCost", "Decimals", "Currency")
        )
        if not _is_decimals(decimals.value):
            message = f'decimals must be 0, 1, 2 or 3, not "{printable(decimals.text)}".'
            self._fault("workbook-input", decimals, message)
            return None
        minor = scaled_int(cell.digits, int(decimals.value))
        if not minor:
            message = (
                f'"{printable(cell.text)}" is no total with at most {decimals.value} decimals.'
            )
            self._fault("workbook-input", cell, message)
            return None
        return Money(minor, printable(currency.text, 12), int(decimals.value))

    def total_as_written(self) -> Money | None:
        """The total as ccmcost wrote it, which Values must still hold."""
        names = ("Total", "Decimals", "Currency")
        cells = [(*self.file.column(f"Written{name}"), Cell(name, None))[0] for name in names]
        minor, decimals = scaled_int(cells[0].digits, 0), cells[1].value
        if not minor or not _is_decimals(decimals):
            message = "the inputs as written, in whole minor units, are no longer there."
            self._fault("workbook-input", cells[0], message)
            return None
        return Money(minor, printable(str(cells[2].value), 12), int(decimals))

    def assessment(self, total: Money | None, answers: str) -> Assessment | None:
        """The assessment of a total among those that answer Yes; None if that is at fault."""
        bearing = []
        for payer, cell in zip(self.payers.values(), self.file.column(answers), strict=False):
            answer = cell.text.strip().lower()
            if answer not in ("yes", "no"):
                message = f'the answer must be Yes or No, not "{printable(cell.text)}".'
                self._fault("workbook-input", cell, message)
            elif answer == "yes" and payer.rate is None and payer.code not in self.rule.fixed:
                self._fault(
                    "workbook-input",
                    cell,
                    f"{printable(payer.code)} bears the cost but has no rate.",
                )
            elif answer == "yes":
                bearing.append(payer)
        if total is None or self.findings.errors:
            return None
        try:
            if bearing:
                return assess(bearing, self.rule, total)
            self.findings.error("payers-none", "no State is left to share the cost.", self.shown)
        except DataError as error:
            for fault in error.findings:
                self.findings.error(fault.code, fault.message, self.shown)
        return None

    def compare_apportionment(self, now: Assessment) -> None:
        """Rounded amount, residual units and amount of every row, the rows themselves,
        and the sum above them.
        """
        codes = self.file.column("BilledCodes")
        if not any(cell.text for cell in codes):
            message = (
                "the rows hold no values. Open the workbook in a spreadsheet program, let it "
                "calculate, and save it."
            )
            self._fault("workbook-amount", codes[0], message)
            return
        parts = {
            "RoundedAmounts": {
                line.code: line.amount - line.rounding * now.unit for line in now.lines
            },
            "ResidualAmounts": {line.code: line.rounding * now.unit for line in now.lines},
            "Amounts": {line.code: line.amount for line in now.lines},
        }
        self.compare("BilledCodes", now, parts)
        whole = sum(line.amount for line in now.lines)
        self._compare_cell(
            "the sum of the amounts", self.file.column("SumOfAmounts")[0], whole, now.total
        )

    def compare(
        self, codes: str, result: Assessment, parts: Mapping[str, Mapping[str, int]]
    ) -> None:
        """The rows of a sheet by their codes, and its columns with the minor units that each code
        must have.
        """
        rows = self.file.column(codes)
        known = [cell.text for cell in rows if cell.text]
        for line in result.lines:
            if known.count(line.code) != 1:
                message = (
                    f"{self._name(line.code)} bears the cost, but stands here "
                    f"{known.count(line.code)} times."
                )
                self._fault("workbook-amount", rows[0], message)
        for row in rows:
            if row.text and result.line(row.text) is None:
                self._fault(
                    "workbook-amount", row, f"{printable(row.text)} stands here, but bears no cost."
                )
        for name, wanted in parts.items():
            for row, cell in zip(rows, self.file.column(name), strict=False):
                if row.text in wanted:
                    self._compare_cell(self._name(row.text), cell, wanted[row.text], result.total)
                elif not row.text and cell.text:
                    message = f'"{printable(cell.text)}" stands in a row without a State.'
                    self._fault("workbook-amount", cell, message)

    def _compare_cell(self, what: str, cell: Cell, wanted: int, total: Money) -> None:
        if scaled_int(cell.digits, total.decimals) == wanted:
            return
        reads = f'reads "{printable(cell.text)}"' if cell.value is not None else "holds no value"
        message = (
            f"{what} {reads}; from the inputs in this file ccmcost gives "
            f"{total.of(wanted).plain()}."
        )
        self._fault("workbook-amount", cell, message)

    def _name(self, code: str) -> str:
        return f"{printable(self.names.get(code, code))} ({printable(code)})"

    def compare_scale(self, data: Data) -> str:
        """Name every adopted or used rate that differs from the data; returns the scale's id, empty
        if the data lack it.

        A rate that the workbook's own rule gives stands for itself.
        """
        names = ("RateCodes", "AdoptedRates", "RatesUsed", "ScaleUsed")
        codes, adopted, used, (named, *_) = (
            self.file.column(name) or (Cell(name, None),) for name in names
        )
        scale_id = named.text.partition(" ")[0].rstrip(",")
        if scale_id not in data.scale_periods:
            return ""
        scale = data.checked(data.scale(scale_id))
        for code, first, second in zip(codes, adopted, used, strict=False):
            rate = scale.rate(code.text)
            self._compare_rate(code, first, scale.rates.get(code.text), scale_id)
            if code.text not in self.rule.rates:
                self._compare_rate(code, second, rate.thousandths if rate else None, scale_id)
        return scale_id

    def _compare_rate(self, code: Cell, cell: Cell, wanted: int | None, scale_id: str) -> None:
        rate = parse_rate(cell.digits) if cell.text else None
        if rate == wanted and (rate is not None or not cell.text):
            return
        reads = f'reads "{printable(cell.text)}"' if cell.value is not None else "is empty"
        says = f"is {rate_text(wanted)}" if wanted is not None else "is none"
        message = (
            f"the rate of {printable(code.text)} {reads}; in {scale_id} of the data at hand it "
            f"{says}."
        )
        self._fault("workbook-rate", cell, message)


def _is_decimals(value: object) -> bool:
    return not isinstance(value, bool) and value in range(4)
