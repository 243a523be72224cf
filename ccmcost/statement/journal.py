"""A journal for the office's accounting system: every posting as a debit and a credit of the same amount."""

from __future__ import annotations

from collections.abc import Sequence

from ccmcost.model.books import Account, Posting

JOURNAL = ("event", "date", "debit", "credit", "amount", "currency", "state", "meeting", "notice")

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


def journal(postings: Sequence[Posting]) -> list[tuple[str, ...]]:
    """One row per posting in order of recording. A negative posting swaps the two sides, so that amounts are positive.

    Money that is identified later leaves `unidentified receipts` through cash, in and out on the same day.
    """
    return [_row(posting) for posting in sorted(postings) if posting.amount]


def _row(posting: Posting) -> tuple[str, ...]:
    debit, credit = _PAIRS[posting.account]
    usual = posting.amount > 0 if posting.account in _OWES_MORE else posting.amount < 0
    if not usual:
        debit, credit = credit, debit
    amount = posting.money.of(abs(posting.amount)).plain()
    place = (posting.state, posting.meeting, posting.notice)
    return (str(posting.event), posting.value_date, debit, credit, amount, posting.currency, *place)
