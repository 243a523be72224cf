"""Rules, scales, lists and totals by chance, for `tests/method_oracle.py` and the product.
A case is repeated by its seed and number.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from tests.method_oracle import Case, Refused, liable

DATA = Path(__file__).resolve().parent.parent / "data"
SCALES = tuple(sorted(path.stem for path in DATA.glob("un_scale/un-*.csv")))
MEETINGS = {"rc1": date(2015, 9, 7), "msp9": date(2019, 9, 2), "msp11": date(2023, 9, 11)}
MADE_UP = "un-2022-2024"
DIGITS = {"JPY": 0, "USD": 2, "EUR": 2, "KWD": 3}
OTHERS = ("signatory", "observer_state")
ROLES = ("state_party", *OTHERS)


class Made(NamedTuple):
    """A case with what a person would have: a rule as TOML, a scale, a list in some order with
    roles that may be wrong, a meeting, or none for an adjusted list, and who has a notional rate.
    """

    name: str
    case: Case
    toml: str
    scale: str
    listed: tuple[tuple[str, str], ...]
    meeting: str
    notional: tuple[str, ...]


@cache
def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of a table of the data."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def scale_of(scale: str) -> dict[str, Fraction]:
    """Rates in per cent, with the notional ones of the same years."""
    rates = {row["iso3"]: Fraction(row["rate"]) for row in rows(f"un_scale/{scale}.csv")}
    years = scale.removeprefix("un-")
    notional = [row for row in rows("un_scale/notional.csv") if row["period"] == years]
    return {row["iso3"]: Fraction(row["rate"]) for row in notional} | rates


def in_force(day: date) -> frozenset[str]:
    """The parties of the day."""
    return frozenset(
        row["iso3"]
        for row in rows("treaty_status.csv")
        if row["entry_into_force"]
        and date.fromisoformat(row["entry_into_force"]) <= day
        and not (
            row["withdrawal_effective"] and date.fromisoformat(row["withdrawal_effective"]) <= day
        )
    )


def least_developed(day: date) -> frozenset[str]:
    """The States on the list of least developed countries on a day."""

    def first(text: str) -> date:
        return date.fromisoformat(f"{text}-01-01"[:10])

    return frozenset(
        row["iso3"]
        for row in rows("states.csv")
        if row["ldc_from"]
        and first(row["ldc_from"]) <= day
        and not (row["ldc_until"] and first(row["ldc_until"]) <= day)
    )


def _made_up(chance: random.Random) -> dict[str, Fraction]:
    """A scale of all Members that sums to 100.000, with ties, giants and dwarfs."""
    members = [row["iso3"] for row in rows(f"un_scale/{MADE_UP}.csv")]
    weights = chance.choice(
        (
            lambda: 1,
            lambda: chance.choice((1, 1, 2, 7)),
            lambda: chance.paretovariate(0.6),
            lambda: chance.choice((0.001, 0.001, 0.01, 300)),
        )
    )
    drawn = [weights() for _ in members]
    free = 100_000 - len(members)
    units = [1 + int(free * weight / sum(drawn)) for weight in drawn]
    units[chance.randrange(len(units))] += 100_000 - sum(units)
    return dict(zip(members, (Fraction(each, 1000) for each in units), strict=True))


def _list(chance: random.Random, codes: Sequence[str], parties: frozenset[str]) -> dict[str, str]:
    size = chance.choice((1, 2, 3, 4, 7, 12, chance.randrange(1, len(codes)), len(codes)))
    chosen = chance.sample(codes, min(size, len(codes)))
    roles = {
        code: ("state_party" if code in parties else chance.choice(OTHERS))
        if parties
        else chance.choice(("state_party", "state_party", *OTHERS))
        for code in chosen
    }
    return roles


KEYS = (
    "liable",
    "states_not_party",
    "unit",
    "residual",
    "ceiling",
    "ldc_ceiling",
    "floor",
    "hold_minimum",
    "limits",
    "share_decimals",
    "share_residual",
    "fixed",
    "fixed_amounts",
    "rates",
    "minimum",
    "threshold",
    "relief",
)
WANTED = (*combinations(KEYS, 1), *combinations(KEYS, 2))


class _Drawn(NamedTuple):
    """What the values of a rule are drawn from."""

    chance: random.Random
    codes: list[str]
    rates: Mapping[str, Fraction]
    currency: str
    digits: int
    total: int

    def rate(self) -> str:
        """The rate of a State on the list, so that it is met exactly."""
        known = [code for code in self.codes if code in self.rates]
        return text_of(self.rates[self.chance.choice(known)], 3) if known else "0.001"

    def some(self, most: int, others: Sequence[str] = ()) -> list[str]:
        """Some of those on the list."""
        pool = [*self.codes, *others]
        return self.chance.sample(pool, min(len(pool), self.chance.randint(1, most)))

    def sum(self, parts: Sequence[int]) -> str:
        """A sum of money about that part of the total."""
        units = max(1, self.total // self.chance.choice(parts))
        if self.chance.random() < 0.7 and units > 1000:
            units -= units % 500
        if self.chance.random() < 0.02:
            return "CHF 100"
        return f"{self.currency} {text_of(Fraction(units, 10**self.digits), self.digits)}"


def text_of(value: Fraction, digits: int) -> str:
    """A number with so many decimals."""
    whole, part = divmod(round(value * 10**digits), 10**digits)
    return f"{whole}.{part:0{digits}}" if digits else str(whole)


def _value(key: str, drawn: _Drawn) -> Any:
    chance = drawn.chance
    match key:
        case "liable":
            return chance.choice(("participants", "all_parties", "parties_only"))
        case "states_not_party":
            return chance.choice(("pooled", "straight", "straight"))
        case "unit":
            return chance.choice(("1", "5", "100", "0.01", "0.05", "0.005", "0.10"))
        case "residual":
            return chance.choice(("largest_amounts", "largest_remainder", "none"))
        case "ceiling":
            return chance.choice(("22", "22", "25", "40", "10", "5.5", "1", drawn.rate()))
        case "ldc_ceiling":
            return chance.choice(("0.010", "0.010", "0.001", "1", "30"))
        case "floor":
            return chance.choice(("0.001", "0.01", "0.1", "1", "2.5", drawn.rate()))
        case "hold_minimum" | "threshold":
            return chance.choice(("0.001", "0.1", drawn.rate(), drawn.rate()))
        case "limits":
            return chance.choice(("iterated", "single_pass", "single_pass"))
        case "share_decimals":
            return chance.choice((0, 1, 2, 3, 3, 4, 6))
        case "share_residual":
            return chance.choice(("largest_remainder", "largest_shares"))
        case "fixed":
            some = drawn.some(3, ("EUU",))
            return {code: chance.choice(("2.5", "0.001", "22", "33.333", "50")) for code in some}
        case "fixed_amounts":
            some = drawn.some(3, ("EUU",))
            return {code: drawn.sum((2, 3, 10, 50, 1000)) for code in some}
        case "rates":
            rates = ("0.001", "0.017", "3.5", drawn.rate(), drawn.rate())
            return {
                code: {"rate": chance.choice(rates), "basis": "made up"}
                for code in drawn.some(4, ("EUU", "COK"))
            }
        case "minimum":
            return drawn.sum((10, 50, 200, 1000, 20_000))
    bearers = drawn.some(5)
    others = [code for code in drawn.codes if code not in bearers] or ["AFG"]
    relief: dict[str, Any] = {"borne_by": bearers}
    for number in range(chance.randint(1, 3)):
        here = [code for place, code in enumerate(others) if place % 3 == number]
        if here:
            discount = chance.choice(("90", "80", "7.5", "100", "33.333"))
            relief[f"level{number}"] = {"discount": discount, "states": here}
    return relief


def _coherent(rule: dict[str, Any]) -> dict[str, Any]:
    """The rule without what contradicts another key."""
    without: list[str] = []
    if "minimum" in rule:
        without += ["fixed", "hold_minimum", "share_decimals"]
        without += ["limits"] if rule.get("limits") == "single_pass" else []
    if {"minimum", "relief"} & set(rule):
        without += ["hold_minimum"]
    if {"minimum", "relief"} & set(rule) or rule.get("liable") == "parties_only":
        without += ["states_not_party"] if rule.get("states_not_party") == "straight" else []
    for limit in ("ceiling", "ldc_ceiling"):
        if Fraction(rule.get("floor", "0")) > Fraction(rule.get(limit, "100")):
            without += [limit]
    rule = {key: value for key, value in rule.items() if key not in without}
    if not {"ceiling", "ldc_ceiling", "floor", "minimum"} & set(rule):
        rule.pop("limits", None)
    if "share_decimals" not in rule:
        rule.pop("share_residual", None)
    fixed, sums, rates = (rule.get(key, {}) for key in ("fixed", "fixed_amounts", "rates"))
    relief = rule.get("relief", {})
    for code in [*sums, *rates]:
        fixed.pop(code, None)
        if code in sums:
            rates.pop(code, None)
    for name, level in relief.items():
        for code in list(level if name == "borne_by" else level["states"]):
            fixed.pop(code, None)
            sums.pop(code, None)
    while sum(Fraction(share) for share in fixed.values()) > 100:
        fixed.popitem()
    return rule


def _toml(rule: Mapping[str, Any]) -> str:
    """A rule as a file."""
    lines = ['id = "made"', 'title = "Made up"', 'legal_source = "none"']
    tables: list[str] = []

    def said(value: Any) -> str:
        if isinstance(value, dict):
            return "{ " + ", ".join(f"{key} = {said(each)}" for key, each in value.items()) + " }"
        if isinstance(value, list):
            return "[" + ", ".join(said(each) for each in value) + "]"
        return str(value) if isinstance(value, int) else f'"{value}"'

    for key, value in rule.items():
        if isinstance(value, dict):
            tables += [f"[{key}]", *(f"{name} = {said(each)}" for name, each in value.items())]
        else:
            lines.append(f"{key} = {said(value)}")
    return "\n".join([*lines, *tables, ""])


def _total(chance: random.Random, digits: int, unit: Fraction) -> int:
    total = chance.choice(
        (
            chance.randint(1, 9),
            chance.randint(1, 1000),
            100_000 * 10**digits,
            chance.randint(10_000, 10_000_000) * 10**digits,
            chance.randint(10**6, 10**9),
            chance.randint(10**14, 10**15 - 10**6),
            chance.choice((1, 10**15)),
        )
    )
    step = int(unit)
    return total if chance.random() < 0.1 or not step else max(1, total // step) * step


def made(number: int, seed: int) -> Made:
    """One case: each key alone and with each other comes first, then any number of keys."""
    chance = random.Random(f"{seed} {number}")
    if number % 2:
        keys: Sequence[str] = WANTED[number // 2 % len(WANTED)]
    else:
        keys = [key for key in KEYS if chance.random() < chance.choice((0.1, 0.3, 0.5))]
    meeting = chance.choice(("", *MEETINGS))
    scale = chance.choice((MADE_UP, *SCALES))
    rates = scale_of(scale)
    real = scale != MADE_UP or chance.random() < 0.2
    if not real:
        rates |= _made_up(chance)
    day = MEETINGS[meeting] if meeting else date(int(scale[3:7]), 1, 1)
    parties = in_force(day) if meeting else frozenset[str]()
    codes = sorted(rates)
    if chance.random() < 0.5:  # a small world, where limits are felt
        codes = sorted(chance.sample(codes, 15))
    roles = _list(chance, codes, parties)
    currency = chance.choice(sorted(DIGITS))
    digits = DIGITS[currency]
    unit = Fraction(1)
    rule: dict[str, Any] = {}
    if "unit" in keys:
        rule["unit"] = _value("unit", _Drawn(chance, codes, rates, currency, digits, 1))
        unit = Fraction(rule["unit"]) * 10**digits
    total = _total(chance, digits, unit)
    drawn = _Drawn(chance, sorted(roles), rates, currency, digits, total)
    rule |= {key: _value(key, drawn) for key in keys if key != "unit"}
    if chance.random() < 0.9:
        rule = _coherent(rule)
    if "EUU" in {*rule.get("fixed", {}), *rule.get("fixed_amounts", {}), *rule.get("rates", {})}:
        roles |= {"EUU": "organization"} if chance.random() < 0.7 else {}
    if chance.random() < 0.2:
        total = -total
    notional = [code for code in ("COK", "NIU", "PSE", "VAT", "SSD") if chance.random() < 0.95]
    for code in set(rates) - {row["iso3"] for row in rows(f"un_scale/{scale}.csv")} - {*notional}:
        del rates[code]
    listed = [
        (
            code,
            chance.choice(ROLES) if role in ROLES and meeting and chance.random() < 0.1 else role,
        )
        for code, role in roles.items()
    ]
    chance.shuffle(listed)
    ldc = least_developed(day)
    case = Case(rule, rates, roles, parties, {}, frozenset(), ldc, total, currency, digits)
    if meeting and chance.random() < 0.2:
        case = _with_and_without(chance, case, codes)
    name = f"--seed {seed} --only {number}"
    return Made(name, case, _toml(rule), scale, tuple(listed), meeting, tuple(notional))


def _with_and_without(chance: random.Random, case: Case, codes: Sequence[str]) -> Case:
    """The case with States added and left out by a wish."""
    try:
        bearing = liable(case)
    except Refused:
        return case
    more = [code for code in codes if code not in bearing]
    parties = case.in_force
    added = {
        code: "state_party" if code in parties else case.on_list.get(code, OTHERS[1])
        for code in chance.sample(more, min(2, len(more)))
    }
    fewer = sorted(set(bearing) - {"EUU"})
    out = chance.sample(fewer, min(len(fewer), chance.randint(0, 2)))
    return case._replace(added=added, left_out=frozenset(out))
