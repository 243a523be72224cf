"""CONTRIBUTING.md names what exists, every room is in its table, and what its recipes ask for is
done for all that is there.
"""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from ccmcost.documents.page import _RULE
from ccmcost.ledger.bodies import ExchangeDifference, Moved
from ccmcost.ledger.codec import KINDS
from ccmcost.ledger.postings import _SINGLE
from ccmcost.ledger.rules.money import _MOST
from ccmcost.model.rule import Rule
from ccmcost.words.catalogue import LANGUAGES, catalogue
from tests import quick_lane
from tests.conftest import ROOT

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
TOLD = {"title", "legal_source", "paragraph"}
NO_SHARE = {"id", "liable", "states_not_party", "unit", "residual", "limits", "share_residual"}
"""Keys that leave shares plain, or only say how others work."""
MOVEMENTS = {
    kind: body for kind, body in KINDS.items() if issubclass(body, Moved | ExchangeDifference)
}


def test_what_it_names_exists() -> None:
    named = set(re.findall(r"`((?:ccmcost|tests|docs|scripts|data)/[\w./]*)`", TEXT))
    assert len(named) > 30
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


def test_every_room_is_in_the_table() -> None:
    table = TEXT.partition("## The rooms")[2].partition("## ")[0]
    named = set(re.findall(r"`(\w+(?:/|\.py))`", "".join(re.findall(r"^\| (.+?) \|", table, re.M))))
    rooms = {
        path.name + ("/" if path.is_dir() else "")
        for path in (ROOT / "ccmcost").iterdir()
        if path.suffix in ("", ".py") and not path.name.startswith(("_", "."))
    }
    assert named == rooms - {"assets/"}


def test_what_the_quick_lane_names_exists() -> None:
    for line in quick_lane.KEPT.read_text(encoding="utf-8").splitlines():
        file, named = line.rpartition(" ")[0].split("::")[:2]
        text = (ROOT / "tests" / file).read_text(encoding="utf-8")
        assert re.search(rf"^(def )?{named}( = |\()", text, re.M), (line, quick_lane.__doc__)


@pytest.mark.parametrize("key", sorted(set(Rule._fields) - {"file", "text"}))
def test_a_key_of_a_rule_is_told_and_no_kernel_passes_over_it(key: str) -> None:
    page = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")
    assert re.search(rf"^\[?{key}(\]| = )", page, re.M)
    assert key in _RULE or key in TOLD
    rule = Rule("r", "t", "s")
    assert rule.is_plain
    if key not in {*NO_SHARE, *TOLD, "rates"}:
        some = {"X": Fraction(1, 2)} if key == "fixed" else Fraction(1, 2)
        assert not rule._replace(**{key: some}).is_plain  # type: ignore[arg-type]


def test_a_movement_says_what_it_posts_and_what_it_may_come_to() -> None:
    assert set(_SINGLE) == set(_MOST) == set(MOVEMENTS.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_statement_has_a_phrase_for_each_movement(language: str) -> None:
    wanted = {f"entry_{kind}" for kind in MOVEMENTS}
    assert not wanted - catalogue(language).keys()
    assert language != "en" or not wanted - catalogue(language, "screen").keys()
