"""A cost estimate is taken in: read, check to its printed total, record it and add it to costs.toml as a new version."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ccmcost.calc.rounding import half_up
from ccmcost.errors import UsageError
from ccmcost.findings import Findings
from ccmcost.intake.costs import read_estimate
from ccmcost.intake.document import kind_of
from ccmcost.intake.found import Marker
from ccmcost.intake.sheet import csv_sheets, workbook_sheets
from ccmcost.load.convention import load_convention
from ccmcost.load.cost_lines import load_cost_lines
from ccmcost.load.costs import load_costs
from ccmcost.load.meetings import load_meetings
from ccmcost.load.reader import Reader
from ccmcost.model.cost_lines import CostLine, faults_of
from ccmcost.model.currency import decimals_of, no_currency
from ccmcost.model.meeting import Cost, Meeting
from ccmcost.model.money import LARGEST_TOTAL, Money
from ccmcost.model.source import SourceFile
from ccmcost.workflow.books import Clerk, Desk
from ccmcost.workflow.cost_set import STATUSES, add_version
from ccmcost.workflow.request import find_meeting, printable
from ccmcost.workspace import Workspace


class CostRequest(NamedTuple):
    """The options of `import costs`; `source` is the file as it was read."""

    meeting: str
    source: SourceFile
    status: str = "estimate"
    currency: str | None = None
    adopted_on: date | None = None
    document: str | None = None


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


class CostLines(NamedTuple):
    """The lines of one version of a meeting's cost; `faults` is what does not hold among them."""

    meeting: Meeting
    cost: Cost
    lines: tuple[CostLine, ...]
    faults: tuple[str, ...]


def propose_cost(workspace: Workspace, request: CostRequest) -> CostProposal:
    """The estimate of a file, checked to its printed total. Raises UsageError or DataError with all findings."""
    reader = Reader(workspace, Findings())
    convention = load_convention(reader)
    currency = request.currency or convention.currency
    meetings = load_meetings(reader, convention)
    meeting = find_meeting(meetings, request.meeting, reader.findings)
    if request.status not in STATUSES:
        raise UsageError(f'--status: "{printable(request.status)}" is not one of {", ".join(STATUSES)}.')
    decimals = decimals_of(currency)
    if decimals is None:
        raise UsageError(f"--currency: {no_currency(printable(currency))}")
    versions = load_costs(reader, meetings).get(meeting.id, ())
    source, findings = request.source, reader.findings
    kind = kind_of(source)
    if kind not in ("csv", "xlsx", "text"):
        raise UsageError("costs are taken in from CSV or XLSX: a column of items, a column of amounts, a row named Total.")
    sheets = workbook_sheets(source, findings) if kind == "xlsx" else csv_sheets(source, findings)
    estimate = read_estimate(sheets, currency, Marker(source.shown, findings), half_up)
    if estimate is None and not findings.errors:
        findings.error("document-empty", "no table with a column of items and one of amounts was found.", source.shown)
    elif estimate is not None and not findings.errors and not 0 < estimate.total <= LARGEST_TOTAL:
        message = f"the total is not between 1 and 10^15 minor units of {currency}."
        findings.error("total-range", message, source.shown)
    findings.stop_on_errors()
    assert estimate is not None
    named = f"{request.document}, " if request.document else ""
    words = f"{named}{source.name}, SHA-256 {source.sha256}"
    total = Money(estimate.total, currency, decimals)
    version = max((cost.version for cost in versions), default=0) + 1
    before = versions[-1] if versions else None
    return CostProposal(meeting, total, request.status, version, words, estimate.lines, request.adopted_on, before)


def write_cost(desk: Desk, proposal: CostProposal, clerk: Clerk) -> Cost:
    """Record the version and add it to costs.toml. Raises UsageError if another one was added since the proposal."""
    cost = Cost(proposal.total, proposal.status, proposal.source, 0, proposal.adopted_on)  # type: ignore[arg-type]
    return add_version(desk, proposal.meeting.id, cost, clerk, proposal.lines, proposal.version - 1).cost


def cost_lines(workspace: Workspace, meeting_id: str, version: int | None) -> CostLines:
    """The lines of a version of a meeting's cost (the last by default). Raises UsageError if there is none."""
    reader = Reader(workspace, Findings())
    meetings = load_meetings(reader, load_convention(reader))
    meeting = find_meeting(meetings, meeting_id, reader.findings)
    versions = load_costs(reader, meetings).get(meeting.id, ())
    lines = load_cost_lines(reader, meeting.id)
    reader.findings.stop_on_errors()
    cost = next((cost for cost in reversed(versions) if version in (None, cost.version)), None)
    if cost is None:
        known = ", ".join(str(each.version) for each in versions) or "none"
        raise UsageError(f"{meeting.name} has no such version of its cost. Versions: {known}.")
    found = lines.get(cost.version, ())
    return CostLines(meeting, cost, found, faults_of(found, cost.total.minor) if found else ())
