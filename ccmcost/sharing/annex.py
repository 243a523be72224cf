"""The annex to the notices of a meeting: all that bear its cost, in the alphabetical order of the
document's language, and the formula that is the same for all.

The codes let copies in several languages be laid side by side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from ccmcost.load.data import Data
from ccmcost.model.assessment import Apportionment, Line
from ccmcost.model.calendar import day_of
from ccmcost.model.office import Issuer
from ccmcost.model.rates import rate_text
from ccmcost.sharing.attached import VERSION, apportioned, basis_data, issuer_data, issuer_from
from ccmcost.sharing.explanation import cautions_of, pool_steps
from ccmcost.sharing.table import table_rows
from ccmcost.words.catalogue import catalogue
from ccmcost.words.numbers import day, isolated, money, rate, share
from ccmcost.words.speaker import Speaker
from ccmcost.words.steps import FromData, RateFigure, Step, say

COLUMNS = ("state", "code", "role", "rate", "share")
ANNEX = "annex to the assessment notices"
"""What the attached data call it."""
DATA = ("iso3", "role", "rate", "share_exact", "amount", "rounding")


def annex_page(
    result: Apportionment, as_of: date, issuer: Issuer, words: Speaker
) -> dict[str, Any]:
    """The page of the annex in the words of a language."""
    assert result.meeting is not None
    title, kind = words("title_annex"), ""
    specimen = []
    if result.is_specimen:
        kind, title = title, words("title_specimen", total=words.whole(result.cost.total))
        specimen.append(say("caution_specimen", total=result.cost.total))
    reference = f"{words.convention.prefix}-{result.meeting.id.upper()}"
    return words.page_head(issuer, title, reference, kind) | {
        "running": f"{title.rstrip('.。')} · {words.of(result.meeting.names)}",
        "meeting": words.meeting(result.meeting),
        "date": day(as_of, words.language),
        "cautions": words.sentences([*specimen, *cautions_of(result)]),
        "steps": formula(result, words),
        "source": rule_basis(result, words),
        "table": annex_table(result, words),
        "notes": [*rounding_notes(result, words), *words.order_notes()],
    }


def formula(result: Apportionment, words: Speaker) -> list[str]:
    """The cost, who shares it, and how each amount follows."""
    return words.sentences([*pool_steps(result), _formula(result)])


def sharing(result: Apportionment, words: Speaker) -> list[str]:
    """Who shares the cost, and how each amount follows, where the cost itself is said before."""
    return formula(result, words)[1:]


def _formula(result: Apportionment) -> Step:
    assessment = result.assessment
    if result.rule.is_plain and all(line.share.kind == "pro_rata" for line in assessment.lines):
        return say(
            "annex_formula", total=result.cost.total, sum=RateFigure(assessment.sum_of_rates)
        )
    return say("annex_formula_other", rule=FromData(result.rule.title))


def rule_basis(result: Apportionment, words: Speaker) -> str:
    """Where the rule comes from, without the names of its file and its id."""
    paragraph = words.convention.paragraph_of(result.rule)
    if not paragraph:
        return words("legal_rule", legal=words.quoted(result.rule.legal_source))
    article, named = words.convention.cost_article.number, words.convention_name
    return words("annex_rule", convention=named, article=article, paragraph=paragraph)


def annex_table(result: Apportionment, words: Speaker) -> dict[str, Any]:
    """The columns, a row for each that bears the cost, and the sums at the foot."""
    total, assessment, language = result.cost.total, result.assessment, words.language

    def row(line: Line) -> list[str]:
        return [
            words.state(line.code) + ("*" if line.rounding else ""),
            isolated(line.code, language),
            words(f"role_{line.payer.role}") if line.payer.role else "",
            rate(line.payer.rate.thousandths, language) if line.payer.rate else "",
            share(line.share.value, language),
            words.plain(total.of(line.amount)),
        ]

    shares = share(sum((line.share.value for line in assessment.lines), Fraction(0)), language)
    label = words("annex_total", n=payers_counted([result], words))
    foot = [[label, rate(assessment.sum_of_rates, language), shares, words.plain(total)]]
    if assessment.residual:
        foot.insert(
            0, [words("annex_residual"), "", "", words.plain(total.of(assessment.residual))]
        )
    columns = [
        *(words(f"col_{name}") for name in COLUMNS),
        words("col_amount", currency=total.currency),
    ]
    lines = words.in_order(assessment.lines, lambda line: line.code)
    return {"columns": columns, "rows": list(map(row, lines)), "foot": foot}


def payers_counted(results: Sequence[Apportionment], words: Speaker) -> str:
    """How many share the cost of one or more meetings: `111 States`; the number alone where an
    organization is among them.
    """
    found = [result.assessment for result in results]
    count = len({line.code for each in found for line in each.lines})
    if not all(each.is_of_states for each in found):
        return words.shown(count)
    return words.for_number("states_count", count, n=count)


def rounding_notes(result: Apportionment, words: Speaker) -> list[str]:
    """What the mark beside a State says, if one bears it."""
    borne = next((line.rounding for line in result.assessment.lines if line.rounding), 0)
    units = result.cost.total.of(borne * result.assessment.unit)
    return [words("annex_mark", units=money(units, words.language, signed=True))] if borne else []


def annex_data(result: Apportionment, as_of: date, issuer: Issuer) -> dict[str, Any]:
    """The figures for machines, attached to the annex: plain numbers as text,
    the same in every language; and all that the annex is made from.
    """
    assert result.meeting is not None
    total, assessment = result.cost.total, result.assessment
    return {
        "version": VERSION,
        "document": ANNEX,
        "status": "specimen" if result.is_specimen else "calculation",
        "convention": result.convention.id,
        "meeting": result.meeting.id,
        "date": as_of.isoformat(),
        "currency": total.currency,
        "cost": total.plain(),
        "sum_of_rates": rate_text(assessment.sum_of_rates),
        "residual": total.of(assessment.residual).plain(),
        "states": [{name: getattr(row, name) for name in DATA} for row in table_rows(result)],
        "issuer": issuer_data(issuer, with_bank=False),
        "basis": [basis_data(result)],
    }


def annex_from(told: Mapping[str, Any], data: Data) -> tuple[Apportionment, date, Issuer]:
    """The calculation that an annex carries, made again, with its day and its office.

    Raises one of `attached.FAULTS` for data that make none.
    """
    (basis,) = told["basis"]
    result = apportioned(basis, told["currency"], data)
    return result, day_of(told["date"]), issuer_from(told["issuer"], None)


def legal_basis(
    results: Sequence[Apportionment], words: Speaker, decision: str = ""
) -> dict[str, Any]:
    """The legal basis of one or more meetings billed together, as a section of a document."""
    paragraph = words.convention.paragraph_of(results[0].rule)
    article, language = words.convention.cost_article, words.language
    intro = quote = quote_language = ""
    notes = []
    if not paragraph:
        notes.append(words("legal_rule", legal=words.quoted(results[0].rule.legal_source)))
    else:
        texts = article.paragraphs[paragraph]
        quote_language = language if language in texts else "en"
        key = "legal_article" if quote_language == language else "legal_article_english"
        intro = words(
            key, convention=words.convention_name, article=article.number, paragraph=paragraph
        )
        quote = catalogue(quote_language)["quote"].format(text=texts[quote_language])
        notes += _notes(results, words)
    if decision:
        notes.append(words("legal_approved", decision=words.known(decision)))
    return {
        **{"heading": words("heading_legal"), "intro": intro, "notes": notes},
        **{"quote": quote, "quote_lang": quote_language},
    }


def _notes(results: Sequence[Apportionment], words: Speaker) -> list[str]:
    """Of meetings that the article does not name itself: that the notes which convened them apply
    it.
    """
    by_note = [
        result.meeting for result in results if result.meeting and not _named_by_article(result)
    ]
    if not by_note:
        return []
    documents = dict.fromkeys(meeting.convened.document for meeting in by_note if meeting.convened)
    cited = words.joined(words.known(document) for document in documents if document)
    names = words.joined(words.meeting(meeting)["name"] for meeting in by_note)
    if len(by_note) < len(results):
        key = "legal_note_of_document" if cited else "legal_note_of"
    else:
        key = "legal_note_document" if cited else "legal_note"
    return [words(key, document=cited, meetings=names)]


def _named_by_article(result: Apportionment) -> bool:
    """Whether the cost article names meetings of this kind itself:
    the register's basis is then nothing but the article.
    """
    assert result.meeting is not None
    kind = result.convention.meeting_kinds.get(result.meeting.kind)
    return kind is None or kind.basis.startswith(f"art. {result.convention.cost_article.number}(")
