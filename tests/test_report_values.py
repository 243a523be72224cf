"""What the annual report says, by the functions that choose it: every figure, every sentence that
stands only in some years, and which years can be reported and compared.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ccmcost.accounts.status import AccountRow, Contributions
from ccmcost.charts.frame import chart_speaker
from ccmcost.documents.annual import Compared, compare_years, document, year_of
from ccmcost.documents.annual.blocks import Quiet, Section
from ccmcost.documents.annual.brief import brief_sections
from ccmcost.documents.annual.change_tables import changes_table, largest_table, sums_table
from ccmcost.documents.annual.charts import charts_of
from ccmcost.documents.annual.glance import highlights, paragraphs
from ccmcost.documents.annual.report import Report, collection_of, invariants, tie_out_report
from ccmcost.documents.annual.sections import (
    changes_sections,
    collection_section,
    facts_of,
    meeting_section,
    notes_of,
)
from ccmcost.documents.annual.tables import parts_table, states_table
from ccmcost.documents.annual.workbook import annual_xlsx
from ccmcost.documents.annual.years import (
    AnnualRequest,
    NoMeeting,
    NotComputed,
    annual_reports,
    years_of,
)
from ccmcost.documents.contributions.status import told
from ccmcost.errors import TieOutError, UsageError
from ccmcost.model.meeting import Cost, CostLine
from ccmcost.model.money import Money
from ccmcost.tables.screen import PLAIN
from ccmcost.tables.table import Say, Table
from ccmcost.words.speaker import Speaker
from ccmcost.workspace import open_workspace
from tests.conftest import DATA

DAY = date(2026, 1, 1)
REAL = ("msp11=412345.67", "msp10=398765.43")


def asked(
    first: int, last: int, *costs: str, folder: Path = DATA, as_at: date = DAY, **more: Any
) -> list[Report | NoMeeting | NotComputed]:
    request = AnnualRequest(first, last, DAY, as_at, costs, **more)
    return list(annual_reports(open_workspace(folder), request))


def report_of(year: int, *costs: str, **more: Any) -> Report:
    (found,) = asked(year, year, *costs, **more)
    assert isinstance(found, Report)
    return found


def words_of(report: Report) -> Speaker:
    return chart_speaker("en", report.year.convention, report.year.states)


def compared_in(report: Report) -> Compared:
    assert report.compared is not None
    return report.compared


@pytest.fixture(scope="module")
def real() -> Report:
    """Two years whose costs are no illustrations."""
    return report_of(2023, *REAL)


# Which years


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        ((2023, 2020, None), "exclude each other"),
        ((None, 2020, None), "--from 2015 --to 2020"),
        ((None, 2020, 2019), "--to: 2019 lies before 2020"),
    ],
)
def test_a_wrong_period_is_told(wish: tuple[int | None, int | None, int | None], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        years_of(*wish)
    assert years_of(2023, None, None) == (2023, 2023)


@pytest.mark.parametrize(
    ("costs", "more", "told"),
    [
        (("1000",), {}, '"1000" names no meeting'),
        (("msp5=1000",), {}, "msp5 is neither reported nor compared here. Meetings: msp10, msp11"),
        (("msp11=1", "MSP11=2"), {}, "msp11 stands twice"),
        ((), {"currency": "EUR"}, "--currency goes with --cost"),
    ],
)
def test_a_wrong_cost_is_told(costs: tuple[str, ...], more: dict[str, str], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        asked(2023, 2023, *costs, **more)


def test_a_year_in_two_currencies_is_told() -> None:
    with pytest.raises(UsageError, match="costed in EUR and USD"):
        asked(2015, 2015, "rc1=1000.00", currency="EUR")


def test_years_without_a_meeting_say_what_is_known() -> None:
    without, after = asked(2021, 2021) + asked(2026, 2026)
    assert isinstance(without, NoMeeting) and isinstance(after, NoMeeting)
    assert [each.id for each in without.running] == ["rc2"] and not without.undated
    assert [each.id for each in after.undated] == ["rc3"] and not after.running
    told = " ".join(document.no_meeting_screen(*without).split())
    assert "(rc2, 25" in told and "belongs to 2020, when it opened" in told
    told = " ".join(document.no_meeting_screen(*after).split())
    assert "2026: no meeting in the register opened in this year" in told
    assert "ccmcost meeting set rc3 --start" in told
    assert "ccmcost report 2025." in told and "ccmcost status --as-at" in told
    assert "ccmcost report" not in document.no_meeting_screen(2009, (), (), None)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the data folder."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def test_a_year_that_cost_nothing_stops_no_other(data: Path) -> None:
    """The whole period ended where one meeting had cost nothing, and so did the year after."""
    costs = data / "costs.toml"
    nothing = (
        '\n[[cost]]\nmeeting = "msp12"\nversion = 2\nstatus = "actual"\namount = "0.00"\n'
        'currency = "USD"\nsource = "DOC"\n'
    )
    costs.write_text(costs.read_text(encoding="utf-8") + nothing, encoding="utf-8")
    before, none, after = asked(2023, 2025, folder=data)
    assert isinstance(before, Report) and isinstance(none, NotComputed)
    assert "the meetings of 2024 cost nothing" in str(none.error)
    assert isinstance(after, Report) and compared_in(after).earlier.year == 2023
    (passed,) = [each for each in after.warnings if "2024" in each.message]
    assert passed.message.startswith("the amounts of 2024 are not compared: the meetings of 2024")
    (changes, *_) = changes_sections(after, words_of(after), None)
    assert "No comparison is made with 2024" in str(changes.blocks[0])


def test_what_is_wrong_with_an_earlier_year_is_no_gap(data: Path) -> None:
    """A list that cannot be read is a fault of the data, which nothing passes over."""
    (data / "participants" / "msp10.csv").write_text("iso3,role\nXXX,state_party\n", "utf-8")
    (found,) = asked(2023, 2023, folder=data)
    assert isinstance(found, NotComputed) and "msp10.csv" in str(found.error)


# What changed


def test_with_real_costs_the_cost_is_compared(real: Report) -> None:
    words, compared = words_of(real), compared_in(real)
    _, changed, _ = paragraphs(real, words)
    assert "was USD\u00a0398,765.43 in 2022 and is USD\u00a0412,345.67 in 2023" in changed
    intro = changes_sections(real, words, None)[0].blocks
    assert intro[1] == words("p_effects", year=compared.earlier)
    # 2022 follows 2020: there was no meeting between them
    gap = report_of(2022)
    told = str(changes_sections(gap, words_of(gap), None)[0].blocks[0])
    assert "No meeting opened between 2020 and 2022." in told


@pytest.mark.parametrize(
    ("costs", "why"),
    [
        (REAL, "costs"),
        ((), "illustrative"),
        (REAL[:1], "illustrative_before"),
        (REAL[1:], "illustrative_now"),
    ],
)
def test_costs_are_compared_only_if_both_are_real(costs: tuple[str, ...], why: str) -> None:
    report = report_of(2023, *costs)
    found, words = compared_in(report), words_of(report)
    assert found.comparable == why and ("cost" in found.effects) == (why == "costs")
    assert (found.before == found.after) == (why != "costs")
    note = "The amounts of 2022 are what its States would have paid at the cost of 2023."
    tables = [
        make(report.year, found, words) for make in (sums_table, changes_table, largest_table)
    ]
    assert [note in table.notes for table in tables] == [why != "costs"] * 3


def test_costs_in_two_currencies_are_not_compared(real: Report) -> None:
    euro = report_of(2022, *REAL[1:], currency="EUR").year
    found = compare_years(euro, real.year)
    assert found.comparable == "currency" and found.before == found.after == real.year.total


def test_the_short_form_shows_the_ten_largest_changes(real: Report) -> None:
    words, compared = words_of(real), compared_in(real)
    found = {each.title: each for each in brief_sections(real, words, {"shares": None})}
    table = found["Changes since 2022"].blocks[0]
    assert isinstance(table, Table) and table.name == "largest" and not table.foot
    assert [cell.key for cell in table.column_of("name") if isinstance(cell, Say)] == [
        real.year.states.name(row.code) for row in compared.largest(10)
    ]
    assert [column.name for column in table.columns] == [
        "name",
        "before",
        "after",
        "change",
        "reason",
    ]
    assert table.columns[3].heading == words("c_change", currency="USD")
    totals = found[words("h_states")].blocks[0]
    assert isinstance(totals, Table) and len(totals.rows) == len(real.year.rows)
    assert words("p_brief", year=real.year) in found[words("h_notes")].blocks[0]  # type: ignore[operator]


def test_where_no_amount_changed_that_is_said(real: Report) -> None:
    same = real._replace(compared=compare_years(real.year, real.year))
    words = words_of(same)
    assert "No amount has changed since 2023." in paragraphs(same, words)[1]
    titles = [each.title for each in brief_sections(same, words, {"shares": None})]
    assert "Changes since 2023" not in titles


# What a rule and a cost make of it


def test_what_rounding_leaves_stands_in_every_table(tmp_path: Path) -> None:
    path = tmp_path / "none.toml"
    path.write_text('id = "none"\ntitle = "t"\nlegal_source = "s"\nresidual = "none"\n', "utf-8")
    found = report_of(2023, *REAL, rule=str(path))
    words, year = words_of(found), found.year
    left = year.total.of(year.residual)
    assert left.minor and sum(row.total for row in year.rows) + left.minor == 41_234_567
    for table in (states_table(year, words), parts_table("group", year, words)):
        row, whole = table.foot
        names = [column.name for column in table.columns]
        place = names.index("total" if "total" in names else "amount")
        assert words("annex_residual") in row and row[place] == left and whole[place] == year.total
    facts: Any = meeting_section(year.meetings[0], words).blocks[0]
    assert facts["f_residual"] == f"{words.shown(left)}, not charged to any State"


def test_where_nothing_was_rounded_that_is_said(real: Report) -> None:
    words, (held,) = words_of(real), real.year.meetings
    facts: Any = meeting_section(held, words).blocks[0]
    assert facts["f_residual"] != words("v_residual_none")
    assessment = held.result.assessment
    plain = tuple(line._replace(rounding=0) for line in assessment.lines)
    even = held.result._replace(assessment=assessment._replace(lines=plain))
    facts = meeting_section(held._replace(result=even), words).blocks[0]
    assert facts["f_residual"] == words("v_residual_none")


def test_the_lines_of_a_cost_stand_with_what_they_are_taken_of(real: Report) -> None:
    words, (held,) = words_of(real), real.year.meetings
    lines = (
        CostLine("Interpretation", "conference_servicing", 40_000_000, "", ""),
        CostLine("Contingency", "contingency", 1_234_567, "3", "items"),
    )
    caution = meeting_section(held, words).blocks[1]
    assert isinstance(caution, Quiet) and caution == words("p_no_lines")
    table = meeting_section(held._replace(lines=lines), words).blocks[1]
    assert isinstance(table, Table)
    assert [row[1] for row in table.rows] == ["", "3 of the items above"]
    assert table.column_of("amount")[0] == Money(40_000_000, "USD", 2)
    assert table.foot[0][2] == real.year.total


def test_a_later_cost_is_told(real: Report) -> None:
    words, (held,) = words_of(real), real.year.meetings
    later = Cost(Money(42_000_000, "USD", 2), "revised_estimate", "DOC", 3)
    year = real.year._replace(meetings=(held._replace(later=later),))
    told = [each for each in notes_of(real._replace(year=year), words) if "later cost" in each]
    (said,) = told
    assert "USD 420,000.00" in said and words("status_revised_estimate") in said
    assert not [each for each in notes_of(real, words) if "later cost" in each]


def test_where_every_share_is_large_the_map_names_the_largest(real: Report) -> None:
    (held,) = real.year.meetings
    few = sorted(held.result.assessment.lines, key=lambda line: -line.amount)[:3]
    whole = sum(line.share.value for line in few)
    lines = tuple(
        line._replace(
            share=line.share._replace(value=line.share.value / whole),
            exact=line.share.value / whole * 41_234_567,
        )
        for line in few
    )
    few_ones = held.result._replace(assessment=held.result.assessment._replace(lines=lines))
    year = year_of(2023, [held._replace(result=few_ones)])
    words, first = words_of(real), year.ranked()[0]
    title = charts_of(real._replace(year=year), words)["shares"].drawing.frame.title
    state = real.year.states.name(first.code)
    assert title.startswith(f"{state} bears {words.per_cent(first.share, 1)}")
    title = charts_of(real, words)["shares"].drawing.frame.title
    assert title == "Of 111 States, 38 bear less than 0.01 per cent of the cost each"


def test_amounts_that_do_not_tie_are_not_written(real: Report) -> None:
    assert len(invariants(real)) == 9
    tie_out_report(real)
    first, *others = real.year.rows
    wrong = real.year._replace(rows=(first._replace(total=first.total + 1), *others))
    with pytest.raises(TieOutError, match="amounts and residual sum to the cost of the year"):
        tie_out_report(real._replace(year=wrong))


# What the ledger says


@pytest.fixture(scope="module")
def office(billed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An office that issued msp12 on 1 February 2024."""
    folder = shutil.copytree(billed, tmp_path_factory.mktemp("report") / "office")
    yield Path(folder)


