"""What was shared before, by the functions that choose what is said of it: the history of the
shares, and one State at every meeting.
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from ccmcost.accounts.books import open_books
from ccmcost.charts.history import FEW
from ccmcost.documents.history import HistoryRequest, load_history
from ccmcost.documents.state import StateHistory, StateRequest, load_state
from ccmcost.documents.state.page import cautions, facts, last_notes
from ccmcost.errors import UsageError
from ccmcost.load.data import Data
from ccmcost.model.states import TreatyStatus
from ccmcost.words.speaker import Speaker
from ccmcost.workspace import open_workspace
from tests.conftest import DATA

DAY = date(2026, 3, 1)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the data folder."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


# The history


def test_more_states_than_can_be_told_apart_are_refused() -> None:
    codes = ("JPN", "FRA", "DEU", "GBR", "ITA", "CAN", "ESP", "AUS", "SWE")
    with pytest.raises(UsageError, match=f"{FEW + 1} States; the chart can tell {FEW} apart"):
        load_history(open_workspace(DATA), HistoryRequest(codes[: FEW + 1]))
    chart, _, _ = load_history(open_workspace(DATA), HistoryRequest(codes[:FEW]))
    assert len(chart.series) == FEW


def test_a_state_that_bears_no_share_has_no_line() -> None:
    with pytest.raises(UsageError, match=r"China \(CHN\) bears no share at any of these meetings"):
        load_history(open_workspace(DATA), HistoryRequest(("JPN", "CHN"), "article-14-2"))


def test_a_meeting_without_scale_or_list_is_left_out(data: Path) -> None:
    for number, year in ((90, 2019), (91, 2028)):
        append(
            data / "meetings.toml",
            f'\n[[meeting]]\nid = "msp{number}"\nkind = "meeting_of_states_parties"\nsource = '
            f'"made up for tests"\nnames.en = "Meeting {number}"\n[meeting.held]\nstart = '
            f"{year}-05-10\nend = {year}-05-12\n",
        )
    _, history, _ = load_history(open_workspace(data), HistoryRequest(("JPN",)))
    assert [(each.id, day) for each, day in history.left_out] == [
        ("msp90", None),
        ("msp91", date(2028, 5, 10)),
    ]
    assert not {"msp90", "msp91"} & {each.meeting.id for each in history.occasions}


def test_a_kind_without_a_dated_meeting_has_no_history() -> None:
    with pytest.raises(UsageError, match="no meeting of this kind has a day, a scale and a list"):
        load_history(open_workspace(DATA), HistoryRequest((), None, "amendment_conference"))


# One State


@pytest.fixture(scope="module")
def japan() -> StateHistory:
    return load_state(Data(open_workspace(DATA)), StateRequest("JPN", DAY))


def words_of(found: StateHistory) -> Speaker:
    return Speaker("en", found.convention, found.states, "annual", "state")


def told(found: StateHistory) -> dict[str, str]:
    return dict(facts(found, words_of(found)))


def test_the_latest_assessment_is_told_with_its_cost_while_that_is_a_specimen(
    japan: StateHistory,
) -> None:
    (row,) = japan.assessed[-1:]
    latest = told(japan)["Latest assessment"]
    assert latest.endswith("at a cost of USD 100,000 for each meeting")
    cost = row.result.cost._replace(status="actual")
    real = row._replace(shared=row.shared._replace(result=row.result._replace(cost=cost)))
    alone = told(japan._replace(rows=(real,)))["Latest assessment"]
    assert "at a cost of" not in alone
    # what was billed comes before a later specimen
    assert told(japan._replace(rows=(real, *japan.rows)))["Latest assessment"] == alone
    assert "Latest assessment" not in told(japan._replace(rows=()))


def test_cautions_are_those_of_costs_that_nobody_published(japan: StateHistory) -> None:
    words, row = words_of(japan), japan.rows[-1]
    (every,) = cautions(japan, words)
    assert every.startswith("No cost has been published for the past meetings.")
    cost = row.result.cost._replace(status="actual")
    real = row._replace(shared=row.shared._replace(result=row.result._replace(cost=cost)))
    (some,) = cautions(japan._replace(rows=(row, real)), words)
    assert some.startswith("No cost has been published for some of these meetings.")
    assert cautions(japan._replace(rows=(real,)), words) == []


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (None, "Not a State Party"),
        (
            TreatyStatus("JPN", in_force=date(2011, 1, 1), withdrawn=DAY),
            "State Party from 1 January 2011 to 1 March 2026",
        ),
        (TreatyStatus("JPN"), "Not a State Party"),
        (TreatyStatus("JPN", date(2009, 1, 2)), "Signatory, not a State Party"),
        (TreatyStatus("JPN", date(2026, 4, 1), in_force=date(2027, 1, 1)), "Not a State Party"),
        (TreatyStatus("JPN", in_force=date(2011, 1, 1)), "State Party since 1 January 2011"),
        (
            TreatyStatus("JPN", in_force=date(2011, 1, 1), withdrawn=date(2025, 3, 6)),
            "State Party from 1 January 2011 to 6 March 2025",
        ),
        (
            TreatyStatus("JPN", in_force=date(2011, 1, 1), withdrawn=date(2026, 3, 6)),
            "State Party since 1 January 2011",
        ),
    ],
)
def test_since_when_a_state_is_a_party(
    japan: StateHistory, known: TreatyStatus | None, said: str
) -> None:
    assert next(iter(told(japan._replace(treaty={"": known})).values())) == said


def test_without_a_scale_ahead_nothing_is_set_aside(japan: StateHistory) -> None:
    assert "2026" in told(japan)["To set aside"]
    assert told(japan._replace(ahead=()))["To set aside"].startswith("Not known: no adopted scale")


def test_notes_are_those_that_apply(japan: StateHistory) -> None:
    words, row = words_of(japan), japan.rows[-1]
    ledger, expected = words("b_no_ledger"), words("caution_expected")
    assert last_notes(japan, words) == [expected, ledger]
    listed = row.result.list._replace(status="official")
    sure = row._replace(shared=row.shared._replace(result=row.result._replace(list=listed)))
    known = japan._replace(rows=(sure,), left_out=(row.shared.meeting,))
    assert last_notes(known, words) == [
        f"Not shown, because their data are incomplete: {words.shown(row.shared.meeting)}.",
        ledger,
    ]


def test_what_is_owed_and_what_stands_in_credit(billed: Path) -> None:
    with open_books(open_workspace(billed / "data")) as books:
        found = load_state(books.data, StateRequest("SWE", date(2024, 6, 1)), books)
        with pytest.raises(
            UsageError, match="no meeting with a list and a cost had opened by 2009"
        ):
            load_state(books.data, StateRequest("SWE", date(2009, 1, 1)), books)
    words = words_of(found)
    (owed,) = found.open_accounts
    assert words.shown(owed.money.of(owed.outstanding)) in told(found)["Outstanding"]
    netting = words("note_netting")
    assert netting not in last_notes(found, words)
    paid = owed._replace(received=owed.assessed + 500)
    credit = found._replace(accounts=(paid,))
    assert netting in last_notes(credit, words)
    assert paid.credit == 500 and credit.outstanding == ()


def test_a_meeting_that_cost_nothing_is_compared_with_no_other(data: Path) -> None:
    append(
        data / "costs.toml",
        '\n[[cost]]\nmeeting = "msp12"\nversion = 2\nstatus = "actual"\namount = "0.00"\n'
        'currency = "USD"\nsource = "DOC"\n',
    )
    found = load_state(Data(open_workspace(data)), StateRequest("JPN", DAY))
    rows = {row.shared.meeting.id: row for row in found.rows}
    assert rows["msp12"].before is None and rows["msp12"].change is None
    before = rows["msp13"].before
    assert before is not None and before.id == "msp11" and rows["msp13"].change is not None
