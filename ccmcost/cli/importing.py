"""`ccmcost import participants|scale|treaty-status|costs`: take in official documents."""

from __future__ import annotations

from typing import Annotated

import typer

from ccmcost.cli import importing_list, importing_money
from ccmcost.cli.importing_money import account_shown
from ccmcost.cli.importing_options import DryRun, File, Yes, go_on, source_of
from ccmcost.cli.money_options import ClockChecked, RecordedBy, at_desk, confirmed
from ccmcost.cli.options import Currency, Data, example, plain_app
from ccmcost.cli.output import put, style, warn
from ccmcost.clock import optional_day
from ccmcost.errors import UsageError
from ccmcost.statement.status import words
from ccmcost.workspace import open_workspace, shown_path

app = plain_app(
    no_args_is_help=True,
    help="Take in official documents, bank lists, and bills from before ccmcost.",
    epilog=example(
        "ccmcost import participants msp11 list-of-participants.docx",
        "ccmcost import scale A_RES_79_249-EN.pdf --dry-run",
        "ccmcost import treaty-status status.html --dry-run",
        "ccmcost import costs estimate.xlsx --meeting msp13 --dry-run",
        "ccmcost import receipts bank-2024-03.csv",
    ),
)

importing_list.register(app)


@app.command(
    epilog=example(
        "ccmcost import scale scale-of-assessments.xlsx --dry-run", "ccmcost import scale A_RES_79_249-EN.pdf --yes"
    )
)
def scale(
    file: File,
    resolution: Annotated[
        str | None, typer.Option(metavar="SYMBOL", help="Resolution that adopted it, if the file does not say.")
    ] = None,
    period: Annotated[str | None, typer.Option(metavar="YEARS", help="One period of the file, such as 2025-2027.")] = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    data: Data = None,
) -> None:
    """Take in a UN scale of assessments: the official workbook (.xlsx) or a General Assembly resolution (.pdf)."""
    from ccmcost.render.import_screen import scale_screen
    from ccmcost.workflow.import_scale import propose_scales, write_scales

    workspace = open_workspace(data)
    proposal = propose_scales(workspace, source_of(file, workspace), resolution, period)
    for each in proposal.scales:
        title = f"{each.table.id} ({each.resolution}): {len(each.table.rates)} Members, sum 100.000"
        state = "new" if each.is_new else "identical to what is there" if each.is_identical else "differs from what is there"
        rates = [] if each.is_new else [tuple(rate) for rate in each.rates]
        put("\n".join(scale_screen(title, state, rates, [tuple(rate) for rate in each.notional], style())) + "\n")
    warn(proposal.warnings)
    if not proposal.files:
        put("Nothing to write.\n")
    elif go_on(dry_run, yes, file, workspace):
        put("".join(f"wrote {shown_path(path)}\n" for path in write_scales(workspace, proposal)))


@app.command(
    "treaty-status",
    epilog=example(
        "ccmcost import treaty-status status.html --dry-run",
        "ccmcost import treaty-status status.csv --withdrawn LTU=2025-03-06 --yes",
    ),
)
def treaty_status(
    file: File,
    withdrawn: Annotated[
        list[str] | None, typer.Option(metavar="STATE=DATE", help="A withdrawal and the day it takes effect. May repeat.")
    ] = None,
    source: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Source to record, if the page does not say its day.")
    ] = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    data: Data = None,
) -> None:
    """Take in treaty status: the saved page of the United Nations Treaty Collection (.html), its XML, or a table."""
    from ccmcost.render.account_screen import account_screen
    from ccmcost.render.import_screen import status_screen
    from ccmcost.workflow.import_treaty import propose_status, write_status

    workspace = open_workspace(data)
    with account_shown():
        proposal = propose_status(workspace, source_of(file, workspace), tuple(withdrawn or ()), source)
    changes = [(each.code, each.name, each.what, ", ".join(each.meetings)) for each in proposal.changes]
    put("\n".join(status_screen(proposal.parties, changes, style())) + "\n")
    put("\n".join(account_screen(proposal.account, style())) + "\n")
    warn(proposal.warnings)
    if go_on(dry_run, yes, file, workspace):
        put(f"wrote {shown_path(write_status(workspace, proposal))}\n")


@app.command(
    epilog=example(
        "ccmcost import costs estimate.xlsx --meeting msp13 --dry-run",
        "ccmcost import costs final.csv --meeting msp13 --status actual --adopted-on 2026-03-31 --yes",
    )
)
def costs(
    file: File,
    meeting: Annotated[str, typer.Option(metavar="MEETING", help="The meeting that the estimate is for.")],
    status: Annotated[
        str | None, typer.Option(metavar="STATUS", help="estimate (default), revised_estimate or actual.")
    ] = None,
    currency: Currency = None,
    column: Annotated[str | None, typer.Option(metavar="HEADING", help="Column of sums, by heading or letter.")] = None,
    total: Annotated[str | None, typer.Option(metavar="N", help="Total that you expect; confirms an unusual one.")] = None,
    adopted_on: Annotated[str | None, typer.Option(metavar="DATE", help="Day on which it was adopted.")] = None,
    document: Annotated[str | None, typer.Option(metavar="SYMBOL", help="Document that the figures come from.")] = None,
    recorded_by: RecordedBy = None,
    clock_checked: ClockChecked = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    data: Data = None,
) -> None:
    """Take in a cost estimate with its lines, checked to its printed totals; it becomes a new version of the cost."""
    from ccmcost.render.account_screen import account_screen
    from ccmcost.render.import_screen import cost_screen
    from ccmcost.workflow.import_costs import CostRequest, propose_cost, write_cost

    workspace = open_workspace(data)
    day = optional_day(adopted_on, "--adopted-on")
    request = CostRequest(meeting, source_of(file, workspace), status, currency, day, document, column, total)
    with account_shown():
        proposal = propose_cost(workspace, request)
    before = proposal.before
    title = f"{proposal.meeting.name} ({proposal.meeting.id}): version {proposal.version}, {words(proposal.status)}"
    put("\n".join(cost_screen(title, proposal.lines, proposal.total, (), style())) + "\n")
    read = [f"Read: {said}." for said in proposal.said]
    put("\n".join(["", *read, *account_screen(proposal.account, style()), ""]) + "\n")
    put(
        f"In use until now: {before.total}, {words(before.status)}, version {before.version}\n"
        if before
        else "No cost is at hand yet.\n"
    )
    if proposal.doubt:
        put(f"To be confirmed: {proposal.doubt}\n")
        if not dry_run:
            raise UsageError(proposal.doubt)
    if go_on(dry_run, yes, file, workspace):
        with at_desk(data, recorded_by, clock_checked) as (desk, clerk):
            made = confirmed(lambda by: write_cost(desk, proposal, by), clerk)
        put(f"wrote {shown_path(workspace.data / 'costs.toml')}: version {made.version}\n")


importing_money.register(app)
