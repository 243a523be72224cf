"""The rules of the ledger, each in one place: commands keep them before they record, `ledger
verify` replays them.

`broken` gives every rule that an event would break, given the books before it. It is called by
`append`, so that no command can pass a rule by, and by `ledger verify` and `ledger import` for each
event of the chain in turn.

To add a rule: give it a name and its meaning in `RULES`; yield `Broken(name, text)` from a function
of (books, event, body) in the file of its topic (`conduct`, `money`, `issues`); list the function
in `_CHECKS` if it is new. A rule may look at `books` (what stands before the event: a new question
is answered by `BooksBefore`; what it asks of the file, `Replay` answers from memory), at the event
(its value date, its day of recording, who recorded and approved it) and at its body, and at nothing
else: no clock, no file. What a rule needs from elsewhere (a limit, an answer given) is recorded
with the event, in `body.control`. The text is what the user of a command reads: what is wrong and
what to do. tests/test_ledger_rules.py forges one chain for each name in `RULES`, so a rule without
a forgery fails there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ccmcost.ledger.codec import Body
from ccmcost.ledger.rules import issues, money
from ccmcost.ledger.rules.books import BooksBefore, Broken
from ccmcost.ledger.rules.conduct import check_days, check_hand_over, check_people, check_reversal
from ccmcost.model.books import Event

__all__ = ["RULES", "BooksBefore", "Broken", "broken"]

RULES: dict[str, str] = {
    "kind": "every kind of event is known",
    "version": "an event carries a version that this ccmcost knows",
    "form": "an event holds exactly the fields of its kind, each of its type, and documents lie in "
    "the folder of their year",
    "day": "a value date is a day of the calendar between 1900 and 2199",
    "moment": "the time of recording is written in UTC to the second",
    "second-person": "issues, refunds, write-offs and credits applied, their reversals, and those "
    "of journals handed over, are approved by a second person",
    "same-person": "who approves is neither who records nor who prepared it, however the names "
    "are written",
    "one-script": "the name of a person is written in one script",
    "hidden": "names and texts hold no hidden character, and a name is one line",
    "day-ahead": "nothing but an issue is dated after the day on which it is recorded",
    "day-early": "no money came in before the convention entered into force",
    "clock": "the time of recording never runs backwards, nor jumps by more than two years, unless "
    "--clock-checked says why",
    "issue-ahead": "a bill is dated at most 30 days ahead, with --dated-ahead at most a year",
    "issue-order": "a bill is not dated before an earlier bill of the same meeting",
    "one-person": "bank charges and exchange differences above the limit of the office are "
    "approved by a second person",
    "charge-beyond": "bank charges and exchange differences come to no more than the debt of the "
    "State for the meeting",
    "exchange-agrees": "the sum sent, at its rate, is the sum that the bank credited and the "
    "difference",
    "exchange-twice": "the exchange difference of a sum sent is recorded once",
    "receipt-overpaid": "a typed receipt exceeds the outstanding amount by more than the tolerance "
    "only with --overpaid",
    "receipt-again": "a typed receipt that equals another of the same days is recorded only with "
    "--again",
    "reversal-days": "a reversal is not dated before what it reverses",
    "reversal-target": "a reversal names an event before it, of a kind that can be reversed",
    "reversal-twice": "an event is reversed once",
    "reversal-contrary": "a reversal holds the exact contrary of what it reverses",
    "reversal-rests": "money that was identified since, and a journal that another one followed, "
    "are not reversed before that is",
    "hand-over-order": "each journal begins with the event after the last one that was handed over",
    "hand-over-end": "a journal that was handed over holds events before its own",
    "currency": "the account of a meeting is kept in one currency, with the decimals of ISO 4217",
    "amount": "amounts lie between one minor unit and the largest total",
    "receipt-parts": "the parts of a receipt sum to it, and each has a State and a meeting or "
    "belongs to neither",
    "bank-line-twice": "a line of a bank statement is recorded once",
    "identify-beyond": "no more is identified than a receipt still holds",
    "identify-place": "money is identified for a State and a meeting, or for another convention, "
    "on the day it came in",
    "refund-beyond": "no more is refunded than the credit of the State for the meeting",
    "write-off-beyond": "no more is written off than the debt of the State for the meeting",
    "credit-beyond": "no more of a credit is disposed of than is left of it, less what the State "
    "asked to be refunded",
    "debt-beyond": "no more of a credit is applied than the debt that it is applied to",
    "credit-place": "a credit is applied to another meeting than its own, and only then names one",
    "plan-days": "a payment plan ends no earlier than it begins, and within ten years",
    "plan-debt": "a payment plan is made for a debt",
    "number-twice": "a number of the accounting system belongs to one notice",
    "number-notice": "a number of the accounting system belongs to a notice that was issued",
    "opening-twice": "a bill is carried over once",
    "opening-issued": "no bill is carried over for a meeting that ccmcost itself issued",
    "opening-days": "a bill carried over requests payment no earlier than it was issued, and was "
    "issued by the opening day",
    "issue-days": "an issue counts from the day on its notices, and payment is requested no "
    "earlier",
    "issue-carried": "a meeting whose bills were carried over is never issued",
    "issue-cost": "an issue rests on an adopted cost as it was recorded, no older than the last; "
    "settling on an actual one",
    "issue-list": "an expected list is accepted by --on-expected-list, and never follows an "
    "official one",
    "issue-rule": "a rule is changed only by --change-rule",
    "issue-details": "payment details are changed only by --new-payment-details",
    "issue-basis": "amounts are those that the rule, the rates and the cost that were frozen give, "
    "and sum to the cost with the rounding line of a rule that leaves one",
    "issue-notices": "notices and credits are exactly the differences to what was charged before, "
    "State by State",
    "issue-documents": "each notice that is not only posted has documents of its own number",
    "issue-numbers": "notice numbers run without gaps within the year of issue",
    "cost-version": "versions of a cost follow one another",
}
"""Every rule with what it demands."""

_CHECKS: tuple[Callable[[BooksBefore, Event, Body], Iterator[Broken]], ...] = (
    check_people,
    check_days,
    check_reversal,
    check_hand_over,
    money.check,
    issues.check,
)


def broken(books: BooksBefore, event: Event, body: Body) -> Iterator[Broken]:
    """The rules that an event breaks, given the books before it, in a fixed order."""
    for check in _CHECKS:
        yield from check(books, event, body)
