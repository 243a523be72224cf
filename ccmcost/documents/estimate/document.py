"""A cost estimate in the words of one language: every field that its template may use, as text; and
its files, document and workbook in each language, with a manifest.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from ccmcost.documents.estimate import SECTIONS, Earlier, Estimate, Estimated, EstimateWish
from ccmcost.documents.estimate.workbook import estimate_xlsx
from ccmcost.load.data import Data
from ccmcost.manifest import NAME, inputs_of, manifest, publish_folder, specimen_name
from ccmcost.model.assessment import convention_of
from ccmcost.model.money import Money
from ccmcost.model.office import Issuer
from ccmcost.sharing.annex import (
    COLUMNS,
    annex_table,
    legal_basis,
    payers_counted,
    rounding_notes,
    rule_basis,
    sharing,
)
from ccmcost.sharing.explanation import cautions_together
from ccmcost.tables.docx_template import load_templates
from ccmcost.words.articles import in_text
from ccmcost.words.speaker import Speaker
from ccmcost.workspace import Workspace


def estimate_title(view: Estimate, words: Speaker) -> str:
    """The meetings by name, as the document's own property."""
    return words.together(words.of(each.meeting.names) for each in view.meetings)


def _title_in_text(view: Estimate, words: Speaker) -> str:
    """The meetings as an English title names them after `of the`: each other one has an article of
    its own. In other languages a title lists them after a colon, without articles.
    """
    first, *others = [words.of(each.meeting.names) for each in view.meetings]
    if words.language == "en":
        others = [in_text(name, "en") for name in others]
    return words.together([first, *others])


def estimate_fields(view: Estimate, issuer: Issuer, words: Speaker, on: date) -> dict[str, Any]:
    """The fields of the document."""
    results = [each.result for each in view.meetings]
    legal, amounts = legal_basis(results, words), view.amounts()
    cautions = words.sentences(cautions_together(results))
    others = [
        each for each in view.meetings if each.reading is not None and each.reading.others
    ] or view.meetings
    return {
        **words.office_fields(issuer, on),
        "symbol": view.symbol or words("symbol"),
        "specimen": words("title_specimen", total=words.whole(view.total))
        if view.is_specimen
        else "",
        "title": _title_in_text(view, words),
        "currency": view.total.currency,
        "is_group": len(view.meetings) > 1,
        "total": words.plain(view.total),
        "cost": words.said(view.total),
        "count": payers_counted(results, words),
        "residual": _unless_nothing(view.residual, words),
        "article_intro": legal["intro"],
        "article": legal["quote"]
        if legal["quote_lang"] == words.language
        else words.isolated(legal["quote"]),
        "article_notes": legal["notes"],
        "cautions": list(dict.fromkeys(cautions)),
        "alternative": list(
            dict.fromkeys(_alternative(each, words) for each in others if each.reading)
        ),
        "meetings": [_meeting(each, view.symbol, words) for each in view.meetings],
        "states": [
            {"code": code, "state": words.state(code), "amount": words.plain(amounts[code])}
            for code in words.in_order(amounts, str)
        ],
        "order_notes": words.order_notes(),
        "history": [_earlier(row, words) for row in view.history],
        "decision": view.with_decision,
    }


def _unless_nothing(amount: Money, words: Speaker) -> str:
    return words.plain(amount) if amount.minor else ""


