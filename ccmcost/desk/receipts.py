"""`import receipts FILE`: a bank list, all rows or none. A line that was recorded before is passed over, never doubled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ccmcost.accounts.books import Books, Clerk
from ccmcost.desk.account import receipt_draft
from ccmcost.desk.oddities import Oddities
from ccmcost.findings import Findings
from ccmcost.intake.account import Account, Unsettled
from ccmcost.intake.finder import StateFinder
from ccmcost.intake.found import Marker
from ccmcost.intake.office_table import OfficeTable, read_office_table
from ccmcost.ledger import bodies
from ccmcost.ledger.bodies import Body, Draft, Part, Sent
from ccmcost.ledger.queries import bank_lines, currency_of
from ccmcost.load.data import Data
from ccmcost.load.table import Row
from ccmcost.model import books
from ccmcost.model.currency import decimals_of, no_currency
from ccmcost.model.money import LARGEST_TOTAL, Money
from ccmcost.workflow.kept_account import keep_account

REQUIRED = ("statement", "line", "value_date", "amount", "currency", "reference")
ORIGINAL = ("original_currency", "original_amount", "rate", "rate_date", "rate_source")
OPTIONAL = ("iso3", "meeting", "part", *ORIGINAL)
NO_STATE = "the State is missing. Name it; leave State and meeting empty if nobody knows who paid."
OTHER = ("other convention", "other_convention", "other-convention")

Key = tuple[str, str]


class Imported(NamedTuple):
    """How many bank lines were recorded, how many were known before, how much went where (per currency).

    `events` are the numbers of what was recorded; `oddities` say what is odd about a line, which was recorded all the same.
    """

    recorded: int
    known: int
    totals: tuple[Money, ...]
    unidentified: tuple[Money, ...]
    other: tuple[Money, ...]
    events: tuple[int, ...]
    oddities: tuple[str, ...]
    account: Account


def import_receipts(books: Books, path: Path, clerk: Clerk, dry_run: bool = False) -> Imported:
    """Record a bank list, and keep the account of it. Raises Unsettled with all findings; then nothing was recorded."""
    data = Data(books.workspace)
    source, findings = data.given(path), data.findings
    account = Account(Marker(str(path) if source is None else source.shown, findings), of_states=False)
    table = read_office_table(source, account, REQUIRED, OPTIONAL) if source else OfficeTable()
    with books.ledger.writing(clerk.name, "import receipts"):
        currencies = {meeting: currency_of(books.ledger, meeting) for meeting in books.meetings}
        rows, debits = _credits(table, account)
        lines = _lines(rows, table, books, currencies, clerk.now.date(), findings)
        _account_for(lines, debits, table, account)
        fresh = _fresh(books, lines, findings)
        if findings.errors:
            raise Unsettled(findings, account)
        odd, made = Oddities(books), list[int]()
        for draft in fresh:
            odd.look_at(draft)
            made += [] if dry_run else [books.record(draft, clerk).seq]
    if source is not None and fresh and not dry_run:
        keep_account(books.workspace, account, f"receipts-{source.sha256[:16]}")
    return Imported(
        len(fresh),
        len(lines) - len(fresh),
        _totals(fresh, ("received", "unidentified", "other_convention")),
        _totals(fresh, ("unidentified",)),
        _totals(fresh, ("other_convention",)),
        tuple(made),
        tuple(odd.found),
        account,
    )


def _credits(table: OfficeTable, account: Account) -> tuple[tuple[Row, ...], dict[str, int]]:
    """The rows of money that came in; debits are left out and told, and summed by currency."""
    kept, debits = [], Counter[str]()
    for row in table.rows:
        text, currency = row.get("amount"), row.get("currency")
        minor = table.sum_of(row, "amount", currency).minor
        if minor is None or minor > 0:
            kept.append(row)
            continue
        place, what = table.place(row), row.get("reference") or row.get("line")
        if row.get("iso3") or row.get("meeting"):
            message = (
                f"{text} {currency} is no receipt, but names a State or a meeting. If a payment was sent back, reverse its "
                "event (ccmcost record reverse); else empty both."
            )
            account.open("value-bad", message, what, place, amount=f"{currency} {text}")
        else:
            why = "a debit" if minor else "a line without a sum"
            account.leave_out(what, place, why, amount=f"{currency} {text}")
        debits[currency] += minor
    return tuple(kept), dict(debits)


def _account_for(
    lines: Mapping[Key, tuple[Row, Draft]], debits: Mapping[str, int], table: OfficeTable, account: Account
) -> None:
    """Each credit in the account, and the list's own totals held against them."""
    sums: Counter[str] = Counter()
    for row, draft in lines.values():
        assert isinstance(draft.body, bodies.Receipt)
        money = Money(draft.body.amount, draft.body.currency, draft.body.decimals)
        sums[money.currency] += money.minor
        states = ", ".join(dict.fromkeys(part.state for part in draft.body.parts if part.state))
        account.take(
            row.get("reference"),
            table.place(row),
            f"a credit{table.decided(row, 'amount', money.currency)}",
            states,
            str(money),
        )
    for row in table.totals:
        first = next(cell for cell in row.cells.values() if any(map(str.isalpha, cell)))
        currency = row.get("currency") or next(iter(sums), "")
        minor = table.sum_of(row, "amount", currency).minor
        says = " ".join(row.cells.values()).casefold()
        what = "a balance" if "balance" in says or minor is None else "a total"
        account.leave_out(first, table.place(row), what, amount=f"{currency} {row.get('amount')}")
        if what == "a total" and minor is not None:
            whole = sums[currency] if minor != sums[currency] + debits.get(currency, 0) else minor
            stated, read = (str(Money(each, currency, decimals_of(currency) or 0)) for each in (minor, whole))
            if not account.check(f'"{first}"', stated, read, table.place(row)).agrees:
                message = f"the list states a total of {stated}, but its credits sum to {read}."
                account.open("value-bad", message, first, table.place(row), amount=stated)


