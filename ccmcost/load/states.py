"""`data/states.csv`: the table of States."""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from typing import Protocol

from ccmcost.clock import as_of_day
from ccmcost.findings import Findings
from ccmcost.load.reader import Reader
from ccmcost.load.state_names import names_of_workspace
from ccmcost.load.table import Row, read_table
from ccmcost.model.calendar import parse_day
from ccmcost.model.states import State, States

LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh")
_COLUMNS = (
    "iso3",
    "iso2",
    "m49",
    *(f"name_{language}" for language in LANGUAGES),
    "un_member_from",
    "non_member_status",
    "region_group",
    "ldc_from",
    "ldc_until",
    "aliases",
)
CODE = re.compile(r"[A-Z]{3}")
_NO_GROUP = re.compile(r'["*?~]|^[<>=]')


class Finder(Protocol):
    """What reads a column of States in a file that a person made: codes or names (ccmcost/intake/finder.py)."""

    def code(self, word: str) -> str | None:
        """The code that a word stands for, or None."""

    def unknown(self, text: str) -> str:
        """What to tell of a word that stands for no State."""


def load_states(reader: Reader) -> States:
    """All States by alpha-3 code, called as on the day of the workspace; what is wrong goes to the reader's findings."""
    source = reader.file("states.csv")
    states: dict[str, State] = {}
    for row in read_table(source, reader.findings, _COLUMNS) if source else ():
        code = row.get("iso3")
        if not CODE.fullmatch(code):
            row.error(
                reader.findings, "value-bad", f'"{code}" is no ISO 3166-1 alpha-3 code (three capital letters).', "iso3"
            )
        elif code in states:
            row.error(reader.findings, "state-twice", f"{code} stands twice. Remove one of the rows.", "iso3")
        else:
            states[code] = _state(code, row, reader.findings)
    day = reader.workspace.day or as_of_day()
    return States(states, partial(names_of_workspace, reader.workspace), day)


def _state(code: str, row: Row, findings: Findings) -> State:
    names = {language: row.get(f"name_{language}") for language in LANGUAGES}
    if not names["en"]:
        row.error(findings, "value-bad", f"{code} has no English name.", "name_en")
    return State(
        code,
        row.get("iso2"),
        row.get("m49"),
        names,
        row.day("un_member_from", findings),
        row.get("non_member_status"),
        _group(row, findings),
        row.day("ldc_from", findings, partial=True),
        row.day("ldc_until", findings, partial=True),
        tuple(_alias(item.strip(), row, findings) for item in row.get("aliases").split(";") if item.strip()),
    )


def _group(row: Row, findings: Findings) -> str:
    group = row.get("region_group")
    if _NO_GROUP.search(group):
        row.error(findings, "value-bad", f'"{group}" holds a sign that means more than itself in a formula.', "region_group")
        return ""
    return group


def _alias(item: str, row: Row, findings: Findings) -> tuple[str, str, date | None]:
    language, _, rest = item.partition(":")
    name, former, until = rest.partition("@until=")
    day = parse_day(until)
    if not language or not name:
        row.error(
            findings, "value-bad", f'"{item}" is no alias. Write it as en:Name or en:Name@until=2013-10-24.', "aliases"
        )
    elif former and day is None:
        row.error(findings, "date-bad", f'"{until}" is no date. Write it as YYYY-MM-DD.', "aliases")
    return language, name, day
