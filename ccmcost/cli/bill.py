"""Bill, in a workspace: `ccmcost next`, `cost`, `reconcile`, `audit-pack`.
Money: record, issue.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from ccmcost.cli import readers
from ccmcost.cli.by import By
from ccmcost.cli.declared import Argument, Group, Option, command
from ccmcost.cli.options import (
    Alone,
    AsAt,
    AsOf,
    CostStatus,
    Csv,
    Currency,
    Data,
    Folders,
    MeetingId,
    MeetingOrGroup,
    TableOrCsv,
    csv_form,
)
from ccmcost.cli.output import put, put_lines, style, tell
from ccmcost.clock import as_of_day
from ccmcost.workspace import open_workspace

if TYPE_CHECKING:
    from ccmcost.documents.audit.pack import Pack

cost = Group(
    "Costs of meetings: versions that are never overwritten, and the lines behind them.",
    "ccmcost cost lines msp13",
)


@command("ccmcost next", "ccmcost next --as-at 2025-06-30")
def due(as_at: AsAt = None, data: Folders = ()) -> None:
    """Show what is due, per meeting, with the command that does it. Nothing is changed."""
    from ccmcost.accounts.books import open_books
    from ccmcost.desk.due import due_screen, due_steps

    day, told = as_of_day(as_at), list[str]()
    for folder in data or (None,):
        with open_books(open_workspace(folder, day)) as desk:
            steps = due_steps(desk, day)
            title = desk.convention.name if len(data) > 1 else ""
            told.append(due_screen(steps, title, folder or ""))
    put("\n".join(told))


@cost.command("lines", "ccmcost cost lines msp13", "ccmcost cost lines msp13 --version 1")
def lines(
    meeting: MeetingId,
    version: Annotated[int | None, Option("N", "Version of the cost; default: the latest.")] = None,
    data: Data = None,
) -> None:
    """Show the lines of a meeting's cost and whether they sum to its total."""
    from ccmcost.desk.answers import cost_screen
    from ccmcost.desk.costs import cost_lines
    from ccmcost.words.status import words

    found = cost_lines(open_workspace(data), meeting, version)
    cost = found.cost
    title = (
        f"{found.meeting.name} ({found.meeting.id}): {words(cost.status)}, version {cost.version}"
    )
    put_lines(cost_screen(title, found.lines, cost.total, found.faults, style()))
    put(f"Source: {cost.source}\n" if cost.source else "")
    if found.faults:
        raise SystemExit(1)


@cost.command(
    "set",
    "ccmcost cost set msp12 --status estimate --amount 412345.67 --source MSP/2023/6 "
    "--adopted-on 2023-11-24",
    "ccmcost cost set msp12 --status actual --amount 398200.10 --source LEDGER-2024-77 "
    "--adopted-on 2025-03-01",
)
def set_cost_(
    meeting: MeetingId,
    status: CostStatus,
    amount: Annotated[
        str,
        Option("AMOUNT", "Total to share, such as 412345.67.", read=readers.total),
    ],
    source: Annotated[str, Option("TEXT", "Document that gives the figure.", read=readers.line)],
    adopted_on: Annotated[date, Option("DATE", "Day on which it was adopted or closed.")],
    currency: Currency = None,
    *,
    by: By,
    data: Data = None,
) -> None:
    """Add a version of a meeting's cost: estimate, revised estimate or actual.
    Nothing is billed by this.
    """
    from ccmcost.cli.asking import was_asked
    from ccmcost.desk.costs import (
        CostWish,
        cost_in_words,
        other_currency,
        set_cost,
        wish_in_words,
    )

    wish = CostWish(status, amount, currency, source, adopted_on)
    name, (made, event, before), remark = by.recorded(
        data,
        lambda desk, who: (
            desk.meeting(meeting),
            set_cost(desk, meeting, wish, who),
            other_currency(desk, meeting, wish.currency),
        ),
        understood=lambda desk: wish_in_words(desk, meeting, wish),
    )
    if remark and not was_asked():  # a person who was asked saw it before
        tell(remark)
    what = f"{name}: cost version {made.version}, {cost_in_words(made)}"
    if event is None:
        put(f"{what}; it was set before, and nothing was recorded\n")
    else:
        put(f"{what}\n  event {event.seq}; set again, a further version replaces it\n")
    if event and before and before.status == "actual" != made.status:
        tell(f"Before it was an actual cost: version {before.version}, {before.total}.")


@command(
    "ccmcost reconcile msp11 issued.csv",
    "ccmcost reconcile msp11 issued.csv --format csv > ways.csv",
)
def reconcile_(
    meeting: MeetingId,
    file: Annotated[str, Argument("FILE", "A CSV or XLSX with iso3 and amount, as issued.")],
    cost: Annotated[
        str | None, Option("AMOUNT", "Total that was shared; default: the sum of the file.")
    ] = None,
    currency: Currency = None,
    format: TableOrCsv = "table",
    csv: Csv = "plain",
    data: Data = None,
) -> None:
    """Compare issued amounts with every shipped rule, list basis, residual policy and unit,
    State by State.
    """
    from ccmcost.documents.reconcile import reconcile, reconcile_csv, reconcile_screen

    form = csv_form(csv)
    found = reconcile(open_workspace(data), meeting, Path(file), cost, currency)
    if format == "csv":
        put(reconcile_csv(found, form), data=True)
    else:
        put(reconcile_screen(found, style()))


@command(
    "ccmcost audit-pack msp12",
    "ccmcost audit-pack rc2 --zip --as-of 2025-06-30",
    checks=(readers.in_office,),
)
def audit_pack(
    name: MeetingOrGroup,
    zipped: Annotated[bool, Option(None, "One ZIP file instead of a folder.", "--zip")] = False,
    alone: Alone = False,
    out: Annotated[
        Path | None,
        Option("PATH", "Folder or ZIP file to write; default: reports/audit-MEETING."),
    ] = None,
    as_of: AsOf = None,
    data: Data = None,
) -> None:
    """Pack decision, costs, list, scale, rule, notices, bank reconciliation, approvals and ledger
    extract, with an index.

    Before the pack is written, every amount is recalculated from its files, and all totals must
    reconcile exactly.
    """
    from ccmcost.accounts.books import open_books
    from ccmcost.desk.ledger_tools import verify
    from ccmcost.documents.audit.pack import compose, write_pack
    from ccmcost.sharing.request import group_name

    day = as_of_day(as_of)
    with open_books(open_workspace(data, day)) as desk:
        name = group_name(desk.data, name)
        pack = compose(desk, name, alone, day, lambda: verify(desk).problems)
        target = out or desk.workspace.reports / f"audit-{name}"
        path = write_pack(pack, desk, target, zipped)
    for remark in pack.remarks:
        tell(remark)
    put(_report(pack, path))


def _report(pack: Pack, path: Path) -> str:
    done = sum(each.done for each in pack.again)
    lines = [f"wrote {path.as_posix()}: {len(pack.files) + 1} files; begin with index.html"]
    lines.append(
        f"  {done} of {len(pack.again)} assessments recalculated from the pack, to the cent"
    )
    lines.append(
        f"  {len(pack.checks)} totals reconcile; ledger of {pack.events} events, last hash "
        f"{pack.last_hash}"
    )
    return "\n".join(lines) + "\n"
