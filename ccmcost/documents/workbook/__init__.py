"""The workbook: what it says of a result, every State of the scale, sources and open points,
and whether it can be live.
"""

from __future__ import annotations

from datetime import date
from itertools import accumulate
from typing import Any, NamedTuple

from ccmcost.calc.liable import rate_of
from ccmcost.model.assessment import Apportionment, Line
from ccmcost.model.meeting import Cost
from ccmcost.model.rates import WHOLE_RATE, Rate, rate_text
from ccmcost.text import alphabetical
from ccmcost.words.numbers import days as days_words
from ccmcost.words.speaker import Phrases, Speaker, english
from ccmcost.words.status import ROLE_WORDS, Status, joined_known, status_of

NO_ROLE, NO_GROUP = "not given", "no regional group"

LARGEST_LIVE = 10**14
"""Largest total, in minor units, that the formulas carry."""

MOST_DECIMALS = 3

_LARGEST_NUMERATOR = 2 * 10**14
"""INT(x/y) is the true quotient for every x below this, even where a program first rounds to 15
digits (LibreOffice): the quotient then lies at least 1/y below the next whole number, and that is
more than half of its fifteenth digit.
"""


class StateRow(NamedTuple):
    """One State of the scale (or one organization that a rule charges), whether it bears the cost
    or not, as sheets show it.

    `precedence` is its place in the order of codes, which cuts the last ties. A number cannot be
    sorted otherwise by the language of somebody's computer, as text can.
    """

    code: str
    state: str
    role: str
    group: str
    ldc: str
    rate: float | str
    adopted: float | str
    origin: str
    basis: str
    listed: str
    evidence: str
    source: str
    precedence: int
    line: Line | None

    @property
    def bears(self) -> str:
        """Whether it bears the cost in the result at hand."""
        return "Yes" if self.line else "No"

    @property
    def written(self) -> str:
        """The same, to tell whether it was changed."""
        return self.bears

    @property
    def party(self) -> int:
        """Whether it counts as State Party (1)."""
        return int(self.role == ROLE_WORDS["state_party"])


class Book(NamedTuple):
    """What the workbook says of a result, States in the order of an English index: people look a
    State up by its name.

    `why_not_live` is empty if the formulas can carry the calculation.
    """

    result: Apportionment
    as_of: date
    status: Status
    heading: tuple[str, str, str]
    why_not_live: str
    states: tuple[StateRow, ...]
    citations: tuple[str, ...]
    remarks: tuple[str, ...]

    @property
    def is_live(self) -> bool:
        """Whether the sheets calculate."""
        return not self.why_not_live

    @property
    def bearing(self) -> list[StateRow]:
        """Those that bear the cost."""
        return [state for state in self.states if state.line]

    def given(self) -> dict[str, tuple[Any, ...]]:
        """The working of a workbook that holds values only, as far as other sheets show it:
        that of the assessment.
        """
        assessment, power = self.result.assessment, 10**self.result.cost.total.decimals
        sign = -1 if assessment.total.minor < 0 else 1
        by_size = sorted(
            assessment.lines, key=lambda line: (-abs(line.exact), -line.payer.weight, line.code)
        )
        size = {line.code: place for place, line in enumerate(by_size, 1)}
        names = ("weight", "share", "exact", "rounded", "residual", "size", "minor", "shown")
        rows: list[tuple[float, ...]] = []
        for line in (state.line for state in self.states):
            if line is None:
                rows.append((0,) * len(names))
                continue
            rounded = abs(line.amount) // assessment.unit - sign * line.rounding
            fractions = (float(line.share.value * 100), float(line.exact / power))
            counts = (rounded, sign * line.rounding, size[line.code], line.amount, line.amount)
            rows.append((line.payer.weight, *fractions, *counts))
        running = tuple(accumulate(int(state.line is not None) for state in self.states))
        return {"running": running, **dict(zip(names, zip(*rows, strict=True), strict=True))}

    @property
    def changed_key(self) -> str:
        """The phrase that replaces the title once a person has changed an input."""
        return "changed_specimen" if self.result.is_specimen else "changed_title"

    @property
    def amount_key(self) -> str:
        """The phrase that stands over amounts."""
        return "amount" if self.result.is_specimen else "amount_due"


def book_of(result: Apportionment, as_of: date) -> Book:
    """The view of a result; `as_of` is the day that the workbook carries."""
    status, words = status_of(result), english("workbook")
    warnings = (
        f"{finding.message[:1].upper()}{finding.message[1:]}" for finding in result.warnings
    )
    return Book(
        result=result,
        as_of=as_of,
        status=status,
        heading=_heading(result, words),
        why_not_live=why_not_live(result),
        states=_states(result, words),
        citations=_citations(result, words),
        remarks=(*status.open, *warnings),
    )


def _heading(result: Apportionment, words: Phrases) -> tuple[str, str, str]:
    meeting = result.meeting
    if meeting is None or meeting.dates is None:
        day = words("as_on", day=result.day.isoformat())
        return words("adjusted"), result.convention.name, day
    country = result.states.name(meeting.country) if meeting.country else ""
    where = joined_known(meeting.city, country, meeting.venue)
    days = joined_known(days_words(meeting.dates), where, between=". ")
    return f"{meeting.name} ({meeting.id})", result.convention.name, days


