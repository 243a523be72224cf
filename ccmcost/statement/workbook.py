"""What the workbook shows, computed before anything is rendered: every State of the scale, the result, its sources."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import NamedTuple

from ccmcost import __version__
from ccmcost.calc.liable import rate_of
from ccmcost.model.assessment import Apportionment, Line
from ccmcost.model.money import Money
from ccmcost.model.rates import Rate, rate_text
from ccmcost.model.rule import Rule
from ccmcost.sharing.table import TableRow, table_rows
from ccmcost.statement.rule_words import rule_sentences
from ccmcost.statement.workbook_live import why_not_live
from ccmcost.tables.order import alphabetical
from ccmcost.words.status import ROLE_WORDS, Status, days_words, status_of

NO_ROLE, NO_GROUP = "not given", "no regional group"


class StateRow(NamedTuple):
    """One State of the scale (or one organization that a rule charges), whether it bears the cost or not.

    `precedence` is its place in the order of codes, which cuts the last ties. A number cannot be sorted otherwise by the
    language of somebody's computer, as text can.
    """

    code: str
    name: str
    role: str
    group: str
    is_ldc: bool
    rate: int | None
    adopted: int | None
    origin: str
    basis: str
    listed: str
    evidence: str
    source: str
    precedence: int
    line: Line | None

    @property
    def bears(self) -> bool:
        """Whether it bears the cost in the result at hand."""
        return self.line is not None

    @property
    def is_party(self) -> bool:
        """Whether it counts as State Party."""
        return self.role == ROLE_WORDS["state_party"]


class SourceRow(NamedTuple):
    """A file that the result rests on."""

    name: str
    origin: str
    sha256: str


class Workbook(NamedTuple):
    """The whole workbook. `states` are in the order of an English index, `frozen` rows in order of code, as in the CSV.

    People look a State up by its name; systems join by its code. `why_not_live` is empty if the formulas can carry the
    calculation. `changed_title` replaces the title once a person has changed an input.
    """

    title: str
    changed_title: str
    heading: tuple[str, str, str]
    is_specimen: bool
    status: Status
    list_status: str
    cost_status: str
    scale_chosen: str
    total: Money
    unit: int
    residual: int
    rule: Rule
    rule_words: tuple[str, ...]
    rule_sha256: str
    scale_id: str
    resolution: str
    why_not_live: str
    states: tuple[StateRow, ...]
    frozen: tuple[TableRow, ...]
    sources: tuple[SourceRow, ...]
    citations: tuple[str, ...]
    remarks: tuple[str, ...]
    as_of: date
    version: str

    @property
    def is_live(self) -> bool:
        """Whether the sheets calculate."""
        return not self.why_not_live

    @property
    def bearing(self) -> tuple[tuple[StateRow, Line], ...]:
        """Those that bear the cost, with their lines, in the order of an English index."""
        return tuple((state, state.line) for state in self.states if state.line is not None)


def workbook_of(result: Apportionment, as_of: date) -> Workbook:
    """The view model of the workbook of a result; `as_of` is the day it carries."""
    status = status_of(result)
    return Workbook(
        title=status.title,
        changed_title=_changed_title(result),
        heading=_heading(result),
        is_specimen=result.is_specimen,
        status=status,
        list_status=result.list.status,
        cost_status=result.cost.status,
        scale_chosen=result.scale_chosen,
        total=result.cost.total,
        unit=result.assessment.unit,
        residual=result.assessment.residual,
        rule=result.rule,
        rule_words=rule_sentences(result.rule),
        rule_sha256=hashlib.sha256(result.rule.text.encode()).hexdigest(),
        scale_id=result.scale.id,
        resolution=result.scale.resolution,
        why_not_live=why_not_live(result),
        states=_states(result),
        frozen=table_rows(result),
        sources=tuple(SourceRow(source.name, source.origin, source.sha256) for source in result.sources),
        citations=_citations(result),
        remarks=(*status.open, *(f"{finding.message[:1].upper()}{finding.message[1:]}" for finding in result.warnings)),
        as_of=as_of,
        version=__version__,
    )


def _changed_title(result: Apportionment) -> str:
    if result.is_specimen:
        return "Specimen calculation on changed inputs. Not a request for payment"
    return "Calculation on changed inputs, not what ccmcost assessed"


def _heading(result: Apportionment) -> tuple[str, str, str]:
    meeting = result.meeting
    if meeting is None or meeting.dates is None:
        return "Adjusted scale", result.convention.name, f"As on {result.day.isoformat()}"
    places = [meeting.city, result.states.name(meeting.country) if meeting.country else "", meeting.venue]
    where = ", ".join(dict.fromkeys(place for place in places if place))
    return f"{meeting.name} ({meeting.id})", result.convention.name, f"{days_words(meeting.dates)}. {where}"


def _states(result: Apportionment) -> tuple[StateRow, ...]:
    codes = {*result.scale.rates, *result.scale.notional, *result.rule.rates}
    codes |= {line.code for line in result.assessment.lines}
    order = {code: place for place, code in enumerate(sorted(codes), 1)}
    rows = [_state(code, result, order[code]) for code in order]
    return tuple(sorted(rows, key=lambda row: (alphabetical(row.name), row.code)))


def _state(code: str, result: Apportionment, precedence: int) -> StateRow:
    state, rate = result.states.get(code), rate_of(code, result.scale, result.rule)
    listed, evidence, source = _evidence(code, result)
    return StateRow(
        code=code,
        name=result.states.name(code),
        role=ROLE_WORDS[result.role(code)] or NO_ROLE,
        group=(state.group if state else "") or NO_GROUP,
        is_ldc=state.is_ldc(result.day) if state else False,
        rate=rate.thousandths if rate else None,
        adopted=result.scale.rates.get(code),
        origin=rate.origin if rate else "none",
        basis=_basis(code, rate, result),
        listed=listed,
        evidence=evidence,
        source=source,
        precedence=precedence,
        line=result.assessment.line(code),
    )


def _basis(code: str, rate: Rate | None, result: Apportionment) -> str:
    if rate is None:
        return "share fixed by the rule"
    if rate.origin == "rule" and code in result.scale.rates:
        adopted = rate_text(result.scale.rates[code])
        return f"{rate.basis} (replaces the adopted rate {adopted}, {result.scale.resolution})"
    return rate.basis


def _evidence(code: str, result: Apportionment) -> tuple[str, str, str]:
    listed = next((row for row in result.list.participants if row.iso3 == code), None)
    status = result.list.status if listed else ""
    evidence, source = (listed.evidence, listed.source) if listed else ("", "")
    if listed and listed.document:
        place = f"page {listed.page}" if listed.page.isdigit() else listed.page
        source = ", ".join(part for part in (listed.document, place) if part) + (f"; {source}" if source else "")
    if code in result.added:
        evidence = f"{evidence}; added with --with".lstrip("; ")
    elif code in result.removed:
        evidence = f"{evidence}; removed with --without".lstrip("; ")
    elif listed is None and result.assessment.line(code) is not None:
        evidence = "not on the list; the rule charges every State Party"
    return status, evidence, source


def _citations(result: Apportionment) -> tuple[str, ...]:
    cost = f"{result.cost.source} (version {result.cost.version})" if result.cost.version else result.cost.source
    lines = [
        f"Who pays: {result.rule.legal_source} ({result.convention.cost_article.source})",
        f"Rates: {result.scale.id}, {result.scale.resolution}",
        f"Treaty status: {result.convention.treaty_status_source}" if result.meeting else "",
        f"List: {result.list.status}{f', {result.list.file}' if result.list.status == 'given' else ''}",
        f"Cost: {cost}" if cost else "",
        f"Meeting: {result.meeting.source}" if result.meeting and result.meeting.source else "",
    ]
    return tuple(line for line in lines if line)
