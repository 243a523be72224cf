"""The statement of account of a State: what it is asked to pay, a table for each meeting, and what
screen, CSV and page show of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import NamedTuple

from ccmcost.accounts.status import Account, Entry, MeetingAccount
from ccmcost.model.calendar import day_of
from ccmcost.model.money import Money, sums_by_currency
from ccmcost.model.office import Issuer
from ccmcost.tables.paper import Office, Page, heading_on
from ccmcost.tables.records import PLAIN_CSV, Form, to_csv
from ccmcost.tables.screen import PLAIN, Style, bullets, to_screen
from ccmcost.tables.table import CSV, PAGE, REST, SCREEN, Column, Columns, Table, made_of
from ccmcost.words.missions import mission_of
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
        (Column("date", "label_date", "day"), "entry.day"),
        (Column("entry", only=CSV), "entry.kind"),
        (Column("text", only=CSV), lambda line: _text(line.entry)),
        (
            Column("entry", kind="reference", wide=REST, only=(*SCREEN, *PAGE)),
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
    said, text = words(f"entry_{entry.kind}"), _text(entry)
    return words("entry_told", entry=said, text=words.quoted(text)) if text else said


def _text(entry: Entry) -> str:
    """The text of an entry, but for the note on how the office placed a receipt, which no State
    needs: the ledger keeps it.
    """
    return "" if entry.kind == "identify" else entry.text


class Due(NamedTuple):
    """What is to be paid for a meeting by a day (empty: none is known)."""

    meeting: str
    pay_by: str
    amount: Money


def dues_of(view: Account) -> list[Due]:
    """What is outstanding by meeting and day of payment; not what a plan in force protects."""
    return [
        Due(each.meeting, charge.pay_by, each.balance.of(charge.amount))
        for each in view.meetings
        if each.plan_until < view.as_at.isoformat()
        for charge in each.dues
    ]


def dues_table(view: Account, office: Office, words: Speaker) -> Table:
    """What is to be paid, each with its payment reference."""
    columns: Columns[Due] = [
        (Column("meeting", wide=REST), lambda due: office.meeting(due.meeting, words)),
        (
            Column("reference", "col_reference", "reference"),
            lambda due: words.isolated(office.payment_reference(due.meeting, view.state)),
        ),
        (
            Column("pay_by", "col_pay_by", "day"),
            lambda due: day_of(due.pay_by) if due.pay_by else None,
        ),
        (Column("amount", "col_outstanding", "money"), "amount"),
    ]
    dues = dues_of(view)
    currencies = ", ".join(dict.fromkeys(due.amount.currency for due in dues))
    title = words("with_role", name=words("heading_due"), role=currencies)
    return made_of("dues", title, columns, dues, words=words)


def what_to_pay(view: Account, office: Office, words: Speaker) -> list[str]:
    """What the State is asked to do, in sentences: pay by a day or without delay, or nothing; what
    it pays by a plan; and what stands to its credit.
    """
    by_day: dict[str, list[Money]] = {}
    for due in dues_of(view):
        passed = bool(due.pay_by) and due.pay_by < view.as_at.isoformat()
        by_day.setdefault("now" if passed else due.pay_by, []).append(due.amount)
    said = []
    for when in sorted(by_day, key=lambda when: (when != "now", when == "", when)):
        key = {"now": "pay_now", "": "pay_undated"}.get(when, "pay_by_day")
        on = day_of(when) if key == "pay_by_day" else ""
        said += [words(key, amount=each, day=on) for each in sums_by_currency(by_day[when])]
    said = said or [words("nothing_due")]
    for account in view.meetings:
        meeting = office.meeting(account.meeting, words)
        amount = account.balance.of(abs(account.balance.minor))
        if account.balance.minor > 0 and account.plan_until >= view.as_at.isoformat():
            until = day_of(account.plan_until)
            said.append(words("pays_by_plan", amount=amount, meeting=meeting, day=until))
        for each in account.chosen:
            key, part = f"credit_to_{each.choice}", amount.of(each.amount)
            document = words.quoted(each.document)
            said.append(words(key, amount=part, meeting=meeting, document=document))
        if account.undecided:
            undecided = amount.of(account.undecided)
            said.append(words("in_credit", amount=undecided, meeting=meeting))
    return said


def account_screen(view: Account, office: Office, style: Style = PLAIN) -> str:
    """The statement of one State."""
    words = office.words("en", "screen")
    title = words("statement_of", state=words.state(view.state), code=view.state)
    lines = [style.bold(heading_on(title, view.as_at, view.known_on, words))]
    if not view.meetings:
        return "\n".join([*lines, "", words("nothing_recorded_state"), ""])
    for each in view.meetings:
        heading = f"{office.meeting(each.meeting, words)} ({each.meeting}, {each.balance.currency})"
        table = entries_table(view.state, heading, [each], words)
        lines += ["", style.bold(heading), *to_screen(table, style, least=20)]
    return "\n".join([*lines, "", *bullets(what_to_pay(view, office, words))]) + "\n"


def account_csv(view: Account, office: Office, form: Form = PLAIN_CSV) -> str:
    """One row per entry, amounts in major units, the running balance of the meeting last."""
    return to_csv(entries_table(view.state, "", view.meetings, office.words("en")), form)


def account_page(view: Account, office: Office, words: Speaker) -> Page:
    """The page of the statement: what to pay, then a table per meeting. Bank details stand in the
    notices alone, where they can be verified.
    """
    dues = dues_table(view, office, words)
    tables = [dues] if dues.rows else []
    for each in view.meetings:
        name, currency = office.meeting(each.meeting, words), each.balance.currency
        title = words("with_role", name=name, role=currency)
        tables.append(entries_table(view.state, title, [each], words))
    lead = what_to_pay(view, office, words) if view.meetings else [words("nothing_due")]
    title, mission = words("title_statement"), mission_of(view.state, words)
    notes = [words("note_bank")] * bool(dues.rows) + [words("note_netting")]
    days = view.as_at, view.known_on
    return Page(title, mission, *days, tables, notes, False, lead, has_contact=True)


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
