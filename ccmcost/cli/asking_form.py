"""What a person at a terminal is asked about the office: the questions of a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccmcost.cli.asking import indented
from ccmcost.cli.output import ask, tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccmcost.desk.questions import Answers, Form, Question
    from ccmcost.desk.walk import Walk

MOST_LINES = 9


def ask_form(
    form: Form, text: str, given: Answers, languages: Sequence[str], walk: Walk[Question]
) -> Answers:
    """What a person answers to the questions of a form whose file says `text`; what is there or was
    `given` before is kept by Enter. What was asked already is in the `walk`: then the last question
    is put again.
    """
    from ccmcost.desk.questions import answers_in, asked_of
    from ccmcost.desk.walk import NO_WAY_BACK

    found = {**answers_in(form, text), **given}

    def put(question: Question) -> bool:
        answer = _answer(form, question, text, found[question.key], languages)
        if answer is not None:
            found[question.key] = answer
        return answer is not None

    if walk.asked:
        walk.asked.pop()
    walk.through(
        lambda: next((one for one in asked_of(form, found) if one not in walk.asked), None),
        put,
        lambda _: None,
        lambda: tell(f"  {NO_WAY_BACK}"),
    )
    return found


def _answer(
    form: Form, question: Question, text: str, before: tuple[str, ...], languages: Sequence[str]
) -> tuple[str, ...] | None:
    """One answer, asked until it can stand; what is doubtful is asked once more. None if a person
    goes back.
    """
    from ccmcost.desk.questions import remarks_on
    from ccmcost.words.speaker import english

    say, doubted = english(), None
    tell("\n" + say(f"why_{question.label}"))
    while True:
        name = say(question.label)
        answer = _lines(name, before) if question.lines else _line(name, before)
        if answer is None:
            return None
        answer = tuple(map(question.normal, answer))
        remarks = remarks_on(form, text, question.key, answer, languages)
        if not remarks.errors and (not remarks.warnings or answer == doubted):
            return answer
        for each in remarks:
            tell(indented(each.message))
        if not remarks.errors:
            before = doubted = answer
            tell(f"  {say('ask_doubt')}")


def _lines(name: str, before: tuple[str, ...]) -> tuple[str, ...] | None:
    found: tuple[str, ...] = ()
    while len(found) < MOST_LINES:
        line = _line(f"{name}, line {len(found) + 1}", before[len(found) : len(found) + 1])
        if line is None and found:
            before, found = (*found, *before[len(found) :]), found[:-1]
            continue
        if line is None:
            return None
        if not line:
            break
        found += line
    return found


def _line(name: str, before: tuple[str, ...]) -> tuple[str, ...] | None:
    """One line; Enter keeps what was there, a hyphen leaves it open; None if a person goes back."""
    from ccmcost.desk.walk import BACK, NONE

    kept = f" [{before[0]}]" if before else ""
    answer = " ".join(ask(f"  {name}{kept}").split())
    if answer == BACK:
        return None
    return before if not answer else () if answer == NONE else (answer,)
