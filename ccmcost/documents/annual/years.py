"""The annual reports of some years: every dated meeting loaded once, the earlier year found,
the ledger read as at a day.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from datetime import date
from typing import NamedTuple

from ccmcost.accounts.books import Books, open_books
from ccmcost.accounts.status import status
from ccmcost.documents.annual import Year, YearMeeting, compare_years, year_of
from ccmcost.documents.annual.report import Report, collection_of, tie_out_report
from ccmcost.errors import DataError, UsageError
from ccmcost.findings import Finding
from ccmcost.ledger.queries import last_billed
from ccmcost.ledger.standing import View
from ccmcost.load.data import Data
from ccmcost.model.meeting import Meeting
from ccmcost.sharing.compute import compute, load_basis
from ccmcost.sharing.issued import as_issued
from ccmcost.sharing.request import Request, find_meeting, find_rule
from ccmcost.text import printable
from ccmcost.workspace import Workspace


class AnnualRequest(NamedTuple):
    """What is asked for. `costs` are texts MEETING=AMOUNT; the ledger is read as at `as_at`,
    as known on `known_on`.
    """

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
    """A year in which no meeting opened: those still held from before;
    beyond all others, those without a day; the last year before in which one opened.
    """

    year: int
    running: tuple[Meeting, ...]
    undated: tuple[Meeting, ...]
    last: int | None


class NotComputed(NamedTuple):
    """A year whose amounts cannot be computed, and why; other years are none the worse for it."""

    year: int
    error: DataError


INCOMPLETE = {"scale-none", "list-missing", "cost-missing", "rate-missing", "total-range"}
"""What a meeting of a year can lack without a fault in the data, or that the year cost nothing:
a report of a later year then passes that year over.
"""


def years_of(year: int | None, first: int | None, last: int | None) -> tuple[int, int]:
    """The years from YEAR or from --from and --to, or UsageError."""
    if year is not None and (first or last):
        raise UsageError("YEAR and --from/--to exclude each other.")
    if year is None and not (first and last):
        raise UsageError("name a year, such as 2023, or a period with --from 2015 --to 2020.")
    begin, end = first or year or 0, last or year or 0
    if end < begin:
        raise UsageError(f"--to: {end} lies before {begin}.")
    return begin, end


def meeting_and_cost(text: str) -> tuple[str, str]:
    """The two parts of MEETING=AMOUNT, or UsageError."""
    name, equals, amount = text.partition("=")
    if not equals:
        raise UsageError(
            f'--cost: "{printable(text)}" names no meeting. Write --cost MEETING=AMOUNT.'
        )
    return name, amount


def annual_reports(
    workspace: Workspace, request: AnnualRequest
) -> Iterator[Report | NoMeeting | NotComputed]:
    """The reports in order of year, each tied out; a year without a dated meeting gives NoMeeting.

    A year whose meetings lack data gives NotComputed. Raises UsageError for a wrong request,
    DataError for data that no year can be computed from, TieOutError if totals do not tie. A report
    needs no ledger.
    """
    with open_books(workspace) if workspace.has_ledger else nullcontext() as books:
        years = _Years(workspace, request, books)
        for year in range(request.first, request.last + 1):
            if year not in years.held:
                yield years.without_meeting(year)
                continue
            try:
                report = years.report(year)
            except DataError as error:
                yield NotComputed(year, error)
                continue
            tie_out_report(report)
            yield report


class _Years:
    """The years, each loaded once; `held` are the dated meetings by the year in which they
    opened.
    """

    def __init__(self, workspace: Workspace, request: AnnualRequest, books: Books | None) -> None:
        self.workspace, self.request, self.books = workspace, request, books
        self.data = Data(workspace)
        self.meetings = self.data.checked(self.data.meetings).values()
        self.held: dict[int, list[Meeting]] = {}
        for day, meeting in sorted(
            (each.day, each.id) for each in self.meetings if each.day is not None
        ):
            self.held.setdefault(day.year, []).append(self.data.meetings[meeting])
        self.view = View(request.as_at, request.known_on)
        self.issued = last_billed(books.ledger, self.view) if books else {}
        self.costs = self._given()
        self._known: dict[int, Year] = {}

    def without_meeting(self, year: int) -> NoMeeting:
        """What is known of a year in which no meeting opened."""
        running = [
            each
            for each in self.meetings
            if each.dates and each.dates.first.year < year <= each.dates.last.year
        ]
        beyond = year > max(self.held, default=0)
        return NoMeeting(
            year,
            tuple(running),
            tuple(each for each in self.meetings if each.day is None and beyond),
            max((held for held in self.held if held < year), default=None),
        )

    def report(self, number: int) -> Report:
        """The report of a year, compared with the last one before whose amounts can be computed."""
        year, books = self.year(number), self.books
        passed: list[tuple[int, tuple[Finding, ...]]] = []
        found = None
        for before in sorted((each for each in self.held if each < number), reverse=True):
            try:
                found = compare_years(self.year(before), year)
                break
            except DataError as error:
                if not {finding.code for finding in error.findings} <= INCOMPLETE:
                    raise
                passed.append((before, error.findings))
        collection = None
        if books is not None and not year.is_specimen:
            collection = collection_of(
                status(books, self.view),
                tuple(each.meeting.id for each in year.meetings),
                year.total,
            )
        issuer = self.data.checked(self.data.issuer)
        meetings = [*year.meetings, *(found.earlier.meetings if found else ())]
        read = [source for each in meetings for source in each.result.sources] + (
            [issuer.source] if issuer.source else []
        )
        sources = {(source.name, source.origin): source for source in read}
        return Report(
            year,
            found,
            collection,
            issuer,
            tuple(sources[name] for name in sorted(sources)),
            self.request.as_of,
            self.request.as_at if books else None,
            tuple(passed),
        )

    def year(self, year: int) -> Year:
        """A year with dated meetings. Raises UsageError if they are not in one currency."""
        if year not in self._known:
            self._known[year] = self._year(year)
        return self._known[year]

    def _year(self, year: int) -> Year:
        meetings = [self._meeting(each) for each in self.held[year]]
        totals = [each.result.cost.total for each in meetings]
        currencies = sorted({total.currency for total in totals})
        if len(currencies) > 1:
            raise UsageError(
                f"the meetings of {year} are costed in {' and '.join(currencies)}, and a report "
                "adds amounts up. Give all of them in one currency: --cost "
                f"{meetings[0].meeting.id}=AMOUNT for each, with --currency."
            )
        if not any(total.minor for total in totals):
            message = (
                f"the meetings of {year} cost nothing, so there is no cost to report on. What is "
                "owed: ccmcost status."
            )
            raise DataError([Finding("", 0, "", "total-range", message)])
        return year_of(year, meetings)

    def _meeting(self, meeting: Meeting) -> YearMeeting:
        """A meeting as it was issued, else as the data and the request say."""
        issue = self.issued.get(meeting.id)
        if issue is not None:
            data = Data(self.workspace)
            # a wrong --rule is refused, although the one that was issued counts
            find_rule(data, self.request.rule)
            result = as_issued(data, issue)
        else:
            given, asked = self.costs.get(meeting.id), self.request
            assert meeting.day is not None
            request = Request(
                cost=given,
                currency=asked.currency if given else None,
                rule=asked.rule,
                scale_provisional=asked.scale_provisional
                if self.data.scale_of(meeting) is None
                else None,
            )
            basis = load_basis(self.workspace, meeting.id, request)
            data, result = basis.data, compute(basis, request, nothing=True)
        cost = result.cost
        versions = data.checked(data.cost_lines(meeting.id))
        lines = versions.get(cost.version, ()) if cost.status != "given" else ()
        fits = sum(line.amount for line in lines) == cost.total.minor
        last = data.costs.get(meeting.id, ())[-1:] if issue else ()
        later = next((each for each in last if each.version > cost.version), None)
        return YearMeeting(result, lines if fits else (), issue.day if issue else None, later)

    def _given(self) -> dict[str, str]:
        """The texts of --cost by meeting; each meeting must be reported or compared here,
        and not issued.
        """
        years = {
            year for year in range(self.request.first, self.request.last + 1) if year in self.held
        }
        years |= {
            max(earlier)
            for year in years
            if (earlier := [each for each in self.held if each < year])
        }
        allowed = [meeting.id for year in sorted(years) for meeting in self.held[year]]
        found: dict[str, str] = {}
        for text in self.request.costs:
            name, amount = meeting_and_cost(text)
            meeting = find_meeting(self.data, name).id
            if meeting not in allowed:
                known = ", ".join(allowed) or "none"
                raise UsageError(
                    f"--cost: {meeting} is neither reported nor compared here. Meetings: {known}."
                )
            if meeting in self.issued:
                raise UsageError(
                    f"--cost: {meeting} was issued on {self.issued[meeting].day}; the report "
                    "shows what its notices say."
                )
            if meeting in found:
                raise UsageError(f"--cost: {meeting} stands twice.")
            found[meeting] = amount
        if self.request.currency and not found:
            raise UsageError("--currency goes with --cost.")
        return found
