"""The page as a file: what is in it, what is not, where it goes;
and its arithmetic in node against ccmcost's.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
from base64 import b64encode
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path

import pytest

from ccmcost.calc.assess import assess
from ccmcost.documents.page import rule_data, shown
from ccmcost.documents.page.files import (
    ASSETS,
    PageWish,
    joined_script,
    write_all_pages,
    write_page,
)
from ccmcost.errors import DataError, UsageError
from ccmcost.model.assessment import Payer
from ccmcost.model.money import Money
from ccmcost.model.rates import Rate
from ccmcost.model.rule import Level, Relief, Rule
from ccmcost.sharing.explanation import explain
from ccmcost.sharing.request import Request
from ccmcost.text import spelt_out
from ccmcost.words.catalogue import catalogue
from ccmcost.workspace import open_workspace
from tests.chart_cases import meeting
from tests.conftest import DATA, ROOT, Run
from tests.page_cases import error_key

CASES = 500
NODE = shutil.which("node")
LARGEST = 345_000


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    write_all_pages(open_workspace(DATA), Request(), PageWish(rules=True), folder)
    return folder


class _Parts(HTMLParser):
    """The text of each script and style, and every attribute, as a browser would see them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.inside: list[tuple[str, str, str]] = []
        self.attributes: list[tuple[str, str, str]] = []
        self._open = ("", "")
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self._open = (tag, dict(attrs).get("type") or "")

    def handle_data(self, data: str) -> None:
        if self._open[0] in ("script", "style"):
            self.inside.append((*self._open, data))

    def handle_endtag(self, tag: str) -> None:
        self._open = ("", "")


def test_a_page_of_every_meeting_that_has_a_day_and_an_index(pages: Path) -> None:
    names = sorted(path.name for path in pages.iterdir())
    assert len(names) == 19 + 2
    assert {"index.html", "manifest.json", "SPECIMEN-msp12.html", "SPECIMEN-rc1-pm1.html"} <= set(
        names
    )
    index = (pages / "index.html").read_text(encoding="utf-8")
    links = re.findall(r'<a href="([^"]+)">', index)
    assert sorted(links) == [name for name in names if name.startswith("SPECIMEN-")]
    assert index.count("<li data-meeting=") == 20
    years = re.findall(r"<h2[^>]*>([^<]+)</h2>", index)
    dated = [int(year) for year in years[1:]]
    assert years[0] == catalogue("en", "page")["page_index_no_day"]
    assert dated == sorted(set(dated), reverse=True) and dated[0] == 2025
    assert index.index('href="SPECIMEN-rc1.html"') < index.index('href="SPECIMEN-rc1-pm2.html"')
    manifest = json.loads((pages / "manifest.json").read_text(encoding="utf-8"))
    for output in manifest["outputs"]:
        assert hashlib.sha256((pages / output["path"]).read_bytes()).hexdigest() == output["sha256"]
    assert len(manifest["outputs"]) == 20


def test_the_sources_name_what_the_list_rests_on(pages: Path, tmp_path: Path) -> None:
    text = (pages / "SPECIMEN-msp11.html").read_text(encoding="utf-8")
    assert (
        "Participation (expected list): United Nations Treaty Collection" in text
        and "Участие (список: предполагаемый): Собрание договоров Организации" in text
    )
    given = tmp_path / "list.csv"
    given.write_text("iso3\nJPN\nFRA\n", encoding="utf-8")
    write_page(
        open_workspace(DATA), "msp11", Request(participants=given), PageWish(), tmp_path / "out"
    )
    assert "Treaty Collection" not in next((tmp_path / "out").glob("*msp11.html")).read_text(
        encoding="utf-8"
    )


def test_every_page_is_small_and_the_policy_names_its_one_script_and_style(pages: Path) -> None:
    for path in sorted(pages.glob("*.html")):
        text = path.read_text(encoding="utf-8")
        assert len(text.encode()) < LARGEST, path.name
        parts = _Parts(text)
        said = {
            (tag, kind): hashlib.sha256(content.encode()).digest()
            for tag, kind, content in parts.inside
        }
        policy = next(
            value
            for tag, name, value in parts.attributes
            if tag == "meta" and value.startswith("default-src")
        )
        assert policy.startswith("default-src 'none'; ") and "unsafe" not in policy
        for tag, kind in said.keys() - {("script", "application/json")}:
            assert f"{tag}-src 'sha256-{b64encode(said[tag, kind]).decode()}'" in policy
        assert not [
            each
            for each in parts.attributes
            if each[1] == "style" or each[1].startswith("on") or each[1] == "src"
        ]
        assert not re.search(
            r"https?://(?!www\.w3\.org/2000/svg)[^\s\"\\]+\.(js|css|woff2?|png)", text
        )
        assert not re.search(r"\bdue\b", text), "a specimen never says it"


