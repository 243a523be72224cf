"""`ccmcost ledger journal`: debits and credits for the accounting system, once per event."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, NamedTuple

from ccmcost.accounts.books import Books, Clerk, open_books
from ccmcost.cli import complete
from ccmcost.cli.by import By
from ccmcost.cli.declared import Option
from ccmcost.cli.ledger import ledger
from ccmcost.cli.options import Csv, Data, TableOrCsv, csv_form
from ccmcost.cli.output import put, put_table, style, tell
from ccmcost.cli.told import undo
from ccmcost.desk.journal import (
    HandOver,
    completed,
    gaps_of,
    hand_over,
    open_journal,
    whole_journal,
    write_again,
)
from ccmcost.documents.journal import journal_screen, journal_table
from ccmcost.errors import UsageError
from ccmcost.words.speaker import english
from ccmcost.workspace import open_workspace

__all__ = ["ledger"]


class JournalWish(NamedTuple):
    """Which journal is wanted, and what is done with it."""

    hand_over: Annotated[
        bool, Option(None, "Write it (CSV, XLSX) and record that it was handed over.")
    ] = False
    batch: Annotated[
        int | None,
        Option(
            "EVENT",
            "Write again what this event handed over, to the letter.",
            complete=complete.batches,
        ),
    ] = None
    every: Annotated[
        bool, Option(None, "Show all events, whether handed over or not; not for posting.", "--all")
    ] = False
    own_names: Annotated[
        bool, Option(None, "Use ccmcost's own names where accounts.toml is empty.")
    ] = False
    format: TableOrCsv = "table"
    csv: Csv = "plain"
    out: Annotated[
        Path | None,
        Option(
            "DIR", "Write to this folder; journals handed over are also kept in reports/journal."
        ),
    ] = None
    data: Data = None


@ledger.command(
    "journal",
    "ccmcost ledger journal    what is not handed over yet: totals by account",
    "ccmcost ledger journal --hand-over",
    "ccmcost ledger journal --batch 43    the same files again",
    "ccmcost ledger journal --all --own-names --format csv",
)
def journal(*, wish: JournalWish, by: By) -> None:
    """The journal for the accounting system: debits and credits of every event, each handed over
    once. accounts.toml names its accounts, contacts.csv the partner number of each State.
    """
    if wish.hand_over + wish.every + (wish.batch is not None) > 1:
        raise UsageError("say one of --hand-over, --batch and --all.")
    if wish.hand_over or wish.batch is not None:
        _write_journal(wish, by)
        return
    with open_books(open_workspace(wish.data)) as desk:
        found = whole_journal(desk) if wish.every else open_journal(desk)
        if wish.format == "csv":
            shown = journal_table(completed(desk, found, wish.own_names))
            put_table(shown, "csv", csv_form(wish.csv))
            tell(english("journal")("journal_look"))
        else:
            gaps = "" if wish.own_names else gaps_of(found).told(desk)
            named = completed(desk, found, wish.own_names) if wish.own_names else found
            put(journal_screen(named, gaps, wish.every, style(), wish.own_names))


def _write_journal(wish: JournalWish, by: By) -> None:
    from ccmcost.tables.screen import files_note

    def written(desk: Books, clerk: Clerk) -> HandOver | None:
        if wish.batch is None:
            return hand_over(desk, clerk, wish.own_names, wish.out, csv_form(wish.csv))
        return write_again(desk, wish.batch, wish.out)

    words = english("journal")
    found = by.recorded(wish.data, written)
    if found is None:
        put(words("journal_none") + "\n")
        return
    if found.undone_by is not None:
        tell(words("journal_undone", by=found.undone_by))
    if not found.is_same:
        tell(words("journal_differs"))
    sums = ", ".join(map(str, found.journal.debits))
    key = "journal_done" if wish.batch is None else "journal_copy"
    put(words(key, found=found, sums=sums) + "\n")
    if wish.batch is None:
        put(undo(found.event))
    put(files_note(found.paths) + "\n")
