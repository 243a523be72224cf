"""The register of meetings on a terminal of 80 columns."""

from __future__ import annotations

from datetime import date

from ccmcost.model.calendar import weekday
from ccmcost.model.meeting import Meeting
from ccmcost.model.states import States
from ccmcost.render.screen import Column, grid
from ccmcost.statement.status import day_words, days_words, words
from ccmcost.tables.screen import PLAIN, Style, fields


def register_screen(rows: list[tuple[str, str, str, str, str, str]], style: Style = PLAIN) -> str:
    """All meetings, a row each: id, opening day, place, scale, list, cost."""
    columns = [
        Column("Id", 7),
        Column("Opening", 10),
        Column("Place", 9),
        Column("UN scale", 9),
        Column("List", 16),
        Column("Cost", 24),
    ]
    return "\n".join(grid(columns, rows, style)) + "\n"


def meeting_screen(meeting: Meeting, states: States, facts: list[tuple[str, str]], style: Style = PLAIN) -> str:
    """One meeting: what its note says next to what happened, then the facts at hand."""
    lines = [style.bold(f"{meeting.name} ({meeting.id})"), ""]
    lines += grid([Column("", 11), Column("As convened", 32), Column("As held", 33)], _both(meeting), style)
    known = [
        ("Place", f"{meeting.city}, {states.name(meeting.country)}" if meeting.city else ""),
        ("Presidency", states.name(meeting.presidency) if meeting.presidency else ""),
        ("Convened by", meeting.convened.document if meeting.convened else ""),
        ("Mandate", meeting.mandate),
        *facts,
        ("Attendance", meeting.published_participation),
        ("List is in", meeting.official_list),
        ("Remarks", meeting.remarks),
        ("Source", meeting.source),
    ]
    return "\n".join([*lines, "", *fields([(name, value) for name, value in known if value])]) + "\n"


def _both(meeting: Meeting) -> list[tuple[str, str, str]]:
    convened, held = meeting.convened, meeting.held
    unknown = "not known yet"
    return [
        (
            "Days",
            days_words(convened.dates) if convened and convened.dates else unknown if not held else "no note at hand",
            days_words(held.dates) if held else unknown,
        ),
        ("Venue", (convened.venue if convened else "") or "-", (held.venue if held else "") or "-"),
        ("Delegations", _deadline(convened.delegation_deadline if convened else None), "-"),
    ]


def _deadline(day: date | None) -> str:
    return f"to be named by {weekday(day)} {day_words(day)}" if day else "-"


def list_words(status: str, parties: int, others: int) -> str:
    """`expected, 111+0`: States Parties and States not party on the list."""
    return f"{words(status)}, {parties}+{others}"
