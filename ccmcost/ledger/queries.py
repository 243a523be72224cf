"""Questions to the ledger: balances, what was issued, what a State's account holds.
All of them ask what stands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from ccmcost.ledger.bodies import (
    ApplyCredit,
    Choice,
    ExternalNumber,
    HandedOver,
    Identify,
    Issue,
    Opening,
    PaymentPlan,
    Receipt,
    Refund,
)
from ccmcost.ledger.codec import kind_of
from ccmcost.ledger.frozen import FrozenMeeting
from ccmcost.ledger.standing import (
    NOW,
    View,
    all_postings,
    known,
    standing,
    standing_postings,
)
from ccmcost.ledger.store import Ledger
from ccmcost.model.books import Document, Event, NoticeRow, Posting, Sum
from ccmcost.model.calendar import day_of
from ccmcost.model.money import Money

CHARGES = ("assessed", "adjusted")
"""Accounts of what notices and credits say."""


def sums(ledger: Ledger, view: View) -> list[Sum]:
    """Sums per State, meeting, currency and account, in that order;
    from an index, without reading single receipts.
    """
    where, values = standing_postings(view)
    sql = (
        "SELECT state, meeting, currency, account, SUM(amount) FROM posting INDEXED BY "
        f"posting_balance WHERE {where} GROUP BY state, meeting, currency, account"
    )
    return [Sum(*row) for row in ledger.rows(sql, *values)]


def charges(ledger: Ledger, view: View) -> list[Posting]:
    """Every charge that a notice made, oldest first."""
    where, values = standing_postings(view)
    sql = (
        "SELECT * FROM posting WHERE account IN ('assessed', 'adjusted') AND amount > 0 AND "
        f"{where} "
    )
    return [Posting(*row) for row in ledger.rows(sql + "ORDER BY value_date, event, line", *values)]


def postings(ledger: Ledger, view: View, order: str = "value_date, event") -> list[Posting]:
    """The standing postings of a view, by value date and order of recording."""
    where, values = standing_postings(view)
    return _postings(ledger, f"WHERE {where} ORDER BY {order}, line", *values)


def entries(ledger: Ledger, view: View) -> list[Posting]:
    """All postings of a view as they were recorded, reversed ones and their reversals too:
    for lists of entries only.
    """
    where, values = all_postings(view)
    return _postings(ledger, f"WHERE {where} ORDER BY value_date, event, line", *values)


def entries_of(ledger: Ledger, seq: int) -> list[Posting]:
    """The postings of one event, whether it stands or not."""
    return _postings(ledger, "WHERE event = ? ORDER BY line", seq)


def _postings(ledger: Ledger, rest: str, *values: object) -> list[Posting]:
    return [Posting(*row) for row in ledger.rows(f"SELECT * FROM posting {rest}", *values)]


def balance(ledger: Ledger, state: str, meeting: str) -> int:
    """What a State owes for a meeting (negative: its credit), everything counted,
    in minor units.
    """
    return int(
        ledger.one(
            "SELECT COALESCE(SUM(amount), 0) FROM posting WHERE state = ? AND meeting = ?",
            state,
            meeting,
        )
    )


class Credited(NamedTuple):
    """What a receipt brought for a State and meeting, in minor units, and its value date."""

    event: int
    day: str
    amount: int


def of_meeting(ledger: Ledger, meeting: str, state: str = "") -> list[Posting]:
    """The standing postings of a meeting, or of one State for it, in order of recording."""
    return postings(ledger, NOW._replace(meeting=meeting, state=state), "event")


def charged(ledger: Ledger, meeting: str) -> dict[str, int]:
    """What notices and credits of a meeting say so far, per State, in minor units;
    States at zero included.
    """
    return charged_in(sums(ledger, NOW._replace(meeting=meeting)))


def charged_in(found: Iterable[Posting | Sum]) -> dict[str, int]:
    """What notices and credits say per State, by the postings of a meeting, or by their sums."""
    charges: Counter[str] = Counter()
    for each in found:
        if each.account in CHARGES:
            charges[each.state] += each.amount
    return dict(charges)


def last_notices(ledger: Ledger, meeting: str) -> dict[str, str]:
    """The last notice or credit of each State for a meeting: what a further one adjusts."""
    return last_notices_in(of_meeting(ledger, meeting))


def last_notices_in(found: Iterable[Posting]) -> dict[str, str]:
    """The last notice or credit of each State, by the postings of a meeting in their order."""
    return {posting.state: posting.notice for posting in found if posting.notice}


def places(ledger: Ledger) -> tuple[list[str], list[str]]:
    """The codes of States and the ids of meetings that any event moved money of, in order."""
    states = ledger.rows("SELECT DISTINCT state FROM posting WHERE state <> '' ORDER BY state")
    meetings = ledger.rows(
        "SELECT DISTINCT meeting FROM posting WHERE meeting <> '' ORDER BY meeting"
    )
    return [state for (state,) in states], [meeting for (meeting,) in meetings]


def is_charged(ledger: Ledger, code: str) -> bool:
    """Whether a notice charged anything to this code for any meeting."""
    if not code:
        return False
    where, values = standing_postings(NOW._replace(state=code))
    return bool(
        ledger.rows(
            f"SELECT 1 FROM posting WHERE account IN ('assessed', 'adjusted') AND {where} LIMIT 1",
            *values,
        )
    )


def currency_of(ledger: Ledger, meeting: str) -> str | None:
    """The currency of a meeting's postings, or None if it has none."""
    where, values = standing_postings(NOW._replace(meeting=meeting))
    found: str | None = ledger.one(f"SELECT currency FROM posting WHERE {where} LIMIT 1", *values)
    return found


