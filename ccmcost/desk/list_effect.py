"""What a new list of participants changes: the States on it, the bills, and what the choice
between the two readings of the cost article would move.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ccmcost.accounts.books import Books
from ccmcost.desk.answers import points
from ccmcost.desk.issued_otherwise import last_issued
from ccmcost.errors import DataError
from ccmcost.load.data import Data
from ccmcost.model.assessment import Assessment
from ccmcost.model.meeting import Meeting, ParticipantList
from ccmcost.model.money import Money
from ccmcost.model.rates import rate_text
from ccmcost.model.rule import Liable
from ccmcost.model.states import Role, States
from ccmcost.sharing.compute import Basis, chosen_as, compute
from ccmcost.sharing.request import Request, find_rule
from ccmcost.tables.screen import PLAIN, Style, prose, to_screen
from ccmcost.tables.table import Column, Row, Table
from ccmcost.words.speaker import english
from ccmcost.words.status import ROLE_WORDS, title_of
from ccmcost.workspace import Workspace

LARGEST = 5


class ListChange(NamedTuple):
    """Differences between the list in use and a new one, in words, in order of code."""

    status_before: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]


def list_change(
    before: ParticipantList | None, after: Mapping[str, Role], states: States
) -> ListChange:
    """Compare the list in use (None if there is none) with new roles by code."""
    old = {each.iso3: each.role for each in before.participants} if before else {}
    added, removed, changed = list[str](), list[str](), list[str]()
    for code in sorted(old.keys() | after.keys()):
        name = f"{code} {states.name(code)}"
        was, now = (ROLE_WORDS[roles.get(code)] or "no role" for roles in (old, after))
        if code not in old:
            added.append(f"{name} ({now})")
        elif code not in after:
            removed.append(f"{name} ({was})")
        elif was != now:
            changed.append(english()("becomes", what=name, before=was, after=now))
    status = before.status if before else "none"
    return ListChange(status, tuple(added), tuple(removed), tuple(changed))


def change_screen(change: ListChange, style: Style = PLAIN) -> list[str]:
    """States added, removed and with another role."""
    words = english()
    told = [
        *points(words("states_added"), change.added),
        *points(words("states_removed"), change.removed),
        *points(words("roles_changed"), change.changed),
    ]
    head = style.bold(words("compared_with_list", status=change.status_before))
    return ["", head, *(told or ["  " + words("same_states")])]


def ground_of(data: Data, meeting: Meeting) -> Basis | str:
    """What bills of a list rest on: the scale of the meeting's day, the rule in force here, the
    meeting's latest cost; or why there is no such ground.

    `data` are loaded for this alone, so that no other fault matters.
    """
    day, rule, versions = meeting.day, find_rule(data, meeting.rule), data.costs.get(meeting.id)
    scale_id = data.scale_of(meeting)
    if day is None or scale_id is None:
        return english()("no_scale_covers", day=str(day))
    scale = data.scale(scale_id)
    if rule is None or not versions or data.findings.errors:
        return english()("no_cost_or_rule")
    none = ParticipantList("expected", ())
    chosen = chosen_as(data, meeting, day, scale_id)
    return Basis(data, meeting, day, scale, chosen, rule, none, versions[-1])


def bills(ground: Basis, listed: ParticipantList, liable: Liable | None = None) -> Assessment:
    """The assessment of a list, under another reading if one is named.
    Raises DataError if there can be none.
    """
    rule = ground.rule._replace(liable=liable or ground.rule.liable)
    return compute(ground._replace(listed=listed, rule=rule), Request(), nothing=True).assessment


def effect_screen(
    ground: Basis | str,
    listed: ParticipantList | None,
    new: ParticipantList,
    style: Style = PLAIN,
) -> list[str]:
    """The sum of rates and the largest shares under the list in use and under a new one;
    or why nothing is compared.
    """
    words = english()
    if listed is None or isinstance(ground, str):
        reason = words("no_list_before") if listed is None else str(ground)
        return ["", words("bills_not_compared", reason=reason)]
    try:
        before, after = bills(ground, listed), bills(ground, new)
    except DataError as error:
        return ["", words("bills_not_compared", reason=error.findings[0].message)]
    rates = (rate_text(each.sum_of_rates) for each in (before, after))
    told = words("rates_before_after", before=next(rates), after=next(rates))
    counts = words("payers_before_after", before=before.states, after=after.states)
    columns = (
        Column("iso3", words("col_code"), wide=4),
        Column("name", words("col_state"), wide=22),
        Column("share_before", words("col_share_before"), "share", 10),
        Column("share_after", words("col_share_after"), "share", 10),
        Column("before", words("col_amount_before", currency=after.total.currency), "money", 14),
        Column("after", words("col_amount_after"), "money", 14),
    )
    rows: list[Row] = []
    for code in dict.fromkeys((*_largest(after), *_largest(before))):
        shares = (line and line.share.value for line in (before.line(code), after.line(code)))
        amounts = (_bill(before, code), _bill(after, code))
        rows.append((code, ground.states.name(code), *shares, *amounts))
    return [
        *_head(words("effect_on_bills"), ground, style),
        *prose(f"{told} {counts}"),
        "",
        *to_screen(Table("shares", "", columns, tuple(rows)), style),
    ]


def _head(text: str, ground: Basis, style: Style) -> list[str]:
    title = prose(title_of(ground.cost))
    return ["", style.bold(text), *map(style.warn, title)]


def _largest(assessment: Assessment) -> list[str]:
    lines = sorted(assessment.lines, key=lambda line: (-line.share.value, line.code))
    return [line.code for line in lines[:LARGEST]]


def _bill(assessment: Assessment, code: str) -> Money | None:
    """The amount of a State; None where it bears nothing."""
    line = assessment.line(code)
    return assessment.total.of(line.amount) if line else None


class TwoReadings(NamedTuple):
    """What the choice of reading means for one list and one cost.

    `issued` is the reading of the last notices of the meeting, with their rule; empty if none were
    issued.
    """

    present: Assessment
    every: Assessment
    ground: Basis
    issued: Liable | None
    issued_rule: str

    @property
    def moved(self) -> int:
        """The sum that other States would bear under the other reading, in minor units."""
        before = {line.code: line.amount for line in self.present.lines}
        return sum(max(0, line.amount - before.get(line.code, 0)) for line in self.every.lines)


def two_readings(
    ground: Basis | str, meeting: Meeting, listed: ParticipantList | None
) -> TwoReadings | None:
    """Both readings of a list for the latest cost of a meeting;
    None where no list, cost, rule or scale can be applied.
    """
    if isinstance(ground, str) or listed is None or not ground.cost.total.minor:
        return None
    try:
        present, every = bills(ground, listed, "participants"), bills(ground, listed, "all_parties")
    except DataError:
        return None
    return TwoReadings(present, every, ground, *_issued(ground.data.workspace, meeting.id))


def readings_that_move(desk: Books, meetings: Iterable[str]) -> tuple[TwoReadings, ...]:
    """The two readings of each meeting's list in use, where the choice between them moves money."""
    found = []
    for name in meetings:
        meeting, listed = desk.meetings[name], Data(desk.workspace).list_of(name)
        made = two_readings(ground_of(Data(desk.workspace), meeting), meeting, listed)
        found += [made] if made is not None and made.moved else []
    return tuple(found)


