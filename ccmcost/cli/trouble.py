"""When something is wrong: `ccmcost check`, `doctor`, `help`; and a page of the manual on a
terminal of 80 columns, its tables aligned where they fit.
"""

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated

from ccmcost.cli import complete
from ccmcost.cli.commands import COMMANDS
from ccmcost.cli.declared import Argument, command
from ccmcost.cli.options import Data
from ccmcost.cli.output import put, put_table, tell
from ccmcost.cli.wishes import topic_named
from ccmcost.tables.screen import WIDTH
from ccmcost.words.status import counted
from ccmcost.workspace import manual_pages, open_workspace, shown_path

NOT_NEEDED = "Not needed to run: LibreOffice, Chromium, Node, a network. Only tests use them."


@command("ccmcost check", "ccmcost check --data office/data")
def check(data: Data = None) -> None:
    """Check the data folder: every file, what must hold between them,
    and every meeting under every rule.
    """
    from ccmcost.desk.check import check_data

    workspace = open_workspace(data)
    checked = check_data(workspace)
    for finding in checked.findings:
        tell(finding.line())
    errors = sum(finding.severity == "error" for finding in checked.findings)
    counts = ", ".join(counted(number, *what) for what, number in checked.counts.items())
    warnings = counted(len(checked.findings) - errors, "warning", "warnings")
    found = f"{counted(errors, 'error', 'errors')}, {warnings}"
    put(f"{shown_path(workspace.data)}: {found}{counts and '; '}{counts}\n")
    if errors:
        raise SystemExit(1)


@command("ccmcost doctor", "ccmcost doctor --data office/data")
def doctor(data: Data = None) -> None:
    """Report what is missing (packages, fonts, data, issuer, ledger, folders) and what to do.
    Changes nothing.
    """
    from ccmcost.desk.doctor import examine
    from ccmcost.tables.table import Column, Table

    checks = examine(open_workspace(data))
    columns = (
        Column("what", "What", wide=19),
        Column("status", "Status", wide=8),
        Column("found", "Found", wide=51),
    )
    put_table(
        Table(
            "doctor", "", columns, tuple((check.what, check.state, check.found) for check in checks)
        ),
        "table",
    )
    to_do = [(check.what, check.to_do) for check in checks if check.to_do]
    if to_do:
        put("\nTo do\n" + "".join(_wrapped(f"{what}: {text}") for what, text in to_do))
    put(f"\n{NOT_NEEDED}\n")
    if any(check.state == "missing" for check in checks):
        raise SystemExit(1)


def _wrapped(text: str) -> str:
    return (
        textwrap.fill(text, 80, initial_indent="- ", subsequent_indent="  ", break_long_words=False)
        + "\n"
    )


@command("ccmcost help", "ccmcost help method", "ccmcost help apportion")
def manual(
    topic: Annotated[
        str | None, Argument("TOPIC", "A topic of the manual, or a command.", complete.topics)
    ] = None,
) -> None:
    """List the topics of the manual, or show one of them; for a command without a page of its own,
    its options.
    """
    pages = manual_pages()
    name = topic_named(topic) if topic else ""
    if not topic:
        put(_topics(pages))
    elif name in pages:
        more = f"\nOptions of the command: ccmcost {name} --help\n" if name in COMMANDS else ""
        _show(manual_screen(pages[name].read_text("utf-8"), tuple(pages)) + more)
    else:
        from ccmcost.cli.app import app as entrance

        entrance([name, "--help"], prog_name="ccmcost")


def _topics(pages: Mapping[str, Path]) -> str:
    """The pages under the headings of the index, each once, where it is named first."""
    width = max(map(len, pages), default=0)
    left = dict(pages)
    lines = []
    for line in pages["index"].read_text("utf-8").splitlines():
        if line.startswith("## "):
            lines += ["", line.removeprefix("## ")]
        for topic in re.findall(r"\(([a-z-]+)\.md\)", line):
            if path := left.pop(topic, None):
                lines.append(f"  {topic.ljust(width)}  {title_of(path.read_text('utf-8'))}")
    advice = "Read one with: ccmcost help TOPIC\nOptions of a command: ccmcost COMMAND --help"
    return "\n".join([*lines[1:], "", advice]) + "\n"


def _show(text: str) -> None:
    """Page by page where a person watches, else as it is."""
    if sys.stdout.isatty() and sys.stdin.isatty():
        from pydoc import pager

        pager(text)
    else:
        put(text)


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