def _states(result: Apportionment, words: Phrases) -> tuple[StateRow, ...]:
    codes = {*result.scale.rates, *result.scale.notional, *result.rule.rates}
    codes |= {line.code for line in result.assessment.lines}
    speaker = Speaker("en", result.convention, result.states)
    rows = (
        _state(code, result, place, words, speaker) for place, code in enumerate(sorted(codes), 1)
    )
    return tuple(sorted(rows, key=lambda row: (alphabetical(row.state), row.code)))


def _state(
    code: str, result: Apportionment, precedence: int, words: Phrases, speaker: Speaker
) -> StateRow:
    state, rate = result.states.get(code), rate_of(code, result.scale, result.rule)
    listed, evidence, source = _evidence(code, result, words)
    return StateRow(
        code=code,
        state=result.states.name(code),
        role=ROLE_WORDS[result.role(code)] or NO_ROLE,
        group=(state.group if state else "") or NO_GROUP,
        ldc="Yes" if state and state.is_ldc(result.day) else "No",
        rate=rate.thousandths / 1000 if rate else "",
        adopted=result.scale.rates[code] / 1000 if code in result.scale.rates else "",
        origin=rate.origin if rate else "none",
        basis=speaker.known(_basis(code, rate, result, words)),
        listed=listed,
        evidence=speaker.known(evidence),
        source=speaker.known(source),
        precedence=precedence,
        line=result.assessment.line(code),
    )


def _basis(code: str, rate: Rate | None, result: Apportionment, words: Phrases) -> str:
    if rate is None:
        return words("share_fixed")
    if rate.origin == "rule" and code in result.scale.rates:
        adopted = rate_text(result.scale.rates[code])
        return words("rate_replaced", rate=rate, adopted=adopted, scale=result.scale)
    return rate.basis


def _evidence(code: str, result: Apportionment, words: Phrases) -> tuple[str, str, str]:
    listed = next((row for row in result.list.participants if row.iso3 == code), None)
    evidence, source = (listed.evidence, listed.source) if listed else ("", "")
    if listed and listed.document:
        place = words("on_page", listed=listed) if listed.page.isdigit() else listed.page
        document = ", ".join(filter(None, (listed.document, place)))
        source = "; ".join(filter(None, (document, source)))
    if code in result.added:
        evidence = "; ".join(filter(None, (evidence, words("with_option"))))
    elif code in result.removed:
        evidence = "; ".join(filter(None, (evidence, words("without_option"))))
    elif listed is None and result.assessment.line(code) is not None:
        evidence = words("charged_off_list")
    return result.list.status if listed else "", evidence, source


def _citations(result: Apportionment, words: Phrases) -> tuple[str, ...]:
    cost, meeting = result.cost, result.meeting
    keys = {
        "cite_rule": True,
        "cite_scale": True,
        "cite_treaty": meeting,
        "cite_list_given" if result.list.status == "given" else "cite_list": True,
        _cite_cost(cost): cost.version or cost.source,
        "cite_meeting": meeting and meeting.source,
    }
    speaker = Speaker("en", result.convention, result.states)
    treaty = speaker.known(result.convention.treaty_status_source)
    told = {"result": result, "source": speaker.known(cost.source or ""), "treaty": treaty}
    return tuple(words(key, **told) for key, says in keys.items() if says)


def _cite_cost(cost: Cost) -> str:
    if cost.status == "given":
        return "cite_cost_given"
    return "cite_cost_version" if cost.version else "cite_cost"


def why_not_live(result: Apportionment) -> str:
    """Why the workbook holds values only, or nothing if its formulas can carry the calculation."""
    why = {
        "not_plain": not result.rule._replace(threshold=None).is_plain,
        "total_too_large": abs(result.cost.total.minor) > LARGEST_LIVE,
        "no_rate": any(line.payer.rate is None for line in result.assessment.lines),
        "numbers_too_large": _largest_numerator(result) >= _LARGEST_NUMERATOR,
    }
    key = next((key for key, holds in why.items() if holds), "")
    return english("workbook")(f"not_live_{key}", rule=result.rule) if key else ""


def _largest_numerator(result: Apportionment) -> int:
    """The largest numerator of any division, whatever total,
    decimals and answers of Yes and No a person may enter.
    """
    rule, scale = result.rule, result.scale
    rates = {code: rate.thousandths for code, rate in scale.notional.items()}
    rates |= {**scale.rates, **{code: rate.thousandths for code, rate in rule.rates.items()}}
    whole, largest = sum(rates.values()), max(rates.values(), default=1)
    unit = 1
    if rule.unit is not None and rule.residual == "none":
        unit = max(1, int(rule.unit * 10**MOST_DECIMALS))
    if rule.states_not_party == "straight":
        return WHOLE_RATE * unit * (whole + largest)
    return 2 * whole * unit * largest
