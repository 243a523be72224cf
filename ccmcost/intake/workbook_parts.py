"""The parts of an XLSX file that its sheets refer to: strings, and what the formats of cells mean for a reader."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from ccmcost.intake.package import walk

_DATES = frozenset((*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)))
_PERCENTS = frozenset((9, 10))
_UNSPOKEN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_MONEY = re.compile(r"\[\$([^\]-]*)|\"([^\"]+)\"|([€£¥])")


class Style(NamedTuple):
    """The format of a cell: its `kind` (`date`, `percent`, `thousands` or none) and the `unit` beside the number."""

    kind: str = ""
    struck: bool = False
    unit: str = ""


def nothing(*_: Any) -> None:
    """An event that says nothing here."""


class Text:
    """The text of a string in runs, without the readings that East Asian texts carry; `struck` if any of it is."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.struck = False
        self._inside = self._strike = False
        self._phonetic = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if name == "rPh":
            self._phonetic += 1
        elif name == "r":
            self._strike = False
        elif name == "strike":
            self._strike = attributes.get("val", "1") not in ("0", "false")
        self._inside = name == "t"

    def end(self, name: str) -> None:
        """An element ends."""
        self._inside = False
        self._phonetic -= name == "rPh"

    def text(self, content: str) -> None:
        """Text inside an element."""
        if self._inside and not self._phonetic:
            self.pieces.append(content)
            self.struck = self.struck or (self._strike and bool(content.strip()))

    def whole(self) -> tuple[str, bool]:
        """The text, and whether any of it is struck out."""
        return "".join(self.pieces), self.struck


def read_strings(content: bytes) -> list[tuple[str, bool]]:
    """The shared strings in order, each with whether any of it is struck out."""
    found: list[tuple[str, bool]] = []
    item = Text()

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal item
        if name == "si":
            item = Text()
        item.start(name, attributes)

    def end(name: str) -> None:
        item.end(name)
        if name == "si":
            found.append(item.whole())

    def text(piece: str) -> None:
        item.text(piece)

    walk(content, start, end, text)
    return found


def read_styles(content: bytes) -> list[Style]:
    """What the formats of cells mean for a reader: dates, per cent, a currency beside the number, struck-out text."""
    formats: dict[int, str] = {}
    fonts: list[bool] = []
    found: list[Style] = []
    inside = [""]

    def start(name: str, attributes: dict[str, str]) -> None:
        if name in ("fonts", "cellXfs", "cellStyleXfs", "dxfs"):
            inside[0] = name
        elif name == "numFmt" and inside[0] != "dxfs":
            formats[int(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "")
        elif name == "font" and inside[0] == "fonts":
            fonts.append(False)
        elif name == "strike" and inside[0] == "fonts" and fonts:
            fonts[-1] = attributes.get("val", "1") not in ("0", "false")
        elif name == "xf" and inside[0] == "cellXfs":
            number, font = int(attributes.get("numFmtId", "0")), int(attributes.get("fontId", "0"))
            code = formats.get(number, "")
            found.append(Style(_kind(number, code), font < len(fonts) and fonts[font], _unit(code)))

    def end(name: str) -> None:
        if name == inside[0]:
            inside[0] = ""

    walk(content, start, end, nothing)
    return found


def _kind(number: int, code: str) -> str:
    if not code:
        return "date" if number in _DATES else "percent" if number in _PERCENTS else ""
    if re.search(r"\[[hms]+\]", code, re.IGNORECASE):
        return ""  # a length of time
    spoken = _UNSPOKEN.sub("", code.partition(";")[0])
    if spoken.lower() == "general":
        return ""
    if re.search(r"[dmyhs]", spoken, re.IGNORECASE) and not re.search(r"[0#?]", re.sub(r"[sS]\.0+", "", spoken)):
        return "date"
    if "%" in spoken:
        return "percent"
    return "thousands" if re.search(r"[0#?],+(?![0#?])", spoken) else ""


def _unit(code: str) -> str:
    """What a number format prints beside the number: `EUR` of `#,##0.00 [$EUR]`."""
    found = ["".join(group for group in match.groups() if group) for match in _MONEY.finditer(code.partition(";")[0])]
    return " ".join(dict.fromkeys(text.strip() for text in found if text.strip()))
