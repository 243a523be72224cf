"""What is known from the folder is said before any question; a line to copy holds all that was
typed; what looks doubtful is asked about once.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from ccmcost.cli import importing
from ccmcost.cli.by import By
from ccmcost.cli.declared import LAST, bundle_of
from ccmcost.errors import UsageError
from tests.ledger_office import EXPECTED, ISSUER, OFFICIAL, Office, said_by
from tests.letters_office import GROUP
from tests.terminal import at_terminal

Asked = Callable[..., list[str]]
DECIDED = ("--adopted-by", "CCM/MSP/2023/9, para. 41", "--approved-by", "B. Chief")
DAYS = ("--issued-on", "2025-04-01", "--pay-by", "2025-06-30")
SOON = ("--issued-on", "2024-02-01", "--pay-by", "2024-06-30")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    return Office(tmp_path / "office", monkeypatch)


@pytest.fixture
def billed(office: Office) -> Office:
    office.cost("400000.00")
    assert office.issue("--on-expected-list").code == 0
    return office


def settled_but_for_a_yes(office: Office) -> None:
    """An official list, from which Austria is absent, and the actual cost."""
    office.on("2025-03-15")
    office.listed("official", tuple(code for code in OFFICIAL if code != "AUT"))
    office.cost("398200.10", "actual")


NO_LEDGER = 'there is no ledger here: run "ccmcost init"'
NOT_OWN = "the data in use are the packaged copy"


@pytest.mark.parametrize(
    ("line", "lacks"),
    [
        ("receive", NO_LEDGER),
        ("settle", NO_LEDGER),
        ("letters", NO_LEDGER),
        ("record identify", NO_LEDGER),
        ("import receipts", NO_LEDGER),
        ("audit-pack", NO_LEDGER),
        ("meeting add", NOT_OWN),
        ("meeting set --city X", NOT_OWN),
        ("import participants", NOT_OWN),
    ],
)
def test_that_there_is_no_workspace_or_that_its_data_are_not_its_own_is_said_first(
    line: str, lacks: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: Asked
) -> None:
    monkeypatch.chdir(tmp_path)
    questions = asked()
    said = said_by(*line.split())
    assert (said.code, questions) == (2, []), said.err
    assert lacks in said.err


def test_a_rehearsal_of_an_import_needs_no_data_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: Asked
) -> None:
    monkeypatch.chdir(tmp_path)
    asked()
    assert said_by("import", "participants", "--dry-run").code == 130, "it asks"


@pytest.mark.parametrize(
    ("line", "known"),
    [
        ("record identify 1", "no payment is unidentified."),
        ("record identify", "no payment is unidentified."),
        ("record reverse", "nothing was recorded yet, so there is nothing to reverse."),
        ("meeting set", "nothing to set. Name at least one value"),
        ("letters rc2", "nothing was issued for rc2, so there is nothing to transmit."),
        ("settle msp12", "msp12 was never issued, so there is nothing to settle."),
        ("issue msp12", "the cost of msp12 is illustrative: nothing is billed on it."),
        ("issue msp12", "the list of msp12 is expected, not official."),
    ],
)
def test_what_is_known_from_the_folder_is_said_first(
    line: str, known: str, office: Office, asked: Asked
) -> None:
    questions = asked()
    said = office(*line.split())
    assert (said.code, questions) == (2, []), said.err
    assert said.err.count(known) == 1, said.err


@pytest.mark.parametrize("line", ["issue", "settle", "settle msp12"])
def test_that_the_office_cannot_be_paid_is_said_first(
    line: str, office: Office, asked: Asked
) -> None:
    (office.folder / "data" / "issuer.toml").write_text("[office]\n", encoding="utf-8")
    questions = asked()
    said = office(*line.split())
    assert (said.code, questions) == (2, []), said.err
    assert said.err.count("issuer.toml lacks Office") == 1


def test_what_is_wrong_in_the_data_is_said_first(office: Office, asked: Asked) -> None:
    (office.folder / "data" / "meetings.toml").write_text("= broken", encoding="utf-8")
    questions = asked()
    said = office("receive")
    assert (said.code, questions) == (1, []) and "file-syntax" in said.err, said.err


def test_what_a_settlement_lacks_is_said_at_once_and_once(billed: Office, asked: Asked) -> None:
    lacking = ("is not an actual cost yet; settling needs one", "list and actual cost are settled")
    questions = asked()
    said = billed("settle", "msp12")
    assert (said.code, questions) == (2, []), said.err
    whole = billed("settle", "msp12", *DECIDED, *DAYS, "--yes")
    for each in (said, whole):
        assert [each.err.count(fault) for fault in lacking] == [1, 1], each.err


@pytest.mark.parametrize("rest", [(), ("--rule", "article-14-1", *DECIDED, *SOON)])
def test_a_meeting_without_a_list_says_all_that_it_lacks_at_once(
    office: Office, rest: tuple[str, ...]
) -> None:
    office.ok("meeting add msp99 --name X --start 2024-09-04")
    (office.folder / "data" / "issuer.toml").write_text("[office]\n", encoding="utf-8")
    said = office("issue", "msp99", *rest)
    assert said.code == 2
    for fault in (
        "issuer.toml lacks Office, Address",
        "the cost of msp99 is illustrative",
        "list-missing",
        "say --on-expected-list",
    ):
        assert said.err.count(fault) == 1, said.err
    (office.folder / "data" / "issuer.toml").write_text(ISSUER, encoding="utf-8")
    office.cost("412345.67", meeting="msp99")
    said = office("issue", "msp99", *rest, "--on-expected-list")
    assert said.code == (1 if rest else 2) and "list-missing" in said.err
    assert "expected list of" not in said.err and "illustrative" not in said.err


def test_every_meeting_of_a_group_says_what_it_lacks(office: Office, asked: Asked) -> None:
    questions = asked()
    said = office("issue", "rc2")
    assert (said.code, questions) == (2, []), said.err
    for meeting in GROUP:
        assert said.err.count(f"the cost of {meeting} is illustrative") == 1
    for meeting in GROUP:
        office.listed("expected", EXPECTED, meeting)
        office.cost("30000.00", meeting=meeting)
    questions = asked()
    assert office("issue", "rc2", "--on-expected-list").code == 130
    assert questions == ["--rule"]


def test_a_note_without_a_subject_is_refused_at_its_kind(billed: Office, asked: Asked) -> None:
    questions = asked("credit")
    said = billed("letters", "msp12")
    assert (said.code, questions) == (2, ["--kind"]), said.err
    assert "no credit was issued for msp12, so there is nothing to transmit." in said.err
    billed.refused("letters msp12 --kind credit", "Credits come with ccmcost settle msp12.")


def test_a_sum_is_asked_for_where_there_is_no_estimate(office: Office, asked: Asked) -> None:
    costs = office.folder / "data" / "costs.toml"
    only_actual = costs.read_text(encoding="utf-8").replace('"illustrative"', '"actual"')
    costs.write_text(only_actual, encoding="utf-8")
    lacks = "--cost: there is no estimate of msp12. Enter the sum, or set it"
    questions = asked("msp12", "", "450000", "", "", "")
    said = office("estimate")
    assert said.code == 0 and lacks in " ".join(said.err.split()), said.err
    assert [each.partition(" ")[0] for each in questions[1:4]] == ["--cost", "--cost", "--source"]
    office.refused("estimate msp12", lacks)


def test_a_second_person_is_asked_for_again_where_one_is_needed(
    billed: Office, asked: Asked
) -> None:
    billed.ok("receive msp12 SWE 87100.10 --on 2024-02-01 --reference R --overpaid")
    refund = "record refund msp12 SWE 0.10 --on 2024-02-01 --document D --approved-by 'B. Chief'"
    billed.ok(refund)
    questions = asked("R", "", "B. Chief", "y")
    said = billed("record", "reverse", "4")
    assert said.code == 0 and "so must be its" in said.err, said.err
    assert len([each for each in questions if each.startswith("--approved-by")]) == 2


def test_a_hyphen_takes_back_what_was_answered_to_an_optional_question(
    office: Office, asked: Asked
) -> None:
    questions = asked("msp12", "", "CCM/MSP/2024/1", "<", "-", "2024-03-01")
    said = office("estimate")
    assert said.code == 0 and "In one line: ccmcost estimate msp12 --as-of 2024-03-01" in said.err
    assert questions[4] == "--symbol [CCM/MSP/2024/1] (-: leave it out)"


def test_a_line_to_copy_holds_all_that_was_typed(billed: Office) -> None:
    settled_but_for_a_yes(billed)
    own = ("--recorded-by", "C. Clerk", "--lang", "en,fr", "--data", "data", "--dry-run")
    said = billed("settle", "msp12", *DECIDED, *DAYS, *own)
    assert said.code == 2 and said.err.count("would be credited in full") == 1, said.err
    lines = [line.strip() for line in said.err.splitlines() if "  ccmcost " in line]
    assert [line.split()[1] for line in lines] == ["settle", "issue"]
    for line in lines:
        words = shlex.split(line)
        for option, value in zip(own[:-1:2], own[1:-1:2], strict=True):
            assert words[words.index(option) + 1] == value, line
        assert "--dry-run" in words
    assert "Recorded by      C. Clerk" in billed.ok(lines[0].removeprefix("ccmcost "))


def test_a_question_that_nobody_answers_comes_with_the_line_that_does(billed: Office) -> None:
    billed.on("2024-06-30")
    said = billed("receive", "msp12", "SWE", "90000", "--on", "2024-03-04", "--reference", "A B")
    assert said.code == 2, said.err
    (line,) = re.findall(r"\nComplete: ccmcost (.*)", said.err)
    assert line.endswith("--reference 'A B' --overpaid")
    assert "receipt USD 90,000.00" in billed.ok(line)


def test_what_is_no_symbol_is_asked_about_and_elsewhere_warned_of(
    office: Office, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    doubt = '"hello" does not look like the symbol of a document, such as CCM/MSP/2023/6.'
    line = ("estimate", "msp12", "--symbol", "hello")
    questions = asked("msp12", "", "hello", "n", "CCM/MSP/2023/6", "")
    said = office("estimate")
    assert said.code == 0 and "--symbol CCM/MSP/2023/6" in said.err, said.err
    assert questions[3] == "Is this meant? [y/N]" and doubt in " ".join(said.err.split())
    asked("msp12", "", "hello", "y", "")
    assert office("estimate").err.count("does not look like") == 1
    asked("n")
    said = office(*line)
    assert said.code == 2 and "Nothing was done.\n" in said.err
    asked("y")
    assert office(*line).code == 0
    for module in ("app", "asking", "output"):
        monkeypatch.setattr(f"ccmcost.cli.{module}.somebody_there", lambda: False)
    said = office(*line)
    assert said.code == 0 and f"Warning: --symbol: {doubt}\n" in said.err
    for symbol in ("A/RES/76/238", "INF.1", "CCM/CONF/2021/6, annex II"):
        assert "does not look like" not in office(*line[:-1], symbol).err
    for symbol in ("112", "Report of 2023", "CCM/MSP"):
        assert "does not look like" in office(*line[:-1], symbol).err


def test_the_day_of_a_cost_that_lies_ahead_is_asked_about_and_elsewhere_warned_of(
    office: Office, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cost(day: str, status: str, amount: str = "5000") -> tuple[int, str]:
        line = f"cost set msp12 --amount {amount} --source D --adopted-on {day} --status {status}"
        said = office(*line.split())
        return said.code, said.out + said.err

    asked("n")
    code, said = cost("2031-01-01", "estimate")
    assert code == 2 and "1 January 2031 lies after today, 1 February 2024." in said, said
    asked("n")
    code, said = cost("2024-01-30", "actual")
    assert code == 2 and "msp12 opens on 10 September 2024 only" in said, said
    asked("y")
    code, said = cost("2024-01-30", "actual")
    assert code == 0 and "cost version 2" in said
    for module in ("app", "asking", "output"):
        monkeypatch.setattr(f"ccmcost.cli.{module}.somebody_there", lambda: False)
    code, said = cost("2024-02-02", "estimate")
    assert code == 0 and "Warning: --adopted-on: 2 February 2024 lies after today" in said
    assert "Before it was an actual cost: version 2, USD 5,000.00." in said
    code, said = cost("2024-02-01", "actual", "0")  # there will be no meeting
    assert code == 0 and "Warning" not in said and "Before it" not in said


def test_a_bill_that_is_dated_back_or_overdue_when_issued_is_asked_about(
    office: Office, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a slip of the year; a dry run too, for it is what an issue would be."""
    office.cost("400000.00")

    def look(issued_on: str, pay_by: str) -> tuple[int, str]:
        days = ("--issued-on", issued_on, "--pay-by", pay_by, "--on-expected-list", "--dry-run")
        said = office("issue", "msp12", "--rule", "article-14-1", *DECIDED, *days)
        return said.code, said.out + said.err

    for days, doubt in (
        (("2023-02-01", "2023-05-01"), "1 February 2023 lies 365 days before today, 1 February"),
        (("2023-12-31", "2024-05-01"), "31 December 2023 lies 32 days before today"),
        (("2024-01-05", "2024-01-31"), "31 January 2024 lies 1 day before today, 1 February 2024"),
    ):
        asked("n")
        code, said = look(*days)
        assert code == 2 and doubt in " ".join(said.split()), said
        questions = asked("y")
        assert look(*days)[0] == 0 and len(questions) == 1  # one slip, one question
    questions = asked()
    assert look("2024-01-01", "2024-02-01")[0] == 0 and not questions
    for module in ("app", "asking", "output"):
        monkeypatch.setattr(f"ccmcost.cli.{module}.somebody_there", lambda: False)
    code, said = look("2023-02-01", "2023-05-01")
    assert code == 0 and "Warning: --issued-on: 1 February 2023 lies 365 days before" in said
    assert said.count("Warning: --") == 1


