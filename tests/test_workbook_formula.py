"""Formulas of the workbook: the value is worked out from the very text that the sheet shows."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from ccmcost.documents.workbook import book_of
from ccmcost.documents.workbook.formula import Formula, Whole, quoted
from ccmcost.documents.workbook.workbook import workbook_bytes
from ccmcost.errors import TieOutError
from ccmcost.sharing.compute import apportion_meeting
from ccmcost.sharing.request import Request
from ccmcost.workspace import open_workspace
from tests.conftest import DATA

KNOWN: dict[str, Any] = {
    **{
        "a": 7,
        "b": 2,
        "c": 3,
        "currency": "USD",
        "text": "seven",
        "[@rate]": 5,
        "[^running]": 4,
        "[#]": 6,
    },
    **{
        "Sheet[rates]": (5, 3, "", 5),
        "Sheet[roles]": ("x", "y", "x", "x"),
        "Sheet[others]": ("x", "x", "x", "x"),
    },
}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a-(b+c)", 2),
        ("a-b-c", 2),
        ("(a+b)*c", 27),
        ("a+b*c", 13),
        ("a/b/c", 7 / 2 / 3),
        ("100*a/c", 700 / 3),
        ("a*10^b", 700),
        ("-a+b", -5),
        ("a=b+c", False),
        ("a>=7", True),
        ("b<0.05", False),
        ('"Due, "&currency', "Due, USD"),
        ('"say ""x"""', 'say "x"'),
        ("INT(a/b)", 3),
        ("INT(-7/b)", -4),
        ("ROUND(2.6,0)", 3),
        ("ROUND(a/c,3)", 2.333),
        ("SIGN(b-a)*ABS(b-a)", -5),
        ("AND(a>b,MAX(1,b)<=c,MIN(a,b)=2)", True),
        ("[^running]+IF([@rate]=5,1,0)", 5),
        ("IF([#]<=a,[#],0)", 6),
        ("SUM(Sheet[rates])", 13),
        ("COUNT(Sheet[rates])", 3),
        ('COUNTIF(Sheet[rates],">3")+COUNTIF(Sheet[rates],"<4")', 3),
        ('COUNTIFS(Sheet[rates],">"&c,Sheet[roles],"x")', 2),
        ('SUMIFS(Sheet[rates],Sheet[roles],"y")', 3),
        ("INDEX(Sheet[roles],MATCH(3,Sheet[rates],0))", "y"),
        ("SUMPRODUCT(--(Sheet[roles]<>Sheet[others]))", 1),
        ('IFERROR(IF(ISNUMBER(text),1,2),"no")', 2),
    ],
)
def test_a_value_is_worked_out_from_the_text(text: str, value: object) -> None:
    found = Formula(text).value(KNOWN.__getitem__)
    assert found == value and type(found) is type(value)
    assert Formula(text).addressed(lambda name: name) == text


def test_only_the_branch_that_is_taken_is_worked_out() -> None:
    missing = "INDEX(Sheet[roles],MATCH(9,Sheet[rates],0))"
    assert Formula(f'IF(ISNUMBER(text),{missing},"")').value(KNOWN.__getitem__) == ""
    with pytest.raises(ValueError, match="not in tuple"):
        Formula(f'IF(ISNUMBER(a),{missing},"")').value(KNOWN.__getitem__)


@pytest.mark.parametrize("text", ["a +b", "a b", "a%", "SUM(a))", "{a}"])
def test_what_is_no_formula_is_never_written(text: str) -> None:
    with pytest.raises(ValueError, match="no formula"):
        Formula(text).value(KNOWN.__getitem__)


def test_names_take_addresses_and_texts_stay() -> None:
    places = {"a": "Summary!$B$7", "[@rate]": "$F9", "Sheet[rates]": "Sheet!$F$7:$F$9"}
    text = f"IF(a=1,SUM(Sheet[rates])*[@rate],{quoted('a [@rate] Sheet[rates]')})"
    wanted = 'IF(Summary!$B$7=1,SUM(Sheet!$F$7:$F$9)*$F9,"a [@rate] Sheet[rates]")'
    assert Formula(text).addressed(places.__getitem__) == wanted


def test_whole_numbers_stay_whole_where_they_are_divided() -> None:
    whole = Whole("100/b").value(KNOWN.__getitem__)
    assert whole == 50 and isinstance(whole, int)
    assert Whole('"text"').value(KNOWN.__getitem__) == "text"


def test_formulas_that_give_another_amount_are_not_written() -> None:
    result = apportion_meeting(open_workspace(DATA), "msp11", Request())
    first, *others = result.assessment.lines
    wrong = result.assessment._replace(lines=(first._replace(amount=first.amount + 1), *others))
    with pytest.raises(TieOutError, match="do not give the amounts assessed"):
        workbook_bytes(book_of(result._replace(assessment=wrong), datetime.date(2026, 1, 1)))
