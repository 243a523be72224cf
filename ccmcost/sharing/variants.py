"""One meeting in several ways: under other rules, scales or lists, with other States."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from ccmcost.calc.liable import liable_at_meeting, rate_of
from ccmcost.errors import UsageError
from ccmcost.model.assessment import Apportionment, Assessment
from ccmcost.model.rates import WHOLE_RATE
from ccmcost.model.states import role_on
from ccmcost.sharing.compute import Basis, chosen_as, compute, load_basis
from ccmcost.sharing.request import (
    Request,
    find_list,
    find_rule,
    find_scale,
    find_state,
    given_cost,
)
from ccmcost.words.speaker import english
from ccmcost.workspace import Workspace


class Case(NamedTuple):
    """One way to apportion, under the name of what it varies; `listed` is the list by its file, if
    lists vary.
    """

    name: str
    result: Apportionment
    listed: str = ""


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
    return CompareRow(code, cases[0].result.states.name(code), role or "", amounts, differences)


def _tally(cases: Sequence[Case], index: int, rows: Sequence[CompareRow]) -> Tally:
    def moved(sign: int) -> list[CompareRow]:
        found = [row for row in rows if sign * row.differences[index] > 0]
        return sorted(found, key=lambda row: (-abs(row.differences[index]), row.iso3))

    def total(of: Iterable[CompareRow]) -> int:
        return sum(row.differences[index] for row in of)

    less, more = moved(-1), moved(1)
    parties = total(row for row in rows if row.role == "state_party")
    return Tally(
        case=index,
        name=cases[index].name,
        same="" if less or more else _why_same(cases[0].result, cases[index].result),
        less=len(less),
        more=len(more),
        unchanged=len(rows) - len(less) - len(more),
        saved=total(less),
        added=total(more),
        parties=parties,
        others=total(rows) - parties,
        most_less=tuple(less[:LEADERS]),
        most_more=tuple(more[:LEADERS]),
    )


def _why_same(base: Apportionment, other: Apportionment) -> str:
    words, lines = english(), base.assessment.lines
    if [line.payer for line in lines] != [line.payer for line in other.assessment.lines]:
        return words("same_amounts")
    rules = {(rule.liable, rule.states_not_party) for rule in (base.rule, other.rule)}
    if len(rules) == 1 or any(line.payer.role != "state_party" for line in lines):
        return words("same_states_same_amounts", n=len(lines))
    apart = {
        frozenset({"participants", "all_parties"}): "apart_absent",
        frozenset({"participants", "parties_only"}): "apart_either",
    }
    who = apart.get(frozenset(liable for liable, _ in rules), "apart_others")
    return words("rules_coincide", n=len(lines), who=words(who))


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
        role=line.payer.role or "",
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


LARGEST = 12
"""More cases than this nobody reads side by side."""


def compare_meeting(
    workspace: Workspace,
    meeting_id: str,
    request: Request,
    rules: Sequence[str] = (),
    scales: Sequence[str] = (),
    participants: Sequence[str] = (),
) -> Comparison:
    """Every combination of rules (ids or files), scales (ids) and lists (files); the convention's
    rules if none is named.

    Raises UsageError if there are fewer than two cases or too many; DataError with all findings at
    once.
    """
    for option, names in (
        ("--rules", rules),
        ("--scales", scales),
        ("--participants", participants),
    ):
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise UsageError(f"{option}: {', '.join(twice)} stands twice.")
    rule, scale, listed = (names[0] if names else None for names in (rules, scales, participants))
    request = request._replace(rule=rule, scale=scale, participants=listed)
    basis = load_basis(workspace, meeting_id, request)
    variants = _variants(
        basis,
        rules if rules or scales or participants else basis.convention.rules,
        scales,
        participants,
    )
    if not 2 <= len(variants) <= LARGEST:
        why = f"cases asked for: {len(variants)}; from 2 to {LARGEST} can be compared."
        if len(variants) == 1 and not (rules or scales or participants):
            why = f'this folder has one rule, "{basis.rule.id}", and nothing to compare it with.'
        raise UsageError(f"{why} Name two or more with --rules, --scales or --participants.")
    vary = [len({names[index] for names, _ in variants}) > 1 for index in range(3)]
    return compare(
        [
            Case(
                ", ".join(name for name, varies in zip(names, vary, strict=True) if varies),
                compute(variant, request),
                names[0] if vary[0] else "",
            )
            for names, variant in variants
        ]
    )


def _variants(
    basis: Basis, rules: Sequence[str], scales: Sequence[str], lists: Sequence[str]
) -> list[tuple[tuple[str, str, str], Basis]]:
    """The basis with each combination of list, scale and rule, by their names;
    what is not named stays as it is.
    """
    data = basis.data
    found = [rule for name in rules if (rule := find_rule(data, name)) is not None] or [basis.rule]
    allowed = frozenset(code for rule in found for code in rule.named)
    listed = [(name, find_list(data, name, allowed)) for name in lists] or [("", basis.listed)]
    ids = [find_scale(data, name) for name in scales] or [basis.scale.id]
    loaded = {scale_id: data.scale(scale_id) for scale_id in ids if scale_id != basis.scale.id} | {
        basis.scale.id: basis.scale
    }
    data.checked(loaded)
    made = []
    for (name, these), scale_id, rule in product(listed, ids, found):
        chosen = basis.scale_chosen
        if scale_id != basis.scale.id:
            chosen = chosen_as(data, basis.meeting, basis.day, scale_id)
        variant = basis._replace(
            listed=these, scale=loaded[scale_id], scale_chosen=chosen, rule=rule
        )
        made.append(((name, scale_id, rule.id), variant))
    return made


def what_if(
    workspace: Workspace, meeting_id: str, request: Request, variant_cost: str | None = None
) -> Comparison:
    """The meeting as it stands against the meeting with the States of the request added and
    removed.

    `request.cost` is the cost of both; `variant_cost` that of the variant alone. Ranked by the size
    of the difference.
    """
    basis = load_basis(workspace, meeting_id, request)
    base = compute(basis, request._replace(added=(), removed=()))
    if variant_cost is not None:
        cost = given_cost(variant_cost, basis.cost.total.currency, request.credit, "--variant-cost")
        if request.cost is None:
            raise UsageError(
                "--variant-cost goes with --cost: an illustrative cost cannot be compared "
                "with a change "
                "of cost."
            )
        basis = basis._replace(cost=cost)
    return compare([Case("base", base), Case("variant", compute(basis, request))], ranked=True)


def each_observer(
    workspace: Workspace, meeting_id: str, request: Request, watched: str = ""
) -> Effects:
    """What every State not party that does not bear the cost yet would change by joining alone.

    Each effect is that of a run of its own with that one State added. Raises UsageError under a
    rule that never charges States not party.
    """
    basis = load_basis(workspace, meeting_id, request)
    if basis.rule.liable == "parties_only":
        raise UsageError(
            f"--each-observer: under the rule {basis.rule.id} States not party bear no cost."
        )
    shown = find_state(watched, "--state", basis.states) if watched else ""
    base = compute(basis, request)
    bearing = {
        *liable_at_meeting(basis.rule, basis.listed, basis.treaty, basis.day),
        *request.added,
    }
    outside = [
        code
        for code in basis.states
        if code not in bearing
        and base.assessment.line(code) is None
        and role_on(basis.treaty, code, basis.day) != "state_party"
    ]
    rows, without = list[EffectRow](), list[str]()
    for code in outside:
        if rate_of(code, basis.scale, basis.rule) is None:
            without.append(code)
        else:
            joined = compute(basis, request._replace(added=(*request.added, code)))
            rows.append(_effect(base, code, joined, shown))
    rows.sort(key=lambda row: (-row.amount, row.iso3))
    already = sum(
        line.payer.role in ("signatory", "observer_state") for line in base.assessment.lines
    )
    return Effects(base, shown, tuple(rows), already, tuple(without))
