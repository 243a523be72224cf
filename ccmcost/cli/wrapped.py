"""Long lines for a person at a terminal: broken between words, where the terminal would break them
within one.
"""

from __future__ import annotations

import re
from typing import Any

_TO_COPY = re.compile(r"\s*(?:[A-Z][a-z ]*: )?ccmcost ")
"""A line to copy, which a break would spoil."""
_TABLE = re.compile(r"\S {3,}\S|\033")
"""What stands in columns, or is written with the codes of a terminal."""
LEAST = 40


def fitted(stream: Any, text: str) -> str:
    """Text for a stream: as it is, unless a person reads it at a terminal that is too narrow."""
    if not stream.isatty():
        return text
    wide = columns_of(stream)
    return "\n".join(wrapped(line, wide) for line in text.split("\n"))


def columns_of(stream: Any) -> int:
    """How many columns the terminal of a stream has; 80 where there is none."""
    import os

    try:
        wide = os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        wide = 0
    columns = os.environ.get("COLUMNS", "")
    wide = int(columns) if columns.isascii() and columns.isdigit() and len(columns) < 6 else wide
    return max(LEAST, wide or 80)


def wrapped(line: str, wide: int) -> str:
    """A line broken at spaces alone, so that paths, codes and hashes stay whole, the rest of it two
    columns further in; one that is short, to be copied, or of a table stays as it is.
    """
    if len(line) <= wide or _TO_COPY.match(line) or _TABLE.search(line):
        return line
    from ccmcost.tables.screen import prose

    indent = line[: len(line) - len(line.lstrip(" "))]
    return "\n".join(prose(line, rest=f"{indent}  ", width=wide))
