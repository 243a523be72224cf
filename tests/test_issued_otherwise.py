"""What is calculated from the data of today, beside the notices that were issued of the meeting."""

from __future__ import annotations

from pathlib import Path

import pytest

from ccmcost.desk.issued_otherwise import issued_otherwise
from ccmcost.sharing.compute import apportion_meeting
from ccmcost.sharing.request import Request
from ccmcost.workspace import open_workspace
from tests.conftest import DATA
from tests.ledger_office import Office

STATUS = "than were issued: ccmcost status msp12"


def test_amounts_that_are_not_those_of_the_notices_say_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office.billed(tmp_path, monkeypatch)
    workspace = open_workspace(tmp_path / "data")

    def told(meeting: str = "msp12", **wish: str) -> str:
        return issued_otherwise(workspace, apportion_meeting(workspace, meeting, Request(**wish)))

    assert told() == told("msp11") == ""
    without = open_workspace(DATA)
    assert issued_otherwise(without, apportion_meeting(without, "msp12", Request())) == ""
    for line in ("apportion msp12 --no-files", "explain msp12 JPN", "apportion msp11 --no-files"):
        assert "than were issued" not in office(*line.split()).err
    office.cost("450000")
    assert told().startswith("Notices of msp12 were issued on 1 February 2024 for USD 412,345.67 ")
    assert told().endswith(f"under article-14-1, and 5 amounts here are others {STATUS}")
    assert STATUS in office("apportion", "msp12", "--no-files").err
    assert STATUS in office("explain", "msp12", "JPN").err
    assert "than were issued" not in office("explain", "msp12", "JPN", "--cost", "450000").err


def test_a_ledger_that_cannot_be_read_is_told_beside_the_amounts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office.billed(tmp_path, monkeypatch)
    ledger = open_workspace(tmp_path / "data").ledger
    ledger.write_bytes(b"no ledger at all")
    done = office("apportion", "msp12", "--no-files")
    assert done.code == 0 and "What was issued of msp12 is not known: " in done.err