def test_notes_are_not_written_again_without_a_word(
    billed: Office, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    def letters(kind: str, day: str) -> tuple[int, str]:
        said = billed("letters", "msp12", "--kind", kind, "--as-of", day)
        return said.code, said.out + said.err

    asked()
    assert letters("cover", "2024-02-01")[0] == 0
    assert "written before" not in letters("cover", "2024-02-01")[1]
    asked("n")
    code, said = letters("cover", "2024-03-01")
    before = "in reports/letters-msp12/2024-02-01-cover (5)."
    assert code == 2 and f"Notes written before (cover): 5 of 5, {before}" in said, said
    assert "Nothing was written.\n" in said
    assert not (billed.folder / "reports" / "letters-msp12" / "2024-03-01-cover").exists()
    asked("y")
    assert letters("cover", "2024-03-01")[0] == 0
    monkeypatch.setattr("ccmcost.cli.templates.somebody_there", lambda: False)
    assert letters("reminder1", "2026-01-05")[0] == 0
    code, said = letters("reminder1", "2026-02-05")
    assert code == 0 and "The reminder that follows is --kind reminder2." in said
    soon = "First reminders less than 30 days before (practice of this program): 5 of 5, in"
    where = "reports/letters-msp12/2026-02-05-reminder1 (5)."
    for day, is_soon in (("2026-02-05", True), ("2026-03-06", True), ("2026-03-07", False)):
        code, said = letters("reminder2", day)
        assert code == 0 and (f"{soon} {where}" in said) == is_soon, said
    # what transmits a later issue is another note
    settled_but_for_a_yes(billed)
    done = billed("settle", "msp12", *DECIDED, *DAYS, "--credit-absent-parties", "--yes")
    assert done.code == 0, done.err
    code, said = letters("cover", "2025-04-01")
    assert code == 0 and "written before" not in said


@pytest.mark.slow
def test_a_real_terminal_says_what_is_known_before_it_asks(billed: Office) -> None:
    pytest.importorskip("pty", reason="terminals are made by pty, which Windows lacks")
    seen = at_terminal(billed.folder, ("settle", "msp12"))
    assert seen.code == 2 and "settling needs one" in seen.screen, seen.screen
    assert "[y/N]" not in seen.screen and "--adopted-by" not in seen.screen


def test_a_no_to_what_an_import_would_write_is_refused_as_elsewhere(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked("n")
    with pytest.raises(UsageError, match="Nothing was written"):
        importing._write_this()
    monkeypatch.setattr(importing, "somebody_there", lambda: True)
    monkeypatch.setattr(importing, "ask", lambda question: "2")
    with pytest.raises(UsageError, match=r"1 States were read, not 2\. Nothing was written"):
        importing._same_count("it does not say", 1, nobody=False)


def test_a_question_says_what_is_taken_and_offered(billed: Office, asked: Asked) -> None:
    asked()
    assert "camt.053 or MT940" in billed("import", "receipts").err
    told = {each.name: each for each in bundle_of(By).parameters}["recorded_by"]
    assert told.said.offer == LAST and "the last answer, else your login" in told.said.help
