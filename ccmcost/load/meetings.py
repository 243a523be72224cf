"""`data/meetings.toml`: the register of meetings, as convened and as held."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from operator import attrgetter
from typing import get_args

from ccmcost.load.document import Document, read_document
from ccmcost.load.reader import Reader, once
from ccmcost.model.calendar import WEEKDAYS, Span
from ccmcost.model.convention import Convention, MeetingKind
from ccmcost.model.meeting import (
    COST_STATUSES,
    LINE_KINDS,
    Base,
    Convened,
    Cost,
    CostLine,
    Held,
    Meeting,
)
from ccmcost.model.money import LARGEST_TOTAL, Money, decimals_of, no_currency, scaled_int
from ccmcost.near import did_you_mean, near

MEETING_ID = re.compile(r"[a-z]{1,8}[0-9]{1,4}(-[a-z]{1,8}[0-9]{1,4})?")
"""What the id of a meeting looks like, or of a budget year, such as fy2024; files and folders are
named by it.
"""


def id_form(convention: Convention) -> str:
    """What an id of a meeting must be, with one as an example."""
    prefix = next((kind.prefix for kind in convention.meeting_kinds.values()), "m")
    return (
        f"Ids are lower-case and permanent: up to 8 letters and a number of up to 4 digits, such "
        f"as {prefix}14; a meeting that prepares it has both ids, such as {prefix}14-pm1."
    )


def load_meetings(reader: Reader, convention: Convention) -> Mapping[str, Meeting]:
    """The meetings by id, in the order of the register; what is wrong goes to the reader's
    findings.
    """
    return once(
        reader.file("meetings.toml"),
        reader.findings,
        ("meetings", repr(convention)),
        lambda source, findings: _meetings(read_document(source, findings), convention),
    )


def _meetings(document: Document | None, convention: Convention) -> Mapping[str, Meeting]:
    meetings: dict[str, Meeting] = {}
    if document is None:
        return meetings
    for entry in document.each("meeting"):
        meeting = _meeting(entry, convention)
        if meeting.id in meetings:
            message = f'the meeting "{meeting.id}" stands twice. Ids are permanent and unique.'
            entry.error("duplicate-id", message, "id")
        if meeting.id:  # a bad one too: what names it is not wrong once more
            meetings[meeting.id] = meeting
    document.done()
    return meetings


def _meeting(entry: Document, convention: Convention) -> Meeting:
    meeting_id = entry.text("id")
    if meeting_id and not MEETING_ID.fullmatch(meeting_id):
        entry.error("value-bad", f"this is no id. {id_form(convention)}", "id")
    kind = entry.choice("kind", tuple(convention.meeting_kinds), "")
    of_kind = convention.meeting_kinds.get(kind, MeetingKind("", "", ""))
    meeting = Meeting(
        id=meeting_id,
        kind=kind,
        names={"en": meeting_id} | entry.texts("names"),
        billing_group=entry.string("billing_group") or meeting_id,
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
        rule=of_kind.rule or convention.default_rule,
        currency=of_kind.currency or convention.currency,
        by_status=of_kind.by_status,
        instrument=of_kind.instrument,
        scale=(scale := entry.string("scale")),
        scale_source=entry.string("scale_source"),
    )
    if scale and not meeting.scale_source:
        message = f'"scale" names {scale}, but not who decided so: say it as "scale_source".'
        entry.error("key-missing", message, "scale")
    if "en" not in entry.texts("names"):
        message = 'the key "names.en" is missing: the English name of the meeting.'
        entry.error("key-missing", message)
    entry.done()
    return meeting


def _convened(table: Document | None) -> Convened | None:
    if table is None:
        return None
    span, venue = _span(table), table.string("venue")
    deadline, printed = table.get("delegation_deadline", date), table.string("deadline_weekday")
    if "deadline_weekday" in table.values:
        printed = table.choice("deadline_weekday", WEEKDAYS, "")
    convened = Convened(span, venue, deadline, table.string("document"), printed)
    table.done()
    return convened


def _held(table: Document | None) -> Held | None:
    if table is None:
        return None
    span, venue = _span(table), table.string("venue")
    table.done()
    if span is None:
        message = (
            'a [meeting.held] needs "start" and "end". Leave the table out until the days are '
            "known."
        )
        table.error("key-missing", message)
        return None
    return Held(span, venue)


def _span(table: Document) -> Span | None:
    first = table.get("start", date)
    last = table.get("end", date) or first
    if first is None or last is None:
        return None
    if last < first:
        message = f"the meeting ends on {last}, before it begins on {first}."
        table.error("dates-reversed", message, "end")
    return Span(first, last)


PERCENT_DECIMALS = 6


def load_costs(reader: Reader, known: Mapping[str, object]) -> Mapping[str, tuple[Cost, ...]]:
    """The costs of each meeting, versions in order; what is wrong goes to the reader's findings."""
    source = reader.file("costs.toml")
    document = read_document(source, reader.findings)
    costs: dict[str, tuple[Cost, ...]] = {}
    if document is None:
        return costs
    for entry in document.each("cost"):
        meeting, cost = entry.text("meeting"), _cost(entry)
        if meeting not in known:
            if not reader.has_changed("meetings.toml"):  # else it was added meanwhile
                suggested = did_you_mean(near(meeting, known))
                message = f'"{meeting}" is not in meetings.toml.{suggested}'
                entry.error("meeting-unknown", message, "meeting")
        elif cost is not None:
            versions = costs.get(meeting, ())
            if any(version.version == cost.version for version in versions):
                message = f"version {cost.version} of the cost of {meeting} stands twice."
                entry.error("duplicate-id", message, "version")
            costs[meeting] = tuple(sorted((*versions, cost), key=attrgetter("version")))
    document.done()
    return costs


