"""What a person at a terminal is asked before something is recorded."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from ccmcost.cli.output import agrees, ask, tell
from ccmcost.errors import Doubt, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccmcost.accounts.books import Books, Clerk
    from ccmcost.desk.questions import Answers, Form, Question

MOST_LINES = 9
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


def ask_form(
    form: Form, text: str, given: Answers, languages: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """What a person answers to the questions of a form whose file says `text`; what is there or was
    `given` before is kept by Enter.
    """
    from ccmcost.desk.questions import answers_in

    found = {**answers_in(form, text), **given}
    for question in form.questions:
        found[question.key] = _answer(form, question, text, found[question.key], languages)
    return found


def _answer(
    form: Form, question: Question, text: str, before: tuple[str, ...], languages: Sequence[str]
) -> tuple[str, ...]:
    """One answer, asked until it can stand; what is doubtful is asked once more."""
    from ccmcost.desk.questions import remarks_on
    from ccmcost.words.speaker import english

    say, doubted = english(), None
    tell("\n" + say(f"why_{question.label}"))
    while True:
        name = say(question.label)
        answer = _lines(name, before) if question.lines else _line(name, before)
        remarks = remarks_on(form, text, question.key, answer, languages)
        if not remarks.errors and (not remarks.warnings or answer == doubted):
            return answer
        for each in remarks:
            tell(f"  {each.message}")
        if not remarks.errors:
            before = doubted = answer
            tell(f"  {say('ask_doubt')}")


def _lines(name: str, before: tuple[str, ...]) -> tuple[str, ...]:
    found: tuple[str, ...] = ()
    while len(found) < MOST_LINES:
        line = _line(f"{name}, line {len(found) + 1}", before[len(found) : len(found) + 1])
        if not line:
            break
        found += line
    return found


def _line(name: str, before: tuple[str, ...]) -> tuple[str, ...]:
    """One line; Enter keeps what was there, a hyphen leaves it open."""
    kept = f" [{before[0]}]" if before else ""
    answer = " ".join(ask(f"  {name}{kept}").split())
    return before if not answer else () if answer == "-" else (answer,)
