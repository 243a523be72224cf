"""What a new list of participants changes: States, roles, bills, and what the two readings of the
cost article mean for it.

The wording supports both readings (docs/method.md): only those present pay, or every State Party
and those present. Before an official list is confirmed, and before it settles a meeting, an office
must see what its choice moves.
"""

from __future__ import annotations

import textwrap
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ccmcost.accounts.books import Books
from ccmcost.calc.assess import assess_or_nothing
from ccmcost.calc.liable import liable_at_meeting, payers
from ccmcost.desk.answers import points
from ccmcost.errors import DataError
from ccmcost.ledger.queries import last_issue
from ccmcost.ledger.verify import sound
from ccmcost.load.data import Data
from ccmcost.model.assessment import Assessment
from ccmcost.model.meeting import Cost, Meeting, ParticipantList
from ccmcost.model.money import Money
from ccmcost.model.rates import Scale, rate_text
from ccmcost.model.rule import Liable, Rule
from ccmcost.model.states import Role, States
from ccmcost.sharing.request import find_rule
from ccmcost.tables.screen import PLAIN, WIDTH, Style, to_screen
from ccmcost.tables.table import Column, Row, Table
from ccmcost.words.phrases import english
from ccmcost.words.status import ROLE_WORDS, title_of
from ccmcost.workspace import Workspace

LARGEST = 5
_READINGS = {
    "participants": "the States that took part",
    "all_parties": "every State Party and the States not party that took part",
    "parties_only": "the States Parties",
}


class ListChange(NamedTuple):
    """Differences between the list in use and a new one, in words, in order of code."""

    status_before: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether both lists hold the same States in the same roles."""
        return not (self.added or self.removed or self.changed)


def list_change(
    before: ParticipantList | None, after: Mapping[str, Role], states: States
) -> ListChange:
    """Compare the list in use (None if there is none) with new roles by code."""
    old = {p.iso3: p.role for p in before.participants} if before else {}

    def role(of: Role | None) -> str:
        return ROLE_WORDS[of] or "no role"

    return ListChange(
        before.status if before else "none",
        tuple(
            f"{code} {states.name(code)} ({role(after[code])})"
            for code in sorted(set(after) - set(old))
        ),
        tuple(
            f"{code} {states.name(code)} ({role(old[code])})"
            for code in sorted(set(old) - set(after))
        ),
        tuple(
            f"{code} {states.name(code)}: {role(old[code])} becomes {role(after[code])}"
            for code in sorted(set(old) & set(after))
            if (old[code] or "") != after[code]
        ),
    )


def change_screen(change: ListChange, style: Style = PLAIN) -> list[str]:
    """States added, removed and with another role."""
    lines = ["", style.bold(f"Compared with the list in use ({change.status_before})")]
    if change.is_empty:
        return [*lines, "  The same States in the same roles."]
    told = (("Added", change.added), ("Removed", change.removed), ("Role changed", change.changed))
    return lines + [line for title, states in told for line in points(title, states)]


class Ground(NamedTuple):
    """What bills of a list rest on: the scale of the meeting's day, the rule in force here,
    the meeting's latest cost.
    """

    data: Data
    day: date
    scale: Scale
    rule: Rule
    cost: Cost

    def bills(self, listed: ParticipantList, liable: Liable | None = None) -> Assessment:
        """The assessment of a list, under another reading if one is named.
        Raises DataError if there can be none.
        """
        rule = self.rule._replace(liable=liable) if liable else self.rule
        roles = liable_at_meeting(rule, listed, self.data.treaty, self.day)
        bearing, _ = payers(roles, self.scale, rule, self.data.states, self.day)
        return assess_or_nothing(bearing, rule, self.cost.total)


def ground_of(data: Data, meeting: Meeting) -> Ground | str:
    """The ground of a meeting, or why there is none; `data` are loaded for this alone,
    so that no other fault matters.
    """
    day = meeting.day
    scale_id = data.scale_for(day) if day is not None else None
    if day is None or scale_id is None:
        return f"no scale covers {day}"
    scale, rule, versions = data.scale(scale_id), find_rule(data, None), data.costs.get(meeting.id)
    if rule is None or not versions or data.findings.errors:
        return "no cost or rule is at hand"
    return Ground(data, day, scale, rule, versions[-1])


class Effect(NamedTuple):
    """The bills under the list in use and under a new one."""

    before: Assessment
    after: Assessment
    ground: Ground


def effect_of(
    ground: Ground | str, before: ParticipantList | None, after: ParticipantList
) -> Effect | str:
    """The bills under both lists, or why there is nothing to compare."""
    if before is None:
        return "there was no list before"
    if isinstance(ground, str):
        return ground
    try:
        return Effect(ground.bills(before), ground.bills(after), ground)
    except DataError as error:
        return error.findings[0].message


def effect_screen(effect: Effect | str, style: Style = PLAIN) -> list[str]:
    """The sum of rates and the largest shares, before and after; or why nothing is compared."""
    if isinstance(effect, str):
        return ["", f"The bills are not compared: {effect}."]
    before, after = effect.before, effect.after
    title = textwrap.wrap(title_of(effect.ground.cost), WIDTH)
    lines = ["", style.bold("What it does to the bills"), *(style.warn(line) for line in title)]
    rates = (
        f"Sum of rates {rate_text(before.sum_of_rates)} before, {rate_text(after.sum_of_rates)} "
        "after."
    )
    count = f"{len(before.lines)} States bear the cost before, {len(after.lines)} after."
    lines += [*textwrap.wrap(f"{rates} {count}", WIDTH), ""]
    words = english()
    columns = (
        Column("iso3", words("col_code"), wide=4),
        Column("name", words("col_state"), wide=22),
        Column("share_before", words("col_share_before"), "share", 10),
        Column("share_after", words("col_share_after"), "share", 10),
        Column("before", words("col_amount_before", currency=after.total.currency), "money", 14),
        Column("after", words("col_amount_after"), "money", 14),
    )
    rows = []
    for code in dict.fromkeys((*_largest(after), *_largest(before))):
        (share, amount), (share_after, amount_after) = _figures(before, code), _figures(after, code)
        rows.append(
            (code, effect.ground.data.states.name(code), share, share_after, amount, amount_after)
        )
    return lines + to_screen(Table("shares", "", columns, tuple(rows)), style)


def _largest(assessment: Assessment) -> list[str]:
    return [
        line.code
        for line in sorted(assessment.lines, key=lambda line: (-line.share.value, line.code))[
            :LARGEST
        ]
    ]


def _figures(assessment: Assessment, code: str) -> tuple[Fraction | None, Money | None]:
    """Share and amount of a State; None where it bears nothing."""
    line = assessment.line(code)
    return (line.share.value, assessment.total.of(line.amount)) if line else (None, None)


class TwoReadings(NamedTuple):
    """What the choice of reading means for one list and one cost.

    `issued` is the reading of the last notices of the meeting, with their rule; empty if none were
    issued.
    """

    present: Assessment
    every: Assessment
    ground: Ground
    issued: Liable | None
    issued_rule: str

    @property
    def moved(self) -> int:
        """The sum that other States would bear under the other reading, in minor units."""
        before = {line.code: line.amount for line in self.present.lines}
        return sum(max(0, line.amount - before.get(line.code, 0)) for line in self.every.lines)


def two_readings(
    ground: Ground | str, meeting: Meeting, listed: ParticipantList
) -> TwoReadings | None:
    """Both readings of a list for the latest cost of a meeting;
    None where no cost, rule or scale can be applied.
    """
    if isinstance(ground, str) or not ground.cost.total.minor:
        return None
    try:
        present, every = ground.bills(listed, "participants"), ground.bills(listed, "all_parties")
    except DataError:
        return None
    return TwoReadings(present, every, ground, *_issued(ground.data.workspace, meeting.id))


def readings_that_move(desk: Books, meetings: Iterable[str]) -> tuple[TwoReadings, ...]:
    """The two readings of each meeting's list in use, where the choice between them moves money."""
    found = []
    for name in meetings:
        listed = Data(desk.workspace).list_of(name)
        meeting = desk.meetings[name]
        made = (
            two_readings(ground_of(Data(desk.workspace), meeting), meeting, listed)
            if listed is not None
            else None
        )
        found += [made] if made is not None and made.moved else []
    return tuple(found)


