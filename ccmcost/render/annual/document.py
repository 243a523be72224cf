"""The whole document in one language: what stands around it, and its sections in order."""

from __future__ import annotations

from typing import Any

from ccmcost.render.annual.blocks import Section, as_data, clean
from ccmcost.render.annual.changes import changes_sections
from ccmcost.render.annual.charts import Chart
from ccmcost.render.annual.collection import collection_section
from ccmcost.render.annual.meetings import meeting_sections
from ccmcost.render.annual.notes import method_section, notes_section, sources_section
from ccmcost.render.annual.states import parts_section, states_section
from ccmcost.render.annual.summary import summary
from ccmcost.render.annual.words import ReportWords
from ccmcost.statement.annual.report import Report
from ccmcost.words.numbers import day


def sections(report: Report, words: ReportWords, charts: dict[str, Chart]) -> list[Section]:
    """The sections in order; a chart stands where its table is."""
    year = report.year
    figures = {name: chart.figure for name, chart in charts.items()}
    found = [
        summary(report, words),
        *meeting_sections(year.meetings, words),
        states_section(year, words, figures["amounts"]),
        *changes_sections(report, words, figures.get("changes")),
        parts_section(year, words, figures["parts"]),
    ]
    if report.collection is not None:
        found.append(collection_section(year, report.collection, words, figures.get("arrears")))
    return [*found, notes_section(report, words), sources_section(report, words), method_section(report, words)]


def document(report: Report, words: ReportWords, charts: dict[str, Chart]) -> dict[str, Any]:
    """Everything that a template shows, as plain values."""
    year = report.year
    title = words("title_specimen_report" if report.is_specimen else "title_report", year=str(year.year))
    return {
        "lang": words.language,
        "dir": words.direction,
        "document_title": clean(f"{title}. {words.convention_name}"),
        "convention": clean(words.convention_name),
        "date": words("v_made_on", day=day(report.as_of, words.language)),
        "kind": words("specimen") if report.is_specimen else "",
        "mark": "specimen" if report.is_specimen else "report",
        "title": title,
        "meetings": clean(words.meetings(year)),
        "issuer": _issuer(report, words),
        "courtesy": words.courtesy(report.issuer),
        "cautions": cautions(report, words),
        "contents": words("h_contents"),
        "tables": words("h_tables"),
        "figures": words("h_figures"),
        "table": words("w_table"),
        "figure": words("w_figure"),
        "attached": words("data_attached"),
        "reference": f"{words.convention.prefix} {year.year}",
        "sections": _labelled(as_data(sections(report, words, charts)), words),
    }


def _labelled(found: list[dict[str, Any]], words: ReportWords) -> list[dict[str, Any]]:
    """Tables and figures with their whole caption, as HTML shows it; typst numbers them itself, in the same order."""
    for section in found:
        for block in section["blocks"]:
            if block["kind"] in ("table", "figure"):
                word = words(f"w_{block['kind']}")
                block["label"] = words("w_caption", word=word, number=str(block["number"]), text=block["caption"])
    return found


def _issuer(report: Report, words: ReportWords) -> dict[str, Any]:
    """Name and address; a report, which asks for nothing, does without those that are not filled in."""
    return {"name": clean(words.of(report.issuer.names)), "address": [words.quoted(line) for line in report.issuer.address]}


def cautions(report: Report, words: ReportWords) -> list[str]:
    """What a reader must not overlook."""
    year, found = report.year, []
    if report.is_specimen:
        found.append(words("caution_report_specimen"))
    if any(meeting.result.list.status == "expected" for meeting in year.meetings):
        found.append(words("caution_expected"))
    if any(meeting.result.scale_chosen == "provisional" for meeting in year.meetings):
        ids = sorted({meeting.result.scale.id for meeting in year.meetings if meeting.result.scale_chosen == "provisional"})
        found.append(words("caution_scale_provisional", scale=", ".join(ids)))
    return found
