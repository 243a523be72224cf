"""The page against a bare start of Python: how long one page takes as a whole command, and how that
grows to all meetings.

    python benchmarks/page.py [RUNS]

Commands run as processes of their own, in turns; printed are the least processor times with their
ratios (a busy machine changes them little), the least times on the clock, and the sizes.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def seconds(arguments: list[str]) -> tuple[float, float]:
    """Processor time and time on the clock of one process."""
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    after, end = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, end - begin


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    with tempfile.TemporaryDirectory() as home:
        one, every = Path(home) / "one", Path(home) / "all"
        commands = {
            "python -c pass": ["-c", "pass"],
            "ccmcost --version": ["-m", "ccmcost", "--version"],
            "ccmcost apportion, no files": ["-m", "ccmcost", "apportion", "msp12", "--no-files"],
            "one page": ["-m", "ccmcost", "page", "msp12", "--rules", "--out", str(one)],
            "all pages": ["-m", "ccmcost", "page", "--all", "--rules", "--out", str(every)],
        }
        times: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
        for _ in range(runs):
            for name, arguments in commands.items():
                times[name].append(seconds(arguments))
        pages = sorted(path.stat().st_size for path in every.glob("*msp*.html")) + [
            path.stat().st_size for path in every.glob("*-rc*.html")
        ]
        index = (every / "index.html").stat().st_size
    used = {name: min(each for each, _ in found) for name, found in times.items()}
    clock = {name: min(each for _, each in found) for name, found in times.items()}
    for name, value in used.items():
        ratio = value / used["python -c pass"]
        clocked = 1000 * clock[name]
        print(
            f"{name:28} {1000 * value:5.0f} ms, {ratio:5.1f} times a bare start; {clocked:5.0f} "
            "ms on the clock"
        )
    print(f"from 1 to {len(pages)} pages: {used['all pages'] / used['one page']:.1f} times as long")
    print(f"bytes of a page: {min(pages):,} to {max(pages):,}; of the index: {index:,}")


if __name__ == "__main__":
    main()
