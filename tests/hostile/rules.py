"""Rule files with every key, sane and not: refused, or amounts that sum exactly to the total."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

from tests.hostile.nasty import NUMBERS, TEXTS, bent
from tests.hostile.room import Case, Dice, Outcome, Room
from tests.hostile.texts import bent_toml

_PARTIES = ("JPN", "DEU", "FRA", "CHE", "AFG", "BEN", "NER", "MEX", "NZL", "SWE", "AUS", "LAO")
_OTHERS = ("EUU", "USA", "CHN", "VAT", "PSE", "COK", "GUY", "XXX", "ICRC", "jpn")
_TOTALS = ("0.01", "0.02", "1.00", "100.00", "1000.01", "412345.67", "9999999999999.99", "33.33")
_CURRENCIES = ("USD",) * 6 + ("EUR", "JPY", "KWD", "XXX")


def _code(dice: Dice) -> str:
    return dice.choice(_PARTIES if dice.random() < 0.8 else _OTHERS)


def _codes(dice: Dice, most: int = 4) -> list[str]:
    return dice.sample(_PARTIES, dice.randrange(1, most + 1)) if dice.random() < 0.8 else _odd(dice)


def _odd(dice: Dice) -> list[str]:
    return [_code(dice) for _ in range(dice.randrange(1, 3))]


def _per_cent(dice: Dice) -> str:
    if dice.random() < 0.03:
        return dice.choice(NUMBERS)[:300]
    if dice.random() < 0.05:
        return dice.choice(("0", "100", "99.999", "0.0001", "12.3456789"))
    return dice.choice(("0.001", "0.01", "0.010", "0.1", "1", "2.5", "5", "10", "22", "33.3", "50",
                        "90"))  # fmt: skip


def _money(dice: Dice, currency: str) -> str:
    if dice.random() < 0.08:
        currency = dice.choice(("EUR", "usd", "", "ZZZ"))
    amount = dice.choice(("100", "0.01", "92500", "1000.00", "1", "0", "5.5"))
    if dice.random() < 0.05:
        amount = dice.choice(NUMBERS)[:300]
    return f"{currency} {amount}"


def _basis(dice: Dice) -> str:
    return json.dumps(dice.choice(TEXTS)[:99] if dice.random() < 0.1 else "decision 1")


_KEYS = ("ceiling", "ldc_ceiling", "floor", "hold_minimum", "threshold")


def rule_text(dice: Dice, currency: str) -> str:
    """A rule with some of all keys; most values can stand."""
    few = 0.1 if dice.random() < 0.7 else 0.4
    text = {
        "id": "x",
        "title": "A rule",
        "legal_source": "art. 1",
        "liable": dice.choice(("participants", "participants", "all_parties", "parties_only")),
        "states_not_party": dice.choice(("pooled", "pooled", "straight")),
        "residual": dice.choice(("largest_amounts", "largest_remainder", "none")),
    }
    text |= {key: _per_cent(dice) for key in _KEYS if dice.random() < few}
    if dice.random() < 0.2:
        text["unit"] = dice.choice(("0.01", "1", "0.05", "100", "0.001", "0.5", *NUMBERS[:6]))
    if dice.random() < (0.3 if {"ceiling", "floor"} & {*text} else 0.02):
        text["limits"] = dice.choice(("iterated", "single_pass"))
    if dice.random() < few:
        text["minimum"] = _money(dice, currency)
    if dice.random() < 0.15:
        text["share_residual"] = dice.choice(("largest_remainder", "largest_shares"))
    if dice.random() < 0.05:
        key = dice.choice(sorted(text))
        text[key] = bent(text[key], dice)[:500]
    lines = [f"{key} = {json.dumps(value)}" for key, value in text.items()]
    if dice.random() < 0.15 or "share_residual" in text:
        lines.append(f"share_decimals = {dice.choice((3, 3, 2, 0, 6, 12, -1, 40))}")
    if dice.random() < 0.2:
        lines += ["[fixed]", *(f'{code} = "{_per_cent(dice)}"' for code in _codes(dice))]
    if dice.random() < 0.2:
        lines += ["[fixed_amounts]"]
        lines += [f'{code} = "{_money(dice, currency)}"' for code in _codes(dice)]
    if dice.random() < 0.2:
        rest = dice.sample(_PARTIES, len(_PARTIES))
        lines += ["[relief]", f"borne_by = {json.dumps(rest[:3])}"]
        for level, at in zip("JKL"[: dice.randrange(1, 4)], (3, 5, 8), strict=False):
            lines += [f"[relief.{level}]", f'discount = "{_per_cent(dice)}"']
            lines += [
                f"states = {json.dumps(_odd(dice) if dice.random() < 0.1 else rest[at:][:2])}"
            ]
    if dice.random() < 0.2:
        lines += ["[rates]"]
        lines += [
            f'{code} = {{ rate = "{_per_cent(dice)}", basis = {_basis(dice)} }}'
            for code in _codes(dice, 2)
        ]
    return "\n".join(lines) + "\n"


def ties(outcome: Outcome, room: Room) -> str:
    """What is wrong with a result whose amounts do not sum to its cost, less what is printed."""
    if outcome.code:
        return ""
    told = json.loads(outcome.out)
    amounts = [Decimal(each["amount"]) for each in told["states"]]
    whole, residual = Decimal(told["cost"]["amount"]), Decimal(told["residual"])
    if sum(amounts) + residual != whole:
        return f"{sum(amounts)} and a residual of {residual} are not {whole}"
    if residual and told["rule"]["residual"] != "none":
        return f"a residual of {residual} that nobody bears"
    if any(each * whole < 0 for each in amounts):
        return "an amount with another sign than the cost"
    return ""


def rules_case(dice: Dice, room: Room) -> Case:
    """A rule, and what is shared by it."""
    currency = dice.choice(_CURRENCIES)
    text = rule_text(dice, currency)
    content = bent_toml(text, dice) if dice.random() < 0.1 else text.encode("utf-8", "replace")
    total = dice.choice(_TOTALS) if currency in ("USD", "EUR") else dice.choice(("1", "412345"))
    files = {"in/x.toml": content}
    meeting = dice.choice(("msp11", "msp11", "msp3", "rc1", "msp12"))
    line = ["apportion", meeting, "--no-files", "--format", "json"]
    line += ["--cost", total, "--currency", currency, "--rule", "in/x.toml"]
    if dice.random() < 0.3:
        files["in/list.csv"] = _list(dice)
        line += ["--participants", "in/list.csv"]
    if dice.random() < 0.15:
        line[6] = f"-{total}"
        line += ["--credit"]
    then: tuple[tuple[str, ...], ...] = ()
    if dice.random() < 0.08:
        more = ("--cost", total, "--rule", "in/x.toml")
        then = dice.choice(
            (
                (("explain", meeting, "JPN", *more),),
                (("compare", meeting, "--rules", "in/x.toml,article-14-1", "--cost", total),),
                (("whatif", meeting, "--without", "FRA", *more),),
            )
        )
    return Case(tuple(line), files, (), Path(line[-1]).name, then, ties)


def _list(dice: Dice) -> bytes:
    pool = (*_PARTIES, "EUU", "USA", "CHN", "COK") if dice.random() < 0.9 else _OTHERS
    codes = sorted({*(dice.choice(pool) for _ in range(dice.choice((1, 3, 12)))), "JPN"})
    rows = [
        f"{code},{'organization' if code in ('EUU', 'ICRC') else 'state_party'}" for code in codes
    ]
    return "\n".join(["iso3,role", *rows, ""]).encode()