def _lines(
    rows: tuple[Row, ...],
    table: OfficeTable,
    books: Books,
    currencies: dict[str, str | None],
    today: date,
    findings: Findings,
) -> dict[Key, tuple[Row, Draft]]:
    """One receipt for each bank line; several rows of the same statement and line are its parts."""
    grouped: dict[Key, list[Row]] = {}
    for row in rows:
        if not row.get("line") and not row.get("value_date"):
            message = "this is not a bank line: it has neither a line nor a value date. Take remarks out."
            row.error(findings, "value-bad", message, "line")
            continue
        key = (row.get("statement"), row.get("line"))
        for column, value in zip(("statement", "line"), key, strict=True):
            if not value:
                row.error(
                    findings, "value-bad", f'"{column}" is empty. Statement and line tell one credit from another.', column
                )
        grouped.setdefault(key, []).append(row)
    finder = StateFinder(books.states, books.billed)
    found = {}
    for key, members in grouped.items():
        draft = _receipt(key, members, table, books, finder, currencies, today, findings)
        if draft is not None:
            found[key] = (members[0], draft)
    return found


def _receipt(
    key: Key,
    rows: list[Row],
    table: OfficeTable,
    books: Books,
    finder: StateFinder,
    currencies: dict[str, str | None],
    today: date,
    findings: Findings,
) -> Draft | None:
    first = rows[0]
    for row in rows[1:]:
        for column in ("value_date", "amount", "currency", "reference"):
            if row.get(column) != first.get(column):
                message = f'row {first.number} gives line {key[1]} another "{column}". Parts of one line share it.'
                row.error(findings, "value-bad", message, column)
    day = first.day("value_date", findings)
    if not first.get("value_date"):
        first.error(findings, "date-bad", "the value date is missing.", "value_date")
    if day is not None and day > today:
        first.error(findings, "date-bad", f"{day} lies after today, {today}.", "value_date")
    whole = _money(first, "amount", table, findings)
    if whole is None or day is None:
        return None
    parts = [_part(row, whole, len(rows), table, books, finder, currencies, findings) for row in rows]
    good = tuple(each for each in parts if each is not None)
    if len(good) == len(rows) and sum(each.amount for each in good) != whole.minor:
        total = whole.of(sum(each.amount for each in good))
        first.error(
            findings, "value-bad", f"the parts of line {key[1]} sum to {total}, but the bank credited {whole}.", "part"
        )
    if not first.get("reference"):
        first.error(findings, "value-bad", "the reference is empty. Copy what the bank says on the remitter.", "reference")
        return None
    sent = Sent(*(first.get(name) for name in ORIGINAL))
    return receipt_draft(whole, day, first.get("reference"), good, key[0], key[1], sent if any(sent) else None)


