"""Forged exports: one rule of the ledger broken in each, all hashes right.
A function per rule, drawing where and how.
"""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

from ccmcost.ledger.bodies import (
    ApplyCredit,
    BankCharge,
    Control,
    CostVersion,
    ExternalNumber,
    HandedOver,
    Identify,
    Limits,
    Opening,
    Part,
    PaymentPlan,
    Receipt,
    Refund,
    Reverse,
    WriteOff,
)
from ccmcost.ledger.codec import Body, body_of, kind_of, written
from ccmcost.ledger.events import canonical
from ccmcost.ledger.postings import rows_of
from ccmcost.ledger.rules.conduct import reversal_of
from ccmcost.ledger.standing import Known
from ccmcost.model.books import Event

Export = dict[str, Any]
Forgery = Callable[[Random, Export], None]
"""Breaks one rule in an export of the life of tests/ledger_life.py;
hashes are set right afterwards.
"""

FORGERIES: dict[str, list[Forgery]] = {}
STATES = ("AUS", "AUT", "CUB", "SWE", "ZAF")
USD = ("USD", 2)


def breaks(rule: str) -> Callable[[Forgery], Forgery]:
    def keep(forgery: Forgery) -> Forgery:
        FORGERIES.setdefault(rule, []).append(forgery)
        return forgery

    return keep


def some(dice: Random, export: Export, *kinds: str) -> Any:
    """An event of one of these kinds."""
    return dice.choice([each for each in export["events"] if not kinds or each["kind"] in kinds])


def event_of(values: Any) -> Event:
    return Event(**{**values, "body": canonical(values["body"])})


def added(
    export: Export,
    body: Body,
    day: str = "2024-06-01",
    approved_by: str = "B. Chief",
    at: int | None = None,
) -> None:
    """Record one more event: at the end, or as number `at`, with all references moved along."""
    events = export["events"]
    place = len(events) + 1 if at is None else at
    for each in events[place - 1 :]:
        each["seq"] += 1
        for key in ("receipt", "event"):
            if type(each["body"].get(key)) is int and each["body"][key] >= place:
                each["body"][key] += 1
    moment = events[place - 2]["recorded_at"]
    event = {"seq": place, "kind": kind_of(type(body)), "value_date": day, "recorded_at": moment}
    event |= {
        "recorded_by": "A. Clerk",
        "approved_by": approved_by,
        "body": written(body),
        "previous": "",
        "hash": "",
    }
    events.insert(place - 1, event)


def somewhere(dice: Random, export: Export) -> int:
    """A place among the last events, after the first issues and receipts."""
    return dice.randint(20, len(export["events"]) + 1)


def owed(export: Export, state: str, meeting: str, before: int) -> int:
    """What a State owes for a meeting before an event."""
    found = 0
    for values in export["events"][: before - 1]:
        event = event_of(values)
        found += sum(
            p.amount
            for p in rows_of(event, body_of(event)).posting
            if (p.state, p.meeting) == (state, meeting)
        )
    return found


def leaves(value: Any) -> list[tuple[Any, Any]]:
    """Every place in a body: its container and key."""
    pairs = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    return [found for key, each in list(pairs) for found in [(value, key), *leaves(each)]]


@breaks("kind")
def _(dice: Random, export: Export) -> None:
    some(dice, export)["kind"] = dice.choice(("gift", "Receipt", "", "issue ", "\u202ereceipt"))


@breaks("version")
def _(dice: Random, export: Export) -> None:
    some(dice, export)["body"]["v"] = dice.choice((2, 0, -1, "1", True, None, 10**30, 1.0))


@breaks("version")
def _(dice: Random, export: Export) -> None:
    del some(dice, export)["body"]["v"]


@breaks("form")
def _(dice: Random, export: Export) -> None:
    body = some(dice, export)["body"]
    container, key = dice.choice([each for each in leaves(body) if each != (body, "v")])
    container[key] = dice.choice(
        ([], {"x": 1}, None, 10**30, 1.5, "2024-02-30") if key != "v" else (None,)
    )
    if container[key] in ("2024-02-30", []):
        container[key] = {"x": [1]}


