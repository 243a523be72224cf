"""The annual report: exact reasons of every change, figures read back from every file,
hostile names, honest specimens.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import re
import shutil
from datetime import date
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import formualizer
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccmcost.calc.change import changes, in_units
from ccmcost.charts.frame import chart_speaker
from ccmcost.documents.annual import year_of
from ccmcost.documents.annual.charts import charts_of
from ccmcost.documents.annual.document import compose_report, document
from ccmcost.documents.annual.glance import passed_over
from ccmcost.documents.annual.report import Report
from ccmcost.documents.annual.sections import changes_sections
from ccmcost.documents.annual.years import (
    AnnualRequest,
    NoMeeting,
    NotComputed,
    annual_reports,
)
from ccmcost.errors import WriteError
from ccmcost.model.money import Money
from ccmcost.model.rule import Rule
from ccmcost.model.states import States
from ccmcost.words.catalogue import LANGUAGES, catalogue
from ccmcost.words.numbers import number
from ccmcost.workspace import open_workspace
from tests import pdfs
from tests.conftest import DATA, Run, slow_but
from tests.test_change import held

DAY = date(2026, 1, 1)
DRAWN = ("en", "fr", "es", "ru")
"""Languages of Latin and Cyrillic letters."""
WORKSPACE = open_workspace(DATA)
YEARS = (2015, 2017, 2020, 2023, 2024)
"""A Review Conference with two preparatory meetings, plain years, a long gap's neighbour,
the latest scales.
"""

REAL = ("msp11=412345.67", "msp10=398765.43")
HOSTILE = (
    "</script><script>x",
    '"><img src=x onerror=x>',
    "\u202eadnaloP",
    "=1+1",
    "#let x = *bold*",
)


def asked(
    first: int, last: int | None = None, *costs: str, **more: Any
) -> list[Report | NoMeeting | NotComputed]:
    return list(
        annual_reports(WORKSPACE, AnnualRequest(first, last or first, DAY, DAY, costs, **more))
    )


def report_of(year: int, *costs: str, **more: Any) -> Report:
    (found,) = asked(year, year, *costs, **more)
    assert isinstance(found, Report)
    return found


_FILES: dict[tuple[int, str], dict[str, bytes]] = {}


def files_of(year: int, language: str = "en") -> dict[str, bytes]:
    """The files of a specimen report, made once."""
    if (year, language) not in _FILES:
        _FILES[year, language] = compose_report(report_of(year), (language,))
    return _FILES[year, language]


def one(files: dict[str, bytes], ending: str) -> bytes:
    (name,) = (name for name in files if name.endswith(ending))
    return files[name]


class Tables(HTMLParser):
    """Rows of every table by its id, pictures, and every tag with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._rows: list[list[str]] = []
        self._cell: list[str] | None = None
        self.text: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "table":
            self._rows = self.tables.setdefault(str(dict(attrs)["id"]), [])
        elif tag == "tr":
            self._rows.append([])
        elif tag in ("th", "td"):
            self._cell = []

    def handle_endtag(self, tag: str) -> None:
        if tag in ("th", "td") and self._cell is not None:
            self._rows[-1].append("".join(self._cell))
            self._cell = None

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        if self._cell is not None:
            self._cell.append(data)


def table_of(page: bytes, heading: str) -> list[dict[str, str]]:
    """The rows of the table one of whose headings is this, as dictionaries."""
    for rows in Tables(page.decode()).tables.values():
        if heading in rows[0]:
            return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    raise AssertionError(heading)


# The arithmetic of a change (cases by hand: test_change.py)

pools = st.dictionaries(
    st.sampled_from("ABCDEFGHIJKL"), st.integers(1, 22_000), min_size=1, max_size=12
)
one_year = st.lists(st.tuples(st.integers(1, 10**9), pools), min_size=1, max_size=3)
policies = st.sampled_from(("largest_amounts", "largest_remainder", "none"))


