"""The annual reports of some years: every dated meeting loaded once, the earlier year found, the ledger read as at a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import NamedTuple

from ccmcost.accounts.books import Books, open_books
from ccmcost.accounts.status import status
from ccmcost.errors import DataError, UsageError
from ccmcost.findings import Finding
from ccmcost.ledger.queries import Billed, last_billed
from ccmcost.ledger.standing import View
from ccmcost.load.data import Data
from ccmcost.model.calendar import YEARS
from ccmcost.model.issuer import Issuer
from ccmcost.model.meeting import Meeting
from ccmcost.model.source import SourceFile
from ccmcost.sharing.basis import load_basis
from ccmcost.sharing.compute import compute
from ccmcost.sharing.request import Request, find_meeting, printable
from ccmcost.statement.annual.change import compared
from ccmcost.statement.annual.collection import Collection, collection_of
from ccmcost.statement.annual.report import Report, tie_out_report
from ccmcost.statement.annual.year import Year, YearMeeting, year_of
from ccmcost.workflow.annual_issued import as_issued
from ccmcost.workspace import Workspace


class AnnualRequest(NamedTuple):
    """What is asked for. `costs` are texts MEETING=AMOUNT; the ledger is read as at `as_at`, as known on `known_on`."""

    first: int
    last: int
    as_of: date
    as_at: date
    costs: tuple[str, ...] = ()
    currency: str | None = None
    rule: str | None = None
    scale_provisional: str | None = None
    known_on: date | None = None


class NoMeeting(NamedTuple):
    """A year in which no meeting opened: those still held from before; beyond all others, those without a day."""

    year: int
    running: tuple[Meeting, ...]
    undated: tuple[Meeting, ...]


class NotComputed(NamedTuple):
    """A year whose amounts cannot be computed, and why; other years are none the worse for it."""

    year: int
    error: DataError


INCOMPLETE = {"scale-none", "list-missing", "cost-missing", "rate-missing"}
"""What a meeting of a year can lack without a fault in the data: a report of a later year then passes that year over."""


def years_of(year: str | None, first: str | None, last: str | None) -> tuple[int, int]:
    """The years from YEAR or from --from and --to, or UsageError."""
    if year is not None and (first or last):
        raise UsageError("YEAR and --from/--to exclude each other.")
    if year is None and not (first and last):
        raise UsageError("name a year, such as 2023, or a period with --from 2015 --to 2020.")
    begin, end = (_year(year, "YEAR"),) * 2 if year else (_year(first, "--from"), _year(last, "--to"))
    if end < begin:
        raise UsageError(f"--to: {end} lies before {begin}.")
    return begin, end


def _year(text: str | None, option: str) -> int:
    if not (text and text.isascii() and text.isdigit() and len(text) == 4 and int(text) in YEARS):
        raise UsageError(f'{option}: "{printable(text or "")}" is no year, such as 2023.')
    return int(text)


def annual_reports(workspace: Workspace, request: AnnualRequest) -> Iterator[Report | NoMeeting | NotComputed]:
    """The reports in order of year, each tied out; a year without a dated meeting gives NoMeeting.

    A year whose meetings lack data gives NotComputed. Raises UsageError for a wrong request, DataError for data that no
    year can be computed from, TieOutError if totals do not tie.
    """
    with _desk(workspace) as desk:
        shelf = _Shelf(workspace, request, desk)
        for year in range(request.first, request.last + 1):
            try:
                found = shelf.report(year)
            except DataError as error:
                yield NotComputed(year, error)
                continue
            if isinstance(found, Report):
                tie_out_report(found)
            yield found


@contextmanager
def _desk(workspace: Workspace) -> Iterator[Books | None]:
    """The desk of a workspace with a ledger, else None: a report needs no ledger."""
    if not workspace.has_ledger:
        yield None
        return
    with open_books(workspace) as desk:
        yield desk


class _Shelf:
    """Meetings and years, each loaded once."""

    def __init__(self, workspace: Workspace, request: AnnualRequest, desk: Books | None) -> None:
        self.workspace, self.request, self.desk = workspace, request, desk
        self.data = Data(workspace)
        self.meetings = self.data.checked(self.data.meetings)
        self.by_year = _by_year(self.meetings)
        self.view = View(request.as_at, request.known_on)
        self.issued: Mapping[str, Billed] = last_billed(desk.ledger, self.view) if desk else {}
        self.costs = self._given()
        self._known: dict[str, YearMeeting] = {}
        self._years: dict[int, Year] = {}

    def report(self, year: int) -> Report | NoMeeting:
        """The report of a year."""
        if year not in self.by_year:
            running = tuple(each for each in self.meetings.values() if each.dates and _runs_in(each, year))
            beyond = year > max(self.by_year, default=0)
            undated = tuple(each for each in self.meetings.values() if each.day is None and beyond)
            return NoMeeting(year, running, undated)
        here = self.year(year)
        earlier, passed_over = self._comparable(year)
        found = compared(earlier, here) if earlier is not None else None
        return Report(
            here,
            found,
            self._collection(here),
            self.issuer,
            self._sources(here, found.earlier if found else None),
            self.request.as_of,
            self.request.as_at if self.desk else None,
            passed_over,
        )

    def _comparable(self, year: int) -> tuple[Year | None, tuple[tuple[int, tuple[Finding, ...]], ...]]:
        """The last year before whose amounts can be computed, and the years passed over until then, with the reasons."""
        passed: list[tuple[int, tuple[Finding, ...]]] = []
        for before in sorted((each for each in self.by_year if each < year), reverse=True):
            try:
                return self.year(before), tuple(passed)
            except DataError as error:
                if not {finding.code for finding in error.findings} <= INCOMPLETE:
                    raise
                passed.append((before, error.findings))
        return None, tuple(passed)

    @property
    def issuer(self) -> Issuer:
        """Who issues."""
        return self.data.checked(self.data.issuer)

    def year(self, year: int) -> Year:
        """A year with dated meetings. Raises UsageError if they are not in one currency."""
        if year not in self._years:
            meetings = [self.meeting(each) for each in self.by_year[year]]
            currencies = sorted({each.result.cost.total.currency for each in meetings})
            if len(currencies) > 1:
                raise UsageError(
                    f"the meetings of {year} are costed in {' and '.join(currencies)}, and a report adds amounts up. "
                    f"Give all of them in one currency: --cost {meetings[0].id}=AMOUNT for each, with --currency."
                )
            if not any(each.result.cost.total.minor for each in meetings):
                message = (
                    f"the meetings of {year} cost nothing, so there is no cost to report on. What is owed: ccmcost status."
                )
                raise DataError([Finding("", 0, "", "total-range", message)])
            self._years[year] = year_of(year, meetings)
        return self._years[year]

    def meeting(self, meeting: Meeting) -> YearMeeting:
        """A meeting as it was issued, else as the data and the request say."""
        if meeting.id not in self._known:
            self._known[meeting.id] = self._load(meeting)
        return self._known[meeting.id]

    def _load(self, meeting: Meeting) -> YearMeeting:
        issue = self.issued.get(meeting.id)
        cost = "1" if issue else self.costs.get(meeting.id)
        request = Request(cost=cost, currency=self.request.currency if cost and not issue else None, rule=self.request.rule)
        assert meeting.day is not None
        if self.request.scale_provisional and self.data.scale_for(meeting.day) is None:
            request = request._replace(scale_provisional=self.request.scale_provisional)
        basis = load_basis(self.workspace, meeting.id, request)
        result = as_issued(basis, issue) if issue else compute(basis, request)
        versions = basis.data.checked(basis.data.cost_lines(meeting.id))
        lines = versions.get(result.cost.version, ()) if result.cost.status != "given" else ()
        fits = sum(line.amount for line in lines) == result.cost.total.minor
        later = basis.data.costs.get(meeting.id, ())[-1:] if issue else ()
        newer = next((each for each in later if each.version > result.cost.version), None)
        return YearMeeting(result, lines if fits else (), issue.day if issue else None, newer)

    def _given(self) -> dict[str, str]:
        """The texts of --cost by meeting; each meeting must be reported or compared here, and not issued."""
        used = [year for year in range(self.request.first, self.request.last + 1) if year in self.by_year]
        years = {*used, *(earlier for year in used if (earlier := self._earlier(year)) is not None)}
        allowed = {meeting.id: None for year in sorted(years) for meeting in self.by_year[year]}
        found: dict[str, str] = {}
        for text in self.request.costs:
            name, equals, amount = text.partition("=")
            if not equals:
                raise UsageError(f'--cost: "{printable(text)}" names no meeting. Write --cost MEETING=AMOUNT.')
            meeting = find_meeting(self.data, name).id
            if meeting not in allowed:
                known = ", ".join(allowed) or "none"
                raise UsageError(f"--cost: {meeting} is neither reported nor compared here. Meetings: {known}.")
            if meeting in self.issued:
                raise UsageError(
                    f"--cost: {meeting} was issued on {self.issued[meeting].day}; the report shows what its notices say."
                )
            if meeting in found:
                raise UsageError(f"--cost: {meeting} stands twice.")
            found[meeting] = amount
        if self.request.currency and not found:
            raise UsageError("--currency goes with --cost.")
        return found

    def _earlier(self, year: int) -> int | None:
        """The last year before with a dated meeting."""
        return max((each for each in self.by_year if each < year), default=None)

    def _collection(self, year: Year) -> Collection | None:
        if self.desk is None or year.is_specimen:
            return None
        return collection_of(status(self.desk, self.view), tuple(each.id for each in year.meetings), year.total)

    def _sources(self, *years: Year | None) -> tuple[SourceFile, ...]:
        meetings = [meeting for year in years if year for meeting in year.meetings]
        found = {(source.name, source.origin): source for meeting in meetings for source in meeting.result.sources}
        if self.issuer.source:
            found[self.issuer.source.name, self.issuer.source.origin] = self.issuer.source
        return tuple(found[key] for key in sorted(found))


def _by_year(meetings: Mapping[str, Meeting]) -> dict[int, Sequence[Meeting]]:
    dated = sorted((meeting.day, meeting.id) for meeting in meetings.values() if meeting.day is not None)
    found: dict[int, list[Meeting]] = {}
    for day, name in dated:
        found.setdefault(day.year, []).append(meetings[name])
    return dict(found)


def _runs_in(meeting: Meeting, year: int) -> bool:
    assert meeting.dates is not None
    return meeting.dates.first.year < year <= meeting.dates.last.year