def in_office(office: Path, year: int, as_at: date, *costs: str) -> Report:
    return report_of(year, *costs, folder=office / "data", as_at=as_at)


def section_of(report: Report) -> Section:
    assert report.collection is not None
    return collection_section(report.year, report.collection, words_of(report), None)


def test_of_a_year_without_notices_what_others_owe_is_told(office: Path) -> None:
    found = in_office(office, 2023, date(2024, 6, 1), *REAL)
    words, collection = words_of(found), found.collection
    assert collection is not None and collection.total is None and collection.owed == 41_234_567
    none = words("p_none_issued", year=found.year)
    assert paragraphs(found, words)[2] == none and none in section_of(found).blocks
    assert facts_of(found, words)["f_collected"] == "no notices have been issued"
    assert "f_outstanding" not in facts_of(found, words)


def test_a_ledger_that_holds_no_account_yet_is_told(office: Path) -> None:
    found = in_office(office, 2023, date(2024, 1, 31), *REAL)
    words = words_of(found)
    assert found.collection is None and found.ledger_as_at == date(2024, 1, 31)
    assert paragraphs(found, words)[2] == words("b_empty_ledger")
    assert words("b_empty_ledger") in notes_of(found, words)
    nothing = Contributions(DAY, None, (), (), (), (), ())
    assert collection_of(nothing, ("msp12",), found.year.total) is None


