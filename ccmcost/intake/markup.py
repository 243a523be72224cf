"""DOCX, a saved web page, or the XML of a treaty collection, as lines of text and tables in reading
order. Runs in the child process of extract.py.

Of web pages scripts and marks set as superscript are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any
from xml.etree.ElementTree import Element

from ccmcost.intake.readers import (
    Blocks,
    Refused,
    attributes_of,
    elements,
    empty,
    local,
    open_package,
    part,
)

MOST_PARAGRAPHS = 150_000
_BODY = "word/document.xml"
_DELETED = frozenset(("del", "moveFrom"))
_SKIPPED = _DELETED | {"Fallback", "instrText"}
_NOTES = {
    "footnoteReference": "footnote",
    "endnoteReference": "endnote",
    "commentReference": "comment",
}
_OFF = frozenset(("0", "false", "off", "none"))
_MARKS = {"strike": "struck", "dstrike": "struck", "vanish": "hidden", "b": "bold"}
_SIGNS = {"tab": "\t", "noBreakHyphen": "-", "br": "\n", "cr": "\n"}


class _Body:
    """Collects lines and tables; raised text that is no word (a footnote mark),
    deletions and field codes are left out.
    """

    def __init__(self, content: bytes, notes: Mapping[tuple[str, str], str]) -> None:
        self.blocks = Blocks()
        self.deleted: list[str] = []
        self._notes = notes
        self._count = skipping = 0
        deleted: list[str] = []  # of a paragraph: a name may be cut by several changes
        for ends, name, element in elements(content):
            if skipping or name in _SKIPPED:
                skipping += -1 if ends else 1
                if ends and name in _DELETED:
                    deleted += element.itertext()
                if not skipping:
                    element.clear()
            elif name == "p" and ends:
                self._count += 1
                if self._count > MOST_PARAGRAPHS:
                    raise Refused(
                        f"it has more than {MOST_PARAGRAPHS:,} paragraphs; "
                        "copy the pages that list the States to a document of their own"
                    )
                self.deleted += filter(str.strip, ["".join(deleted)])
                deleted.clear()
                self._add(element)
                element.clear()  # what stands in a box is not said again by the paragraph around it
            elif name == "tbl" and not ends:
                self.blocks.begin_table()
            elif self.blocks.tables:
                self._in_table(ends, name, attributes_of(element).get("val", ""))

    def _in_table(self, ends: bool, name: str, value: str) -> None:
        table = self.blocks.tables[-1]
        if name == "tr" and not ends:
            table.begin_row()
        elif name == "tc":
            table.end_cell() if ends else table.begin_cell()
        elif name == "tbl":
            self.blocks.end_table()
            self.blocks.gap = False
        elif name == "gridSpan" and ends:
            table.widen(_span(value))
        elif name == "vMerge" and ends and value != "restart":
            table.go_on()

    def _add(self, paragraph: Element) -> None:
        text, notes, style = "", [], ""
        marks: list[set[str]] = []
        run, raised = None, False
        for element in paragraph.iter():
            name, attributes = local(element.tag), attributes_of(element)
            value = attributes.get("val", "")
            if name == "r":
                run, raised = set[str](), False
            elif run is not None and name in _MARKS:
                run |= set() if value in _OFF else {_MARKS[name]}
            elif run is not None and name == "color":
                run |= {"hidden"} if value.upper() == "FFFFFF" else set()
            elif name == "vertAlign":
                raised = value == "superscript"
            elif name == "pStyle":
                style = value
            elif name in _NOTES:
                notes.append(self._notes.get((_NOTES[name], attributes.get("id", "")), ""))
            elif name == "t" and not (raised and not any(map(str.isalpha, element.text or ""))):
                text += element.text or ""
                # the mark of a note has a look of its own
                if (element.text or "").strip() not in ("", "*", "**"):
                    marks.append(set(run or ()))
            text += _SIGNS.get(name, "")
        note, in_table = " ".join(filter(None, notes)), bool(self.blocks.tables)
        for line in text.split("\n"):
            if line.strip() and in_table:
                self.blocks.line(line.replace("\t", " ").strip(), marks, "", note)
            elif line.strip():
                self.blocks.line(line, marks, style, at=self._count, note=note)
            self.blocks.gap = self.blocks.gap if in_table else not line.strip()


def read_docx(content: bytes) -> dict[str, Any]:
    """`blocks` of the body, as in readers.py, with the paragraph of each line as `at`; `headers`:
    text of page headers.

    `note` of a block is the text of its footnotes and endnotes, `notes` are those of the whole
    document, and `deleted` what a tracked change took out.
    """
    package = open_package(content)
    names = package.namelist()
    if _BODY not in names:
        raise Refused("it is not a Word document (.docx)")
    notes: dict[tuple[str, str], str] = {}
    for kind in sorted(_NOTES.values()):
        for ends, name, element in (
            elements(part(package, f"word/{kind}s.xml")) if f"word/{kind}s.xml" in names else ()
        ):
            if ends and name == kind:
                words = " ".join(filter(None, map(str.strip, element.itertext())))
                notes[kind, attributes_of(element).get("id", "")] = words
    around = sorted(
        name for name in names if re.fullmatch(r"word/(header|footer)[0-9]*\.xml", name)
    )[:12]
    body = _Body(part(package, _BODY), notes)
    edges = (_Body(part(package, name), {}) for name in around)
    headers = [block["line"] for edge in edges for block in edge.blocks.found if "line" in block]
    return {
        "blocks": body.blocks.found,
        "headers": headers,
        "notes": [*filter(None, notes.values())],
        "deleted": body.deleted,
    }


MOST_CELLS = 200_000
_ROWS, _CELLS = frozenset(("row", "tr")), frozenset(("entry", "td", "th", "cell"))
_XML_SILENT = frozenset(("superscript", "sup", "footnote", "note"))
_SILENT = frozenset(("script", "style", "sup", "template", "noscript", "head"))
_TAG_MARKS = {"b": "bold", "strong": "bold", "s": "struck", "strike": "struck", "del": "struck"}
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LINES = frozenset(
    (
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "dt",
        "dd",
        "section",
        "article",
        "blockquote",
        "pre",
        "caption",
        "br",
        "hr",
    )
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LINE_THROUGH = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
_VOID_TAGS = frozenset(
    (
        "br",
        "hr",
        "img",
        "input",
        "meta",
        "link",
        "col",
        "area",
        "base",
        "wbr",
        "source",
        "track",
        "embed",
    )
)


class _Level:
    """A table that is open: the cells of its row so far, and whether one more is open."""

    def __init__(self) -> None:
        self.row: list[str] = []
        self.is_in_cell = False


class _Page(HTMLParser):
    """`rows` are all rows of all tables, innermost tables first; `text` is the page;
    `blocks` its lines and tables.
    """

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.text: list[str] = []
        self.blocks = Blocks()
        self._levels = [_Level()]
        """The tables that are open, each inside of the one before."""
        self._cells: list[list[str]] = []
        self._silent = self._count = 0
        self._marked = {"bold": 0, "struck": 0}
        self._styled: dict[str, list[str]] = {"hidden": [], "struck": []}
        """The tags inside of an element whose style hides it, or strikes it out,
        from that element on.
        """
        self._heading = ""
        self._line: list[str] = []
        self._marks: list[set[str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        is_hidden = "hidden" in values or bool(_HIDDEN.search(values.get("style", "")))
        if tag in _SILENT:
            self._silent += 1
        elif tag in ("table", "tr", "td", "th"):
            self._start_in_table(tag, values, is_hidden)
        elif tag in _TAG_MARKS:
            self._marked[_TAG_MARKS[tag]] += 1
        elif tag in _HEADINGS:
            self._end_line()
            self._heading, self.blocks.gap = tag, True
        elif tag in _LINES:
            self._end_line()
            self.blocks.gap = self.blocks.gap or tag == "hr"
        if tag in ("br", "p", "div"):
            self._say(" ")
        # what a picture or a box says in the place of a word
        if tag in ("img", "input") and self._cells:
            box = (
                ("yes" if "checked" in values else "no") if values.get("type") == "checkbox" else ""
            )
            self.handle_data(f" {values.get('alt') or values.get('title') or box} ")
        if tag in _VOID_TAGS:
            return
        for mark, styled in (
            ("hidden", is_hidden),
            ("struck", _LINE_THROUGH.search(values.get("style", ""))),
        ):
            self._styled[mark] += [tag] if self._styled[mark] or styled else []

    def _start_in_table(self, tag: str, values: dict[str, str], is_hidden: bool) -> None:
        self._say(" ")
        self._end_line()  # of a cell that was left open too
        tables = self.blocks.tables
        if tag == "table":
            self.blocks.begin_table()
            self._levels.append(_Level())
        elif tag == "tr":
            self._end_row()
            if tables:
                tables[-1].begin_row(is_hidden)
        else:
            self._count += 1
            if self._count > MOST_CELLS:
                raise Refused(
                    f"its tables have more than {MOST_CELLS:,} cells; keep only those that are "
                    "needed"
                )
            self._end_cell()
            self._levels[-1].is_in_cell = True
            self._cells.append([])
            if tables:
                tables[-1].begin_cell(
                    _span(values.get("colspan", "")), _span(values.get("rowspan", ""))
                )

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in ("td", "th") and self._levels[-1].is_in_cell:
            self._end_cell()
            self._end_line()
        elif tag == "tr":
            self._end_row()
        elif tag == "table" and self.blocks.tables:
            self._end_row()
            self._levels.pop()
            self._end_line()
            self.blocks.end_table()
            self.blocks.gap = True
        elif tag in _TAG_MARKS:
            self._marked[_TAG_MARKS[tag]] = max(0, self._marked[_TAG_MARKS[tag]] - 1)
        elif tag in _HEADINGS or tag in _LINES:
            self._end_line()
            self.blocks.gap = self.blocks.gap or tag in _HEADINGS
            self._heading = ""
        for nested in self._styled.values():
            if tag in nested:
                while nested.pop() != tag:
                    pass

    def _end_cell(self) -> None:
        """The open cell of the innermost table ends, said or not: HTML needs no end tag."""
        level = self._levels[-1]
        if level.is_in_cell:
            level.is_in_cell = False
            level.row.append(" ".join("".join(self._cells.pop()).split()))

    def _end_row(self) -> None:
        self._end_cell()
        row, self._levels[-1].row = self._levels[-1].row, []
        self.rows += [row] if any(row) else []

    def handle_data(self, data: str) -> None:
        self._say(data)
        if not self._silent:
            self._line.append(data)
            if data.strip():
                marks = {mark for mark, count in self._marked.items() if count}
                self._marks.append(
                    marks | {mark for mark, nested in self._styled.items() if nested}
                )

    def _say(self, data: str) -> None:
        if not self._silent:
            self.text.append(data)
            if self._cells:
                self._cells[-1].append(data)

    def _end_line(self) -> None:
        text = " ".join("".join(self._line).split())
        marks, self._line, self._marks = self._marks, [], []
        if text:
            bold = {"bold"} if self._heading else set()
            self.blocks.line(text, [each | bold for each in marks], self._heading)
            self.blocks.gap = False

    def close(self) -> None:
        super().close()
        self._end_line()
        while self._levels:
            self._end_row()
            self._levels.pop()
        while self.blocks.tables:
            self.blocks.found += self.blocks.tables.pop().blocks()


def _span(text: str) -> int:
    """How many columns or rows a cell takes: one, unless a number says more."""
    said = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 1
    return min(max(said, 1), 1000)


def read_html(content: bytes) -> dict[str, Any]:
    """`blocks`: lines and tables in reading order, as in readers.py; `rows`: all rows of all
    tables, innermost tables first, as text cells; `text`: the page on one line. The page is UTF-8.
    """
    page = _Page()
    page.feed(content.decode("utf-8-sig"))
    page.close()
    return {
        "blocks": page.blocks.found,
        "rows": page.rows,
        "text": " ".join("".join(page.text).split()),
    }


def read_xml(content: bytes) -> dict[str, Any]:
    """The XML of a depositary: `rows` are its elements `Row` (or `tr`) with their entries,
    `text` all of it on one line.
    """
    for ends, name, element in elements(content):
        if ends and name.casefold() in _XML_SILENT:
            empty(element)
    rows = [
        [
            " ".join("".join(cell.itertext()).split())
            for cell in row.iter()
            if local(cell.tag).casefold() in _CELLS
        ]
        for row in element.iter()
        if local(row.tag).casefold() in _ROWS
    ]
    if sum(map(len, rows)) > MOST_CELLS:
        raise Refused(f"it has more than {MOST_CELLS:,} cells")
    return {"rows": [*filter(any, rows)], "text": " ".join("".join(_texts(element)).split())}


def _texts(element: Element) -> Iterator[str]:
    """The texts of an element, with a blank where an element begins."""
    yield f" {element.text or ''}"
    for inner in element:
        yield from _texts(inner)
        yield inner.tail or ""
