"""`reconcile`: amounts that an office really issued, held against every rule, list basis, rounding policy and unit."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple, get_args

from ccmcost.calc.reconcile import fit
from ccmcost.errors import DataError, UsageError
from ccmcost.intake.account import Account
from ccmcost.intake.finder import StateFinder
from ccmcost.intake.found import Marker
from ccmcost.intake.office_table import OfficeTable, read_office_table
from ccmcost.model.currency import decimals_of, no_currency
from ccmcost.model.meeting import Cost, Participant, ParticipantList
from ccmcost.model.money import LARGEST_TOTAL, Money
from ccmcost.model.rule import Residual, Rule
from ccmcost.model.states import States
from ccmcost.model.treaty import role_on
from ccmcost.render.reconcile_text import Way
from ccmcost.sharing.basis import Basis, load_basis
from ccmcost.sharing.compute import compute
from ccmcost.sharing.request import Request, find_rule, given_cost, printable
from ccmcost.workspace import Workspace

BASES = {
    "list": "the list at hand",
    "parties": "the States Parties on the list at hand",
    "file": "the States in the file",
}
UNITS = ("0.01", "1")


class Reconciled(NamedTuple):
    """All candidates, best first; ways that cannot be computed are counted."""

    meeting: str
    issued: dict[str, int]
    sum: Money
    candidates: tuple[Way, ...]
    impossible: int
    states: States


def reconcile(workspace: Workspace, meeting: str, path: Path, cost: str | None, currency: str | None) -> Reconciled:
    """Compare a file of issued amounts (`iso3,amount`) with all that ccmcost could have computed. Writes nothing.

    The total is `cost`, else the sum of the file and every adopted cost at hand (one wrong amount spoils the sum).
    """
    basis = load_basis(workspace, meeting, Request(cost="1", currency=currency))
    currency = basis.cost.total.currency
    issued = _issued(basis, path, currency)
    decimals = decimals_of(currency)
    assert decimals is not None
    total = given_cost(cost, currency, False).total if cost else Money(sum(issued.values()), currency, decimals)
    if not 0 < total.minor <= LARGEST_TOTAL:
        raise UsageError(f"the amounts of the file sum to {total}; there is nothing to compare.")
    found: list[Way] = []
    impossible = 0
    for rule, name, listed in _ways(basis, issued):
        attempt = _attempt(basis, rule, name, listed, total, issued)
        impossible += attempt is None
        found += [attempt] if attempt else []
    found.sort(key=lambda each: (-each.fit.agree, each.fit.distance, each.rule, each.basis, each.residual, each.unit))
    return Reconciled(
        basis.meeting.id, issued, Money(sum(issued.values()), currency, decimals), tuple(found), impossible, basis.states
    )


def _ways(basis: Basis, issued: dict[str, int]) -> Iterator[tuple[Rule, str, ParticipantList]]:
    parties = tuple(p for p in basis.listed.participants if role_on(basis.treaty, p.iso3, basis.day) == "state_party")
    in_file = tuple(Participant(code, None) for code in sorted(issued))
    lists = {
        "list": basis.listed,
        "parties": basis.listed._replace(participants=parties),
        "file": ParticipantList("given", in_file),
    }
    for rule_id in basis.convention.rules:
        rule = basis.data.checked(find_rule(basis.data, rule_id))
        for residual in get_args(Residual):
            for unit in UNITS:
                for name, listed in lists.items():
                    yield rule._replace(residual=residual, unit=Fraction(unit)), name, listed


def _attempt(
    basis: Basis, rule: Rule, name: str, listed: ParticipantList, total: Money, issued: dict[str, int]
) -> Way | None:
    cost = Cost(total, "given", "amounts that were issued")
    try:
        result = compute(basis._replace(rule=rule, listed=listed, cost=cost), Request())
    except (DataError, UsageError):
        return None
    computed = {line.code: line.amount for line in result.assessment.lines}
    unit = next(each for each in UNITS if rule.unit == Fraction(each))
    return Way(rule.id, name, rule.residual, unit, total, fit(issued, computed))


def _issued(basis: Basis, path: Path, currency: str) -> dict[str, int]:
    findings = basis.data.findings
    source = basis.data.given(path)
    account = Account(Marker(str(path), findings))
    table = read_office_table(source, account, ("iso3", "amount"), ("name",)) if source else OfficeTable()
    decimals = decimals_of(currency)
    if decimals is None:
        raise UsageError(f"--currency: {no_currency(printable(currency))}")
    finder = StateFinder(basis.states)
    found: dict[str, int] = {}
    for row in table.rows:
        code, (minor, fault) = finder.code(row.get("iso3")), table.sum_of(row, "amount", currency)
        if code is None:
            row.error("state-unknown", finder.unknown(row.get("iso3")), "iso3")
        elif code in found:
            row.error("state-twice", f"{code} stands twice. Give one amount for each State.", "iso3")
        elif minor is None or minor < 0:
            row.error("number-bad", fault or f'"{row.get("amount")}" is negative.', "amount")
        else:
            found[code] = minor
    for row in table.totals:
        stated, read = table.sum_of(row, "amount", currency).minor, sum(found.values())
        if stated not in (None, read) and not findings.errors:
            sums = [Money(each, currency, decimals) for each in (stated or 0, read)]
            row.error("value-bad", f"the file states a total of {sums[0]}, but its rows sum to {sums[1]}.", "amount")
    findings.stop_on_errors()
    return found
