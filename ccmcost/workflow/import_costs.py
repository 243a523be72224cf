"""A cost estimate is taken in: read, check to its printed total, record it and add it to costs.toml as a new version."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ccmcost.accounts.books import Books, Clerk
from ccmcost.calc.rounding import half_up
from ccmcost.errors import UsageError
from ccmcost.intake.account import Account, Unsettled
from ccmcost.intake.belonging import sought_of
from ccmcost.intake.cost_columns import Wanted
from ccmcost.intake.cost_documents import cost_sheets
from ccmcost.intake.costs import read_estimate
from ccmcost.intake.found import Marker
from ccmcost.load.data import Data
from ccmcost.model.cost_lines import CostLine, faults_of
from ccmcost.model.currency import decimals_of, no_currency
from ccmcost.model.meeting import Cost, Meeting
from ccmcost.model.money import LARGEST_TOTAL, Money
from ccmcost.model.source import SourceFile
from ccmcost.sharing.request import find_meeting, printable, sum_option
from ccmcost.workflow.cost_set import STATUSES, add_version
from ccmcost.workflow.kept_account import keep_account
from ccmcost.workspace import Workspace


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
    total: Money
    status: str
    version: int
    source: str
    lines: tuple[CostLine, ...]
    adopted_on: date | None
    before: Cost | None
    said: tuple[str, ...]
    account: Account
    sha256: str
    doubt: str = ""


class CostLines(NamedTuple):
    """The lines of one version of a meeting's cost; `faults` is what does not hold among them."""

    meeting: Meeting
    cost: Cost
    lines: tuple[CostLine, ...]
    faults: tuple[str, ...]


def propose_cost(workspace: Workspace, request: CostRequest) -> CostProposal:
    """The estimate of a file, checked to its printed total. Raises UsageError or DataError with all findings."""
    data = Data(workspace)
    meeting = find_meeting(data, request.meeting)
    status = request.status or "estimate"
    if status not in STATUSES:
        raise UsageError(f'--status: "{printable(status)}" is not one of {", ".join(STATUSES)}.')
    currency = request.currency or data.convention.currency
    decimals = decimals_of(currency)
    if decimals is None:
        raise UsageError(f"--currency: {no_currency(printable(currency))}")
    versions = data.costs.get(meeting.id, ())
    source, findings = request.source, data.findings
    account = Account(Marker(source.shown, findings), of_states=False)
    sheets = cost_sheets(source, findings)
    estimate = read_estimate(sheets, _wanted(request, currency, meeting, data), account, half_up) if sheets else None
    if estimate is None and not findings.errors:
        message = "no table with a column of items, one of sums and a row named Total was found."
        findings.error("document-empty", message, source.shown)
    elif estimate is not None and not findings.errors and not 0 < estimate.total <= LARGEST_TOTAL:
        message = f"the total is not between 1 and 10^15 minor units of {currency}."
        findings.error("total-range", message, source.shown)
    if findings.errors or not account.is_closed:
        raise Unsettled(findings.errors, account)
    assert estimate is not None
    named = f"{request.document}, " if request.document else ""
    words = f"{named}{source.name}, SHA-256 {source.sha256}"
    total = Money(estimate.total, estimate.currency, decimals)
    _confirm(request.total, total)
    doubt = "" if request.total is not None else _doubt(total, meeting, data)
    return CostProposal(
        meeting=meeting,
        total=total,
        status=status,
        version=max((cost.version for cost in versions), default=0) + 1,
        source=words,
        lines=estimate.lines,
        adopted_on=request.adopted_on,
        before=versions[-1] if versions else None,
        said=estimate.column.said,
        account=account,
        sha256=source.sha256,
        doubt=doubt,
    )


def _wanted(request: CostRequest, currency: str, meeting: Meeting, data: Data) -> Wanted:
    sought = sought_of(meeting, data.meetings, data.convention)
    return Wanted(currency, request.currency is not None, sought, request.status or "", request.column)


def _confirm(said: str | None, total: Money) -> None:
    if said is not None and sum_option(said, total.currency, "--total") != total:
        raise UsageError(f"--total: the document gives {total}, not {printable(said)}. Nothing was written.")


def _doubt(total: Money, meeting: Meeting, data: Data) -> str:
    """Why the sum must be confirmed: it is beyond twice or below half of the cost before, if that one was real."""
    before = [cost for cost in data.costs.get(meeting.id, ()) if cost.status != "illustrative"]
    known, what = (before[-1], "the cost before") if before else (None, "")
    if known is None and meeting.day is not None:
        alike = [
            each for each in data.meetings.values() if each.kind == meeting.kind and each.day and each.day < meeting.day
        ]
        for each in sorted(alike, key=lambda each: str(each.day), reverse=True):
            real = [cost for cost in data.costs.get(each.id, ()) if cost.status != "illustrative"]
            if real:
                known, what = real[-1], f"the cost of {each.id}"
                break
    if known is None or known.total.currency != total.currency:
        return ""
    last = known.total.minor
    if total.minor > 2 * last or 2 * total.minor < last:
        how = "more than twice" if total.minor > 2 * last else "less than half of"
        return f"{total} is {how} {what}, {known.total}. If it is right: --total {total.plain()}."
    return ""


def write_cost(desk: Books, proposal: CostProposal, clerk: Clerk) -> Cost:
    """Record the version, add it to costs.toml and keep the account. Raises UsageError if another one was added since."""
    if proposal.doubt or not proposal.account.is_closed:
        raise UsageError(proposal.doubt or "the account of this document is not closed: something in it is still open.")
    cost = Cost(proposal.total, proposal.status, proposal.source, 0, proposal.adopted_on)  # type: ignore[arg-type]
    made = add_version(desk, proposal.meeting.id, cost, clerk, proposal.lines, proposal.version - 1).cost
    keep_account(desk.workspace, proposal.account, f"cost-{proposal.meeting.id}-{made.version}")
    return made


def cost_lines(workspace: Workspace, meeting_id: str, version: int | None) -> CostLines:
    """The lines of a version of a meeting's cost (the last by default). Raises UsageError if there is none."""
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
