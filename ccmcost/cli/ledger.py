"""What the ledger says, as known on a day (`ccmcost status`, `statement`),
and the ledger itself (`ccmcost ledger ...`).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

from ccmcost.accounts.books import Books, open_books
from ccmcost.cli import complete, readers, wishes
from ccmcost.cli.by import By, RecordedBy
from ccmcost.cli.declared import Argument, Group, Option, Word, command
from ccmcost.cli.options import (
    AsAt,
    Csv,
    Data,
    Folders,
    Format,
    KnownOn,
    Lang,
    State,
    TableOrCsv,
    csv_form,
    languages_of,
)
from ccmcost.cli.output import put, put_note, put_table, style, tell
from ccmcost.clock import as_of_day
from ccmcost.desk import ledger_tools
from ccmcost.errors import UsageError
from ccmcost.words.status import counted
from ccmcost.workspace import open_workspace

if TYPE_CHECKING:
    from ccmcost.accounts.status import Contributions
    from ccmcost.ledger.standing import View
    from ccmcost.model.convention import Convention
    from ccmcost.tables.paper import Office
    from ccmcost.tables.records import Form
    from ccmcost.tables.table import Table

ledger = Group(
    "Check, copy and export the ledger itself.",
    "ccmcost ledger verify",
    "ccmcost ledger backup ledger-2024-03-31.sqlite",
)


class Wanted(NamedTuple):
    """How it is printed, and what is written."""

    format: TableOrCsv = "table"
    csv: Csv = "plain"
    write: Annotated[
        bool, Option(None, "Also write files (CSV, PDF; status also XLSX) to reports/.")
    ] = False
    out: Annotated[Path | None, Option("DIR", "Write them to this folder instead.")] = None
    lang: Lang = ()

    @property
    def form(self) -> Form:
        """How CSV is written."""
        return csv_form(self.csv, self.lang)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the files."""
        return languages_of(self.lang)

    def write_beside(
        self, files: dict[str, bytes], home: Path, document: str = "contributions"
    ) -> None:
        """The files of a command, all or nothing, beside those that it wrote before."""
        from ccmcost.manifest import publish_beside
        from ccmcost.tables.screen import files_note

        written = publish_beside(self.out or home, files, {"document": document})
        put_note(files_note(written), self.format)


@command(
    "ccmcost status --as-at 2024-06-30",
    "ccmcost status --as-at 2024-06-30 --known-on 2024-07-15    as it was published then",
    "ccmcost status --meeting msp12 --owing    who still owes",
    "ccmcost status --meeting msp12 --all --write --lang en,fr",
)
def status(
    as_at: AsAt = None,
    known_on: KnownOn = None,
    meeting: Annotated[
        str | None, Option("MEETING", "Only this meeting.", complete=complete.meetings)
    ] = None,
    state: Annotated[
        str | None, Option("STATE", "Only this State (name or code).", complete=complete.states)
    ] = None,
    every: Annotated[
        bool, Option(None, "Also list accounts that are paid in full.", "--all")
    ] = False,
    owing: Annotated[
        bool, Option(None, "List only accounts with an amount outstanding (on screen).")
    ] = False,
    unidentified: Annotated[bool, Option(None, "List unidentified receipts.")] = False,
    *,
    wanted: Wanted,
    data: Folders = (),
) -> None:
    """Show what was assessed and received, what is outstanding and for how long,
    and what funds are in hand; of several conventions, what they come to as well.
    """
    if len(data) > 1 and (meeting or wanted.write or wanted.out):
        raise UsageError(
            "--data: a meeting and files belong to one convention: name one folder for them."
        )
    from ccmcost.ledger.standing import View

    if owing and every:
        raise UsageError(
            "--all lists the accounts that are paid as well, --owing none: choose one."
        )
    day, form, parts = as_of_day(as_at), wanted.form, list[Owed]()
    for folder in data or (None,):
        with open_books(open_workspace(folder, day)) as desk:
            view = View(
                day,
                known_on,
                "" if meeting is None else desk.meeting(meeting),
                "" if state is None else desk.state(state, "--state"),
            )
            if len(data) > 1 and wanted.format == "table":
                put(f"{style().bold(desk.convention.name)}\n\n")
            if unidentified:
                put(_unplaced(desk, view))
            else:
                parts.append(_status(desk, view, wanted, every, owing))
                put("\n" * (len(data) > 1 and wanted.format == "table"))
    if parts:
        _together(parts, wanted.format, form)


