"""The page in headless Chromium: the same cents as ccmcost, the link, no network, accessible,
six languages, a phone.
"""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import ccmcost
from ccmcost.documents.page.files import PageWish, index_html, page_html, write_page
from ccmcost.model.money import Money
from ccmcost.sharing.compute import apportion_meeting
from ccmcost.sharing.explanation import explain
from ccmcost.sharing.register import load_register
from ccmcost.sharing.request import Request
from ccmcost.words.catalogue import LANGUAGES, catalogue
from ccmcost.words.numbers import habit, money
from ccmcost.words.speaker import Speaker
from ccmcost.workspace import open_workspace
from tests.browser import CHROMIUM, MISSING, axe_source, chromium
from tests.conftest import DATA, slow_but
from tests.page_cases import Choice, Oracle, error_start, random_choice

sync_api = pytest.importorskip(
    "playwright.sync_api", reason="playwright is missing: pip install playwright"
)
if CHROMIUM is None:
    pytest.skip(MISSING, allow_module_level=True)

CHOICES = int(os.environ.get("CCMCOST_PAGE_CHOICES", "60"))
FULL = CHOICES >= 200
MEETINGS = ("msp12", "rc1", "msp1", "rc2-pm1")
NARROW, WIDE = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
NARROWEST = {"width": 320, "height": 640}

READ = """() => {
  const own = (node) => [...node.childNodes].filter((each) => each.nodeType === 3).map((each) => each.data).join("");
  const text = (row, kind) => own(row.querySelector(`.${kind}`));
  const find = (id) => document.getElementById(id);
  const KINDS = ["rate", "share", "amount"];
  const rows = [...document.querySelectorAll("#table tbody tr.pays")];
  return {
    error: ["cost-error", "error"].map((id) => find(id)).filter((each) => !each.hidden).map((each) => each.textContent)[0] ?? "",
    rows: Object.fromEntries(rows.map((row) => [row.dataset.code, KINDS.map((kind) => text(row, kind))])),
    total: find("answer").hidden ? "" : text(document.querySelector("#table tfoot tr.total"), "amount"),
    ticked: [...document.querySelectorAll("#states input:checked")].map((box) => box.value).sort(),
    link: find("link").value,
    cost: find("cost").value,
  };
}"""  # noqa: E501
CHOOSE = """([cost, present, rule, residual]) => {
  const find = (id) => document.getElementById(id);
  find("reset").click();
  find(`rule-${rule}`).click();
  find(`residual-${residual}`).click();
  if (cost !== null) {
    find("cost").value = cost;
    for (const kind of ["input", "change"]) find("cost").dispatchEvent(new Event(kind, { bubbles: true }));
  }
  const wanted = new Set(present);
  if (!present.length) find("nobody").click();
  for (const box of document.querySelectorAll("#states input")) if (box.checked !== wanted.has(box.value)) box.click();
}"""  # noqa: E501


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    for meeting in MEETINGS:
        write_page(open_workspace(DATA), meeting, Request(), PageWish(rules=True), folder)
    return folder


class Tab:
    """A tab that remembers every request and every complaint of the browser."""

    def __init__(self, browser: Any, **settings: Any) -> None:
        self.page = browser.new_page(**({"viewport": WIDE} | settings))
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "dialog", lambda dialog: (self.complaints.append(dialog.message), dialog.dismiss())
        )

    def open(self, path: Path, fragment: str = "") -> Any:
        self.page.goto("about:blank")
        self.asked.clear()
        self.page.goto(path.as_uri() + (f"#{fragment}" if fragment else ""))
        return self.page

    def read(self) -> Any:
        return self.page.evaluate(READ)

    def assert_quiet(self) -> None:
        assert self.complaints == []
        assert [url.partition("#")[0] for url in self.asked if not url.startswith("blob:")] in (
            [],
            [self.page.url.partition("#")[0]],
        )


@pytest.fixture
def tab(browser: Any) -> Iterator[Tab]:
    tab = Tab(browser)
    yield tab
    tab.assert_quiet()
    tab.page.close()


