"""The statement of account of a State: a table for each meeting, and what screen,
CSV and page show of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import NamedTuple

from ccmcost.accounts.status import Account, Entry, MeetingAccount
from ccmcost.model.calendar import day_of
from ccmcost.model.office import Issuer
from ccmcost.tables.paper import Office, Page, heading_on
from ccmcost.tables.records import PLAIN_CSV, Form, to_csv
from ccmcost.tables.screen import PLAIN, Style, to_screen
from ccmcost.tables.table import CSV, REST, Column, Columns, Table, made_of
from ccmcost.words.numbers import day, money
from ccmcost.words.speaker import Speaker


class Line(NamedTuple):
    """An entry of the account for a meeting."""

    meeting: str
    entry: Entry


def entries_table(
    state: str, title: str, accounts: Iterable[MeetingAccount], words: Speaker
) -> Table:
    """Entries with the balance of their meeting after each."""
    columns: Columns[Line] = [
        (Column("iso3", only=CSV), lambda line: state),
        Column("meeting", only=CSV),
        (Column("event", kind="number", wide=5, only=("csv", "screen")), "entry.event"),
        (Column("date", "label_date", "iso_day"), "entry.day"),
        (Column("entry", only=CSV), "entry.kind"),
        (Column("text", only=CSV), "entry.text"),
        (
            Column("entry", kind="reference", wide=REST, only=("screen", "page")),
            lambda line: _told(line.entry, words),
        ),
        (Column("currency", only=CSV), "entry.charge.currency"),
        (Column("charge", kind="movement"), "entry.charge"),
        (Column("payment", kind="movement"), "entry.payment"),
        (Column("balance", kind="money"), "entry.balance"),
    ]
    lines = (Line(each.meeting, entry) for each in accounts for entry in each.entries)
    return made_of("statement", title, columns, lines, words=words)


def _told(entry: Entry, words: Speaker) -> str:
    said = words(f"entry_{entry.kind}")
    return words("entry_told", entry=said, text=words.quoted(entry.text)) if entry.text else said


def account_screen(view: Account, office: Office, style: Style = PLAIN) -> str:
    """The statement of one State."""
    words = office.words("en", "screen")
    title = words("statement_of", state=words.state(view.state), code=view.state)
    lines = [style.bold(heading_on(title, view.as_at, view.known_on, words))]
    if not view.meetings:
        return "\n".join([*lines, "", words("nothing_recorded_state"), ""])
    for each in view.meetings:
        heading = f"{each.meeting} ({each.balance.currency})"
        table = entries_table(view.state, heading, [each], words)
        lines += ["", style.bold(heading), *to_screen(table, style, least=20)]
        if each.plan_until:
            lines.append(words("note_plan", day=each.plan_until))
    return "\n".join([*lines, "", *_totals(view, words)]) + "\n"


def _totals(view: Account, words: Speaker) -> list[str]:
    return [
        words(
            "note_account", owed=money(owed, words.language), credit=money(credit, words.language)
        )
        for owed, credit in view.totals
    ]


def account_csv(view: Account, office: Office, form: Form = PLAIN_CSV) -> str:
    """One row per entry, amounts in major units, the running balance of the meeting last."""
    return to_csv(entries_table(view.state, "", view.meetings, office.words("en")), form)


def account_page(view: Account, office: Office, words: Speaker) -> Page:
    """The page of the statement: a table per meeting, then the sums."""
    tables, plans = [], []
    for each in view.meetings:
        name = office.meeting(each.meeting, words)
        title = f"{name} ({each.balance.currency})"
        tables.append(entries_table(view.state, title, [each], words))
        if each.plan_until:
            until = day(day_of(each.plan_until), words.language)
            plans.append(words("note_plan", meeting=name, day=until))
    notes = [*_totals(view, words), words("note_netting"), *plans]
    title, name = words("title_statement"), words.state(view.state)
    return Page(title, name, view.as_at, view.known_on, tables, notes, landscape=False)


def account_files(
    view: Account,
    office: Office,
    issuer: Issuer,
    languages: Sequence[str],
    form: Form = PLAIN_CSV,
) -> dict[str, bytes]:
    """`statement-JPN.csv` and a PDF in each language, by name; the CSV attached to the PDF is for
    programs and always plain.
    """
    csv, name = account_csv(view, office), f"statement-{view.state}"
    page, called = partial(account_page, view, office), f"statement of {view.state}"
    return {f"{name}.csv": account_csv(view, office, form).encode()} | office.pages(
        page, name, "statement of account", csv, issuer, languages, called
    )