class Owed(NamedTuple):
    """The status of the convention of an office, and what of it is listed."""

    office: Office
    found: Contributions
    listed: Contributions

    @property
    def convention(self) -> Convention:
        """The convention that is billed for."""
        return self.office.convention

    @property
    def accounts(self) -> Table:
        """The table of the accounts that are listed."""
        from ccmcost.documents.contributions.status import status_table

        return status_table(self.listed, self.office)


def _status(desk: Books, view: View, wanted: Wanted, every: bool, owing: bool) -> Owed:
    """Print the status of one convention for a person, and write its files."""
    from ccmcost.accounts.status import status as status_at
    from ccmcost.documents.contributions.status import status_files, status_screen
    from ccmcost.tables.paper import Office

    found, languages = status_at(desk, view), wanted.languages
    office, listed = Office.of(desk.data), found
    if owing:
        listed = found._replace(rows=tuple(row for row in found.rows if row.outstanding))
    if wanted.format == "table":
        put(status_screen(listed, office, style(), every))
    if wanted.write or wanted.out:
        files = status_files(found, office, desk.issuer, languages, wanted.form)
        wanted.write_beside(files, desk.workspace.reports / f"status-{view.as_at}")
    return Owed(office, found, listed)


def _together(parts: list[Owed], format: str, form: Form) -> None:
    """Print the accounts for a program; or what those of several conventions come to."""
    from ccmcost.documents.planning.together import one_table, owed_table, together_screen
    from ccmcost.tables.records import to_csv

    if format == "csv":
        several = [(each.convention, each.accounts) for each in parts]
        put(to_csv(one_table(several) if len(parts) > 1 else parts[0].accounts, form), data=True)
    elif len(parts) > 1:
        owed = owed_table([(each.convention, each.found) for each in parts])
        put(together_screen(owed, style()))


@command(
    "ccmcost statement JPN",
    "ccmcost statement JPN --as-at 2024-12-31 --write --lang fr",
    checks=(readers.in_office,),
)
def statement(
    state: State,
    as_at: AsAt = None,
    known_on: KnownOn = None,
    *,
    wanted: Wanted,
    data: Data = None,
) -> None:
    """Show the account of a State: every notice, receipt and credit since its first,
    with a running balance per meeting.
    """
    from ccmcost.accounts.status import statement as account_of
    from ccmcost.documents.contributions.account import account_csv, account_files, account_screen
    from ccmcost.ledger.standing import View
    from ccmcost.tables.paper import Office

    languages, until = wanted.languages, as_of_day(as_at)
    form = wanted.form
    with open_books(open_workspace(data, until)) as desk:
        found = account_of(desk, View(until, known_on, state=desk.state(state)))
        office = Office.of(desk.data)
        if wanted.format == "csv":
            put(account_csv(found, office, form), data=True)
        else:
            put(account_screen(found, office, style()))
        if wanted.write or wanted.out:
            files = account_files(found, office, desk.issuer, languages, form)
            wanted.write_beside(files, desk.workspace.reports / f"statements-{until}")


def _unplaced(desk: Books, view: View) -> str:
    from ccmcost.ledger.queries import unplaced

    found = unplaced(desk.ledger, view)
    if not found:
        return "No receipt is unidentified.\n"
    lines = [f"event {each.event:>5}  {each.day}  {each.left}  {each.reference}" for each in found]
    return (
        "\n".join(lines)
        + "\nPlace one: ccmcost record identify EVENT STATE MEETING --document TEXT\n"
    )


@ledger.command(
    "verify",
    "ccmcost ledger verify",
    "ccmcost ledger verify --head HASH    a hash that you noted earlier",
)
def verify(
    head: Annotated[
        str | None,
        Option("HASH", "A hash noted earlier; it must be in the chain."),
    ] = None,
    data: Data = None,
) -> None:
    """Check everything: chain of events, rules, sums, gaps in numbers,
    every file in notices/ against the ledger.
    """
    with open_books(open_workspace(data)) as desk:
        found = ledger_tools.verify(desk, head)
    for text in (*found.problems, *found.remarks):
        tell(text)
    counts = ", ".join(
        (
            counted(found.events, "event", "events"),
            counted(found.notices, "notice", "notices"),
            counted(found.documents, "document", "documents"),
        )
    )
    problems = counted(len(found.problems), "problem", "problems")
    put(f"{problems}; {counts}; last hash {found.last_hash}\n")
    if found.problems:
        raise SystemExit(1)


