"""The apportionment workbook as bytes, the same for the same result, and its sheet About: how to
use it, what its colours mean, what it rests on, and the full text of the rule.
"""

from __future__ import annotations

import datetime
import hashlib
import io
from contextlib import suppress

from ccmcost import __version__
from ccmcost.documents.workbook import Book, book_of
from ccmcost.documents.workbook.sheets import (
    write_apportionment,
    write_participants,
    write_scale,
    write_values,
)
from ccmcost.documents.workbook.summary import Summary
from ccmcost.documents.workbook.writer import Sheet, Writer
from ccmcost.errors import TieOutError
from ccmcost.manifest import file_name
from ccmcost.model.assessment import Apportionment
from ccmcost.sharing.verify import MORE_NAMES, NAMES
from ccmcost.tables.styles import TONES, Document, new_document


def workbook_files(result: Apportionment, as_of: datetime.date) -> dict[str, bytes]:
    """`apportionment.xlsx` by its name in the folder; `as_of` is the day that it carries."""
    return {file_name(result, "apportionment.xlsx"): workbook_bytes(book_of(result, as_of))}


def workbook_bytes(book: Book) -> bytes:
    """An .xlsx document: Summary, Apportionment, Participants, Scale, Values, About."""
    buffer = io.BytesIO()
    writer = write_workbook(new_document(buffer), book)
    writer.document.close()
    return buffer.getvalue()


def write_workbook(document: Document, book: Book) -> Writer:
    """All sheets, and names for people who build on the workbook and for `ccmcost verify`,
    which finds its way by them.
    """
    writer, result = Writer(document, book), book.result
    document.set_properties(
        {
            "title": f"{book.heading[0]}: {book.status.title}",
            "subject": book.heading[1],
            "keywords": f"{result.rule.id}, {result.scale.id}",
            "comments": writer.words("made_with", version=__version__),
            "created": datetime.datetime.combine(book.as_of, datetime.time()),
        }
    )
    for write in (
        Summary,
        write_apportionment,
        write_participants,
        write_scale,
        write_values,
        write_about,
    ):
        write(writer)
    amounts = tuple(state.line.amount if state.line else 0 for state in book.states)
    if writer.value("Participants[minor]") != amounts:
        raise TieOutError(
            "the formulas of the workbook do not give the amounts assessed, so nothing was written."
        )
    for put_down in writer.later:
        put_down()
    for name, place in (NAMES | MORE_NAMES).items():
        # one that holds values only lacks some
        with suppress(*() if book.is_live else (KeyError, ValueError)):
            document.define_name(name, f"={writer.address(place)}")
    return writer


WIDTHS = (40, 14, 78)
LAST, WIDTH = len(WIDTHS) - 1, sum(WIDTHS)


def write_about(writer: Writer) -> None:
    """The sheet."""
    sheet, book, words = Sheet(writer, "About"), writer.book, writer.words
    rule = book.result.rule
    for column, width in enumerate(WIDTHS):
        sheet.raw.set_column(column, column, width)
    sheet.banner(words("made_by", version=__version__, day=book.as_of.isoformat()))
    row = sheet.section(4, words("how_to_use"), 0, LAST)
    keys = [f"live_{number}" for number in range(1, 7)] if book.is_live else ["static"]
    for key in (*keys, "verify"):
        sheet.paragraph(row, 0, LAST, words(key, book=book), WIDTH, "paragraph")
        row += 1
    row = sheet.section(row + 1, words("colours"), 0, LAST)
    for tone in TONES:
        meaning = words(f"tone_{tone}")
        sheet.put(row, 0, meaning.partition(":")[0], "cell", tone)
        sheet.put(row, 2, meaning, "wrap")
        row += 1
    row = sheet.section(row + 1, words("files"), 0, LAST)
    for column, heading in enumerate(words("files_heads").split("|")):
        sheet.put(row, column, heading, "head")
    for source in book.result.sources:
        row += 1
        for column, text in enumerate((source.name, source.origin, source.sha256)):
            sheet.put(row, column, text, "wrap")
    sheet.raw.set_h_pagebreaks([row + 2])
    sheet.raw.repeat_rows(0, 1)
    row = sheet.section(row + 2, words("the_rule", rule=rule), 0, LAST)
    digest = hashlib.sha256(rule.text.encode()).hexdigest()
    sheet.put(row, 0, words("rule_digest", digest=digest), "note")
    first, look = row + 1, {"font_name": "Courier New", "font_size": 9}
    for text in rule.text.split("\n"):
        row += 1
        sheet.paragraph(row, 0, LAST, text, WIDTH * 0.95, "paragraph", **look)
    writer.places["rule_text"] = f"About!$A${first + 1}:$A${row + 1}"
    sheet.raw.print_area(0, 0, row, LAST)