def _issued(workspace: Workspace, meeting: str) -> tuple[Liable | None, str]:
    """The reading of the last notices of a meeting and the id of their rule,
    as the ledger froze them.
    """
    last = last_issued(workspace, meeting)
    if last is None:
        return None, ""
    rule = last.part.rule
    liable = tomllib.loads(rule.text).get("liable", "participants")
    return liable if liable in ("participants", "all_parties") else None, rule.id


def readings_screen(readings: TwoReadings, style: Style = PLAIN) -> list[str]:
    """Both readings of who bears the cost, side by side, and which one is in use."""
    words, (present, every, ground) = english(), readings[:3]
    columns = (
        Column("bill", "", wide=30),
        Column("present", words("reading_present"), "money", 22),
        Column("every", words("reading_all"), "money", 22),
    )
    amounts = {line.code: line.amount for line in present.lines}
    for line in every.lines:
        amounts[line.code] = max(line.amount, amounts.get(line.code, 0))
    rows: list[Row] = [(words("states_that_pay"), present.states, every.states)]
    for code in sorted(amounts, key=lambda code: (-amounts[code], code))[:LARGEST]:
        name = f"{code} {ground.states.name(code)}"[:30]
        rows.append((name, _bill(present, code), _bill(every, code)))
    moved = words("readings_agree")
    if readings.moved:
        moved = words("readings_move", sum=str(ground.cost.total.of(readings.moved)))
    used = words("reading_in_use", reading=words(f"in_use_{ground.rule.liable}"))
    issued = words("reading_not_issued")
    if readings.issued_rule:
        to = words(f"in_use_{readings.issued or 'other'}")
        issued = words("reading_issued", reading=to, rule=readings.issued_rule)
    return [
        *_head(ground.data.convention.says(words("two_readings")), ground, style),
        "",
        *to_screen(Table("readings", "", columns, tuple(rows)), style),
        "",
        *prose(moved),
        *prose(f"{used} {issued}"),
    ]