def test_the_same_page_twice_to_the_byte(pages: Path, run: Run, tmp_path: Path) -> None:
    shutil.copytree(pages, tmp_path / "again")
    done = run(
        "page",
        "rc1",
        "--rules",
        "--out",
        "again",
        "--data",
        str(DATA),
        env={"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"},
    )
    assert done.returncode == 0, done.stderr
    for name in ("SPECIMEN-rc1.html", "index.html"):
        assert (tmp_path / "again" / name).read_bytes() == (pages / name).read_bytes()


def test_one_page_takes_the_place_of_its_own_and_the_index_stays_true(tmp_path: Path) -> None:
    workspace, folder = open_workspace(DATA), tmp_path / "pages"
    write_page(workspace, "msp1", Request(), PageWish(), folder)
    (folder / "mine.txt").write_text("kept", encoding="utf-8")
    write_page(workspace, "msp12", Request(), PageWish(), folder)
    assert not (folder / "index.html").exists()
    written = write_page(workspace, "msp12", Request(cost="412345.67"), PageWish(), folder)
    assert [Path(name).name for name in written] == ["manifest.json", "msp12.html"]
    assert sorted(path.name for path in folder.iterdir()) == [
        "SPECIMEN-msp1.html",
        "manifest.json",
        "mine.txt",
        "msp12.html",
    ]
    write_all_pages(workspace, Request(), PageWish(), folder)
    assert not (folder / "msp12.html").exists() and (folder / "mine.txt").exists()
    write_page(workspace, "msp12", Request(cost="412345.67"), PageWish(language="fr"), folder)
    index = (folder / "index.html").read_text(encoding="utf-8")
    assert 'href="msp12.html"' in index and "SPECIMEN-msp12.html" not in index
    assert all((folder / link).is_file() for link in re.findall(r'href="([^"]+)"', index))


def test_a_page_leads_to_the_index_only_where_one_stands_beside_it(
    pages: Path, tmp_path: Path
) -> None:
    write_page(open_workspace(DATA), "msp12", Request(), PageWish(), tmp_path)
    assert data_of(pages / "SPECIMEN-msp12.html")["index"] is True
    assert data_of(tmp_path / "SPECIMEN-msp12.html")["index"] is False


def test_a_state_is_searched_by_every_name_that_is_known(pages: Path) -> None:
    for page in ("SPECIMEN-msp12.html", "index.html"):
        names = {row[0]: {*row[1], *row[2]} for row in data_of(pages / page)["states"]}
        assert names["JPN"] >= {"JP", "Japan", "Japon", "Japón", "Япония", "اليابان", "日本"}
        assert "Swaziland" in names["SWZ"] and "French Republic" in names["FRA"], "formal, former"


def test_rules_are_offered_only_when_asked_for(pages: Path, tmp_path: Path) -> None:
    write_page(open_workspace(DATA), "rc1", Request(), PageWish(), tmp_path / "p")
    closed, open_ = (data_of(folder / "SPECIMEN-rc1.html") for folder in (tmp_path / "p", pages))
    assert [rule["id"] for rule in closed["rules"]] == ["article-14-1"] and closed[
        "residuals"
    ] == []
    assert [rule["id"] for rule in open_["rules"]] == [
        "article-14-1",
        "article-14-1-straight",
        "article-14-1-all-parties",
    ]
    assert len(open_["residuals"]) == 3 and len(open_["states"]) == 197


def data_of(path: Path) -> dict:
    parts = _Parts(path.read_text(encoding="utf-8"))
    text = next(content for tag, kind, content in parts.inside if kind == "application/json")
    assert "<" not in text
    return json.loads(text)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["page"], 2, "name one meeting"),
        (["page", "msp12", "--all"], 2, "name one meeting"),
        (["page", "msp99"], 2, "no meeting"),
        (["page", "msp12", "--lang", "de"], 2, "not a language of pages"),
        (["page", "msp12", "--cost", "1.234"], 2, "can be read as USD 1,234.00"),
        (["page", "--all", "--cost", "12"], 2, "--cost belongs to one meeting"),
        (["page", "--all", "--scale", "un-2022-2024"], 2, "--scale belongs to one meeting"),
        (["page", "rc3"], 1, "meeting-no-day"),
    ],
)
def test_mistakes_are_told_and_nothing_is_written(
    arguments: list[str], code: int, said: str, run: Run, tmp_path: Path
) -> None:
    done = run(*arguments)
    assert done.returncode == code and said in done.stderr and "Traceback" not in done.stderr
    assert not (tmp_path / "reports").exists()


