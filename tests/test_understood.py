"""Whoever names a State, a sum, a day or a meeting as people do is understood by every command, and
the answer says what was understood.

The table of lines below is an audit: `test_no_option_is_forgotten` finds every argument and option
of that kind, and asks for a line in which it is said otherwise than in its plain form.
"""

from __future__ import annotations

import inspect
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from ccmcost.cli.commands import COMMANDS, declared
from ccmcost.cli.declared import WORDS, Argument, Command, Group, Parameter, parts_of
from tests.ledger_office import Office


def lines_of(text: str) -> tuple[tuple[str, str], ...]:
    """Lines with what their answers must say, from paragraphs that end in `= ANSWER`."""
    found = []
    for paragraph in text.strip().split("\n\n"):
        line, _, answer = paragraph.partition("\n= ")
        found.append((" ".join(line.split()), answer))
    return tuple(found)


RECORDED = lines_of("""
cost set "MSP 12" --status estimate --amount "USD 1,000" --source DOC --adopted-on "24
    November 2023"
= msp12: cost version 2, estimate, USD 1,000.00 (DOC), adopted on 24 November 2023

issue "MSP 12" --rule article-14-1 --adopted-by 'CCM/MSP/2023/9, para. 41' --approved-by 'B.
    Chief' --on-expected-list --issued-on "1 Feb 2024" --pay-by 31.12.2025
= notices: USD 1,000

receive MSP12 Швеция "USD 10,50" --on 31.01.2024 --reference RIKSGALDEN
= receipt USD 10.50, Sweden (SWE) msp12, 31 January 2024; now USD 207.25 outstanding

record unidentified "1 234,50" --on "31 January 2024" --reference "NO NAME"
= receipt USD 1,234.50, to no State, 31 January 2024

record identify 4 "Afrique du Sud" MSP-12 --amount "1,000" --document D
= placed USD 1,000.00, South Africa (ZAF) msp12, 31 January 2024

record bank-charge "msp 12" se "USD 1,25" --on "1 February 2024" --document D
= bank charge USD 1.25, Sweden (SWE) msp12, 1 February 2024

record exchange-difference MSP12 swe 2,50 --on "1 février 2024" --original eur --original-amount
    "12,00" --rate 1.0834 --rate-date 2024/01/30 --source UNORE --document D
= exchange difference USD 2.50, Sweden (SWE) msp12, 1 February 2024

record payment-plan MSP12 Kuba --on "Feb 1, 2024" --until 31.12.2025 --document D
= "Kuba" is not recognised as the name of a State

record payment-plan MSP12 古巴 --on 2024年2月1日 --until "December 31, 2025" --document D
= payment plan of Cuba (CUB) for msp12, from 1 February 2024 until 31 December 2025

record refund "MSP 12" "south africa" "USD 12" --on "1 Feb 2024" --document D --approved-by
    B
= refund USD 12.00, South Africa (ZAF) msp12, 1 February 2024

record write-off MSP12 AU "USD 12" --on "1 Feb 2024" --document D --approved-by B
= write off USD 12.00, Australia (AUS) msp12, 1 February 2024

record apply-credit MSP12 "جنوب أفريقيا" "USD 5" --choice apply --to "MSP 11" --on "1 Feb
    2024" --document D --approved-by B
= the debt of South Africa for msp11

record apply-credit MSP12 Sudáfrica "USD 5" --choice leave --on "1 Feb 2024" --document D
    --approved-by B
= credit kept on account USD 5.00, South Africa (ZAF) msp12, 1 February 2024

record reverse 6 --on "1 Feb 2024" --reason x
= reverses event 6 (bank charge)

ledger list --state Suède --meeting MSP12 --since 1.1.2024 --until 31.12.2024 --amount 10,50
= 10.50

status --state Suecia --meeting "MSP 12" --as-at 31.01.2024 --known-on "2 Feb 2024"
= 31 January 2024

statement Suecia --as-at 31.01.2024 --known-on 29.02.2024
= Statement of Sweden (SWE) as at 31 January 2024

next --as-at 31.01.2024
= msp12

settle "MSP 12" --adopted-by "CCM/MSP/2025/4, para. 12" --approved-by B --issued-on
    29.02.2024 --pay-by 31.12.2025 --dry-run
= actual

meeting add msp14 --name "Fourteenth Meeting" --city Vientiane --country "República
    Democrática Popular Lao" --start 14.09.2026 --end "18 September 2026" --deadline
    31.08.2026 --source L
= 14 to 18 September 2026, Vientiane, Lao People's Democratic Republic (LAO)

meeting set MSP14 --country CH --start 15.09.2026 --end 17.09.2026 --deadline 31.08.2026
= Vientiane, Switzerland (CHE)

meeting expect "MSP 14"
= msp14.csv

cost lines MSP12
= (msp12)
""")
"""What is recorded and asked in an office, in this order, and what the answer must say."""
LOOKED = lines_of("""
state Suecia --cost "USD 1 000,50" --as-at 31.01.2024 --known-on "2 Feb 2024"
= Sweden (SWE)

show "MSP 11"
= (msp11)

apportion MSP12 --cost "USD 1 000,50" --with "Korea, Republic of" --without Suecia,cu
    --as-of 30.06.2024 --no-files
= USD 1,000.50, as entered

apportion msp-12 --cost 412,345 --state Suecia --out a
= USD 412,345.00, as entered

adjust --scale un-2022-2024 --participants official.csv --total "1 000,50" --on 30.06.2023
= As on 30 June 2023

explain "MSP 12" Suède --cost 1,000.50
= Sweden (SWE)

compare MSP12 --cost "USD 1,000" --as-of 30.06.2024
= USD 1,000.00, as entered

whatif MSP12 --with Japón --without Suecia --cost 1,000.50 --variant-cost "1 100,50" --as-of
    30.06.2024
= USD 1,100.50

whatif MSP12 --each-observer --state Suède --cost 1,000.50
= Parties % SWE

forecast MSP12 --cost "400,000.50; 450,000; 500,000" --more-than 10,000.50 --probabilities
    p.csv --as-of 30.06.2024
= USD 400,000.50, USD 450,000

budget Япония --years 2025-2026 --cost 412,345.67 --as-of 30.06.2024
= Japan

calendar 2024 --as-of "30 June 2024"
= 2024

estimate MSP13 --cost "450 000" --out e --as-of 30.06.2024
= msp13: USD 450,000.00

page "MSP 12" --cost 450,000 --out g --as-of 30.06.2024
= msp12.html

report 2023 --cost "MSP 11=412,345.67" --as-at 31.12.2023 --known-on 31.01.2024 --as-of
    31.01.2024 --out r
= msp11 USD 412,345.67 (given)

chart history --states Japón,France --no-files --as-of 30.06.2024
= JPN %

letters "MSP 12" --kind receipt --state Suède --since 1.1.2024 --as-of 31.03.2024
= msp12: notes written (receipt) as at 2024-03-31: 1

reconcile MSP12 issued.csv --cost "1 000,00"
= USD 1,000.00

audit-pack "MSP 12" --as-of 31.03.2024
= audit-msp12

import participants "MSP 12" raw.csv --alias "Sverige=Suecia" --document D --as-of
    31.03.2024 --dry-run
= (msp12): official list

import treaty-status data/treaty_status.csv --withdrawn "Lituanie=13.03.2025" --in-force
    "Japon=1 août 2010" --dry-run
= withdrawal 2025-03-06 becomes 2025-03-13

import costs costs.csv --meeting "MSP 13" --total "USD 1,500" --adopted-on "24 November
    2023" --dry-run
= (msp13)

import opening opening.csv --as-at 31.01.2024 --dry-run
= assessed USD 1,000.50, received USD 0.00
""")
"""What is looked at and made, and what the answer must say."""
FILES = {
    "p.csv": "État;probability;basis\nÉgypte;0,5;x\n",
    "raw.csv": "State\nSverige\nCuba\n",
    "issued.csv": "Pays;amount\nSuède;500,50\nAutriche;499,50\n",
    "costs.csv": "Item;USD\nRoom;1 000,00\nPaper;500,00\nTotal;1 500,00\n",
    "opening.csv": "iso3;meeting;external_number;issued_on;requested_by;assessed;received;source\n"
    "Suède;MSP 10;N-1;31.12.2022;15.02.2023;1 000,50;0,00;ERP\n",
}
PLAIN = {
    "state": re.compile(r"[A-Z]{3}"),
    "sum": re.compile(r"[0-9]+(\.[0-9]+)?"),
    "day": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "meeting": re.compile(r"[a-z]+[0-9]+"),
}
METAVARS = {
    "state": ("STATE", "STATE=DATE", "NAME=STATE", "CODES", "CODE"),
    "sum": ("AMOUNT", "LOW,LIKELY,HIGH", "MEETING=AMOUNT"),
    "day": ("DATE", "STATE=DATE"),
    "meeting": ("MEETING", "MEETING|GROUP", "[MEETING|GROUP]", "MEETING...", "MEETING=AMOUNT"),
}
NO_STATE = ("--currency", "--original", "--lang")
NEW = {("meeting add", "meeting", "meeting")}
"""The id of a meeting that does not exist yet has one form."""
EXTRA = {("import costs", "total", "sum")}


