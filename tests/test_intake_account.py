"""The account of a document: what was taken, left out and left open, and whether it closes."""

from __future__ import annotations

from ccmcost.findings import Findings
from ccmcost.intake.account import Account
from ccmcost.intake.found import Marker, Place


def test_an_account_closes_only_with_nothing_open_and_every_check_agreed() -> None:
    findings = Findings()
    account = Account(Marker("list.txt", findings))
    account.take("Peru", Place(3), "State Party", "PER")
    account.leave_out("Spain", Place(2), "named as absent", "ESP")
    account.leave_out("Malta", Place(9), "named as absent", "MLT")
    account.check("the document states the number of States Parties", "1", "1", Place(1))
    assert account.is_closed
    assert [line.text for line in account.lines] == ["Spain", "Peru", "Malta"]
    assert {reason: len(lines) for reason, lines in account.by_reason("left_out").items()} == {
        "named as absent": 2
    }
    account.check("the document states the number of States", "2", "1", Place(4))
    assert not account.is_closed and not findings.errors
    other = Account(Marker("list.txt", findings))
    other.open(
        "name-unknown", '"Zambi" is not recognised as the name of a State.', "Zambi", Place(7)
    )
    assert not other.is_closed
    assert [finding.line() for finding in findings] == [
        'list.txt:7  name-unknown  "Zambi" is not recognised as the name of a State.'
    ]
    assert list(account.rows())[-1] == (
        "line 4",
        "the document states the number of States",
        "",
        "2",
        "check",
        "differs: read 1",
        "1",
    )
