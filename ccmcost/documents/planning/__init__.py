"""What a planning command hands over beside its screen: JSON,
and the files of a folder with a workbook.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from ccmcost.charts.page import Picture
from ccmcost.model.assessment import Apportionment
from ccmcost.model.money import Money
from ccmcost.tables.records import PLAIN_CSV, Form, json_text, to_csv, to_json
from ccmcost.tables.styles import Styles, Worksheet, new_document, put_text, set_columns, set_page
from ccmcost.tables.table import Column, Live, Say, Table, Value, plain
from ccmcost.tables.xlsx import columns_of, put_table
from ccmcost.words.speaker import english
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
    told = {
        "cost": status.title,
        "list": status.participants,
        "scale": status.scale,
        "rule": status.rule,
    }
    document: dict[str, Any] = {
        "title": plan.title,
        "status": told,
        "meeting": base.meeting.id if base.meeting else None,
        "currency": base.cost.total.currency,
        "planning": {"command": plan.name, **plan.about},
        "notes": [*plan.notes, *status.open],
        "warnings": [finding.line() for finding in base.warnings],
    }
    document |= {table.title.lower().replace(" ", "_"): to_json(table) for table in plan.tables}
    return json_text(document)


def plan_files(
    plan: Plan,
    picture: Callable[[str], Picture],
    as_of: date,
    form: Form = PLAIN_CSV,
    languages: Sequence[str] = ("en",),
) -> dict[str, bytes]:
    """Tables (CSV), workbook and chart (SVG, PNG), by name; the chart of several languages in a
    folder for each. Raises WriteError if a language needs a font that is not there.
    """
    from ccmcost.charts.files import folders_of, picture_files

    first, *others = plan.tables
    files = {f"{plan.name}.csv": to_csv(first, form).encode()}
    files |= {f"{table.title.lower()}.csv": to_csv(table, form).encode() for table in others}
    files[f"{plan.name}.xlsx"] = _workbook(plan, as_of)
    for language, folder in folders_of(languages):
        files |= picture_files(f"{folder}{plan.name}", picture(language), as_of)
    return files


def _workbook(plan: Plan, as_of: date) -> bytes:
    """A sheet for each table, then one of notes.
    The title says what it may be taken for, on every sheet and page.
    """
    buffer = io.BytesIO()
    book = new_document(buffer)
    book.set_properties({"title": plan.title, "created": datetime.combine(as_of, time(), UTC)})
    styles = Styles(book)
    for name in (*(table.title for table in plan.tables), english()("notes")):
        sheet = book.add_worksheet(name)
        put_text(sheet, 0, 0, plan.title, styles.get("title"))
        set_page(sheet, plan.title)
    *sheets, notes = book.worksheets()
    for sheet, table in zip(sheets, plan.tables, strict=True):
        _put_table(sheet, table.shown("xlsx"), styles)
    _put_notes(notes, plan, styles)
    book.close()
    return buffer.getvalue()


def _put_table(sheet: Worksheet, table: Table, styles: Styles) -> None:
    """A table as a program reads it, under the names of its columns: shares with all their
    decimals, and words by their key.
    """

    def known(cell: Value, column: Column) -> Value:
        if isinstance(cell, Live):
            return cell._replace(value=Decimal(plain(cell, column.kind)))
        exact = Decimal(plain(cell, column.kind)) if isinstance(cell, Money | Fraction) else cell
        return exact.key if isinstance(exact, Say) else exact

    heads = [
        column._replace(heading=column.name.replace("_", " "), wide=0) for column in table.columns
    ]
    rows = (tuple(map(known, row, heads)) for row in table.rows)
    table = table._replace(columns=tuple(heads), rows=tuple(rows))
    last = put_table(sheet, _HEAD, table, styles, blank=True) - 1
    set_columns(sheet, columns_of(table))
    sheet.freeze_panes(_HEAD + 1, min(2, len(heads) - 1))
    sheet.autofilter(_HEAD, 0, last, len(heads) - 1)
    sheet.repeat_rows(_HEAD)


def _put_notes(sheet: Worksheet, plan: Plan, styles: Styles) -> None:
    words, status = english(), status_of(plan.base)
    names = ("cost", "participants", "scale", "rule")
    told = [(f"fact_{name}", getattr(status, name)) for name in names]
    told += [("note", note) for note in plan.notes]
    told += [("open_point", point) for point in status.open]
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 100)
    for row, (key, text) in enumerate(told, 2):
        put_text(sheet, row, 0, words(key), styles.get("strong"))
        put_text(sheet, row, 1, text, styles.get("paragraph"))
        sheet.set_row(row, 14 * (1 + len(text) // 100))
