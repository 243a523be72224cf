"""What the user has settled about the documents of a meeting: names, headings, the column of
States. Kept with the meeting.

Lists come as a draft, as a revision and as final: each answer is used again for the next document
of the same meeting.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ccmcost.errors import UsageError
from ccmcost.intake.account import ACCOUNT_COLUMNS, Account, Settled
from ccmcost.intake.finder import StateFinder
from ccmcost.intake.found import Section
from ccmcost.intake.names import LEFT_OUT, NameIndex, normal
from ccmcost.load.data import Data
from ccmcost.load.table import read_table
from ccmcost.publish import write_file
from ccmcost.sharing.request import printable
from ccmcost.tables.records import csv_text
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