@settings(max_examples=80)
@given(one_year, one_year, policies, st.booleans())
def test_effects_and_rounding_are_the_change(
    before: Any, after: Any, residual: Any, with_cost: bool
) -> None:
    rule = Rule("r", "r", "r", residual=residual)
    old, new = ([held(total, rates, rule) for total, rates in year] for year in (before, after))
    found = changes(old, new, with_cost)
    cost = sum(total for total, _ in after) - sum(total for total, _ in before)
    for change in found:
        assert (
            change.cost or 0
        ) + change.participation + change.rates + change.rounding == change.difference
        assert abs(change.rounding) <= 3 * (len(old) + len(new)), "a unit or so a bill"
    assert sum((change.participation for change in found), Fraction(0)) == 0
    assert sum((change.rates for change in found), Fraction(0)) == 0
    if with_cost:
        assert sum((change.cost or Fraction(0) for change in found), Fraction(0)) == cost
    now = {code: 0 for change in found for code in (change.code,)}
    for meeting in new:
        for line in meeting.assessment.lines:
            now[line.code] += line.amount
    assert {change.code: change.after for change in found} == now


@settings(max_examples=60)
@given(
    st.dictionaries(
        st.sampled_from("ABCDEFGH"), st.fractions(-(10**6), 10**6, max_denominator=997), min_size=1
    )
)
def test_shown_effects_keep_their_sum(effects: dict[str, Fraction]) -> None:
    effects["Z"] = -sum(effects.values(), Fraction(0))
    shown = in_units(effects)
    assert sum(shown.values()) == 0
    assert all(abs(shown[code] - effects[code]) < 1 for code in effects)
    assert shown == in_units(dict(reversed(effects.items())))


# The years


def test_every_year_from_2010_to_2027() -> None:
    found = asked(2010, 2027)
    without = [each for each in found if isinstance(each, NoMeeting)]
    reports = {each.year.year: each for each in found if isinstance(each, Report)}
    assert [each.year for each in without] == [2021, 2026, 2027]
    assert [meeting.id for meeting in without[0].running] == ["rc2"] and not without[0].undated
    assert [meeting.id for meeting in without[1].undated] == ["rc3"]
    assert {
        year: [each.meeting.id for each in report.year.meetings]
        for year, report in reports.items()
        if year in (2015, 2020)
    } == {
        2015: ["rc1-pm1", "rc1-pm2", "rc1"],
        2020: ["rc2-pm1", "rc2-pm2", "rc2"],
    }
    assert reports[2010].compared is None
    earlier = {
        year: report.compared.earlier.year for year, report in reports.items() if report.compared
    }
    assert earlier == {year: 2020 if year == 2022 else year - 1 for year in reports if year > 2010}
    for report in reports.values():
        assert report.is_specimen and report.collection is None
        assert report.compared is None or report.compared.comparable == "illustrative"


def test_specimens_of_single_meetings_compare_the_amounts_that_were_assessed() -> None:
    found, earlier = report_of(2024), report_of(2023)
    assert found.compared is not None
    then = {row.code: row.total for row in earlier.year.rows}
    assert {row.code: row.before for row in found.compared.rows} == {
        row.code: then.get(row.code, 0) for row in found.compared.rows
    }


def test_the_explanation_of_japan_by_plain_formula() -> None:
    """msp13 against msp12 with costs: another scale, South Sudan gone."""
    found = report_of(2025, "msp13=450000.00", "msp12=400000.00").compared
    assert found is not None and found.with_cost
    row = next(row for row in found.rows if row.code == "JPN")
    old, new = found.earlier.meetings[0].result, report_of(2025).year.meetings[0].result
    payers = [line.code for line in new.assessment.lines]
    then = Fraction(old.scale.rates["JPN"], old.assessment.sum_of_rates)
    middle = Fraction(
        old.scale.rates["JPN"], sum(old.scale.rate(code).thousandths for code in payers)
    )  # type: ignore[union-attr]
    now = Fraction(new.scale.rates["JPN"], new.assessment.sum_of_rates)
    assert row.exact.cost == 5_000_000 * then
    assert row.exact.participation == 45_000_000 * (middle - then)
    assert row.exact.rates == 45_000_000 * (now - middle)
    assert found.sums()[3:6] == (5_000_000, 0, 0)


