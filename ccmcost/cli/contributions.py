"""`ccmcost status` and `ccmcost statement`: what the ledger says on a day, as it was known on a day."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ccmcost.accounts.books import Books, open_books
from ccmcost.accounts.statement import statement
from ccmcost.accounts.status import status
from ccmcost.cli.money_options import AsAt, KnownOn, Lang, State, languages_of
from ccmcost.cli.options import Data, TableOrCsv, complete_meeting, example, plain_app
from ccmcost.cli.output import checked_format, put, put_note, style
from ccmcost.clock import as_of_day, optional_day
from ccmcost.documents.contributions.account import account_csv, account_files, account_screen
from ccmcost.documents.contributions.office import Office
from ccmcost.documents.contributions.status import status_csv, status_files, status_screen
from ccmcost.ledger.queries import unplaced
from ccmcost.ledger.standing import View
from ccmcost.manifest import publish_beside
from ccmcost.tables.screen import files_note
from ccmcost.workspace import open_workspace

status_app = plain_app()
statement_app = plain_app()

Write = Annotated[bool, typer.Option("--write", help="Write the files (CSV, PDF; status also XLSX) into reports/ as well.")]
Out = Annotated[str | None, typer.Option(metavar="DIR", help="Write them into this folder instead.")]


@status_app.command(
    epilog=example(
        "ccmcost status --as-at 2024-06-30",
        "ccmcost status --as-at 2024-06-30 --known-on 2024-07-15    as it was published then",
        "ccmcost status --meeting msp12 --all --write --lang en,fr",
    )
)
def status_(
    as_at: AsAt = None,
    known_on: KnownOn = None,
    meeting: Annotated[
        str | None, typer.Option(metavar="MEETING", help="Only this meeting.", autocompletion=complete_meeting)
    ] = None,
    state: Annotated[str | None, typer.Option(metavar="STATE", help="Only this State (name or code).")] = None,
    every: Annotated[bool, typer.Option("--all", help="List the accounts that are paid in full as well.")] = False,
    unidentified: Annotated[
        bool, typer.Option("--unidentified", help="List the receipts that nobody could place yet.")
    ] = False,
    format: TableOrCsv = "table",
    write: Write = False,
    out: Out = None,
    lang: Lang = None,
    data: Data = None,
) -> None:
    """Show what was assessed and received, what is outstanding and for how long, and what funds are in hand."""
    checked_format(format, ("table", "csv"))
    languages, day = languages_of(lang), optional_day(as_at, "--as-at") or as_of_day()
    with open_books(open_workspace(data, day)) as desk:
        view = View(
            day,
            optional_day(known_on, "--known-on"),
            "" if meeting is None else desk.meeting(meeting),
            "" if state is None else desk.state(state),
        )
        if unidentified:
            put(_unplaced(desk, view))
            return
        found, office = status(desk, view), _office(desk)
        if format == "csv":
            put(status_csv(found, office), data=True)
        else:
            put(status_screen(found, office, style(), every))
        if write or out:
            folder = Path(out) if out else desk.workspace.reports / f"status-{view.as_at}"
            _write(status_files(found, office, desk.issuer, languages), folder, format)


@statement_app.command(epilog=example("ccmcost statement JPN", "ccmcost statement JPN --as-at 2024-12-31 --write --lang fr"))
def statement_(
    state: State,
    as_at: AsAt = None,
    known_on: KnownOn = None,
    format: TableOrCsv = "table",
    write: Write = False,
    out: Out = None,
    lang: Lang = None,
    data: Data = None,
) -> None:
    """Show the account of a State: every notice, receipt and credit since its first, with a running balance per meeting."""
    checked_format(format, ("table", "csv"))
    languages = languages_of(lang)
    until = optional_day(as_at, "--as-at") or as_of_day()
    with open_books(open_workspace(data, until)) as desk:
        found = statement(desk, View(until, optional_day(known_on, "--known-on"), state=desk.state(state)))
        office = _office(desk)
        if format == "csv":
            put(account_csv(found, office), data=True)
        else:
            put(account_screen(found, office, style()))
        if write or out:
            folder = Path(out) if out else desk.workspace.reports / f"statements-{until}"
            _write(account_files(found, office, desk.issuer, languages), folder, format)


def _office(desk: Books) -> Office:
    return Office(desk.convention, desk.states, desk.meetings)


def _write(files: dict[str, bytes], folder: Path, format: str) -> None:
    """The files of a command, all or nothing, beside those that it wrote before."""
    put_note(files_note(publish_beside(folder, files, {"document": "contributions"})), format)


def _unplaced(desk: Books, view: View) -> str:
    found = unplaced(desk.ledger, view)
    if not found:
        return "No receipt is unidentified.\n"
    lines = [f"event {each.event:>5}  {each.day}  {each.left}  {each.reference}" for each in found]
    return "\n".join(lines) + "\nPlace one: ccmcost record identify EVENT STATE MEETING --document TEXT\n"
