"""What an office is asked about itself: questions as data, and the TOML file that keeps the
answers with its explanations.

A form is a file of the data folder, its questions, and the reader of that file: an answer is
checked by reading the file as it would stand with it. Another convention's questions are one more
form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from ccmcost.desk.question_tables import TABLES
from ccmcost.errors import DataError, Finding, UsageError
from ccmcost.findings import Findings
from ccmcost.load.document import is_question, toml_values
from ccmcost.load.office import ISSUER, read_issuer
from ccmcost.model.calendar import parse_day, typed_day
from ccmcost.model.source import SourceFile
from ccmcost.near import hint
from ccmcost.tables.screen import fields
from ccmcost.text import printable
from ccmcost.words.speaker import english

Answers = Mapping[str, tuple[str, ...]]
"""The lines that answer each question, by key; none where it is left open."""


Kind = Literal["text", "lines", "day", "number", "flag", "kinds", "paragraphs"]
"""What an answer is in the file: a text, a list of texts, a date, a whole number or yes; or a table
with an entry for each line: the kinds of meetings, the paragraphs of an article.
"""


class Question(NamedTuple):
    """What the value of one key is asked by: `label` is the phrase that names it, `why_` and the
    label the phrase that explains it. It is not asked where one of the keys `unless` is answered.
    """

    key: str
    label: str
    kind: Kind = "text"
    unless: tuple[str, ...] = ()

    @property
    def lines(self) -> bool:
        """Whether it is asked line by line."""
        return self.kind in ("lines", *TABLES)

    def normal(self, line: str) -> str:
        """An answer as its file shows it, if it can be read: `1999-03-01` for `1 March 1999`."""
        day = typed_day(line) if self.kind == "day" else None
        if self.kind == "flag" and line.casefold() in ("yes", "y"):
            return "true"
        return day.isoformat() if day else line

    def value(self, lines: tuple[str, ...]) -> Any:
        """What is written for an answer; a text that cannot be read is for the reader to refuse."""
        text = "".join(lines)
        if self.kind == "lines":
            return list(lines)
        if self.kind == "day":
            return parse_day(text) or text
        if self.kind == "flag":
            return text == "true" or text
        is_plain = text.isdecimal() and len(text) < 10 and str(int(text)) == text
        return int(text) if self.kind == "number" and is_plain else text


class Form(NamedTuple):
    """Questions whose answers a file of the data folder keeps, and how that file is read. One that
    `asks` says itself what is open: by a value that begins with a question mark.
    """

    file: str
    questions: tuple[Question, ...]
    read: Callable[[SourceFile, Findings, Sequence[str]], object]
    asks: bool = False


OFFICE = Form(
    ISSUER,
    (
        Question("office.names.en", "office_name"),
        Question("office.address", "office_address", "lines"),
        Question("office.contact", "bank_contact"),
        Question("office.signatory", "office_signatory"),
        Question("office.function.en", "office_function"),
        Question("bank.beneficiary", "bank_beneficiary"),
        Question("bank.name", "bank_name"),
        Question("bank.address", "bank_address"),
        Question("bank.account", "bank_account"),
        Question("bank.swift", "bank_swift"),
        Question("bank.routing", "bank_routing"),
        Question("bank.correspondent", "bank_correspondent"),
        Question("bank.correspondent_swift", "bank_correspondent_swift"),
        Question("bank.further_credit", "bank_further_credit"),
        Question("payment.basis.en", "payment_basis"),
    ),
    read_issuer,
)


def asked_of(form: Form, answers: Answers) -> list[Question]:
    """The questions of a form that other answers do not make needless."""
    return [each for each in form.questions if not any(map(answers.get, each.unless))]


def details(form: Form, keys: Sequence[str]) -> str:
    """Keys of a form's file as a person is asked for them: `Office, Bank, SWIFT/BIC`."""
    labels = {each.key: english()(each.label) for each in form.questions}
    return ", ".join(labels[key] for key in keys)


def answers_in(form: Form, text: str) -> dict[str, tuple[str, ...]]:
    """What a file answers already. Raises DataError if it is no TOML."""
    try:
        values = toml_values(text)
    except ValueError as error:
        message = f"this is not valid TOML: {error}. Mend it in an editor."
        raise DataError([Finding(form.file, 0, "", "file-syntax", message)]) from None
    found = {}
    for question in form.questions:
        value: Any = values
        for part in question.key.split("."):
            value = value.get(part, "") if isinstance(value, dict) else ""
        if question.kind in TABLES:
            value = TABLES[question.kind].lines(value if isinstance(value, dict) else {})
        lines = value if isinstance(value, list) else [value]
        said = (str(line).lower() if isinstance(line, bool) else str(line) for line in lines)
        found[question.key] = _answered(form, said)
    return found


