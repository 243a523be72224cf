"""A year with a review conference, a cancelled meeting and a changed rule, done three times: by
commands, by the forms of the app, and in Python; a workbook of formulas says what each State owes.
"""

from __future__ import annotations

import csv
import io
import re
import shlex
import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import ccmcost
from tests import conference_year as told
from tests.app_browser import inside
from tests.ledger_life import short_documents
from tests.ledger_office import Office
from tests.test_app_year import export_of
from tests.test_howto_year import money

pytest.importorskip("flask", reason='flask is missing: pip install "ccmcost[app]"')

from ccmcost.app import turn, work
from ccmcost.app.forms import command_of, is_asked, takes_file
from ccmcost.cli.asking import _Asked
from ccmcost.cli.line import Line

BILLED = {  # line of the year, and what it bills
    "issue rc3 --rule": ("pm1", "pm2", "rc"),
    "issue msp14 --rule article-14-1 ": ("msp",),
    "issue rc3 --alone": ("rc revised",),
    "settle rc3 ": ("pm1 actual", "rc actual"),
    "issue msp14 --rule article-14-1-all-parties": ("msp actual",),
}


LAST = "2027-03-02"


class Here(work.Turn):
    """A line of the app, run in this process: the processes are tested elsewhere."""

    def __init__(self, line: work.Line) -> None:
        self.id, self.line, self.progress, self.stopped = f"{id(line)}", line, "", 0.0
        kept = sys.stdout, sys.stderr, sys.stdin, sys.argv
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("CCMCOST_REQUEST", line.form)
            try:
                done = turn.take(list(line.words), list(line.answers))
            finally:
                sys.stdout, sys.stderr, sys.stdin, sys.argv = kept
                _Asked.form = False
        self.done = work._read(done)

    def wait(self, seconds: float) -> bool:
        return True

    def stop(self) -> None:
        """It has ended."""


def fields_of(words: list[str], folder: Path) -> tuple[str, dict[str, Any]]:
    """The form of a line, and what a person writes into it."""
    name = tuple(words[:1]) if command_of(tuple(words[:1])) else tuple(words[:2])
    command = command_of(name)
    assert command is not None
    line, found = Line("", command.parameters, command.checks, words[len(name) :]), {}
    for one in command.parameters:
        typed = [piece.words[-1] for piece in line.pieces if piece.name == one.name]
        if typed and is_asked(one):
            text = "yes" if one.kind is bool else "\n".join(typed)
            is_file = takes_file(one) and (folder / text).is_file()
            found[one.name] = (text, (folder / text).read_bytes()) if is_file else text
    line.close()
    if any(one.name == "recorded_by" for one in command.parameters):
        found["recorded_by"] = "A. Clerk"
    return " ".join(name), found


def by_commands(office: Office, sheet: told.Sheet) -> list[tuple[str, str]]:
    """Do the year, and give its lines as they were typed. What is billed is what Python finds in
    the same folder, and what the workbook says.
    """
    typed, clear, nameless = [], "", ""
    for day, line in told.year():
        office.on(day)
        text = line.replace("{clear}", clear).replace("{nameless}", nameless)
        said = office.ok(text)
        typed.append((day, text))
        if line == "match":
            (clear,) = re.findall(r"--yes (\S+)", said)
            (nameless,) = re.findall(r"^ +(\d+) .*OSLO$", said, re.MULTILINE)
            assert f"with a clear proposal: {len(told.paid()) - 1}." in said
        for start, keys in BILLED.items():
            if text.startswith(start):
                assert_python_says(office, {key: sheet.bills[key] for key in keys})
    return typed


def assert_python_says(office: Office, wanted: Mapping[str, dict[str, int]]) -> None:
    for key, amounts in wanted.items():
        bill = told.bills()[key]
        found = ccmcost.apportion(bill.meeting, rule=bill.rule, data=office.folder / "data")
        assert {row.iso3: money(row.amount) for row in found} == amounts, key
        assert found.total * 100 == bill.cents == sum(amounts.values())


