"""DOCX to paragraphs, in reading order. Runs in the child process of guard.py."""

from __future__ import annotations

import re
from typing import Any

from ccmcost.intake.extract import Refused
from ccmcost.intake.package import open_package, part, walk

MOST_PARAGRAPHS = 50_000
_BODY = "word/document.xml"
_SKIPPED = frozenset(("Fallback", "del", "moveFrom", "instrText", "footnoteReference", "endnoteReference"))


class _Body:
    """Collects paragraphs; raised text that is no word (a footnote mark), deletions and field codes are left out."""

    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self._open: list[list[str]] = []
        self._raised = self._in_text = False
        self._skipping = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in _SKIPPED or self._skipping:
            self._skipping += 1
        elif name == "p":
            self._open.append([])
        elif name == "r":
            self._raised = False
        elif name == "vertAlign":
            self._raised = attributes.get("val") == "superscript"
        elif name == "t":
            self._in_text = True
        elif name in ("tab", "br", "cr", "noBreakHyphen") and self._open:
            self._open[-1].append({"tab": "\t", "noBreakHyphen": "-"}.get(name, "\n"))

    def end(self, name: str) -> None:
        if self._skipping:
            self._skipping -= 1
        elif name == "t":
            self._in_text = False
        elif name == "p" and self._open:
            self.paragraphs.append("".join(self._open.pop()))
            if len(self.paragraphs) > MOST_PARAGRAPHS:
                raise Refused(f"it has more than {MOST_PARAGRAPHS:,} paragraphs")

    def text(self, content: str) -> None:
        mark = self._raised and not any(char.isalpha() for char in content)
        if self._in_text and self._open and not self._skipping and not mark:
            self._open[-1].append(content)


def read(content: bytes) -> dict[str, Any]:
    """`paragraphs` of the body (cells of tables row by row) and `headers`: the text of page headers and footers."""
    package = open_package(content)
    names = package.namelist()
    if _BODY not in names:
        raise Refused("it is no Word document (.docx)")
    body = _paragraphs(part(package, _BODY))
    around = sorted(name for name in names if re.fullmatch(r"word/(header|footer)[0-9]*\.xml", name))[:12]
    headers = [text for name in around for text in _paragraphs(part(package, name))]
    return {"paragraphs": body, "headers": headers}


def _paragraphs(content: bytes) -> list[str]:
    body = _Body()
    walk(content, body.start, body.end, body.text)
    return body.paragraphs
