"""DOCX to lines and tables, in reading order. Runs in the child process of extract.py."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ccmcost.intake.readers import Blocks, Refused, open_package, part, walk

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


class _Paragraph:
    def __init__(self) -> None:
        self.text: list[str] = []
        self.deleted: list[str] = []
        self.style = ""
        self.marks: list[set[str]] = []
        self.notes: list[str] = []


class _Body:
    """Collects lines and tables; raised text that is no word (a footnote mark),
    deletions and field codes are left out.
    """

    def __init__(self, notes: Mapping[tuple[str, str], str]) -> None:
        self.blocks = Blocks()
        self.deleted: list[str] = []
        self._notes = notes
        self._open: list[_Paragraph] = []
        self._run: set[str] = set()
        self._raised = self._in_text = self._in_run = self._deleting = False
        self._skipping = self._count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        value = attributes.get("val", "")
        if name in _SKIPPED or self._skipping:
            self._skipping += 1
            self._deleting = self._deleting or name in _DELETED
        elif name == "p":
            self._open.append(_Paragraph())
        elif name == "tbl":
            self.blocks.begin_table()
        elif name in ("tr", "tc", "gridSpan", "vMerge"):
            self._start_in_table(name, value)
        elif name == "r":
            self._raised, self._in_run, self._run = False, True, set()
        elif name in _MARKS and self._in_run and value not in _OFF:
            self._run.add(_MARKS[name])
        elif name == "color" and self._in_run and value.upper() == "FFFFFF":
            self._run.add("hidden")
        elif name == "vertAlign":
            self._raised = value == "superscript"
        elif name == "t":
            self._in_text = True
        elif self._open and name == "pStyle":
            self._open[-1].style = value
        elif self._open and name in _NOTES:
            self._open[-1].notes.append(
                self._notes.get((_NOTES[name], attributes.get("id", "")), "")
            )
        elif self._open and name in _SIGNS:
            self._open[-1].text.append(_SIGNS[name])

    def _start_in_table(self, name: str, value: str) -> None:
        if not self.blocks.tables:
            return
        table = self.blocks.tables[-1]
        if name == "tr":
            table.begin_row()
        elif name == "tc":
            table.begin_cell()
        elif (
            name == "gridSpan"
            and value.isascii()
            and value.isdigit()
            and len(value) < 4
            and int(value) > 1
        ):
            table.widen(int(value))
        elif name == "vMerge" and value != "restart":
            table.go_on()

    def end(self, name: str) -> None:
        if self._skipping:
            self._skipping -= 1
            self._deleting = self._deleting and self._skipping > 0
        elif name == "t":
            self._in_text = False
        elif name == "r":
            self._in_run = False
        elif name == "p" and self._open:
            self._add(self._open.pop())
        elif name == "tc" and self.blocks.tables:
            self.blocks.tables[-1].end_cell()
        elif name == "tbl" and self.blocks.tables:
            self.blocks.end_table()
            self.blocks.gap = False

    def _add(self, paragraph: _Paragraph) -> None:
        self._count += 1
        if self._count > MOST_PARAGRAPHS:
            raise Refused(
                f"it has more than {MOST_PARAGRAPHS:,} paragraphs; "
                "copy the pages that list the States to a document of their own"
            )
        self.deleted += filter(str.strip, ["".join(paragraph.deleted)])
        note = " ".join(filter(None, paragraph.notes))
        in_table = bool(self.blocks.tables)
        for line in "".join(paragraph.text).split("\n"):
            if line.strip() and in_table:
                self.blocks.line(line.replace("\t", " ").strip(), paragraph.marks, "", note)
            elif line.strip():
                self.blocks.line(line, paragraph.marks, paragraph.style, at=self._count, note=note)
            self.blocks.gap = self.blocks.gap if in_table else not line.strip()

    def text(self, content: str) -> None:
        if self._deleting and self._open:
            self._open[-1].deleted.append(content)
        mark = self._raised and not any(map(str.isalpha, content))
        if self._in_text and self._open and not self._skipping and not mark:
            self._open[-1].text.append(content)
            if content.strip() not in ("", "*", "**"):  # the mark of a note has a look of its own
                self._open[-1].marks.append(set(self._run))


def _read(content: bytes, notes: Mapping[tuple[str, str], str]) -> _Body:
    body = _Body(notes)
    walk(content, body.start, body.end, body.text)
    return body


class _Notes:
    """Collects the texts of the footnotes, endnotes or comments of a part, by kind and id."""

    def __init__(self, kind: str) -> None:
        self._kind, self._id = kind, ""
        self.found: dict[tuple[str, str], str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == self._kind:
            self._id = attributes.get("id", "")

    def text(self, content: str) -> None:
        key = (self._kind, self._id)
        if content.strip():
            self.found[key] = f"{self.found.get(key, '')} {content.strip()}".strip()


def read(content: bytes) -> dict[str, Any]:
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
        if f"word/{kind}s.xml" in names:
            told = _Notes(kind)
            walk(part(package, f"word/{kind}s.xml"), told.start, lambda _: None, told.text)
            notes |= told.found
    around = sorted(
        name for name in names if re.fullmatch(r"word/(header|footer)[0-9]*\.xml", name)
    )[:12]
    body = _read(part(package, _BODY), notes)
    edges = (_read(part(package, name), {}) for name in around)
    headers = [block["line"] for edge in edges for block in edge.blocks.found if "line" in block]
    return {
        "blocks": body.blocks.found,
        "headers": headers,
        "notes": [*filter(None, notes.values())],
        "deleted": body.deleted,
    }
