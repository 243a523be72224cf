"""Bank reconciliation of a meeting: receipts against notices, what else moved an account, and the sums that must tie."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ccmcost.accounts.books import Books
from ccmcost.ledger.bodies import (
    ApplyCredit,
    ExchangeDifference,
    Identify,
    Issue,
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
from ccmcost.statement.audit import Check, Sheet
from ccmcost.statement.status import words

ACCOUNTS = ("assessed", "adjusted", "received", "bank_charge", "exchange", "written_off", "refunded", "applied")
RECEIPTS = (
    *("event", "kind", "value_date", "statement", "line", "reference", "iso3", "meeting", "amount", "bank_amount"),
    *("currency", "sent", "rate", "rate_date", "rate_source"),
)
MOVEMENTS = ("event", "line", "value_date", "recorded_on", "iso3", "meeting", "account", "amount", "currency", "notice")
BALANCES = ("meeting", "iso3", "name", "currency", *ACCOUNTS, "balance")
OTHERS = (
    *("event", "kind", "value_date", "iso3", "meeting", "amount", "currency", "document", "sent", "rate", "rate_date"),
    *("rate_source", "approved_by"),
)
_OTHER_ACCOUNTS = frozenset({"bank_charge", "exchange", "refunded", "written_off", "applied"})
UNIDENTIFIED = ("event", "value_date", "reference", "amount", "currency")


def receipts(own: Iterable[Known], meetings: frozenset[str]) -> Sheet:
    """Every bank credit that touches the meetings, part by part, and what was identified or reversed later."""
    rows = tuple(row for each in own for row in _received(each, meetings))
    note = (
        "One row for each part of a bank credit; bank amount is what the bank credited in all. A minus sign takes an "
        "earlier row back (reverse). Rows without a meeting were unidentified when they came in; identify places them."
    )
    shown = ("event", "kind", "value_date", "statement", "line", "reference", "iso3", "meeting", "amount", "bank_amount")
    return Sheet("bank/receipts.csv", "Bank reconciliation: receipts", note, RECEIPTS, rows, shown)


def _received(own: Known, meetings: frozenset[str]) -> Iterator[tuple[str, ...]]:
    event, body = own
    place = (str(event.seq), words(event.kind), event.value_date)
    if isinstance(body, Receipt):
        whole, sent = Money(body.amount, body.currency, body.decimals), body.original or Sent()
        rate = (f"{sent.currency} {sent.amount}".strip(), sent.rate, sent.rate_date, sent.source)
        for part in body.parts:
            meeting = part.meeting or words(part.account)
            line = (*place, body.statement, body.line, body.reference, part.state, meeting)
            yield (*line, whole.of(part.amount).plain(), whole.plain(), whole.currency, *rate)
    elif isinstance(body, Identify):
        yield _placed(place, body.document, body.state, body.meeting, Money(body.amount, body.currency, body.decimals))
    elif isinstance(body, Opening):
        yield _placed(place, body.source, body.state, body.meeting, Money(body.received, body.currency, body.decimals))
    elif isinstance(body, Reverse):
        for each in body.contrary:
            if each.account == "received" and each.meeting in meetings:
                amount = Money(-each.amount, body.currency, body.decimals)
                yield _placed(place, f"event {body.event}: {body.reason}", each.state, each.meeting, amount)


def _placed(place: tuple[str, str, str], told: str, state: str, meeting: str, amount: Money) -> tuple[str, ...]:
    return (*place, "", "", told, state, meeting, amount.plain(), "", amount.currency, "", "", "", "")


def others(own: Iterable[Known], meetings: frozenset[str]) -> Sheet:
    """What else moved the accounts of the meetings: charges, exchange differences, refunds, write-offs, credits applied."""
    rows = tuple(row for each in own for row in _moved(each, meetings))
    note = (
        "Bank charges and exchange differences that the office bears, refunds, write-offs, credits applied, and what took "
        "one of these back. Signs as in the balances: negative, the State owes less."
    )
    note = note if rows else "No bank charge, exchange difference, refund, write-off or credit applied."
    shown = ("event", "kind", "value_date", "iso3", "meeting", "amount", "currency", "document", "approved_by")
    return Sheet("bank/others.csv", "Bank reconciliation: other movements", note, OTHERS, rows, shown)


def _moved(own: Known, meetings: frozenset[str]) -> Iterator[tuple[str, ...]]:
    event, body = own
    sent = body.original if isinstance(body, ExchangeDifference) else Sent()
    rate = (f"{sent.currency} {sent.amount}".strip(), sent.rate, sent.rate_date, sent.source)
    for state, meeting, money, document in _entries(own):
        if meeting in meetings:
            place = (str(event.seq), words(event.kind), event.value_date, state, meeting)
            yield (*place, money.plain(), money.currency, document, *rate, event.approved_by)


def _entries(own: Known) -> Iterator[tuple[str, str, Money, str]]:
    """State, meeting, sum and document of each such movement, from the event itself."""
    body = own.body
    if isinstance(body, Movement):
        yield body.state, body.meeting, Money(moved(body), body.currency, body.decimals), body.document
    elif isinstance(body, ApplyCredit) and body.choice == "apply":
        yield body.state, body.meeting, Money(body.amount, body.currency, body.decimals), body.document
        yield body.state, body.to_meeting, Money(-body.amount, body.currency, body.decimals), body.document
    elif isinstance(body, Reverse):
        for each in body.contrary:
            if each.account in _OTHER_ACCOUNTS:
                money = Money(each.amount, body.currency, body.decimals)
                yield each.state, each.meeting, money, f"event {body.event}: {body.reason}"


def balances(desk: Books, meetings: Iterable[str]) -> Sheet:
    """Each State's account of each meeting, and the sum of all."""
    rows: list[tuple[str, ...]] = []
    foot: list[tuple[str, ...]] = []
    for meeting in meetings:
        sums: dict[str, dict[str, int]] = {}
        found = postings(desk.ledger, NOW._replace(meeting=meeting))
        for posting in found:
            own = sums.setdefault(posting.state, dict.fromkeys(ACCOUNTS, 0))
            own[posting.account] += posting.amount
        whole = {account: sum(own[account] for own in sums.values()) for account in ACCOUNTS}
        for state, own in [*sorted(sums.items()), ("", whole)] if found else ():
            money, figures = found[0].money, (*own.values(), sum(own.values()))
            name = desk.states.name(state) if state else "all States"
            row = (meeting, state, name, money.currency, *(money.of(minor).plain() for minor in figures))
            (rows if state else foot).append(row)
    note = (
        "Positive: the State owes more; negative: it owes less. A balance above zero is outstanding, one below zero is the "
        "State's credit. Balances are never netted, neither between States nor between meetings."
    )
    shown = ("meeting", "iso3", "name", *ACCOUNTS, "balance")
    return Sheet("bank/balances.csv", "Bank reconciliation: balances", note, BALANCES, tuple(rows), shown, tuple(foot))


