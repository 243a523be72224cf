"""The product against the arithmetic of docs/method.md, worked out once more by hand
(tests/method_oracle.py); `benchmarks/oracle.py` does thousands.
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.method_cases import KEYS, WANTED, made
from tests.method_oracle import Case, Refused, answer
from tests.method_product import Office, difference, expected


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(tmp_path_factory.mktemp("oracle") / "office")


@pytest.mark.slow
def test_made_cases_are_shared_as_the_page_says(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.reads_once(monkeypatch.setattr)
    assert [told for number in range(200) if (told := difference(office, made(number, 7)))] == []


def test_a_case_of_each_kind_in_the_quick_lane(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.reads_once(monkeypatch.setattr)
    assert [
        told for number in range(2000, 2015) if (told := difference(office, made(number, 7)))
    ] == []


def test_the_cases_hold_every_key_alone_and_in_pairs_and_every_end() -> None:
    cases = [made(number, 7).case for number in range(2 * len(WANTED))]
    assert {key for case in cases for key in case.rule} == set(KEYS)
    assert {end if isinstance(end := expected(case), str) else "shared" for case in cases} == {
        "shared",
        "limits-infeasible",
        "unit-currency",
        "rule-contradiction",
        "rate-missing",
        "payers-none",
    }
    assert {case.digits for case in cases} == {0, 2, 3}
    assert any(case.total < 0 for case in cases) and any(case.left_out for case in cases)


def test_the_oracle_on_paper() -> None:
    """Three States at 1, 2 and 4 per cent, two cents over, one at the ceiling of 50."""
    rates = {"AAA": Fraction(1), "BBB": Fraction(2), "CCC": Fraction(4)}
    case = Case(
        {"ceiling": "50"},
        rates,
        dict.fromkeys(rates, "state_party"),
        frozenset(),
        {},
        frozenset(),
        frozenset(),
        1000,
        "USD",
        2,
    )
    told = answer(case)
    assert told.shares == {"AAA": Fraction(1, 6), "BBB": Fraction(1, 3), "CCC": Fraction(1, 2)}
    assert told.amounts == {"AAA": 167, "BBB": 333, "CCC": 500} and told.residual == 0
    back = answer(
        case._replace(total=-1000, rule={**case.rule, "unit": "0.05", "residual": "none"})
    )
    assert back.amounts == {"AAA": -165, "BBB": -335, "CCC": -500} and back.residual == 0
    with pytest.raises(Refused, match="limits-infeasible"):
        answer(case._replace(rule={"ceiling": "30"}))
