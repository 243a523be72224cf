"""Where everything stands in the workbook. Formulas refer to cells by address, not by name.

Names (`TotalCost`, `SumOfRates` ...) are defined for people and for `ccmcost verify`. Not every program that opens
workbooks keeps names, so no formula depends on one.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from ccmcost.statement.workbook import NO_ROLE, Workbook
from ccmcost.statement.workbook_working import Scalars
from ccmcost.words.status import ROLE_WORDS

TITLE, MEETING, NOTE, TOTALS, HEAD, FIRST = 0, 1, 2, 4, 5, 6
"""Rows (counted from zero) of the sheets with one row per State."""

APPORTIONMENT = ("number", "state", "code", "role", "rate", "share", "exact", "rounded", "residual", "amount")
SCALE = ("state", "code", "adopted", "rate", "origin", "basis")
VALUES = ("iso3", "name", "role", "rate", "share", "amount", "rounding", "currency", "status")
PARTICIPANTS = (
    *("state", "code", "role", "group", "ldc", "rate", "bears", "listed", "evidence", "source", "gap"),
    *("running", "weight", "party", "precedence", "written", "share", "part", "whole", "rest", "rounded"),
    *("key", "size", "rank", "residual", "exact", "minor", "shown", "differs", "frozen"),
)
PRINTED_PARTICIPANTS = PARTICIPANTS.index("gap")

INPUTS = ("total", "currency", "decimals")
FACTS = ("cost", "list", "scale", "rule")
RESULTS = ("count", "rates", "amounts", "left", "residuals")
CHECKS = ("usable", "answers", "shown", "amounts", "sum", "parts", "owners", "adopted", "frozen_sum", "frozen")
STATIC_CHECKS = ("sum", "parts", "adopted", "frozen_sum", "frozen")
READ_BACK = {"shown": len(APPORTIONMENT) + 1, "frozen": len(APPORTIONMENT) + 2}
"""Columns beside Apportionment, not printed, where a workbook without a calculation reads its amounts back."""
WRITTEN = ("written_minor", "written_decimals", "written_currency", "changed")
_STRAIGHT = ("others", "parties", "rest_rate", "parties_quotient", "parties_remainder", "carried")
TOP = 10


@cache
def letter(column: int) -> str:
    """`0` as `A`, `27` as `AB`."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


class Places:
    """Addresses in the workbook of one result."""

    def __init__(self, book: Workbook) -> None:
        self.states = len(book.states)
        self.frozen = len(book.frozen)
        self.summary, self.end = _summary_rows(book)

    def scalar(self, name: str) -> str:
        """A figure on Summary that stands once, as an absolute address."""
        return f"Summary!$B${self.summary[name] + 1}"

    def column(self, sheet: str, name: str) -> str:
        """A column of one of the sheets with one row per State, as an absolute range."""
        at = letter({"Apportionment": APPORTIONMENT, "Participants": PARTICIPANTS, "Scale": SCALE}[sheet].index(name))
        return f"{sheet}!${at}${FIRST + 1}:${at}${FIRST + self.states}"

    def values(self, name: str) -> str:
        """A column of Values, as an absolute range."""
        at = letter(VALUES.index(name))
        return f"Values!${at}$2:${at}${max(self.frozen, 1) + 1}"


def here(columns: tuple[str, ...], name: str, row: int) -> str:
    """A cell of the same row and sheet, its column fixed; `row` counts from zero."""
    return f"${letter(columns.index(name))}{row + 1}"


def roles_of(book: Workbook) -> tuple[str, ...]:
    """The roles that Summary sums up: those of States, and others where they occur."""
    present = {state.role for state in book.states}
    usual = [ROLE_WORDS[role] for role in ("state_party", "signatory", "observer_state")]
    unusual = [role for role in (str(ROLE_WORDS["organization"]), NO_ROLE) if role in present]
    return (*usual, *unusual) if present != {NO_ROLE} else (NO_ROLE,)


def groups_of(book: Workbook) -> tuple[str, ...]:
    """The regional groups that Summary sums up, those outside a group last."""
    return tuple(sorted({state.group for state in book.states}, key=lambda group: (group.startswith("no"), group)))


def scalar_names(book: Workbook) -> tuple[str, ...]:
    """The figures of the section on the calculation, in the order in which they follow from each other."""
    names = [name for name in Scalars._fields if name not in _STRAIGHT]
    at = names.index("denominator")
    straight = list(_STRAIGHT) if book.rule.states_not_party == "straight" else []
    return ("valid", *names[:at], *straight, *names[at:])


def _summary_rows(book: Workbook) -> tuple[dict[str, int], int]:
    rows: dict[str, int] = {}
    row = 6

    def section(name: str, keys: Iterable[str], gap: int = 1) -> None:
        nonlocal row
        rows[name] = row
        row += 1
        for key in keys:
            rows[key] = row
            row += 1
        row += gap

    section("inputs", (*INPUTS, "hint", "beside"))
    rows |= {f"result_{name}": rows["inputs"] + place for place, name in enumerate(RESULTS, 1)}
    section("facts", (*FACTS, "words"))
    section("parts", (), 0)
    for kind, labels in (("role", roles_of(book)), ("group", groups_of(book)), ("ldc", ("Yes", "No"))):
        section(f"head_{kind}", (f"{kind}_{label}" for label in labels), 0)
    row += 1
    section("top", (f"top_{place}" for place in range(1, TOP + 1)))
    section("checks", (f"check_{name}" for name in (CHECKS if book.is_live else STATIC_CHECKS)))
    section("remarks", (f"remark_{number}" for number in range(len(book.remarks))))
    section("citations", (f"citation_{number}" for number in range(len(book.citations))))
    section("signatures", (f"sign_{number}" for number in range(3)))
    if book.is_live:
        section("calculation", (*scalar_names(book), *WRITTEN))
    return rows, row - 2