@breaks("form")
def _(dice: Random, export: Export) -> None:
    body = some(dice, export)["body"]
    body[dice.choice(("x", "amount ", "Amount", "control2"))] = dice.choice((1, "x", None))


@breaks("form")
def _(dice: Random, export: Export) -> None:
    body = some(
        dice, export, "receipt", "refund", "opening", "payment_plan", "reverse", "identify"
    )["body"]
    del body[dice.choice(sorted(body.keys() - {"v", "original", "control"}))]


@breaks("form")
def _(dice: Random, export: Export) -> None:
    body = some(dice, export, "issue")["body"]
    body["annexes"] = {
        dice.choice(("../x.pdf", "/etc/passwd", "2024/../x", "2024/.x", "2024/a/b.pdf")): "0" * 64
    }


@breaks("day")
def _(dice: Random, export: Export) -> None:
    some(dice, export)["value_date"] = dice.choice(
        ("2024-02-30", "1066-10-14", "2999-01-01", "2024-1-1", "", "2024-W10-1")
    )


@breaks("moment")
def _(dice: Random, export: Export) -> None:
    some(dice, export)["recorded_at"] = dice.choice(
        ("2024-06-01", "", "2024-06-01T25:00:00Z", "2024-06-01 00:00:00Z")
    )


@breaks("clock")
def _(dice: Random, export: Export) -> None:
    dice.choice(export["events"][1:])["recorded_at"] = "2020-01-01T00:00:00Z"


@breaks("clock")
def _(dice: Random, export: Export) -> None:
    dice.choice(export["events"][1:])["recorded_at"] = dice.choice(
        ("2027-02-01T00:00:00Z", "2199-01-01T00:00:00Z")
    )


@breaks("one-script")
def _(dice: Random, export: Export) -> None:
    some(dice, export)[dice.choice(("recorded_by", "approved_by"))] = dice.choice(
        ("\u0410. Clerk", "B. \u0421hief", "\u039dik")
    )


@breaks("hidden")
def _(dice: Random, export: Export) -> None:
    event = some(dice, export, "receipt", "bank_charge", "refund", "write_off")
    place, key = dice.choice(
        (
            (event, "recorded_by"),
            (event["body"], "reference" if event["kind"] == "receipt" else "document"),
        )
    )
    place[key] += dice.choice(("\u202e", "\u200b", "\u00ad", "\x1b[2J"))


@breaks("day-early")
def _(dice: Random, export: Export) -> None:
    some(dice, export, "receipt")["value_date"] = dice.choice(("2010-07-31", "1999-01-01"))


@breaks("issue-ahead")
def _(dice: Random, export: Export) -> None:
    event = some(dice, export, "issue")
    event["value_date"] = event["body"]["issued_on"] = dice.choice(
        ("2024-08-15", "2025-01-31", "2199-01-01")
    )
    event["body"].get("control", {}).pop("answers", None)


@breaks("issue-order")
def _(dice: Random, export: Export) -> None:
    event = dice.choice([each for each in export["events"] if each["kind"] == "issue"][2:])
    event["value_date"] = event["body"]["issued_on"] = dice.choice(("2024-01-31", "2011-01-01"))


@breaks("one-person")
def _(dice: Random, export: Export) -> None:
    event = some(dice, export, "bank_charge", "exchange_difference")
    event["body"]["control"] = {"limits": {"one_person": dice.choice((0, 999))}}


@breaks("one-person")
def _(dice: Random, export: Export) -> None:
    added(
        export, BankCharge("SWE", "msp12", "D", dice.randint(10_001, 90_000), *USD), approved_by=""
    )


@breaks("one-person")
def _(dice: Random, export: Export) -> None:
    raised = Control(limits=Limits(one_person=10**9))
    added(
        export,
        BankCharge("SWE", "msp12", "D", dice.randint(100_001, 200_000), *USD, control=raised),
        approved_by="",
    )


@breaks("charge-beyond")
def _(dice: Random, export: Export) -> None:
    place, state = somewhere(dice, export), dice.choice(STATES)
    amount = max(0, owed(export, state, "msp12", place)) + dice.randint(1, 10**6)
    added(export, BankCharge(state, "msp12", "D", amount, *USD), at=place)


