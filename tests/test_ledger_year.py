"""The worked year of docs/ledger-year.md: run as written, its outputs compared, every balance
checked by hand.

After a wanted change of wording, `CCMCOST_ACCEPT=1 pytest tests/test_ledger_year.py` writes the
outputs into the page.
"""

from __future__ import annotations

import csv
import io
import os
import re
import shlex
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.ledger_office import Office
from tests.trial_balance import check_trial_balance

pytestmark = pytest.mark.slow

PAGE = ROOT / "docs" / "ledger-year.md"
SHOWN = {"status", "statement", "issue", "settle", "import"}

# assessed, adjusted, received, other, outstanding, credit: all by hand.
# Estimate 400,000.00 on rates of 4.000 per cent in all: one thousandth of a per cent is 100.00.
JUNE = {
    ("AUS", "msp12"): ("211100.00", "0.00", "422200.00", "0.00", "0.00", "211100.00"),  # paid twice
    # 100 too much; line 9 reversed
    ("AUT", "msp12"): ("67900.00", "0.00", "68000.00", "0.00", "0.00", "100.00"),
    # 9,475 + 25 of bank charges
    ("CUB", "msp12"): ("9500.00", "0.00", "9475.00", "25.00", "0.00", "0.00"),
    # 80,000 + 7,100 identified later
    ("SWE", "msp12"): ("87100.00", "0.00", "87100.00", "0.00", "0.00", "0.00"),
    # 24,600 less 200 for msp11
    ("ZAF", "msp12"): ("24400.00", "0.00", "24400.00", "0.00", "0.00", "0.00"),
    ("AUS", "msp11"): ("1200.00", "0.00", "1200.00", "0.00", "0.00", "0.00"),
    ("CUB", "msp11"): ("150.00", "0.00", "100.00", "0.00", "50.00", "0.00"),
    ("ZAF", "msp11"): ("300.00", "0.00", "300.00", "0.00", "0.00", "0.00"),
}
# Official list: rates of 5.000, one thousandth is 80.00; revised estimate 450,000.00: one
# thousandth is 90.00. Adjusted: rate x (90 - 100) for those billed before; 0 - 67,900 for Austria;
# rate x (90 - 80) for new States.
DECEMBER = {
    # 211,100 refunded
    ("AUS", "msp12"): ("211100.00", "-21110.00", "422200.00", "-211100.00", "0.00", "21110.00"),
    ("AUT", "msp12"): ("67900.00", "-67900.00", "68000.00", "0.00", "0.00", "68000.00"),
    ("CUB", "msp12"): ("9500.00", "-950.00", "9475.00", "25.00", "0.00", "950.00"),
    # 139 x 80; 139 x 10
    ("EGY", "msp12"): ("11120.00", "1390.00", "0.00", "0.00", "12510.00", "0.00"),
    # 1,377 x 80; 1,377 x 10
    ("NLD", "msp12"): ("110160.00", "13770.00", "0.00", "0.00", "123930.00", "0.00"),
    # 163 x 80; 163 x 10
    ("PER", "msp12"): ("13040.00", "1630.00", "0.00", "0.00", "14670.00", "0.00"),
    ("SWE", "msp12"): ("87100.00", "-8710.00", "87100.00", "0.00", "0.00", "8710.00"),
    ("ZAF", "msp12"): ("24400.00", "-2440.00", "24400.00", "0.00", "0.00", "2440.00"),
    ("AUS", "msp11"): JUNE["AUS", "msp11"],
    ("CUB", "msp11"): JUNE["CUB", "msp11"],
    ("ZAF", "msp11"): JUNE["ZAF", "msp11"],
}
# Actual cost 425,000.00: one thousandth is 85.00, so everyone's bill falls by rate x 5.
JUNE_AFTER = {
    # 2,111 x 15
    ("AUS", "msp12"): ("211100.00", "-31665.00", "422200.00", "-211100.00", "0.00", "31665.00"),
    # refunded
    ("AUT", "msp12"): ("67900.00", "-67900.00", "68000.00", "-68000.00", "0.00", "0.00"),
    # 25 of charges less 50 applied
    ("CUB", "msp12"): ("9500.00", "-1425.00", "9475.00", "-25.00", "0.00", "1375.00"),
    # 139 x 5; 15 written off
    ("EGY", "msp12"): ("11120.00", "695.00", "11800.00", "15.00", "0.00", "0.00"),
    # 1,377 x 5
    ("NLD", "msp12"): ("110160.00", "6885.00", "100000.00", "0.00", "17045.00", "0.00"),
    ("PER", "msp12"): ("13040.00", "815.00", "13855.00", "0.00", "0.00", "0.00"),  # 163 x 5
    ("SWE", "msp12"): ("87100.00", "-13065.00", "87100.00", "0.00", "0.00", "13065.00"),
    ("ZAF", "msp12"): ("24400.00", "-3660.00", "24400.00", "0.00", "0.00", "3660.00"),
    ("AUS", "msp11"): JUNE["AUS", "msp11"],
    # 50 applied from msp12
    ("CUB", "msp11"): ("150.00", "0.00", "100.00", "50.00", "0.00", "0.00"),
    ("ZAF", "msp11"): JUNE["ZAF", "msp11"],
}


