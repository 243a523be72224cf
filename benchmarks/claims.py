"""Every claim of speed in README and docs, as a table of ratios, measured in one run.

    python benchmarks/claims.py [RUNS] [--all]

Whole commands, imports included, timed in turn with what they are held against; medians. With
--all, the benchmarks that look inside (notices, workbook, charts, planning, ledger, intake) run
afterwards and print their own tables.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from ccmcost.sharing.register import load_register
from ccmcost.workspace import open_workspace

HERE = Path(__file__).resolve().parent
EMPTY = ("-c", "pass")
OTHERS = ("start", "notices", "workbook", "charts", "planning", "ledger", "intake")


class Claim(NamedTuple):
    """A command of ccmcost beside what it is held against (arguments of Python);
    each may be several commands.
    """

    text: str
    ours: tuple[tuple[str, ...], ...]
    against: tuple[tuple[str, ...], ...]


def ccmcost(*arguments: str) -> tuple[str, ...]:
    return ("-m", "ccmcost", *arguments)


def claims() -> list[Claim]:
    dated = [
        entry.meeting.id
        for entry in load_register(open_workspace()).entries
        if entry.meeting.day is not None
    ]
    heavy = (("-c", "import pandas, openpyxl, matplotlib.pyplot"),)
    one = (ccmcost("apportion", "msp11"),)
    every = tuple(ccmcost("apportion", meeting) for meeting in dated)
    return [
        Claim(
            "a table on screen (`apportion msp11 --no-files`) / an empty Python",
            (ccmcost("apportion", "msp11", "--no-files"),),
            (EMPTY,),
        ),
        Claim("the full set of msp11 / importing pandas, openpyxl and pyplot", one, heavy),
        Claim(f"the full sets of all {len(dated)} meetings / that of msp11", every, one),
        Claim(
            f"all {len(dated)} meetings as rows (`ccmcost.history()`) / importing pandas",
            (("-c", "import ccmcost; ccmcost.history()"),),
            (("-c", "import pandas"),),
        ),
    ]


def seconds(commands: tuple[tuple[str, ...], ...], folder: str) -> float:
    begin = time.perf_counter()
    for arguments in commands:
        subprocess.run([sys.executable, *arguments], check=True, cwd=folder, capture_output=True)
    return time.perf_counter() - begin


def main() -> None:
    """Print the table."""
    numbers = [int(argument) for argument in sys.argv[1:] if argument.isdigit()]
    print("| claim | times as long | seconds here |\n| --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        for claim in claims():
            pairs = [
                (seconds(claim.ours, folder), seconds(claim.against, folder))
                for _ in range(numbers[0] if numbers else 5)
            ]
            ours, against = (statistics.median(times) for times in zip(*pairs, strict=True))
            print(
                f"| {claim.text} | {ours / against:.1f} | {ours:.2f} / {against:.2f} |", flush=True
            )
    for name in OTHERS if "--all" in sys.argv else ():
        print(f"\n## {name}", flush=True)
        subprocess.run([sys.executable, HERE / f"{name}.py"], check=True)


if __name__ == "__main__":
    main()