def test_who_owes_nothing_is_not_in_arrears() -> None:
    usd = Money(0, "USD", 2)
    owes = AccountRow("SWE", "msp12", usd, 1000, 0, 0, 0, None, (1000, 0, 0, 0, 0), "", False)
    paid = owes._replace(state="AUS", received=1000, bands=(0,) * 5)
    euro = owes._replace(state="PER", money=Money(0, "EUR", 2))
    view = Contributions(DAY, None, (owes, paid, euro), (), (), (), ())
    found = collection_of(view, ("msp12",), usd)
    assert found is not None and [row.code for row in found.arrears] == ["SWE"]
    assert found.owed == 1000 == sum(found.ages()) and found.others == ("EUR",)


def test_what_was_issued_takes_no_other_cost(office: Path) -> None:
    found = in_office(office, 2024, date(2024, 6, 1))
    (held,) = found.year.meetings
    assert held.issued_on == date(2024, 2, 1) and found.year.total.minor == 41_234_567
    with pytest.raises(UsageError, match="msp12 was issued on 2024-02-01"):
        in_office(office, 2024, date(2024, 6, 1), "msp12=1.00")


def test_what_was_received_is_one_figure_wherever_it_is_said(office: Path) -> None:
    """What was refunded, or applied to other meetings, is told apart and never taken off; what is
    settled and what is outstanding make up the whole.
    """
    found = in_office(office, 2024, date(2024, 6, 1))
    assert found.collection is not None and found.collection.total is not None
    paid = {"received": 20_000_000, "outstanding": 30_925_925, "credit": 7_777_777}
    total = found.collection.total._replace(**paid, cash=15_000_000)
    report = found._replace(collection=found.collection._replace(total=total))
    words = words_of(report)
    facts, page = facts_of(report, words), paragraphs(report, words)[2]
    (status,) = [said for said in told(total, DAY, words) if "received by" in said]
    assert str(facts["f_collected"]) == "USD 200,000.00"
    for said in (page, status, document.report_screen(report, PLAIN)):
        assert "USD 200,000.00" in said.replace("\u00a0", " ") and "150,000.00" not in said
    apart = "Of the sum received, USD 50,000.00 has been refunded or applied to other meetings."
    assert apart in page.replace("\u00a0", " ") and apart in told(total, DAY, words)
    assert facts["f_outstanding"] == "USD 309,259.25 (75.0 per cent of the amount assessed)"
    assert highlights(report, words).items[-1][2] == "25.0 per cent settled as at 1 June 2024"


