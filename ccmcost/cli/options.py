"""Options that several commands share, and how results reach standard output."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import Annotated, Any

import typer

from ccmcost.findings import Finding
from ccmcost.model.assessment import Apportionment
from ccmcost.render.screen import COLOUR, PLAIN, Style, assessment_screen
from ccmcost.statement.table import table_rows

Data = Annotated[
    str | None,
    typer.Option(
        "--data", metavar="DIR", help="Data folder; else CCMCOST_DATA, ./data, or the data that came with ccmcost."
    ),
]
Rule = Annotated[str | None, typer.Option(metavar="ID|FILE", help="Rule by id, or a rule file (.toml).")]
Currency = Annotated[
    str | None, typer.Option(metavar="CODE", help="Currency (ISO 4217) of the cost given; USD if not said.")
]
Format = Annotated[str, typer.Option("--format", metavar="table|csv|json", help="What to print on standard output.")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Day that documents carry; today if not said.")]


def plain_app(**settings: Any) -> typer.Typer:
    """A Typer application without rich, colours or tracebacks."""
    return typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False, **settings)


def example(*lines: str) -> str:
    """An epilog with examples, kept as typed."""
    return "\b\n" + "\n".join(["Examples:", *(f"  {line}" for line in lines)])


def checked_format(wish: str) -> str:
    """The output format, or a usage error."""
    if wish not in ("table", "csv", "json"):
        raise typer.BadParameter(f'"{wish}" is not one of table, csv, json.', param_hint="--format")
    return wish


def style() -> Style:
    """Colours only when a person watches a terminal and has not asked for none (NO_COLOR)."""
    return COLOUR if sys.stdout.isatty() and "NO_COLOR" not in os.environ else PLAIN


def put(text: str, data: bool = False) -> None:
    """Print a result. Data is always UTF-8 with line feeds; text for people follows the terminal's encoding."""
    stream: Any = sys.stdout
    if data:
        stream.reconfigure(encoding="utf-8", newline="\n")
    else:
        stream.reconfigure(errors="replace")
    stream.write(text)
    stream.flush()


def put_result(result: Apportionment, format: str) -> None:
    """Print an apportionment as table, CSV or JSON."""
    rows = table_rows(result)
    if format == "table":
        put(assessment_screen(result, rows, style()))
    elif format == "csv":
        from ccmcost.render.csv_text import assessment_csv

        put(assessment_csv(rows), data=True)
    else:
        from ccmcost.render.json_text import assessment_json

        put(assessment_json(result, rows), data=True)


def tell(text: str) -> None:
    """Print a remark on standard error."""
    stream: Any = sys.stderr
    stream.reconfigure(errors="replace")
    stream.write(text + "\n")


def warn(findings: Iterable[Finding]) -> None:
    """Print warnings on standard error."""
    for finding in findings:
        tell(finding.line())


def complete_meeting(incomplete: str) -> list[str]:
    """Meeting ids for shell completion."""
    from ccmcost.workflow.register import meeting_ids

    return [meeting_id for meeting_id in meeting_ids() if meeting_id.startswith(incomplete)]


MeetingId = Annotated[
    str, typer.Argument(metavar="MEETING", help="Id of a meeting, such as msp11.", autocompletion=complete_meeting)
]
