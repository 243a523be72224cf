"""The charts of a meeting against the plainest way to draw the same with matplotlib's pyplot, and
where the time goes.

    python benchmarks/charts.py [MEETING]

Each way runs in a process of its own, imports included, in turns; printed are the best times and
their ratio.
"""

from __future__ import annotations

import subprocess
import sys
import time

OURS = """
from datetime import date
from pathlib import Path
from ccmcost.sharing.compute import apportion_meeting
from ccmcost.sharing.request import Request
from ccmcost.workspace import open_workspace
result = apportion_meeting(open_workspace(Path("data")), "{meeting}", Request())
"""
CHARTS = OURS + "from ccmcost.charts.files import compose\ncompose(result, date(2023, 10, 1))\n"
PYPLOT = (
    OURS
    + """
import io
import matplotlib
matplotlib.use("agg")
import matplotlib.pyplot as plt
lines = sorted(result.assessment.lines, key=lambda line: -line.share.value)
top = lines[:20]
names = [result.states.name(line.code) for line in top]
for chart in range(4):
    figure, axes = plt.subplots(figsize=(7.2, 7.6), layout="constrained")
    bars = axes.barh(names, [line.amount / 100 for line in top])
    axes.bar_label(bars, [result.cost.total.of(line.amount).grouped() for line in top])
    axes.invert_yaxis()
    axes.set_title("Amounts by State")
    figure.savefig(io.BytesIO(), format="png", dpi=300)
    figure.savefig(io.BytesIO(), format="svg")
    plt.close(figure)
"""
)


def seconds(code: str) -> float:
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - begin


def main() -> None:
    meeting = sys.argv[1] if len(sys.argv) > 1 else "msp11"
    ways = {"no charts": OURS, "four charts": CHARTS, "four plain pyplot charts": PYPLOT}
    best = dict.fromkeys(ways, float("inf"))
    for _ in range(5):
        for name, code in ways.items():
            best[name] = min(best[name], seconds(code.replace("{meeting}", meeting)))
    for name, value in best.items():
        print(f"{name:26} {value:6.2f} s")
    ours, theirs = (
        best[name] - best["no charts"] for name in ("four charts", "four plain pyplot charts")
    )
    print(f"charts alone: {ours:.2f} s; pyplot takes {theirs / ours:.1f} times as long")


if __name__ == "__main__":
    main()
