"""What the tests of the page share: random choices, what ccmcost gives for them,
and the browser.
"""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import NamedTuple

import ccmcost
from ccmcost.errors import CcmcostError
from ccmcost.sharing.register import load_register
from ccmcost.words.catalogue import catalogue
from ccmcost.workspace import open_workspace
from tests.conftest import DATA

RULES = ("article-14-1", "article-14-1-straight", "article-14-1-all-parties")
RESIDUALS = ("largest_amounts", "largest_remainder", "none")
WRONG = (
    "",
    "0",
    "0.00",
    "-5",
    "12.500",
    "1.234",
    "EUR 5",
    "1,23,4",
    "1e6",
    "1.001",
    "١٢٣",
    "10000000000000.01",
    "9" * 19,
    "abc",
    "0x10",
    "<b>",
)


class Choice(NamedTuple):
    """A choice on the page; `cost` None is that of the base case,
    `present` are the codes ticked.
    """

    cost: str | None
    present: frozenset[str]
    rule: str
    residual: str


class Expected(NamedTuple):
    """What ccmcost gives: rows of its CSV by code, residual and total as plain text;
    or the key of the page's error.
    """

    rows: dict[str, tuple[str, ...]]
    csv: str
    error: str


def random_choice(seed: int, base: frozenset[str], codes: list[str]) -> Choice:
    """A choice that is mostly valid: a few States ticked or unticked, sometimes nearly nobody,
    sometimes a bad cost.
    """
    draw = random.Random(seed)
    kind = draw.random()
    if kind < 0.12:
        present = frozenset(draw.sample(codes, draw.randint(0, 4)))
    elif kind < 0.25:
        present = frozenset(draw.sample(codes, draw.randint(1, len(codes))))
    else:
        present = base ^ frozenset(draw.sample(codes, draw.randint(0, 12)))
    whole = draw.randint(0, 10 ** draw.randint(0, 13))
    cost = draw.choice(
        [
            None,
            f"{whole}.{draw.randint(0, 99):02}",
            f"{whole}",
            f"{whole}.{draw.randint(0, 9)}",
            "0.01",
            "0.07",
        ]
    )
    if draw.random() < 0.12:
        cost = draw.choice(WRONG)
    rule = draw.choice(RULES)
    if not present and rule == "article-14-1-all-parties":
        # a list file without rows is refused, so ccmcost has no answer to hold the page against
        rule = RULES[0]
    return Choice(cost, present, rule, draw.choice(RESIDUALS))


class Oracle:
    """The public Python API behind the choices: a file with the list, a file with the rule."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        register = load_register(open_workspace(DATA))
        self.states = sorted(register.states)
        self.listed = {
            entry.meeting.id: entry.listed.codes for entry in register.entries if entry.listed
        }

    def expected(self, meeting: str, choice: Choice) -> Expected:
        listed, rule = self.folder / "list.csv", self.folder / "rule.toml"
        listed.write_text("\n".join(["iso3", *sorted(choice.present)]) + "\n", encoding="utf-8")
        text = (DATA / "rules" / f"{choice.rule}.toml").read_text(encoding="utf-8")
        rule.write_text(
            text.replace('residual = "largest_amounts"', f'residual = "{choice.residual}"'),
            encoding="utf-8",
        )
        who = (
            {"participants": listed}
            if choice.present
            else {"without": sorted(self.listed[meeting])}
        )
        try:
            result = ccmcost.apportion(meeting, cost=choice.cost, rule=rule, data=DATA, **who)
        except CcmcostError as error:
            return Expected({}, "", error_key(error))
        return Expected(
            {row.iso3: (row.rate, row.share, row.amount) for row in result.rows},
            result.to_csv(),
            "",
        )


def error_key(error: CcmcostError) -> str:
    """The page's word for an error of ccmcost, by the message."""
    text = str(error)
    known = {
        "is not a valid": "page_error_amount",
        ", or with the point before the decimals": "page_error_open",
        "can be read as": "page_error_two_readings",
        "has more decimals": "page_error_amount",
        "names EUR": "page_error_amount",
        "is negative": "page_error_negative",
        "is out of range": "page_error_range",
        "has no rate in": "page_error_rate",
        "no State is left": "page_error_nobody",
        "no State Party to share": "page_error_no_party",
        "is no multiple of the billing unit": "page_error_unit",
        "fixed shares and limits leave nothing": "page_error_nothing_left",
        "no State is free to bear": "page_error_left_over",
        "limits and fixed parts come to": "page_error_too_much",
        "the fixed amounts leave": "page_error_sums",
        "is more than they have to share": "page_error_minimum",
        "the minimum of": "page_error_minimum",
        "to bear the relief": "page_error_relief",
    }
    return next((key for part, key in known.items() if part in text), f"unknown: {text}")


def error_start(key: str) -> str:
    """The longest part of an English error that holds no figure:
    enough to tell it from the others.
    """
    return max(re.split(r"\{\w+\}", catalogue("en", "page")[key]), key=len).strip()
