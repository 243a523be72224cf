"""The tables of a pack: each is a CSV file, and some of its columns stand on the index page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from ccmcost.ledger.bodies import Issue
from ccmcost.ledger.queries import Billed
from ccmcost.ledger.standing import Known
from ccmcost.tables.table import Column, Row, Table
from ccmcost.words.speaker import english

ACCOUNTS = (
    "assessed",
    "adjusted",
    "received",
    "bank_charge",
    "exchange",
    "written_off",
    "refunded",
    "applied",
)
_MONEY = frozenset(
    {"amount", "before", "after", "bank_amount", "cost", "residual", "balance", *ACCOUNTS}
)


def sheet(
    file: str, names: str, rows: Iterable[Row], hidden: str = "", foot: Iterable[Row] = ()
) -> Table:
    """A table by the names of its columns, parted by blanks; those that are `hidden` stand in the
    CSV file alone. Its title and what is said of it stand in the catalogue.

    Amounts are in major units. The CSV file has no row of sums.
    """
    words, stem, unseen = english("audit"), PurePath(file).stem, hidden.split()
    columns = tuple(
        Column(
            name,
            "" if name in unseen else words(f"col_{name}"),
            "money" if name in _MONEY else "text",
            only=("csv",) if name in unseen else (),
        )
        for name in names.split()
    )
    found = tuple(rows)
    said = f"none_{stem}" if not found and words.has(f"none_{stem}") else f"about_{stem}"
    notes = (words(said),) if words.has(said) else ()
    return Table(file, words(f"title_{stem}"), columns, found, tuple(foot), notes)


def billed_in(known: Iterable[Known], meetings: Iterable[str]) -> tuple[Billed, ...]:
    """The meetings of every issue of the pack, in order of events."""
    wanted = frozenset(meetings)
    return tuple(
        Billed(event, body, part)
        for event, body in known
        if isinstance(body, Issue)
        for part in body.meetings
        if part.meeting in wanted
    )


def folder_of(billed: Billed) -> str:
    """Where the files of one meeting of one issue stand in the pack."""
    return f"issues/{billed.event.seq:06d}/{billed.part.meeting}"


def issues_in(known: Iterable[Known]) -> Iterator[tuple[int, Issue]]:
    """The issues of the pack, each with the number of its event."""
    return ((event.seq, body) for event, body in known if isinstance(body, Issue))
