"""Options of the commands that record money or show what was recorded."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Annotated, TypeVar

import typer

from ccmcost.accounts.books import Books, Clerk, clean, clerk_of, open_books
from ccmcost.cli.output import ask, tell
from ccmcost.clock import recording_moment
from ccmcost.errors import Doubt, UsageError
from ccmcost.sharing.request import find_languages
from ccmcost.words.catalogue import LANGUAGES
from ccmcost.words.office import LANGUAGES as TEMPLATES
from ccmcost.workspace import open_workspace

State = Annotated[str, typer.Argument(metavar="STATE", help="A State: its name in any of six languages, or its code (JPN).")]
Amount = Annotated[str, typer.Argument(metavar="AMOUNT", help="A sum in major units, such as 1234.56 or 1,234.56.")]
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
MeetingOrGroup = Annotated[
    str, typer.Argument(metavar="MEETING|GROUP", help="Id of a meeting, or of a billing group such as rc2.")
]
Lang = Annotated[
    list[str] | None, typer.Option("--lang", metavar="CODES", help="Languages of the documents; en if not said.")
]
Alone = Annotated[bool, typer.Option("--alone", help="Only this meeting, not the billing group of the same name.")]


ClockChecked = Annotated[
    str | None,
    typer.Option(
        "--clock-checked", metavar="REASON", help="Why the machine's clock is right although it jumps; kept in the event."
    ),
]
T = TypeVar("T")


@contextmanager
def at_desk(
    data: str | None, recorded_by: str | None, clock_checked: str | None = None, day: date | None = None, **answers: bool
) -> Iterator[tuple[Books, Clerk]]:
    """The desk of the workspace, and who records; `day` is that of the documents to be issued.

    `answers` are options that answer a question, by name.
    """
    given = tuple(f"--{name.replace('_', '-')}" for name, said in answers.items() if said)
    clock = "" if clock_checked is None else clean(clock_checked, "--clock-checked")
    clerk = clerk_of(recorded_by, recording_moment())._replace(answers=given, clock=clock)
    with open_books(open_workspace(data, day)) as desk:
        yield desk, clerk


def confirmed(record: Callable[[Clerk], T], clerk: Clerk) -> T:
    """Record something; what must be confirmed first is asked, where a person is there to answer. Raises Doubt elsewhere."""
    while True:
        try:
            return record(clerk)
        except Doubt as doubt:
            if not sys.stdin.isatty():
                raise
            option = doubt.answer.partition(" ")[0]
            tell(doubt.question)
            if option == "--clock-checked":
                clerk = clerk._replace(clock=clean(ask("If the clock is right, say why"), option))
            elif ask("Record it all the same? [y/N]").lower() in ("y", "yes"):
                clerk = clerk._replace(answers=(*clerk.answers, option))
            else:
                raise UsageError("Nothing was recorded.") from None


def approver(name: str) -> str:
    """The second person, as it is recorded."""
    return clean(name, "--approved-by")


def languages_of(wishes: list[str] | None) -> tuple[str, ...]:
    """The languages of --lang, checked; English if none is named."""
    return find_languages(wishes or (), LANGUAGES, '"{}" is no language of notices')


def template_languages(wishes: list[str] | None) -> tuple[str, ...]:
    """As `languages_of`, for letters and estimates."""
    return find_languages(wishes or (), TEMPLATES, 'there is no template in "{}"')
