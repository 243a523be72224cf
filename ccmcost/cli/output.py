"""How results and remarks reach a person or a program.
Nothing here needs the command-line framework.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from ccmcost.cli.wrapped import fitted
from ccmcost.findings import Finding
from ccmcost.model.assessment import Apportionment
from ccmcost.sharing.table import assessment_screen, table_rows
from ccmcost.tables.records import PLAIN_CSV, Form
from ccmcost.tables.screen import COLOUR, PLAIN, Style, readable, to_screen
from ccmcost.tables.table import Table
from ccmcost.words.status import assumed_rates


def style() -> Style:
    """Colours only when a person watches a terminal and has not asked for none (NO_COLOR)."""
    return COLOUR if sys.stdout.isatty() and "NO_COLOR" not in os.environ else PLAIN


def put(text: str, data: bool = False) -> None:
    """Print a result. Data is always UTF-8 with line feeds; text for people follows the terminal's
    encoding.
    """
    stream: Any = sys.stdout
    if data:
        stream.reconfigure(encoding="utf-8", newline="\n")
    else:
        stream.reconfigure(errors="replace")
        text = fitted(stream, readable(text))
    stream.write(text)
    stream.flush()


def put_lines(lines: Iterable[str]) -> None:
    """Print lines of text for people."""
    put("\n".join(lines) + "\n")


def put_result(
    result: Apportionment,
    format: str,
    form: Form = PLAIN_CSV,
    top: int | None = None,
    written: str = "",
) -> None:
    """Print an apportionment as table, CSV or JSON, then warnings. A table is cut to the `top`
    largest; it says itself where the `written` files are and which rates are assumed.
    """
    if format == "table":
        put(assessment_screen(result, style(), top, written))
        warn(each for each in result.warnings if each.code != ASSUMED)
        return
    if format == "csv":
        from ccmcost.sharing.table import assessment_csv

        put(assessment_csv(table_rows(result), form), data=True)
    else:
        from ccmcost.sharing.table import assessment_json

        put(assessment_json(result, table_rows(result)), data=True)
    warn(result.warnings, result)


def put_table(table: Table, format: str, form: Form = PLAIN_CSV) -> None:
    """Print a table as a person reads it, or as CSV."""
    if format == "csv":
        from ccmcost.tables.records import to_csv

        put(to_csv(table, form), data=True)
    else:
        put_lines(to_screen(table, style()))


def put_note(note: str, format: str) -> None:
    """Say which files were written: after a table; beside CSV or JSON, which a program reads,
    on standard error.
    """
    if format == "table":
        put(note + "\n")
    else:
        tell(note)


def tell(text: str) -> None:
    """Print a remark on standard error."""
    stream: Any = sys.stderr
    stream.reconfigure(errors="replace")
    stream.write(fitted(stream, text) + "\n")


def ask(question: str) -> str:
    """What a person answers to a question on standard error, in one line without blanks around it.
    Ctrl-C and Ctrl-D are an interruption.
    """
    try:
        if sys.stdin.isatty() and sys.stdout.isatty():
            with suppress(ImportError):
                import readline  # noqa: F401  # arrow keys move within an answer
            return input(f"{fitted(sys.stdout, f'{question}:')} ").strip()
        sys.stderr.write(f"{fitted(sys.stderr, f'{question}:')} ")
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            raise EOFError
    except (EOFError, KeyboardInterrupt):
        tell("")
        raise KeyboardInterrupt from None
    return line.strip()


def somebody_there() -> bool:
    """Whether a person at a terminal sees a question and can answer it."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def agrees(question: str) -> bool:
    """Whether a person says yes; Enter is a no, and what is neither is asked again. Raises Back for
    `<`.
    """
    from ccmcost.desk.walk import BACK, Back

    margin = question[: len(question) - len(question.lstrip())]
    while (answer := ask(f"{question} [y/N]").lower()) not in _YES_OR_NO:
        if answer == BACK:
            raise Back
        tell(f"{margin}Please answer y or n; Enter means n.")
    return _YES_OR_NO[answer]


def remark(text: str) -> None:
    """Print a remark on standard error, if there is any."""
    if text:
        tell(text)


def warn(findings: Iterable[Finding], *results: Apportionment) -> None:
    """Print warnings on standard error; those on assumed rates of these results in one sentence."""
    assumed = assumed_rates(results)
    for finding in findings:
        if not (assumed and finding.code == ASSUMED):
            tell(finding.line())
    if assumed:
        tell(f"Assumed rates: {assumed}")


_YES_OR_NO = {"y": True, "yes": True, "n": False, "no": False, "": False}
WIDTH = 30
ASSUMED = "rate-assumed"
"""Told of all States in one sentence."""


def progress_bar(what: str) -> Callable[[int, int], None] | None:
    """A function that shows how much of the total is done, on standard error,
    and wipes the line at the end.
    """
    if not sys.stderr.isatty():
        return None
    shown = -1

    def show(done: int, total: int) -> None:
        nonlocal shown
        filled = WIDTH * done // total
        if done >= total:
            sys.stderr.write("\r\033[K")
        elif filled != shown:
            sys.stderr.write(f"\r{what} [{'#' * filled}{'.' * (WIDTH - filled)}] {done}/{total}")
        shown = filled
        sys.stderr.flush()

    return show
