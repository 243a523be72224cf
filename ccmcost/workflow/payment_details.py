"""The payment details that notices carry, to be shown before anything is issued."""

from __future__ import annotations

from ccmcost.accounts.books import Books
from ccmcost.model.issuer import BANK_KEYS


def payment_details(desk: Books) -> list[tuple[str, str]]:
    """Name and value of each detail, as issuer.toml says them; "" where it says nothing."""
    bank = desk.issuer.bank
    return [(key, bank.get(key) or "") for key in BANK_KEYS]
