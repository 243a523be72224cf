"""The page of files: what the office wrote, each file as its manifest knows it, and the drafts that
wait for a second person.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app_browser import inside
from tests.ledger_office import Office

PDF = "SPECIMEN-CCM-MSP11-JPN.pdf"


def test_a_file_opens_only_as_it_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(tmp_path / "office", monkeypatch)
    assert office("apportion", "msp11", "--state", "JPN").code == 0
    with inside() as browser:
        here = f"{browser.root}/files"
        assert PDF in browser.get(here).said
        path = f"msp11/invoices/en/{PDF}"
        written = office.folder / "reports" / path
        assert browser.get(f"{here}/{path}").content == written.read_bytes()
        for other in ("../ledger.sqlite", "%2e%2e/ledger.sqlite", "msp11/other.pdf", "README.md"):
            assert browser.get(f"{here}/{other}").status == 404, other
        content = written.read_bytes()
        written.write_bytes(content + b" ")
        assert "is not as it was written" in browser.get(f"{here}/{path}").said
        written.unlink()
        (tmp_path / "elsewhere.pdf").write_bytes(content)
        written.symlink_to(tmp_path / "elsewhere.pdf")
        assert browser.get(f"{here}/{path}").status == 404


def test_what_was_prepared_waits_with_its_sheet_until_it_is_approved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(tmp_path / "office", monkeypatch)
    office.cost("412345.67")
    fields = {
        "name": "msp12",
        "rule": "article-14-1",
        "adopted_by": "CCM/MSP/2023/9, para. 41",
        "issued_on": "2024-02-01",
        "pay_by": "2024-05-01",
        "on_expected_list": "yes",
        "prepare": "yes",
        "recorded_by": "A. Clerk",
    }
    with inside() as browser:
        assert "waiting" not in browser.get(f"{browser.root}/files").said
        browser.do("issue", **fields)
        said = browser.get(f"{browser.root}/files").said
        assert "Prepared by A. Clerk" in said
        (draft,) = (office.folder / "drafts").glob("*.json")
        sheet = browser.get(f"{browser.root}/draft/{draft.stem}.pdf")
        assert sheet.content == draft.with_suffix(".pdf").read_bytes()
        for other in ("other.pdf", f"{draft.name}", "..%2fledger.sqlite"):
            assert browser.get(f"{browser.root}/draft/{other}").status == 404, other
        approved = {"draft": draft.stem, "approved_by": "B. Chief", "reference": "mail"}
        done = browser.do("approve", ["y"], **approved, recorded_by="A. Clerk")
        assert "approved by B. Chief" in done.said
        assert "waiting" not in browser.get(f"{browser.root}/files").said
        assert browser.get(f"{browser.root}/draft/{draft.stem}.pdf").status == 404


def test_a_file_that_was_given_is_called_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Office(tmp_path / "office", monkeypatch)
    with inside() as browser:
        given = {"begin": "yes", "file": ("my list.csv", b"A,B\n1,2\n")}
        path = f"{browser.root}/do/import/participants"
        form = browser.get(f"{browser.root}/take").hidden["form"]
        asks = browser.followed(browser.post(path, {"form": form, **given}))
        assert asks.status == 200 and "my list.csv" in asks.said and "Meeting needed" in asks.said
        done = browser.followed(browser.post(path, {**asks.hidden, "meeting": "msp12"}))
        assert "my list.csv document-empty" in done.said and "ccmcost-app-" not in done.said
