"""`reconcile`: amounts that an office really issued, held against every rule, list basis, rounding
policy and unit; what fits on a terminal, every difference as CSV.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from ccmcost.calc.change import Fit, Gap, fit
from ccmcost.errors import DataError, UsageError
from ccmcost.intake.account import Account
from ccmcost.intake.finder import StateFinder
from ccmcost.intake.found import Marker
from ccmcost.intake.office_table import OfficeTable, read_office_table, with_states
from ccmcost.model.meeting import Cost, Participant, ParticipantList
from ccmcost.model.money import LARGEST_TOTAL, Money
from ccmcost.model.rule import Residual
from ccmcost.model.states import States, role_on
from ccmcost.sharing.compute import Basis, compute, load_basis
from ccmcost.sharing.request import Request, find_rule, given_cost
from ccmcost.sharing.table import COLUMNS
from ccmcost.tables.records import PLAIN_CSV, Form, to_csv
from ccmcost.tables.screen import PLAIN, Style, bullets, to_screen
from ccmcost.tables.table import CSV, SCREEN, Column, Columns, Table, made_of
from ccmcost.words.speaker import english
from ccmcost.workspace import Workspace

UNITS = ("0.01", "1")
_NEEDED = ("iso3", "amount")
_OTHERS = tuple(column for column in COLUMNS if column not in _NEEDED)


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
        read_office_table(source, account, _NEEDED, _OTHERS, with_states)
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
            message = f"{row.named(code)} stands twice. Give one amount for each State."
            row.error("state-twice", message, "iso3")
        elif minor is None or minor < 0:
            row.error("number-bad", fault or f'"{row.get("amount")}" is negative.', "amount")
        else:
            found[code] = minor
    read = like.of(sum(found.values()))
    for row in table.totals:
        stated = table.sum_of(row, "amount", currency).minor
        if stated not in (None, read.minor) and not findings.errors:
            told = f"the file states a total of {like.of(stated or 0)}, but its rows sum to {read}."
            row.error("value-bad", told, "amount")
    findings.stop_on_errors()
    return found


NEAREST = 5


class Line(NamedTuple):
    """A way, and a State where it differs; none for a way that fits."""

    way: Way
    gap: Gap | None


def reconcile_screen(found: Reconciled, style: Style = PLAIN) -> str:
    """The ways that fit exactly; if there is none, the best ones with the differences of the very
    best, State by State.
    """
    words, ways = english(), found.ways
    count = len(found.issued)
    issued = words.for_number(
        "amounts_issued", count, meeting=found.meeting, n=count, sum=found.sum
    )
    lines = [style.bold(issued), ""]
    exact = [_said(way, found) for way in ways if way.fit.exact]
    if exact:
        lines += [
            words.for_number("ways_fit", len(exact), n=len(exact), all=len(ways)),
            *bullets(exact),
        ]
    else:
        nearest = to_screen(_nearest_table(found), style)
        lines += [words("no_way_fits", n=len(ways)), *nearest, "", words("where_differs")]
        lines += to_screen(gaps_table(ways[:1], found), style) if ways else []
    if found.impossible:
        lines.append(words.for_number("ways_impossible", found.impossible, n=found.impossible))
    return "\n".join(lines) + "\n"


def _nearest_table(found: Reconciled) -> Table:
    words = english()

    def agree(way: Way) -> str:
        return words("n_of_all", n=way.fit.agree, all=way.fit.agree + len(way.fit.gaps))

    columns: Columns[Way] = [
        (Column("agree", kind="number", wide=9), agree),
        (Column("distance", "col_off_by", "money", 16), "fit.distance"),
        (Column("way", wide=50), lambda way: _said(way, found)),
    ]
    nearest = found.ways[:NEAREST]
    return made_of("nearest", "", columns, nearest, words=words, money=found.sum)


def _said(way: Way, found: Reconciled) -> str:
    words = english()
    basis, residual = words(f"way_{way.basis}"), way.residual.replace("_", " ")
    said = words("way", total=found.total, rule=way.rule, basis=basis, residual=residual)
    return said if way.unit == "0.01" else said + words("way_units", unit=way.unit)


def gaps_table(ways: Sequence[Way], found: Reconciled) -> Table:
    """Each State where a way differs, and a row without a State for a way that fits."""
    columns: Columns[Line] = [
        (Column("total", kind="money", only=CSV), lambda line: found.total),
        *((Column(name, only=CSV), f"way.{name}") for name in ("rule", "basis", "residual")),
        (Column("unit", kind="number", only=CSV), "way.unit"),
        (Column("agree", only=CSV), "way.fit.agree"),
        (Column("iso3", "col_code", wide=4), "gap.code"),
        (
            Column("name", "col_state", wide=26, only=SCREEN),
            lambda line: line.gap and found.states.name(line.gap.code),
        ),
        (Column("issued", kind="money", wide=14), "gap.issued"),
        (Column("computed", kind="money", wide=14), "gap.computed"),
        (
            Column("difference", kind="money", wide=14),
            lambda line: line.gap and line.gap.issued - line.gap.computed,
        ),
    ]
    lines = [Line(way, gap) for way in ways for gap in way.fit.gaps or (None,)]
    return made_of("gaps", "", columns, lines, words=english(), money=found.sum)


def reconcile_csv(found: Reconciled, form: Form = PLAIN_CSV) -> str:
    """Every way and every State where it differs; a way that fits has one row with no State."""
    return to_csv(gaps_table(found.ways, found), form)
