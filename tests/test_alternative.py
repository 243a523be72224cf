"""The same State under another rule: each reason is true of the two assessments,
and none names two equal figures.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from itertools import permutations

import pytest

from ccmcost.documents.assessment.alternative import alternative
from ccmcost.load.data import Data
from ccmcost.model.assessment import Apportionment, Line
from ccmcost.model.rates import Rate, rate_text, share_text
from ccmcost.model.rule import Rule
from ccmcost.sharing.compute import compute, load_basis
from ccmcost.sharing.request import Request
from ccmcost.sharing.variants import Case, compare
from ccmcost.words.catalogue import catalogue
from ccmcost.words.speaker import Speaker
from ccmcost.workspace import open_workspace
from tests.conftest import DATA

WORKSPACE = open_workspace(DATA)
REGISTER = Data(WORKSPACE).meetings
MEETINGS = [meeting.id for meeting in REGISTER.values() if meeting.day is not None]


def odd_rules(plain: Rule) -> dict[str, Rule]:
    """Rules that nobody ships, for the reasons that the shipped ones never give."""
    return {
        "fixed": plain._replace(id="fixed", fixed={"JPN": Fraction(1, 5)}),
        "ceiling": plain._replace(id="ceiling", ceiling=Fraction(1, 20)),
        "remainder": plain._replace(id="remainder", residual="largest_remainder"),
        "rates": plain._replace(
            id="rates",
            rates={"JPN": Rate(9000, "rule", "a test"), "NZL": Rate(1, "rule", "a test")},
        ),
        "small": plain._replace(id="small", fixed={"NIU": Fraction(1, 50_000)}),
        "smaller": plain._replace(
            id="smaller", fixed={"NIU": Fraction(1, 50_000) - Fraction(1, 10**12)}
        ),
    }


def results(meeting: str, odd: bool = False) -> list[Apportionment]:
    basis = load_basis(WORKSPACE, meeting, Request())
    rules = [basis.data.rule(rule_id) for rule_id in basis.convention.rules]
    known = [rule for rule in rules if rule is not None]
    known += odd_rules(basis.rule).values() if odd else ()
    short = basis.listed._replace(
        participants=tuple(p for p in basis.listed.participants if p.iso3 not in ("FRA", "ALB"))
    )
    lists = (basis.listed, short)
    return [
        compute(basis._replace(rule=rule, listed=listed), Request())
        for listed in lists
        for rule in known
    ]


def pool(result: Apportionment) -> list[Line]:
    return [line for line in result.assessment.lines if line.share.kind == "pro_rata"]


def straight(result: Apportionment) -> list[Line]:
    return [line for line in result.assessment.lines if line.share.kind == "straight"]


def in_words(lines: list[Line]) -> tuple[str, str]:
    return str(len(lines)), rate_text(sum(line.payer.weight for line in lines))


def share(result: Apportionment, code: str) -> Fraction:
    line = result.assessment.line(code)
    assert line is not None
    return line.share.value


def bears(result: Apportionment, codes: list[str]) -> set[bool]:
    return {result.assessment.line(code) is not None for code in codes}


Truth = Callable[[Apportionment, Apportionment, str], object]


def outsiders(result: Apportionment) -> list[str]:
    return [line.code for line in straight(result)]


TRUE: dict[str, Truth] = {
    "reason_never_liable": lambda a, b, s: bears(a, [s]) == bears(b, [s]) == {False},
    "reason_not_charged": lambda a, b, s: bears(a, [s]) == {True} and bears(b, [s]) == {False},
    "reason_not_party": lambda a, b, s: (
        b.rule.liable == "parties_only" and b.role(s) != "state_party"
    ),
    "reason_not_listed": lambda a, b, s: b.rule.liable == "participants" and s not in b.list.codes,
    "reason_charged_too": lambda a, b, s: bears(a, [s]) == {False} and bears(b, [s]) == {True},
    "reason_absent_party": lambda a, b, s: (
        b.role(s) == "state_party" and s not in b.list.codes and bears(b, [s]) == {True}
    ),
    "reason_present_non_party": lambda a, b, s: (
        b.role(s) != "state_party" and s in b.list.codes and bears(b, [s]) == {True}
    ),
    "reason_same": lambda a, b, s: (
        [x[:2] for x in a.assessment.lines] == [x[:2] for x in b.assessment.lines]
    ),
    "reason_same_share": lambda a, b, s: share(a, s) == share(b, s),
    "reason_rounding": lambda a, b, s: share(a, s) == share(b, s),
    "reason_rate": lambda a, b, s: share(a, s) != share(b, s),
    "reason_plain_rate": lambda a, b, s: s in outsiders(b),
    "reason_set_share": lambda a, b, s: s not in [line.code for line in pool(b)],
    "reason_rescaled": lambda a, b, s: (
        s not in [x.code for x in pool(a)] and s in [x.code for x in pool(b)]
    ),
    "reason_share_the_rest": lambda a, b, s: not straight(a) and s not in outsiders(b),
    "reason_all_rescaled": lambda a, b, s: set(outsiders(a)) <= {line.code for line in pool(b)},
    "reason_others_bear_nothing": lambda a, b, s: bears(b, outsiders(a)) == {False},
    "reason_other_pool": lambda a, b, s: (
        in_words(pool(a))[0] != in_words(pool(b))[0] and not straight(a) and not straight(b)
    ),
    "reason_other_rates": lambda a, b, s: (
        in_words(pool(a))[0] == in_words(pool(b))[0] and not straight(a) and not straight(b)
    ),
    "reason_share": lambda a, b, s: share(a, s) != share(b, s),
    "reason_share_nearly_same": lambda a, b, s: (
        0 < abs(share(a, s) - share(b, s)) < Fraction(1, 10**8)
    ),
}
"""What must hold of the result in hand, the other one and the State for a reason to be true."""


def figures_of(here: Apportionment, other: Apportionment, code: str) -> dict[str, str]:
    """Every figure that a reason may name, counted here anew."""
    count, rates = in_words(pool(other))
    count_here, rates_here = in_words(pool(here))
    lines = [result.assessment.line(code) for result in (here, other)]
    shares = [share_text(line.share.value) if line else "" for line in lines]
    weights = [rate_text(line.payer.weight) if line else "" for line in lines]
    apart = straight(other) or straight(here)
    paid = share_text(sum((line.share.value for line in straight(other)), Fraction(0)))
    day = f"{other.day.day} {other.day:%B %Y}"
    return {
        "state": Speaker("en", other.convention, other.states).state_in_text(code),
        "n": count,
        "n_here": count_here,
        "sum": rates,
        "sum_here": rates_here,
        "others": str(len(apart)),
        "apart": paid,
        "share": shares[1],
        "share_here": shares[0],
        "rate": weights[1],
        "rate_here": weights[0],
        "day": day,
    }


def check_reasons(found: list[Apportionment], codes: list[str]) -> set[str]:
    said = set()
    for here, other in permutations(found, 2):
        for code in codes:
            told = alternative(here, other, code)
            key, text = (
                told.reason.key,
                Speaker("en", here.convention, here.states).sentence(told.reason),
            )
            about = (here.meeting, here.rule.id, other.rule.id, code, text)
            assert TRUE[key](here, other, code), about
            wanted = catalogue("en", "other_rules")[key].format(**figures_of(here, other, code))
            assert text == wanted[:1].upper() + wanted[1:], about
            for first, second in re.findall(r"([0-9.,]+)(?: \w+)* instead of ([0-9.,]+)", text):
                assert first.rstrip(".") != second.rstrip("."), about
            changed = here.assessment.amount(code) != other.assessment.amount(code)
            assert not (
                changed and key in ("reason_same", "reason_same_share", "reason_never_liable")
            ), about
            said.add(key)
    return said


@pytest.mark.parametrize("meeting", MEETINGS)
def test_each_pair_of_rules_has_its_own_true_reason(meeting: str) -> None:
    found = results(meeting)
    liable = {line.code: line for result in found for line in result.assessment.lines}
    outside = sorted(code for code, line in liable.items() if line.payer.role != "state_party")
    check_reasons(found, ["ALB", "FRA", "JPN", "USA", *outside[:2]])


def test_reasons_of_rules_that_limit_fix_or_round_otherwise() -> None:
    said = check_reasons(
        results("rc1", odd=True), ["ALB", "FRA", "JPN", "CHN", "USA", "NZL", "COK"]
    )
    said |= check_reasons(results("msp11", odd=True), ["FRA", "JPN", "NZL", "NIU"])
    assert set(catalogue("en", "other_rules")) - said <= {
        "reason_not_charged",
        "reason_charged_too",
        "reason_other_rates",
    }


def test_a_pair_of_equally_many_states_is_told_by_their_rates() -> None:
    basis = load_basis(WORKSPACE, "msp11", Request())
    without = {
        code: tuple(p for p in basis.listed.participants if p.iso3 != code)
        for code in ("ALB", "FRA")
    }
    lists = [
        basis._replace(listed=basis.listed._replace(participants=each)) for each in without.values()
    ]
    assert check_reasons([compute(each, Request()) for each in lists], ["JPN", "ALB"]) >= {
        "reason_other_rates"
    }


def test_states_that_options_add_or_drop_are_not_explained_by_the_list() -> None:
    basis = load_basis(WORKSPACE, "msp11", Request())
    with_usa = compute(basis, Request(added=("USA",), removed=("FRA",)))
    plain = compute(basis, Request())
    assert check_reasons([with_usa, plain], ["USA", "FRA", "JPN"]) >= {
        "reason_charged_too",
        "reason_not_listed",
    }


def test_rules_that_only_round_otherwise_are_not_said_to_part_over_states_not_party() -> None:
    basis = load_basis(WORKSPACE, "msp11", Request())
    rounds = basis.rule._replace(id="other", title="the same under another name")
    cases = [
        Case(rule.id, compute(basis._replace(rule=rule), Request()))
        for rule in (basis.rule, rounds)
    ]
    assert compare(cases).tallies[0].same == "the same 111 States pay the same amounts."