@breaks("exchange-agrees")
def _(dice: Random, export: Export) -> None:
    original = some(dice, export, "exchange_difference")["body"]["original"]
    original[dice.choice(("amount", "rate"))] = dice.choice(("1.2", "9999999", "-1", "", "x"))


@breaks("exchange-agrees")
def _(dice: Random, export: Export) -> None:
    some(dice, export, "exchange_difference")["body"]["original"]["currency"] = "USD"


@breaks("exchange-twice")
def _(dice: Random, export: Export) -> None:
    event = some(dice, export, "exchange_difference")
    found = body_of(event_of(event))
    added(export, found, at=dice.randint(event["seq"] + 1, len(export["events"]) + 1))


@breaks("receipt-overpaid")
def _(dice: Random, export: Export) -> None:
    amount = 10**9 + dice.randint(0, 10**9)
    added(
        export,
        Receipt(
            "R", "", "", amount, *USD, (Part(dice.choice(STATES), "msp12", "received", amount),)
        ),
    )


@breaks("receipt-again")
def _(dice: Random, export: Export) -> None:
    day = dice.choice(("2024-03-07", "2024-03-10", "2024-03-13"))
    added(
        export,
        Receipt("R", "", "", 6_000_000, *USD, (Part("AUT", "msp12", "received", 6_000_000),)),
        day,
    )


@breaks("reversal-days")
def _(dice: Random, export: Export) -> None:
    some(dice, export, "reverse")["value_date"] = dice.choice(("2024-03-01", "2011-01-01"))


@breaks("second-person")
def _(dice: Random, export: Export) -> None:
    some(dice, export, "issue", "refund", "write_off", "apply_credit")["approved_by"] = dice.choice(
        ("", " ")
    )


@breaks("second-person")
def _(dice: Random, export: Export) -> None:
    reversed_(dice, export, "refund", "apply_credit", approved_by="")


@breaks("same-person")
def _(dice: Random, export: Export) -> None:
    some(dice, export, "issue", "refund", "apply_credit")["approved_by"] = dice.choice(
        ("A. Clerk", "a.  clerk", "A Clerk")
    )


@breaks("day-ahead")
def _(dice: Random, export: Export) -> None:
    event = some(dice, export, "receipt", "refund", "bank_charge", "payment_plan", "cost")
    event["value_date"] = dice.choice(("2024-06-02", "2030-01-01", "2199-12-31"))


def reversed_(dice: Random, export: Export, *kinds: str, **more: Any) -> Any:
    """Reverse an event of a kind that is not reversed yet; returns the new event."""
    gone = {each["body"]["event"] for each in export["events"] if each["kind"] == "reverse"}
    target = dice.choice(
        [each for each in export["events"] if each["kind"] in kinds and each["seq"] not in gone]
    )
    event = event_of(target)
    body = body_of(event)
    added(export, reversal_of(Known(event, body), rows_of(event, body).posting, "R"), **more)
    return export["events"][-1]


@breaks("reversal-target")
def _(dice: Random, export: Export) -> None:
    reversed_(dice, export, "issue", "reverse", "cost", "external_number")


@breaks("reversal-target")
def _(dice: Random, export: Export) -> None:
    seq = dice.choice((0, -1, 10**6, 2**63 - 1, len(export["events"]) + 1))
    added(export, Reverse(seq, "receipt", "R", (), *USD))


@breaks("reversal-twice")
def _(dice: Random, export: Export) -> None:
    event = copy.deepcopy(some(dice, export, "reverse"))
    export["events"].append(
        event | {"recorded_at": "2024-06-01T00:00:00Z", "seq": len(export["events"]) + 1}
    )


@breaks("reversal-contrary")
def _(dice: Random, export: Export) -> None:
    body = some(dice, export, "reverse")["body"]
    how = dice.randrange(4)
    if how == 0:
        body["contrary"][0]["amount"] += dice.choice((-1, 1, 100))
    elif how == 1:
        body["contrary"] = body["contrary"] * 2 if dice.random() < 0.5 else []
    elif how == 2:
        body["contrary"][0]["state"] = "SWE"
    else:
        body["kind"] = "refund"


