"""Options of the commands that record money."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Annotated

import typer

from ccmcost.clock import day_option, recording_moment
from ccmcost.workflow.books import Clerk, Desk, clean, clerk_of, open_desk
from ccmcost.workspace import open_workspace

State = Annotated[str, typer.Argument(metavar="STATE", help="Alpha-3 code of a State, such as JPN.")]
Amount = Annotated[str, typer.Argument(metavar="AMOUNT", help="In major units, plain digits with a point: 1234.56.")]
RecordedBy = Annotated[
    str | None,
    typer.Option("--recorded-by", metavar="NAME", help="Who records; else CCMCOST_RECORDED_BY, else your login name."),
]
ApprovedBy = Annotated[str, typer.Option("--approved-by", metavar="NAME", help="The second person, who approves.")]
On = Annotated[str, typer.Option("--on", metavar="DATE", help="Value date: the day that counts, YYYY-MM-DD.")]
Document = Annotated[str, typer.Option("--document", metavar="TEXT", help="The document that this rests on.")]
Reference = Annotated[str, typer.Option("--reference", metavar="TEXT", help="What the bank says on remitter and purpose.")]
AsAt = Annotated[
    str | None, typer.Option("--as-at", metavar="DATE", help="Value date up to which entries count; today if not said.")
]
KnownOn = Annotated[
    str | None,
    typer.Option("--known-on", metavar="DATE", help="As it was recorded up to this day: reproduces a published status."),
]


@contextmanager
def at_desk(data: str | None, recorded_by: str | None) -> Iterator[tuple[Desk, Clerk]]:
    """The desk of the workspace, and who records."""
    clerk = clerk_of(recorded_by, recording_moment())
    with open_desk(open_workspace(data)) as desk:
        yield desk, clerk


def day(text: str, option: str) -> date:
    """A date option."""
    return day_option(text, option)


def approver(name: str) -> str:
    """The second person, as it is recorded."""
    return clean(name, "--approved-by")
