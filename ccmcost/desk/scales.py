"""A scale of assessments is taken in: read, check sum and Members, compare with what is there,
write what is new.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ccmcost.desk.answers import points
from ccmcost.errors import UsageError
from ccmcost.findings import Finding, Findings
from ccmcost.intake.document import kind_of
from ccmcost.intake.extract import extract
from ccmcost.intake.found import Marker, symbol_in
from ccmcost.intake.layout import reading_lines
from ccmcost.intake.names import NameIndex
from ccmcost.intake.page import edge_text, pages_of, parts_of, row_lines
from ccmcost.intake.scales import ScaleTable, scale_of_resolution, scales_of_workbook
from ccmcost.intake.sheet import WORKBOOKS, visible, workbook_sheets
from ccmcost.load.data import Data
from ccmcost.load.reader import text_of
from ccmcost.load.scales import check_members
from ccmcost.load.table import cells_of
from ccmcost.model.calendar import Span
from ccmcost.model.rates import WHOLE_RATE, Scale, rate_text
from ccmcost.model.source import SourceFile
from ccmcost.model.states import States
from ccmcost.publish import write_files
from ccmcost.tables.records import csv_text
from ccmcost.tables.screen import PLAIN, Style
from ccmcost.text import printable
from ccmcost.words.speaker import english
from ccmcost.workspace import Workspace

_ASSUMED = "assumed: minimum rate of the scale (no figure has been published)"


class ScaleChange(NamedTuple):
    """One scale of the document: rates and notional rates that differ from those at hand,
    in words; `is_new` if none are.
    """

    table: ScaleTable
    is_new: bool
    rates: tuple[str, ...]
    notional: tuple[str, ...]

    @property
    def is_identical(self) -> bool:
        """Whether everything that the document gives is there already."""
        return not (self.is_new or self.rates or self.notional)


class ScaleProposal(NamedTuple):
    """What would be written: file contents by name in the data folder."""

    scales: tuple[ScaleChange, ...]
    files: Mapping[str, str]
    warnings: tuple[Finding, ...]


def propose_scales(
    workspace: Workspace, source: SourceFile, resolution: str | None, period: str | None
) -> ScaleProposal:
    """The scales of a document, checked: sum of 100.000, Members, names. `period` (`2025-2027`)
    picks one.

    Raises UsageError for a period that is not there or a new scale without a resolution, DataError
    with all findings.
    """
    data = Data(workspace)
    index = NameIndex(data.states, data.checked(data.state_names))
    earliest = min((span.first.year for span in data.scale_periods.values()), default=0)
    tables = data.checked(_read(source, index, data.findings, earliest))
    wanted = "a scale (Member States and their rates for three years)"
    if period is not None:
        wanted = f"the scale {printable(period)}"
        tables = tuple(table for table in tables if table.id == f"un-{period.removeprefix('un-')}")
    if not tables:
        message = f"{wanted} was not found in the document."
        data.findings.error("document-empty", message, source.shown)
    for table in tables:
        _check(table, data.states, source, data.findings)
    changes = data.checked([_compare(table, data, resolution) for table in tables])
    missing = [
        change.table.id
        for change in changes
        if not change.is_identical and not change.table.resolution
    ]
    if missing:
        raise UsageError(
            f"the document does not say which resolution adopted {', '.join(missing)}. Name it: "
            "--resolution A/RES/..."
        )
    # notional rates first: a scale that is there has its notional rates beside it
    notional = _notional_csv(data, changes)
    files = {"un_scale/notional.csv": notional} if notional else {}
    for change in sorted(changes, key=lambda change: change.table.id):
        if change.is_new or change.rates:
            table = change.table
            rows = (
                (code, data.states[code].name, rate_text(rate), table.resolution)
                for code, rate in sorted(table.rates.items())
            )
            head = ("iso3", "name", "rate", "resolution")
            files[f"un_scale/{table.id}.csv"] = csv_text(head, rows)
    return ScaleProposal(tuple(changes), files, data.findings.warnings)


def write_scales(workspace: Workspace, proposal: ScaleProposal) -> tuple[Path, ...]:
    """Write the new files, all or none."""
    folder = workspace.writable_data()
    written = {folder / name: text.encode() for name, text in proposal.files.items()}
    write_files(written)
    return tuple(written)


def _read(
    source: SourceFile, index: NameIndex, findings: Findings, earliest: int
) -> tuple[ScaleTable, ...]:
    marker, kind = Marker(source.shown, findings), kind_of(source)
    if kind in WORKBOOKS:
        sheets = visible(workbook_sheets(source, findings, kind))
        return scales_of_workbook(sheets, index, marker, earliest)
    if kind != "pdf":
        raise UsageError(
            "a scale is taken in from the workbook of the Committee on Contributions (.xlsx) or "
            "a resolution (.pdf)."
        )
    answer = extract(source, "pdf", findings)
    pages = pages_of(answer) if answer else []
    table = scale_of_resolution(row_lines(pages), reading_lines(parts_of(pages)), index, marker)
    symbol = symbol_in(edge_text(pages), prefer_frequent=True)
    return (table._replace(resolution=symbol or table.resolution),) if table else ()


def _check(table: ScaleTable, states: States, source: SourceFile, findings: Findings) -> None:
    total = sum(table.rates.values())
    if total != WHOLE_RATE:
        message = (
            f"the rates of {table.id} sum to {rate_text(total)}, not 100.000. Is the document "
            "whole?"
        )
        findings.error("scale-sum", message, source.shown)
    span = Span(date(table.first, 1, 1), date(table.last, 12, 31))
    check_members(Scale(table.id, span, "", table.rates, {}, source.shown), states, findings)


def _compare(table: ScaleTable, data: Data, resolution: str | None) -> ScaleChange:
    # faults of the file at hand are no matter: it is what gets replaced
    quiet = Data(data.workspace)
    here = quiet.scale(table.id) if table.id in quiet.scale_periods else None
    notional = {code: rate for code, (rate, _) in table.notional.items()}
    at_hand = here.notional if here else {}
    listed = {code: rate.thousandths for code, rate in at_hand.items() if code in notional}
    return ScaleChange(
        table._replace(
            resolution=resolution or table.resolution or (here.resolution if here else "")
        ),
        here is None,
        _differences(here.rates if here else {}, table.rates, data.states),
        _differences(listed, notional, data.states),
    )


def _differences(
    before: Mapping[str, int], after: Mapping[str, int], states: States
) -> tuple[str, ...]:
    words, told = english(), []
    for code in sorted({*before, *after}):
        old, new = (
            rate_text(rates[code]) if code in rates else words("none") for rates in (before, after)
        )
        if old != new:
            name = f"{code} {states.name(code)}"
            told.append(words("becomes", what=name, before=old, after=new))
    return tuple(told)


def scale_screen(change: ScaleChange, style: Style = PLAIN) -> list[str]:
    """One scale: what it is, whether it is new, and every rate that differs from the one at
    hand.
    """
    words, table = english(), change.table
    state = "new" if change.is_new else "identical" if change.is_identical else "differs"
    figures: dict[str, str | int] = {
        "scale": table.id,
        "resolution": table.resolution,
        "n": len(table.rates),
    }
    return [
        style.bold(words("scale_read", **figures)),
        "  " + words(f"scale_{state}"),
        *points(words("rates_changed"), () if change.is_new else change.rates),
        *points(words("notional_changed"), change.notional),
    ]


def _notional_csv(data: Data, changes: Sequence[ScaleChange]) -> str:
    """`notional.csv` with the rates of the document; a new scale also gets assumed rates,
    marked so, for other States. Empty if it says nothing new.
    """
    source = data.file("un_scale/notional.csv", required=False)
    text = text_of(source, data.findings) if source else None
    _, *rows = [*map(cells_of, csv.reader(io.StringIO(text or "")))] or [[]]
    before = {(period, code): values for period, code, *values in rows}
    after = dict(before)
    for change in changes:
        table = change.table
        period = table.id.removeprefix("un-")
        given = {
            code: [
                rate_text(rate),
                f"{table.resolution}, {where}: notional assessment rate".replace(", :", ":"),
                "no",
            ]
            for code, (rate, where) in table.notional.items()
            if change.is_new or change.notional
        }
        if change.is_new:
            assumed = [rate_text(min(table.rates.values())), _ASSUMED, "yes"]
            listed = {code for when, code in after if when == period}
            earlier = {code for when, code in before if when < period}
            others = earlier - set(given) - listed - set(table.rates)
            given |= dict.fromkeys(others, assumed)
        after |= {(period, code): values for code, values in given.items()}
    lines = ((*key, *values) for key, values in sorted(after.items()))
    head = ("period", "iso3", "rate", "basis", "assumed")
    return csv_text(head, lines) if after != before else ""
