"""The apportionment workbook as bytes: the same result gives the same bytes."""

from __future__ import annotations

import datetime
import io
from contextlib import suppress

from ccmcost import __version__
from ccmcost.documents.workbook.about import write_about
from ccmcost.documents.workbook.book import Book, book_of
from ccmcost.documents.workbook.sheets import (
    write_apportionment,
    write_participants,
    write_scale,
    write_values,
)
from ccmcost.documents.workbook.summary import Summary
from ccmcost.documents.workbook.writer import Writer
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
