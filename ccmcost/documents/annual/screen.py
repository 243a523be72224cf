"""What `ccmcost report` says on the screen: a few lines for each year."""

from __future__ import annotations

import textwrap

from ccmcost.documents.annual.report import Report
from ccmcost.model.meeting import Meeting
from ccmcost.tables.screen import Style
from ccmcost.words.status import days_words, words


def report_screen(report: Report, style: Style) -> str:
    """The report of a year in a few lines."""
    year, compared = report.year, report.compared
    title = f"Annual cost report {year.year}"
    if report.is_specimen:
        title = f"Specimen: {title}. Not a request for payment"
    lines = [style.bold(title)]
    for each in year.meetings:
        result = each.result
        cost = f"{result.cost.total} ({words(result.cost.status)})"
        lines.append(
            f"  {each.meeting.id:<8} {cost}, {len(result.assessment.lines)} States, list "
            f"{result.list.status}"
        )
    lines.append(f"  cost of the year {year.total}, shared by {len(year.rows)} States")
    lines.append("  " + (_compared(report) if compared else _nothing_compared(report)))
    if report.collection is not None:
        of = report.collection.money.of
        cash = report.collection.total.cash if report.collection.total else 0
        owed = sum(report.collection.ages())
        lines.append(
            f"  collected {of(cash)} as at {report.collection.as_at}; outstanding for all "
            f"meetings {of(owed)}"
        )
    return "\n".join(lines) + "\n"


def _nothing_compared(report: Report) -> str:
    if report.passed_over:
        return (
            f"not compared with {', '.join(str(year) for year, _ in report.passed_over)} (see "
            "the warnings)"
        )
    return "no earlier year with a dated meeting to compare with"


def _compared(report: Report) -> str:
    compared = report.compared
    assert compared is not None
    why = {
        "illustrative": ", both at one cost (both are illustrative)",
        "illustrative_before": f", both at one cost (that of {compared.earlier.year} is "
        "illustrative)",
        "illustrative_now": f", both at one cost (that of {report.year.year} is illustrative)",
        "currency": ", both at one cost (the currencies differ)",
    }
    how = why.get(compared.comparable, "")
    return (
        f"compared with {compared.earlier.year}{how}: States new {len(compared.joined)}, no "
        f"longer {len(compared.left)}"
    )


def no_meeting_screen(year: int, running: tuple[Meeting, ...], undated: tuple[Meeting, ...]) -> str:
    """Why there is no report of a year, and what would give one."""
    lines = [
        f"{year}: no meeting with a day in the register opened in this year, so there is no report."
    ]
    for meeting in running:
        assert meeting.dates is not None
        held = days_words(meeting.dates)
        lines.append(
            f"{meeting.name} ({meeting.id}, {held}) belongs to {meeting.dates.first.year}, when "
            "it opened."
        )
    for meeting in undated:
        remark = f" ({meeting.remarks})" if meeting.remarks else ""
        lines.append(
            f"Without a day: {meeting.name}, {meeting.id}{remark}. "
            f"Once it is known: ccmcost meeting set {meeting.id} --start YYYY-MM-DD --end "
            "YYYY-MM-DD."
        )
    return (
        "\n".join(
            textwrap.fill(line, 80, subsequent_indent="  ", break_on_hyphens=False)
            for line in lines
        )
        + "\n"
    )
