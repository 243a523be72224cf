"""The register of meetings as a list for people and for other systems,
and what is known of one meeting.
"""

from __future__ import annotations

from collections.abc import Sequence

from ccmcost.model.calendar import weekday
from ccmcost.model.meeting import Meeting
from ccmcost.sharing.register import Entry, Register
from ccmcost.tables.screen import PLAIN, Style, fields, to_screen
from ccmcost.tables.table import CSV, SCREEN, Column, Columns, Row, Say, Table, Value, made_of
from ccmcost.words.numbers import day as day_words
from ccmcost.words.numbers import days as days_words
from ccmcost.words.numbers import short_money
from ccmcost.words.speaker import english
from ccmcost.words.status import joined_known
from ccmcost.words.status import words as status_word


def register_table(entries: Sequence[Entry]) -> Table:
    """A row for each meeting: days, place, scale, list (States Parties and States not party on it)
    and cost.

    In a file days are as in ISO 8601 and the cost in major units; what is not known is empty.
    """
    words = english()
    columns: Columns[Entry] = [
        (Column("id", wide=7), "meeting.id"),
        (Column("name", only=CSV), "meeting.name"),
        (Column("kind", only=CSV), "meeting.kind"),
        (Column("billing_group", only=CSV), "meeting.billing_group"),
        (
            Column("opening", wide=10),
            lambda entry: entry.meeting.day or Say("", words("no_day_yet")),
        ),
        (
            Column("closing", only=CSV),
            "meeting.dates.last",
        ),
        (Column("city", "col_place", wide=9), "meeting.city"),
        (Column("country", only=CSV), "meeting.country"),
        (Column("scale", "col_un_scale", wide=9), _scale),
        (Column("list", wide=16, only=SCREEN), _list),
        (Column("list_status", only=CSV), "listed.status"),
        (Column("states_parties", only=CSV), lambda entry: entry.parties if entry.listed else None),
        (
            Column("states_not_party", only=CSV),
            lambda entry: entry.others if entry.listed else None,
        ),
        (Column("cost", "fact_cost", wide=24, only=SCREEN), _cost),
        (Column("cost", only=CSV), "cost.total"),
        (Column("currency", only=CSV), "cost.total.currency"),
        (Column("cost_status", only=CSV), "cost.status"),
        (Column("cost_source", only=CSV), "cost.source"),
        Column("go_no_go", only=CSV),
    ]
    return made_of("meetings", "", columns, entries, words=words)


def _scale(entry: Entry) -> Value:
    return Say(entry.scale, entry.scale.removeprefix("un-")) if entry.scale else None


def _list(entry: Entry) -> Value:
    if entry.listed is None:
        return english()("none")
    return english()("list_counts", entry=entry, status=status_word(entry.listed.status))


def _cost(entry: Entry) -> Value:
    words, cost = english(), entry.cost
    return f"{short_money(cost.total)} {status_word(cost.status)}" if cost else words("none")


def meeting_screen(register: Register, style: Style = PLAIN) -> str:
    """One meeting, the first of a register: what its note says next to what happened,
    then the facts at hand.
    """
    words, meeting = english(), register.entries[0].meeting
    facts = [(words(f"fact_{key}"), told) for key, told in known_facts(register).items()]
    title = style.bold(f"{meeting.name} ({meeting.id})")
    return "\n".join([title, "", *to_screen(_both(meeting), style), "", *fields(facts)]) + "\n"


def known_facts(register: Register) -> dict[str, str]:
    """What is known of one meeting, the first of a register; each is called by `fact_` and its
    key.
    """
    words, entry, name = english(), register.entries[0], register.states.name
    meeting, listed, cost = entry.meeting, entry.listed, entry.cost
    kind = register.convention.meeting_kinds.get(meeting.kind)
    no_scale = words("no_scale" if meeting.day else "no_day_yet")
    go = entry.go_no_go and day_words(entry.go_no_go)
    basis = register.convention.go_no_go_basis
    known = {
        "place": joined_known(meeting.city, name(meeting.country) if meeting.country else ""),
        "presidency": name(meeting.presidency) if meeting.presidency else "",
        "convened": meeting.convened.document if meeting.convened else "",
        "mandate": meeting.mandate,
        "basis": kind.basis if kind else "",
        "group": meeting.billing_group if meeting.billing_group != meeting.id else "",
        "scale": entry.scale or no_scale,
        "list": words("list_known", entry=entry, status=status_word(listed.status))
        if listed
        else words("none"),
        "cost": words("cost_known", cost=cost, status=status_word(cost.status))
        if cost
        else words("none_at_hand"),
        "go": f"{go} ({basis})" if go else "",
        "attendance": meeting.published_participation,
        "official_list": meeting.official_list,
        "remarks": meeting.remarks,
        "source": meeting.source,
    }
    return {key: told for key, told in known.items() if told}


def _both(meeting: Meeting) -> Table:
    """What the convening note says, next to what happened."""
    words, convened, held = english(), meeting.convened, meeting.held
    unknown = words("not_known_yet")
    planned = convened.dates if convened else None
    deadline = convened.delegation_deadline if convened else None
    named = deadline and words("to_be_named_by", weekday=weekday(deadline), day=day_words(deadline))
    columns = (
        Column("what", "", wide=11),
        Column("convened", words("as_convened").capitalize(), wide=32),
        Column("held", words("as_held"), wide=33),
    )
    days = days_words(planned) if planned else words("no_note") if held else unknown
    venues = ((note.venue if note else "") or None for note in (convened, held))
    rows: tuple[Row, ...] = (
        (words("row_days"), days, days_words(held.dates) if held else unknown),
        (words("row_venue"), *venues),
        (words("row_delegations"), named, None),
    )
    return Table("days", "", columns, rows)