def index_of(data: Path, language: str, folder: Path) -> Path:
    """An index with a link to a page of every meeting."""
    register = load_register(open_workspace(data))
    rows = [(entry.meeting, f"SPECIMEN-{entry.meeting.id}.html") for entry in register.entries]
    (folder / "index.html").write_bytes(
        index_html(register.convention, register.states, rows, {}, language)
    )
    return folder / "index.html"


def plain(text: str) -> str:
    return text.replace(",", "")


def choose_state(page: Any, typed: str) -> None:
    """By typing into the field for a State, and Enter."""
    page.fill("#you", typed)
    page.press("#you", "Enter")


def choose(tab: Tab, choice: Choice, base: frozenset[str], path: Path) -> None:
    """By hand if it is a matter of a few ticks, else by a link."""
    if len(choice.present ^ base) <= 15 or not choice.present:
        tab.page.evaluate(
            CHOOSE, [choice.cost, sorted(choice.present), choice.rule, choice.residual]
        )
        return
    added, removed = sorted(choice.present - base), sorted(base - choice.present)
    parts = {
        "with": ",".join(added),
        "without": ",".join(removed),
        "rule": choice.rule,
        "residual": choice.residual,
    }
    if choice.cost is not None:
        parts["cost"] = tab.page.evaluate("(text) => encodeURIComponent(text)", choice.cost)
    fragment = "&".join(f"{key}={value}" for key, value in parts.items() if value or key == "cost")
    tab.page.evaluate(
        "(hash) => { location.hash = hash; return new Promise((done) => setTimeout(done, 30)); }",
        fragment,
    )


