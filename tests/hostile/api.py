"""The Python API with arguments of wrong types and values: only what its pages name is raised."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import ccmcost
from ccmcost.errors import DataError, UsageError, WriteError
from tests.hostile.nasty import NUMBERS, bent, value
from tests.hostile.room import Case, Dice, Room

_WRONG: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1.5, float("nan"), 10**40, b"msp11", (), [], {}, {1: 2}, object()),
    *(
        Decimal("NaN"),
        Decimal("1e400"),
        Decimal("1e999999999"),
        Decimal("Infinity"),
        Fraction(1, 3),
        datetime(2024, 1, 1, tzinfo=UTC),
    ),
    *(["JPN", None], ["JPN", 5], "JPN,FRA", range(3), {"JPN"}, iter(["JPN"]), Path(), Path("x")),
    *(Path("\0"), "\0", "\ud800", "x" * 100_000, Exception, print, date(1, 1, 1), date(9999, 1, 1)),
)
_AMOUNTS = ("1000", "412,345.67", 100, Decimal("55.50"), "1.234", "1 000,50")
_DAYS = ("2024-06-30", "30 June 2024", date(2024, 6, 30), "04/05/2024")
_GOOD: dict[str, tuple[Any, ...]] = {
    "meeting": ("msp11", "MSP 12", "rc1", "msp3", "msp13"),
    "cost": _AMOUNTS,
    "total": _AMOUNTS,
    "variant_cost": _AMOUNTS,
    "currency": ("USD", "EUR", "usd"),
    "rule": ("article-14-1", "article-14-2", "data/rules/article-14-1.toml"),
    "scale": ("un-2022-2024", "un-2019-2021"),
    "scale_provisional": ("un-2025-2027",),
    "participants": ("in/list.csv", ["JPN", "FRA"], ("Japan", "fr")),
    "with_": (["USA"], ("CHN", "Brazil"), []),
    "without": (["FRA"], ("Japan",)),
    "credit": (True, False),
    "on": _DAYS,
    "as_at": _DAYS,
    "known_on": _DAYS,
    "state": ("JPN", "Sweden", "法国", "fr"),
    "language": ("en", "fr", "ar"),
    "rules": (["article-14-1", "article-14-2"],),
    "scales": (["un-2022-2024", "un-2019-2021"],),
    "data": ("data", None),
}
_CALLS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "apportion": (
        ("meeting",),
        ("cost", "currency", "rule", "scale", "participants", "with_", "without", "credit", "data"),
    ),
    "adjust": (("participants", "total"), ("scale", "rule", "currency", "on", "credit", "data")),
    "compare": (("meeting",), ("rules", "scales", "participants", "cost", "data")),
    "explain": (("meeting", "state"), ("language", "cost", "rule", "data")),
    "load_meeting": (("meeting",), ("data",)),
    "meetings": ((), ("data",)),
    "scales": ((), ("data",)),
    "states": ((), ("data",)),
    "status": ((), ("as_at", "known_on", "meeting", "state", "data")),
    "whatif": (("meeting",), ("with_", "without", "cost", "variant_cost", "rule", "data")),
}
_OFTEN = (*("apportion", "adjust", "explain", "compare", "whatif", "status") * 20,)
_OFTEN += (*("meetings", "scales", "states", "load_meeting") * 3, "history")
_ON_RESULT: tuple[tuple[str, dict[str, tuple[Any, ...]]], ...] = (
    ("amount", {"state": _GOOD["state"]}),
    ("share", {"state": _GOOD["state"]}),
    ("largest", {"number": (10, 0, 1)}),
    ("to_csv", {}),
    ("to_json", {}),
    ("explain", {"state": _GOOD["state"], "language": _GOOD["language"]}),
    ("__contains__", {"key": _GOOD["state"]}),
)


def _one(name: str, dice: Dice) -> Any:
    chance, good = dice.random(), _GOOD.get(name) or ("x",)
    if chance < 0.75:
        return dice.choice(good)
    if chance < 0.87:
        return dice.choice(_WRONG)
    if chance < 0.95:
        return bent(str(dice.choice(good)), dice)
    return dice.choice((value(dice), dice.choice(NUMBERS)))


def _called(dice: Dice) -> tuple[str, list[Any], dict[str, Any], str, dict[str, Any]]:
    name = dice.choice(_OFTEN)
    if name == "history":
        return name, [], {"cost": _one("cost", dice)}, "", {}
    first, named = _CALLS[name]
    more = {key: _one(key, dice) for key in named if dice.random() < 0.25}
    if name == "adjust":
        more.setdefault("scale", "un-2022-2024")
    after, said = dice.choice(_ON_RESULT) if name in ("apportion", "adjust") else ("", {})
    wrong = {
        key: dice.choice(good) if dice.random() < 0.6 else dice.choice((*_WRONG, value(dice)))
        for key, good in said.items()
    }
    return name, [_one(key, dice) for key in first], more, after, wrong


def api_case(dice: Dice, room: Room) -> Case:
    """A call of a public function, and one of what it gave back."""
    name, first, more, after, wrong = _called(dice)

    def call(room: Room) -> int:
        try:
            found = getattr(ccmcost, name)(*first, **more)
        except (UsageError, DataError) as error:
            print(error)
            return 2
        except KeyError as error:
            if name != "explain":
                raise
            print(error)
            return 2
        if name in ("apportion", "adjust"):
            rows, total = [Decimal(row.amount) for row in found], found.total
            assert sum(rows) + found.residual == total, (rows, total)
            return _after(found, after, wrong)
        return 0

    return Case((), {"in/list.csv": b"iso3\nJPN\nFRA\n"}, (), f"{name} {after}", call=call)


def _after(found: Any, after: str, wrong: dict[str, Any]) -> int:
    try:
        got = getattr(found, after)(*wrong.values())
    except (UsageError, WriteError, KeyError) as error:
        print(error)
        return 1
    if after == "to_json":
        json.loads(got)
    return 0
