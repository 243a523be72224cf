"""What is said of one amount, by the functions that choose it: why a State bears nothing, what a
notice of differences tells and is made from again, and which files are made and stay.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest

from ccmcost.documents.assessment.explanation import explain_amount, explained
from ccmcost.documents.assessment.files import (
    compose,
    earlier_notices,
    notice_path,
    wished_notices,
)
from ccmcost.documents.assessment.notice import Issue, Notice, adjusted_line
from ccmcost.documents.assessment.notice_data import notice_data, notice_from
from ccmcost.documents.assessment.notice_page import notice_page
from ccmcost.errors import UsageError
from ccmcost.load.data import Data
from ccmcost.manifest import NAME, file_name, manifest
from ccmcost.model.money import Money
from ccmcost.model.office import Issuer
from ccmcost.sharing.request import Request
from ccmcost.tables.page import Press
from ccmcost.words.speaker import Speaker
from ccmcost.workspace import open_workspace
from tests.assessed import assess
from tests.conftest import DATA

DAY = date(2024, 2, 1)
ISSUER = Issuer(names={"en": "Office"}, bank={"account": "CH00"}, pay_basis={"en": "a decision"})


# Why a State bears nothing


@pytest.mark.parametrize(
    ("meeting", "state", "rule", "why"),
    [
        (
            "rc1",
            "CHN",
            "article-14-2",
            "On 7 September 2015 it was a State not party. It is on the list, and the rule charges "
            "States Parties alone; its rate in un-2013-2015 is 5.148 per cent.",
        ),
        (
            "msp11",
            "AGO",
            "article-14-1",
            "On 11 September 2023 it was a State not party, a signatory. It is not on the list, "
            "and the rule charges those on the list; its rate in un-2022-2024 is 0.010 per cent.",
        ),
        (
            "msp11",
            "EUU",
            "article-14-1",
            "It is not on the list, and an organization pays only if it is and the rule names it; "
            "this rule does not.",
        ),
    ],
)
def test_a_state_that_bears_nothing_is_told_why(
    meeting: str, state: str, rule: str, why: str
) -> None:
    found = explained(Data(open_workspace(DATA)), meeting, state, Request(rule=rule))
    assert found.amount is None and not found.steps and not found.sources
    assert found.why_not == f"{found.result.states.name(state)} bears no part of this cost. {why}"
    assert [told.partition(":")[0] for told in found.others] == [
        each for each in found.result.convention.rules if each != rule
    ]


def test_who_is_left_out_is_not_said_to_be_charged() -> None:
    """It was said to be on the list, and that the rule charges those on the list."""
    wish = Request(removed=("NGA",))
    result, text = explain_amount(open_workspace(DATA), "msp11", "Nigeria", wish)
    assert result.assessment.line("NGA") is None
    assert text.endswith(
        "\nNigeria (NGA)\nNigeria bears no part of this cost, because it is left out here.\n"
    )


def test_an_amount_is_told_with_its_sources_and_other_rules() -> None:
    result, text = explain_amount(open_workspace(DATA), "msp11", "JPN", Request())
    line = result.assessment.line("JPN")
    assert line is not None
    amount = result.cost.total.of(line.amount)
    parts = [f"\nAmount: {amount}\n", "\nSources\n", "\nProvisional: ", "\nUnder the other rules"]
    assert [text.count(part) for part in parts] == [1, 1, 1, 1]
    _, alone = explain_amount(open_workspace(DATA), "msp11", "JPN", Request(added=("CHN",)))
    assert "\nAmount: " in alone and "Under the other rules" not in alone


# A notice of differences


def adjusted(*numbers: str, code: str = "JPN") -> Notice:
    lines = []
    for meeting, number in zip(("rc2", "msp12"), numbers, strict=False):
        result = assess(meeting, cost="412345.67")
        own = result.assessment.line(code)
        total = result.cost.total
        after, before = total.of(own.amount if own else 0), total.of(100_000)
        billed = (total.of(50_000_000), "estimate", 112)
        lines.append(adjusted_line(result, code, (before, after), billed, number, total.of(7)))
    issue = Issue("CCM-AN-2024-0009", "D, 9", DAY, date(2024, 6, 1), "rc2")
    return Notice(code, tuple(lines), ISSUER, DAY, issue, "Permanent Mission")


def test_each_notice_that_is_adjusted_is_named_once() -> None:
    for numbers, told in (
        (("CCM-AN-2024-0001",), "This notice adjusts notice CCM-AN-2024-0001."),
        (("CCM-AN-2024-0001",) * 2, "This notice adjusts notice CCM-AN-2024-0001."),
        (
            ("CCM-AN-2024-0001", "CCM-AN-2024-0005"),
            "This notice adjusts notices CCM-AN-2024-0001 and CCM-AN-2024-0005.",
        ),
    ):
        made = adjusted(*numbers)
        result = made.lines[0].result
        page = notice_page(made, Speaker("en", result.convention, result.states))
        assert page["lines"]["below"] == [told]


@pytest.mark.parametrize("code", ["JPN", "USA"])
def test_a_notice_of_differences_is_made_from_its_data_again(code: str) -> None:
    made = adjusted("CCM-AN-2024-0001", code=code)
    told = json.loads(json.dumps(notice_data(made)))
    again = notice_from(told, Data(open_workspace(DATA)))
    assert notice_data(again) == told and again.amount == made.amount
    (line,) = again.lines
    assert (line.before, line.balance) == (Money(100_000, "USD", 2), Money(7, "USD", 2))
    assert line.after == made.lines[0].after
    assert (line.own is None) == (code == "USA")


# Which files


def test_a_notice_to_who_bears_nothing_is_refused() -> None:
    result = assess("msp11")
    assert wished_notices(result, (), ("JPN",), ISSUER).states == ("JPN",)
    with pytest.raises(UsageError, match=r"Angola \(AGO\) bears no part of this cost"):
        wished_notices(result, (), ("JPN", "AGO"), ISSUER)


def test_progress_is_told_notice_by_notice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Press, "sealed", lambda *_: b"made")
    result, steps = assess("msp11"), list[tuple[int, int]]()
    wish = wished_notices(result, ("en", "fr"), ("JPN", "FRA"), ISSUER)
    files = compose(result, DAY, wish, lambda done, all_of_them: steps.append((done, all_of_them)))
    assert steps == [(1, 4), (2, 4), (3, 4), (4, 4)] and len(files) == 6
    assert notice_path(result, "fr", "JPN") in files


def test_only_notices_of_the_same_calculation_stay(tmp_path: Path) -> None:
    result = assess("msp11")
    paths = {code: notice_path(result, "en", code) for code in ("JPN", "FRA", "SWE")}
    files = {path: code.encode() for code, path in paths.items()}
    for path, content in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    assert earlier_notices(tmp_path, result, DAY, {}) == {}
    about = manifest(result, files, DAY)
    (tmp_path / file_name(result, NAME)).write_text(json.dumps(about), encoding="utf-8")
    (tmp_path / paths["SWE"]).unlink()
    # a day makes no other calculation, a cost does; what is made anew does not stay
    stay = earlier_notices(tmp_path, result, date(2025, 1, 1), {paths["FRA"]: b"new"})
    assert list(stay) == [paths["JPN"]]
    assert stay[paths["JPN"]]["sha256"] == hashlib.sha256(b"JPN").hexdigest()
    assert earlier_notices(tmp_path, assess("msp11", cost="5.00"), DAY, {}) == {}
