"""A meeting apportioned in several ways, side by side; and what each State not party would change
by joining alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from ccmcost.model.assessment import Apportionment, Assessment
from ccmcost.model.rates import WHOLE_RATE
from ccmcost.words.status import ROLE_WORDS


class Case(NamedTuple):
    """One way to apportion, under the name of what it varies."""

    name: str
    result: Apportionment


class CompareRow(NamedTuple):
    """One State: its amount in every case in minor units (None:
    it bears nothing), differences against the first case.
    """

    iso3: str
    name: str
    role: str
    amounts: tuple[int | None, ...]
    differences: tuple[int, ...]

    def part(self, case: int) -> Fraction | None:
        """The difference of a case as a part of the first amount;
        None where there is no first amount.
        """
        base = self.amounts[0]
        return Fraction(self.differences[case], base) if base else None


class Tally(NamedTuple):
    """One case against the first: how many States pay less, more and the same,
    and the sums in minor units.
    """

    case: int
    name: str
    same: str
    less: int
    more: int
    unchanged: int
    saved: int
    added: int
    parties: int
    others: int
    most_less: tuple[CompareRow, ...]
    most_more: tuple[CompareRow, ...]


class Comparison(NamedTuple):
    """All cases; the first is the one that the others are held against.
    `same` of a tally says why nothing differs.
    """

    cases: tuple[Case, ...]
    rows: tuple[CompareRow, ...]
    tallies: tuple[Tally, ...]

    @property
    def all_same(self) -> bool:
        """Whether no case differs from the first."""
        return all(tally.same for tally in self.tallies)


LEADERS = 5


def compare(cases: Sequence[Case], ranked: bool = False) -> Comparison:
    """The comparison; rows in order of code, or with `ranked` by the size of the last difference,
    then by code.
    """
    codes = sorted({line.code for case in cases for line in case.result.assessment.lines})
    rows = [_row(code, cases) for code in codes]
    tallies = tuple(_tally(cases, index, rows) for index in range(1, len(cases)))
    if ranked:
        rows.sort(key=lambda row: (-abs(row.differences[-1]), row.iso3))
    return Comparison(tuple(cases), tuple(rows), tallies)


def _row(code: str, cases: Sequence[Case]) -> CompareRow:
    lines = [case.result.assessment.line(code) for case in cases]
    amounts = tuple(line.amount if line else None for line in lines)
    role = next(line.payer.role for line in lines if line)
    differences = tuple((amount or 0) - (amounts[0] or 0) for amount in amounts)
    return CompareRow(
        code, cases[0].result.states.name(code), ROLE_WORDS[role], amounts, differences
    )


def _tally(cases: Sequence[Case], index: int, rows: Sequence[CompareRow]) -> Tally:
    less = sorted(
        (row for row in rows if row.differences[index] < 0),
        key=lambda row: (row.differences[index], row.iso3),
    )
    more = sorted(
        (row for row in rows if row.differences[index] > 0),
        key=lambda row: (-row.differences[index], row.iso3),
    )
    parties = sum(row.differences[index] for row in rows if row.role == ROLE_WORDS["state_party"])
    return Tally(
        case=index,
        name=cases[index].name,
        same="" if less or more else _why_same(cases[0].result, cases[index].result),
        less=len(less),
        more=len(more),
        unchanged=len(rows) - len(less) - len(more),
        saved=sum(row.differences[index] for row in less),
        added=sum(row.differences[index] for row in more),
        parties=parties,
        others=sum(row.differences[index] for row in rows) - parties,
        most_less=tuple(less[:LEADERS]),
        most_more=tuple(more[:LEADERS]),
    )


def _why_same(base: Apportionment, other: Apportionment) -> str:
    here, there = base.assessment.lines, other.assessment.lines
    if [line.payer for line in here] != [line.payer for line in there]:
        return "every amount is the same."
    count = len(here)
    rules = {(rule.liable, rule.states_not_party) for rule in (base.rule, other.rule)}
    if len(rules) == 2 and all(line.payer.role == "state_party" for line in here):
        liable = {rule[0] for rule in rules}
        what = (
            "an absent State Party"
            if liable == {"participants", "all_parties"}
            else "a State not party"
        )
        what = (
            "a State not party or an absent State Party"
            if liable == {"participants", "parties_only"}
            else what
        )
        return (
            f"the same {count} States Parties bear the cost and no State not party does, so the "
            f"two rules coincide here. They would differ with {what} on the list."
        )
    return f"the same {count} States bear the same amounts."


class EffectRow(NamedTuple):
    """One State not party joining alone. Amounts in minor units, rates and shares as parts of the
    whole.

    `parties_change` is the change of the States Parties' shares taken together; `best` is the State
    that saves most.
    """

    iso3: str
    name: str
    role: str
    rate: Fraction
    amount: int
    share: Fraction
    sum_of_rates: Fraction
    parties_change: Fraction | None
    best: str
    best_change: int
    watched_change: int | None


class Effects(NamedTuple):
    """All States not party that do not bear the cost yet, largest amount first."""

    base: Apportionment
    watched: str
    rows: tuple[EffectRow, ...]
    already: int
    without_rate: tuple[str, ...]


def effects(
    base: Apportionment,
    joined: Sequence[tuple[str, Apportionment]],
    watched: str,
    without_rate: Sequence[str],
) -> Effects:
    """The effects from (State, result with it) pairs, each against the same base;
    `watched` may name one State.
    """
    rows = sorted(
        (_effect(base, code, result, watched) for code, result in joined),
        key=lambda row: (-row.amount, row.iso3),
    )
    already = sum(
        line.payer.role in ("signatory", "observer_state") for line in base.assessment.lines
    )
    return Effects(base, watched, tuple(rows), already, tuple(without_rate))


def _effect(base: Apportionment, code: str, result: Apportionment, watched: str) -> EffectRow:
    line = result.assessment.line(code)
    assert line is not None
    after = {each.code: each.amount for each in result.assessment.lines}
    changes = {each.code: after[each.code] - each.amount for each in base.assessment.lines}
    best = min(sorted(changes), key=lambda each: changes[each])
    here, there = _parties(base.assessment), _parties(result.assessment)
    return EffectRow(
        iso3=code,
        name=result.states.name(code),
        role=ROLE_WORDS[line.payer.role],
        rate=Fraction(line.payer.weight, WHOLE_RATE),
        amount=line.amount,
        share=line.share.value,
        sum_of_rates=Fraction(result.assessment.sum_of_rates, WHOLE_RATE),
        parties_change=(there - here) / here if here else None,
        best=best,
        best_change=changes[best],
        watched_change=changes.get(watched) if watched else None,
    )


def _parties(assessment: Assessment) -> Fraction:
    shares = (line.share.value for line in assessment.lines if line.payer.role == "state_party")
    return sum(shares, Fraction(0))
