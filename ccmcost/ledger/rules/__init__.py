"""The rules of the ledger, each in one place: commands keep them before they record, `ledger
verify` replays them.

`broken` gives every rule that an event would break, given the books before it. It is called by
`append`, so that no command can pass a rule by, and by `ledger verify` and `ledger import` for each
event of the chain in turn.

To add a rule: give it a name and its meaning in `RULES`; yield `Broken(name, text)` from a function
of (books, event, body) in the file of its topic (`people`, `days`, `reversals`, `money`, `issues`);
list the function in `_CHECKS` if it is new. A rule may look at `books` (what stands before the
event: a new question is answered by `BooksBefore`, from SQL, and by `Replay`, from memory), at the
event (its value date, its day of recording, who recorded and approved it) and at its body, and at
nothing else: no clock, no file. What a rule needs from elsewhere (a limit, an answer given) is
recorded with the event, in `body.control`. The text is what the user of a command reads: what is
wrong and what to do. tests/test_ledger_rules.py forges one chain for each name in `RULES`, so a
rule without a forgery fails there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ccmcost.ledger.bodies import Body
from ccmcost.ledger.rules import days, issues, money, people, reversals
from ccmcost.ledger.rules.books import BooksBefore
from ccmcost.ledger.rules.broken import RULES, Broken
from ccmcost.model.books import Event

__all__ = ["RULES", "BooksBefore", "Broken", "broken"]

_CHECKS: tuple[Callable[[BooksBefore, Event, Body], Iterator[Broken]], ...] = (
    people.check,
    days.check,
    reversals.check,
    money.check,
    issues.check,
)


def broken(books: BooksBefore, event: Event, body: Body) -> Iterator[Broken]:
    """The rules that an event breaks, given the books before it, in a fixed order."""
    for check in _CHECKS:
        yield from check(books, event, body)
