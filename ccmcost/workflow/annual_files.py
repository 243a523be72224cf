"""The files of an annual report: PDF, HTML and workbook in each language, CSV, charts, published as one set."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from ccmcost import __version__
from ccmcost.manifest import NAME, SPECIMEN, made_here
from ccmcost.publish import replacing
from ccmcost.render.annual.charts import charts_of
from ccmcost.render.annual.document import document
from ccmcost.render.annual.pages import report_html, report_pdf
from ccmcost.render.annual.tables import csv_files, report_data
from ccmcost.render.annual.words import ReportWords
from ccmcost.render.charts.paint import steady
from ccmcost.render.json_text import json_text
from ccmcost.render.xlsx.annual import annual_xlsx
from ccmcost.statement.annual.report import Report
from ccmcost.statement.annual.year import YearMeeting
from ccmcost.workflow.compose_charts import chart_files


def write_report(report: Report, languages: tuple[str, ...], folder: Path) -> tuple[str, ...]:
    """Write the set into `folder`, all or nothing; returns the paths of the documents, for people to read."""
    files = compose_report(report, languages)
    with replacing(folder, made_here) as staging:
        for name, content in sorted(files.items()):
            staging.write(name, content)
    return tuple((folder / name).as_posix() for name in sorted(files) if "/" not in name)


def compose_report(report: Report, languages: tuple[str, ...]) -> dict[str, bytes]:
    """Every file by its path in the folder; the same bytes for the same report."""
    files = {f"csv/{name}": content for name, content in csv_files(report).items()}
    for language in languages:
        files |= _in_language(report, language)
    named = {_named(report, name): content for name, content in files.items()}
    named[_named(report, NAME)] = json_text(_manifest(report, languages, named)).encode()
    return named


def _in_language(report: Report, language: str) -> dict[str, bytes]:
    words = _words(report, language)
    with steady():
        charts = charts_of(report, words)
        if words.drawn != language:
            drawn = charts_of(report, _words(report, words.drawn))
            charts = {name: drawn[name]._replace(figure=chart.figure) for name, chart in charts.items()}
        parts = [(chart.frame, chart.table, chart.sheet) for chart in charts.values()]
        files = chart_files(f"charts/{words.drawn}/", parts, report.as_of, words.drawn)
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


def _named(report: Report, name: str) -> str:
    folder, slash, base = name.rpartition("/")
    return f"{folder}{slash}{SPECIMEN if report.is_specimen else ''}{base}"


def _manifest(report: Report, languages: tuple[str, ...], files: Mapping[str, bytes]) -> dict[str, Any]:
    year, found = report.year, report.compared
    return {
        "made_by": f"ccmcost {__version__}",
        "as_of": report.as_of.isoformat(),
        "convention": year.convention.id,
        "report": year.year,
        "languages": list(languages),
        "meetings": [_meeting(each) for each in year.meetings],
        "compared_with": [_meeting(each) for each in found.earlier.meetings] if found else [],
        "ledger_as_at": report.ledger_as_at.isoformat() if report.ledger_as_at else None,
        "inputs": [{"name": each.name, "origin": each.origin, "sha256": each.sha256} for each in report.sources],
        "outputs": [
            {"path": path, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for path, content in sorted(files.items())
        ],
    }


def _meeting(each: YearMeeting) -> dict[str, Any]:
    result = each.result
    return {
        "meeting": each.id,
        "day": result.day.isoformat(),
        "scale": {"id": result.scale.id, "chosen": result.scale_chosen},
        "rule": {"id": result.rule.id, "sha256": hashlib.sha256(result.rule.text.encode()).hexdigest()},
        "list": {"status": result.list.status, "without": list(result.removed)},
        "cost": {"total": str(result.cost.total), "status": result.cost.status, "version": result.cost.version},
        "issued_on": each.issued_on.isoformat() if each.issued_on else None,
    }
