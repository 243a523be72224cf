"""Hold N made cases against the arithmetic of docs/method.md, worked out once more:
python benchmarks/oracle.py N [--seed S] [--only NUMBER] [--outputs].

Rules, scales, lists and totals by chance (tests/method_cases.py); shares, exact and billed amounts,
who bears what rounding left, and refusals must be those of tests/method_oracle.py. With
`--outputs` the files of each case that has a meeting are written, read back by
tests/method_readers.py and held against it too: some seconds a case. Ctrl-C ends with the tally so
far. The exit code is 1 if anything differs.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.method_cases import made
from tests.method_oracle import Answer
from tests.method_product import Office, difference, expected, found
from tests.method_readers import read_back


def main() -> int:
    """Compare the cases, print each that differs and the tally."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("n", type=int, nargs="?", default=1)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--only", type=int, help="show this one case")
    options.add_argument("--outputs", action="store_true", help="write the files and read them")
    asked = options.parse_args()
    began = time.monotonic()
    ends: Counter[str] = Counter()
    held: Counter[str] = Counter()
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        office = Office(Path(folder) / "office")
        office.reads_once()
        try:
            for number in [asked.only] if asked.only is not None else range(asked.n):
                case = made(number, asked.seed)
                wanted = expected(case.case)
                told = list(filter(None, [difference(office, case)]))
                if asked.outputs and case.meeting and isinstance(wanted, Answer) and not told:
                    read = read_back(office, case, wanted)
                    held += read.held
                    told = read.wrong
                ends[wanted if isinstance(wanted, str) else "shared"] += 1
                wrong += told
                for each in told:
                    print(each, flush=True)
                if asked.only is not None:
                    print(case.toml, *case.listed, case.case.total, case.case.currency, sep="\n")
                    print(wanted, *found(office, case), sep="\n")
        except KeyboardInterrupt:
            print(f"ended before case {number:,}")
    print(*(f"{what:20} {count:7,}" for what, count in (ends + held).most_common()), sep="\n")
    print(f"{len(wrong)} faults in {sum(ends.values()):,} cases, {time.monotonic() - began:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
