"""What a title, a heading or an item names, in memory: meetings, years, treaties, and whose they
are.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from ccmcost.intake.belonging import (
    Sought,
    belonging,
    is_apart,
    meetings_in,
    other_years,
    sought_of,
    statuses_in,
    strangers,
    treaties_in,
    years_in,
)

CCM = "Convention on Cluster Munitions"
SOUGHT = Sought(
    "msp13",
    {
        "msp13": frozenset(("msp13", "13msp", "geneva meeting")),
        "rc3": frozenset(("rc3", "3rc")),
        "msp12": frozenset(("msp12", "12msp")),
    },
    {"meeting_of_states_parties": "msp", "review_conference": "rc"},
    date(2025, 9, 16),
    CCM,
)
UNDATED = SOUGHT._replace(day=None)


@dataclass
class Kind:
    prefix: str


@dataclass
class Of:
    """A meeting, or a convention, as far as it is asked."""

    id: str = ""
    names: dict[str, str] = field(default_factory=dict)
    day: date | None = None
    name: str = CCM
    meeting_kinds: dict[str, Any] = field(default_factory=lambda: {"review_conference": Kind("rc")})


def test_a_meeting_is_called_by_its_id_its_names_and_the_number_before_its_kind() -> None:
    meeting = Of("msp13", {"en": "13th Meeting (Geneva)", "fr": "13\u1d49 Assemblée"}, SOUGHT.day)
    made = sought_of(meeting, {"msp13": meeting, "pm": Of("pm", {"ru": "-"})}, Of())  # type: ignore[arg-type, dict-item]
    assert made == Sought(
        "msp13",
        {
            "msp13": frozenset(("msp13", "13msp", "13th meeting geneva", "13e assemblee")),
            "pm": frozenset(("pm",)),
        },
        {"review_conference": "rc"},
        date(2025, 9, 16),
        CCM,
    )


@pytest.mark.parametrize(
    ("convention", "treaty"),
    [
        (CCM, "ccm"),
        ("Mine Ban Convention", "apmbc"),
        ("Treaty on Arms Trade and Cluster Munitions and Mines", "apmbc"),
        ("Convention on Kites", ""),
    ],
)
def test_the_treaty_and_the_year_of_what_is_sought(convention: str, treaty: str) -> None:
    assert SOUGHT._replace(convention=convention).treaty == treaty
    assert (SOUGHT.year, UNDATED.year) == ("2025", "")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Costs of the Geneva Meeting", "msp13"),
        ("13MSP", "msp13"),
        ("MSP 7", "msp7"),
        ("7 MSP and RC1", "msp7 rc1"),
        ("Treizième Assemblée", "msp13"),
        ("Décima primera Reunión", "msp11"),
        ("Twenty-first Meeting", "msp21"),
        ("the 2nd Review Conference", "rc2"),
        ("Third Review Conference after the 12th meeting", "msp12 rc3"),
        ("0th meeting", ""),
        ("meeting rooms", ""),
        ("", ""),
    ],
)
def test_the_meetings_that_a_text_names(text: str, wanted: str) -> None:
    assert meetings_in(text, SOUGHT) == frozenset(wanted.split())


def test_a_convention_without_a_kind_of_meetings_has_none_of_them() -> None:
    only = SOUGHT._replace(names={}, prefixes={"meeting_of_states_parties": "msp"})
    assert meetings_in("Third Review Conference, 2nd Meeting, RC1", only) == {"msp2"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2024", "2024"),
        ("2024 to 2025", "2024 2025"),
        ("2025/26", "2025 2026"),
        ("1999/00", "1999 2000"),
        ("2025/27", "2025"),
        ("2025/20", "2025"),
        ("12024", ""),
    ],
)
def test_the_years_that_a_text_names(text: str, wanted: str) -> None:
    assert years_in(text) == frozenset(wanted.split())


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Costs", ""),
        ("Costs 2025", ""),
        ("Costs 2024", "2024"),
        ("Costs 2024 of msp13", ""),
        ("Costs of msp12 in 2024", "2024"),
        ("Costs 2024-2025", "2024 2025"),
        ("Costs 2025/26", "2025 2026"),
        ("Costs 2025-2025", ""),
        ("Costs 2025, less than in 2010-2012", ""),
        ("Costs 2025, as at 1 May 2024", ""),
        (
            "Costs 2031/2025, 2025 to 2029, 2025/26, 2022-2025, 2025 and 2024, 2025/2023",
            "2022 2023 2024 2025 2026 2029 2031",
        ),
        ("2011, 2019, 2013, 2012, 2018, 2010, 2017", "2010 2011 2012 2013 2017 2018 2019"),
    ],
)
def test_the_years_of_other_costs_in_a_title(title: str, wanted: str) -> None:
    assert other_years(title, SOUGHT) == wanted.split()
    assert other_years(title, UNDATED) == []


def test_the_treaties_and_the_kinds_of_figures_that_a_text_names() -> None:
    assert treaties_in("Mines and cluster munitions") == {"apmbc", "ccm"}
    assert statuses_in("Revised estimates") == {"estimate", "revised_estimate"}
    assert treaties_in("Costs") == statuses_in("Costs") == frozenset()


@pytest.mark.parametrize(
    ("text", "whose", "without_year", "undated"),
    [
        ("Costs", "", "", ""),
        ("msp13", "own", "own", "own"),
        ("msp13, 2024", "own", "own", "own"),
        ("msp13 and msp12", "both", "both", "both"),
        ("msp12", "other", "other", "other"),
        ("Costs 2025", "own", "", ""),
        ("Costs 2024", "other", "", ""),
        ("Costs 2024 and 2025", "both", "", ""),
        ("Cluster munitions", "own", "own", "own"),
        ("Mines", "other", "other", "other"),
        ("Mines and cluster munitions", "both", "both", "both"),
        ("Preparatory meeting", "other", "other", "other"),
        ("Preparatory meeting on cluster munitions", "both", "both", "both"),
        ("Preparatory work for msp13", "own", "own", "own"),
    ],
)
def test_whose_a_text_is(text: str, whose: str, without_year: str, undated: str) -> None:
    found = belonging(text, SOUGHT), belonging(text, SOUGHT, False), belonging(text, UNDATED)
    assert found == (whose, without_year, undated)
    assert is_apart(text, SOUGHT) == (whose in ("other", "both"))


def test_a_treaty_of_any_other_name_is_apart() -> None:
    assert is_apart("Convention on Kites", SOUGHT)
    assert not is_apart(f"{CCM}, a convention", SOUGHT)


def test_of_items_beside_its_own_those_of_others_are_strangers() -> None:
    own = ["Rooms for msp13", "Travel 2024", "Staff"]
    others = ["msp12", "2024", "FY 2023"]
    assert strangers([*own, *others], SOUGHT) == others
    assert strangers([*own[1:], *others], SOUGHT) == []
