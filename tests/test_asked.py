"""At a terminal what is missing is asked, one question a line; the last answer is offered."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ccmcost.cli.declared import NOTHING
from ccmcost.cli.options import ApprovedBy
from ccmcost.cli.reference import leaves
from ccmcost.desk.init import make_workspace
from ccmcost.desk.remembered import NAME, remember, remembered
from ccmcost.workspace import Workspace, open_workspace
from tests.ledger_office import DECISION, Office
from tests.terminal import CLOSED, ENTER, INTERRUPT, at_terminal

DECIDED = {"--rule": "article-14-1", "--adopted-by": "CCM/MSP/2023/9, para. 41"}
DAYS = {"--issued-on": "2024-02-01", "--pay-by": "2025-12-31"}


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    made = Office(tmp_path / "office", monkeypatch)
    made.cost("400000.00")
    assert made.issue("--on-expected-list").code == 0
    return made


def offered(office: Office) -> dict[str, str]:
    found: dict[str, dict[str, dict[str, str]]] = json.loads(
        (office.folder / NAME).read_text("utf-8")
    )
    (own,) = found.values()
    return own["answers"]


def test_what_is_missing_is_asked_and_what_is_wrong_asked_again(
    office: Office, asked: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CCMCOST_RECORDED_BY")
    office.on("2024-06-30")
    questions = asked(
        *("msp99", "msp12", "Swedn", "Sweden", "1.234", "500.00", "04/03/2024", "2044-01-01"),
        *("4 March 2024", "", "SWEDEN MSP12", "A. Clerk", "y"),
    )
    said = office("receive")
    assert said.code == 0, said.err
    login = questions[-2].partition("[")[2].rstrip("]")
    assert questions == [
        *("MEETING", "MEETING", "STATE", "STATE", "AMOUNT", "AMOUNT"),
        *("--on", "--on", "--on", "--reference", "--reference"),
        *(f"--recorded-by [{login}]", "Record this? [y/N]"),
    ]
    for shown in (
        'there is no meeting "msp99"',
        "Did you mean Sweden (SWE)?",
        "Write the sum that is meant",
        "can be read as 2024-03-04 or 2024-04-03",
        "lies after today (2024-06-30): nothing is recorded ahead of time. Ctrl-C stops; then "
        "nothing is recorded.",
        "An answer is needed: TEXT, as said above. Ctrl-C stops",
        "This will be recorded by A. Clerk: receipt USD 500.00, Sweden (SWE) msp12, 4 March",
        "In one line: ccmcost receive msp12 Sweden 500.00 --on '4 March 2024'",
    ):
        assert shown in " ".join(said.err.split()), said.err
    assert "event 3: receipt USD 500.00" in said.out
    assert offered(office) == {"meeting": "msp12", "on": "4 March 2024", "recorded-by": "A. Clerk"}


def test_only_answers_of_what_was_recorded_are_offered_again(
    office: Office, asked: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what a meeting or a State is called is no name of a person."""
    monkeypatch.delenv("CCMCOST_RECORDED_BY")
    office.on("2024-06-30")
    line = ("record", "unidentified", "5.00", "--reference", "R")
    questions = asked("2024-03-04", "msp12", "Japan", "swe", "A. Clerk", "n")
    said = office(*line)
    assert said.code == 2 and not (office.folder / NAME).exists(), said.err
    assert [each.partition(" ")[0] for each in questions[1:5]] == ["--recorded-by"] * 4
    assert '"msp12" is the id of a meeting. Write the full name of the person.' in (
        " ".join(said.err.split())
    )
    assert " ".join(said.err.split()).count("is the name or code of a State") == 2
    asked("2024-03-04", "A. Clerk", "y")
    assert office(*line).code == 0
    assert offered(office) == {"on": "2024-03-04", "recorded-by": "A. Clerk"}
    whole = "record reverse 3 --reason R"
    office.refused(f"{whole} --approved-by rc2", '--approved-by: "rc2" is the id of a')
    office.refused(f"{whole} --recorded-by Japan", '--recorded-by: "Japan" is the name')
    office.ok(f"{whole} --approved-by 'B. Chief' --recorded-by 'A. Clerk'")


