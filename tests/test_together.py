"""Several conventions at once: what one State owes in all, what offices are owed, what is due."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest

from ccmcost.app.office import Settings
from tests.app_browser import inside
from tests.ledger_office import Office, said_by

BOTH = ("--data", "ccm/data", "--data", "other/data")
NAME = "Treaty of Example"


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office that billed USD 412,345.67, and one of another treaty that billed EUR 1,000.00."""
    Office.billed(tmp_path / "ccm", monkeypatch)
    other = Office(tmp_path / "other", monkeypatch)
    path = other.folder / "data" / "convention.toml"
    text = path.read_text("utf-8").replace("Convention on Cluster Munitions", NAME)
    for old, new in (('"ccm"', '"other"'), ('"CCM"', '"OTH"'), ('"USD"', '"EUR"')):
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    other.cost("1000.00")
    assert other.issue("--on-expected-list").code == 0
    other.on("2026-02-01")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(*words: str) -> str:
    found = said_by(*words, *BOTH)
    assert found.code == 0, found.err
    return found.out


def table_of(text: str) -> list[list[str]]:
    return [line.split() for line in text.splitlines()]


def test_the_status_of_several_ends_with_what_they_come_to(two: Path) -> None:
    text = said("status")
    assert text.count("Status of contributions") == 2
    *_, usd, eur, _, total_eur, total_usd = table_of(text)
    assert usd[-5:] == ["USD", "412,345.67", "0.00", "412,345.67", "0.00"]
    assert eur[-5:] == ["EUR", "1,000.00", "0.00", "1,000.00", "0.00"]
    assert total_eur == ["Total", *eur[-5:]] and total_usd == ["Total", *usd[-5:]]
    rows = list(csv.DictReader(io.StringIO(said("status", "--state", "Sweden", "--format", "csv"))))
    assert [(row["convention"], row["iso3"]) for row in rows] == [("ccm", "SWE"), ("other", "SWE")]
    shown = table_of(said("status", "--state", "SWE"))[-1]
    assert Decimal(rows[0]["outstanding"]) == Decimal(shown[-2].replace(",", ""))


def test_what_is_due_says_in_which_folder(two: Path) -> None:
    text = said("next")
    first, second = text.split(NAME)
    assert first.startswith("Convention on Cluster Munitions\n")
    for part, folder in ((first, "ccm/data"), (second, "other/data")):
        lines = [line for line in part.splitlines() if "    ccmcost " in line]
        assert lines and all(line.endswith(f" --data {folder}") for line in lines)
    alone = said_by("next", "--data", "ccm/data").out
    assert alone == first.partition("\n\n")[2].rstrip("\n") + "\n"


def test_results_lie_beside_the_ledger_of_the_folder_that_is_named(two: Path) -> None:
    """Where the letters lie, `next` looks for them, wherever both are given."""
    letters = ("letters", "msp12", "--kind", "reminder1", "--data", "ccm/data")
    told = said_by(*letters)
    assert told.code == 0 and "  ccm/reports/letters-msp12/2026-02-01-reminder1/" in told.out
    assert [each.name for each in two.iterdir() if each.name == "reports"] == []
    assert "reminder1" not in said_by("next", "--data", "ccm/data").out
    assert "reminder1" in said_by("next", "--data", "other/data").out


@pytest.mark.parametrize("line", ["state SWE", "statement SWE", "calendar", "status --as-at x"])
def test_only_what_reads_several_folders_takes_several(two: Path, line: str) -> None:
    told = said_by(*line.split(), *BOTH)
    assert told.code == 2
    once = "--data may be given once; here it stands with ccm/data, other/data."
    assert (once in told.err) == ("status" not in line), told.err


def test_a_treasury_sets_aside_for_all(two: Path) -> None:
    costs = ("--cost", "450000", "--cost", "other=700000", "--cost", "other:2027=1000,2000,3000")
    line = ("budget", "JPN", "--years", "2026-2027", *costs)
    rows = list(csv.DictReader(io.StringIO(said(*line, "--format", "csv"))))
    likely = {(row["convention"], row["year"]): row["cost_likely"] for row in rows}
    assert likely == {
        ("ccm", "2026"): "450000.00",
        ("ccm", "2027"): "450000.00",
        ("other", "2026"): "700000.00",
        ("other", "2027"): "2000.00",
    }
    own = sum(Decimal(row["amount_low"]) for row in rows if row["convention"] == "other")
    *_, total_eur, _ = table_of(said(*line))
    assert total_eur[:3] == ["Total", "EUR", f"{own:,}"]


def test_what_belongs_to_one_is_refused_for_several(two: Path) -> None:
    budget = ("budget", "JPN", "--years", "2026", "--cost")
    for words, wording in (
        (("status", "--meeting", "msp12"), "a meeting and files belong to one convention"),
        (("status", "--write"), "a meeting and files belong to one convention"),
        ((*budget, "1000", "--format", "json"), "name one folder"),
        ((*budget, "nobody=1000"), '"nobody" is none of the conventions: ccm, other.'),
    ):
        found = said_by(*words, *BOTH)
        assert found.code == 2 and wording in found.err, found.err
        assert found.out == ""


def test_pages_show_all_offices_and_each_by_its_name(two: Path) -> None:
    with inside(Settings(("ccm/data", "other/data"))) as browser:
        page = browser.get("/?state=Sweden")
        assert page.status == 200 and f"{NAME} EUR" in page.said
        assert "5 notices = USD 412,345.67" in page.said
        assert "5 notices = EUR 1,000.00" in page.said
        assert browser.get("/?state=Nowhere").status == 422
        for name, sum_ in (("ccm", "USD 412,345.67"), ("other", "EUR 1,000.00")):
            status = browser.get(f"/{name}/status")
            assert status.status == 200 and sum_ in status.said
        browser.root = "/other"
        fields = {"meeting": "msp12", "state": "SWE", "amount": "5.00", "on": "2026-01-05"}
        done = browser.do("receive", ["y"], **fields, reference="BANK 1", recorded_by="A. Clerk")
        assert "--data other/data" in done.said
        turn = browser.at.removeprefix("/other")
        assert browser.get(f"/other{turn}").status == 200
        assert browser.get(f"/ccm{turn}").status == 410
    assert "5.00" in said_by("ledger", "list", "--kind", "receipt", "--data", "other/data").out
    assert "5.00" not in said_by("ledger", "list", "--kind", "receipt", "--data", "ccm/data").out


def test_notices_credits_and_their_meetings_are_counted_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office.billed(tmp_path / "ccm", monkeypatch)
    with inside() as browser:
        assert "5 notices = USD 412,345.67 = cost of 1 meeting." in browser.get("/ccm/").said
    office.cost("312345.67", "revised_estimate")
    office.on("2024-06-01")
    assert office.issue("--on-expected-list", on="2024-06-01").code == 0
    with inside() as browser:
        page = browser.get("/ccm/").said
    assert "5 notices and 5 credits = USD 312,345.67 = cost of 1 meeting." in page
