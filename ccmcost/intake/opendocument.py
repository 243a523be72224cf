"""OpenDocument sheets (ODS) to text cells, marked as workbook.py does. Runs in the child process of
extract.py.

A row or cell that repeats a million times is kept once and counted; only what holds something
becomes cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import Element

from ccmcost.intake.readers import (
    Refused,
    Sheets,
    attributes_of,
    elements,
    empty,
    local,
    open_package,
    part,
)
from ccmcost.load.table import cell_text

_SHEET = b"application/vnd.oasis.opendocument.spreadsheet"
_PASSED_OVER = frozenset(
    ("annotation", "tracked-changes", "shapes", "frame", "custom-shape", "forms", "ruby-text")
)
_HIDDEN = frozenset(("collapse", "filter"))


def read(content: bytes) -> dict[str, Any]:
    """All sheets in order, as `workbook.read` gives them."""
    package = open_package(content)
    names = package.namelist()
    if "content.xml" not in names or (
        "mimetype" in names and _SHEET not in part(package, "mimetype")
    ):
        raise Refused("it is not an OpenDocument sheet (.ods)")
    book = _Book()
    for name in ("styles.xml", "content.xml"):
        if name in package.namelist():
            book.read(part(package, name), name == "content.xml")
    if not book.sheets.found:
        raise Refused("it holds no sheet of cells")
    return {"sheets": book.sheets.found}


class _Book:
    """Styles first, then tables; `_at` is the row, counted from 0, that comes next."""

    def __init__(self) -> None:
        self.sheets = Sheets()
        self._parents: dict[tuple[str, str], str] = {}
        self._struck: dict[tuple[str, str], bool] = {}
        self._undisplayed: set[str] = set()
        self._tables = self._at = 0
        self._columns: list[str] = []

    def read(self, content: bytes, has_tables: bool) -> None:
        """One part of the document."""
        skipping = 0
        for ends, name, element in elements(content):
            if skipping or name in _PASSED_OVER:
                skipping += -1 if ends else 1
                if not skipping:
                    _leave_note(element)
            elif name == "style" and ends:
                self._style(element)
            elif name == "table" and has_tables:
                self._tables += -1 if ends else 1
                if ends:
                    self.sheets.finish()
                else:
                    self._begin_table(attributes_of(element))
            elif self._tables and name == "table-column" and ends:
                self._column(attributes_of(element))
            elif self._tables and name == "table-row" and ends:
                self._row(element)
                element.clear()

    def _style(self, element: Element) -> None:
        said = attributes_of(element)
        style = (said.get("family", ""), said.get("name", ""))
        self._parents[style] = said.get("parent-style-name", "")
        for properties in element:
            told = attributes_of(properties)
            if "text-line-through-style" in told:
                self._struck[style] = told["text-line-through-style"] != "none"
            if told.get("display") == "false":
                self._undisplayed.add(style[1])

    def _begin_table(self, attributes: dict[str, str]) -> None:
        if self._tables > 1:
            raise Refused("it holds a table inside a cell")
        is_hidden = attributes.get("style-name", "") in self._undisplayed
        self.sheets.begin(attributes.get("name", ""), is_hidden)
        self._at, self._columns = 0, []

    def _column(self, attributes: dict[str, str]) -> None:
        first = len(self._columns)
        repeat = min(
            int(attributes.get("number-columns-repeated", "1")), Sheets.MOST_COLUMNS - first
        )
        if attributes.get("visibility") in _HIDDEN:
            self.sheets.hide_columns(first, first + repeat)
        self._columns += [attributes.get("default-cell-style-name", "")] * repeat

    def _row(self, element: Element) -> None:
        attributes, column = attributes_of(element), 0
        repeat = max(1, int(attributes.get("number-rows-repeated", "1")))
        rows = range(self._at, self._at + repeat)
        if attributes.get("visibility") in _HIDDEN:
            self.sheets.sheet["hidden_rows"] += rows[: max(0, Sheets.MOST_ROWS - self._at)]
            self.sheets.sheet["filtered"] |= attributes["visibility"] == "filter"
        for cell in element:
            if local(cell.tag) in ("table-cell", "covered-table-cell"):
                column += self._cell(cell, rows, column)
        self._at += repeat

    def _cell(self, cell: Element, rows: range, first: int) -> int:
        """Put a cell into its rows and columns. Returns how many columns it takes."""
        attributes = attributes_of(cell)
        repeat, across, down = (
            max(1, int(attributes.get(f"number-{what}", "1")))
            for what in ("columns-repeated", "columns-spanned", "rows-spanned")
        )
        if across > 1 or down > 1:
            self.sheets.merge(first + 1, self._at + 1, first + across, self._at + down)
        note = " ".join(filter(None, (each.get("note") for each in cell.iter())))
        if note:
            self.sheets.sheet["notes"].append([self._at, first, note])
        text = self._value(cell, attributes).strip()
        marked = any(
            self._is_struck("text", attributes_of(span).get("style-name", ""))
            and "".join(span.itertext()).strip()
            for span in cell.iter()
            if local(span.tag) == "span"
        )
        for row in rows if text else ():
            for column in range(first, first + repeat):
                style = attributes.get("style-name") or "".join(self._columns[column : column + 1])
                struck = bool(marked) or self._is_struck("table-cell", style)
                self.sheets.put(row, column, text, struck, attributes.get("currency", ""))
        return repeat

    def _value(self, cell: Element, attributes: dict[str, str]) -> str:
        kind, value = attributes.get("value-type", ""), attributes.get("value", "")
        if "formula" in attributes and not kind and not self.sheets.sheet["hidden"]:
            raise Refused(
                f'a cell of row {self._at + 1} of its sheet "{self.sheets.sheet["title"]}" '
                "holds a formula that was never "
                "calculated; open it in a spreadsheet program and save it, or write the value there"
            )
        if kind in ("float", "currency") and value:
            return cell_text(float(value))
        if kind == "percentage" and value:
            return f"{(Decimal(cell_text(float(value))) * 100).normalize():f}%"
        if kind == "date" and attributes.get("date-value"):
            return attributes["date-value"][:10]
        if kind == "boolean":
            return cell_text(attributes.get("boolean-value") == "true")
        paragraphs = (each for each in cell.iter() if local(each.tag) == "p")
        text = "\n".join("".join(_texts(each)) for each in paragraphs)
        return text or attributes.get("string-value", "")

    def _is_struck(self, family: str, style: str) -> bool:
        """Whether a style, or one that it follows, strikes text out."""
        for _ in range(20):
            if (family, style) in self._struck:
                return self._struck[family, style]
            style = self._parents.get((family, style), "")
            if not style:
                return False
        return False


def _leave_note(element: Element) -> None:
    """Of what is passed over only the text of a comment stays, as its note."""
    notes = (each for each in element.iter() if local(each.tag) == "annotation")
    text = " ".join(filter(None, (piece.strip() for each in notes for piece in each.itertext())))
    empty(element)
    element.set("note", text)


def _texts(element: Element) -> Iterator[str]:
    name = local(element.tag)
    blanks = int(attributes_of(element).get("c", "1")) if name == "s" else 1
    yield element.text or (" " * blanks if name in ("s", "tab", "line-break") else "")
    for inner in element:
        yield from _texts(inner)
        yield inner.tail or ""
