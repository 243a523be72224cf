"""A year of an office with a review conference, its two preparatory meetings, of which one is
cancelled, and a meeting whose rule a decision changes: said once, as lines of commands, and done by
whoever is given them. All of it is made up.

What each State owes is not computed here but in a workbook of formulas, as a person keeps one
beside (`sheet`): rates, their sum, ROUND, and the cents that are left over given to the largest.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import formualizer
import openpyxl

from tests import practice_year as made
from tests.intake_documents import Groups, docx, listing, paragraph

MEETINGS = tuple(made.CONFERENCE)
GROUP = ("rc3-pm1", "rc3-pm2", "rc3")
OTHERS = (*made.OTHERS, "CHN")
SIGNED = frozenset(row["iso3"] for row in made._rows("treaty_status.csv") if row["signature_date"])
EXTRACT = "extract-2026-05.csv"
COLUMNS = (
    "--column 'value_date=Value date' --column 'amount=Amount USD' --column text=Details "
    "--days d.m.y --currency USD"
)
BY = "--approved-by 'B. Chief'"
NOTE = f"--on 2027-02-26 --document 'note verbale of 10 February 2027' {BY}"
NAMELESS, SHORT, PART, OVERPAID, REFUNDED, APPLIES = "NOR", "CAN", "MEX", "BEL", "JPN", "SWE"
TOLD = (NAMELESS, SHORT, PART, OVERPAID, REFUNDED, APPLIES)


class Bill(NamedTuple):
    """A meeting at one of its costs, in cents, and who shares it."""

    meeting: str
    cents: int
    payers: frozenset[str]
    rule: str = "article-14-1"


@cache
def lists(meeting: str) -> tuple[frozenset[str], frozenset[str]]:
    """The draft and the final list: every seventh State Party stayed away, `OTHERS` came; in the
    final list three of those are there after all, and two others are not.
    """
    away = sorted(made.parties(meeting))[2::7]
    draft = (made.parties(meeting) - set(away)) | set(OTHERS)
    return draft, (draft | set(away[:3])) - {"VNM", "FJI"}


def bills() -> dict[str, Bill]:
    """What is billed, in the order of the year."""
    parties, every = made.parties, lists("msp14")[1] | made.parties("msp14")
    return {
        "pm1": Bill("rc3-pm1", 60_000_55, parties("rc3-pm1")),
        "pm2": Bill("rc3-pm2", 61_234_56, parties("rc3-pm2")),
        "rc": Bill("rc3", 398_765_43, parties("rc3")),
        "msp": Bill("msp14", 412_345_67, parties("msp14")),
        "rc revised": Bill("rc3", 431_000_00, parties("rc3")),
        "pm1 actual": Bill("rc3-pm1", 58_111_11, lists("rc3-pm1")[1]),
        "rc actual": Bill("rc3", 444_222_22, lists("rc3")[1]),
        "msp actual": Bill("msp14", 398_200_10, every, "article-14-1-all-parties"),
    }


def _estimate(meeting: str, code: str) -> int:
    """What a State was billed at first, in cents."""
    bill = next(each for each in bills().values() if each.meeting == meeting)
    return _shared(bill).get(code, 0)


@cache
def _shared(bill: Bill) -> dict[str, int]:
    return made.shared(bill.meeting, bill.payers, bill.cents)


def number(code: str, meeting: str) -> str:
    """The number of the first notice of a State: one for the conference, one for the meeting."""
    conference = sorted(made.parties("rc3"))
    own = conference if meeting in GROUP else sorted(made.parties("msp14"))
    return f"CCM-AN-2026-{1 + own.index(code) + (len(conference) if own != conference else 0):04}"


class Paid(NamedTuple):
    """A line of the bank: for which State and meetings it is, only the maker knows."""

    day: str
    cents: int
    text: str
    parts: tuple[tuple[str, str, int], ...]


@cache
def paid() -> tuple[Paid, ...]:
    """February to May 2026: a third of the States pay the conference, a fifth the meeting."""
    found = []
    for at, code in enumerate(sorted(made.parties("rc3"))):
        if at % 6 == 4 or (at % 3 and code not in TOLD):
            continue
        name, notice = made.names()[code].upper(), number(code, "rc3")
        sums = {each: _estimate(each, code) for each in ("rc3", "rc3-pm1", "rc3-pm2")}
        text = (
            f"{name} {notice}",
            f"MINISTRY OF FINANCE OF {name} CCM-RC3-{code}",
            f"PERMANENT MISSION OF {name}, CONFERENCE, {notice.replace('-', ' ')}",
        )[at % 3]
        if code == NAMELESS:
            text = "UTENRIKSDEPARTEMENTET OSLO"
        if code == SHORT:
            sums["rc3-pm2"] -= 30_00
        if code == PART:
            sums = {"rc3": sum(sums.values()) // 2}
        parts = tuple((code, meeting, cents) for meeting, cents in sums.items() if cents)
        day = f"{5 + at % 20:02}/{2 + at % 3:02}/2026"
        found.append(Paid(day, sum(sums.values()), text, parts))
    for at, code in enumerate(sorted(made.parties("msp14"))):
        if at % 5 == 3 or (at % 4 and code not in TOLD):
            continue
        cents = _estimate("msp14", code) + (1_500_00 if code == OVERPAID else 0)
        text = (f"{number(code, 'msp14')}", f"TREASURY CCM-MSP14-{code}")[at % 2]
        text = f"{made.names()[code].upper()} {text}"
        day = f"{6 + at % 20:02}/{3 + at % 3:02}/2026"
        found.append(Paid(day, cents, text, ((code, "msp14", cents),)))
    return tuple(sorted(found, key=lambda each: (each.day[3:5], each.day)))


def dollars(cents: int, mark: str = "") -> str:
    """A sum as it is written, with a mark between thousands if one is given."""
    sign, whole = "-" * (cents < 0), f"{abs(cents) // 100:{mark}}"
    return f"{sign}{whole}.{abs(cents) % 100:02}"


def extract() -> str:
    """What the bank delivers: preamble, balances, a fee, sums as people write them."""
    out, balance = io.StringIO(), 25_000_00
    write = csv.writer(out, lineterminator="\n").writerow
    write(["Bank of Examples (made up for practice)"])
    write(["Opening balance", "", "", dollars(balance, ",")])
    write(["Booking date", "Value date", "Details", "Amount USD", "Balance"])
    entries = [(each.day, each.text, each.cents) for each in paid()]
    for day, text, cents in (
        *entries[:40],
        ("31/03/2026", "ACCOUNT FEES Q1", -12_50),
        *entries[40:],
    ):
        balance += cents
        write([day, day, text, dollars(cents, ","), dollars(balance, ",")])
    write(["Closing balance", "", "", dollars(balance, ",")])
    return out.getvalue()


def write_files(folder: Path) -> None:
    """The files that reach the office: the lists as text, as Word documents and as tables."""
    (folder / EXTRACT).write_text(extract(), encoding="utf-8")
    for meeting in ("rc3-pm1", "rc3", "msp14"):
        for kind, codes in zip(("draft", "final"), lists(meeting), strict=True):
            parties = tuple(codes & made.parties(meeting))
            signed = tuple((codes - set(parties)) & SIGNED)
            others = tuple(codes - set(parties) - set(signed))
            lines = [text for _, text in listing("en", Groups(parties, signed, others))]
            file = folder / f"{meeting}-{kind}"
            if meeting == "rc3":
                docx(file.with_suffix(".docx"), "".join(map(paragraph, lines)))
            else:
                file.with_suffix(".txt").write_text("\n".join(lines), encoding="utf-8")


def _listed(meeting: str, ending: str) -> Iterator[str]:
    for kind, codes in zip(("draft", "final"), lists(meeting), strict=True):
        yield (
            f"import participants {meeting} {meeting}-{kind}.{ending} --document D/{kind} "
            f"--states {len(codes)} --yes"
        )


def _cost(meeting: str, cents: int, status: str, day: str) -> str:
    return (
        f"cost set {meeting} --amount {dollars(cents)} --status {status} --source DOC "
        f"--adopted-on {day}"
    )


def year() -> Iterator[tuple[str, str]]:
    """The lines of the year, each with its day."""
    bill = bills()
    rule, para = "--rule article-14-1", "--adopted-by 'CCM/RC3/PM1/2, 9'"
    yield "2025-11-03", "meeting set rc3 --start 2026-09-14 --end 2026-09-18 --source LETTER"
    for meeting, more in (*((name, "--billing-group rc3") for name in GROUP[:2]), ("msp14", "")):
        day = made.CONFERENCE[meeting]
        yield "2025-11-03", f"meeting add {meeting} --name 'Meeting {meeting}' --start {day} {more}"
    for meeting in MEETINGS:
        yield "2025-11-03", f"meeting expect {meeting}"
    for key in ("pm1", "pm2", "rc", "msp"):
        each = bill[key]
        yield "2025-11-24", _cost(each.meeting, each.cents, "estimate", "2025-11-20")
    days = "--issued-on 2026-01-12 --pay-by 2026-04-15"
    yield "2026-01-12", f"issue rc3 {rule} {para} {days} {BY} --on-expected-list"
    days = "--issued-on 2026-02-02 --pay-by 2026-05-04"
    yield "2026-02-02", f"issue msp14 {rule} {para} {days} {BY} --on-expected-list"
    yield "2026-06-01", f"import receipts {EXTRACT} --map {COLUMNS}"
    yield "2026-06-01", "match"
    yield "2026-06-01", "match --yes {clear}"
    for meeting in ("rc3", "rc3-pm1", "rc3-pm2"):
        part = f"--amount {dollars(_estimate(meeting, NAMELESS))} --document NOTE"
        yield "2026-06-01", f"record identify {{nameless}} {NAMELESS} {meeting} {part}"
    yield (
        "2026-06-02",
        f"record bank-charge rc3-pm2 {SHORT} 30.00 --on 2026-03-01 --document ADVICE",
    )
    yield "2026-06-02", f"receive msp14 {PART} 1.00 --on 2026-06-01 --reference MISTAKE"
    yield "2026-06-02", "record reverse --last --reason mistaken"
    yield "2026-06-05", tuple(_listed("rc3-pm1", "txt"))[-1]
    yield "2026-06-10", _cost("rc3-pm2", 0, "actual", "2026-05-04")
    days = "--issued-on 2026-06-10 --pay-by 2026-09-01"
    yield "2026-06-10", f"settle rc3-pm2 {para} {days} {BY}"
    yield "2026-06-22", _cost("rc3", bill["rc revised"].cents, "revised_estimate", "2026-06-19")
    days = "--issued-on 2026-06-22 --pay-by 2026-08-31"
    yield "2026-06-22", f"issue rc3 --alone {rule} {para} {days} {BY} --on-expected-list"
    yield from (("2026-10-05", line) for line in _listed("rc3", "docx"))
    yield "2026-11-25", tuple(_listed("msp14", "txt"))[-1]
    for key in ("pm1 actual", "rc actual", "msp actual"):
        each = bill[key]
        yield "2027-01-20", _cost(each.meeting, each.cents, "actual", "2027-01-15")
    days = "--issued-on 2027-01-25 --pay-by 2027-03-31"
    yield "2027-01-25", f"settle rc3 {para} {days} {BY} --credit-absent-parties"
    changed = f"--rule {bill['msp actual'].rule} --change-rule"
    yield "2027-01-25", f"issue msp14 {changed} {para} {days} {BY}"
    refunded, applied = (_estimate("rc3-pm2", code) for code in (REFUNDED, APPLIES))
    yield "2027-03-01", f"record refund rc3-pm2 {REFUNDED} {dollars(refunded)} {NOTE}"
    to = f"--choice apply --to msp14 {NOTE}"
    yield "2027-03-01", f"record apply-credit rc3-pm2 {APPLIES} {dollars(applied)} {to}"
    yield "2027-03-02", "ledger journal --hand-over --own-names"


class Sheet(NamedTuple):
    """What the workbook comes to, in cents: each bill by State, and each account in the end, as
    billed, received, otherwise credited and owed.
    """

    bills: dict[str, dict[str, int]]
    accounts: dict[tuple[str, str], tuple[int, int, int, int]]


def sheet() -> Sheet:
    """The workbook of a person beside, calculated by a program for workbooks."""
    book, found = openpyxl.Workbook(), bills()
    for name, bill in found.items():
        page, last = book.create_sheet(name), len(bill.payers) + 1
        page.append(["State", "Rate", "Exact", "Rounded", "Amount", bill.cents])
        page["G1"] = f"=F1-SUM(D2:D{last})"
        for at, code in enumerate(sorted(bill.payers), 2):
            place = f'COUNTIF(C$2:C${last},">"&C{at})'
            page.append(
                [
                    code,
                    made.rates(bill.meeting)[code],
                    f"=F$1*B{at}/SUM(B$2:B${last})",
                    f"=ROUND(C{at},0)",
                    f"=D{at}+IF({place}<ABS(G$1),SIGN(G$1),0)",
                ]
            )
    bank = book.create_sheet("bank")
    moves = [(code, meeting, cents, 0) for each in paid() for code, meeting, cents in each.parts]
    applied = _estimate("rc3-pm2", APPLIES)
    moves += [
        (SHORT, "rc3-pm2", 0, 30_00),
        (REFUNDED, "rc3-pm2", 0, -_estimate("rc3-pm2", REFUNDED)),
        (APPLIES, "rc3-pm2", 0, -applied),
        (APPLIES, "msp14", 0, applied),
    ]
    for code, meeting, received, other in moves:
        bank.append([f"{code} {meeting}", received, other])
    accounts = book.create_sheet("accounts")
    final = {found[key].meeting: key for key in ("pm1 actual", "rc actual", "msp actual")}
    keys = sorted({(code, bill.meeting) for bill in found.values() for code in bill.payers})
    for at, (code, meeting) in enumerate(keys, 1):
        of = final.get(meeting)
        billed = f"=SUMIF('{of}'!A$2:A$200,\"{code}\",'{of}'!E$2:E$200)" if of else 0
        sums = (f"=SUMIF(bank!A$1:A${len(moves)},A{at},bank!{c}$1:{c}${len(moves)})" for c in "BC")
        accounts.append([f"{code} {meeting}", billed, *sums, f"=B{at}-C{at}-D{at}"])
    content = io.BytesIO()
    book.save(content)
    live = formualizer.load_workbook_bytes(content.getvalue())
    live.evaluate_all()

    def cents(name: str, row: int, column: int) -> int:
        value = live.get_value(name, row, column)
        assert value == int(value), (name, row, column, value)
        return int(value)

    return Sheet(
        {
            name: {code: cents(name, at, 5) for at, code in enumerate(sorted(bill.payers), 2)}
            for name, bill in found.items()
        },
        {
            key: tuple(cents("accounts", at, column) for column in (2, 3, 4, 5))
            for at, key in enumerate(keys, 1)
        },  # type: ignore[arg-type]
    )
