"""What the user has settled about the documents of a meeting: names, headings, the column of
States. Kept with the meeting.

Lists come as a draft, as a revision and as final: each answer is used again for the next document
of the same meeting.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ccmcost.errors import UsageError
from ccmcost.intake.account import ACCOUNT_COLUMNS, Account, AccountLine, Settled
from ccmcost.intake.finder import StateFinder
from ccmcost.intake.found import Section
from ccmcost.intake.names import LEFT_OUT, NameIndex, normal
from ccmcost.load.data import Data
from ccmcost.load.table import read_table
from ccmcost.model.meeting import CostLine
from ccmcost.model.money import Money
from ccmcost.publish import write_file
from ccmcost.sharing.request import printable
from ccmcost.tables.records import csv_text
from ccmcost.tables.screen import PLAIN, WIDTH, Style, to_screen
from ccmcost.tables.table import Column, Table
from ccmcost.words.phrases import english
from ccmcost.workspace import Workspace

ANSWER_COLUMNS = ("kind", "text", "answer", "document", "given_on")
SECTIONS: dict[str, Section | None] = {
    "states": "by_status",
    "organizations": "organization",
    "absent": "absent",
    "none": None,
}
"""What `--section "LINE=..."` may say that a line opens, or a category is."""


class Answer(NamedTuple):
    """One answer: `kind` is name, section or column; `document` and `given_on` say for which
    document it was given first.
    """

    kind: str
    text: str
    answer: str
    document: str = ""
    given_on: str = ""


class Answers(NamedTuple):
    """All answers for a meeting; `earlier` are those kept from documents before,
    and not given otherwise now.
    """

    names: Mapping[str, str]
    sections: Mapping[str, Section | None]
    column: str
    earlier: tuple[Answer, ...]
    new: tuple[Answer, ...] = ()

    def with_new(
        self, aliases: Mapping[str, str], sections: Sequence[str], column: str | None
    ) -> Answers:
        """The answers with those given now, which win.
        Raises UsageError for a section that is not one.
        """
        new = [Answer("name", name, code) for name, code in aliases.items()]
        for option in sections:
            line, equals, word = option.rpartition("=")
            if not equals or not normal(line) or word.strip().casefold() not in SECTIONS:
                allowed = ", ".join(SECTIONS)
                raise UsageError(
                    f'--section: "{printable(option)}" is not LINE=WHAT, where WHAT is one of '
                    f"{allowed}."
                )
            new.append(Answer("section", line.strip(), word.strip().casefold()))
        if column:
            new.append(Answer("column", column.strip(), "states"))
        given = {
            (answer.kind, normal(answer.text) if answer.kind != "column" else "") for answer in new
        }
        earlier = tuple(
            answer
            for answer in self.earlier
            if (answer.kind, normal(answer.text) if answer.kind != "column" else "") not in given
        )
        return _answers(earlier, tuple(new))

    def without_known(self, index: NameIndex) -> Answers:
        """What is kept: not what was said of a State by its own name,
        which is about its place in one document.
        """
        return self._replace(
            new=tuple(
                each for each in self.new if each.kind != "name" or not index.is_known(each.text)
            )
        )

    def rows(self, document: str, day: date) -> tuple[tuple[str, ...], ...]:
        """The answers as rows of their file, the earlier ones first."""
        new = (answer._replace(document=document, given_on=day.isoformat()) for answer in self.new)
        return tuple(tuple(answer) for answer in (*self.earlier, *new))


def read_answers(data: Data, meeting: str) -> Answers:
    """The answers kept with a meeting; what is wrong in their file is a finding."""
    source = data.file(f"participants/answers/{meeting}.csv", required=False)
    found: list[Answer] = []
    for row in read_table(source, data.findings, ANSWER_COLUMNS):
        answer = Answer(*(row.get(column) for column in ANSWER_COLUMNS))
        right = {
            "name": answer.answer in data.states or answer.answer == LEFT_OUT,
            "section": answer.answer in SECTIONS,
            "column": bool(answer.text),
        }.get(answer.kind, False)
        if right and normal(answer.text):
            found.append(answer)
        else:
            message = (
                f'"{printable(answer.answer)}" is not a valid answer of the kind '
                f'"{printable(answer.kind)}".'
            )
            row.error("value-bad", message, "answer")
    return _answers(tuple(found), ())


def _answers(earlier: tuple[Answer, ...], new: tuple[Answer, ...]) -> Answers:
    every = (*earlier, *new)
    return Answers(
        {answer.text: answer.answer for answer in every if answer.kind == "name"},
        Settled(
            [(answer.text, SECTIONS[answer.answer]) for answer in every if answer.kind == "section"]
        ),
        next((answer.text for answer in reversed(every) if answer.kind == "column"), ""),
        earlier,
        new,
    )


def read_aliases(data: Data, options: Sequence[str], file: str | None) -> dict[str, str]:
    """Aliases by name. The file is a CSV with `name` and `iso3`; options win over it.
    Raises UsageError for a bad option.
    """
    aliases: dict[str, str] = {}
    finder = StateFinder(data.states)
    source = data.given(Path(file)) if file else None
    for row in read_table(source, data.findings, ("name", "iso3")):
        word = row.get("iso3")
        code = LEFT_OUT if word == LEFT_OUT else finder.code(word)
        if code is None:
            message = f'{finder.unknown(word)} Write "{LEFT_OUT}" to leave the name out.'
            row.error("state-unknown", message, "iso3")
        elif row.get("name"):
            aliases[row.get("name")] = code
    options_given: dict[str, str] = {}
    for option in options:
        name, equals, word = option.rpartition("=")
        code = LEFT_OUT if word.strip() == LEFT_OUT else finder.code(word)
        if not equals or not normal(name) or code is None:
            raise UsageError(
                f'--alias: "{printable(option)}" is not NAME=STATE, nor NAME=- to leave it out.'
            )
        if options_given.setdefault(normal(name), code) != code:
            both = f"{options_given[normal(name)]} and {code}"
            raise UsageError(
                f'--alias: "{printable(name)}" is given as {both}. Settle each State by its own '
                "name."
            )
        aliases[name.strip()] = code
    return aliases


def keep_account(
    workspace: Workspace,
    account: Account,
    name: str,
    folder: str = "accounts",
    *above: tuple[str, ...],
) -> Path:
    """Write the account of a document, below the rows `above`, to `FOLDER/NAME.csv` of the data
    folder; returns the path.

    Raises WriteError if it cannot be written.
    """
    path = workspace.writable_data() / folder / f"{name}.csv"
    write_file(path, csv_text(ACCOUNT_COLUMNS, (*above, *account.rows())).encode())
    return path


_MOST, _SHOWN = 12, 40
"""So many things in one paragraph, and so many points in one list; of the others, their number."""
_ANSWERS = {
    "name": '"{text}" is {answer}',
    "section": '"{text}" opens: {answer}',
    "column": 'column of States: "{text}"',
}


def account_screen(account: Account, style: Style = PLAIN) -> list[str]:
    """What was taken, by role; what was left out, by reason, each named with its place;
    the document's own figures.
    """
    lines = ["", style.bold("Account of the document")]
    taken, left = account.by_reason("taken"), account.by_reason("left_out")
    for reason, group in taken.items():
        lines += _paragraph(
            f"Taken as {reason} ({len(group)})",
            [line.state or line.text for line in group],
            len(group),
        )
    for reason, group in left.items():
        lines += _paragraph(
            f"Left out, {reason} ({sum(line.times for line in group)})",
            [_named(each) for each in group],
        )
    still_open = [line for group in account.by_reason("open").values() for line in group]
    if still_open:
        lines += _paragraph(
            f"Still open ({len(still_open)})", [_named(line) for line in still_open], 40
        )
    elif taken and not left:
        lines.append(
            "  Nothing else names a State." if account.of_states else "  No row was left out."
        )
    for check in account.checks:
        agrees = "as read" if check.agrees else f"but {check.read} were read"
        lines += _wrapped(
            f"The document states {check.stated}, {agrees}: {check.what} ({check.place.text})."
        )
    return lines


def _named(line: AccountLine) -> str:
    times = f", {line.times} times" if line.times > 1 else ""
    code = f"{line.state}: " if line.state else ""
    return f"{code}{line.text} ({line.place.text}{times})"


def _paragraph(head: str, items: Sequence[str], most: int = _MOST) -> list[str]:
    more = len(items) - most
    listed = (
        "; ".join(items[:most]) if most < len(items) or "(" in "".join(items) else ", ".join(items)
    )
    return _wrapped(f"{head}: {listed}" + (f"; and {more} more." if more > 0 else "."))


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent="  ", subsequent_indent="    ")


def answers_screen(answers: Sequence[Answer], style: Style = PLAIN) -> list[str]:
    """The answers given for earlier documents of the meeting."""
    if not answers:
        return []
    lines = [
        "",
        style.bold(f"Answers from earlier documents of this meeting, used again ({len(answers)})"),
    ]
    for each in answers:
        said = "left out" if each.answer == "-" else each.answer
        where = f" (given for {each.document})" if each.document else ""
        lines += _wrapped(f"{_ANSWERS[each.kind].format(text=each.text, answer=said)}{where}.")
    return lines


def points(title: str, found: Sequence[str]) -> list[str]:
    """A list of points under a title with their number; nothing where there are none."""
    if not found:
        return []
    more = len(found) - _SHOWN
    shown = [*found[:_SHOWN], *([f"and {more} more"] if more > 0 else [])]
    wrapped = (
        textwrap.wrap(point, WIDTH, initial_indent="    ", subsequent_indent="      ")
        for point in shown
    )
    return [f"  {title} ({len(found)})", *(line for point in wrapped for line in point)]


def cost_screen(
    title: str, lines: Sequence[CostLine], total: Money, faults: Sequence[str], style: Style = PLAIN
) -> list[str]:
    """The lines of a cost with their kinds and percentages, and the total that they sum to."""
    words = english()
    columns = (
        Column("item", words("col_line"), wide=41),
        Column("kind", words("col_kind"), wide=16),
        Column("percent", "%", "percent", 6),
        Column("amount", total.currency, "money", 14),
    )
    rows = tuple(
        (line.item, line.kind.replace("_", " "), line.percent, total.of(line.amount))
        for line in lines
    )
    table = Table(
        "cost",
        "",
        columns,
        rows or ((words("no_lines"), "", "", ""),),
        ((words("row_total"), "", "", total),),
    )
    return [
        style.bold(title),
        "",
        *to_screen(table, style),
        *(style.warn(words("not_right", fault=each)) for each in faults),
    ]
