"""The derivation of an amount: golden texts, and that its own figures lead to the amount."""

from __future__ import annotations

import json
import os
import re
from fractions import Fraction
from pathlib import Path

import pytest

from ccmcost.sharing.compute import apportion_meeting
from ccmcost.sharing.explanation import explain
from ccmcost.sharing.request import Request
from ccmcost.words.catalogue import catalogue
from ccmcost.workspace import open_workspace
from tests.conftest import DATA, Run

GOLDEN = Path(__file__).parent / "golden" / "explanations.json"


@pytest.mark.slow
def test_the_golden_explanations(run: Run) -> None:
    """To accept a change: look at the difference, then CCMCOST_ACCEPT=1 sh scripts/test
    tests/test_explain.py
    """
    cases = [
        ("msp11", "JPN"),
        ("rc1", "CHN"),
        ("rc1", "FRA"),
        ("msp1", "DEU"),
        ("msp13", "LTU"),
        ("msp2", "COK"),
    ]
    rules = ["article-14-1", "article-14-1-straight", "article-14-2"]
    found = {
        f"{meeting} {state} {rule}": run(
            "explain", meeting, state, "--rule", rule
        ).stdout.splitlines()
        for meeting, state in cases
        for rule in rules
    }
    if os.environ.get("CCMCOST_ACCEPT"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert found == json.loads(GOLDEN.read_text(encoding="utf-8"))


@pytest.mark.parametrize("meeting", ["rc1", "msp11"])
@pytest.mark.parametrize("rule", ["article-14-1", "article-14-1-straight", "article-14-2"])
def test_every_line_is_explained_in_known_words(meeting: str, rule: str) -> None:
    result = apportion_meeting(open_workspace(DATA), meeting, Request(rule=rule))
    words = catalogue("en")
    for line in result.assessment.lines:
        explanation = explain(result, line.code)
        assert explanation is not None
        assert explanation.amount.minor == line.amount
        for step in explanation.steps:
            wanted = set(re.findall(r"{(?:of_)?(\w+)}", words[step.key]))
            assert wanted <= set(step.figures), step.key
    assert explain(result, "USA") is None


def test_the_printed_numbers_lead_to_the_amount(run: Run) -> None:
    text = " ".join(run("explain", "msp11", "JPN").stdout.split())
    rate, total = re.findall(r"share of Japan is ([0-9.]+) ÷ ([0-9.]+) =", text)[0]
    exact = Fraction(100000) * Fraction(rate) / Fraction(total)
    printed = re.findall(r"= USD ([0-9,]+\.[0-9]{6})\.\.\.", text)[0].replace(",", "")
    assert Fraction(printed) <= exact < Fraction(printed) + Fraction(1, 10**6)


def test_a_state_that_pays_nothing_is_told_why(run: Run) -> None:
    text = " ".join(run("explain", "rc1", "CHN", "--rule", "article-14-2").stdout.split())
    assert "China bears no part of this cost" in text
    assert "the rule charges States Parties alone" in text
    assert (
        "article-14-1: USD 8,112.57 (+8,112.57). This rule also charges the States not party on "
        "the list" in text
    )


def test_what_is_open_about_list_and_scale_is_said(run: Run, tmp_path: Path) -> None:
    """The expected list, a list of the user and a scale that is not that of the day."""
    out = run("explain", "msp12", "CHE", "--cost", "412345.67").stdout
    assert "Provisional: expected list" in out
    final = tmp_path / "final.csv"
    final.write_text("state\nCHE\nJPN\n", encoding="utf-8")
    out = run("explain", "msp12", "CHE", "--participants", final, "--scale", "un-2025-2027").stdout
    told = " ".join(out.split())
    assert "Participants: list as entered," in told and "final.csv" in told
    assert "scale un-2025-2027 chosen for this calculation, not the scale of the day" in told
    out = run("explain", "msp11", "CHN").stdout
    assert "On 11 September 2023 it was a State not party." in " ".join(out.split())
