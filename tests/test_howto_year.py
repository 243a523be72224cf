"""A year of a real size, as docs/howto-finance-officer.md tells it: its lines are run as they
stand, in order, on the day of each; then every State owes what `practice_year` computes by hand.
"""

from __future__ import annotations

import csv
import io
import random
import re
import shlex
import shutil
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import pytest

from tests import practice_year as made
from tests.conftest import ROOT, slow_but
from tests.ledger_life import short_documents
from tests.ledger_office import Office, said_by
from tests.terminal import at_terminal

pytestmark = pytest.mark.slow

PAGE = ROOT / "docs" / "howto-finance-officer.md"
BLOCK = re.compile(r"```(sh|text)\n(.*?)```", re.DOTALL)
LAST_DAY = "2025-07-31"
ARRIVED = {
    made.FIRST: "2024-06-03",
    "list.csv": "2024-09-20",
    "list-revised.csv": "2024-10-15",
    made.SECOND: "2025-06-02",
}
"""The day on which a file is taken in, and what follows is typed."""
DUE = {
    "init": ("ccmcost cost set msp12 --amount SUM --status estimate", "data/issuer.toml"),
    "cost set msp12 --status estimate": (
        "ccmcost issue msp12 --on-expected-list",
        "cost set msp12",
    ),
    "issue msp12": ("", "msp12"),
    f"import receipts {made.FIRST}": ("ccmcost match", ""),
    "record identify": ("ccmcost letters msp12 --kind reminder1", "ccmcost match"),
    "import participants msp12 list.csv --document CCM/MSP/2024/INF.1 --dry-run": (
        "ccmcost import participants msp12 FILE",
        "settle msp12",
    ),
    "import participants msp12 list-revised.csv": (
        "ccmcost cost set msp12 --amount SUM --status actual",
        "ccmcost import participants msp12",
    ),
    "cost set msp12 --status actual": ("ccmcost settle msp12", "cost set msp12"),
    "settle msp12": ("ccmcost record apply-credit msp12", "ccmcost settle"),
}
"""After which lines of the page `next` is asked: what it must name, and what it must not."""
SLOW = ("apportion", "estimate", "report", "letters", "verify", "audit-pack", "check")
"""What writes many pages and moves no money; the quick lane leaves it out."""


class Step(NamedTuple):
    """A command of the page, and what it said."""

    line: str
    said: str


class Year(NamedTuple):
    """The office after the year, its steps, and what was due after some of them."""

    office: Office
    steps: list[Step]
    due: dict[str, str]

    def commands(self, *start: str) -> list[list[str]]:
        """The words of the commands that begin with these."""
        split = [shlex.split(step.line)[1:] for step in self.steps]
        return [words for words in split if words[: len(start)] == list(start)]


def day_of(line: str, before: str) -> str:
    """The day on which a line of the page is typed: the latest that it names, or that of the line
    before.
    """
    named = re.findall(r"20\d\d-\d\d-\d\d", line)
    arrived = [day for file, day in ARRIVED.items() if file in line]
    return max([before, *named, *arrived])


def clock_of(line: str, before: str) -> str:
    """The day that the clock shows meanwhile: documents are issued on the day that they carry."""
    issued = re.search(r"--issued-on (\S+)", line)
    return max(before, issued[1]) if issued else day_of(line, before)


QUESTION = re.compile(r"^(.*(?:\[y/N\]|\(Enter: none\)):) ?(.*)$")
FIELD = re.compile(r"^  ([^:]+:) ?(.*)$")
"""A line on which a person answers, as the page shows it, and the answer; `init` asks by fields."""


class Block(NamedTuple):
    """Lines that are typed at a terminal, and what the page then shows of it."""

    typed: list[str]
    shown: list[str]

    def talk(self, command: str) -> list[tuple[str, str]]:
        """What a command asks, and what is answered."""
        if command not in ("init", "issue", "settle", "match"):
            return []
        found = [QUESTION.match(line) for line in self.shown]
        if command == "init":
            found = [FIELD.match(line) or QUESTION.match(line) for line in self.shown]
        return [(f"{each[1]} ", each[2]) for each in found if each]


def blocks() -> list[Block]:
    """What the page has to type, and to see."""
    found: list[Block] = []
    for kind, text in BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        if kind == "sh":
            found.append(Block(text.splitlines(), []))
            assert all(line.startswith("ccmcost ") for line in text.splitlines())
        else:
            found[-1].shown.extend(text.splitlines())
    return found


