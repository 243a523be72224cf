"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated, Any

import typer

Data = Annotated[
    str | None,
    typer.Option(
        "--data", metavar="DIR", help="Data folder; else CCMCOST_DATA, ./data, or the data that came with ccmcost."
    ),
]
Rule = Annotated[str | None, typer.Option(metavar="ID|FILE", help="Rule by id, or a rule file (.toml).")]
Scale = Annotated[str | None, typer.Option(metavar="ID", help="Another scale than that of the day.")]
Provisional = Annotated[
    str | None, typer.Option("--scale-provisional", metavar="ID", help="Scale for days that no scale covers yet; marked.")
]
OtherList = Annotated[
    str | None,
    typer.Option("--participants", metavar="FILE", help="Another list: a CSV with iso3 and, if you like, role."),
]
Currency = Annotated[
    str | None, typer.Option(metavar="CODE", help="Currency (ISO 4217) of the cost given; USD if not said.")
]
Format = Annotated[str, typer.Option("--format", metavar="table|csv|json", help="What to print on standard output.")]
TableOrCsv = Annotated[str, typer.Option("--format", metavar="table|csv", help="What to print on standard output.")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Day that documents carry; today if not said.")]


def plain_app(**settings: Any) -> typer.Typer:
    """A Typer application without rich, colours or tracebacks."""
    return typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False, **settings)


def example(*lines: str) -> str:
    """An epilog with examples, kept as typed."""
    return "\b\n" + "\n".join(["Examples:", *(f"  {line}" for line in lines)])


def complete_meeting(incomplete: str) -> list[str]:
    """Meeting ids for shell completion."""
    from ccmcost.workflow.register import meeting_ids

    return [meeting_id for meeting_id in meeting_ids() if meeting_id.startswith(incomplete)]


MeetingId = Annotated[
    str, typer.Argument(metavar="MEETING", help="Id of a meeting, such as msp11.", autocompletion=complete_meeting)
]
