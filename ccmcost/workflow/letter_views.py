"""What the ledger holds for each kind of note: the States that get one, their figures, and who is left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from ccmcost.accounts.status import AccountRow, status
from ccmcost.errors import UsageError
from ccmcost.ledger.bodies import Identify, Issue, Notice, Opening, Receipt
from ccmcost.ledger.queries import charges, postings
from ccmcost.ledger.standing import View, known, standing
from ccmcost.model.books import Event
from ccmcost.model.calendar import day_of
from ccmcost.model.money import Money
from ccmcost.sharing.request import find_group, find_states, printable
from ccmcost.statement.letters import (
    KINDS,
    Kind,
    LeftOut,
    Letter,
    Notified,
    NotifiedLine,
    Payment,
    Received,
    Reminded,
    charges_by_account,
    debts_of,
    on_plan,
)
from ccmcost.workflow.books import Desk


class LetterWish(NamedTuple):
    """What is asked for. `states` and `languages` are checked; `earlier` is what a second reminder refers to."""

    name: str
    kind: Kind
    states: tuple[str, ...]
    languages: tuple[str, ...]
    on: date
    earlier: str = ""
    since: date | None = None


class Prepared(NamedTuple):
    """The notes with the numbers of the notices that go with each, and remarks on who gets none."""

    letters: tuple[tuple[Letter, tuple[str, ...]], ...]
    remarks: tuple[str, ...]


class _Ask(NamedTuple):
    desk: Desk
    wish: LetterWish
    meetings: tuple[str, ...]
    rows: tuple[AccountRow, ...]

    def wants(self, code: str) -> bool:
        return not self.wish.states or code in self.wish.states


def letter_wish(
    desk: Desk, name: str, kind: str, states: tuple[str, ...], languages: tuple[str, ...], on: date, **more: Any
) -> LetterWish:
    """The request, checked. Raises UsageError."""
    if kind not in KINDS:
        raise UsageError(f'--kind: "{printable(kind)}" is not one of {", ".join(KINDS)}.')
    known: Kind = next(each for each in KINDS if each == kind)
    return LetterWish(
        name.strip().lower(), known, find_states(states, "--state", desk.states, desk.billed), languages, on, **more
    )


def prepare(desk: Desk, wish: LetterWish) -> Prepared:
    """The notes of one kind, in order of code. Raises UsageError where nothing was issued that a note could transmit."""
    meetings = tuple(meeting.id for meeting in find_group(desk.data, wish.name))
    ask = _Ask(desk, wish, meetings, status(desk, View(wish.on)).rows)
    make: Mapping[Kind, Callable[[_Ask], Prepared]] = {
        "cover": _notified,
        "credit": _notified,
        "reminder1": _reminded,
        "reminder2": _reminded,
        "receipt": _received,
    }
    return make[wish.kind](ask)


def _letter(ask: _Ask, code: str, body: Notified | Reminded | Received) -> Letter:
    wish = ask.wish
    quote = f"{ask.desk.convention.prefix}-{wish.name.upper()}-{code}"
    return Letter(wish.kind, code, wish.on, f"{quote}-{wish.kind.upper()}", quote, body)


def _notified(ask: _Ask) -> Prepared:
    """The notices (or credits) of the last issue that billed one of the meetings."""
    event, body = _last_issue(ask)
    kinds = ("credit",) if ask.wish.kind == "credit" else ("notice", "further_notice")
    letters, remarks = [], []
    for notice in body.notices:
        if notice.kind not in kinds or not ask.wants(notice.state) or not _touches(notice, ask.meetings):
            continue
        if notice.posted_only:
            remarks.append(f"{notice.state}: {notice.number} was posted without a document, so there is no note on it.")
            continue
        letters.append((_letter(ask, notice.state, _notice(ask, event, body, notice)), (notice.number,)))
    if not letters and not remarks:
        what = "credit" if ask.wish.kind == "credit" else "notice"
        whom = f" to {', '.join(ask.wish.states)}" if ask.wish.states else ""
        raise UsageError(
            f"the last issue of {ask.wish.name} (event {event.seq}, {event.value_date}) made no {what}{whom}. Notes on an "
            f"earlier issue: --as-of its day."
        )
    return Prepared(tuple(letters), tuple(remarks))


def _last_issue(ask: _Ask) -> tuple[Event, Issue]:
    for event, body in reversed(standing(ask.desk.ledger, Issue, View(ask.wish.on))):
        if any(_touches(notice, ask.meetings) for notice in body.notices):
            return event, body
    raise _nothing_issued(ask, "there is nothing to transmit")


def _nothing_issued(ask: _Ask, so: str) -> UsageError:
    name = ask.wish.name
    return UsageError(f"nothing was issued for {name} by {ask.wish.on}, so {so}. Issue first: ccmcost issue {name}.")


def _touches(notice: Notice, meetings: tuple[str, ...]) -> bool:
    return any(line.meeting in meetings for line in notice.lines)


def _notice(ask: _Ask, event: Event, body: Issue, notice: Notice) -> Notified:
    money, is_credit = Money(0, body.currency, body.decimals), notice.kind == "credit"
    billed = [line.meeting for line in notice.lines]
    own = [row for row in ask.rows if row.state == notice.state and row.meeting in billed]
    expected = {part.day for part in body.meetings if part.meeting in billed and part.list.status == "expected"}
    return Notified(
        notice=notice.kind,
        number=notice.number,
        issued_on=day_of(event.value_date),
        pay_by=None if is_credit else body.pay_by,
        decision=", ".join(part for part in body.decision if part),
        provisional=tuple(sorted(expected)),
        lines=tuple(
            NotifiedLine(line.meeting, money.of(line.before), money.of(line.after), money.of(abs(line.amount)))
            for line in notice.lines
        ),
        outstanding=tuple(row.money.of(row.outstanding) for row in own),
        in_favour=tuple(row.money.of(row.credit) for row in own),
    )


def _reminded(ask: _Ask) -> Prepared:
    """States with a debt for one of the meetings whose day of payment has passed; the note lists all such debts."""
    by_account = charges_by_account(charges(ask.desk.ledger, View(ask.wish.on)))
    if not any(meeting in ask.meetings for _, meeting in by_account):
        raise _nothing_issued(ask, "there is nothing to remind of")
    debts, left_out = debts_of(ask.rows, by_account, ask.wish.on)
    letters = []
    for code, own in sorted(debts.items()):
        if ask.wants(code) and any(debt.meeting in ask.meetings for debt in own):
            plans = tuple(each.meeting for each in left_out if each.code == code and each.why == "plan")
            numbers = tuple(dict.fromkeys(number for debt in own for number in debt.numbers))
            letters.append((_letter(ask, code, Reminded(tuple(own), plans, ask.wish.earlier)), numbers))
    remarks = [_left_out(each) for each in left_out if each.meeting in ask.meetings and ask.wants(each.code)]
    remarks += [
        f"{row.state}: its payment plan for {row.meeting} ran out on {row.plan_until}, so it is reminded."
        for row in ask.rows
        if row.plan_until and not on_plan(row, ask.wish.on) and row.meeting in ask.meetings and ask.wants(row.state)
        if any(debt.meeting == row.meeting for debt in debts.get(row.state, ()))
    ]
    owing = {each.code for each in left_out if each.meeting in ask.meetings} | {letter.code for letter, _ in letters}
    remarks += [f"{code}: nothing is outstanding for {ask.wish.name}." for code in ask.wish.states if code not in owing]
    return Prepared(tuple(letters), tuple(sorted(remarks)))


def _left_out(each: LeftOut) -> str:
    if each.why == "plan":
        return f"{each.code}: left out, pays for {each.meeting} by a plan until {each.until}."
    return f"{each.code}: left out, payment for {each.meeting} is requested by {each.until} only."


def _received(ask: _Ask) -> Prepared:
    """States that paid for one of the meetings (since --since), each with its payments and accounts."""
    since = ask.wish.since.isoformat() if ask.wish.since else ""
    payments: dict[str, list[Payment]] = {}
    numbers: dict[str, list[str]] = {}
    for meeting in ask.meetings:
        for each in postings(ask.desk.ledger, View(ask.wish.on, meeting=meeting)):
            code = each.state
            if not code or not ask.wants(code):
                continue
            if each.account in ("assessed", "adjusted") and each.amount > 0 and each.notice:
                numbers.setdefault(code, []).append(each.notice)
            if each.account == "received" and each.value_date >= since:
                amount = Money(-each.amount, each.currency, each.decimals)
                day = day_of(each.value_date)
                payments.setdefault(code, []).append(Payment(day, meeting, _reference(ask.desk, each.event), amount))
    letters = []
    for code, own in sorted(payments.items()):
        paid = {each.meeting for each in own}
        accounts = tuple(row for row in ask.rows if row.state == code and row.meeting in paid)
        letters.append(
            (_letter(ask, code, Received(tuple(sorted(own)), accounts)), tuple(dict.fromkeys(numbers.get(code, ()))))
        )
    when = f" since {since}" if since else ""
    remarks = [f"{code}: no payment for {ask.wish.name}{when}." for code in ask.wish.states if code not in payments]
    return Prepared(tuple(letters), tuple(remarks))


def _reference(desk: Desk, seq: int) -> str:
    """What the bank said; of money that was identified later, what it said when the money came in."""
    found = known(desk.ledger, seq)
    body = found.body if found else None
    if isinstance(body, Identify):
        return _reference(desk, body.receipt)
    if isinstance(body, Receipt):
        return body.reference
    return body.external if isinstance(body, Opening) else ""
