"""The page of a meeting: what it shows is what `ccmcost apportion` gives, whatever is ticked or
typed.
"""

from __future__ import annotations

import html
import io
import re
import shlex
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import openpyxl
import pytest

import ccmcost
from ccmcost.words.speaker import english
from tests.conftest import DATA, Run
from tests.ledger_office import said_by
from tests.pdfs import pages

pytest.importorskip("flask", reason="flask is missing: pip install flask")

from ccmcost.app.office import Settings
from tests.app_browser import Inside, Reply

RULES = ("article-14-1", "article-14-1-straight", "article-14-1-all-parties", "article-14-2")
MEETINGS = ("msp1", "rc1", "msp11")
_ROW = re.compile(r'<tr data-code="(\w+)"(?: class="(gone)")?>(.*?)</tr>', re.DOTALL)
_SENT = re.compile(r'name="s" value="(\w+)"( checked)?>')


class Page:
    """An answer of the server, and what a person sees on it."""

    def __init__(self, reply: Reply) -> None:
        self.status = reply.status
        self.address = reply.headers.get("Location", "")
        self.text = html.unescape(reply.content.decode())

    def cell(self, row: str, name: str) -> str:
        found = re.search(rf'<td class="c-{name} right">(.*?)</td>', row)
        return found[1].replace(",", "").replace("\u2212", "-") if found else ""

    @property
    def rows(self) -> dict[str, str]:
        return {code: row for code, _, row in _ROW.findall(self.text)}

    def column(self, name: str) -> dict[str, str]:
        return {code: self.cell(row, name) for code, row in self.rows.items()}

    @property
    def amounts(self) -> dict[str, str]:
        return {
            code: self.cell(row, "amount")
            for code, gone, row in _ROW.findall(self.text)
            if not gone
        }

    @property
    def foot(self) -> str:
        return self.text.partition("<tfoot>")[2].partition("</tfoot>")[0]

    @property
    def ticks(self) -> dict[str, bool]:
        return {code: bool(is_in) for code, is_in in _SENT.findall(self.text)}

    @property
    def line(self) -> str:
        found = re.search(r'<code id="line".*?>(.*?)</code>', self.text)
        assert found is not None
        return found[1]

    def fault(self, name: str) -> str:
        about = self.text.partition(f'id="f-{name}-help"')[2].partition("</p>")[0]
        return " ".join(re.findall(r'<strong class="fault">(.*?)</strong>', about))


class Browser(Inside):
    """A browser without scripts, in an empty folder."""

    def raw(self, path: str, **said: Any) -> Reply:
        where = path if path.startswith(self.root) else f"{self.root}{path}"
        return self.get(f"{where}?{urlencode(said, doseq=True)}" if said else where)

    def show(self, path: str, **said: Any) -> Page:
        return Page(self.raw(path, **said))

    def send(self, path: str, page: Page, ticks: set[str], **said: str) -> Page:
        """Send the form of a page with other ticks, and go where that leads."""
        was = re.search(r'name="was" value="(.*?)"', page.text)
        assert was is not None
        sent = self.show(path, was=was[1], s=sorted(ticks), **said)
        assert sent.status == 303
        assert not {"s", "was"} & parse_qs(urlsplit(sent.address).query).keys()
        return self.show(sent.address)


@pytest.fixture
def browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Browser:
    monkeypatch.chdir(tmp_path)
    return Browser(Settings((str(DATA),)))


def amounts_of(meeting: str, **wish: Any) -> dict[str, str]:
    result = ccmcost.apportion(meeting, data=DATA, **wish)
    return {row.iso3: row.amount for row in result.rows}


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("meeting", MEETINGS)
def test_the_page_shows_the_amounts_of_apportion(browser: Browser, meeting: str, rule: str) -> None:
    page = browser.show(f"/meeting/{meeting}", cost="412345.67", rule=rule)
    assert page.status == 200 and page.amounts == amounts_of(meeting, cost="412345.67", rule=rule)
    assert ">412,345.67<" in page.foot
    largest = browser.show(f"/meeting/{meeting}", cost="412345.67", rule=rule, sort="amount")
    assert largest.amounts == page.amounts
    shown = [float(amount) for amount in largest.amounts.values()]
    assert shown == sorted(shown, reverse=True) and 'aria-sort="descending"' in largest.text


def test_a_specimen_says_so_and_every_row_leads_on(browser: Browser) -> None:
    page = browser.show("/meeting/rc1")
    assert page.amounts == amounts_of("rc1")
    assert "Specimen: illustrative calculation for a cost of USD 100,000." in page.text
    for code in page.amounts:
        assert f"/meeting/rc1/{code}" in page.rows[code]
        assert f"/meeting/rc1/notice/{code}.pdf" in page.rows[code]
    assert "c-difference" not in page.text


