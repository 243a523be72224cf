"""How the ledger grows: recording and status at 1,000, 10,000 and 100,000 receipts, beside pandas
over the same list as CSV.

    python benchmarks/ledger.py

Prints seconds of one run and ratios; figures of different machines do not compare, ratios do.
"""

from __future__ import annotations

import csv
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

from ccmcost.accounts.books import Clerk, open_books
from ccmcost.accounts.status import status
from ccmcost.desk.init import make_workspace
from ccmcost.desk.receipts import import_receipts
from ccmcost.ledger.standing import View
from ccmcost.ledger.verify import problems
from ccmcost.workspace import open_workspace

CLERK = Clerk("benchmark", datetime(2026, 1, 1, tzinfo=UTC))
MEETINGS = [f"msp{number}" for number in range(1, 14)]


LONGEST_LIST = 100_000
"""Rows of each list."""


def bank_list(path: Path, begin: int, end: int, codes: list[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(
            [
                "statement",
                "line",
                "value_date",
                "amount",
                "currency",
                "reference",
                "iso3",
                "meeting",
            ]
        )
        for number in range(begin, end):
            amount = f"{number % 9000 + 1}.{number % 100:02d}"
            day = f"2024-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
            place = (codes[number % len(codes)], MEETINGS[number % 13])
            writer.writerow(
                (f"S{number // 500}", number, day, amount, "USD", f"REMITTER {number}", *place)
            )


def measure(count: int) -> tuple[float, float, float, float]:
    with tempfile.TemporaryDirectory() as folder:
        make_workspace(Path(folder))
        with open_books(open_workspace(Path(folder) / "data")) as desk:
            paths = []
            for begin in range(0, count, LONGEST_LIST):
                paths.append(Path(folder) / f"bank-{begin}.csv")
                bank_list(
                    paths[-1], begin, min(count, begin + LONGEST_LIST), sorted(desk.states)[:150]
                )
            began = time.perf_counter()
            for path in paths:
                import_receipts(desk, path, CLERK)
            recorded = time.perf_counter()
        with open_books(open_workspace(Path(folder) / "data")) as desk:
            opened = time.perf_counter()
            found = status(desk, View(date(2025, 1, 1)))
            shown = time.perf_counter()
            assert len(found.rows) == min(count, 1950)
            assert problems(desk.ledger) == []
            proved = time.perf_counter()
        return recorded - began, shown - opened, proved - shown, by_pandas(paths)


def by_pandas(paths: list[Path]) -> float:
    """What an office would do without a ledger: group the bank list in pandas (floats, no proof,
    no history).
    """
    import pandas

    began = time.perf_counter()
    table = pandas.concat([pandas.read_csv(path) for path in paths])
    table[table["value_date"] <= "2025-01-01"].groupby(["iso3", "meeting"])["amount"].sum()
    return time.perf_counter() - began


def main() -> None:
    print("receipts   record     status     verify     pandas over CSV   status / pandas")
    for count in (1_000, 10_000, 100_000):
        record, shown, proved, plain = measure(count)
        print(
            f"{count:8,} {record:8.2f} s {shown:8.3f} s {proved:8.2f} s {plain:12.3f} s "
            f"{shown / plain:14.1f}"
        )


if __name__ == "__main__":
    main()
