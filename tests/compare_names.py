"""Names and codes in data/ held against the tables of the United Nations (tests/un_names):
python -m tests.compare_names.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
TABLES = ROOT / "tests" / "un_names"
LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh")
_ARTICLES = {
    "en": re.compile(r"^the (?=\S)"),
    "fr": re.compile(r"^(?:les? |la |l['’])(?=\S)"),
    "es": re.compile(r"^(?:el |la |los |las )(?=\S)"),
}
_BRACKETED = re.compile(r"\s*\((?:the|les?|la|l['’]|el|los|las)\)$")


class Difference(NamedTuple):
    """Where a table and data/ differ: `column` is that of names.csv,
    `theirs` the table's name without article and mark.
    """

    iso3: str
    column: str
    theirs: str
    kept: str

    def line(self, why: str) -> str:
        """The difference in one line, with its explanation."""
        return f"{self.iso3} {self.column}: {self.theirs} | data: {self.kept} | {why}"


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def bare(printed: str, language: str) -> str:
    """A name as it stands in a sentence: without the article before or after it,
    without asterisks and double blanks.
    """
    name = " ".join(printed.rstrip(" *").split())
    article = _ARTICLES.get(language)
    return _BRACKETED.sub("", article.sub("", name) if article else name)


def differences(data: Path) -> Iterator[Difference]:
    """Each code and name of the tables that data/ does not have as the State's own."""
    states = {row["iso3"]: row for row in rows_of(data / "states.csv")}
    formal = {
        (row["iso3"], row["language"]): row["name"]
        for row in rows_of(data / "state_names.csv")
        if row["kind"] == "formal"
    }
    listed = {row["iso3"]: row for row in rows_of(TABLES / "names.csv")}
    for code in sorted(states.keys() ^ listed.keys()):
        yield Difference(
            code, "iso3", code if code in listed else "", code if code in states else ""
        )
    for code in sorted(states.keys() & listed.keys()):
        for column, printed in listed[code].items():
            if column in ("iso2", "m49"):
                theirs, kept = printed, states[code][column]
            elif column == "iso3":
                continue
            else:
                _, kind, language = column.split("_")
                theirs, short = bare(printed, language), states[code][f"name_{language}"]
                kept = formal.get((code, language), short) if kind == "formal" else short
            if theirs and theirs != kept:
                yield Difference(code, column, theirs, kept)


def explained() -> dict[Difference, str]:
    """The explanation of each difference that is known."""
    return {
        Difference(row["iso3"], row["column"], row["theirs"], row["kept"]): row["why"]
        for row in rows_of(TABLES / "explanations.csv")
    }


def report(data: Path) -> tuple[list[str], int]:
    """A line for each difference with its explanation, and how many have none or explain what is no
    difference.
    """
    known, found = explained(), list(differences(data))
    idle = [each for each in known if each not in found]
    lines = [each.line(known.get(each, "NO EXPLANATION")) for each in found]
    lines += [each.line("EXPLAINED BUT NO DIFFERENCE") for each in idle]
    wrong = sum(each not in known for each in found) + len(idle)
    compared = sum(
        bool(printed) for row in rows_of(TABLES / "names.csv") for printed in row.values()
    )
    summary = (
        f"{compared} names and codes compared, {len(found)} differ, {wrong} without a right "
        "explanation"
    )
    return [*lines, summary], wrong


if __name__ == "__main__":
    said, wrong = report(ROOT / "data")
    sys.stdout.write("\n".join(said) + "\n")
    sys.exit(1 if wrong else 0)
