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
from ccmcost.intake.account import ACCOUNT_COLUMNS, Account, AccountLine, Settled, Unsettled
from ccmcost.intake.finder import StateFinder
from ccmcost.intake.found import Section
from ccmcost.intake.names import LEFT_OUT, NameIndex, normal
from ccmcost.load.data import Data
from ccmcost.load.table import read_table
from ccmcost.model.meeting import CostLine
from ccmcost.model.money import Money
from ccmcost.tables.records import csv_text
from ccmcost.tables.screen import PLAIN, Style, prose, to_screen
from ccmcost.tables.table import Column, Table
from ccmcost.text import printable
from ccmcost.words.speaker import english
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

    @property
    def question(self) -> tuple[str, str]:
        """What it answers: there is one column, and one answer for each name and line."""
        return self.kind, "" if self.kind == "column" else normal(self.text)


class Answers(NamedTuple):
    """All answers for a meeting; `earlier` are those kept from documents before,
    and not given otherwise now.
    """

    earlier: tuple[Answer, ...]
    new: tuple[Answer, ...] = ()

    def _of(self, kind: str) -> list[Answer]:
        return [answer for answer in (*self.earlier, *self.new) if answer.kind == kind]

    @property
    def names(self) -> dict[str, str]:
        """What each name means that was settled."""
        return {answer.text: answer.answer for answer in self._of("name")}

    @property
    def sections(self) -> Settled:
        """What each line opens that was settled."""
        return Settled([(each.text, SECTIONS[each.answer]) for each in self._of("section")])

    @property
    def column(self) -> str:
        """The column of States, if it was named."""
        return "".join(answer.text for answer in self._of("column")[-1:])

    def with_new(
        self, aliases: Mapping[str, str], sections: Sequence[str], column: str | None
    ) -> Answers:
        """The answers with those given now, which win.
        Raises UsageError for a section that is not one.
        """
        new = [Answer("name", name, code) for name, code in aliases.items()]
        for option in sections:
            line, _, said = option.rpartition("=")
            word = said.strip().casefold()
            if not normal(line) or word not in SECTIONS:
                raise UsageError(
                    f'--section: "{printable(option)}" is not LINE=WHAT, where WHAT is one of '
                    f"{', '.join(SECTIONS)}."
                )
            new.append(Answer("section", line.strip(), word))
        if column:
            new.append(Answer("column", column.strip(), "states"))
        given = {answer.question for answer in new}
        earlier = (answer for answer in self.earlier if answer.question not in given)
        return Answers(tuple(earlier), tuple(new))

    def without_known(self, index: NameIndex) -> Answers:
        """What is kept: not what was said of a State by its own name,
        which is about its place in one document.
        """
        new = (each for each in self.new if each.kind != "name" or not index.is_known(each.text))
        return self._replace(new=tuple(new))

    def rows(self, document: str, day: date) -> tuple[Answer, ...]:
        """The answers as rows of their file, the earlier ones first."""
        about = {"document": document, "given_on": day.isoformat()}
        return (*self.earlier, *(answer._replace(**about) for answer in self.new))


def read_answers(data: Data, meeting: str) -> Answers:
    """The answers kept with a meeting; what is wrong in their file is a finding."""
    source = data.file(f"participants/answers/{meeting}.csv", required=False)
    found: list[Answer] = []
    for row in read_table(source, data.findings, ANSWER_COLUMNS):
        answer = Answer(*map(row.get, ANSWER_COLUMNS))
        right = {
            "name": answer.answer in data.states or answer.answer == LEFT_OUT,
            "section": answer.answer in SECTIONS,
            "column": bool(answer.text),
        }
        if right.get(answer.kind) and normal(answer.text):
            found.append(answer)
        else:
            row.error(
                "value-bad",
                f'"{printable(answer.answer)}" is not a valid answer of the kind '
                f'"{printable(answer.kind)}".',
                "answer",
            )
    return Answers(tuple(found))


def read_aliases(data: Data, options: Sequence[str], file: str | None) -> dict[str, str]:
    """Aliases by name. The file is a CSV with `name` and `iso3`; options win over it.
    Raises UsageError for a bad option.
    """
    aliases, given = dict[str, str](), dict[str, str]()
    finder = StateFinder(data.states)

    def meant(word: str) -> str | None:
        return LEFT_OUT if word == LEFT_OUT else finder.code(word)

    source = data.given(Path(file)) if file else None
    for row in read_table(source, data.findings, ("name", "iso3")):
        code = meant(row.get("iso3"))
        if code is None:
            fault = finder.unknown(row.get("iso3"))
            row.error("state-unknown", f'{fault} Write "{LEFT_OUT}" to leave the name out.', "iso3")
        elif (name := row.get("name")) and aliases.setdefault(name, code) != code:
            told = f'"{name}" stands twice, as {aliases[name]} and {code}. Remove one of the rows.'
            row.error("value-bad", told, "name")
    for option in options:
        name, _, word = option.rpartition("=")
        code = meant(word.strip())
        if not normal(name) or code is None:
            raise UsageError(
                f'--alias: "{printable(option)}" is not NAME=STATE, nor NAME=- to leave it out.'
            )
        before = given.setdefault(normal(name), code)
        if before != code:
            raise UsageError(
                f'--alias: "{printable(name)}" is given as {before} and {code}. Settle each State '
                "by its own name."
            )
        aliases[name.strip()] = code
    return aliases


