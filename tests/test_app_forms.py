"""Forms of the office in a browser: what they ask, what they are about, and what follows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ccmcost.app.links import folded, linked
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


def test_what_a_message_names_is_called_as_its_field(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(tmp_path / "office", monkeypatch)
    office.cost("412345.67")
    fields = {"name": "msp12", "rule": "article-14-1", "adopted_by": "CCM/MSP/2023/9, para. 41"}
    days = {"issued_on": "2024-02-01", "pay_by": "2024-05-01", "recorded_by": "A. Clerk"}
    with inside() as browser:
        assert (
            "Prepare notices for approval"
            in browser.get(f"{browser.root}/do/issue?prepare=yes").said
        )
        asked = browser.do("issue", **fields, **days, prepare="yes")
        label = "Issue provisional assessments on the States Parties: the list is not official yet"
        assert f"\u201c{label}\u201d" in asked.said and "--on-expected-list" not in asked.said
        before_more = asked.content.decode().partition("<details>")[0]
        assert 'name="on_expected_list"' in before_more
        done = browser.do("issue", **fields, **days, prepare="yes", on_expected_list="yes")
        assert "To the approval sheet" in done.said


def test_what_came_of_it_stands_before_what_was_agreed_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Office.billed(tmp_path / "office", monkeypatch)
    with inside() as browser:
        said = browser.do("receive", ["y"], **RECEIPT).said
        assert said.index("event 3") < said.index("This will be recorded by A. Clerk")


def test_a_range_that_was_recorded_is_undone_as_one() -> None:
    undo = list(linked("undo: ccmcost record reverse 3-91 --reason TEXT"))
    assert undo[0] == ("undo: ", "ccmcost record reverse 3-91", "/do/record/reverse?event=3-91")
    assert "".join(before + place for before, place, _ in linked("at event 7; event 8")) == (
        "at event 7; event 8"
    )


def test_a_line_that_a_text_names_leads_to_its_form() -> None:
    def leads(text: str) -> list[tuple[str, str]]:
        return [(place, path) for _, place, path in linked(text) if path]

    assert leads('Run "ccmcost init --office" or "ccmcost cost set msp12 --amount SUM".') == [
        ("ccmcost init --office", "/do/init?office=yes"),
        ("ccmcost cost set msp12 --amount SUM", "/do/cost/set?meeting=msp12"),
    ]
    assert leads("see ccmcost help method, then run ccmcost ledger verify to see") == [
        ("ccmcost help method", "/help/method"),
        ("ccmcost ledger verify", "/do/ledger/verify"),
    ]
    assert leads("ccmcost match finds no place") == [("ccmcost match", "/receipts")]
    assert leads('ccmcost is stopped; "ccmcost app" runs; "ccmcost \'"') == []


def test_of_a_long_list_the_rest_is_folded() -> None:
    long, short = [[f"    {at}" for at in range(number)] for number in (40, 16)]
    parts = list(folded("\n".join(["Removed (40)", *long, "Added (16)", *short])))
    assert [is_folded for is_folded, _ in parts] == [False, True, False]
    assert [line for _, lines in parts for line in lines] == [
        "Removed (40)",
        *long,
        "Added (16)",
        *short,
    ]
    assert len(parts[1][1]) == 32 and parts[2][1] == ["Added (16)", *short]


def test_what_is_done_leads_to_the_meeting_and_the_state(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Office.billed(tmp_path / "office", monkeypatch)
    with inside() as browser:
        done = browser.do(
            "receive", ["y"], **{**RECEIPT, "meeting": "twelfth meeting of States parties"}
        )
        source = done.content.decode()
        for path in ("/meeting/msp12", "/state/SWE"):
            assert f'href="{browser.root}{path}"' in source
        undone = browser.do("record reverse", event="3", reason="Twice").said
        assert "Sweden (SWE) msp12; now USD" in undone and "Reverse this?" in undone


def test_a_document_is_given_to_be_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = Office(tmp_path / "office", monkeypatch)
    assert office("apportion", "msp11", "--state", "JPN").code == 0
    book = office.folder / "reports" / "msp11" / "SPECIMEN-apportionment.xlsx"
    with inside() as browser:
        here = f"{browser.root}/do/verify"
        sent = {"form": browser.get(here).hidden["form"], "paths": (book.name, book.read_bytes())}
        checked = browser.followed(browser.post(here, sent))
        assert checked.status == 200 and f"{book.name}: 111 amounts are what" in checked.said
        outside = browser.do("verify", paths="/etc")
        assert outside.status == 422 and "in the folder of the office" in outside.said


def test_the_manual_opens_in_the_browser() -> None:
    with inside() as browser:
        page = browser.get(f"{browser.root}/help/method")
        assert "A share is an exact" in page.said
        assert browser.get(f"{browser.root}/help/nothing").status == 404


def test_no_page_shows_the_marks_of_the_manual(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Office.billed(tmp_path / "office", monkeypatch)
    with inside() as browser:
        for page in ("/do", "/do/record/exchange-difference", "/do/record/apply-credit"):
            reply = browser.get(f"{browser.root}{page}")
            assert reply.status == 200 and "`" not in reply.said
