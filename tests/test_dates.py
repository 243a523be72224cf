"""A date has one parser, and one form, YYYY-MM-DD, where nothing shows another beyond doubt."""

from __future__ import annotations

import re
import sys
from typing import Any

import pytest

from ccmcost.cli.entry import main
from ccmcost.findings import Findings
from ccmcost.intake.extracts import Extract
from ccmcost.load.table import Days, read_table
from ccmcost.model.calendar import (
    Order,
    day_in_order,
    day_of,
    month_called,
    no_day,
    parse_day,
    parse_partial_day,
    typed_day,
)
from ccmcost.model.source import SourceFile
from ccmcost.words.catalogue import LANGUAGES
from ccmcost.words.numbers import habits
from tests.conftest import ROOT

WRONG = (
    *(
        "2024-W10-1",
        "2024-W10",
        "20240304",
        "2024W101",
        "2024-064",
        "24-03-04",
        "2024-03-04T09:00",
        "4-Mar-24",
        "4 jui 2024",
        "31 June 2024",
    ),
    *(
        "04.03.2024",
        " 2024-03-04",
        "2024-03-04 ",
        "2024-02-30",
        "٢٠٢٤-٠٣-٠٤",
        "２０２４-03-04",
        "2024-03-04Z",
        "",
        "-024-03-04",
    ),
)


@pytest.mark.parametrize("text", WRONG)
def test_no_other_form_is_a_date(text: str, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    assert parse_day(text) is None and (parse_partial_day(text) is None)
    with pytest.raises(ValueError, match=r"YYYY-MM-DD|day is out of range"):
        day_of(text)
    source = SourceFile("x.csv", "workspace", f"iso3,day\nJPN,{text}x\n".encode(), "x.csv")
    findings = Findings()
    (row,) = read_table(source, findings, ("iso3", "day"))
    assert row.day("day", findings) is None and [found.code for found in findings] == ["date-bad"]
    monkeypatch.setattr(
        sys, "argv", ["ccmcost", "apportion", "msp11", "--no-files", f"--as-of={text}"]
    )
    with pytest.raises(SystemExit) as end:
        main()
    is_written = re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text)
    is_open = text == "04.03.2024"
    told = (
        "the calendar has no such day"
        if is_written
        else "2024-03-04 or 2024-04-03. Write the one that is meant."
        if is_open
        else "Write it as 2024-06-30 or 30 June 2024"
    )
    assert end.value.code == 2 and told in capsys.readouterr().err


@pytest.mark.parametrize("text", ["1815-06-09", "2300-01-01"])
def test_a_day_of_the_calendar_in_another_age_is_not_called_none(text: str) -> None:
    assert parse_day(text) is None
    assert no_day(text) == f'"{text}" is not a valid date: years run from 1900 to 2199.'


def test_the_form_is_read() -> None:
    assert str(parse_day("2024-03-04")) == str(day_of("2024-03-04")) == "2024-03-04"
    assert (
        str(parse_partial_day("2024")) == "2024-01-01"
        and str(parse_partial_day("2024-03")) == "2024-03-01"
    )


CLEAR = (
    *("4 March 2024", "March 4, 2024", "March 4th, 2024", "4-Mar-2024", "4. Mar. 2024"),
    *("4 mars 2024", "4 de marzo de 2024", "4 марта 2024 г.", "4 آذار/مارس 2024"),
    *("2024年3月4日", "2024/03/04", "2024.3.4", "2024-3-4"),
    *("2024-03-04 00:00:00", "2024-03-04T00:00", "4 Mar 2024 00:00"),
)


@pytest.mark.parametrize("text", CLEAR)
def test_a_day_that_is_clear_is_taken(text: str) -> None:
    assert str(typed_day(text)) == "2024-03-04"
    source = SourceFile("x.csv", "workspace", f'day\n"{text}"\n'.encode(), "x.csv")
    findings = Findings()
    (row,) = read_table(source, findings, ("day",))
    assert str(row.day("day")) == "2024-03-04" and not [*findings]
    assert Extract("x", {}, "d.m.y").day(text) == "2024-03-04"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_month_of_every_language_is_known(language: str) -> None:
    names = habits(language)["dates"]["months"]
    if language != "zh":
        assert [month_called(name) for name in names] == [*range(1, 13)]


def test_blanks_that_are_no_plain_blank_are_spelt_out_where_they_are_the_fault() -> None:
    assert no_day("\u200927.13.23").startswith('"\\x200927.13.23"')


def test_what_is_no_day_is_none_in_any_order() -> None:
    assert day_in_order("30.02.2024", "day/month/year") is None
    assert day_in_order("in May", "day/month/year") is None
    assert day_in_order("03.04.2024", "") is None


def test_there_is_one_parser() -> None:
    parses = re.compile(r"fromisoformat|strptime\([^)]*%d(?!T)|date\(\*map")
    found = [
        path.name
        for path in (ROOT / "ccmcost").rglob("*.py")
        if parses.search(path.read_text(encoding="utf-8"))
    ]
    assert found == ["calendar.py"]


@pytest.mark.parametrize(
    ("days", "taken", "told"),
    [
        (("30.06.2024", "03.04.2024"), ["2024-06-30", "2024-04-03"], "day/month/year"),
        (("6/30/2024", "3/4/2024"), ["2024-06-30", "2024-03-04"], "month/day/year"),
        (("30 June 2024", "2024-04-03"), ["2024-06-30", "2024-04-03"], ""),
        (("30.06.2024 00:00", "03.04.2024 00:00"), ["2024-06-30", "2024-04-03"], "day/month/year"),
        (("30.06.2024", "2024-04-03 00:00:00"), [None, "2024-04-03"], "may have exchanged"),
        (("03/04/2024", "05/06/2024"), [None, None], "can be read as 2024-03-04 or 2024-04-03"),
        (("30/06/2024", "6/30/2024"), [None, None], "is not a valid date. Write it as 2024-06-30"),
        (("30/06/2024", "2024-04-03"), [None, "2024-04-03"], "may have exchanged day and month"),
    ],
)
def test_days_are_read_as_the_whole_column_shows(
    days: tuple[str, ...], taken: list[str | None], told: str
) -> None:
    findings = Findings()
    content = "".join(f"FRA,{day}\n" for day in ("day", *days)).replace("FRA", "iso3", 1)
    source = SourceFile("x.csv", "workspace", content.encode(), "x.csv")
    rows = read_table(source, findings, ("iso3", "day"))
    found = [row.day("day") for row in rows]
    assert [day and str(day) for day in found] == taken
    said = [finding.line() for finding in findings]
    assert told in " ".join(said) and bool(said) == bool(told)
    assert bool(findings.errors) == (None in taken)


@pytest.mark.parametrize("said", ["", "day/month/year"])
def test_a_column_of_days_is_looked_at_once(said: Order) -> None:
    looked = list[str]()

    def cells(column: str) -> list[str]:
        looked.append(column)
        return ["04.05.2024", "30.06.2024"]

    days = Days(cells, Findings(), "t.csv", said=said)
    assert days.order("on") == "day/month/year"
    before = len(looked)
    assert days.order("on") == "day/month/year" and len(looked) == before
