"""Wrong input at `issue`, `receive` and `import receipts`: one message each, every fault in it,
nothing recorded; and the line that a message offers to copy works once it is completed.
"""

from __future__ import annotations

import hashlib
import io
import shlex
import sys
import warnings
import zipfile
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccmcost.cli import entry
from ccmcost.cli.line import Line
from ccmcost.cli.reference import leaves
from ccmcost.errors import UsageError
from tests.ledger_office import OFFICIAL, Office

LONG = "x" * 501
HEAD = "statement,line,value_date,amount,currency,reference,iso3,meeting,part\n"
ROW = "S-1,1,2024-03-01,5.00,USD,MFA SWEDEN,SWE,msp12,\n"

GOOD: dict[str, dict[str, str]] = {
    "receive": {
        "MEETING": "msp12",
        "STATE": "SWE",
        "AMOUNT": "10.00",
        "--on": "2024-03-01",
        "--reference": "MFA SWEDEN MSP12",
    },
    "issue": {
        "MEETING": "msp13",
        "--rule": "article-14-1",
        "--adopted-by": "MSP/2023/9, para. 41",
        "--issued-on": "2024-03-05",
        "--pay-by": "2024-06-30",
        "--approved-by": "B. Chief",
    },
    "import receipts": {"FILE": "good.csv"},
}
"""What each command is told when nothing is wrong, by what messages call it."""

WORDS = {
    "--currency": "USD",
    "--recorded-by": "A. Clerk",
    "--clock-checked": "seen",
    "--lang": "fr",
    "--data": "data",
    "--column": "amount=amount",
    "--days": "y-m-d",
    "--name": "Bank",
}
"""What stands in a completed line for what no good line says."""


