"""What an issue must be: amounts that follow from what it froze,
notices from what was charged before, numbers in order.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import cast

from ccmcost.calc.assess import assess_or_nothing
from ccmcost.calc.change import differences
from ccmcost.errors import DataError
from ccmcost.ledger.bodies import Issue, Notice, NoticeLine
from ccmcost.ledger.codec import Body
from ccmcost.ledger.frozen import FrozenLine, FrozenMeeting
from ccmcost.ledger.queries import Billed
from ccmcost.ledger.rules.books import BooksBefore, Broken
from ccmcost.load.rules import rule_as_issued, same_formula
from ccmcost.model.assessment import Payer
from ccmcost.model.books import Event
from ccmcost.model.money import Money
from ccmcost.model.rates import Rate, fraction_text
from ccmcost.model.states import Role

_NUMBER = re.compile(r"(.+)-AN-([0-9]{4})-([0-9]{4,})")


def check(books: BooksBefore, event: Event, body: Body) -> Iterator[Broken]:
    """Every rule on issues."""
    if not isinstance(body, Issue):
        return
    if event.value_date != body.issued_on.isoformat() or body.pay_by < body.issued_on:
        yield Broken(
            "issue-days", f"--pay-by: {body.pay_by} lies before the day of issue, {body.issued_on}."
        )
    for part in body.meetings:
        yield from _meeting(books, body, part)
        yield from _basis(body, part)
    yield from _notices(books, body)
    yield from _numbers(books, body)
    last = books.last_of_all()
    if last is not None and last.payment_details != body.payment_details:
        yield from _unless(
            body,
            "--new-payment-details",
            "issue-details",
            "payment details changed since the last issue.",
        )


def _unless(body: Issue, answer: str, rule: str, text: str) -> Iterator[Broken]:
    """A rule that an answer on the command line, recorded with the issue, lifts."""
    if answer not in body.control.answers:
        yield Broken(rule, f"{text} If it is meant, say {answer}.")


def _meeting(books: BooksBefore, body: Issue, part: FrozenMeeting) -> Iterator[Broken]:
    """What is issued, on what cost, list and rule, and how that follows the last issue of the
    meeting.
    """
    meeting, cost, last = part.meeting, part.cost, books.last_issue(part.meeting)
    if books.is_carried_over(meeting):
        yield Broken(
            "issue-carried",
            f"{meeting}: its bills were carried over from before ccmcost; they are never issued "
            "again.",
        )
    if cost.status not in ("estimate", "revised_estimate", "actual"):
        yield Broken(
            "issue-cost", f"the cost of {meeting} is {cost.status}: nothing is billed on it."
        )
    total, recorded = (
        Money(cost.amount, part.currency or body.currency, body.decimals),
        books.recorded_cost(meeting, cost.version),
    )
    if recorded is not None and recorded != total:
        yield Broken(
            "issue-cost",
            f"version {cost.version} of the cost of {meeting} was recorded as {recorded}, and is "
            f"{total} now. Versions are never overwritten: restore costs.toml, then use cost set.",
        )
    if cost.amount == 0 and body.order != "settle":
        yield Broken(
            "issue-cost",
            f"the cost of {meeting} is nothing: what was billed is credited by ccmcost settle.",
        )
    if body.order == "settle" and (cost.status != "actual" or last is None):
        yield Broken("issue-cost", f"{meeting} is settled on an actual cost, after an issue.")
    if part.on_expected_list:
        yield from _unless(
            body,
            "--on-expected-list",
            "issue-list",
            f"the list of {meeting} is expected, not official.",
        )
    if last is not None:
        yield from _since(body, part, last)


def _since(body: Issue, part: FrozenMeeting, last: Billed) -> Iterator[Broken]:
    meeting, cost, before = part.meeting, part.cost, last.part
    if cost.version < before.cost.version:
        yield Broken(
            "issue-cost", f"{meeting} was issued on version {before.cost.version} of its cost."
        )
    if cost.version == before.cost.version and cost.amount != before.cost.amount:
        yield Broken(
            "issue-cost",
            f"version {cost.version} of the cost of {meeting} was issued with another amount.",
        )
    if not same_formula((before.rule.id, before.rule.text), (part.rule.id, part.rule.text)):
        yield from _unless(
            body,
            "--change-rule",
            "issue-rule",
            f"{meeting} was issued by another rule, {before.rule.id}.",
        )
    if before.list.status == "official" and part.list.status == "expected":
        yield Broken("issue-list", f"{meeting} was issued on its official list.")


def _basis(body: Issue, part: FrozenMeeting) -> Iterator[Broken]:
    """The lines are those that rule, rates and cost give, computed again."""
    where = f"the amounts of {part.meeting}"
    if part.rule.sha256 != hashlib.sha256(part.rule.text.encode()).hexdigest():
        yield Broken("issue-basis", f"{where}: the rule's text does not match its hash.")
    if sum(line.amount for line in part.lines) + part.residual != part.cost.amount:
        yield Broken("issue-basis", f"{where} do not sum to its cost.")
    try:
        wrong = _computed(body, part) != tuple(_essence(line) for line in part.lines)
    except (DataError, ValueError, ZeroDivisionError) as error:
        yield Broken("issue-basis", f"{where} cannot be computed again: {error}")
        return
    if wrong:
        yield Broken("issue-basis", f"{where} are not those that its rule, rates and cost give.")


def _essence(line: FrozenLine) -> tuple[str, str, str, int, int]:
    return line.state, line.share, line.kind, line.amount, line.rounding


def _computed(body: Issue, part: FrozenMeeting) -> tuple[tuple[str, str, str, int, int], ...]:
    total = Money(part.cost.amount, part.currency or body.currency, body.decimals)
    payers = [_payer(line) for line in part.lines]
    rule = rule_as_issued(part.rule.id, part.rule.text)
    result = assess_or_nothing(payers, rule, total)
    return tuple(
        (line.code, fraction_text(line.share.value), line.share.kind, line.amount, line.rounding)
        for line in result.lines
    )


def _payer(line: FrozenLine) -> Payer:
    rate = Rate(line.rate, "", "") if line.rate_basis else None
    return Payer(
        line.state, cast("Role | None", line.role or None), rate, line.kind == "ldc_ceiling"
    )


def _notices(books: BooksBefore, body: Issue) -> Iterator[Broken]:
    """Each State's charges on one notice and its credits on another,
    for exactly what changed since the last issue.
    """
    wanted: dict[tuple[str, bool], list[NoticeLine]] = {}
    for part in body.meetings:
        before, known = books.charged(part.meeting), books.last_notices(part.meeting)
        for each in differences(before, {line.state: line.amount for line in part.lines}):
            adjusts, first = known.get(each.code, ""), each.code not in before
            line = NoticeLine(part.meeting, each.before, each.after, each.amount, first, adjusts)
            wanted.setdefault((each.code, each.amount < 0), []).append(line)
    found = [(notice.state, notice.kind == "credit", notice.lines) for notice in body.notices]
    if found != [(*key, tuple(lines)) for key, lines in sorted(wanted.items())]:
        yield Broken(
            "issue-notices",
            "the notices are not what the amounts and the notices before them ask for.",
        )
    for notice in body.notices:
        kind = "notice" if all(line.first for line in notice.lines) else "further_notice"
        if notice.kind not in ("credit", kind):
            yield Broken(
                "issue-notices", f"{notice.number} is called a {notice.kind}, but it is a {kind}."
            )
        yield from _documents(notice)


def _documents(notice: Notice) -> Iterator[Broken]:
    if notice.posted_only == bool(notice.documents):
        yield Broken(
            "issue-documents", f"{notice.number}: a notice has a document unless it is only posted."
        )
    if any(not file.startswith(f"{notice.year}/{notice.number}") for file in notice.documents):
        yield Broken("issue-documents", f"{notice.number}: its document bears another number.")


def _numbers(books: BooksBefore, body: Issue) -> Iterator[Broken]:
    """Numbers of the year of issue, without gaps, all with the same prefix."""
    serial = books.last_serial(body.issued_on.year)
    prefixes = set()
    for notice in body.notices:
        serial += 1
        match = _NUMBER.fullmatch(notice.number)
        prefixes.add(match[1] if match else "")
        year, spelled = body.issued_on.year, (match[2], match[3]) if match else None
        if (notice.year, notice.serial) != (year, serial) or spelled != (
            str(year),
            f"{serial:04d}",
        ):
            yield Broken(
                "issue-numbers",
                f"{notice.number} is not the next number of {year}, which is {serial:04d}.",
            )
    if len(prefixes) > 1:
        yield Broken("issue-numbers", "the numbers of one issue do not begin alike.")