@pytest.mark.parametrize("year", YEARS)
def test_every_row_adds_up_and_ends_where_the_year_does(year: int) -> None:
    report = report_of(year)
    assert report.compared is not None
    for row in report.compared.rows:
        assert row.exact.cost is None and len(row.effects) == 2
        assert sum(row.effects) + row.rounding == row.difference
        assert row.difference or row.reason in ("none", "new", "gone")
    assert report.compared.sums()[3:5] == (0, 0)
    assert sum(row.total for row in report.year.rows) == report.year.total.minor


def test_a_rule_that_leaves_a_residual_shows_it(tmp_path: Path) -> None:
    path = tmp_path / "none.toml"
    path.write_text(
        'id = "none"\ntitle = "t"\nlegal_source = "s"\nresidual = "none"\n', encoding="utf-8"
    )
    report = report_of(2023, rule=str(path))
    assert report.year.residual and report.compared is not None
    rows = table_of(one(compose_report(report, ("en",)), ".html"), "Share (%)")
    assert rows[-2]["Amount (USD)"] == report.year.total.of(report.year.residual).plain().replace(
        "-", "\u2212"
    )


def test_limits_and_straight_rates_tie_as_well(tmp_path: Path) -> None:
    path = tmp_path / "limits.toml"
    text = (
        'id = "limits"\ntitle = "t"\nlegal_source = "s"\nceiling = "15"\nfloor = '
        '"0.01"\nldc_ceiling = "0.02"\n'
    )
    path.write_text(text, encoding="utf-8")
    assert report_of(2015, rule=str(path)).compared
    assert report_of(2015, rule="article-14-1-straight").compared


# What is written


def plain(amount: int, decimals: int = 2) -> str:
    return number(Money(amount, "USD", decimals).plain())


@pytest.mark.parametrize("year", slow_but(YEARS[-2:], YEARS))
def test_html_and_pdf_show_the_assessments(year: int) -> None:
    report, files = report_of(year), files_of(year)
    found = report.compared
    assert found is not None
    page, pages = one(files, ".html"), pdfs.pages(one(files, ".pdf"))
    states = table_of(page, "Rate (%)")
    many = len(report.year.meetings) > 1
    total = "Total (USD)" if many else "Amount (USD)"
    place = report.year.states.place
    rows = sorted(report.year.rows, key=lambda row: place(row.code))
    assert [(row["Code"], row[total]) for row in states[:-1]] == [
        (row.code, plain(row.total)) for row in rows
    ]
    if many:
        for at, each in enumerate(report.year.meetings):
            shown = [row[each.meeting.id.upper()] for row in states[:-1]]
            assert shown == [
                "" if row.amounts[at] is None else plain(row.amounts[at] or 0) for row in rows
            ]
    changed = sorted(found.rows, key=lambda row: place(row.code))
    for row, shown in zip(changed, table_of(page, "Participation effect")[:-1], strict=True):
        values = [
            shown[key].lstrip("+")
            for key in (str(year), "Change", "Participation effect", "Rate effect", "Rounding")
        ]
        wanted = (row.after, row.difference, *row.effects, row.rounding)
        assert (shown["Code"], *values) == (row.code, *(plain(each) for each in wanted))
    text = " ".join(pages)
    for state in report.year.rows:
        amounts = [plain(amount) for amount in state.amounts if amount is not None] if many else []
        assert f" {' '.join([*amounts, plain(state.total)])} " in text
    signed = [("+" if row.difference > 0 else "") + plain(row.difference) for row in found.rows]
    for row, change in zip(found.rows, signed, strict=True):
        assert f" {plain(row.before)} {plain(row.after)} {change} " in text, row.code
    attached = pdfs.attached(one(files, ".pdf"))
    assert {row["iso3"]: row["total"] for row in attached["states"]} == {
        row.code: report.year.total.of(row.total).plain() for row in report.year.rows
    }


def test_exact_fractions_are_attached() -> None:
    data = pdfs.attached(one(files_of(2015), ".pdf"))
    for row in data["changes"]:
        exact = [Fraction(row[f"{name}_exact"]) for name in ("participation", "rates", "rounding")]
        assert (
            sum(exact)
            == Fraction(row["change"])
            == Fraction(row["after"]) - Fraction(row["before"])
        )
        assert row["cost"] == "" and row["cost_exact"] is None


