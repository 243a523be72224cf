"""Bodies of events: one type per kind, read as it was written, with room for what comes later;
nothing is misread.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ccmcost.ledger.bodies import BankEntry, Control, Issue, Limits, Receipt
from ccmcost.ledger.codec import (
    KINDS,
    LARGEST,
    Body,
    Unreadable,
    as_json,
    body_of,
    from_json,
    written,
)
from ccmcost.ledger.events import canonical
from ccmcost.ledger.postings import rows_of
from ccmcost.model.books import Event
from tests.ledger_forgeries import event_of
from tests.ledger_life import export_of

FULL = Control(
    "token-1", "C. Preparer", "signed sheet", "SHEET-7", ("--overpaid",), Limits(10_000, 5_000)
)


@pytest.fixture(scope="module")
def recorded(life: Path) -> dict[str, Event]:
    """An event of every kind."""
    return {each["kind"]: event_of(each) for each in export_of(life)["events"]}


def again(event: Event, body: Body) -> Body:
    return body_of(event._replace(body=canonical(written(body))))


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_written_is_read(recorded: dict[str, Event], kind: str) -> None:
    event = recorded[kind]
    body = body_of(event)
    assert type(body) is KINDS[kind]
    assert canonical(written(body)) == event.body
    assert json.loads(event.body)["v"] == 1
    full = body._replace(control=FULL)
    assert again(event, full) == full
    assert "control" not in written(body._replace(control=Control()))


def test_room_that_later_issues_need(recorded: dict[str, Event]) -> None:
    """It is there in version 1, and takes no place while it is empty."""
    receipt, issue = body_of(recorded["receipt"]), body_of(recorded["issue"])
    assert isinstance(receipt, Receipt) and isinstance(issue, Issue)
    bank = receipt._replace(bank=BankEntry("NTRF-1", "2024/17", "CH00", 100, -5))
    part = issue.meetings[0]._replace(currency="CHF", instrument="protocol-v", residual=-3)
    more = issue._replace(meetings=(part, *issue.meetings[1:]))
    assert again(recorded["receipt"], bank) == bank and again(recorded["issue"], more) == more
    for body, names in (
        (receipt, {"bank"}),
        (issue.meetings[0], {"currency", "instrument", "residual"}),
    ):
        assert not names & as_json(body).keys()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("change", "wording"),
    [
        (
            lambda body: body | {"v": 2},
            "this ledger was written by a later ccmcost: event {seq} has version 2",
        ),
        (
            lambda body: {name: each for name, each in body.items() if name != "v"},
            "carries no version",
        ),
        (lambda body: body | {"colour": "red"}, '"colour" is not known here'),
        (
            lambda body: {name: each for name, each in body.items() if name != sorted(body)[0]},
            "is missing",
        ),
        (lambda body: body | {"control": {"request": 7}}, "control.request must be text"),
    ],
)
def test_what_is_not_known_is_refused_by_name(
    recorded: dict[str, Event], kind: str, change: Any, wording: str
) -> None:
    event = recorded[kind]
    body = json.loads(event.body)
    body.pop("adopted_on", None)  # it may be missing
    with pytest.raises(Unreadable, match=wording.format(seq=event.seq)) as error:
        body_of(event._replace(body=canonical(change(body))))
    assert f"event {event.seq}" in str(error.value)


@pytest.mark.parametrize("version", [0, -1, "1", True, None])
def test_a_version_is_a_number_from_one(recorded: dict[str, Event], version: object) -> None:
    event = recorded["cost"]
    body = json.loads(event.body) | {"v": version}
    with pytest.raises(Unreadable, match="carries no version"):
        body_of(event._replace(body=canonical(body)))


@pytest.mark.parametrize("value", [True, 1.0, 2**63, -(2**63) - 1, "1", None, [], {}])
def test_a_whole_number_is_nothing_else(value: object) -> None:
    with pytest.raises(ValueError, match="must be a whole number"):
        from_json(int, value, "amount")
    assert [from_json(int, most, "") for most in (LARGEST, -LARGEST)] == [LARGEST, -LARGEST]


def test_an_object_is_no_list() -> None:
    """Not even of what may be left out altogether."""
    for place, said in (("limits", "limits must be"), ("", "Limits must be")):
        with pytest.raises(ValueError, match=f"^{said} an object$"):
            from_json(Limits, [], place)


def test_the_documents_of_an_issue(recorded: dict[str, Event]) -> None:
    event = recorded["issue"]
    body = body_of(event)
    assert isinstance(body, Issue)
    first = body.notices[0]._replace(documents={"2024/B.pdf": "1", "2024/D.pdf": "2"})
    second = body.notices[0]._replace(number="N", documents={"2024/A.pdf": "3"})
    both = body._replace(notices=(first, second), annexes={"2024/C.pdf": "4"})
    assert [each[1:] for each in rows_of(event, both).document] == [
        ("N", "2024/A.pdf", "3"),
        (first.number, "2024/B.pdf", "1"),
        ("", "2024/C.pdf", "4"),
        (first.number, "2024/D.pdf", "2"),
    ]


@pytest.mark.parametrize(
    "value", ["2024-02-30", "2024-W10-1", "20240101", "2024-1-1", "1066-10-14", "", 20240101, None]
)
def test_a_day_is_written_one_way(value: object) -> None:
    with pytest.raises(ValueError, match="must be a day of the calendar"):
        from_json(date, value, "until")
