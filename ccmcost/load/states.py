"""`data/states.csv`, `state_names.csv`, `organizations.csv`:
States, what documents call them, and bodies that are none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TypeVar

from ccmcost.clock import as_of_day
from ccmcost.load.reader import Reader, once
from ccmcost.load.table import Row, read_table
from ccmcost.model.calendar import parse_day
from ccmcost.model.states import (
    Organizations,
    State,
    StateName,
    StateOrder,
    States,
    Treaty,
    TreatyStatus,
)
from ccmcost.near import did_you_mean, near
from ccmcost.workspace import Workspace

T = TypeVar("T")
_COLUMNS = (
    "iso3",
    "iso2",
    "m49",
    "un_member_from",
    "non_member_status",
    "region_group",
    "ldc_from",
    "ldc_until",
    "aliases",
)
KINDS = ("formal", "variant", "former")
_NAME = "name_[a-z]{2,3}"
CODE = re.compile(r"[A-Z]{3}")
ORGANIZATION = re.compile(r"[A-Z][A-Z0-9]{1,9}")
_NO_GROUP = re.compile(r'["*?~]|^[<>=]')


def load_states(reader: Reader, languages: Sequence[str] = ("en",)) -> States:
    """All States by alpha-3 code, called as on the day of the workspace;
    what is wrong goes to the reader's findings. The table has names in these languages at least.
    """
    needed = dict.fromkeys((*_COLUMNS, "name_en", *map("name_{}".format, languages)))
    states = once(
        reader.file("states.csv"),
        reader.findings,
        ("states", *needed),
        lambda source, findings: _states(read_table(source, findings, [*needed], further=_NAME)),
    )
    day = reader.workspace.day or as_of_day()
    return States(
        states,
        partial(_when_asked, _further_names, reader.workspace),
        day,
        partial(_when_asked, load_state_order, reader.workspace),
        partial(_when_asked, load_coded_organizations, reader.workspace),
    )


def _when_asked(load: Callable[[Reader, States], T], workspace: Workspace, known: States) -> T:
    """What is read only when it is asked for; what is wrong in it is for `ccmcost check` to say."""
    return load(Reader(workspace), known)


def _states(rows: Iterable[Row]) -> Mapping[str, State]:
    states: dict[str, State] = {}
    for row in rows:
        code = row.get("iso3")
        if not CODE.fullmatch(code):
            row.error(
                "value-bad",
                f'"{code}" is no ISO 3166-1 alpha-3 code (three capital letters).',
                "iso3",
            )
        elif code in states:
            row.error("state-twice", f"{code} stands twice. Remove one of the rows.", "iso3")
        else:
            states[code] = _state(code, row)
    return states


def _state(code: str, row: Row) -> State:
    named = [column for column in row.cells if re.fullmatch(_NAME, column)]
    names = {column.removeprefix("name_"): row.name(column) for column in named}
    if not names["en"]:
        row.error("value-bad", f"{code} has no English name.", "name_en")
    return State(
        code,
        row.get("iso2"),
        row.get("m49") and row.get("m49").zfill(3),  # a spreadsheet program takes noughts away
        names,
        row.day("un_member_from"),
        row.get("non_member_status"),
        _group(row),
        row.day("ldc_from", partial=True),
        row.day("ldc_until", partial=True),
        tuple(_alias(item.strip(), row) for item in row.name("aliases").split(";") if item.strip()),
    )


def _group(row: Row) -> str:
    group = row.get("region_group")
    if _NO_GROUP.search(group):
        row.error(
            "value-bad",
            f'"{group}" holds a sign that means more than itself in a formula.',
            "region_group",
        )
        return ""
    return group


def _alias(item: str, row: Row) -> tuple[str, str, date | None]:
    language, _, rest = item.partition(":")
    name, former, until = rest.partition("@until=")
    day = parse_day(until)
    if not language or not name:
        row.error(
            "value-bad",
            f'"{item}" is no alias. Write it as en:Name or en:Name@until=2013-10-24.',
            "aliases",
        )
    elif former and day is None:
        row.error("date-bad", f'"{until}" is not a valid date. Write it as YYYY-MM-DD.', "aliases")
    return language, name, day


def load_state_names(reader: Reader, states: States) -> tuple[StateName, ...]:
    """Every name at hand: UN short names in six languages, aliases,
    and the table of formal and former names.
    """
    return (*states.table_names(), *_further_names(reader, states))


def _further_names(reader: Reader, states: States) -> tuple[StateName, ...]:
    columns = ("iso3", "language", "kind", "name", "until", "source")
    return once(
        reader.file("state_names.csv", required=False),
        reader.findings,
        ("names", *states),
        lambda source, findings: _names(read_table(source, findings, columns), states),
    )


def _names(rows: Iterable[Row], states: States) -> tuple[StateName, ...]:
    names = []
    for row in rows:
        code, kind = row.state(states), row.get("kind")
        if code and kind not in KINDS:
            row.error(
                "value-bad",
                f'"{kind}" must be one of {", ".join(KINDS)}.{did_you_mean(near(kind, KINDS))}',
                "kind",
            )
        elif code:
            names.append(StateName(code, row.name("name"), kind, row.day("until")))
    return tuple(names)


def load_state_order(reader: Reader, states: States) -> StateOrder:
    """The alphabetical order of each language that has one in `state_order.csv`: the rows of a
    language stand in its order, and a name of earlier days has a row of its own.
    """
    source = reader.file("state_order.csv", required=False)
    columns = ("language", "name", "iso3", "listed", "source")
    order: dict[str, dict[str, int]] = {}
    for place, row in enumerate(read_table(source, reader.findings, columns)):
        code, name, language = row.state(states), row.name("name"), row.get("language")
        if not code:
            continue
        if name in (known := order.setdefault(language, {})):
            row.error("state-twice", f'"{name}" stands twice. Remove one of the rows.', "name")
        known[name] = place
        if name == states[code].names.get(language):
            known[code] = place
    return order


def load_organizations(reader: Reader, states: Container[str]) -> tuple[str, ...]:
    """Names and short names of organizations that attend meetings; they are recognised and left
    out. What is wrong with those that have a code goes to the reader's findings too.
    """
    rows, _ = _organizations(reader, states)
    return tuple(name for row in rows for name in map(row.name, ("name", "short")) if name)


def load_coded_organizations(reader: Reader, states: Container[str]) -> Organizations:
    """The names by language of organizations that have a code: they may stand on lists, and a rule
    can charge them.
    """
    return _organizations(reader, states)[1]


def _organizations(
    reader: Reader, states: Container[str]
) -> tuple[tuple[Row, ...], dict[str, dict[str, str]]]:
    source = reader.file("organizations.csv", required=False)
    columns = ("name", "short", "source")
    rows = read_table(source, reader.findings, columns, ("code", "language"))
    found: dict[str, dict[str, str]] = {}
    first: dict[str, Row] = {}
    for row in rows:
        code, language = row.get("code"), row.get("language")
        if not code:
            continue
        if not ORGANIZATION.fullmatch(code) or code in states:
            message = f'"{code}" is not a code that an organization can have, such as EUU.'
            row.error("value-bad", message, "code")
        elif not language or language in found.get(code, {}):
            message = f"{code} needs one name for each language, and the language beside it."
            row.error("value-bad", message, "language")
        else:
            found.setdefault(code, {})[language] = row.name("name")
            first.setdefault(code, row)
    for code, row in first.items():
        if "en" not in found[code]:
            row.error("value-bad", f"{code} has no English name.", "language")
    return rows, {code: names for code, names in found.items() if "en" in names}


INSTRUMENT = "instrument"
"""The column of treaty status that tells several instruments of a convention apart."""
TREATY_COLUMNS = (
    "iso3",
    "name",
    "signature_date",
    "consent_date",
    "consent_kind",
    "entry_into_force",
    "withdrawal_effective",
    "source",
)


def load_treaties(
    reader: Reader, states: States, instruments: Collection[str] = ()
) -> Mapping[str, Treaty]:
    """Treaty status by State under each instrument of the convention; where it has only itself,
    under no name. What is wrong goes to the reader's findings.
    """
    source = reader.file("treaty_status.csv")
    treaties = {key: dict[str, TreatyStatus]() for key in instruments or ("",)}
    for row in read_table(
        source, reader.findings, TREATY_COLUMNS, (INSTRUMENT,), may_lack_rows=True
    ):
        treaty = treaties.get(name := row.get(INSTRUMENT))
        if treaty is None:
            row.error("instrument-unknown", unknown_instrument(name, instruments), INSTRUMENT)
        elif code := row.state(states, treaty):
            treaty[code] = TreatyStatus(
                code,
                row.day("signature_date"),
                row.day("consent_date"),
                row.get("consent_kind"),
                row.day("entry_into_force"),
                row.day("withdrawal_effective"),
                row.get("source"),
            )
    return treaties


def unknown_instrument(name: str, known: Collection[str]) -> str:
    """What to tell of a name that is no instrument of the convention, or of none where it has
    several.
    """
    if not known:
        return f'"{name}" is named as an instrument, but convention.toml has no [instruments].'
    listed = ", ".join(known)
    if not name:
        return f"it names no instrument, and convention.toml has several ({listed}). Name one."
    return f'"{name}" is not among [instruments] of convention.toml: {listed}.' + did_you_mean(
        near(name, known)
    )
