"""An office that lives at random: each operation is a line of the command line, and what the
books (`tests/books/__init__.py`) say that it does. `reading.py` holds the one against the other.
"""

from __future__ import annotations

import hashlib
import random
import shlex
from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from tests.books import Books, Entry, Line, Rule
from tests.ledger_life import short_documents
from tests.ledger_office import ISSUER, Office, Said

PARTIES = ("AUS", "AUT", "CHE", "CUB", "NLD", "PER", "SWE", "ZAF")
NOT_PARTIES = ("EGY", "FIN")
SCALES = {"rc2": "un-2019-2021", "msp12": "un-2022-2024", "msp11": "un-2022-2024"}
GROUPS = {
    "msp11": ("msp11",),
    "msp12": ("msp12",),
    "msp13": ("msp13",),
    "rc2": ("rc2-pm1", "rc2-pm2", "rc2"),
}
CURRENCIES = {"msp9": "CHF", "msp10": "USD", "msp11": "EUR", "msp12": "USD", "msp13": "JPY"}
PLAIN = Rule("article-14-1")
LEFT = Rule("left", "none", (("EUU", Fraction(25, 1000)),))
"""It leaves what rounding leaves, and an organization bears a fixed share."""
BY = "--document D --approved-by 'B. Chief'"
BANK = "statement,line,value_date,amount,currency,reference,iso3,meeting,part"


def currency_of(meeting: str) -> str:
    """In which the account of a meeting is kept."""
    return CURRENCIES.get(meeting, "USD")


def plain(amount: int, currency: str) -> str:
    """A sum as it is typed."""
    if currency == "JPY":
        return str(amount)
    sign, amount = "-" * (amount < 0), abs(amount)
    return f"{sign}{amount // 100}.{amount % 100:02}"


class Life:
    """One office, its commands, its books, and what comes next."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch, seed: str) -> None:
        short_documents(patch)
        self.office, self.patch, self.draw = Office(folder, patch), patch, random.Random(seed)
        self.folder, self.books = folder, Books()
        self.told: list[str] = []
        self.costs: dict[str, tuple[int, str]] = {}
        self.issued: dict[str, dict[str, int]] = {}
        self.cost_issued: dict[str, int] = {}
        self.residual: dict[str, int] = {}
        self.official: set[str] = set()
        self.last_issue: dict[str, date] = {}
        self.expected: dict[str, bool] = {}
        self.lists: dict[str, tuple[str, ...]] = {}
        self.notices: Counter[int] = Counter()
        self.files: list[tuple[str, list[tuple[int, str]]]] = []
        self.handed = 0
        self.today = date(2024, 2, 1)
        issuer = 'adjust_minimum = "10.00"\n' + ISSUER
        (folder / "data" / "issuer.toml").write_text(issuer, encoding="utf-8")
        rule = (folder / "data" / "rules" / "article-14-1.toml").read_text(encoding="utf-8")
        rule = rule.replace('"article-14-1"', '"left"').replace('"largest_amounts"', '"none"')
        (folder / "data" / "rules" / "left.toml").write_text(
            f'{rule}\n[fixed]\nEUU = "2.5"\n', encoding="utf-8"
        )

    # what is asked of the commands

    def state_of_files(self) -> str:
        """All that stands in the folder, to the byte for the ledger."""
        found = [hashlib.sha256((self.folder / "ledger.sqlite").read_bytes()).hexdigest()]
        for path in sorted(self.folder.rglob("*")):
            if path.is_file() and not path.name.startswith((".ccmcost", "ledger.sqlite")):
                stat = path.stat()
                found.append(f"{path} {stat.st_size} {stat.st_mtime_ns}")
        return "\n".join(found)

    def run(self, line: str, *entries: Entry) -> Said:
        """A line that must succeed, and what it does."""
        self.told.append(f"{self.today} {line}")
        said = self.office(*shlex.split(line))
        assert said.code == 0, f"{line}\n{said.out}{said.err}"
        for entry in entries:
            self.books.add(entry._replace(recorded=self.today))
        return said

    def refused(self, line: str) -> Said:
        """A line that must be refused, and change nothing."""
        self.told.append(f"{self.today} (refused) {line}")
        before = self.state_of_files()
        said = self.office(*shlex.split(line))
        assert said.code in (1, 2), f"{line}\n{said.out}{said.err}"
        assert said.err.strip(), line
        assert self.state_of_files() == before, line
        return said

    def ruled(self, allowed: bool, line: str, entry: Entry) -> Said:
        """A line that is allowed, or refused."""
        return self.run(line, entry) if allowed else self.refused(line)

    def approved(self, line: str, entry: Entry) -> Said:
        """An issue that one prepares and another approves."""
        prepared = line.replace("--approved-by 'B. Chief'", "--prepare")
        said = self.run(prepared)
        drafts = [word for word in said.out.split() if word.startswith("drafts/")]
        if not drafts:
            return self.run(line, entry)
        self.refused(f"approve {drafts[0]} --approved-by 'A. Clerk' --reference MAIL")
        return self.run(f"approve {drafts[0]} --approved-by 'B. Chief' --reference MAIL", entry)

    def later(self) -> None:
        """Some days pass."""
        self.today += timedelta(days=self.draw.choice((0, 0, 1, 3, 10, 40)))
        self.office.on(self.today.isoformat())

    # what is drawn

    def amount(self, currency: str, most: int = 30_000_00) -> int:
        """A sum, mostly small and odd."""
        drawn = self.draw.randint(1, self.draw.choice((50, 10_000, most)))
        return max(1, drawn // 100) if currency == "JPY" else drawn

    def day(self, back: int = 90) -> date:
        """A value date, today or before."""
        return self.today - timedelta(days=self.draw.choice((0, self.draw.randint(0, back))))

    def place(self, debt: bool | None = None) -> tuple[str, str] | None:
        """A State and a meeting: with a debt, with a credit, or any with an account."""
        found: dict[tuple[str, str], int] = {}
        for line in self.books.lines():
            if line.account == "receivable":
                key = line.state, line.meeting
                found[key] = found.get(key, 0) + line.amount
        keys = [k for k, b in found.items() if debt is None or (b > 0 if debt else b < 0)]
        return self.draw.choice(sorted(keys)) if keys else None

    def debt(self, state: str, meeting: str, day: date) -> int:
        """What a State owes, as at a day and now."""
        balance = self.books.balance
        return max(0, min(balance(state, meeting, day), balance(state, meeting)))

    def credit(self, state: str, meeting: str, day: date) -> int:
        """Its credit, as at a day and now."""
        balance = self.books.balance
        return max(0, min(-balance(state, meeting, day), -balance(state, meeting)))

    # the entries

    def moved(
        self,
        kind: str,
        place: tuple[str, str],
        day: date,
        amount: int,
        against: str,
        **more: object,
    ) -> Entry:
        """Less (or below zero more) to pay for a State and meeting, against another account."""
        state, meeting = place
        currency = currency_of(meeting)
        column = "received" if kind in ("receipt", "identify") else "other"
        lines = (
            Line("receivable", currency, -amount, day, state, meeting, column),
            Line(against, currency, amount, day, *self._belongs(against, place)),
        )
        return Entry(self.books.next, kind, day, lines, about=place)._replace(**more)  # type: ignore[arg-type]

    @staticmethod
    def _belongs(account: str, place: tuple[str, str]) -> tuple[str, str]:
        return ("", "") if account in ("cash", "unidentified") else place