def _answered(form: Form, lines: Iterable[str]) -> tuple[str, ...]:
    """The lines that answer something."""
    return tuple(line for line in lines if line and not (form.asks and is_question(line)))


def answers_of(form: Form, answers: Answers) -> Answers:
    """Those of some answers that are a form's own."""
    keys = {each.key for each in form.questions}
    return {key: lines for key, lines in answers.items() if key in keys}


def filled(form: Form, text: str, answers: Answers) -> str:
    """The file with those of these answers that are its own; its explanations, and what no answer
    is given to, stay.
    """
    import tomlkit

    before, answers = answers_in(form, text), {**answers_of(form, answers)}
    changed = [
        each
        for each in form.questions
        if answers.get(each.key, before[each.key]) != before[each.key]
    ]
    for question in changed:
        text = _uncommented(text, question.key)
    document = tomlkit.parse(text)
    for question in changed:
        given = answers[question.key]
        *tables, key = question.key.split(".")
        place: Any = document
        for name in tables:
            place = place.setdefault(name, tomlkit.table())
        if question.kind in TABLES:
            table = place.setdefault(key, tomlkit.table())
            TABLES[question.kind].fill(table, given)
            # as its lines say it: each with its number, and one blank after each part
            answers[question.key] = _answered(form, TABLES[question.kind].lines(table))
        else:
            place[key] = question.value(given)
    done = document.as_string()
    assert answers_in(form, done) == {**before, **answers}, "an answer reads back otherwise"
    return done


def _uncommented(text: str, key: str) -> str:
    """The file with the line of a key that is only shown as a comment (`# routing = ""`)."""
    *tables, last = key.split(".")
    head = re.search(rf"^\[{re.escape('.'.join(tables))}\]", text, re.MULTILINE)
    if head is None:
        return text
    end = re.search(r"^\[", text[head.end() :], re.MULTILINE)
    stop = head.end() + end.start() if end else len(text)
    shown = re.compile(rf"^# ({re.escape(last)} = )", re.MULTILINE)
    return text[: head.end()] + shown.sub(r"\1", text[head.end() : stop], count=1) + text[stop:]


def remarks_on(
    form: Form, text: str, key: str, answer: tuple[str, ...], languages: Sequence[str]
) -> Findings:
    """What is wrong (errors) or doubtful (warnings) with one answer, by the reader of the file."""
    kind = next(each.kind for each in form.questions if each.key == key)
    lines = TABLES[kind].normal(answer) if kind in TABLES else answer
    if len(_answered(form, lines)) < len(answer):
        wrong, is_open = Findings(), form.asks and any("?" in each for each in answer)
        wrong.error("value-bad", english()("ask_is_open" if is_open else "ask_twice"), key)
        return wrong
    before, after = (
        _read(form, filled(form, text, {key: each}), languages) for each in ((), answer)
    )
    known = {(each.column, each.message) for each in before}
    new = Findings()
    for each in after:
        if (each.column, each.message) not in known:
            add = new.error if each.severity == "error" else new.warning
            add(each.code, each.message, key)
    return new


def _read(form: Form, text: str, languages: Sequence[str]) -> Findings:
    findings = Findings()
    form.read(SourceFile(form.file, "workspace", text.encode(), form.file), findings, languages)
    return findings


def answers_said(
    forms: Sequence[Form], said: Sequence[str], option: str
) -> dict[str, tuple[str, ...]]:
    """The answers of options `KEY=TEXT`; a key of several lines may repeat. Raises UsageError."""
    known = {each.key: each for form in forms for each in form.questions}
    found: dict[str, tuple[str, ...]] = {}
    for each in said:
        key, equals, text = each.partition("=")
        key, line = key.strip(), " ".join(text.split())
        if key not in known or not equals:
            raise UsageError(f'{option}: "{printable(each)}" is not KEY=TEXT.{hint(key, known)}')
        line = known[key].normal(line)
        if key in found and not known[key].lines:
            raise UsageError(f"{option}: {key} is said twice.")
        found[key] = (*found.get(key, ()), line) if line else ()
    return found


def form_screen(form: Form, answers: Answers) -> list[str]:
    """All answers as they will be written; what is open says so, and what is needless is left
    out.
    """
    say = english()
    pairs = []
    for question in asked_of(form, answers):
        lines = answers.get(question.key) or (say("ask_open"),)
        pairs += [(say(question.label) if at == 0 else "", line) for at, line in enumerate(lines)]
    return ["", *fields(pairs), ""]