@breaks("reversal-rests")
def _(dice: Random, export: Export) -> None:
    rests = [each["body"]["receipt"] for each in export["events"] if each["kind"] == "identify"]
    event = event_of(export["events"][dice.choice(rests) - 1])
    body = body_of(event)
    added(export, reversal_of(Known(event, body), rows_of(event, body).posting, "R"))


def receipt(
    state: str = "SWE", meeting: str = "msp12", amount: int = 500, money: tuple[str, int] = USD
) -> Receipt:
    return Receipt("R", "", "", amount, *money, (Part(state, meeting, "received", amount),))


@breaks("currency")
def _(dice: Random, export: Export) -> None:
    money = dice.choice((("EUR", 2), ("CHF", 2), ("JPY", 0), ("KWD", 3)))
    added(
        export,
        receipt(dice.choice(STATES), dice.choice(("msp10", "msp11", "msp12")), money=money),
        at=somewhere(dice, export),
    )


@breaks("currency")
def _(dice: Random, export: Export) -> None:
    some(dice, export, "receipt", "refund", "bank_charge", "identify")["body"][
        dice.choice(("decimals",))
    ] = dice.choice((0, 3))


@breaks("currency")
def _(dice: Random, export: Export) -> None:
    added(export, receipt("", "msp13", money=("XXX", 2)))


@breaks("currency")
def _(dice: Random, export: Export) -> None:
    added(export, Identify(9, "SWE", "msp13", "D", 100, "EUR", 2), "2024-03-04")


@breaks("amount")
def _(dice: Random, export: Export) -> None:
    amount = dice.choice((0, -1, -500, 10**15 + 1, 2**62))
    refund, write_off = (
        Refund("AUS", "msp12", "D", amount, *USD),
        WriteOff("SWE", "msp12", "D", amount, *USD),
    )
    body = dice.choice((receipt(amount=amount), refund, write_off))
    added(export, body, at=somewhere(dice, export))


@breaks("receipt-parts")
def _(dice: Random, export: Export) -> None:
    some(dice, export, "receipt")["body"]["amount"] += dice.choice((-1, 1, 10_000))


@breaks("receipt-parts")
def _(dice: Random, export: Export) -> None:
    part = dice.choice(
        (
            Part("SWE", "", "received", 500),
            Part("", "", "received", 500),
            Part("SWE", "msp12", "unidentified", 500),
            Part("", "msp12", "other_convention", 500),
            Part("SWE", "msp12", "assessed", 500),
            Part("SWE", "msp12", "refunded", 500),
        )
    )
    added(export, receipt()._replace(parts=(part,)), at=somewhere(dice, export))


@breaks("bank-line-twice")
def _(dice: Random, export: Export) -> None:
    lines = [
        each for each in export["events"] if each["kind"] == "receipt" and each["body"]["statement"]
    ]
    body = body_of(event_of(dice.choice(lines)))
    added(export, body, at=somewhere(dice, export))


@breaks("identify-beyond")
def _(dice: Random, export: Export) -> None:
    seq, held = dice.choice(((9, 70_000), (14, 30_025), (7, 0), (5, 0), (3, 0), (10**7, 0), (0, 0)))
    day = {9: "2024-03-04", 14: "2024-03-05"}.get(seq, "2024-03-02")
    added(export, Identify(seq, "SWE", "msp12", "D", held + dice.randint(1, 10**6), *USD), day)


@breaks("identify-place")
def _(dice: Random, export: Export) -> None:
    state, meeting, day = dice.choice(
        (("SWE", "", "2024-03-04"), ("", "msp12", "2024-03-04"), ("SWE", "msp12", "2024-03-09"))
    )
    added(export, Identify(9, state, meeting, "D", 100, *USD), day)


@breaks("refund-beyond")
def _(dice: Random, export: Export) -> None:
    at, state, meeting = (
        somewhere(dice, export),
        dice.choice(STATES),
        dice.choice(("msp11", "msp12")),
    )
    credit = max(0, -owed(export, state, meeting, at))
    added(export, Refund(state, meeting, "D", credit + dice.choice((1, 100, 10**9)), *USD), at=at)