def carried_over(ledger: Ledger, view: View = NOW) -> frozenset[tuple[str, str]]:
    """State and meeting of each bill that was taken over from before ccmcost, from the day on which
    it was issued, which is long before the day of its event.
    """
    where, values = standing_postings(view)
    sql = (
        "SELECT DISTINCT state, meeting FROM posting WHERE event IN (SELECT seq FROM event WHERE "
        f"kind = ?) AND {where}"
    )
    return frozenset(ledger.rows(sql, kind_of(Opening), *values))


def was_carried_over(ledger: Ledger, meeting: str) -> bool:
    """Whether bills of a meeting were taken over from before ccmcost."""
    return any(meeting == of for _, of in carried_over(ledger))


class Billed(NamedTuple):
    """An issue that billed a meeting, and what it froze of it."""

    event: Event
    issue: Issue
    part: FrozenMeeting

    @property
    def day(self) -> date:
        """The day of the issue."""
        return day_of(self.event.value_date)

    @property
    def cost(self) -> Money:
        """The cost that was billed."""
        return Money(
            self.part.cost.amount, self.part.currency or self.issue.currency, self.issue.decimals
        )


def billed(ledger: Ledger, view: View = NOW) -> list[Billed]:
    """Each meeting of each issue, in order of recording."""
    return [
        Billed(event, body, part)
        for event, body in standing(ledger, Issue, view)
        for part in body.meetings
    ]


def last_billed(ledger: Ledger, view: View = NOW) -> dict[str, Billed]:
    """The last issue of each meeting."""
    return {each.part.meeting: each for each in billed(ledger, view)}


_OF_MEETING = (
    "AND seq = (SELECT MAX(e.seq) FROM event e, json_each(e.body, '$.meetings') m WHERE e.kind = "
    "'issue' AND json_extract(m.value, '$.meeting') = ?)"
)


def last_issue(ledger: Ledger, meeting: str) -> Billed | None:
    """The last issue that billed a meeting, or None."""
    found = (
        Billed(event, body, part)
        for event, body in standing(ledger, Issue, NOW, _OF_MEETING, meeting)
        for part in body.meetings
        if part.meeting == meeting
    )
    return next(found, None)


def last_of_all(ledger: Ledger) -> Issue | None:
    """The last issue of any meeting, or None."""
    last = "AND seq = (SELECT MAX(seq) FROM event WHERE kind = 'issue')"
    return next((body for _, body in standing(ledger, Issue, NOW, last)), None)


def notices(ledger: Ledger, year: int | None = None) -> list[NoticeRow]:
    """Notices and credits in order of number, of one year or all."""
    sql = "SELECT * FROM notice WHERE (? IS NULL OR year = ?) ORDER BY year, serial"
    return [NoticeRow(*row) for row in ledger.rows(sql, year, year)]


def documents(ledger: Ledger) -> dict[str, tuple[str, str]]:
    """All documents by file: number of the notice (empty for an annex) and SHA-256."""
    return {row.file: (row.notice, row.sha256) for row in document_rows(ledger)}


def document_rows(ledger: Ledger) -> list[Document]:
    """All documents, in order of file."""
    return [Document(*row) for row in ledger.rows("SELECT * FROM document ORDER BY file")]


def statements(ledger: Ledger) -> list[str]:
    """The bank statements of which anything was ever recorded."""
    return [str(name) for (name,) in ledger.rows("SELECT DISTINCT statement FROM bank_line")]


def bank_lines(ledger: Ledger, statement: str) -> dict[str, tuple[Event, Receipt]]:
    """The standing receipts of a bank statement, by line."""
    own = "AND seq IN (SELECT event FROM bank_line WHERE statement = ?)"
    found = standing(ledger, Receipt, NOW, own, statement)
    return {body.line: (event, body) for event, body in found}