@pytest.mark.parametrize("meeting", slow_but(("msp12",), MEETINGS))
def test_random_choices_give_what_ccmcost_gives(
    tab: Tab, folder: Path, meeting: str, tmp_path: Path
) -> None:
    oracle = Oracle(tmp_path)
    path = folder / f"SPECIMEN-{meeting}.html"
    base = oracle.listed[meeting]
    page = tab.open(path)
    told: set[str] = set()
    for number in range(-(-CHOICES // len(MEETINGS))):
        choice = random_choice(
            number * len(MEETINGS) + MEETINGS.index(meeting), base, oracle.states
        )
        expected = oracle.expected(meeting, choice)
        choose(tab, choice, base, path)
        found = tab.read()
        told.add(expected.error)
        assert found["ticked"] == sorted(choice.present)
        if expected.error:
            assert error_start(expected.error) in found["error"], (choice, found["error"])
            assert page.is_hidden("#answer") and page.is_disabled("#csv")
            continue
        assert found["error"] == "", (choice, found["error"])
        assert {
            code: tuple(map(plain, row)) for code, row in found["rows"].items()
        } == expected.rows, choice
        if number % 8 == 0:
            _link_restores(tab, found, path)
            _csv_is_that_of_ccmcost(tab, expected.csv)
    assert "" in told


def _link_restores(tab: Tab, found: Any, path: Path) -> None:
    tab.open(path, found["link"].partition("#")[2])
    assert tab.read() == found


def _csv_is_that_of_ccmcost(tab: Tab, expected: str) -> None:
    with tab.page.expect_download() as download:
        tab.page.click("#csv")
    assert Path(download.value.path()).read_text(encoding="utf-8") == expected


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_your_state_and_its_derivation_in_the_words_of_the_notices(
    tab: Tab, folder: Path, language: str
) -> None:
    for code, rule, cost in (
        ("JPN", "article-14-1", None),
        ("CHN", "article-14-1-straight", "412345.67"),
        ("AND", "article-14-1-straight", "7"),
    ):
        request = Request(cost=cost, rule=str(DATA / "rules" / f"{rule}.toml"))
        result = apportion_meeting(open_workspace(DATA), "rc1", request)
        explained = explain(result, code)
        assert explained is not None
        page = tab.open(
            folder / "SPECIMEN-rc1.html",
            f"you={code}&rule={rule}&lang={language}" + (f"&cost={cost}" if cost else ""),
        )
        shown = page.locator("#steps li").all_text_contents()
        steps = [re.sub("([A-Z]{3})\u00a0(?=[0-9])", r"\1 ", step) for step in shown]
        assert steps == Speaker(language, result.convention, result.states).sentences(
            explained.steps
        )
        assert page.text_content("#you-heading") == result.states.name(code, language)
        assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == [
            language,
            "rtl" if habit(language).right_to_left else "ltr",
        ]
        specimen = catalogue(language)["title_specimen"].format(
            total=money(result.cost.total, language, short=True)
        )
        standing = page.text_content("#standing").replace("USD\u00a0", "USD ")
        assert standing == (specimen if cost is None else "")


@pytest.mark.slow
def test_the_difference_from_the_base_case(tab: Tab, folder: Path) -> None:
    page = tab.open(folder / "SPECIMEN-rc1.html")
    assert page.locator("#table th.difference").count() == 0
    page.click("#who summary")
    page.fill("#search", "Allemagne")
    shown = page.locator("#states li:visible")
    assert shown.count() == 1 and "Germany Allemagne" in shown.first.text_content()
    page.click("#state-DEU")
    choose_state(page, "germany")
    gone = page.locator("#table tr.gone")
    assert gone.get_attribute("data-code") == "DEU"
    assert plain(gone.locator("td.amount").text_content()) == "0.00"
    assert gone.locator("td.difference").text_content() == "\u221211,253.28"
    said = page.text_content("#you-body")
    assert "\u221211,253.28" in said and "not on the list of participating States" in said
    assert "Removed from the participating States: Germany." in page.text_content("#chosen")
    assert page.locator("#table tfoot tr.total td.difference").text_content() == "0.00"
    differences = page.locator("#table tbody td.difference").all_text_contents()
    cents = [plain(text).replace("\u2212", "-").replace(".", "") for text in differences]
    assert sum(map(int, cents)) == 0
    sync_api.expect(page.locator("#status")).to_contain_text("Germany: USD 0.00")
    page.click("#join")
    assert page.locator("#table tr.gone").count() == 0 and page.is_hidden("#join")
    assert "without" not in tab.read()["link"] and plain(page.text_content("#you-body .amount"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ("Япония", "JPN"),
        ("日本", "JPN"),
        ("اليابان", "JPN"),
        ("japon", "JPN"),
        ("Côte", "CIV"),
        ("swaziland", "SWZ"),
        ("TUR", "TUR"),
    ],
)
def test_search_in_six_languages(tab: Tab, folder: Path, wish: str, code: str) -> None:
    page = tab.open(folder / "SPECIMEN-msp12.html")
    page.click("#who summary")
    page.fill("#search", wish)
    assert code in page.evaluate(
        "[...document.querySelectorAll('#states li:not([hidden]) input')].map((box) => box.value)"
    )
    page.fill("#search", "zzz")
    assert page.locator("#states li:visible").count() == 0
    assert page.text_content("#found").startswith("No State of this name")
    choose_state(page, wish)
    assert f"you={code}" in page.url


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_screen_of_a_phone_answers_what_a_state_pays(
    browser: Any, folder: Path, language: str
) -> None:
    tab = Tab(browser, viewport=NARROW)
    page = tab.open(folder / "SPECIMEN-msp12.html", f"lang={language}&you=JPN")
    words = catalogue(language, "page")
    assert page.text_content("h1") == words["page_title"]
    said = page.inner_text("#yours")
    total = money(Money(10_000_000, "USD", 2), language).replace("USD ", "USD\u00a0")
    assert total in said and words["page_unofficial"] in said
    for place in ("h1", "#you", "#you-body .amount", "#you-body .of", "#you-body .line"):
        box = page.locator(place).bounding_box()
        assert box["y"] + box["height"] <= NARROW["height"], place
    tab.assert_quiet()
    page.close()


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cost_is_taken_as_the_page_itself_writes_it(
    tab: Tab, folder: Path, language: str
) -> None:
    page = tab.open(folder / "SPECIMEN-msp12.html", f"lang={language}&you=JPN")
    written = money(Money(123_456_789, "USD", 2), language)
    page.fill("#cost", written)
    page.press("#cost", "Tab")
    assert "cost=1234567.89" in page.url
    assert page.input_value("#cost") == re.sub("[^0-9.,\u00a0\u202f]", "", written).strip()
    assert written.replace("USD ", "USD\u00a0") in page.inner_text("#you-body .of")
    page.fill("#cost", "12.500")
    both = [money(Money(minor, "USD", 2), language) for minor in (1_250_000, 1250)]
    assert all(each in page.inner_text("#cost-error") for each in both)
    assert page.is_hidden("#you-answer") and "cost=12.500" in page.url


@pytest.mark.slow
def test_the_real_cost_in_place_of_an_illustrative_one_is_no_difference(
    tab: Tab, folder: Path, tmp_path: Path
) -> None:
    page = tab.open(folder / "SPECIMEN-rc1.html", "cost=412345.67&you=JPN")
    assert page.locator("#table th.difference, #you-body .change").count() == 0
    assert "Total cost: USD 412,345.67 (originally USD 100,000.00)." in page.inner_text("#chosen")
    page = tab.open(folder / "SPECIMEN-rc1.html", "cost=412345.67&you=JPN&without=DEU")
    before = apportion_meeting(open_workspace(DATA), "rc1", Request(cost="412345.67"))
    japan = next(line.amount for line in before.assessment.lines if line.code == "JPN")
    assert f"Originally {money(Money(japan, 'USD', 2))}" in page.inner_text(
        "#you-body .change"
    ).replace("\u00a0", " ")
    write_page(open_workspace(DATA), "rc1", Request(cost="100000"), PageWish(), tmp_path)
    page = tab.open(tmp_path / "rc1.html", "cost=412345.67&you=JPN")
    assert page.locator("#table th.difference").count() == 1, "a cost that was given is kept"


@pytest.mark.slow
def test_a_state_is_chosen_by_typing_or_from_the_list(tab: Tab, folder: Path) -> None:
    page = tab.open(folder / "SPECIMEN-msp12.html")
    page.click("#you")
    assert page.locator("#you-list [role=option]").count() == 197
    page.keyboard.type("congo")
    assert page.get_attribute("#you", "aria-activedescendant") == "you-list-COG"
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("#you", "aria-activedescendant") == "you-list-COD"
    page.keyboard.press("Enter")
    assert "you=COD" in page.url and page.get_attribute("#you", "aria-expanded") == "false"
    page.click("#you")
    page.keyboard.type("nowhere")
    assert page.is_hidden("#you-list") and "No State of this name" in page.inner_text("#you-told")
    page.keyboard.press("Tab")
    assert page.input_value("#you") == "Democratic Republic of the Congo" and "you=COD" in page.url
    assert page.inner_text("#you-told") == ""
    page.click("#you")
    page.click("#you-list-JPN")
    assert "you=JPN" in page.url and page.input_value("#you") == "Japan"
    page.fill("#you", "")
    page.press("#you", "Tab")
    assert "you=" not in page.url


@pytest.mark.slow
def test_the_table_is_sorted_by_its_headings(tab: Tab, folder: Path) -> None:
    page = tab.open(folder / "SPECIMEN-rc1.html")

    def first() -> tuple[str, str]:
        row = page.locator("#table tbody tr").first.get_attribute("data-code")
        sorted_by = page.locator("#table th[aria-sort]")
        assert sorted_by.count() == 1
        return row, sorted_by.get_attribute("aria-sort")

    assert first() == ("AFG", "ascending")
    for heading, expected in (
        ("amount", ("JPN", "descending")),
        ("amount", ("BLZ", "ascending")),
        ("rate", ("JPN", "descending")),
        ("share", ("JPN", "descending")),
        ("state", ("AFG", "ascending")),
        ("state", ("ZMB", "descending")),
    ):
        page.click(f"#table [data-sort={heading}]")
        assert first() == expected, heading
        assert page.evaluate("document.activeElement.dataset.sort") == heading


@pytest.mark.slow
def test_the_index_carries_state_and_language_to_the_pages_and_back(
    tab: Tab, tmp_path: Path
) -> None:
    index = index_of(DATA, "en", tmp_path)
    shown = PageWish(with_index=True)
    write_page(open_workspace(DATA), "msp12", Request(), PageWish(), tmp_path / "alone")
    result = apportion_meeting(open_workspace(DATA), "msp12", Request())
    (tmp_path / "SPECIMEN-msp12.html").write_bytes(page_html(result, None, {}, shown))
    page = tab.open(index)
    choose_state(page, "Japan")
    page.select_option("#language", "fr")
    assert page.input_value("#you") == "Japon" and page.text_content("h1").startswith("Combien")
    page.click("[data-meeting=msp12] a")
    assert page.url.endswith("SPECIMEN-msp12.html#you=JPN&lang=fr")
    assert page.text_content("#you-heading") == "Japon"
    page.select_option("#language", "es")
    page.click("#all")
    assert page.url.endswith("index.html#you=JPN&lang=es")
    assert page.input_value("#you") == "Japón" and page.evaluate("document.title").startswith("¿")
    assert tab.open(tmp_path / "alone" / "SPECIMEN-msp12.html").is_hidden("#all")


@pytest.mark.slow
def test_a_link_that_says_too_much_is_told(tab: Tab, folder: Path) -> None:
    page = tab.open(
        folder / "SPECIMEN-msp12.html", "you=XYZ&with=CHN&%3Cimg%20src=x%20onerror=alert(1)%3E"
    )
    assert page.is_visible("#refused") and "you=XYZ" in page.text_content("#refused")
    assert tab.read()["link"].endswith("#with=CHN")


@pytest.mark.slow
def test_a_changed_figure_is_noticed(tab: Tab, folder: Path, tmp_path: Path) -> None:
    text = (folder / "SPECIMEN-msp12.html").read_text(encoding="utf-8")
    data = json.loads(text.split('id="data">')[1].split("</script>")[0])
    minor = dict(data["checked"])["JPN"]
    changed = tmp_path / "changed.html"
    changed.write_text(
        text.replace(f'["JPN","{minor}"]', f'["JPN","{int(minor) + 1}"]'), encoding="utf-8"
    )
    page = tab.open(changed)
    words = catalogue("en", "page")
    assert page.text_content("#error") == words["page_error_check"]
    assert page.is_hidden("#answer") and page.is_hidden("#you-answer")


@pytest.mark.slow
def test_without_its_script_the_page_says_what_it_needs(
    browser: Any, folder: Path, tmp_path: Path
) -> None:
    text = (folder / "SPECIMEN-msp12.html").read_text(encoding="utf-8")
    (tmp_path / "changed.html").write_text(
        text.replace('"use strict";', '"use strict"; '), encoding="utf-8"
    )
    for settings, path in (
        ({"java_script_enabled": False}, folder / "SPECIMEN-msp12.html"),
        ({}, tmp_path / "changed.html"),
    ):
        tab = Tab(browser, **settings)
        page = tab.open(path)
        assert page.is_visible("#asleep") and not page.is_visible("#main") and page.is_visible("h1")
        page.close()


@pytest.mark.slow
def test_the_link_can_be_copied(tab: Tab, folder: Path) -> None:
    page = tab.open(folder / "SPECIMEN-msp12.html", "you=JPN")
    assert page.is_hidden("#asleep")
    page.click("#copy")
    words = catalogue("en", "page")
    sync_api.expect(page.locator("#copy")).to_have_text(
        re.compile(f"{words['page_copied']}|{words['page_copy_by_hand']}")
    )


@pytest.mark.slow
def test_the_policy_stops_a_script_that_is_put_in(browser: Any, folder: Path) -> None:
    tab = Tab(browser)
    page = tab.open(folder / "SPECIMEN-msp12.html")
    page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.broken = "
        "1'; document.body.append(s); }"
    )
    page.evaluate(
        "() => { const i = document.createElement('img'); i.src = 'http://127.0.0.1:9/x.png'; "
        "document.body.append(i); }"
    )
    page.wait_for_timeout(50)
    assert page.evaluate("window.broken") is None
    assert len([text for text in tab.complaints if "Content Security Policy" in text]) >= 2
    page.close()


LIMITED = """
id = "limited"
title = "Limits, a fixed share and rounded shares"
legal_source = "a test"
unit = "5"
residual = "largest_remainder"
ceiling = "22"
ldc_ceiling = "0.010"
floor = "0.002"
share_decimals = 3
[fixed]
EUU = "2.5"
"""


@pytest.mark.slow
@pytest.mark.parametrize("currency", ["JPY", "KWD"])
def test_a_rule_of_ones_own_with_limits_an_organization_and_another_currency(
    tab: Tab, currency: str, tmp_path: Path
) -> None:
    rule, listed = tmp_path / "limited.toml", tmp_path / "list.csv"
    rule.write_text(LIMITED, encoding="utf-8")
    listed.write_text("iso3\nAFG\nCHN\nDEU\nEUU\nFRA\nJPN\nLAO\nNRU\n", encoding="utf-8")
    request = Request(cost="1000000", currency=currency, rule=str(rule), participants=str(listed))
    write_page(open_workspace(DATA), "msp12", request, PageWish(), tmp_path / "p")
    for cost, error in (
        ("1000000", ""),
        ("750005", ""),
        ("3", "page_error_unit"),
        ("1000000.5", "page_error_"),
    ):
        page = tab.open(tmp_path / "p" / "msp12.html", f"cost={cost}&you=EUU")
        assert page.is_visible("#error") == bool(error)
        if error:
            continue
        result = ccmcost.apportion(
            "msp12", cost=cost, currency=currency, rule=rule, participants=listed, data=DATA
        )
        assert {code: plain(amount) for code, (_, _, amount) in tab.read()["rows"].items()} == {
            row.iso3: row.amount for row in result.rows
        }
        _csv_is_that_of_ccmcost(tab, result.to_csv())
        explained = explain(
            apportion_meeting(open_workspace(DATA), "msp12", request._replace(cost=cost)), "EUU"
        )
        assert explained is not None and page.locator("#steps li").count() == len(explained.steps)


# Accessibility

AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def axe() -> str:
    return axe_source()


def violations(page: Any, axe: str, contrast: bool = True) -> list[str]:
    """What axe finds. Contrast takes most of the time and is the same in every language,
    so a short run looks once.
    """
    page.evaluate(axe)
    options = {
        "runOnly": AXE_TAGS,
        "resultTypes": ["violations"],
        "rules": {"color-contrast": {"enabled": contrast or FULL}},
    }
    found = page.evaluate("(options) => axe.run(document, options)", options)
    return [
        f"{each['id']}: {node['html'][:120]}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_with_a_state_chosen(
    tab: Tab, folder: Path, language: str, axe: str
) -> None:
    page = tab.open(
        folder / "SPECIMEN-rc1.html",
        f"lang={language}&you=JPN&with=USA&without=FRA&residual=none&cost=412345.67",
    )
    assert page.locator("#bars line").count() == 11
    assert violations(page, axe, contrast=language == "en") == []


@pytest.mark.slow
@pytest.mark.parametrize("case", ["error", "phone", "dark", "index"])
def test_axe_finds_nothing_in_other_states(
    browser: Any, folder: Path, case: str, axe: str, tmp_path: Path
) -> None:
    settings: dict[str, Any] = (
        {"viewport": NARROW}
        if case == "phone"
        else {"color_scheme": "dark"}
        if case == "dark"
        else {}
    )
    tab = Tab(browser, **settings)
    if case == "index":
        page = tab.open(index_of(DATA, "ar", tmp_path))
    else:
        page = tab.open(
            folder / "SPECIMEN-rc1.html",
            "cost=12.500&lang=fr" if case == "error" else "you=JPN&with=USA",
        )
        assert page.is_visible("#error") == (case == "error")
    assert violations(page, axe, contrast=case != "phone") == []
    tab.assert_quiet()
    page.close()


@pytest.mark.slow
def test_everything_can_be_reached_and_used_by_keyboard(tab: Tab, folder: Path) -> None:
    page = tab.open(folder / "SPECIMEN-rc1.html")
    reached = []
    for _ in range(14):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.tagName"))
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", reached[-1]
    expected = [
        "skip",
        "language",
        "you",
        "cost",
        "rule-article-14-1",
        "residual-largest_amounts",
        "SUMMARY",
        "reset",
    ]
    assert reached[:8] == expected
    page.focus("#who summary")
    page.keyboard.press("Enter")
    for name in ("search", "only", "parties", "nobody", "state-AFG"):
        page.keyboard.press("Tab")
        if name == "state-AFG" and page.evaluate("document.activeElement.id") == "states":
            page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == name
    page.focus("#state-AFG")
    page.keyboard.press("Space")
    assert "AFG" not in tab.read()["ticked"]
    page.focus("#rule-article-14-1")
    page.keyboard.press("ArrowDown")
    assert "rule=article-14-1-straight" in tab.read()["link"]
    page.focus("#skip")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "result"
    assert "without=AFG" in page.url and "#result" not in page.url


# A phone, a printer, hostile names


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_wider_than_a_phone(
    browser: Any, folder: Path, language: str, tmp_path: Path
) -> None:
    tab = Tab(browser, viewport=NARROWEST)
    for meeting, fragment in (
        ("rc1", "you=JPN&with=USA&cost=9999999999999.99&residual=none"),
        ("msp12", "cost=12.500"),
    ):
        page = tab.open(folder / f"SPECIMEN-{meeting}.html", f"{fragment}&lang={language}")
        page.evaluate("document.getElementById('who').open = true")
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROWEST["width"]
    assert (
        tab.open(index_of(DATA, language, tmp_path)).evaluate(
            "document.documentElement.scrollWidth"
        )
        <= NARROWEST["width"]
    )
    tab.assert_quiet()
    tab.page.close()


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compared_has_room_on_every_screen(
    browser: Any, folder: Path, language: str
) -> None:
    tab = Tab(browser)
    page = tab.open(folder / "SPECIMEN-msp12.html", f"cost=412345.67&with=CHN&lang={language}")
    for width in (340, 737, 760, 800, 897, 992, 1024, 1199, 1200, 1366):
        page.set_viewport_size({"width": width, "height": 900})
        table, room = page.evaluate(
            "[document.getElementById('table'), document.getElementById('table').parentElement]"
            ".map((each) => Math.round(each.getBoundingClientRect().width))"
        )
        assert table <= room, (width, table, room)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    tab.page.close()


@pytest.mark.slow
def test_the_print_view_shows_result_and_title_without_controls(tab: Tab, folder: Path) -> None:
    page = tab.open(folder / "SPECIMEN-rc1.html", "you=JPN&with=USA")
    page.emulate_media(media="print")
    assert (
        page.is_visible("h1")
        and page.is_visible("#standing")
        and page.is_visible("#table")
        and page.is_visible("#you-body")
    )
    assert not page.locator("select:visible, input:visible, button:not(.sort):visible").count()
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


HOSTILE = {
    "JPN": "</script><script>alert(1)</script>",
    "FRA": '"><img src=x onerror=alert(1)>',
    "DEU": "a ynamreG<!--",
    "ITA": "{state} $title ${x}",
}


@pytest.mark.slow
def test_hostile_names_stay_text(tab: Tab, tmp_path: Path) -> None:
    shutil.copytree(DATA, tmp_path / "data")
    table = tmp_path / "data" / "states.csv"
    with table.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        row["name_en"] = HOSTILE.get(row["iso3"], row["name_en"])
    with table.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    meetings = tmp_path / "data" / "meetings.toml"
    text = meetings.read_text(encoding="utf-8")
    meetings.write_text(
        text.replace('"Twelfth Meeting of States Parties"', "'</title><script>alert(2)</script>'"),
        encoding="utf-8",
    )
    write_page(
        open_workspace(tmp_path / "data"), "msp12", Request(), PageWish(), tmp_path / "pages"
    )
    for code, name in HOSTILE.items():
        page = tab.open(tmp_path / "pages" / "SPECIMEN-msp12.html", f"you={code}")
        assert page.text_content("#you-heading") == name
        assert all(name in page.text_content(place) for place in ("#steps", "#table", "#bars"))
        assert page.locator("img").count() == 0 and page.locator("script").count() == 2
        assert "</title><script>alert(2)</script>" in page.title()
    index = tab.open(index_of(tmp_path / "data", "en", tmp_path))
    assert index.locator("script").count() == 2 and "alert(2)" in index.text_content("main")
    choose_state(index, HOSTILE["JPN"][:9])
    assert "you=JPN" in index.url
