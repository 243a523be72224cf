"""`data/meetings.toml`: the register of meetings, as convened and as held."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import cast

from ccmcost.load.document import Document, read_document
from ccmcost.load.reader import Reader
from ccmcost.model.calendar import WEEKDAYS, Span
from ccmcost.model.convention import Convention
from ccmcost.model.meeting import (
    COST_STATUSES,
    LINE_KINDS,
    Base,
    Convened,
    Cost,
    CostLine,
    CostStatus,
    Held,
    LineKind,
    Meeting,
)
from ccmcost.model.money import LARGEST_TOTAL, Money, decimals_of, no_currency, scaled_int

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


PERCENT_DECIMALS = 6
_LINE_KEYS = ("item", "kind", "amount", "percent", "base")
_COST_KEYS = ("meeting", "version", "status", "amount", "currency", "adopted_on", "source", "lines")


def load_costs(reader: Reader, known: Mapping[str, object]) -> Mapping[str, tuple[Cost, ...]]:
    """The costs of each meeting, versions in order; what is wrong goes to the reader's findings."""
    source = reader.file("costs.toml")
    document = read_document(source, reader.findings)
    costs: dict[str, tuple[Cost, ...]] = {}
    if document is None:
        return costs
    document.only(("cost",))
    for entry in document.each("cost"):
        meeting = entry.need("meeting", str, "")
        cost = _cost(entry)
        if meeting not in known:
            entry.error("meeting-unknown", f'"{meeting}" is not in meetings.toml.', "meeting")
        elif cost is not None:
            versions = costs.get(meeting, ())
            if any(version.version == cost.version for version in versions):
                entry.error(
                    "duplicate-id",
                    f"version {cost.version} of the cost of {meeting} stands twice.",
                    "version",
                )
            costs[meeting] = tuple(sorted((*versions, cost), key=lambda version: version.version))
    return costs


def _cost(entry: Document) -> Cost | None:
    entry.only(_COST_KEYS)
    currency = entry.need("currency", str, "")
    status = cast(CostStatus, entry.choice("status", COST_STATUSES, "illustrative"))
    total = read_total(entry, entry.need("amount", str, ""), currency, zero=status == "actual")
    version, adopted_on = entry.need("version", int, 0), entry.get("adopted_on", date)
    return total and Cost(total, status, entry.string("source"), version, adopted_on)


def read_total(entry: Document, amount: str, currency: str, zero: bool = False) -> Money | None:
    """The total of a cost in minor units of its currency, or None and a finding;
    `zero` says whether it may be nothing.
    """
    decimals = decimals_of(currency)
    if decimals is None:
        entry.error("currency-unknown", no_currency(currency), "currency")
        return None
    minor = scaled_int(amount, decimals)
    if minor is None:
        message = (
            f'"{amount}" is no amount of {currency}. Write plain digits, a decimal point and '
            f"{decimals} decimals at most."
        )
        entry.error("number-bad", message, "amount")
        return None
    if not (0 if zero else 1) <= minor <= LARGEST_TOTAL:
        entry.error(
            "total-range",
            f"the cost {amount} is not between 1 and 10^15 minor units of {currency}.",
            "amount",
        )
        return None
    return Money(minor, currency, decimals)


def load_cost_lines(reader: Reader, meeting: str) -> Mapping[int, tuple[CostLine, ...]]:
    """The lines of each version of a meeting's cost; empty for a version without. What is wrong
    goes to the findings.

    The versions themselves are judged by `load_costs`.
    """
    source = reader.file("costs.toml")
    document = read_document(source, reader.findings)
    found: dict[int, tuple[CostLine, ...]] = {}
    for entry in document.each("cost") if document else ():
        if entry.values.get("meeting") == meeting:
            decimals = decimals_of(str(entry.values.get("currency"))) or 0
            lines = [_line(line, decimals) for line in entry.each("lines")]
            found[entry.get("version", int, 0) or 0] = tuple(
                line for line in lines if line is not None
            )
    return found


def _line(entry: Document, decimals: int) -> CostLine | None:
    entry.only(_LINE_KEYS)
    text = entry.need("amount", str, "")
    amount = scaled_int(text, decimals)
    kind = cast(LineKind, entry.choice("kind", LINE_KINDS, "other"))
    base = cast(Base, entry.choice("base", ("", "items", "running"), ""))
    percent = entry.string("percent")
    if percent and scaled_int(percent, PERCENT_DECIMALS) is None:
        entry.error(
            "number-bad",
            f'"{percent}" is no percentage. Write plain digits, such as "13" or "12.5".',
            "percent",
        )
        percent = ""
    if amount is None:
        entry.error(
            "number-bad",
            f'"{text}" is no amount. Write plain digits and a decimal point.',
            "amount",
        )
        return None
    return CostLine(entry.need("item", str, ""), kind, amount, percent, base)
