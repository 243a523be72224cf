"""The public API: its names, its results, its errors."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

import ccmcost
from ccmcost.errors import DataError, UsageError
from tests.conftest import SPECIMEN_TITLE


def test_exported_names() -> None:
    assert ccmcost.__all__ == [
        *("History", "Result", "__version__"),
        *("adjust", "apportion", "history", "load_meeting"),
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
    with pytest.raises(UsageError, match="floats cannot hold money exactly"):
        ccmcost.apportion("msp11", cost=0.1)  # type: ignore[arg-type]


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
