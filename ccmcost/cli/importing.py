"""`ccmcost import participants|scale|treaty-status|costs`: take in official documents."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from ccmcost.cli import importing_money
from ccmcost.cli.money_options import RecordedBy, at_desk
from ccmcost.cli.options import AsOf, Currency, Data, MeetingId, example, plain_app
from ccmcost.cli.output import put, style, warn
from ccmcost.clock import as_of_day, optional_day
from ccmcost.errors import UsageError
from ccmcost.findings import Findings
from ccmcost.load.reader import LARGEST_FILE, Reader
from ccmcost.model.source import SourceFile
from ccmcost.statement.status import words
from ccmcost.workspace import Workspace, open_workspace, shown_path

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

DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would change, write nothing.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Write without asking.")]
File = Annotated[str, typer.Argument(metavar="FILE", help="The document; - reads text from standard input.")]
Aliases = Annotated[
    list[str] | None, typer.Option("--alias", metavar="NAME=STATE", help="Settle a name; NAME=- leaves it out. May repeat.")
]
AliasFile = Annotated[str | None, typer.Option(metavar="FILE", help="A CSV of names to settle: name,iso3.")]


@app.command(
    epilog=example(
        "ccmcost import participants msp11 list.pdf --dry-run",
        'ccmcost import participants msp11 list.csv --document MSP/2023/INF.1 --alias "Ivory Cst=CIV" --yes',
    )
)
def participants(
    meeting: MeetingId,
    file: File,
    alias: Aliases = None,
    alias_file: AliasFile = None,
    role_from_status: Annotated[
        bool, typer.Option("--role-from-status", help="Take roles from treaty status, not from the document.")
    ] = False,
    leave_doubtful: Annotated[
        bool, typer.Option("--leave-doubtful", help="Leave out State names that may be no headings; they become warnings.")
    ] = False,
    document: Annotated[
        str | None, typer.Option(metavar="SYMBOL", help="Document symbol, if the file does not carry it.")
    ] = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    as_of: AsOf = None,
    data: Data = None,
) -> None:
    """Take in the official list of participants of a meeting, from CSV, XLSX, DOCX, PDF or text."""
    from ccmcost.workflow.import_participants import ImportRequest, propose_list, write_list

    day = as_of_day(as_of)
    workspace = open_workspace(data, day)
    request = ImportRequest(
        meeting, _source(file, workspace), tuple(alias or ()), alias_file, role_from_status, leave_doubtful, document
    )
    proposal = propose_list(workspace, request, day)
    put("\n".join(_summary(proposal)) + "\n")
    warn(proposal.warnings)
    if go_on(dry_run, yes, file, workspace):
        put("".join(f"wrote {shown_path(path)}\n" for path in write_list(workspace, proposal, day)))


def _summary(proposal: object) -> list[str]:
    from ccmcost.render.import_screen import change_screen, effect_screen, facts_screen, left_out_screen
    from ccmcost.workflow.import_participants import Proposal

    assert isinstance(proposal, Proposal)
    roles = Counter(row[1] for row in proposal.rows)
    named = (("state_party", "States Parties"), ("signatory", "signatories"), ("observer_state", "other States not party"))
    counts = ", ".join(f"{roles[role]} {words_for}" for role, words_for in named)
    how = {"table": "a table", "report": "a final report", "list": "a list of participants"}[proposal.taken.how]
    by_status = f"; {proposal.by_status} by treaty status, where the document gives none" if proposal.by_status else ""
    pairs = [
        ("Read as", how),
        ("Document", proposal.document or "not named: give --document before it is written"),
        ("SHA-256", proposal.sha256),
        ("States", f"{len(proposal.rows)}: {counts}{by_status}"),
    ]
    lines = facts_screen(f"{proposal.meeting.name} ({proposal.meeting.id}): official list", pairs, style())
    lines += left_out_screen(list(dict.fromkeys(name for name, _ in proposal.taken.organizations)))
    lines += change_screen(proposal.change, style())
    if proposal.effect is not None:
        return lines + effect_screen(proposal.effect, style())
    return [*lines, "", f"The bills are not compared: {proposal.why_no_effect}."]


def _source(file: str, workspace: Workspace) -> SourceFile:
    if file == "-":
        content = sys.stdin.buffer.read(LARGEST_FILE + 1)
        if len(content) > LARGEST_FILE:
            raise UsageError(f"standard input is larger than {LARGEST_FILE:,} bytes.")
        return SourceFile("standard input", "command line", content, "standard input")
    reader = Reader(workspace, Findings())
    source = reader.given(Path(file))
    reader.findings.stop_on_errors()
    assert source is not None
    return source


def go_on(dry_run: bool, yes: bool, file: str, workspace: Workspace) -> bool:
    """Whether to write: never on a dry run, at once with --yes, else after asking a person who can answer."""
    if dry_run:
        put("\nDry run: nothing was written.\n")
        return False
    workspace.writable_data()
    if yes:
        return True
    if file == "-" or not sys.stdin.isatty():
        raise UsageError("nothing was written: nobody is there to ask. Say --yes to write, or --dry-run to look only.")
    try:
        agreed = typer.confirm("\nWrite this?", default=False)
    except typer.Abort:  # Ctrl-C or Ctrl-D at the question: told and counted as any other interruption
        put("\n")
        raise KeyboardInterrupt from None
    if not agreed:
        put("Nothing was written.\n")
    return agreed


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
    proposal = propose_scales(workspace, _source(file, workspace), resolution, period)
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
    """Take in treaty status: a CSV, or the saved page of the United Nations Treaty Collection (.html)."""
    from ccmcost.render.import_screen import status_screen
    from ccmcost.workflow.import_treaty import propose_status, write_status

    workspace = open_workspace(data)
    proposal = propose_status(workspace, _source(file, workspace), tuple(withdrawn or ()), source)
    changes = [(each.code, each.name, each.what, ", ".join(each.meetings)) for each in proposal.changes]
    put("\n".join(status_screen(proposal.parties, changes, style())) + "\n")
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
    status: Annotated[str, typer.Option(metavar="STATUS", help="estimate, revised_estimate or actual.")] = "estimate",
    currency: Currency = None,
    column: Annotated[str | None, typer.Option(metavar="HEADING", help="Column of sums, by heading or letter.")] = None,
    total: Annotated[str | None, typer.Option(metavar="N", help="Total that you expect; confirms an unusual one.")] = None,
    adopted_on: Annotated[str | None, typer.Option(metavar="DATE", help="Day on which it was adopted.")] = None,
    document: Annotated[str | None, typer.Option(metavar="SYMBOL", help="Document that the figures come from.")] = None,
    recorded_by: RecordedBy = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    data: Data = None,
) -> None:
    """Take in a cost estimate with its lines, checked to its printed totals; it becomes a new version of the cost."""
    from ccmcost.render.account_screen import account_screen
    from ccmcost.render.import_screen import cost_screen
    from ccmcost.workflow.import_costs import CostRequest, Unsettled, propose_cost, write_cost

    workspace = open_workspace(data)
    day = optional_day(adopted_on, "--adopted-on")
    request = CostRequest(meeting, _source(file, workspace), status, currency, day, document, column, total)
    try:
        proposal = propose_cost(workspace, request)
    except Unsettled as unsettled:
        put("\n".join(account_screen(unsettled.account, style())) + "\n")
        raise
    before = proposal.before
    title = f"{proposal.meeting.name} ({proposal.meeting.id}): version {proposal.version}, {words(proposal.status)}"
    put("\n".join(cost_screen(title, proposal.lines, proposal.total, (), style())) + "\n")
    put(
        "\n".join(["", *(f"Read: {said}." for said in proposal.said), *account_screen(proposal.account, style()), ""]) + "\n"
    )
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
        with at_desk(data, recorded_by) as (desk, clerk):
            made = write_cost(desk, proposal, clerk)
        put(f"wrote {shown_path(workspace.data / 'costs.toml')}: version {made.version}\n")


importing_money.register(app)
