"""What is read of MT940, field by field; how a message is known; sums and references of both."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence

import pytest

from ccmcost.errors import UsageError
from ccmcost.intake.entries import Unreadable, entry_money, own_reference, stated_charges
from ccmcost.intake.statements import is_statement
from tests.bank_messages import camt, mt940, read, refusal, source, told

LINE = ":61:2403040305C10,00NTRFNONREF//B1"


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        ((LINE, ":86:MINISTRY"), "entry|2024-03-04|USD 10.00|B1|MINISTRY"),
        ((LINE.replace("NONREF//B1", "INV 7//NONREF"),), "entry|2024-03-04|USD 10.00||INV 7"),
        ((LINE.replace("0305C", "0305RD"),), "reversed debit|2024-03-04|USD 10.00|B1|"),
        ((LINE.replace("0305C", "0305RC"),), "reversed credit|2024-03-04|USD -10.00|B1|"),
        ((LINE.replace("0305C", "0305D"),), "entry|2024-03-04|USD -10.00|B1|"),
        ((LINE.replace("0305C", "C"),), "entry|2024-03-04|USD 10.00|B1|"),
        ((LINE.replace("NONREF", "AB" * 15),), f"entry|2024-03-04|USD 10.00|B1|{'AB' * 15}"),
        ((LINE.replace("240304", "230229"),), "entry|2023-02-28|USD 10.00|B1|"),
        ((LINE.replace("240304", "120230"),), "entry|2012-02-29|USD 10.00|B1|"),
        ((LINE.replace("0305C", "0230C"),), "entry|2024-03-04|USD 10.00|B1|"),
        ((LINE.replace("2403040305C", "2203040230C"),), "entry|2022-03-04|USD 10.00|B1|"),
    ],
)
def test_an_entry_of_mt940_is_read_with_its_side_and_words(
    lines: Sequence[str], wanted: str
) -> None:
    (statement,) = read(mt940(*lines))
    assert [told(each) for each in statement.entries] == [wanted]
    assert (statement.name, statement.account, statement.currency) == ("7/1", "CH00", "USD")
    assert (str(statement.opening), str(statement.closing)) == ("USD 100.00", "USD 110.00")
    assert statement.closing_day == "2024-03-31"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (mt940(LINE, LINE.replace("C10", "X10")), "entry 2 cannot be read, because it does not"),
        (mt940(LINE.replace("240304", "240431")), 'its value date "240431" is not a day'),
        (mt940(LINE.replace("0305C", "1332C")), 'its entry date "1332" is not a day (MMDD)'),
        (mt940(LINE, LINE.replace("10,00", "10,001")), "entry 2 cannot be read"),
        (mt940(LINE, end=()).replace(":60F:C240301USD100,00\r\n", ""), "no currency is stated"),
        (mt940(LINE).replace("USD", "JPY").replace("C10,00", "C10,50"), "7/1, entry 1: JPY 10.5"),
        (mt940(LINE, end=(":62F:C249931USD110,00",)), "a line of the statement cannot be read"),
        (mt940(LINE).replace(":60F:", ":34F:"), "an interim report (MT942)"),
        (mt940(f"{LINE}\r\n:61:"), "entry 2 cannot be read"),
    ],
)
def test_a_message_of_mt940_that_is_not_clear_is_refused(content: str, says: str) -> None:
    assert says in refusal(content)


def test_statements_of_mt940_are_named_and_their_notes_are_kept_apart() -> None:
    noted = (":62F:C240331USD110,00", ":64:C240331USD110,00", ":86:NOTE", "MORE", "-", "behind")
    first = mt940(LINE, ":86:MINISTRY", "OF FINANCE", end=noted)
    plain = mt940(LINE, ":86:TREASURY").replace(":28C:7/1\r\n", "")
    third = mt940(LINE, end=(":62M:C240331USD110,00", ":86:THIRD"))
    made = read("\r\n".join((first, plain, third)))
    assert [each.name for each in made] == ["7/1", "REF", "7/1"]
    assert [each.notes for each in made] == [("NOTE MORE",), (), ("THIRD",)]
    assert [each.entries[0].text for each in made] == ["MINISTRY OF FINANCE", "TREASURY", ""]
    assert [each.entries[0].place.row for each in made] == [1, 2, 3]
    bare = ":20:\r\n:61:2403040305C10,00NTRFNONREF"
    assert read(f"{mt940()}\r\n{bare}".replace(":61:", ":86:"))[1][:3] == ("", "", "")
    without = read(mt940(LINE, end=()))[0]
    assert (str(without.opening), without.closing, without.closing_day) == ("USD 100.00", None, "")


def test_what_the_package_for_mt940_loses_or_does_not_offer_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import mt940 as package

    monkeypatch.setattr(package, "parse_statements", lambda *_, **__: [["one"]])
    assert "the file has 2 entries (:61:), of which 1 could be read" in refusal(mt940(LINE, LINE))
    monkeypatch.setitem(sys.modules, "mt940", None)
    with pytest.raises(UsageError, match="pip install"):
        read(mt940())


def test_the_package_for_mt940_says_nothing_of_its_own(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("mt940").setLevel(logging.NOTSET)
    assert "cannot be read" in refusal(mt940(end=(":62F:X240331USD110,00",)))
    assert caplog.records == []


@pytest.mark.parametrize(
    ("content", "is_one"),
    [
        (camt(), True),
        (b"\xef\xbb\xbf" + camt().encode(), True),
        (camt().encode("utf-16"), True),
        ("<html>BkToCstmrStmt</html>", False),
        ("<html>camt.053</html>", True),
        (f"text {camt()}", False),
        (mt940(), True),
        ("{1:F01}{4:\n:20:R\n:25P:CH00", True),
        (":20:R\nText", False),
        (":25:CH00\n:20:R", False),
        (f":20:R\n{'x' * 4090}\n:25:CH00", False),
    ],
)
def test_a_message_of_a_bank_is_known_by_how_it_begins(content: str | bytes, is_one: bool) -> None:
    assert is_statement(source(content)) == is_one


@pytest.mark.parametrize(
    ("text", "currency", "wanted"),
    [
        ("10.5", "USD", "USD 10.50"),
        ("-10", "USD", "USD -10.00"),
        ("10000000000000.00", "USD", "USD 10,000,000,000,000.00"),
        ("10000000000000.01", "USD", "USD 10000000000000.01 is not a valid amount"),
        ("-10000000000000.01", "USD", "is not a valid amount"),
        ("1.001", "USD", "USD 1.001 is not a valid amount"),
        ("1,00", "USD", '"1,00" is no sum'),
        ("1.00", "XYZ", '"XYZ" is not a currency'),
        ("1.00", "", "no currency is stated"),
    ],
)
def test_a_sum_of_a_message_is_exact_or_refused(text: str, currency: str, wanted: str) -> None:
    try:
        said = str(entry_money(text, currency))
    except Unreadable as error:
        said = str(error)
    assert wanted in said


@pytest.mark.parametrize(
    ("text", "kept"),
    [("B1", True), ("AB", True), ("000", False), ("7", False), ("Non-Ref", False), ("--", False)],
)
def test_a_word_for_no_reference_is_no_reference(text: str, kept: bool) -> None:
    assert own_reference(text) == (text if kept else "")


def test_charges_in_a_text_are_those_of_its_currency_and_their_sum() -> None:
    text = "charges USD 10.00, charges 5,00. charges EUR 7.00 charges USD 0.00"
    assert stated_charges(text, "USD") == {1000, 500, 1500}
    assert stated_charges(text, "EUR") == {500, 700, 1200}
    assert stated_charges("charges USD 0.00, surcharges 3.00", "USD") == frozenset()
