"""The annex to the notices of a meeting: all that bear its cost, in order of code, and the formula
that is the same for all.

The order lets copies in several languages be laid side by side.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from ccmcost.model.assessment import Apportionment, Line
from ccmcost.model.office import Issuer
from ccmcost.model.rates import rate_text
from ccmcost.sharing.explanation import cautions_of, pool_steps, rule_source
from ccmcost.sharing.table import table_rows
from ccmcost.words.numbers import day, isolated, money, rate, share
from ccmcost.words.speaker import Speaker
from ccmcost.words.steps import RateFigure, Step, say

COLUMNS = ("code", "state", "role", "rate", "share")
DATA = ("iso3", "role", "rate", "share_exact", "amount", "rounding")


def annex_page(
    result: Apportionment, as_of: date, issuer: Issuer, words: Speaker
) -> dict[str, Any]:
    """The page of the annex in the words of a language."""
    assert result.meeting is not None
    named = title = words("title_annex")
    specimen = []
    if result.is_specimen:
        title = words("title_specimen", total=money(result.cost.total, words.language, short=True))
        specimen.append(say("caution_specimen", total=result.cost.total))
    reference = f"{words.convention.prefix}-{result.meeting.id.upper()}"
    mark, kind = ("specimen", named) if result.is_specimen else ("", "")
    return words.page_head(issuer, title, reference, mark, kind) | {
        "meeting": words.meeting(result.meeting),
        "date": day(as_of, words.language),
        "cautions": words.sentences([*specimen, *cautions_of(result)]),
        "steps": formula(result, words),
        "source": words("legal_rule", legal=words.sentences([rule_source(result)])[0]),
        "table": annex_table(result, words),
        "notes": rounding_notes(result, words),
    }


def formula(result: Apportionment, words: Speaker) -> list[str]:
    """The cost, who shares it, and how each amount follows."""
    return words.sentences([*pool_steps(result), _formula(result)])


def _formula(result: Apportionment) -> Step:
    assessment = result.assessment
    if result.rule.is_plain and all(line.share.kind == "pro_rata" for line in assessment.lines):
        return say(
            "annex_formula", total=result.cost.total, sum=RateFigure(assessment.sum_of_rates)
        )
    return say("annex_formula_other", rule=result.rule.id)


def annex_table(result: Apportionment, words: Speaker) -> dict[str, Any]:
    """The columns, a row for each that bears the cost, and the sums at the foot."""
    total, assessment, language = result.cost.total, result.assessment, words.language

    def row(line: Line) -> list[str]:
        return [
            isolated(line.code + ("*" if line.rounding else ""), language),
            words.state(line.code),
            words(f"role_{line.payer.role}") if line.payer.role else "",
            rate(line.payer.rate.thousandths, language) if line.payer.rate else "",
            share(line.share.value, language),
            words.plain(total.of(line.amount)),
        ]

    shares = share(sum((line.share.value for line in assessment.lines), Fraction(0)), language)
    label = words("annex_total", n=str(len(assessment.lines)))
    foot = [[label, rate(assessment.sum_of_rates, language), shares, words.plain(total)]]
    if assessment.residual:
        foot.insert(
            0, [words("annex_residual"), "", "", words.plain(total.of(assessment.residual))]
        )
    columns = [
        *(words(f"col_{name}") for name in COLUMNS),
        words("col_amount", currency=total.currency),
    ]
    return {"columns": columns, "rows": [row(line) for line in assessment.lines], "foot": foot}


def rounding_notes(result: Apportionment, words: Speaker) -> list[str]:
    """What the mark beside a code says, if one bears it."""
    borne = next((line.rounding for line in result.assessment.lines if line.rounding), 0)
    units = result.cost.total.of(borne * result.assessment.unit)
    return [words("annex_mark", units=money(units, words.language, signed=True))] if borne else []


def annex_data(result: Apportionment, as_of: date) -> dict[str, Any]:
    """The figures for machines, attached to the annex: plain numbers as text,
    the same in every language.
    """
    assert result.meeting is not None
    total, assessment = result.cost.total, result.assessment
    return {
        "document": "annex to the assessment notices",
        "status": "specimen" if result.is_specimen else "calculation",
        "convention": result.convention.id,
        "meeting": result.meeting.id,
        "date": as_of.isoformat(),
        "currency": total.currency,
        "cost": total.plain(),
        "sum_of_rates": rate_text(assessment.sum_of_rates),
        "residual": total.of(assessment.residual).plain(),
        "states": [{name: getattr(row, name) for name in DATA} for row in table_rows(result)],
    }
