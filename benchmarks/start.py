"""How long the main job takes on screen, against an empty Python and against importing the packages
it avoids.

Run: .venv/bin/python benchmarks/start.py [runs]. Commands are timed in turn, so that a change
of the machine's speed meets all of them.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 21
PYTHON = sys.executable
COMMANDS = {
    "python -c pass": [PYTHON, "-c", "pass"],
    "ccmcost apportion msp11 --no-files": [
        PYTHON.replace("python", "ccmcost"),
        "apportion",
        "msp11",
        "--no-files",
    ],
    "ccmcost --version": [PYTHON.replace("python", "ccmcost"), "--version"],
    "python -c 'import typer'": [PYTHON, "-c", "import typer"],
    "python -c 'import pandas'": [PYTHON, "-c", "import pandas"],
}


def main() -> None:
    """Print the median of each command and its ratio to an empty Python."""
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for turn in range(RUNS + 1):
        for name, command in COMMANDS.items():
            begin = time.perf_counter()
            subprocess.run(
                command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            if turn:
                times[name].append(time.perf_counter() - begin)
    empty = statistics.median(times["python -c pass"])
    for name, values in times.items():
        median = statistics.median(values)
        print(f"{name:38} {median * 1000:7.1f} ms  {median / empty:5.1f} x")


if __name__ == "__main__":
    main()
