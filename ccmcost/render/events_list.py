"""A list of events on a terminal, as CSV and as JSON."""

from __future__ import annotations

from collections.abc import Sequence

from ccmcost.render.screen import Column, grid
from ccmcost.statement.events import EventRow
from ccmcost.statement.status import words
from ccmcost.tables.csv_text import csv_text
from ccmcost.tables.json_text import json_text
from ccmcost.tables.screen import PLAIN, Style

COLUMNS = (
    *("event", "date", "recorded_at", "kind", "states", "meetings", "amount", "currency", "text"),
    *("recorded_by", "approved_by", "rests_on", "reversed_by"),
)
MANY = 2
"""More States than these are told as a number on a terminal."""


def events_screen(rows: Sequence[EventRow], style: Style = PLAIN) -> str:
    """A row for each event; what was reversed, or reverses and places another, says so under its text."""
    if not rows:
        return "No event fits.\n"
    columns = [
        *(Column("Event", 5, right=True), Column("Date", 10), Column("Kind", 10), Column("State", 8), Column("Meeting", 7)),
        *(Column("Sum", 14, right=True), Column("Text", 20)),
    ]
    return "\n".join(grid(columns, [_cells(row) for row in rows], style)) + "\n"


def _cells(row: EventRow) -> tuple[str, ...]:
    states = " ".join(row.states) if len(row.states) <= MANY else f"{len(row.states)} States"
    meetings = " ".join(row.meetings) if len(row.meetings) <= MANY else f"{len(row.meetings)} meetings"
    verb = "reverses" if row.kind == "reverse" else "of"
    links = [f"{verb} event {row.rests_on}"] if row.rests_on is not None else []
    links += [f"reversed by event {row.reversed_by}"] if row.reversed_by is not None else []
    people = f"{row.recorded_by}, approved by {row.approved_by}" if row.approved_by else row.recorded_by
    told = "; ".join(part for part in (row.text, *links, people) if part)
    amount = row.amount.grouped() if row.amount else ""
    return str(row.event), row.day, words(row.kind), states, meetings, amount, told


def _values(row: EventRow) -> tuple[str, ...]:
    amount = (row.amount.plain(), row.amount.currency) if row.amount else ("", "")
    links = ("" if each is None else str(each) for each in (row.rests_on, row.reversed_by))
    place = (" ".join(row.states), " ".join(row.meetings))
    start = (str(row.event), row.day, row.recorded_at, row.kind, *place, *amount, row.text)
    return (*start, row.recorded_by, row.approved_by, *links)


def events_csv(rows: Sequence[EventRow]) -> str:
    """One row for each event; several States or meetings stand in one cell with blanks between."""
    return csv_text(COLUMNS, [_values(row) for row in rows])


def events_json(rows: Sequence[EventRow]) -> str:
    """The columns of the CSV under `events`; States and meetings are lists."""
    found = []
    for row in rows:
        values: dict[str, object] = dict(zip(COLUMNS, _values(row), strict=True))
        found.append(values | {"states": list(row.states), "meetings": list(row.meetings)})
    return json_text({"events": found})
