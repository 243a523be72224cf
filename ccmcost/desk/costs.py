"""Costs of meetings: versions that are never overwritten,
set by a person or taken in from an estimate with its lines.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple, cast

from ccmcost.accounts.books import Books, Clerk, clean, money_option
from ccmcost.calc.rounding import half_up
from ccmcost.desk.answers import account_file, need_closed
from ccmcost.errors import UsageError
from ccmcost.intake.account import Account, Unsettled
from ccmcost.intake.belonging import sought_of
from ccmcost.intake.cost_columns import Wanted
from ccmcost.intake.cost_documents import cost_sheets
from ccmcost.intake.costs import read_estimate
from ccmcost.intake.found import Marker
from ccmcost.ledger.bodies import CostVersion
from ccmcost.ledger.codec import Draft
from ccmcost.ledger.standing import standing
from ccmcost.load.data import Data
from ccmcost.load.document import in_brackets
from ccmcost.load.reader import text_of
from ccmcost.model.books import Event
from ccmcost.model.meeting import Cost, CostLine, CostStatus, Meeting, faults_of
from ccmcost.model.money import LARGEST_TOTAL, Money, decimals_of, no_currency, scaled_text
from ccmcost.model.source import SourceFile
from ccmcost.near import one_of
from ccmcost.sharing.request import find_meeting, sum_option
from ccmcost.text import printable
from ccmcost.words.numbers import day as day_in_words
from ccmcost.words.speaker import english
from ccmcost.words.status import words
from ccmcost.workspace import Workspace

STATUSES = ("estimate", "revised_estimate", "actual")


class CostWish(NamedTuple):
    """A cost as the command line says it; no currency means that of the convention."""

    status: str
    amount: str
    currency: str | None
    source: str
    adopted_on: date


class Version(NamedTuple):
    """A version of a cost, the event that recorded it (None if it said the same before), and the
    version before.
    """

    cost: Cost
    event: Event | None
    before: Cost | None = None


def set_cost(desk: Books, meeting: str, wish: CostWish, clerk: Clerk) -> Version:
    """Add a version of the cost of a meeting; returns it.
    Raises UsageError for a wrong status, amount or currency.
    """
    meeting = desk.meeting(meeting)
    return add_version(desk, meeting, _cost(desk, meeting, wish), clerk)


def wish_in_words(desk: Books, meeting: str, wish: CostWish) -> str:
    """What was understood of a wish, for whoever is to say yes to it. Raises UsageError."""
    meeting = desk.meeting(meeting)
    told = f"{meeting}: {cost_in_words(_cost(desk, meeting, wish))}"
    return "\n  ".join(filter(None, (told, other_currency(desk, meeting, wish.currency))))


def other_currency(desk: Books, meeting: str, currency: str | None) -> str:
    """That a cost is in another currency than the folder bills its meeting in; empty if it is
    not.
    """
    usual = desk.meetings[desk.meeting(meeting)].currency
    if currency in (None, usual):
        return ""
    return f"This folder bills {desk.meeting(meeting)} in {usual}; this cost is in {currency}."


def _cost(desk: Books, meeting: str, wish: CostWish) -> Cost:
    """What a wish says of a meeting, not numbered yet."""
    status = _status(wish.status)
    currency = wish.currency or desk.meetings[meeting].currency
    money = total_option(wish.amount, currency, status)
    return Cost(money, status, clean(wish.source, "--source"), 0, wish.adopted_on)


def cost_in_words(cost: Cost) -> str:
    """A version of a cost that a person set: status, sum, document and day."""
    assert cost.adopted_on is not None
    status, day = words(cost.status), day_in_words(cost.adopted_on)
    return english()("cost_adopted", status=status, cost=cost, day=day)


def total_option(amount: str, currency: str, status: str) -> Money:
    """A total as it was typed: a meeting may have cost nothing, but no estimate is nothing.
    Raises UsageError.
    """
    money = sum_option(amount, currency, "--amount")
    if money.minor or status != "actual":
        return money_option(amount, currency, "--amount")
    return money


def _status(text: str) -> CostStatus:
    return cast(CostStatus, one_of(text, STATUSES, "--status"))


def add_version(
    desk: Books,
    meeting: str,
    cost: Cost,
    clerk: Clerk,
    lines: Sequence[CostLine] = (),
    next_to: int = -1,
    account: Account | None = None,
) -> Version:
    """Record a version, write it and keep the account of its document, all or nothing; returns it
    with its number. No earlier one is touched.

    A total that says word for word what the last version says is that version: nothing is recorded
    but that, if it was not, as where a version was written when its recording was cut short.
    `next_to` is the version that the caller saw last; UsageError if another one was added since.
    """
    with desk.writing(clerk, f"cost set {meeting}"):
        data = Data(desk.workspace)
        versions = data.checked(data.costs).get(meeting, ())
        last = versions[-1].version if versions else 0
        if next_to not in (-1, last):
            raise UsageError(
                f"version {last} of the cost of {meeting} was added meanwhile. Look at it, then "
                "try again."
            )
        repeated = bool(versions) and cost._replace(version=last) == versions[-1]
        recorded = repeated and _recorded(desk, meeting, last)
        if recorded and not lines:
            return Version(versions[-1], None)
        known = data.checked(data.cost_lines(meeting)).get(last, ()) if lines else ()
        is_written = repeated and not recorded and tuple(lines) == tuple(known)
        cost = cost._replace(version=last if is_written else last + 1)
        about = (meeting, cost.version, cost.status, cost.source, *cost.total, cost.adopted_on)
        event = desk.record(Draft(CostVersion(*about, tuple(lines)), clerk.now.date()), clerk)
        path = desk.workspace.writable_data() / "costs.toml"
        files = desk.ledger.files
        if not is_written:
            files[path] = _with_cost(data, meeting, cost, lines)
            desk.ledger.made_from[path] = data.stands("costs.toml")
        if account is not None:
            files |= account_file(desk.workspace, account, f"cost-{meeting}-{cost.version}")
    earlier = versions[:-1] if is_written else versions
    return Version(cost, event, earlier[-1] if earlier else None)


def _recorded(desk: Books, meeting: str, version: int) -> bool:
    recorded = (body[:2] for _, body in standing(desk.ledger, CostVersion))
    return (meeting, version) in recorded


def _with_cost(data: Data, meeting: str, cost: Cost, lines: Sequence[CostLine]) -> bytes:
    """The file with one more table at its end; what stands in it, comments too, stays as it is."""
    import tomlkit

    source = data.file("costs.toml")
    text = data.checked(text_of(source, data.findings) if source else "")
    values: dict[str, Any] = {
        "meeting": meeting,
        "version": cost.version,
        "status": cost.status,
        "amount": cost.total.plain(),
        "currency": cost.total.currency,
        "adopted_on": cost.adopted_on,
        "source": cost.source,
    }
    table = tomlkit.table()
    table.update({key: value for key, value in values.items() if value is not None})
    if lines:
        table["lines"] = rows = tomlkit.array().multiline(True)
    for line in lines:
        row = tomlkit.inline_table()
        amount = scaled_text(line.amount, cost.total.decimals)
        row.update({"item": line.item, "kind": line.kind, "amount": amount})
        row.update({"percent": line.percent, "base": line.base} if line.percent else {})
        rows.append(row)
    addition, tables = tomlkit.document(), tomlkit.aot()
    tables.append(table)
    addition["cost"] = tables
    whole = text.rstrip("\n") + "\n\n" + addition.as_string().strip("\n") + "\n"
    try:
        tomllib.loads(whole)
    except ValueError:
        raise in_brackets("costs.toml", "cost") from None
    return whole.encode()


class CostRequest(NamedTuple):
    """The options of `import costs`; `source` is the file as it was read."""

    meeting: str
    source: SourceFile
    status: str | None = None
    currency: str | None = None
    adopted_on: date | None = None
    document: str | None = None
    column: str | None = None
    total: str | None = None


class CostProposal(NamedTuple):
    """A new version of a meeting's cost, with the one in use before it."""

    meeting: Meeting
    cost: Cost
    lines: tuple[CostLine, ...]
    before: Cost | None
    said: tuple[str, ...]
    account: Account
    doubt: str