def test_ticks_and_a_name_become_the_shortest_address(browser: Browser, run: Run) -> None:
    first = browser.show("/meeting/rc1")
    every = {code for code, is_in in first.ticks.items() if is_in}
    assert every == first.amounts.keys()
    page = browser.send(
        "/meeting/rc1", first, every - {"FRA", "DEU"}, cost="500000", add="Bresil", rule=""
    )
    assert page.amounts == amounts_of("rc1", cost="500000", with_=["BRA"], without=["FRA", "DEU"])
    assert not page.ticks["FRA"] and page.ticks["BRA"]
    line = shlex.split(page.line)
    assert line[:3] == ["ccmcost", "apportion", "rc1"]
    said = run(*line[1:], "--no-files", "--format", "csv").stdout.splitlines()
    found = {row.split(",")[0]: row.split(",")[-2] for row in said[1:]}
    assert found == page.amounts


def test_what_changed_is_told_for_those_who_left_too(browser: Browser) -> None:
    page = browser.show("/meeting/msp11", cost="1000.00", **{"with": "USA", "without": "JPN"})
    before, now = amounts_of("msp11", cost="1000.00"), page.amounts
    assert now == amounts_of("msp11", cost="1000.00", with_=["USA"], without=["JPN"])
    changes = page.column("difference")
    assert changes.keys() == before.keys() | now.keys()
    for code, change in changes.items():
        here, there = (_cents(each.get(code, "")) for each in (now, before))
        assert _cents(change) == here - there, code
    assert sum(map(_cents, changes.values())) == 0


def _cents(text: str) -> int:
    return int(text.replace(".", "").replace("+", "")) if text.strip("+-0.") else 0


def test_another_rule_takes_the_ticks_along(browser: Browser) -> None:
    first = browser.show("/meeting/rc1")
    every = {code for code, is_in in first.ticks.items() if is_in}
    page = browser.send("/meeting/rc1", first, every - {"FRA", "CHN"}, rule="article-14-2")
    assert page.amounts == amounts_of("rc1", rule="article-14-2", without=["FRA"])
    back = browser.send("/meeting/rc1", page, {*page.amounts}, rule="article-14-1")
    assert back.amounts == amounts_of("rc1", without=["FRA"])


@pytest.mark.parametrize(
    ("said", "field", "typed", "told"),
    [
        ({"cost": "abc"}, "cost", "abc", "not a valid USD amount"),
        ({"cost": "-5"}, "cost", "-5", "negative"),
        ({"cost": "5", "currency": "ZZZ"}, "currency", "ZZZ", "ZZZ"),
        ({"currency": "EUR"}, "currency", "EUR", "goes with a cost"),
        ({"cost": "5", "rule": "article-41"}, "rule", "article-41", "there is no rule"),
        ({"cost": "5", "rule": "../own.toml"}, "rule", "../own.toml", "rule file"),
        ({"cost": "5", "scale": "un-1900"}, "scale", "un-1900", "there is no scale"),
        ({"cost": "5", "with": "JPN"}, "add", "", "bears the cost already"),
        ({"cost": "5", "without": "Atlantis"}, "add", "", "Atlantis"),
        ({"cost": "5", "add": "<b>Atlantis"}, "add", "<b>Atlantis", "Atlantis"),
    ],
)
def test_what_is_wrong_stands_at_its_field(
    browser: Browser, said: dict[str, str], field: str, typed: str, told: str
) -> None:
    page = browser.show("/meeting/msp11", **said)
    assert page.status == 422
    assert told in page.fault(field), page.fault(field)
    if typed:
        assert f'value="{typed}"' in page.text
    raw = browser.raw("/meeting/msp11", **said).content.decode()
    assert "<b>Atlantis" not in raw
    assert "Traceback" not in raw


def test_a_meeting_that_cannot_be_calculated_yet_says_why(browser: Browser) -> None:
    page = browser.show("/meeting/rc3")
    assert page.status == 200 and "has no date yet" in page.text and not page.rows
    assert browser.show("/meeting/msp99").status == 404


