"""What the ledger has of a bank list already is recorded once, however the list comes again; and
what a reference says against the place where it is recorded is named.
"""

from __future__ import annotations

import csv
import re
import shlex
from pathlib import Path

import pytest

from tests.bank_statements import Account, Made, camt053
from tests.ledger_office import Office
from tests.test_bank_statements import CREDIT, MARCH, OWN, statement, taken

HEAD = "statement;line;value_date;amount;currency;reference;iso3;meeting"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    made = Office.billed(tmp_path, monkeypatch)
    made.on("2024-06-01")
    return made


def write(office: Office, name: str, *lines: str) -> str:
    (office.folder / name).write_text("\n".join([*lines, ""]), encoding="utf-8")
    return f"import receipts {name}"


def listed(statement: str, first: int, wide: int) -> tuple[str, ...]:
    """Three lines of a list, with numbers of so many figures."""
    rows = (
        "2024-02-25;54,84;USD;x;AFG;msp12",
        "2024-02-26;73,11;USD;y;;",
        "2024-02-27;5,00;USD;z;;",
    )
    return (
        HEAD,
        *(f"{statement};{number:0{wide}};{row}" for number, row in enumerate(rows, first)),
    )


@pytest.mark.parametrize(("before", "after"), [("2024/05", "2024/05"), ("007", "7"), ("7", "007")])
@pytest.mark.parametrize("wide", [(3, 1), (1, 3)])
def test_numbers_that_lost_their_noughts_are_the_same_lines(
    office: Office, before: str, after: str, wide: tuple[int, int]
) -> None:
    assert "3 bank lines recorded" in office.ok(write(office, "a.csv", *listed(before, 1, wide[0])))
    said = office.ok(write(office, "b.csv", *listed(after, 1, wide[1])))
    assert "all 3 bank lines were recorded before; nothing was recorded" in said
    told = f"such as line {1:0{wide[1]}} as {1:0{wide[0]}} of statement {before} (event 3)"
    assert told in " ".join(said.split())
    # another sum under such a number is a doubt, and a further line is recorded
    rows = [row.replace("5,00", "6,00") for row in listed(after, 1, wide[1])]
    office.refused(write(office, "c.csv", *rows), "was recorded otherwise (event 5)")
    more = (*listed(after, 1, wide[1]), f"{after};{4:0{wide[1]}};2024-02-28;8,00;USD;w;;")
    assert "1 bank line recorded" in office.ok(write(office, "d.csv", *more))


def test_a_file_read_otherwise_is_not_booked_twice(office: Office) -> None:
    rows = ("Date;Text;Amount", "05/02/2024;AFGHANISTAN;54,84", "04/02/2024;ALBANIA;73,11")
    columns = " ".join(
        f"--column {each}" for each in ("value_date=Date", "amount=Amount", "text=Text")
    )
    line = f"{write(office, 'w.csv', *rows)} --map {columns} --currency USD --days"
    assert "2 bank lines recorded" in office.ok(f"{line} m/d/y")
    assert "all 2 bank lines were recorded before" in office.ok(f"{line} m/d/y")
    before = (office.folder / "ledger.sqlite").read_bytes()
    office.refused(f"{line} d.m.y", "recorded before and read otherwise (events 3 and 4)")
    assert (office.folder / "ledger.sqlite").read_bytes() == before
    office.ok("record reverse 3 --reason 'day and month'")
    office.refused(f"{line} d.m.y", "read otherwise (event 4)")
    office.ok("record reverse 4 --reason 'day and month'")
    assert "2 bank lines recorded" in office.ok(f"{line} d.m.y")


@pytest.mark.parametrize("reference", ["0", "000", "-", "notprovided"])
def test_what_says_nothing_is_no_reference_of_the_bank(office: Office, reference: str) -> None:
    plain = Made(MARCH, 5000, reference, "NO NAME", "X")
    first, second = (Account(OWN, "USD", opening, (plain,)) for opening in (100, 5100))
    both = camt053((first, second))
    assert "2 bank lines recorded" in taken(office, both).out
    assert "all 2 bank lines were recorded before" in taken(office, both, "again.xml").out


def number_of(office: Office, state: str) -> str:
    """The number of the notice of a State."""
    office.ok(f"ledger export {state}.csv")
    rows = csv.DictReader((office.folder / f"{state}.csv").read_text("utf-8").splitlines())
    return next(row["notice"] for row in rows if row["state"] == state and row["notice"])


OTHERWISE = (
    ("{AUT}", "quotes {AUT} of Austria (AUT) for msp12, {row} is of Australia (AUS) for msp12."),
    ("ref CCM MSP12 CUB", "quotes CCM-MSP12-CUB of Cuba (CUB) for msp12, {row} is of Australia"),
    ("pays MSP13", "names msp13, {row} msp12."),
    ("AUSTRIA CUBA", "names Austria (AUT), Cuba (CUB), {row} Australia (AUS)."),
    ("CCM-AN-2022-0099", "says CCM-AN-2022-0099, and no notice has this number."),
    ("AUSTRALIA {AUS} msp12", ""),
    ("{AUS} {AUT} AUSTRALIA", "quotes {AUT} of Austria"),
    ("thanks", ""),
)


