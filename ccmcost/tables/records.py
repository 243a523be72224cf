"""Tables for programs: as JSON, and as CSV (UTF-8, comma, one line feed per row),
of whose texts no program of any country makes a formula.

A person who opens a CSV by a double click may have it in the form that Excel expects in the country
(`excel_form`): ccmcost reads its own files back in either.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from ccmcost.model.money import Money
from ccmcost.tables.table import Column, Table, Value, plain, value
from ccmcost.text import disarmed

_QUOTED = re.compile(r'[",;|\t\r\n]|^\s|\s$|^$')
"""What separates columns somewhere, and what a program might trim."""


_FIGURE = re.compile(r"[+-]?[0-9]+\.[0-9]+")


class Form(NamedTuple):
    """How a CSV is written: the mark between columns and the one before decimals,
    what stands at its start, and what ends a row.
    """

    mark: str = ","
    point: str = "."
    start: str = ""
    end: str = "\n"


PLAIN_CSV = Form()
"""As programs read it everywhere."""


def excel_form(language: str) -> Form:
    """As Excel opens it by a double click where this language is spoken: with a byte order mark,
    and semicolons where a comma stands before decimals.
    """
    from ccmcost.words.numbers import habit

    point = habit(language).point
    return with_marks((";" if point == "," else ",") + point)


def with_marks(marks: str) -> Form:
    """The form that has the mark between columns and the one before decimals, for Excel; the plain
    one, if there are none.
    """
    return Form(marks[0], marks[1], codecs.BOM_UTF8.decode(), "\r\n") if marks else PLAIN_CSV


def csv_text(
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    form: Form = PLAIN_CSV,
    figures: Sequence[str] = (),
) -> str:
    """A CSV document with a header. `figures` are the columns of numbers with decimals.

    A text that a spreadsheet would run as a formula, such as a remitter's reference `=1+1`, gets an
    apostrophe before it; `load/table.py` reads it without. A cell is quoted if it holds what
    separates columns in any country.
    """
    if form.point != ".":
        rows = (list(map(partial(_turned, form, figures), header, row)) for row in rows)
    lines = (form.mark.join(_cells(row)) + form.end for row in (header, *rows))
    return form.start + "".join(lines)


def _turned(form: Form, figures: Sequence[str], column: str, cell: str) -> str:
    return cell.replace(".", form.point) if column in figures else cell


def _cells(row: Sequence[str]) -> list[str]:
    if len(row) != 1:
        return [_quoted(text) if text else "" for text in map(str, row)]
    return [_quoted(str(row[0]))]  # a line that is empty would be no row


def _quoted(text: str) -> str:
    text = disarmed(text)
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text


def to_csv(table: Table, form: Form = PLAIN_CSV) -> str:
    """The rows of a table under the names of its columns, without its foot:
    a program makes the sums itself.
    """
    shown = table.shown("csv")

    def text(cell: Value, column: Column) -> str:
        said = plain(cell, column.kind)
        is_figure = column.right or isinstance(value(cell), Money | Fraction | Decimal)
        return said.replace(".", form.point) if is_figure and _FIGURE.fullmatch(said) else said

    return csv_text(
        [column.name for column in shown.columns],
        (list(map(text, row, shown.columns)) for row in shown.rows),
        form,
    )


def json_text(value: object) -> str:
    """A JSON document, indented, with a final line feed."""
    import json  # not for a quick command that prints none

    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def to_json(table: Table) -> list[dict[str, str]]:
    """The rows of a table as objects by the names of its columns: all of it text, as in CSV."""
    shown = table.shown("json")
    return [
        {
            column.name: plain(cell, column.kind)
            for cell, column in zip(row, shown.columns, strict=True)
        }
        for row in shown.rows
    ]
