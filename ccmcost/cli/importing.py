"""`ccmcost import participants|scale|treaty-status`: official documents are taken in,
each with its account.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

from ccmcost.cli import wishes
from ccmcost.cli.declared import WORDS, Argument, Group, Option
from ccmcost.cli.doubted import of_symbol
from ccmcost.cli.options import AsOf, Data, MeetingId
from ccmcost.cli.output import (
    agrees,
    ask,
    progress_bar,
    put,
    put_lines,
    somebody_there,
    style,
    warn,
)
from ccmcost.cli.readers import own_data
from ccmcost.clock import as_of_day
from ccmcost.desk.answers import account_screen, answers_screen
from ccmcost.errors import HOW_TO_STOP, UsageError
from ccmcost.intake.account import Unsettled
from ccmcost.load.data import Data as DataFolder
from ccmcost.load.reader import LARGEST_FILE
from ccmcost.model.source import SourceFile
from ccmcost.tables.screen import fields, prose
from ccmcost.workspace import Workspace, open_workspace, shown_path

if TYPE_CHECKING:
    from ccmcost.desk.lists import Proposal

documents = Group(
    "Import official documents, payments, and bills from before ccmcost.",
    "ccmcost import participants msp11 list-of-participants.docx",
    "ccmcost import scale A_RES_79_249-EN.pdf --dry-run",
    "ccmcost import treaty-status status.html --dry-run",
    "ccmcost import costs estimate.xlsx --meeting msp13 --dry-run",
    "ccmcost import receipts bank-2024-03.csv",
)
File = Annotated[str, Argument("FILE", "The document; - reads text from standard input.")]


class Agreed(NamedTuple):
    """Whether to write."""

    dry_run: Annotated[bool, Option(None, "Show what would change, and write nothing.")] = False
    yes: Annotated[bool, Option(None, "Write without asking.", "--yes -y")] = False

    def go_on(self, file: str, workspace: Workspace) -> bool:
        """Whether to write: never on a dry run, at once with --yes,
        else after asking a person who can answer.
        """
        if self.dry_run:
            put("\nDry run: nothing was written.\n")
            return False
        workspace.writable_data()
        if self.yes:
            return True
        if file == "-" or not somebody_there():
            raise UsageError(
                "nothing was written, because this is not an interactive terminal. Add --yes "
                "to write, or --dry-run "
                "to look only."
            )
        put("\n")
        return _write_this()


def _write_this() -> bool:
    from ccmcost.cli.asking import Declined

    if not agrees("Write this?"):
        raise Declined("written")
    return True


def source_of(file: str, workspace: Workspace) -> SourceFile:
    """The document that a path names, or standard input for `-`.
    Raises DataError if it cannot be read.
    """
    if file == "-":
        content = sys.stdin.buffer.read(LARGEST_FILE + 1)
        if len(content) > LARGEST_FILE:
            raise UsageError(f"standard input is larger than {LARGEST_FILE:,} bytes.")
        return SourceFile("standard input", "command line", content, "standard input")
    data = DataFolder(workspace)
    return data.checked(data.given(Path(file)))


@contextmanager
def account_shown() -> Iterator[None]:
    """Show the account of a file that leaves something open, before its findings."""
    try:
        yield
    except Unsettled as unsettled:
        if unsettled.account.lines:
            put_lines(account_screen(unsettled.account, style()))
        raise


class Confirmed(NamedTuple):
    """What a person confirms of a list."""

    states: Annotated[int | None, Option("N", "Confirm the number of States on the list.")] = None
    leave_doubtful: Annotated[
        bool, Option(None, "Leave out names of States in doubtful places; they become warnings.")
    ] = False
    document: Annotated[
        str | None,
        Option("SYMBOL", "Document symbol, if the file does not carry it."),
    ] = None


@documents.command(
    "participants",
    "ccmcost import participants msp11 list.pdf --dry-run",
    'ccmcost import participants msp11 list.csv --document INF.1 --alias "Ivory Cst=CIV" '
    "--states 112 --yes",
    checks=(own_data,),
)
def participants(
    meeting: MeetingId,
    file: File,
    alias: Annotated[
        WORDS, Option("NAME=STATE", "Settle a name; NAME=- leaves it out. May repeat.")
    ] = (),
    alias_file: Annotated[
        str | None, Option("FILE", "A CSV of names to settle: name,iso3.")
    ] = None,
    section: Annotated[
        WORDS,
        Option(
            "LINE=WHAT",
            "Settle what a line or category is: states, organizations, absent, or none (the list "
            "goes on). May repeat.",
        ),
    ] = (),
    column: Annotated[
        str | None,
        Option("HEADING", "Column that holds the States, by its heading or letter."),
    ] = None,
    *,
    confirmed: Confirmed,
    agreed: Agreed,
    as_of: AsOf = None,
    data: Data = None,
) -> None:
    """Import the official list of participants of a meeting from CSV, XLSX, ODS, DOCX, PDF, HTML or
    text.
    """
    from ccmcost.desk.lists import ImportRequest, need_document, propose_list, write_list

    day = as_of_day(as_of)
    workspace = open_workspace(data, day)
    settled = (alias, alias_file, confirmed.leave_doubtful, confirmed.document)
    request = ImportRequest(
        meeting, source_of(file, workspace), *settled, section, column, confirmed.states
    )
    try:
        proposal = propose_list(workspace, request, day, progress_bar("Reading"))
    except Unsettled as unsettled:
        if agreed.dry_run:
            put_lines(account_screen(unsettled.account, style()))
        raise
    put_lines(_summary(proposal))
    warn(proposal.warnings)
    if not agreed.dry_run:
        workspace.writable_data()
        if not proposal.document and file != "-" and somebody_there():
            symbol = _symbol()
            proposal = propose_list(workspace, request._replace(document=symbol or None), day)
        need_document(proposal)
    why, read = proposal.why_count, len(proposal.rows)
    if why and agreed.dry_run:
        put_lines(["", *prose(f"To be confirmed before it is written: {_to_count(why, read)}")])
    if why and not agreed.dry_run:
        write = _same_count(why, read, agreed.yes or file == "-")
    else:
        write = agreed.go_on(file, workspace)
    for path in write_list(workspace, proposal, day) if write else ():
        put(f"wrote {shown_path(path)}\n")


def _symbol() -> str:
    """The symbol of a document, asked until what may be doubted of it is meant."""
    from ccmcost.cli.asking import is_meant

    while True:
        answer = ask("Symbol of the document, such as MSP/2023/INF.1")
        if not answer or is_meant(of_symbol(answer)):
            return answer


_ROLES = (
    ("state_party", "State Party", "States Parties"),
    ("signatory", "signatory", "signatories"),
    ("observer_state", "other State not party", "other States not party"),
)


def _summary(proposal: Proposal) -> list[str]:
    from ccmcost.desk.list_effect import change_screen, effect_screen, readings_screen

    roles = Counter(row[1] for row in proposal.rows)
    counts = ", ".join(
        f"{roles[role]} {one if roles[role] == 1 else more}" for role, one, more in _ROLES
    )
    how = {"table": "a table", "report": "a final report", "list": "a list of participants"}[
        proposal.taken.how
    ]
    pairs = [
        ("Read as", how),
        ("Document", proposal.document or "not named: give --document before it is written"),
        ("SHA-256", proposal.sha256),
        ("States", f"{len(proposal.rows)}: {counts}"),
    ]
    title = style().bold(f"{proposal.meeting.name} ({proposal.meeting.id}): official list")
    return [
        *(title, "", *fields(pairs)),
        *account_screen(proposal.account, style()),
        *answers_screen(proposal.answers.earlier, style()),
        *change_screen(proposal.change, style()),
        *effect_screen(proposal.ground, proposal.listed, proposal.new, style()),
        *(readings_screen(proposal.readings, style()) if proposal.readings is not None else ()),
    ]


def _to_count(why: str, read: int) -> str:
    return (
        f"{read} States were read, and {why}. "
        f"Count them in the document; if the number is right, add --states {read}."
    )


def _same_count(why: str, read: int, nobody: bool) -> bool:
    """Whether a person counts as many States in the document as were read, and says yes to that.
    Raises UsageError if `nobody` can be asked.
    """
    if nobody or not somebody_there():
        raise UsageError(f"nothing was written: {_to_count(why, read)}")
    put(f"\nPlease count the States: {why}.\n")
    question = "How many States does the document list as taking part"
    while not (answer := ask(question)).isdecimal() or len(answer) > 9:
        put(f"Type a number, such as 100. {HOW_TO_STOP}\n")
    if int(answer) != read:
        raise UsageError(
            f"{read} States were read, not {int(answer)}. Nothing was written; the account above "
            "names each of them."
        )
    return _write_this()


@documents.command(
    "scale",
    "ccmcost import scale scale-of-assessments.xlsx --dry-run",
    "ccmcost import scale A_RES_79_249-EN.pdf --yes",
    checks=(own_data,),
)
def scale(
    file: File,
    resolution: Annotated[
        str | None,
        Option("SYMBOL", "Resolution that adopted it, if the file does not state it."),
    ] = None,
    period: Annotated[
        str | None, Option("YEARS", "One period of the file, such as 2025-2027.")
    ] = None,
    *,
    agreed: Agreed,
    data: Data = None,
) -> None:
    """Import a UN scale of assessments: the official workbook (.xlsx) or a General Assembly
    resolution (.pdf).
    """
    from ccmcost.desk.scales import propose_scales, scale_screen, write_scales

    workspace = open_workspace(data)
    proposal = propose_scales(workspace, source_of(file, workspace), resolution, period)
    for each in proposal.scales:
        put_lines(scale_screen(each, style()))
    warn(proposal.warnings)
    if not proposal.files:
        put("Nothing to write.\n")
    elif agreed.go_on(file, workspace):
        put("".join(f"wrote {shown_path(path)}\n" for path in write_scales(workspace, proposal)))


@documents.command(
    "treaty-status",
    "ccmcost import treaty-status status.html --dry-run",
    "ccmcost import treaty-status status.csv --withdrawn LTU=2025-03-06 --yes",
    checks=(own_data,),
)
def treaty_status(
    file: File,
    withdrawn: Annotated[
        WORDS, Option("STATE=DATE", "A withdrawal and the day it takes effect. May repeat.")
    ] = (),
    in_force: Annotated[
        WORDS,
        Option(
            "STATE=DATE",
            "Entry into force for a successor, or where the article gives no day. May repeat.",
        ),
    ] = (),
    source: Annotated[
        str | None,
        Option("TEXT", "Source to record, if the page does not state its date.", read=wishes.free),
    ] = None,
    instrument: Annotated[
        str | None,
        Option(
            "INSTRUMENT",
            "Which of the convention's instruments the page is about, if it has several.",
            read=wishes.instrument,
        ),
    ] = None,
    *,
    agreed: Agreed,
    data: Data = None,
) -> None:
    """Import treaty status: the saved page of the United Nations Treaty Collection (.html),
    its XML, or a table.
    """
    from ccmcost.desk.treaty import propose_status, status_screen, write_status

    workspace = open_workspace(data)
    with account_shown():
        proposal = propose_status(
            workspace, source_of(file, workspace), withdrawn, source, in_force, instrument
        )
    put_lines(status_screen(proposal, style()))
    put_lines(account_screen(proposal.account, style()))
    warn(proposal.warnings)
    if agreed.go_on(file, workspace):
        put(f"wrote {shown_path(write_status(workspace, proposal))}\n")
