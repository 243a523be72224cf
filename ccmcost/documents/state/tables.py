"""The tables of a State: its assessments by meeting, why they changed, its accounts, and the
meetings to come; and all of it for programs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

from ccmcost.accounts.status import AccountRow
from ccmcost.documents.state import Ahead, StateHistory, StateRow
from ccmcost.model.assessment import Apportionment, Line
from ccmcost.model.calendar import day_of
from ccmcost.model.money import Money
from ccmcost.model.rates import WHOLE_RATE
from ccmcost.tables.table import (
    PAGE,
    REST,
    SCREEN,
    Column,
    Columns,
    Output,
    Table,
    Taken,
    Value,
    made_of,
    with_sums,
)
from ccmcost.words.speaker import Speaker

EFFECTS = ("cost", "participation", "rates")
PEOPLE: tuple[Output, ...] = ("screen", "page")


def by_meeting_table(found: StateHistory, words: Speaker) -> Table:
    """A row for each meeting: rate, the sum of the rates that share, share and amount. The role of
    the State and the basis of the cost stand on it where they are not the same everywhere; on a
    page, and on a screen if both do, in place of the sum of rates.
    """
    with_role = any(row.role != "state_party" or row.line is None for row in found.rows)
    with_basis = len({(row.result.cost.status, row.shared.issued_on) for row in found.rows}) > 1
    summed: tuple[Output, ...] = SCREEN if with_role or with_basis else ()
    columns: Columns[StateRow] = [
        *_meeting(words),
        (Column("opened", "col_opened", "iso_day", 10), "result.day"),
        *[(Column("role", "col_role", wide=13), lambda row: _role(row, words))] * with_role,
        *[(Column("basis", "col_basis", wide=12), lambda row: _basis(row, words))] * with_basis,
        (Column("rate", "col_rate", "rate", 8), lambda row: _rate(row.line)),
        *[
            (
                Column("sum_of_rates", "col_sum_of_rates", "rate", 9, summed),
                lambda row: _sum_of_rates(row.result),
            )
        ]
        * (not (with_role and with_basis)),
        (Column("share", "col_share", "share", 10), "line.share.value"),
        *_amount(found.rows, words),
    ]
    return made_of("meetings", words("h_by_meeting"), columns, found.rows, words=words)


def changes_table(found: StateHistory, words: Speaker) -> Table:
    """A row for each meeting whose amount can be compared: the change and its parts; on a screen
    the main reason too. The effect of cost has a column where there is any.
    """
    rows = [row for row in found.rows if row.change]
    effects = EFFECTS if any(row.with_cost for row in rows) else EFFECTS[1:]
    currencies = {row.result.cost.total.currency for row in rows}
    head = words("c_change", currency=next(iter(currencies))) if len(currencies) == 1 else ""
    columns: Columns[StateRow] = [
        *_meeting(words),
        (Column("reason", "c_reason", wide=REST, only=SCREEN), lambda row: _reason(row, words)),
        (
            Column("change", head or "c_change_plain", "change", 12),
            lambda row: _money(row, "difference"),
        ),
        *[
            (
                Column(name, f"c_effect_{name}", "change", 13 if name == "participation" else 11),
                _effect(name),
            )
            for name in effects
        ],
        (Column("rounding", "c_rounding", "change", 8), lambda row: _money(row, "rounding")),
    ]
    return made_of("changes", words("h_why"), columns, rows, words=words)


def _reason(row: StateRow, words: Speaker) -> str:
    return words(f"reason_{row.change.reason}") if row.change else ""


def accounts_table(found: StateHistory, words: Speaker) -> Table:
    """The accounts that are not settled, by meeting."""
    known = {row.shared.meeting.id: row.shared.meeting for row in found.rows}

    def named(row: AccountRow) -> str:
        return words.of(known[row.meeting].names) if row.meeting in known else row.meeting

    currencies = {row.money.currency for row in found.open_accounts}
    columns: Columns[AccountRow] = [
        (Column("meeting", "col_meeting", wide=8, only=SCREEN), "meeting"),
        (Column("meeting", "col_meeting", wide=REST, only=PAGE), named),
        (
            Column("pay_by", "col_pay_by", "day", 20),
            lambda row: day_of(row.pay_by) if row.pay_by else None,
        ),
        *[(Column("currency", "col_currency"), "money.currency")] * (len(currencies) > 1),
        (Column("outstanding", "col_outstanding", "money", 12), "outstanding"),
        (Column("credit", "col_credit", "money", 12), "credit"),
    ]
    table = made_of("accounts", words("h_open"), columns, found.open_accounts, words=words)
    return _summed(table, words, 0, 1)


def ahead_table(found: StateHistory, words: Speaker) -> Table:
    """A row for each meeting to come."""

    def named(row: Ahead) -> Value:
        meeting = row.result.meeting
        if meeting and not row.assumed:
            return words.of(meeting.names)
        told = words("v_assumed")
        if not row.instrument:
            return told
        return words("with_role", name=told, role=words.of(row.result.convention.names))

    columns: Columns[Ahead] = [
        (Column("year", "col_in_year", wide=4), lambda row: str(row.year)),
        (Column("meeting", "col_meeting", wide=REST), named),
        (
            Column("scale", "col_scale_years", wide=9, only=PEOPLE),
            lambda row: words.shown(row.result.scale.years),
        ),
        (Column("rate", "col_rate", "rate", 8), lambda row: _rate(row.line)),
        (Column("share", "col_share", "share", 10), "line.share.value"),
        *_amount(found.ahead, words),
    ]
    table = made_of("ahead", words("h_ahead"), columns, found.ahead, words=words)
    return _summed(table, words, 1)


def _summed(table: Table, words: Speaker, *places: int) -> Table:
    """The table with a row of sums where it has more than one row and one currency; the places are
    those of the label (a screen and a page may show it in columns of their own).
    """
    label = words("row_total")
    summed = with_sums(table, label, at=places[0]) if len(table.rows) > 1 else table
    foot = [
        tuple(label if at in places else cell for at, cell in enumerate(row)) for row in summed.foot
    ]
    return summed._replace(foot=tuple(foot))


def state_records(found: StateHistory) -> Table:
    """Every meeting for programs: amounts in major units, shares and rates in per cent, days as in
    ISO 8601; what does not apply is empty. `before` is what the change is counted from.
    """
    columns: Columns[StateRow] = [
        (Column("iso3"), lambda row: found.code),
        (Column("meeting"), "shared.meeting.id"),
        (Column("name"), "shared.meeting.name"),
        (Column("opening", kind="iso_day"), "result.day"),
        Column("role"),
        *_of_result(),
        (Column("rate", kind="rate"), lambda row: _rate(row.line)),
        (Column("share", kind="share"), "line.share.value"),
        Column("amount", kind="money"),
        (Column("issued_on", kind="iso_day"), "shared.issued_on"),
        (Column("compared_with"), "before.id"),
        (Column("before", kind="money"), lambda row: _money(row, "before")),
        (Column("change", kind="money"), lambda row: _money(row, "difference")),
        *[(Column(f"effect_{name}", kind="money"), _effect(name)) for name in EFFECTS],
        (Column("rounding_effect", kind="money"), lambda row: _money(row, "rounding")),
        (Column("reason"), "change.reason"),
        *[
            (Column(name, kind="money"), _account(name))
            for name in ("assessed", "adjusted", "received", "other", "outstanding", "credit")
        ],
        (Column("pay_by"), "account.pay_by"),
    ]
    return made_of("state", "", columns, found.rows)


def ahead_records(found: StateHistory) -> Table:
    """Every meeting to come for programs; `assumed` says that the register has no date for it,
    `joins` that the State pays only if it takes part.
    """
    columns: Columns[Ahead] = [
        (Column("iso3"), lambda row: found.code),
        (Column("year"), lambda row: str(row.year)),
        (Column("meeting"), lambda row: "" if row.assumed else _id(row.result)),
        (Column("opening", kind="iso_day"), "result.day"),
        (Column("assumed"), lambda row: "yes" if row.assumed else "no"),
        (Column("joins"), lambda row: "yes" if row.joins else "no"),
        *_of_result(),
        (Column("rate", kind="rate"), lambda row: _rate(row.line)),
        (Column("share", kind="share"), "line.share.value"),
        Column("amount", kind="money"),
    ]
    return made_of("ahead", "", columns, found.ahead)


def _of_result() -> list[Taken[Any]]:
    """What a meeting rests on, for programs."""
    return [
        (Column("scale"), "result.scale.id"),
        (Column("rule"), "result.rule.id"),
        (Column("list_status"), "result.list.status"),
        (Column("cost", kind="money"), "result.cost.total"),
        (Column("currency"), "result.cost.total.currency"),
        (Column("cost_status"), "result.cost.status"),
        (Column("states", kind="number"), "result.assessment.states"),
        (Column("sum_of_rates", kind="rate"), lambda row: _sum_of_rates(row.result)),
    ]


def _id(result: Apportionment) -> str:
    return result.meeting.id if result.meeting else ""


def _meeting(words: Speaker) -> list[Taken[StateRow]]:
    """The meeting: its id on a screen, its name on a page."""
    return [
        (Column("meeting", "col_meeting", wide=8, only=SCREEN), "shared.meeting.id"),
        (
            Column("meeting", "col_meeting", wide=REST, only=PAGE),
            lambda row: words.of(row.shared.meeting.names),
        ),
    ]


def _amount(rows: Iterable[StateRow | Ahead], words: Speaker) -> list[Taken[Any]]:
    """The amount with its currency in the head, or beside it where there is more than one."""
    currencies = sorted({row.result.cost.total.currency for row in rows})
    if len(currencies) > 1:
        currency: Taken[Any] = (Column("currency", "col_currency"), "result.cost.total.currency")
        return [currency, (Column("amount", words("c_amount"), "money", 12), "amount")]
    head = words("col_amount", currency=currencies[0] if currencies else "")
    return [(Column("amount", head, "money", 12), "amount")]


def _role(row: StateRow, words: Speaker) -> str:
    if row.line is None:
        return words("v_not_assessed")
    return words(f"role_{row.role}") if row.role else ""


def _basis(row: StateRow, words: Speaker) -> str:
    """The day of the notices that say the amount; else what its cost may be taken for."""
    if row.shared.issued_on:
        return words.isolated(row.shared.issued_on.isoformat())
    status = row.result.cost.status
    return words("v_specimen") if status == "illustrative" else words(f"status_{status}")


def _rate(line: Line | None) -> Fraction | None:
    """The rate as a part of the whole."""
    return Fraction(line.payer.weight, WHOLE_RATE) if line and line.payer.rate else None


def _sum_of_rates(result: Apportionment) -> Fraction:
    return Fraction(result.assessment.sum_of_rates, WHOLE_RATE)


def _money(row: StateRow, name: str) -> Money | None:
    """A figure of the change, in the currency of the meeting."""
    return row.result.cost.total.of(getattr(row.change, name)) if row.change else None


def _effect(name: str) -> Callable[[StateRow], Value]:
    """An effect of the change; None where it does not apply."""

    def take(row: StateRow) -> Money | None:
        if row.change is None:
            return None
        shown = dict(zip(row.change.exact.effects, row.change.effects, strict=True))
        return row.result.cost.total.of(shown[name]) if name in shown else None

    return take


def _account(name: str) -> Callable[[StateRow], Value]:
    """A figure of the State's account for the meeting."""
    return lambda row: row.account and row.account.money.of(getattr(row.account, name))
