"""`issue` and `settle`: a calculation becomes a bill. Compare, number, render, record, commit; then move."""

from __future__ import annotations

from typing import NamedTuple

from ccmcost.accounts.books import Books, Clerk
from ccmcost.accounts.notices_folder import finish_moves, recover, stage
from ccmcost.errors import TieOutError
from ccmcost.ledger import bodies
from ccmcost.ledger.bodies import Control, Decision, Draft, Issue, NoticeKind
from ccmcost.ledger.numbers import next_serials, notice_number
from ccmcost.ledger.queries import charged, last_issue, last_notices
from ccmcost.model.assessment import Apportionment
from ccmcost.model.books import Event
from ccmcost.model.money import Money
from ccmcost.workflow.issue_checks import Billing, billings, check_order, check_payment_details, minimum_of
from ccmcost.workflow.issue_freeze import frozen, same_basis
from ccmcost.workflow.issue_guard import back_up_before_issue, check_notices_folder, refuse_existing
from ccmcost.workflow.issue_order import IssueOrder
from ccmcost.workflow.issue_run import IssueRun, NewNotice, NoticeLine


class Issued(NamedTuple):
    """What came of it; `event` is None if nothing had changed since the last issue."""

    event: Event | None
    last: Event | None
    meetings: tuple[str, ...]
    notices: tuple[NewNotice, ...]
    currency: Money
    remarks: tuple[str, ...]
    files: tuple[str, ...]


def issue(desk: Books, order: IssueOrder, clerk: Clerk) -> Issued:
    """Issue what has changed since the last issue: everything the first time, differences later, nothing without change.

    Raises UsageError where the order breaks a rule of the office, DataError for bad data; then nothing was issued.
    """
    check_order(order, clerk)
    try:
        outcome = _issue(desk, order, clerk)
    except Exception:
        finish_moves(desk.ledger, desk.workspace.notices, wait=0)  # removes what was staged for nothing
        raise
    finish_moves(desk.ledger, desk.workspace.notices)
    return outcome


def _issue(desk: Books, order: IssueOrder, clerk: Clerk) -> Issued:
    with desk.ledger.writing(clerk.name, f"issue {order.name}"):
        recover(desk.ledger, desk.workspace.notices)
        remarks = check_notices_folder(desk)
        found = billings(desk, order)
        issuer = check_payment_details(desk, found, order)
        last = last_issue(desk.ledger, found[0].meeting)
        money = found[0].result.cost.total
        if all(_unchanged(desk, each) for each in found):
            outcome = Issued(None, last.event if last else None, _ids(found), (), money, (), ())
        else:
            notices = _notices(desk, found, order, minimum_of(issuer, money))
            run = IssueRun(order, found, notices, issuer, desk)
            event, files = _record(run, clerk)
            outcome = Issued(event, None, _ids(found), notices, money, _remarks(found) + remarks, files)
    return outcome


def _ids(found: tuple[Billing, ...]) -> tuple[str, ...]:
    return tuple(each.meeting for each in found)


def _remarks(found: tuple[Billing, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(remark for each in found for remark in each.remarks))


def _unchanged(desk: Books, billing: Billing) -> bool:
    last = last_issue(desk.ledger, billing.meeting)
    if last is None or billing.differences:
        return False
    return same_basis(last.part, frozen(billing.result))


def _notices(desk: Books, found: tuple[Billing, ...], order: IssueOrder, minimum: int) -> tuple[NewNotice, ...]:
    """One notice per State with its charges, one with its credits: they are never netted, also within a group."""
    lines: dict[tuple[str, bool], list[NoticeLine]] = {}
    for billing in found:
        before, known = charged(desk.ledger, billing.meeting), last_notices(desk.ledger, billing.meeting)
        for difference in billing.differences:
            code = difference.code
            line = NoticeLine(billing.meeting, difference, code not in before, known.get(code, ""))
            lines.setdefault((code, difference.amount < 0), []).append(line)
    serials = next_serials(desk.ledger, order.issued_on.year)
    made = []
    for (code, is_credit), own in sorted(lines.items()):
        serial = next(serials)
        kind: NoticeKind = "credit" if is_credit else "notice" if all(line.first for line in own) else "further_notice"
        small = sum(abs(line.difference.amount) for line in own) < minimum and not any(_whole(line) for line in own)
        number = notice_number(desk.convention.prefix, order.issued_on.year, serial)
        made.append(NewNotice(number, order.issued_on.year, serial, code, kind, tuple(own), small))
    return tuple(made)


def _whole(line: NoticeLine) -> bool:
    return line.difference.kind in ("first", "full_credit")


def _record(run: IssueRun, clerk: Clerk) -> tuple[Event, tuple[str, ...]]:
    from ccmcost.workflow.issue_documents import documents

    desk, order = run.desk, run.order
    back_up_before_issue(desk)
    made = documents(run)
    files = made.files
    refuse_existing(desk.workspace.notices, files)
    hashes = stage(desk.workspace.notices, files)
    owned = {number: {name: hashes[name] for name in own} for number, own in made.notices.items()}
    annexes = {name: hashes[name] for name in made.annexes}
    event = desk.record(Draft(body_of(run, owned, annexes), order.issued_on, order.approved_by), clerk)
    for billing in run.billings:
        _tie_out(desk, billing.result)
    return event, tuple(sorted(files))


def body_of(run: IssueRun, owned: dict[str, dict[str, str]], annexes: dict[str, str]) -> Issue:
    """What an issue freezes: decision, basis and amounts of each meeting, and every notice with its documents' hashes."""
    total, order = run.billings[0].result.cost.total, run.order
    source = run.issuer.source
    return Issue(
        order="settle" if order.settle else "issue",
        decision=Decision(*order.decision),
        issued_on=order.issued_on,
        pay_by=order.pay_by,
        currency=total.currency,
        decimals=total.decimals,
        payment_details=dict(run.issuer.bank),
        issuer_sha256=source.sha256 if source else "",
        meetings=tuple(frozen(billing.result) for billing in run.billings),
        notices=tuple(_notice_body(each, owned.get(each.number, {})) for each in run.notices),
        annexes=annexes,
        control=Control(answers=order.answers),
    )


def _notice_body(notice: NewNotice, documents: dict[str, str]) -> bodies.Notice:
    lines = tuple(
        bodies.NoticeLine(
            meeting=line.meeting,
            before=line.difference.before,
            after=line.difference.after,
            amount=line.difference.amount,
            first=line.first,
            adjusts=line.adjusts,
        )
        for line in notice.lines
    )
    place = (notice.number, notice.year, notice.serial, notice.state)
    return bodies.Notice(*place, notice.kind, notice.posted_only, lines, documents)


def _tie_out(desk: Books, result: Apportionment) -> None:
    assert result.meeting is not None
    now = {code: amount for code, amount in charged(desk.ledger, result.meeting.id).items() if amount}
    wanted = {line.code: line.amount for line in result.assessment.lines if line.amount}
    if now != wanted or sum(now.values()) != result.cost.total.minor:
        raise TieOutError(f"notices of {result.meeting.id} do not sum to its cost; nothing was issued.")
