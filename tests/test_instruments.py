"""A convention of several treaties, each with parties of its own, in one folder: what is shared
under one is borne by its parties, not by those of another.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from ccmcost.accounts.books import open_books
from ccmcost.ledger.queries import last_issue
from ccmcost.workspace import open_workspace
from tests.pdfs import pages
from tests.test_kinds import DECIDED, Folder

INSTRUMENTS = """
[instruments.kites]
names.en = "Treaty on the Flight of Kites"
names.fr = "Traité sur le vol des cerfs-volants"
source = "Register of the Kite Depositary, made up for tests"
entry_into_force = { article = "31", first = 2015-03-20, months = 3 }

[instruments.high]
names.en = "Protocol on High Kites"
names.fr = "Protocole sur les cerfs-volants de haut vol"
chapter = "XXXI-2-b"
source = "Register of High Kites, made up for tests"
entry_into_force = { article = "5", first = 2016-07-01, days = 90 }
[instruments.high.cost_article]
number = "10"
title = "Costs"
source = "Protocol on High Kites, art. 10 (made up for tests)"
paragraph_1.en = "The costs shall be shared by the parties to this Protocol."

[meeting_kinds.high_meeting]
prefix = "high"
title = "Conference on High Kites"
basis = "art. 10 of the Protocol"
rule = "all-parties-23"
instrument = "high"
"""
HIGH = {
    "BRA": "2016-01-04,ratification,2016-07-01",
    "JPN": "2016-03-01,ratification,2016-07-01",
    "NZL": "2020-01-01,accession,2020-03-31",
}
MEETING = """
[[meeting]]
id = "high1"
kind = "high_meeting"
billing_group = "asm2"
names.en = "First Conference on High Kites"
[meeting.held]
start = 2023-05-11
end = 2023-05-12
"""


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """The second convention as two treaties, and a conference under each, billed together."""
    made = Folder(tmp_path, monkeypatch)
    made.put("convention.toml", 'basis = "art. 23" }', 'basis = "art. 23", instrument = "kites" }')
    made.put("convention.toml", 'applies art. 23" }', 'applies art. 23", instrument = "kites" }')
    made.add("convention.toml", INSTRUMENTS)
    made.add("meetings.toml", MEETING)
    for name in ("asm2", "high1"):
        made.add(
            "costs.toml",
            f'\n[[cost]]\nmeeting = "{name}"\nversion = 2\nstatus = "estimate"\n'
            'amount = "100.01"\ncurrency = "EUR"\nsource = "KITE/4"\nadopted_on = 2022-12-01\n',
        )
    table = made.data / "treaty_status.csv"
    head, *rows = table.read_text(encoding="utf-8").splitlines()
    more = [f'{code},,,{days},,"Register of High Kites",high' for code, days in HIGH.items()]
    text = "\n".join([f"{head},instrument", *(f"{row},kites" for row in rows), *more, ""])
    table.write_text(text, encoding="utf-8")
    lists = made.data / "participants"
    head = (lists / "asm2.csv").read_text(encoding="utf-8").splitlines()[0]
    (lists / "high1.csv").write_text(
        f"{head}\nBRA,,official,test,test,DOC,,,\nKEN,,official,test,test,DOC,,,\n", "utf-8"
    )
    return made


def shares(office: Folder, line: str) -> dict[str, str]:
    """The amount of each State that a meeting charges, with its role."""
    told = json.loads(office.said(f"apportion {line} --no-files --format json").out)
    return {each["iso3"]: each["role"] for each in told["states"]}


def test_two_treaties_are_shared_each_by_its_own_parties(office: Folder) -> None:
    office.ok("check")
    parties = dict.fromkeys(("BRA", "JPN", "NZL"), "state_party")
    assert shares(office, "high1") == parties | {"KEN": "observer_state"}
    assert shares(office, "high1 --rule parties-23") == parties
    beside = shares(office, "asm2 --rule parties-23")
    assert beside.keys() == {"BRA", "CHE", "COK", "DEU", "FJI", "FRA", "JPN", "KEN"}
    (office.data / "participants" / "high1.csv").unlink()
    assert "high1.csv: 3 States" in office.ok("meeting expect high1")
    told = " ".join(office.ok("state JPN").split())
    assert "Protocol on High Kites (Contracting State since 1 July 2016)" in told
    assert "Contracting State since 1 April 2016" in told
    office.ok("chart history --kind high_meeting --out history")
    office.ok("budget NZL --years 2026 --cost 1000")
    office.ok("page high1 --out page")


def test_two_treaties_are_billed_right_beside_each_other(office: Folder) -> None:
    office.ok("init")
    order = f"issue asm2 --rule all-parties-23 --on-expected-list --lang en,fr {DECIDED}"
    office.ok(order)
    assert "0 problems" in office.ok("ledger verify")
    with open_books(open_workspace()) as books:
        billed = {name: last_issue(books.ledger, name) for name in ("asm2", "high1")}
    parts = {name: each.part for name, each in billed.items() if each}
    assert {name: part.instrument for name, part in parts.items()} == {
        "asm2": "kites",
        "high1": "high",
    }
    assert {line.state for line in parts["high1"].lines} == {"BRA", "JPN", "NZL", "KEN"}
    assert "NZL" not in {line.state for line in parts["asm2"].lines}
    notice = next(office.folder.glob("notices/2023/*NZL*en*.pdf"))
    assert "Protocol on High Kites" in " ".join(pages(notice.read_bytes()))
    office.ok("letters asm2 --kind cover --lang en")
    office.ok("audit-pack asm2")
    both = next(office.folder.glob("notices/2023/*BRA*en*.pdf"))
    assert "Treaty on the Flight of Kites" in " ".join(pages(both.read_bytes())), "it bills both"
    for each in (notice, both, *office.folder.glob("notices/2023/*annex-HIGH1-fr.pdf")):
        office.ok(f"verify {each}")


def test_each_treaty_that_has_met_is_planned_for(office: Folder) -> None:
    """New Zealand is a party to the one, and to the other it is none."""
    told = " ".join(office.ok("budget NZL --years 2026-2027 --cost 1000").split())
    parts = {"Treaty on the Flight of Kites": "15.68", "Protocol on High Kites": "34.94"}
    for name, amount in parts.items():
        assert f"2026 and 2027, each: EUR {amount}, that is" in told
        assert f"an assumed formal meeting under the {name}" in told
        assert f"one meeting a year under the {name}, opening on" in told
    assert "not a State Party to the Treaty on the Flight of Kites" in told
    assert "not a State Party to the Protocol" not in told
    assert "if it also takes part where it is not a State Party" in told
    assert "if it also takes part" not in office.ok("budget JPN --years 2026 --cost 1000")
    office.ok("budget NZL --years 2026 --cost 1000 --out plan --lang en,fr")
    drawn = (office.folder / "plan" / "fr" / "budget.svg").read_text("utf-8")
    assert "vol des cerfs-volants" in drawn
    told = " ".join(office.ok("state NZL --as-at 2026-03-01 --cost 1000").split())
    first = "To set aside EUR {} for 2026–2027; EUR {} for 2026–2027 if it takes part"
    assert first.format("69.88", "31.36") in told
    assert "Treaty on the Flight of Kites: This State is not a Contracting State." in told
    assert "Protocol on High Kites: This State is not" not in told
    assert "Only meetings under the same instrument are compared." in told


def test_changes_are_told_within_a_treaty(office: Folder) -> None:
    rows = csv.DictReader(io.StringIO(office.ok("state BRA --as-at 2023-12-31 --format csv")))
    before = {row["meeting"]: row["compared_with"] for row in rows}
    assert before["high1"] == "", "there is none before it under the Protocol"
    assert before["asm2"] == "asm1"


def test_each_treaty_is_held_against_its_own_article(office: Folder) -> None:
    office.put("treaty_status.csv", "2020-03-31", "2020-04-01")
    told = office.said("check")
    assert "New Zealand (high): deposit on 2020-01-01" in (said := told.out + told.err)
    assert "by article 5 it is 2020-03-31" in said
    office.put("treaty_status.csv", '"Register of High Kites",high', '"Register of High Kites",')
    told = office.said("check")
    assert "it names no instrument, and convention.toml has several (kites, high)" in (
        told.out + told.err
    )


def test_status_is_taken_in_under_one_treaty(office: Folder) -> None:
    page = office.folder / "high.csv"
    page.write_text(
        "Participant,Signature,Ratification/Accession(a)\nBrazil,,2016-01-04\nJapan,,2016-03-01\n"
        "New Zealand,,2020-01-01 a\nKenya,,2022-01-01 a\n",
        "utf-8",
    )
    assert "--instrument: it names no instrument" in office.refused(
        f"import treaty-status {page} --yes"
    )
    assert "--instrument" in office.refused(f"import treaty-status {page} --instrument hgih --yes")
    before = (office.data / "treaty_status.csv").read_text("utf-8")
    told = office.ok(f"import treaty-status {page} --instrument high --source REGISTER --yes")
    assert "high1" in told, "at which Kenya is a party now"
    assert "asm" not in told
    rows = list(csv.DictReader(io.StringIO((office.data / "treaty_status.csv").read_text("utf-8"))))
    high = {row["iso3"]: row["entry_into_force"] for row in rows if row["instrument"] == "high"}
    assert (high["KEN"], high["NZL"]) == ("2022-04-01", "2020-03-31")
    kept = [row for row in rows if row["instrument"] == "kites"]
    assert kept == [
        row for row in csv.DictReader(io.StringIO(before)) if row["instrument"] == "kites"
    ]
    office.ok("check")


def test_the_rule_of_one_treaty_is_not_that_of_another(office: Folder) -> None:
    old = 'basis = "art. 23", instrument = "kites" }'
    office.put("convention.toml", old, old.replace(" }", ', rule = "parties-23" }'))
    office.ok("init")
    refused = office.said(
        f"issue high1 --alone --rule parties-23 --on-expected-list --lang en {DECIDED}"
    )
    assert refused.code == 2 and "parties-23 is the rule of another instrument" in refused.err
    told = office.ok("explain high1 BRA")
    assert "- parties-23" not in told, told


def test_a_source_that_names_the_chapter_of_another_treaty_is_refused(office: Folder) -> None:
    office.ok("init")
    path = office.folder / "high.csv"
    path.write_text("Participant,Signature,Ratification\nFiji,,2021-01-04\n", encoding="utf-8")
    line = f"import treaty-status {path} --instrument high --source 'Register, chapter XXXI-2-{{}}'"
    refused = office.said(line.format("d"))
    assert refused.code == 2 and "chapter XXXI-2-d; that of the Protocol" in refused.err
    assert "chapter XXXI" not in office.said(line.format("b")).err


def test_a_meeting_of_no_known_kind_is_under_no_instrument_and_told(office: Folder) -> None:
    office.put("meetings.toml", 'kind = "high_meeting"', 'kind = "low_meeting"')
    for line in ("explain high1 BRA", "compare high1", "apportion high1 --no-files", "check"):
        refused = office.said(line)
        assert refused.code == 1 and 'not "low_meeting"' in refused.err, (line, refused.err)


def test_a_brace_in_the_words_of_a_convention_is_refused(office: Folder) -> None:
    """In a phrase it would stand for a figure, in a template for a field."""
    office.put("convention.toml", '"Contracting State"', '"Contracting {State"')
    refused = office.said("explain asm2 BRA")
    assert refused.code == 1 and '"words.en" holds a brace' in refused.err


def note(office: Folder, state: str, kind: str) -> str:
    """The note of a kind on the last conference to a State, as text."""
    (path,) = office.folder.glob(f"**/*HIGH1-{state}-{kind}-en.docx")
    with zipfile.ZipFile(path) as file:
        return re.sub(r"<[^>]*>", "", file.read("word/document.xml").decode("utf-8"))


def test_a_note_on_debts_under_two_treaties_names_neither_as_the_one(office: Folder) -> None:
    office.put("meetings.toml", '"high_meeting"\nbilling_group = "asm2"', '"high_meeting"')
    office.ok("init")
    for name in ("asm2", "high1"):
        office.ok(f"issue {name} --rule all-parties-23 --on-expected-list --lang en {DECIDED}")
    office.ok("letters high1 --kind cover --lang en --as-of 2023-06-01")
    office.ok("letters high1 --kind reminder1 --lang en --as-of 2023-06-01")
    assert "under the Protocol on High Kites" in note(office, "BRA", "cover"), "this bills one"
    assert "under the Protocol on High Kites" in note(office, "NZL", "reminder1"), "it owes one"
    assert "the Protocol on High Kites" not in (both := note(office, "BRA", "reminder1"))
    assert "under the Treaty on the Flight of Kites" in both
