"""The pages of money: they show what the commands say, and book exactly what was ticked."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from tests.ledger_office import Office

pytest.importorskip("flask", reason='flask is missing: pip install "ccmcost[app]"')

from ccmcost.app.guard import Guard
from ccmcost.app.office import Office as WebOffice
from ccmcost.app.office import Settings
from ccmcost.app.site import site

PORT = 8000
HOST = {"Host": f"127.0.0.1:{PORT}"}
POST = {**HOST, "Origin": f"http://127.0.0.1:{PORT}"}


class Browser:
    """A browser that has the link, without scripts."""

    def __init__(self, **settings: Any) -> None:
        self.guard = Guard(PORT)
        pages = site(WebOffice(Settings(**settings), self.guard))
        self.client = pages.test_client()
        entered = self.client.get(f"/?key={self.guard.key}", headers=HOST)
        self.root = entered.headers["Location"].rstrip("/")
        self.at, self.form = "/", list[str]()
        self.client.set_cookie(
            self.guard.cookie, self.guard.enters(self.guard.key) or "", domain="127.0.0.1"
        )

    def answer(self, path: str) -> Any:
        """What is answered to a click."""
        return self.client.get(f"{self.root}{path}", headers=HOST)

    def page(self, path: str) -> str:
        """A page that is there, as its source; it may say what was refused."""
        answer = self.answer(path)
        assert answer.status_code in (200, 422), answer.get_data(as_text=True)
        found: str = answer.get_data(as_text=True)
        return found

    def text(self, path: str) -> str:
        """What a page says."""
        return text_of(self.page(path))

    def sends(self, path: str, fields: dict[str, str], form: str = "") -> str:
        """What a page says after a form was sent, once its line has ended."""
        form = form or self.guard.form()
        answer = self.client.post(f"{self.root}{path}", data={**fields, "form": form}, headers=POST)
        assert answer.status_code == 303, answer.get_data(as_text=True)
        self.at = answer.headers["Location"].removeprefix(self.root)
        while 'http-equiv="refresh"' in (source := self.page(self.at)):
            time.sleep(0.1)
        self.form = re.findall(r'name="form" value="([^"]+)"', source)[:1]
        return text_of(source)

    def says_yes(self) -> str:
        """What a page says after a yes to what it asks."""
        return self.sends(self.at, {"answer": "y"}, *self.form)


def text_of(source: str) -> str:
    """The text of a page, with single blanks."""
    inside = source.partition('<main id="main" tabindex="-1">')[2].partition("</main>")[0]
    bare = re.sub(r"<[^>]*>", " ", inside)
    return " ".join(unescape(bare).replace("\xa0", " ").split())


WAITING = """statement,line,value_date,amount,currency,reference,iso3,meeting
S1,1,2024-03-05,7100.00,USD,SWEDEN CCM-AN-2024-0004,,
S1,2,2024-03-06,5.00,USD,ZAF OR CUB MSP12,,
S1,3,2024-03-07,12.34,USD,<b>NOBODY</b>,,
"""


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """An office that has billed, with three receipts that nobody placed."""
    made = Office.billed(tmp_path / "office", monkeypatch)
    (made.folder / "bank.csv").write_text(WAITING, encoding="utf-8")
    made.ok("import receipts bank.csv")
    yield made


def offers(source: str) -> dict[str, list[str]]:
    """The places that may be ticked, by receipt; those that are start with a star."""
    found: dict[str, list[str]] = {}
    for box in re.findall(r"<input type=\"(?:checkbox|radio)\"[^>]*>", source):
        event, place = re.search(r'name="yes:(\d+)" value="([^"]*)"', box).groups()  # type: ignore[union-attr]
        found.setdefault(event, []).append("*" * (" checked" in box) + place)
    return found


def fields_of(source: str, form: str) -> dict[str, str]:
    """What the form of a page sends as it stands, without the token."""
    inside = source.partition(f'action="{form}"')[2].partition("</form>")[0]
    found = {}
    for box in re.findall(r"<input [^>]*>", inside):
        name, value = re.search(r'name="([^"]*)" value="([^"]*)"', box).groups()  # type: ignore[union-attr]
        if name != "form" and ('type="text"' in box or " checked" in box):
            found[name] = unescape(value)
    return found


def test_receipts_show_what_match_proposes(office: Office) -> None:
    said, browser = " ".join(office.ok("match").split()), Browser()
    source = browser.page("/receipts")
    shown = text_of(source)
    assert offers(source) == {"3": ["*SWE/MSP12"]}
    assert "1 with a clear place: USD 7,100.00" in shown
    assert "2 without a place: USD 17.34" in shown
    for reason in ("quotes CCM-AN-2024-0004", "a part of USD 89,788.27", "<b>NOBODY</b>"):
        assert reason in said and reason in shown
    assert "<b>NOBODY" not in source
    assert offers(browser.page("/receipts?ticked=none")) == {"3": ["SWE/MSP12"]}
    assert "/do/record/identify?receipt=4" in source
    assert 'value="4"' in browser.page("/do/record/identify?receipt=4")


def test_those_ticked_are_booked_and_no_others(office: Office) -> None:
    office.ok("record unidentified 30.00 --on 2024-03-08 --reference 'CUBA CCM-AN-2024-0003'")
    browser = Browser()
    source = browser.page("/receipts")
    assert offers(source) == {"3": ["*SWE/MSP12"], "6": ["*CUB/MSP12"]}
    ticked = fields_of(source, f"{browser.root}/do/match")
    assert ticked == {"recorded_by": "A. Clerk", "yes:3": "SWE/MSP12", "yes:6": "CUB/MSP12"}
    del ticked["yes:3"]
    asked = browser.sends("/do/match", ticked)
    assert "ccmcost match --yes 6=CUB/MSP12 --recorded-by 'A. Clerk'" in asked
    assert "USD 30.00 placed for Cuba (CUB) msp12" in asked
    assert browser.says_yes().startswith("Done")
    assert offers(browser.page("/receipts")) == {"3": ["*SWE/MSP12"]}
    assert "Receipts: 2" not in office.ok("match")
    assert "identify" in office.ok("ledger list --state CUB")
    assert "identify" not in office.ok("ledger list --state SWE")


def test_several_are_booked_in_one_line_with_the_places_that_were_shown(office: Office) -> None:
    office.ok("record unidentified 30.00 --on 2024-03-08 --reference 'CUBA CCM-AN-2024-0003'")
    browser = Browser()
    ticked = fields_of(browser.page("/receipts"), f"{browser.root}/do/match")
    assert "--yes 3=SWE/MSP12,6=CUB/MSP12" in browser.sends("/do/match", ticked)
    assert browser.says_yes().startswith("Done")
    assert offers(browser.page("/receipts")) == {}


def test_one_of_several_likely_places_is_chosen(office: Office) -> None:
    office.ok("record unidentified 5.00 --on 2024-03-08 --reference 'CUBA AND AUSTRALIA MSP12'")
    browser = Browser()
    found = offers(browser.page("/receipts"))["6"]
    assert sorted(found) == ["*", "AUS/MSP12", "CUB/MSP12"]
    browser.sends("/do/match", {"yes:3": "", "yes:6": "AUS/MSP12"})
    assert "placed for Australia (AUS) msp12" in browser.says_yes()


def test_a_proposal_that_has_changed_since_is_refused(office: Office) -> None:
    browser = Browser()
    browser.page("/receipts")
    refused = browser.sends("/do/match", {"yes:3": "CUB/MSP12"})
    refused = refused if "Nothing was done yet" in refused else browser.says_yes()
    assert "for event 3 SWE/MSP12 is proposed now, not CUB/MSP12" in refused
    assert refused.endswith("Receipts")
    assert "identify" not in office.ok("ledger list --state CUB")
    office.ok("match --yes 3=SWE/MSP12")
    refused = browser.sends("/do/match", {"yes:3": "SWE/MSP12"})
    refused = refused if "Nothing was done yet" in refused else browser.says_yes()
    assert "nothing is proposed for event 3" in refused


def test_nothing_ticked_runs_nothing(office: Office) -> None:
    before = (office.folder / "ledger.sqlite").read_bytes()
    browser = Browser()
    said = browser.sends("/do/match", {"recorded_by": "A. Clerk", "yes:": ""})
    assert "Nothing was ticked, so nothing was booked." in said
    assert (office.folder / "ledger.sqlite").read_bytes() == before
