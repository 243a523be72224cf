"""What a planning command hands over beside its screen: JSON,
and the files of a folder with a workbook.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from ccmcost.charts.frame import Picture
from ccmcost.model.assessment import Apportionment
from ccmcost.model.money import Money
from ccmcost.tables.records import json_text, to_csv, to_json
from ccmcost.tables.styles import Styles, Worksheet, new_document, put_text
from ccmcost.tables.table import Kind, Live, Say, Table, Value, plain
from ccmcost.tables.xlsx import put_rows
from ccmcost.words.phrases import english
from ccmcost.words.status import status_of

_HEAD = 2


class Plan(NamedTuple):
    """What a planning command found; `about` goes into the manifest,
    so that anyone can run the same again.
    """

    name: str
    title: str
    base: Apportionment
    tables: tuple[Table, ...]
    notes: tuple[str, ...]
    about: Mapping[str, object]


def plan_json(plan: Plan) -> str:
    """The tables with what they rest on; numbers as text."""
    base, status = plan.base, status_of(plan.base)
    document: dict[str, Any] = {
        "title": plan.title,
        "status": {
            "cost": status.title,
            "list": status.list,
            "scale": status.scale,
            "rule": status.rule,
        },
        "meeting": base.meeting.id if base.meeting else None,
        "currency": base.cost.total.currency,
        "planning": {"command": plan.name, **plan.about},
        "notes": [*plan.notes, *status.open],
        "warnings": [finding.line() for finding in base.warnings],
    }
    return json_text(
        document | {table.title.lower().replace(" ", "_"): to_json(table) for table in plan.tables}
    )


def plan_files(plan: Plan, picture: Callable[[], Picture], as_of: date) -> dict[str, bytes]:
    """Tables (CSV), workbook and chart (SVG, PNG), by name."""
    from ccmcost.charts.files import picture_files

    files = {f"{plan.name}.csv": to_csv(plan.tables[0]).encode()}
    files |= {f"{table.title.lower()}.csv": to_csv(table).encode() for table in plan.tables[1:]}
    return (
        files
        | {f"{plan.name}.xlsx": _workbook(plan, as_of)}
        | picture_files(plan.name, picture(), as_of)
    )


def _workbook(plan: Plan, as_of: date) -> bytes:
    """A sheet for each table, then one of notes.
    The title says what it may be taken for, on every sheet and page.
    """
    buffer = io.BytesIO()
    book = new_document(buffer)
    book.set_properties({"title": plan.title, "created": datetime.combine(as_of, time(), UTC)})
    styles = Styles(book)
    for table in plan.tables:
        _table_sheet(book.add_worksheet(table.title), plan.title, table.shown("xlsx"), styles)
    _notes_sheet(book.add_worksheet(english()("notes")), plan, styles)
    book.close()
    return buffer.getvalue()


def _table_sheet(sheet: Worksheet, title: str, table: Table, styles: Styles) -> None:
    """A table as a program reads it, under the names of its columns."""
    heads = [column.name.replace("_", " ") for column in table.columns]
    texts = [
        [plain(row[place], column.kind) for row in table.rows]
        for place, column in enumerate(table.columns)
    ]
    wide = [
        min(
            max(max(map(len, cells), default=0) + 3, min(max(map(len, head.split())), 24) + 4, 7),
            44,
        )
        for head, cells in zip(heads, texts, strict=True)
    ]
    put_text(sheet, 0, 0, title, styles.get("title"))
    sheet.set_row(
        _HEAD,
        15
        * max(len(textwrap.wrap(head, width - 2)) for head, width in zip(heads, wide, strict=True)),
    )
    for place, (head, width) in enumerate(zip(heads, wide, strict=True)):
        numeric = any(not isinstance(row[place], str | Say | None) for row in table.rows)
        put_text(
            sheet, _HEAD, place, head, styles.get("head", align="right" if numeric else "left")
        )
        sheet.set_column(place, place, width)
    kinds = [column.kind for column in table.columns]
    rows = tuple(
        tuple(_as_number(cell, kind) for cell, kind in zip(row, kinds, strict=True))
        for row in table.rows
    )
    put_rows(sheet, _HEAD + 1, table._replace(rows=rows), styles, blank=True)
    sheet.freeze_panes(_HEAD + 1, min(2, len(heads) - 1))
    sheet.autofilter(_HEAD, 0, _HEAD + len(table.rows), len(heads) - 1)
    _page(sheet, title)
    sheet.repeat_rows(_HEAD)


def _as_number(cell: Value, kind: Kind) -> Value:
    """A cell as a program reads it: with all the decimals of its column, and words by their key."""
    if isinstance(cell, Live):
        return cell._replace(value=Decimal(plain(cell, kind)))
    if isinstance(cell, Money | Fraction):
        return Decimal(plain(cell, kind))
    return cell.key if isinstance(cell, Say) else cell


def _notes_sheet(sheet: Worksheet, plan: Plan, styles: Styles) -> None:
    words, status = english(), status_of(plan.base)
    told = [
        ("fact_cost", status.cost),
        ("fact_list", status.list),
        ("fact_scale", status.scale),
        ("fact_rule", status.rule),
    ]
    told += [
        *(("note", note) for note in plan.notes),
        *(("open_point", point) for point in status.open),
    ]
    put_text(sheet, 0, 0, plan.title, styles.get("title"))
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 100)
    for row, (key, text) in enumerate(told, 2):
        put_text(sheet, row, 0, words(key), styles.get("strong"))
        put_text(sheet, row, 1, text, styles.get("paragraph"))
        sheet.set_row(row, 14 * (1 + len(text) // 100))
    _page(sheet, plan.title)


def _page(sheet: Worksheet, title: str) -> None:
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{title.replace('&', '&&')}&R&P / &N")