def movements(desk: Books, meetings: Iterable[str]) -> Sheet:
    """Every posting of the meetings: what the balances are the sums of."""
    rows = tuple(
        (
            *(str(p.event), str(p.line), p.value_date, p.recorded_on, p.state, p.meeting),
            *(p.account, p.money.plain(), p.currency, p.notice),
        )
        for meeting in meetings
        for p in sorted(entries(desk.ledger, NOW._replace(meeting=meeting)))
    )
    return Sheet("ledger/postings.csv", "Postings", "", MOVEMENTS, rows)


def unidentified(desk: Books) -> Sheet:
    """Money in the bank that nobody could place yet; it stands in no balance."""
    rows = tuple((str(u.event), u.day, u.reference, u.left.plain(), u.left.currency) for u in unplaced(desk.ledger))
    note = "Money of the whole ledger that nobody could place yet. It stands in no balance above."
    note = note if rows else "No receipt of the ledger is unidentified."
    return Sheet("bank/unidentified.csv", "Bank reconciliation: unidentified sums", note, UNIDENTIFIED, rows)


def checks(desk: Books, meeting: str, own: Iterable[Known]) -> list[Check]:
    """The sums of a meeting that must be the same, each found in two ways."""
    last = last_issue(desk.ledger, meeting)
    assert last is not None
    found, money = postings(desk.ledger, NOW._replace(meeting=meeting)), last.cost
    issues = [body for _, body in own if isinstance(body, Issue)]
    lines = [line for body in issues for n in body.notices for line in n.lines if line.meeting == meeting]
    by_state = charged(desk.ledger, meeting)
    wanted = {line.state: line.amount for line in last.part.lines}
    apart = sum(abs(by_state.get(code, 0) - wanted.get(code, 0)) for code in by_state.keys() | wanted.keys())
    received = [row for each in own for row in _received(each, frozenset([meeting])) if row[7] == meeting]
    states = sorted({posting.state for posting in found})
    return [
        Check(
            f"{meeting}: notices and credits, and the cost last issued", money.of(sum(line.amount for line in lines)), money
        ),
        Check(f"{meeting}: charges that differ from the last assessment, State by State", money.of(apart), money.of(0)),
        Check(
            f"{meeting}: bank lines, and the account received",
            money.of(sum(_minor(row[8], money) for row in received)),
            money.of(-sum(p.amount for p in found if p.account == "received")),
        ),
        Check(
            f"{meeting}: other movements, and their accounts",
            money.of(sum(_minor(row[5], money) for each in own for row in _moved(each, frozenset([meeting])))),
            money.of(sum(p.amount for p in found if p.account in _OTHER_ACCOUNTS)),
        ),
        Check(
            f"{meeting}: balances, and the sum of all movements",
            money.of(sum(balance(desk.ledger, state, meeting) for state in states)),
            money.of(sum(posting.amount for posting in found)),
        ),
    ]


def _minor(text: str, money: Money) -> int:
    from ccmcost.model.money import scaled_int

    minor = scaled_int(text, money.decimals)
    assert minor is not None
    return minor