def _issued(workspace: Workspace, meeting: str) -> tuple[Liable | None, str]:
    """The reading of the last notices of a meeting and the id of their rule,
    as the ledger froze them.
    """
    if not workspace.has_ledger:
        return None, ""
    with sound(workspace.ledger) as ledger:
        last = last_issue(ledger, meeting)
    if last is None:
        return None, ""
    rule = last.part.rule
    liable = tomllib.loads(rule.text).get("liable", "participants")
    return liable if liable in ("participants", "all_parties") else None, rule.id


def readings_screen(readings: TwoReadings, style: Style = PLAIN) -> list[str]:
    """Both readings of who bears the cost, side by side, and which one is in use."""
    head = "Who bears the cost: the Convention supports two readings"
    present, every, ground = readings.present, readings.every, readings.ground
    lines = ["", style.bold(head), *textwrap.wrap(title_of(ground.cost), WIDTH), ""]
    words = english()
    columns = (
        Column("bill", "", wide=30),
        Column("present", words("reading_present"), "money", 22),
        Column("every", words("reading_all"), "money", 22),
    )
    amounts = {line.code: line.amount for line in present.lines}
    for line in every.lines:
        amounts[line.code] = max(line.amount, amounts.get(line.code, 0))
    rows: list[Row] = [(words("states_that_pay"), len(present.lines), len(every.lines))]
    for code in sorted(amounts, key=lambda code: (-amounts[code], code))[:LARGEST]:
        bills = (_figures(present, code)[1], _figures(every, code)[1])
        rows.append((f"{code} {ground.data.states.name(code)}"[:30], *bills))
    lines += [*to_screen(Table("readings", "", columns, tuple(rows)), style), ""]
    if readings.moved:
        moved = ground.cost.total.of(readings.moved)
        lines += textwrap.wrap(
            f"The second reading moves {moved} from some States to others.", WIDTH
        )
    else:
        lines += ["Both readings give the same amounts."]
    text = f"In use here: {_READINGS[ground.rule.liable]}."
    if readings.issued_rule:
        issued = _READINGS.get(readings.issued or "", "another rule")
        text += (
            f" The last notices of this meeting were issued to {issued} (rule "
            f"{readings.issued_rule})."
        )
    else:
        text += " No notices of this meeting have been issued."
    return lines + textwrap.wrap(text, WIDTH)