@pytest.mark.parametrize("language", DRAWN)
def test_tables_figures_and_pages_are_numbered(language: str) -> None:
    words = catalogue(language, "annual")
    files = files_of(2023, language)
    content = one(files, ".pdf")
    pages = pdfs.pages(content)
    assert pdfs.is_tagged(content) and "2023" in pdfs.title(content)
    assert all(f"{number_of} / {len(pages)}" in page for number_of, page in enumerate(pages, 1))
    assert words["h_glance"] in pages[0] and words["h_contents"] in pages[1]
    for kind in ("table", "figure"):
        shown = sorted(
            {int(each) for each in re.findall(rf"{words[f'w_{kind}']}\s(\d+)", " ".join(pages))}
        )
        assert shown == list(range(1, len(shown) + 1)) and len(shown) >= 3
    heads = [
        words[key]
        for key in (
            "h_meetings",
            "h_states",
            "h_parts",
            "h_notes",
            "h_sources",
            "h_method",
        )
    ]
    assert all(any(head in page for page in pages[1:]) for head in heads)
    found = Tables(one(files, ".html").decode())
    images = [attributes for tag, attributes in found.tags if tag == "img"]
    assert len(images) == 4 and all(len(str(image["alt"])) > 100 for image in images)
    assert next(attributes for tag, attributes in found.tags if tag == "html")["lang"] == language


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each not in DRAWN])
def test_languages_of_other_scripts(language: str) -> None:
    try:
        files = files_of(2023, language)
    except WriteError as error:
        pytest.skip(f"needs a Chinese font (Debian: fonts-noto-cjk): {error}")
    report, words = report_of(2023), catalogue(language, "annual")
    content, page = one(files, ".pdf"), one(files, ".html").decode()
    found = Tables(page)
    assert pdfs.is_tagged(content) and words["h_glance"] in page
    html = next(attributes for tag, attributes in found.tags if tag == "html")
    assert (html["lang"], html["dir"]) == (language, "rtl" if language == "ar" else "ltr")
    text = " ".join(pdfs.pages(content))
    for row in report.year.rows:
        shown = number(Money(row.total, "USD", 2).plain(), language)
        assert shown in page and " ".join(shown.split()) in text
    assert page.count("\u2066") == page.count("\u2069") and bool(page.count("\u2066")) == (
        language == "ar"
    )
    assert {name for name in files if name.startswith("charts/")} == {
        name.replace("/en/", f"/{language}/")
        for name in files_of(2023)
        if name.startswith("charts/")
    }, "the pictures are in the language of the report"
    sheet = openpyxl.load_workbook(io.BytesIO(one(files, ".xlsx"))).worksheets[0]
    assert bool(sheet.sheet_view.rightToLeft) == (language == "ar")


def test_the_html_file_fetches_nothing_and_runs_nothing() -> None:
    page = one(files_of(2023), ".html").decode()
    found = Tables(page)
    assert not {tag for tag, _ in found.tags} & {"script", "link", "iframe", "object", "form"}
    assert not [
        name
        for _, attributes in found.tags
        for name in attributes
        if name.startswith("on") or name == "style"
    ]
    assert all(
        str(attributes["src"]).startswith("data:image/svg+xml")
        for tag, attributes in found.tags
        if tag == "img"
    )
    policy = next(
        str(attributes["content"]) for tag, attributes in found.tags if attributes.get("http-equiv")
    )
    style = page.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert (
        policy
        == f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; "
        "form-action 'none'"
    )
    targets = {str(attributes["href"])[1:] for tag, attributes in found.tags if tag == "a"}
    assert targets <= {str(attributes.get("id")) for _, attributes in found.tags}


