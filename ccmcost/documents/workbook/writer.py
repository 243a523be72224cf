"""What every sheet of the workbook is written with: cells with names, formulas with their values,
rows of States.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from ccmcost.documents.workbook import Book
from ccmcost.documents.workbook.formula import Formula, Value
from ccmcost.tables.styles import (
    LINE_HEIGHT,
    TONES,
    Document,
    Format,
    Styles,
    amount_format,
    padded,
    protect,
    put_paragraph,
    put_text,
    set_height,
    set_page,
)
from ccmcost.tables.xlsx import letter
from ccmcost.words.speaker import english

TITLE, MEETING, NOTE, TOTALS = 0, 1, 2, 4
"""Rows (from 0) above the headings of a sheet with a row per State."""


class Column(NamedTuple):
    """A column of a sheet with a row per State: its formula (else what the State's row says by that
    name), and its look. Its heading is the phrase of its own key, else of its name on that sheet,
    else on any.

    A tone may depend on the value. A column that is `always` live calculates even where the
    workbook holds values only.
    """

    name: str
    width: float
    formula: str = ""
    number: str = ""
    total: Value = ""
    kind: str = "cell"
    tone: str | Mapping[str, str] = ""
    more: Mapping[str, Any] = {}
    always: bool = False
    heading: str = ""

    @property
    def right(self) -> bool:
        """Whether its heading stands right, over figures."""
        return bool(self.number) or self.tone == "working"


class Writer:
    """The workbook being written. Formulas are put down at the end,
    when everything that they name has its place.
    """

    def __init__(self, document: Document, book: Book) -> None:
        self.document, self.book, self.styles = document, book, Styles(document)
        self.money = amount_format(book.result.cost.total.decimals)
        self.sheets: dict[str, Sheet] = {}
        self.places: dict[str, str] = {}
        self.said: dict[str, Any] = {}
        self.later: list[Callable[[], None]] = []
        self.words = english("workbook")

    def value(self, name: str) -> Any:
        """What a name stands for: the value of a figure, or those of a column."""
        sheet, _, column = name.partition("[")
        if column:
            return self.sheets[sheet].values(column[:-1])
        says = self.said[name]
        if isinstance(says, list):
            return tuple(map(self.value, says))
        if isinstance(says, Formula):
            self.said[name] = says = says.value(self.value)
        return says

    def address(self, name: str) -> str:
        """Where a figure stands, or the rows of a column: `Scale!$D$7:$D$202`."""
        sheet, _, column = name.partition("[")
        return f"{sheet}!{self.sheets[sheet].area(column[:-1])}" if column else self.places[name]


class Sheet:
    """A sheet, set up for print and locked against slips."""

    columns: Sequence[Column] = ()
    first, count = 0, 0

    def __init__(self, writer: Writer, name: str) -> None:
        self.writer, self.book, self.styles, self.name = writer, writer.book, writer.styles, name
        self.words = writer.words
        self.raw = writer.document.add_worksheet(name)
        writer.sheets[name] = self
        set_page(self.raw, f"{self.book.heading[0]} - {name}")
        protect(self.raw)
        self._values: dict[str, Any] = {}

    def put(
        self,
        row: int,
        column: int,
        says: Value,
        *look: str,
        name: str = "",
        always: bool = False,
        **more: Any,
    ) -> None:
        """A cell: text, a number, or a formula with its value, which stands alone where the
        workbook does not calculate.

        The look is kind, tone and number format. `name` is what formulas call the cell; one that is
        `always` live calculates even in a workbook that otherwise holds values only.
        """
        if name:
            self.writer.places[name] = f"{self.name}!${letter(column)}${row + 1}"
            self.writer.said[name] = says
        style = self.styles.get(*look, **more)
        if isinstance(says, Formula):
            self.writer.later.append(lambda: self._formula(row, column, says, style, always))
        else:
            self._plain(row, column, says, style)

    def _formula(self, row: int, column: int, says: Formula, style: Format, always: bool) -> None:
        value = says.value(self.writer.value)
        if self.book.is_live or always:
            self.raw.write_formula(
                row, column, f"={says.addressed(self.writer.address)}", style, value
            )
        else:
            self._plain(row, column, value, style)

    def _plain(self, row: int, column: int, value: Value, style: Format) -> None:
        if isinstance(value, str):
            put_text(self.raw, row, column, value, style)
        else:
            self.raw.write_number(row, column, value, style)

    def paragraph(
        self, row: int, first: int, last: int, text: str, width: float, *look: str, **more: Any
    ) -> None:
        """A text across columns, as high as its length asks for."""
        put_paragraph(self.raw, row, (first, last), text, self.styles.get(*look, **more), width)

    def section(self, row: int, text: str, first: int, last: int) -> int:
        """A heading across columns, first to last; returns the next row."""
        for column in range(first, last + 1):
            self.put(
                row,
                column,
                text if column == first else "",
                "section",
                indent=int(0 < column == first),
            )
        return row + 1

    def head(
        self,
        row: int,
        headings: Sequence[str],
        right: Callable[[int], bool],
        lines: int = 2,
        filtered: bool = True,
    ) -> None:
        """Headings of columns; over figures they stand right, with room for the button of a
        filter where there is one.
        """
        self.raw.set_row(row, lines * LINE_HEIGHT + 4)
        for column, heading in enumerate(headings):
            if heading:
                more: dict[str, Any] = {"align": "right"} if right(column) else {}
                if more and not filtered:
                    more["indent"] = 0
                self.put(row, column, heading, "head", **more)

    def banner(self, note: str) -> None:
        """Title, meeting and a remark on the first rows."""
        book = self.book
        self.raw.set_row(TITLE, 24)
        self.put(TITLE, 0, Formula("title"), "title")
        self.put(
            MEETING,
            0,
            self.words("banner", book=book),
            "strong",
            name=f"{self.name.lower()}_meeting",
        )
        # Ink alone where it is a warning: the colour of a fill would end with the first, narrow
        # column.
        ink = {} if book.is_live else {"font_color": TONES["caution"]["font_color"]}
        text = note if book.is_live else self.words("values_only", book=book)
        self.put(NOTE, 0, text, "note" if book.is_live else "strong", **ink)

    def follow_decimals(self, area: str) -> None:
        """Money shows the decimals that the input says, not only those it had when written."""
        for decimals in range(4) if self.book.is_live else ():
            if decimals != self.book.result.cost.total.decimals:
                test = f"={self.writer.places['decimals']}={decimals}"
                self.condition(area, test, num_format=padded(amount_format(decimals)))

    def condition(self, area: str, test: str, **look: Any) -> None:
        """A look for the cells of an area where a test holds."""
        shown = self.styles.bare(**look)
        self.raw.conditional_format(area, {"type": "formula", "criteria": test, "format": shown})

    def rows(
        self,
        columns: Sequence[Column],
        source: Sequence[Any],
        shown: int,
        head: int = 5,
        printed: int = 0,
    ) -> None:
        """Headings, totals above them (they repeat on every page) and a row for each of the source.

        The first `shown` columns are printed and filtered; others stand beside them. `printed` is
        the number of rows on paper, by default all.
        """
        self.columns, self.source, self.first, self.count = columns, source, head + 1, len(source)
        last = head + max(self.count, 1)
        self.headings = [self.heading(column) if head else column.name for column in columns]
        self.head(head, self.headings, lambda place: columns[place].right)
        for place, column in enumerate(columns):
            if column.width:
                self.raw.set_column(place, place, column.width)
            if self.headings[place]:
                self.writer.later.append(partial(self._column, place, column))
            if head and place < shown:
                number = column.number if column.total != "" or column.kind == "bare" else ""
                self.put(
                    TOTALS,
                    place,
                    column.total,
                    "sum",
                    "",
                    number,
                    name=f"{self.name.lower()}_{column.name}",
                )
        wrapped = [column for column in columns if column.kind == "wrap"]
        for row, each in enumerate(source if wrapped else (), self.first):
            set_height(
                self.raw, row, [(getattr(each, column.name), column.width) for column in wrapped]
            )
        self.raw.autofilter(head, 0, last, shown - 1)
        self.raw.repeat_rows(0, head)
        self.raw.print_area(0, 0, head + printed if printed else last, shown - 1)

    def heading(self, column: Column) -> str:
        """What stands over a column; nothing over a gap."""
        name = column.name
        keys = (column.heading, f"head_{self.name.lower()}_{name}", f"head_{name}")
        return next((self.words(key) for key in keys if self.words.has(key)), "")

    def _column(self, place: int, column: Column) -> None:
        is_live = self.book.is_live or column.always
        text = Formula(column.formula).addressed(self._address) if is_live else ""
        for number, value in enumerate(self.values(column.name), 1):
            row = self.first + number - 1
            tone = column.tone if isinstance(column.tone, str) else column.tone.get(value, "notice")
            tone = tone if self.book.is_live or tone != "input" else ""
            style = self.styles.get(column.kind, tone, column.number, **column.more)
            if text:
                above = f"${letter(place)}{row}+" if number > 1 else ""
                formula = (
                    text.replace("[^]+", above)
                    .replace("[#]", str(number))
                    .replace("[@]", str(row + 1))
                )
                self.raw.write_formula(row, place, f"={formula}", style, value)
            else:
                self._plain(row, place, value, style)

    def _address(self, name: str) -> str:
        """As the writer's, with the marks `[@]`, `[#]` and `[^]` where the row matters."""
        if name.startswith("[@"):
            return f"${letter(self.index(name[2:-1]))}[@]"
        return name[:2] + "]" if name[0] == "[" else self.writer.address(name)

    def values(self, name: str) -> Any:
        """The values of a column, each worked out once."""
        if name not in self._values:
            column = self.columns[self.index(name)]
            formula, known = Formula(column.formula), list[Value]()
            self._values[name] = known
            for row in range(self.count):
                value = (
                    formula.value(partial(self._value, row))
                    if formula
                    else getattr(self.source[row], name)
                )
                # never minus zero
                known.append(value or 0 if column.tone == "working" and value != "" else value)
            self._values[name] = tuple(known)
        return self._values[name]

    def know(self, values: Mapping[str, Sequence[Any]]) -> None:
        """Columns that are not shown, by their values."""
        self._values |= {name: tuple(known) for name, known in values.items()}

    def _value(self, row: int, name: str) -> Any:
        if name[0] != "[":
            return self.writer.value(name)
        if name == "[#]":
            return row + 1
        column = self.values(name[2:-1])
        return column[row] if name[1] == "@" else column[row - 1] if row else 0

    def index(self, name: str) -> int:
        """The place of a column, from 0."""
        return [column.name for column in self.columns].index(name)

    def span(self, first: str, last: str = "") -> str:
        """The same without signs of absolute places: `B7:B202`."""
        return self.area(first, last).replace("$", "")

    def area(self, first: str, last: str = "") -> str:
        """The rows in one column, or from one column to another: `$B$7:$B$202`."""
        left, right = letter(self.index(first)), letter(self.index(last or first))
        return f"${left}${self.first + 1}:${right}${self.first + max(self.count, 1)}"
