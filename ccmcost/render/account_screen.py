"""The account of a document on a terminal of 80 columns: taken, left out and why, checks; the answers used; two readings."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Literal, Protocol

from ccmcost.model.money import Money
from ccmcost.render.screen import Column, grid
from ccmcost.tables.screen import PLAIN, WIDTH, Style

_MOST = 12
_ANSWERS = {"name": '"{text}" is {answer}', "section": '"{text}" opens: {answer}', "column": 'column of States: "{text}"'}


class _Place(Protocol):
    @property
    def text(self) -> str: ...


class _Line(Protocol):
    @property
    def place(self) -> _Place: ...
    @property
    def text(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def times(self) -> int: ...


class _Check(Protocol):
    @property
    def what(self) -> str: ...
    @property
    def stated(self) -> str: ...
    @property
    def read(self) -> str: ...
    @property
    def place(self) -> _Place: ...
    @property
    def agrees(self) -> bool: ...


class _Account(Protocol):
    def by_reason(self, fate: Literal["taken", "left_out", "open"]) -> Mapping[str, Sequence[_Line]]: ...
    @property
    def checks(self) -> Sequence[_Check]: ...
    @property
    def of_states(self) -> bool: ...


def account_screen(account: _Account, style: Style = PLAIN) -> list[str]:
    """What was taken, by role; what was left out, by reason, each named with its place; the document's own figures."""
    lines = ["", style.bold("Account of the document")]
    taken, left = account.by_reason("taken"), account.by_reason("left_out")
    for reason, group in taken.items():
        lines += _paragraph(f"Taken as {reason} ({len(group)})", [_short(line) for line in group], len(group))
    for reason, group in left.items():
        lines += _paragraph(f"Left out, {reason} ({sum(line.times for line in group)})", [_named(each) for each in group])
    still_open = [line for group in account.by_reason("open").values() for line in group]
    if still_open:
        lines += _paragraph(f"Still open ({len(still_open)})", [_named(line) for line in still_open], 40)
    elif taken and not left:
        lines.append("  Nothing else names a State." if account.of_states else "  No row was left out.")
    for check in account.checks:
        agrees = "as read" if check.agrees else f"but {check.read} were read"
        lines += _wrapped(f"The document states {check.stated}, {agrees}: {check.what} ({check.place.text}).")
    return lines


def _short(line: _Line) -> str:
    return line.state or line.text


def _named(line: _Line) -> str:
    times = f", {line.times} times" if line.times > 1 else ""
    code = f"{line.state}: " if line.state else ""
    return f"{code}{line.text} ({line.place.text}{times})"


def _paragraph(head: str, items: Sequence[str], most: int = _MOST) -> list[str]:
    more = len(items) - most
    listed = "; ".join(items[:most]) if most < len(items) or "(" in "".join(items) else ", ".join(items)
    return _wrapped(f"{head}: {listed}" + (f"; and {more} more." if more > 0 else "."))


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent="  ", subsequent_indent="    ")


def answers_screen(answers: Sequence[tuple[str, str, str, str]], style: Style = PLAIN) -> list[str]:
    """The answers given for earlier documents of the meeting: kind, text, answer, document."""
    if not answers:
        return []
    lines = ["", style.bold(f"Answers from earlier documents of this meeting, used again ({len(answers)})")]
    for kind, text, answer, document in answers:
        said = "left out" if answer == "-" else answer
        where = f" (given for {document})" if document else ""
        lines += _wrapped(f"{_ANSWERS[kind].format(text=text, answer=said)}{where}.")
    return lines


class _Bill(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def present(self) -> Money | None: ...
    @property
    def all_parties(self) -> Money | None: ...


class _Readings(Protocol):
    @property
    def title(self) -> str: ...
    @property
    def states_present(self) -> int: ...
    @property
    def states_all(self) -> int: ...
    @property
    def largest(self) -> Sequence[_Bill]: ...
    @property
    def moved(self) -> Money: ...
    @property
    def default(self) -> str: ...
    @property
    def issued(self) -> str | None: ...
    @property
    def issued_rule(self) -> str: ...


_READINGS = {
    "participants": "the States that took part",
    "all_parties": "every State Party and the States not party that took part",
    "parties_only": "the States Parties",
}


def readings_screen(readings: _Readings, style: Style = PLAIN) -> list[str]:
    """Both readings of who bears the cost, side by side, and which one is in use."""
    head = "Who bears the cost: the Convention supports two readings"
    lines = ["", style.bold(head), *textwrap.wrap(readings.title, WIDTH), ""]
    columns = [
        Column("", 30),
        Column("Took part", 22, right=True),
        Column("All States Parties", 22, right=True),
    ]
    rows = [("States that pay", str(readings.states_present), str(readings.states_all))]
    rows += [
        (f"{bill.code} {bill.name}"[:30], _amount(bill.present), _amount(bill.all_parties)) for bill in readings.largest
    ]
    lines += grid(columns, rows, style)
    if readings.moved.minor:
        lines += ["", *textwrap.wrap(f"The second reading moves {readings.moved} from some States to others.", WIDTH)]
    else:
        lines += ["", "Both readings give the same amounts."]
    text = f"In use here: {_READINGS.get(readings.default, readings.default)}."
    if readings.issued_rule:
        issued = _READINGS.get(readings.issued or "", "another rule")
        text += f" The last notices of this meeting were issued to {issued} (rule {readings.issued_rule})."
    else:
        text += " No notices of this meeting have been issued."
    return lines + textwrap.wrap(text, WIDTH)


def _amount(amount: Money | None) -> str:
    return amount.grouped() if amount is not None else "-"