def by_forms(office: Office, lines: list[tuple[str, str]], patch: pytest.MonkeyPatch) -> None:
    """Do the same in a browser, by forms alone."""
    patch.setattr(work, "Turn", Here)
    with inside() as browser:
        for day, line in lines:
            office.on(day)
            command, fields = fields_of(shlex.split(line), office.folder)
            reply = browser.do(command, **fields)
            while b'name="answer"' in reply.content and line != "match":
                answer = "y" if b'value="y"' in reply.content else ""
                sent = {"form": reply.hidden["form"], "answer": answer}
                reply = browser.followed(browser.post(browser.at, sent))
            assert reply.status == 200, f"{line}\n{reply.said}"
        address = f"{browser.root}/status/status.csv?as_at={LAST}"
        shown = browser.get(address).content.decode()
    assert shown == office.ok(f"status --format csv --as-at {LAST}")


@pytest.mark.slow
def test_the_year_is_the_same_to_the_cent_however_it_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    short_documents(monkeypatch)
    sheet, offices = told.sheet(), list[Office]()
    for name in ("commands", "app"):
        offices.append(Office(tmp_path / name, monkeypatch))
        told.write_files(offices[-1].folder)
    first, second = offices
    monkeypatch.chdir(first.folder)
    lines = by_commands(first, sheet)
    documents_say(first, sheet)
    typed = export_of(first.folder)
    monkeypatch.chdir(second.folder)
    by_forms(second, lines, monkeypatch)
    assert export_of(second.folder) == typed
    for name in ("notices/2026/register.csv", "notices/2027/register.csv", "data/meetings.toml"):
        assert (second.folder / name).read_bytes() == (first.folder / name).read_bytes(), name


def documents_say(office: Office, sheet: told.Sheet) -> None:
    """What is read from each document is what the workbook says."""
    final = defaultdict[str, int](int)
    for (code, _), (billed, *_) in sheet.accounts.items():
        final[code] += billed
    rows = csv.DictReader(io.StringIO(office.ok(f"status --format csv --all --as-at {LAST}")))
    status = {
        (row["iso3"], row["meeting"]): (
            money(row["assessed"]) + money(row["adjustments"]),
            money(row["received"]),
            money(row["other"]),
            money(row["outstanding"]) - money(row["credit"]),
        )
        for row in rows
    }
    assert status == sheet.accounts
    python = {
        (row.iso3, row.meeting): money(f"{row.outstanding - row.credit}")
        for row in ccmcost.status(as_at=LAST, data=office.folder / "data")
    }
    assert python == {key: owed for key, (*_, owed) in sheet.accounts.items()}
    assert office.ok("ledger verify").startswith("0 problems;")
    due = office.ok("next")
    assert "rc3-pm2 FILE" not in due and "settle" not in due and "issue" not in due
    registers = defaultdict[str, int](int)
    for path in office.folder.glob("notices/*/register.csv"):
        for row in csv.DictReader(io.StringIO(path.read_text("utf-8"))):
            registers[row["state"]] += money(row["amount"]) if row["state"] else 0
    assert {code: cents for code, cents in registers.items() if cents or final[code]} == {
        code: cents for code, cents in final.items() if cents or registers[code]
    }
    (journal,) = office.folder.glob("reports/journal/*.csv")
    booked = defaultdict[tuple[str, str], int](int)
    for row in csv.DictReader(io.StringIO(journal.read_text("utf-8"))):
        if row["account"] == "receivable":
            sides = (money(row[side]) if row[side] else 0 for side in ("debit", "credit"))
            booked[row["state"], row["meeting"]] += next(sides) - next(sides)
    assert booked == python
    for code in (told.NAMELESS, told.SHORT, told.PART, told.APPLIES, "CHN"):
        said = office.ok(f"statement {code} --format csv --as-at {LAST}")
        ends = {row["meeting"]: row["balance"] for row in csv.DictReader(io.StringIO(said))}
        assert {meeting: money(text) for meeting, text in ends.items()} == {
            meeting: owed for (state, meeting), owed in python.items() if state == code
        }
    office.ok(f"report 2026 --as-at {LAST}")
    folder = office.folder / "reports" / "annual" / "2026" / "csv"
    with (folder / "states.csv").open(encoding="utf-8") as stream:
        reported = {row["iso3"]: money(row["total"]) for row in csv.DictReader(stream)}
    assert reported == {code: cents for code, cents in final.items() if code in reported}
    assert sum(reported.values()) == sum(final.values())
    with (folder / "arrears.csv").open(encoding="utf-8") as stream:
        arrears = {row["iso3"]: money(row["outstanding"]) for row in csv.DictReader(stream)}
    owing = defaultdict[str, int](int)
    for (code, _), owed in python.items():
        owing[code] += max(0, owed)
    assert arrears == {code: cents for code, cents in owing.items() if cents}
