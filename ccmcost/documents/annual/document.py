"""The whole document in one language, as PDF and as one HTML file; all files of a report, published
as one set; and what `ccmcost report` says on the screen, a few lines for each year.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from ccmcost.calc.change import ChangeRow
from ccmcost.charts.files import bare_pictures, chart_files
from ccmcost.charts.frame import chart_speaker
from ccmcost.documents.annual import Compared, StateRow, Year, YearMeeting
from ccmcost.documents.annual.blocks import Block, Section, as_data
from ccmcost.documents.annual.brief import brief_sections
from ccmcost.documents.annual.change_tables import changes_table
from ccmcost.documents.annual.charts import charts_of
from ccmcost.documents.annual.glance import glance_section
from ccmcost.documents.annual.report import Report
from ccmcost.documents.annual.sections import (
    changes_sections,
    collection_section,
    meeting_section,
    meetings_section,
    method_section,
    notes_section,
    parts_section,
    provisional_scale,
    sources_section,
    states_section,
)
from ccmcost.documents.annual.tables import (
    arrears_table,
    meetings_table,
    states_table,
    title_of,
    whole_parts_table,
)
from ccmcost.documents.annual.workbook import annual_xlsx
from ccmcost.manifest import NAME, inputs_of, publish_folder, rule_of, specimen_name, told
from ccmcost.model.meeting import Meeting
from ccmcost.model.rates import fraction_text
from ccmcost.tables.page import Press, render
from ccmcost.tables.records import PLAIN_CSV, Form, to_csv
from ccmcost.tables.screen import Style, prose
from ccmcost.tables.table import Row, Table, plain
from ccmcost.text import without_hidden
from ccmcost.threads import threads
from ccmcost.words.numbers import days as days_words
from ccmcost.words.speaker import Speaker, english
from ccmcost.words.status import words

_HASH = "sha256-to-be-computed"


def sections(report: Report, words: Speaker, figures: Mapping[str, Block]) -> list[Section]:
    """The sections in order; a figure stands where its table is."""
    year, collection = report.year, report.collection
    found = [
        glance_section(report, words, figures["shares"]),
        meetings_section(year, words),
        *(meeting_section(each, words) for each in year.meetings),
        states_section(year, words, figures["amounts"]),
        *changes_sections(report, words, figures.get("changes")),
        parts_section(year, words, figures["parts"]),
    ]
    if collection is not None:
        found.append(collection_section(year, collection, words, figures.get("arrears")))
    return [
        *found,
        notes_section(report, words),
        sources_section(report, words),
        method_section(report, words),
    ]


def document(
    report: Report, words: Speaker, figures: Mapping[str, Block], is_brief: bool = False
) -> dict[str, Any]:
    """Everything that a template shows, as plain values."""
    title = title_of(report, words, is_brief)
    made = brief_sections if is_brief else sections
    reference = f"{words.convention.prefix} {report.year.year}"
    return {
        **words.page_head(report.issuer, title, reference),
        "document_title": without_hidden(f"{title}. {words.convention_name}"),
        "date": words("v_made_on", day=report.as_of),
        "issuer": {  # a report, which asks for nothing, does without what is not filled in
            "name": without_hidden(words.of(report.issuer.names)),
            "address": [words.quoted(line) for line in report.issuer.address],
        },
        "cautions": provisional_scale(report.year, words),
        "contents": "" if is_brief else words("h_contents"),
        **{name: words(f"w_{name}") for name in ("table", "figure")},
        "sections": as_data(made(report, words, figures), words),
    }


def report_pdf(
    page: Mapping[str, Any], data: Mapping[str, Any], pictures: Mapping[str, bytes], as_of: date
) -> bytes:
    """The PDF. `pictures` are SVG documents by name. Raises WriteError if it cannot be set."""
    blocks = [block for section in page["sections"] for block in section["blocks"]]
    used = {block["name"] for block in blocks if block["kind"] == "figure"}
    shown = {"pictures": {name: pictures[name].decode() for name in sorted(used)}}
    press = Press("report.typ", page["lang"], as_of)
    return press.pdf({**page, **shown}, data, "the annual report")


def report_html(page: Mapping[str, Any], pictures: Mapping[str, bytes]) -> bytes:
    """The HTML file: pictures as data, no script, and a policy that knows its one style by hash."""
    shown = {
        name: f"data:image/svg+xml;base64,{base64.b64encode(picture).decode()}"
        for name, picture in pictures.items()
    }
    made = render("report.html.j2", **page, pictures=shown, style_hash=_HASH)
    style = made.partition(b"<style>")[2].partition(b"</style>")[0]
    digest = "sha256-" + base64.b64encode(hashlib.sha256(style).digest()).decode()
    return made.replace(_HASH.encode(), digest.encode(), 1)


def write_report(
    report: Report,
    languages: tuple[str, ...],
    folder: Path,
    form: Form = PLAIN_CSV,
    with_brief: bool = False,
) -> tuple[str, ...]:
    """Write the set into `folder`, all or nothing; returns what a person is told of the files.

    `with_brief` adds the short form, on four pages at most.
    """
    files = compose_report(report, languages, form, with_brief)
    publish_folder(
        folder, files, _about(report, languages), specimen_name(NAME, report.is_specimen)
    )
    return told(folder, files)


def compose_report(
    report: Report,
    languages: tuple[str, ...],
    form: Form = PLAIN_CSV,
    with_brief: bool = False,
) -> dict[str, bytes]:
    """Every file but the manifest, by its path in the folder;
    the same bytes for the same report.
    """
    tables = _tables(report)
    files = {f"csv/{name}.csv": to_csv(table, form).encode() for name, table in tables.items()}
    for language in languages:
        files |= _in_language(report, language, form, with_brief)
    return {specimen_name(name, report.is_specimen): content for name, content in files.items()}


def _tables(report: Report) -> dict[str, Table]:
    """The tables for machines, the same in every language.
    Rates and shares are in per cent, shares for reading only.
    """
    year, words = report.year, _words(report, "en")
    tables = {
        "meetings": meetings_table(year, words),
        "states": states_table(year, words),
        "groups": whole_parts_table(year, words),
    }
    if report.compared is not None:
        tables["changes"] = changes_table(year, report.compared, words)
    if report.collection is not None:
        tables["arrears"] = arrears_table(report.collection, words, year.states)
    return tables


def _in_language(report: Report, language: str, form: Form, with_brief: bool) -> dict[str, bytes]:
    words = _words(report, language)
    charts = charts_of(report, words)
    drawings = [chart.drawing for chart in charts.values()]
    figures = {name: chart.picture for name, chart in charts.items()}
    files = chart_files(f"charts/{language}/", drawings, report.as_of, form)
    pictures = {name: files[f"charts/{language}/{name}.svg"] for name in charts}
    pictures |= bare_pictures(drawings, report.as_of)
    page = document(report, words, figures)
    short = document(report, words, figures, is_brief=True) if with_brief else None
    year, data = report.year.year, report_data(report)
    stem = f"annual-report-{year}-{language}"
    # typst sets the pages outside Python, so the rest can go on meanwhile
    with threads(1) as beside:
        pages = beside.submit(report_pdf, page, data, pictures, report.as_of)
        files[f"{stem}.html"] = report_html(page, pictures)
        files[f"{stem}.xlsx"] = annual_xlsx(report, words)
        files[f"{stem}.pdf"] = pages.result()
        if short:
            brief = report_pdf(short, data, pictures, report.as_of)
            files[f"annual-brief-{year}-{language}.pdf"] = brief
    return files


def _words(report: Report, language: str) -> Speaker:
    return chart_speaker(language, report.year.convention, report.year.states)


def report_data(report: Report) -> dict[str, Any]:
    """What is attached to the PDF: plain numbers as text, effects also as exact fractions of the
    major unit.
    """
    year, compared = report.year, report.compared
    changes = changes_table(year, compared, _words(report, "en")).shown("csv") if compared else None
    return {
        "document": "annual cost report",
        "status": "specimen" if report.is_specimen else "report",
        "convention": year.convention.id,
        "year": year.year,
        "date": report.as_of.isoformat(),
        "currency": year.total.currency,
        "cost": year.total.plain(),
        "meetings": [each.meeting.id for each in year.meetings],
        "states": [_state(row, year) for row in year.rows],
        "compared_with": compared.earlier.year if compared else None,
        "changes": [
            _change(row, compared, changes, cells)
            for row, cells in zip(compared.rows, changes.rows, strict=True)
        ]
        if compared and changes
        else [],
    }


def _state(row: StateRow, year: Year) -> dict[str, Any]:
    amounts = zip(year.meetings, row.amounts, strict=True)
    return {
        "iso3": row.code,
        "amounts": {
            each.meeting.id: year.total.of(amount).plain()
            for each, amount in amounts
            if amount is not None
        },
        "total": year.total.of(row.total).plain(),
        "share_exact": fraction_text(row.share),
    }


def _change(row: ChangeRow, compared: Compared, table: Table, cells: Row) -> dict[str, str | None]:
    texts = {
        column.name: plain(cell, column.kind)
        for column, cell in zip(table.columns, cells, strict=True)
    }
    exact = {"cost": None, **row.exact.effects, "rounding": row.exact.rounding}
    scale = 10**compared.after.decimals
    fractions = {
        f"{name}_exact": None if value is None else fraction_text(value / scale)
        for name, value in exact.items()
    }
    return {name: text for name, text in texts.items() if name != "name"} | fractions


def _about(report: Report, languages: tuple[str, ...]) -> dict[str, Any]:
    year, compared = report.year, report.compared
    return {
        "document": "annual cost report",
        "as_of": report.as_of.isoformat(),
        "convention": year.convention.id,
        "report": year.year,
        "languages": list(languages),
        "meetings": [_meeting(each) for each in year.meetings],
        "compared_with": [_meeting(each) for each in compared.earlier.meetings] if compared else [],
        "ledger_as_at": report.ledger_as_at.isoformat() if report.ledger_as_at else None,
        "inputs": inputs_of(report.sources),
    }


def _meeting(each: YearMeeting) -> dict[str, Any]:
    result = each.result
    return {
        "meeting": each.meeting.id,
        "day": result.day.isoformat(),
        "scale": {"id": result.scale.id, "chosen": result.scale_chosen},
        "rule": rule_of(result.rule),
        "list": {"status": result.list.status, "without": list(result.removed)},
        "cost": {
            "total": str(result.cost.total),
            "status": result.cost.status,
            "version": result.cost.version,
        },
        "issued_on": each.issued_on.isoformat() if each.issued_on else None,
    }


def report_screen(report: Report, style: Style) -> str:
    """The report of a year in a few lines."""
    year, say = report.year, english()
    title = say("report_specimen" if report.is_specimen else "report", year=str(year))
    told = [
        say(
            "report_meeting",
            meeting=f"{each.meeting.id:<8}",
            result=each.result,
            status=words(each.result.cost.status),
            n=each.result.assessment.states,
        )
        for each in year.meetings
    ]
    told += [
        say("report_cost", cost=year.total, n=year.payers),
        _compared(report),
    ]
    collection = report.collection
    if collection is not None:
        of = collection.money.of
        told.append(
            say(
                "report_collected",
                received=of(collection.total.received if collection.total else 0),
                day=str(collection.as_at),
                owed=of(sum(collection.ages())),
            )
        )
    return "\n  ".join([style.bold(title), *told]) + "\n"


def _compared(report: Report) -> str:
    compared, say = report.compared, english()
    if compared is None:
        passed = ", ".join(str(year) for year, _ in report.passed_over)
        return say(f"report_compared_{'passed' if passed else 'none'}", years=passed)
    years = {"earlier": str(compared.earlier), "year": str(report.year)}
    why = "" if compared.with_cost else say(f"report_why_{compared.comparable}", **years)
    joined, left = len(compared.joined), len(compared.left)
    return say("report_compared", why=why, joined=joined, left=left, **years)


def no_meeting_screen(
    year: int, running: tuple[Meeting, ...], undated: tuple[Meeting, ...], last: int | None
) -> str:
    """Why there is no report of a year, and what would give one."""
    say = english()
    lines = [say("report_no_meeting", year=year)]
    for meeting in running:
        assert meeting.dates is not None
        held = days_words(meeting.dates)
        lines.append(say("report_running", meeting=meeting, name=meeting.name, held=held))
    for meeting in undated:
        remark = f" ({meeting.remarks})" if meeting.remarks else ""
        lines.append(say("report_undated", meeting=meeting, name=meeting.name, remark=remark))
    lines += [say("report_last", year=str(last))] if last else []
    wrapped = ("\n".join(prose(line, rest="  ")) for line in lines)
    return "\n".join(wrapped) + "\n"
