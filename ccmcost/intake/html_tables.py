"""A saved web page as tables and lines of text. Runs in the child process of guard.py.

Scripts and marks set as superscript are left out.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

from ccmcost.intake.blocks import Table, line_block
from ccmcost.intake.extract import Refused

MOST_CELLS = 200_000
_VOID_TEXT = frozenset(("script", "style", "sup", "template", "noscript", "head"))
_TABLE = frozenset(("table", "tr", "td", "th"))
_BOLD = frozenset(("b", "strong"))
_STRUCK = frozenset(("s", "strike", "del"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LINES = frozenset(
    ("p", "div", "li", "ul", "ol", "dt", "dd", "section", "article", "blockquote", "pre", "caption", "br", "hr")
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LINE_THROUGH = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
_VOID_TAGS = frozenset(
    ("br", "hr", "img", "input", "meta", "link", "col", "area", "base", "wbr", "source", "track", "embed")
)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self.text: list[str] = []
        self.blocks: list[dict[str, Any]] = []
        self._open: list[list[str]] = []
        self._cells: list[list[str]] = []
        self._tables: list[Table] = []
        self._silent = self._struck = self._hidden = self._bold = 0
        self._unseen: list[str] = []
        self._crossed: list[str] = []
        self._heading = ""
        self._gap = True
        self._line: list[str] = []
        self._marks: list[tuple[bool, bool, bool]] = []
        self._count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in _VOID_TEXT:
            self._silent += 1
        elif tag in _TABLE:
            self._start_in_table(tag, values)
        elif tag in _STRUCK:
            self._struck += 1
        elif tag in _BOLD:
            self._bold += 1
        elif tag in _HEADINGS:
            self._end_line()
            self._heading, self._gap = tag, True
        elif tag in _LINES:
            self._end_line()
            self._gap = self._gap or tag == "hr"
        if tag in ("br", "p", "div"):
            self._say(" ", quiet=True)
        if tag in ("img", "input") and self._cells:  # what a picture or a box says in the place of a word
            box = ("yes" if "checked" in values else "no") if values.get("type") == "checkbox" else ""
            self._say(f" {values.get('alt') or values.get('title') or box} ")
        if tag not in _VOID_TAGS and (self._unseen or self._is_hidden(values)):
            self._unseen.append(tag)
        if tag not in _VOID_TAGS and (self._crossed or _LINE_THROUGH.search(values.get("style", ""))):
            self._crossed.append(tag)

    def _start_in_table(self, tag: str, values: dict[str, str]) -> None:
        self.text.append(" ")
        if tag == "table":
            self._end_line()
            self._tables.append(Table())
        elif tag == "tr":
            self._open.append([])
            if self._tables:
                self._tables[-1].begin_row(self._is_hidden(values))
        else:
            self._cells.append([])
            if self._tables:
                self._tables[-1].begin_cell(_span(values.get("colspan")), _span(values.get("rowspan")))

    def _is_hidden(self, values: dict[str, str]) -> bool:
        return "hidden" in values or bool(_HIDDEN.search(values.get("style", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID_TEXT:
            self._silent = max(0, self._silent - 1)
        elif tag in _TABLE:
            self._end_in_table(tag)
        elif tag in _STRUCK:
            self._struck = max(0, self._struck - 1)
        elif tag in _BOLD:
            self._bold = max(0, self._bold - 1)
        elif tag in _HEADINGS or tag in _LINES:
            self._end_line()
            self._gap = self._gap or tag in _HEADINGS
            self._heading = ""
        for nested in (self._unseen, self._crossed):
            if tag in nested:
                while nested.pop() != tag:
                    pass

    def _end_in_table(self, tag: str) -> None:
        if tag in ("td", "th") and self._cells:
            self._count += 1
            if self._count > MOST_CELLS:
                raise Refused(f"its tables have more than {MOST_CELLS:,} cells; keep only those that are needed")
            cell = " ".join("".join(self._cells.pop()).split())
            self._end_line()
            if self._open:
                self._open[-1].append(cell)
        elif tag == "tr" and self._open:
            row = self._open.pop()
            if any(row):
                self.rows.append(row)
        elif tag == "table" and self._tables:
            self._end_line()
            self.blocks += self._tables.pop().blocks("table")
            if self._tables:
                self._tables[-1].holds_tables = True
            self._gap = True

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._say(data)

    def _say(self, data: str, quiet: bool = False) -> None:
        if self._silent:
            return
        self.text.append(data)
        if self._cells:
            self._cells[-1].append(data)
        if not quiet:
            self._line.append(data)
            if data.strip():
                self._marks.append((self._struck > 0 or bool(self._crossed), bool(self._unseen), self._bold > 0))

    def _end_line(self) -> None:
        text = " ".join("".join(self._line).split())
        marks, self._line, self._marks = self._marks, [], []
        if not text:
            return
        struck = bool(marks) and all(mark[0] for mark in marks)
        hidden = bool(marks) and all(mark[1] for mark in marks)
        bold = bool(self._heading) or (bool(marks) and all(mark[2] for mark in marks))
        look = f"{'bold ' if bold else ''}{self._heading}"
        if self._tables and self._tables[-1].in_cell:
            self._tables[-1].add(text, struck, hidden)
        else:
            self.blocks.append(line_block(text, self._gap, look, struck, hidden))
        self._gap = False

    def close(self) -> None:
        super().close()
        self._end_line()
        while self._tables:
            self.blocks += self._tables.pop().blocks("table")


def _span(text: str | None) -> int:
    return min(int(text), 1000) if text and text.isascii() and text.isdigit() and len(text) < 5 else 1


def read(content: bytes) -> dict[str, Any]:
    """`blocks`: lines and tables in reading order, as in blocks.py; `rows`: all rows of all tables, innermost tables
    first, as text cells; `text`: the page on one line. The page is UTF-8.
    """
    page = _Page()
    page.feed(content.decode("utf-8-sig"))
    page.close()
    return {"blocks": page.blocks, "rows": page.rows, "text": " ".join("".join(page.text).split())}
