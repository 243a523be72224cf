"""The files of an annual report: PDF, HTML and workbook in each language, CSV, charts, published as one set."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from ccmcost.charts.files import chart_files
from ccmcost.manifest import NAME, inputs_of, publish_folder, rule_of, specimen_name, told
from ccmcost.render.annual.charts import charts_of
from ccmcost.render.annual.document import document
from ccmcost.render.annual.pages import report_html, report_pdf
from ccmcost.render.annual.tables import csv_files, report_data
from ccmcost.render.annual.words import ReportWords
from ccmcost.render.xlsx.annual import annual_xlsx
from ccmcost.statement.annual.report import Report
from ccmcost.statement.annual.year import YearMeeting


def write_report(report: Report, languages: tuple[str, ...], folder: Path) -> tuple[str, ...]:
    """Write the set into `folder`, all or nothing; returns what a person is told of the files."""
    files = compose_report(report, languages)
    publish_folder(folder, files, _about(report, languages), specimen_name(NAME, report.is_specimen))
    return told(folder, files)


def compose_report(report: Report, languages: tuple[str, ...]) -> dict[str, bytes]:
    """Every file but the manifest, by its path in the folder; the same bytes for the same report."""
    files = {f"csv/{name}": content for name, content in csv_files(report).items()}
    for language in languages:
        files |= _in_language(report, language)
    return {specimen_name(name, report.is_specimen): content for name, content in files.items()}


def _in_language(report: Report, language: str) -> dict[str, bytes]:
    words = _words(report, language)
    charts = charts_of(report, words)
    drawn = [chart.picture for chart in charts_of(report, _words(report, words.drawn)).values()]
    files = chart_files(f"charts/{words.drawn}/", drawn, report.as_of, words.drawn)
    pictures = {name: files[f"charts/{words.drawn}/{name}.svg"] for name in charts}
    page = document(report, words, charts)
    stem = f"annual-report-{report.year.year}-{language}"
    with ThreadPoolExecutor(1) as beside:  # typst sets the pages outside Python, so the rest can go on meanwhile
        pages = beside.submit(report_pdf, page, report_data(report), pictures, report.as_of)
        files[f"{stem}.html"] = report_html(page, pictures)
        files[f"{stem}.xlsx"] = annual_xlsx(report, words)
        files[f"{stem}.pdf"] = pages.result()
    return files


def _words(report: Report, language: str) -> ReportWords:
    return ReportWords(language, report.year.convention, report.year.states, report.year.total)


def _about(report: Report, languages: tuple[str, ...]) -> dict[str, Any]:
    year, found = report.year, report.compared
    return {
        "document": "annual cost report",
        "as_of": report.as_of.isoformat(),
        "convention": year.convention.id,
        "report": year.year,
        "languages": list(languages),
        "meetings": [_meeting(each) for each in year.meetings],
        "compared_with": [_meeting(each) for each in found.earlier.meetings] if found else [],
        "ledger_as_at": report.ledger_as_at.isoformat() if report.ledger_as_at else None,
        "inputs": inputs_of(report.sources),
    }


def _meeting(each: YearMeeting) -> dict[str, Any]:
    result = each.result
    return {
        "meeting": each.id,
        "day": result.day.isoformat(),
        "scale": {"id": result.scale.id, "chosen": result.scale_chosen},
        "rule": rule_of(result.rule),
        "list": {"status": result.list.status, "without": list(result.removed)},
        "cost": {"total": str(result.cost.total), "status": result.cost.status, "version": result.cost.version},
        "issued_on": each.issued_on.isoformat() if each.issued_on else None,
    }
