"""`ccmcost match`: what is shown is what a person may book, and nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from ccmcost.accounts.books import open_books
from ccmcost.accounts.open_accounts import open_accounts
from ccmcost.desk.match import chosen_events
from ccmcost.desk.remembered import NAME
from ccmcost.errors import UsageError
from ccmcost.interrupt import lasting
from ccmcost.model.books import events_text
from ccmcost.workspace import open_workspace
from tests.ledger_office import Office
from tests.terminal import at_terminal

HEAD = "statement,line,value_date,amount,currency,reference"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    return Office.billed(tmp_path, monkeypatch)


def bank(office: Office, *lines: str) -> None:
    """Record lines of a bank list that nobody placed: sum and text each."""
    rows = [
        f"2024/03,{at},2024-03-04,{line.replace('|', ',USD,')}" for at, line in enumerate(lines)
    ]
    (office.folder / "list.csv").write_text("\n".join([HEAD, *rows, ""]), encoding="utf-8")
    office.ok("import receipts list.csv")


def due(office: Office, state: str) -> int:
    """What a State owes, in cents."""
    line = office.ok(f"status --format csv --state {state}").splitlines()[1]
    sums = [int(each.replace(".", "")) for each in re.findall(r"[0-9]+\.[0-9]{2}", line)]
    return max(sums)


def dollars(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02}"


def screen(office: Office, line: str = "match") -> str:
    return " ".join(office.ok(line).split())


def test_several_receipts_that_make_up_one_notice_are_proposed_together(office: Office) -> None:
    whole = due(office, "AUT")
    bank(office, f"{dollars(whole - 100000)}|BUNDESMINISTERIUM AUSTRIA", "1000.00|AUSTRIA MFA")
    shown = screen(office)
    assert f"-> AUT msp12: names Austria; with event 4 what is due, USD {whole // 100000}" in shown
    assert "-> AUT msp12: names Austria; with event 3 what is due" in shown
    said = office.ok("match --yes 3,4")
    assert said.count("placed for Austria (AUT) msp12") == 2
    assert "Every receipt has been matched" in office.ok("match")


@pytest.mark.parametrize("text", ["AUSTRIA /CHGS/USD150,", "AUSTRIA charges USD 150.00"])
def test_what_banks_kept_back_is_said_and_never_booked(office: Office, text: str) -> None:
    bank(office, f'{dollars(due(office, "AUT") - 15000)}|"{text}"')
    shown = screen(office)
    assert "USD 150.00 less than is due: the charges that the bank states" in shown
    command = "ccmcost record bank-charge msp12 AUT 150.00 --on 2024-03-04 --document TEXT"
    assert f"USD 150.00 then remains outstanding; if the office bears it: {command}" in shown
    events = office.ok("match --yes 3")
    assert command in " ".join(events.split())
    assert "150.00" in office.ok("status --format csv --state AUT")
    line = command.removeprefix("ccmcost ").replace("TEXT", "ADVICE")
    office.ok(f"{line} --approved-by B")


def test_up_to_the_office_s_limit_charges_are_plausible(office: Office) -> None:
    bank(office, f"{dollars(due(office, 'AUT') - 15000)}|AUSTRIA")
    assert "a part of USD" in screen(office) and "bank charges?" not in screen(office)
    path = office.folder / "data" / "issuer.toml"
    limits = '\n[limits]\none_person = "200.00"\n'
    path.write_text(path.read_text(encoding="utf-8") + limits, encoding="utf-8")
    assert "USD 150.00 less than is due: bank charges?" in screen(office)


def test_the_last_of_several_receipts_says_what_banks_kept_back(office: Office) -> None:
    whole = due(office, "AUT")
    bank(office, f"{dollars(whole - 100000)}|AUSTRIA", "985.00|AUSTRIA")
    shown = screen(office)
    assert shown.count("USD 15.00 less: bank charges?") == 2
    assert shown.count("ccmcost record bank-charge msp12 AUT 15.00") == 1


def test_what_was_not_shown_or_has_changed_is_not_booked(office: Office) -> None:
    whole = due(office, "AUT")
    bank(office, f"{dollars(whole)}|AUSTRIA", f"{dollars(due(office, 'CUB'))}|CUBA")
    office.refused("match --yes 3,4", "no place was shown to you for event 3. Look first")
    assert "ccmcost match --yes 3,4 --recorded-by NAME" in screen(office)
    office.ok(f"receive msp12 AUT {dollars(whole)} --on 2024-03-20 --reference R --overpaid")
    office.refused("match --yes 3,4", "event 3")
    office.ok("match --yes 4")
    office.refused("match --yes 4", "event 4 is placed already, by event 6.")
    office.refused("match --yes 99", "nothing is proposed for event 99")


def test_one_of_several_places_is_chosen_by_its_name(office: Office) -> None:
    """A person who must choose says which; another place than those offered is refused."""
    bank(office, "1.00|AUSTRIA AND CUBA")
    shown = screen(office)
    assert "choose between" in shown
    office.refused("match --yes 3=AUS/MSP12", "no place is clear for event 3")
    assert "placed for Cuba (CUB) msp12" in office.ok("match --yes 3=cub/msp12")


def test_one_payment_for_several_states_is_placed_in_its_parts(office: Office) -> None:
    """In whatever order a person names the parts."""
    bank(office, f"{dollars(due(office, 'AUT') + due(office, 'CUB'))}|AUSTRIA AND CUBA")
    assert "names Austria, Cuba; what is due from 2 States" in screen(office)
    office.refused("match --yes 3=CUB/MSP12", "AUT/MSP12+CUB/MSP12 is proposed now")
    said = office.ok("match --yes 3=cub/msp12+aut/msp12")
    assert "Austria (AUT) msp12" in said and "Cuba (CUB) msp12" in said
    assert "Every receipt has been matched" in office.ok("match")


def test_the_day_of_a_notice_is_that_of_its_issue(office: Office) -> None:
    with open_books(open_workspace(office.folder / "data")) as books:
        days = {each.since for each in open_accounts(books) if each.due.minor}
    assert days == {"2024-02-01"}


def test_a_choice_that_cannot_stand_is_asked_again(office: Office) -> None:
    """In words without the option, which nobody typed; the list is not shown again."""
    pytest.importorskip("pty", reason="terminals are made by pty, which Windows lacks")
    bank(office, f"{dollars(due(office, 'AUT'))}|AUSTRIA", "1.00|AUSTRIA AND CUBA")
    office.refused("match --yes 4", "Name it: 4=AUT/MSP12 or 4=CUB/MSP12. Place one yourself")
    seen = at_terminal(
        office.folder,
        ["match", "--recorded-by", "A. Clerk"],
        ("none): ", "x\n"),
        ("Ctrl-C stops", ""),
        ("none): ", "4\n"),
        ("No place is clear for event 4", ""),
        ("none): ", "99\n"),
        ("Nothing is proposed for event 99", ""),
        ("none): ", "3\n"),
    )
    assert seen.code == 0 and "placed for Austria (AUT) msp12" in seen.screen, seen.screen
    assert "--yes" not in seen.screen.partition("none): ")[2]
    assert seen.screen.count("Unidentified receipts") == 1


@pytest.mark.parametrize("text", ["AUSTRIA", "AUSTRIA MSP12", "CCM-MSP12-AUT"])
def test_one_debt_is_offered_to_one_receipt(office: Office, text: str) -> None:
    whole = dollars(due(office, "AUT"))
    bank(office, f"{whole}|{text}", f"{whole}|{text} AGAIN", f"{whole}|OTHER {text}")
    shown = screen(office)
    assert shown.count("though event 3 pays it") == 2
    (line,) = re.findall(r"ccmcost match --yes (\S+)", shown)
    assert line == "3"
    assert office.ok(f"match --yes {line}").count("placed for Austria (AUT) msp12") == 1


def test_parts_are_offered_up_to_what_is_due_and_the_line_books_them_all(office: Office) -> None:
    whole = due(office, "AUT")
    parts = [whole * share // 10 for share in (5, 4, 3)]
    bank(office, *(f"{dollars(each)}|AUSTRIA MSP12 {at}" for at, each in enumerate(parts)))
    shown = screen(office)
    assert "though events 3 and 4 pay it" in shown
    (line,) = re.findall(r"ccmcost match --yes (\S+)", shown)
    assert line == "3,4"
    assert office.ok(f"match --yes {line}").count("placed for Austria (AUT) msp12") == 2


def test_many_are_said_as_rows_of_numbers() -> None:
    """So that a statement of a hundred payments is booked in one short line."""
    assert chosen_events("3-5, 8,10 – 11") == dict.fromkeys((3, 4, 5, 8, 10, 11), "")
    assert chosen_events("7=JPN/MSP12,9") == {7: "JPN/MSP12", 9: ""}
    assert events_text([3, 4, 5, 8, 10, 11]) == "3-5,8,10,11"
    assert list(chosen_events(events_text([1, 2, 4, 6, 7, 8]))) == [1, 2, 4, 6, 7, 8]
    for wrong in ("5-3", "3-", "-3", "3-4=JPN/MSP12", "1-99999", "a", "3--4", "1-2-3"):
        with pytest.raises(UsageError, match="such as"):
            chosen_events(wrong)


def test_a_place_of_another_sum_than_was_shown_is_shown_again(office: Office) -> None:
    bank(office, f"{dollars(due(office, 'AUT'))}|AUSTRIA")
    screen(office)
    office.ok("record identify 3 AUT msp12 --amount 10.00 --document D")
    office.refused("match --yes 3", "and AUT/MSP12 USD")
    screen(office)
    office.ok("match --yes 3")


def spoilt(path: Path) -> None:
    path.write_bytes(b"\xff\xfe broken")


def of_somebody_else(path: Path) -> None:
    (own,) = json.loads(path.read_text(encoding="utf-8")).values()
    path.write_text(json.dumps({"somebody": own}), encoding="utf-8")


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("spoil", [Path.unlink, spoilt, of_somebody_else, folder])
def test_a_missing_or_broken_memory_asks_to_look(
    office: Office, spoil: Callable[[Path], None]
) -> None:
    bank(office, f"{dollars(due(office, 'AUT'))}|AUSTRIA")
    screen(office)
    spoil(office.folder / NAME)
    office.refused("match --yes 3", "no place was shown to you")
    screen(office)
    office.ok("match --yes 3=AUT/MSP12")


def test_a_memory_is_no_result_of_a_command_that_fails(office: Office) -> None:
    bank(office, f"{dollars(due(office, 'AUT'))}|AUSTRIA")
    screen(office)
    assert NAME not in lasting()


def test_at_a_terminal_it_asks_which_are_right(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    bank(office, f"{dollars(due(office, 'AUT'))}|AUSTRIA", "300000.00|OFFICE CCM-MSP12-AUS")
    assert "not certain; please check first: -> AUS msp12" in screen(office)
    answers = iter(("", "3"))
    monkeypatch.setattr("ccmcost.cli.match.ask", lambda question: next(answers))
    monkeypatch.setattr("ccmcost.cli.match.somebody_there", lambda: True)
    monkeypatch.setattr("ccmcost.cli.match.sys", SimpleNamespace(stdout=Terminal()))
    assert "Nothing was placed." in office.ok("match")
    assert "placed for Austria (AUT) msp12" in office.ok("match")
    assert "placed for" not in office.ok("match")  # nothing certain is left to ask about


class Terminal:
    """What a command prints to, as a terminal."""

    def isatty(self) -> bool:
        """It is one."""
        return True


def test_money_that_may_be_counted_already_is_never_clear_and_asked_about(office: Office) -> None:
    """As `receive` asks: an equal receipt stands on the account, or nothing is due there."""
    whole = dollars(due(office, "AUT"))
    bank(office, f"{whole}|CCM-MSP12-AUT", f"{whole}|CCM-MSP12-AUT AGAIN", "1.00|CCM-MSP12-AUT")
    assert "match --yes 3 " in screen(office)
    office.ok("match --yes 3")
    shown = screen(office)
    assert "not certain; please check first: -> AUT msp12: quotes CCM-MSP12-AUT" in shown
    assert shown.count("though event 6 recorded the same sum") == 1
    assert shown.count("though nothing is due there") == 1 and "match --yes" not in shown
    office.refused("match --yes 4", "no place is clear for event 4")
    office.refused(
        "match --yes 4=AUT/MSP12",
        "event 6 recorded the same sum of Austria for msp12, of 2024-03-04. It may be the same "
        "money. If this is right, say --again.",
    )
    office.refused("match --yes 4=AUT/MSP12 --again", "Austria owes nothing for msp12")
    office.refused("match --yes 5=AUT/MSP12", "say --overpaid")
    said = office(*["record", "identify", "5", "AUT", "msp12", "--document", "D"])
    assert said.code == 0 and "recorded the same sum" not in said.err
    said = office.ok("match --yes 4=AUT/MSP12 --again --overpaid")
    assert "placed for Austria (AUT) msp12" in said


def test_a_sum_placed_by_hand_that_equals_an_earlier_one_is_remarked_on(office: Office) -> None:
    bank(office, "10.00|A", "10.00|B", "8.00|C")
    placed = "record identify {} AUT msp12 --amount {} --document D".format
    office.ok(placed(3, "10.00"))
    said = office(*placed(4, "10.00").split()).err
    assert "look at this: event 6 recorded the same sum of Austria for msp12, of 2024-03-04" in said
    office.ok(placed(5, "4.00"))
    said = office(*placed(5, "4.00").split()).err
    assert "look at this" not in said  # two halves of one receipt


def test_two_equal_halves_that_were_shown_together_are_booked_together(office: Office) -> None:
    whole = due(office, "AUT")
    half = dollars(whole // 2)
    bank(office, f"{half}|AUSTRIA MSP12", f"{half}|AUSTRIA MSP12 REST")
    (line,) = re.findall(r"ccmcost match --yes (\S+)", screen(office))
    assert line == "3,4"
    assert office.ok(f"match --yes {line}").count("placed for Austria (AUT) msp12") == 2


@pytest.mark.parametrize(
    ("row", "on", "told"),
    [
        ("CCM-MSP12-AUT,,", "2024-02-20", True),
        ("AUSTRIA MFA,,", "2024-03-30", True),
        ("NO NAME,,", "2024-02-20", True),
        ("A REMITTER,AUT,msp12", "2024-02-20", True),
        ("CCM-MSP12-AUT,,", "2024-01-03", False),  # 61 days
        ("CUBA MSP12,,", "2024-02-20", False),
        ("A REMITTER,CUB,msp12", "2024-02-20", False),
        ("AUSTRIA MSP11,,", "2024-02-20", False),
    ],
)
def test_what_was_typed_is_named_when_the_bank_brings_it(
    office: Office, row: str, on: str, told: bool
) -> None:
    """Of the same State and meeting, within 60 days; `match` never calls it clear."""
    whole = dollars(due(office, "AUT"))
    office.ok(f"receive msp12 AUT {whole} --on {on} --reference TYPED --overpaid")
    line = f"{HEAD},iso3,meeting\n2024/03,1,2024-03-04,{whole},USD,{row}\n"
    (office.folder / "list.csv").write_text(line, encoding="utf-8")
    said = " ".join(office.ok("import receipts list.csv").split())
    named = f"event 3 recorded the same sum, of {on}, from no statement. It may be the same money."
    assert (named in said) is told
    assert "match --yes" not in screen(office) or row.startswith("CUBA")


def test_an_unidentified_sum_that_was_typed_is_named_too(office: Office) -> None:
    office.ok("record unidentified 500.00 --on 2024-02-10 --reference TYPED")
    for row in ("CUBA MFA,,", "A REMITTER,CUB,msp12"):
        line = f"{HEAD},iso3,meeting\n2024/{row[0]},1,2024-03-04,500.00,USD,{row}\n"
        (office.folder / "list.csv").write_text(line, encoding="utf-8")
        said = " ".join(office.ok("import receipts list.csv").split())
        assert "event 3 recorded the same sum, of 2024-02-10, from no statement" in said
