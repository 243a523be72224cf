"""Every exception that ccmcost raises on purpose, and the finding that a DataError carries.

CcmcostError
|-- UsageError     the request is wrong: unknown meeting, bad number on the command line  (exit 2)
|   `-- Doubt      it may be right, but must be confirmed before it is recorded           (exit 2)
|-- DataError      findings of severity error: the data cannot carry a result             (exit 1)
|-- WriteError     an output could not be written; what was there before is still there   (exit 1)
`-- TieOutError    totals do not tie: a fault of ccmcost itself, nothing was written      (exit 3)

A warning (SetAside) says what a person must know of work that is done.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from ccmcost.text import spelt_out

Severity = Literal["error", "warning"]

LONGEST_MESSAGE = 4_000


def harmless(text: str) -> str:
    """Text that may quote what came from outside, safe for a terminal:
    what is hidden is spelt out; lines and tabs stay.
    """
    return spelt_out(text[:LONGEST_MESSAGE], "\t\n") + (
        "..." if len(text) > LONGEST_MESSAGE else ""
    )


class CcmcostError(Exception):
    """Root of the tree; `exit_code` is what the command line ends with."""

    exit_code = 1


class Finding(NamedTuple):
    """One thing that is wrong: where, what, what it means and what to do. Sorts by place."""

    file: str
    row: int
    column: str
    code: str
    message: str
    severity: Severity = "error"

    def place(self) -> str:
        """`file:row:column`, as much of it as is known."""
        parts = [self.file, str(self.row) if self.row else "", self.column]
        while parts and not parts[-1]:
            parts.pop()
        return ":".join(parts)

    def line(self) -> str:
        """The finding on one line, as printed."""
        place, message = (
            harmless(text).replace("\n", " ") for text in (self.place(), self.message)
        )
        mark = "warning: " if self.severity == "warning" else ""
        return (
            f"{place}  {self.code}  {mark}{message}" if place else f"{self.code}  {mark}{message}"
        )


class UsageError(CcmcostError):
    """The request itself is wrong; the message says what to write instead."""

    exit_code = 2


class Doubt(UsageError):
    """What is asked about before it is recorded; `answer` is the option that says that it is
    meant.
    """

    def __init__(self, text: str, answer: str) -> None:
        super().__init__(f"{text} If this is right, say {answer}.")
        self.question = text
        self.answer = answer


class DataError(CcmcostError):
    """One or more findings of severity error; `findings` holds all of them, sorted."""

    exit_code = 1

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(sorted(findings))
        super().__init__("\n".join(finding.line() for finding in self.findings))


class WriteError(CcmcostError):
    """A file or folder could not be written."""

    exit_code = 1


class TieOutError(CcmcostError):
    """An invariant of the result does not hold; nothing was written."""

    exit_code = 3


class SetAside(UserWarning):
    """A file that a person had changed was kept under another name;
    the message says which and how.
    """
