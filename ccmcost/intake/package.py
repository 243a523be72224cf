"""Zipped office files: parts of limited size, and XML without document types or entities."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any
from xml.parsers import expat

from ccmcost.intake.extract import Refused

MOST_PARTS = 5_000
LARGEST_PART = 48 * 1024 * 1024
DEEPEST = 200
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


class Rows:
    """The cells of a workbook, sheet by sheet, within limits; raises Refused beyond them."""

    MOST_ROWS = 50_000
    MOST_COLUMNS = 400
    MOST_CELLS = 800_000
    MOST_MERGED = 200_000

    def __init__(self) -> None:
        self._cells = 0
        self._title = ""
        self._rows: dict[int, list[str]] = {}

    def begin(self, title: str) -> None:
        """A new sheet."""
        self._title, self._rows = title, {}

    def put(self, row: int, column: int, text: str) -> None:
        """A cell that holds something, counted from 0."""
        if not 0 <= row < self.MOST_ROWS:
            raise Refused(
                f'its sheet "{self._title}" has more than {self.MOST_ROWS:,} rows; keep only those that are needed'
            )
        if not 0 <= column < self.MOST_COLUMNS:
            raise Refused(f'its sheet "{self._title}" has more than {self.MOST_COLUMNS:,} columns; delete those not needed')
        self._cells += 1
        if self._cells > self.MOST_CELLS:
            raise Refused(f"it has more than {self.MOST_CELLS:,} cells; keep only the sheet that is needed")
        cells = self._rows.setdefault(row, [])
        if len(cells) <= column:
            cells.extend([""] * (column + 1 - len(cells)))
        if cells[column]:
            raise Refused(f'it is damaged (a cell of row {row + 1} of its sheet "{self._title}" stands twice)')
        cells[column] = text

    def finish(self) -> list[list[str]]:
        """The rows of the sheet from its first one, empty ones too, up to the last that holds something."""
        return [self._rows.get(row, []) for row in range(max(self._rows, default=-1) + 1)]

    def clipped(self, areas: list[list[int]]) -> list[list[int]]:
        """Merged ranges `[left, top, right, bottom]`, as far as the rows reach that hold something."""
        last, widest = max(self._rows, default=-1) + 1, max(map(len, self._rows.values()), default=0)
        inside = [[a, top, min(c, widest), min(bottom, last)] for a, top, c, bottom in areas if top <= last and a <= widest]
        if sum((c - a + 1) * (bottom - top + 1) for a, top, c, bottom in inside) > self.MOST_MERGED:
            raise Refused(f'the merged cells of its sheet "{self._title}" cover more than {self.MOST_MERGED:,} cells')
        return inside


def open_package(content: bytes) -> zipfile.ZipFile:
    """The zip file of an office document. Raises Refused for what is none, has too many parts or swells too far."""
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile:
        locked = content.startswith(b"\xd0\xcf\x11\xe0")
        raise Refused("it is an old or encrypted Office file" if locked else "it is no zipped office file") from None
    parts = package.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > 4 * LARGEST_PART:
        raise Refused("it unpacks to more than an office document can need")
    return package


def refuse_doctypes(package: zipfile.ZipFile) -> None:
    """Refuse XML that declares a document type or entities, in UTF-8 or UTF-16: the way to text that grows without end."""
    for name in package.namelist():
        if name.endswith((".xml", ".rels")) and _DOCTYPE.search(part(package, name).replace(b"\0", b"")):
            raise Refused("its XML declares a document type or entities")


def part(package: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of one part, read no further than the limit, whatever its header says."""
    with package.open(name) as stream:
        content = stream.read(LARGEST_PART + 1)
    if len(content) > LARGEST_PART:
        raise Refused(f"its part {name} is larger than {LARGEST_PART:,} bytes")
    return content


def walk(content: bytes, start: Callable[[str, dict[str, str]], None], end: Callable[[str], None], text: Any) -> None:
    """Read XML as events with local names. Document types and entities are refused; so is nesting beyond any use."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    depth = 0

    def refuse(*_: Any) -> None:
        raise Refused("its XML declares a document type or entities")

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise Refused("its XML is nested too deeply")
        start(name.rpartition(" ")[2], {key.rpartition(" ")[2]: value for key, value in attributes.items()})

    def finish(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(name.rpartition(" ")[2])

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = begin, finish, text
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise Refused(f"its XML is broken ({error})") from None
