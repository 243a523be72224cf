"""How long names and documents take, against what one might reach for instead: likeness over all
names (difflib).

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
from ccmcost.intake.account import Account
from ccmcost.intake.document import read_participants
from ccmcost.intake.found import Marker
from ccmcost.intake.names import NameIndex
from ccmcost.load.states import load_organizations, load_state_names
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


def pages(folder: Path, index: NameIndex) -> None:
    """Lists of 1, 10, 100 and 1,000 pages: the whole reading,
    as a multiple of pdfium's bare extraction of the text.
    """
    import pypdfium2

    for wanted in (1, 10, 100, 1000):
        lines = [("section", "STATES")]
        codes = sorted(made.STATES)[: max(3, min(190, wanted * 4))]
        for number, code in enumerate(codes):
            lines.append(("state", made.STATES[code].names["en"].upper()))
            each = max(1, 19 * wanted // len(codes))
            lines += [
                ("delegate", text)
                for at in range(each)
                for text in made.delegates(code, 4 * number + at % 4)
            ]
        path = made.pdf(folder / f"{wanted}.pdf", made.listing_markup(lines))
        source = SourceFile(path.name, "command line", path.read_bytes(), path.name)
        count = len(pypdfium2.PdfDocument(source.content))

        def bare(content: bytes = source.content) -> None:
            for page in pypdfium2.PdfDocument(content):
                page.get_textpage().get_text_range()

        def whole(source: SourceFile = source) -> None:
            read_participants(source, index, Account(Marker(source.name, Findings())))

        rounds = 1 if wanted > 100 else 3
        quick, slow = timed(bare, rounds), timed(whole, rounds)
        print(
            f"{count:5,} pages, {len(codes):3} States {slow:8.2f} s   {slow / quick:6.1f} times "
            "bare extraction of the text"
        )


def main() -> None:
    names = load_state_names(made.READER, made.STATES)
    organizations = load_organizations(made.READER, made.STATES)
    index = NameIndex(made.STATES, names, organizations)
    printed = [state.names["en"] for state in made.STATES.values()]
    wrong = [name[: len(name) // 2] + "x" + name[len(name) // 2 :] for name in printed]
    known = [name.name for name in names]
    exact = timed(lambda: [index.resolve(name) for name in printed])
    likeness = (
        timed(lambda: [get_close_matches(name, known, 1) for name in printed[:20]], 1)
        * len(printed)
        / 20
    )
    guessed = sum(bool(get_close_matches(name, known, 1)) for name in wrong[:40])
    print(f"197 names resolved exactly        {exact * 1000:8.1f} ms")
    print(
        f"the same by likeness              {likeness * 1000:8.1f} ms   {likeness / exact:6.0f} "
        "times as long"
    )
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
                lambda source=source: read_participants(
                    source,
                    NameIndex(made.STATES, names, organizations),
                    Account(Marker(source.name, Findings())),
                )
            )
            print(
                f"{make.__name__:33} {fresh * 1000:8.1f} ms   {len(source.content) / 1024:6.0f} KiB"
            )
        pages(Path(folder), index)


if __name__ == "__main__":
    main()