def _cost(entry: Document) -> Cost | None:
    version = entry.need("version", int, 0)
    status = entry.choice("status", COST_STATUSES, "illustrative")
    amount, currency = entry.text("amount"), entry.text("currency")
    total = read_total(entry, amount, currency, zero=status == "actual")
    adopted_on, source = entry.get("adopted_on", date), entry.string("source")
    entry.done("lines")
    return total and Cost(total, status, source, version, adopted_on)


def read_total(entry: Document, amount: str, currency: str, zero: bool = False) -> Money | None:
    """The total of a cost in minor units of its currency, or None and a finding;
    `zero` says whether it may be nothing.
    """
    decimals = decimals_of(currency)
    minor = None if decimals is None else scaled_int(amount, decimals)
    if decimals is None:
        entry.error("currency-unknown", no_currency(currency), "currency")
    elif minor is None:
        message = (
            f'"{amount}" is not a valid amount in {currency}. Write plain digits, a '
            f"decimal point and {decimals} decimals at most."
        )
        entry.error("number-bad", message, "amount")
    elif not (0 if zero else 1) <= minor <= LARGEST_TOTAL:
        message = f"the cost {amount} is not between 1 and 10^15 minor units of {currency}."
        entry.error("total-range", message, "amount")
    else:
        return Money(minor, currency, decimals)
    return None


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
            lines = (_line(line, decimals) for line in entry.each("lines"))
            found[entry.get("version", int, 0) or 0] = tuple(filter(None, lines))
    return found


def _line(entry: Document, decimals: int) -> CostLine | None:
    item, kind = entry.text("item"), entry.choice("kind", LINE_KINDS, "other")
    text, percent = entry.text("amount"), entry.string("percent")
    base = entry.choice("base", get_args(Base), "")
    entry.done()
    if percent and scaled_int(percent, PERCENT_DECIMALS) is None:
        message = (
            f'"{percent}" is not a valid percentage. Write plain digits, such as "13" or "12.5".'
        )
        entry.error("number-bad", message, "percent")
        percent = ""
    amount = scaled_int(text, decimals)
    if amount is None:
        message = f'"{text}" is not a valid amount. Write plain digits and a decimal point.'
        entry.error("number-bad", message, "amount")
        return None
    return CostLine(item, kind, amount, percent, base)
