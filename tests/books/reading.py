"""What the commands print of the ledger, held against the books, to the last unit."""

from __future__ import annotations

import csv
import io
import re
import shlex
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

from tests.books import FOREVER, Account, Books, Owed
from tests.books.keeping import posted
from tests.books.office import Life

NOWHERE = ("cash", "unidentified", "other_conventions", "refunds")
BEFORE = date(2024, 1, 31)
AGES = ("age_not_due", "age_0_90", "age_91_365", "age_1_3_years", "age_older")


def rows(life: Life, line: str) -> list[dict[str, str]]:
    """What a command prints as CSV."""
    said = life.office(*shlex.split(line), "--format", "csv")
    assert said.code == 0, f"{line}\n{said.err}"
    return list(csv.DictReader(io.StringIO(said.out)))


def minor(text: str, currency: str) -> int:
    """A printed sum in minor units, with all its decimals."""
    places = 0 if currency == "JPY" else 2
    assert len(text.partition(".")[2]) == places, text
    return int(Decimal(text).scaleb(places))


def owed(row: dict[str, str]) -> Owed:
    """A row of the status."""
    currency = row["currency"]
    names = ("assessed", "adjustments", "received", "other", "outstanding", "credit")
    sums = [minor(row[name], currency) for name in names]
    first, second, third, fourth, fifth = (minor(row[name], currency) for name in AGES)
    return Owed(
        currency,
        *sums,
        int(row["days_overdue"]) if row["days_overdue"] else None,
        (first, second, third, fourth, fifth),
        date.fromisoformat(row["plan_until"]) if row["plan_until"] else None,
        row["carried_over"] == "yes",
    )


def check_status(life: Life, as_at: date, known_on: date | None = None) -> None:
    """Each State and meeting, with its ageing."""
    line = f"status --all --as-at {as_at}" + (f" --known-on {known_on}" if known_on else "")
    found = {(row["iso3"], row["meeting"]): owed(row) for row in rows(life, line)}
    wanted = life.books.status(as_at, known_on or FOREVER)
    differ = {k: (found.get(k), wanted.get(k)) for k in found.keys() | wanted.keys()}
    differ = {key: both for key, both in differ.items() if both[0] != both[1]}
    assert not differ, f"{line}: found, wanted: {differ}"


def check_unidentified(life: Life) -> None:
    """What nobody has been found for."""
    said = life.office("status", "--unidentified").out
    found = [line for line in said.splitlines() if line.startswith("event ")]
    left = [each for each in life.books.standing() if each.kind in ("receipt", "bank_line")]
    wanted = [each for each in left if life.books.left(each.event)]
    assert {int(line.split()[1]) for line in found} == {each.event for each in wanted}
    for line in found:
        _, event, _, currency, amount, *_ = line.split()
        amount = amount.replace(",", "")
        assert minor(amount, currency) == life.books.left(int(event)), line


def check_statement(life: Life, state: str) -> None:
    """The account of a State: each event that moved it, and a running balance."""
    found: Counter[tuple[int, str, str, int]] = Counter()
    balances: dict[str, int] = {}
    for row in rows(life, f"statement {state} --as-at {life.today}"):
        currency, meeting = row["currency"], row["meeting"]
        moved = minor(row["charge"], currency) - minor(row["payment"], currency)
        found[int(row["event"]), row["date"], meeting, 0] += moved
        balances[meeting] = balances.get(meeting, 0) + moved
        assert minor(row["balance"], currency) == balances[meeting]
    wanted: Counter[tuple[int, str, str, int]] = Counter()
    for entry in life.books.entries:
        for line in entry.lines:
            if (line.account, line.state) == ("receivable", state) and line.day <= life.today:
                wanted[entry.event, str(line.day), line.meeting, 0] += line.amount
    assert _some(found) == _some(wanted), (state, _some(found), _some(wanted))
    for meeting, balance in balances.items():
        assert balance == life.books.balance(state, meeting, life.today)


def _some(sums: Counter[tuple[int, str, str, int]]) -> dict[tuple[int, str, str, int], int]:
    return {key: amount for key, amount in sums.items() if amount}


def check_state(life: Life, state: str) -> None:
    """The ledger's part of what `ccmcost state` says of each meeting."""
    wanted = life.books.status(life.today)
    found = {
        row["meeting"]: [
            minor(row[name], wanted[state, row["meeting"]].currency)
            for name in ("assessed", "adjusted", "received", "other", "outstanding", "credit")
        ]
        for row in rows(life, f"state {state} --as-at {life.today}")
        if row["assessed"]
    }
    assert found == {key[1]: list(each[1:7]) for key, each in wanted.items() if key[0] == state}


