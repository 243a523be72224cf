"""The annual report as a whole command: one year and all years, beside the import of the packages
that others build it with.

Run: .venv/bin/python benchmarks/report.py [year] [runs]. The commands are timed in turn; times of
one run are comparable.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

USUAL = "import pandas, openpyxl, matplotlib.pyplot"
"""What a script that makes tables, workbooks and charts begins with,
before it has read or made anything.
"""


def seconds(arguments: list[str], folder: str) -> tuple[float, float]:
    """Wall and processor seconds of one process."""
    before = os.times()
    begin = time.perf_counter()
    subprocess.run(
        [sys.executable, *arguments],
        check=True,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    wall, after = time.perf_counter() - begin, os.times()
    return (
        wall,
        after.children_user + after.children_system - before.children_user - before.children_system,
    )


def main() -> None:
    """Print the medians and their ratios."""
    year = sys.argv[1] if len(sys.argv) > 1 else "2015"
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    command = ["-m", "ccmcost", "report"]
    cases = {
        "usual": ["-c", USUAL],
        "one": [*command, year],
        "three": [*command, year, "--lang", "en,fr,es"],
        "all": [*command, "--from", "2010", "--to", "2027"],
    }
    with tempfile.TemporaryDirectory() as home:
        folder = str(Path(home).resolve())
        times = [
            {name: seconds(arguments, folder) for name, arguments in cases.items()}
            for _ in range(runs)
        ]
    median = {
        name: [statistics.median(run[name][at] for run in times) for at in (0, 1)] for name in cases
    }
    (usual, _), (one, one_cpu), (three, _), (all_years, _) = median.values()
    print(f'"{USUAL}": {usual:.2f} s')
    print(
        f"{year}, all outputs in one language: {one:.2f} s (processor {one_cpu:.2f} s), "
        f"{one / usual:.2f} times that import"
    )
    print(f"{year} in three languages: {three:.2f} s, {three / one:.2f} times as long as in one")
    print(f"2010 to 2027 (15 reports): {all_years:.2f} s, {all_years / one:.2f} times one year")


if __name__ == "__main__":
    main()