def test_bills_carried_over_are_told_apart(office: Path) -> None:
    found = in_office(office, 2024, date(2024, 6, 1))
    assert found.collection is not None
    older = found._replace(collection=found.collection._replace(carried_over=("msp12",)))
    told = [str(section_of(each).blocks[-1]) for each in (found, older)]
    assert ["carried over" in each for each in told] == [False, True]


def test_the_short_form_has_the_collection_and_its_own_pages(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages: dict[bool, list[str]] = {}

    def composed(page: Mapping[str, Any], *_: object) -> bytes:
        is_brief = not page["contents"]
        pages[is_brief] = [section["title"] for section in page["sections"]]
        return b"short" if is_brief else b"long"

    monkeypatch.setattr(document, "report_pdf", composed)
    found = in_office(office, 2024, date(2024, 6, 1))
    files = document.compose_report(found, ("en",), with_brief=True)
    assert {name: content for name, content in files.items() if name.endswith(".pdf")} == {
        "annual-report-2024-en.pdf": b"long",
        "annual-brief-2024-en.pdf": b"short",
    }
    assert "Contributions received and outstanding" in pages[True]
    assert len(pages[True]) < len(pages[False])


def test_a_sheet_without_rows_has_nothing_to_filter(office: Path) -> None:
    """Where all has been paid, nothing stands below the heads of what is outstanding."""
    found = in_office(office, 2024, date(2024, 6, 1))
    assert found.collection is not None
    paid = found._replace(collection=found.collection._replace(arrears=()))
    filtered = [
        openpyxl.load_workbook(io.BytesIO(annual_xlsx(each, words_of(each))))["Arrears"]
        for each in (found, paid)
    ]
    assert [bool(sheet.auto_filter.ref) for sheet in filtered] == [True, False]


def test_a_year_is_computed_once() -> None:
    first, then = asked(2022, 2023)
    assert isinstance(first, Report) and isinstance(then, Report)
    assert compared_in(then).earlier is first.year
