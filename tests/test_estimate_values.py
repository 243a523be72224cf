"""What a cost estimate says, by the functions that choose it: which figure is put up and where it
comes from, what the other reading would change, and what earlier meetings cost.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from ccmcost.documents.estimate import (
    NOT_PARTY,
    Earlier,
    Estimate,
    EstimateWish,
    Reading,
    check_figure,
    estimate,
)
from ccmcost.documents.estimate.document import estimate_fields
from ccmcost.documents.estimate.workbook import estimate_xlsx
from ccmcost.errors import DataError, UsageError
from ccmcost.load.data import Data
from ccmcost.model.assessment import convention_of
from ccmcost.model.money import Money
from ccmcost.model.office import Issuer
from ccmcost.sharing.request import Request
from ccmcost.words.speaker import Speaker
from ccmcost.words.status import named_in_english
from ccmcost.workspace import Workspace, open_workspace
from tests.conftest import DATA

DAY = date(2023, 10, 1)
WISH = EstimateWish("msp12", ("en",), DAY)
Costed = Callable[..., Workspace]


@pytest.fixture
def costed(tmp_path: Path) -> Costed:
    """A data folder with more costs: meeting, version, status, amount, currency, more lines."""
    data = tmp_path / "data"
    shutil.copytree(DATA, data)

    def add(*costs: tuple[str, int, str, str, str, str]) -> Workspace:
        path = data / "costs.toml"
        text = path.read_text(encoding="utf-8") + "".join(
            f'\n[[cost]]\nmeeting = "{meeting}"\nversion = {version}\nstatus = "{status}"\namount '
            f'= "{amount}"\ncurrency = "{currency}"\nsource = "DOC {version}"\n{more}'
            for meeting, version, status, amount, currency, more in costs
        )
        path.write_text(text, encoding="utf-8")
        return open_workspace(data)

    return add


def words_of(view: Estimate) -> Speaker:
    results = [each.result for each in view.meetings]
    return Speaker("en", convention_of(results), results[0].states, "estimate")


def fields_of(view: Estimate) -> dict[str, object]:
    return estimate_fields(view, Issuer(), words_of(view), DAY)


def sheets(view: Estimate, live: bool = False) -> dict[str, list[list[object]]]:
    """The cells of each sheet, as they are cached, or their formulas."""
    content = io.BytesIO(estimate_xlsx(view, words_of(view), DAY))
    book = openpyxl.load_workbook(content, data_only=not live)
    return {
        sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)]
        for sheet in book.worksheets
    }


# Which figure is put up


def test_the_last_estimate_is_put_up_unless_another_version_is_named(costed: Costed) -> None:
    workspace = costed(
        ("msp12", 2, "estimate", "400000.00", "USD", ""),
        ("msp12", 3, "revised_estimate", "360000.00", "USD", ""),
        ("msp12", 4, "actual", "350000.00", "USD", ""),
    )
    sums = {
        version: estimate(workspace, WISH._replace(version=version), Request()).total.minor
        for version in (None, 2, 4)
    }
    assert sums == {None: 36_000_000, 2: 40_000_000, 4: 35_000_000}
    assert estimate(workspace, WISH._replace(version=2), Request()).history == ()
    with pytest.raises(UsageError, match=r"msp12 has no version 9 of its cost\. Known: 1, 2, 3, 4"):
        estimate(workspace, WISH._replace(version=9), Request())
    earlier = estimate(workspace, WISH._replace(name="msp13"), Request()).history[-1]
    assert [earlier.estimate, earlier.revised, earlier.actual] == [
        Money(minor, "USD", 2) for minor in (40_000_000, 36_000_000, 35_000_000)
    ]
    assert earlier.part == Fraction(-1, 8)


def test_a_meeting_without_an_estimate_asks_for_one() -> None:
    data = Data(open_workspace(DATA))
    rc3 = data.meetings["rc3"]
    with pytest.raises(UsageError, match=r"--cost: there is no estimate of rc9\. Enter the sum"):
        check_figure(data, [rc3._replace(id="rc9")], None, None)
    check_figure(data, [rc3._replace(id="rc9")], "1000", None)
    with pytest.raises(UsageError, match=r"\(rc2-pm1, rc2\) first: ccmcost cost set rc2-pm1"):
        check_figure(data, [data.meetings[name] for name in ("rc2-pm1", "rc2")], None, 2)


def test_a_sum_that_is_given_is_the_estimate_of_the_office() -> None:
    workspace, wish = open_workspace(DATA), Request(cost="450000")
    (own,) = estimate(workspace, WISH, wish).meetings
    assert own.phrases == ("own_estimate", "own_source") and own.source == ""
    named = estimate(workspace, WISH._replace(source="CCM/MSP/2024/8"), wish)
    assert named.meetings[0].source == "CCM/MSP/2024/8"
    with pytest.raises(UsageError, match="--source goes with --cost"):
        estimate(workspace, WISH._replace(source="CCM/MSP/2024/8"), Request())
    # an estimate is no source of its own
    for symbol, source in (
        ("", "CCM/MSP/2024/8"),
        ("CCM/MSP/2024/8", words_of(named)("own_source")),
    ):
        (meeting,) = fields_of(named._replace(symbol=symbol))["meetings"]  # type: ignore[misc]
        assert meeting["source"] == source


def test_lines_that_miss_the_total_are_a_finding(costed: Costed) -> None:
    line = '[[cost.lines]]\nitem = "Hall"\nkind = "other"\namount = "1.00"\n'
    workspace = costed(("msp12", 2, "estimate", "400000.00", "USD", line))
    with pytest.raises(DataError, match="msp12, version 2: the lines do not sum to the total"):
        estimate(workspace, WISH, Request())


def test_meetings_that_are_billed_together_have_one_currency(costed: Costed) -> None:
    workspace = costed(
        ("rc2-pm1", 2, "estimate", "1000.00", "EUR", ""),
        ("rc2", 2, "estimate", "1000.00", "USD", ""),
    )
    with pytest.raises(UsageError, match="must have one currency, not EUR, USD"):
        estimate(workspace, WISH._replace(name="rc2"), Request())


# What it says


def test_the_other_reading_is_what_that_rule_gives() -> None:
    view = estimate(open_workspace(DATA), WISH._replace(name="rc1"), Request(rule="article-14-1"))
    (each,) = [each for each in view.meetings if each.meeting.id == "rc1"]
    there = estimate(
        open_workspace(DATA), WISH._replace(name="rc1"), Request(rule="article-14-1-straight")
    )
    other = next(one for one in there.meetings if one.meeting.id == "rc1")
    sums = [
        sum(line.amount for line in one.result.assessment.lines if line.payer.role in NOT_PARTY)
        for one in (each, other)
    ]
    assert each.reading is not None and other.reading is not None
    assert [each.reading.before.minor, each.reading.after.minor] == sums
    assert each.reading.change == sums[1] - sums[0] == -other.reading.change
    told = str(fields_of(view)["alternative"])
    assert f"instead of USD\u00a0{each.reading.before.grouped()}" in told.replace("\\xa0", "\u00a0")
    assert "if States not party paid their unadjusted rate" in told and told.count(" less. ") >= 1


@pytest.mark.parametrize(
    ("others", "after", "said"),
    [
        (0, 100, "includes no States not party"),
        (2, 100, "would together bear the same amount"),
        (2, 150, "which is USD 0.50 more"),
        (2, 50, "which is USD 0.50 less"),
    ],
)
def test_what_the_other_reading_changes_is_told(others: int, after: int, said: str) -> None:
    view = estimate(open_workspace(DATA), WISH, Request(cost="450000"))
    usd = view.total.of
    reading = Reading("pooled", "straight", others, usd(100), usd(after))
    changed = view._replace(meetings=(view.meetings[0]._replace(reading=reading),))
    (told,) = fields_of(changed)["alternative"]  # type: ignore[misc]
    assert said in told.replace("\u00a0", " ")


def test_earlier_costs_in_another_currency_are_left_aside(costed: Costed) -> None:
    workspace = costed(
        ("msp11", 2, "estimate", "100.00", "USD", ""),
        ("msp11", 3, "revised_estimate", "90.00", "EUR", ""),
        ("msp11", 4, "actual", "80.00", "EUR", ""),
    )
    (row,) = estimate(workspace, WISH, Request(cost="450000")).history
    euro = Money(0, "EUR", 2)
    assert row == Earlier(row.meeting, None, euro.of(9000), euro.of(8000))
    assert row.currency == "EUR" and row.variance is None and row.part is None


def test_what_was_issued_is_known_although_the_data_have_it_no_more(
    billed: Path, tmp_path: Path
) -> None:
    shutil.copytree(billed, tmp_path / "office")
    costs = tmp_path / "office" / "data" / "costs.toml"
    kept = [
        part for part in costs.read_text(encoding="utf-8").split("[[cost]]") if "412345" not in part
    ]
    costs.write_text("[[cost]]".join(kept), encoding="utf-8")
    workspace = open_workspace(tmp_path / "office" / "data")
    (row,) = estimate(workspace, WISH._replace(name="msp13"), Request(cost="450000")).history
    assert row.meeting.id == "msp12" and row.estimate == Money(41_234_567, "USD", 2)


# The workbook


def test_a_variance_is_that_of_the_actual_cost_else_of_the_revised_estimate() -> None:
    view = estimate(open_workspace(DATA), WISH, Request(cost="450000"))
    usd, meeting = view.total.of, view.meetings[0].meeting
    rows = (
        Earlier(meeting, usd(10000), usd(9000), usd(12000)),
        Earlier(meeting, usd(10000), usd(9000), None),
        Earlier(meeting, None, None, usd(12000)),
    )
    view = view._replace(history=rows)
    cells = sheets(view)["Comparison"][-3:]
    live = [row[5] for row in sheets(view, live=True)["Comparison"][-3:]]
    assert [str(cell)[:2] for cell in live] == ["=E", "=D", ""]
    assert [row[1:] for row in cells] == [
        ["USD", 100, 90, 120, 20, 0.2],
        ["USD", 100, 90, "", -10, -0.1],
        ["USD", "", "", 120, "", ""],
    ]


def test_what_rounding_leaves_has_a_row(tmp_path: Path) -> None:
    rule = tmp_path / "none.toml"
    rule.write_text('id = "none"\ntitle = "t"\nlegal_source = "s"\nresidual = "none"\n', "utf-8")
    wish = Request(cost="450000", rule=str(rule))
    plain = estimate(open_workspace(DATA), WISH, Request(cost="450000"))
    loose = estimate(open_workspace(DATA), WISH, wish)
    label = words_of(plain)("annex_residual")
    rows = [
        [row for row in sheets(view)["Indicative amounts"] if label in row]
        for view in (plain, loose)
    ]
    assert not rows[0] and loose.residual.minor
    assert rows[1][0][-1] == loose.residual.minor / 100


def test_what_stands_in_english_elsewhere_is_named() -> None:
    data = Data(open_workspace(DATA))
    known = data.meetings["msp12"]
    new = known._replace(id="msp14", names={"en": "Fourteenth Meeting", "es": "Reunión"})
    named = {"en": "Office", "fr": "Bureau"}
    office = Issuer()._replace(names=named)
    told = named_in_english((known, new), office, ("en", "es", "fr", "ar"))
    assert told.startswith(
        "Named in English, since no other name was given: msp14 (fr, ar), the office (es, ar). "
    )
    assert named_in_english((known,), office, ("en", "fr")) == ""
    assert named_in_english((new,), Issuer(), ("en", "es")) == ""
