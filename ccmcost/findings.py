"""Findings: what is wrong with data, as values with a place, collected and shown all at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ccmcost.errors import DataError, Finding

__all__ = ["CODES", "Finding", "Findings"]

CODES: dict[str, str] = {
    "file-missing": "a file that the work needs is not there",
    "file-unreadable": (
        "a file cannot be read, is too large, is not a text file, or holds hidden characters"
    ),
    "file-encoding": "a text file is not UTF-8, or was read as Windows-1252",
    "file-empty": "a table has no rows",
    "file-syntax": "a CSV or TOML file breaks the syntax of its kind",
    "column-missing": "a table lacks a column that it must have",
    "column-unknown": "a table has an unknown column",
    "key-missing": "a TOML file lacks a key that it must have",
    "data-foreign": "data or a source in a folder are those of another convention",
    "question-open": "a value begins with a question mark: nobody has answered yet what it is",
    "key-unknown": "a TOML file has an unknown key",
    "value-bad": "a value is not of the kind that its place asks for",
    "number-bad": "a number is not written as plain digits with a decimal point",
    "date-bad": "a date has no certain reading, or is not a day of the calendar",
    "dates-reversed": "a period ends before it begins",
    "duplicate-id": "the same id stands twice",
    "state-twice": "the same State stands twice in one table",
    "state-unknown": "a code is not in the table of States",
    "meeting-unknown": "a file names a meeting that the register does not hold",
    "meeting-no-day": "a meeting has no day yet, so no scale, status or list can be chosen for it",
    "scale-sum": "the adopted rates of a scale do not sum to 100.000",
    "scale-members": "a scale does not hold exactly the UN Members of its first day",
    "scale-none": "no scale covers the day that governs",
    "rate-missing": "a State that shares the cost has no rate in the scale and no notional rate",
    "rate-assumed": "a notional rate rests on an assumption",
    "rate-override": "a rule replaces a rate that the General Assembly adopted",
    "role-differs": (
        "a list gives a State another role than treaty status does on the day that governs"
    ),
    "instrument-unknown": (
        "a treaty of a convention that has several is not named, or is none of them"
    ),
    "treaty-other": "a document of treaty status is about another treaty than the convention",
    "status-dates": (
        "dates of treaty status contradict each other or the article on entry into force"
    ),
    "name-unknown": "a document has a name that is not recognised as the name of a State",
    "name-doubtful": "a State's name stands in a document where it may be no heading",
    "heading-unknown": (
        "a line stands like the heading of a section, and says nothing that is known"
    ),
    "column-doubtful": "several columns could hold what is looked for, and they differ",
    "count-differs": (
        "a document states another number of States than was read, or than was confirmed"
    ),
    "name-former": "a document uses a name that the State no longer bore on the day that governs",
    "document-empty": "nothing that could be taken in was recognised in a document",
    "cost-sum": "the lines of a cost do not sum to its printed total",
    "list-missing": "a meeting with a day has no list of participants",
    "list-status": "the rows of a list do not all have the same status",
    "list-provisional": "a list calls itself provisional or a draft, or its meeting has not opened",
    "list-evidence": "a row of an expected list lacks its evidence or source",
    "cost-missing": "there is no cost for a meeting",
    "currency-unknown": "a currency is not in ISO 4217",
    "total-range": "a total is zero or beyond 10^15 minor units",
    "rule-contradiction": "two fields of a rule contradict each other",
    "limits-infeasible": (
        "fixed shares and limits of a rule cannot be met by the States that share the cost"
    ),
    "unit-currency": "the billing unit or a sum of a rule does not fit the currency or the total",
    "payers-none": "no State is left to share the cost",
    "organization-absent": "the rule makes an organization pay that is not on the list",
    "organization-exempt": "an organization is on a list, but bears no cost under the rule",
    "output-changed": "a file is no longer what the manifest of its folder says",
    "template-field": "a DOCX template uses a field that no document provides",
    "template-syntax": "a DOCX template has a broken or forbidden tag, or is not a DOCX document",
    "weekday-wrong": (
        "a convening note prints another weekday beside its deadline than the calendar does"
    ),
    "workbook-amount": "an amount in a workbook is not what follows from the inputs in it",
    "workbook-foreign": (
        "a workbook lacks the sheets or names of an apportionment that ccmcost wrote"
    ),
    "workbook-input": "an input in a workbook cannot be read",
    "workbook-changed": (
        "an input of a workbook that came back is not as ccmcost wrote it; it is taken"
    ),
    "workbook-rate": "a rate in a workbook is not that of its scale in the data",
    "workbook-unreadable": (
        "a file is not a workbook, is damaged, or unpacks to far more than a workbook of "
        "ccmcost holds"
    ),
}
"""Every finding code with its meaning; docs/findings.md lists them and tests/bad_files/ holds one
bad file for each.
"""


class Findings:
    """A collector: loaders add, the work that needs the data asks once whether it may go on."""

    def __init__(self) -> None:
        self._items: set[Finding] = set()

    def error(
        self, code: str, message: str, file: str = "", row: int = 0, column: str = ""
    ) -> None:
        """Add a finding that stops the work."""
        self._add(Finding(file, row, column, code, message))

    def warning(
        self, code: str, message: str, file: str = "", row: int = 0, column: str = ""
    ) -> None:
        """Add a finding that a person must see but that does not stop the work."""
        self._add(Finding(file, row, column, code, message, "warning"))

    def _add(self, finding: Finding) -> None:
        if finding.code not in CODES:
            raise KeyError(f"finding code {finding.code!r} is not in CODES")
        self._items.add(finding)

    def take(self, others: Iterable[Finding]) -> None:
        """Add findings that were collected elsewhere."""
        self._items.update(others)

    def __iter__(self) -> Iterator[Finding]:
        return iter(sorted(self._items))

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings of severity error, sorted."""
        return tuple(finding for finding in self if finding.severity == "error")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The findings of severity warning, sorted."""
        return tuple(finding for finding in self if finding.severity == "warning")

    def stop_on_errors(self) -> None:
        """Raise DataError with every error found so far, or return."""
        if self.errors:
            raise DataError(self.errors)
