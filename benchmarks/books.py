"""N random operations of an office, held against books that are kept a second time: python
benchmarks/books.py N [--seed S] [--keep DIR].

N operations are divided among offices of 125. Each operation is a line of the command line; after
each, the status is what the books of `tests/books` say, to the last unit, and after each tenth all
else that the ledger prints; at the end, the annual report. The last line is the tally; the exit
code is 1 if anything differed.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import traceback
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import pytest

from tests.books.office import Life
from tests.books.playing import play
from tests.books.reading import check_report

EACH = 125


def main() -> int:
    """Play, and print how often each operation was made."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("n", type=int)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--keep", type=Path, help="keep the folders that differ in this one")
    asked = options.parse_args()
    tally: Counter[str] = Counter()
    failed = 0
    for number in range(-(-asked.n // EACH)):
        seed = f"{asked.seed} {number}"
        with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
            life = Life(Path(folder), patch, seed)
            try:
                play(life, min(EACH, asked.n - number * EACH), tally)
                check_report(life)
            except Exception:
                failed += 1
                print(f"seed {seed}, after {len(life.told)} lines:", *life.told[-3:], sep="\n  ")
                if asked.keep:
                    shutil.copytree(folder, asked.keep / seed.replace(" ", "-"))
                traceback.print_exc(limit=-3, file=sys.stdout)
            print(
                f"seed {seed}: {len(life.books.entries)} events, {len(life.told)} lines", flush=True
            )
    for name, count in sorted(tally.items()):
        print(f"{count:6}  {name}")
    print(f"{sum(tally.values())} operations, {failed} offices in which something differed")
    return min(failed, 1)


if __name__ == "__main__":
    raise SystemExit(main())
