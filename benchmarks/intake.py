"""How long names and documents take, against what one might reach for instead: likeness over all names (difflib).

Run: python benchmarks/intake.py. Prints times and ratios of one run; nothing asserts them.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from ccmcost.findings import Findings
from ccmcost.intake.document import read_participants
from ccmcost.intake.names import NameIndex
from ccmcost.load.state_names import load_organizations, load_state_names
from ccmcost.model.source import SourceFile
from tests import intake_documents as made
from tests import test_intake as documents


def timed(work: Callable[[], object], rounds: int = 3) -> float:
    """The best of some rounds, in seconds."""
    best = float("inf")
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - begun)
    return best


def main() -> None:
    names = load_state_names(made.READER, made.STATES)
    organizations = load_organizations(made.READER)
    index = NameIndex(made.STATES, names, organizations)
    printed = [state.names["en"] for state in made.STATES.values()]
    wrong = [name[: len(name) // 2] + "x" + name[len(name) // 2 :] for name in printed]
    known = [name.name for name in names]
    exact = timed(lambda: [index.resolve(name) for name in printed])
    likeness = timed(lambda: [get_close_matches(name, known, 1) for name in printed[:20]], 1) * len(printed) / 20
    guessed = sum(bool(get_close_matches(name, known, 1)) for name in wrong[:40])
    print(f"197 names resolved exactly        {exact * 1000:8.1f} ms")
    print(f"the same by likeness              {likeness * 1000:8.1f} ms   {likeness / exact:6.0f} times as long")
    taken = sum(index.resolve(name) is not None for name in wrong[:40])
    print(f"of 40 misspelt names, taken: exactly {taken}, by likeness {guessed}")
    with tempfile.TemporaryDirectory() as folder:
        for make in (
            documents.csv_codes,
            documents.text_report,
            documents.docx_listing_en,
            documents.pdf_report_en,
            documents.pdf_listing_two_columns,
        ):
            path = make(Path(folder))
            source = SourceFile(path.name, "command line", path.read_bytes(), path.name)
            fresh = timed(
                lambda source=source: read_participants(source, NameIndex(made.STATES, names, organizations), Findings())
            )
            print(f"{make.__name__:33} {fresh * 1000:8.1f} ms   {len(source.content) / 1024:6.0f} KiB")


if __name__ == "__main__":
    main()
