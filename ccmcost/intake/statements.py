"""Bank statements become rows of a bank list: every entry with its sign, what is no receipt named,
and the balances that a statement states held against the sum of its entries.

An entry is known by the bank's own reference, its day and its sum, so that a file taken twice, or
two that overlap, are recognised.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from ccmcost.intake.account import Account
from ccmcost.intake.entries import (
    Entry,
    Statement,
    TakenBack,
    entry_keys,
    plain_number,
    refused,
    text_of_statement,
)
from ccmcost.intake.found import Place
from ccmcost.intake.office_table import OfficeTable
from ccmcost.load.table import Row
from ccmcost.model.source import SourceFile
from ccmcost.text import blanked


def is_statement(source: SourceFile) -> bool:
    """Whether a file is a bank's message that `read_statements` reads or refuses by its name."""
    return _is_camt(source) or _is_message(source)


def _is_camt(source: SourceFile) -> bool:
    start = source.content[:4096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if not start.startswith(b"<"):
        return False
    named = re.compile(rb"camt\.05[234]|<(?:\w+:)?BkToCstmr(?:Stmt|AcctRpt|DbtCdtNtfctn)\b")
    return named.search(source.content.replace(b"\0", b"")) is not None


def _is_message(source: SourceFile) -> bool:
    """Whether a file begins as MT940 and its like do: with a reference, then an account."""
    start = text_of_statement(source._replace(content=source.content[:4096]))
    tags = re.findall(r"(?m)^[\x00-\x20]*(?:\{.*)?:(20|25[A-Z]?):", start)
    return tags[:1] == ["20"] and any(tag.startswith("25") for tag in tags)


def read_statements(source: SourceFile) -> tuple[Statement, ...]:
    """The statements of a file. Raises DataError or UsageError with the place of what cannot be
    read; then nothing of it counts.
    """
    if _is_camt(source):
        from ccmcost.intake.camt import read_camt

        return tuple(read_camt(source))
    from ccmcost.intake.mt940_file import read_mt940

    return tuple(read_mt940(source))


def statement_table(source: SourceFile, account: Account, own: Collection[str] = ()) -> OfficeTable:
    """The booked entries of a file as rows of a bank list; what is no row is in the account.

    `own` are the numbers of the office's accounts: entries of others are left out, and if none of
    several accounts is known, a person is asked. Balances that do not tie are open: then nothing
    is recorded.
    """
    statements = read_statements(source)
    if not statements:
        raise refused(source, "the file holds no statement.")
    accounts = list(dict.fromkeys(statement.account for statement in statements))
    ours = [each for each in accounts if is_own(each, own)]
    if not ours and (len(accounts) > 1 or (accounts[0] and any(map(plain_number, own)))):
        listed = ", ".join(each or "one without a number" for each in accounts)
        message = (
            f"the file has statements of {listed}, and issuer.toml names no such account. If one "
            "is the office's, write its number there; entries of others are left out."
        )
        account.open("column-doubtful", message, listed, Place(0, "statements"))
        return OfficeTable()
    _check_pages(statements, account)
    rows, places, remarks = list[Row](), dict[int, Place](), list[str]()
    own_ones = [each for each in statements if not ours or each.account in ours]
    back, withdrawn = _taken_back(own_ones)
    for statement in statements:
        is_ours = not ours or statement.account in ours
        if is_ours and not _ties(statement, account):
            remarks.append(without_balances(f"statement {statement.name}"))
        for note in statement.notes:
            place = Place(0, f"statement {statement.name}")
            account.leave_out(note, place, "a note on the statement")
        booked: list[Entry] = []
        for entry in statement.entries:
            why = _WHY_NOT.get(entry.kind, "") if is_ours else f"account {statement.account}"
            if entry.place in withdrawn:
                why = f"{_WHY_NOT['reversed credit']} ({withdrawn[entry.place].place.text})"
            if why:
                account.leave_out(entry.text, entry.place, why, amount=str(entry.amount))
            else:
                booked.append(entry)
        for entry, key in zip(booked, entry_keys(booked, statement.name), strict=True):
            number = len(rows) + 1
            cells = list_cells(entry, key, plain_number(statement.account) or statement.name)
            rows.append(Row(source.shown, number, cells, account.marker.findings))
            places[number] = entry.place
    return OfficeTable(rows, (), places, remarks, back, of_bank=True)


def without_balances(what: str) -> str:
    """What is said of a file of a bank that states no balances."""
    return f"{what}: it states no balances, so whether it is complete could not be checked."


def _taken_back(
    statements: Collection[Statement],
) -> tuple[list[TakenBack], dict[Place, Entry]]:
    """The entries by which the bank took a credit back; and of each credit of the same file that
    one of them takes back, by the bank's own reference and its sum, the place and that entry.
    """
    back, withdrawn = list[TakenBack](), dict[Place, Entry]()
    for statement in statements:
        name = plain_number(statement.account) or statement.name
        for entry in statement.entries:
            if entry.kind == "reversed credit":
                credit = next(
                    (
                        each.place
                        for other in statements
                        for each in other.entries
                        if other.account == statement.account
                        and each.kind == "entry"
                        and each.reference == entry.reference != ""
                        and each.amount.minor == -entry.amount.minor
                        and each.place not in withdrawn
                    ),
                    None,
                )
                back.append(TakenBack(name, entry, credit is not None))
                withdrawn |= {} if credit is None else {credit: entry}
    return back, withdrawn


_LONGEST = 480
_WHY_NOT: dict[str, str] = {
    "pending": "not booked by the bank yet",
    "reversed debit": "a debit that the bank took back",
    "reversed credit": "a credit that the bank took back",
}


def is_own(account: str, own: Collection[str]) -> bool:
    """Whether an account is one of the office's: banks write more or less of its number."""
    written = plain_number(account)
    known = [number for number in map(plain_number, own) if number]
    return len(written) > 3 and any(each in written or written in each for each in known)


def list_cells(entry: Entry, key: str, statement: str) -> dict[str, str]:
    """An entry as a row of a bank list; what the bank says is one line, not longer than the ledger
    takes.
    """
    return {
        "statement": statement,
        "line": key,
        "value_date": entry.value_date,
        "amount": entry.amount.plain(),
        "currency": entry.amount.currency,
        "reference": one_line(entry.text or entry.reference) or key,
    }


def one_line(text: str) -> str:
    """What a bank says, as the ledger keeps it."""
    plain = " ".join(blanked(text).split())
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 3]}..."


