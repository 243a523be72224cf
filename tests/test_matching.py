"""Money finds its bill: a year of payments as people make them."""

from __future__ import annotations

from collections import Counter

import pytest

from ccmcost.accounts.match_turns import best, in_turn
from ccmcost.accounts.matching import Matcher, Payment
from ccmcost.intake.finder import StateFinder
from tests.payments_year import MEETINGS, windows, year_of_payments


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize(("split", "at_once"), [(0.0, 1), (0.0, 12), (0.12, 12)])
def test_of_a_year_of_payments_nine_in_ten_are_proposed_rightly(
    seed: int, split: float, at_once: int
) -> None:
    accounts, paid, data = year_of_payments(seed, split=split)
    finder = StateFinder(data.states)
    names = {code: data.states.name(code) for code in data.states}
    meetings = {each: (each, f"{each[3:]}msp", f"msp {each[3:]}") for each in MEETINGS}
    due = {(each.state, each.meeting): each for each in accounts}
    placed: list[tuple[str, str]] = []
    count: Counter[str] = Counter()
    for window in windows(paid, at_once):
        waiting = [each.payment for each in window]

        def matcher(waiting: list[Payment] = waiting) -> Matcher:
            own = due.values()
            return Matcher(own, finder, names, meetings, placed, waiting, prefix="CCM")

        shown = {each.event: best(found) for each, found in in_turn(matcher(), waiting)}
        for payment, truth, _ in window:
            found = shown[payment.event]
            right = found is not None and sorted(found.parts) == sorted(truth)
            count["right" if right else "asked" if found is None else "wrong"] += 1
        copied = matcher()
        for payment in waiting:  # all that is clear can be booked one after the other
            if (found := shown[payment.event]) is not None:
                again = best(copied.proposals(payment))
                assert again is not None and again.parts == found.parts
                copied.place(payment, again)
        for payment, truth, _ in window:
            for state, meeting, money in truth:
                account = due[state, meeting]
                left = money.of(account.due.minor - money.minor)
                due[state, meeting] = account._replace(due=left)
                placed.append((payment.text, state))
    assert sum(count.values()) == 300
    assert count["right"] >= 270 and count["wrong"] == 0, count