@pytest.mark.parametrize("year", YEARS)
def test_the_workbook_recalculated_is_the_report(year: int) -> None:
    report, content = report_of(year), one(files_of(year), ".xlsx")
    formulas, cached = (
        openpyxl.load_workbook(io.BytesIO(content), data_only=only) for only in (False, True)
    )
    live = formualizer.load_workbook_bytes(content)
    live.evaluate_all()
    count = 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    value = cached[sheet.title][cell.coordinate].value
                    assert live.get_value(sheet.title, cell.row, cell.column) == value, (
                        sheet.title,
                        cell.coordinate,
                    )
                    count += 1
    assert count > 2 * len(report.year.rows)
    checks = [
        row[1].value
        for row in cached["Summary"].iter_rows()
        if str(row[0].value).startswith(("Total of", "Total by", "Effects"))
    ]
    assert checks == [0] * 5
    states = {
        row[0]: row[-2]
        for row in cached["States"].iter_rows(
            min_row=6, max_col=7 + len_of(report), values_only=True
        )
    }
    assert {row.code: row.total / 100 for row in report.year.rows} == {
        code: states[code] for code in states if code
    }
    changed = {
        row[0]: row[4] for row in cached["Changes"].iter_rows(min_row=6, values_only=True) if row[0]
    }
    assert report.compared is not None
    assert changed == {row.code: row.difference / 100 for row in report.compared.rows}


def len_of(report: Report) -> int:
    """Columns of meetings on the sheet of States."""
    return len(report.year.meetings) if len(report.year.meetings) > 1 else 0


def test_csv_files_sum_to_the_cost() -> None:
    files = files_of(2015)
    rows = list(csv.DictReader(io.StringIO(one(files, "-states.csv").decode())))
    assert sum(Fraction(row["total"]) for row in rows) == 300_000
    assert sum(Fraction(row["rc1"] or 0) for row in rows) == 100_000
    groups = list(csv.DictReader(io.StringIO(one(files, "-groups.csv").decode())))
    for kind in ("group", "development", "role"):
        assert sum(Fraction(row["amount"]) for row in groups if row["by"] == kind) == 300_000


def test_a_specimen_says_so_everywhere() -> None:
    files = files_of(2015)
    assert all(name.rpartition("/")[2].startswith("SPECIMEN-") for name in files)
    page = " ".join(Tables(one(files, ".html").decode()).text)
    for text in (page, *pdfs.pages(one(files, ".pdf"))[:1]):
        assert "Specimen annual cost report 2015. Not a request for payment" in " ".join(
            text.split()
        )
    assert not re.search(
        r"\bdue\b|pay by|Cost effect\b", page + " ".join(pdfs.pages(one(files, ".pdf")))
    )
    assert (
        "Specimen" in openpyxl.load_workbook(io.BytesIO(one(files, ".xlsx")))["States"]["A1"].value
    )
    assert all(
        b"Specimen annual cost report" in files[name] for name in files if name.endswith(".svg")
    )


def test_with_costs_it_is_a_report_with_a_cost_effect() -> None:
    report = report_of(2023, *REAL)
    files = compose_report(report, ("en",))
    assert not [name for name in files if "SPECIMEN" in name]
    page = one(files, ".html")
    rows = table_of(page, "Cost effect")
    assert rows[-1]["Cost effect"] == "+13,580.24"
    assert "pecimen" not in " ".join(Tables(page.decode()).text)
    mixed = report_of(2023, "msp11=412345.67")
    assert (
        not mixed.is_specimen
        and mixed.compared
        and mixed.compared.comparable == "illustrative_before"
    )
    assert sum(row.before for row in mixed.compared.rows) == 41_234_567, (
        "both years at the cost of this one"
    )


@pytest.mark.parametrize("language", slow_but(("en",), LANGUAGES))
def test_it_says_which_year_has_the_illustrative_cost(language: str) -> None:
    words = catalogue(language, "annual")
    cases = {"illustrative": (), "illustrative_before": REAL[:1], "illustrative_now": REAL[1:]}
    why = {
        key: words[f"p_why_{key}"].format(year="2022", now="2023") for key in (*cases, "currency")
    }
    for key, costs in cases.items():
        report = report_of(2023, *costs)
        assert report.compared is not None and report.compared.comparable == key
        spoken = chart_speaker(language, report.year.convention, report.year.states)
        drawn = {name: chart.picture for name, chart in charts_of(report, spoken).items()}
        text = json.dumps(document(report, spoken, drawn)["sections"], ensure_ascii=False)
        assert [other for other, said in why.items() if said in text] == [key]


@pytest.mark.slow
def test_the_same_bytes_twice() -> None:
    for language in ("en", "fr"):
        assert compose_report(report_of(2023), (language,)) == files_of(2023, language)


