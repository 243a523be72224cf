"""An assessment on a terminal of 80 columns, and what stands around every table that rests on
one.
"""

from __future__ import annotations

import textwrap
from fractions import Fraction

from ccmcost.model.assessment import Apportionment, Line
from ccmcost.model.rates import WHOLE_RATE
from ccmcost.tables.screen import PLAIN, WIDTH, Style, bullets, fields, to_screen
from ccmcost.tables.table import REST, Column, Columns, Table, made_of
from ccmcost.text import alphabetical
from ccmcost.words.status import ROLE_WORDS, day_words, days_words, status_of, words


def assessment_screen(result: Apportionment, style: Style = PLAIN) -> str:
    """The assessment as a person reads it: heading, status, table, total, notes."""
    lines = [*facts_of(result, style, with_list=True), "", *to_screen(_table(result), style)]
    if note := _rounding_note(result):
        lines += ["", *note]
    return "\n".join([*lines, *open_points(result, style)]) + "\n"


def facts_of(result: Apportionment, style: Style, with_list: bool = False) -> list[str]:
    """Heading, what the amounts may be taken for, and what they rest on."""
    status = status_of(result)
    lines = [
        *heading(result, style),
        *(style.warn(line) for line in textwrap.wrap(status.title, WIDTH)),
        "",
    ]
    listed = [("List", status.list)] if with_list else []
    return lines + fields(
        [("Cost", status.cost), *listed, ("Scale", status.scale), ("Rule", status.rule)]
    )


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
    place = f"{days_words(meeting.dates)}, {meeting.city}"
    return [style.bold(f"{meeting.name} ({meeting.id})"), result.convention.name, place]


def _table(result: Apportionment) -> Table:
    total, assessment = result.cost.total, result.assessment
    names = {line.code: result.states.name(line.code) for line in assessment.lines}
    wide = max(
        10,
        *(
            len(total.of(minor).grouped())
            for minor in (total.minor, *(line.amount for line in assessment.lines))
        ),
    )
    columns: Columns[Line] = [
        (Column("iso3", "Code", wide=4), lambda line: line.code),
        (Column("name", "State", wide=REST), lambda line: names[line.code]),
        (Column("role", "Role", wide=14), lambda line: ROLE_WORDS[line.payer.role]),
        (
            Column("rate", "Rate %", "rate", 7),
            lambda line: _rate(line.payer.rate.thousandths) if line.payer.rate else "",
        ),
        (Column("share", "Share %", "share", 10), lambda line: line.share.value),
        Column(
            "amount", f"Amount {total.currency}" if wide > 10 else total.currency, "money", wide
        ),
        (Column("mark", "", wide=1), lambda line: "*" if line.rounding else ""),
    ]
    lines = sorted(assessment.lines, key=lambda line: (alphabetical(names[line.code]), line.code))
    residual = ("", "Residual, borne by no State", "", "", "", total.of(assessment.residual), "")
    shares = sum((line.share.value for line in lines), Fraction(0))
    sums = ("", f"Total ({len(lines)})", "", _rate(assessment.sum_of_rates), shares, total, "")
    foot = (residual, sums) if assessment.residual else (sums,)
    return made_of("assessment", "", columns, lines, money=total)._replace(foot=foot)


def _rate(thousandths: int) -> Fraction:
    return Fraction(thousandths, WHOLE_RATE)


def _rounding_note(result: Apportionment) -> list[str]:
    borne = [line.rounding for line in result.assessment.lines if line.rounding]
    if not borne:
        return []
    unit = result.cost.total.of(abs(result.assessment.unit) * borne[0])
    sign = "+" if unit.minor > 0 else ""
    shown = f"{unit.currency} {sign}{unit.grouped()}"
    note = f"* includes {shown} of rounding, on {len(borne)} of {len(result.assessment.lines)}"
    return textwrap.wrap(f"{note} ({words(result.rule.residual)}).", WIDTH)