def settle(account: Account) -> None:
    """Raise Unsettled, with all findings and the account, if anything is wrong."""
    if account.marker.findings.errors:
        raise Unsettled(account.marker.findings.errors, account)


def need_closed(closed: bool) -> None:
    """Raise UsageError where something in a document is still open: nothing is written from it."""
    if not closed:
        raise UsageError(
            "the account of this document is not closed: something in it is still open."
        )


def account_path(workspace: Workspace, name: str, folder: str = "accounts") -> Path:
    """Where the account of a document is kept."""
    return workspace.writable_data() / folder / f"{name}.csv"


def account_file(
    workspace: Workspace,
    account: Account,
    name: str,
    folder: str = "accounts",
    *above: tuple[str, ...],
) -> dict[Path, bytes]:
    """The account of a document, below the rows `above`, as it is kept: `FOLDER/NAME.csv` of the
    data folder, and its content.
    """
    content = csv_text(ACCOUNT_COLUMNS, (*above, *account.rows())).encode()
    return {account_path(workspace, name, folder): content}


_MOST, _SHOWN = 12, 40
"""So many things in one paragraph, and so many points in one list; of the others, their number."""


def account_screen(account: Account, style: Style = PLAIN) -> list[str]:
    """What was taken, by role; what was left out, by reason, each named with its place;
    the document's own figures.
    """
    words = english()
    lines = ["", style.bold(words("account_of_document"))]
    taken, left = account.by_reason("taken"), left_out_screen(account)
    for reason, group in taken.items():
        codes = [line.state or line.text for line in group]
        head = words("taken_as", reason=reason, n=len(group))
        # each State is named; of the rows of a statement some, the account that is kept has all
        lines += _paragraph(head, codes, len(group) if account.of_states else _MOST)
    lines += left
    if still := [_named(line) for group in account.by_reason("open").values() for line in group]:
        lines += _paragraph(words("still_open", n=len(still)), still, _SHOWN)
    elif taken and not left:
        lines.append("  " + words("no_other_state" if account.of_states else "no_row_left_out"))
    for check in account.checks:
        key = "check_agrees" if check.agrees else "check_differs"
        figure = {"stated": check.stated, "what": check.what, "read": check.read}
        lines += _wrapped(words(key, place=check.place.text, **figure))
    return lines


def left_out_screen(account: Account, most: int = _MOST) -> list[str]:
    """What was left out, by reason, so many of each named with their places."""
    lines = list[str]()
    for reason, group in account.by_reason("left_out").items():
        number = sum(line.times for line in group)
        head = english()("left_out_as", reason=reason, n=number)
        lines += _paragraph(head, list(map(_named, group)), most)
    return lines


def _named(line: AccountLine) -> str:
    times = english()("times", n=line.times) if line.times > 1 else ""
    code = f"{line.state}: " if line.state else ""
    return f"{code}{line.text} ({line.place.text}{times})"


def _paragraph(head: str, items: Sequence[str], most: int = _MOST) -> list[str]:
    more = len(items) - most
    between = "; " if more > 0 or "(" in "".join(items) else ", "
    end = english()("and_more_items", n=more) if more > 0 else "."
    return _wrapped(f"{head}: {between.join(items[:most])}{end}")


def _wrapped(text: str, indent: str = "  ") -> list[str]:
    return prose(text, indent, indent + "  ")


def answers_screen(answers: Sequence[Answer], style: Style = PLAIN) -> list[str]:
    """The answers given for earlier documents of the meeting."""
    words = english()
    lines = ["", style.bold(words("answers_again", n=len(answers)))] if answers else []
    for each in answers:
        said = words("answered_out") if each.answer == LEFT_OUT else each.answer
        where = words("given_for", document=each.document) if each.document else ""
        lines += _wrapped(words(f"answer_{each.kind}", text=each.text, answer=said) + where + ".")
    return lines


def points(title: str, found: Sequence[str]) -> list[str]:
    """A list of points under a title with their number; nothing where there are none."""
    shown, more = [*found[:_SHOWN]], len(found) - _SHOWN
    shown += [english()("and_more", n=more)] if more > 0 else []
    lines = (line for point in shown for line in _wrapped(point, "    "))
    return [f"  {title} ({len(found)})", *lines] if found else []


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
