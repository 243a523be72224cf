"""What Python code gives to a public name is of the types that it states, or refused by name."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import ccmcost
from ccmcost.errors import UsageError
from tests.conftest import DATA

WRONG: tuple[tuple[str, tuple[Any, ...], dict[str, Any], str], ...] = (
    ("load_meeting", (["msp11"],), {}, "meeting: this must be text, not list."),
    ("load_meeting", (None,), {}, "meeting: this must be text, not NoneType."),
    ("apportion", ("msp11",), {"credit": "no"}, "credit: this must be True or False, not str."),
    ("apportion", ("msp11",), {"with_": ["JPN", 5]}, "with_: this must be several texts, not int."),
    ("apportion", ("msp11",), {"without": {"JPN": 1}}, "several texts, not dict."),
    ("apportion", ("msp11",), {"cost": Decimal("1e999999999")}, "not a valid USD amount"),
    ("apportion", ("msp11",), {"data": "\0"}, "data: "),
    ("apportion", ("msp\ud800",), {}, "holds a control character or a hidden one"),
    ("explain", ("msp11", 5), {}, "state: this must be text, not int."),
    ("apportion", ("msp11",), {"cost": 0}, 'cost: "0" is out of range'),
    ("apportion", ("msp11",), {"with_": "Narnia"}, 'with_: "Narnia" is not recognised'),
    ("explain", ("msp11", "JPN"), {"language": "de"}, 'language: "de" is not a language'),
    ("compare", ("msp11",), {"rules": ["article-14-1"]}, "two or more with rules, scales or"),
    ("status", (), {"as_at": datetime(2024, 1, 1, tzinfo=UTC)}, "as_at: this must be a date or"),
)  # fmt: skip


@pytest.mark.parametrize(("name", "first", "named", "says"), WRONG)
def test_what_is_of_another_type_is_refused_by_name(
    name: str, first: tuple[Any, ...], named: dict[str, Any], says: str
) -> None:
    with pytest.raises(UsageError) as refused:
        getattr(ccmcost, name)(*first, **{"data": DATA, **named})
    assert says in str(refused.value)
    assert "--" not in str(refused.value)
    assert "\n".join(refused.value.faults) == str(refused.value)


def test_what_came_back_is_asked_alike() -> None:
    found = ccmcost.apportion("msp11", data=DATA)
    for asked in (lambda: found.amount(b"JPN"), lambda: found.largest(True)):  # type: ignore[arg-type]
        with pytest.raises(UsageError, match="this must be"):
            asked()
    with pytest.raises(UsageError, match="number: -1 is below zero"):
        found.largest(-1)


def test_several_texts_may_be_given_in_any_way() -> None:
    amounts = {
        ccmcost.apportion("msp11", data=Path(DATA), without=given).amount("AUS")
        for given in ("JPN", ["JPN"], ("Japan",), {"JPN"}, iter(["jp"]))
    }
    assert len(amounts) == 1


def test_what_came_back_can_be_handed_to_another_process() -> None:
    for found in (ccmcost.apportion("msp11"), ccmcost.whatif("msp11"), ccmcost.history()):
        other = pickle.loads(pickle.dumps(found))
        assert [*other] == [*found]
        assert not hasattr(found, "amount") or other.amount("Japan") == found.amount("Japan")
