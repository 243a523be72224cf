"""The rules on issues at their very limits, held against books in memory."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from ccmcost.ledger.bodies import Control, CostVersion, Issue
from ccmcost.ledger.codec import body_of
from ccmcost.ledger.rules import issues as issue_rules
from ccmcost.ledger.rules.issues import _payer
from ccmcost.load.rules import rule_as_issued
from ccmcost.model.money import Money
from tests.ledger_forgeries import event_of
from tests.ledger_life import export_of
from tests.test_ledger_limits import USD, Books

COST = CostVersion("msp12", 2, "estimate", "DOC", 40_000_000, *USD)


@pytest.fixture(scope="module")
def issues(life: Path) -> list[Issue]:
    """Of msp12 on an expected list, of msp11 on one, of msp12 on the official one, its settling."""
    bodies = (body_of(event_of(each)) for each in export_of(life)["events"])
    return [body for body in bodies if isinstance(body, Issue)]


def changed(issue: Issue, cost: dict[str, Any] | None = None, **fields: Any) -> Issue:
    """The issue with other fields of its meeting, or of its cost."""
    (part,) = issue.meetings
    part = part._replace(cost=part.cost._replace(**(cost or {})), **fields)
    return issue._replace(meetings=(part,))


def rules(books: Books, issue: Issue) -> list[str]:
    return books.rules(issue, issue.issued_on, "B. Chief")


def said(books: Books, issue: Issue) -> str:
    return books.said(issue, issue.issued_on)


def test_payment_is_requested_no_earlier_than_the_day_of_issue(issues: list[Issue]) -> None:
    first, day = issues[0], timedelta(days=1)
    assert rules(Books(), first) == []
    assert rules(Books(), first._replace(pay_by=first.issued_on)) == []
    assert rules(Books(), first._replace(pay_by=first.issued_on - day)) == ["issue-days"]
    assert Books().rules(first, first.issued_on + day, "B. Chief") == ["issue-days"]


def test_an_issue_rests_on_the_cost_as_it_was_recorded(issues: list[Issue]) -> None:
    first = issues[0]
    day = first.issued_on
    assert rules(Books().take(COST, day), first) == []
    assert rules(Books().take(COST._replace(version=1, amount=1), day), first) == []
    assert rules(Books().take(COST._replace(amount=1), day), first) == ["issue-cost"]
    in_dollars = changed(first, currency="USD")._replace(currency="EUR")
    assert rules(Books().take(COST, day), in_dollars) == []
    draft = changed(first, {"status": "draft"})
    assert "nothing is billed on it" in said(Books(), draft)


def test_a_cost_of_nothing_is_settled_and_settling_follows_an_issue(issues: list[Issue]) -> None:
    first, _, _, settled = issues
    free = changed(first, {"amount": 0})
    assert "is nothing:" in said(Books(), free)
    assert "is nothing:" not in said(Books(), free._replace(order="settle"))
    assert "is nothing:" not in said(Books(), changed(first, {"amount": 1}))
    actual = "is settled on an actual cost"
    books = Books().take(first, first.issued_on)
    assert actual in said(Books(), settled)
    assert actual not in said(books, settled)
    assert actual in said(books, changed(settled, {"status": "estimate"}))
    assert actual not in said(Books(), changed(first, {"status": "actual"}))


def test_how_an_issue_follows_the_last_of_its_meeting(issues: list[Issue]) -> None:
    first, _, official, _ = issues
    books = Books().take(first, first.issued_on)
    assert not {"issue-cost", "issue-list", "issue-rule"} & {*rules(books, first)}
    assert "was issued on version 2" in said(books, changed(first, {"version": 1}))
    other, later = {"amount": 1}, {"amount": 1, "version": 3}
    assert "was issued with another amount" in said(books, changed(first, other))
    assert "was issued with another amount" not in said(books, changed(first, later))
    rule = first.meetings[0].rule
    for text, wanted in ((f"{rule.text}\n# a remark\n", False), ("", True)):
        again = changed(first, rule=rule._replace(text=text))
        assert ("issue-rule" in rules(books, again)) == wanted
        meant = again._replace(control=Control(answers=("--on-expected-list", "--change-rule")))
        assert "issue-rule" not in rules(books, meant)
    assert "issue-list" in rules(books, first._replace(control=Control()))
    assert "issue-list" not in rules(books, official)
    books.take(official, official.issued_on)
    day = {"issued_on": official.issued_on}
    assert "issue-list" not in rules(books, official)
    assert "was issued on its official list" in said(books, first._replace(**day))


def test_payment_details_change_where_it_is_meant(issues: list[Issue]) -> None:
    first, second, *_ = issues
    books = Books().take(first, first.issued_on)
    assert rules(books, second) == []
    other = second._replace(payment_details={"bank": "another"})
    assert rules(books, other) == ["issue-details"]
    meant = Control(answers=("--on-expected-list", "--new-payment-details"))
    assert rules(books, other._replace(control=meant)) == []


def test_sums_of_a_rule_are_in_the_currency_of_the_meeting(
    issues: list[Issue], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = issues[0]
    rule = first.meetings[0].rule
    with_sum = rule_as_issued(rule.id, rule.text)._replace(minimum=Money(1, *USD))
    monkeypatch.setattr(issue_rules, "rule_as_issued", lambda *_: with_sum)
    assert rules(Books(), first) == []
    assert rules(Books(), changed(first, currency="USD")._replace(currency="EUR")) == []
    assert rules(Books(), changed(first, currency="EUR")) == ["issue-basis"]


def test_meetings_billed_together_have_a_notice_for_each_state(issues: list[Issue]) -> None:
    first, second, *_ = issues
    other = {notice.state: notice.lines for notice in second.notices}
    notices = tuple(
        each._replace(lines=(*other.get(each.state, ()), *each.lines)) for each in first.notices
    )
    both = first._replace(meetings=(*second.meetings, *first.meetings), notices=notices)
    assert rules(Books(), both) == []
    one, *rest = notices
    assert rules(Books(), both._replace(notices=(*rest, one)))[0] == "issue-notices"


def test_what_a_notice_is_called_and_what_its_documents_bear(issues: list[Issue]) -> None:
    first = issues[0]
    one, *rest = first.notices
    lines = (*one.lines, one.lines[0]._replace(first=False))
    called = "is called a notice, but it is a further_notice"
    for kind in ("notice", "further_notice"):
        mixed = first._replace(notices=(one._replace(lines=lines, kind=kind), *rest))
        assert (called in said(Books(), mixed)) == (kind == "notice")
    for name, wrong in (("2024/CCM-AN-2024-0001-AUS-fr.pdf", False), ("2024/other.pdf", True)):
        two = one._replace(documents={**one.documents, name: ""})
        found = said(Books(), first._replace(notices=(two, *rest)))
        assert ("its document bears another number" in found) == wrong


def test_whose_ceiling_was_that_of_the_least_developed(issues: list[Issue]) -> None:
    line = issues[0].meetings[0].lines[0]
    assert not _payer(line).is_ldc and _payer(line._replace(kind="ldc_ceiling")).is_ldc


def test_amounts_and_the_rounding_line_sum_to_the_cost(issues: list[Issue]) -> None:
    first = issues[0]
    for more in (1, -1):
        cost = {"amount": 40_000_000 + more}
        assert "do not sum to its cost" in said(Books(), changed(first, cost))
        assert "do not sum to its cost" not in said(Books(), changed(first, cost, residual=more))
