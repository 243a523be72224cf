"""Forms of the office in a browser: what they ask, what they are about, and what follows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.app_browser import RECEIPT, inside
from tests.ledger_office import Office


def test_what_was_recorded_leads_to_its_undoing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office.billed(tmp_path / "office", monkeypatch)
    with inside() as browser:
        done = browser.do("receive", ["y"], **RECEIPT)
        (undo,) = set(
            re.findall(rf"{browser.root}(/do/record/reverse[^\"]*)", done.content.decode())
        )
        form = browser.get(f"{browser.root}{undo}")
        assert "What this is about" in form.said and "5.00 BANK 1; A. Clerk" in form.said
        browser.do("record reverse", ["y"], event=undo.partition("=")[2], reason="Twice")
    assert "Twice" in office.ok("ledger list --kind reverse")


def test_a_form_asks_who_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = Office.billed(tmp_path / "office", monkeypatch)
    monkeypatch.delenv("CCMCOST_RECORDED_BY")
    with inside() as browser:
        asked = browser.do("receive", **{**RECEIPT, "recorded_by": " "})
        assert asked.status == 422 and "Recorded by needed This is needed." in asked.said
        done = browser.do("receive", ["y"], **RECEIPT)
        assert "event" in done.said
    assert "A. Clerk" in office.ok("ledger list --kind receipt")


def test_the_office_is_shown_before_it_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CCMCOST_DATA", raising=False)
    said = {"answers:office.names.en": "Secretariat (example)", "answers:bank.swift": "EXAMCHG"}
    with inside() as browser:
        shown = browser.do("init", **said)
        assert "Write this to data/issuer.toml?" in shown.said and "EXAMCHG" in shown.said
        assert not [*tmp_path.iterdir()]
        browser.do("init", ["n"], **said)
        assert not [*tmp_path.iterdir()]
        browser.do("init", ["y"], **said)
    assert "Secretariat (example)" in (tmp_path / "data" / "issuer.toml").read_text("utf-8")


def test_what_is_due_keeps_what_its_line_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(tmp_path / "office", monkeypatch)
    office.cost("412345.67")
    with inside() as browser:
        (address,) = {
            said["href"]
            for tag, said in browser.get(f"{browser.root}/").page.tags
            if tag == "a" and "/do/issue?" in said.get("href", "")
        }
        assert "on_expected_list=" in address and "issued_on=" in address
        ticked = {
            said["name"]
            for tag, said in browser.get(address).page.tags
            if tag == "input" and "checked" in said
        }
        assert ticked == {"on_expected_list"}
