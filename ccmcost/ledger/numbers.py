"""Notice numbers: without gaps per year, taken inside the transaction that issues."""

from __future__ import annotations

from collections.abc import Iterator

from ccmcost.ledger.queries import last_serial
from ccmcost.ledger.store import Ledger


def next_serials(ledger: Ledger, year: int) -> Iterator[int]:
    """The next serial numbers of a year; the caller holds the transaction and records every one it
    takes.
    """
    if not ledger.in_transaction:
        raise RuntimeError("notice numbers are taken inside the transaction that issues")
    serial = last_serial(ledger, year)
    while True:
        serial += 1
        yield serial


def notice_number(prefix: str, year: int, serial: int) -> str:
    """A number such as `CCM-AN-2023-0001`; `prefix` is the convention's own."""
    return f"{prefix}-AN-{year}-{serial:04d}"
