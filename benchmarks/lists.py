"""Read N made lists and hold each against the truth: python benchmarks/lists.py N [--seed S]
[--only NUMBER].

Layouts, languages, headings, affiliations and faults by chance (tests/lists_maker.py). No State may
be added, or dropped without a line in the account: precision is 1. The last lines are the tally and
the recall on clean documents, where a refused one counts as nothing read. The exit code is 1 if any
document was read wrongly.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.lists_maker import ALL, document
from tests.lists_reader import read, without_processes


def main() -> int:
    """Read the documents, print each that was read wrongly and the tally."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("n", type=int)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--only", type=int, help="show this one document and how it was read")
    asked = options.parse_args()
    without_processes()
    began, faults = time.monotonic(), 0
    ends: Counter[tuple[str, str, str]] = Counter()
    taken: Counter[str] = Counter()
    present: Counter[str] = Counter()
    for number in [asked.only] if asked.only is not None else range(asked.n):
        each = document(number, asked.seed, ALL)
        verdict = read(each)
        ends[each.name, each.fault or "clean", "asked" if verdict.asked else "read"] += 1
        if not each.fault:
            taken[each.name] += verdict.taken
            present[each.name] += verdict.present
        if verdict.fault:
            faults += 1
            print(
                f"--seed {asked.seed} --only {number} ({each.name}, {each.fault or 'clean'}): "
                f"{verdict.fault}",
                flush=True,
            )
        if asked.only is not None:
            print(
                each.content[:6000].decode("utf-8", "replace")
                if each.name.endswith(("txt", "csv", "html"))
                else each.name
            )
            print(verdict, sorted(each.present), sorted(each.others))
    for (name, fault, end), count in sorted(ends.items()):
        print(f"{name:12} {fault:10} {end:6} {count:7,}")
    for name in sorted(present):
        print(f"recall on clean {name:12} {taken[name] / present[name]:.4f}")
    total = sum(taken.values()) / max(1, sum(present.values()))
    print(
        f"{sum(ends.values()):,} documents, {faults} read wrongly, recall {total:.4f}, "
        f"{time.monotonic() - began:.0f} s"
    )
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
