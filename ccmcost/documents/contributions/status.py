"""The status of contributions: its tables, and what screen, CSV, workbook and page show of them."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from functools import partial
from typing import Any

from ccmcost import __version__
from ccmcost.accounts.status import AGES, AccountRow, Contributions, MeetingRow
from ccmcost.model.calendar import day_of
from ccmcost.model.money import Money
from ccmcost.model.office import Issuer
from ccmcost.tables.paper import Office, Page, heading_on
from ccmcost.tables.records import PLAIN_CSV, Form, to_csv
from ccmcost.tables.screen import PLAIN, Style, bullets, to_screen
from ccmcost.tables.table import (
    CSV,
    PAGE,
    REST,
    SCREEN,
    SHEET,
    Column,
    Columns,
    Output,
    Say,
    Table,
    Taken,
    in_order,
    made_of,
    with_sums,
)
from ccmcost.words.numbers import day, money
from ccmcost.words.speaker import Speaker

_FILED: tuple[Output, ...] = ("csv", "xlsx")
_BANDS = ("not_due", "0_90", "91_365", "1_3_years", "older")
_OFTEN_EMPTY = ("adjustments", "other", "credit")

Sums = AccountRow | MeetingRow


def _figures() -> Columns[Sums]:
    """Assessed to credit, as every table of accounts and of meetings shows them."""
    return [
        Column("assessed", kind="money"),
        (Column("adjustments", "col_adjusted", "money"), "adjusted"),
        Column("received", kind="money"),
        Column("other", kind="money"),
        Column("outstanding", kind="money"),
        Column("credit", kind="money"),
    ]


def _ages(*only: Output) -> Columns[Sums]:
    """What is outstanding, by age."""
    return [
        (Column(f"age_{name}", phrase, "money", only=only), partial(_age, place))
        for place, (name, phrase) in enumerate(zip(_BANDS, AGES, strict=True))
    ]


def _age(place: int, row: Sums) -> int:
    return row.bands[place]


def _meeting(office: Office, words: Speaker, on_screen: str) -> Columns[MeetingRow]:
    """The meeting of a row, by name on a page and by its id elsewhere;
    the row of sums says that it is one.
    """
    total = words("row_total")
    return [
        (
            Column("name", "col_meeting", wide=REST, only=PAGE),
            lambda row: office.meeting(row.meeting, words) if row.meeting else total,
        ),
        (Column("meeting", on_screen, only=SCREEN), lambda row: row.meeting or total),
        Column("meeting", only=SHEET),
        (Column("currency", only=SHEET), "money.currency"),
    ]


def _funds(words: Speaker, *only: Output) -> Columns[MeetingRow]:
    """Cost last issued, cash in hand, and what is short; in the order of a sheet if it is for that
    `only`.
    """

    def state(row: MeetingRow) -> str:
        issued = row.funding and row.funding.cost is not None
        return words(f"status_{row.funding.cost_status}") if row.funding and issued else ""

    columns: dict[str, Column | Taken[MeetingRow]] = {
        "status": (Column("cost_status", only=only), state),
        "go": (
            Column("go_no_go", "col_go", "day", only=only),
            "funding.go_no_go",
        ),
        "cost": (
            Column("cost", kind="money", only=only),
            "funding.cost",
        ),
        "cash": Column("cash", kind="money", only=only),
        "short": Column("short", kind="money", only=only),
    }
    order = ("cash", "cost", "status", "short", "go") if only else columns
    return [columns[name] for name in order]


def _table(
    name: str,
    columns: Columns[Any],
    rows: Sequence[Sums],
    words: Speaker,
    totals: Sequence[MeetingRow] = (),
) -> Table:
    """A table under its heading, with the currency of its first row."""
    currency = next((row.money.currency for row in (*rows, *totals)), "")
    title = words("with_role", name=words(f"heading_{name}"), role=currency)
    return made_of(name, title, columns, rows, totals, words=words)


def meetings_table(
    rows: Sequence[MeetingRow], totals: Sequence[MeetingRow], office: Office, words: Speaker
) -> Table:
    """Meetings with their sums; a workbook adds the funds in hand."""
    currency = rows[0].money.currency if rows else ""
    settled = Column("settled", kind="percent", only=("screen", "page"))
    columns = [*_meeting(office, words, currency), *_figures(), settled, *_funds(words, *SHEET)]
    return _table("meetings", columns, rows, words, totals)


def ageing_table(
    rows: Sequence[MeetingRow], totals: Sequence[MeetingRow], office: Office, words: Speaker
) -> Table:
    """What is outstanding of each meeting, by age."""
    outstanding = Column("outstanding", kind="money", only=("page", "xlsx"))
    columns = [*_meeting(office, words, words("col_outstanding")), *_ages(), outstanding]
    return _table("ageing", columns, rows, words, totals)


def funding_table(rows: Sequence[MeetingRow], office: Office, words: Speaker) -> Table | None:
    """The funds in hand for each meeting whose cost was issued; None if none was."""
    issued = [row for row in rows if row.funding and row.funding.cost is not None]
    columns = [*_meeting(office, words, words("heading_funding")), *_funds(words)]
    return _table("funding", columns, issued, words) if issued else None


def accounts_table(rows: Sequence[AccountRow], view: Contributions, words: Speaker) -> Table:
    """A row for each State and meeting."""
    columns: Columns[AccountRow] = [
        (Column("as_at", only=CSV), lambda row: view.as_at),
        (Column("known_on", only=CSV), lambda row: view.known_on),
        (Column("iso3", "col_code"), "state"),
        (Column("name", "col_state", only=_FILED), lambda row: _name_of(row.state, words)),
        (Column("name", "col_state", wide=REST, only=PAGE), lambda row: _marked(row, words)),
        (Column("name", "col_state", only=SCREEN), lambda row: _short(row, words)),
        Column("meeting", only=("csv", "screen", "xlsx")),
        (Column("currency", only=_FILED), "money.currency"),
        *_figures(),
        (
            Column("pay_by", "col_pay_by", "day", only=PAGE),
            lambda row: day_of(row.pay_by) if row.pay_by else None,
        ),
        (Column("days_overdue", "col_days", "count"), "days"),
        *_ages("csv"),
        Column("plan_until", "col_plan", only=_FILED),
        (
            Column("carried_over", only=_FILED),
            lambda row: Say("yes", words("yes")) if row.carried_over else Say("no", ""),
        ),
    ]
    return _table("accounts", columns, rows, words)


def _marked(row: AccountRow, words: Speaker) -> str:
    marks = [words("carried_over")] if row.carried_over else []
    if row.plan_until:
        marks.append(words("by_plan", day=day(day_of(row.plan_until), words.language)))
    name = words.state(row.state)
    return words("with_role", name=name, role=words.joined(marks)) if marks else name


def _short(row: AccountRow, words: Speaker) -> str:
    mark = ("c" if row.carried_over else "") + ("p" if row.plan_until else "")
    return f"{textwrap.shorten(words.state(row.state), 20, placeholder='..')} {mark}".strip()


def status_screen(
    view: Contributions, office: Office, style: Style = PLAIN, every: bool = False
) -> str:
    """Meetings with sums, ageing and funds, then the accounts that are not settled (all of them
    with `every`).
    """
    words = office.words("en", "screen")
    lines = [style.bold(heading_on(words("title_status"), view.as_at, view.known_on, words)), ""]
    if not view.meetings and not view.unidentified:
        return "\n".join([*lines, words("nothing_recorded"), ""])
    for tables in _sums(view, office, words):
        lines += [line for table in tables if table for line in (*to_screen(table, style), "")]
    lines += [*_accounts_on_screen(view, words, style, every), ""]
    notes = [
        f"{words('note_columns')} {words('note_settled')}",
        f"{words('note_days')} {words('note_netting')}",
    ]
    for key, sums in (("unidentified", view.unidentified), ("elsewhere", view.other_convention)):
        notes += _each(f"note_{key}", sums, words)
    return "\n".join([*lines, *bullets([*notes, *_funds_notes(view, office, words)])]) + "\n"


def _sums(
    view: Contributions, office: Office, words: Speaker, owing: bool = False
) -> Iterator[tuple[Table | None, ...]]:
    """Meetings, ageing and funds in each currency; ageing may show those alone that are `owing`."""
    for total in view.totals:
        rows = [row for row in view.meetings if row.money == total.money]
        aged = [row for row in rows if row.outstanding or not owing]
        yield (
            meetings_table(rows, [total], office, words),
            ageing_table(aged, [total], office, words),
            funding_table(rows, office, words),
        )


def _accounts_on_screen(
    view: Contributions, words: Speaker, style: Style, every: bool
) -> list[str]:
    rows = [row for row in view.rows if every or row.balance]
    lines = []
    if rows:
        table = without_empty(accounts_table(rows, view, words).shown("screen"))
        lines = to_screen(table, style)
    if paid := len(view.rows) - len(rows):
        lines.append(words.for_number("paid_in_full", paid, n=str(paid)))
    marks = (
        ("mark_carried_over", any(row.carried_over for row in rows)),
        ("mark_plan", any(row.plan_until for row in rows)),
    )
    return lines + [words(key) for key, says in marks if says]


def without_empty(table: Table) -> Table:
    """The table without those columns that are often empty and are so here."""
    kept = [
        place
        for place, column in enumerate(table.columns)
        if column.name not in _OFTEN_EMPTY
        or any(isinstance(cell := row[place], Money) and cell.minor for row in table.rows)
    ]
    return table.with_columns(kept)


def _name_of(code: str, words: Speaker) -> str:
    """The name of a State as the data write it, for files."""
    return words.states.name(code, words.language)


def _each(key: str, sums: Iterable[Money], words: Speaker) -> list[str]:
    """What is said of a sum in each currency."""
    return [words(key, amount=money(each, words.language)) for each in sums]


def _funds_notes(view: Contributions, office: Office, words: Speaker) -> list[str]:
    """What the funds of meetings are, where the cost of one was issued."""
    issued = any(row.short is not None for row in view.meetings)
    short = [words("note_short")] if issued else []
    return [*short, *_rounding_note(view, office, words), *_go_note(office, words)]


def _rounding_note(view: Contributions, office: Office, words: Speaker) -> list[str]:
    """What rounding left of costs that were issued, where a rule leaves it."""
    sums = {
        row.meeting: row.money.of(row.funding.residual)
        for row in view.meetings
        if row.funding and row.funding.residual
    }
    left = [
        words("with_role", name=office.meeting(name, words), role=money(each, words.language))
        for name, each in sums.items()
    ]
    return [words("note_residual", amounts=words.joined(left))] if left else []


def _go_note(office: Office, words: Speaker) -> list[str]:
    """What the go/no-go day rests on, where the convention has one."""
    basis = office.convention.go_no_go_basis
    return [words("note_go", basis=words.known(basis))] if basis else []


def status_csv(view: Contributions, office: Office, form: Form = PLAIN_CSV) -> str:
    """One row per State and meeting, amounts in major units."""
    return to_csv(status_table(view, office), form)


def status_table(view: Contributions, office: Office) -> Table:
    """The accounts of a status, as a file holds them."""
    return accounts_table(view.rows, view, office.words("en", "screen"))


def status_page(view: Contributions, office: Office, words: Speaker) -> Page:
    """The page of the status: meetings, ageing, funds, accounts."""
    tables: list[Table | None] = []
    for total, sums in zip(view.totals, _sums(view, office, words, owing=True), strict=True):
        tables += [*sums, *_accounts_on_page(view, total, office, words)]
    keys = ("note_days", "note_netting", "note_other", "note_settled")
    elsewhere = _each("note_elsewhere", view.other_convention, words)
    notes = [*map(words, keys), *elsewhere, *_funds_notes(view, office, words)]
    shown = [table for table in tables if table]
    title, lead = words("title_status"), _lead(view, words)
    return Page(title, "", view.as_at, view.known_on, shown, notes, landscape=True, lead=lead)


def _lead(view: Contributions, words: Speaker) -> list[str]:
    """What a reader of the status asks first, and what no account holds; of each currency."""
    said = {total.money.currency: told(total, view.as_at, words) for total in view.totals}
    for each in view.unidentified:
        said.setdefault(each.currency, []).extend(_each("lead_unidentified", [each], words))
    return [words.paragraph(sentences) for sentences in said.values()]


def told(total: MeetingRow, as_at: date, words: Speaker) -> list[str]:
    """The sums of a currency in sentences that add up: what was assessed is what was received, less
    what was refunded, and what was settled otherwise, and what is outstanding, less the credits.
    """
    money, refunded = total.money.of, total.passed_on
    settled, overdue = total.other + refunded, total.outstanding - total.bands[0]
    said = [
        words(
            "lead_assessed",
            assessed=money(total.assessed + total.adjusted),
            received=money(total.received),
            day=as_at,
        )
    ]
    if refunded:
        said.append(words("lead_refunded", amount=money(refunded)))
    if settled:
        key = "lead_other" if settled > 0 else "lead_other_added"
        said.append(words(key, amount=money(abs(settled))))
    if not total.outstanding:
        key = "lead_settled"
    elif not overdue:
        key = "lead_none_overdue"
    else:
        key = "lead_all_overdue" if overdue == total.outstanding else "lead_outstanding"
    said.append(words(key, outstanding=money(total.outstanding), overdue=money(overdue)))
    return said + [words("lead_credit", amount=money(total.credit))] * bool(total.credit)


def _accounts_on_page(
    view: Contributions, total: MeetingRow, office: Office, words: Speaker
) -> Iterator[Table]:
    """The accounts of a currency, a table for each meeting, with its sums."""
    for meeting in dict.fromkeys(row.meeting for row in view.rows):
        rows = [row for row in view.rows if (row.meeting, row.money) == (meeting, total.money)]
        if rows:
            table = in_order(accounts_table(rows, view, words), words).shown("page")
            summed = with_sums(table, words("row_total"), at=1)
            name, currency = office.meeting(meeting, words), total.money.currency
            yield summed._replace(title=words("with_role", name=name, role=currency))


def status_xlsx(view: Contributions, office: Office) -> bytes:
    """A workbook with the sheets Meetings, Ageing and Accounts;
    the same view gives the same bytes.
    """
    from ccmcost.tables.styles import Styles, new_document
    from ccmcost.tables.xlsx import table_sheet

    words = office.words("en", "screen", "sheet")
    title, buffer = words("title_status"), io.BytesIO()
    book = new_document(buffer)
    made = datetime.combine(view.as_at, time())
    book.set_properties(
        {"title": title, "comments": words("made_with", version=__version__), "created": made}
    )
    styles = Styles(book)
    heading = heading_on(office.convention.name, view.as_at, view.known_on, words)
    unidentified = _each("note_unidentified", view.unidentified, words)
    funds = " ".join([*unidentified, *_funds_notes(view, office, words)])
    sheets = {
        "sheet_meetings": (meetings_table(view.meetings, (), office, words), funds),
        "sheet_ageing": (ageing_table(view.meetings, (), office, words), words("note_ages")),
        "sheet_accounts": (accounts_table(view.rows, view, words), words("note_netting")),
    }
    for name, (table, note) in zip(map(words, sheets), sheets.values(), strict=True):
        summed = with_sums(table.shown("xlsx"), words("row_total"))
        table_sheet(book, styles, name, summed, (title, heading, note), f"{title} - {name}")
    book.close()
    return buffer.getvalue()


def status_files(
    view: Contributions,
    office: Office,
    issuer: Issuer,
    languages: Sequence[str],
    form: Form = PLAIN_CSV,
) -> dict[str, bytes]:
    """`status.csv`, `status.xlsx` and a PDF in each language, by name; the CSV attached to the PDF
    is for programs and always plain.
    """
    csv = status_csv(view, office)
    written = status_csv(view, office, form)
    files = {"status.csv": written.encode(), "status.xlsx": status_xlsx(view, office)}
    page = partial(status_page, view, office)
    return files | office.pages(page, "status", "status of contributions", csv, issuer, languages)
