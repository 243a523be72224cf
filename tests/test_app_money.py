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
    assert "placed" in office.ok("ledger list --state CUB")
    assert "placed" not in office.ok("ledger list --state SWE")
    lately = browser.page("/receipts").partition("Booked last")[2]
    assert f'{browser.root}/do/record/reverse?event=7"' in lately
    assert "/do/record/reverse?event=3" not in lately  # it still waits


def test_status_and_state_say_that_money_waits(office: Office) -> None:
    browser = Browser()
    for path in ("/status", "/state/CUB"):
        assert "3 receipts are not placed yet: USD 7,117.34." in browser.text(path), path
    office.on("2026-02-01")
    said = office("letters", "msp12", "--kind", "reminder1", "--lang", "en")
    assert said.code == 0 and "a State may have paid what is shown" in said.err
    cover = office("letters", "msp12", "--kind", "cover", "--lang", "en")
    assert cover.code == 0 and "may have paid" not in cover.err


def test_who_owes_the_very_sum_is_named_where_nothing_is_proposed(office: Office) -> None:
    office.ok("record unidentified 73122.73 --on 2024-03-08 --reference 'TRANSFER 99812'")
    owed = office.ok("status --meeting msp12 --state CUB --format csv").splitlines()[1].split(",")
    office.ok(f"record unidentified {owed[10]} --on 2024-03-09 --reference 'TRANSFER 99813'")
    browser = Browser()
    assert "this very sum is owed by: Cuba (CUB), MSP12" in browser.text("/receipts")
    (link,) = re.findall(
        r'href="[^"]*(/do/record/identify[?]state=CUB[^"]*)"', browser.page("/receipts")
    )
    form = browser.page(unescape(link))
    assert 'value="CUB"' in form and 'value="msp12"' in form


def test_several_are_booked_in_one_line_with_the_places_that_were_shown(office: Office) -> None:
    office.ok("record unidentified 30.00 --on 2024-03-08 --reference 'CUBA CCM-AN-2024-0003'")
    browser = Browser()
    ticked = fields_of(browser.page("/receipts"), f"{browser.root}/do/match")
    asked = browser.sends("/do/match", ticked)
    assert "--yes 3=SWE/MSP12,6=CUB/MSP12" in asked and "in all: USD 7,130.00" in asked
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
    assert "placed" not in office.ok("ledger list --state CUB")
    office.ok("match --yes 3=SWE/MSP12")
    refused = browser.sends("/do/match", {"yes:3": "SWE/MSP12"})
    refused = refused if "Nothing was done yet" in refused else browser.says_yes()
    assert "event 3 is placed already, by event 6" in refused


def test_nothing_ticked_runs_nothing(office: Office) -> None:
    before = (office.folder / "ledger.sqlite").read_bytes()
    browser = Browser()
    said = browser.sends("/do/match", {"recorded_by": "A. Clerk", "yes:": ""})
    assert "Nothing was ticked, so nothing was booked." in said
    assert (office.folder / "ledger.sqlite").read_bytes() == before


