"""A page of the manual on a terminal of 80 columns: Markdown as plain text,
its tables aligned where they fit.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator, Sequence

from ccmcost.tables.screen import WIDTH

_LINK = re.compile(r"!?\[([^\]]*)\]\(([^)\s]*)\)")
_PAGE = re.compile(r"(?:docs/)?([a-z-]+)\.md(?:#.*)?")
_BULLET = re.compile(r"(\s*)([-*]|\d+\.)\s+(.*)")
_MARKS = re.compile(r"\*\*|`|(?<![\w*])\*(?=\w)|(?<=\w)\*(?![\w*])")
_GAP = "  "


def manual_screen(markdown: str, topics: Sequence[str]) -> str:
    """A page as text. `topics` are the pages of the manual, to which its links lead."""
    return "\n".join(_blocks(markdown.splitlines(), topics)) + "\n"


def title_of(markdown: str) -> str:
    """The first heading of a page."""
    return next((line.lstrip("# ") for line in markdown.splitlines() if line.startswith("#")), "")


def _blocks(lines: Sequence[str], topics: Sequence[str]) -> Iterator[str]:
    at = 0
    while at < len(lines):
        line, end = lines[at], at + 1
        if line.startswith("```"):
            end = _next(lines, end, lambda line: line.startswith("```"))
            yield from (f"    {code}".rstrip() for code in lines[at + 1 : end])
            end += 1
        elif line.startswith("|"):
            end = _next(lines, end, lambda line: not line.startswith("|"))
            yield from _table([_cells(row, topics) for row in lines[at:end]])
        elif line.startswith("#"):
            yield from _heading(line, topics)
        elif not line.strip() or line.startswith("    "):
            yield line.rstrip()
        elif not line.startswith("!["):
            end = _next(lines, end, _begins)
            yield from _paragraph(lines[at:end], topics)
        at = end


def _next(lines: Sequence[str], at: int, ends: Callable[[str], bool]) -> int:
    return next((n for n in range(at, len(lines)) if ends(lines[n])), len(lines))


def _heading(line: str, topics: Sequence[str]) -> list[str]:
    """A heading, underlined."""
    text = textwrap.wrap(_plain(line.lstrip("# "), topics), WIDTH)
    return [*text, ("=" if line.startswith("# ") else "-") * max(map(len, text), default=0)]


def _begins(line: str) -> bool:
    return not line.strip() or line.startswith(("#", "|", "```")) or _BULLET.match(line) is not None


def _paragraph(lines: Sequence[str], topics: Sequence[str]) -> list[str]:
    bullet = _BULLET.match(lines[0])
    first = f"{bullet[1]}{bullet[2]} " if bullet else ""
    text = " ".join(
        [bullet[3] if bullet else lines[0].strip(), *(line.strip() for line in lines[1:])]
    )
    return textwrap.wrap(
        _plain(text, topics),
        WIDTH,
        initial_indent=first,
        subsequent_indent=" " * len(first),
        break_long_words=False,
    )


def _plain(text: str, topics: Sequence[str]) -> str:
    return _MARKS.sub("", _LINK.sub(lambda link: _link(link[1], link[2], topics), text))


def _link(shown: str, target: str, topics: Sequence[str]) -> str:
    page = _PAGE.fullmatch(target)
    if page is None or page[1] not in topics:
        return f"{shown} ({target})" if target.startswith("http") and target != shown else shown
    command = f"ccmcost help {page[1]}"
    return command if shown in (target, f"docs/{target}", page[1]) else f"{shown} ({command})"


def _cells(row: str, topics: Sequence[str]) -> list[str]:
    parts = re.split(r"(?<!\\)\|", row.strip().strip("|"))
    return [_plain(part.strip().replace("\\|", "|"), topics) for part in parts]


def _table(rows: Sequence[list[str]]) -> Iterator[str]:
    head, body = (
        rows[0],
        [row for row in rows[1:] if not all(set(cell) <= set(":- ") for cell in row)],
    )
    widths = [
        max(len(row[at]) for row in (head, *body) if at < len(row)) for at in range(len(head))
    ]
    if sum(widths) + len(_GAP) * (len(widths) - 1) <= WIDTH:
        for row in (head, *body):
            yield _GAP.join(
                cell.ljust(width) for cell, width in zip(row, widths, strict=False)
            ).rstrip()
        return
    named = [name for name in head[: 1 if len(head) > 2 else 2] if name]
    yield from [f"{': '.join(named)}:"] if named else []
    for row in body:
        yield from textwrap.wrap(row[0], WIDTH, break_long_words=False)
        for name, cell in list(zip(head, row, strict=False))[1:]:
            text = f"{name}: {cell}" if name and cell and len(head) > 2 else cell
            yield from textwrap.wrap(
                text, WIDTH, initial_indent="    ", subsequent_indent="    ", break_long_words=False
            )
