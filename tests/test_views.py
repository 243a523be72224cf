"""Annual report, audit pack, notes and page before any word is set:
small cases that can be checked on paper.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import pytest

from ccmcost.accounts.status import AccountRow, Contributions, Funding, MeetingRow
from ccmcost.calc.assess import assess
from ccmcost.documents.annual import Compared, Year, YearMeeting, compare_years, year_of
from ccmcost.documents.annual.report import (
    Arrears,
    Collection,
    Report,
    collection_of,
    invariants,
    tie_out_report,
)
from ccmcost.documents.audit.bank import Check
from ccmcost.documents.audit.basis import pocket, worked_line
from ccmcost.documents.letters.debts import debts_of
from ccmcost.documents.page import sources_of
from ccmcost.errors import TieOutError
from ccmcost.model.assessment import Apportionment
from ccmcost.model.books import Posting
from ccmcost.model.meeting import Cost
from ccmcost.model.money import Money
from ccmcost.model.office import Issuer
from ccmcost.sharing.explanation import explain
from ccmcost.words.steps import FromData
from tests.test_statements import built, payer

DAY = date(2024, 6, 1)


def year(number: int, rates: dict[str, int], minor: int, **rule: object) -> Year:
    """A year of one meeting of States Parties at these rates, the only ones of its scale;
    the cost in cents.
    """
    result = built([payer(code, rate) for code, rate in rates.items()], minor, **rule)
    return year_of(
        number,
        [YearMeeting(result._replace(scale=result.scale._replace(rates=rates, notional={})))],
    )


# What changed


def test_reasons_of_a_change_by_hand() -> None:
    """100.00 at DEU 3, FRA 1, PRT 4; then 200.00 at DEU 2, FRA 1, JPN 1.

    DEU: 3/8, then 1/2. At the earlier rates (JPN keeps its own) 3/5. Cost 37.50, participation
    45.00, rates -20.00. FRA: 1/8, then 1/4, at the earlier rates 1/5. Cost 12.50, participation
    15.00, rates 10.00.
    """
    earlier = year(2023, {"DEU": 3000, "FRA": 1000, "PRT": 4000}, 10_000)
    found = compare_years(earlier, year(2024, {"DEU": 2000, "FRA": 1000, "JPN": 1000}, 20_000))
    assert (found.comparable, found.before.minor, found.after.minor) == ("costs", 10_000, 20_000)
    assert (found.joined, found.left) == (("JPN",), ("PRT",))
    assert [(row.code, *row.effects, row.rounding, row.reason) for row in found.rows] == [
        ("DEU", 3_750, 4_500, -2_000, 0, "participation"),
        ("FRA", 1_250, 1_500, 1_000, 0, "participation"),
        ("JPN", 0, 4_000, 1_000, 0, "new"),
        ("PRT", 5_000, -10_000, 0, 0, "gone"),
    ]
    assert [(row.code, row.difference) for row in found.largest(3)] == [
        ("DEU", 6_250),
        ("JPN", 5_000),
        ("PRT", -5_000),
    ]
    assert found.sums() == (10_000, 20_000, 10_000, 10_000, 0, 0, 0)


def test_what_only_rounding_changed_says_so() -> None:
    """1.01 between two: 0.51 each and 0.01 too much under one rule;
    the first by code gives the cent under the other.
    """
    rates = {"DEU": 10, "FRA": 10}
    found = compare_years(year(2023, rates, 101, residual="none"), year(2024, rates, 101))
    assert [(row.code, row.before, row.after, row.rounding, row.reason) for row in found.rows] == [
        ("DEU", 51, 50, -1, "rounding"),
        ("FRA", 51, 51, 0, "none"),
    ]
    assert [row.code for row in found.largest(9)] == ["DEU"]


def test_years_in_two_currencies_are_compared_at_one_cost() -> None:
    earlier, later = year(2023, {"DEU": 10}, 100), year(2024, {"DEU": 10, "FRA": 10}, 500)
    other = later._replace(total=Money(500, "EUR", 2))
    found = compare_years(earlier, other)
    assert (
        found.comparable == "currency"
        and not found.with_cost
        and found.before == found.after == other.total
    )
    assert found.effects == ("participation", "rates")
    assert [(row.code, row.before, row.after, row.exact.cost) for row in found.rows] == [
        ("DEU", 500, 250, None),
        ("FRA", 0, 250, None),
    ]


def specimen(found: Year) -> Year:
    (meeting,) = found.meetings
    cost = meeting.result.cost._replace(status="illustrative")
    return found._replace(meetings=(meeting._replace(result=meeting.result._replace(cost=cost)),))


def test_the_comparison_says_which_year_is_illustrative() -> None:
    first, second = year(2023, {"DEU": 10}, 100), year(2024, {"DEU": 10}, 500)
    pairs = [
        compare_years(one, two)
        for one in (first, specimen(first))
        for two in (second, specimen(second))
    ]
    assert [found.comparable for found in pairs] == [
        "costs",
        "illustrative_now",
        "illustrative_before",
        "illustrative",
    ]
    assert [found.before.minor for found in pairs] == [100, 500, 500, 500]


# A report that does not tie


def whole_report() -> Report:
    earlier, later = (
        year(2023, {"DEU": 30, "FRA": 10}, 10_000),
        year(2024, {"DEU": 20, "FRA": 10, "JPN": 10}, 20_000),
    )
    arrears = (
        Arrears("DEU", ("msp11",), (5, 0, 0, 0), 3),
        Arrears("FRA", ("msp11",), (0, 2, 0, 0), 99),
    )
    collection = Collection(DAY, None, later.total.of(0), (), None, arrears, 7, (), ())
    return Report(later, compare_years(earlier, later), collection, Issuer(), (), DAY, DAY)


def with_year(**fields: Callable[[Year], object]) -> Callable[[Report], Report]:
    return lambda report: report._replace(
        year=report.year._replace(**{name: new(report.year) for name, new in fields.items()})
    )


def with_row(**fields: int) -> Callable[[Report], Report]:
    """The first row of the comparison, with more in some of its columns."""

    def bend(report: Report) -> Report:
        assert report.compared is not None
        first, *others = report.compared.rows
        effects = zip(report.compared.effects, first.effects, strict=True)
        own = {
            name: getattr(first, name) + more
            for name, more in fields.items()
            if name not in report.compared.effects
        }
        first = first._replace(
            effects=tuple(shown + fields.get(name, 0) for name, shown in effects), **own
        )
        return report._replace(compared=report.compared._replace(rows=(first, *others)))

    return bend


def with_exact(**fields: int) -> Callable[[Report], Report]:
    def bend(report: Report) -> Report:
        assert report.compared is not None
        first, *others = report.compared.rows
        exact = first.exact._replace(
            **{name: getattr(first.exact, name) + more for name, more in fields.items()}
        )
        return report._replace(
            compared=report.compared._replace(rows=(first._replace(exact=exact), *others))
        )

    return bend


def with_collection(**fields: object) -> Callable[[Report], Report]:
    def bend(report: Report) -> Report:
        assert report.collection is not None
        return report._replace(collection=report.collection._replace(**fields))

    return bend


def one_more(parts: tuple, field: str = "amount") -> tuple:
    return (parts[0]._replace(**{field: getattr(parts[0], field) + 1}), *parts[1:])


@dataclass(frozen=True)
class Bent:
    """A report with one figure wrong, and the invariant that alone must see it."""

    by: Callable[[Report], Report]
    broken: str


@pytest.mark.parametrize(
    "case",
    [
        Bent(
            with_year(residual=lambda found: 1), "amounts and residual sum to the cost of the year"
        ),
        Bent(
            with_year(rows=lambda found: (found.rows[0]._replace(amounts=(1,)), *found.rows[1:])),
            "every State's total is the sum of its meetings",
        ),
        Bent(
            with_year(rows=lambda found: one_more(found.rows, "share")),
            "shares of the year sum to one",
        ),
        *(
            Bent(
                with_year(
                    parts=lambda found, view=view: {
                        **found.parts,
                        view: one_more(found.parts[view]),
                    }
                ),
                "groups, development and roles sum to the amounts",
            )
            for view in ("group", "development", "role")
        ),
        Bent(
            with_year(costs=lambda found: {**found.costs, "actual": found.meetings}),
            "costs by status sum to the cost of the year",
        ),
        *(
            Bent(with_row(**{column: 1}), "effects and rounding sum to every change")
            for column in ("before", "cost", "participation", "rates", "rounding")
        ),
        Bent(with_row(after=1, rounding=1), "changes end at the amounts of the year"),
        *(
            Bent(with_exact(**{effect: 1}), "exact effects balance over all States")
            for effect in ("cost", "participation", "rates")
        ),
        Bent(with_collection(owed=8), "arrears by age sum to what is outstanding"),
        Bent(with_collection(arrears=()), "arrears by age sum to what is outstanding"),
    ],
    ids=lambda case: case.broken,
)
def test_every_invariant_sees_the_figure_that_is_wrong(case: Bent) -> None:
    tie_out_report(whole_report())
    with pytest.raises(TieOutError) as refused:
        tie_out_report(case.by(whole_report()))
    assert (
        str(refused.value)
        == f"the report of 2024 does not tie, nothing was written. Broken: {case.broken}."
    )


def test_every_broken_invariant_is_named() -> None:
    report = with_collection(owed=8)(with_year(residual=lambda found: 1)(whole_report()))
    with pytest.raises(
        TieOutError, match=r"Broken: amounts and residual .* year; arrears by age .* outstanding"
    ):
        tie_out_report(report)


def test_a_first_year_without_a_ledger_ties() -> None:
    tie_out_report(whole_report()._replace(compared=None, collection=None))
    assert len(invariants(whole_report())) == 9


def test_one_cost_has_no_cost_effect_to_balance() -> None:
    report = whole_report()
    assert isinstance(report.compared, Compared)
    tie_out_report(
        report._replace(
            compared=compare_years(report.compared.earlier, euro(report.year)),
            year=euro(report.year),
        )
    )


def euro(found: Year) -> Year:
    return found._replace(total=found.total._replace(currency="EUR"))


# What was collected


def account(
    code: str, meeting: str, currency: str, assessed: int, received: int, bands: tuple[int, ...]
) -> AccountRow:
    days = (
        (None, 30, 200, 500, 1_200)[
            next((index for index, amount in enumerate(bands) if amount), 0)
        ]
        if any(bands)
        else None
    )
    return AccountRow(
        code,
        meeting,
        Money(0, currency, 2),
        assessed,
        0,
        received,
        0,
        days,
        bands,
        "",
        code == "FRA" and meeting == "msp11",
    )


ACCOUNTS = (
    account("DEU", "msp10", "USD", 400, 100, (0, 0, 0, 300, 0)),
    account("DEU", "msp11", "USD", 100, 0, (0, 100, 0, 0, 0)),
    account("FRA", "msp11", "USD", 500, 100, (0, 0, 400, 0, 0)),
    account("JPN", "msp11", "USD", 70, 90, (0, 0, 0, 0, 0)),
    account("FRA", "msp11", "EUR", 9, 0, (9, 0, 0, 0, 0)),
)


def books(*rows: AccountRow) -> Contributions:
    """The status that these accounts make up, with the sums of msp10 and msp11 in dollars."""
    dollars = Money(0, "USD", 2)
    sums = (
        MeetingRow("msp10", dollars, 400, 0, 100, 0, 300, 0, 100, (0, 0, 0, 300, 0), None),
        MeetingRow("msp11", dollars, 670, 0, 190, 0, 500, 20, 190, (0, 100, 400, 0, 0), None),
    )
    return Contributions(DAY, None, rows, sums if rows else (), (), (), ())


def test_arrears_are_of_every_meeting_and_sums_of_those_of_the_year() -> None:
    found = collection_of(books(*ACCOUNTS), ("msp11",), Money(1, "USD", 2))
    assert found is not None and found.total is not None and found.money.minor == 0
    assert found.arrears == (
        Arrears("DEU", ("msp10", "msp11"), (0, 100, 0, 300, 0), 500),
        Arrears("FRA", ("msp11",), (0, 0, 400, 0, 0), 200),
    )
    assert [row.total for row in found.arrears] == [400, 400], "equal sums: in order of code"
    assert (found.owed, found.ages()) == (800, (0, 100, 400, 300, 0))
    assert (found.others, found.carried_over) == (("EUR",), ("msp11",))
    assert found.total.figures == (670, 0, 190, 0, 500, 20) and found.total.cash == 190
    both = collection_of(books(*ACCOUNTS), ("msp10", "msp11"), Money(0, "USD", 2))
    assert both is not None and both.total is not None
    assert (both.total.figures, both.total.cash) == ((1_070, 0, 290, 0, 800, 20), 290)
    assert both.total.bands == (0, 100, 400, 300, 0)


@pytest.mark.parametrize(
    ("asked", "outstanding", "credit", "cash", "settled", "short"),
    [
        (1000, 300, 0, 700, Fraction(7, 10), 300),  # plainly paid in part
        (1000, 700, 500, 800, Fraction(3, 10), 700),  # one State paid too much, others nothing
        (1000, 0, 500, 1500, Fraction(1), 0),
        (1000, 300, 0, 680, Fraction(7, 10), 320),  # the office bore a charge of the bank
        (900, 200, 0, 700, Fraction(7, 9), 300),  # billed for less than the cost
        (401_650, 50, 0, 401_600, Fraction(999, 1000), 0),  # never all while anything is open
        (1000, 1100, 0, 0, Fraction(0), 1000),  # exchange differences came on top
        (0, 0, 500, 500, None, 1000),
    ],
)
def test_what_is_settled_and_what_is_short_count_no_credit(
    asked: int, outstanding: int, credit: int, cash: int, settled: Fraction | None, short: int
) -> None:
    """What is settled and what is outstanding make up what was asked for; money that belongs to a
    State as a credit is no part of what a meeting has in hand.
    """
    other = asked - cash - outstanding + credit
    figures = (asked, 0, cash, other, outstanding, credit, cash)
    row = MeetingRow(
        "msp11", Money(0, "USD", 2), *figures, (0,) * 5, Funding(1000, "estimate", None)
    )
    assert (row.settled, row.short) == (settled, short)
    assert row._replace(funding=None).short is None


def test_a_year_of_which_the_ledger_knows_nothing() -> None:
    assert collection_of(books(), ("msp11",), Money(0, "USD", 2)) is None
    found = collection_of(books(*ACCOUNTS), ("msp12",), Money(0, "USD", 2))
    assert found is not None and (found.meetings, found.total, found.owed) == ((), None, 800)


# What a reminder asks for


def test_the_part_that_is_requested_by_a_later_day_is_told_apart() -> None:
    usd = Money(0, "USD", 2)
    charges = [
        Posting(1, 1, "AUS", "m", "assessed", amount, "USD", 2, issued, issued, notice, pay_by)
        for issued, amount, pay_by, notice in (
            ("2024-01-01", 100, "2024-03-01", "N-1"),
            ("2024-06-01", 50, "2024-09-01", "N-2"),
            ("2023-01-01", 30, "2023-03-01", "N-0"),
        )
    ]
    row = AccountRow("AUS", "m", usd, 130, 50, 40, 0, 200, (140, 0, 0, 0), "", False)
    found, left_out = debts_of([row], charges, date(2024, 7, 1))
    (debt,) = found["AUS"]
    assert (debt.row.outstanding, debt.overdue.minor, debt.numbers) == (140, 90, ("N-1",))
    assert [(each.amount, each.pay_by) for each in debt.later] == [(50, "2024-09-01")]
    assert debt.requested_by == "2024-03-01" and not left_out
    found, left_out = debts_of([row._replace(received=130, days=30)], charges, date(2024, 7, 1))
    assert not found and [each.until for each in left_out] == ["2024-09-01"]
    found, _ = debts_of([row._replace(received=130, days=30)], charges, date(2024, 9, 2))
    assert not found["AUS"][0].later
    found, left_out = debts_of([row], (), date(2024, 7, 1))
    assert not found and [each.remark() for each in left_out] == [
        "AUS: left out, for what it owes for m no day of payment is known."
    ]
    for until, reminded in (("2024-07-01", False), ("2024-06-30", True)):
        found, _ = debts_of([row._replace(plan_until=until)], charges, date(2024, 7, 1))
        assert bool(found) == reminded


# The worked amount of an audit pack


def in_money(weights: dict[str, int], total: Money, **rule: object) -> Apportionment:
    result = built([payer(code, weight) for code, weight in weights.items()], 100, **rule)
    payers = [line.payer for line in result.assessment.lines]
    return result._replace(
        cost=Cost(total, "given", ""), assessment=assess(payers, result.rule, total)
    )


def keyed(result: Apportionment, code: str) -> tuple[str, ...]:
    line = result.assessment.line(code)
    assert line is not None
    return pocket(result, line)


def test_what_to_key_in_for_a_plain_amount() -> None:
    found = in_money({"CHN": 20, "DEU": 50, "FRA": 30}, Money(1_000_000, "USD", 2))
    assert worked_line(found).code == "DEU"
    assert keyed(found, "FRA") == (
        "10,000.00 × 0.030 ÷ 0.100 = 3,000.00",
        "rounded to whole units of USD 0.01: 3,000.00",
    )
    assert explain(found, worked_line(found).code) is not None


def test_a_unit_of_what_was_left_over_is_keyed_in_last() -> None:
    """1.00 among three equal States: the first by code bears the cent left over,
    and is not the one that is worked.
    """
    thirds = {"CHN": 1, "DEU": 1, "FRA": 1}
    found = in_money(thirds, Money(100, "USD", 2))
    assert worked_line(found).code == "FRA"
    first = "1.00 × 0.001 ÷ 0.003 = 0.333333..."
    assert keyed(found, "FRA") == (first, "rounded to whole units of USD 0.01: 0.33")
    assert keyed(found, "CHN") == (
        first,
        "rounded to whole units of USD 0.01: 0.33",
        "with the rounding adjustment of +1 unit: 0.34",
    )
    assert keyed(in_money(thirds, Money(-100, "USD", 2)), "CHN") == (
        "−1.00 × 0.001 ÷ 0.003 = −0.333333...",
        "rounded to whole units of USD 0.01: −0.33",
        "with the rounding adjustment of −1 unit: −0.34",
    )


def test_a_currency_without_decimals() -> None:
    found = in_money({"DEU": 1, "FRA": 1}, Money(1001, "JPY", 0))
    assert keyed(found, "FRA") == (
        "1,001 × 0.001 ÷ 0.002 = 500.5",
        "rounded to whole units of JPY 1: 501",
    )
    assert (
        keyed(in_money({"DEU": 1, "FRA": 1}, Money(1000, "JPY", 0)), "FRA")[0]
        == "1,000 × 0.001 ÷ 0.002 = 500"
    )
    assert (
        keyed(in_money({"DEU": 1}, Money(-1000, "JPY", 0)), "DEU")[0]
        == "−1,000 × 0.001 ÷ 0.001 = −1,000"
    )


def test_where_the_rule_does_more_the_exact_share_is_keyed_in() -> None:
    fixed = {"DEU": Fraction(1, 8), "FRA": Fraction(7, 8)}
    found = in_money({"DEU": 1, "FRA": 1}, Money(10_000, "USD", 2), fixed=fixed)
    assert worked_line(found).code == "FRA", "nothing is pro rata here: the largest"
    assert keyed(found, "FRA")[0] == "100.00 × 7 ÷ 8 = 87.50"


def test_a_check_holds_to_the_last_unit_of_one_currency() -> None:
    assert Check("a", Money(1, "USD", 2), Money(1, "USD", 2)).holds
    assert not Check("a", Money(1, "USD", 2), Money(2, "USD", 2)).holds
    assert not Check("a", Money(1, "USD", 2), Money(1, "EUR", 2)).holds


# The page


def test_a_page_says_what_its_cost_rests_on() -> None:
    given = built([payer("DEU", 10)])
    assert [step.key for step in sources_of(given)][1:] == [
        "source_scale",
        "source_whole_list",
        "source_cost_given",
    ]
    adopted = given._replace(cost=given.cost._replace(status="estimate", source="DOC"))
    cited = given.list.participants[0]._replace(document="INF.1")
    official = given._replace(list=given.list._replace(status="official", participants=(cited,)))
    listed = sources_of(official)[2]
    assert (listed.key, listed.figures) == (
        "source_whole_list",
        {"list": "official", "source": FromData("INF.1")},
    )
    last = sources_of(adopted)[-1]
    assert (last.key, last.figures) == (
        "source_cost",
        {"status": "estimate", "source": FromData("DOC")},
    )
