"""Notes verbales: what one State is told, from the ledger, before a language is chosen.

The fields of a note are those that its template may use. Nothing is netted: what a State owes for
one meeting and what stands in its favour for another are two figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Literal, NamedTuple, cast, get_args

from ccmcost.accounts.books import Books
from ccmcost.accounts.status import AccountRow, status
from ccmcost.documents.letters.debts import Debt, debts_of
from ccmcost.documents.letters.subject import (
    TRANSMITTED,
    need_subject,
    nothing_by,
    touches,
)
from ccmcost.errors import UsageError
from ccmcost.ledger.bodies import Identify, Issue, Notice, Opening, Receipt
from ccmcost.ledger.queries import charges, postings
from ccmcost.ledger.standing import View, known, standing
from ccmcost.model.books import Event, Posting
from ccmcost.model.calendar import day_of, parse_day
from ccmcost.model.meeting import Meeting, payment_reference
from ccmcost.model.money import Money, sums_by_currency
from ccmcost.near import one_of
from ccmcost.sharing.request import find_group, find_states, group_name
from ccmcost.words.steps import FromData, Joined, Listed, Named, say

Kind = Literal["cover", "reminder1", "reminder2", "credit", "receipt"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Meetings = Mapping[str, Meeting]
Fields = dict[str, Any]


class LetterWish(NamedTuple):
    """What is asked for. `states` and `languages` are checked; `earlier` is the reminder that a
    second one refers to, where a person names it.
    """

    name: str
    kind: Kind
    states: tuple[str, ...]
    languages: tuple[str, ...]
    on: date
    earlier: str = ""
    since: date | None = None


class Earlier(NamedTuple):
    """A reminder that was written before: its reference and its day."""

    reference: str
    day: date


def reference_of(quote: str, kind: str) -> str:
    """The reference of a note, by what a remitter quotes and its kind."""
    return f"{quote}-{kind.upper()}"


class Note(NamedTuple):
    """A note to one State. `quote` is what a remitter quotes, `numbers` are the notices that are
    enclosed, `meetings` those that it is about.
    """

    kind: Kind
    code: str
    on: date
    quote: str
    fields: Fields
    numbers: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()

    @property
    def reference(self) -> str:
        """Its own reference."""
        return reference_of(self.quote, self.kind)


class Notes(NamedTuple):
    """The notes in order of code, and remarks on who gets none."""

    notes: list[Note]
    remarks: list[str]


class _Ask(NamedTuple):
    books: Books
    wish: LetterWish
    meetings: tuple[str, ...]
    rows: tuple[AccountRow, ...]
    reminders: Mapping[str, Earlier]

    def wants(self, code: str) -> bool:
        return not self.wish.states or code in self.wish.states

    def quote(self, meeting: str, code: str) -> str:
        """What a remitter quotes for a meeting: a billing group goes by its own id."""
        prefix = self.books.convention.prefix
        return payment_reference(prefix, self.books.meetings.get(meeting), meeting, code)

    def note(
        self, code: str, fields: Fields, numbers: Iterable[str], meetings: Iterable[str]
    ) -> Note:
        quote, enclosed = self.quote(self.wish.name, code), tuple(dict.fromkeys(numbers))
        about = tuple(dict.fromkeys(meetings))
        return Note(self.wish.kind, code, self.wish.on, quote, fields, enclosed, about)

    def nothing_issued(self) -> UsageError:
        return nothing_by(self.books, self.wish.name, self.wish.kind, self.wish.on)


def letter_wish(
    books: Books,
    name: str,
    kind: str,
    states: tuple[str, ...],
    languages: tuple[str, ...],
    on: date,
    **more: Any,
) -> LetterWish:
    """The request, checked. Raises UsageError."""
    known = cast(Kind, one_of(kind, KINDS, "--kind"))
    codes = find_states(states, "--state", books.states, books.billed)
    return LetterWish(group_name(books.data, name), known, codes, languages, on, **more)


def notes_of(books: Books, wish: LetterWish, reminders: Mapping[str, Earlier]) -> Notes:
    """The notes of one kind; `reminders` are the last ones that were written, by State. Raises
    UsageError where nothing was issued that a note could transmit.
    """
    meetings = tuple(meeting.id for meeting in find_group(books.data, wish.name))
    need_subject(books, wish.name, wish.kind)
    ask = _Ask(books, wish, meetings, status(books, View(wish.on)).rows, reminders)
    if wish.kind in ("cover", "credit"):
        return _transmitted(ask)
    return _receipts(ask) if wish.kind == "receipt" else _reminders(ask)


def _transmitted(ask: _Ask) -> Notes:
    """The notices (or credits) of the last issue that billed one of the meetings."""
    event, issue = _last_issue(ask)
    kinds = TRANSMITTED[ask.wish.kind]
    found = Notes([], [])
    for notice in issue.notices:
        if (
            notice.kind not in kinds
            or not ask.wants(notice.state)
            or not touches(notice, ask.meetings)
        ):
            continue
        if notice.posted_only:
            found.remarks.append(
                f"{notice.state}: {notice.number} was posted without a document, so there is no "
                "note on it."
            )
        else:
            fields = transmits(issue, notice, ask.rows, ask.books.meetings)
            about = (line.meeting for line in notice.lines)
            found.notes.append(ask.note(notice.state, fields, [notice.number], about))
    if not found.notes and not found.remarks:
        what = "credit" if ask.wish.kind == "credit" else "notice"
        whom = f" to {', '.join(ask.wish.states)}" if ask.wish.states else ""
        raise UsageError(
            f"the last issue of {ask.wish.name} (event {event.seq}, {event.value_date}) made no "
            f"{what}{whom}. Notes on an earlier issue: --as-of its day."
        )
    return found


def _last_issue(ask: _Ask) -> tuple[Event, Issue]:
    for event, issue in reversed(standing(ask.books.ledger, Issue, View(ask.wish.on))):
        if any(touches(notice, ask.meetings) for notice in issue.notices):
            return event, issue
    raise ask.nothing_issued()


def transmits(
    issue: Issue, notice: Notice, rows: Sequence[AccountRow], meetings: Meetings
) -> Fields:
    """What a note that transmits a notice or a credit says; the amounts of a credit are without a
    sign.
    """
    money = Money(0, issue.currency, issue.decimals)
    billed = [line.meeting for line in notice.lines]
    own = [row for row in rows if row.state == notice.state and row.meeting in billed]
    days = {part.day for part in issue.meetings if part.meeting in billed and part.on_expected_list}
    expected = Listed(tuple(sorted(days))) if days else None
    return {
        "notice": say(f"title_{notice.kind}"),
        "number": notice.number,
        "document": say(f"document_{notice.kind}", number=notice.number),
        "issued_on": issue.issued_on,
        "pay_by": "" if notice.kind == "credit" else issue.pay_by,
        "decision": FromData(str(issue.decision)),
        "amount": money.of(sum(abs(line.amount) for line in notice.lines)),
        "caution": say("caution_provisional_parties", day=expected) if expected else "",
        "outstanding": sums(row.money.of(row.outstanding) for row in own),
        "in_favour": sums(row.money.of(row.undecided) for row in own),
        "rows": [
            {
                "meeting": Named(meetings[line.meeting].names),
                "dates": meetings[line.meeting].dates or "",
                "before": money.of(line.before),
                "now": money.of(line.after),
                "amount": money.of(abs(line.amount)),
            }
            for line in notice.lines
        ],
    }


def _reminders(ask: _Ask) -> Notes:
    """States with a debt for one of the meetings whose day of payment has passed;
    the note lists all such debts.
    """
    charged = charges(ask.books.ledger, View(ask.wish.on))
    if not any(each.meeting in ask.meetings for each in charged):
        raise ask.nothing_issued()
    debts, left_out = debts_of(ask.rows, charged, ask.wish.on)
    asked = {
        code: own
        for code, own in sorted(debts.items())
        if any(each.row.meeting in ask.meetings for each in own)
    }
    notes = []
    for code, own in asked.items():
        if ask.wants(code):
            plans = [
                each.row.meeting
                for each in left_out
                if each.row.state == code and each.why == "plan"
            ]
            quotes = [ask.quote(each.row.meeting, code) for each in own]
            earlier = _earlier(ask.wish.earlier, ask.reminders.get(code))
            fields = reminds(own, quotes, plans, earlier, ask.books.meetings)
            numbers = (number for debt in own for number in debt.numbers)
            about = [*(each.row.meeting for each in own), *plans]
            notes.append(ask.note(code, fields, numbers, about))
    passed_over = [each for each in left_out if each.row.meeting in ask.meetings]
    remarks = [each.remark() for each in passed_over if ask.wants(each.row.state)]
    remarks += [
        f"{debt.row.state}: its payment plan for {debt.row.meeting} ran out on "
        f"{debt.row.plan_until}, so it is reminded."
        for debt in (debt for own in asked.values() for debt in own)
        if debt.row.plan_until and debt.row.meeting in ask.meetings and ask.wants(debt.row.state)
    ]
    owing = {each.row.state for each in passed_over} | {note.code for note in notes}
    remarks += [
        f"{code}: nothing is outstanding for {ask.wish.name}."
        for code in ask.wish.states
        if code not in owing
    ]
    return Notes(notes, sorted(remarks))


def reminds(
    debts: Sequence[Debt],
    quotes: Sequence[str],
    plans: Iterable[str],
    earlier: object,
    meetings: Meetings,
) -> Fields:
    """What a reminder says: debts, each with what a remitter quotes for it, without what is not yet
    due, which is told apart with its day; `plans` are the
    meetings that are being paid by a plan, `earlier` names the reminder before, if there is one.
    """
    listed = Listed(tuple(map(FromData, dict.fromkeys(quotes))))
    return {
        "earlier": earlier,
        "quote": listed,
        "references": say("quote_references", count=len(listed.parts), quotes=listed),
        "total": sums(debt.overdue for debt in debts),
        "later": _later(debts),
        "plans": Joined(tuple(Named(meetings[meeting].names) for meeting in plans)),
        "rows": [
            {
                **_account(debt.row, meetings, debt.not_yet),
                "numbers": Joined(tuple(map(FromData, debt.numbers)), ", "),
                "quote": quote,
                "requested_by": day_of(debt.requested_by) if debt.requested_by else "",
                "days": str(debt.row.days or 0),
            }
            for debt, quote in zip(debts, quotes, strict=True)
        ],
    }


def _earlier(text: str, written: Earlier | None) -> object:
    """The reminder before: as a person named it (a date alone in the words of the language), else
    the last one that was written; empty if there is none.
    """
    if text:
        return parse_day(text) or text
    return say("note_of_day", **written._asdict()) if written else ""


def _later(debts: Sequence[Debt]) -> Joined:
    """What is not due yet, by its day of payment; where no day is known, the sum alone."""
    by_day: dict[str, list[Money]] = {}
    for debt in debts:
        for charge in debt.later:
            by_day.setdefault(charge.pay_by, []).append(debt.row.money.of(charge.amount))
    return Joined(
        tuple(
            say("sum_by_day", sum=money, day=day_of(day)) if day else money
            for day, amounts in sorted(by_day.items())
            for money in sums_by_currency(amounts)
        )
    )


def _account(row: AccountRow, meetings: Meetings, not_yet: int = 0) -> Fields:
    """The account of a row, without what is not due yet; nothing is paid of that while an older
    charge is open.
    """
    return {
        "meeting": Named(meetings[row.meeting].names),
        "assessed": row.money.of(row.assessed + row.adjusted - not_yet),
        "settled": row.money.of(row.received + row.other),
        "outstanding": row.money.of(row.outstanding - not_yet),
    }


def _receipts(ask: _Ask) -> Notes:
    """States that paid for one of the meetings (since --since),
    each with its payments and accounts.
    """
    since, ledger = ask.wish.since.isoformat() if ask.wish.since else "", ask.books.ledger
    found = [
        each
        for meeting in ask.meetings
        for each in postings(ledger, View(ask.wish.on, meeting=meeting))
    ]
    notes, paying = [], set[str]()
    for code in sorted({each.state for each in found if each.state and ask.wants(each.state)}):
        own = [each for each in found if each.state == code]
        paid = [each for each in own if each.account == "received" and each.value_date >= since]
        if paid:
            paying.add(code)
            said = [(each, bank_reference(ask.books, each.event)) for each in paid]
            about = {each.meeting: None for each in paid}
            rows = [row for row in ask.rows if row.state == code and row.meeting in about]
            notes.append(ask.note(code, acknowledges(said, rows, ask.books.meetings), (), about))
    when = f" since {since}" if since else ""
    remarks = [
        f"{code}: no payment for {ask.wish.name}{when}."
        for code in ask.wish.states
        if code not in paying
    ]
    return Notes(notes, remarks)


def acknowledges(
    paid: Iterable[tuple[Posting, str]], rows: Iterable[AccountRow], meetings: Meetings
) -> Fields:
    """What a note that acknowledges payments says: each with what the bank said on it,
    and how the accounts stand.
    """
    payments = sorted(
        (each.value_date, each.meeting, said, each.money.of(-each.amount)) for each, said in paid
    )
    return {
        "amount": sums(amount for *_, amount in payments),
        "rows": [
            {
                "date": day_of(day),
                "meeting": Named(meetings[meeting].names),
                "bank_reference": said,
                "amount": amount,
            }
            for day, meeting, said, amount in payments
        ],
        "account": [
            {**_account(row, meetings), "in_favour": row.money.of(row.credit)} for row in rows
        ],
    }


def bank_reference(books: Books, seq: int) -> str:
    """What the bank said; of money that was identified later,
    what it said when the money came in.
    """
    found = known(books.ledger, seq)
    body = found.body if found else None
    if isinstance(body, Identify):
        return bank_reference(books, body.receipt)
    if isinstance(body, Receipt):
        return body.reference
    return body.external if isinstance(body, Opening) else ""


def sums(amounts: Iterable[Money]) -> Joined:
    """One sum for each currency; sums of nothing are left out."""
    return Joined(tuple(each for each in sums_by_currency(amounts) if each.minor))
