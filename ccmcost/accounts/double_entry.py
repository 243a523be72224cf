"""Double entry: what each event of the ledger is in the books of the accounting system.

The ledger moves one account of a State for a meeting; here each movement has its other side. What
an event moves in and out of one account at once is left out, so that money which is identified
leaves the unidentified receipts for the State without passing the bank a second time, and a credit
that is applied goes from one meeting's receivable to the other's.

    bill, further bill          receivable           to  income
    credit notice               income               to  receivable
    receipt                     cash                 to  receivable, or unidentified, or other conventions
    money identified            unidentified         to  receivable, or other conventions
    bank charge borne           bank charges         to  receivable
    exchange difference         exchange differences to  receivable, or the contrary
    write-off                   write-offs           to  receivable
    refund                      receivable           to  refunds
    credit applied              receivable (meeting of the credit) to receivable (meeting of the debt)
    bill carried over           receivable           to  opening, as far as it was not paid
    reversal                    the contrary of what it reverses, on its own day
"""  # noqa: E501

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ccmcost.errors import TieOutError
from ccmcost.ledger.bodies import Identify, Issue, Opening, Receipt, Reverse
from ccmcost.ledger.codec import Body, body_of, kind_of
from ccmcost.ledger.events import events
from ccmcost.ledger.postings import postings_of
from ccmcost.ledger.standing import known
from ccmcost.ledger.store import Ledger
from ccmcost.model.books import Account, Event, Posting
from ccmcost.model.coding import RESULT, Purpose
from ccmcost.model.money import Money

_SIDES: Mapping[Account, tuple[Purpose, Purpose | None]] = {
    "assessed": ("receivable", "income"),
    "adjusted": ("receivable", "income"),
    "received": ("receivable", "cash"),
    "bank_charge": ("receivable", "bank_charges"),
    "exchange": ("receivable", "exchange_differences"),
    "written_off": ("receivable", "write_offs"),
    "refunded": ("receivable", "refunds"),
    "applied": ("receivable", None),
    "unidentified": ("unidentified", "cash"),
    "other_convention": ("other_conventions", "cash"),
}
"""The account that a posting of the ledger moves, and its other side; None where the event itself
has it.
"""


class Line(NamedTuple):
    """One line of the journal: a debit, or with a minus sign a credit. Days are ISO text, the same
    in all lines of an event; State and meeting are empty where the account is of neither.
    """

    event: int
    line: int
    posting_date: str
    document_date: str
    recorded_on: str
    purpose: Purpose
    state: str
    meeting: str
    money: Money
    reference: str
    text: str


class _Place(NamedTuple):
    """What lines of one event are summed by."""

    reference: str
    purpose: Purpose
    state: str
    meeting: str
    currency: str


def journal_lines(
    ledger: Ledger, first: int = 1, last: int | None = None, openings: bool = True
) -> list[Line]:
    """The lines of events `first` to `last` in order, as they were recorded: what was reversed and
    its reversal both stand. Without `openings` bills carried over are left out.

    Raises TieOutError if the lines of an event do not balance.
    """
    found: list[Line] = []
    for event in events(ledger):
        if event.seq < first or (last is not None and event.seq > last):
            continue
        body = body_of(event)
        target = known(ledger, body.event) if isinstance(body, Reverse) else None
        subject = target.body if target is not None else body
        if openings or not isinstance(subject, Opening):
            found += lines_of(event, body, subject)
    return found


def lines_of(event: Event, body: Body, subject: Body) -> list[Line]:
    """The lines of one event, debits first within each document; `subject` is what a reversal
    undoes, else the body itself.
    """
    sums: Counter[_Place] = Counter()
    decimals = 0
    for posting in postings_of(event, body):
        decimals = posting.decimals
        for place, amount in _two_sides(posting, subject):
            sums[place] += amount
    balance: Counter[str] = Counter()
    for place, amount in sums.items():
        balance[place.currency] += amount
    if any(balance.values()):
        raise TieOutError(
            f"debits and credits of event {event.seq} do not balance, nothing was written."
        )
    order = sorted(
        (place for place in sums if sums[place]), key=lambda each: (each.reference, sums[each] < 0)
    )
    paper = body.issued_on.isoformat() if isinstance(body, Opening) else event.value_date
    text = _text(body)
    return [
        Line(
            event.seq,
            number,
            event.value_date,
            paper,
            event.recorded_at[:10],
            place.purpose,
            place.state,
            place.meeting,
            Money(sums[place], place.currency, decimals),
            place.reference,
            text,
        )
        for number, place in enumerate(order, start=1)
    ]


def _two_sides(posting: Posting, subject: Body) -> Iterator[tuple[_Place, int]]:
    own, other = _SIDES[posting.account]
    if isinstance(subject, Opening):
        other = "opening"
    reference = posting.notice or _reference(subject)
    for purpose, amount in ((own, posting.amount), (other, -posting.amount)):
        if purpose is None:
            continue
        of_state = purpose in RESULT or purpose in ("receivable", "refunds", "opening")
        yield (
            _Place(
                reference,
                purpose,
                posting.state if of_state else "",
                posting.meeting if of_state else "",
                posting.currency,
            ),
            amount,
        )


def _reference(body: Body) -> str:
    """What names the paper that an event rests on; a bill has its number on each posting."""
    if isinstance(body, Receipt) and body.bank is not None and body.bank.reference:
        return body.bank.reference
    names = ("reference", "document")
    return next((text for name in names if (text := getattr(body, name, ""))), "")


def _text(body: Body) -> str:
    """What happened, by the ledger's own words: the same in each version, so that a journal can be
    made again to the letter.
    """
    kind = kind_of(type(body)).replace("_", " ")
    if isinstance(body, Issue):
        return f"{kind} {body.decision}"
    if isinstance(body, Identify):
        return f"{kind} receipt {body.receipt}: {body.document}"
    if isinstance(body, Reverse):
        return f"{kind} event {body.event} ({body.kind.replace('_', ' ')}): {body.reason}"
    names = ("reference", "document", "source")
    return ": ".join([kind, *(text for name in names if (text := getattr(body, name, "")))])
