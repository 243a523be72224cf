"""OpenDocument sheets (ODS) to text cells, marked as workbook.py does. Runs in the child process of
extract.py.

A row or cell that repeats a million times is kept once and counted; only what holds something
becomes cells.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ccmcost.intake.readers import Refused, Sheets, open_package, part, walk
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
            book.in_content = name == "content.xml"
            walk(part(package, name), book.start, book.end, book.text)
    if not book.sheets.found:
        raise Refused("it holds no sheet of cells")
    return {"sheets": book.sheets.found}


class _Book:
    """Styles first, then tables; `_at` is the row and column that comes next."""

    def __init__(self) -> None:
        self.sheets = Sheets()
        self.in_content = False
        self._parents: dict[tuple[str, str], str] = {}
        self._struck: dict[tuple[str, str], bool] = {}
        self._undisplayed: set[str] = set()
        self._style = ("", "")
        self._skipping = self._tables = 0
        self._row = self._column = 0
        self._repeat = 1
        self._columns: list[str] = []
        self._cell: dict[str, str] | None = None
        self._noting = False
        self._note: list[str] = []
        self._text: list[str] = []
        self._paragraphs = self._spans = 0
        self._span_struck: list[bool] = []
        self._marked = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if self._skipping or name in _PASSED_OVER:
            self._skipping += 1
            self._noting = self._noting or name == "annotation"
        elif name == "style":
            self._style = (attributes.get("family", ""), attributes.get("name", ""))
            self._parents[self._style] = attributes.get("parent-style-name", "")
        elif name == "text-properties" and "text-line-through-style" in attributes:
            self._struck[self._style] = attributes["text-line-through-style"] != "none"
        elif name == "table-properties" and attributes.get("display") == "false":
            self._undisplayed.add(self._style[1])
        elif self.in_content and name == "table":
            self._begin_table(attributes)
        elif self._tables:
            self._inside(name, attributes)

    def _inside(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table-column":
            self._begin_column(attributes)
        elif name == "table-row":
            self._repeat = max(1, int(attributes.get("number-rows-repeated", "1")))
            self._column = 0
            if attributes.get("visibility") in _HIDDEN:
                last = min(self._row + self._repeat, Sheets.MOST_ROWS)
                self.sheets.sheet["hidden_rows"] += range(self._row, last)
                self.sheets.sheet["filtered"] |= attributes["visibility"] == "filter"
        elif name in ("table-cell", "covered-table-cell"):
            self._cell, self._text, self._paragraphs, self._marked = attributes, [], 0, False
        elif self._cell is not None:
            if name == "p":
                self._text += ["\n"] if self._paragraphs else []
                self._paragraphs += 1
            elif name == "span":
                self._span_struck.append(self._is_struck("text", attributes.get("style-name", "")))
            elif name in ("s", "tab", "line-break"):
                self._text.append(" " * int(attributes.get("c", "1")) if name == "s" else " ")

    def end(self, name: str) -> None:
        """An element ends."""
        if self._skipping:
            self._skipping -= 1
            self._noting = self._noting and self._skipping > 0
        elif name == "table" and self._tables:
            self._tables -= 1
            self.sheets.finish()
        elif name == "table-row" and self._tables:
            self._row += self._repeat
        elif name in ("table-cell", "covered-table-cell") and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None
        elif name == "span" and self._span_struck:
            self._span_struck.pop()

    def text(self, content: str) -> None:
        """Text inside an element."""
        if self._noting and content.strip():
            self._note.append(content.strip())
        if self._cell is not None and self._paragraphs and not self._skipping:
            self._text.append(content)
            self._marked = self._marked or (any(self._span_struck) and bool(content.strip()))

    def _begin_table(self, attributes: dict[str, str]) -> None:
        self._tables += 1
        if self._tables > 1:
            raise Refused("it holds a table inside a cell")
        self.sheets.begin(
            attributes.get("name", ""), attributes.get("style-name", "") in self._undisplayed
        )
        self._row, self._columns = 0, []

    def _begin_column(self, attributes: dict[str, str]) -> None:
        first = len(self._columns)
        repeat = min(
            int(attributes.get("number-columns-repeated", "1")), Sheets.MOST_COLUMNS - first
        )
        if attributes.get("visibility") in _HIDDEN:
            self.sheets.hide_columns(first, first + repeat)
        self._columns += [attributes.get("default-cell-style-name", "")] * repeat

    def _end_cell(self, attributes: dict[str, str]) -> None:
        repeat = max(1, int(attributes.get("number-columns-repeated", "1")))
        across, down = (
            int(attributes.get("number-columns-spanned", "1")),
            int(attributes.get("number-rows-spanned", "1")),
        )
        if across > 1 or down > 1:
            self.sheets.merge(
                self._column + 1, self._row + 1, self._column + across, self._row + down
            )
        if self._note:
            self.sheets.sheet["notes"].append([self._row, self._column, " ".join(self._note)])
            self._note = []
        text = self._value(attributes).strip()
        if text:
            self._put(text, repeat, attributes)
        self._column += repeat

    def _put(self, text: str, repeat: int, attributes: dict[str, str]) -> None:
        style, unit = attributes.get("style-name", ""), attributes.get("currency", "")
        for row in range(self._row, self._row + self._repeat):
            for column in range(self._column, self._column + repeat):
                named = style or (self._columns[column] if column < len(self._columns) else "")
                self.sheets.put(
                    row, column, text, self._marked or self._is_struck("table-cell", named), unit
                )

    def _value(self, attributes: dict[str, str]) -> str:
        kind, value = attributes.get("value-type", ""), attributes.get("value", "")
        if "formula" in attributes and not kind and not self.sheets.sheet["hidden"]:
            raise Refused(
                f'a cell of row {self._row + 1} of its sheet "{self.sheets.sheet["title"]}" '
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
        return "".join(self._text) or attributes.get("string-value", "")

    def _is_struck(self, family: str, style: str) -> bool:
        """Whether a style, or one that it follows, strikes text out."""
        for _ in range(20):
            if (family, style) in self._struck:
                return self._struck[family, style]
            style = self._parents.get((family, style), "")
            if not style:
                return False
        return False
