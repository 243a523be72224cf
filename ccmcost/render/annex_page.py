"""The annex in the words of one language: all States, and the formula that is the same for each."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ccmcost.model.issuer import Issuer
from ccmcost.statement.annex import Annex, AnnexRow
from ccmcost.words.numbers import day, isolated, money, rate, share
from ccmcost.words.speaker import Speaker


def annex_page(annex: Annex, issuer: Issuer, words: Speaker) -> dict[str, Any]:
    """The page of an annex."""
    title = words("title_annex")
    if annex.is_specimen:
        title = words("title_specimen", total=money(annex.total, words.language, short=True))
    reference = f"{words.convention.prefix}-{annex.meeting.id.upper()}"
    return {
        "lang": words.language,
        "dir": words.direction,
        "document_title": f"{title} ({reference})",
        "convention": words.convention_name,
        "kind": words("title_annex") if annex.is_specimen else "",
        "title": title,
        "mark": "specimen" if annex.is_specimen else "",
        "courtesy": words.courtesy(issuer),
        "meeting": words.meeting(annex.meeting),
        "date": day(annex.on, words.language),
        "cautions": words.sentences(annex.cautions),
        "steps": words.sentences(annex.steps),
        "source": words("legal_rule", legal=words.sentences([annex.source])[0]),
        "table": _table(annex, words),
        "notes": _notes(annex, words),
        "attached": words("data_attached"),
        "reference": reference,
    }


def _table(annex: Annex, words: Speaker) -> dict[str, Any]:
    keys = ("col_code", "col_state", "col_role", "col_rate", "col_share")
    columns = [*(words(key) for key in keys), words("col_amount", currency=annex.total.currency)]
    shares = sum((row.share for row in annex.rows), Fraction(0))
    total = [words("annex_total", n=str(len(annex.rows))), rate(annex.sum_of_rates, words.language)]
    foot = [[*total, share(shares, words.language), words.plain(annex.total)]]
    if annex.residual.minor:
        foot.insert(0, [words("annex_residual"), "", "", words.plain(annex.residual)])
    return {"columns": columns, "rows": [_row(row, words) for row in annex.rows], "foot": foot}


def _row(row: AnnexRow, words: Speaker) -> list[str]:
    return [
        isolated(row.code + ("*" if row.rounding else ""), words.language),
        words.state(row.code),
        words(f"role_{row.role}") if row.role else "",
        rate(row.rate, words.language) if row.rate is not None else "",
        share(row.share, words.language),
        words.plain(row.amount),
    ]


def _notes(annex: Annex, words: Speaker) -> list[str]:
    borne = next((row.rounding for row in annex.rows if row.rounding), 0)
    if not borne:
        return []
    unit = annex.unit.of(borne * annex.unit.minor)
    return [words("annex_mark", units=money(unit, words.language, signed=True))]
