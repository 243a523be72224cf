"""Bank statements in MT940 of SWIFT, read by the package mt-940 (the extra `bank`)."""

from __future__ import annotations

import io
import logging
import re
from calendar import monthrange
from collections.abc import Iterator
from decimal import InvalidOperation
from types import ModuleType
from typing import Any

from ccmcost.errors import UsageError
from ccmcost.intake.entries import (
    Entry,
    Kind,
    Statement,
    Unreadable,
    entry_money,
    own_reference,
    refused,
    text_of_statement,
)
from ccmcost.intake.found import Place
from ccmcost.model.calendar import parse_day
from ccmcost.model.money import Money
from ccmcost.model.source import SourceFile


def read_mt940(source: SourceFile) -> Iterator[Statement]:
    """The statements of a file. Raises DataError for what cannot be read, and if an entry of the
    file was not; UsageError without the package.
    """
    try:
        import mt940
    except ImportError:
        raise UsageError(
            f"{source.shown}: MT940 statements are read with the package mt-940. Install it: "
            "pip install 'ccmcost[bank]'."
        ) from None
    logging.getLogger("mt940").setLevel(logging.CRITICAL)  # ccmcost says what cannot be read
    whole = text_of_statement(source)
    if _INTERIM.search(whole):
        raise refused(
            source,
            "this is an interim report (MT942), whose entries may still change. Ask the bank for "
            "MT940 or camt.053, the statement of the day.",
        )
    text, notes = _without_notes(_lines(whole))
    for at, line in enumerate(re.findall(r"(?m)^:61:.*$", text), 1):
        if fault := _fault_of(line):
            raise refused(source, f"entry {at} cannot be read, because {fault}: {line[:60]}")
    found = _parsed(mt940, source, text)
    number = 0
    for at, statement in enumerate(found):
        data = statement.data
        account = str(data.get("account_identification", "")).strip()
        part = "/".join(filter(None, (data.get("statement_number"), data.get("sequence_number"))))
        name = part or str(data.get("transaction_reference", ""))
        entries = []
        where = f"statement {name}"
        try:
            opening, _ = _balance(data, "opening")
            closing, until = _balance(data, "closing")
            currency = statement.currency or ""
            for transaction in statement:
                number += 1
                where = f"statement {name}, entry {number}"
                entries.append(_mt940_entry(transaction.data, Place(number, where), currency))
        except Unreadable as error:
            raise refused(source, f"{where}: {error}.") from None
        own_notes = tuple(notes.get(at, ()))
        yield Statement(name, account, currency, tuple(entries), opening, closing, own_notes, until)


def _fault_of(line: str) -> str:
    """Why an entry cannot be read; empty if it can."""
    match = _LINE.match(line)
    if match is None:
        return (
            "it does not begin as entries do, with a value date of six digits, C or D, a sum with "
            "a comma, and a kind such as NTRF"
        )
    if parse_day(f"20{match['y']}-{match['m']}-{match['d']}") is None:
        return f'its value date "{match["y"]}{match["m"]}{match["d"]}" is not a day (YYMMDD)'
    booked = (match["booked"] or "").strip()
    if booked and parse_day(f"2000-{booked[:2]}-{booked[2:]}") is None:
        return f'its entry date "{booked}" is not a day (MMDD)'
    return ""


def _lines(text: str) -> str:
    """The text of a file as its fields stand, without what a network puts around a message."""
    text = "\n".join(line.strip(_AROUND) for line in text.splitlines())
    text = re.sub(r"(?m)^\{1:.*?\{4:\s*", "", text)
    text = re.sub(r"(?m)^(:61:[^,\n]*,[0-9]{0,2}) +(?=[A-Z])", r"\1", text)
    text = re.sub(r"(?m)^(:61:[0-9]{2})02(?:29|30)", _last_of_february, text)
    return re.sub(r"(?m)^(:61:[0-9]{6})02(?:29|30)(?=\D)", _last_of_february, text)


def _last_of_february(match: re.Match[str]) -> str:
    """Banks that count months of thirty days give 30 February for the last day of the month."""
    year = 2000 + int(match[1][4:6])
    return f"{match[1]}02{monthrange(year, 2)[1]}"