@breaks("write-off-beyond")
def _(dice: Random, export: Export) -> None:
    at, state, meeting = (
        somewhere(dice, export),
        dice.choice(STATES),
        dice.choice(("msp11", "msp12")),
    )
    debt = max(0, owed(export, state, meeting, at))
    added(export, WriteOff(state, meeting, "D", debt + dice.choice((1, 100, 10**9)), *USD), at=at)


@breaks("credit-beyond")
def _(dice: Random, export: Export) -> None:
    """5,000 of Australia's credit were promised as a refund: what is left is less by that much."""
    credit = -owed(export, "AUS", "msp12", len(export["events"]) + 1) - 5_000
    amount, choice = credit + dice.randint(1, 5_000), dice.choice(("refund", "leave"))
    added(export, ApplyCredit("AUS", "msp12", choice, "", "D", amount, *USD))


@breaks("debt-beyond")
def _(dice: Random, export: Export) -> None:
    debt = max(0, owed(export, "AUS", "msp10", len(export["events"]) + 1))
    added(
        export,
        ApplyCredit("AUS", "msp12", "apply", "msp10", "D", debt + dice.randint(1, 1000), *USD),
    )


@breaks("credit-place")
def _(dice: Random, export: Export) -> None:
    choice, place = dice.choice(
        (("apply", ""), ("apply", "msp12"), ("refund", "msp11"), ("leave", "msp11"))
    )
    added(export, ApplyCredit("AUS", "msp12", choice, place, "D", 1, *USD))


@breaks("plan-days")
def _(dice: Random, export: Export) -> None:
    added(
        export,
        PaymentPlan("AUT", "msp12", date(2024, dice.randint(1, 5), 1), "D"),
        at=somewhere(dice, export),
        day="2024-06-01",
    )


@breaks("plan-days")
def _(dice: Random, export: Export) -> None:
    added(
        export,
        PaymentPlan("AUT", "msp12", date(dice.randint(2035, 2199), 1, 1), "D"),
        at=somewhere(dice, export),
    )


@breaks("plan-debt")
def _(dice: Random, export: Export) -> None:
    state, meeting = dice.choice(("CHL", "JPN", "PER")), dice.choice(("msp9", "msp13"))
    added(export, PaymentPlan(state, meeting, date(2024, 12, 31), "D"), at=somewhere(dice, export))


@breaks("number-twice")
def _(dice: Random, export: Export) -> None:
    number = f"ERP-{dice.randint(100, 999)}"
    for notice in ("CCM-AN-2024-0001", "CCM-AN-2024-0002"):
        added(export, ExternalNumber(notice, number))


@breaks("number-notice")
def _(dice: Random, export: Export) -> None:
    added(
        export,
        ExternalNumber(dice.choice(("CCM-AN-2024-9999", "OLD-1", "", "ccm-an-2024-0001")), "ERP-9"),
    )


def bill(export: Export, **more: Any) -> Opening:
    found = body_of(event_of(export["events"][0]))
    assert isinstance(found, Opening)
    return found._replace(**more)


@breaks("opening-twice")
def _(dice: Random, export: Export) -> None:
    added(export, bill(export, assessed=dice.randint(1, 10**6)), at=somewhere(dice, export))


@breaks("opening-issued")
def _(dice: Random, export: Export) -> None:
    added(
        export,
        bill(export, meeting=dice.choice(("msp11", "msp12")), external="OLD-9"),
        at=somewhere(dice, export),
    )


@breaks("opening-days")
def _(dice: Random, export: Export) -> None:
    pay_by, day = dice.choice(
        ((date(2022, 8, 31), "2024-01-31"), (date(2022, 12, 1), "2022-08-01"))
    )
    added(export, bill(export, external="OLD-9", pay_by=pay_by), day=day)


@breaks("cost-version")
def _(dice: Random, export: Export) -> None:
    found = body_of(event_of(some(dice, export, "cost")))
    assert isinstance(found, CostVersion)
    added(export, found)


def parts(dice: Random, export: Export) -> tuple[Any, Any]:
    """An issue and one of its meetings."""
    issue = some(dice, export, "issue")
    return issue, dice.choice(issue["body"]["meetings"])


