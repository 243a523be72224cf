"""`import receipts FILE --map`: which column of a bank's extract is what, asked once and kept in
`data/bank.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from shlex import quote
from typing import NamedTuple

from ccmcost.accounts.books import clean
from ccmcost.desk.bank_questions import (
    MONEY,
    ORDER,
    Heading,
    Talk,
    ask_columns,
    check_cells,
    days_of,
)
from ccmcost.errors import Faults, UsageError
from ccmcost.findings import Findings
from ccmcost.intake.account import Account
from ccmcost.intake.extracts import (
    COLUMNS,
    DAYS,
    FILE,
    IGNORE,
    NEEDED,
    Extract,
    load_extracts,
    mark_of_day,
)
from ccmcost.intake.found import Marker
from ccmcost.intake.office_table import sheets_of_office
from ccmcost.load.data import Data
from ccmcost.load.reader import text_of
from ccmcost.load.table import SEARCHED_ROWS, heading_name
from ccmcost.model.money import decimals_of, no_currency
from ccmcost.model.source import SourceFile
from ccmcost.near import did_you_mean, near
from ccmcost.publish import write_file
from ccmcost.text import printable
from ccmcost.workspace import Workspace


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


class Mapped(NamedTuple):
    """What the columns of an extract are, and the file that is to say so, with its content."""

    extract: Extract
    path: Path
    content: bytes

    def keep(self) -> None:
        """Write it down."""
        write_file(self.path, self.content)


def map_extract(workspace: Workspace, path: Path, wish: MapWish, talk: Talk | None) -> Mapped:
    """Find out what the columns of an extract are; nothing is written yet.

    What the wish leaves open is asked, where a person is there to answer, who finds what is kept of
    such an extract; else UsageError says all that is missing, with a line to complete.
    """
    folder, data = workspace.writable_data(), Data(workspace)
    source = data.given(path)
    data.findings.stop_on_errors()
    assert source is not None
    heading, faults = _heading(source), Faults()
    chosen, ignored = _chosen(wish, heading, faults)
    if talk is not None:
        faults.stop()
        kept = _kept(data, heading)
        talk.before = {**_plainly(heading), **talk.before}
        if kept is not None:
            answered = {ORDER: kept.days, MONEY: kept.currency, **_headings(kept, heading)}
            talk.before = {**answered, **talk.before}
            wish = wish._replace(
                account=wish.account or kept.account, decimal=wish.decimal or kept.decimal
            )
            ignored = ignored or kept.ignored
        said = {**chosen, ORDER: wish.days, MONEY: wish.currency}
        answers = ask_columns({key: text for key, text in said.items() if text}, heading, talk)
        chosen = {each: answers[each] for each in COLUMNS if answers.get(each)}
        ignored = (*ignored, *talk.doubted.get(chosen["amount"], ()))
        wish = wish._replace(days=answers.get(ORDER, ""), currency=answers.get(MONEY, ""))
    days = wish.days or (
        days_of(heading.values(chosen["value_date"])) if "value_date" in chosen else ""
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


def _heading(source: SourceFile) -> Heading:
    """The row that names columns: the one with the most texts that are no figures."""
    findings = Findings()
    sheets = sheets_of_office(source, Account(Marker(source.shown, findings), of_states=False))
    findings.stop_on_errors()
    best: tuple[int, Heading] | None = None
    for sheet in sheets:
        for at, row in enumerate(sheet.rows[:SEARCHED_ROWS]):
            texts = sum(bool(re.search(r"[^\W\d_]", cell)) for cell in row)
            if not sheet.hidden and texts > 1 and (best is None or texts > best[0]):
                best = texts, Heading(tuple(row), sheet.rows[at + 1 :])
    if best is None:
        raise UsageError(f"{source.shown}: no row names columns. Is it the right file?")
    return best[1]


def _kept(data: Data, heading: Heading) -> Extract | None:
    """What bank.toml says of an extract with these headings."""
    found = load_extracts(data.file(FILE, required=False), data.findings)
    data.findings.stop_on_errors()
    fits = (each for each in found if len(_headings(each, heading)) == len(each.headings))
    return max(fits, key=lambda each: len(each.headings), default=None)


_CALLED = {
    "value_date": {"date", "value_date", "valuedate", "valuta", "fecha_valor", "date_de_valeur"},
    "amount": {"amount", "sum", "credit", "montant", "importe", "betrag"},
    "debit": {"debit"},
    "currency": {"currency", "ccy", "devise", "moneda"},
    "text": {"text", "details", "description", "narrative", "purpose", "payment_details"},
    "reference": {"reference", "bank_reference"},
}
"""Headings that say themselves what they are."""


def _plainly(heading: Heading) -> dict[str, str]:
    """The columns whose heading says what they are, to be kept by Enter; only a person knows."""
    found = {}
    for column, names in _CALLED.items():
        fits = [name for known, name in heading.known.items() if known in names]
        if len(fits) == 1:
            found[column] = fits[0]
    return found


def _headings(extract: Extract, heading: Heading) -> dict[str, str]:
    """The headings that an extract names, as the file at hand writes them."""
    known = heading.known
    said = {column: known.get(heading_name(name)) for column, name in extract.headings.items()}
    return {column: name for column, name in said.items() if name}


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
    wish: MapWish, heading: Heading, faults: Faults
) -> tuple[dict[str, str], tuple[str, ...]]:
    """The heading of each column that the wish names, and those without a meaning; one that there
    is not is a fault.
    """
    known, chosen, ignored = heading.known, dict[str, str](), list[str]()
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
                check_cells(found, column, heading)
            chosen[column] = found
    return chosen, tuple(ignored)


def _check(
    path: Path, heading: Heading, chosen: Mapping[str, str], days: str, currency: str
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
