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
from ccmcost.tables.styles import Document, new_document


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
            "comments": f"Made by ccmcost {__version__}",
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

_LIVE = (
    "Change a coloured cell: the total cost, its currency or decimals on Summary, or an answer "
    "on Participants. Shares and amounts follow, to the same minor unit as ccmcost, with the "
    "residual units of the rule and its ties.",
    "Everything else is locked against slips; there is no password. Unprotect a sheet to work on "
    "it (Review, Unprotect).",
    "Rows of Apportionment fill up and empty by themselves. The print area has a fixed length, "
    "with rows to spare.",
    "Values holds the result as it was written, as plain values, and does not follow the inputs.",
    "Amounts are whole minor units in every step; shares and exact amounts are shown for reading "
    "only.",
    "All checks on Summary must read OK. CHANGED means that inputs differ from those that "
    "ccmcost wrote.",
)
_STATIC = "This workbook holds values only: {why}. To change an input, run ccmcost again."
_VERIFY = (
    "To prove the amounts: ccmcost verify FILE.xlsx recomputes them from the inputs in the file "
    "and names what differs."
)
_TONES = {
    "input": "Input: yours to change",
    "good": "OK, official, adopted, actual",
    "caution": "Caution: illustrative, expected, assumed or provisional; inputs changed",
    "notice": "Notice: given by the user, estimated, or notional",
    "fault": "FAULT: something does not add up",
    "working": "Working: the steps of the calculation",
}


def write_about(writer: Writer) -> None:
    """The sheet."""
    sheet, book, rule = Sheet(writer, "About"), writer.book, writer.book.result.rule
    for column, width in enumerate(WIDTHS):
        sheet.raw.set_column(column, column, width)
    sheet.banner(f"Made by ccmcost {__version__} as of {book.as_of.isoformat()}.")
    row = sheet.section(4, "How to use it", 0, LAST)
    for text in (*(_LIVE if book.is_live else (_STATIC.format(why=book.why_not_live),)), _VERIFY):
        sheet.paragraph(row, 0, LAST, text, WIDTH, "paragraph")
        row += 1
    row = sheet.section(row + 1, "Colours", 0, LAST)
    for tone, words in _TONES.items():
        sheet.put(row, 0, words.partition(":")[0], "cell", tone)
        sheet.put(row, 2, words, "wrap")
        row += 1
    row = sheet.section(row + 1, "Files that it rests on (as in the manifest)", 0, LAST)
    for column, heading in enumerate(("File", "From", "SHA-256")):
        sheet.put(row, column, heading, "head")
    for source in book.result.sources:
        row += 1
        for column, text in enumerate((source.name, source.origin, source.sha256)):
            sheet.put(row, column, text, "wrap")
    row = sheet.section(row + 2, f"The rule: {rule.id}", 0, LAST)
    sheet.put(
        row, 0, f"SHA-256 of the text: {hashlib.sha256(rule.text.encode()).hexdigest()}", "note"
    )
    first = row + 1
    for text in rule.text.split("\n"):
        row += 1
        sheet.paragraph(
            row, 0, LAST, text, WIDTH * 0.8, "paragraph", font_name="Courier New", font_size=9
        )
    writer.places["rule_text"] = f"About!$A${first + 1}:$A${row + 1}"
    sheet.raw.print_area(0, 0, row, LAST)
