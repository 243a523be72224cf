"""Interrupt and kill `apportion msp11` with all outputs N times: python benchmarks/faults.py N
[--seed S] [--tmpfs].

After each hit the next command must leave one complete set whose manifest verifies. With --tmpfs
(root, Linux) the set is also written to a file system of 1 to 6 MB, too small for it: it must be
refused, with what was there unchanged.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.faulty import hit_at_random, start, whole


def main() -> int:
    """Run and print the tally; an AssertionError names what was lost."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("n", type=int)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--tmpfs", action="store_true")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        began = time.monotonic()
        assert start(folder, "apportion", "msp11", "--cost", "1.00").wait(timeout=300) == 0
        took = time.monotonic() - began
        tally: dict[str, int] = {}
        for number in range(asked.n):
            for key, count in hit_at_random(
                folder, asked.seed + number, 1, ("apportion", "msp11"), took
            ).items():
                tally[key] = tally.get(key, 0) + count
            if sys.stderr.isatty():
                print(f"\r{number + 1} of {asked.n}", end="", file=sys.stderr)
        print(
            f"{asked.n} runs hit: "
            + ", ".join(f"{count} {what}" for what, count in tally.items())
            + "; nothing lost"
        )
    if asked.tmpfs:
        told = _full_disks()
        print(
            f"{len(told)} file systems filled up: refused, what was there unchanged; the small "
            f"set after it was written {sum(told)} times and refused {len(told) - sum(told)} "
            "times, and verifies"
        )
    return 0


def _full_disks() -> list[bool]:
    """For each size on which a small set fits and the full one does not:
    was the small one written once more?
    """
    told = []
    for kilobytes in range(1000, 6000, 250):
        with tempfile.TemporaryDirectory() as name:
            mount = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", name]
            subprocess.run(mount, check=True)
            try:
                told += _full(Path(name))
            finally:
                subprocess.run(["umount", name], check=True)
    return told


def _full(folder: Path) -> list[bool]:
    """A small set first, if it fits; then the full one, which does not;
    then the small one again.
    """
    small = ("apportion", "msp11", "--state", "JPN", "--cost")
    process = start(folder, *small, "1.00")
    process.communicate(timeout=300)
    if process.returncode:
        return []
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    process = start(folder, "apportion", "msp11", "--lang", "en,fr,es,ar,ru", "--cost", "2.00")
    said = process.communicate(timeout=300)[1]
    if process.returncode == 0:
        return []
    assert process.returncode == 1 and "No space left" in said and "Traceback" not in said, said
    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    again = start(folder, *small, "3.00")
    said = again.communicate(timeout=300)[1]
    # old and new must both fit for a moment
    assert again.returncode == 0 or "No space left" in said, said
    whole(folder / "reports" / "msp11")
    return [again.returncode == 0]


if __name__ == "__main__":
    sys.exit(main())