def test_a_reference_that_speaks_of_another_bill_is_named_everywhere(office: Office) -> None:
    numbers = {state: number_of(office, state) for state in ("AUS", "AUT")}
    head = HEAD.replace(";", ",")
    rows = [
        f"L,{at},2024-02-25,{at + 1}.00,USD,{text.format(**numbers)},AUS,msp12"
        for at, (text, _) in enumerate(OTHERWISE)
    ]
    said = " ".join(office.ok(write(office, "a.csv", head, *rows)).split())
    for at, (text, told) in enumerate(OTHERWISE):
        reference = text.format(**numbers)
        own = re.findall(rf"line {at} of L: its reference [^.]*\.", said)
        assert bool(own) == bool(told) and told.format(row="the row", **numbers) in "".join(own)
        line = f"receive msp12 AUS {at + 20} --on 2024-03-04 --reference '{reference}'"
        alone = office(*shlex.split(line))
        here = told.format(row="the receipt", **numbers)
        assert alone.code == 0 and ("look at this" in alone.err) == bool(here), alone
        assert here in " ".join(alone.err.split())
    office.ok(f"record unidentified 77 --on 2024-03-04 --reference '{numbers['AUT']}'")
    event = len(office.ok("ledger list --format csv").splitlines()) - 1
    placed = office("record", "identify", str(event), "AUS", "msp12", "--document", "L-1")
    assert placed.code == 0 and f"its reference quotes {numbers['AUT']}" in placed.err


OF_EXTRACT = (
    "--map --column value_date=Date --column amount=Amount --column text=Text "
    "--column account=Account --days d.m.y --currency USD"
)


def entry(reference: str, remitter: str, amount: int = 5484) -> Made:
    return Made(MARCH, amount, reference, remitter, "X")


def camt(office: Office, name: str, *entries: Made) -> str:
    """What is said of a statement with these entries."""
    said = taken(office, camt053((Account(OWN, "USD", 100, entries),)), name)
    assert said.code == 0, said.err
    return " ".join(said.out.split())


@pytest.mark.parametrize("statement_first", [True, False])
def test_a_statement_and_an_extract_of_one_account_book_once(
    office: Office, statement_first: bool
) -> None:
    made = (entry("r1", "AFGHANISTAN"), entry("r2", "ALBANIA", 7311), entry("r3", "PERU", 7311))
    rows = [f"{MARCH:%d.%m.%Y};{each.remitter};{each.amount / 100:.2f};{OWN}" for each in made]
    line = f"{write(office, 'x.csv', 'Date;Text;Amount;Account', *rows)} {OF_EXTRACT}"
    first, second = (
        (lambda: camt(office, "s.xml", *made)),
        (lambda: " ".join(office.ok(line).split())),
    )[:: 1 if statement_first else -1]
    assert "3 bank lines recorded" in first()
    assert "all 3 bank lines were recorded before" in second()


def test_an_entry_met_in_a_statement_stays_known(office: Office) -> None:
    row = f"{MARCH:%d.%m.%Y};AFGHANISTAN;54.84;{OWN}"
    line = f"{write(office, 'x.csv', 'Date;Text;Amount;Account', row)} {OF_EXTRACT}"
    assert "1 bank line recorded" in office.ok(line)
    one, two = entry("r1", "AFGHANISTAN"), entry("r2", "AFGHANISTAN")
    for _ in "ab":
        assert "all 1 bank lines were recorded before" in camt(office, "s1.xml", one)
    said = camt(office, "s2.xml", one, two)
    assert "1 bank line recorded" in said and "1 were recorded before" in said
    assert "all 2 bank lines were recorded before" in camt(office, "s3.xml", two, one)
    office.ok("record reverse 3 --reason 'taken in error'")  # what was met is open again
    assert "1 bank line recorded" in camt(office, "s2.xml", one, two)


@pytest.mark.parametrize("reference", ["N/A", "UNKNOWN", "none", "XXXX", "1"])
def test_a_word_for_no_reference_is_none(office: Office, reference: str) -> None:
    assert "1 bank line recorded" in camt(office, "a.xml", entry(reference, "ALBANIA"))
    second = camt053((Account(OWN, "USD", 5584, (entry(reference, "PERU"),)),))
    assert "1 bank line recorded" in taken(office, second, "b.xml").out


def test_one_reference_for_the_payments_of_two_states_is_two_payments(office: Office) -> None:
    assert "1 bank line recorded" in camt(office, "a.xml", entry("SCT", "ALBANIA"))
    said = camt(office, "b.xml", entry("SCT", "PERU"))
    assert "1 bank line recorded" in said and "event 3 has the same reference" in said
    for name, state in (("c.xml", "PERU"), ("d.xml", "ALBANIA"), ("e.xml", "PAYMENT")):
        assert "all 1 bank lines were recorded before" in camt(office, name, entry("SCT", state))


@pytest.mark.parametrize("form", ["{}.0", "{},0", "'{:03}"])
def test_numbers_in_the_forms_of_a_spreadsheet_are_the_same_lines(
    office: Office, form: str
) -> None:
    assert "3 bank lines recorded" in office.ok(write(office, "a.csv", *listed("2024/05", 1, 3)))
    rows = [
        row.replace(f";{at};", f";{form.format(at)};", 1)
        for at, row in enumerate(listed("2024/05", 1, 1))
    ]
    said = office.ok(write(office, "b.csv", *rows))
    assert "all 3 bank lines were recorded before; nothing was recorded" in said


def test_a_batch_in_another_order_or_form_is_the_same_batch(office: Office) -> None:
    batch = CREDIT._replace(parts=(21000000, 110000))
    assert "2 bank lines recorded" in taken(office, camt053((statement(batch),))).out
    said = taken(office, camt053((statement(CREDIT),)), "whole.xml")
    assert said.code == 1 and "was recorded before in another form" in said.err
