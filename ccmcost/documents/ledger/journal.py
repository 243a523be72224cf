"""Postings as they were recorded, and as a journal for the accounting system:
a debit and a credit of the same amount.
"""

from __future__ import annotations

from collections.abc import Iterable

from ccmcost.ledger.events import events
from ccmcost.ledger.queries import entries, external_numbers
from ccmcost.ledger.standing import NOW
from ccmcost.ledger.store import Ledger
from ccmcost.model.books import Account, Posting
from ccmcost.tables.table import Column, Columns, Table, made_of

_PAIRS: dict[Account, tuple[str, str]] = {
    "assessed": ("receivables", "assessed contributions"),
    "adjusted": ("receivables", "assessed contributions"),
    "received": ("cash", "receivables"),
    "bank_charge": ("bank charges", "receivables"),
    "exchange": ("exchange differences", "receivables"),
    "written_off": ("write-offs", "receivables"),
    "refunded": ("receivables", "cash"),
    "applied": ("credits applied", "receivables"),
    "unidentified": ("cash", "unidentified receipts"),
    "other_convention": ("cash", "due to other conventions"),
}
_OWES_MORE = ("assessed", "adjusted", "refunded")


def journal(postings: Iterable[Posting]) -> Table:
    """One row per posting in order of recording. A negative posting swaps the two sides, so that
    amounts are positive.

    Money that is identified later leaves `unidentified receipts` through cash, in and out on the
    same day.
    """
    columns: Columns[Posting] = [
        Column("event"),
        (Column("date"), lambda posting: posting.value_date),
        (Column("debit"), lambda posting: _sides(posting)[0]),
        (Column("credit"), lambda posting: _sides(posting)[1]),
        (Column("amount", kind="money"), lambda posting: posting.money.of(abs(posting.amount))),
        Column("currency"),
        Column("state"),
        Column("meeting"),
        Column("notice"),
    ]
    return made_of(
        "journal", "", columns, sorted(posting for posting in postings if posting.amount)
    )


def _sides(posting: Posting) -> tuple[str, str]:
    debit, credit = _PAIRS[posting.account]
    usual = posting.amount > 0 if posting.account in _OWES_MORE else posting.amount < 0
    return (debit, credit) if usual else (credit, debit)


def postings_table(ledger: Ledger) -> Table:
    """Every posting in order of recording, with the event that made it."""
    people = {event.seq: event for event in events(ledger)}
    external = external_numbers(ledger)
    columns: Columns[Posting] = [
        Column("event"),
        Column("line"),
        Column("value_date"),
        Column("recorded_on"),
        (Column("kind"), lambda posting: people[posting.event].kind),
        Column("state"),
        Column("meeting"),
        Column("account"),
        (Column("amount", kind="money"), lambda posting: posting.money),
        Column("currency"),
        Column("notice"),
        (Column("erp_number"), lambda posting: external.get(posting.notice, "")),
        Column("pay_by"),
        (Column("recorded_by"), lambda posting: people[posting.event].recorded_by),
        (Column("approved_by"), lambda posting: people[posting.event].approved_by),
    ]
    return made_of("postings", "", columns, sorted(entries(ledger, NOW)))