@breaks("issue-days")
def _(dice: Random, export: Export) -> None:
    issue = some(dice, export, "issue")
    if dice.random() < 0.5:
        issue["body"]["pay_by"] = "2020-01-01"
    else:
        issue["value_date"] = "2024-01-15"


@breaks("issue-carried")
def _(dice: Random, export: Export) -> None:
    """The bills of msp10 become bills of a meeting that was issued."""
    meeting = dice.choice(("msp11", "msp12"))
    for each in export["events"][:2]:
        each["body"]["meeting"] = meeting


@breaks("issue-cost")
def _(dice: Random, export: Export) -> None:
    parts(dice, export)[1]["cost"]["status"] = dice.choice(("illustrative", "given", "", "final"))


@breaks("issue-cost")
def _(dice: Random, export: Export) -> None:
    last = [each for each in export["events"] if each["kind"] == "issue"][-1]
    last["body"]["meetings"][0]["cost"] |= dice.choice(
        ({"version": 1}, {"version": 3}, {"status": "estimate"})
    )


@breaks("issue-cost")
def _(dice: Random, export: Export) -> None:
    """The version that was recorded says another amount."""
    some(dice, export, "cost")["body"]["amount"] += dice.choice((1, -1, 10_000_000))


@breaks("issue-cost")
def _(dice: Random, export: Export) -> None:
    """An issue for nothing."""
    issues = [each["body"] for each in export["events"] if each["kind"] == "issue"]
    dice.choice(issues[:-1])["meetings"][0]["cost"]["amount"] = 0


@breaks("issue-cost")
def _(_: Random, export: Export) -> None:
    """A settlement on what is no actual cost, and on a version before that of the last issue."""
    last = [each["body"] for each in export["events"] if each["kind"] == "issue"][-1]
    last["meetings"][0]["cost"] |= {"status": "revised_estimate", "version": 1}


@breaks("issue-list")
def _(dice: Random, export: Export) -> None:
    issue = dice.choice([each for each in export["events"] if each["kind"] == "issue"][:2])
    issue["body"]["control"]["answers"] = ["--parties-first"]


@breaks("issue-list")
def _(dice: Random, export: Export) -> None:
    last = [each for each in export["events"] if each["kind"] == "issue"][-1]
    last["body"]["meetings"][0]["list"]["status"] = "expected"
    last["body"]["control"] = {"answers": ["--on-expected-list"]}


@breaks("issue-rule")
def _(dice: Random, export: Export) -> None:
    issue = dice.choice([each for each in export["events"] if each["kind"] == "issue"][2:])
    rule = issue["body"]["meetings"][0]["rule"]
    rule["text"] += (
        f"share_decimals = {dice.randint(0, 12)}\n" if dice.random() < 0.5 else 'floor = "0.001"\n'
    )
    rule["sha256"] = hashlib.sha256(rule["text"].encode()).hexdigest()


@breaks("issue-details")
def _(dice: Random, export: Export) -> None:
    issue = dice.choice([each for each in export["events"] if each["kind"] == "issue"][1:])
    issue["body"]["payment_details"]["account"] = "CH99 9999 9999"


def shift(dice: Random, lines: list[Any], key: str = "amount") -> None:
    one, other = dice.sample(lines, 2)
    by = dice.choice((1, 100, 12_345))
    one[key] += by
    other[key] -= by


@breaks("issue-basis")
def _(dice: Random, export: Export) -> None:
    shift(dice, parts(dice, export)[1]["lines"], dice.choice(("amount", "rounding", "rate")))


@breaks("issue-basis")
def _(dice: Random, export: Export) -> None:
    """Amounts and notices shifted alike: shares and rates contradict both."""
    issue = next(each for each in export["events"] if each["kind"] == "issue")
    one, other = dice.sample(issue["body"]["notices"], 2)
    lines = {line["state"]: line for line in issue["body"]["meetings"][0]["lines"]}
    for notice, by in ((one, 500), (other, -500)):
        lines[notice["state"]]["amount"] += by
        for key in ("after", "amount"):
            notice["lines"][0][key] += by


