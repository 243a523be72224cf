"""The status of contributions: assessed, received, outstanding per State and meeting, ageing, and
funds in hand.

Nothing is netted: a credit of one State, or for one meeting, never reduces another debt.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from operator import attrgetter
from typing import NamedTuple

from ccmcost.accounts.books import Books
from ccmcost.calc.ageing import Charge, aged, open_charges
from ccmcost.ledger.bodies import Issue
from ccmcost.ledger.codec import Body
from ccmcost.ledger.queries import (
    Chosen,
    carried_over,
    charges,
    chosen,
    entries,
    last_billed,
    plans,
    postings,
    sums,
)
from ccmcost.ledger.standing import View, known
from ccmcost.ledger.store import Ledger
from ccmcost.model.books import CASH, Posting
from ccmcost.model.calendar import day_of
from ccmcost.model.money import Money, decimals_of, sums_by_currency

Key = tuple[str, str, str]
"""State, meeting, currency."""

FIGURES = (
    "col_assessed",
    "col_adjusted",
    "col_received",
    "col_other",
    "col_outstanding",
    "col_credit",
)
"""What the catalogue calls the `figures` of a row."""
_figures = attrgetter(*(name.removeprefix("col_") for name in FIGURES))

AGES = ("age_not_due", "age_0", "age_1", "age_2", "age_3")
"""What the catalogue calls the bands of an age."""


class AccountRow(NamedTuple):
    """One State in one meeting, in minor units. balance = assessed + adjusted - received - other =
    outstanding - credit.

    `other` are charges of banks, exchange differences, write-offs and credits applied, less
    refunds. `days` are those since the earliest day of payment of what is outstanding; None before
    it. `bands` split what is outstanding by the days that it is overdue, `pay_by` is the earliest
    day of payment of it. `chosen` is what the State chose for parts of its credit; `ahead` is what
    notices charge that were issued with a later day, so that the credit may pay it.
    """

    state: str
    meeting: str
    money: Money
    assessed: int
    adjusted: int
    received: int
    other: int
    days: int | None
    bands: tuple[int, ...]
    plan_until: str
    carried_over: bool
    pay_by: str = ""
    chosen: tuple[Chosen, ...] = ()
    ahead: int = 0

    @property
    def figures(self) -> tuple[int, ...]:
        """What `FIGURES` names: the columns that every output shows."""
        return _figures(self)

    @property
    def balance(self) -> int:
        """What the State owes; negative: its credit."""
        return self.assessed + self.adjusted - self.received - self.other

    @property
    def outstanding(self) -> int:
        """The debt, if there is one."""
        return max(0, self.balance)

    @property
    def credit(self) -> int:
        """The credit, if there is one."""
        return max(0, -self.balance)

    @property
    def undecided(self) -> int:
        """The part of the credit that nobody has decided on."""
        return _undecided(self.credit, self.chosen, self.ahead)

    @property
    def to_refund(self) -> int:
        """The part of the credit that the State asked to be refunded."""
        return sum(each.amount for each in self.chosen if each.choice == "refund")


class Funding(NamedTuple):
    """The cost last issued of a meeting, its status, the go/no-go day, and what rounding left."""

    cost: int | None
    cost_status: str
    go_no_go: date | None
    residual: int = 0


class MeetingRow(NamedTuple):
    """One meeting (empty: all meetings of a currency), in minor units.
    `cash` is in hand: received, less refunds, and credits applied from or to it.
    """

    meeting: str
    money: Money
    assessed: int
    adjusted: int
    received: int
    other: int
    outstanding: int
    credit: int
    cash: int
    bands: tuple[int, ...]
    funding: Funding | None

    @property
    def figures(self) -> tuple[int, ...]:
        """What `FIGURES` names: the columns that every output shows."""
        return _figures(self)

    @property
    def passed_on(self) -> int:
        """What of the sum received was refunded, or applied to other meetings."""
        return max(0, self.received - self.cash)

    @property
    def settled(self) -> Fraction | None:
        """The part of what was asked for that is not outstanding; below 1 while anything is."""
        asked = self.assessed + self.adjusted
        part = Fraction(max(0, asked - self.outstanding), asked) if asked > 0 else None
        return min(part, Fraction(999, 1000)) if part and self.outstanding else part

    @property
    def short(self) -> int | None:
        """What cash in hand lacks to the cost last issued; credits in it belong to States."""
        cost = self.funding.cost if self.funding else None
        return None if cost is None else max(0, cost - (self.cash - self.credit))


class Contributions(NamedTuple):
    """The status on a day, as known on a day (None: all that is recorded)."""

    as_at: date
    known_on: date | None
    rows: tuple[AccountRow, ...]
    meetings: tuple[MeetingRow, ...]
    totals: tuple[MeetingRow, ...]
    unidentified: tuple[Money, ...]
    other_convention: tuple[Money, ...]


def status(books: Books, view: View) -> Contributions:
    """The status of contributions for a view of the ledger; meetings in the order of the
    register.
    """
    found: defaultdict[Key, dict[str, int]] = defaultdict(dict)
    for total in sums(books.ledger, view):
        found[total.state, total.meeting, total.currency][total.account] = total.amount
    rows = _accounts(books, view, {key: own for key, own in found.items() if key[0]})
    funding = {} if view.state else _funding(books, view)
    by_meeting: defaultdict[tuple[str, str], list[AccountRow]] = defaultdict(list)
    for row in rows:
        by_meeting[row.meeting, row.money.currency].append(row)
    by_currency: defaultdict[str, list[MeetingRow]] = defaultdict(list)
    summed = []
    for (meeting, currency), own in by_meeting.items():
        accounts = (found[row.state, meeting, currency] for row in own)
        cash = -sum(account.get(name, 0) for account in accounts for name in CASH)
        summed.append(sum_of_rows(meeting, own, cash, funding.get(meeting)))
        by_currency[currency].append(summed[-1])
    totals = (
        sum_of_rows("", each, sum(row.cash for row in each), None)
        for _, each in sorted(by_currency.items())
    )
    pools = (
        tuple(
            _money(currency, -held[name])
            for (state, _, currency), held in sorted(found.items())
            if not state and held.get(name)
        )
        for name in ("unidentified", "other_convention")
    )
    return Contributions(view.as_at, view.known_on, rows, tuple(summed), tuple(totals), *pools)


def _money(currency: str, minor: int = 0) -> Money:
    return Money(minor, currency, decimals_of(currency) or 0)


def sum_of_rows(
    meeting: str,
    rows: Sequence[AccountRow] | Sequence[MeetingRow],
    cash: int,
    funding: Funding | None,
) -> MeetingRow:
    """The sums of accounts or of meetings in one currency."""
    figures = map(sum, zip(*(row.figures for row in rows), strict=True))
    bands = tuple(map(sum, zip(*(row.bands for row in rows), strict=True)))
    return MeetingRow._make((meeting, rows[0].money, *figures, cash, bands, funding))


def _accounts(
    books: Books, view: View, accounts: Mapping[Key, Mapping[str, int]]
) -> tuple[AccountRow, ...]:
    charged = _charged(books.ledger, view)
    planned, carried = plans(books.ledger, view), carried_over(books.ledger, view)
    choices, later = chosen(books.ledger, view), _ahead(books.ledger, view)
    place, rows = _place(books), []
    for key in sorted(accounts, key=lambda key: (place(key[1]), key[0], key[2])):
        state, meeting, currency = key
        account = defaultdict(int, accounts[key])
        asked, received = (account["assessed"], account["adjusted"]), -account["received"]
        balance = sum(account.values())
        left = open_charges(charged[key], balance, view.as_at)
        row = AccountRow(
            *(state, meeting, _money(currency), *asked, received),
            other=sum(asked) - received - balance,
            days=max((each.overdue(view.as_at) for each in left), default=0) or None,
            bands=aged(left, view.as_at),
            plan_until=_day_text(planned.get((state, meeting))),
            carried_over=(state, meeting) in carried,
            pay_by=min((each.pay_by for each in left if each.pay_by), default=""),
            chosen=_of_credit(choices.get((state, meeting), ()), -balance),
            ahead=later[key],
        )
        rows.append(row)
    return tuple(rows)


def _undecided(credit: int, choices: Sequence[Chosen], ahead: int) -> int:
    """What of a credit is neither chosen for nor awaited by a notice with a later day."""
    return max(0, credit - sum(each.amount for each in choices) - ahead)


def _of_credit(choices: Sequence[Chosen], credit: int) -> tuple[Chosen, ...]:
    """The choices that a credit still covers, wholly or in part; the last ones count first."""
    found: list[Chosen] = []
    for each in reversed(choices):
        part = min(each.amount, credit)
        found.insert(0, each._replace(amount=part))
        credit -= part
    return tuple(each for each in found if each.amount > 0)


def _charged(ledger: Ledger, view: View) -> defaultdict[Key, list[Charge]]:
    """What notices charge to each account."""
    found: defaultdict[Key, list[Charge]] = defaultdict(list)
    for posting in charges(ledger, view):
        key = (posting.state, posting.meeting, posting.currency)
        found[key].append(Charge(day_of(posting.value_date), posting.amount, posting.pay_by))
    return found


def _ahead(ledger: Ledger, view: View) -> defaultdict[Key, int]:
    """What notices issued by the day of a view, with a later one, charge to each account."""
    found: defaultdict[Key, int] = defaultdict(int)
    for key, charged in _charged(ledger, view.with_ahead).items():
        found[key] = sum(each.amount for each in charged if each.issued_on > view.as_at)
    return found


def _place(books: Books) -> Callable[[str], tuple[int, str]]:
    """The place of a meeting in the register, and behind its last one by id."""
    meetings = list(books.meetings)
    return lambda meeting: (
        meetings.index(meeting) if meeting in meetings else len(meetings),
        meeting,
    )


def _day_text(day: date | None) -> str:
    return day.isoformat() if day else ""


def _funding(books: Books, view: View) -> dict[str, Funding]:
    """The cost last issued of each meeting, and its go/no-go day."""
    days = books.convention.go_no_go_days
    found = {each.id: Funding(None, "", each.go_no_go(days)) for each in books.meetings.values()}
    for meeting, last in last_billed(books.ledger, view).items():
        cost, day = last.part.cost, found[meeting].go_no_go if meeting in found else None
        found[meeting] = Funding(cost.amount, cost.status, day, last.part.residual)
    return found


class Entry(NamedTuple):
    """One line of a statement. `kind` is a word of the catalogue;
    One of `charge` and `payment` is zero.
    """

    event: int
    day: date
    kind: str
    text: str
    charge: Money
    payment: Money
    balance: Money


class MeetingAccount(NamedTuple):
    """The account of a State for one meeting; a payment plan is named by its last day. `dues` are
    what is left of its charges, with the day of payment of each; `chosen` is what the State chose
    for parts of its credit, `ahead` as in `AccountRow`.
    """

    meeting: str
    entries: tuple[Entry, ...]
    balance: Money
    plan_until: str
    dues: tuple[Charge, ...]
    chosen: tuple[Chosen, ...] = ()
    ahead: int = 0

    @property
    def undecided(self) -> int:
        """As in `AccountRow`."""
        return _undecided(-self.balance.minor, self.chosen, self.ahead)


class Account(NamedTuple):
    """The accounts of one State on a day, as known on a day;
    `totals` are (outstanding, credit) per currency.
    """

    state: str
    as_at: date
    known_on: date | None
    meetings: tuple[MeetingAccount, ...]
    totals: tuple[tuple[Money, Money], ...]


def statement(books: Books, view: View) -> Account:
    """The statement of the State of a view: its postings in order of value date, meetings in the
    order of the register.

    An account of which nothing stands, since all of it was reversed, has no part in the totals.
    """
    planned, place = plans(books.ledger, view), _place(books)
    grouped: defaultdict[tuple[str, str], list[Posting]] = defaultdict(list)
    for posting in entries(books.ledger, view):
        grouped[posting.meeting, posting.currency].append(posting)
    standing = {(posting.meeting, posting.currency) for posting in postings(books.ledger, view)}
    charged, choices = _charged(books.ledger, view), chosen(books.ledger, view)
    later = _ahead(books.ledger, view)
    meetings, balances = list[MeetingAccount](), list[Money]()
    for key in sorted(grouped, key=lambda key: (place(key[0]), key[1])):
        listed = tuple(_entries(books.ledger, grouped[key]))
        meeting, balance = key[0], listed[-1].balance
        plan = _day_text(planned.get((view.state, meeting)))
        dues = open_charges(charged[(view.state, *key)], balance.minor, view.as_at)
        decided = _of_credit(choices.get((view.state, meeting), ()), -balance.minor)
        ahead = later[(view.state, *key)]
        meetings.append(MeetingAccount(meeting, listed, balance, plan, dues, decided, ahead))
        balances += [balance] if key in standing else []
    owed, credits = (
        sums_by_currency(each.of(max(0, sign * each.minor)) for each in balances)
        for sign in (1, -1)
    )
    totals = tuple(zip(owed, credits, strict=True))
    return Account(view.state, view.as_at, view.known_on, tuple(meetings), totals)


def _entries(ledger: Ledger, postings: Sequence[Posting]) -> Iterator[Entry]:
    balance = postings[0].money.of(0)
    for posting in postings:
        money, found = posting.money, known(ledger, posting.event)
        assert found is not None
        balance = balance.of(balance.minor + money.minor)
        charge, payment = money.of(max(0, money.minor)), money.of(max(0, -money.minor))
        kind = _kind(posting, found.event.kind)
        text = " ".join(filter(None, (posting.notice, _text(found.body))))
        day = day_of(posting.value_date)
        yield Entry(posting.event, day, kind, text, charge, payment, balance)


def _kind(posting: Posting, event: str) -> str:
    assessed = posting.account == "assessed"
    if event == "issue":
        return "credit" if posting.amount < 0 else "notice" if assessed else "further_notice"
    if event == "opening" and not assessed:
        return "opening_received"
    return event


def _text(body: Body) -> str:
    """What an event rests on: the bank's reference, a document, a reason or a source."""
    names = () if isinstance(body, Issue) else ("reference", "document", "reason", "source")
    return next((text for name in names if (text := getattr(body, name, ""))), "")
