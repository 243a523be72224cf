"""What a person at a terminal is asked before something is recorded."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from ccmcost.cli.output import agrees, ask, tell
from ccmcost.errors import Doubt, UsageError

if TYPE_CHECKING:
    from ccmcost.accounts.books import Books, Clerk

T = TypeVar("T")


def confirmed(record: Callable[[Clerk], T], clerk: Clerk) -> tuple[T, Clerk]:
    """Record something; what must be confirmed first is asked, where a person is there to answer.
    Gives what came of it, and the clerk with what was answered. Raises Doubt elsewhere.
    """
    from ccmcost.accounts.books import clean

    while True:
        try:
            return record(clerk), clerk
        except Doubt as doubt:
            if not sys.stdin.isatty():
                raise
            option = doubt.answer.partition(" ")[0]
            tell(doubt.question)
            if option == "--clock-checked":
                clerk = clerk._replace(clock=clean(ask("If the clock is right, say why"), option))
            elif agrees("Record it all the same?"):
                clerk = clerk._replace(answers=(*clerk.answers, option))
            else:
                raise UsageError("Nothing was recorded.") from None


def shown_first(
    desk: Books,
    record: Callable[[Clerk], T],
    clerk: Clerk,
    show: Callable[[T, Clerk], bool],
    question: str,
) -> T:
    """Record something once a person has seen what it is and said yes; no lock is held meanwhile.

    `show` shows what came of the rehearsal; where it says that nothing would be done, that is the
    answer. What would be recorded after the yes must be what was shown, or it is shown again.
    """
    from ccmcost.ledger.store import Changed

    while True:
        with desk.ledger.rehearsing() as marks:
            found, clerk = confirmed(record, clerk)
        if not show(found, clerk):
            return found
        if not agrees(question):
            raise UsageError("Nothing was recorded.")
        try:
            with desk.ledger.only_as(marks):
                return confirmed(record, clerk)[0]
        except Changed as changed:
            tell(str(changed))
