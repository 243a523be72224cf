"""`import receipts FILE --map`: which column of a bank's extract is what, asked once and kept in
`data/bank.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from shlex import quote
from typing import NamedTuple

from ccmcost.accounts.books import clean
from ccmcost.errors import HOW_TO_STOP, Faults, UsageError
from ccmcost.findings import Findings
from ccmcost.intake.account import Account
from ccmcost.intake.extracts import (
    COLUMNS,
    DAYS,
    FILE,
    IGNORE,
    NEEDED,
    Extract,
    heading_name,
    in_form,
    load_extracts,
    mark_of_day,
)
from ccmcost.intake.found import Marker
from ccmcost.intake.office_table import sheets_of_office
from ccmcost.intake.unmapped import side_of
from ccmcost.load.data import Data
from ccmcost.load.reader import text_of
from ccmcost.load.table import SEARCHED_ROWS
from ccmcost.model.money import decimals_of, no_currency
from ccmcost.model.source import SourceFile
from ccmcost.near import did_you_mean, near, one_of
from ccmcost.publish import write_file
from ccmcost.text import printable
from ccmcost.workspace import Workspace

Ask = Callable[[str], str]
"""Puts a question to a person and returns the answer."""


class MapWish(NamedTuple):
    """What a person said of an extract: `NAME=HEADING` for each column, and what no column says;
    how it writes days and decimals.
    """

    columns: tuple[str, ...] = ()
    name: str = ""
    days: str = ""
    currency: str = ""
    account: str = ""
    decimal: str = ""


class _Heading(NamedTuple):
    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def values(self, heading: str) -> list[str]:
        """What stands below a heading."""
        at = self.names.index(heading)
        return [row[at] for row in self.rows if at < len(row) and row[at]]


class Mapped(NamedTuple):
    """What the columns of an extract are, and the file that is to say so, with its content."""

    extract: Extract
    path: Path
    content: bytes

    def keep(self) -> None:
        """Write it down."""
        write_file(self.path, self.content)


def map_extract(workspace: Workspace, path: Path, wish: MapWish, ask: Ask | None) -> Mapped:
    """Find out what the columns of an extract are; nothing is written yet.

    What the wish leaves open is asked, where a person is there to answer; else UsageError says all
    that is missing, with a line to complete.
    """
    folder, data = workspace.writable_data(), Data(workspace)
    source = data.given(path)
    data.findings.stop_on_errors()
    assert source is not None
    heading, faults = _heading(source), Faults()
    chosen, ignored = _chosen(wish, heading, faults)
    if ask is not None:
        faults.stop()
        said = {**chosen, _DAYS: wish.days, _CURRENCY: wish.currency}
        answers = _answers({key: text for key, text in said.items() if text}, heading, ask)
        chosen = {each: answers[each] for each in COLUMNS if answers.get(each)}
        wish = wish._replace(days=answers.get(_DAYS, ""), currency=answers.get(_CURRENCY, ""))
    days = wish.days or (
        _days(heading.values(chosen["value_date"])) if "value_date" in chosen else ""
    )
    currency, name = wish.currency, wish.name or path.stem
    with faults.gathered():
        name = clean(name, "--name")
    with faults.gathered():
        _check(path, heading, chosen, days, currency)
    faults.stop()
    marks = map(mark_of_day, heading.values(chosen["value_date"]))
    between = next(filter(None, marks), "")
    extract = Extract(name, chosen, days, currency, wish.account, ignored, between, wish.decimal)
    return _added(data, folder / FILE, extract, bool(wish.name))


def _heading(source: SourceFile) -> _Heading:
    """The row that names columns: the one with the most texts that are no figures."""
    findings = Findings()
    sheets = sheets_of_office(source, Account(Marker(source.shown, findings), of_states=False))
    findings.stop_on_errors()
    best: tuple[int, _Heading] | None = None
    for sheet in sheets:
        for at, row in enumerate(sheet.rows[:SEARCHED_ROWS]):
            texts = sum(bool(re.search(r"[^\W\d_]", cell)) for cell in row)
            if not sheet.hidden and texts > 1 and (best is None or texts > best[0]):
                best = texts, _Heading(tuple(row), sheet.rows[at + 1 :])
    if best is None:
        raise UsageError(f"{source.shown}: no row names columns. Is it the right file?")
    return best[1]


def known_column(text: str) -> tuple[str, str]:
    """The two parts of NAME=HEADING; UsageError for a column that there is not."""
    column, _, said = text.partition("=")
    known = (*COLUMNS, IGNORE)
    if column.strip() not in known:
        raise UsageError(
            f'--column: "{printable(column)}" is not one of {", ".join(known)}.'
            f"{did_you_mean(near(column, known))} Write --column amount=HEADING."
        )
    return column.strip(), said.strip()


def _chosen(
    wish: MapWish, heading: _Heading, faults: Faults
) -> tuple[dict[str, str], tuple[str, ...]]:
    """The heading of each column that the wish names, and those without a meaning; one that there
    is not is a fault.
    """
    known = {heading_name(name): name for name in heading.names if name}
    chosen, ignored = dict[str, str](), list[str]()
    for each in wish.columns:
        column = ""
        with faults.gathered():
            column, said = known_column(each)
        if not column:
            continue
        found = known.get(heading_name(said)) if said else None
        if found is None:
            listed = ", ".join(f'"{name}"' for name in known.values())
            faults.found.append(
                f'--column: the file has no heading "{printable(said)}". It has {listed}.'
            )
        elif column == IGNORE:
            ignored.append(found)
        else:
            with faults.gathered():
                _check_cells(found, column, heading)
            chosen[column] = found
    return chosen, tuple(ignored)


_CAN_BE: Mapping[str, tuple[Callable[[str], object], str]] = {
    "value_date": (lambda cell: any(in_form(form, cell) for form in DAYS), "a day"),
    "amount": (lambda cell: re.search("[0-9]", cell), "a sum"),
    "debit": (lambda cell: re.search("[0-9]", cell), "a sum"),
    "side": (side_of, "a side, such as in, out, C or D"),
    "currency": (lambda cell: decimals_of(cell.upper()) is not None, "a currency, such as USD"),
}
"""Of which column a cell can be told at sight to be what it should be, and what that is."""


def _check_cells(name: str, column: str, heading: _Heading) -> None:
    """Raise UsageError for a column of the file that cannot be what it was taken for, since most of
    its cells are something else: a total below may differ.
    """
    can_be, what = _CAN_BE.get(column, (bool, ""))
    cells = heading.values(name) if name and what else []
    wrong = [cell for cell in cells if not can_be(cell)]
    if len(wrong) * 2 > len(cells):
        raise UsageError(
            f'The column "{printable(name)}" is not it: "{printable(wrong[0])}" is not {what}.'
        )


_DAYS, _CURRENCY = "days", "currency of the account"
BACK, NONE = "<", "-"


def _answers(said: Mapping[str, str], heading: _Heading, ask: Ask) -> dict[str, str]:
    """What is said, and what a person answers to what is not; empty where no column says it. A
    person may go back, and finds what was answered before.
    """
    names = [name for name in heading.names if name]
    listed = "\n".join(f"  {number:>2} {name}" for number, name in enumerate(names, 1))
    told = f"The columns of the file:\n{listed}\n{BACK} goes back to the question before.\n"
    found, before, asked = dict(said), dict[str, str](), list[str]()
    while True:
        left = (key for key in (*COLUMNS, _DAYS, _CURRENCY) if key not in found)
        key = next((each for each in left if _is_open(each, found, heading)), "")
        if not key:
            return found
        answer = ask(f"{told}{_question(key)}{_enter(key, before)}")
        told = ""
        if answer == BACK and asked:
            back = asked.pop()
            before[back] = found.pop(back)
        elif answer == BACK:
            told = "This is the first question.\n"
        else:
            try:
                text = _read(key, answer or before.get(key, ""), names)
                _check_cells(text, key, heading)
                found[key] = text
                asked.append(key)
            except UsageError as error:
                told = f"{error} {HOW_TO_STOP}\n"


def _is_open(key: str, found: Mapping[str, str], heading: _Heading) -> bool:
    """Whether a person must be asked, after the columns that were named."""
    if key == _DAYS:
        return not _days(heading.values(found["value_date"]))
    return key != _CURRENCY or not found["currency"]


def _question(key: str) -> str:
    if key == _DAYS:
        return f"How are days written: {', '.join(DAYS)}?"
    if key == _CURRENCY:
        return "In which currency is the account (such as USD)?"
    return f"{COLUMNS[key]}: number"


def _enter(key: str, before: Mapping[str, str]) -> str:
    """What Enter takes."""
    is_optional = key in COLUMNS and key not in NEEDED
    if kept := before.get(key):
        return f" [{kept}]" + (f" ({NONE}: none)" if is_optional else "")
    return " (nothing: none)" if is_optional else ""


def _read(key: str, answer: str, names: Sequence[str]) -> str:
    """An answer as it is kept; a heading may be typed too. Raises UsageError."""
    if key == _DAYS:
        return one_of(answer, tuple(DAYS), "form of days")
    if key == _CURRENCY:
        if decimals_of(answer.upper()) is None:
            raise UsageError(no_currency(printable(answer)))
        return answer.upper()
    if answer in ("", NONE) and key not in NEEDED:
        return ""
    if answer.isascii() and answer.isdigit() and 0 < int(answer) <= len(names):
        return names[int(answer) - 1]
    if answer in names:
        return answer
    raise UsageError(f"Type a number from 1 to {len(names)}.")


def _days(values: list[str]) -> str:
    """How days are written, if the whole column allows one form only; else nothing."""
    days = [each for each in values if re.search("[0-9]", each)]  # others name a total
    fits = [form for form in DAYS if all(in_form(form, each) for each in days)]
    return fits[0] if len(fits) == 1 or (fits and fits[0] == "y-m-d") else ""


def _check(
    path: Path, heading: _Heading, chosen: Mapping[str, str], days: str, currency: str
) -> None:
    """All that is still missing or wrong, in one message, with a line to complete."""
    faults = Faults()
    wrong = [
        f"which column is {column} ({COLUMNS[column]})" for column in NEEDED if column not in chosen
    ]
    if days not in DAYS:
        wrong.append(f"how days are written (--days {'|'.join(DAYS)})")
    if not currency and "currency" not in chosen:
        wrong.append("the currency (--currency USD, or --column currency=HEADING)")
    elif currency and decimals_of(currency) is None:
        faults.found.append(f"--currency: {no_currency(printable(currency))}")
    if wrong:
        listed = ", ".join(f'"{name}"' for name in heading.names if name)
        said = ["--column " + quote(f"{each}={chosen.get(each, 'HEADING')}") for each in NEEDED]
        form = days if days in DAYS else "FORM"
        faults.found.append(
            f"{printable(path.name)}: say {'; '.join(wrong)}. Its headings are {listed}.\n"
            f"Complete: ccmcost import receipts {quote(str(path))} --map {' '.join(said)} "
            f"--days {form} --currency {'CODE' if decimals_of(currency) is None else currency}"
        )
    faults.stop()


def _added(data: Data, path: Path, extract: Extract, named: bool) -> Mapped:
    """Add an extract to bank.toml, or replace the one of the same name."""
    import tomlkit

    source = data.file(FILE, required=False)
    load_extracts(source, data.findings)
    data.findings.stop_on_errors()
    text = text_of(source, data.findings) if source else None
    document = tomlkit.parse(text or _HEAD)
    same = sorted(extract.columns)
    for each in document.get("extract", []):  # what was recorded is known by its name
        if not named and sorted(map(heading_name, each["headings"].values())) == same:
            extract = extract._replace(name=each["name"])
    table = tomlkit.table()
    values = {"name": extract.name, "headings": dict(extract.headings), "days": extract.days}
    more = ("currency", "account", "between", "decimal")
    values |= {key: value for key in more if (value := getattr(extract, key))}
    values |= {"ignored": list(extract.ignored)} if extract.ignored else {}
    table.update(values)
    known = [
        each
        for each in document.get("extract", [])
        if each["name"] != extract.name
        and sorted(map(heading_name, each["headings"].values())) != same
    ]
    document["extract"] = tomlkit.aot()
    for each in (*known, table):
        document["extract"].append(each)
    return Mapped(extract, path, document.as_string().encode())


_HEAD = """\
# What the columns of a bank's extracts are: made by `ccmcost import receipts FILE --map`.
# An extract is known by its headings.

"""