def test_what_is_missing_is_told_and_all_else_is_shown(browser: Browser, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    register = (DATA / "meetings.toml").read_text(encoding="utf-8").rstrip()
    assert re.search(r'id = "rc3"(?!.*\[\[meeting\]\])', register, re.DOTALL), "the last one"
    held = "[meeting.held]\nstart = 2026-09-14\nend = 2026-09-18\n"
    (data / "meetings.toml").write_text(f"{register}\n{held}", encoding="utf-8")
    costs = re.split(r"(?m)^(?=\[\[)", (DATA / "costs.toml").read_text(encoding="utf-8"))
    others = (each for each in costs if '"msp11"' not in each)
    (data / "costs.toml").write_text("".join(others), encoding="utf-8")
    own = Browser(Settings((str(data),)))
    page = own.show("/meeting/rc3")
    assert page.status == 200 and "has no list of participants" in page.text and not page.rows
    page = own.show("/meeting/msp11")
    assert page.status == 200 and "has no cost yet" in page.text and page.ticks["JPN"]
    assert own.show("/meeting/msp11", cost="1000").amounts == amounts_of("msp11", cost="1000")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_notice_says_the_amount_of_its_row(browser: Browser, language: str) -> None:
    said = {"cost": "412345.67", "without": "FRA"}
    amount = browser.show("/meeting/rc1", **said).amounts["JPN"]
    answer = browser.raw("/meeting/rc1/notice/JPN.pdf", **said, lang=language)
    assert answer.status == 200 and answer.headers["Content-Type"] == "application/pdf"
    assert "inline" in answer.headers["Content-Disposition"]
    assert re.sub(r"\D", "", amount) in re.sub(r"\D", "", " ".join(pages(answer.content)))
    other = browser.raw("/meeting/rc1/notice/FRA.pdf", **said)
    assert other.status == 422 and b"bears no part of this cost" in other.content
    assert browser.raw("/meeting/rc1/notice/JPN.pdf", lang="xx").status == 422


def test_workbook_and_csv_hold_the_same(browser: Browser) -> None:
    said = {"cost": "412345.67", "with": "USA"}
    result = ccmcost.apportion("msp11", data=DATA, cost="412345.67", with_=["USA"])
    answer = browser.raw("/meeting/msp11/apportionment.csv", **said)
    assert answer.content.decode() == result.to_csv()
    book = openpyxl.load_workbook(
        io.BytesIO(browser.raw("/meeting/msp11/apportionment.xlsx", **said).content), data_only=True
    )
    assert "Apportionment" in book.sheetnames


def test_an_amount_is_explained(browser: Browser, run: Run) -> None:
    page = browser.show("/meeting/rc1/JPN", cost="412345.67")
    assert page.status == 200
    told = run(*shlex.split(page.line)[1:]).stdout
    for step in re.findall(r"<li>(.*?)</li>", page.text.partition("<main")[2]):
        if "<a" in step:
            continue
        words = " ".join(step.split())
        assert words in " ".join(told.split())
    assert "bears no part of this cost" in browser.show("/meeting/msp11/USA").text
    assert browser.show("/meeting/rc1/XXX").status == 404


def test_a_credit_is_shared_and_its_line_says_so(browser: Browser) -> None:
    page = browser.show("/meeting/msp11", cost="-1000", credit="yes")
    assert page.amounts == amounts_of("msp11", cost="-1000", credit=True)
    assert "--credit" in page.line
    assert english("app")("label_credit") in page.text


WHERE = f" --data {DATA}"
CODES = re.compile(r'<th scope="row"[^>]*>(?:<a.*?>)?([A-Z]{3})')


def test_the_rules_stand_side_by_side(browser: Browser) -> None:
    page = browser.show("/meeting/rc1/compare", cost="412345.67")
    found = [amounts_of("rc1", cost="412345.67", rule=rule) for rule in RULES]
    rows = page.text.partition("<tbody>")[2].partition("</tbody>")[0].split("</tr>")[:-1]
    for row in rows:
        code = CODES.search(row)
        assert code is not None
        cells = re.findall(r'<td class="right">(.*?)</td>', row)
        shown = [cells[0], *cells[1::2]]
        wanted = [each.get(code[1], "") for each in found]
        assert [cell.replace(",", "") for cell in shown] == wanted
    assert len(rows) == len(set().union(*found))
    assert page.line == "ccmcost compare rc1 --cost 412345.67" + WHERE


def test_what_a_changed_list_changes_stands_largest_first(browser: Browser) -> None:
    page = browser.show("/meeting/msp11/whatif", cost="1000", **{"with": "USA", "without": "JPN"})
    codes = CODES.findall(page.text.partition("<tbody>")[2])
    assert codes[:2] == ["USA", "JPN"] or codes[:2] == ["JPN", "USA"]
    assert page.line == "ccmcost whatif msp11 --with USA --without JPN --cost 1000" + WHERE
    alone = browser.show("/meeting/msp11/joining", cost="1000")
    assert CODES.findall(alone.text.partition("<tbody>")[2])[0] == "USA"
    assert alone.line == "ccmcost whatif msp11 --each-observer --cost 1000" + WHERE
    assert browser.show("/meeting/msp11/joining", rule="article-14-2").status == 422


def test_the_page_of_a_meeting_without_a_list_leads_to_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert said_by("init", "office").code == 0
    data = str(tmp_path / "office/data")
    new = ("--name", "Fourteenth Meeting", "--start", "2026-12-07")
    assert said_by("meeting", "add", "msp14", *new, "--data", data).code == 0
    page = Browser(Settings((data,))).show("/meeting/msp14")
    assert page.status == 200 and "has no list of participants" in page.text
    assert 'href="' in page.text and "/do/meeting/expect" in page.text, page.text