class Told(NamedTuple):
    """What the entrance said, and how it ended."""

    code: int
    message: str
    printed: str


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office that has issued msp12, and can issue msp13."""
    with pytest.MonkeyPatch.context() as patch:
        made = Office(tmp_path_factory.mktemp("office"), patch)
        patch.setattr(warnings, "showwarning", warnings.showwarning)
        made.cost("100000.00")
        made.listed("official", OFFICIAL)
        assert made.issue().code == 0
        made.on("2024-03-05")
        made.cost("90000.00", meeting="msp13")
        made.listed("official", OFFICIAL, "msp13")
        made.ok("receive msp12 AUS 7.00 --on 2024-03-01 --reference R")
        (made.folder / "good.csv").write_text(HEAD + ROW, encoding="utf-8")
        yield made


def told_by(office: Office, capsys: pytest.CaptureFixture[str], *words: str) -> Told:
    """Say something at the entrance; what it tells, and what it printed on standard error."""
    office.patch.setattr(sys, "argv", ["ccmcost", *words])
    capsys.readouterr()
    message, code = entry.outcome(lambda: entry.run(list(words)))
    return Told(code, message, capsys.readouterr().err)


def state_of(office: Office) -> dict[str, str]:
    """Every file of the office with its size and time, and the ledger with its hash."""
    ledger = office.folder / "ledger.sqlite"
    found = {
        path.relative_to(
            office.folder
        ).as_posix(): f"{path.stat().st_size} {path.stat().st_mtime_ns}"
        for path in office.folder.rglob("*")
        if path.is_file() and path != ledger
    }
    return {**found, "ledger": hashlib.sha256(ledger.read_bytes()).hexdigest()}


def words_of(command: str, changes: dict[str, str | None], *more: str) -> list[str]:
    """A line with changes: None leaves something out."""
    said: dict[str, str | None] = {**GOOD[command], **changes}
    words = command.split()
    words += [text for name, text in said.items() if name[0] != "-" and text is not None]
    for name, text in said.items():
        if name[0] == "-" and text is not None:
            words += [name, text]
    return [*words, *more]


def check_refused(
    office: Office, capsys: pytest.CaptureFixture[str], words: list[str], faults: tuple[str, ...]
) -> Told:
    """One message with every fault in it, and nothing recorded or written."""
    before = state_of(office)
    told = told_by(office, capsys, *words)
    assert told.code in (1, 2), told
    for fault in faults:
        assert fault in told.message, f"{fault!r} is not in:\n{told.message}"
    assert told.printed == "", told.printed
    assert "Traceback" not in told.message
    blocks = [line for line in told.message.splitlines() if line.startswith("ccmcost: ")]
    assert len(blocks) == (told.code == 2), told.message
    if told.code == 2 and len(faults) > 1 and "this is missing:" not in told.message:
        assert f"{len(faults)} things must be corrected" in told.message, told.message
    assert state_of(office) == before
    return told


def completed(command: str, message: str) -> list[str] | None:
    """The line that a message offers, with a good value for each word to replace."""
    lines = [each for each in message.splitlines() if each.startswith("Complete: ")]
    assert len(lines) <= 1, message
    if not lines:
        return None
    words = shlex.split(lines[0].removeprefix("Complete: "))
    assert words[0] == "ccmcost", message
    values = {**WORDS, **GOOD[command]}
    filled: list[str] = []
    for word in words[1:]:
        is_blank = word.isupper() and (word in BLANKS or word in values)
        name = filled[-1] if filled and filled[-1].startswith("--") else word
        filled.append(values[name] if is_blank else word)
    return filled


BLANKS = {"DATE", "TEXT", "NAME", "CODE", "CODES", "DIR", "ID", "SYMBOL,PARA", "REASON", "FORM"}

Case = tuple[dict[str, str | None], tuple[str, ...], tuple[str, ...]]
"""What is said otherwise, what is said as well, and the faults."""

RECEIVE: list[Case] = [
    (
        {"MEETING": "mps12"},
        (),
        ('there is no meeting "mps12" in the register. Did you mean msp12?',),
    ),
    ({"MEETING": ""}, (), ('there is no meeting ""',)),
    ({"MEETING": "msp99"}, (), ('there is no meeting "msp99"',)),
    ({"MEETING": "../../etc/passwd"}, (), ('there is no meeting "../../etc/passwd"',)),
    ({"MEETING": "msp12\n"}, (), ('MEETING: "msp12\\x0a" holds a control character',)),
    ({"MEETING": "ｍｓｐ１２"}, (), ("there is no meeting",)),
    ({"STATE": "JAPN"}, (), ('STATE: "JAPN" is not recognised',)),
    ({"STATE": ""}, (), ("STATE: name one State",)),
    ({"STATE": "SWE,FRA"}, (), ("STATE: name one State",)),
    (
        {"STATE": "Swe\u200bden"},
        (),
        ('STATE: "Swe\\x200bden" holds a control character or a hidden',),
    ),
    ({"STATE": "Korea"}, (), ('STATE: "Korea" is not recognised',)),
    ({"STATE": "🇸🇪"}, (), ("is not recognised as the name of a State",)),
    ({"STATE": "y" * 300}, (), ("is not recognised as the name of a State",)),
    ({"AMOUNT": "abc"}, (), ('AMOUNT: "abc" is not a valid USD amount',)),
    ({"AMOUNT": ""}, (), ('AMOUNT: "" is not a valid USD amount',)),
    ({"AMOUNT": "-5"}, (), ('AMOUNT: "-5" is out of range',)),
    ({"AMOUNT": "\u22125.00"}, (), ("is out of range",)),
    ({"AMOUNT": "0"}, (), ('AMOUNT: "0" is out of range',)),
    ({"AMOUNT": "12.345"}, (), ('AMOUNT: "12.345" can be read as',)),
    ({"AMOUNT": "1.2345"}, (), ('AMOUNT: "1.2345" has more decimals than USD has',)),
    ({"AMOUNT": "1e5"}, (), ('AMOUNT: "1e5" is not a valid USD amount',)),
    ({"AMOUNT": "NaN"}, (), ('AMOUNT: "NaN" is not a valid USD amount',)),
    ({"AMOUNT": "Infinity"}, (), ('AMOUNT: "Infinity" is not a valid USD amount',)),
    ({"AMOUNT": "１２.00"}, (), ("is not a valid USD amount",)),
    ({"AMOUNT": "9" * 30}, (), ("is not a valid USD amount",)),
    ({"AMOUNT": "10000000000000.01"}, (), ("is out of range",)),
    ({"AMOUNT": "EUR 5"}, (), ('"EUR 5" names EUR, but the sum is in USD',)),
    ({"AMOUNT": "=1+1"}, (), ('AMOUNT: "=1+1" is not a valid USD amount',)),
    ({"AMOUNT": "0x10"}, (), ('AMOUNT: "0x10" is not a valid USD amount',)),
    ({"AMOUNT": "500000.00"}, (), ("is more than Sweden owes for msp12",)),
    ({"STATE": "AUS", "AMOUNT": "7.00"}, (), ("It may be the same money.",)),
    ({"--on": "2024-02-31"}, (), ('--on: "2024-02-31" is not a valid date',)),
    ({"--on": "04/05/2024"}, (), ('"04/05/2024" can be read as',)),
    ({"--on": "31.02.2024"}, (), ('--on: "31.02.2024" is not a valid date',)),
    ({"--on": "0000-01-01"}, (), ('--on: "0000-01-01" is not a valid date',)),
    ({"--on": "9999-12-31"}, (), ('--on: "9999-12-31" is not a valid date',)),
    ({"--on": "2024-13-01"}, (), ('--on: "2024-13-01" is not a valid date',)),
    ({"--on": "-2024-03-01"}, (), ("--on: ",)),
    ({"--on": "tomorrow"}, (), ('--on: "tomorrow" is not a valid date',)),
    ({"--on": ""}, (), ('--on: "" is not a valid date',)),
    ({"--on": "２０２４-03-01"}, (), ("is not a valid date",)),
    ({"--on": "2024-03-06"}, (), ("--on: 2024-03-06 lies after today (2024-03-05)",)),
    ({"--on": "2010-07-31"}, (), ("--on: 2010-07-31 lies before 2010-08-01",)),
    ({"--reference": ""}, (), ("--reference: this cannot be empty",)),
    ({"--reference": "   "}, (), ("--reference: this cannot be empty",)),
    ({"--reference": LONG}, (), ("must be one line of at most 500 readable characters",)),
    ({"--reference": "x" * 10_001}, (), ("--reference: an argument is 10,001 characters long",)),
    ({"--reference": "a\nb"}, (), ('--reference: "a\\x0ab" holds a control character',)),
    ({"--reference": "a\tb"}, (), ('--reference: "a\\x09b" holds a control character',)),
    ({"--reference": "a\x00b"}, (), ('--reference: "a\\x00b" holds a control character',)),
    ({"--reference": "\u202eabc"}, (), ('--reference: "\\x202eabc" holds a control character',)),
    ({"--reference": "\udcff"}, (), ('--reference: "\\xdcff" holds a control character',)),
    ({}, ("--currency", "EUR"), ("--currency: the account of msp12 is kept in USD, not EUR",)),
    ({}, ("--currency", "usx"), ('--currency: "usx" is not a currency code',)),
    ({}, ("--currency", "XXX"), ('--currency: "XXX" is not a currency code',)),
    ({}, ("--recorded-by", ""), ("--recorded-by: this cannot be empty",)),
    ({}, ("--recorded-by", "\u0410. Clerk"), ("mixes letters of Cyrillic and Latin",)),
    ({}, ("--recorded-by", "A.\u2060Clerk"), ("--recorded-by: ",)),
    ({}, ("--clock-checked", " "), ("--clock-checked: this cannot be empty",)),
    ({}, ("--data", "nowhere"), ('--data: there is no folder "nowhere"',)),
    ({}, ("--nonsense",), ("No such option: --nonsense",)),
    ({}, ("--nonsense", "5"), ("No such option: --nonsense",)),
    ({}, ("—overpaid",), ("No such option: —overpaid. Did you mean --overpaid?",)),
    ({}, ("--overpaid=yes",), ("--overpaid takes no value",)),
    ({}, ("--currency",), ("--currency: a value must follow",)),
    ({}, ("two", "words"), ('"two" is one word too many', '"words" is one word too many')),
    (
        {"MEETING": "msp12", "STATE": "United"},
        ("Kingdom",),
        ('STATE: "United"', '"Kingdom" is one'),
    ),
    ({"--reference": None}, (), ("--reference TEXT: Remitter and payment",)),
    (
        {"--on": None, "--reference": None},
        (),
        ("--on DATE: Value date", "--reference TEXT: Remitter"),
    ),
    (dict.fromkeys(GOOD["receive"]), (), ("MEETING: Id", "STATE: A", "AMOUNT: A", "--on", "--ref")),
    # several at once
    ({"MEETING": "mps12", "STATE": "JAPN"}, (), ('no meeting "mps12"', 'STATE: "JAPN"')),
    ({"AMOUNT": "x", "--on": "2024-02-31"}, (), ('AMOUNT: "x"', '--on: "2024-02-31"')),
    ({"AMOUNT": "-5", "--on": "2024-03-06"}, (), ('"-5" is out of range', "--on: 2024-03-06 lies")),
    (
        {"--on": "2009-01-01"},
        ("--currency", "EUR"),
        ("--on: 2009-01-01", "--currency: the account"),
    ),
    ({"--on": None}, ("--recorded-by", ""), ("--on DATE is missing", "--recorded-by: this")),
    (
        {"MEETING": "mps12", "AMOUNT": "12.345", "--reference": None},
        (),
        ('no meeting "mps12"', '"12.345" can be read as', "--reference TEXT is missing"),
    ),
    (
        {"STATE": "JAPN", "--on": "31.02.2024", "--reference": "a\nb"},
        ("--nonsense",),
        ('STATE: "JAPN"', '--on: "31.02.2024"', '--reference: "a\\x0ab"', "--nonsense"),
    ),
    (
        {"MEETING": "", "STATE": "", "AMOUNT": "", "--on": "", "--reference": ""},
        (),
        ('no meeting ""', "STATE: name one", 'AMOUNT: ""', '--on: ""', "--reference: this cannot"),
    ),
    (
        {"--reference": None, "--on": "2024-03-06"},
        ("--refrence", "MFA SWEDEN MSP12"),
        ("No such option: --refrence. Did you mean --reference?", "--on: 2024-03-06 lies after"),
    ),
]

ISSUE: list[Case] = [
    ({"MEETING": "mps13"}, (), ('there is no meeting "mps13"',)),
    ({"MEETING": ""}, (), ('there is no meeting ""',)),
    ({"MEETING": "msp13\x07"}, (), ('"msp13\\x07" holds a control character',)),
    ({"MEETING": "x" * 400}, (), ("there is no meeting",)),
    ({"--rule": "article14"}, (), ('there is no rule "article14"',)),
    ({"--rule": ""}, (), ("--rule: this cannot be empty",)),
    ({"--rule": "nowhere.toml", "--pay-by": "x"}, (), ('--pay-by: "x" is not a valid date',)),
    ({"--adopted-by": "MSP/2023/9"}, (), ("--adopted-by: ",)),
    ({"--adopted-by": ", para. 41"}, (), ("must name the document and the paragraph",)),
    ({"--adopted-by": "MSP/2023/9,  "}, (), ("must name the document and the paragraph",)),
    ({"--adopted-by": "MSP/2023/9, para."}, (), ("must name the document and the paragraph",)),
    ({"--adopted-by": "C-28/DEC.9,"}, (), ("must name the document and the paragraph",)),
    ({"--adopted-by": "C-28/9"}, (), ('needs none: "SYMBOL/DEC.9"',)),
    ({"--adopted-by": ""}, (), ("--adopted-by: this cannot be empty",)),
    ({"--adopted-by": "A\u202eB, para. 1"}, (), ("--adopted-by: ",)),
    ({"--adopted-by": f"{LONG}, para. 1"}, (), ("must be one line of at most 500",)),
    ({"--issued-on": "2024-02-31"}, (), ('--issued-on: "2024-02-31" is not a valid date',)),
    ({"--issued-on": "0000-00-00"}, (), ('--issued-on: "0000-00-00" is not a valid date',)),
    ({"--issued-on": "05.03.24"}, (), ('--issued-on: "05.03.24" is not a valid date',)),
    ({"--issued-on": "04/05/2024"}, (), ('"04/05/2024" can be read as',)),
    ({"--issued-on": "today"}, (), ('--issued-on: "today" is not a valid date',)),
    ({"--issued-on": ""}, (), ('--issued-on: "" is not a valid date',)),
    ({"--issued-on": "1"}, (), ('--issued-on: "1" is not a valid date',)),
    ({"--issued-on": "2024-05-05"}, (), ("--issued-on: 2024-05-05 lies 61 days after today",)),
    (
        {"--issued-on": "2026-01-01", "--pay-by": "2026-05-01"},
        (),
        ("more than a year after today",),
    ),
    ({"--pay-by": "2024-03-04"}, (), ("--pay-by: 2024-03-04 lies before the day of issue",)),
    ({"--pay-by": "30/06/24"}, (), ('--pay-by: "30/06/24" is not a valid date',)),
    ({"--pay-by": "2024-06-31"}, (), ('--pay-by: "2024-06-31" is not a valid date',)),
    ({"--pay-by": "NaN"}, (), ('--pay-by: "NaN" is not a valid date',)),
    ({"--pay-by": "2024−06−30"}, (), ("--pay-by: ",)),
    ({"--approved-by": "A. Clerk"}, (), ("--approved-by: ",)),
    ({"--approved-by": "clerk, a."}, (), ("two different people",)),
    ({"--approved-by": "А. Сlеrk"}, (), ("two different people",)),
    ({"--approved-by": ""}, (), ("--approved-by: this cannot be empty",)),
    ({"--approved-by": "B.\u200bChief"}, (), ("--approved-by: ",)),
    ({"--approved-by": "Б. Chief"}, (), ("mixes letters of Cyrillic and Latin",)),
    ({"--approved-by": LONG}, (), ("--approved-by: ",)),
    ({}, ("--recorded-by", "B. Chief"), ("two different people",)),
    ({}, ("--recorded-by", "  "), ("--recorded-by: this cannot be empty",)),
    ({}, ("--clock-checked", ""), ("--clock-checked: this cannot be empty",)),
    ({}, ("--lang", "xx"), ('--lang: "xx" is not a language of notices',)),
    ({}, ("--lang", "fr,qq"), ('--lang: "qq" is not a language of notices',)),
    ({}, ("--lang", "fr", "--lang", "de"), ('--lang: "de" is not a language of notices',)),
    ({}, ("--data", "good.csv"), ('--data: there is no folder "good.csv"',)),
    ({}, ("--nonsense", "1"), ("No such option: --nonsense",)),
    ({}, ("--paid-by", "2024-06-30"), ("No such option: --paid-by",)),
    ({}, ("–alone",), ("No such option: –alone. Did you mean --alone?",)),
    ({}, ("--alone=1",), ("--alone takes no value",)),
    ({}, ("msp12",), ('"msp12" is one word too many',)),
    (
        {"MEETING": "msp11"},
        (),
        ("the cost of msp11 is illustrative", "the list of msp11 is expected"),
    ),
    (
        {"MEETING": "msp12", "--rule": "article-14-2"},
        (),
        ("msp12 was issued by the rule article-14-1",),
    ),
    (
        {"MEETING": "msp12", "--issued-on": "2024-01-31", "--pay-by": "x"},
        (),
        (
            "--issued-on: 2024-01-31 lies before the last bill of msp12",
            '--pay-by: "x" is not a valid date',
        ),
    ),
    ({"--pay-by": None}, (), ("--pay-by DATE: Day by which payment",)),
    (
        dict.fromkeys(GOOD["issue"]),
        (),
        ("MEETING|GROUP: Id", "--rule ID|FILE", "--adopted", "--is", "--a"),
    ),
    # several at once
    ({"--issued-on": "x", "--pay-by": "y"}, (), ('--issued-on: "x"', '--pay-by: "y"')),
    (
        {"--approved-by": "A. Clerk", "--pay-by": "2024-03-01"},
        (),
        ("two different", "--pay-by: 2024"),
    ),
    (
        {"MEETING": "mps13", "--rule": "article14"},
        (),
        ('no meeting "mps13"', 'no rule "article14"'),
    ),
    (
        {"--rule": None, "--issued-on": "2024-02-30"},
        (),
        ("--rule ID|FILE is missing", '"2024-02-30"'),
    ),
    (
        {"--adopted-by": "X", "--approved-by": None, "--pay-by": "2024-03-04"},
        (),
        (
            '--adopted-by: "X" must name',
            "--approved-by NAME is missing",
            "--pay-by: 2024-03-04 lies",
        ),
    ),
    (
        {"--adopted-by": "X", "--issued-on": "2026-01-01", "--approved-by": "A. Clerk"},
        ("--lang", "xx"),
        (
            '--adopted-by: "X"',
            "more than a year after",
            "two different people",
            '--lang: "xx"',
            "--pay-by: 2024-06-30 lies before the day of issue, 2026-01-01",
        ),
    ),
    (
        {"MEETING": "msp11", "--pay-by": "31.06.2024"},
        ("--nonsense",),
        ("--nonsense", '"31.06.2024"', "msp11 is illustrative", "msp11 is expected"),
    ),
    (
        {"MEETING": "msp11", "--approved-by": "A. Clerk", "--issued-on": "2024-05-05"},
        (),
        ("two different", "lies 61 days after", "msp11 is illustrative", "msp11 is expected"),
    ),
]


def row(**changes: str) -> str:
    """A good row of a bank list with changes."""
    cells = dict(zip(HEAD.strip().split(","), ROW.strip().split(","), strict=True)) | changes
    return ",".join(cells.values()) + "\n"


def broken_workbook() -> bytes:
    """A zipped file that is no workbook."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        made.writestr("[Content_Types].xml", "<Types/>")
    return content.getvalue()