def check_journal(life: Life) -> None:
    """Debits and credits of every event, by account, State, meeting and currency."""
    found: dict[int, Counter[Account]] = {}
    for row in rows(life, "ledger journal --all --own-names"):
        key = placed((row["account"], row["state"], row["meeting"], row["currency"]))
        sides = (minor(row[side], key[3]) if row[side] else 0 for side in ("debit", "credit"))
        found.setdefault(int(row["document"]), Counter())[key] += next(sides) - next(sides)
    for entry in life.books.entries:
        wanted: Counter[Account] = Counter()
        for key, amount in posted(entry).items():
            wanted[placed(key)] += amount
        got = {key: amount for key, amount in found.pop(entry.event, {}).items() if amount}
        assert got == {key: amount for key, amount in wanted.items() if amount}, (entry, got)
    assert not found
    assert not sum(life.books.accounts().values())


def placed(key: Account) -> Account:
    """An account with its State and meeting, where the journal has them."""
    return (key[0], "", "", key[3]) if key[0] in NOWHERE else key


def check_postings(life: Life) -> None:
    """The export of all postings: those of a State and a meeting are its balance."""
    life.run("ledger export postings.csv")
    path = life.folder / "postings.csv"
    found: Counter[tuple[str, str]] = Counter()
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["state"]:
                found[row["state"], row["meeting"]] += minor(row["amount"], row["currency"])
    path.unlink()
    for state, meeting in found:
        assert found[state, meeting] == life.books.balance(state, meeting), (state, meeting)


def check_cheap(life: Life) -> None:
    """After each operation."""
    check_status(life, life.today)


def check_all(life: Life) -> None:
    """After some operations: also earlier days, as known now and then."""
    early = date(2022, 6, 1)
    for _ in range(2):
        as_at = early + timedelta(days=life.draw.randint(0, (life.today - early).days + 400))
        since = (life.today - BEFORE).days
        known = BEFORE + timedelta(days=life.draw.randint(0, since))
        check_status(life, min(as_at, life.today), known)
        check_status(life, min(as_at, life.today))
    check_unidentified(life)
    states = sorted({line.state for line in life.books.lines() if line.account == "receivable"})
    for state in life.draw.sample(states, min(2, len(states))):
        check_statement(life, state)
    if states and life.draw.random() < 0.3:  # it shares every meeting, which takes long
        check_state(life, life.draw.choice(states))
    check_journal(life)
    check_postings(life)
    count = len(life.books.entries)
    told = f"0 problems; {count} event{'s' if count != 1 else ''}"
    assert told in life.run("ledger verify").out
    totals(life.books, life)


def totals(books: Books, life: Life) -> None:
    """Notices and credits of a meeting, with the rounding line, come to its cost."""
    billed: Counter[str] = Counter()
    for line in books.lines():
        if line.account == "income":
            billed[line.meeting] -= line.amount
    for meeting, cost in life.cost_issued.items():
        assert billed[meeting] + life.residual[meeting] == cost


RECEIVED = ("receipt", "bank_line", "identify", "opening")
"""Kinds of entries that bring money for a meeting."""


def check_report(life: Life) -> None:
    """The annual report of 2024: what was received for its meeting, and who owes how much."""
    said = life.run(f"report 2024 --as-at {life.today}").out
    wanted: dict[str, list[int]] = {}
    for (state, _), each in life.books.status(life.today).items():
        if each.outstanding and each.currency == "USD":
            row = wanted.setdefault(state, [0] * 7)
            sums = (*each.ages, each.outstanding)
            row[:6] = [had + more for had, more in zip(row, sums, strict=False)]
            row[6] = max(row[6], each.days_overdue or 0)
    names = ("not_due", "days_0_90", "days_91_365", "years_1_3", "older", "outstanding")
    found: dict[str, list[int]] = {}
    for path in (life.folder / "reports" / "annual").rglob("csv/*arrears.csv"):
        with path.open(encoding="utf-8-sig", newline="") as stream:
            for row in csv.DictReader(stream):
                sums = tuple(minor(row[name], "USD") for name in names)
                found[row["iso3"]] = [*sums, int(row["days_overdue"] or 0)]
    told = re.search(r"received USD ([\d,.-]+) as at .*meetings USD ([\d,.]+)", said)
    if told is None:
        assert "Specimen" in said
        return
    assert found == wanted
    received = -sum(
        line.amount
        for each in life.books.standing(life.today)
        for line in each.lines
        if line.key[:3:2] == ("receivable", "msp12")
        and each.kind in RECEIVED
        and line.day <= life.today
    )
    sums = tuple(minor(each.replace(",", ""), "USD") for each in told.groups())
    assert sums == (received, sum(row[5] for row in wanted.values()))
