"""The register of meetings as a list for people and for other systems,
and what is known of one meeting.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ccmcost.model.calendar import Span, weekday
from ccmcost.model.meeting import Meeting
from ccmcost.sharing.register import Entry, Register
from ccmcost.tables.screen import PLAIN, Style, fields, to_screen
from ccmcost.tables.table import CSV, SCREEN, Column, Columns, Say, Table, Value, made_of
from ccmcost.words.numbers import day as day_words
from ccmcost.words.numbers import days as days_words
from ccmcost.words.speaker import english
from ccmcost.words.status import short_money


def register_table(entries: Sequence[Entry]) -> Table:
    """A row for each meeting: days, place, scale, list (States Parties and States not party on it)
    and cost.

    In a file days are as in ISO 8601 and the cost in major units; what is not known is empty.
    """
    words = english()
    columns: Columns[Entry] = [
        (Column("id", wide=7), lambda entry: entry.meeting.id),
        (Column("name", only=CSV), lambda entry: entry.meeting.name),
        (Column("kind", only=CSV), lambda entry: entry.meeting.kind),
        (Column("billing_group", only=CSV), lambda entry: entry.meeting.billing_group),
        (
            Column("opening", wide=10),
            lambda entry: entry.meeting.day or Say("", words("no_day_yet")),
        ),
        (
            Column("closing", only=CSV),
            lambda entry: entry.meeting.dates.last if entry.meeting.dates else None,
        ),
        (Column("city", "col_place", wide=9), lambda entry: entry.meeting.city),
        (Column("country", only=CSV), lambda entry: entry.meeting.country),
        (Column("scale", "col_un_scale", wide=9), _scale),
        (Column("list", wide=16, only=SCREEN), _list),
        (
            Column("list_status", only=CSV),
            lambda entry: entry.listed.status if entry.listed else None,
        ),
        (Column("states_parties", only=CSV), lambda entry: entry.parties if entry.listed else None),
        (
            Column("states_not_party", only=CSV),
            lambda entry: entry.others if entry.listed else None,
        ),
        (Column("cost", "fact_cost", wide=24, only=SCREEN), _cost),
        (Column("cost", only=CSV), lambda entry: entry.cost.total if entry.cost else None),
        (
            Column("currency", only=CSV),
            lambda entry: entry.cost.total.currency if entry.cost else None,
        ),
        (Column("cost_status", only=CSV), lambda entry: entry.cost.status if entry.cost else None),
        (Column("cost_source", only=CSV), lambda entry: entry.cost.source if entry.cost else None),
        Column("go_no_go", only=CSV),
    ]
    return made_of("meetings", "", columns, entries, words=words)


def _scale(entry: Entry) -> Value:
    return Say(entry.scale, entry.scale.removeprefix("un-")) if entry.scale else None


def _list(entry: Entry) -> Value:
    return (
        f"{entry.listed.status}, {entry.parties}+{entry.others}"
        if entry.listed
        else english()("none")
    )


def _cost(entry: Entry) -> Value:
    cost = entry.cost
    return (
        f"{short_money(cost.total)} {cost.status.replace('_', ' ')}" if cost else english()("none")
    )


def meeting_screen(register: Register, style: Style = PLAIN) -> str:
    """One meeting, the first of a register: what its note says next to what happened,
    then the facts at hand.
    """
    words, entry, states = english(), register.entries[0], register.states
    meeting, listed, cost = entry.meeting, entry.listed, entry.cost
    kind = register.convention.meeting_kinds.get(meeting.kind)
    counts = words("states_on_list", parties=entry.parties, others=entry.others)
    basis = register.convention.go_no_go_basis
    known = [
        ("fact_place", f"{meeting.city}, {states.name(meeting.country)}" if meeting.city else ""),
        ("fact_presidency", states.name(meeting.presidency) if meeting.presidency else ""),
        ("fact_convened", meeting.convened.document if meeting.convened else ""),
        ("fact_mandate", meeting.mandate),
        ("fact_basis", kind.basis if kind else ""),
        ("fact_group", meeting.billing_group if meeting.billing_group != meeting.id else ""),
        ("fact_scale", entry.scale or words("no_scale" if meeting.day else "no_day_yet")),
        ("fact_list", f"{listed.status}: {counts}" if listed else words("none")),
        (
            "fact_cost",
            f"{cost.total}, {cost.status.replace('_', ' ')} ({cost.source})"
            if cost
            else words("none_at_hand"),
        ),
        ("fact_go", f"{day_words(entry.go_no_go)} ({basis})" if entry.go_no_go else ""),
        ("fact_attendance", meeting.published_participation),
        ("fact_official_list", meeting.official_list),
        ("fact_remarks", meeting.remarks),
        ("fact_source", meeting.source),
    ]
    lines = [
        style.bold(f"{meeting.name} ({meeting.id})"),
        "",
        *to_screen(_both(meeting), style),
        "",
    ]
    return "\n".join([*lines, *fields([(words(key), told) for key, told in known if told])]) + "\n"


def _both(meeting: Meeting) -> Table:
    """What the convening note says, next to what happened."""
    words, convened, held = english(), meeting.convened, meeting.held
    planned = convened.dates if convened else None
    deadline = convened.delegation_deadline if convened else None
    columns = (
        Column("what", "", wide=11),
        Column("convened", words("as_convened").capitalize(), wide=32),
        Column("held", words("as_held"), wide=33),
    )
    rows: tuple[tuple[Value, ...], ...] = (
        (
            words("row_days"),
            _days(planned) or words("no_note" if held else "not_known_yet"),
            _days(held.dates if held else None) or words("not_known_yet"),
        ),
        (
            words("row_venue"),
            (convened.venue if convened else "") or None,
            (held.venue if held else "") or None,
        ),
        (words("row_delegations"), _deadline(deadline), None),
    )
    return Table("days", "", columns, rows)


def _days(days: Span | None) -> str:
    return days_words(days) if days else ""


def _deadline(day: date | None) -> str | None:
    return english()("to_be_named_by", weekday=weekday(day), day=day_words(day)) if day else None
