"""The public API: its names, its results, its errors."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy
import pytest

import ccmcost
from ccmcost.errors import DataError, UsageError
from tests.conftest import SPECIMEN_TITLE
from tests.ledger_office import Office, said_by


def test_exported_names() -> None:
    assert ccmcost.__all__ == [
        *("Comparison", "Explanation", "History", "Result", "Status", "__version__"),
        *("adjust", "apportion", "compare", "explain", "history", "load_meeting", "meetings"),
        *("scales", "states", "status", "whatif"),
    ]
    for name in ccmcost.__all__:
        assert getattr(ccmcost, name) is not None
    with pytest.raises(AttributeError):
        _ = ccmcost.nonsense  # type: ignore[attr-defined]


def test_apportion_gives_exact_amounts() -> None:
    result = ccmcost.apportion("msp11", cost="412345.67")
    assert (
        sum((Decimal(row.amount) for row in result.rows), Decimal(0))
        == result.total
        == Decimal("412345.67")
    )
    assert result.share("JPN") == Fraction(8033, 45116)
    assert result.residual == 0
    assert result.title == "Calculation based on a total cost of USD 412,345.67"
    assert "111 States" in repr(result)
    with pytest.raises(KeyError):
        result.amount("USA")


@pytest.mark.parametrize(
    "word",
    [
        "JPN",
        "jpn",
        "Jpn",
        "JP",
        "jp",
        "Japan",
        "JAPAN",
        " japan ",
        "Japon",
        "Japón",
        "اليابان",
        "Япония",
        "日本",
    ],
)
def test_a_state_is_named_as_on_the_command_line(word: str) -> None:
    result = ccmcost.apportion("msp11")
    assert result.amount(word) == Decimal("17805.20")
    assert result.share(word) == Fraction(8033, 45116)


def test_no_such_state_is_not_told_as_no_part_of_the_cost() -> None:
    result = ccmcost.apportion("msp11")
    for ask in (result.amount, result.share):
        with pytest.raises(
            KeyError, match=r"United States of America \(USA\) bears no part of this cost"
        ):
            ask("usa")
        with pytest.raises(
            UsageError,
            match=r'"Japn" is not recognised as the name of a State. Did you mean Japan \(JPN\)\?',
        ):
            ask("Japn")
        with pytest.raises(UsageError, match=r'"XXX" is not recognised .* Write its name'):
            ask("XXX")


def test_states_of_options_and_lists_are_named_alike() -> None:
    by_code = ccmcost.apportion("msp11", with_=["KOR", "USA"], without=["JPN"])
    by_name = ccmcost.apportion("msp11", with_="Korea, Republic of,us", without=["Japon"])
    assert by_name.rows == by_code.rows
    assert (
        ccmcost.adjust(["fr", "Allemagne", "日本"], 1000, scale="un-2022-2024").rows
        == ccmcost.adjust(["FRA", "DEU", "JPN"], 1000, scale="un-2022-2024").rows
    )


def test_specimen_says_so() -> None:
    result = ccmcost.apportion("msp11")
    assert result.title == SPECIMEN_TITLE
    assert result.amount("JPN") == Decimal("17805.20")


def test_frame_holds_no_floats() -> None:
    frame = ccmcost.apportion("rc1").to_frame()
    assert list(frame.columns) == ["name", "role", "rate", "share", "amount", "rounding"]
    assert frame.index.name == "iso3"
    for column in ("rate", "share", "amount"):
        assert {type(value) for value in frame[column]} == {Decimal}
    assert sum(frame["amount"], Decimal(0)) == Decimal("100000.00")
    assert frame["rounding"].dtype == "int64"
    assert not [column for column in frame.columns if str(frame[column].dtype).startswith("float")]


def test_adjust_takes_codes() -> None:
    result = ccmcost.adjust(["FRA", "DEU", "JPN"], 1000, scale="un-2022-2024")
    assert [row.iso3 for row in result.rows] == ["DEU", "FRA", "JPN"]
    assert sum((Decimal(row.amount) for row in result.rows), Decimal(0)) == 1000


def test_floats_are_refused() -> None:
    with pytest.raises(UsageError, match="not float: floats cannot hold money exactly"):
        ccmcost.apportion("msp11", cost=0.1)  # type: ignore[arg-type]
    for other in (Fraction(1, 2), True, [1]):
        with pytest.raises(UsageError, match=f"a Decimal, not {type(other).__name__}[.]$"):
            ccmcost.apportion("msp11", cost=other)  # type: ignore[arg-type]
    assert ccmcost.apportion("msp11", cost=numpy.int64(450000)).total == 450000


def test_load_meeting() -> None:
    record = ccmcost.load_meeting("msp11")
    assert record.meeting.name == "Eleventh Meeting of States Parties"
    assert record.scale == "un-2022-2024"
    assert record.participants is not None
    assert len(record.participants.participants) == 111
    with pytest.raises(UsageError, match="Did you mean msp11"):
        ccmcost.load_meeting("mps11")
    with pytest.raises(DataError, match="has no date yet"):
        ccmcost.apportion("rc3")


def test_a_result_holds_its_rows() -> None:
    result = ccmcost.apportion("msp11")
    assert list(result) == list(result.rows) and len(result) == 111
    assert "Japan" in result and "jpn" in result and result.rows[0] in result
    for other in ("USA", "Atlantis", 7):
        assert other not in result
    assert [row.iso3 for row in result.largest(3)] == ["JPN", "DEU", "GBR"]
    assert len(result.largest(500)) == 111 and result.largest(0) == ()
    shown = result._repr_html_()
    assert shown.count("<tr>") == 112 and "Not a request for payment" in shown


def test_frames_hold_numbers_only_where_they_are_asked_for() -> None:
    result = ccmcost.apportion("rc1", cost="412345.67")
    numeric = result.to_frame(numeric=True)
    assert {str(numeric[name].dtype) for name in ("rate", "share", "amount")} == {"float64"}
    assert numeric["share"]["JPN"] == float(100 * result.share("JPN"))
    for frame in (result.to_frame(minor=True), result.to_frame(minor=True, numeric=True)):
        assert str(frame["amount"].dtype) == "int64" and frame["amount"].sum() == 41234567
    adjusted = ccmcost.adjust(["FRA", "JPN"], 100, scale="un-2022-2024")
    assert adjusted.to_frame(minor=True)["amount"].sum() == 10000


def test_a_result_writes_what_the_command_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1706745600")
    result = ccmcost.apportion("msp11", cost="412345.67")
    result.write(tmp_path / "ours", languages="fr", states=["Japan"])
    wish = ("--cost", "412345.67", "--lang", "fr", "--state", "JPN")
    assert said_by("apportion", "msp11", *wish, "--out", str(tmp_path / "theirs")).code == 0
    ours, theirs = (
        {
            path.relative_to(tmp_path / name).as_posix(): path.read_bytes()
            for path in (tmp_path / name).rglob("*")
            if path.is_file()
        }
        for name in ("ours", "theirs")
    )
    assert ours == theirs
    assert result.notice("日本", "fr") == ours["invoices/fr/CCM-MSP11-JPN.pdf"]
    assert result.chart("groups", "fr") == ours["charts/groups.svg"]
    assert result.chart("groups", "fr", form="png") == ours["charts/groups.png"]
    with pytest.raises(KeyError):
        result.notice("USA")
    with pytest.raises(UsageError, match='"pie" is not one of amounts, rates'):
        result.chart("pie")
    with pytest.raises(UsageError, match='form: "pdf" is not one of svg, png'):
        result.chart(form="pdf")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match='"xx" is not a language of charts'):
        result.chart("amounts", "xx")
    with pytest.raises(UsageError, match="an adjusted list has no meeting"):
        ccmcost.adjust(["FRA"], 100, scale="un-2022-2024").write(tmp_path / "none")


def test_meetings_states_and_scales() -> None:
    assert [each.meeting.id for each in ccmcost.meetings()][:2] == ["msp1", "msp2"]
    assert ccmcost.load_meeting("msp11") in ccmcost.meetings()
    names = {state.iso3: state.names["fr"] for state in ccmcost.states()}
    assert len(names) == 197 and names["JPN"] == "Japon"
    scales = ccmcost.scales()
    assert [scale.id for scale in scales][-1] == "un-2025-2027" and len(scales) == 6
    for scale in scales:
        assert sum(scale.rates.values()) == 100 and scale.first < scale.last
    assert scales[-1].rates["JPN"] == Decimal("6.930")


def test_explain_says_what_the_command_says() -> None:
    told = ccmcost.explain("msp11", "Japan", cost="412345.67")
    assert told.amount == Decimal("73419.02") and told.iso3 == "JPN"
    said = " ".join(said_by("explain", "msp11", "JPN", "--cost", "412345.67").out.split())
    assert all(" ".join(text.split()) in said for text in (*told.steps, *told.sources))
    assert str(told).startswith("1. ") and "Japon" in str(
        ccmcost.explain("msp11", "JP", language="fr")
    )
    with pytest.raises(KeyError):
        ccmcost.explain("msp11", "USA")


def test_compare_and_whatif_hold_cases_side_by_side() -> None:
    found = ccmcost.compare("rc1", rules=["article-14-1", "article-14-2"], cost=1000)
    assert found.cases == ("article-14-1", "article-14-2") and len(found) == 117
    base = ccmcost.apportion("rc1", cost=1000)
    for row in found:
        amount = row.amounts["article-14-1"]
        assert amount is None or amount == base.amount(row.iso3)
    frame = found.to_frame(numeric=True)
    assert str(frame["article-14-2"].dtype) == "float64" and list(frame.columns)[:2] == [
        "name",
        "role",
    ]
    assert found.to_frame()["article-14-1"]["JPN"] == base.amount("JPN")
    joined = ccmcost.whatif("msp13", with_="China", cost=450000)
    assert joined.cases == ("base", "variant") and joined[0].iso3 == "CHN"
    assert joined[0].amounts["base"] is None and joined[0].differences["variant"] > 0
    assert sum((row.differences["variant"] for row in joined), Decimal(0)) == 0
    dearer = ccmcost.whatif("msp13", cost=450000, variant_cost="460000")
    assert sum((row.differences["variant"] for row in dearer), Decimal(0)) == 10000
    basis = "USD 450,000.00 (given)"
    assert repr(joined) == f"<ccmcost comparison of base, variant, {basis}: {len(joined)} rows>"
    assert {each.code for each in joined.warnings} == {"rate-assumed"}
    assert {*joined.warnings} <= {*ccmcost.history().warnings}
    assert joined._repr_html_().count("<tr>") == len(joined) + 1 and joined[:1] == joined.rows[:1]


def test_status_is_that_of_the_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="there is no ledger here"):
        ccmcost.status()
    office = Office.billed(tmp_path, monkeypatch)
    found = ccmcost.status(as_at="2024-03-01", data=office.folder / "data")
    assert len(found) == 5 and sum(row.outstanding for row in found) == Decimal("412345.67")
    (sweden,) = ccmcost.status(as_at="2024-03-01", state="Sweden", data=office.folder / "data")
    assert sweden in found and sweden.meeting == "msp12" and sweden.received == 0
    assert str(found.to_frame(numeric=True)["outstanding"].dtype) == "float64"
    assert set(map(type, found.to_frame()["assessed"])) == {Decimal}
    early = ccmcost.status(as_at="2024-01-01", meeting="msp12", data=office.folder / "data")
    assert len(early) == 0 and repr(early) == "<ccmcost status as at 2024-01-01: 0 rows>"
    assert early._repr_html_().count("<tr>") == 1
