"""`ccmcost state`: one State at every meeting. Amounts are those of every apportionment and notice,
changes add up, the page is the same in six languages.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import ccmcost
from ccmcost.documents.state import StateHistory, StateRequest, load_state
from ccmcost.documents.state.page import state_csv, state_files, state_screen
from ccmcost.errors import UsageError
from ccmcost.load.data import Data
from ccmcost.tables.paper import Office as Paper
from ccmcost.words.catalogue import LANGUAGES
from ccmcost.workspace import open_workspace
from tests.conftest import DATA, Run
from tests.ledger_office import Office, said_by
from tests.pdfs import attached, is_tagged, need_chinese_in, pages, title

DAY = date(2026, 3, 1)


@pytest.fixture(scope="module")
def data() -> Data:
    return Data(open_workspace(DATA))


def state_of(data: Data, state: str, **asked: object) -> StateHistory:
    request = StateRequest(state, DAY)._replace(**asked)  # type: ignore[arg-type]
    return load_state(Data(data.workspace), request)


def records(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("state", ["JPN", "South Sudan", "LTU", "China", "TUV"])
def test_amounts_are_those_of_the_rows_and_changes_add_up(data: Data, state: str) -> None:
    found = state_of(data, state)
    assert [
        (row.result.day, Decimal(row.amount.plain()))
        for row in found.assessed
        if row.amount is not None
    ] == [(row.date, row.amount) for row in ccmcost.history(data=DATA).state(state)]
    amounts = {row.shared.meeting.id: row.line.amount if row.line else 0 for row in found.rows}
    for row in found.rows:
        if row.change is None:
            assert row.before is None or not (row.line or amounts[row.before.id])
            continue
        assert row.before is not None and not row.with_cost
        # one cost for all meetings: both amounts are as they stand
        assert row.change.before == amounts[row.before.id]
        assert row.change.after == amounts[row.shared.meeting.id]
        assert sum(row.change.effects) + row.change.rounding == row.change.difference
    assert found.is_specimen and found.accounts is None


def test_reasons_are_told_when_a_state_comes_and_goes(data: Data) -> None:
    reasons = {
        row.shared.meeting.id: row.change.reason
        for row in state_of(data, "Lithuania").rows
        if row.change
    }
    assert reasons["msp2"] == "new" and reasons["msp13"] == "gone" and reasons["msp4"] == "rates"
    assert [row.line is None for row in state_of(data, "LTU").rows][0::18] == [True, True]


def test_meetings_to_come_reach_as_far_as_the_scales(data: Data) -> None:
    ahead = state_of(data, "JPN").ahead
    assert [(each.year, each.assumed, each.joins) for each in ahead] == [
        (2026, True, False),
        (2027, True, False),
    ]
    before = state_of(data, "JPN", as_at=date(2024, 12, 1), cost="450,000").ahead
    assert [each.assumed for each in before] == [False, True]
    assert before[0].amount.minor == ccmcost.apportion("msp13", cost=450000, data=DATA).amount(
        "JPN"
    ) * Decimal(100)
    assert all(each.joins for each in state_of(data, "China").ahead)
    never = state_of(data, "China", rule="article-14-2")
    assert not any(each.joins or each.amount.minor for each in never.ahead) and not never.assessed
    late = state_of(data, "JPN", as_at=date(2031, 1, 1))
    assert late.ahead == ()
    office = Paper(late.convention, late.states, data.meetings)
    assert "no adopted scale of assessments covers" in " ".join(state_screen(late, office).split())


def test_a_day_before_every_meeting_and_a_wrong_state_are_refused(data: Data) -> None:
    with pytest.raises(UsageError, match="no meeting with a list and a cost had opened by 2009"):
        state_of(data, "JPN", as_at=date(2009, 1, 1))
    said = said_by("state", "Japn")
    assert said.code == 2 and "Did you mean Japan (JPN)?" in said.err


def test_the_csv_has_a_row_for_each_meeting(data: Data) -> None:
    rows = records(state_csv(state_of(data, "JPN")))
    assert len(rows) == 19 and rows[0]["before"] == "" and rows[0]["amount"] == "24129.55"
    assert rows[3] | {"name": ""} == rows[3] | {
        **{"name": "", "meeting": "msp4", "opening": "2013-09-10", "compared_with": "msp3"},
        **{
            "before": "23065.75",
            "change": "-2787.20",
            "effect_cost": "",
            "reason": "participation",
        },
        **{"effect_participation": "-1740.98", "effect_rates": "-1046.21"},
        **{"rounding_effect": "-0.01", "outstanding": "", "cost_status": "illustrative"},
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_has_two_pages_in_each_language(
    data: Data, language: str, request: pytest.FixtureRequest
) -> None:
    need_chinese_in(request)
    for state in ("JPN", "LTU"):
        found = state_of(data, state)
        office = Paper(found.convention, found.states, data.meetings)
        files = state_files(found, office, Data(data.workspace).issuer, [language])
        content = files[f"SPECIMEN-state-{state}-{language}.pdf"]
        assert len(pages(content)) == 2 and is_tagged(content)
        assert found.states.name(state, language) in title(content)
        dash = "–" if language in ("en", "ru") else "-"
        assert set(re.findall(r"\b20\d\d([–-])20\d\d\b", "".join(pages(content)))) == {dash}
        assert attached(content)["csv"].encode() == files[f"SPECIMEN-state-{state}.csv"]
        assert len(files) == 3


@pytest.fixture(scope="module")
def billed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with pytest.MonkeyPatch.context() as patch:
        yield Office.billed(tmp_path_factory.mktemp("office"), patch)


def test_amounts_are_as_issued_and_what_is_outstanding_is_told(billed: Office) -> None:
    assert (
        said_by(
            *("receive", "msp12", "SWE", "100.00", "--on", "2024-04-01", "--reference", "R")
        ).code
        == 0
    )
    said = said_by("state", "SWE", "--as-at", "2024-04-02")
    assert said.code == 0
    assert "Outstanding amounts and credits" in said.out and "2024-02-01" in said.out
    rows = records(said_by("state", "SWE", "--as-at", "2024-04-02", "--format", "csv").out)
    # billed before it opened: it stands among the meetings, not among those to come
    (msp12,) = (row for row in rows if row["meeting"] == "msp12")
    owed = Decimal(msp12["amount"]) - 100
    assert Decimal(msp12["outstanding"]) == owed and msp12["issued_on"] == "2024-02-01"
    assert msp12["cost_status"] == "estimate" and msp12["cost"] == "412345.67"
    statement = said_by("statement", "SWE", "--as-at", "2024-04-02").out
    assert f"{owed:,}" in statement
    known = ("--as-at", "2024-04-02", "--known-on", "2024-02-15")
    assert said_by("state", "SWE", *known, "--out", "known").code == 0
    page = pages((billed.folder / "known" / "SPECIMEN-state-SWE-en.pdf").read_bytes())[0]
    assert "As at 2 April 2024, as recorded up to 15 February 2024" in page
    before = said_by("state", "SWE", "--as-at", "2024-01-31").out
    assert "Nothing as at 31 January 2024" in before and "notice" not in before.lower()


def test_two_real_costs_have_a_cost_effect(tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        office = Office(tmp_path, patch)
        for meeting, amount in (("msp11", "300000.00"), ("msp12", "412345.67")):
            wish = ("--status", "estimate", "--amount", amount, "--source", "D")
            assert said_by("cost", "set", meeting, *wish, "--adopted-on", "2023-11-24").code == 0
        said = said_by("state", "SWE", "--as-at", "2024-12-01", "--out", str(office.folder / "o"))
        assert said.code == 0 and "Cost effect" in said.out
        assert all(len(line) <= 80 for line in said.out.splitlines() if "/" not in line)
        (last,) = (
            row
            for row in records((office.folder / "o" / "SPECIMEN-state-SWE.csv").read_text("utf-8"))
            if row["meeting"] == "msp12"
        )
        parts = ("effect_cost", "effect_participation", "effect_rates", "rounding_effect")
        assert sum(Decimal(last[part]) for part in parts) == Decimal(last["change"])
        share = (
            Decimal("112345.67")
            * ccmcost.history(data=office.folder / "data").state("SWE")[-3].share
            / 100
        )
        assert abs(Decimal(last["effect_cost"]) - share) < Decimal("0.01")
        assert Decimal(last["before"]) + Decimal(last["change"]) == Decimal(last["amount"])


def test_a_given_cost_ahead_does_not_contradict_the_note_on_past_meetings(run: Run) -> None:
    told = " ".join(run("state", "CHE", "--cost", "412345.67").stdout.split())
    assert "at a cost of USD 412,345.67 for each meeting" in told
    latest = told.partition("Latest assessment")[2].partition("To set aside")[0]
    assert "at a cost of USD 100,000 for each meeting" in latest
    assert "No cost has been published for the past meetings." in told