def test_where_money_belongs_is_asked_or_that_another_convention_has_it(
    office: Office, asked: Callable[..., list[str]]
) -> None:
    office.on("2024-06-30")
    for _ in range(2):
        office.ok("record unidentified 100.00 --on 2024-03-04 --reference X")
    questions = asked("3", "JPN", "msp12", "LETTER-1", "y")
    said = office("record", "identify")
    assert said.code == 0 and "Japan (JPN) msp12" in said.out, said.err
    assert questions[:4] == ["EVENT", "STATE", "MEETING", "--document"]
    questions = asked("4", "--other-convention", "LETTER-2", "y")
    said = office("record", "identify")
    assert said.code == 0 and "to no State" in said.out, said.err
    assert questions[:3] == ["EVENT", "STATE", "--document"]


def test_many_reversals_are_shown_and_agreed_to(
    office: Office, asked: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ccmcost.cli.output.somebody_there", lambda: True)
    office.on("2024-06-30")
    for at in range(25):
        office.ok(f"record unidentified {at + 1}.00 --on 2024-03-04 --reference X{at}")
    questions = asked("n")
    said = office("record", "reverse", "3-27", "--reason", "the wrong file")
    assert said.code == 2 and "Nothing was recorded." in said.err
    assert questions == ["Reverse this? [y/N]"]
    assert "the reversal of 25 events:" in said.err and "(5 more)" in said.err
    for shown in (
        "  event 3: receipt, 4 March 2024, USD 1.00, X0\n",
        "  event 27: receipt, 4 March 2024, USD 25.00, X24\n",
    ):
        assert shown in said.err, said.err
    asked("y")
    assert "reverse events 3-27" in office.ok("record reverse 3-27 --reason 'the wrong file'")
    office.ok("record unidentified 1.00 --on 2024-03-04 --reference Y")
    questions = asked("--last", "mistaken", "", "y")
    said = office("record", "reverse")
    assert said.code == 0 and "event 54: reverses event 53 (receipt)" in said.out, said.err
    assert questions[:3] == ["EVENT", "--reason", "--approved-by (Enter: leave it out)"]


def test_bills_carried_over_are_shown_with_their_sums_before_they_are_reversed(
    office: Office, asked: Callable[..., list[str]]
) -> None:
    head = "iso3,meeting,external_number,issued_on,requested_by,assessed,received,source\n"
    rows = "{0},msp11,E,2023-08-15,2023-11-15,1.{1},0,list\n"
    bills = head + rows.format("AUS", 10) + rows.format("JPN", 20)
    (office.folder / "opening.csv").write_text(bills, encoding="utf-8")
    office.ok("import opening opening.csv --as-at 2023-12-31")
    asked("n")
    said = office("record", "reverse", "3,4", "--reason", "the wrong file")
    assert "  event 4: opening, 31 December 2023, USD 1.20, list\n" in said.err, said.err


def test_the_last_answer_is_offered_and_the_second_person_never(
    office: Office, asked: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CCMCOST_RECORDED_BY")
    office.on("2024-06-30")
    answers = ("msp12", *DECIDED.values(), "2024-06-30", "2024-01-01", "2025-12-31", "A. Clerk")
    asked(*answers, "a clerk", "B. Chief", "y")
    office.cost("390000.00", "revised_estimate")
    first = office("issue", "--on-expected-list")
    assert first.code == 0 and "lies before the day of issue" in first.err, first.err
    assert (
        "two different people" in " ".join(first.err.split()) and "This will be issued" in first.err
    )
    questions = asked("", "", "", "", "", "", "", "B. Chief", "y")
    office.cost("380000.00", "revised_estimate")
    again = office("issue", "--on-expected-list")
    assert again.code == 0, again.err
    assert questions == [
        "MEETING|GROUP [msp12]",
        "--rule [article-14-1]",
        "--adopted-by [CCM/MSP/2023/9, para. 41]",
        "--issued-on [2024-06-30]",
        "--pay-by [2025-12-31]",
        "--recorded-by [A. Clerk]",
        "--approved-by",
        "--approved-by",
        "Issue this? [y/N]",
    ]
    # what was decided of a meeting is not offered for another
    office.cost("100000.00", meeting="msp13")
    questions = asked("msp13")
    assert office("issue", "--on-expected-list").code == 130
    assert questions[1:] == ["--rule"]
    questions = asked("MSP12", "article-14-1", "")
    assert office("issue", "--on-expected-list").code == 130
    assert questions[-1] == "--issued-on [2024-06-30]"
    # a last answer that cannot stand here is not offered
    office.on("2026-01-31")
    office.cost("370000.00", "actual")
    questions = asked("", "", "", "")
    assert office("settle", "--on-expected-list").code == 130
    assert questions[-1] == "--pay-by"


def test_a_full_line_stays_quick_and_no_terminal_no_question(
    office: Office, asked: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = asked()
    office.ok("receive msp12 SWE 10.00 --on 2024-02-01 --reference R")
    assert not questions and not (office.folder / NAME).exists()
    monkeypatch.setattr("ccmcost.cli.app.somebody_there", lambda: False)
    said = office("receive", "msp12", "SWE")
    assert said.code == 2 and "Complete: ccmcost receive msp12 SWE AMOUNT" in said.err
    assert not questions


def test_a_no_and_an_interrupt_record_nothing(
    office: Office, asked: Callable[..., list[str]]
) -> None:
    before = (office.folder / "ledger.sqlite").read_bytes()
    line = ("receive", "msp12", "SWE", "10.00", "--on", "2024-02-01")
    asked("R", "n")
    said = office(*line)
    assert said.code == 2 and "Nothing was recorded" in said.err
    asked()
    assert office(*line).code == 130
    assert (office.folder / "ledger.sqlite").read_bytes() == before


def test_what_is_neither_yes_nor_no_is_asked_again(
    office: Office, asked: Callable[..., list[str]]
) -> None:
    office.on("2024-06-30")
    line = ("record", "unidentified", "5.00", "--on", "2024-03-04")
    questions = asked("R", "maybe", "Y")
    said = office(*line)
    assert said.code == 0 and questions[1:] == ["Record this? [y/N]"] * 2, said.err
    assert said.err.count("Please answer y or n; Enter means n.\n") == 1
    asked("R", "oui", "")
    assert office(*line).code == 2
    asked("R", "maybe")
    assert office(*line).code == 130


def test_no_notice_is_asked_for_where_none_was_issued(
    office: Office, asked: Callable[..., list[str]]
) -> None:
    questions = asked()
    make_workspace(office.folder / "new")
    office.patch.chdir(office.folder / "new")
    said = office("record", "erp-number")
    assert said.code == 2 and said.err.startswith("no notice has been issued yet: ccmcost issue ")
    assert not questions


def test_a_meeting_is_offered_by_its_id_however_it_was_typed(
    office: Office, asked: Callable[..., list[str]]
) -> None:
    office.on("2024-06-30")
    asked("MSP 12", "SWE", "100.00", "R", "y")
    assert office("receive", "--on", "2024-03-04").code == 0
    assert offered(office)["meeting"] == "msp12"
    questions = asked("Msp 13", "<")
    assert office("receive", "--on", "2024-03-04").code == 130
    assert questions == ["MEETING [msp12]", "STATE", "MEETING [msp13]"]


def test_what_no_answer_mends_is_said_before_more_is_asked(
    office: Office, asked: Callable[..., list[str]]
) -> None:
    questions = asked()
    said = office("issue", "msp12")
    assert said.code == 2 and not questions, said.err
    assert "--on-expected-list" in said.err and "is missing" not in said.err
    assert "The line so far: ccmcost issue msp12\n" in said.err


def test_a_cost_is_asked_for_and_each_answer_checked(
    office: Office, asked: Callable[..., list[str]]
) -> None:
    questions = asked(
        *("estimat", "estimate", "0.00", "100000", "DOC", "2025-02-30", "2023-11-24", "y"),
    )
    said = office("cost", "set", "msp13")
    assert said.code == 0, said.err
    assert questions == [
        *("--status", "--status", "--amount", "--amount", "--source"),
        *("--adopted-on", "--adopted-on", "Record this? [y/N]"),
    ]
    assert "USD 100,000.00 (DOC)" in said.out
    assert (
        "This will be recorded by A. Clerk:\n  msp13: estimate, USD 100,000.00 (DOC), adopted on "
        "24 November 2023\n" in said.err
    )
    assert "This folder bills" not in said.err
    asked("estimate", "100000", "DOC", "2023-11-24", "y")
    said = office("cost", "set", "msp13", "--currency", "EUR")
    remark = "24 November 2023\n  This folder bills msp13 in USD; this cost is in EUR.\n"
    assert remark in said.err and said.err.count("This folder bills") == 1


def test_a_new_meeting_is_asked_for_and_without_a_day_only_if_that_is_said(
    office: Office, asked: Callable[..., list[str]]
) -> None:
    assert office("show", "msp14").err.endswith(" add it: ccmcost meeting add msp14\n")
    assert "meeting add" not in office("show", "MSP 14!").err
    questions = asked("msp13", "msp14", "Fourteenth Meeting", "", "16 November 2026", "", "")
    said = office("meeting", "add")
    assert said.code == 130 and questions[-1].startswith("--country")
    assert "An answer is needed: DATE, as said above." in said.err
    register = office.folder / "data" / "meetings.toml"
    before = register.read_bytes()
    asked("2026-11-16", "", "", "", "n")
    said = office("meeting", "add", "msp14", "--name", "Fourteenth Meeting")
    assert said.code == 2 and "Nothing was written.\n" in said.err
    assert register.read_bytes() == before
    questions = asked("", "2026-11-16", "2026-11-20", "Geneva", "Switzerland", "y")
    said = office("meeting", "add", "msp14", "--name", "Fourteenth Meeting")
    left_out = " (Enter: leave it out)"
    assert said.code == 0, said.err
    assert questions == [
        *["--start"] * 2,
        *(f"--{name}{left_out}" for name in ("end", "city", "country")),
        "Write this? [y/N]",
    ]
    assert (
        "This will be written to data/meetings.toml:\n  Fourteenth Meeting (msp14): 16 to 20 "
        "November 2026, Geneva, Switzerland (CHE)\n"
    ) in said.err
    assert "16 to 20 November 2026, Geneva, Switzerland (CHE)\nNext: ccmcost meeting expect" in (
        said.out
    )
    asked("open", "", "", "", "y")
    said = office("meeting", "add", "msp15", "--name", "Fifteenth Meeting")
    assert "(msp15)\nNext, once its day is fixed: ccmcost meeting set msp15" in said.out, said.err
    questions = asked()
    office.ok("meeting add msp16 --name Sixteenth --start 2028-11-20")
    beside = "meeting set msp16-pm1 --billing-group msp16"
    assert beside in office.ok("meeting add msp16-pm1 --name Before --start 2028-02-20")
    assert "billing-group" not in office.ok(beside)
    assert not questions


def test_a_wrong_value_on_a_line_that_lacks_another_is_asked_again(
    office: Office, asked: Callable[..., list[str]]
) -> None:
    questions = asked("msp12", "R", "y")
    said = office("receive", "msp99", "SWE", "10.00", "--on", "2024-02-01")
    assert (said.code, questions[:2]) == (0, ["MEETING", "--reference"]), said.err


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"x": 1}', b"\xff", b"[" * 90_000])
def test_a_broken_file_of_answers_harms_nothing(office: Office, content: bytes) -> None:
    path = office.folder / NAME
    path.write_bytes(content)
    workspace = open_workspace()
    assert remembered(workspace, "answers") == {}
    remember(workspace, "answers", {"on": "2024-02-01"})
    assert remembered(workspace, "answers") == {"on": "2024-02-01"}
    path.unlink()
    path.mkdir()
    remember(workspace, "answers", {"on": "2024-02-02"})
    assert remembered(workspace, "answers") == {} and list(office.folder.glob(f"{NAME}*")) == [path]


def test_no_answers_are_kept_outside_an_office(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    remember(Workspace(tmp_path / "data", tmp_path / "other"), "answers", {"on": "2024-02-01"})
    assert not list(tmp_path.glob(".*"))


def test_no_name_sum_state_or_document_is_offered() -> None:
    assert not ApprovedBy.__metadata__[0].offer
    kept = {
        one.shown
        for command in leaves().values()
        for one in command.callback.parameters  # type: ignore[union-attr]
        if one.said.offer not in ("", NOTHING)
    }
    assert kept == {
        *("MEETING", "MEETING|GROUP", "--on", "--recorded-by", "--as-at", "--as-of"),
        *("--rule", "--adopted-by", "--issued-on", "--pay-by"),
    }


def test_a_question_names_what_may_be_chosen(
    office: Office, asked: Callable[..., list[str]]
) -> None:
    asked()
    said = office("issue", "msp12", "--on-expected-list")
    assert "One of:\n  article-14-1: " in said.err
    said = office("cost", "set", "msp12")
    assert "estimate, revised_estimate or actual.\n" in said.err and "One of" not in said.err


@pytest.mark.slow
def test_a_real_terminal(office: Office) -> None:
    pytest.importorskip("pty", reason="terminals are made by pty, which Windows lacks")
    before = (office.folder / "ledger.sqlite").read_bytes()
    line = ("receive", "msp12", "SWE", "10.00", "--on", "2024-02-01")
    for end in (INTERRUPT, CLOSED):
        seen = at_terminal(office.folder, line, ("--reference: ", end))
        assert seen.code == 130 and "nothing was left half written" in seen.screen
    seen = at_terminal(office.folder, line, ("--reference: ", "R\n"), ("[y/N]: ", ENTER))
    assert (seen.code, (office.folder / "ledger.sqlite").read_bytes()) == (2, before)
    seen = at_terminal(office.folder, line, ("--reference: ", "R\n"), ("[y/N]: ", "y\n"))
    assert seen.code == 0 and "event 3: receipt USD 10.00" in seen.screen
    assert DECISION


def test_what_goes_with_another_answer_is_asked_where_that_is(
    office: Office, asked: Callable[..., list[str]]
) -> None:
    office.on("2024-06-30")
    leave, none = " (Enter: leave it out)", " (-: leave it out)"
    questions = asked("msp12", "450000", "Budget paper 7", "", "2024-03-01")
    assert office("estimate").code == 0
    day, symbol = "--as-of [2024-06-30]", f"--symbol{leave}"
    assert questions == ["MEETING|GROUP", f"--cost{leave}", f"--source{leave}", symbol, day]
    questions = asked("", "", "CCM/MSP/2024/1", "<", "CCM/MSP/2024/2", "")
    assert "--symbol CCM/MSP/2024/2" in office("estimate").err
    assert questions == [
        *(
            "MEETING|GROUP [msp12]",
            f"--cost{leave}",
            symbol,
            day,
            f"--symbol [CCM/MSP/2024/1]{none}",
            day,
        )
    ]
    questions = asked("", "cover", "Sweden", "")
    said = office("letters")
    assert said.code == 0, said.err
    assert questions == ["MEETING|GROUP [msp12]", "--kind", f"--state{leave}", day]
    assert "notes written (cover) as at 2024-06-30: 1" in said.out
    questions = asked("reminder2", "", "", "2026-01-31")
    said = office("letters", "msp12")
    assert said.code == 0, said.err
    assert questions == ["--kind", f"--state{leave}", f"--earlier{leave}", day]


def test_a_day_far_ahead_is_asked_about_where_it_is_typed(
    office: Office, asked: Callable[..., list[str]]
) -> None:
    office.cost("390000.00", "revised_estimate")
    answers = ("msp12", *DECIDED.values(), "2024-06-30", "n", "--dated-ahead", "2024-06-29")
    questions = asked(*answers, "--lang fr", "2025-12-31", "B. Chief", "n")
    said = office("issue", "--on-expected-list")
    days = [each for each in questions if "--issued-on" in each or "meant" in each]
    assert [each.partition(" [")[0] for each in days] == [
        *("--issued-on", "Is this meant?", "--issued-on", "--issued-on"),
    ]
    assert "2024-06-30 lies" in said.err and "say --dated-ahead" not in said.err
    assert "--issued-on 2024-06-29" in said.err and "--dated-ahead" in said.err
    assert "--lang fr" in said.err, "an option may be typed at any question"
    assert said.err.endswith("Nothing was recorded.\n")
    asked(*answers[:4], "y", "2025-12-31", "B. Chief", "n")
    said = office("issue", "--on-expected-list")
    assert "--issued-on 2024-06-30" in said.err and "--dated-ahead" in said.err


def test_back_where_a_day_far_ahead_is_asked_about_leads_to_the_day(
    office: Office, asked: Callable[..., list[str]]
) -> None:
    office.cost("390000.00", "revised_estimate")
    answers = ("msp12", *DECIDED.values(), "2024-06-30", "<", "2024-02-01", "2025-12-31")
    questions = asked(*answers, "B. Chief", "n")
    said = office("issue", "--on-expected-list")
    days = [each for each in questions if "--issued-on" in each or "meant" in each]
    assert [each.partition(" [")[0] for each in days] == [
        *("--issued-on", "Is this meant?", "--issued-on"),
    ]
    assert "--issued-on 2024-02-01" in said.err and "--dated-ahead" not in said.err


def test_back_at_the_last_question_leads_to_the_one_before(
    office: Office, asked: Callable[..., list[str]]
) -> None:
    office.on("2024-02-15")
    line = ("receive", "msp12", "SWE", "10.00")
    questions = asked("2024-02-01", "R", "<", "<", "2024-02-02", "", "<", "S", "y")
    said = office(*line)
    assert said.code == 0, said.err
    asked_for = [each.partition(" [")[0] for each in questions]
    days_and_texts = ["--on", "--reference"]
    assert asked_for == [
        *(*days_and_texts, "Record this?", "--reference", *days_and_texts),
        *("Record this?", "--reference", "Record this?"),
    ]
    assert said.err.count("In one line: ") == 3 and "--on 2024-02-02 --reference S" in said.err
    assert "2 February 2024" in said.out and said.out.count("event ") == 1
    questions = asked(*DECIDED.values(), *DAYS.values(), "B. Chief", "<", "C. Chief", "n")
    office.cost("390000.00", "revised_estimate")
    said = office("issue", "msp12", "--on-expected-list")
    assert said.code == 2 and "Nothing was recorded" in said.err
    assert [each.partition(" [")[0] for each in questions[-4:]] == [
        *("--approved-by", "Issue this?", "--approved-by", "Issue this?"),
    ]


def test_a_rule_that_is_no_file_is_asked_for_again(
    office: Office, asked: Callable[..., list[str]]
) -> None:
    office.cost("390000.00", "revised_estimate")
    questions = asked("n/a", "A/1", *DECIDED.values())
    said = office("issue", "msp12", "--on-expected-list")
    assert [each.partition(" [")[0] for each in questions] == [
        *(["--rule"] * 3),
        *("--adopted-by", "--issued-on"),
    ]
    assert "--rule: A/1: the file does not exist. Check the name" in " ".join(said.err.split())


def test_a_sum_is_copied_in_a_plain_form(office: Office, asked: Callable[..., list[str]]) -> None:
    asked("R", "n")
    said = office("receive", "msp12", "SWE", "1'000.00", "--on", "2024-02-01")
    assert "In one line: ccmcost receive msp12 SWE 1000.00 --on 2024-02-01" in said.err
