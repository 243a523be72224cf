"""The table of an assessment: one row per liable State, all text,
as screen and data frames show it; as CSV and JSON.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from ccmcost.model.assessment import Apportionment, Assessment, Line
from ccmcost.model.money import Money
from ccmcost.model.rates import WHOLE_RATE, fraction_text, rate_text, share_text
from ccmcost.sharing.closing import by_size, closing
from ccmcost.tables.records import PLAIN_CSV, Form, csv_text
from ccmcost.tables.screen import PLAIN, Style, bullets, fields, prose, to_screen
from ccmcost.tables.table import PAGE, REST, SCREEN, Column, Columns, Row, Table, made_of
from ccmcost.text import alphabetical
from ccmcost.words.numbers import day as day_words
from ccmcost.words.numbers import days as days_words
from ccmcost.words.status import ROLE_WORDS, counted, joined_known, status_of

READING = (
    "This is one reading: the Convention does not settle who is liable and who bears rounding "
    "differences (ccmcost help method)"
)
COLUMNS = ("iso3", "name", "role", "rate", "share", "amount", "rounding")


class TableRow(NamedTuple):
    """One State of a `Result`, all text. `rate` is in per cent with three decimals, `share` in per
    cent with six decimals, for reading only; `amount` is in major units. `rounding` counts the
    units of the rounding difference that the State bears; `share_exact` is the share as a fraction
    `p/q` of the whole.
    """

    iso3: str
    name: str
    role: str
    rate: str
    share: str
    amount: str
    rounding: str
    share_exact: str


def table_rows(result: Apportionment, language: str = "en") -> tuple[TableRow, ...]:
    """The rows in order of alpha-3 code."""
    return tuple(
        TableRow(
            iso3=line.code,
            name=result.states.name(line.code, language),
            role=line.payer.role or "",
            rate=rate_text(line.payer.rate.thousandths) if line.payer.rate else "",
            share=share_text(line.share.value),
            amount=result.cost.total.of(line.amount).plain(),
            rounding=str(line.rounding),
            share_exact=fraction_text(line.share.value),
        )
        for line in result.assessment.lines
    )


def assessment_csv(rows: Sequence[TableRow], form: Form = PLAIN_CSV) -> str:
    """An assessment as CSV, one row per liable State, no total row."""
    cells = (row[: len(COLUMNS)] for row in rows)
    return csv_text(COLUMNS, cells, form, ("rate", "share", "amount"))


def assessment_json(result: Apportionment, rows: Sequence[TableRow]) -> str:
    """An assessment with what it rests on, and the rows of the CSV under `states` with their exact
    shares.
    """
    from ccmcost.tables.records import json_text

    total = result.cost.total
    document: dict[str, Any] = {
        "title": status_of(result).title,
        "convention": result.convention.id,
        "meeting": _meeting(result),
        "day": result.day.isoformat(),
        "scale": {
            "id": result.scale.id,
            "resolution": result.scale.resolution,
            "chosen": result.scale_chosen,
        },
        "rule": {
            "id": result.rule.id,
            "title": result.rule.title,
            "legal_source": result.rule.legal_source,
            "liable": result.rule.liable,
            "states_not_party": result.rule.states_not_party,
            "residual": result.rule.residual,
        },
        "cost": {
            "amount": total.plain(),
            "currency": total.currency,
            "status": result.cost.status,
            "source": result.cost.source,
        },
        "residual": total.of(result.assessment.residual).plain(),
        "list_status": result.list.status,
        "with": list(result.added),
        "without": list(result.removed),
        "warnings": [finding.line() for finding in result.warnings],
        "states": [row._asdict() for row in rows],
    }
    return json_text(document)


def _meeting(result: Apportionment) -> dict[str, str] | None:
    meeting = result.meeting
    if meeting is None or meeting.dates is None:
        return None
    first, last = meeting.dates
    return {
        "id": meeting.id,
        "name": meeting.name,
        "first_day": first.isoformat(),
        "last_day": last.isoformat(),
    }


def assessment_screen(
    result: Apportionment, style: Style = PLAIN, top: int | None = None, opened: str = ""
) -> str:
    """The assessment as a person reads it: heading, facts, table, then a block of a few lines.

    `top` cuts the table to so many States, the largest first; `opened` says where the files are.
    """
    table = to_screen(assessment_table(result, top), style)
    facts = facts_of(result, style, with_list=True)
    return "\n".join([*facts, "", *table, "", *closing(result, style, opened)]) + "\n"


def facts_of(result: Apportionment, style: Style, with_list: bool = False) -> list[str]:
    """Heading, what the amounts may be taken for, and what they rest on."""
    status = status_of(result)
    listed = [("Participants", status.participants)] if with_list else []
    rule = status.rule + (
        f". {result.convention.says(READING)}" if result.rule.id in result.convention.rules else ""
    )
    facts = [("Cost", status.cost), *listed, ("Scale", status.scale), ("Rule", rule)]
    title = map(style.warn, prose(status.title))
    return [*heading(result, style), *title, "", *fields(facts)]


def open_points(result: Apportionment, style: Style) -> list[str]:
    """What is open about list, cost, scale and rates."""
    points = status_of(result).open
    return ["", style.bold("Please note"), *bullets(points)] if points else []


def heading(result: Apportionment, style: Style) -> list[str]:
    """Meeting, convention, days and place; or what stands for them when there is no meeting."""
    if result.meeting is None:
        return [style.bold("Adjusted scale"), f"As on {day_words(result.day)}"]
    meeting = result.meeting
    assert meeting.dates is not None
    place = joined_known(days_words(meeting.dates), meeting.city)
    return [style.bold(f"{meeting.name} ({meeting.id})"), result.convention.name, place]


def assessment_table(
    result: Apportionment, top: int | None = None, largest_first: bool = False
) -> Table:
    """A row for each State that bears the cost, by name or with the largest amount first, and the
    sums; a screen marks who bears a rounding difference, a page says it.
    """
    total, assessment = result.cost.total, result.assessment
    names = {line.code: result.states.name(line.code) for line in assessment.lines}
    amounts = (total.minor, *(line.amount for line in assessment.lines))
    wide = max(10, *(len(total.of(minor).grouped()) for minor in amounts))
    heading = f"Amount {total.currency}" if wide > 10 else total.currency
    columns: Columns[Line] = [
        (Column("iso3", "Code", wide=4), lambda line: line.code),
        (Column("name", "State", wide=REST), lambda line: names[line.code]),
        (Column("role", "Role", wide=14), lambda line: ROLE_WORDS[line.payer.role]),
        (
            Column("rate", "Rate %", "rate", 7),
            lambda line: _rate(line.payer.rate.thousandths) if line.payer.rate else "",
        ),
        (Column("share", "Share %", "share", 10), lambda line: line.share.value),
        Column("amount", heading, "money", wide),
        (Column("mark", "", wide=1, only=SCREEN), lambda line: "*" if line.rounding else ""),
        (
            Column("rounding", "Rounding", "change", only=PAGE),
            lambda line: line.rounding * abs(assessment.unit) or None,
        ),
    ]
    lines = sorted(assessment.lines, key=lambda line: (alphabetical(names[line.code]), line.code))
    others: list[Line] = []
    if largest_first or (top is not None and top < len(lines)):
        ranked = by_size(result)
        lines, others = ranked[:top], ranked[len(ranked) if top is None else top :]
    residual = (
        "",
        "Rounding difference, not charged to any State",
        "",
        "",
        "",
        total.of(assessment.residual),
        "",
        "",
    )
    sums = _sums(f"Total ({_payers(assessment)})", assessment.lines, total)
    left = total.of(sum(line.amount for line in others))
    foot = [_sums(f"{len(others)} others (--top {top})", others, left)] if others else []
    foot += [residual, sums] if assessment.residual else [sums]
    return made_of("assessment", "", columns, lines, money=total)._replace(foot=tuple(foot))


def _payers(assessment: Assessment) -> str:
    """How many share the cost: `111 States`; the number alone where an organization is among
    them.
    """
    count = len(assessment.lines)
    return counted(count, "State", "States") if assessment.is_of_states else str(count)


def _sums(name: str, lines: Sequence[Line], amount: Money) -> Row:
    weight = sum(line.payer.weight for line in lines)
    share = sum((line.share.value for line in lines), Fraction(0))
    return ("", name, "", _rate(weight), share, amount, "", "")


def _rate(thousandths: int) -> Fraction:
    return Fraction(thousandths, WHOLE_RATE)