@breaks("issue-basis")
def _(dice: Random, export: Export) -> None:
    part = parts(dice, export)[1]
    how = dice.randrange(5)
    if how == 4:
        part["residual"] = dice.choice((-1, 1, 100))
    elif how == 0:
        part["cost"]["amount"] += dice.choice((-1, 1, 10_000))
    elif how == 1:
        part["lines"][0]["share"] = dice.choice(("1/3", "0/1", "x", "1/0", ""))
    elif how == 2:
        part["rule"]["sha256"] = "0" * 64
    else:
        del part["lines"][dice.randrange(len(part["lines"]))]


@breaks("issue-basis")
def _(dice: Random, export: Export) -> None:
    """What was frozen cannot be computed, or is not the text of its hash."""
    part = parts(dice, export)[1]
    if dice.random() < 0.3:
        part["rule"]["text"] += "# another text"
        return
    part["rule"]["text"] = dice.choice(("", "floor = ", "[", "base = 'shoe size'\n"))
    part["rule"]["sha256"] = hashlib.sha256(part["rule"]["text"].encode()).hexdigest()


@breaks("issue-notices")
def _(dice: Random, export: Export) -> None:
    issue = dice.choice([each for each in export["events"] if each["kind"] == "issue"][:3])
    notices = [each for each in issue["body"]["notices"] if each["kind"] != "credit"]
    lines = [line for notice in notices for line in notice["lines"]]
    how = dice.randrange(5)
    if how == 0:
        shift(dice, lines)
    elif how == 1:
        dice.choice(lines)["before"] += 1
    elif how == 2:
        dice.choice(lines)["adjusts"] = "CCM-AN-2024-0777"
    elif how == 3:
        line = dice.choice(lines)
        line["first"] = not line["first"]
    else:
        notice = dice.choice(notices)
        notice["kind"] = "further_notice" if notice["kind"] == "notice" else "notice"


@breaks("issue-documents")
def _(dice: Random, export: Export) -> None:
    notice = dice.choice(some(dice, export, "issue")["body"]["notices"])
    notice["documents"] = dice.choice(
        ({}, {"2024/CCM-AN-2024-0777-SWE-en.pdf": "0" * 64}, {"2023/x.pdf": "0" * 64})
    )


@breaks("issue-numbers")
def _(dice: Random, export: Export) -> None:
    notice = some(dice, export, "issue")["body"]["notices"][-1]
    how = dice.randrange(4)
    if how == 0:
        notice["serial"] += dice.choice((-1, 1, 500))
    elif how == 1:
        notice["number"] = dice.choice(
            ("CCM-AN-2024-0777", "CCM-AN-2024-1", "", "XXX-AN-2024-0001", "CCM-AN-2025-0001")
        )
    elif how == 2:
        notice["year"] = dice.choice((2023, 2025))
    else:
        notice["number"] = "NPT" + notice["number"][3:]


def journal_again(dice: Random, export: Export) -> Any:
    """A journal that was handed over, and its own number."""
    event = some(dice, export, "handed_over")
    return event["body"], event["seq"]


@breaks("hand-over-order")
def _(dice: Random, export: Export) -> None:
    body, _ = journal_again(dice, export)
    body["first"] += dice.choice((-1, 1, 2))


@breaks("hand-over-order")
def _(dice: Random, export: Export) -> None:
    body, seq = journal_again(dice, export)
    added(export, HandedOver(body["first"], body["last"], {}, {}, ""), at=seq + 1)


@breaks("hand-over-end")
def _(dice: Random, export: Export) -> None:
    body, seq = journal_again(dice, export)
    body["last"] = dice.choice((seq, seq + 1, 10**6, 0))


@breaks("reversal-rests")
def _(dice: Random, export: Export) -> None:
    body, seq = journal_again(dice, export)
    added(export, HandedOver(body["last"] + 1, seq, {}, {}, ""))
    added(export, Reverse(seq, "handed_over", "R", (), "", 0))


@breaks("second-person")
def _(dice: Random, export: Export) -> None:
    _, seq = journal_again(dice, export)
    added(export, Reverse(seq, "handed_over", "R", (), "", 0), approved_by="")


def forged(rule: str, dice: Random, export: Export) -> Export:
    """A copy of an export in which one rule is broken."""
    found = json.loads(json.dumps(export))
    dice.choice(FORGERIES[rule])(dice, found)
    return dict(found)
