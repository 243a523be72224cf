"""Questions whose answer is a table of a file, with a line for each entry: how lines become entries
and entries lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple


class TableForm(NamedTuple):
    """How a table is said in lines, and how lines change it."""

    lines: Callable[[Mapping[str, Any]], list[str]]
    fill: Callable[[Any, Sequence[str]], None]

    def normal(self, lines: Sequence[str]) -> list[str]:
        """The lines as the table says them; where two are about one entry, one is missing."""
        entries: dict[str, Any] = {}
        self.fill(entries, lines)
        return self.lines(entries)


def _kind_lines(table: Mapping[str, Any]) -> list[str]:
    kinds = (each for each in table.values() if isinstance(each, dict))
    texts = ([str(each.get(key, "")) for key in ("prefix", "title", "basis")] for each in kinds)
    return ["; ".join(filter(None, each)) for each in texts]


def _fill_kinds(table: Any, lines: Sequence[str]) -> None:
    """`msp; Meeting of the States Parties; art. 14(1)`; a kind that stays keeps its other keys."""
    import tomlkit

    before = {str(kind.get("prefix")): (key, kind) for key, kind in table.items()}
    for key in list(table):
        del table[key]
    for line in lines:
        prefix, title, basis = (*(part.strip() for part in line.split(";", 2)), "", "")[:3]
        key = re.sub("[^a-z0-9]+", "_", title.casefold()).strip("_") or prefix
        key, kind = before.get(prefix, (key, tomlkit.inline_table()))
        said = {"prefix": prefix, "title": title, "basis": basis}
        kind.update({each: text for each, text in said.items() if text})
        table[key] = kind


def _paragraph_lines(table: Mapping[str, Any]) -> list[str]:
    texts = {key.removeprefix("paragraph_"): each for key, each in table.items() if "_" in key}
    english = {number: str(each.get("en", "")) for number, each in texts.items()}
    return [
        f"{number}: {text}" for number, text in english.items() if text and not text.startswith("?")
    ]


_NUMBERED = re.compile(r"(?:([^\W_]{1,4}) *:|\(([^\W_]{1,4})\)|([0-9]{1,3}[a-z]?)[.)])(.*)")


def _fill_paragraphs(table: Any, lines: Sequence[str]) -> None:
    """`3: The costs ...`, `3.` or `(3)`, or its place if it has no number; a paragraph that stays
    keeps its words in other languages.
    """
    import tomlkit

    said = {}
    for at, line in enumerate(lines, 1):
        found = _NUMBERED.fullmatch(line)
        *numbers, text = found.groups() if found else (str(at), line)
        said[f"paragraph_{next(filter(None, numbers))}"] = text.strip()
    for key in [each for each in table if each.startswith("paragraph_") and each not in said]:
        del table[key]
    for key, text in said.items():
        table.setdefault(key, tomlkit.table())["en"] = text


TABLES: Mapping[str, TableForm] = {
    "kinds": TableForm(_kind_lines, _fill_kinds),
    "paragraphs": TableForm(_paragraph_lines, _fill_paragraphs),
}