def _meeting(each: Estimated, symbol: str, words: Speaker) -> dict[str, Any]:
    result, total, named = each.result, each.total, words.meeting(each.meeting)
    table, scale = annex_table(result, words), result.scale
    resolution, status = words.quoted(scale.resolution), each.phrases[0]
    fields: dict[str, Any] = {
        **{key: named[key] for key in ("name", "dates", "place")},
        "occasion": each.occasion(words),
        "status": words(status),
        "is_estimate": result.cost.status in ("estimate", "given"),
        "source": _source(each, symbol, words),
        "total": words.plain(total),
        "cost": words.said(total),
        "has_lines": bool(each.lines),
        "formula": [
            *sharing(result, words),
            words("rates_of", years=scale.years, resolution=resolution),
            rule_basis(result, words),
        ],
        "states": [dict(zip((*COLUMNS, "amount"), row, strict=True)) for row in table["rows"]],
        "count": payers_counted([result], words),
        "sum_of_rates": table["foot"][-1][1],
        "shares": table["foot"][-1][2],
        "residual": _unless_nothing(total.of(result.assessment.residual), words),
        "notes": rounding_notes(result, words),
    }
    for name in SECTIONS:
        lines = each.section(name)
        fields[name] = [
            {"item": line.item, "amount": words.plain(total.of(line.amount))} for line in lines
        ]
        fields[f"{name}_total"] = words.plain(total.of(sum(line.amount for line in lines)))
    return fields


def _source(each: Estimated, symbol: str, words: Speaker) -> str:
    """Where the cost comes from. An estimate is no source of its own: where the cost names the very
    document that this is, the office is the source.
    """
    if each.source and each.source == symbol:
        return words("own_source")
    return each.source or words(each.phrases[1])


def _alternative(each: Estimated, words: Speaker) -> str:
    """What the other reading of the article would change."""
    read = each.reading
    assert read is not None
    direction = (
        "none"
        if not read.others
        else "same"
        if not read.change
        else "more"
        if read.change > 0
        else "less"
    )
    amounts = {
        "before": read.before,
        "after": read.after,
        "change": read.before.of(abs(read.change)),
    }
    return words(
        f"alternative_{direction}",
        meeting=words.of(each.meeting.names),
        there=words(f"reading_{read.there}"),
        n=str(read.others),
        **{name: words.said(amount) for name, amount in amounts.items()},
    )


def _earlier(row: Earlier, words: Speaker) -> dict[str, str]:
    amounts = {name: getattr(row, name) for name in ("estimate", "revised", "actual", "variance")}
    return {
        "meeting": words.of(row.meeting.names),
        "currency": row.currency,
        **{
            name: "–" if amount is None else words.plain(amount) for name, amount in amounts.items()
        },
        "per_cent": "–" if row.part is None else words.per_cent(row.part, 1),
    }


def write_estimate(
    workspace: Workspace, view: Estimate, wish: EstimateWish, folder: Path
) -> tuple[str, ...]:
    """Write document and workbook in each language into `folder`, all or nothing;
    returns the paths.
    """
    results, data, office = (
        [each.result for each in view.meetings],
        Data(workspace),
        Data(workspace),
    )
    first = results[0]
    templates = load_templates(data, "estimate", list(wish.languages))
    issuer = office.checked(office.issuer)
    files: dict[str, bytes] = {}
    for language in wish.languages:
        words = Speaker(language, convention_of(results), first.states, "estimate")
        fields, title = estimate_fields(view, issuer, words, wish.on), estimate_title(view, words)
        name = specimen_name(f"estimate-{language}", view.is_specimen)
        files[f"{name}.docx"] = templates[language].fill(fields, title, language, wish.on)
        files[f"{name}.xlsx"] = estimate_xlsx(view, words, wish.on)
    sources = {*data.sources, *(source for each in view.meetings for source in each.result.sources)}
    sources |= {issuer.source} if issuer.source else set()
    meetings = []
    for each in view.meetings:
        said = manifest(each.result, {}, wish.on)
        part = {key: said[key] for key in ("meeting", "cost", "rule", "scale")}
        meetings.append({**part, "list": each.result.list.status})
    about = {
        "document": "estimate",
        "as_of": wish.on.isoformat(),
        "estimate": {"of": wish.name, "symbol": wish.symbol, "decision": wish.decision},
        "meetings": meetings,
        "inputs": inputs_of(sorted(sources, key=lambda each: (each.name, each.origin))),
    }
    publish_folder(folder, files, about, specimen_name(NAME, view.is_specimen))
    return tuple((folder / name).as_posix() for name in sorted(files))
