"""A notice in the words of one language, and its figures for machines: everything that the template
shows, as text. Notices and annexes of one apportionment, composed in memory: every liable State,
every language asked for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from ccmcost.documents.assessment.notice import Notice, NoticeLine, notice, reference
from ccmcost.errors import UsageError
from ccmcost.manifest import NAME, file_name, manifest, read_manifest
from ccmcost.model.assessment import Apportionment
from ccmcost.model.office import BANK_KEYS, MORE_BANK_KEYS, Issuer
from ccmcost.model.rates import fraction_text, rate_text
from ccmcost.sharing.annex import annex_data, annex_page, legal_basis
from ccmcost.sharing.request import find_languages, find_states
from ccmcost.tables.page import Press
from ccmcost.tables.records import PLAIN_CSV, Form, csv_text
from ccmcost.words.catalogue import LANGUAGES
from ccmcost.words.numbers import rate, share
from ccmcost.words.speaker import Speaker

_SPLIT = "\0"
"""Stands where the reference goes, which the template keeps on one line;
no text of a page holds it.
"""
_AMOUNTS = {
    "notice": "amount_assessed",
    "further_notice": "amount_further",
    "credit": "amount_credited",
}


def notice_page(notice: Notice, words: Speaker, annex_name: str) -> dict[str, Any]:
    """The page of a notice; `annex_name` is the file that shows all States."""
    title, kind = words(f"title_{notice.kind}"), ""
    if notice.status == "specimen":
        title, kind = words("title_specimen", total=_whole(notice, words)), title
    number = words.quoted(notice.issue.number) if notice.issue else words(notice.status)
    decision = notice.issue.decision if notice.issue else ""
    return words.page_head(notice.issuer, title, notice.reference, notice.status, kind) | {
        "to": {
            "label": words("label_to"),
            "mission": words.mission(notice.code),
            "name": words.state(notice.code),
        },
        "facts": [
            [words("label_number"), number],
            [words("label_reference"), words.isolated(notice.reference)],
            [words("label_date"), words.shown(notice.on)],
        ],
        "cautions": list(dict.fromkeys(words.sentences(notice.cautions))),
        "legal": legal_basis(notice.results, words, decision),
        "assessment": _assessment(notice, words),
        "payment": _payment(notice, words) if notice.asks else None,
        "derivation": _derivation(notice, words, annex_name),
    }


def _whole(notice: Notice, words: Speaker) -> str:
    return words.whole(notice.lines[0].result.cost.total)


def _assessment(notice: Notice, words: Speaker) -> dict[str, Any]:
    amount, label = (
        notice.amount,
        "amount_specimen" if notice.status == "specimen" else _AMOUNTS[notice.kind],
    )
    if notice.is_adjustment:
        what, columns, row, amount = (
            "adjustment",
            ("before", "now", "difference"),
            _adjusted,
            amount.of(abs(amount.minor)),
        )
        below = [
            words("adjusts", number=words.quoted(line.adjusts))
            for line in notice.lines
            if line.adjusts
        ]
    else:
        what, columns, row = "assessment", ("rate", "share", "amount"), _assessed
        below = list(dict.fromkeys(_scale(line, words) for line in notice.lines))
    return {
        "heading": words(f"heading_{what}"),
        "columns": [
            words(f"col_{name}", currency=amount.currency) for name in ("meeting", *columns)
        ],
        "rows": [
            {"meeting": words.meeting(line.meeting), **row(line, words)} for line in notice.lines
        ],
        "scales": below,
        "label": words(label, total=_whole(notice, words)),
        "amount": words.shown(amount),
    }


def _adjusted(line: NoticeLine, words: Speaker) -> dict[str, str]:
    assert line.before is not None and line.after is not None
    return {
        "rate": words.plain(line.before),
        "share": words.plain(line.after),
        "amount": words.plain(line.amount),
    }


def _assessed(line: NoticeLine, words: Speaker) -> dict[str, str]:
    own = line.own
    assert own is not None
    return {
        "rate": rate(own.payer.rate.thousandths, words.language) if own.payer.rate else "",
        "share": share(own.share.value, words.language),
        "amount": words.plain(line.amount),
    }


def _scale(line: NoticeLine, words: Speaker) -> str:
    scale = line.result.scale
    years = words.isolated(f"{scale.period[0].year}-{scale.period[1].year}")
    return words("scale_of", years=years, resolution=words.quoted(scale.resolution))


def _payment(notice: Notice, words: Speaker) -> dict[str, Any]:
    """By when, in what currency and to which account payment is requested."""
    issuer, currency = notice.issuer, notice.amount.currency

    def filled(value: str, key: str) -> str:
        return words.quoted(value) if value.strip() else words.missing(key)

    by = words.shown(notice.pay_by) if notice.pay_by else words.missing("payment.days")
    named = f"currency_{currency.lower()}"
    in_words = words(named) if words.has(named) else words.quoted(currency)
    before, after = words("payment_terms", currency=in_words, reference=_SPLIT).split(_SPLIT)
    return {
        "heading": words("heading_payment"),
        "request": words(
            "payment_by", day=by, basis=filled(words.of(issuer.pay_basis), "payment.basis.en")
        ),
        "terms": [before, words.isolated(notice.reference), after],
        "details": [
            *(
                [words(f"bank_{key}"), filled(issuer.bank.get(key, ""), f"bank.{key}")]
                for key in BANK_KEYS
            ),
            *(
                [words(f"bank_{key}"), text]
                for key in MORE_BANK_KEYS
                if (text := issuer.bank.get(key))
            ),
            [words("bank_contact"), filled(issuer.contact, "office.contact")],
        ],
    }


def _derivation(notice: Notice, words: Speaker, annex_name: str) -> dict[str, Any]:
    return {
        "heading": words("heading_derivation"),
        "sources_heading": words("heading_sources"),
        "parts": [
            {
                "meeting": words.of(line.meeting.names),
                "steps": words.sentences(line.steps),
                "sources": words.sentences(line.sources),
            }
            for line in notice.lines
        ],
        "annex": words("see_annex", file=words.isolated(annex_name)),
    }


def notice_data(notice: Notice) -> dict[str, Any]:
    """What is attached to a notice: amounts in major units, rates in per cent,
    exact values as fractions, as text.
    """
    convention, states = notice.results[0].convention, notice.results[0].states
    kinds = {
        "notice": "assessment notice",
        "further_notice": "further assessment notice",
        "credit": "credit notice",
    }
    return {
        "document": kinds[notice.kind],
        "status": notice.status,
        "convention": convention.id,
        "number": notice.issue.number if notice.issue else None,
        "reference": notice.reference,
        "date": notice.on.isoformat(),
        "state": {"iso3": notice.code, "name": states.name(notice.code)},
        "currency": notice.amount.currency,
        "amount": notice.amount.plain(),
        "pay_by": notice.pay_by.isoformat() if notice.asks and notice.pay_by else None,
        "decision": (notice.issue.decision or None) if notice.issue else None,
        "lines": [
            _adjusted_data(line) if notice.is_adjustment else _assessed_data(line)
            for line in notice.lines
        ],
    }


def _adjusted_data(line: NoticeLine) -> dict[str, str]:
    assert line.before is not None and line.after is not None
    return {
        "meeting": line.meeting.id,
        "adjusts": line.adjusts,
        "before": line.before.plain(),
        "after": line.after.plain(),
        "amount": line.amount.plain(),
    }


def _assessed_data(line: NoticeLine) -> dict[str, str]:
    own, result, total = line.own, line.result, line.result.cost.total
    assert own is not None
    return {
        "meeting": line.meeting.id,
        "scale": result.scale.id,
        "rate": rate_text(own.payer.rate.thousandths) if own.payer.rate else "",
        "sum_of_rates": rate_text(result.assessment.sum_of_rates),
        "share_exact": fraction_text(own.share.value),
        "cost": total.plain(),
        "amount_exact": fraction_text(own.exact / 10**total.decimals),
        "amount": line.amount.plain(),
        "rounding": str(own.rounding),
    }


FOLDER = "invoices"
ANNEX = "annex.pdf"
REGISTER = ("iso3", "reference", "amount", "file", "sha256")
Progress = Callable[[int, int], None]


class NoticeWish(NamedTuple):
    """Which notices to write. `only_own` tells that earlier notices of the same calculation stay
    beside them, `form` how the CSV files beside them are written.
    """

    languages: tuple[str, ...]
    states: tuple[str, ...]
    only_own: bool
    issuer: Issuer
    with_annex: bool = True
    form: Form = PLAIN_CSV


def wished_notices(
    result: Apportionment, languages: tuple[str, ...], states: tuple[str, ...], issuer: Issuer
) -> NoticeWish:
    """The options --lang and --state (`fr,es`, `JPN,FRA`), checked;
    all liable States in English if they are not given.
    """
    known = [language for language in LANGUAGES if language in result.convention.languages]
    wanted = find_languages(languages, known, '"{}" is no language of notices')
    bearing = [line.code for line in result.assessment.lines]
    codes = find_states(states, "--state", result.states, lambda code: code in bearing)
    for code in codes:
        if code not in bearing:
            why = (
                f"{result.states.name(code)} ({code}) bears no part of this cost, so there is no "
                "notice to it."
            )
            raise UsageError(f"--state: {why}")
    return NoticeWish(
        wanted,
        tuple(code for code in bearing if code in codes or not codes),
        bool(languages or states),
        issuer,
    )


def compose(
    result: Apportionment, as_of: date, wish: NoticeWish, progress: Progress | None = None
) -> dict[str, bytes]:
    """The PDF files by path relative to the meeting's folder: one for each State and language, one
    annex a language.

    Raises WriteError if a font is missing or a page cannot be set.
    """
    presses = {language: Press("notice.typ", language, as_of) for language in wish.languages}
    views = [notice([result], code, wish.issuer, as_of) for code in wish.states]
    files: dict[str, bytes] = {}
    for language, press in presses.items():
        words = Speaker(language, result.convention, result.states)
        for view in views:
            page = notice_page(view, words, file_name(result, ANNEX))
            files[notice_path(result, language, view.code)] = press.pdf(
                page, notice_data(view), f"the notice to {view.code}"
            )
            if progress is not None:
                progress(len(files), len(views) * len(presses))
    for language in wish.languages if wish.with_annex else ():
        page = annex_page(
            result, as_of, wish.issuer, Speaker(language, result.convention, result.states)
        )
        content = Press("annex.typ", language, as_of).pdf(
            page, annex_data(result, as_of), "the annex"
        )
        files[file_name(result, f"{FOLDER}/{language}/{ANNEX}")] = content
    return files


def parts_of(wish: NoticeWish, size: int) -> list[NoticeWish]:
    """The same notices in parts of at most `size`, one language each, one with the annex,
    for several processes to set.
    """
    return [
        wish._replace(
            languages=(language,), states=wish.states[first : first + size], with_annex=first == 0
        )
        for language in wish.languages
        for first in range(0, len(wish.states), size)
    ]


def notice_path(result: Apportionment, language: str, code: str) -> str:
    """Where a notice lies: `invoices/fr/CCM-MSP11-JPN.pdf`, with SPECIMEN- before the name of a
    specimen.
    """
    return file_name(result, f"{FOLDER}/{language}/{reference(result, code)}.pdf")


def register(
    result: Apportionment,
    kept: Mapping[str, str],
    files: Mapping[str, bytes],
    form: Form = PLAIN_CSV,
) -> dict[str, bytes]:
    """`invoices/register.csv`: each notice among the files with its State, reference, amount and
    SHA-256.

    Those of an earlier run are `kept`, with the SHA-256 of the day they were written.
    """
    hashes = {
        **kept,
        **{path: hashlib.sha256(content).hexdigest() for path, content in files.items()},
    }
    rows = [
        (
            line.code,
            reference(result, line.code),
            amount,
            path.removeprefix(f"{FOLDER}/"),
            hashes[path],
        )
        for language in LANGUAGES
        for line in result.assessment.lines
        if (path := notice_path(result, language, line.code)) in hashes
        if (amount := result.cost.total.of(line.amount).plain())
    ]
    content = csv_text(REGISTER, rows, form, ("amount",)).encode()
    return {file_name(result, f"{FOLDER}/register.csv"): content}


def earlier_notices(
    folder: Path, result: Apportionment, as_of: date, new: Mapping[str, bytes]
) -> dict[str, dict[str, Any]]:
    """Earlier files under invoices/ that rest on the same inputs, rule, list and cost, by path;
    else nothing.

    Each is an entry of the manifest, with the SHA-256 of the day it was written: a change since
    then stays visible. A folder never holds notices of two calculations: what rests on another one
    is replaced like everything else.
    """

    def basis(document: Mapping[str, Any]) -> dict[str, Any]:
        return {
            key: value
            for key, value in document.items()
            if key not in ("made_by", "as_of", "outputs")
        }

    document = read_manifest(folder / file_name(result, NAME))
    if document is None or basis(document) != basis(manifest(result, {}, as_of)):
        return {}
    stay = (
        each
        for each in document["outputs"]
        if each["path"].startswith(f"{FOLDER}/") and each["path"] not in new
    )
    return {each["path"]: each for each in stay if (folder / each["path"]).is_file()}
