"""A rule that leaves what rounding leaves (`residual = "none"`) is billed with a printed line: in
every place of the ledger notices and line make up the cost, to the cent.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ccmcost.accounts.books import open_books
from ccmcost.ledger.queries import charged, last_issue
from ccmcost.workspace import open_workspace
from tests.pdfs import pages
from tests.test_kinds import DECIDED, Folder

KIND = (
    'budget = { prefix = "fy", title = "Budget", basis = "KITE/3", rule = "left-23", '
    'list = "by_status" }\n'
)
BUDGET = """
[[meeting]]
id = "fy2023"
kind = "budget"
names.en = "Budget for 2023"
[meeting.held]
start = 2023-01-01
end = 2023-12-31
"""
COST = "cost set fy2023 --source KITE/4 --adopted-on 2022-12-01"
LINE = "Rounding difference, not charged to any State"
ESTIMATE, REVISED, ACTUAL = 10_002, 20_001, 15_005
LINES = {ESTIMATE: 1, REVISED: 0, ACTUAL: -2}
"""Cents, as worked out by hand from the rates of the eight parties."""


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """The second convention with a budget whose rule leaves the cents."""
    made = Folder(tmp_path, monkeypatch)
    made.add("convention.toml", KIND)
    made.add("meetings.toml", BUDGET)
    rule = (made.data / "rules" / "parties-23.toml").read_text("utf-8")
    rule = rule.replace("parties-23", "left-23").replace("largest_remainder", "none")
    (made.data / "rules" / "left-23.toml").write_text(rule, "utf-8")
    made.ok("init")
    made.ok(f"{COST} --status estimate --amount 100.02")
    return made


def left(cost: int) -> int:
    """The rounding line of the last issue, which makes up the cost together with the notices."""
    with open_books(open_workspace()) as books:
        last = last_issue(books.ledger, "fy2023")
        assert last is not None
        assert sum(charged(books.ledger, "fy2023").values()) + last.part.residual == cost
        return last.part.residual


def shown(cents: int) -> str:
    """A sum in euros, as it is printed."""
    return f"EUR {cents / 100:.2f}"


def test_notices_and_the_line_make_up_the_cost_from_issue_to_settlement(office: Folder) -> None:
    told = office.ok(f"issue fy2023 {DECIDED} --dry-run --lang en,fr")
    assert LINE in " ".join(told.split())
    office.ok(f"issue fy2023 {DECIDED} --lang en,fr")
    assert left(ESTIMATE) == LINES[ESTIMATE]
    for cost, status, command in (
        (REVISED, "revised_estimate", "issue"),
        (ACTUAL, "actual", "settle"),
    ):
        office.ok(f"{COST} --status {status} --amount {cost / 100:.2f}")
        told = office.ok(f"{command} fy2023 {DECIDED}")
        assert left(cost) == LINES[cost]
        assert (f"fy2023: {LINE}: {shown(LINES[cost])}" in told) == bool(LINES[cost])
    assert "0 problems" in office.ok("ledger verify")
    assert "nothing has changed" in office.ok(f"settle fy2023 {DECIDED}")


def test_the_line_is_printed_wherever_the_cost_is_told(office: Folder) -> None:
    office.ok(f"issue fy2023 {DECIDED} --lang en,fr")
    line = left(ESTIMATE)
    annex = next(office.folder.glob("notices/2023/*annex-FY2023-en.pdf"))
    assert LINE in (text := " ".join(pages(annex.read_bytes())))
    assert f"{line / 100:.2f}" in text
    for each in (annex, next(office.folder.glob("notices/2023/*JPN-fr.pdf"))):
        office.ok(f"verify {each}")
    status = " ".join(office.ok("status --write --lang fr").split())
    assert f"Budget for 2023 (EUR {line / 100:.2f})" in status
    office.ok("ledger export ledger.json")
    events = json.loads((office.folder / "ledger.json").read_text("utf-8"))["events"]
    part = next(each for each in events if each["kind"] == "issue")["body"]["meetings"][0]
    assert sum(each["amount"] for each in part["lines"]) + part["residual"] == ESTIMATE
    (office.folder / "ledger.sqlite").rename(office.folder / "kept.sqlite")
    office.ok("init")
    office.ok("ledger import ledger.json")
    assert left(ESTIMATE) == line
    office.ok("audit-pack fy2023 --out pack")
    decisions = (office.folder / "pack" / "decisions.csv").read_text("utf-8").splitlines()
    assert decisions[1].endswith(f",{line / 100:.2f}")
    assert decisions[0].endswith(",residual")
    register = (office.folder / "pack" / "index.html").read_text("utf-8")
    assert LINE in register
    office.ok("report 2023 --cost asm2=50 --currency EUR --out r")
    (report,) = office.folder.glob("r/2023/*-en.html")
    assert LINE in report.read_text("utf-8")
    office.ok("apportion fy2023 --state JPN --out out")
    office.ok("verify out")
