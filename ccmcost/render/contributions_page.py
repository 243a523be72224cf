"""Status and statement in the words of one language, for the template of tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from ccmcost.model.calendar import day_of
from ccmcost.model.issuer import Issuer
from ccmcost.model.meeting import Meeting
from ccmcost.model.rates import share_text
from ccmcost.statement.account import Account, Entry
from ccmcost.statement.contributions import AccountRow, Contributions, MeetingRow
from ccmcost.words.numbers import day, isolated, money, number
from ccmcost.words.speaker import Speaker

BANDS = ("age_0", "age_1", "age_2", "age_3")
FIGURES = ("col_assessed", "col_adjusted", "col_received", "col_other", "col_outstanding", "col_credit")


class Frame(NamedTuple):
    """What stands around the tables: words, the issuer, the meetings by id, the basis of the go/no-go day."""

    words: Speaker
    issuer: Issuer
    meetings: dict[str, Meeting]
    basis: str


def contributions_page(view: Contributions, frame: Frame) -> dict[str, Any]:
    """The page of the status: meetings, ageing, funds, accounts."""
    words = frame.words
    tables = []
    for total in view.totals:
        own = [row for row in view.meetings if row.money.currency == total.money.currency]
        rows = [row for row in view.rows if row.money.currency == total.money.currency]
        tables += [_meetings(own, total, frame), _ageing(own, total, frame)]
        tables += [_funding(own, frame)] if any(row.funding and row.funding.cost is not None for row in own) else []
        tables.append(_accounts(rows, total, frame))
    notes = [words("note_days"), words("note_netting"), words("note_other")]
    notes += [words("note_unidentified", amount=money(each, words.language)) for each in view.unidentified]
    notes += [words("note_elsewhere", amount=money(each, words.language)) for each in view.other_convention]
    notes.append(words("note_go", basis=words.quoted(frame.basis)))
    return _page(words("title_status"), "", view.as_at, view.known_on, tables, notes, frame, landscape=True)


def account_page(view: Account, frame: Frame) -> dict[str, Any]:
    """The page of the statement of one State: a table per meeting, then the sums."""
    words = frame.words
    tables = [
        {
            "heading": f"{_name(each.meeting, frame)} ({each.balance.currency})",
            "columns": [
                _column(words("label_date")),
                _column(words("col_entry"), wide=True),
                *(_column(words(key), right=True) for key in ("col_charge", "col_payment", "col_balance")),
            ],
            "rows": [_entry(entry, frame) for entry in each.entries],
            "foot": [],
        }
        for each in view.meetings
    ]
    notes = [
        words("note_account", owed=money(owed, words.language), credit=money(credit, words.language))
        for owed, credit in view.totals
    ]
    notes.append(words("note_netting"))
    for each in view.meetings:
        if each.plan_until:
            until = day(day_of(each.plan_until), words.language)
            notes.append(words("note_plan", meeting=_name(each.meeting, frame), day=until))
    name = words.state(view.state)
    return _page(words("title_statement"), name, view.as_at, view.known_on, tables, notes, frame, landscape=False)


def _page(
    title: str,
    subtitle: str,
    as_at: date,
    known_on: date | None,
    tables: list[dict[str, Any]],
    notes: list[str],
    frame: Frame,
    landscape: bool,
) -> dict[str, Any]:
    words = frame.words
    when = words("as_at", day=day(as_at, words.language))
    known = " " + words("known_on", day=day(known_on, words.language)) if known_on else ""
    return {
        "lang": words.language,
        "dir": words.direction,
        "document_title": " ".join(part for part in (title, subtitle, when) if part),
        "convention": words.convention_name,
        "date": when + known,
        "kind": "",
        "title": title,
        "subtitle": subtitle,
        "mark": "status",
        "landscape": landscape,
        "issuer": words.issuer(frame.issuer),
        "courtesy": words.courtesy(frame.issuer),
        "tables": tables,
        "notes": notes,
        "attached": words("data_attached"),
        "reference": f"{words.convention.prefix} {as_at.isoformat()}",
    }


def _column(name: str, right: bool = False, wide: bool = False) -> dict[str, Any]:
    return {"name": name, "right": right, "wide": wide}


def _name(meeting: str, frame: Frame) -> str:
    found = frame.meetings.get(meeting)
    return frame.words.of(found.names) if found else meeting


def _per_cent(value: Fraction | None, words: Speaker) -> str:
    return "" if value is None else isolated(number(share_text(value, 1), words.language), words.language)


def _meetings(rows: Sequence[MeetingRow], total: MeetingRow, frame: Frame) -> dict[str, Any]:
    words = frame.words

    def cells(row: MeetingRow, name: str) -> list[str]:
        figures = [words.plain(row.money.of(each)) for each in row.figures]
        return [name, *figures, _per_cent(row.collected, words)]

    columns = [_column(words("col_meeting"), wide=True), *(_column(words(key), right=True) for key in FIGURES)]
    return {
        "heading": f"{words('heading_meetings')} ({total.money.currency})",
        "columns": [*columns, _column(words("col_collected"), right=True)],
        "rows": [cells(row, _name(row.meeting, frame)) for row in rows],
        "foot": [cells(total, words("row_total"))],
    }


def _ageing(rows: Sequence[MeetingRow], total: MeetingRow, frame: Frame) -> dict[str, Any]:
    words = frame.words

    def cells(row: MeetingRow, name: str) -> list[str]:
        return [name, *(words.plain(row.money.of(band)) for band in (*row.bands, row.outstanding))]

    heads = [*(words(band) for band in BANDS), words("col_outstanding")]
    return {
        "heading": f"{words('heading_ageing')} ({total.money.currency})",
        "columns": [_column(words("col_meeting"), wide=True), *(_column(head, right=True) for head in heads)],
        "rows": [cells(row, _name(row.meeting, frame)) for row in rows if row.outstanding],
        "foot": [cells(total, words("row_total"))],
    }


def _funding(rows: Sequence[MeetingRow], frame: Frame) -> dict[str, Any]:
    words = frame.words
    body = []
    for row in rows:
        funding = row.funding
        if funding is None or funding.cost is None:
            continue
        go = day(funding.go_no_go, words.language) if funding.go_no_go else ""
        figures = (funding.cost, row.cash, row.short or 0)
        status = words(f"status_{funding.cost_status}")
        body.append([_name(row.meeting, frame), status, go, *(words.plain(row.money.of(each)) for each in figures)])
    texts = [_column(words(key)) for key in ("col_cost_status", "col_go")]
    figures_heads = [_column(words(key), right=True) for key in ("col_cost", "col_cash", "col_short")]
    return {
        "heading": f"{words('heading_funding')} ({rows[0].money.currency})",
        "columns": [_column(words("col_meeting"), wide=True), *texts, *figures_heads],
        "rows": body,
        "foot": [],
    }


def _accounts(rows: Sequence[AccountRow], total: MeetingRow, frame: Frame) -> dict[str, Any]:
    words = frame.words
    body = []
    for row in rows:
        marks = [words("carried_over")] if row.carried_over else []
        if row.plan_until:
            marks.append(words("by_plan", day=day(day_of(row.plan_until), words.language)))
        name = words.state(row.state) + (f" ({'; '.join(marks)})" if marks else "")
        days = "" if row.days is None else str(row.days)
        figures = [words.plain(row.money.of(each)) for each in row.figures]
        body.append([row.meeting.upper(), row.state, name, *figures, days])
    heads = [_column(words("col_meeting")), _column(words("col_code")), _column(words("col_state"), wide=True)]
    figures_heads = [_column(words(key), right=True) for key in (*FIGURES, "col_days")]
    sums = [words.plain(total.money.of(each)) for each in total.figures]
    return {
        "heading": f"{words('heading_accounts')} ({total.money.currency})",
        "columns": [*heads, *figures_heads],
        "rows": body,
        "foot": [["", "", words("row_total"), *sums, ""]],
    }


def _entry(entry: Entry, frame: Frame) -> list[str]:
    words = frame.words
    text = words(f"entry_{entry.kind}") + (f": {words.quoted(entry.text)}" if entry.text else "")
    figures = [words.plain(each) if each.minor else "" for each in (entry.charge, entry.payment)]
    return [isolated(entry.day.isoformat(), words.language), text, *figures, words.plain(entry.balance)]
