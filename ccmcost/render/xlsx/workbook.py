"""The apportionment workbook as bytes: the same view model gives the same bytes."""

from __future__ import annotations

import datetime
import io

from ccmcost.render.xlsx.about import write_about
from ccmcost.render.xlsx.apportionment import write_apportionment
from ccmcost.render.xlsx.participants import write_participants
from ccmcost.render.xlsx.places import APPORTIONMENT, FIRST, MEETING, TOTALS, letter
from ccmcost.render.xlsx.sheet import Writer
from ccmcost.render.xlsx.summary import write_summary
from ccmcost.render.xlsx.tables import write_scale, write_values
from ccmcost.statement.workbook import Workbook
from ccmcost.tables.styles import new_document


def workbook_bytes(book: Workbook) -> bytes:
    """An .xlsx document: Summary, Apportionment, Participants, Scale, Values, About."""
    buffer = io.BytesIO()
    document = new_document(buffer)
    writer = Writer(document, book)
    _properties(writer)
    for write in (write_summary, write_apportionment, write_participants, write_scale, write_values, write_about):
        write(writer)
    _names(writer)
    document.close()
    return buffer.getvalue()


def _properties(writer: Writer) -> None:
    book = writer.book
    writer.workbook.set_properties(
        {
            "title": f"{book.heading[0]}: {book.title}",
            "subject": book.heading[1],
            "keywords": f"{book.rule.id}, {book.scale_id}",
            "comments": f"Made by ccmcost {book.version}",
            "created": datetime.datetime.combine(book.as_of, datetime.time()),
        }
    )


def _names(writer: Writer) -> None:
    """Names for people who build on the workbook, and for `ccmcost verify`, which finds its way by them."""
    places, book = writer.places, writer.book
    names = {
        "MeetingUsed": f"Participants!$A${MEETING + 1}",
        "TotalCost": places.scalar("total"),
        "Currency": places.scalar("currency"),
        "Decimals": places.scalar("decimals"),
        "StateCodes": places.column("Participants", "code"),
        "StateNames": places.column("Participants", "state"),
        "StateRoles": places.column("Participants", "role"),
        "LeastDeveloped": places.column("Participants", "ldc"),
        "BearsTheCost": places.column("Participants", "bears"),
        "RateCodes": places.column("Scale", "code"),
        "RatesUsed": places.column("Scale", "rate"),
        "AdoptedRates": places.column("Scale", "adopted"),
        "ScaleUsed": places.scalar("scale"),
        "BilledCodes": _billed("code", writer),
        "RoundedAmounts": _billed("rounded", writer),
        "ResidualAmounts": _billed("residual", writer),
        "Amounts": _billed("amount", writer),
        "SumOfAmounts": f"Apportionment!${letter(APPORTIONMENT.index('amount'))}${TOTALS + 1}",
        "ValueCodes": places.values("iso3"),
        "ValueAmounts": places.values("amount"),
    }
    if book.is_live:
        names["SumOfRates"] = places.scalar("sum_of_rates")
        names["WrittenAnswers"] = places.column("Participants", "written")
        names["WrittenTotal"] = places.scalar("written_minor")
        names["WrittenDecimals"] = places.scalar("written_decimals")
        names["WrittenCurrency"] = places.scalar("written_currency")
    for name, place in names.items():
        writer.workbook.define_name(name, f"={place}")


def _billed(name: str, writer: Writer) -> str:
    """A column of Apportionment, as far as it has rows."""
    rows = writer.places.states if writer.book.is_live else max(1, len(writer.book.bearing))
    at = letter(APPORTIONMENT.index(name))
    return f"Apportionment!${at}${FIRST + 1}:${at}${FIRST + rows}"
