"""What follows from an event: postings, notices, documents. Pure, so that `ledger verify` can derive them again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ccmcost.model.books import Account, Document, Event, NoticeRow, Posting

Body = Mapping[str, Any]
Entry = tuple[str, str, Account, int, str, str, str]
"""State, meeting, account, amount, value date, notice, pay-by day."""
_IN_ITS_YEAR = re.compile(r"[0-9]{4}/[^./\\\0][^/\\\0]*")


def postings_of(event: Event, body: Body) -> list[Posting]:
    """The postings of an event, in order; an event that moves nothing has none."""
    derive = _DERIVE.get(event.kind)
    if derive is None:
        return []
    recorded_on = event.recorded_at[:10]
    currency, decimals = body["currency"], body["decimals"]
    return [
        Posting(event.seq, line, state, meeting, account, amount, currency, decimals, day, recorded_on, notice, pay_by)
        for line, (state, meeting, account, amount, day, notice, pay_by) in enumerate(derive(event, body), start=1)
    ]


def _plain(event: Event, body: Body, account: Account, sign: int) -> Iterator[Entry]:
    yield body["state"], body["meeting"], account, sign * body["amount"], event.value_date, "", ""


def _issue(event: Event, body: Body) -> Iterator[Entry]:
    for notice in body["notices"]:
        for line in notice["lines"]:
            account: Account = "assessed" if line["first"] else "adjusted"
            due = body["pay_by"] if line["amount"] > 0 else ""
            yield (
                notice["state"],
                line["meeting"],
                account,
                line["amount"],
                event.value_date,
                notice["number"],
                due,
            )


def _opening(event: Event, body: Body) -> Iterator[Entry]:
    state, meeting, number = body["state"], body["meeting"], body["external"]
    yield state, meeting, "assessed", body["assessed"], body["issued_on"], number, body["pay_by"]
    if body["received"]:
        yield state, meeting, "received", -body["received"], event.value_date, number, ""


def _receipt(event: Event, body: Body) -> Iterator[Entry]:
    for part in body["parts"]:
        yield part["state"], part["meeting"], part["account"], -part["amount"], event.value_date, "", ""


def _identify(event: Event, body: Body) -> Iterator[Entry]:
    yield "", "", "unidentified", body["amount"], event.value_date, "", ""
    account: Account = "received" if body["state"] else "other_convention"
    yield body["state"], body["meeting"], account, -body["amount"], event.value_date, "", ""


def _apply(event: Event, body: Body) -> Iterator[Entry]:
    if body["choice"] == "apply":
        yield body["state"], body["meeting"], "applied", body["amount"], event.value_date, "", ""
        yield body["state"], body["to_meeting"], "applied", -body["amount"], event.value_date, "", ""


def _reverse(event: Event, body: Body) -> Iterator[Entry]:
    for state, meeting, account, amount, notice in body["contrary"]:
        yield state, meeting, account, amount, event.value_date, notice, ""


_DERIVE: dict[str, Callable[[Event, Body], Iterator[Entry]]] = {
    "issue": _issue,
    "opening": _opening,
    "receipt": _receipt,
    "identify": _identify,
    "bank_charge": lambda event, body: _plain(event, body, "bank_charge", -1),
    "exchange_difference": lambda event, body: _plain(event, body, "exchange", -1),
    "refund": lambda event, body: _plain(event, body, "refunded", 1),
    "write_off": lambda event, body: _plain(event, body, "written_off", -1),
    "apply_credit": _apply,
    "reverse": _reverse,
}


def notices_of(event: Event, body: Body) -> list[NoticeRow]:
    """The notices and credits that an issue made."""
    if event.kind != "issue":
        return []
    return [
        NoticeRow(
            number=notice["number"],
            year=notice["year"],
            serial=notice["serial"],
            event=event.seq,
            state=notice["state"],
            kind=notice["kind"],
            amount=sum(line["amount"] for line in notice["lines"]),
            currency=body["currency"],
            decimals=body["decimals"],
            issued_on=event.value_date,
            pay_by=body["pay_by"] if notice["kind"] != "credit" else "",
        )
        for notice in body["notices"]
    ]


def documents_of(event: Event, body: Body) -> list[Document]:
    """The documents of those notices, and the annexes that show all States. Raises ValueError for a file out of place."""
    if event.kind != "issue":
        return []
    owned = [("", file, sha256) for file, sha256 in body["annexes"].items()]
    for notice in body["notices"]:
        owned += [(notice["number"], file, sha256) for file, sha256 in notice["documents"].items()]
    for _, file, _ in owned:
        if not _IN_ITS_YEAR.fullmatch(file):
            raise ValueError(f"a document lies in the folder of its year, not at {file!r}")
    return [Document(event.seq, *each) for each in sorted(owned, key=lambda each: each[1])]


def bank_line_of(event: Event, body: Body) -> tuple[str, str] | None:
    """The bank statement and line that a receipt came from, if it came from one."""
    if event.kind != "receipt" or not body["statement"]:
        return None
    return body["statement"], body["line"]
