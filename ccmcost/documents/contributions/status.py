"""The status of contributions: its tables, and what screen, CSV, workbook and page show of them."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Sequence
from datetime import datetime, time
from operator import attrgetter

from ccmcost import __version__
from ccmcost.accounts.status import AccountRow, Contributions, Funding, MeetingRow
from ccmcost.documents.contributions import Office, Page, heading_on
from ccmcost.model.calendar import day_of
from ccmcost.model.money import Money
from ccmcost.model.office import Issuer
from ccmcost.tables.records import to_csv
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
    made_of,
    with_sums,
)
from ccmcost.words.numbers import day, money
from ccmcost.words.speaker import Speaker

_OFTEN_EMPTY = ("adjustments", "other", "credit")

Sums = AccountRow | MeetingRow


def _figures() -> Columns[Sums]:
    """Assessed to credit, as every table of accounts and of meetings shows them."""
    return [
        Column("assessed", kind="money"),
        (Column("adjustments", "col_adjusted", "money"), lambda row: row.adjusted),
        Column("received", kind="money"),
        Column("other", kind="money"),
        Column("outstanding", kind="money"),
        Column("credit", kind="money"),
    ]


def _ages(*only: Output) -> Columns[Sums]:
    """What is outstanding, by age."""
    return [
        (Column("age_0_90", "age_0", "money", only=only), lambda row: row.bands[0]),
        (Column("age_91_365", "age_1", "money", only=only), lambda row: row.bands[1]),
        (Column("age_1_3_years", "age_2", "money", only=only), lambda row: row.bands[2]),
        (Column("age_older", "age_3", "money", only=only), lambda row: row.bands[3]),
    ]


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
        (Column("currency", only=SHEET), attrgetter("money.currency")),
    ]


def _funds(words: Speaker, only: tuple[Output, ...] = ()) -> Columns[MeetingRow]:
    """Cost last issued, cash in hand, and what is short; in the order of a sheet if it is for that
    `only`.
    """
    unknown = Funding(None, "", None)

    def state(row: MeetingRow) -> str:
        return (
            words(f"status_{row.funding.cost_status}")
            if row.funding and row.funding.cost is not None
            else ""
        )

    cost: Taken[MeetingRow] = (
        Column("cost", kind="money", only=only),
        lambda row: (row.funding or unknown).cost,
    )
    go: Taken[MeetingRow] = (
        Column("go_no_go", "col_go", "day", only=only),
        lambda row: (row.funding or unknown).go_no_go,
    )
    status, cash = (
        (Column("cost_status", only=only), state),
        Column("cash", kind="money", only=only),
    )
    short = Column("short", kind="money", only=only)
    return [cash, cost, status, short, go] if only else [status, go, cost, cash, short]


def meetings_table(
    rows: Sequence[MeetingRow], totals: Sequence[MeetingRow], office: Office, words: Speaker
) -> Table:
    """Meetings with their sums; a workbook adds the funds in hand."""
    currency = rows[0].money.currency if rows else ""
    collected = Column("collected", kind="percent", only=("screen", "page"))
    columns = [*_meeting(office, words, currency), *_figures(), collected, *_funds(words, SHEET)]
    return made_of(
        "meetings", f"{words('heading_meetings')} ({currency})", columns, rows, totals, words=words
    )


def ageing_table(
    rows: Sequence[MeetingRow], totals: Sequence[MeetingRow], office: Office, words: Speaker
) -> Table:
    """What is outstanding of each meeting, by age."""
    title = f"{words('heading_ageing')} ({totals[0].money.currency if totals else ''})"
    outstanding = Column("outstanding", kind="money", only=("page", "xlsx"))
    columns = [*_meeting(office, words, words("col_outstanding")), *_ages(), outstanding]
    return made_of("ageing", title, columns, rows, totals, words=words)


def funding_table(rows: Sequence[MeetingRow], office: Office, words: Speaker) -> Table | None:
    """The funds in hand for each meeting whose cost was issued; None if none was."""
    issued = [row for row in rows if row.funding and row.funding.cost is not None]
    if not issued:
        return None
    title = f"{words('heading_funding')} ({rows[0].money.currency})"
    columns = [*_meeting(office, words, words("heading_funding")), *_funds(words)]
    return made_of("funding", title, columns, issued, words=words)


def accounts_table(rows: Sequence[AccountRow], view: Contributions, words: Speaker) -> Table:
    """A row for each State and meeting."""
    columns: Columns[AccountRow] = [
        (Column("meeting", only=PAGE), lambda row: row.meeting.upper()),
        (Column("as_at", only=CSV), lambda row: view.as_at),
        (Column("known_on", only=CSV), lambda row: view.known_on),
        (Column("iso3", "col_code"), lambda row: row.state),
        (Column("name", "col_state", only=("csv", "xlsx")), lambda row: words.state(row.state)),
        (Column("name", "col_state", wide=REST, only=PAGE), lambda row: _marked(row, words)),
        (Column("name", "col_state", only=SCREEN), lambda row: _short(row, words)),
        Column("meeting", only=("csv", "screen", "xlsx")),
        (Column("currency", only=("csv", "xlsx")), attrgetter("money.currency")),
        *_figures(),
        Column("days", kind="number"),
        *_ages("csv"),
        Column("plan_until", "col_plan", only=("csv", "xlsx")),
        (
            Column("carried_over", only=("csv", "xlsx")),
            lambda row: Say("yes", words("yes")) if row.carried_over else Say("no", ""),
        ),
    ]
    currency = rows[0].money.currency if rows else ""
    return made_of(
        "accounts", f"{words('heading_accounts')} ({currency})", columns, rows, words=words
    )


def _marked(row: AccountRow, words: Speaker) -> str:
    marks = [words("carried_over")] if row.carried_over else []
    if row.plan_until:
        marks.append(words("by_plan", day=day(day_of(row.plan_until), words.language)))
    return words.state(row.state) + (f" ({'; '.join(marks)})" if marks else "")


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
    if not view.rows and not view.unidentified:
        return "\n".join([*lines, words("nothing_recorded"), ""])
    for total in view.totals:
        rows = [row for row in view.meetings if row.money == total.money]
        tables = (
            meetings_table(rows, [total], office, words),
            ageing_table(rows, [total], office, words),
            funding_table(rows, office, words),
        )
        lines += [line for table in tables if table for line in (*to_screen(table, style), "")]
    lines += [*_accounts_on_screen(view, words, style, every), ""]
    notes = [f"{words('note_days')} {words('note_netting')}"]
    return "\n".join([*lines, *bullets([*notes, *_notes(view, office, words)])]) + "\n"


def _accounts_on_screen(
    view: Contributions, words: Speaker, style: Style, every: bool
) -> list[str]:
    rows = [row for row in view.rows if every or row.balance]
    lines = []
    if rows:
        table = accounts_table(rows, view, words).shown("screen")
        kept = [
            place
            for place, column in enumerate(table.columns)
            if column.name not in _OFTEN_EMPTY
            or any(isinstance(cell := row[place], Money) and cell.minor for row in table.rows)
        ]
        lines += to_screen(table.with_columns(kept), style)
    if paid := len(view.rows) - len(rows):
        lines.append(words("paid_in_full", n=str(paid)))
    if any(row.carried_over for row in rows):
        lines.append(words("mark_carried_over"))
    if any(row.plan_until for row in rows):
        lines.append(words("mark_plan"))
    return lines


def _notes(view: Contributions, office: Office, words: Speaker) -> list[str]:
    notes = [
        words("note_unidentified", amount=money(each, words.language)) for each in view.unidentified
    ]
    notes += [
        words("note_elsewhere", amount=money(each, words.language))
        for each in view.other_convention
    ]
    return [*notes, _go_no_go(office, words)]


def _go_no_go(office: Office, words: Speaker) -> str:
    return words("note_go", basis=words.quoted(office.convention.go_no_go_basis))


def status_csv(view: Contributions, office: Office) -> str:
    """One row per State and meeting, amounts in major units."""
    return to_csv(accounts_table(view.rows, view, office.words("en", "screen")))


def status_page(view: Contributions, office: Office, words: Speaker) -> Page:
    """The page of the status: meetings, ageing, funds, accounts."""
    tables = []
    for total in view.totals:
        rows = [row for row in view.meetings if row.money == total.money]
        accounts = accounts_table(
            [row for row in view.rows if row.money == total.money], view, words
        ).shown("page")
        tables += [
            meetings_table(rows, [total], office, words),
            ageing_table([row for row in rows if row.outstanding], [total], office, words),
            funding_table(rows, office, words),
            with_sums(accounts, words("row_total"), at=2),
        ]
    notes = [
        words("note_days"),
        words("note_netting"),
        words("note_other"),
        *_notes(view, office, words),
    ]
    shown = [table for table in tables if table]
    return Page(words("title_status"), "", view.as_at, view.known_on, shown, notes, landscape=True)


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
        {"title": title, "comments": f"Made by ccmcost {__version__}", "created": made}
    )
    styles = Styles(book)
    heading = heading_on(office.convention.name, view.as_at, view.known_on, words)
    sheets = (
        (
            words("sheet_meetings"),
            meetings_table(view.meetings, (), office, words),
            words("note_go", basis=office.convention.go_no_go_basis),
        ),
        (words("sheet_ageing"), ageing_table(view.meetings, (), office, words), words("note_ages")),
        (words("sheet_accounts"), accounts_table(view.rows, view, words), words("note_netting")),
    )
    for name, table, note in sheets:
        summed = with_sums(table.shown("xlsx"), words("row_total"))
        table_sheet(book, styles, name, summed, (title, heading, note), f"{title} - {name}")
    book.close()
    return buffer.getvalue()


def status_files(
    view: Contributions, office: Office, issuer: Issuer, languages: Sequence[str]
) -> dict[str, bytes]:
    """`status.csv`, `status.xlsx` and a PDF in each language, by name."""
    csv = status_csv(view, office)
    files = {"status.csv": csv.encode(), "status.xlsx": status_xlsx(view, office)}
    data = {"document": "status of contributions", "as_at": view.as_at.isoformat(), "csv": csv}
    for language in languages:
        words = office.words(language)
        page = status_page(view, office, words)
        files[f"status-{language}.pdf"] = page.pdf(
            issuer, words, data, "the status of contributions"
        )
    return files