def test_a_given_list_is_the_base_case(run: Run, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("iso3\nFRA\nJPN\nCHN\n", encoding="utf-8")
    done = run(
        "page",
        "msp12",
        "--participants",
        "list.csv",
        "--cost",
        "1000",
        "--currency",
        "CHF",
        "--out",
        "here",
    )
    assert done.returncode == 0, done.stderr
    data = data_of(tmp_path / "here" / "msp12.html")
    assert data["list"] == {"status": "given", "codes": ["CHN", "FRA", "JPN"]}
    assert data["cost"] == {"minor": "100000", "currency": "CHF", "decimals": 2, "status": "given"}
    assert sum(int(minor) for _, minor in data["checked"]) == 100000


def test_the_page_loads_nothing_heavy(tmp_path: Path) -> None:
    code = (
        "import sys; sys.argv = ['ccmcost', 'page', 'msp12', '--out', sys.argv[1]]\n"
        "from ccmcost.cli.entry import main\n"
        "heavy = {'pandas', 'numpy', 'matplotlib', 'openpyxl', 'rich', 'xlsxwriter', 'typst', "
        "'jinja2', 'sqlite3'}\ntry:\n    main()\nfinally:\n    print(sorted(heavy & "
        "set(sys.modules)), file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "p")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stderr.splitlines()[-1] == "[]"
    assert (tmp_path / "p" / "SPECIMEN-msp12.html").is_file()


# The script


def test_the_joined_script_holds_every_module_once_and_no_name_twice() -> None:
    scripts = {first: joined_script(first) for first in ("main.js", "index.js")}
    joined: dict[str, list[str]] = {first: [] for first in scripts}
    for path in sorted(ASSETS.glob("*.js")):
        text, names = path.read_text(encoding="utf-8"), []
        names += re.findall(
            r"^(?:export )?(?:async )?(?:function|const|let|class) (\w+)", text, re.MULTILINE
        )
        names += [
            name
            for group in re.findall(r"^(?:const|let) [\[{]([^=]*?)[\]}] =", text, re.MULTILINE)
            for name in re.findall(r"\w+", group)
        ]
        body = re.sub(r"^import .*\n", "", text, flags=re.MULTILINE).lstrip("\n")
        body = re.sub(r"^export ", "", body, flags=re.MULTILINE)
        holding = [first for first, script in scripts.items() if body in script]
        assert holding, f"{path.name} stands in a script as it is"
        for first in holding:
            assert scripts[first].count(body) == 1
            joined[first] += names
        assert text.count("\n") <= 250, path.name
        assert (
            "innerHTML" not in text and "eval(" not in text and 'setAttribute("style"' not in text
        )
    for first, script in scripts.items():
        assert not re.search(r"^\s*(import|export)\b", script, re.MULTILINE)
        found = joined[first]
        assert len(found) == len(set(found)), "modules share one scope, so no name may stand twice"


@pytest.mark.slow
@pytest.mark.skipif(NODE is None, reason="node is missing: Debian package nodejs")
def test_the_modules_in_node(tmp_path: Path) -> None:
    cases, made = tmp_path / "cases.json", [random_case(seed) for seed in range(CASES)]
    cases.write_text(json.dumps(made), encoding="utf-8")
    assert {
        "",
        "page_error_left_over",
        "page_error_nothing_left",
        "page_error_no_party",
        "page_error_unit",
        "page_error_sums",
        "page_error_minimum",
        "page_error_relief",
    } <= {case["error"] for case in made}
    files = sorted(str(path) for path in (ROOT / "tests" / "page").glob("*.test.js"))
    environment = os.environ | {"CCMCOST_PAGE_CASES": str(cases)}
    done = subprocess.run(
        [str(NODE), "--test", *files], capture_output=True, text=True, env=environment, check=False
    )
    assert done.returncode == 0, done.stdout[-5000:]
    assert "skipped 0" in done.stdout


@pytest.mark.skipif(NODE is None, reason="node is missing: Debian package nodejs")
@pytest.mark.parametrize("first", ["main.js", "index.js"])
def test_the_joined_script_is_one_that_node_reads(first: str, tmp_path: Path) -> None:
    (tmp_path / "page.js").write_text(joined_script(first), encoding="utf-8")
    subprocess.run([str(NODE), "--check", str(tmp_path / "page.js")], check=True)


def random_case(seed: int) -> dict:
    """Payers, a rule of any kind and a total, with what ccmcost makes of them."""
    draw = random.Random(seed)
    payers = tuple(
        random_payer(draw, number) for number in range(draw.choice([1, 2, 3, 5, 12, 40]))
    )
    rule, total = (
        random_rule(draw, payers),
        draw.choice([1, 7, 100, 10**15, draw.randint(1, 10**9), draw.randint(1, 10**15)]),
    )
    total = total * draw.choice([1, 1, 1, -1])
    case = {
        "payers": [[payer.code, payer.role, payer.is_ldc, str(payer.weight)] for payer in payers],
        "rule": rule_data(rule, int((rule.unit or Fraction(1, 100)) * 100)),
        "total": str(total),
        "expected": None,
        "error": "",
    }
    try:
        result = assess(payers, rule, Money(total, "USD", 2))
    except (DataError, UsageError) as error:
        return case | {"error": error_key(error)}
    lines = [
        [
            line.code,
            f"{line.share.value.numerator}/{line.share.value.denominator}",
            line.share.kind,
            str(line.amount),
            str(line.rounding),
        ]
        for line in result.lines
    ]
    code = draw.choice(payers).code
    base = meeting("msp11")
    cost = base.cost._replace(total=result.total)
    explained = explain(base._replace(rule=rule, cost=cost, assessment=result), code)
    assert explained is not None
    steps = [code, [step.key for step in explained.steps]]
    return case | {"expected": {"lines": lines, "residual": str(result.residual)}, "steps": steps}


def random_payer(draw: random.Random, number: int) -> Payer:
    rate = draw.choice([1, 1, 2, 10, draw.randint(1, 30), draw.randint(1, 22000)])
    role = draw.choice(["state_party", "state_party", "state_party", "signatory", "observer_state"])
    return Payer(f"A{number:02}", role, Rate(rate, "adopted", "x"), draw.random() < 0.3)


def random_rule(draw: random.Random, payers: tuple[Payer, ...]) -> Rule:
    def sometimes(*values: Fraction) -> Fraction | None:
        return draw.choice([None, None, *values])

    floor = sometimes(Fraction(1, 10000), Fraction(1, 100))
    fixed = (
        {payers[0].code: draw.choice([Fraction(1, 40), Fraction(1, 2), Fraction(1)])}
        if draw.random() < 0.2
        else {}
    )
    rule = Rule(
        id="random",
        title="",
        legal_source="",
        states_not_party=draw.choice(["pooled", "pooled", "straight"]),
        residual=draw.choice(["largest_amounts", "largest_remainder", "none"]),
        unit=draw.choice([None, None, None, Fraction(1, 20), Fraction(1)]),
        ceiling=sometimes(Fraction(22, 100), Fraction(1, 3)),
        ldc_ceiling=sometimes(Fraction(2, 100)),
        floor=floor,
        hold_minimum=sometimes(Fraction(1, 100000)),
        limits=draw.choice(["iterated", "single_pass"]),
        share_decimals=draw.choice([None, None, 0, 3]),
        share_residual=draw.choice(["largest_remainder", "largest_shares"]),
        fixed=fixed,
    )
    return with_sums_and_relief(draw, rule, payers) if draw.random() < 0.4 else rule


def with_sums_and_relief(draw: random.Random, rule: Rule, payers: tuple[Payer, ...]) -> Rule:
    def usd(*minor: int) -> Money:
        return Money(draw.choice(minor), "USD", 2)

    codes = [payer.code for payer in payers]
    borne_by = draw.sample(codes, min(2, len(codes)))
    levels = {
        name: Level(
            Fraction(part, 100), tuple(code for code in codes[at::3] if code not in borne_by)
        )
        for at, (name, part) in enumerate({"A": 7, "B": 80, "C": 100}.items())
    }
    more: dict[str, object] = {
        "threshold": draw.choice([None, Fraction(2, 100000), Fraction(1, 10000)]),
        "fixed_amounts": draw.choice([{}, {"A01": usd(100, 50_000), "A02": usd(300)}]),
    }
    if draw.random() < 0.5:
        more |= {"relief": Relief((*borne_by, "ZZZ"), levels)}
    if draw.random() < 0.5:
        more |= {"minimum": usd(100, 20_000), "share_decimals": None, "limits": "iterated"}
    return rule._replace(fixed={}, states_not_party="pooled", hold_minimum=None, **more)


def test_direction_marks_are_written_out_in_names_and_kept_in_sentences() -> None:
    assert spelt_out("a\u202eb\u2066") == "a\\x202eb\\x2066"
    assert shown("\u2066USD\u2069 \u202e") == "\u2066USD\u2069 \\x202e"
