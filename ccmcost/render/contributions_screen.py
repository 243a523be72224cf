"""Status and statement on a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from ccmcost.calc.ageing import BANDS
from ccmcost.model.money import Money
from ccmcost.model.rates import share_text
from ccmcost.model.states import States
from ccmcost.render.screen import PLAIN, WIDTH, Column, Style, bullet, grid
from ccmcost.statement.account import Account
from ccmcost.statement.contributions import Contributions, MeetingRow
from ccmcost.statement.status import day_words, words

BAND_WORDS = ("0-90 days", "91-365 days", "1-3 years", "older")
assert len(BAND_WORDS) == len(BANDS)

ENTRY_WORDS = {
    "notice": "notice",
    "further_notice": "further notice",
    "credit": "credit",
    "opening": "bill carried over",
    "opening_received": "received before",
    "receipt": "receipt",
    "identify": "receipt identified",
    "bank_charge": "bank charge borne",
    "exchange_difference": "exchange difference",
    "refund": "refund",
    "write_off": "write-off",
    "apply_credit": "credit applied",
    "reverse": "reversal",
}


def contributions_screen(view: Contributions, states: States, basis: str, style: Style = PLAIN, every: bool = False) -> str:
    """Meetings with sums, ageing and funds, then the accounts that are not settled (all of them with `every`)."""
    known = f", as recorded up to {day_words(view.known_on)}" if view.known_on else ""
    lines = [style.bold(f"Status of contributions as at {day_words(view.as_at)}{known}"), ""]
    if not view.rows and not view.unidentified:
        return "\n".join([*lines, "Nothing is recorded yet.", ""])
    for total in view.totals:
        own = [row for row in view.meetings if row.money.currency == total.money.currency]
        lines += [*_meetings(own, total, style), "", *_ageing(own, total, style), ""]
        if funds := _funding(own, style):
            lines += [*funds, ""]
    lines += _accounts(view, states, style, every)
    notes = [
        "Days count from the date of the oldest notice that is not fully paid. Credits are never set off against debts."
    ]
    notes += [f"Received and not yet identified: {money} (ccmcost status --unidentified)." for money in view.unidentified]
    notes += [f"Received for another convention: {money}." for money in view.other_convention]
    notes.append(f"Go/no-go: {basis}.")
    return "\n".join([*lines, *(line for note in notes for line in bullet(note))]) + "\n"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], left: int, style: Style, foot: int = 0) -> list[str]:
    """A table as narrow as its figures; the first `left` columns hold text."""
    wide = [max(len(row[index]) for row in (heads, *rows)) for index in range(len(heads))]
    columns = [Column(head, wide[index], right=index >= left) for index, head in enumerate(heads)]
    lines = grid(columns, rows, style)
    if foot:
        lines.insert(len(lines) - foot, "-" * (sum(wide) + len(wide) - 1))
    return lines


def _cash(row: MeetingRow, minor: int | None) -> str:
    return "-" if minor is None else row.money.of(minor).grouped()


def _meetings(rows: Sequence[MeetingRow], total: MeetingRow, style: Style) -> list[str]:
    heads = (total.money.currency, "Assessed", "Adjusted", "Received", "Other", "Outstanding", "Credit", "Coll. %")
    body = [
        (
            row.meeting or "Total",
            *(_cash(row, figure) for figure in row.figures),
            "-" if row.collected is None else share_text(row.collected, 1),
        )
        for row in (*rows, total)
    ]
    return _table(heads, body, 1, style, foot=1)


def _ageing(rows: Sequence[MeetingRow], total: MeetingRow, style: Style) -> list[str]:
    body = [(row.meeting or "Total", *(_cash(row, band) for band in row.bands)) for row in (*rows, total)]
    return _table(("Outstanding", *BAND_WORDS), body, 1, style, foot=1)


def _funding(rows: Sequence[MeetingRow], style: Style) -> list[str]:
    issued = [row for row in rows if row.funding and row.funding.cost is not None]
    if not issued:
        return []
    heads = ("Funds", "Cost status", "Go/no-go", "Cost issued", "Cash in hand", "Short")
    body = []
    for row in issued:
        funding = row.funding
        assert funding is not None
        day = funding.go_no_go.isoformat() if funding.go_no_go else "-"
        figures = (_cash(row, funding.cost), _cash(row, row.cash), _cash(row, row.short))
        body.append((row.meeting, words(funding.cost_status), day, *figures))
    return _table(heads, body, 3, style)


def _accounts(view: Contributions, states: States, style: Style, every: bool) -> list[str]:
    shown = [row for row in view.rows if every or row.balance]
    paid = len(view.rows) - len(shown)
    lines: list[str] = []
    heads = ("Code", "State", "Meeting", "Assessed", "Adjusted", "Received", "Other", "Outstanding", "Credit", "Days")
    body = []
    for row in shown:
        money = row.money
        mark = "".join(("c" if row.carried_over else "", "p" if row.plan_until else ""))
        name = textwrap.shorten(states.name(row.state), 20, placeholder="..")
        days = "-" if row.days is None else str(row.days)
        body.append(
            (row.state, f"{name} {mark}".strip(), row.meeting, *(money.of(each).grouped() for each in row.figures), days)
        )
    if body:
        kept = [i for i, head in enumerate(heads) if head not in _OFTEN_EMPTY or any(_moves(row[i]) for row in body)]
        narrow = [tuple(row[i] for i in kept) for row in body]
        lines += _table([heads[i] for i in kept], narrow, 3, style)
    if paid:
        lines.append(f"{paid} accounts are paid in full and not listed (--all lists them).")
    if any(row.carried_over for row in shown):
        lines.append("c: carried over from before ccmcost, not computed by it.")
    if any(row.plan_until for row in shown):
        lines.append("p: paid by a payment plan.")
    return [*lines, ""]


_OFTEN_EMPTY = ("Adjusted", "Other", "Credit")


def _moves(figure: str) -> bool:
    return any(digit in figure for digit in "123456789")


def account_screen(view: Account, states: States, style: Style = PLAIN) -> str:
    """The statement of one State."""
    known = f", as recorded up to {day_words(view.known_on)}" if view.known_on else ""
    lines = [style.bold(f"Statement of {states.name(view.state)} ({view.state}) as at {day_words(view.as_at)}{known}")]
    if not view.meetings:
        return "\n".join([*lines, "", "Nothing is recorded for this State.", ""])
    for each in view.meetings:
        figures = [[_or_blank(e.charge), _or_blank(e.payment), e.balance.grouped()] for e in each.entries]
        wide = [max(len(head), *(len(row[index]) for row in figures)) for index, head in enumerate(_MONEY)]
        room = max(20, WIDTH - 5 - 10 - sum(wide) - 5)
        rows: list[list[str]] = []
        for e, own in zip(each.entries, figures, strict=True):
            first, *more = textwrap.wrap(f"{ENTRY_WORDS[e.kind]} {e.text}", room, break_on_hyphens=False)
            rows.append([str(e.event), e.day.isoformat(), first, *own])
            rows += [["", "", text, "", "", ""] for text in more]
        columns = [Column("Event", 5, right=True), Column("Day", 10), Column("Entry", room)]
        columns += [Column(head, width, right=True) for head, width in zip(_MONEY, wide, strict=True)]
        lines += ["", style.bold(f"{each.meeting} ({each.balance.currency})"), *grid(columns, rows, style)]
        if each.plan_until:
            lines.append(f"Paid by a payment plan until {each.plan_until}.")
    lines.append("")
    for owed, credit in view.totals:
        lines.append(f"Outstanding {owed}, credit {credit}. They are not set off against each other.")
    return "\n".join(lines) + "\n"


_MONEY = ("Charge", "Payment", "Balance")


def _or_blank(money: Money) -> str:
    return money.grouped() if money.minor else ""
