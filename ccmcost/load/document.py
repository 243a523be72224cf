"""TOML documents with places: syntax, unknown and missing keys, values of the wrong kind."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, TypeGuard, TypeVar

from ccmcost.errors import DataError
from ccmcost.findings import Finding, Findings
from ccmcost.load.reader import plain_text_of
from ccmcost.model.calendar import YEARS
from ccmcost.model.source import SourceFile
from ccmcost.near import did_you_mean, hint, near
from ccmcost.text import hidden_in

T = TypeVar("T")
S = TypeVar("S", bound=str)

_PLACE = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)")
_KINDS = {
    str: "a text in quotes",
    int: "a whole number",
    date: "a date such as 2023-09-11",
    dict: "a table",
    list: "a list",
}


_HIDDEN = '"{key}" holds a hidden character that makes it read otherwise than it is. Take it out.'


def is_question(value: object) -> TypeGuard[str]:
    """Whether a value is a question that nobody has answered yet: a text that begins with `?`."""
    return isinstance(value, str) and value.startswith("?")


class Document:
    """A table of a TOML file. It knows its way up, so that a finding can name its line;
    lines are looked up only then.
    """

    def __init__(
        self,
        source: SourceFile,
        text: str,
        values: dict[str, Any],
        findings: Findings,
        up: Document | None = None,
        key: str = "",
        index: int = -1,
    ) -> None:
        self.source, self.content, self.values, self.findings = source, text, values, findings
        self._up, self._key, self._index = up, key, index
        self._asked: dict[str, None] = {}

    def row(self, key: str = "") -> int:
        """The line on which a key of this table stands (the table's own first line without a key or
        if it is not found).
        """
        start = self._start()
        if not key:
            return start
        pattern = re.compile(rf"\s*(?:\[+\s*)?(?:[\w-]+\.)*\"?{re.escape(key)}\"?\s*[=\]]")
        lines = self.content.splitlines()
        numbers = range(max(start, 1), len(lines) + 1)
        return next((number for number in numbers if pattern.match(lines[number - 1])), start)

    def _start(self) -> int:
        if self._up is None:
            return 0
        if self._index < 0:
            return self._up.row(self._key)
        head = re.compile(rf"\s*\[\[\s*{re.escape(self._key)}\s*\]\]")
        heads = [
            number for number, line in enumerate(self.content.splitlines(), 1) if head.match(line)
        ]
        return heads[self._index] if self._index < len(heads) else 0

    def error(self, code: str, message: str, key: str = "") -> None:
        """A finding of severity error at a key of this table."""
        self.findings.error(code, message, self.source.shown, self.row(key), key)

    def warning(self, code: str, message: str, key: str = "") -> None:
        """A finding at a key of this table that a person must see."""
        self.findings.warning(code, message, self.source.shown, self.row(key), key)

    def get(self, key: str, kind: type[T], default: T | None = None) -> T | None:
        """The value of a key if it is of the kind, else `default` (and a finding if it is there but
        of another kind).
        """
        self._asked.setdefault(key)
        value = self.values.get(key)
        if value is None:
            return default
        is_other = isinstance(value, bool) or (kind is date and isinstance(value, datetime))
        if is_question(value):
            self._ask(key, value)
        elif is_other or not isinstance(value, kind):
            self.error("value-bad", f'"{key}" must be {_KINDS[kind]}, not {_brief(value)}.', key)
        elif isinstance(value, date) and value.year not in YEARS:
            message = (
                f"{value} is not a date that can be used: years run from {YEARS[0]} to {YEARS[-1]}."
            )
            self.error("date-bad", message, key)
        elif isinstance(value, str) and hidden_in(value):
            self.error("value-bad", _HIDDEN.format(key=key), key)
        else:
            return value
        return default

    def _ask(self, key: str, question: str) -> None:
        what, path, up = question.strip("? "), key, self
        while up._up is not None:
            path, up = f"{up._key}.{path}", up._up
        message = f'"{path}" is still to be answered{": " if what else ""}{what}.'
        self.error("question-open", message, key)

    def need(self, key: str, kind: type[T], default: T) -> T:
        """Like `get`, but a missing key is a finding."""
        if key not in self.values:
            self.error("key-missing", f'the key "{key}" is missing. It must be {_KINDS[kind]}.')
        value = self.get(key, kind)
        return default if value is None else value

    def string(self, key: str) -> str:
        """The text of a key; empty if it is not there."""
        return self.get(key, str) or ""

    def flag(self, key: str) -> bool:
        """Whether a key says true; no, if it is not there."""
        self._asked.setdefault(key)
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            self.error("value-bad", f'"{key}" must be true or false, not {_brief(value)}.', key)
        return value is True

    def text(self, key: str) -> str:
        """The text of a key that must be there."""
        return self.need(key, str, "")

    def within(self, key: str, values: range) -> int:
        """The whole number of a key that must be there and lie among `values`."""
        value = self.need(key, int, values[0])
        if value in values:
            return value
        message = f'"{key}" must be between {values[0]} and {values[-1]}, not {_brief(value)}.'
        self.error("value-bad", message, key)
        return values[0]

    def choice(self, key: str, choices: Sequence[S], default: S) -> S:
        """The value of a key that must be one of `choices`."""
        value = self.get(key, str, default) or ""
        for choice in choices:
            if choice == value:
                return choice
        message = f'"{key}" must be one of {", ".join(choices)}, not "{value}".'
        message += did_you_mean(near(str(value), choices))
        self.error("value-bad", message, key)
        return default

    def texts(self, key: str, names: Sequence[str] | None = None) -> dict[str, str]:
        """A table of texts (names by language), under no other `names` than these."""
        table = self.get(key, dict) or {}
        if names is not None:
            self._below(table, key).only(names)
        found = {}
        for name, value in table.items():
            if is_question(value):
                self._below(table, key)._ask(name, value)
            elif not isinstance(value, str):
                message = f'"{key}.{name}" must be a plain text in quotes, not {_brief(value)}.'
                self.error("value-bad", message, name)
            elif hidden_in(value):
                self.error("value-bad", _HIDDEN.format(key=f"{key}.{name}"), name)
            else:
                found[name] = value
        return found

    def inside(self, key: str) -> Document | None:
        """The table under a key, or None if there is none."""
        table = self.get(key, dict)
        return None if table is None else self._below(table, key)

    def each(self, key: str) -> list[Document]:
        """The tables of an array of tables `[[key]]`."""
        tables = self.get(key, list) or []
        if not all(isinstance(table, dict) for table in tables):
            self.error("value-bad", f'"{key}" must hold tables [[{key}]].', key)
        return [
            self._below(table, key, index)
            for index, table in enumerate(tables)
            if isinstance(table, dict)
        ]

    def _below(self, values: dict[str, Any], key: str, index: int = -1) -> Document:
        return Document(self.source, self.content, values, self.findings, self, key, index)

    def only(self, known: Sequence[str]) -> None:
        """A finding for every key that no one reads."""
        for key in self.values:
            if key not in known:
                message = f'unknown key "{key}".{hint(key, known)}'
                self.error("key-unknown", message, key)

    def done(self, *others: str) -> None:
        """A finding for every key that nothing has read, now that all is read but `others`."""
        self.only([*self._asked, *others])


def in_brackets(file: str, key: str) -> DataError:
    """The finding on a file to which a table `[[key]]` cannot be added,
    because `key` is written as a list in brackets.
    """
    message = (
        f'nothing can be added, because "{key}" is written as a list in brackets. Write each '
        "entry as a table of its own: a "
        f"line [[{key}]], then a line for each key."
    )
    return DataError([Finding(file, 0, key, "file-syntax", message)])


def _brief(value: object) -> str:
    """A value as a message shows it; tables and lists are only named, however deep they are."""
    if isinstance(value, dict | list):
        return _KINDS[type(value)]
    text = repr(value)
    return text if len(text) <= 80 else text[:80] + "..."


DEEPEST = 20
"""So many levels of tables and lists a file may have; none of ours has more than five."""


def toml_values(text: str) -> dict[str, Any]:
    """The values of a TOML text. Raises ValueError for what is none, or is nested so deeply that
    nothing could look at it or show it.
    """
    too_deep = "nested too deeply"
    try:
        values = tomllib.loads(text)
    except RecursionError:
        raise ValueError(too_deep) from None
    level: list[Any] = [values]
    for _ in range(DEEPEST):
        inside = [each.values() if isinstance(each, dict) else each for each in level]
        level = [one for each in inside for one in each if isinstance(one, (dict, list))]
    if level:
        raise ValueError(too_deep)
    return values


def read_document(source: SourceFile | None, findings: Findings) -> Document | None:
    """A TOML file as a document, or None and a finding; None of no file."""
    text = plain_text_of(source, findings) if source is not None else None
    if source is None or text is None:
        return None
    try:
        return Document(source, text, toml_values(text), findings)
    except ValueError as error:  # so is a number of thousands of digits
        place = _PLACE.search(str(error))
        row = int(place[1]) if place and place[1] else text.count("\n") + 1
        what = _PLACE.sub("", str(error)).strip()
        findings.error("file-syntax", f"this is not valid TOML: {what}.", source.shown, row)
        return None