def commands() -> Iterator[tuple[str, list[Parameter]]]:
    for name in COMMANDS:
        found = declared(name)
        inside = found.commands if isinstance(found, Group) else {"": found}
        for rest, command in inside.items():
            assert isinstance(command, Command)
            signature = inspect.signature(command.run).parameters.values()
            given = {
                each.name: each.default for each in signature if each.default is not each.empty
            }
            parts = parts_of(command.run, given).values()
            yield f"{name} {rest}".strip(), [each for part in parts for each in part.parameters]


def said_in(line: str) -> Iterator[tuple[str, str, str]]:
    """Command, parameter and value of everything that a line says."""
    words = shlex.split(line)
    known = dict(commands())
    name = next(name for name in (" ".join(words[:2]), words[0]) if name in known)
    parameters = known[name]
    arguments = [each for each in parameters if isinstance(each.said, Argument)]
    rest = iter(words[len(name.split()) :])
    for word in rest:
        if word.startswith("--"):
            each = next(each for each in parameters if word in each.names)
            if each.kind is not bool:
                yield name, each.name, next(rest)
        else:
            each = arguments[0] if arguments[0].kind == WORDS else arguments.pop(0)
            yield name, each.name, word


def test_no_option_is_forgotten() -> None:
    wanted = {
        (name, each.name, kind)
        for name, parameters in commands()
        for each in parameters
        for kind, metavars in METAVARS.items()
        if each.said.metavar in metavars
        and not (kind == "state" and set(each.names) & set(NO_STATE))
    }
    said = {
        (name, parameter, kind)
        for line, _ in (*RECORDED, *LOOKED)
        for name, parameter, value in said_in(line)
        for kind, plain in PLAIN.items()
        if not plain.fullmatch(value)
    }
    assert sorted((wanted | EXTRA) - said - NEW) == []


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    made = Office(tmp_path / "office", monkeypatch)
    for name, text in FILES.items():
        (made.folder / name).write_text(text, encoding="utf-8")
    return made


def answers(office: Office, lines: tuple[tuple[str, str], ...]) -> list[tuple[str, str, str]]:
    """The lines whose answer does not say what was understood."""
    wrong = []
    for line, understood in lines:
        said = office(*shlex.split(line))
        flat = " ".join((said.out + said.err).split())
        if understood not in flat or "Traceback" in flat:
            wrong.append((line, understood, flat[:600]))
    return wrong


def test_what_is_recorded_says_what_was_understood(office: Office) -> None:
    assert "\n".join(map(str, answers(office, RECORDED))) == ""


@pytest.mark.slow
def test_what_is_looked_at_says_what_was_understood(office: Office) -> None:
    assert not answers(office, RECORDED[:3])
    assert "\n".join(map(str, answers(office, LOOKED))) == ""
