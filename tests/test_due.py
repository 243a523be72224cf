"""What is due, as a year goes by: each step says the command that does it, and goes when it is
done.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ccmcost.model.calendar import typed_day
from tests.ledger_office import OFFICIAL, Office
from tests.letters_office import minor

SETTLE = (
    "settle msp12 --adopted-by 'DOC, 2' --issued-on 2024-10-01 --pay-by 2024-12-01 "
    "--approved-by 'B. Chief' --credit-absent-parties"
)


def test_what_is_due_follows_the_year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = Office(tmp_path, monkeypatch)

    def due(day: str) -> str:
        office.on(day)
        shown = office.ok("next")
        part = shown.partition("\nmsp12\n")[2] or shown.partition("msp12\n")[2]
        return part.partition("\n\n")[0]

    assert "ccmcost cost set msp12" in due("2024-01-10")
    office.cost("412345.67")
    first = due("2024-02-01")
    assert "ccmcost issue msp12 --on-expected-list --rule article-14-1" in first
    assert office.issue("--on-expected-list").code == 0
    assert due("2024-02-02") == ""
    after = due("2025-02-01")  # the meeting is over since September 2024
    assert "ccmcost import participants msp12" in after
    late = due("2026-02-01")
    assert "--kind reminder1" in late and "5 States owe USD 412,345.67" in late
    assert "status actual" in late
    office.cost("400000.00", "actual")
    assert "settle" not in due("2026-02-01") and "import participants" in due("2026-02-01")
    office.refused(SETTLE, "the official list: ccmcost import participants msp12 FILE --document")
    office.listed("official", OFFICIAL)
    assert "ccmcost settle msp12 --adopted-by" in due("2026-02-01")
    assert "import participants" not in due("2026-02-01")


def test_list_and_actual_cost_are_settled_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A list that comes alone waits for the actual cost; one that is revised later is settled too;
    where no meeting took place, no list is waited for.
    """
    office = Office(tmp_path, monkeypatch)
    office.cost("412345.67")
    assert office.issue("--on-expected-list").code == 0
    office.on("2024-10-01")
    assert "import participants msp12" in office.ok("next")
    office.listed("official", OFFICIAL)
    shown = office.ok("next")
    assert "list and cost are settled together" in shown and "issue msp12" not in shown
    assert "ccmcost cost set msp12 --amount SUM --status actual" in shown
    office.refused(SETTLE, "ccmcost cost set msp12 --status actual --amount SUM")
    office.cost("400000.00", "actual")
    assert "ccmcost settle msp12" in office.ok("next")
    office.ok(SETTLE)
    assert "settle" not in office.ok("next")
    office.listed("official", OFFICIAL[:-1])
    assert "ccmcost settle msp12" in office.ok("next")
    office.ok(SETTLE)
    assert "settle" not in office.ok("next")
    office.cost("5000.00", meeting="msp13")
    office.on("2025-02-01")
    assert office.issue("--on-expected-list", on="2025-02-01", meeting="msp13").code == 0
    office.cost("6000.00", "revised_estimate", meeting="msp13")
    assert "issue msp13 --on-expected-list" in office.ok("next")
    office.cost("0.00", "actual", meeting="msp13")
    assert "ccmcost settle msp13 --adopted-by" in office.ok("next")