def rows(*found: str) -> str:
    return HEAD + "".join(found)


MAPPED = "Date,Text,Credit\n2024-01-05,MFA,5.00\n"
FILES: list[tuple[str | bytes | None, tuple[str, ...], tuple[str, ...]]] = [
    (None, (), ("the file does not exist",)),
    (b"", (), ("the file is empty",)),
    ("\ufeff", (), ("the file is empty",)),
    ("\n\n\n", (), ("the file is empty",)),
    (b"\x00\x01\x02", (), ("NUL character",)),
    (b"statement,line\x81\n", (), ("byte 0x81 is not UTF-8",)),
    (b"%PDF-1.7", (), ("FILE: bad.csv: this is not a table",)),
    (b"OFXHEADER:100", (), ("FILE: bad.csv: this is not a table",)),
    (b"PK\x03\x04garbage", (), ("cannot be read as XLSX",)),
    (broken_workbook(), (), ("cannot be read as XLSX",)),
    ("foo,bar\n1,2\n", (), ("the first row names none of the columns",)),
    ("statement,line,value_date,amount\nS,1,2024-03-01,5\n", (), ('"currency"', '"reference"')),
    (HEAD, (), ("the table has a header but no rows",)),
    (HEAD.replace("part", "line") + ROW, (), ('"line" stands twice',)),
    (rows(row(statement="")), (), (':2:statement  value-bad  "statement" is empty',)),
    (rows(row(line="")), (), (':2:line  value-bad  "line" is empty',)),
    (rows(row(value_date="")), (), (":2:value_date  date-bad  the value date is missing",)),
    (
        rows(row(value_date="2024-02-31")),
        (),
        (':2:value_date  date-bad  "2024-02-31" is not a valid date',),
    ),
    (rows(row(value_date="0000-01-01")), (), (":2:value_date  date-bad",)),
    (rows(row(value_date="04/05/2024")), (), (":2:value_date  date-bad",)),
    (rows(row(value_date="２０２４-03-01")), (), (":2:value_date  date-bad",)),
    (rows(row(value_date="2024-03-06")), (), (":2:value_date  date-bad  2024-03-06 lies after",)),
    (rows(row(value_date="2010-07-31")), (), ("2010-07-31 lies before 2010-08-01",)),
    (rows(row(amount="")), (), (":2:amount  number-bad",)),
    (rows(row(amount="abc")), (), (':2:amount  number-bad  "abc" is not a valid USD amount',)),
    (rows(row(amount="NaN")), (), (':2:amount  number-bad  "NaN" is not a valid USD amount',)),
    (rows(row(amount="-Infinity")), (), (":2:amount  number-bad",)),
    (rows(row(amount="1e5")), (), (":2:amount  number-bad",)),
    (rows(row(amount="５.00")), (), (":2:amount  number-bad",)),
    (rows(row(amount="68.000")), (), (':2:amount  number-bad  "68.000" can be read as',)),
    (rows(row(amount="1.2345")), (), ("has more decimals than USD has",)),
    (rows(row(amount="9" * 17)), (), ("is out of range: it must be more than zero and at most",)),
    (rows(row(amount="9" * 40)), (), (":2:amount  number-bad",)),
    (rows(row(amount="-5.00")), (), (":2  value-bad  -5.00 USD is not a receipt",)),
    (rows(row(currency="XXX")), (), (':2:currency  currency-unknown  "XXX"',)),
    (rows(row(currency="usx")), (), (':2:currency  currency-unknown  "usx"',)),
    (rows(row(currency="")), (), (":2:currency  currency-unknown",)),
    (
        rows(row(currency="EUR")),
        (),
        (":2:currency  value-bad  the account of msp12 is kept in USD",),
    ),
    (rows(row(currency="JPY")), (), (":2:currency  value-bad",)),
    (rows(row(reference="")), (), (":2:reference  value-bad  the reference is empty",)),
    (rows(row(reference=LONG)), (), (":2:reference  value-bad", "at most 500 readable characters")),
    (rows(row(reference="a\u202eb")), (), ("the hidden character U+202E",)),
    (rows(row(reference="a\u200bb")), (), ("the hidden character U+200B",)),
    (rows(row(iso3="JAPN")), (), (':2:iso3  state-unknown  "JAPN" is not recognised',)),
    (rows(row(iso3="")), (), (":2:iso3  state-unknown  the State is missing",)),
    (rows(row(iso3="🇸🇪")), (), (":2:iso3  state-unknown",)),
    (
        rows(row(meeting="msp99")),
        (),
        (':2:meeting  meeting-unknown  "msp99" is not in the register',),
    ),
    (rows(row(meeting="")), (), (":2:meeting  meeting-unknown  the meeting is missing",)),
    (rows(ROW, ROW), (), (":3:line  value-bad  this row repeats row 2 word for word",)),
    (
        rows(ROW, row(amount="6.00")),
        (),
        (":2:part", ":3:part", ":3:amount  value-bad  row 2 gives"),
    ),
    (
        rows(row(part="3.00"), row(part="1.00", iso3="CUB")),
        (),
        ("the parts of line 1 sum to USD 4.00",),
    ),
    (rows(row(part="x"), row(part="1.00", iso3="CUB")), (), (":2:part  number-bad",)),
    (rows(row(amount='"5.00')), (), ("unexpected end of data",)),
    (rows(ROW.strip() + ",more\n"), (), ("the row has 10 cells, the header 9",)),
    # several rows, several faults
    (
        rows(row(amount="x"), row(line="2", value_date="2024-02-31"), row(line="3", iso3="JAPN")),
        (),
        (":2:amount", ":3:value_date", ":4:iso3"),
    ),
    (
        rows(row(amount="x", value_date="2009-01-01", iso3="JAPN", meeting="msp99", reference="")),
        (),
        (":2:amount", ":2:value_date  date-bad  2009", ":2:iso3", ":2:meeting", ":2:reference"),
    ),
    (
        rows(
            row(currency="EUR"), row(line="2", currency="XXX"), row(line="3", amount="-5.00"), ROW
        ),
        (),
        (":2:currency", ":3:currency", ":4", ":5:"),
    ),
    (
        rows(row(value_date="2009-01-01"), row(line="2", value_date="2024-03-06")),
        (),
        (":2:v", ":3:v"),
    ),
    (rows(*(row(line=str(n), amount="x") for n in range(237))), (), ("... and 37 more findings",)),
    # a file, and options
    (
        None,
        ("--recorded-by", ""),
        ("FILE: bad.csv: the file does not exist", "--recorded-by: this"),
    ),
    (b"", ("--nonsense",), ("FILE: bad.csv: the file is empty", "No such option: --nonsense")),
    (
        b"%PDF-1.7",
        ("--data", "nowhere"),
        ("FILE: bad.csv: this is not a table", "--data: there is"),
    ),
    (b"PK\x03\x04", ("--clock-checked", " "), ("cannot be read as XLSX", "--clock-checked: this")),
    (ROW, ("--account", "CH00 0000"), ("go with --map",)),
    (
        rows(ROW),
        ("--recorded-by", "\u200b", "two"),
        ("--recorded-by: ", '"two" is one word too many'),
    ),
    (MAPPED, ("--map", "--column", "amount=Credit"), ("which column is value_date",)),
    (
        MAPPED,
        (
            "--map",
            "--column",
            "foo=Credit",
            "--column",
            "text=Words",
            "--days",
            "x",
            "--currency",
            "y",
        ),
        ('--column: "foo"', 'no heading "Words"', '--days: "x"', '--currency: "y"', "bad.csv: say"),
    ),
]