class CostLines(NamedTuple):
    """The lines of one version of a meeting's cost; `faults` is what does not hold among them."""

    meeting: Meeting
    cost: Cost
    lines: tuple[CostLine, ...]
    faults: tuple[str, ...]


def propose_cost(workspace: Workspace, request: CostRequest) -> CostProposal:
    """The estimate of a file, checked to its printed total.
    Raises UsageError or DataError with all findings.
    """
    data = Data(workspace)
    meeting = find_meeting(data, request.meeting)
    status = _status(request.status or "estimate")
    currency = request.currency or meeting.currency
    decimals = decimals_of(currency)
    if decimals is None:
        raise UsageError(f"--currency: {no_currency(printable(currency))}")
    versions = data.costs.get(meeting.id, ())
    source, findings = request.source, data.findings
    account = Account(Marker(source.shown, findings), of_states=False)
    sought = sought_of(meeting, data.meetings, data.convention)
    named = request.currency is not None
    wanted = Wanted(currency, named, sought, request.status or "", request.column)
    sheets = cost_sheets(source, findings)
    estimate = read_estimate(sheets, wanted, account, half_up) if sheets else None
    if estimate is None and not findings.errors:
        message = "no table with a column of items, one of sums and a row named Total was found."
        findings.error("document-empty", message, source.shown)
    elif estimate is not None and not findings.errors and not 0 < estimate.total <= LARGEST_TOTAL:
        message = f"the total is not between 1 and 10^15 minor units of {currency}."
        findings.error("total-range", message, source.shown)
    if findings.errors or not account.is_closed:
        raise Unsettled(findings.errors, account)
    assert estimate is not None
    total = Money(estimate.total, estimate.currency, decimals)
    said = request.total
    if said is not None and sum_option(said, total.currency, "--total") != total:
        raise UsageError(
            f"--total: the document gives {total}, not {printable(said)}. Nothing was written."
        )
    document = f"{request.document}, " if request.document else ""
    words = f"{document}{source.name}, SHA-256 {source.sha256}"
    version = max((cost.version for cost in versions), default=0) + 1
    return CostProposal(
        meeting,
        Cost(total, status, words, version, request.adopted_on),
        estimate.lines,
        versions[-1] if versions else None,
        estimate.column.said,
        account,
        "" if said is not None else _doubt(total, meeting, data),
    )


