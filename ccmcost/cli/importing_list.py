"""`ccmcost import participants`: take in an official list, with its account, its questions and what it changes."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from ccmcost.cli.importing_options import DryRun, File, Yes, go_on, source_of
from ccmcost.cli.options import AsOf, Data, MeetingId, example
from ccmcost.cli.output import put, style, warn
from ccmcost.cli.progress import progress_bar
from ccmcost.clock import as_of_day
from ccmcost.errors import UsageError
from ccmcost.intake.account import Unsettled
from ccmcost.workspace import open_workspace, shown_path

if TYPE_CHECKING:
    from ccmcost.workflow.import_participants import Proposal

Aliases = Annotated[
    list[str] | None, typer.Option("--alias", metavar="NAME=STATE", help="Settle a name; NAME=- leaves it out. May repeat.")
]
AliasFile = Annotated[str | None, typer.Option(metavar="FILE", help="A CSV of names to settle: name,iso3.")]


def register(group: typer.Typer) -> None:
    """Add `participants` to a group of commands."""
    group.command(
        epilog=example(
            "ccmcost import participants msp11 list.pdf --dry-run",
            'ccmcost import participants msp11 list.csv --document INF.1 --alias "Ivory Cst=CIV" --states 112 --yes',
        )
    )(participants)


def participants(
    meeting: MeetingId,
    file: File,
    alias: Aliases = None,
    alias_file: AliasFile = None,
    section: Annotated[
        list[str] | None,
        typer.Option(
            metavar="LINE=WHAT",
            help="Settle what a line or category is: states, organizations, absent, or none (the list goes on). May repeat.",
        ),
    ] = None,
    column: Annotated[
        str | None, typer.Option(metavar="HEADING", help="Column that holds the States, by its heading or letter.")
    ] = None,
    states: Annotated[int | None, typer.Option(metavar="N", help="Confirm the number of States on the list.")] = None,
    leave_doubtful: Annotated[
        bool, typer.Option("--leave-doubtful", help="Leave out State names in doubtful places; they become warnings.")
    ] = False,
    document: Annotated[
        str | None, typer.Option(metavar="SYMBOL", help="Document symbol, if the file does not carry it.")
    ] = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    as_of: AsOf = None,
    data: Data = None,
) -> None:
    """Take in the official list of participants of a meeting from CSV, XLSX, ODS, DOCX, PDF, HTML or text."""
    from ccmcost.render.account_screen import account_screen
    from ccmcost.workflow.import_participants import ImportRequest, need_document, propose_list, write_list

    day = as_of_day(as_of)
    workspace = open_workspace(data, day)
    request = ImportRequest(
        meeting,
        source_of(file, workspace),
        tuple(alias or ()),
        alias_file,
        leave_doubtful,
        document,
        tuple(section or ()),
        column,
        states,
    )
    try:
        proposal = propose_list(workspace, request, day, progress_bar("Reading"))
    except Unsettled as unsettled:
        if dry_run:
            put("\n".join(account_screen(unsettled.account, style())) + "\n")
        raise
    put("\n".join(_summary(proposal)) + "\n")
    warn(proposal.warnings)
    if not dry_run:
        workspace.writable_data()
        need_document(proposal)
    if proposal.why_count and not dry_run:
        agreed = _same_count(proposal.why_count, len(proposal.rows), yes or file == "-")
    else:
        agreed = go_on(dry_run, yes, file, workspace)
    if agreed:
        put("".join(f"wrote {shown_path(path)}\n" for path in write_list(workspace, proposal, day)))


_ROLES = (
    ("state_party", "State Party", "States Parties"),
    ("signatory", "signatory", "signatories"),
    ("observer_state", "other State not party", "other States not party"),
)


def _summary(proposal: Proposal) -> list[str]:
    from ccmcost.render.account_screen import account_screen, answers_screen, readings_screen
    from ccmcost.render.import_screen import change_screen, effect_screen, facts_screen

    roles = Counter(row[1] for row in proposal.rows)
    counts = ", ".join(f"{roles[role]} {one if roles[role] == 1 else more}" for role, one, more in _ROLES)
    how = {"table": "a table", "report": "a final report", "list": "a list of participants"}[proposal.taken.how]
    pairs = [
        ("Read as", how),
        ("Document", proposal.document or "not named: give --document before it is written"),
        ("SHA-256", proposal.sha256),
        ("States", f"{len(proposal.rows)}: {counts}"),
    ]
    lines = facts_screen(f"{proposal.meeting.name} ({proposal.meeting.id}): official list", pairs, style())
    lines += account_screen(proposal.account, style())
    lines += answers_screen([(a.kind, a.text, a.answer, a.document) for a in proposal.answers.earlier], style())
    lines += change_screen(proposal.change, style())
    if proposal.effect is not None:
        lines += effect_screen(proposal.effect, style())
    else:
        lines += ["", f"The bills are not compared: {proposal.why_no_effect}."]
    return lines + (readings_screen(proposal.readings, style()) if proposal.readings is not None else [])


def _same_count(why: str, read: int, nobody: bool) -> bool:
    """Whether a person counts as many States in the document as were read. Raises UsageError if `nobody` can be asked."""
    if nobody or not sys.stdin.isatty():
        raise UsageError(
            f"nothing was written: {read} States were read, and {why}. "
            f"Count them in the document; if the number is right, add --states {read}."
        )
    put(f"\nPlease count the States: {why}.\n")
    try:
        answer = typer.prompt("How many States does the document list as taking part", type=int)
    except typer.Abort:
        put("\n")
        raise KeyboardInterrupt from None
    if answer != read:
        put(f"{read} States were read, not {answer}. Nothing was written; the account above names each of them.\n")
    return bool(answer == read)
