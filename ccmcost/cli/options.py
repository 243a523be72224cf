"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

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
    str | None, typer.Option(metavar="CODE", help="Currency (ISO 4217); default: the currency of the convention.")
]
Format = Annotated[str, typer.Option("--format", metavar="table|csv|json", help="What to print on standard output.")]
TableOrCsv = Annotated[str, typer.Option("--format", metavar="table|csv", help="What to print on standard output.")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Day that documents carry; today if not said.")]


class _Group(TyperGroup):
    """A group that lists its commands with their whole first sentence; the framework would cut it."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        found = [(name, self.commands[name].help or "") for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl([(name, " ".join(text.split()).partition(". ")[0].rstrip(".")) for name, text in found])


def plain_app(**settings: Any) -> typer.Typer:
    """A Typer application without rich, colours or tracebacks."""
    return typer.Typer(cls=_Group, rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False, **settings)


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
