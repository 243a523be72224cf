"""An office at random, each line of it held against books that are kept a second time; the
thousands are `benchmarks/books.py`.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from ccmcost.calc.ageing import Charge, open_charges
from tests.books import Rule, shared
from tests.books.office import Life
from tests.books.playing import ACTS, play
from tests.books.reading import check_status
from tests.books.work import opening
from tests.ledger_office import HEADER


@pytest.mark.slow
def test_an_office_prints_what_its_books_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tally: Counter[str] = Counter()
    life = Life(tmp_path, monkeypatch, "a year")
    play(life, 60, tally)
    assert len(tally) > len(ACTS) * 2 // 3 and len(life.books.entries) > 40


def test_a_bill_from_before_is_marked_so_on_every_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also before the day as at which it was carried over, when it had been issued."""
    life = Life(tmp_path, monkeypatch, "opening")
    opening(life)
    assert life.books.status(date(2023, 6, 1))
    check_status(life, date(2023, 6, 1))


def test_the_model_shares_as_the_page_says() -> None:
    """By hand: 10.00 among rates of 2, 3 and 1; with a fixed share of a tenth beside the two."""
    rate = {"AUS": 2, "BRA": 3, "CUB": 1}
    assert shared(1000, rate, rate, Rule("r")) == ({"AUS": 333, "BRA": 500, "CUB": 167}, 0)
    assert shared(1001, rate, rate, Rule("r")) == ({"AUS": 334, "BRA": 500, "CUB": 167}, 0)
    kept = Rule("r", "none", (("EUU", Fraction(1, 10)),))
    amounts, left = shared(1001, ["AUS", "CUB", "EUU"], rate, kept)
    assert (amounts, left) == ({"AUS": 601, "CUB": 300, "EUU": 100}, 0)
    assert shared(100, rate, dict.fromkeys(rate, 1), Rule("r", "none"))[1] == 1


def test_a_state_with_a_credit_is_charged_a_difference_of_exchange(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However large the credit is: what is charged is no credit that could exceed a debt."""
    office = Life(tmp_path, monkeypatch, "exchange").office
    office.cost("400000.00")
    assert office.issue("--on-expected-list").code == 0
    office.ok("receive msp12 SWE 87300.00 --on 2024-02-01 --reference R --overpaid")
    told = office.ok(
        "record exchange-difference --on 2024-02-01 --original EUR --original-amount 87150.00 "
        "--rate 1 --rate-date 2024-02-01 --source UN --document D --approved-by 'B. Chief' -- "
        "msp12 SWE -150.00"
    )
    assert "now credit USD 50.00" in told


@pytest.mark.slow
def test_an_organization_that_was_billed_is_shown_under_a_rule_that_does_not_name_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the meetings to come it bears nothing by the rule of the convention."""
    office = Life(tmp_path, monkeypatch, "organization").office
    listed = ("AUS,state_party", "EUU,organization")
    rows = [HEADER, *(f"{each},official,t,t,DOC,,," for each in listed), ""]
    path = tmp_path / "data" / "participants" / "msp12.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    office.cost("400000.00")
    office.ok(
        "issue msp12 --rule left --adopted-by 'CCM/MSP/2023/9, para. 41' --issued-on 2024-02-01 "
        "--pay-by 2024-06-01 --approved-by 'B. Chief'"
    )
    assert "10,000.00" in office.ok("state EUU")


def test_of_two_notices_of_one_day_the_one_due_first_is_paid_first() -> None:
    """Whichever is larger."""
    day = date(2024, 2, 1)
    for first, second in ((100, 50), (50, 100)):
        early, late = Charge(day, first, "2024-03-01"), Charge(day, second, "2024-06-01")
        for both in ((early, late), (late, early)):
            assert open_charges(both, second, date(2024, 12, 31)) == (late,)
