"""Bank reconciliation of a meeting: receipts against notices, what else moved an account,
and the sums that must tie.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ccmcost.accounts.books import Books
from ccmcost.documents.audit import ACCOUNTS, sheet
from ccmcost.ledger.bodies import (
    ApplyCredit,
    ExchangeDifference,
    Identify,
    Movement,
    Opening,
    Receipt,
    Reverse,
    Sent,
)
from ccmcost.ledger.postings import moved
from ccmcost.ledger.queries import balance, charged, entries, last_issue, postings, unplaced
from ccmcost.ledger.standing import NOW, Known
from ccmcost.model.money import Money
from ccmcost.tables.table import Row, Table
from ccmcost.words.speaker import english
from ccmcost.words.status import words

SENT = "sent rate rate_date rate_source"
_OTHER_ACCOUNTS = frozenset({"bank_charge", "exchange", "refunded", "written_off", "applied"})

Moved = tuple[str, str, str, int]
"""What moved an account: State, meeting, what it rests on, minor units."""


class Check(NamedTuple):
    """Two sums that must be the same, each found in its own way."""

    what: str
    one: Money
    other: Money

    @property
    def holds(self) -> bool:
        """Whether they are, to the last minor unit."""
        return self.one == self.other


def receipts(known: Iterable[Known], meetings: Iterable[str]) -> Table:
    """Every bank credit that touches the meetings, part by part,
    and what was identified or reversed later.
    """
    return sheet(
        "bank/receipts.csv",
        "event kind value_date statement line reference iso3 meeting amount bank_amount "
        f"currency {SENT}",
        (row for each in known for row in _received(each, frozenset(meetings))),
        hidden=f"currency {SENT}",
    )


def _received(known: Known, meetings: frozenset[str]) -> Iterator[Row]:
    event, body = known
    place = (event.seq, words(event.kind), event.value_date)
    if isinstance(body, Receipt):
        whole = Money(body.amount, body.currency, body.decimals)
        for part in body.parts:
            line = (
                body.statement,
                body.line,
                body.reference,
                part.state,
                part.meeting or words(part.account),
            )
            yield (
                *place,
                *line,
                whole.of(part.amount),
                whole,
                whole.currency,
                *_sent(body.original),
            )
    elif isinstance(body, Identify | Opening | Reverse):
        for state, meeting, document, minor in _placed(body, meetings):
            amount = Money(minor, body.currency, body.decimals)
            yield (
                *place,
                "",
                "",
                document,
                state,
                meeting,
                amount,
                "",
                amount.currency,
                *_sent(None),
            )


def _placed(body: Identify | Opening | Reverse, meetings: frozenset[str]) -> Iterator[Moved]:
    if isinstance(body, Identify):
        yield body.state, body.meeting, body.document, body.amount
    elif isinstance(body, Opening):
        yield body.state, body.meeting, body.source, body.received
    else:
        for each in body.contrary:
            if each.account == "received" and each.meeting in meetings:
                said = f"event {body.event}: {body.reason}"
                yield each.state, each.meeting, said, -each.amount


def _sent(sent: Sent | None) -> Row:
    sent = sent or Sent()
    return (f"{sent.currency} {sent.amount}".strip(), sent.rate, sent.rate_date, sent.source)


def others(known: Iterable[Known], meetings: Iterable[str]) -> Table:
    """What else moved the accounts of the meetings: charges, exchange differences, refunds,
    write-offs, credits applied.
    """
    return sheet(
        "bank/others.csv",
        f"event kind value_date iso3 meeting amount currency document {SENT} approved_by",
        (row for each in known for row in _moved(each, frozenset(meetings))),
        hidden=SENT,
    )


def _moved(known: Known, meetings: frozenset[str]) -> Iterator[Row]:
    event, body = known
    if not isinstance(body, Movement | ApplyCredit | Reverse):
        return
    sent = _sent(body.original if isinstance(body, ExchangeDifference) else None)
    for state, meeting, document, minor in _entries(body):
        if meeting in meetings:
            money = Money(minor, body.currency, body.decimals)
            place = (event.seq, words(event.kind), event.value_date, state, meeting)
            yield (*place, money, money.currency, document, *sent, event.approved_by)


def _entries(body: Movement | ApplyCredit | Reverse) -> Iterator[Moved]:
    """Each such movement, from the event itself."""
    if isinstance(body, Reverse):
        for each in body.contrary:
            if each.account in _OTHER_ACCOUNTS:
                yield each.state, each.meeting, f"event {body.event}: {body.reason}", each.amount
    elif not isinstance(body, ApplyCredit):
        yield body.state, body.meeting, body.document, moved(body)
    elif body.choice == "apply":
        yield body.state, body.meeting, body.document, body.amount
        yield body.state, body.to_meeting, body.document, -body.amount


def balances(books: Books, meetings: Iterable[str]) -> Table:
    """Each State's account of each meeting, and the sum of all."""
    rows: list[Row] = []
    foot: list[Row] = []
    for meeting in meetings:
        found = postings(books.ledger, NOW._replace(meeting=meeting))
        sums = {
            state: dict.fromkeys(ACCOUNTS, 0)
            for state in sorted({posting.state for posting in found})
        }
        whole = dict.fromkeys(ACCOUNTS, 0)
        for posting in found:
            sums[posting.state][posting.account] += posting.amount
            whole[posting.account] += posting.amount
        for state, figures in sums.items():
            rows.append(
                (
                    meeting,
                    state,
                    books.states.name(state),
                    found[0].currency,
                    *_figures(figures, found[0].money),
                )
            )
        if found:
            named = (meeting, "", english("audit")("all_states"), found[0].currency)
            foot.append((*named, *_figures(whole, found[0].money)))
    names = f"meeting iso3 name currency {' '.join(ACCOUNTS)} balance"
    return sheet("bank/balances.csv", names, rows, "currency", foot)


