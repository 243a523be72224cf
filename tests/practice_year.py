"""A year of an office in the size of a real one, made up: who took part, who paid what, and what
the bank says of it. `docs/practice/` holds its files, with which a reader follows
`docs/howto-finance-officer.md`.

What each State owes is computed here from the rates and the treaty days alone, with whole numbers
and fractions; nothing of ccmcost is used, so that the year can be held against it.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Collection, Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

DATA = Path(__file__).resolve().parent.parent / "data"
FOLDER = DATA.parent / "docs" / "practice"
MADE_UP = "Made up for practice: this is not an official list of participants."

OPENING = {"msp12": "2024-09-10", "msp13": "2025-09-16"}
CONFERENCE = {  # of tests/conference_year.py
    "rc3-pm1": "2026-02-16",
    "rc3-pm2": "2026-05-18",
    "rc3": "2026-09-14",
    "msp14": "2026-11-16",
}
OPENING |= CONFERENCE
SCALE = {"msp12": "2022-2024", "msp13": "2025-2027"} | dict.fromkeys(CONFERENCE, "2025-2027")
COST = {"estimate": 412_345_67, "actual": 398_200_10, "next": 450_000_00}
"""The costs of the page in cents: estimate and actual cost of msp12, estimate of msp13."""
ACCOUNT = "0123 456789"
FIRST, SECOND = "bank-2024-05.xml", "bank-2025-05.xml"


OTHERS = (
    *("AGO", "ARG", "BGD", "BHS", "BRB", "CYP", "DMA", "FIN", "GAB", "GRC", "JAM", "KEN", "MNG"),
    *("NPL", "SGP", "THA", "UGA", "VNM"),
)
"""States that are no Party, and take part."""


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


@cache
def names() -> dict[str, str]:
    """The English name of each State, as it was in 2024."""
    return {row["iso3"]: row["name_en"] for row in _rows("states.csv")} | {"NRU": "Nauru"}


@cache
def parties(meeting: str) -> frozenset[str]:
    """The States for which the Convention was in force on the opening day."""
    day = OPENING[meeting]
    return frozenset(
        row["iso3"]
        for row in _rows("treaty_status.csv")
        if row["entry_into_force"]
        and row["entry_into_force"] <= day
        and (not row["withdrawal_effective"] or day < row["withdrawal_effective"])
    )


@cache
def rates(meeting: str) -> dict[str, int]:
    """The rate of each State in thousandths of a per cent."""
    period = SCALE[meeting]
    found = [row for row in _rows("un_scale/notional.csv") if row["period"] == period]
    found += _rows(f"un_scale/un-{period}.csv")
    return {row["iso3"]: int(Fraction(row["rate"]) * 1000) for row in found}


def shared(meeting: str, codes: Collection[str], total: int) -> dict[str, int]:
    """What each State bears of a total in cents: each exact amount rounded half up, and the cents
    that then lack or are too many given to, or taken from, the largest, one each.
    """
    rate = rates(meeting)
    whole = sum(rate[code] for code in codes)
    exact = {code: Fraction(total * rate[code], whole) for code in codes}
    cents = {code: int(value + Fraction(1, 2)) for code, value in exact.items()}
    left = total - sum(cents.values())
    for code in sorted(codes, key=lambda code: (-exact[code], code))[: abs(left)]:
        cents[code] += 1 if left > 0 else -1
    return cents


@cache
def lists() -> tuple[frozenset[str], frozenset[str]]:
    """The first and the revised list, 111 and 112 States. Every sixth State Party stayed away, and
    the `OTHERS` came. The revised list adds two Parties and leaves out one of the others.
    """
    at_home = frozenset(sorted(parties("msp12"))[::6])
    first = (parties("msp12") - at_home) | set(OTHERS)
    return first, (first | set(sorted(at_home)[-2:])) - {OTHERS[-1]}


def list_file(codes: Collection[str]) -> str:
    """A list as a secretariat keeps it in a sheet; the line above its heading says what it is."""
    lines = [f'"{MADE_UP}"', "State,Role"]
    for code in sorted(codes, key=names().__getitem__):
        name = f'"{names()[code]}"' if "," in names()[code] else names()[code]
        lines.append(f"{name},{'State Party' if code in parties('msp12') else 'Observer'}")
    return "\n".join([*lines, ""])


class Paid(NamedTuple):
    """An entry of the bank in cents: for which State and meeting it is, which only the maker
    knows; a debit has neither.
    """

    day: str
    cents: int
    reference: str
    text: str
    state: str = ""
    meeting: str = ""


def notice(code: str) -> str:
    """The number of the provisional notice of a State for msp12: they run by code."""
    return f"CCM-AN-2024-{1 + sorted(parties('msp12')).index(code):04}"


NAMELESS, OVERPAID, SHORT, PART, LATE = "NOR", "BEL", "CZE", "MEX", "SWE"
"""Who paid without a name, too much, less bank charges, in two parts, and after the reminder."""


@cache
def first_statement() -> tuple[Paid, ...]:
    """February to May 2024: four in five Parties pay what their notice says, some in other ways."""
    due = shared("msp12", parties("msp12"), COST["estimate"])
    entries = []
    for number, code in enumerate(sorted(due)):
        if code == LATE or (number % 5 == 3 and code not in (NAMELESS, OVERPAID, SHORT, PART)):
            continue
        name, cents = names()[code].upper(), due[code]
        text = (
            f"{name} / {notice(code)}",
            f"MINISTRY OF FINANCE OF {name} CCM-MSP12-{code}",
            f"PERMANENT MISSION OF {name} / {notice(code).replace('-', ' ')}",
        )[number % 3]
        if code == NAMELESS:
            text = "UTENRIKSDEPARTEMENTET OSLO / INVOICE PAYMENT"
        cents += {OVERPAID: 1_000_00, SHORT: -25_00}.get(code, 0)
        cents = cents // 2 if code == PART else cents
        day = f"2024-{2 + number % 4:02}-{5 + number % 23:02}"
        entries.append(Paid(day, cents, f"B24{number:04}", text, code, "msp12"))
    entries.append(Paid("2024-03-29", -38_50, "B249001", "QUARTERLY FEES"))
    return tuple(sorted(entries))


def _xml(name: str, opening: int, entries: Collection[Paid]) -> str:
    """A statement in camt.053, version 8."""
    space = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"
    closing = opening + sum(each.cents for each in entries)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        "<!-- Made up for practice: no bank wrote it. -->",
        f'<Document xmlns="{space}"><BkToCstmrStmt>',
        f"<Stmt><Id>{name}</Id><Acct><Id><Othr><Id>{ACCOUNT}</Id></Othr></Id><Ccy>USD</Ccy></Acct>",
    ]
    for code, cents in (("OPBD", opening), ("CLBD", closing)):
        kind = f"<Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>"
        lines.append(f"<Bal>{kind}{_amount(cents)}</Bal>")
    for each in entries:
        lines.append(
            f"<Ntry>{_amount(each.cents)}<Sts><Cd>BOOK</Cd></Sts>"
            f"<ValDt><Dt>{each.day}</Dt></ValDt><AcctSvcrRef>{each.reference}</AcctSvcrRef>"
            f"<NtryDtls><TxDtls><RmtInf><Ustrd>{escape(each.text)}</Ustrd></RmtInf></TxDtls>"
            "</NtryDtls></Ntry>"
        )
    return "\n".join([*lines, "</Stmt></BkToCstmrStmt></Document>", ""])


def _amount(cents: int) -> str:
    side = "CRDT" if cents >= 0 else "DBIT"
    whole = f"{abs(cents) // 100}.{abs(cents) % 100:02}"
    return f'<Amt Ccy="USD">{whole}</Amt><CdtDbtInd>{side}</CdtDbtInd>'


@cache
def second_statement() -> tuple[Paid, ...]:
    """Until May 2025: late payers, States that were billed when the meeting was settled, and the
    last entries of the first statement once more. Every seventh still has not paid.
    """
    paid: defaultdict[str, int] = defaultdict(int)
    for each in first_statement():
        paid[each.state] += each.cents
    now = shared("msp12", lists()[1], COST["actual"])
    again = [each for each in first_statement() if each.day >= "2024-05-25"]
    entries = list(again)
    for number, code in enumerate(sorted(now)):
        owed = now[code] - paid[code]
        if code in (LATE, SHORT) or owed <= 0 or number % 7 == 2:
            continue
        text = f"{names()[code].upper()} CCM-MSP12-{code}"
        day = f"2025-05-{2 + number % 25:02}"
        entries.append(Paid(day, owed, f"B25{number:04}", text, code, "msp12"))
    return tuple(sorted(entries))


def files() -> Iterator[tuple[str, str]]:
    """The files of `docs/practice/`, each with its text."""
    for name, codes in zip(("list.csv", "list-revised.csv"), lists(), strict=True):
        yield name, list_file(codes)
    opening = 10_000_00
    yield FIRST, _xml("2024-05", opening, first_statement())
    yield SECOND, _xml("2025-05", opening, second_statement())


if __name__ == "__main__":
    for file, text in files():
        (FOLDER / file).write_text(text, encoding="utf-8")
