"""The account of a document that was taken in is kept beside the data."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ccmcost.intake.account import ACCOUNT_COLUMNS, Account
from ccmcost.publish import write_file
from ccmcost.tables.csv_text import csv_text
from ccmcost.workspace import Workspace


def keep_account(
    workspace: Workspace, account: Account, name: str, folder: str = "accounts", above: Sequence[tuple[str, ...]] = ()
) -> Path:
    """Write the account, below the rows `above`, to `FOLDER/NAME.csv` of the data folder; returns the path.

    Raises WriteError if it cannot be written.
    """
    path = workspace.writable_data() / folder / f"{name}.csv"
    write_file(path, csv_text(ACCOUNT_COLUMNS, (*above, *account.rows())).encode())
    return path