@pytest.fixture
def paid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office in which one State has paid in full, one in part, one too much, the others not."""
    made = Office.billed(tmp_path / "office", monkeypatch)
    for line in ("SWE 1000.00", "ZAF 99000.00", "CUB 5.00"):
        state, amount = line.split()
        made.ok(f"receive msp12 {state} {amount} --on 2024-03-05 --reference {state}-1 --overpaid")
    return made


def figures(text: str) -> set[str]:
    """The sums of money in a text."""
    return set(re.findall(r"[\d,]+\.\d\d", text))


def test_the_status_shows_the_figures_of_the_command(paid: Office) -> None:
    browser = Browser()
    for more, options in (("", ""), ("&show=owing", "--owing"), ("&show=all", "--all")):
        shown = browser.text(f"/status?as_at=2024-03-31{more}")
        said = paid.ok(f"status --as-at 2024-03-31 {options}")
        assert figures(said) <= figures(shown), figures(said) - figures(shown)
    assert "/state/ZAF" not in browser.page("/status?as_at=2024-03-31&show=owing")
    assert "/state/ZAF" in browser.page("/status?as_at=2024-03-31")
    assert "As at 31 March 2024" in shown


def test_the_status_is_of_the_day_the_meeting_and_the_state_that_are_asked(paid: Office) -> None:
    browser = Browser()
    early = browser.text("/status?as_at=2024-03-04")
    assert "1,000.00" not in early and "1,000.00" in browser.text("/status?as_at=2024-03-05")
    assert "1,000.00" not in browser.text("/status?as_at=2024-03-31&known_on=2024-03-01")
    assert "Nothing is recorded." in browser.text("/status?meeting=msp11")
    source = browser.page("/status?state=Suecia&show=all")
    assert re.findall(r"/state/([A-Z]{3})", source) == ["SWE"]
    for query in ("as_at=2024-02-30", "known_on=x", "state=Atlantis", "meeting=msp99"):
        answer = browser.answer(f"/status?{query}")
        assert answer.status_code == 422, query
        assert 'role="alert"' in answer.get_data(as_text=True)


def test_downloads_are_the_files_that_the_command_writes(paid: Office) -> None:
    browser = Browser()
    paid.ok("status --as-at 2024-03-31 --state SWE --write --out made --lang en")
    paid.ok("statement SWE --as-at 2024-03-31 --write --out made2 --lang fr")
    paid.ok("state SWE --as-at 2024-03-31 --write --out made3 --lang en")
    for address, folder in (
        ("/status/{}?as_at=2024-03-31&state=SWE", "made"),
        ("/state/SWE/{}?as_at=2024-03-31", "made2"),
        ("/state/SWE/{}?as_at=2024-03-31", "made3"),
    ):
        files = [each for each in (paid.folder / folder).iterdir() if each.stem != "manifest"]
        assert len(files) >= 2
        for path in files:
            answer = browser.answer(address.format(path.name))
            assert answer.get_data() == path.read_bytes(), path
            assert "attachment" in answer.headers["Content-Disposition"]
    for name in ("status-xx.pdf", "manifest.json", "..%2Fledger.sqlite", "status.csv%00"):
        assert browser.answer(f"/status/{name}").status_code == 404, name


def test_states_are_found_by_any_name_and_code(paid: Office) -> None:
    browser = Browser()
    for wanted in ("swe", "Suède", "suecia", "Швеция", "瑞典", "السويد", "Kingdom Sweden"):
        source = browser.page(f"/states?find={wanted}")
        assert re.findall(r"/state/([A-Z]{3})", source) == ["SWE"], wanted
    assert "USD 88,788.27" in browser.text("/states?find=swe")
    assert "No State has such a name" in browser.text("/states?find=<script>")
    assert len(re.findall(r"/state/[A-Z]{3}", browser.page("/states"))) > 190


def test_a_state_shows_what_its_commands_show(paid: Office) -> None:
    browser = Browser()
    source = browser.page("/state/SWE?as_at=2024-03-31")
    shown = text_of(source)
    for line in ("state SWE --as-at 2024-03-31", "statement SWE --as-at 2024-03-31"):
        said = figures(paid.ok(line))
        assert said <= figures(shown), said - figures(shown)
    assert "Assessment notice" in shown and "CCM-AN-2024-0004" in shown
    assert f"{browser.root}/do/receive?meeting=msp12&amp;state=SWE" in source
    assert "/do/record/payment-plan?" in source and "/do/record/refund?" not in source
    assert "/do/record/refund?meeting=msp12&amp;state=ZAF" in browser.page("/state/ZAF")
    assert 'value="SWE"' in browser.page("/do/receive?meeting=msp12&state=SWE")
    assert browser.answer("/state/Atlantis").status_code == 422


def test_only_documents_that_were_issued_are_shown(paid: Office) -> None:
    browser = Browser()
    source = browser.page("/state/SWE")
    (name,) = {*re.findall(r"/file/([^\"]*SWE-en\.pdf)", source)}
    path = paid.folder / "notices" / name
    answer = browser.answer(f"/file/{name}")
    assert answer.get_data() == path.read_bytes()
    assert answer.headers["Content-Type"] == "application/pdf"
    (path.parent / "other.pdf").write_bytes(b"%PDF-1.7")
    for other in (
        "2024/other.pdf",
        "2024/register.csv",
        "README.md",
        "../ledger.sqlite",
        "..%2fledger.sqlite",
        f"2024/../{name}",
        f"{name}%00",
        f"/{name}",
    ):
        assert browser.answer(f"/file/{other}").status_code in (404, 308), other
    original = path.read_bytes()
    path.write_bytes(original + b" ")
    changed = browser.answer(f"/file/{name}")
    assert changed.status_code == 404
    assert "not the document that was issued" in changed.get_data(as_text=True)
    path.rename(path.with_suffix(".kept"))
    path.with_suffix(".kept").write_bytes(original)
    path.symlink_to(path.with_suffix(".kept"))
    assert browser.answer(f"/file/{name}").status_code == 404


def numbers(source: str) -> list[int]:
    """The events that a page of the ledger lists, in its order."""
    rows = source.partition("<tbody>")[2].partition("</tbody>")[0]
    return [int(each) for each in re.findall(r'<th scope="row"[^>]*><a [^>]*>(\d+)</a>', rows)]


@pytest.mark.parametrize(
    ("query", "options"),
    [
        ("", ""),
        ("state=Suecia", "--state SWE"),
        ("kind=receipt", "--kind receipt"),
        ("words=zaf-1", "--find ZAF-1"),
        ("words=CCM-AN-2024-0004", "--find CCM-AN-2024-0004"),
        ("amount=5.00", "--amount 5.00"),
        ("meeting=msp12&since=2024-03-01", "--meeting msp12 --since 2024-03-01"),
        ("until=2024-02-15", "--until 2024-02-15"),
        ("state=FRA", "--state FRA"),
    ],
)
def test_the_ledger_finds_what_the_command_finds(paid: Office, query: str, options: str) -> None:
    browser = Browser()
    said = [int(line.split(",")[0]) for line in listed(paid, options)[1:]]
    assert numbers(browser.page(f"/ledger?{query}")) == said[::-1]
    for form in ("csv", "json"):
        answer = browser.answer(f"/ledger/events/{form}?{query}").get_data(as_text=True)
        assert answer == paid.ok(f"ledger list {options} --format {form}")


def listed(office: Office, options: str) -> list[str]:
    """The lines of the list as CSV."""
    return office.ok(f"ledger list {options} --format csv").splitlines()


def test_the_ledger_is_shown_page_by_page(paid: Office) -> None:
    rows = "".join(f"S1,{n},2024-03-06,{n}.00,USD,PAYER {n},SWE,msp12\n" for n in range(1, 121))
    (paid.folder / "many.csv").write_text(f"{WAITING.splitlines()[0]}\n{rows}", encoding="utf-8")
    paid.ok("import receipts many.csv")
    browser, last = Browser(), len(listed(paid, "")) - 1
    first = browser.page("/ledger")
    assert numbers(first) == [*range(last, last - 100, -1)]
    older = re.findall(r'href="([^"]*)" rel="next"', first)[0].removeprefix(browser.root)
    assert numbers(browser.page(older)) == [*range(last - 100, 0, -1)]
    assert 'rel="next"' not in browser.page(older)
    for page in ("0", "-1", "x", "9" * 30, "3"):
        assert numbers(browser.page(f"/ledger?page={page}"))


def test_an_event_says_what_rests_on_it_and_how_it_is_undone(office: Office) -> None:
    office.ok("match --yes 3=SWE/MSP12")
    browser = Browser()
    shown = browser.page("/ledger/3")
    assert "USD 7,100.00" in text_of(shown) and "SWEDEN CCM-AN-2024-0004" in text_of(shown)
    assert f'Placed by</dt><dd><a href="{browser.root}/ledger/6">' in shown
    assert "Reverse that first" in text_of(shown) and "/do/record/reverse" not in shown
    placed = browser.page("/ledger/6")
    assert f'Places money of</dt><dd><a href="{browser.root}/ledger/3">' in placed
    assert f"{browser.root}/do/record/reverse?event=6" in placed
    assert 'value="6"' in browser.page("/do/record/reverse?event=6")
    office.ok("record reverse 6 --reason mistake")
    assert "This was undone by event 7" in browser.text("/ledger/6")
    assert "/do/record/reverse" in browser.page("/ledger/3")
    assert "Undoes" in browser.text("/ledger/7")
    issue = browser.text("/ledger/2")
    assert "an issue is corrected by issuing again" in issue
    assert "Approved by B. Chief" in issue and "SWE-en.pdf" in issue
    for other in ("0", "8", "x", "1e3", "9" * 40, "-1"):
        assert browser.answer(f"/ledger/{other}").status_code == 404


def test_pages_of_money_without_an_office_lead_to_making_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CCMCOST_DATA", raising=False)
    browser = Browser()
    for path in ("/receipts", "/status", "/ledger"):
        assert f"{browser.root}/do/init" in browser.page(path), path
    assert "Japan" in browser.text("/states")
    assert "At every meeting" in browser.text("/state/JPN")
    assert browser.answer("/ledger/1").status_code == 404
    assert browser.answer("/file/2024/x.pdf").status_code == 404
    assert browser.answer("/status/status.csv").status_code in (404, 409)
