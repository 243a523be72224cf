"""DOCX to lines and tables, in reading order. Runs in the child process of extract.py."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element

from ccmcost.intake.readers import (
    Blocks,
    Refused,
    attributes_of,
    elements,
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
        for ends, name, element in elements(content):
            if skipping or name in _SKIPPED:
                skipping += -1 if ends else 1
                if ends and name in _DELETED:
                    self.deleted += filter(str.strip, ["".join(element.itertext())])
                if not skipping:
                    element.clear()
            elif name == "p" and ends:
                self._count += 1
                if self._count > MOST_PARAGRAPHS:
                    raise Refused(
                        f"it has more than {MOST_PARAGRAPHS:,} paragraphs; "
                        "copy the pages that list the States to a document of their own"
                    )
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
            if value.isascii() and value.isdigit() and len(value) < 4 and int(value) > 1:
                table.widen(int(value))
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
