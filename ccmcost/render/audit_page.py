"""The index of an audit pack: one page without script that reads on a screen and on paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ccmcost.model.money import Money, scaled_int
from ccmcost.model.states import States
from ccmcost.sharing.explanation import Explanation
from ccmcost.statement.audit import Pack, Sheet
from ccmcost.statement.status import words
from ccmcost.tables.html import render
from ccmcost.words.steps import sentence

AMOUNTS = frozenset(
    {
        *("amount", "before", "after", "bank_amount", "cost", "balance"),
        *("assessed", "adjusted", "received", "bank_charge", "exchange", "written_off", "refunded", "applied"),
    }
)
_HEADINGS = {"iso3": "State", "sha256": "SHA-256", "erp_number": "ERP number", "document_sha256": "SHA-256 of the document"}
_NEVER_BROKEN = frozenset({"number", "value_date", "issued_on", "pay_by", "adopted_on", "taken_in"})


class Cell(NamedTuple):
    """One cell: its text, its class in the style sheet, and the file it leads to."""

    text: str
    kind: str
    link: str = ""


def audit_page(pack: Pack, states: States) -> bytes:
    """The page as UTF-8. Everything in it is text: names and references are escaped."""
    return render(
        "audit.html.j2",
        lang="en",
        dir="ltr",
        pack=pack,
        sheets=[(sheet, _heads(sheet), _cells(sheet, sheet.rows), _cells(sheet, sheet.foot)) for sheet in pack.sheets],
        again=[(each, each.options) for each in pack.again],
        worked=[(each, each.worked, _steps(each.worked, states)) for each in pack.again if each.worked is not None],
        files=pack.files,
    )


def _shown(sheet: Sheet) -> list[int]:
    return [place for place, name in enumerate(sheet.columns) if not sheet.shown or name in sheet.shown]


def _heads(sheet: Sheet) -> list[Cell]:
    names = [sheet.columns[place] for place in _shown(sheet)]
    return [Cell(_HEADINGS.get(name, words(name)), "amount" if name in AMOUNTS else "") for name in names]


def _cells(sheet: Sheet, rows: Sequence[tuple[str, ...]]) -> list[list[Cell]]:
    return [[_cell(sheet.columns[place], row[place]) for place in _shown(sheet)] for row in rows]


def _cell(column: str, text: str) -> Cell:
    if column in AMOUNTS:
        return Cell(_grouped(text), "amount")
    if column.endswith("sha256"):
        return Cell(text, "hash")
    if column == "file":
        return Cell(text, "path", text if text.startswith("notices/") else "")
    return Cell(text, "whole" if column in _NEVER_BROKEN else "")


def _grouped(text: str) -> str:
    """Plain digits with commas between groups of three; other text as it is."""
    decimals = len(text.partition(".")[2])
    minor = scaled_int(text, decimals)
    return text if minor is None else Money(minor, "", decimals).grouped()


def _steps(worked: Explanation, states: States) -> list[str]:
    return [sentence(step, states) for step in worked.steps]
