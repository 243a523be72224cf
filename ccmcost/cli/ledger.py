"""`ccmcost ledger list|verify|export|import|backup`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ccmcost.accounts.books import open_books
from ccmcost.cli.money_options import RecordedBy, at_desk
from ccmcost.cli.options import Data, Format, complete_meeting, example, plain_app
from ccmcost.cli.output import checked_format, put, style, tell
from ccmcost.clock import optional_day
from ccmcost.workflow import ledger_tools
from ccmcost.workspace import open_workspace

app = plain_app(
    no_args_is_help=True,
    help="The ledger itself: prove it, copy it, hand it on.",
    epilog=example("ccmcost ledger verify", "ccmcost ledger backup ledger-2024-03-31.sqlite"),
)


@app.command(epilog=example("ccmcost ledger verify", "ccmcost ledger verify --head HASH    a hash that you noted earlier"))
def verify(
    head: Annotated[
        str | None, typer.Option(metavar="HASH", help="A hash noted earlier, which must be in the chain.")
    ] = None,
    data: Data = None,
) -> None:
    """Check everything: chain of events, rules, sums, gaps in numbers, every file in notices/ against the ledger."""
    with open_books(open_workspace(data)) as desk:
        found = ledger_tools.verify(desk, head)
    for text in (*found.problems, *found.remarks):
        tell(text)
    counts = f"{found.events} events, {found.notices} notices, {found.documents} documents"
    put(f"{len(found.problems)} problems; {counts}; last hash {found.last_hash}\n")
    if found.problems:
        raise typer.Exit(1)


@app.command(
    epilog=example(
        "ccmcost ledger export ledger.json", "ccmcost ledger export postings.csv", "ccmcost ledger export gl.csv --journal"
    )
)
def export(
    file: Annotated[str, typer.Argument(metavar="FILE", help=".json: complete, can be imported; .csv: all postings.")],
    journal: Annotated[
        bool, typer.Option("--journal", help="A CSV of debits and credits for the accounting system.")
    ] = False,
    data: Data = None,
) -> None:
    """Write the ledger to a file."""
    with open_books(open_workspace(data)) as desk:
        count = ledger_tools.export(desk, Path(file), journal)
    put(f"wrote {file}: {count} {'events' if file.endswith('.json') else 'rows'}\n")


@app.command(
    "list",
    epilog=example(
        "ccmcost ledger list --state SWE --since 2024-01-01",
        "ccmcost ledger list --kind receipt --amount 7100.00",
        'ccmcost ledger list --find "note verbale" --format csv',
    ),
)
def list_(
    state: Annotated[str | None, typer.Option(metavar="STATE", help="Only events of this State.")] = None,
    meeting: Annotated[
        str | None, typer.Option(metavar="MEETING", help="Only events of this meeting.", autocompletion=complete_meeting)
    ] = None,
    kind: Annotated[
        str | None, typer.Option(metavar="KIND", help="Only this kind, such as receipt, issue, refund or reverse.")
    ] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Only value dates from this day on.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Only value dates up to this day.")] = None,
    amount: Annotated[
        str | None, typer.Option(metavar="AMOUNT", help="Only events of this sum, or with a part or notice of it.")
    ] = None,
    find: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="Only events with this text in reference, document, number or person."),
    ] = None,
    format: Format = "table",
    data: Data = None,
) -> None:
    """List events with their numbers: day, kind, sum, who recorded them, and what each reverses or rests on."""
    from ccmcost.render.events_list import events_csv, events_json, events_screen
    from ccmcost.workflow.ledger_list import Wanted, ledger_list

    checked_format(format)
    days = optional_day(since, "--since"), optional_day(until, "--until")
    with open_books(open_workspace(data)) as desk:
        rows = ledger_list(desk, Wanted(state, meeting, kind, *days, amount, find))
    if format == "table":
        put(events_screen(rows, style()))
    else:
        put(events_csv(rows) if format == "csv" else events_json(rows), data=True)


@app.command("import", epilog=example("ccmcost ledger import ledger.json"))
def import_(
    file: Annotated[str, typer.Argument(metavar="FILE", help="An export (.json) of a ledger.")],
    recorded_by: RecordedBy = None,
    data: Data = None,
) -> None:
    """Rebuild an equal ledger from an export, in a workspace whose ledger is empty."""
    with at_desk(data, recorded_by) as (desk, clerk):
        count = ledger_tools.import_export(desk, Path(file), clerk)
    put(f"{count} events recorded again; copy the folder notices/ of the old workspace, then: ccmcost ledger verify\n")


@app.command(epilog=example("ccmcost ledger backup ledger-2024-03-31.sqlite"))
def backup(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A new file; nothing is overwritten.")],
    data: Data = None,
) -> None:
    """Copy the ledger's file, complete even while others write."""
    with open_books(open_workspace(data)) as desk:
        ledger_tools.back_up(desk, Path(file))
    put(f"wrote {file}\n")