def test_a_debt_is_due_as_the_letters_have_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the day of its own notice, and not while a plan runs."""
    office = Office(tmp_path, monkeypatch)
    office.listed("expected", ("AUS", "SWE"), "msp11")
    office.cost("400.00", meeting="msp11")
    office.cost("412345.67")
    decided = ("--rule", "article-14-1", "--adopted-by", "D, 2", "--approved-by", "B. Chief")
    for meeting, day in (("msp11", "2024-03-01"), ("msp12", "2024-12-31")):
        dates = ("--issued-on", "2024-02-01", "--pay-by", day, "--on-expected-list")
        assert office("issue", meeting, *decided, *dates).code == 0
    office.on("2024-06-01")
    shown = office.ok("next")
    assert shown.count("reminder1") == 1 and "letters msp11 --kind reminder1" in shown
    assert "2 States owe USD 400.00" in shown
    office.ok("record payment-plan msp11 AUS --on 2024-05-01 --until 2024-12-31 --document L")
    assert "1 State owes USD" in office.ok("next")


def test_money_that_nobody_placed_is_due(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = Office(tmp_path, monkeypatch)
    assert "unidentified" not in office.ok("next")
    office.ok('record unidentified 500.00 --on 2024-01-04 --reference "NO NAME"')
    shown = office.ok("next")
    assert "ccmcost match finds no clear place for it: USD 500.00 (event 1)." in shown
    assert "    ccmcost record identify 1 STATE MEETING --document TEXT\n" in shown
    office.cost("400000.00")
    assert office.issue("--on-expected-list").code == 0
    office.on("2024-06-30")
    office.ok('record unidentified 500.00 --on 2024-03-04 --reference "CCM-MSP12-AUS AUSTRALIA"')
    shown = office.ok("next")
    assert "1 receipt is unidentified and has a clear proposal: USD 500.00." in shown, shown
    assert "    ccmcost match\n" in shown


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-06-30", "2024-06-30"),
        ("30 June 2024", "2024-06-30"),
        ("30 jun 2024", "2024-06-30"),
        ("4 Sept. 2024", "2024-09-04"),
        ("30.06.2024", "2024-06-30"),
        ("06/30/2024", "2024-06-30"),
        ("04.03.2024", None),
        ("31 June 2024", None),
        ("1 Ju 2024", None),
        ("30.06.24", None),
        ("20240630", None),
    ],
)
def test_days_are_taken_as_people_type_them_if_they_have_one_reading(
    text: str, day: str | None
) -> None:
    found = typed_day(text)
    assert (None if found is None else found.isoformat()) == day


def test_all_that_is_missing_is_said_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(tmp_path, monkeypatch)
    said = office("issue", "msp12", "--approved-by", "B. Chief")
    assert said.code == 2
    for part in ("--rule ID", "--adopted-by SYMBOL,PARA", "--issued-on DATE", "--pay-by DATE"):
        assert said.err.count(part) == 2, part
    assert "Complete: ccmcost issue msp12 --approved-by 'B. Chief' --rule" in said.err
    said = office("receive", "--on", "2024-01-30")
    assert said.err.index("MEETING") < said.err.index("STATE") < said.err.index("--reference")
    assert "--on DATE" not in said.err
    assert office("receive", "--nothing").code == 2


def test_what_was_reminded_is_not_reminded_for_the_first_time_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """States that a note has reminded since the day of payment get the second, which names the
    first; up to five debtors are named.
    """
    office = Office(tmp_path, monkeypatch)
    office.cost("412345.67")
    office.on("2024-02-01")
    assert office.issue("--on-expected-list").code == 0
    office.on("2026-02-01")
    names = "The States are Australia, Austria, Cuba, Sweden and South Africa."
    assert names in office.ok("next")
    office.ok("letters msp12 --kind reminder1 --as-of 2026-02-01 --state CUB,SWE")
    for day in ("2026-02-01", "2026-03-02"):
        office.on(day)
        shown = office.ok("next")
        assert "letters msp12 --kind reminder1 --state AUS,AUT,ZAF\n" in shown
        assert "reminder2" not in shown and "Cuba" not in shown
    office.on("2026-03-03")
    shown = office.ok("next")
    assert "letters msp12 --kind reminder1 --state AUS,AUT,ZAF\n" in shown
    assert "The States are Cuba and Sweden. Last reminded: 2026-02-01 (a second " in shown
    assert "after 30 days, practice of this program)." in shown
    assert "letters msp12 --kind reminder2 --state CUB,SWE --earlier 2026-02-01\n" in shown
    office.on("2026-01-31")
    assert "reminder2" not in office.ok("next")  # none is written yet
    office.on("2026-02-02")
    office.ok("letters msp12 --kind reminder1 --as-of 2026-02-02")
    office.on("2026-04-01")
    shown = office.ok("next")
    assert "reminder1" not in shown
    assert "letters msp12 --kind reminder2 --earlier 2026-02-02\n" in shown
    office.ok("letters msp12 --kind reminder2 --state CUB --as-of 2026-04-01")
    shown = office.ok("next")
    assert "kind reminder2 --state AUS,AUT,SWE,ZAF --earlier 2026-02-02\n" in shown
    office.ok("letters msp12 --kind reminder2 --as-of 2026-04-01")
    office.on("2027-04-01")
    assert "--kind reminder" not in office.ok("next")  # it was reminded twice


def test_a_cost_that_was_set_is_due_to_be_issued_however_long_ago_the_meeting_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(tmp_path, monkeypatch)
    office.on("2029-02-01")
    assert "msp12" not in office.ok("next")
    office.cost("412345.67")
    assert "ccmcost issue msp12 --on-expected-list --rule article-14-1" in office.ok("next")


def test_who_owes_is_listed_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sums stay those of the meeting; credits and paid accounts are left out."""
    office = Office(tmp_path, monkeypatch)
    office.cost("412345.67")
    office.on("2024-03-01")
    assert office.issue("--on-expected-list").code == 0
    office.ok("receive msp12 CUB 400000 --on 2024-02-20 --reference R --overpaid")
    whole, shown = office.ok("status"), office.ok("status --owing")
    assert "Cuba" in whole and "Cuba" not in shown and "Sweden" in shown
    sums = whole.partition("\nAUS ")[0].rpartition("\n")[0]
    assert "412,345.67" in sums and shown.startswith(sums)
    assert "Nothing is recorded" not in office.ok("status --owing --state CUB")
    rows = office.ok("status --owing --format csv").splitlines()
    assert len(rows) == 1 + 4
    office.refused("status --owing --all", "choose one")


