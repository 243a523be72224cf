"""The register of notices as CSV: what was written for whom, and the hash of each file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ccmcost.model.money import Money
from ccmcost.tables.csv_text import csv_text

COLUMNS = ("iso3", "reference", "amount", "file", "sha256")


class Entry(NamedTuple):
    """One notice: State, reference, amount, path and SHA-256 of the file."""

    code: str
    reference: str
    amount: Money
    path: str
    sha256: str


def register_csv(entries: Sequence[Entry], folder: str) -> str:
    """One row for each notice, in the order given; amounts in major units, files relative to `folder`."""
    rows = (
        (entry.code, entry.reference, entry.amount.plain(), entry.path.removeprefix(folder), entry.sha256)
        for entry in entries
    )
    return csv_text(COLUMNS, rows)
