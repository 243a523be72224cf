"""Bank statements in MT940 of SWIFT, read by the package mt-940 (the extra `bank`)."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from decimal import InvalidOperation

from ccmcost.errors import UsageError
from ccmcost.intake.entries import (
    NO_REFERENCE,
    Entry,
    Kind,
    Statement,
    Unreadable,
    entry_money,
    refused,
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
    try:
        text = source.content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = source.content.decode("latin-1")  # the bytes of MT940 are those of ASCII, or nearly
    text = "\n".join(line.strip() for line in text.splitlines())
    text = re.sub(r"(?m)^\{1:.*?\{4:\s*", "", text)
    for at, line in enumerate(re.findall(r"(?m)^:61:.*$", text), 1):
        match = _LINE.match(line)
        day = match and parse_day(f"20{match['y']}-{match['m']}-{match['d']}")
        if match is None or day is None:
            raise refused(source, f"entry {at} cannot be read: {line[:60]}")
    try:
        found = mt940.parse_statements(io.StringIO(text), options=mt940.Options.all())
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
    number = 0
    for statement in found:
        data = statement.data
        account = str(data.get("account_identification") or "").strip()
        part = "/".join(filter(None, (data.get("statement_number"), data.get("sequence_number"))))
        name = part or str(data.get("transaction_reference") or "")
        entries = []
        try:
            opening, closing = (_balance(data, side) for side in ("opening", "closing"))
            currency = statement.currency or ""
            for transaction in statement:
                number += 1
                entries.append(_mt940_entry(transaction.data, number, name, currency))
        except Unreadable as error:
            where = f"statement {name}" + (f", entry {number}" if entries else "")
            raise refused(source, f"{where}: {error}.") from None
        yield Statement(name, account, currency, tuple(entries), opening, closing)


def _balance(data: dict[str, object], side: str) -> Money | None:
    for level in ("final_", "", "intermediate_"):
        balance = data.get(f"{level}{side}_balance")
        amount = getattr(balance, "amount", None)
        if amount is not None:
            return entry_money(str(amount.amount), str(amount.currency))
    return None


_LINE = re.compile(
    r":61:(?P<y>[0-9]{2})(?P<m>[0-9]{2})(?P<d>[0-9]{2})(?:[0-9]{4})?R?[DC][A-Z]?"
    r"[0-9]{1,12},[0-9]{0,2}[A-Z][A-Z0-9]{3}",
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


def _mt940_entry(data: dict[str, object], number: int, name: str, currency: str) -> Entry:
    amount = data["amount"]
    money = entry_money(str(getattr(amount, "amount", "")), currency)
    mark = str(data["status"]).upper()
    kinds: dict[str, Kind] = {"RD": "reversed debit", "RC": "reversed credit"}
    words = [" ".join(str(data.get(key) or "").split()) for key in _TEXTS]
    customer, bank = (
        str(data.get(key) or "").strip() for key in ("customer_reference", "bank_reference")
    )
    words += [customer] if customer not in NO_REFERENCE else []
    own = "" if bank in NO_REFERENCE else bank
    place = Place(number, f"statement {name}, entry {number}")
    day = data["date"]
    assert hasattr(day, "isoformat")
    text = " / ".join(filter(None, dict.fromkeys(words)))
    return Entry(place, kinds.get(mark, "entry"), day.isoformat(), money, own, text)
