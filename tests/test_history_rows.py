"""`ccmcost.history()`: every meeting as rows, exactly as `apportion` shares each."""

from __future__ import annotations

import shutil
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

import ccmcost
from ccmcost.api.rows import HistoryRow
from ccmcost.errors import DataError, UsageError
from tests.conftest import ROOT

KITES = ROOT / "tests" / "second_convention" / "data"
EXACT = ("rate", "share", "amount", "cost")


@pytest.fixture(scope="module")
def history() -> ccmcost.History:
    return ccmcost.history()


@pytest.mark.parametrize("asked", [{}, {"cost": "412345.67", "rule": "article-14-1-straight"}])
def test_the_rows_are_those_of_every_apportionment(asked: dict[str, str]) -> None:
    found = ccmcost.history(**asked)  # type: ignore[arg-type]
    rows = list[HistoryRow]()
    for meeting in found.meetings:
        result = ccmcost.apportion(meeting, **asked)  # type: ignore[arg-type]
        assert result.meeting is not None and result.meeting.day is not None
        about = (result.currency, result.total, result.list_status, result.scale, result.rule)
        rows += [
            HistoryRow(
                *(meeting, result.meeting.day, row.iso3, row.name, row.role),
                *(Decimal(row.rate), Decimal(row.share), result.amount(row.iso3)),
                *about[:2],
                "given" if asked else "illustrative",
                *(about[3], about[4], about[2]),
                Fraction(row.share_exact),
            )
            for row in result.rows
        ]
        assert sum(row.share_exact for row in rows if row.meeting == meeting) == 1
        amounts = (row.amount for row in rows if row.meeting == meeting)
        assert sum(amounts, Decimal(0)) == result.total
    assert found.rows == tuple(rows) and list(found) == rows
    assert [row.date for row in found] == sorted(row.date for row in found)
    assert found.left_out == {"rc3": "day"} and len(found.meetings) == 19


def test_it_is_a_sequence_that_knows_its_states_and_meetings(history: ccmcost.History) -> None:
    assert len(history) == len(history.rows) == 1950
    assert history[0].meeting == "msp1" and history[-1].iso3 == "ZMB"
    assert history[:2] == history.rows[:2] and history[0] in history
    for named in ("JPN", "jp", "Japon", "日本", "msp11"):
        assert named in history
    for other in ("rc3", "Atlantis", 7, "Tonga"):
        assert other not in history
    assert {row.iso3 for row in history.state("Japan")} == {"JPN"}
    assert history.state("Tonga") == ()
    with pytest.raises(UsageError, match="not recognised as the name of a State"):
        history.state("Atlantis")
    assert repr(history) == "<ccmcost history: 19 meetings, 162 States, 1950 rows>"
    shown = history._repr_html_()
    assert shown.count("<tr>") == 20 and "&lt;ccmcost history" in shown


def test_the_frame_is_exact_unless_numbers_are_asked_for(history: ccmcost.History) -> None:
    frame = history.to_frame()
    assert tuple(frame.columns) == HistoryRow._fields and len(frame) == len(history)
    for column in EXACT:
        assert {type(value) for value in frame[column]} == {Decimal}
    assert str(frame["date"].dtype).startswith("datetime64")
    numeric = history.to_frame(numeric=True)
    assert {str(numeric[column].dtype) for column in EXACT} == {"float64"}
    assert "share_exact" not in numeric.columns
    assert list(numeric["share"]) == [float(100 * row.share_exact) for row in history]
    for minor in (history.to_frame(minor=True), history.to_frame(minor=True, numeric=True)):
        assert str(minor["amount"].dtype) == str(minor["cost"].dtype) == "int64"
        assert list(minor["amount"]) == [int(row.amount * 100) for row in history]
        assert set(minor["cost"]) == {10_000_000}


def test_what_a_meeting_lacks_is_told_and_bad_data_are_refused(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(KITES, data)
    (data / "participants" / "asm2.csv").unlink()
    costs = (data / "costs.toml").read_text(encoding="utf-8")
    (data / "costs.toml").write_text(
        costs.replace('"asm3"\nversion = 1', '"asm4"\nversion = 2'), encoding="utf-8"
    )
    meetings = (data / "meetings.toml").read_text(encoding="utf-8")
    (data / "meetings.toml").write_text(
        meetings.replace("2024-04-08", "2031-04-08"), encoding="utf-8"
    )
    found = ccmcost.history(data=data)
    assert found.left_out == {"asm2": "list", "asm3": "cost", "kday1-reh1": "scale", "asm4": "day"}
    assert found.meetings == ("asm1", "kday1")
    assert ccmcost.history(data=data, cost=100, currency="EUR").left_out == {
        **{"asm2": "list", "kday1-reh1": "scale", "asm4": "day"}
    }
    with pytest.raises(UsageError, match='there is no rule "nothing"'):
        ccmcost.history(data=data, rule="nothing")
    with (data / "participants" / "asm1.csv").open("a", encoding="utf-8") as lines:
        lines.write("XYZ,state_party,expected,in force,register,,,,\n")
    with pytest.raises(DataError, match="XYZ"):
        ccmcost.history(data=data)


def test_a_history_without_a_meeting_is_empty(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(KITES, data)
    shutil.rmtree(data / "participants")
    found = ccmcost.history(data=data)
    assert not found and len(found.left_out) == 6 and "JPN" not in found
    frame = found.to_frame(numeric=True, minor=True)
    assert len(frame) == 0 and str(frame["amount"].dtype) == "int64"
