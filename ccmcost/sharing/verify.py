"""Whether the amounts in a workbook are what ccmcost gives from the inputs in the same workbook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ccmcost.calc.assess import assess
from ccmcost.errors import DataError
from ccmcost.findings import Findings
from ccmcost.intake.sheet import Cell, open_workbook
from ccmcost.load.data import Data
from ccmcost.load.rules import rule_in
from ccmcost.model.assessment import Assessment, Payer
from ccmcost.model.money import Money, scaled_int
from ccmcost.model.rates import Rate, parse_rate, rate_text
from ccmcost.model.rule import Rule
from ccmcost.model.source import SourceFile
from ccmcost.model.states import State, States
from ccmcost.text import printable
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
    if book.column("WrittenAnswers"):
        then = book.assessment(book.total_as_written(), "WrittenAnswers")
    book.findings.stop_on_errors()
    assert now is not None and then is not None
    book.compare_apportionment(now)
    book.compare("ValueCodes", then, {"ValueAmounts": _amounts(then)})
    scale = book.compare_scale(data)
    book.findings.stop_on_errors()
    meeting = (*book.column("MeetingUsed"), Cell("Participants!A2", None))[0]
    answers = tuple(
        Answer(code, book.names.get(code, code), cell, bool(now.line(code)), bool(then.line(code)))
        for code, cell in zip(book.payers, book.column("BearsTheCost"), strict=False)
    )
    return Verified(now, then, book.rule, scale, meeting, answers)


def _amounts(result: Assessment) -> dict[str, int]:
    return {line.code: line.amount for line in result.lines}


class _Workbook:
    """A workbook, its inputs as far as they can be read, and what is wrong in it.
    `payers` are all States it names.
    """

    def __init__(self, source: SourceFile) -> None:
        """Raises DataError if it is not one of ours, or cannot be read."""
        self.findings, self.shown = Findings(), source.shown
        opened = open_workbook(source, self.findings)
        self.findings.stop_on_errors()
        assert opened is not None
        self.column = opened.column
        missing = [name for name in NAMES if not self.column(name)]
        if missing:
            more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
            self.findings.error(
                "workbook-foreign",
                f"the workbook has no place called {', '.join(missing[:3])}{more}; ccmcost did "
                "not write it.",
                self.shown,
            )
            self.findings.stop_on_errors()
        rates = {code.text: self._rate(rate) for code, rate in self._rows("RateCodes", "RatesUsed")}
        inputs = self._rows("StateCodes", "StateNames", "StateRoles", "LeastDeveloped")
        self.names, self.payers = dict[str, str](), dict[str, Payer]()
        for code, name, role, ldc in inputs:
            key = code.text
            self.names[key] = name.text
            self.payers[key] = Payer(key, _ROLES.get(role.text), rates.get(key), ldc.text == "Yes")
        codes = self.column("StateCodes")
        if len(self.payers) != len(codes):
            self._fault("workbook-input", codes[0], "a State stands twice, or a row has none.")
        states = {
            code: State(code, "", "", {"en": name}, None, "", "", None, None)
            for code, name in self.names.items()
        }
        text = "\n".join(cell.text for cell in self.column("RuleText"))
        content = text.encode("utf-8", "replace")
        written = SourceFile("rule", "command line", content, f"{self.shown}:About")
        rule = rule_in(written, self.findings, States(states))
        self.findings.stop_on_errors()
        assert rule is not None
        self.rule = rule

    def _rows(self, *names: str) -> Iterator[tuple[Cell, ...]]:
        """The cells of several columns side by side."""
        return zip(*map(self.column, names), strict=False)

    def _fault(self, code: str, cell: Cell, message: str) -> None:
        self.findings.error(code, message, f"{self.shown}:{cell.place}")

    def _rate(self, cell: Cell) -> Rate | None:
        rate = parse_rate(cell.digits)
        if rate is None and cell.value not in (None, ""):
            message = f'"{printable(cell.text)}" is no rate of at most three decimals.'
            self._fault("workbook-input", cell, message)
        return None if rate is None else Rate(rate, "workbook", "")

    def total(self) -> Money | None:
        """The total of the inputs."""
        ((cell, decimals, currency),) = self._rows("TotalCost", "Decimals", "Currency")
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
        total, decimals, currency = (
            (*self.column(f"Written{name}"), Cell(name, None))[0]
            for name in ("Total", "Decimals", "Currency")
        )
        minor = scaled_int(total.digits, 0)
        if not minor or not _is_decimals(decimals.value):
            message = "the inputs as written, in whole minor units, are no longer there."
            self._fault("workbook-input", total, message)
            return None
        return Money(minor, printable(str(currency.value), 12), int(decimals.value))

    def assessment(self, total: Money | None, answers: str) -> Assessment | None:
        """The assessment of a total among those that answer Yes; None if that is at fault."""
        bearing = []
        for payer, cell in zip(self.payers.values(), self.column(answers), strict=False):
            answer = cell.text.strip().lower()
            if answer not in ("yes", "no"):
                message = f'the answer must be Yes or No, not "{printable(cell.text)}".'
                self._fault("workbook-input", cell, message)
            elif answer == "yes" and payer.rate is None and payer.code not in self.rule.named:
                message = f"{printable(payer.code)} bears the cost but has no rate."
                self._fault("workbook-input", cell, message)
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
        codes, amounts = self.column("BilledCodes"), _amounts(now)
        if not any(cell.text for cell in codes):
            message = (
                "the rows hold no values. Open the workbook in a spreadsheet program, let it "
                "calculate, and save it."
            )
            self._fault("workbook-amount", codes[0], message)
            return
        residuals = {line.code: line.rounding * now.unit for line in now.lines}
        rounded = {code: amount - residuals[code] for code, amount in amounts.items()}
        parts = {"RoundedAmounts": rounded, "ResidualAmounts": residuals, "Amounts": amounts}
        self.compare("BilledCodes", now, parts)
        (cell, *_), whole = self.column("SumOfAmounts"), sum(amounts.values())
        self._compare_cell("the sum of the amounts", cell, whole, now.total)

    def compare(
        self, codes: str, result: Assessment, parts: Mapping[str, Mapping[str, int]]
    ) -> None:
        """The rows of a sheet by their codes, and its columns with the minor units that each code
        must have.
        """
        rows = self.column(codes)
        times = Counter(cell.text for cell in rows)
        for line in result.lines:
            if times[line.code] != 1:
                message = (
                    f"{self._name(line.code)} bears the cost, but stands here "
                    f"{times[line.code]} times."
                )
                self._fault("workbook-amount", rows[0], message)
        for row in rows:
            if row.text and result.line(row.text) is None:
                message = f"{printable(row.text)} stands here, but bears no cost."
                self._fault("workbook-amount", row, message)
        for name, wanted in parts.items():
            for row, cell in self._rows(codes, name):
                if row.text in wanted:
                    self._compare_cell(self._name(row.text), cell, wanted[row.text], result.total)
                elif not row.text and cell.text:
                    message = f'"{printable(cell.text)}" stands in a row without a State.'
                    self._fault("workbook-amount", cell, message)

    def _compare_cell(self, what: str, cell: Cell, wanted: int, total: Money) -> None:
        if scaled_int(cell.digits, total.decimals) != wanted:
            message = (
                f"{what} {_reads(cell, 'holds no value')}; from the inputs in this file ccmcost "
                f"gives {total.of(wanted).plain()}."
            )
            self._fault("workbook-amount", cell, message)

    def _name(self, code: str) -> str:
        return f"{printable(self.names.get(code, code))} ({printable(code)})"

    def compare_scale(self, data: Data) -> str:
        """Name every adopted or used rate that differs from the data; returns the scale's id, empty
        if the data lack it.

        A rate that the workbook's own rule gives stands for itself.
        """
        codes, adopted_rates, used_rates, (named, *_) = (
            self.column(name) or (Cell(name, None),)
            for name in ("RateCodes", "AdoptedRates", "RatesUsed", "ScaleUsed")
        )
        scale_id = named.text.partition(" ")[0].rstrip(",")
        if scale_id not in data.scale_periods:
            return ""
        scale = data.checked(data.scale(scale_id))
        for code, adopted, used in zip(codes, adopted_rates, used_rates, strict=False):
            rate = scale.rate(code.text)
            self._compare_rate(code, adopted, scale.rates.get(code.text), scale_id)
            if code.text not in self.rule.rates:
                self._compare_rate(code, used, rate.thousandths if rate else None, scale_id)
        return scale_id

    def _compare_rate(self, code: Cell, cell: Cell, wanted: int | None, scale_id: str) -> None:
        rate = parse_rate(cell.digits) if cell.text else None
        if rate == wanted and (rate is not None or not cell.text):
            return
        says = f"is {rate_text(wanted)}" if wanted is not None else "is none"
        message = (
            f"the rate of {printable(code.text)} {_reads(cell, 'is empty')}; in {scale_id} of the "
            f"data at hand it {says}."
        )
        self._fault("workbook-rate", cell, message)


def _reads(cell: Cell, otherwise: str) -> str:
    return f'reads "{printable(cell.text)}"' if cell.value is not None else otherwise


def _is_decimals(value: object) -> bool:
    return not isinstance(value, bool) and value in range(4)
