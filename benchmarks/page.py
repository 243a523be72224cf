"""The page against a bare start of Python: how long one page takes as a whole command, and how that grows to all meetings.

    python benchmarks/page.py [RUNS]

Commands run as processes of their own, in turns; printed are the best times and their ratios, and the sizes.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path


def seconds(arguments: list[str]) -> float:
    begin = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


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
        best = dict.fromkeys(commands, float("inf"))
        for _ in range(runs):
            for name, arguments in commands.items():
                best[name] = min(best[name], seconds(arguments))
        pages = sorted(path.stat().st_size for path in every.glob("*msp*.html")) + [
            path.stat().st_size for path in every.glob("*-rc*.html")
        ]
        index = (every / "index.html").stat().st_size
    for name, value in best.items():
        print(f"{name:28} {1000 * value:6.0f} ms   {value / best['python -c pass']:5.1f} times a bare start")
    print(f"from 1 to {len(pages)} pages: {best['all pages'] / best['one page']:.1f} times as long")
    print(f"bytes of a page: {min(pages):,} to {max(pages):,}; of the index: {index:,}")


if __name__ == "__main__":
    main()
