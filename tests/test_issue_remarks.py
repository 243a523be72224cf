"""What a person should know before a yes: notices older than the decision on the cost, and States
Parties that are credited in full.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ledger_office import Office

OFFICIAL = ("AUS", "CUB", "EGY", "NLD", "PER", "SWE", "ZAF")


def flat(text: str) -> str:
    """The text without its line breaks."""
    return " ".join(text.split())


def test_notices_older_than_the_adoption_of_the_cost_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(tmp_path / "office", monkeypatch)
    office.on("2024-06-01")
    office.cost("400000.00")  # adopted on 24 November 2023
    told = "The notices are dated 1 November 2023, before the cost of msp12 was adopted on"
    early = office.issue("--on-expected-list", "--dry-run", on="2023-11-01")
    assert early.code == 0 and told in flat(early.out + early.err)
    late = office.issue("--on-expected-list", "--dry-run", on="2023-11-24")
    assert late.code == 0 and "was adopted on" not in flat(late.out + late.err)


def test_states_parties_that_are_credited_in_full_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office.billed(tmp_path / "office", monkeypatch)
    office.on("2024-10-01")
    office.listed("official", OFFICIAL)
    said = office.issue("--credit-absent-parties", "--dry-run", on="2024-10-01")
    told = "Credited in full, because they are not on the list (1): AUT."
    assert said.code == 0 and told in flat(said.out + said.err), said.err


def test_a_meeting_ends_no_earlier_than_it_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(tmp_path / "office", monkeypatch)
    office.refused(
        "meeting add msp14 --name Fourteenth --start 2026-10-05 --end 2026-10-04",
        "--end: 2026-10-04 lies before the opening day, 2026-10-05.",
    )
    office.refused("meeting add msp14 --name X --start 2026-06-31", "the calendar has no such day")
