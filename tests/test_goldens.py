"""The goldens: what differs between two samples is shown, what a file says is read,
and the sample has every meeting.
"""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from benchmarks.golden_sample import MEETINGS, SCENES
from benchmarks.golden_texts import text_of
from benchmarks.goldens import compare, write
from ccmcost.sharing.register import load_register
from ccmcost.workspace import open_workspace
from tests.conftest import DATA


def test_every_difference_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(
        tmp_path,
        {"a/same": "one\n", "a/changed": "one\ntwo\n", "a/gone": "x", "b/other": "not made now"},
    )
    assert (
        compare(
            tmp_path, {"a/same": "one\n"} | {"a/changed": "one\ntwo\n", "a/gone": "x"}, ["a"], 9
        )
        == 0
    )
    assert (
        compare(tmp_path, {"a/same": "one\n", "a/changed": "one\n2\n", "a/new": "y"}, ["a"], 9) == 3
    )
    said = capsys.readouterr().out
    assert "a/changed\n@@ -2 +2 @@\n-two\n+2\n" in said
    assert "a/gone: no longer made" in said and "a/new: new" in said and "b/other" not in said


def test_the_size_of_a_file_in_a_manifest_counts(tmp_path: Path) -> None:
    write(tmp_path, {"a/manifest.json": '"bytes": 12,\n"path": "x"\n'})
    assert compare(tmp_path, {"a/manifest.json": '"bytes": 13,\n"path": "x"\n'}, ["a"], 9) == 1
    assert compare(tmp_path, {"a/manifest.json": '"bytes": 13,\n"path": "y"\n'}, ["a"], 9) == 1


def test_a_workbook_is_read_by_cell(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["B2"] = 1.5, "=A1*2"
    sheet["A1"].number_format = "0.00"
    book.save(tmp_path / "a.xlsx")
    said = text_of("a.xlsx", (tmp_path / "a.xlsx").read_bytes())
    assert "A1 1.5 as 0.00\n" in said and "B2 None as General from =A1*2\n" in said


def test_the_sample_has_every_dated_meeting() -> None:
    entries = load_register(open_workspace(DATA)).entries
    assert set(MEETINGS) == {each.meeting.id for each in entries if each.meeting.dates}
    assert len({name for name in SCENES if name.startswith("meetings")}) == 4
