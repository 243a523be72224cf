"""DOCX to lines and tables, in reading order. Runs in the child process of guard.py."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any
from zipfile import ZipFile

from ccmcost.intake.blocks import Table, line_block
from ccmcost.intake.extract import Refused
from ccmcost.intake.package import open_package, part, walk

MOST_PARAGRAPHS = 150_000
_BODY = "word/document.xml"
_SKIPPED = frozenset(("Fallback", "del", "moveFrom", "instrText"))
_DELETED = frozenset(("del", "moveFrom"))
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote", "commentReference": "comment"}
_OFF = frozenset(("0", "false", "off", "none"))
_TABLE = frozenset(("tbl", "tr", "tc", "gridSpan", "vMerge"))
_MARKS = ("strike", "dstrike", "vanish", "b")


class _Paragraph:
    def __init__(self) -> None:
        self.text: list[str] = []
        self.style = ""
        self.marks: list[frozenset[str]] = []
        self.notes: list[str] = []
        self.deleted: list[str] = []


class _Body:
    """Collects lines and tables; raised text that is no word (a footnote mark), deletions and field codes are left out."""

    def __init__(self, notes: Mapping[tuple[str, str], str]) -> None:
        self.blocks: list[dict[str, Any]] = []
        self._notes = notes
        self._open: list[_Paragraph] = []
        self._tables: list[Table] = []
        self._run: set[str] = set()
        self._raised = self._in_text = self._in_run = False
        self._skipping = 0
        self._deleting = False
        self.deleted: list[str] = []
        self._gap = True
        self._count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in _SKIPPED or self._skipping:
            self._skipping += 1
            self._deleting = self._deleting or name in _DELETED
        elif name == "p":
            self._open.append(_Paragraph())
        elif name in _TABLE:
            self._start_in_table(name, attributes)
        elif name == "pStyle" and self._open:
            self._open[-1].style = attributes.get("val", "")
        elif name in _NOTES and self._open:
            self._open[-1].notes.append(self._notes.get((_NOTES[name], attributes.get("id", "")), ""))
        elif name == "r":
            self._raised, self._in_run, self._run = False, True, set()
        elif name in _MARKS and self._in_run and attributes.get("val", "") not in _OFF:
            self._run.add(name)
        elif name == "color" and self._in_run and attributes.get("val", "").upper() == "FFFFFF":
            self._run.add("vanish")
        elif name == "vertAlign":
            self._raised = attributes.get("val") == "superscript"
        elif name == "t":
            self._in_text = True
        elif name in ("tab", "br", "cr", "noBreakHyphen") and self._open:
            self._open[-1].text.append({"tab": "\t", "noBreakHyphen": "-"}.get(name, "\n"))

    def _start_in_table(self, name: str, attributes: dict[str, str]) -> None:
        if name == "tbl":
            self._tables.append(Table())
            return
        if not self._tables:
            return
        table, value = self._tables[-1], attributes.get("val", "")
        if name == "tr":
            table.begin_row()
        elif name == "tc":
            table.begin_cell()
        elif name == "gridSpan" and value.isascii() and value.isdigit() and len(value) < 4:
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
        elif name == "tc" and self._tables:
            self._tables[-1].end_cell()
        elif name == "tbl" and self._tables:
            table = self._tables.pop()
            self.blocks += table.blocks("table")
            if self._tables:
                self._tables[-1].holds_tables = True
            self._gap = False

    def _add(self, paragraph: _Paragraph) -> None:
        self._count += 1
        if self._count > MOST_PARAGRAPHS:
            raise Refused(
                f"it has more than {MOST_PARAGRAPHS:,} paragraphs; "
                "copy the pages that list the States to a document of their own"
            )
        text = "".join(paragraph.text)
        self.deleted += filter(str.strip, ["".join(paragraph.deleted)])
        marks = paragraph.marks
        struck = bool(marks) and all(mark & {"strike", "dstrike"} for mark in marks)
        hidden = bool(marks) and all("vanish" in mark for mark in marks)
        bold = bool(marks) and all("b" in mark for mark in marks)
        note = " ".join(filter(None, paragraph.notes))
        if self._tables:
            for line in text.split("\n"):
                if line.strip():
                    self._tables[-1].add(line.replace("\t", " ").strip(), struck, hidden, note)
            return
        for line in text.split("\n"):
            if line.strip():
                look = f"{'bold ' if bold else ''}{paragraph.style}"
                block = line_block(line, self._gap, look, struck, hidden)
                self.blocks.append({**block, "at": self._count, "note": note})
            self._gap = not line.strip()

    def text(self, content: str) -> None:
        if self._deleting and self._open:
            self._open[-1].deleted.append(content)
        mark = self._raised and not any(char.isalpha() for char in content)
        if self._in_text and self._open and not self._skipping and not mark:
            self._open[-1].text.append(content)
            if content.strip() not in ("", "*", "**"):  # the mark of a note has a look of its own
                self._open[-1].marks.append(frozenset(self._run))


def read(content: bytes) -> dict[str, Any]:
    """`blocks` of the body, as in blocks.py, with the paragraph of each line as `at`; `headers`: text of page headers.

    `note` of a block is the text of its footnotes and endnotes, `notes` are those of the whole document, and
    `deleted` what a tracked change took out.
    """
    package = open_package(content)
    names = package.namelist()
    if _BODY not in names:
        raise Refused("it is not a Word document (.docx)")
    notes = _notes_of(package, names)
    body = _read(part(package, _BODY), notes)
    around = sorted(name for name in names if re.fullmatch(r"word/(header|footer)[0-9]*\.xml", name))[:12]
    headers = [block["line"] for name in around for block in _read(part(package, name), {}).blocks if "line" in block]
    told = {"notes": [*filter(None, notes.values())], "deleted": body.deleted}
    return {"blocks": body.blocks, "headers": headers, **told}


def _read(content: bytes, notes: Mapping[tuple[str, str], str]) -> _Body:
    body = _Body(notes)
    walk(content, body.start, body.end, body.text)
    return body


class _Notes:
    """Collects the texts of the footnotes, endnotes or comments of a part, by their ids."""

    def __init__(self, kind: str) -> None:
        self._kind, self._id = kind, ""
        self.found: dict[tuple[str, str], str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == self._kind:
            self._id = attributes.get("id", "")

    def end(self, name: str) -> None:
        pass

    def text(self, content: str) -> None:
        key = (self._kind, self._id)
        if content.strip():
            self.found[key] = f"{self.found.get(key, '')} {content.strip()}".strip()


def _notes_of(package: ZipFile, names: Sequence[str]) -> dict[tuple[str, str], str]:
    """The texts of footnotes, endnotes and comments by kind and id."""
    found: dict[tuple[str, str], str] = {}
    for kind in sorted(_NOTES.values()):
        if f"word/{kind}s.xml" in names:
            notes = _Notes(kind)
            walk(part(package, f"word/{kind}s.xml"), notes.start, notes.end, notes.text)
            found |= notes.found
    return found
