"""`data/meetings.toml`: the register of meetings, as convened and as held."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from ccmcost.load.document import Document, read_document
from ccmcost.load.reader import Reader
from ccmcost.model.calendar import WEEKDAYS, Span
from ccmcost.model.convention import Convention
from ccmcost.model.meeting import Convened, Held, Meeting

MEETING_ID = re.compile(r"[a-z]{1,8}[0-9]{1,3}(-[a-z]{1,8}[0-9]{1,3})?")
"""What the id of a meeting looks like; files and folders are named by it."""

_KEYS = (
    "id",
    "kind",
    "names",
    "billing_group",
    "city",
    "country",
    "convened",
    "held",
    "presidency",
    "mandate",
    "official_list",
    "published_participation",
    "remarks",
    "source",
)


def load_meetings(reader: Reader, convention: Convention) -> Mapping[str, Meeting]:
    """The meetings by id, in the order of the register; what is wrong goes to the reader's
    findings.
    """
    source = reader.file("meetings.toml")
    document = read_document(source, reader.findings)
    meetings: dict[str, Meeting] = {}
    if document is None:
        return meetings
    document.only(("meeting",))
    for entry in document.each("meeting"):
        meeting = _meeting(entry, convention)
        if meeting.id in meetings:
            entry.error(
                "duplicate-id",
                f'the meeting "{meeting.id}" stands twice. Ids are permanent and unique.',
                "id",
            )
        meetings[meeting.id] = meeting
    return meetings


def _meeting(entry: Document, convention: Convention) -> Meeting:
    entry.only(_KEYS)
    names = entry.texts("names")
    if "en" not in names:
        entry.error(
            "key-missing", 'the key "names.en" is missing: the English name of the meeting.'
        )
    meeting_id = entry.need("id", str, "")
    if meeting_id and not MEETING_ID.fullmatch(meeting_id):
        entry.error(
            "value-bad",
            "an id is lower-case letters and digits, such as msp14 or rc3-pm1: folders bear it.",
            "id",
        )
        meeting_id = ""
    return Meeting(
        id=meeting_id,
        kind=entry.choice("kind", tuple(convention.meeting_kinds), ""),
        names={"en": meeting_id} | names,
        billing_group=entry.get("billing_group", str) or meeting_id,
        city=entry.string("city"),
        country=entry.string("country"),
        convened=_convened(entry.inside("convened")),
        held=_held(entry.inside("held")),
        presidency=entry.string("presidency"),
        mandate=entry.string("mandate"),
        official_list=entry.string("official_list"),
        published_participation=entry.string("published_participation"),
        remarks=entry.string("remarks"),
        source=entry.string("source"),
    )


def _convened(table: Document | None) -> Convened | None:
    if table is None:
        return None
    table.only(("start", "end", "venue", "delegation_deadline", "deadline_weekday", "document"))
    printed = (
        table.choice("deadline_weekday", WEEKDAYS, "") if "deadline_weekday" in table.values else ""
    )
    return Convened(
        _span(table),
        table.string("venue"),
        table.get("delegation_deadline", date),
        table.string("document"),
        printed,
    )


def _held(table: Document | None) -> Held | None:
    if table is None:
        return None
    table.only(("start", "end", "venue"))
    span = _span(table)
    if span is None:
        table.error(
            "key-missing",
            'a [meeting.held] needs "start" and "end". Leave the table out until the days are '
            "known.",
        )
        return None
    return Held(span, table.string("venue"))


def _span(table: Document) -> Span | None:
    first = table.get("start", date)
    last = table.get("end", date) or first
    if first is None or last is None:
        return None
    if last < first:
        table.error(
            "dates-reversed", f"the meeting ends on {last}, before it begins on {first}.", "end"
        )
    return Span(first, last)
