"""`ccmcost import costs|receipts|opening`: estimates, bank lists, and bills from before ccmcost."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

from ccmcost.cli import complete, readers, wishes
from ccmcost.cli.by import By
from ccmcost.cli.declared import LAST, WORDS, Argument, Option, Word
from ccmcost.cli.importing import Agreed, File, account_shown, documents, source_of
from ccmcost.cli.options import Currency, Data
from ccmcost.cli.output import put, put_lines, style, warn
from ccmcost.desk.answers import account_screen, cost_screen, left_out_screen
from ccmcost.desk.opening import Opened, import_opening
from ccmcost.desk.receipts import Imported, import_receipts
from ccmcost.errors import DataError, UsageError
from ccmcost.intake.account import Account, Written
from ccmcost.model.books import reversing
from ccmcost.model.calendar import Order
from ccmcost.model.money import Money, currency_code
from ccmcost.tables.screen import prose
from ccmcost.words.numbers import day as day_in_words
from ccmcost.words.speaker import english
from ccmcost.words.status import counted, words
from ccmcost.workspace import open_workspace, shown_path

if TYPE_CHECKING:
    from ccmcost.desk.bank_map import Mapped as MappedColumns
    from ccmcost.desk.bank_questions import Talk
    from ccmcost.ledger.bodies import Receipt

Rows = Annotated[
    str,
    Argument(
        "FILE",
        "A file as CSV or XLSX (ccmcost help receipts).",
        read=readers.bank_file,
    ),
]
BankFile = Annotated[
    str,
    Argument(
        "FILE",
        "A bank list or an extract as CSV or XLSX, or a statement of the bank as camt.053 or MT940 "
        "(ccmcost help receipts).",
        read=readers.bank_file,
    ),
]
FIRST = 3
"""So many lines of a list are shown before it is recorded."""
DryRun = Annotated[
    bool, Option(None, "Show what would be recorded, and record nothing.", "--dry-run")
]


@documents.command(
    "costs",
    "ccmcost import costs estimate.xlsx --meeting msp13 --dry-run",
    "ccmcost import costs final.csv --meeting msp13 --status actual --adopted-on 2026-03-31 --yes",
)
def costs(
    file: File,
    meeting: Annotated[
        str, Option("MEETING", "The meeting that the estimate is for.", complete=complete.meetings)
    ],
    status: Annotated[
        str | None,
        Option(
            "STATUS", "estimate (default), revised_estimate or actual.", complete=complete.statuses
        ),
    ] = None,
    currency: Currency = None,
    column: Annotated[
        str | None, Option("HEADING", "Column of sums, by heading or letter.")
    ] = None,
    total: Annotated[
        str | None, Option("N", "Expected total; confirms an unusual one.", read=wishes.some)
    ] = None,
    adopted_on: Annotated[date | None, Option("DATE", "Day on which it was adopted.")] = None,
    document: Annotated[
        str | None, Option("SYMBOL", "Document that the figures come from.")
    ] = None,
    *,
    by: By,
    agreed: Agreed,
    data: Data = None,
) -> None:
    """Import a cost estimate with its lines, checked against its printed totals, as a new version
    of the cost.
    """
    from ccmcost.desk.costs import CostRequest, propose_cost, write_cost

    workspace = open_workspace(data)
    request = CostRequest(
        meeting, source_of(file, workspace), status, currency, adopted_on, document, column, total
    )
    with account_shown():
        proposal = propose_cost(workspace, request)
    cost, before = proposal.cost, proposal.before
    title = (
        f"{proposal.meeting.name} ({proposal.meeting.id}): version {cost.version}, "
        f"{words(cost.status)}"
    )
    put_lines(cost_screen(title, proposal.lines, cost.total, (), style()))
    read = [f"Read: {said}." for said in proposal.said]
    put_lines(["", *read, *account_screen(proposal.account, style()), ""])
    put(
        f"In use until now: {before.total}, {words(before.status)}, version {before.version}\n"
        if before
        else "There is no cost yet.\n"
    )
    warn(proposal.account.marker.findings.warnings)
    if proposal.doubt:
        put(f"To be confirmed: {proposal.doubt}\n")
        if not agreed.dry_run:
            raise UsageError(proposal.doubt)
    if agreed.go_on(file, workspace):
        made = by.recorded(data, lambda desk, who: write_cost(desk, proposal, who))
        put(f"wrote {shown_path(workspace.data / 'costs.toml')}: version {made.version}\n")


def _with_map(
    map_columns: bool, column: tuple[str, ...], currency: str, account: str, name: str
) -> None:
    if not map_columns and any((column, currency, account, name)):
        raise UsageError("--column, --currency, --account and --name go with --map.")


_POINT_OR_COMMA = complete.words("point", "comma")


class AsWritten(NamedTuple):
    """How a file writes days and sums, where it does not show it itself."""

    days: Annotated[
        str,
        Option(
            "FORM",
            "Order of days in the file, if no column shows it: y-m-d, d.m.y or m/d/y.",
            "",
            complete.day_forms,
            readers.listed(complete.day_forms),
        ),
    ] = ""
    decimal: Annotated[
        Word | None,
        Option(
            "MARK",
            "Decimal sign: point or comma.",
            "",
            _POINT_OR_COMMA,
            readers.listed(_POINT_OR_COMMA),
        ),
    ] = None

    @property
    def written(self) -> Written:
        """The same, as files are read."""
        from ccmcost.intake.extracts import DAYS, FORMS, MARKS
        from ccmcost.near import one_of

        forms: dict[str, Order] = {form: order for order, form in FORMS.items()}
        days = one_of(self.days, tuple(DAYS), "--days") if self.days else ""
        return Written(forms.get(days, ""), MARKS[self.decimal] if self.decimal else "")


class Mapped(NamedTuple):
    """What the columns of an extract are."""

    map_columns: Annotated[
        bool,
        Option(
            None,
            "First map the columns of this extract; the answers are kept in bank.toml.",
            "--map",
        ),
    ] = False
    column: Annotated[
        WORDS,
        Option(
            "NAME=HEADING",
            "With --map: the heading of a column, such as amount=Credit; ignore=HEADING for one "
            "that says nothing of the sums.",
        ),
    ] = ()
    currency: Annotated[
        str,
        Option("CODE", "With --map: the currency, if no column gives it.", read=readers.currency),
    ] = ""
    account: Annotated[str, Option("NUMBER", "With --map: the account, if no column gives it.")] = (
        ""
    )
    name: Annotated[
        str, Option("TEXT", "With --map: a name for this kind of extract.", read=readers.line)
    ] = ""

    def told(
        self, file: str, data: str | None, forms: AsWritten, talk: Talk | None
    ) -> MappedColumns | None:
        """What the columns are, if it was asked for; `talk` asks a person who is there."""
        from ccmcost.desk.bank_map import MapWish, map_extract

        currency, decimal = currency_code(self.currency), forms.decimal or ""
        wish = MapWish(self.column, self.name, forms.days, currency, self.account, decimal)
        _with_map(**self._asdict())
        if not self.map_columns:
            return None
        return map_extract(open_workspace(data), Path(file), wish, talk)


def _keep(columns: MappedColumns | None) -> None:
    if columns is not None:
        columns.keep()
        put(f"wrote {shown_path(columns.path)}: days are read as {columns.extract.days}\n")


@documents.command(
    "receipts",
    "ccmcost import receipts bank-2024-03.csv",
    "ccmcost import receipts camt053-2024-03.xml",
    "ccmcost import receipts extract.csv --map    asks once what its columns are",
    checks=(_with_map,),
)
def receipts(
    file: BankFile,
    *,
    mapped: Mapped,
    forms: AsWritten,
    by: By,
    dry_run: DryRun = False,
    data: Data = None,
) -> None:
    """Record a bank list, a statement (camt.053, MT940) or an extract: all rows or none.
    Lines that were recorded before are passed over, odd ones are named.
    """
    from ccmcost.cli.asking import ask_part
    from ccmcost.cli.output import somebody_there
    from ccmcost.desk.bank_questions import Talk
    from ccmcost.desk.walk import Back

    talk = Talk(ask_part) if somebody_there() else None
    while True:
        try:
            columns, done = _taken_in(file, mapped, forms, talk, by, dry_run, data)
            break
        except Back:  # to the last question on a column
            if talk is None or not talk.take_back_last():
                raise
    if not dry_run:
        _keep(columns)
    warn(done.warnings)
    _say_account(done.account, dry_run)
    look_at = "".join(f"  look at {oddity}\n" for oddity in done.oddities)
    if not done.recorded:
        known = f"all {done.known} bank lines were recorded before"
        why = known if done.known else "no money came in by it"
        put(f"{file}: {why}; nothing was recorded.\n{look_at}")
        return
    put(f"{file}: {_booked(done)}\n{look_at}{_undo(done.events)}")


def _taken_in(
    file: str,
    mapped: Mapped,
    forms: AsWritten,
    talk: Talk | None,
    by: By,
    dry_run: bool,
    data: str | None,
) -> tuple[MappedColumns | None, Imported]:
    """What the columns of a file are, if that was asked for, and what was recorded of it."""
    from ccmcost.cli.asking import Declined, was_asked
    from ccmcost.desk.walk import Back
    from ccmcost.intake.extracts import Told

    columns = mapped.told(file, data, forms, talk)
    told = Told(columns.extract if columns else None, forms.written)
    try:
        with account_shown():
            return columns, by.recorded(
                data,
                lambda desk, who: import_receipts(desk, Path(file), who, dry_run, told),
                lambda found: f"{_booked(found)}\n{_as_read(found)}",
                question="Record this?" if columns is None else "Read like this (< goes back)?",
            )
    except (Declined, Back):
        raise
    except (DataError, UsageError):
        if was_asked() and not dry_run:  # a person need not answer again if the file is refused
            _keep(columns)
        raise


def _as_read(done: Imported) -> str:
    """The first lines as they were read, and what was left out, so that a person sees whether the
    columns are right.
    """
    lines = done.lines[:FIRST]
    rows = [(day_in_words(line.day), str(_money(line.body)), line.body.reference) for line in lines]
    wide = [max(len(row[at]) for row in rows) for at in (0, 1)]
    told = [english().for_number("lines_as_read", len(rows), number=len(rows))]
    for day, money, text in rows:
        first = f"    {day:{wide[0]}}  {money:>{wide[1]}}  "
        told += prose(text, first, " " * len(first))
    return "\n".join([*told, *left_out_screen(done.account, FIRST), ""])


def _money(body: Receipt) -> Money:
    return Money(body.amount, body.currency, body.decimals)


def _booked(done: Imported) -> str:
    """How many bank lines are recorded, with their sums."""
    known = f", {done.known} were recorded before" if done.known else ""
    lines = [
        f"{counted(done.recorded, 'bank line', 'bank lines')} recorded, {_sums(done.totals)}{known}"
    ]
    if done.unidentified:
        sums = _sums(done.unidentified)
        lines.append(f"  of this unidentified: {sums} (list: ccmcost status --unidentified)")
    if done.other:
        lines.append(f"  of this for another convention: {_sums(done.other)}")
    return "\n".join(lines)


@documents.command("opening", "ccmcost import opening opening-2023.csv --as-at 2023-12-31")
def opening(
    file: Rows,
    as_at: Annotated[date, Option("DATE", "Date of these balances.", offer=LAST)],
    *,
    forms: AsWritten,
    by: By,
    dry_run: DryRun = False,
    data: Data = None,
) -> None:
    """Carry over bills from before ccmcost: all rows or none. They count, but are never
    recalculated.
    """
    written = forms.written
    with account_shown():
        done = by.recorded(
            data,
            lambda desk, who: import_opening(desk, Path(file), as_at, who, dry_run, written),
            lambda found: f"{_carried(found)}\n",
        )
    warn(done.account.marker.findings.warnings)
    _say_account(done.account, dry_run)
    put(f"{file}: {_carried(done)}\n{_undo(done.events)}")


def _carried(done: Opened) -> str:
    sums = f"assessed {_sums(done.assessed)}, received {_sums(done.received)}"
    return f"{counted(done.bills, 'bill', 'bills')} carried over, {sums}"


def _undo(events: tuple[int, ...]) -> str:
    if not events:
        return ""
    first, last = events[0], events[-1]
    told = f"event {first}" if first == last else f"events {first} to {last}"
    return f"  {told}; undo: {reversing(events)}\n"


def _say_account(account: Account, dry_run: bool) -> None:
    """The account, if it is asked for, or if something was left out or stated by the file."""
    if dry_run or account.of("left_out") or account.checks:
        put_lines([*account_screen(account, style()), ""])
    if dry_run:
        put("Dry run: nothing was recorded. It would be:\n")


def _sums(totals: tuple[Money, ...]) -> str:
    return " and ".join(str(total) for total in totals) or "nothing"
