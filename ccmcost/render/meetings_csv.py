"""The register of meetings as CSV: one row a meeting, for other systems."""

from __future__ import annotations

from ccmcost.model.meeting import Cost, Meeting, ParticipantList
from ccmcost.tables.csv_text import csv_text

COLUMNS = (
    *("id", "name", "kind", "billing_group", "opening", "closing", "city", "country", "scale"),
    *("list_status", "states_parties", "states_not_party"),
    *("cost", "currency", "cost_status", "cost_source", "go_no_go"),
)
"""Days as in ISO 8601, cost in major units; what is not known is empty."""

Row = tuple[str, ...]


def meetings_csv(rows: list[Row]) -> str:
    """A CSV document of the rows that `meeting_row` makes."""
    return csv_text(COLUMNS, rows)


def meeting_row(
    meeting: Meeting, scale: str | None, listed: ParticipantList | None, counts: tuple[int, int], cost: Cost | None, go: str
) -> Row:
    """One meeting; `counts` are the States Parties and the States not party on its list."""
    days = [day.isoformat() for day in meeting.dates] if meeting.dates else ["", ""]
    place = (meeting.id, meeting.name, meeting.kind, meeting.billing_group, *days, meeting.city, meeting.country)
    who = (listed.status, *(str(count) for count in counts)) if listed else ("", "", "")
    money = (cost.total.plain(), cost.total.currency, cost.status, cost.source) if cost else ("", "", "", "")
    return (*place, scale or "", *who, *money, go)