@pytest.mark.parametrize(("content", "more", "faults"), FILES)
def test_import_receipts(
    office: Office,
    capsys: pytest.CaptureFixture[str],
    content: str | bytes | None,
    more: tuple[str, ...],
    faults: tuple[str, ...],
) -> None:
    path = office.folder / "bad.csv"
    path.unlink(missing_ok=True)
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    words = ["import", "receipts", "bad.csv", *more]
    told = check_refused(office, capsys, words, faults)
    if not told.message.startswith("ccmcost: "):
        assert all(line.startswith(("bad.csv", "...")) for line in told.message.splitlines())


def test_a_file_that_is_a_folder(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    check_refused(office, capsys, ["import", "receipts", "data"], ("is a folder, not a file",))
    faults = ("FILE: data: the file is a folder", "--recorded-by: this cannot be empty")
    check_refused(office, capsys, ["import", "receipts", "data", "--recorded-by", ""], faults)


def test_a_file_that_is_missing_is_completed(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["import", "receipts", "--recorded-by", ""]
    told = check_refused(office, capsys, words, ("FILE is missing", "--recorded-by: this"))
    line = completed("import receipts", told.message)
    assert line is not None
    check_it_works(office, capsys, [*line, "--dry-run"])


@pytest.mark.parametrize(("changes", "more", "faults"), RECEIVE)
def test_receive(
    office: Office,
    capsys: pytest.CaptureFixture[str],
    changes: dict[str, str | None],
    more: tuple[str, ...],
    faults: tuple[str, ...],
) -> None:
    told = check_refused(office, capsys, words_of("receive", changes, *more), faults)
    line = completed("receive", told.message)
    if line is not None:
        check_it_works(office, capsys, line)


def check_it_works(office: Office, capsys: pytest.CaptureFixture[str], line: list[str]) -> None:
    """A completed line is done; the ledger is put back."""
    ledger = office.folder / "ledger.sqlite"
    before = ledger.read_bytes()
    told = told_by(office, capsys, *line)
    ledger.write_bytes(before)
    assert told.code == 0, (line, told.message)


@pytest.mark.parametrize(("changes", "more", "faults"), ISSUE)
def test_issue(
    office: Office,
    capsys: pytest.CaptureFixture[str],
    changes: dict[str, str | None],
    more: tuple[str, ...],
    faults: tuple[str, ...],
) -> None:
    told = check_refused(office, capsys, words_of("issue", changes, *more), faults)
    line = completed("issue", told.message)
    if line is not None and len(faults) > 1 and "msp11" not in line:
        check_it_works(office, capsys, [*line, "--dry-run"])


def test_settle(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    said = dict(GOOD["issue"]) | {"--pay-by": "x", "--adopted-by": "X", "--issued-on": "2024-05-05"}
    said.pop("--rule")
    words = ["settle", said.pop("MEETING"), *(word for pair in said.items() for word in pair)]
    never = "msp13 was never issued, so there is nothing to settle"
    faults = ('--adopted-by: "X"', '--pay-by: "x"', "lies 61 days after", never)
    check_refused(office, capsys, words, faults)


def test_a_meeting_alone_is_not_held_against_its_group(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    changes: dict[str, str | None] = {"MEETING": "rc2", "--pay-by": "x"}
    told = check_refused(office, capsys, words_of("issue", changes), ('--pay-by: "x"',))
    assert "the cost of rc2-pm1 is illustrative" in told.message
    told = check_refused(office, capsys, words_of("issue", changes, "--alone"), ('--pay-by: "x"',))
    assert "rc2-pm1" not in told.message and "the cost of rc2 is" in told.message


def test_every_option_that_asks_for_a_day_reads_one() -> None:
    for name, command in leaves().items():
        for one in command.callback.parameters:
            if one.said.metavar == "DATE":
                line = Line(f"ccmcost {name}", [one], (), [one.names[0], "2024-02-31"])
                with pytest.raises(UsageError, match='"2024-02-31" is not a valid date'):
                    line.read(one.name, "2024-02-31")


def test_every_command_reads_the_state_and_the_meeting_that_it_asks_for(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    line = ["record", "identify", "1", "Japn", "msp99", "--document", ""]
    faults = (
        *("STATE: ", 'no meeting "msp99"', "--document: this cannot be empty"),
        "no payment is unidentified. Payments come in by",
    )
    told = check_refused(office, capsys, line, faults)
    assert "EVENT: " not in told.message, "said once"
    line = ["ledger", "list", "--state", "Swedn", "--meeting", "msp99"]
    check_refused(office, capsys, line, ("--state: ", '--meeting: there is no meeting "msp99"'))
    line = words_of("issue", {"MEETING": " "})
    told = check_refused(office, capsys, line, ('there is no meeting " "',))
    assert "cannot be empty" not in told.message


def test_an_option_that_may_be_given_once_is_refused_again(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    line = "receive msp12 AUS 1.00 --on 2024-03-01 --reference R --on=2024-03-02 --currency USD"
    fault = "--on may be given once; here it stands with 2024-03-01, 2024-03-02."
    told = check_refused(office, capsys, line.split(), (fault,))
    assert told.message.count("--on ") == 2, "once in the line to copy"


WISH = {
    "meeting": "msp12",
    "state": "SWE",
    "amount": "-1.00",
    "on": "2024-03-01",
    "reference": "--is it=so",
    "currency": "USD",
}


@cache
def receiving() -> Any:
    """The command as the framework has it."""
    return leaves()["receive"]


@given(st.permutations(range(6)), st.lists(st.booleans(), min_size=6, max_size=6), st.booleans())
def test_a_line_is_taken_apart_as_the_framework_does(
    order: list[int], joined: list[bool], ends: bool
) -> None:
    """Options anywhere, with a blank or `=` before the value, and arguments after `--` or not."""
    names = list(WISH)
    options: list[str] = []
    words: list[str] = []
    for at in order:
        name = names[at]
        if name in ("meeting", "state", "amount"):
            if not ends:
                words.append("")
            continue
        said = ["--" + name + "=" + WISH[name]] if joined[at] else ["--" + name, WISH[name]]
        options += said
        words += said
    places = iter(("msp12", "SWE", "-1.00"))
    words = [each or next(places) for each in words]
    words = [*options, "--", "msp12", "SWE", "-1.00"] if ends else words
    command = receiving()
    line = Line("ccmcost receive", command.callback.parameters, (), words)
    assert not line.faults and not line.missing
    read = command.make_context("receive", line.words).params
    assert {name: read[name] for name in WISH} == WISH
    assert {name: line.texts(name) for name in WISH} == {name: [WISH[name]] for name in WISH}


def test_each_command_is_told_wrong_things_in_fifty_ways() -> None:
    assert min(map(len, (RECEIVE, ISSUE, FILES))) >= 50


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("receive msp12 ITA 6 812,31 {}", "receive msp12 ITA '6 812,31' {}"),
        ("receive msp12 ITA 1 006 812.31 {}", "receive msp12 ITA '1 006 812.31' {}"),
        ("receive msp12 ITA 6812.31 USD {}", "receive msp12 ITA AMOUNT {}"),
        ("receive msp12 Guinea Bissau 10 {}", "receive msp12 STATE AMOUNT {}"),
        ("receive msp12 ITA 6'812.31 x {}", "receive msp12 ITA AMOUNT {}"),
        ("receive msp12 Itly 6'812.31 {}", "receive msp12 STATE 6812.31 {}"),
        (
            "cost set msp12 --status actual --amount 412 345,67",
            "cost set msp12 --status actual --amount '412 345,67' --source TEXT --adopted-on DATE",
        ),
        (
            "cost set --status actual --amount 412 345,67 msp12",
            "cost set --status actual --amount '412 345,67' msp12 --source TEXT --adopted-on DATE",
        ),
        (
            "record refund msp12 AUS 1 000,00 --on 2024-03-01 --document note verbale "
            "--approved-by A. Boss",
            "record refund msp12 AUS '1 000,00' --on 2024-03-01 --document TEXT --approved-by NAME",
        ),
        (
            "record refund --document note verbale msp12 AUS 1.00 --on 2024-03-01",
            "record refund --document TEXT MEETING STATE AMOUNT --on 2024-03-01 --approved-by NAME",
        ),
    ],
)
def test_a_line_to_copy_holds_no_value_that_a_blank_cut(
    office: Office, capsys: pytest.CaptureFixture[str], line: str, offered: str
) -> None:
    more = "--on 2024-03-01 --reference R" if line.startswith("receive") else "--document D"
    told = told_by(office, capsys, *line.format(more).split())
    assert told.code == 2 and f"Complete: ccmcost {offered.format(more)}\n" in told.message + "\n"