def _without_notes(text: str) -> tuple[str, dict[int, list[str]]]:
    """A text without what a bank notes on a statement behind its closing balance, and those notes
    by statement: they belong to no entry.
    """
    kept, notes = list[str](), dict[int, list[str]]()
    at, closed, noting = -1, False, False
    for line in text.splitlines():
        tag = re.match(r":([0-9]{2})[A-Z]?:", line)
        if tag:
            at += tag[1] == "20"
            closed = tag[1] in ("62", "64", "65", "86") and (closed or tag[1] == "62")
            noting = closed and tag[1] == "86"
        elif line.startswith("-"):
            noting = False
        if noting:
            notes.setdefault(at, []).append(line.removeprefix(":86:"))
        else:
            kept.append(line)
    return "\n".join(kept), {at: [" ".join(lines)] for at, lines in notes.items()}


def _parsed(mt940: ModuleType, source: SourceFile, text: str) -> list[Any]:
    """The statements as the package reads them, with references longer than the standard allows,
    as some banks write them. Raises DataError if an entry was not read.
    """
    longer = mt940.tags.Statement.pattern.replace("{0,16}", "{0,34}")
    tags = {61: type("Statement", (mt940.tags.Statement,), {"pattern": longer})()}
    try:
        found: list[Any] = mt940.parse_statements(
            io.StringIO(text), tags=tags, options=mt940.Options.all()
        )
    except (RuntimeError, ValueError, InvalidOperation, AttributeError, TypeError):
        raise refused(
            source, "a line of the statement cannot be read. Ask the bank for camt.053."
        ) from None
    lines = len(re.findall(r"(?m)^:61:", text))
    if lines != sum(map(len, found)):
        raise refused(
            source,
            f"the file has {lines} entries (:61:), of which "
            f"{sum(map(len, found))} could be read. Ask the bank for camt.053.",
        )
    return found


def _balance(data: dict[str, object], side: str) -> tuple[Money | None, str]:
    """A balance and its day."""
    for level in ("final_", "", "intermediate_"):
        balance = data.get(f"{level}{side}_balance")
        amount = getattr(balance, "amount", None)
        if amount is not None:
            money = entry_money(str(amount.amount), str(amount.currency))
            return money, str(getattr(balance, "date", ""))
    return None, ""


_AROUND = "".join(map(chr, range(33)))
_INTERIM = re.compile(r"(?m)^\s*(?::34F:|:90[DC]:)|\{2:[IO]942")
"""What stands in an interim report alone."""
_LINE = re.compile(
    r":61:(?P<y>[0-9]{2})(?P<m>[0-9]{2})(?P<d>[0-9]{2})(?P<booked>[0-9]{4}|\s{4})?R?[DC][A-Z]?"
    r"[0-9]{1,12}(?:,[0-9]{0,2})?[A-Z][A-Z0-9 ]{3}",
    re.IGNORECASE,
)
"""How an entry begins: days, side, sum with its comma, kind of transaction."""
_TEXTS = (
    "applicant_name",
    "deviate_applicant",
    "purpose",
    "additional_purpose",
    "end_to_end_reference",
    "transaction_details",
    "extra_details",
)


def _mt940_entry(data: dict[str, object], place: Place, currency: str) -> Entry:
    amount = data["amount"]
    money = entry_money(str(getattr(amount, "amount", "")), currency)
    mark = str(data["status"]).upper()
    kinds: dict[str, Kind] = {"RD": "reversed debit", "RC": "reversed credit"}
    words = [" ".join(str(data.get(key) or "").split()) for key in _TEXTS]
    customer, bank = (
        str(data.get(key) or "").strip() for key in ("customer_reference", "bank_reference")
    )
    words.append(own_reference(customer))
    own = own_reference(bank)
    day = data["date"]
    assert hasattr(day, "isoformat")
    text = " / ".join(filter(None, dict.fromkeys(words)))
    return Entry(place, kinds.get(mark, "entry"), day.isoformat(), money, own, text)
