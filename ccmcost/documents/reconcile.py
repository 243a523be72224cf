"""`reconcile`: amounts that an office really issued, held against every rule, list basis, rounding
policy and unit; what fits on a terminal, every difference as CSV.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from ccmcost.calc.reconcile import Fit, Gap, fit
from ccmcost.errors import DataError, UsageError
from ccmcost.intake.account import Account
from ccmcost.intake.finder import StateFinder
from ccmcost.intake.found import Marker
from ccmcost.intake.office_table import OfficeTable, read_office_table
from ccmcost.model.meeting import Cost, Participant, ParticipantList
from ccmcost.model.money import LARGEST_TOTAL, Money
from ccmcost.model.rule import Residual
from ccmcost.model.states import States, role_on
from ccmcost.sharing.compute import Basis, compute, load_basis
from ccmcost.sharing.request import Request, find_rule, given_cost
from ccmcost.tables.records import to_csv
from ccmcost.tables.screen import PLAIN, Style, bullets, to_screen
from ccmcost.tables.table import CSV, SCREEN, Column, Columns, Table, made_of
from ccmcost.words.speaker import english
from ccmcost.workspace import Workspace

UNITS = ("0.01", "1")


class Way(NamedTuple):
    """A way to compute: rule, key of the list basis, residual policy, unit;
    and how well it fits.
    """

    rule: str
    basis: Literal["list", "parties", "file"]
    residual: Residual
    unit: str
    fit: Fit


class Reconciled(NamedTuple):
    """What was issued, the total that was shared, and all ways, best first;
    those that cannot be computed are counted.
    """

    meeting: str
    issued: Mapping[str, int]
    sum: Money
    total: Money
    ways: tuple[Way, ...]
    impossible: int
    states: States


def reconcile(
    workspace: Workspace, meeting: str, path: Path, cost: str | None, currency: str | None
) -> Reconciled:
    """Compare a file of issued amounts (`iso3,amount`) with all that ccmcost could have computed.
    Writes nothing.

    The total is `cost`, else the sum of the file and every adopted cost at hand (one wrong amount
    spoils the sum).
    """
    basis = load_basis(workspace, meeting, Request(currency=currency).for_shares())
    issued = _issued(basis, path)
    issued_sum = basis.cost.total.of(sum(issued.values()))
    total = given_cost(cost, issued_sum.currency, False).total if cost else issued_sum
    if not 0 < total.minor <= LARGEST_TOTAL:
        raise UsageError(f"the amounts of the file sum to {total}; there is nothing to compare.")
    basis = basis._replace(cost=Cost(total, "given", "amounts that were issued"))
    ways, impossible = [], 0
    for way, tried in _ways(basis, issued):
        try:
            result = compute(tried, Request())
        except (DataError, UsageError):
            impossible += 1
            continue
        ways.append(
            way._replace(
                fit=fit(issued, {line.code: line.amount for line in result.assessment.lines})
            )
        )
    ways.sort(key=lambda way: (-way.fit.agree, way.fit.distance, way[:-1]))
    return Reconciled(
        basis.meeting.id, issued, issued_sum, total, tuple(ways), impossible, basis.states
    )


def _ways(basis: Basis, issued: Mapping[str, int]) -> Iterator[tuple[Way, Basis]]:
    """Every way, not yet tried, with the basis to try it on."""
    parties = tuple(
        p
        for p in basis.listed.participants
        if role_on(basis.treaty, p.iso3, basis.day) == "state_party"
    )
    lists: dict[Literal["list", "parties", "file"], ParticipantList] = {
        "list": basis.listed,
        "parties": basis.listed._replace(participants=parties),
        "file": ParticipantList("given", tuple(Participant(code, None) for code in sorted(issued))),
    }
    for rule_id in basis.convention.rules:
        rule = basis.data.checked(find_rule(basis.data, rule_id))
        for residual, unit, name in product(get_args(Residual), UNITS, lists):
            chosen = rule._replace(residual=residual, unit=Fraction(unit))
            yield (
                Way(rule.id, name, residual, unit, Fit(0, ())),
                basis._replace(rule=chosen, listed=lists[name]),
            )


def _issued(basis: Basis, path: Path) -> dict[str, int]:
    findings, like = basis.data.findings, basis.cost.total
    currency = like.currency
    source = basis.data.given(path)
    account = Account(Marker(str(path), findings))
    table = (
        read_office_table(source, account, ("iso3", "amount"), ("name",))
        if source
        else OfficeTable()
    )
    finder = StateFinder(basis.states)
    found: dict[str, int] = {}
    for row in table.rows:
        code, (minor, fault) = finder.code(row.get("iso3")), table.sum_of(row, "amount", currency)
        if code is None:
            row.error("state-unknown", finder.unknown(row.get("iso3")), "iso3")
        elif code in found:
            row.error(
                "state-twice", f"{code} stands twice. Give one amount for each State.", "iso3"
            )
        elif minor is None or minor < 0:
            row.error("number-bad", fault or f'"{row.get("amount")}" is negative.', "amount")
        else:
            found[code] = minor
    for row in table.totals:
        stated, read = table.sum_of(row, "amount", currency).minor, sum(found.values())
        if stated not in (None, read) and not findings.errors:
            sums = [like.of(each) for each in (stated or 0, read)]
            row.error(
                "value-bad",
                f"the file states a total of {sums[0]}, but its rows sum to {sums[1]}.",
                "amount",
            )
    findings.stop_on_errors()
    return found


NEAREST = 5


def reconcile_screen(found: Reconciled, style: Style = PLAIN) -> str:
    """The ways that fit exactly; if there is none, the best ones with the differences of the very
    best, State by State.
    """
    words, ways = english(), found.ways
    issued = words("amounts_issued", meeting=found.meeting, n=len(found.issued), sum=found.sum)
    lines = [style.bold(issued), ""]
    exact = [way for way in ways if way.fit.exact]
    if exact:
        lines.append(words("ways_fit", n=len(exact), all=len(ways)))
        lines += bullets([_said(way, found) for way in exact])
    else:
        lines += [
            words("no_way_fits", n=len(ways)),
            *to_screen(_nearest_table(found), style),
            "",
            words("where_differs"),
        ]
        lines += (
            to_screen(
                gaps_table([(way, gap) for way in ways[:1] for gap in way.fit.gaps], found), style
            )
            if ways
            else []
        )
    if found.impossible:
        lines.append(words("ways_impossible", n=found.impossible))
    return "\n".join(lines) + "\n"


def _nearest_table(found: Reconciled) -> Table:
    words = english()
    columns: Columns[Way] = [
        (
            Column("agree", kind="number", wide=9),
            lambda way: words("n_of_all", n=way.fit.agree, all=way.fit.agree + len(way.fit.gaps)),
        ),
        (Column("distance", "col_off_by", "money", 16), lambda way: found.sum.of(way.fit.distance)),
        (Column("way", wide=50), lambda way: _said(way, found)),
    ]
    return made_of("nearest", "", columns, found.ways[:NEAREST], words=words)


def _said(way: Way, found: Reconciled) -> str:
    words = english()
    residual, unit = (
        way.residual.replace("_", " "),
        "" if way.unit == "0.01" else words("way_units", unit=way.unit),
    )
    return (
        words(
            "way",
            total=found.total,
            rule=way.rule,
            basis=words(f"way_{way.basis}"),
            residual=residual,
        )
        + unit
    )


def gaps_table(pairs: Sequence[tuple[Way, Gap | None]], found: Reconciled) -> Table:
    """Each State where a way differs, and a row without a State for a way that fits."""
    words, of = english(), found.sum.of
    columns: Columns[tuple[Way, Gap | None]] = [
        (Column("total", kind="money", only=CSV), lambda pair: found.total),
        (Column("rule", only=CSV), lambda pair: pair[0].rule),
        (Column("basis", only=CSV), lambda pair: pair[0].basis),
        (Column("residual", only=CSV), lambda pair: pair[0].residual),
        (Column("unit", only=CSV), lambda pair: pair[0].unit),
        (Column("agree", only=CSV), lambda pair: pair[0].fit.agree),
        (Column("iso3", "col_code", wide=4), lambda pair: pair[1] and pair[1].code),
        (
            Column("name", "col_state", wide=26, only=SCREEN),
            lambda pair: pair[1] and found.states.name(pair[1].code),
        ),
        (Column("issued", kind="money", wide=14), lambda pair: pair[1] and of(pair[1].issued)),
        (Column("computed", kind="money", wide=14), lambda pair: pair[1] and of(pair[1].computed)),
        (
            Column("difference", kind="money", wide=14),
            lambda pair: pair[1] and of(pair[1].issued - pair[1].computed),
        ),
    ]
    return made_of("gaps", "", columns, pairs, words=words)


def reconcile_csv(found: Reconciled) -> str:
    """Every way and every State where it differs; a way that fits has one row with no State."""
    return to_csv(
        gaps_table([(way, gap) for way in found.ways for gap in way.fit.gaps or (None,)], found)
    )
