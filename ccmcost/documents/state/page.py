"""What screen, page and files of a State show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ccmcost.documents.state import Ahead, StateHistory
from ccmcost.documents.state.tables import (
    accounts_table,
    ahead_records,
    ahead_table,
    by_meeting_table,
    changes_table,
    state_records,
)
from ccmcost.model.money import Money, sums_by_currency
from ccmcost.model.office import Issuer
from ccmcost.model.rates import Years
from ccmcost.model.states import TreatyStatus
from ccmcost.tables.page import Press, to_page
from ccmcost.tables.paper import Office, shown_on
from ccmcost.tables.records import PLAIN_CSV, Form, to_csv
from ccmcost.tables.screen import PLAIN, Style, bullets, fields, prose, to_screen
from ccmcost.tables.table import Table
from ccmcost.words.speaker import Speaker
from ccmcost.words.steps import Percent

_WIDTHS = {
    **{"rate": 17, "sum_of_rates": 23, "share": 18, "amount": 23, "currency": 15, "year": 12},
    **{"change": 20, "cost": 20, "participation": 20, "rates": 19, "rounding": -1, "scale": 20},
    **{"opened": 19, "role": 23, "basis": 23, "pay_by": 34},
    **{"outstanding": 24, "credit": 22},
}
"""How wide columns are on a page, in millimetres; -1 is as wide as its text. Names of
meetings take the rest.
"""


def _widths(table: Table) -> list[int]:
    return [_WIDTHS.get(column.name, 0) for column in table.shown("page").columns]


def facts(found: StateHistory, words: Speaker) -> list[tuple[str, str]]:
    """The main figures, each under its label."""
    told = [
        ("f_status", _status(found, words)),
        ("f_assessed", words("v_of", n=len(found.assessed), all=len(found.rows))),
    ]
    if found.assessed:
        billed = [row for row in found.assessed if not row.result.is_specimen]
        row = (billed or found.assessed)[-1]
        assert row.line is not None
        latest = words(
            "v_latest",
            meeting=row.shared.meeting,
            day=row.result.day,
            amount=row.amount,
            share=Percent(row.line.share.value),
        )
        if row.result.is_specimen:
            latest = words("v_at_cost", told=latest, cost=words.whole(row.result.cost.total))
        told.append(("f_latest", latest))
    if found.accounts is not None:
        sums = _joined(found.outstanding, words)
        key = "v_outstanding" if sums else "v_nothing"
        told.append(("f_outstanding", words(key, amount=sums, day=found.as_at)))
    told.append(("f_ahead", _set_aside(found, words)))
    return [(words(key), text) for key, text in told]


def _status(found: StateHistory, words: Speaker) -> str:
    """Since when, or until when, the State is a State Party; under each instrument, if there are
    several.
    """
    told = [
        words("with_role", name=words.of(found.convention.of(name).names), role=status)
        if name
        else status
        for name, known in found.treaty.items()
        for status in [_under_one(known, found, words)]
    ]
    return words.joined(told)


def _under_one(known: TreatyStatus | None, found: StateHistory, words: Speaker) -> str:
    if known is None or known.in_force is None or known.in_force > found.as_at:
        signed = known is not None and known.signed is not None and known.signed <= found.as_at
        return words("v_signatory" if signed else "v_not_party")
    if known.withdrawn is not None and known.withdrawn <= found.as_at:
        return words("v_left", day=known.in_force, until=known.withdrawn)
    return words("v_party", day=known.in_force)


def _set_aside(found: StateHistory, words: Speaker) -> str:
    if not found.ahead:
        return words("v_ahead_none")
    joining = {each.instrument for each in found.ahead if each.joins}
    apart = [
        [each for each in found.ahead if (each.instrument in joining) is some]
        for some in (False, True)
    ]
    told = words.joined(_to_pay(own, words) for own in apart if own)
    cost = _one_cost(found)
    return words("v_at_cost", told=told, cost=words.whole(cost)) if cost else told


def _to_pay(ahead: Sequence[Ahead], words: Speaker) -> str:
    """What some of the meetings to come would cost the State."""
    key = "v_ahead_joins" if any(each.joins for each in ahead) else "v_ahead"
    amount = _joined(sums_by_currency(each.amount for each in ahead), words)
    return words(key, amount=amount, years=_years(ahead, words))


def _one_cost(found: StateHistory) -> Money | None:
    """The cost of the meetings to come, if they are all taken at one."""
    costs = {each.result.cost.total for each in found.ahead}
    return next(iter(costs)) if len(costs) == 1 else None


def _years(ahead: Iterable[Ahead], words: Speaker) -> str:
    """The years of meetings to come: `2026–2027`, or each by itself where some are missing."""
    years = sorted({each.year for each in ahead})
    if len(years) > 1 and len(years) == years[-1] - years[0] + 1:
        return words.shown(Years(years[0], years[-1]))
    return words.isolated(words("join_states").join(map(str, years)))


def _joined(amounts: Sequence[Money], words: Speaker) -> str:
    return words.joined(map(words.shown, amounts))


def cautions(found: StateHistory, words: Speaker) -> list[str]:
    """What the amounts must not be taken for; nothing if all costs are real."""
    if not found.is_specimen:
        return []
    every = all(row.result.is_specimen for row in found.rows)
    totals = {row.result.cost.total for row in found.rows if row.result.is_specimen}
    sums = words.joined(map(words.whole, sorted(totals)))
    return [words("c_specimen" if every else "c_part_specimen", cost=sums)]


def notes_on_changes(found: StateHistory, words: Speaker) -> str:
    """How a change is taken apart."""
    kinds = {row.with_cost for row in found.rows if row.change}
    if kinds == {False}:
        return words("p_why_same_cost")
    equal = words("p_why_equal") if False in kinds else ""
    return words("join_sentences", first=words("p_why"), second=equal) if equal else words("p_why")


def notes_on_ahead(found: StateHistory, words: Speaker) -> list[str]:
    """What the amounts of the meetings to come rest on."""
    told, joins = [], []
    for instrument in dict.fromkeys(each.instrument for each in found.ahead):
        own = [each for each in found.ahead if each.instrument == instrument]
        if assumed := [each for each in own if each.assumed]:
            known = words("p_ahead_assumed", years=_years(assumed, words))
            told.append(_under(found, instrument, known, words))
        if any(each.joins for each in own):
            joins.append(_under(found, instrument, words("p_ahead_joins"), words))
    return told + joins


def _under(found: StateHistory, instrument: str, told: str, words: Speaker) -> str:
    """A note on the meetings under an instrument, which it names first."""
    name = words.of(found.convention.of(instrument).names)
    return words("v_part", part=name, n=told) if instrument else told


def last_notes(found: StateHistory, words: Speaker) -> list[str]:
    """How far lists can be trusted, what is not shown, and why."""
    told = []
    if any(row.result.on_expected_list for row in found.rows):
        told.append(words("caution_expected"))
    if found.left_out:
        told.append(words("n_left_out", meetings=list(found.left_out)))
    if found.accounts is None:
        told.append(words("b_no_ledger"))
    elif any(each.credit for each in found.open_accounts):
        told.append(words("note_netting"))
    return told


def state_screen(found: StateHistory, office: Office, style: Style = PLAIN) -> str:
    """Facts, the tables, and what they rest on."""
    words = office.words("en", "annual", "state")
    lines = [style.bold(f"{words.state(found.code)} ({found.code})"), words.convention_name]
    lines += map(style.warn, prose(_title(found, words)))
    lines += ["", *fields(facts(found, words))]
    for table, notes in sections(found, words):
        lines += ["", style.bold(table.title), "", *to_screen(table, style, least=11)]
        lines += ["", *bullets(notes)] if notes else []
    ends = [*cautions(found, words), *last_notes(found, words)]
    return "\n".join([*lines, *[""] * bool(ends), *bullets(ends)]) + "\n"


def sections(found: StateHistory, words: Speaker) -> list[tuple[Table, list[str]]]:
    """Each table that has rows, with what is said of it."""
    within = [words("p_why_within")] if len(found.treaty) > 1 else []
    found_ones: list[tuple[Table, list[str]]] = [
        (by_meeting_table(found, words), []),
        (changes_table(found, words), [notes_on_changes(found, words), *within]),
        (accounts_table(found, words), []),
        (ahead_table(found, words), notes_on_ahead(found, words)),
    ]
    return [(table, notes) for table, notes in found_ones if table.rows]


def _title(found: StateHistory, words: Speaker) -> str:
    year = str(found.rows[0].result.day.year)
    return words("title_specimen_state" if found.is_specimen else "title_state", year=year)


def state_csv(found: StateHistory, form: Form = PLAIN_CSV) -> str:
    """A row for each meeting that opened or was billed."""
    return to_csv(state_records(found), form)


def state_files(
    found: StateHistory,
    office: Office,
    issuer: Issuer,
    languages: Sequence[str],
    form: Form = PLAIN_CSV,
) -> dict[str, bytes]:
    """`state-JPN.csv`, `state-JPN-ahead.csv` and a PDF in each language, by name; SPECIMEN- stands
    before the names while a cost is illustrative.
    """
    name = f"{'SPECIMEN-' if found.is_specimen else ''}state-{found.code}"
    files = {f"{name}.csv": state_csv(found, form).encode()}
    files[f"{name}-ahead.csv"] = to_csv(ahead_records(found), form).encode()
    data = {
        "document": "one State at every meeting",
        "as_at": found.as_at.isoformat(),
        "csv": state_csv(found),
        "ahead": to_csv(ahead_records(found)),
    }
    for language in languages:
        words = office.words(language, "annual", "state")
        page = _content(found, issuer, words)
        press = Press("state.typ", language, found.as_at)
        files[f"{name}-{language}.pdf"] = press.pdf(page, data, f"the record of {found.code}")
    return files


def _content(found: StateHistory, issuer: Issuer, words: Speaker) -> dict[str, Any]:
    """The page for its template: facts, then each table with what is said of it."""
    reference = f"{found.convention.prefix} {found.code} {found.as_at.isoformat()}"
    title, state = _title(found, words), words.state(found.code)
    return words.page_head(issuer, title, reference) | {
        "document_title": f"{state}: {title} ({reference})",
        "date": shown_on(found.as_at, found.known_on, words),
        "state": state,
        "facts": [list(pair) for pair in facts(found, words)],
        "cautions": cautions(found, words),
        "sections": [
            {
                "notes": notes,
                "on_new_page": table.name == "changes",
                "widths": _widths(table),
                **to_page(table, words.language),
            }
            for table, notes in sections(found, words)
        ],
        "notes": last_notes(found, words),
    }
