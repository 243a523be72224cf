"""Text for a terminal of 80 columns.
Styles are added only when a person watches, by the caller's `Style`.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from typing import Any, NamedTuple

from ccmcost.model.money import Money
from ccmcost.tables.table import REST, Row, Table, on_screen, value
from ccmcost.text import blanked

WIDTH = 80
_WHOLE: Any = {"break_long_words": False, "break_on_hyphens": False}
"""References, paths and hashes stay whole."""


class Style(NamedTuple):
    """Escape codes around headings and cautions; empty when the output is no terminal."""

    strong: str = ""
    caution: str = ""
    reset: str = ""

    def bold(self, text: str) -> str:
        """A heading."""
        return f"{self.strong}{text}{self.reset}"

    def warn(self, text: str) -> str:
        """A caution."""
        return f"{self.caution}{text}{self.reset}"


_COMMAND = re.compile(r"ccmcost(?: [a-z][a-z-]*){1,2}(?: --[a-z][a-z-]*)?")
_STAYS = "\n\t\033\u200f"
COLOUR = Style("\033[1m", "\033[33m", "\033[0m")
PLAIN = Style()


def to_screen(
    table: Table, style: Style = PLAIN, most: int = WIDTH, least: int = 1, ruled: int = 0
) -> list[str]:
    """Headings, rows, and the foot below a line, `ruled` or as long as the table is wide. A column
    that takes what the others leave is `least` to `most` wide.

    A cell that is too wide for its column wraps between words.
    """
    shown = table.shown("screen")

    def texts(row: Row) -> list[str]:
        return [on_screen(cell, column) for cell, column in zip(row, shown.columns, strict=True)]

    heads = [column.heading for column in shown.columns]
    body, foot = [texts(row) for row in shown.rows], [texts(row) for row in shown.foot]
    wide = [
        column.wide or max((len(row[place]) for row in (heads, *body, *foot)), default=0)
        for place, column in enumerate(shown.columns)
    ]
    if REST in wide:
        left = WIDTH - sum(each for each in wide if each != REST) - (len(wide) - 1)
        wide[wide.index(REST)] = max(least, min(most, left))
    right = [column.right for column in shown.columns]
    whole = [column.kind == "reference" for column in shown.columns]
    lines = [style.bold(line) for line in aligned(heads, wide, right)]
    lines += [line for row in body for line in aligned(row, wide, right, whole)]
    if foot:
        lines.append("-" * (ruled or sum(wide) + len(wide) - 1))
        *others, last = foot
        lines += [line for row in others for line in aligned(row, wide, right)]
        lines += [style.bold(line) for line in aligned(last, wide, right)]
    return lines


def aligned(
    cells: Sequence[str], wide: Sequence[int], right: Sequence[bool], whole: Sequence[bool] = ()
) -> list[str]:
    """One row of a table as lines: each cell in its width, to the left or to the right;
    `whole` ones not cut at hyphens.
    """
    wrapped = [
        [cell] if len(cell) <= width else _broken(cell, width, kept)
        for cell, width, kept in zip(cells, wide, whole or [False] * len(cells), strict=True)
    ]
    lines = []
    for index in range(max(len(cell) for cell in wrapped)):
        texts = [cell[index] if index < len(cell) else "" for cell in wrapped]
        parts = [
            text.rjust(width) if to_right else text.ljust(width)
            for text, width, to_right in zip(texts, wide, right, strict=True)
        ]
        lines.append(" ".join(parts).rstrip())
    return lines


def _broken(cell: str, width: int, kept: bool) -> list[str]:
    """A cell as lines; at hyphens only where a word would not fit otherwise, so that a reference
    stays whole.
    """
    is_narrow = any(len(word) > width for word in cell.split())
    return textwrap.wrap(cell, width, break_on_hyphens=is_narrow and not kept)


def even(table: Table, least: int = 10) -> Table:
    """The table with columns of money that are all as wide as the widest of its amounts,
    with its sign.
    """
    wide = money_width(table, least)
    columns = (
        column._replace(wide=wide)
        if column.kind in ("money", "change") and not column.wide
        else column
        for column in table.columns
    )
    return table._replace(columns=tuple(columns))


def money_width(table: Table, least: int = 10) -> int:
    """The width that the widest amount of a table needs with its sign."""
    amounts = [
        cell
        for row in (*table.rows, *table.foot)
        for each in row
        if isinstance(cell := value(each), Money)
    ]
    return max((least, *(len(each.grouped()) + (each.minor > 0) for each in amounts)))


def fields(pairs: Sequence[tuple[str, str]], width: int = WIDTH) -> list[str]:
    """Names and values, one pair a paragraph, values aligned and wrapped."""
    margin = max(len(name) for name, _ in pairs) + 2
    lines = []
    for name, told in pairs:
        lines += prose(name.ljust(margin) + (told or "-"), rest=" " * margin, width=width)
    return lines


def one_line(text: str, but: str = "") -> str:
    """Text as one line: what could end a line or drive a terminal becomes a blank,
    `but` for these characters.
    """
    return blanked(text, but)


def readable(text: str) -> str:
    """A whole screen without what could drive the terminal or hide in it;
    line ends and the codes of `COLOUR` stay.
    """
    return blanked(text, _STAYS)


def prose(text: str, first: str = "", rest: str = "", width: int = WIDTH) -> list[str]:
    """Text as lines, broken between words alone: codes, references and paths stay whole, and so
    does the beginning of a command. `first` stands before the first line, `rest` before the others.
    """
    whole = _COMMAND.sub(lambda found: found[0].replace(" ", "\0"), text)
    lines = textwrap.wrap(whole, width, initial_indent=first, subsequent_indent=rest, **_WHOLE)
    return [line.replace("\0", " ") for line in lines]


def bullet(text: str, width: int = WIDTH) -> list[str]:
    """One point of a list."""
    return prose(text, "- ", "  ", width)


def bullets(texts: Sequence[str]) -> list[str]:
    """The points of a list."""
    return [line for text in texts for line in bullet(text)]


def files_note(written: Sequence[str]) -> str:
    """Where the files are."""
    return "\n".join(["", "Files", *(f"  {name}" for name in written)])
