"""The product against the arithmetic of docs/method.md, worked out once more by hand
(tests/method_oracle.py); `benchmarks/oracle.py` does thousands.
"""

from __future__ import annotations

import tomllib
from fractions import Fraction
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.method_cases import KEYS, made
from tests.method_oracle import Answer, Case, Refused, answer
from tests.method_product import Office, difference, expected
from tests.method_readers import Told, plain_files, read_back


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(tmp_path_factory.mktemp("oracle") / "office")


@pytest.mark.slow
def test_made_cases_are_shared_as_the_page_says(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every key, most of them alone and in pairs; every end."""
    office.reads_once(monkeypatch.setattr)
    cases = [made(number, 7) for number in range(200)]
    assert [told for case in cases if (told := difference(office, case))] == []
    assert {key for each in cases for key in each.case.rule} == set(KEYS)
    ends = {end if isinstance(end := expected(each.case), str) else "" for each in cases}
    assert ends >= {"", "limits-infeasible", "unit-currency", "rule-contradiction", "rate-missing"}
    assert {each.case.digits for each in cases} == {0, 2, 3}
    assert any(each.case.total < 0 for each in cases) and any(each.case.left_out for each in cases)


def test_a_few_of_them_in_the_quick_lane(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.reads_once(monkeypatch.setattr)
    cases = [made(number, 7) for number in range(2000, 2015)]
    assert [told for case in cases if (told := difference(office, case))] == []


@pytest.mark.slow
def test_the_files_of_a_made_case_are_read_back(tmp_path: Path) -> None:
    """In French, with fixed shares, an organization and a rounding line."""
    office, case = Office(tmp_path / "office"), made(3354, 9)
    wanted = expected(case.case)
    assert isinstance(wanted, Answer) and case.meeting
    told = read_back(office, case, wanted)
    assert told.wrong == [] and told.held["annex"] > len(wanted.amounts) < told.held["CSV"]
    wrong = wanted._replace(amounts=dict.fromkeys(wanted.amounts, 7))
    again = Told(case, wrong)
    plain_files(again, next((office.folder / "reports").iterdir()))
    assert len(again.wrong) == 4


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


def test_the_cases_have_every_key_that_the_page_shows() -> None:
    page = (ROOT / "docs/method.md").read_text(encoding="utf-8")
    shown = tomllib.loads(page.rpartition("```toml")[2].partition("```")[0])
    assert set(shown) == {*KEYS, "id", "title", "legal_source", "paragraph"}