def _doubt(total: Money, meeting: Meeting, data: Data) -> str:
    """Why the sum must be confirmed: it is beyond twice or below half of the cost before,
    if that one was real; else of the last one of a meeting of its kind.
    """
    day = meeting.day
    alike = [
        each
        for each in data.meetings.values()
        if each.kind == meeting.kind and each.day and day and each.day < day
    ]
    alike.sort(key=lambda each: str(each.day), reverse=True)
    found = (
        (cost.total, "the cost before" if each is meeting else f"the cost of {each.id}")
        for each in (meeting, *alike)
        for cost in reversed(data.costs.get(each.id, ()))
        if cost.status != "illustrative"
    )
    last, what = next(found, (total, ""))
    if last.currency != total.currency:
        return ""
    if total.minor > 2 * last.minor:
        how = "more than twice"
    elif 2 * total.minor < last.minor:
        how = "less than half of"
    else:
        return ""
    return f"{total} is {how} {what}, {last}. If it is right: --total {total.plain()}."


def write_cost(desk: Books, proposal: CostProposal, clerk: Clerk) -> Cost:
    """Record the version, add it to costs.toml and keep the account.
    Raises UsageError if another one was added since.
    """
    if proposal.doubt:
        raise UsageError(proposal.doubt)
    need_closed(proposal.account.is_closed)
    meeting, cost, lines = proposal[:3]
    before = cost.version - 1
    return add_version(desk, meeting.id, cost, clerk, lines, before, proposal.account).cost


def cost_lines(workspace: Workspace, meeting_id: str, version: int | None) -> CostLines:
    """The lines of a version of a meeting's cost (the last by default).
    Raises UsageError if there is none.
    """
    data = Data(workspace)
    meeting = find_meeting(data, meeting_id)
    versions = data.costs.get(meeting.id, ())
    lines = data.checked(data.cost_lines(meeting.id))
    cost = next((cost for cost in reversed(versions) if version in (None, cost.version)), None)
    if cost is None:
        known = ", ".join(str(each.version) for each in versions) or "none"
        raise UsageError(f"{meeting.name} has no such version of its cost. Versions: {known}.")
    found = lines.get(cost.version, ())
    return CostLines(meeting, cost, found, faults_of(found, cost.total.minor) if found else ())