def status(office: Office, *more: str) -> dict[tuple[str, str], tuple[str, ...]]:
    said = office("status", "--format", "csv", *more)
    assert said.code == 0, said.err
    return {
        (row["iso3"], row["meeting"]): tuple(
            row[name]
            for name in ("assessed", "adjustments", "received", "other", "outstanding", "credit")
        )
        for row in csv.DictReader(io.StringIO(said.out))
    }


def play(office: Office, text: str) -> str:
    """Run the page: files of csv blocks, days, commands; returns the page with what the commands
    say now.
    """
    blocks = re.findall(r"`([a-z0-9-]+\.csv)`[^`]*```csv\n(.*?)```", text, re.DOTALL)
    for name, content in blocks:
        (office.folder / name).write_text(content, encoding="utf-8")
    return re.sub(
        r"```console\n(.*?)```",
        lambda block: "```console\n" + _console(office, block[1]) + "```",
        text,
        flags=re.DOTALL,
    )


def _console(office: Office, block: str) -> str:
    lines = []
    for line in block.splitlines():
        if line.startswith("# "):
            office.on(line[2:])
            lines.append(line)
        elif line.startswith("$ cp "):
            _, source, target = shlex.split(line[2:])
            shutil.copy(office.folder / source, office.folder / target)
            lines.append(line)
        elif line.startswith("$ ccmcost "):
            lines += [line, *_said(office, shlex.split(line)[2:])]
    return "\n".join(lines) + "\n"


def _said(office: Office, arguments: list[str]) -> list[str]:
    said = office(*arguments)
    told = [
        line
        for line in said.err.splitlines()
        if not line.startswith(("Payment details", "  beneficiary", "  name", "  account"))
    ]
    told = [line for line in told if line and not line.startswith(("  address", "  swift"))]
    text = (said.out.splitlines() if said.code == 0 else []) + (told if said.code else [])
    return [re.sub(r"last hash [0-9a-f]{64}", "last hash ...", line).rstrip() for line in text]


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> tuple[Office, str]:
    patch = pytest.MonkeyPatch()
    try:
        office = Office(tmp_path_factory.mktemp("office"), patch)
        yield office, play(office, PAGE.read_text(encoding="utf-8"))
    finally:
        patch.undo()


def test_the_page_says_what_the_commands_say(year: tuple[Office, str]) -> None:
    if os.environ.get("CCMCOST_ACCEPT"):
        PAGE.write_text(year[1], encoding="utf-8")
    assert year[1] == PAGE.read_text(encoding="utf-8")


def test_every_balance_by_hand_at_three_dates(year: tuple[Office, str]) -> None:
    office = year[0]
    assert status(office, "--as-at", "2024-06-12", "--known-on", "2024-06-12") == JUNE
    assert status(office, "--as-at", "2024-12-31", "--known-on", "2024-12-31") == DECEMBER
    assert status(office, "--as-at", "2025-06-30") == JUNE_AFTER


