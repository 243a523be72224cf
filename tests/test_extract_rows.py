"""Extracts of a bank in memory: which column is what, how days and sums are read, what is asked."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Sequence
from typing import Any

import pytest

from ccmcost.errors import UsageError
from ccmcost.findings import Findings
from ccmcost.intake.account import Account, Written
from ccmcost.intake.extracts import (
    Extract,
    extract_table,
    fitting,
    in_form,
    load_extracts,
    mark_of_day,
)
from ccmcost.intake.found import Marker, Place
from ccmcost.intake.office_table import OfficeTable
from ccmcost.intake.sheet import Sheet
from ccmcost.intake.unmapped import balance_of, doubt, side_of
from ccmcost.model.source import SourceFile
from ccmcost.model.sums import Mark

PLAIN = {"value_date": "Date", "amount": "Sum", "text": "Text"}
"""Headings of an extract, by what they hold."""


@pytest.mark.parametrize(
    ("form", "text", "wanted"),
    [
        ("d.m.y", "4.3.2024", "2024-03-04"),
        ("d.m.y", "04/03/24 10:15", "2024-03-04"),
        ("m/d/y", "4/3/2024", "2024-04-03"),
        ("y-m-d", "2024/3/4", "2024-03-04"),
        ("d.m.y", "2024-03-04", "2024-03-04"),
        ("m/d/y", "4 March 2024", "2024-03-04"),
        ("d.m.y", "31.2.2024", "31.2.2024"),
        ("d.m.y", "13/25/2024", "13/25/2024"),
        ("y-m-d", "4.3.2024", "4.3.2024"),
        ("d.m.y", "March", "March"),
        ("d.m.y", "31.12.99", "2099-12-31"),
        ("y-m-d", "0100-01-01", "0100-01-01"),
        ("y-m-d", "0099/01/01", "2099-01-01"),
        ("y-m-d", "0100/01/01", "0100-01-01"),
    ],
)
def test_a_day_is_read_in_the_form_that_was_said(form: str, text: str, wanted: str) -> None:
    assert Extract("", {}, form).day(text) == wanted


def test_days_and_their_marks_are_known_by_their_form() -> None:
    assert [in_form("d.m.y", each) for each in ("31.3.2024", "3/31/2024", "x")] == [1, 0, 0]
    texts = ("4.3.2024", "4/3/24", "2024-03-04", "4 March 2024", "")
    assert [mark_of_day(each) for each in texts] == [".", "/", "", "", ""]


TOML = """[[extract]]
name = "Bank"
headings = {value_date = "Date", amount = "Sum", text = "Text"}
"""


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("", ""), ""),
        (('text = "Text"', 'text = "Text", reference = "Ref"'), ""),
        (('text = "Text"', 'text = "Text", txt = "T"'), 'unknown column "txt".'),
        ((', text = "Text"', ""), '"headings" names no column of "text".'),
        (('name = "Bank"', 'name = "Bank"\\nignored = ["A", "B"]'), ""),
        (('name = "Bank"', 'name = "Bank"\\nignored = ["A", 5]'), '"ignored" must be a list'),
        (('name = "Bank"', 'name = "Bank"\\nnaem = "x"'), "naem"),
        (("[[extract]]", "more = 1\\n[[extract]]"), "more"),
        (('name = "Bank"', 'name = "Bank"\\ndays = "y.d.m"'), "y.d.m"),
    ],
)
def test_what_is_wrong_in_the_map_of_columns_is_told(change: tuple[str, str], says: str) -> None:
    before, after = change
    text = TOML.replace(before, after.replace("\\n", "\n"))
    findings = Findings()
    (found,) = load_extracts(
        SourceFile("bank.toml", "workspace", text.encode(), "bank.toml"), findings
    )
    told = [each.message for each in findings.errors]
    assert len(told) == bool(says) and all(says in each for each in told), told
    assert found.headings["amount"] == "Sum" and found.days == "y-m-d"
    assert list(found.ignored) == tomllib.loads(text)["extract"][0].get("ignored", [])


def test_no_map_is_no_extract() -> None:
    assert load_extracts(None, Findings()) == ()


def sheet(text: str, mark: str = ";") -> Sheet:
    return Sheet("", tuple(tuple(line.split(";")) for line in text.splitlines()), mark=mark)


def test_the_extract_with_most_of_the_headings_of_a_file_is_taken() -> None:
    small = Extract("small", PLAIN)
    large = Extract("large", {**PLAIN, "reference": "Ref"})
    other = Extract("other", {**PLAIN, "more_text": "Ref"})
    stranger = Extract("stranger", {**PLAIN, "debit": "Out"})
    head = [sheet("Account;CH00\nDATE;Sum;Text;Ref\n4.3.2024;5;A;B"), sheet("x")]

    def found(*extracts: Extract, own: Collection[str] = ("line", "amount")) -> str:
        fit = fitting(head, extracts, own, "f.csv")
        return fit.name if fit else ""

    assert found(small) == "small"
    assert found(small, large, stranger) == "large"
    assert found(large, small) == "large"
    assert found(stranger) == "" and found() == ""
    assert found(small, own=("date", "sum", "text", "ref")) == ""
    assert found(small, own=("date", "sum")) == ""
    with pytest.raises(UsageError, match='looks like "large", "other" in'):
        found(small, large, other)


def read(
    text: str, own: Collection[str] = (), mark: Mark = "", title: str = "", **more: Any
) -> tuple[OfficeTable, Account, Findings]:
    """A table whose columns are called as what they hold, or are unknown."""
    names = [
        "value_date",
        "amount",
        "text",
        "debit",
        "side",
        "currency",
        "more_text",
        "reference",
        "account",
    ]
    head = text.partition("\n")[0].split(";")
    headings = {name: name for name in names if name in head}
    extract = Extract("E", headings, **{"days": "d.m.y", "currency": "USD", **more})
    findings = Findings()
    account = Account(Marker("e.csv", findings), of_states=False, written=Written(mark=mark))
    source = SourceFile("e.csv", "workspace", b"", "e.csv")
    return (
        extract_table(source, [sheet(text)._replace(title=title)], account, extract, own),
        account,
        findings,
    )


HEAD = "value_date;amount;text"


def rows(text: str, own: Collection[str] = (), **more: Any) -> list[str]:
    found, _, findings = read(text, own, **more)
    assert not findings.errors, [each.message for each in findings.errors]
    assert found.of_bank and not any(row.days for row in found.rows)
    return [
        f"{row.get('statement')} {row.get('line').partition(' E')[0]} {row.get('currency')} "
        f"{row.get('reference')} @{found.place(row).text}"
        for row in found.rows
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f"{HEAD}\n4.3.2024;10,50;A", ["E 2024-03-04 10.50 559aead0 in USD A @line 2"]),
        (f"{HEAD};reference\n4.3.2024;-10;A;B1", ["E 2024-03-04 -10.00 B1 USD A @line 2"]),
        (f"{HEAD};reference\n4.3.2024;10;A;000", ["E 2024-03-04 10.00 559aead0 in USD A @line 2"]),
        (f"{HEAD};account\n4.3.2024;10;A;ch 1", ["CH1 2024-03-04 10.00 559aead0 in USD A @line 2"]),
        (
            f"{HEAD};more_text;reference\n4.3.2024;10;A;B;R1\n5.3.2024;10;;B;R2",
            ["E 2024-03-04 10.00 R1 USD A / B @line 2", "E 2024-03-05 10.00 R2 USD B @line 3"],
        ),
        (
            f"{HEAD};currency;reference\n4.3.2024;10;A;eur;R1\n4.3.2024;10;A;;R2",
            ["E 2024-03-04 10.00 R1 EUR A @line 2", "E 2024-03-04 10.00 R2 USD A @line 3"],
        ),
        (
            f"{HEAD};debit;reference\n4.3.2024;;A;15,00;R1\n4.3.2024;7,00;A;0,00;R2\n"
            "4.3.2024;;A;-15,00;R3",
            [
                "E 2024-03-04 -15.00 R1 USD A @line 2",
                "E 2024-03-04 7.00 R2 USD A @line 3",
                "E 2024-03-04 -15.00 R3 USD A @line 4",
            ],
        ),
        (
            f"{HEAD};side;reference\n4.3.2024;15;A;out;R1\n4.3.2024;7;A;in;R2\n4.3.2024;-8;A;D;R3\n"
            "4.3.2024;0;A;;R4",
            [
                "E 2024-03-04 -15.00 R1 USD A @line 2",
                "E 2024-03-04 7.00 R2 USD A @line 3",
                "E 2024-03-04 -8.00 R3 USD A @line 4",
                "E 2024-03-04 0.00 R4 USD A @line 5",
            ],
        ),
    ],
)
def test_rows_of_an_extract_become_entries(text: str, wanted: list[str]) -> None:
    assert [each.replace("559aead0 in USD", "559aead0 in USD") for each in rows(text)] == wanted


@pytest.mark.parametrize(
    ("text", "column", "says"),
    [
        (f"{HEAD}\n4.3.2024;;A", "amount", "the row has no sum. If no money moved, take"),
        (
            f"{HEAD};Paid out\n4.3.2024;;A;15,00\n5.3.2024;8;B;",
            "amount",
            'the row has no sum. "15,00" stands under "Paid out": if that is what went out, map it',
        ),
        (f"{HEAD};Paid out\n4.3.2024;;A;15,00\n5.3.2024;8;B;3", "amount", "If no money moved"),
        (f"{HEAD};Paid out\n4.3.2024;;A;x", "amount", "If no money moved"),
        (f"{HEAD};reference\n4.3.2024;;A;123", "amount", "If no money moved"),
        (f"{HEAD}\n4.3.2024;ten;A", "amount", "ten"),
        (f"{HEAD};debit\n4.3.2024;5;A;6", "debit", "a sum that came in and one that went out"),
        (
            f"{HEAD};side\n4.3.2024;5;A;maybe",
            "side",
            '"maybe" does not say whether the sum came in',
        ),
        (f"{HEAD};side\n4.3.2024;-5;A;in", "side", 'minus sign, but "in" says that it came in'),
        (f"{HEAD};currency\n4.3.2024;5;A;XYZ", "currency", "XYZ"),
    ],
)
def test_a_sum_that_is_not_clear_is_a_finding_of_its_row(text: str, column: str, says: str) -> None:
    found, _, findings = read(f"{text}\n6.3.2024;1;LAST{';in' * (';side' in text)}")
    (fault,) = findings.errors
    assert (fault.row, fault.column) == (2, column) and says in fault.message, fault
    assert [row.get("reference") for row in found.rows][-1:] == ["LAST"]
    assert not found.remarks or column == "currency"


def test_rows_of_other_accounts_are_left_out() -> None:
    text = f"{HEAD};account\n4.3.2024;1;A;DE999\n4.3.2024;2;B;CH001234\n4.3.2024;3;C;"
    found, account, _ = read(text, ("", "ch00 1234"))
    assert [row.get("reference") for row in found.rows] == ["B", "C"]
    assert [(line.text, line.reason) for line in account.lines] == [("A", "account DE999")]
    assert [row.get("statement") for row in found.rows] == ["CH001234", "E"]
    found, _, _ = read(text, ("",), account="CH77")
    assert [row.get("statement") for row in found.rows][1:] == ["CH001234", "CH77"]


def open_days(
    days: Sequence[str], form: str = "d.m.y", between: str = ""
) -> tuple[list[tuple[str, Place]], int]:
    text = "\n".join((HEAD, *(f"{day};5;A{at}" for at, day in enumerate(days))))
    found, account, _ = read(text, days=form, between=between)
    return [(line.reason, line.place) for line in account.of("open")], len(found.rows)


@pytest.mark.parametrize(
    ("days", "form", "between", "says", "line"),
    [
        (("4.3.2024", "31.3.2024"), "d.m.y", "", "", 0),
        (("4.3.2024", "3/31/2024"), "d.m.y", "", "written m/d/y: say --days m/d/y", 3),
        (("31/3/2024", "3/31/2024"), "m/d/y", "", "No form fits the whole column", 2),
        (("31/3/2024", "30/3/2024"), "m/d/y", "", "(rows like it: 2). The whole column is writ", 2),
        (("4/3/2024",), "y-m-d", "", "is written d.m.y or m/d/y: say --days d.m.y", 2),
        (("March", "4.3.2024"), "d.m.y", "", "", 0),
        (("4/3/2024", "4.3.2024"), "d.m.y", ".", 'are not written with "."', 2),
        (("4.3.2024", "5.3.2024"), "d.m.y", ".", "", 0),
        (("4/3/2024", "31/3/2024"), "d.m.y", ".", "", 0),
        (("4/3/2024",), "d.m.y", "", "", 0),
        (("4/4/2024",), "d.m.y", ".", "", 0),
        (("2024-03-04", "4.3.2024"), "d.m.y", ".", "", 0),
        (("2024-04-03", "13.3.2024"), "d.m.y", "", "exchanged day and month (2024-03-04)", 2),
        (("2024-04-12", "13.3.2024"), "d.m.y", "", "exchanged day and month (2024-12-04)", 2),
        (("2024-04-13", "13.3.2024"), "d.m.y", "", "", 0),
        (("2024-04-03", "13.3.2024", "12.3.2024"), "d.m.y", "", "", 0),
        (("2024-04-03 00:00", "x", "31.3.2024"), "d.m.y", "", "exchanged day and month", 2),
        (("2024-04-03", "2024-04-30"), "y-m-d", "", "", 0),
        (("2024-04-03",), "d.m.y", "", "", 0),
        (("3/31/2024", "March 2024"), "d.m.y", "", "is written m/d/y: say --days m/d/y", 2),
        (("4/3/2024", "x"), "d.m.y", ".", 'are not written with "."', 2),
        (("13.3.2024", "14.3.2024"), "d.m.y", "", "", 0),
    ],
)
def test_days_that_contradict_what_was_said_are_asked(
    days: Sequence[str], form: str, between: str, says: str, line: int
) -> None:
    asked, taken = open_days(days, form, between)
    assert len(asked) == bool(says), asked
    assert all(says in reason and place == Place(line) for reason, place in asked), asked
    assert taken == (0 if says and "exchanged" not in says else len(days))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("side", -1), ("debit", -1), ("Credit", 1), ("+", 1), ("-", -1), ("Bank charge", -1),
        ("Charge d'affaires", 0), ("Payment", 0), ("paid in", 1), ("", 0), ("credit debit", 0),
    ],
)  # fmt: skip
def test_words_for_a_side(text: str, wanted: int) -> None:
    assert side_of(text) == (wanted if text != "side" else 0)


@pytest.mark.parametrize(
    ("heading", "values", "mapped", "says"),
    [
        ("Kind", [("Credit", 5), ("Charge", 5)], (), "on which side"),
        ("Kind", [("D", 5), ("C", 5)], (), "on which side"),
        ("Kind", [("D", 5), ("X", 5)], (), ""),
        ("Kind", [("Fee", 5), ("X", 5)], (), "on which side"),
        ("Kind", [("Fee", 1), ("X", 5)], (), "on which side"),
        ("Kind", [("Receipt", 5), ("Payment", 5)], (), "on which side"),
        ("Kind", [("Receipt", 5), ("Other", 5)], (), ""),
        ("Kind", [("Payment", 5), ("Other", 5)], (), ""),
        ("Kind", [("Credit", 5), ("Debit", -5)], (), ""),
        ("Kind", [("Credit", 5), ("Other", -5)], (), ""),
        ("Kind", [("Credit", 5), ("Credit", -5)], (), "on which side"),
        ("Kind", [("Credit", 5)], (), "on which side"),
        ("Kind", [("Other", 5)], (), ""),
        ("Kind", [("Debit", 0), ("Other", 5)], (), ""),
        ("Direction", [("Other", 5)], (), "on which side"),
        ("Direction", [("A", 5), ("B", 5), ("C", -5)], (), "on which side"),
        ("Direction", [("A", 5), ("B", -5)], (), ""),
        ("Direction", [("A", 5)], ("side",), ""),
        ("Direction", [("A", 5)], ("debit",), ""),
        ("Direction", [], (), ""),
        ("Currency", [("EUR", 5)], (), 'currency=Currency"'),
        ("Currency", [("USD", 5)], (), ""),
        ("Currency", [("Dollars", 5)], (), "says a currency"),
        ("Kind", [("Credit", 5), ("Debit", 0)], (), "on which side"),
        ("Kind", [("DR", 5), ("X", 5)], (), "on which side"),
        ("Currency", [("usd", 5), ("eur", 5)], (), "says a currency"),
        ("Kind", [("EUR", 5), ("CHF", 5)], (), "says a currency"),
        ("Kind", [("EUR", 5), ("X", 5)], (), ""),
        ("Kind", [("EUR", 5)], ("currency",), ""),
        ("Pending", [("5", 5)], (), "may say that entries are not booked"),
        ("Pending", [("no", 5)], (), ""),
        ("Kind", [("Pending", 5), ("Other", 5)], (), "says that entries are not booked"),
        ("Kind", [("Not booked", 5), ("X", 5)], (), "says that entries are not booked"),
        ("Status", [("Booked", 5)], (), ""),
        ("Status", [("Booked", 5), ("Other", 5)], (), "Take out those that are not"),
        ("Status", [("4/3/2024", 5), ("4 March 2024", 5)], (), ""),
        ("Status", [("4/3/2024", 5), ("Other", 5)], (), "Take out those that are not"),
        ("Kind", [("Other", 5), ("Another", 5)], (), ""),
    ],
)  # fmt: skip
def test_a_column_that_nobody_mapped_is_asked_if_it_may_say_more(
    heading: str, values: list[tuple[str, int]], mapped: Sequence[str], says: str
) -> None:
    said = doubt(heading, values, dict.fromkeys(mapped, "x"), "USD")
    assert bool(said) == bool(says) and says in said, said


SUMS = (0, 5, -7, 3)
RUNNING = (100, 105, 98, 101)


@pytest.mark.parametrize(
    ("heading", "figures", "others", "movers"),
    [
        ("Sum", RUNNING, {"Moved": SUMS}, ("Moved",)),
        ("Sum", RUNNING[::-1], {"Moved": (3, -7, 5, 0)}, ("Moved",)),
        ("Sum", RUNNING, {"In": (0, 5, 0, 3), "Out": (0, 0, 7, 0)}, ("In", "Out")),
        ("Sum", RUNNING, {"Moved": SUMS, "Day": (0, 5, 2, 3)}, ("Moved",)),
        ("Sum", RUNNING, {"Moved": (0, 5, -7, 4)}, ()),
        ("Sum", (100, 105), {"Moved": (0, 5)}, ()),
        ("Balance", (100, 105), {"Moved": (0, 5)}, ("Moved",)),
        ("Balance", (100, 100), {"Moved": (0, 5)}, ()),
        ("Sum", (100, 105, 110), {"Moved": (0, 5, 5)}, ("Moved",)),
        ("Sum", (100, 105, 110, 110), {"Moved": (0, 5, 5, 9)}, ()),
        ("Sum", (100, 105, 110, 110), {"Moved": (0, 5, 5, 0)}, ("Moved",)),
        ("Sum", (100, 300, 800), {"Stand": (100, 200, 500)}, ()),
        ("Sum", (100, 300, 800), {"Stand": (100, 200, 500), "Copy": (0, 200, 500)}, ()),
        ("Sum", (-200, 0, 200), {"Stand": (400, 200, 200)}, ()),
        ("Balance", (100, 300, 800), {"Stand": (100, 200, 500)}, ("Stand",)),
        ("Sum", (), {"Moved": ()}, ()),
    ],
)
def test_a_running_balance_is_known_by_the_figures_that_move_it(
    heading: str, figures: Sequence[int], others: dict[str, Sequence[int]], movers: Sequence[str]
) -> None:
    assert balance_of(heading, figures, others) == movers


OPENED = " balance;;;\nSolde initial;;;101"
TIES = f"{HEAD};Balance\n1.3.2024;5;A;105\n2.3.2024;-7;B;98\n3.3.2024;3;C;101\n4.3.2024;9;D;110"


@pytest.mark.parametrize(
    ("change", "read_as", "places"),
    [
        (("", ""), ["USD 110.00/USD 110.00"], []),
        (("A;105", "A;"), ["USD 110.00/USD 110.00"], []),
        (("D;110", "D;111"), ["USD 111.00/USD 110.00"], [5]),
        (("B;98", "B;"), ["USD 110.00/USD 110.00"], []),
        (("Balance", "Konto"), ["USD 110.00/USD 110.00"], []),
        (("105\n2.3.2024;-7;B;98\n3.3.2024;3;C;101", "\n2.3.2024;-7;B;\n3.3.2024;3;C;"), [], []),
        (("\n1.3", "\nOpening balance;;;100\n1.3"), ["USD 110.00/USD 110.00"], []),
        (("\n1.3", "\nOpening balance;;;101\n1.3"), ["USD 105.00/USD 106.00"], [3]),
        (
            ("\n1.3", "\nOpening balance;;;\nSolde initial;;;101\n1.3"),
            ["USD 105.00/USD 106.00"],
            [4],
        ),
        (("\n1.3", "\nTotal;10;;110\n1.3"), ["USD 110.00/USD 110.00"], []),
    ],
)
def test_a_running_balance_beside_the_sums_is_held(
    change: tuple[str, str], read_as: list[str], places: list[int]
) -> None:
    found, account, findings = read(TIES.replace(*change))
    assert [f"{each.stated}/{each.read}" for each in account.checks] == read_as
    opened = account.of("open")
    assert [line.place.row for line in opened] == places, opened
    assert all(line.amount for line in opened) and len(findings.errors) == len(places)
    assert len(found.remarks) == (not read_as), found.remarks


def test_a_running_balance_is_held_from_below_and_by_account_and_currency() -> None:
    upwards = "\n".join((f"{HEAD};Balance", *TIES.splitlines()[:0:-1]))
    _, account, _ = read(upwards)
    assert [each.stated for each in account.checks] == ["USD 110.00"]
    assert account.is_closed
    mixed = f"{HEAD};account;Balance\n1.3.2024;5;A;CH01;105\n1.3.2024;5;B;CH02;25\n"
    mixed += "2.3.2024;5;C;CH01;110\n2.3.2024;6;D;CH02;{}"
    assert read(mixed.format(31))[1].is_closed
    _, account, _ = read(mixed.format(32))
    assert [line.place for line in account.of("open")] == [Place(5)]
    currencies = mixed.replace("account", "currency").replace("CH01", "USD").replace("CH02", "EUR")
    assert read(currencies.format(31))[1].is_closed
    assert not read(currencies.format(32))[1].is_closed


STEPS = f"{HEAD};Konto\n1.3.2024;1;A;10\n1.3.2024;1;B;11\n1.3.2024;1;C;12\n1.3.2024;1;D;13"
ONE = f"{HEAD};Balance\n1.3.2024;5;A;{{}}\n2.3.2024;6;B;{{}}"


@pytest.mark.parametrize(
    ("text", "held"),
    [
        (STEPS, "USD 13.00/USD 13.00"),
        (f"{STEPS}\n1.3.2024;1;E;15", "USD 15.00/USD 14.00"),
        (f"{STEPS}\n1.3.2024;1;E;15\n1.3.2024;1;F;17", ""),
        (STEPS.rpartition("\n")[0], ""),
        (ONE.format(100, 106), "USD 106.00/USD 106.00"),
        (ONE.format(100, 107), "USD 107.00/USD 106.00"),
        (ONE.format(100, 100), ""),
        (f"{ONE.format(100, 107)}\n3.3.2024;0;C;107", "USD 107.00/USD 106.00"),
        (f"{HEAD};Balance\nOpening balance;;;100\n1.3.2024;5;A;105", "USD 105.00/USD 105.00"),
    ],
)
def test_a_column_is_a_balance_by_its_heading_or_by_its_figures(text: str, held: str) -> None:
    found, account, _ = read(text)
    assert [f"{each.stated}/{each.read}" for each in account.checks] == ([held] if held else [])
    assert len(found.remarks) == (not held)


def test_figures_that_are_no_balance_are_no_check() -> None:
    for figures in ("7;7;7;7", "1;2;3;4", "x;x;x;x"):
        cells = iter(figures.split(";"))
        text = "\n".join(
            line.rpartition(";")[0] + ";" + (next(cells) if line[0].isdigit() else "No")
            for line in TIES.splitlines()
        )
        found, account, _ = read(text)
        assert not account.checks and len(found.remarks) == 1 and account.is_closed, figures


def test_a_column_in_doubt_is_open_unless_it_was_said_to_mean_nothing() -> None:
    text = f"{HEAD};Direction;Note\n4.3.2024;5;A;;x\n5.3.2024;-7;B;out;x\n6.3.2024;5;C;out;"
    found, account, _ = read(text)
    (line,) = account.of("open")
    assert (line.text, line.place) == ("Direction", Place(2)) and 'ignore=Direction"' in line.reason
    assert not found.remarks
    assert read(text, ignored=("direction",))[1].is_closed
    text = TIES.replace("amount", "Moved").replace("Balance", "amount")
    found, account, _ = read(text)
    (line,) = account.of("open")
    assert (line.text, line.place) == ("amount", Place(2)) and '"Moved"' in line.reason
    assert not found.remarks
    assert read(text, ignored=("Moved",))[1].of("open") == ()
    parted = "\n4.3.2024;100;A;;\n4.3.2024;105;A;5;\n5.3.2024;98;B;;7\n6.3.2024;98;C;;"
    assert len(read(f"{HEAD};In;Out{parted}")[1].of("open")) == 1
    exact = "\n4.3.2024;100,000;A;KWD;\n4.3.2024;105,125;A;KWD;5,125\n5.3.2024;98,124;B;KWD;-7,001"
    assert len(read(f"{HEAD};currency;Moved{exact}", mark=",")[1].of("open")) == 1
    assert read(f"{HEAD};Status\n4.3.2024;5;A;Booked\n4.3.2024;6;A;")[1].is_closed


def test_a_row_of_totals_is_kept_with_its_sums() -> None:
    text = f"{HEAD};debit;currency\n4.3.2024;1;A;;JPY\nTotal;1.500;;7;JPY\nTotal;x;;;\nTotal;9,5;;;"
    found, _, _ = read(text, mark=",", title="One")
    first, second, third = found.totals
    assert third.get("amount") == "9.50"
    assert [first.get(each) for each in ("amount", "debit", "currency")] == ["1500", "7", "JPY"]
    assert [second.get(each) for each in ("amount", "debit", "currency")] == ["x", "", "USD"]
    assert [found.place(row).text for row in found.totals] == ["One!A3", "One!A4", "One!A5"]