def test_hostile_names_stay_text() -> None:
    report = report_of(2023)
    codes = [row.code for row in report.year.ranked()[: len(HOSTILE)]]
    states = dict(report.year.states)
    for code, name in zip(codes, HOSTILE, strict=True):
        states[code] = states[code]._replace(names=dict.fromkeys(states[code].names, name))
    known = States(states)
    meetings = [
        each._replace(result=each.result._replace(states=known)) for each in report.year.meetings
    ]
    files = compose_report(report._replace(year=year_of(2023, meetings), compared=None), ("en",))
    page = one(files, ".html").decode()
    found = Tables(page)
    assert not [tag for tag, _ in found.tags if tag == "script"] and "\u202e" not in page
    assert len([tag for tag, _ in found.tags if tag == "img"]) == 3
    names = {row["State"] for row in table_of(page.encode(), "Rate (%)")}
    shown = {name.replace("\u202e", "") for name in HOSTILE}
    assert shown <= names
    text = " ".join(pdfs.pages(one(files, ".pdf")))
    assert all(name in text for name in shown) and "\u202e" not in text
    sheet = openpyxl.load_workbook(io.BytesIO(one(files, ".xlsx")))["States"]
    cells = {row[1].value: row[1].data_type for row in sheet.iter_rows(min_row=6)}
    assert {cells[name] for name in shown} == {"s"}
    for name in files:
        if name.endswith(".svg"):
            assert b"<script" not in files[name] and b"<img" not in files[name]


# The command


@pytest.mark.parametrize(
    ("line", "wording"),
    [
        ("20x3", "no year, such as 2023"),
        ("--from 2020 --to 2019", "2019 lies before 2020"),
        ("2023 --cost nosuch=1000", "there is no meeting"),
        ("2023 --cost msp11=abc", "is not a valid USD amount"),
        ("2023 --lang de", "not a language of notices"),
        ("2023 --as-at never", "is not a valid date"),
        ("2023 --rule nosuch", "there is no rule"),
    ],
)
def test_wrong_requests_write_nothing(run: Run, tmp_path: Path, line: str, wording: str) -> None:
    done = run("report", *line.split())
    assert (done.returncode, wording in done.stderr) == (2, True), done.stderr
    assert "Traceback" not in done.stderr and not list(tmp_path.iterdir())


def test_a_year_without_a_meeting_says_so_and_ends_well(run: Run, tmp_path: Path) -> None:
    done = run("report", "--from", "2026", "--to", "2027")
    said = " ".join(done.stdout.split())
    assert (
        done.returncode == 0
        and said.count("there is no report") == 2
        and not list(tmp_path.iterdir())
    )
    assert "ccmcost meeting set rc3" in said
    assert "belongs to 2020, when it opened" in " ".join(run("report", "2021").stdout.split())


def test_the_command_leaves_a_folder_that_verifies(run: Run, tmp_path: Path) -> None:
    done = run("report", "2010", "--lang", "en,es", "--as-of", "2026-01-01")
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "reports" / "annual" / "2010"
    assert {path.name for path in folder.glob("*.pdf")} == {
        f"SPECIMEN-annual-report-2010-{each}.pdf" for each in ("en", "es")
    }
    manifest = json.loads((folder / "SPECIMEN-manifest.json").read_text(encoding="utf-8"))
    assert manifest["report"] == 2010 and manifest["compared_with"] == []
    assert run("verify", "reports/annual/2010").returncode == 0
    assert (
        "\n  reports/annual/2010/charts/en/ (" in done.stdout
        and "\n  reports/annual/2010/csv/" in done.stdout
    )
    again = run(
        "report", "2010", "--cost", "msp1=5000.00", "--as-of", "2026-01-01", "--as-at", "2025-12-31"
    )
    assert "there is no ledger here, so --as-at and --known-on change nothing." in again.stderr
    assert again.returncode == 0 and not list(folder.rglob("*SPECIMEN*")), (
        "the folder is replaced as a whole"
    )


def test_a_rule_that_cannot_be_met_is_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(
        'id = "bad"\ntitle = "t"\nlegal_source = "s"\nceiling = "0.001"\n', encoding="utf-8"
    )
    (found,) = asked(2023, rule=str(path))
    assert isinstance(found, NotComputed) and "cannot be met" in str(found.error)