def typed(ledger: Ledger) -> frozenset[int]:
    """The receipts that a person typed, of no bank's file; reversed ones too."""
    sql = "SELECT seq FROM event WHERE kind = ? AND seq NOT IN (SELECT event FROM bank_line)"
    return frozenset(seq for (seq,) in ledger.rows(sql, kind_of(Receipt)))


def received(ledger: Ledger, view: View = NOW) -> list[Posting]:
    """Every standing posting of money that came in for a State and meeting, oldest event first."""
    where, values = standing_postings(view)
    return _postings(
        ledger, f"WHERE account = 'received' AND amount < 0 AND {where} ORDER BY event", *values
    )


class Unplaced(NamedTuple):
    """A receipt that nobody could place yet: its event, day, reference, and what is left of it."""

    event: int
    day: str
    reference: str
    left: Money


def unplaced(ledger: Ledger, view: View = NOW) -> list[Unplaced]:
    """All receipts of which something is unidentified on a day, in order of recording;
    of no State or meeting yet.
    """
    view = view._replace(meeting="", state="")
    taken = Counter[int]()
    for _, placed in standing(ledger, Identify, view):
        taken[placed.receipt] += placed.amount
    where, values = standing_postings(view)
    sql = (
        "SELECT event, -SUM(amount) FROM posting WHERE state = '' AND account = 'unidentified' "
        f"AND amount < 0 AND {where} GROUP BY event ORDER BY event"
    )
    found = []
    for seq, held in ledger.rows(sql, *values):
        if held > taken[seq]:
            each = known(ledger, seq)
            assert each is not None and isinstance(each.body, Receipt)
            left = Money(held - taken[seq], each.body.currency, each.body.decimals)
            found.append(Unplaced(seq, each.event.value_date, each.body.reference, left))
    return found


def last_serial(ledger: Ledger, year: int) -> int:
    """The last serial number that was given in a year; 0 if none was."""
    return int(ledger.one("SELECT COALESCE(MAX(serial), 0) FROM notice WHERE year = ?", year))


def next_serials(ledger: Ledger, year: int) -> Iterator[int]:
    """The next serial numbers of a year; the caller holds the transaction and records every one it
    takes.
    """
    if not ledger.in_transaction:
        raise RuntimeError("notice numbers are taken inside the transaction that issues")
    serial = last_serial(ledger, year)
    while True:
        serial += 1
        yield serial


def notice_number(prefix: str, year: int, serial: int) -> str:
    """A number such as `CCM-AN-2023-0001`; `prefix` is the convention's own."""
    return f"{prefix}-AN-{year}-{serial:04d}"


def external_numbers(ledger: Ledger, until: int | None = None) -> dict[str, str]:
    """Numbers that the office's accounting system (ERP) gave to notices, by notice:
    the last one, up to event `until`.
    """
    found = standing(ledger, ExternalNumber)
    return {
        body.notice: body.external for event, body in found if until is None or event.seq <= until
    }


def last_handed_over(ledger: Ledger) -> int:
    """The last event of which the journal went to the accounting system; 0 if none did."""
    return max((body.last for _, body in standing(ledger, HandedOver)), default=0)


def plans(ledger: Ledger, view: View) -> dict[tuple[str, str], date]:
    """The last day of the payment plan in force of each State and meeting."""
    return {
        (body.state, body.meeting): body.until for _, body in standing(ledger, PaymentPlan, view)
    }


class Chosen(NamedTuple):
    """What a State chose in writing for a part of its credit: the choice, the document of it, and
    the part in minor units.
    """

    choice: Choice
    document: str
    amount: int


def chosen(ledger: Ledger, view: View) -> dict[tuple[str, str], list[Chosen]]:
    """What each State asked to have left on its account for a meeting, or refunded and was not yet,
    in order of recording.
    """
    found: dict[tuple[str, str], list[Chosen]] = {}
    events: list[tuple[Event, ApplyCredit | Refund]] = [
        *standing(ledger, ApplyCredit, view),
        *standing(ledger, Refund, view),
    ]
    for _, body in sorted(events):
        own = found.setdefault((body.state, body.meeting), [])
        if isinstance(body, Refund):
            own[:] = _after_refund(own, body.amount)
        elif body.choice != "apply":
            own.append(Chosen(body.choice, body.document, body.amount))
    return found


def _after_refund(chosen: Iterable[Chosen], refunded: int) -> Iterator[Chosen]:
    """What is still to be done of some choices, the oldest refund first."""
    for each in chosen:
        done = min(refunded, each.amount) if each.choice == "refund" else 0
        refunded -= done
        if each.amount > done:
            yield each._replace(amount=each.amount - done)
