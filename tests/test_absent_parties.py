"""What is said before States Parties are credited because they stayed away."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from tests import pdfs
from tests.ledger_office import OFFICIAL, Office


def closed(folder: Path, patch: pytest.MonkeyPatch) -> Office:
    """An office after a meeting to which a State that was billed did not come."""
    office = Office(folder / "office", patch)
    office.cost("400000.00")
    assert office.issue("--on-expected-list").code == 0
    office.listed("official", OFFICIAL)
    office.cost("400000.00", "actual")
    office.on("2024-10-01")
    return office


@pytest.mark.parametrize("settles", [True, False])
def test_the_line_that_bills_all_states_parties_instead_can_be_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settles: bool
) -> None:
    office = closed(tmp_path, monkeypatch)
    days = ("--issued-on", "2024-10-01", "--pay-by", "2025-01-15")
    decided = ("--adopted-by", "D/2, para. 3", *days, "--approved-by", "B. Chief")
    line = ("settle", "msp12", *decided)
    said = office(*line) if settles else office.issue(on="2024-10-01")
    assert said.code == 2 and "AUT" in said.err
    (typed,) = (each for each in said.err.splitlines() if "--change-rule" in each)
    words = shlex.split(typed)[1:]
    assert words[:4] == ["issue", "msp12", "--rule", "article-14-1-all-parties"]
    if settles:
        assert " ".join(decided) in " ".join(words)
    done = office(*words)
    assert done.code == 0 and "AUT" in office.ok("status --format csv"), done.err
    said = office("issue", "msp12", "--rule", "article-14-1", "--issued-on", "2024-10-01")
    assert "9999" not in said.err, said.err


def test_no_line_is_named_where_no_rule_does_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(tmp_path / "office", monkeypatch)
    rules = office.folder / "data" / "rules"
    text = (rules / "article-14-1.toml").read_text("utf-8")
    (rules / "own.toml").write_text(
        text.replace('id = "article-14-1"', 'id = "own"') + 'unit = "1"\n', encoding="utf-8"
    )
    office.cost("400000.00")
    days = "--issued-on 2024-02-01 --pay-by 2025-01-15 --approved-by B"
    office.ok(f"issue msp12 --rule own --adopted-by 'D, 1' {days} --on-expected-list")
    office.listed("official", OFFICIAL)
    office.cost("400000.00", "actual")
    office.refused(
        f"settle msp12 --adopted-by 'D, 1' {days}", "all States Parties bear the cost.\n"
    )


def test_the_credit_names_the_list_that_the_state_is_not_on_and_is_proved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = closed(tmp_path, monkeypatch)
    assert office.issue("--credit-absent-parties", on="2024-10-01").code == 0
    *_, credit = sorted((office.folder / "notices").rglob("*-AUT-en.pdf"))
    text = " ".join(" ".join(pdfs.pages(credit.read_bytes())).split())
    said = "Austria no longer shares this cost: it is not on the list of participants (DOC)."
    assert said in text
    told = office("verify", str(credit))
    assert told.code == 0 and "byte for byte" in told.out, told.out