@pytest.fixture
def lacking(tmp_path: Path) -> Path:
    """Data with a meeting before the first scale (2008), one beyond the last (2028) and one without
    a list (2019).
    """
    data = tmp_path / "data"
    shutil.copytree(DATA, data)
    more = "".join(
        f'\n[[meeting]]\nid = "msp{number}"\nkind = "meeting_of_states_parties"\nsource = "made '
        f'up for tests"\nnames.en = "Meeting {number}"\n[meeting.held]\nstart = '
        f"{year}-05-10\nend = {year}-05-12\n"
        for number, year in ((90, 2008), (91, 2019), (92, 2028))
    )
    register, costs = data / "meetings.toml", data / "costs.toml"
    register.write_text(register.read_text(encoding="utf-8") + more, encoding="utf-8")
    cost = (
        '\n[[cost]]\nmeeting = "msp{}"\nversion = 1\nstatus = "illustrative"\namount = '
        '"100000.00"\ncurrency = "USD"\n'
    )
    more = "".join(
        f'{cost.format(number)}source = "made up for tests"\n' for number in (90, 91, 92)
    )
    costs.write_text(costs.read_text(encoding="utf-8") + more, encoding="utf-8")
    listed = (data / "participants" / "msp1.csv").read_text(encoding="utf-8")
    for name in ("msp90", "msp92"):
        (data / "participants" / f"{name}.csv").write_text(listed, encoding="utf-8")
    return data


def test_a_meeting_without_a_scale_or_list_stops_no_other_year(lacking: Path) -> None:
    found = {
        each.year.year if isinstance(each, Report) else each.year: each
        for each in annual_reports(open_workspace(lacking), AnnualRequest(2008, 2028, DAY, DAY))
    }
    missing = {
        year: {finding.code for finding in each.error.findings}
        for year, each in found.items()
        if isinstance(each, NotComputed)
    }
    assert missing == {2008: {"scale-none"}, 2019: {"list-missing"}, 2028: {"scale-none"}}
    reports = {year: each for year, each in found.items() if isinstance(each, Report)}
    assert sorted(reports) == [*range(2010, 2019), 2020, 2022, 2023, 2024, 2025]
    first, after = reports[2010], reports[2020]
    assert (
        first.compared is None and "amounts of 2008 are not compared" in first.warnings[0].message
    )
    assert after.compared is not None and after.compared.earlier.year == 2018
    assert any("amounts of 2019 are not compared" in each.message for each in after.warnings)
    assert reports[2023].year.rows == report_of(2023).year.rows


def test_what_is_not_compared_is_told_in_every_language(lacking: Path) -> None:
    for year, passed in ((2010, "2008"), (2020, "2019")):
        (report,) = annual_reports(open_workspace(lacking), AnnualRequest(year, year, DAY, DAY))
        assert isinstance(report, Report)
        for language in LANGUAGES:
            words = chart_speaker(language, report.year.convention, report.year.states)
            told = str(changes_sections(report, words, None))
            assert words("p_passed_over", years=passed) in told
            assert (
                words("p_first_year", year="2010") not in told
                and words("p_gap", year="2018", now=str(year)) not in told
            )


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_listed_is_parted_as_the_language_parts_it(language: str) -> None:
    report = report_of(2015, "rc1=1000.00")
    words = chart_speaker(language, report.year.convention, report.year.states)
    statuses = [words(f"status_{status}") for status in sorted(report.year.costs)]
    assert len(statuses) == 2
    for drawn in charts_of(report, words).values():
        assert words("join_states").join(statuses) in drawn.drawing.frame.foot[0]
    passed = passed_over(report._replace(passed_over=((2008, ()), (2009, ()))), words)
    assert f"2008{words('join_states')}2009" in passed


def test_the_years_that_can_be_made_are_written_and_the_others_end_with_findings(
    lacking: Path, run: Run
) -> None:
    folder = lacking.parent / "out"
    done = run(
        "report", "--from", "2008", "--to", "2010", "--data", str(lacking), "--out", str(folder)
    )
    assert done.returncode == 1 and "scale-none  no scale covers 2008-05-10" in done.stderr
    assert [path.name for path in folder.iterdir() if path.is_dir()] == ["2010"]
