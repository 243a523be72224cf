"""What a person says yes to, once it was shown, before something is recorded."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from ccmcost.cli.asking import Declined
from ccmcost.cli.output import agrees, ask, somebody_there, tell
from ccmcost.errors import Doubt

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
            if not somebody_there():
                raise
            option = doubt.option
            tell(doubt.question)
            if option == "--clock-checked":
                clerk = clerk._replace(clock=clean(ask("If the clock is right, say why"), option))
            elif agrees("Record it all the same?"):
                clerk = clerk._replace(answers=(*clerk.answers, option))
            else:
                raise Declined from None


def shown_first(
    desk: Books,
    record: Callable[[Clerk], T],
    clerk: Clerk,
    show: Callable[[T, Clerk], None],
    question: str,
) -> T:
    """Record something once a person has seen what it is and said yes; no lock is held meanwhile.

    `show` shows what came of the rehearsal; where nothing would be recorded, that is the answer.
    What is recorded after the yes must be what was shown, or it is shown again.
    """
    from ccmcost.ledger.store import Changed

    while True:
        with desk.ledger.rehearsing() as marks:
            found, clerk = confirmed(record, clerk)
        if not marks:
            return found
        show(found, clerk)
        if not agrees(question):
            raise Declined
        try:
            with desk.ledger.only_as(marks):
                return confirmed(record, clerk)[0]
        except Changed as changed:
            tell(str(changed))


def will_be_recorded(clerk: Clerk, what: str) -> str:
    """What stands above the question whether to record it."""
    return f"This will be recorded by {clerk.name}:\n{what}"


def agreed_first(
    desk: Books,
    record: Callable[[Clerk], T],
    clerk: Clerk,
    show: Callable[[T], str] | None,
    question: str = "Record this?",
) -> T:
    """Record something after a yes to what `show` says of it, or to the line that was shown."""
    if show is None:
        if not agrees(question):
            raise Declined
        return confirmed(record, clerk)[0]
    told = show

    def shown(found: T, who: Clerk) -> None:
        tell(will_be_recorded(who, told(found)))

    return shown_first(desk, record, clerk, shown, question)