def _part(
    row: Row,
    whole: Money,
    rows: int,
    table: OfficeTable,
    books: Books,
    finder: StateFinder,
    currencies: dict[str, str | None],
    findings: Findings,
) -> Part | None:
    word, meeting = row.get("iso3"), row.get("meeting").lower()
    amount = _money(row, "part", table, findings) if row.get("part") else whole
    if rows > 1 and not row.get("part"):
        row.error(findings, "value-bad", "one line over several rows: each needs its own part of the amount.", "part")
        return None
    if amount is None:
        return None
    if meeting in OTHER:
        return Part("", "", "other_convention", amount.minor)
    if not word and not meeting:
        return Part("", "", "unidentified", amount.minor)
    code = finder.code(word)
    if code is None:
        row.error(findings, "state-unknown", finder.unknown(word) if word else NO_STATE, "iso3")
        return None
    if meeting not in books.meetings:
        message = (
            f'"{meeting}" is not in the register. Name a meeting, or "other convention", or leave State and meeting empty.'
        )
        row.error(findings, "meeting-unknown", message, "meeting")
        return None
    known = currencies[meeting]
    if known is not None and known != whole.currency:
        message = f"the account of {meeting} is kept in {known}: give the sum that the bank credited in {known}."
        row.error(findings, "value-bad", message, "currency")
    return Part(code, meeting, "received", amount.minor)


def _money(row: Row, column: str, table: OfficeTable, findings: Findings) -> Money | None:
    currency = row.get("currency")
    decimals = decimals_of(currency)
    if decimals is None:
        row.error(findings, "currency-unknown", no_currency(currency), "currency")
        return None
    minor, fault = table.sum_of(row, column, currency)
    if minor is None or not 0 < minor <= LARGEST_TOTAL:
        message = fault or f'"{row.get(column)}" is out of range: it must be more than zero.'
        if fault and any(char.isalpha() or char in "()-" for char in row.get(column)):
            message += " A sum that was paid out has a minus sign before it and is left out."
        row.error(findings, "number-bad", message, column)
        return None
    return Money(minor, currency, decimals)


def _fresh(books: Books, lines: dict[Key, tuple[Row, Draft]], findings: Findings) -> list[Draft]:
    """Lines that are not in the ledger yet; one that is there with other content is a finding."""
    recorded = {
        (statement, line): known
        for statement in sorted({key[0] for key in lines})
        for line, known in bank_lines(books.ledger, statement).items()
    }
    fresh = []
    for key, (row, draft) in lines.items():
        if key not in recorded:
            fresh.append(draft)
            continue
        event, body = recorded[key]
        if event.value_date != draft.value_date.isoformat() or not _same(body, draft.body):
            message = (
                f"line {key[1]} of statement {key[0]} was recorded otherwise (event {event.seq}). Take the row out, or "
                f"first: ccmcost record reverse {event.seq}."
            )
            row.error(findings, "duplicate-id", message, "line")
    return fresh


def _same(recorded: bodies.Receipt, now: Body) -> bool:
    """Whether two receipts say the same, however each came to be recorded."""
    return isinstance(now, bodies.Receipt) and recorded._replace(control=now.control) == now


def _totals(drafts: list[Draft], accounts: tuple[books.Account, ...]) -> tuple[Money, ...]:
    sums: dict[tuple[str, int], int] = {}
    for body in (draft.body for draft in drafts):
        if isinstance(body, bodies.Receipt):
            key = (body.currency, body.decimals)
            sums[key] = sums.get(key, 0) + sum(each.amount for each in body.parts if each.account in accounts)
    return tuple(Money(minor, *key) for key, minor in sorted(sums.items()) if minor)
