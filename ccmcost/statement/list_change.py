"""What a new list of participants changes: States, roles, the sum of rates and the largest shares."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ccmcost.model.assessment import Assessment
from ccmcost.model.meeting import Cost, ParticipantList
from ccmcost.model.rates import rate_text, share_text
from ccmcost.model.states import States
from ccmcost.statement.status import ROLE_WORDS, title_of

LARGEST = 5


class ChangedRole(NamedTuple):
    """A State on both lists with another role; `before` and `after` in words."""

    code: str
    name: str
    before: str
    after: str


class ShareChange(NamedTuple):
    """One State's share (per cent, six decimals) and amount (grouped) under the two lists; a dash where it bears nothing."""

    code: str
    name: str
    share_before: str
    share_after: str
    amount_before: str
    amount_after: str


class Effect(NamedTuple):
    """What the change does to the bills; all text. `title` says what the amounts may be taken for."""

    title: str
    rates_before: str
    rates_after: str
    count_before: int
    count_after: int
    currency: str
    largest: tuple[ShareChange, ...]


class ListChange(NamedTuple):
    """Differences between the list in use and a new one, in order of code."""

    status_before: str
    added: tuple[tuple[str, str, str], ...]
    removed: tuple[tuple[str, str, str], ...]
    changed: tuple[ChangedRole, ...]

    @property
    def is_empty(self) -> bool:
        """Whether both lists hold the same States in the same roles."""
        return not (self.added or self.removed or self.changed)


def list_change(before: ParticipantList | None, after: Mapping[str, str], states: States) -> ListChange:
    """Compare the list in use (None if there is none) with new roles by code."""
    old: dict[str, str] = {p.iso3: p.role or "" for p in before.participants} if before else {}

    def row(code: str, role: str) -> tuple[str, str, str]:
        return code, states.name(code), _role_words(role)

    return ListChange(
        before.status if before else "none",
        tuple(row(code, after[code]) for code in sorted(set(after) - set(old))),
        tuple(row(code, old[code]) for code in sorted(set(old) - set(after))),
        tuple(
            ChangedRole(code, states.name(code), _role_words(old[code]), _role_words(after[code]))
            for code in sorted(set(old) & set(after))
            if old[code] != after[code]
        ),
    )


def effect_of(before: Assessment, after: Assessment, cost: Cost, states: States) -> Effect:
    """What changes in the bills between two assessments of the same cost: the largest shares after, and those before."""
    ranked = [line.code for line in sorted(after.lines, key=lambda line: (-line.share.value, line.code))[:LARGEST]]
    gone = [line.code for line in sorted(before.lines, key=lambda line: (-line.share.value, line.code))[:LARGEST]]
    codes = ranked + [code for code in gone if code not in ranked]
    return Effect(
        title_of(cost),
        rate_text(before.sum_of_rates),
        rate_text(after.sum_of_rates),
        len(before.lines),
        len(after.lines),
        after.total.currency,
        tuple(_share_change(code, before, after, states) for code in codes),
    )


def _share_change(code: str, before: Assessment, after: Assessment, states: States) -> ShareChange:
    figures = []
    for assessment in (before, after):
        line = assessment.line(code)
        figures.append((share_text(line.share.value), assessment.total.of(line.amount).grouped()) if line else ("-", "-"))
    return ShareChange(code, states.name(code), figures[0][0], figures[1][0], figures[0][1], figures[1][1])


def _role_words(role: str) -> str:
    known = {key: words for key, words in ROLE_WORDS.items() if key}
    return known.get(role, role) or "no role"  # type: ignore[call-overload]
