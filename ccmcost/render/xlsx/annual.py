"""The annual report as a workbook: summary, States, changes, groups, collection, about; sums and checks are live."""

from __future__ import annotations

import datetime
import io

from ccmcost import __version__
from ccmcost.render.annual.words import ReportWords
from ccmcost.render.xlsx.annual_sheets import Book, Places
from ccmcost.render.xlsx.annual_summary import write_about, write_summary
from ccmcost.render.xlsx.annual_tables import write_arrears, write_changes, write_collection, write_parts, write_states
from ccmcost.statement.annual.report import Report
from ccmcost.tables.styles import new_document


def annual_xlsx(report: Report, words: ReportWords) -> bytes:
    """An .xlsx document in the language of the words; the same report gives the same bytes."""
    buffer = io.BytesIO()
    workbook = new_document(buffer)
    book = Book(workbook, report, words)
    workbook.set_properties(
        {
            "title": book.title,
            "subject": words.meetings(report.year),
            "comments": f"Made by ccmcost {__version__}",
            "created": datetime.datetime.combine(report.as_of, datetime.time()),
        }
    )
    places = Places(report)
    write_summary(book, places)
    write_states(book, places)
    if report.compared is not None:
        write_changes(book, report.compared, places)
    write_parts(book, places)
    if report.collection is not None:
        write_collection(book, report.collection)
        write_arrears(book, report.collection)
    write_about(book)
    workbook.close()
    return buffer.getvalue()