def play(folder: Path, patch: pytest.MonkeyPatch, whole: bool) -> Year:
    """Do what the page says, in an empty folder that holds the files for practice: at a terminal,
    or without one, which is quick, and what the page answers is said by options.
    """
    shutil.copytree(made.FOLDER, folder, dirs_exist_ok=True)
    patch.chdir(folder)
    patch.setenv("CCMCOST_RECORDED_BY", "A. Clerk")
    patch.delenv("CCMCOST_DATA", raising=False)
    office = Office.__new__(Office)
    office.folder, office.patch = folder, patch
    year, day = Year(office, [], {}), "2023-11-24"
    for block in blocks():
        said = ""
        for line in block.typed:
            office.on(clock_of(line, day))
            day = day_of(line, day)
            command = line.split()[1]
            if whole or command == "init":
                talk = block.talk(command)
                answers = ((question, f"{answer}\n") for question, answer in talk)
                code, screen = at_terminal(folder, shlex.split(line)[1:], *answers)
                plain = re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", screen)
            elif command in SLOW:
                code, plain = 0, ""
            else:
                code, out, err = said_by(*shlex.split(line)[1:])
                plain = out + err
                for question, answer in block.talk(command) if command == "match" else []:
                    code, out, err = said_by("match", "--yes", answer)
                    plain += f"{question}{answer}\n{out}{err}"
            assert code == 0, f"{line}\n{plain}"
            said += plain
            office.on(day)
            year.steps.append(Step(line, plain))
            _ask(year, line)
        seen(block, said, whole)
    return year


def seen(block: Block, said: str, whole: bool) -> None:
    """That what the page shows stands in what was said, in this order; without a terminal, but for
    what is asked and left out. Where a terminal broke a line does not count.
    """
    at, said = 0, " ".join(said.split())
    if not whole and any(line.split()[1] in SLOW for line in block.typed):
        return
    for line in block.shown:
        text = " ".join(line.split())
        if text == "..." or (
            not whole and (QUESTION.match(text) or text.startswith("112 notices "))
        ):
            continue
        found = said.find(text, at)
        assert found >= 0, f"the page shows {text!r} after {block.typed[-1]}:\n{said}"
        at = found + len(text)


def _ask(year: Year, line: str) -> None:
    """Ask what is due, where that is to be held against the page."""
    for start in DUE:
        if line.startswith(f"ccmcost {start}") and start not in year.due:
            year.due[start] = said_by("next").out


def money(text: str) -> int:
    """A plain sum in cents."""
    whole, _, cents = text.partition(".")
    assert len(cents) == 2
    return int(whole + cents)


def accounts(office: Office, day: str = LAST_DAY) -> dict[tuple[str, str], dict[str, int]]:
    """The figures of each account as at a day, in cents."""
    said = office("status", "--format", "csv", "--as-at", day)
    assert said.code == 0, said.err
    columns = ("assessed", "adjustments", "received", "other", "outstanding", "credit")
    return {
        (row["iso3"], row["meeting"]): {name: money(row[name]) for name in columns}
        for row in csv.DictReader(io.StringIO(said.out))
    }


def by_hand(year: Year) -> dict[tuple[str, str], int]:
    """What each State owes in the end for each meeting, in cents; a credit is below zero. From the
    rates, the lists and the bank's entries as they were made, and what the page itself types.
    """
    owed: defaultdict[tuple[str, str], int] = defaultdict(int)
    provisional = made.shared("msp12", made.parties("msp12"), made.COST["estimate"])
    final = made.shared("msp12", made.lists()[1], made.COST["actual"])
    for code in provisional.keys() | final.keys():
        owed[code, "msp12"] = final.get(code, 0)
    following = made.shared("msp13", made.parties("msp13"), made.COST["next"])
    owed |= {(code, "msp13"): cents for code, cents in following.items()}
    entries = {each.reference: each for each in made.first_statement()}
    entries |= {each.reference: each for each in made.second_statement()}
    for each in entries.values():
        if each.state:
            owed[each.state, each.meeting] -= each.cents
    for meeting, code, amount, *_ in (words[1:] for words in year.commands("receive")):
        owed[code, meeting] -= money(amount)
    for _, what, meeting, code, amount, *more in year.commands("record"):
        if what == "bank-charge":
            owed[code, meeting] -= money(amount)
        elif what == "refund":
            owed[code, meeting] += money(amount)
        elif what == "apply-credit" and "apply" in more:
            owed[code, meeting] += money(amount)
            owed[code, more[more.index("--to") + 1]] -= money(amount)
    return dict(owed)


def each_state_owes_what_was_computed_by_hand(year: Year) -> None:
    found = accounts(year.office)
    assert {key: row["outstanding"] - row["credit"] for key, row in found.items()} == by_hand(year)


def before_the_meeting_each_state_party_owes_its_part_of_the_estimate(year: Year) -> None:
    found = accounts(year.office, "2024-09-10")
    wanted = made.shared("msp12", made.parties("msp12"), made.COST["estimate"])
    assert {code: row["assessed"] for (code, _), row in found.items()} == wanted
    assert len(wanted) == 112 and not any(row["adjustments"] for row in found.values())


def the_notices_of_112_states_are_the_actual_cost_to_the_cent(year: Year) -> None:
    final = made.shared("msp12", made.lists()[1], made.COST["actual"])
    billed = {
        code: row["assessed"] + row["adjustments"]
        for (code, meeting), row in accounts(year.office).items()
        if meeting == "msp12"
    }
    assert {code: cents for code, cents in billed.items() if cents} == final
    assert len(final) == 112 and sum(final.values()) == made.COST["actual"]
    assert len(billed) == 129  # 17 States Parties stayed away
    roles = {code in made.parties("msp12") for code in final}
    assert roles == {True, False}