@ledger.command("export", "ccmcost ledger export ledger.json", "ccmcost ledger export postings.csv")
def export(
    file: Annotated[
        str,
        Argument("FILE", ".json: complete, can be imported; .csv: all postings.", read=wishes.free),
    ],
    csv: Csv = "plain",
    data: Data = None,
) -> None:
    """Write the ledger to a file."""
    form = csv_form(csv)
    with open_books(open_workspace(data)) as desk:
        count = ledger_tools.export(desk, Path(file), form)
    put(f"wrote {file}: {count} {'events' if file.endswith('.json') else 'rows'}\n")


Containing = Annotated[
    str | None,
    Option(
        "TEXT",
        "Only events with this text in reference, document, number or person.",
        read=wishes.free,
    ),
]


@ledger.command(
    "list",
    "ccmcost ledger list --state SWE --since 2024-01-01",
    "ccmcost ledger list --kind receipt --amount 7100.00",
    'ccmcost ledger list --find "note verbale" --format csv',
)
def entries(
    state: Annotated[
        str | None, Option("STATE", "Only events of this State.", complete=complete.states)
    ] = None,
    meeting: Annotated[
        str | None, Option("MEETING", "Only events of this meeting.", complete=complete.meetings)
    ] = None,
    kind: Annotated[
        Word | None,
        Option(
            "KIND",
            "Only this kind, such as receipt, issue, refund or reverse.",
            "",
            complete.event_kinds,
            readers.listed(complete.event_kinds),
        ),
    ] = None,
    since: Annotated[date | None, Option("DATE", "Only value dates from this day on.")] = None,
    until: Annotated[date | None, Option("DATE", "Only value dates up to this day.")] = None,
    amount: Annotated[
        str | None,
        Option(
            "AMOUNT", "Only events of this sum, or with a part or notice of it.", read=wishes.some
        ),
    ] = None,
    find: Containing = None,
    format: Format = "table",
    csv: Csv = "plain",
    data: Data = None,
) -> None:
    """List events with their numbers: day, kind, sum, who recorded them,
    and what each reverses or rests on.
    """
    from ccmcost.documents.ledger import Wanted, events_json, events_table, ledger_list
    from ccmcost.sharing.request import sum_option
    from ccmcost.words.speaker import english

    form = csv_form(csv)
    with open_books(open_workspace(data)) as desk:
        wanted = Wanted(
            None if state is None else desk.state(state, "--state"),
            None if meeting is None else desk.meeting(meeting),
            kind,
            since,
            until,
            None if amount is None else sum_option(amount, desk.convention.currency, "--amount"),
            find,
        )
        rows = ledger_list(desk.ledger, desk.meetings, wanted)
    if format == "json":
        from ccmcost.tables.records import json_text

        put(json_text(events_json(rows)), data=True)
    elif rows or format == "csv":
        put_table(events_table(rows), format, form)
    else:
        put(f"{english()('no_event')}\n")


@ledger.command("import", "ccmcost ledger import ledger.json")
def rebuild(
    file: Annotated[str, Argument("FILE", "An export (.json) of a ledger.")],
    recorded_by: RecordedBy = None,
    data: Data = None,
) -> None:
    """Rebuild an equal ledger from an export, in a workspace whose ledger is empty."""
    with By(recorded_by).at_desk(data) as (desk, clerk):
        count = ledger_tools.import_export(desk, Path(file), clerk)
    put(
        f"{count} events recorded again; copy the folder notices/ of the old workspace, then: "
        "ccmcost ledger verify\n"
    )


@ledger.command("backup", "ccmcost ledger backup ledger-2024-03-31.sqlite")
def backup(
    file: Annotated[str, Argument("FILE", "A new file; nothing is overwritten.", read=wishes.free)],
    data: Data = None,
) -> None:
    """Copy the ledger, complete even while others are writing."""
    with open_books(open_workspace(data)) as desk:
        ledger_tools.back_up(desk, Path(file))
    put(f"wrote {file}\n")
