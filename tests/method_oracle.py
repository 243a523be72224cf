"""The arithmetic of docs/method.md once more, by hand: an oracle for `benchmarks/oracle.py`.

Written from that page alone, without a look at the product and without any of its code. Whole
numbers and fractions only; as plain and as slow as the page reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

ORGANIZATIONS = frozenset({"EUU"})


class Case(NamedTuple):
    """What an assessment is made of. `rule` is what a TOML file says; `on_list` has the role of
    each on the list, `in_force` the parties of the day (nothing for an adjusted list, which is
    all there is); `added` and `left_out` are States of `--with` and `--without`; rates are in per
    cent; the total is in minor units, below zero for a credit.
    """

    rule: Mapping[str, Any]
    rates: Mapping[str, Fraction]
    on_list: Mapping[str, str]
    in_force: frozenset[str]
    added: Mapping[str, str]
    left_out: frozenset[str]
    ldc: frozenset[str]
    total: int
    currency: str
    digits: int


class Answer(NamedTuple):
    """Of each who bears a part its share of the whole, its exact amount and amount (minor units),
    and the units of the rounding difference that it bears; what stays as a line of its own.
    """

    shares: dict[str, Fraction]
    exact: dict[str, Fraction]
    amounts: dict[str, int]
    units: dict[str, int]
    residual: Fraction


class Refused(Exception):
    """No answer; the code of the finding that must say so."""


def answer(case: Case) -> Answer:
    """Who bears what, or `Refused`."""
    if case.total < 0:
        return _mirrored(answer(case._replace(total=-case.total)))
    rule, total = case.rule, case.total
    if _contradicts(rule):
        raise Refused("rule-contradiction")
    rates = {**case.rates, **{code: _of(r["rate"]) for code, r in rule.get("rates", {}).items()}}
    unit = _of(rule["unit"]) * 10**case.digits if "unit" in rule else Fraction(1)
    policy = rule.get("residual", "largest_amounts")
    roles = liable(case)
    if set(roles) - set(rates) - {*rule.get("fixed", ()), *rule.get("fixed_amounts", ())}:
        raise Refused("rate-missing")
    _fits(case, unit, policy)
    money = _sums(case, roles)
    left = total - sum(money.values())
    others = {code: role for code, role in roles.items() if code not in money}
    if left < 0 or bool(left) != bool(others):
        raise Refused("limits-infeasible")
    parts, at_minimum = _parts(case, others, rates, left) if others else ({}, set())
    exact = {code: Fraction(sum_) for code, sum_ in money.items()}
    exact |= {code: part * left for code, part in parts.items()}
    rounded = [code for code in parts if code not in at_minimum]
    order = _first(rates)
    in_units = {code: exact[code] / unit for code in rounded}
    billed, borne = _placed(in_units, policy, order)
    amounts = {
        code: int(billed[code] * unit) if code in billed else int(exact[code]) for code in exact
    }
    return Answer(
        {code: sum_ / total for code, sum_ in exact.items()},
        exact,
        amounts,
        {code: borne.get(code, 0) for code in exact},
        Fraction(total - sum(amounts.values())),
    )


def _mirrored(charge: Answer) -> Answer:
    """A credit is the exact mirror of the same charge."""
    return Answer(
        charge.shares,
        {code: -sum_ for code, sum_ in charge.exact.items()},
        {code: -sum_ for code, sum_ in charge.amounts.items()},
        {code: -units for code, units in charge.units.items()},
        -charge.residual,
    )


def _of(text: str) -> Fraction:
    """A number of a rule."""
    return Fraction(text)


def _first(rates: Mapping[str, Fraction]) -> Callable[[str], tuple[Fraction, str]]:
    """Ties: the larger rate, then the code. What has no rate comes after all that have one."""
    return lambda code: (-rates.get(code, Fraction(0)), code)


def _contradicts(rule: Mapping[str, Any]) -> bool:
    """Whether two keys of a rule contradict each other."""
    fixed, sums, rates = (set(rule.get(key, ())) for key in ("fixed", "fixed_amounts", "rates"))
    relief = rule.get("relief", {})
    in_relief = [
        code
        for name, level in relief.items()
        for code in (level if name == "borne_by" else level["states"])
    ]
    floor, straight = _of(rule.get("floor", "0")), rule.get("states_not_party") == "straight"
    single = rule.get("limits") == "single_pass"
    apart = straight or "hold_minimum" in rule
    return any(
        (
            any(floor > _of(rule.get(key, "100")) for key in ("ceiling", "ldc_ceiling")),
            "limits" in rule and not {"ceiling", "ldc_ceiling", "floor", "minimum"} & set(rule),
            "share_residual" in rule and "share_decimals" not in rule,
            straight and rule.get("liable") == "parties_only",
            sum(_of(share) for share in rule.get("fixed", {}).values()) > 100,
            fixed & sums or fixed & rates or sums & rates,
            "minimum" in rule and (apart or fixed or single or "share_decimals" in rule),
            "relief" in rule and apart,
            len(in_relief) > len(set(in_relief)) or set(in_relief) & (fixed | sums),
        )
    )


def _fits(case: Case, unit: Fraction, policy: str) -> None:
    """Unit, sums of money and total must fit each other and the currency."""
    sums = [*case.rule.get("fixed_amounts", {}).values()]
    sums += [case.rule["minimum"]] if "minimum" in case.rule else []
    if unit.denominator != 1:
        raise Refused("unit-currency")
    for each in sums:
        currency, number = each.split()
        if currency != case.currency or (_of(number) * 10**case.digits / unit).denominator != 1:
            raise Refused("unit-currency")
    if policy != "none" and (case.total / unit).denominator != 1:
        raise Refused("unit-currency")


def liable(case: Case) -> dict[str, str]:
    """Who bears the cost, with roles: by `liable`; an organization where the rule names it."""
    rule, given = case.rule, case.rule.get("liable", "participants")
    named = {*rule.get("fixed", {}), *rule.get("fixed_amounts", {}), *rule.get("rates", {})}
    roles = {
        code: role
        for code, role in case.on_list.items()
        if code in named or code not in ORGANIZATIONS
    }
    if given != "participants":
        roles |= dict.fromkeys(case.in_force, "state_party")
    if given == "parties_only":
        roles = {c: r for c, r in roles.items() if r == "state_party" or c in ORGANIZATIONS}
    roles = {code: role for code, role in roles.items() if code not in case.left_out}
    roles |= case.added
    if not roles:
        raise Refused("payers-none")
    return roles


def _sums(case: Case, roles: Mapping[str, str]) -> dict[str, int]:
    """Step 1: sums of money of those who bear the cost."""
    return {
        code: int(_of(text.split()[1]) * 10**case.digits)
        for code, text in case.rule.get("fixed_amounts", {}).items()
        if code in roles
    }


def _parts(
    case: Case,
    roles: Mapping[str, str],
    rates: Mapping[str, Fraction],
    left: int,
) -> tuple[dict[str, Fraction], set[str]]:
    """Steps 2 to 8: the parts of what remains, and who stands at the minimum in money."""
    rule = case.rule
    done: dict[str, Fraction] = {}
    nothing: dict[str, Fraction] = {}
    free: dict[str, Fraction] = {}
    straight = rule.get("states_not_party") == "straight"
    if straight and "state_party" not in roles.values():
        raise Refused("limits-infeasible")
    for code in sorted(roles):
        if code in rule.get("fixed", {}):
            done[code] = _of(rule["fixed"][code]) / 100
            continue
        if rates[code] < _of(rule.get("threshold", "0")):
            nothing[code] = Fraction(0)
            continue
        held = "hold_minimum" in rule and rates[code] == _of(rule["hold_minimum"])
        if held or (straight and roles[code] != "state_party"):
            done[code] = rates[code] / 100
        else:
            free[code] = rates[code]
    rest = 1 - sum(done.values())
    parts, at_minimum = _limited(case, _relieved(rule, free), rest, left)
    parts |= done
    if "share_decimals" in rule and parts:
        parts = _rounded(rule, parts, rates)
    return parts | nothing, at_minimum


def _relieved(rule: Mapping[str, Any], free: dict[str, Fraction]) -> dict[str, Fraction]:
    """Step 6: rates of the levels reduced, what is taken off added to those who bear it."""
    relief = rule.get("relief", {})
    off = Fraction(0)
    rates = dict(free)
    for name, level in relief.items():
        for code in () if name == "borne_by" else level["states"]:
            if code in free:
                reduction = free[code] * _of(level["discount"]) / 100
                rates[code] -= reduction
                off += reduction
    bearers = [code for code in relief.get("borne_by", ()) if code in free]
    whole = sum(free[code] for code in bearers)
    if off and not whole:
        raise Refused("limits-infeasible")
    for code in bearers:
        rates[code] += off * free[code] / whole
    return rates


def _limited(
    case: Case, free: dict[str, Fraction], rest: Fraction, left: int
) -> tuple[dict[str, Fraction], set[str]]:
    """Step 7: what remains by rates, within the limits."""
    rule = case.rule
    cent = {key: _of(rule[key]) / 100 for key in ("ceiling", "ldc_ceiling", "floor") if key in rule}
    smallest = cent.get("floor", Fraction(0))
    by_money = False
    if "minimum" in rule:
        minimum = _of(rule["minimum"].split()[1]) * 10**case.digits / left
        by_money, smallest = minimum >= smallest, max(minimum, smallest)
        if any(
            smallest > cent.get("ceiling", 1)
            or (code in case.ldc and smallest > cent.get("ldc_ceiling", 1))
            for code in free
        ):
            raise Refused("limits-infeasible")
    limited: dict[str, Fraction] = {}
    at_minimum: set[str] = set()
    while True:
        remains = rest - sum(limited.values())
        weight = sum(free.values())
        if (weight and remains <= 0) or (not weight and remains):
            raise Refused("limits-infeasible")
        k = remains / weight if weight else Fraction(0)
        beyond = {}
        for code, rate in free.items():
            share = k * rate
            if code in case.ldc and share > cent.get("ldc_ceiling", 1):
                beyond[code] = cent["ldc_ceiling"]
            elif share > cent.get("ceiling", 1):
                beyond[code] = cent["ceiling"]
            elif share < smallest:
                beyond[code] = smallest
                at_minimum |= {code} if by_money else set()
        single = rule.get("limits") == "single_pass"
        if not beyond or (single and limited):
            return limited | {code: k * rate for code, rate in free.items()}, at_minimum
        limited |= beyond
        free = {code: rate for code, rate in free.items() if code not in limited}


def _rounded(
    rule: Mapping[str, Any], parts: dict[str, Fraction], rates: Mapping[str, Fraction]
) -> dict[str, Fraction]:
    """Step 8: shares in per cent to a number of decimals."""
    fine = 100 * 10 ** rule["share_decimals"]
    policy = {"largest_shares": "largest_amounts"}.get(
        rule.get("share_residual", ""), "largest_remainder"
    )
    units, _ = _placed({code: part * fine for code, part in parts.items()}, policy, _first(rates))
    return {code: Fraction(each, fine) for code, each in units.items()}


def _placed(
    exact: Mapping[str, Fraction], policy: str, order: Callable[[str], Any]
) -> tuple[dict[str, int], dict[str, int]]:
    """Whole units for exact ones, and who bears which of those that rounding left."""
    down = policy == "largest_remainder"
    whole = {
        code: (each if down else each + Fraction(1, 2)).__floor__() for code, each in exact.items()
    }
    borne = dict.fromkeys(exact, 0)
    if policy == "none":
        return whole, borne
    missing = sum(exact.values()) - sum(whole.values())
    assert Fraction(missing).denominator == 1, missing
    size = {code: each - whole[code] if down else each for code, each in exact.items()}
    for code in _queue(size, order)[: abs(int(missing))]:
        borne[code] = 1 if missing > 0 else -1
    return {code: whole[code] + borne[code] for code in exact}, borne


def _queue(size: Mapping[str, Fraction], order: Callable[[str], Any]) -> list[str]:
    """The largest first; ties by `order`."""
    codes: Iterable[str] = size
    return sorted(codes, key=lambda code: (-size[code], order(code)))
