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
from typing import Literal, NamedTuple, cast

from ccmcost.errors import UsageError
from ccmcost.model.money import Money
from ccmcost.tables.table import Column, Table, Value, plain, value
from ccmcost.text import disarmed, printable

_QUOTED = re.compile(r'[",;|\t\r\n]|^\s|\s$|^$')
"""What separates columns somewhere, and what a program might trim."""


_FIGURE = re.compile(r"[+-]?[0-9]+\.[0-9]+")


Marks = Literal["", ",.", ";,", ";."]
"""The mark between columns and the one before decimals; empty for the plain form."""


class Form(NamedTuple):
    """How a CSV is written: the mark between columns and the one before decimals,
    what stands at its start, and what ends a row.
    """

    mark: str = ","
    point: str = "."
    start: str = ""
    end: str = "\n"

    @property
    def marks(self) -> Marks:
        """What `with_marks` makes this form of; empty for the plain one."""
        return "" if self == PLAIN_CSV else cast(Marks, self.mark + self.point)


PLAIN_CSV = Form()
"""As programs read it everywhere."""


EXCEL: dict[str, Marks] = {"comma": ";,", "point": ",.", "semicolon": ";."}
"""The forms of Excel: what stands between columns, and before decimals."""
_SEMICOLON = frozenset({"ar"})
"""Where spreadsheet programs write `1.5`, whatever documents in the language do."""


def excel_form(name: str) -> Form:
    """As Excel opens it by a double click, with a byte order mark: a form by its name in `EXCEL`,
    or that of most countries where a language is spoken.
    """
    from ccmcost.words.numbers import habit

    if name not in EXCEL:
        usual = "comma" if habit(name).point == "," else "point"
        name = "semicolon" if name in _SEMICOLON else usual
    return with_marks(EXCEL[name])


def form_named(wish: str, languages: Sequence[str], option: str) -> Form:
    """The form that a person names: plain, excel (in the languages of the documents), or one of
    `EXCEL` or of a language with `excel-` before it. Raises UsageError.
    """
    from ccmcost.near import meant
    from ccmcost.words.catalogue import LANGUAGES

    named = {f"excel-{name}": name for name in (*EXCEL, *LANGUAGES)}
    known = meant(wish, ("plain", "excel", *named))
    if known == "plain":
        return PLAIN_CSV
    if known is None:
        fault = f'"{printable(wish)}" is not a form of CSV'
        raise UsageError(f"{option}: {fault}. {_FORMS}")
    forms = set(map(excel_form, [named[known]] if known in named else languages))
    if len(forms) > 1:
        fault = "the documents are in languages that write numbers differently"
        raise UsageError(f"{option}: {fault}. {_FORMS}")
    return forms.pop()


_FORMS = (
    "Write plain or excel, or say how your Excel writes numbers: excel-comma (1,5), excel-point "
    "(1.5), excel-semicolon (1.5, with semicolons between columns as in Switzerland)."
)


def with_marks(marks: Marks) -> Form:
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
