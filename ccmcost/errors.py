"""Every exception that ccmcost raises on purpose, and the finding that a DataError carries.

CcmcostError
|-- UsageError     the request is wrong: unknown meeting, bad number on the command line  (exit 2)
|   `-- Doubt      it may be right, but must be confirmed before it is recorded           (exit 2)
|-- DataError      findings of severity error: the data cannot carry a result             (exit 1)
|-- WriteError     an output could not be written; what was there before is still there   (exit 1)
`-- TieOutError    totals do not tie: a fault of ccmcost itself, nothing was written      (exit 3)

A warning (Told) says what a person must know of work that is done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Literal, NamedTuple

from ccmcost.text import spelt_out

Severity = Literal["error", "warning"]

LONGEST_MESSAGE = 4_000
HOW_TO_STOP = "Ctrl-C stops; then nothing is recorded."
"""Said at a question to which no answer that can stand was given."""


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
        return ":".join(filter(None, (self.file, str(self.row or ""), self.column)))

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
    """The request itself is wrong; the message says what to write instead. `faults` are the single
    things that are wrong, each a text of its own.
    """

    exit_code = 2

    def __init__(self, *faults: str) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults

    def say(self, words: Callable[[str], str]) -> None:
        """Say each fault in other words."""
        self.faults = tuple(map(words, self.faults))
        self.args = ("\n".join(self.faults),)


class Doubt(UsageError):
    """What is asked about before it is recorded; `answer` is the option that says that it is meant.
    `others` are further questions, each with its answer; `answers` are those of all.
    """

    def __init__(self, text: str, answer: str, *others: tuple[str, str]) -> None:
        questions = ((text, answer), *others)
        super().__init__(
            *(f"{asked} If this is right, say {option}." for asked, option in questions)
        )
        self.question = text
        self.answers = tuple(option for _, option in questions)

    @property
    def option(self) -> str:
        """The option that says that it is meant, without its value."""
        return self.answers[0].partition(" ")[0]


class Faults:
    """What is wrong with a request, gathered so that all of it is said in one message: what cannot
    be told without something wrong is left out.
    """

    def __init__(self) -> None:
        self.found: list[str] = []

    @contextmanager
    def gathered(self) -> Iterator[None]:
        """Keep what is refused inside, and go on after it."""
        try:
            yield
        except UsageError as error:
            self.found += error.faults

    def stop(self) -> None:
        """Raise UsageError with everything that was refused, or return."""
        if self.found:
            raise UsageError(*dict.fromkeys(self.found))


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


class Told(UserWarning):
    """What a person must know of work that is done; the message says it in a sentence."""


class SetAside(Told):
    """A file that a person had changed was kept under another name;
    the message says which and how.
    """


class Replaced(Told):
    """Files of an earlier run were replaced by other ones; the message says where and how many."""