def a_statement_of_a_state_is_the_sum_of_its_events(year: Year) -> None:
    found = accounts(year.office)
    ledger = year.office.folder / "postings.csv"
    year.office.ok(f"ledger export {ledger.name}")
    posted: defaultdict[tuple[str, str], int] = defaultdict(int)
    with ledger.open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            posted[row["state"], row["meeting"]] += money(row["amount"])
    for (code, meeting), row in found.items():
        balance = row["outstanding"] - row["credit"]
        assert posted[code, meeting] == balance
    whole = all(step.said for step in year.steps)
    for code in sorted({code for code, _ in found})[:: 1 if whole else 9]:
        said = year.office("statement", code, "--format", "csv", "--as-at", LAST_DAY)
        moved: defaultdict[str, int] = defaultdict(int)
        last = {}
        for row in csv.DictReader(io.StringIO(said.out)):
            moved[row["meeting"]] += money(row["charge"]) - money(row["payment"])
            last[row["meeting"]] = money(row["balance"])
        assert moved == last
        for meeting, balance in last.items():
            own = found[code, meeting]
            assert balance == own["outstanding"] - own["credit"], (code, meeting)


def the_ledger_and_the_audit_pack_stand(year: Year) -> None:
    assert year.office.ok("ledger verify").startswith("0 problems;")
    assert "Every receipt has been matched." in year.office.ok("match")
    done = [step.said for step in year.steps if step.line.startswith("ccmcost audit-pack")]
    if done != [""]:
        assert "2 of 2 assessments recalculated from the pack, to the cent" in done[0]
        assert "totals reconcile" in done[0]


def test_the_files_for_practice_are_those_that_are_made() -> None:
    files = dict(made.files())
    assert {path.name for path in made.FOLDER.iterdir()} == files.keys()
    for name, text in files.items():
        assert (made.FOLDER / name).read_text(encoding="utf-8") == text, name
        assert "Made up" in text.partition("Document")[0][:120]
    first, revised = made.lists()
    assert (len(first), len(revised)) == (111, 112) and len(revised - first) == 2


def next_agrees_with_the_page(year: Year) -> None:
    """What `next` proposes after a line of the page is what the page does next."""
    assert year.due.keys() == DUE.keys()
    for line, said in year.due.items():
        wanted, no_longer = DUE[line]
        assert wanted in said, (line, said)
        assert not no_longer or no_longer not in said, (line, said)


@pytest.mark.parametrize("whole", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_the_year(whole: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One test, so that the year is played once; the quick lane has documents of two words."""
    if not whole:
        short_documents(monkeypatch)
    year = play(tmp_path, monkeypatch, whole)
    next_agrees_with_the_page(year)
    before_the_meeting_each_state_party_owes_its_part_of_the_estimate(year)
    each_state_owes_what_was_computed_by_hand(year)
    the_notices_of_112_states_are_the_actual_cost_to_the_cent(year)
    a_statement_of_a_state_is_the_sum_of_its_events(year)
    the_ledger_and_the_audit_pack_stand(year)


@pytest.mark.parametrize("seed", slow_but([1], range(1, 5)))
def test_any_list_and_actual_cost_are_settled_to_the_cent(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lists and costs by chance: provisional notices, the official list and the actual cost in one,
    then a list revised after the settlement.
    """
    short_documents(monkeypatch)
    chance, office = random.Random(seed), Office(tmp_path, monkeypatch)
    estimate, actual = (chance.randint(10_000_00, 900_000_00) for _ in range(2))
    parties = sorted(made.parties("msp12"))
    others = sorted(set(made.names()) - set(parties))
    office.ok("meeting expect msp12")
    office.cost(f"{estimate // 100}.{estimate % 100:02}")
    assert office.issue("--on-expected-list").code == 0
    charged = {code: cents for (code, _), cents in _charged(office).items()}
    assert charged == made.shared("msp12", parties, estimate)
    for day in ("2025-04-01", "2025-05-01"):
        office.on(day)
        present = {
            *chance.sample(parties, chance.randint(60, len(parties))),
            *chance.sample(others, chance.randint(0, 40)),
        }
        (tmp_path / "list.csv").write_text(made.list_file(present), encoding="utf-8")
        office.ok(f"import participants msp12 list.csv --document D --states {len(present)} --yes")
        office.cost(f"{actual // 100}.{actual % 100:02}", "actual")
        office.ok(
            f"settle msp12 --adopted-by 'D, 1' --issued-on {day} --pay-by 2025-12-31 "
            "--approved-by 'B. Chief' --credit-absent-parties"
        )
        charged = {code: cents for (code, _), cents in _charged(office).items() if cents}
        assert charged == made.shared("msp12", present, actual)
        assert sum(charged.values()) == actual
    assert office.ok("ledger verify").startswith("0 problems;")


def _charged(office: Office) -> dict[tuple[str, str], int]:
    """What was charged to each account, in cents."""
    return {key: row["assessed"] + row["adjustments"] for key, row in accounts(office).items()}