def _figures(sums: dict[str, int], money: Money) -> Row:
    return (*map(money.of, sums.values()), money.of(sum(sums.values())))


def movements(books: Books, meetings: Iterable[str]) -> Table:
    """Every posting of the meetings: what the balances are the sums of."""
    names = "event line value_date recorded_on iso3 meeting account amount currency notice"
    rows = (
        (
            p.event,
            p.line,
            p.value_date,
            p.recorded_on,
            p.state,
            p.meeting,
            p.account,
            p.money,
            p.currency,
            p.notice,
        )
        for meeting in meetings
        for p in sorted(entries(books.ledger, NOW._replace(meeting=meeting)))
    )
    return sheet("ledger/postings.csv", names, rows, names)


def unidentified(books: Books) -> Table:
    """Money in the bank that nobody could place yet; it stands in no balance."""
    rows = (
        (each.event, each.day, each.reference, each.left, each.left.currency)
        for each in unplaced(books.ledger)
    )
    return sheet("bank/unidentified.csv", "event value_date reference amount currency", rows)


def checks(
    books: Books, meeting: str, register: Table, received: Table, other: Table
) -> list[Check]:
    """The sums of a meeting that must be the same, each found in two ways."""
    last = last_issue(books.ledger, meeting)
    assert last is not None
    found, of = postings(books.ledger, NOW._replace(meeting=meeting)), last.cost.of
    by_state = charged(books.ledger, meeting)
    wanted = {line.state: line.amount for line in last.part.lines}
    apart = sum(
        abs(by_state.get(code, 0) - wanted.get(code, 0)) for code in by_state.keys() | wanted.keys()
    )
    on_received = -sum(posting.amount for posting in found if posting.account == "received")
    on_others = sum(posting.amount for posting in found if posting.account in _OTHER_ACCOUNTS)
    owed = sum(
        balance(books.ledger, state, meeting) for state in {posting.state for posting in found}
    )
    line = last.part.residual
    billed = "notices, credits and rounding difference" if line else "notices and credits"
    ways = (
        (
            f"{billed}, compared with the cost last issued",
            amount_of(register, meeting) + line,
            last.cost.minor,
        ),
        ("charges that differ from the last assessment, State by State", apart, 0),
        (
            "bank lines, compared with the account “received”",
            amount_of(received, meeting),
            on_received,
        ),
        ("other movements, compared with their accounts", amount_of(other, meeting), on_others),
        (
            "balances, compared with the sum of all movements",
            owed,
            sum(posting.amount for posting in found),
        ),
    )
    return [
        Check(f"{meeting}: {what}", of(one_way), of(the_other)) for what, one_way, the_other in ways
    ]


def amount_of(table: Table, meeting: str) -> int:
    """The sum of what a table says of a meeting, in minor units."""
    pairs = zip(table.column_of("meeting"), table.column_of("amount"), strict=True)
    return sum(
        amount.minor for named, amount in pairs if named == meeting and isinstance(amount, Money)
    )