def _check_pages(statements: Collection[Statement], account: Account) -> None:
    """That each statement of an account begins where the one before ended."""
    last: dict[str, Statement] = {}
    for statement in statements:
        before = last.get(statement.account)
        last[statement.account] = statement
        ends = before.closing if before else None
        if ends is not None and statement.opening is not None and ends != statement.opening:
            name = f"statement {statement.name}"
            message = (
                f"{name} opens with {statement.opening}, but the one before it closes with {ends}: "
                "a statement or a page is missing. Ask the bank for it; nothing was recorded."
            )
            account.open("value-bad", message, name, Place(0, name))


def _ties(statement: Statement, account: Account) -> bool:
    """Whether a statement states its balances; they are held against the sum of its entries."""
    name = f"statement {statement.name}" + (f" of {statement.account}" * bool(statement.account))
    place = Place(0, name)
    if statement.opening is None or statement.closing is None:
        return False
    read = statement.opening.of(statement.opening.minor + statement.booked)
    by_value = read.minor - statement.later
    if by_value == statement.closing.minor != read.minor:
        name = f"{name}, by days of value"
        read = read.of(by_value)
    check = account.check(f"closing balance of {name}", str(statement.closing), str(read), place)
    if not check.agrees:
        message = (
            f"{name} closes with {statement.closing}, but its opening balance and its entries sum "
            f"to {read}. Ask the bank for the whole statement; nothing was recorded."
        )
        account.open("value-bad", message, name, place, amount=str(statement.closing))
    return True