def receivable(
    office: Office, as_at: str, known_on: str = "9999-12-31"
) -> dict[tuple[str, str], Decimal]:
    """What the journal for the accounting system makes each State owe for each meeting."""
    found: dict[tuple[str, str], Decimal] = {}
    shown = office.ok("ledger journal --all --own-names --format csv")
    for row in csv.DictReader(io.StringIO(shown)):
        if row["account"] != "receivable" or row["posting_date"] > as_at:
            continue
        if row["recorded_on"] <= known_on:
            key = row["state"], row["meeting"]
            amount = Decimal(row["debit"] or "0") - Decimal(row["credit"] or "0")
            found[key] = found.get(key, Decimal()) + amount
    return {key: amount for key, amount in found.items() if amount}


def test_the_journal_makes_each_state_owe_what_the_hand_figures_say(
    year: tuple[Office, str],
) -> None:
    office = year[0]
    for figures, days in (
        (JUNE, ("2024-06-12", "2024-06-12")),
        (DECEMBER, ("2024-12-31", "2024-12-31")),
        (JUNE_AFTER, ("2025-06-30",)),
    ):
        owed = {key: Decimal(each[4]) - Decimal(each[5]) for key, each in figures.items()}
        assert receivable(office, *days) == {key: sum_ for key, sum_ in owed.items() if sum_}
    check_trial_balance(office.folder / "ledger.sqlite")


def test_a_backdated_entry_changes_the_day_but_not_what_was_known(year: tuple[Office, str]) -> None:
    now = status(year[0], "--as-at", "2024-12-31")
    changed = {key for key in DECEMBER if now[key] != DECEMBER[key]}
    assert changed == {("NLD", "msp12")}
    assert now["NLD", "msp12"] == ("110160.00", "13770.00", "100000.00", "0.00", "23930.00", "0.00")


def test_notices_sum_to_the_cost_last_issued(year: tuple[Office, str]) -> None:
    from ccmcost.model.money import scaled_int

    for balances, cost in ((JUNE, 400_000), (DECEMBER, 450_000), (JUNE_AFTER, 425_000)):
        billed = sum(
            scaled_int(text, 2)
            for (_, meeting), row in balances.items()
            if meeting == "msp12"
            for text in row[:2]
        )
        assert billed == cost * 100


def test_documents_and_numbers_of_the_year(year: tuple[Office, str]) -> None:
    folder: Path = year[0].folder / "notices"
    with (folder / "2024" / "register.csv").open(encoding="utf-8") as stream:
        register = list(csv.DictReader(stream))
    numbers = [row["number"] for row in register if row["number"]]
    assert numbers == [f"CCM-AN-2024-{serial:04d}" for serial in range(1, 21)]
    assert register[0]["erp_number"] == "5100017"
    kinds = [row["kind"] for row in register if row["number"]]
    assert (
        kinds
        == ["notice"] * 5
        + ["credit", "credit", "credit", "notice", "notice", "notice", "credit", "credit"]
        + ["further_notice"] * 7
    )
    assert sorted(path.name for path in (folder / "2025").glob("*-en.pdf")) == [
        f"CCM-AN-2025-{serial:04d}-{code}-en.pdf"
        for serial, code in enumerate(("AUS", "CUB", "EGY", "NLD", "PER", "SWE", "ZAF"), start=1)
    ][:1] + sorted(
        ["CCM-AN-2025-0001-annex-MSP12-en.pdf"]
        + [
            f"CCM-AN-2025-{serial:04d}-{code}-en.pdf"
            for serial, code in enumerate(("CUB", "EGY", "NLD", "PER", "SWE", "ZAF"), start=2)
        ]
    )


def test_every_amount_read_back_from_the_documents(year: tuple[Office, str]) -> None:
    pytest.importorskip("pypdfium2", reason="needs pypdfium2")
    from tests.pdfs import pages

    folder: Path = year[0].folder / "notices"
    seen = 0
    for year_folder in ("2024", "2025"):
        with (folder / year_folder / "register.csv").open(encoding="utf-8") as stream:
            for row in csv.DictReader(stream):
                if not row["number"]:
                    continue
                text = pages((folder / row["file"]).read_bytes())[0]
                whole, fraction = row["amount"].lstrip("-").split(".")
                assert row["number"] in text
                assert f"USD {int(whole):,}.{fraction}" in text, row
                assert ("Credit notice" in text) == (row["kind"] == "credit")
                seen += 1
    assert seen == 27