def test_what_a_state_chose_for_its_credit_is_seen_and_not_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last choice counts first; a refund that was asked for is due until it is made."""
    office = Office.billed(tmp_path, monkeypatch)
    office.ok("receive msp12 SWE 500000.00 --on 2024-03-04 --reference R --overpaid")
    line = "--on 2024-04-01 --document 'note verbale 7' --approved-by 'B. Chief'"

    def asks() -> list[str]:
        return re.findall("credit of (USD [0-9,.]+)(?:: ask| in your)", office.ok("next") + said())

    def said() -> str:
        return " ".join(office.ok("statement SWE").split())

    (whole, same) = asks()
    assert whole == same
    office.ok(f"record apply-credit msp12 SWE 1000.00 --choice leave {line}")
    (rest, same) = asks()
    assert rest == same and minor(rest) == minor(whole) - 1_000_00
    kept = (
        "USD 1,000.00 of your credit for the Twelfth Meeting of States Parties is kept on account"
    )
    assert f"{kept}, as you asked (note verbale 7)." in said()
    office.ok(f"record apply-credit msp12 SWE {minor(rest) / 100:.2f} --choice refund {line}")
    assert asks() == [] and kept in said() and f"{rest} of your credit for the" in said()
    due = office.ok("next")
    assert f"1 State has asked for a refund of {rest}." in due
    refund = next(each.strip() for each in due.splitlines() if "record refund" in each)
    paid = refund.replace("DATE", "2024-04-01").replace("TEXT", "D").replace("NAME", "'B. Chief'")
    office.ok(paid.removeprefix("ccmcost "))
    assert (
        "refund" not in office.ok("next").replace("refund|", "") and asks() == [] and kept in said()
    )
    office.ok("record reverse 4 --reason wrong --approved-by 'B. Chief'")
    assert asks() == ["USD 1,000.00"] * 2


def test_notices_with_a_later_day_are_issued_and_what_is_paid_for_them_is_no_credit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the day of issue on, not only from that of the notices; a payment beyond them is a
    credit, as it is where nothing was issued.
    """
    office = Office(tmp_path, monkeypatch)
    office.on("2024-01-30")
    office.cost("412345.67")
    assert office.issue("--on-expected-list", on="2024-02-01").code == 0
    shown = office.ok("next")
    assert "No notice has been issued" not in shown and "ccmcost issue msp12" not in shown
    assert "  Issued with the day 1 February 2024," in shown
    cover = "letters msp12 --kind cover --as-of 2024-02-01"
    assert f"    ccmcost {cover}\n" in shown
    office.refused("letters msp12 --kind cover", "with the day 1 February 2024. Notes of that day:")
    office.refused("letters msp12 --kind reminder1", "so there is nothing to remind of before.")
    office.ok(cover)
    office.ok("receive msp12 SWE 100.00 --on 2024-01-30 --reference R --overpaid")
    assert "credit" not in office.ok("next") and "of your" not in office.ok("statement SWE")
    assert "credit of" not in office.ok("statement SWE")
    office.ok("receive msp12 SWE 900000.00 --on 2024-01-30 --reference S --overpaid")
    asked = re.search("credit of (USD [0-9,.]+): ask", office.ok("next"))
    assert asked and f"credit of {asked[1]} in your" in " ".join(office.ok("statement SWE").split())
    assert 0 < minor(asked[1]) < 900_100_00
    office.on("2024-02-01")
    assert asked[0] in office.ok("next") and "Issued with the day" not in office.ok("next")
