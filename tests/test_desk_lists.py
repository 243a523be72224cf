"""What the desk makes of lists and of what was said of them: asked as the commands, the app and
Python ask it.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ccmcost.desk.answers import Answer, answers_screen, need_closed, read_answers
from ccmcost.desk.init import make_workspace
from ccmcost.desk.list_effect import (
    change_screen,
    effect_screen,
    ground_of,
    list_change,
    readings_screen,
    two_readings,
)
from ccmcost.desk.lists import ImportRequest, Proposal, propose_list, write_list
from ccmcost.documents.workbook.workbook import workbook_files
from ccmcost.errors import CcmcostError, DataError, UsageError
from ccmcost.load.data import Data
from ccmcost.model.meeting import Participant, ParticipantList
from ccmcost.model.source import SourceFile
from ccmcost.sharing.compute import apportion_meeting
from ccmcost.sharing.request import Request
from ccmcost.workspace import Workspace, open_workspace

DAY = date(2026, 11, 28)
SIX = "Albania\nAustria\nBelgium\nChile\nCuba\nZambia\n"
LIST = f"STATES PARTIES\n{SIX}"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    make_workspace(tmp_path / "office")
    monkeypatch.chdir(tmp_path / "office")
    return open_workspace("data")


def propose(workspace: Workspace, content: str | bytes, **said: Any) -> Proposal:
    name = said.pop("name", "list.txt")
    given = content.encode() if isinstance(content, str) else content
    request = ImportRequest("msp12", SourceFile(name, "command line", given, name), document="D")
    return propose_list(workspace, request._replace(**said), DAY)


def codes(proposal: Proposal) -> str:
    return " ".join(row[0] for row in proposal.rows)


# Answers


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"sections": ("NOTES=nonsense",)}, '--section: "NOTES=nonsense" is not LINE=WHAT, where'),
        ({"sections": ("=organizations",)}, "is not LINE=WHAT"),
        ({"aliases": ("Elbonia",)}, '--alias: "Elbonia" is not NAME=STATE, nor NAME=- to leave'),
        ({"aliases": ("X=AUT", "x=BEL")}, '--alias: "x" is given as AUT and BEL. Settle each'),
        (
            {"alias_file": "aliases.csv"},
            'aliases.csv:3:name  value-bad  "Elbonia" stands twice, as',
        ),
        ({"alias_file": "aliases.csv"}, 'Write "-" to leave the name out.'),
    ],
)
def test_an_answer_that_cannot_be_is_refused(
    workspace: Workspace, said: dict[str, Any], says: str
) -> None:
    Path("aliases.csv").write_text("name,iso3\nElbonia,AUT\nElbonia,BEL\nOther,ZZZ\n", "utf-8")
    with pytest.raises(CcmcostError) as caught:
        propose(workspace, LIST, **said)
    assert says in str(caught.value)


def test_answers_of_a_file_and_of_this_line_are_taken(workspace: Workspace) -> None:
    Path("aliases.csv").write_text("name,iso3\nElbonia,MLT\nOther,-\n", "utf-8")
    proposal = propose(workspace, f"{LIST}Elbonia\nOther\n", alias_file="aliases.csv")
    assert codes(proposal) == "ALB AUT BEL CHL CUB MLT ZMB"
    guests = f"{LIST}GUESTS\nMalta\n"
    assert codes(propose(workspace, guests, sections=("GUESTS=absent",))) == codes(
        propose(workspace, LIST)
    )
    table = "Country\nAlbania\nAustria\nMalta\n"
    assert codes(propose(workspace, table, name="l.csv", column="Country")) == "ALB AUT MLT"


def test_answers_that_were_kept_are_read_and_a_wrong_one_is_named(workspace: Workspace) -> None:
    path = workspace.data / "participants" / "answers" / "msp12.csv"
    path.parent.mkdir()
    head = "kind,text,answer,document,given_on"
    right = ("name,Elbonia,MLT,D/1,2026-11-01", "name,Other,-,,", "column,State,states,D/1,")
    path.write_text("\n".join([head, *right, "name,Third,ZZZ,D/1,2026-11-01\n"]), "utf-8")
    data = Data(workspace)
    kept = read_answers(data, "msp12")
    assert kept.names == {"Elbonia": "MLT", "Other": "-"} and kept.column == "State"
    (fault,) = data.findings.errors
    assert (fault.row, fault.column) == (5, "answer")
    assert fault.message == '"ZZZ" is not a valid answer of the kind "name".'
    told = "\n".join(answers_screen(kept.earlier))
    assert (
        "Answers given for earlier documents of this meeting, which hold for this one too (3)"
        in told
    )
    for said in ("Elbonia", "MLT", "D/1", "Other", "State"):
        assert said in told
    assert answers_screen(()) == []
    assert Answer("name", "Elbonia", "MLT").question == kept.earlier[0].question


# Lists


def test_a_state_in_two_lists_is_taken_by_its_status_and_told(workspace: Workspace) -> None:
    proposal = propose(workspace, f"{LIST}OBSERVER STATES\nCuba\nEgypt\n")
    assert codes(proposal) == "ALB AUT BEL CHL CUB EGY ZMB"
    told = [each.message for each in proposal.warnings if each.code == "state-twice"]
    assert told[0].startswith("Cuba stands in two lists: state_party (line 6) and observer_state (")
    assert "Taken as state_party, by treaty status on 2024-09-10." in told[0]


def test_who_was_left_out_by_answers_is_confirmed(workspace: Workspace) -> None:
    parties = [
        status.iso3
        for status in Data(workspace).treaties[""].values()
        if status.in_force and not status.withdrawn
    ]
    states = Data(workspace).states
    text = "STATES PARTIES\n" + "\n".join(states.name(code) for code in parties) + "\n"
    proposal = propose(workspace, text, aliases=("Cuba=-",))
    assert "CUB" not in codes(proposal)
    assert proposal.why_count == (
        "1 of the States that the document names were left out by your answers"
    )


def test_the_number_that_a_document_states_is_confirmed_or_stops_it(workspace: Workspace) -> None:
    report = (
        "1. The following 7 States Parties participated in the work of the Meeting: Albania, "
        "Austria, Belgium, Chile, Cuba and Zambia."
    )
    with pytest.raises(DataError, match="count-differs") as caught:
        propose(workspace, report)
    assert "if 6 States in all are right, say --states 6." in str(caught.value)
    (told,) = (
        each.message
        for each in propose(workspace, report, states=6).warnings
        if each.code == "count-differs"
    )
    assert "You confirmed 6 States in all." in told
    right = propose(workspace, report.replace("7", "6"), states=6)
    assert not [each for each in right.warnings if each.code == "count-differs"]
    with pytest.raises(DataError, match="6 States were read, not 5"):
        propose(workspace, report, states=5)


def test_nothing_is_written_from_a_document_in_which_something_is_open() -> None:
    need_closed(True)
    with pytest.raises(UsageError, match="the account of this document is not closed"):
        need_closed(False)


def test_a_list_is_official_by_its_document_and_written_once(workspace: Workspace) -> None:
    path = workspace.data / "participants" / "msp12.csv"
    before = path.read_bytes()
    nameless = propose(workspace, LIST, document=None)
    with pytest.raises(UsageError, match="the file carries no document symbol"):
        write_list(workspace, nameless, DAY)
    assert path.read_bytes() == before
    written = write_list(workspace, propose(workspace, LIST), DAY)
    kept = path.with_name("msp12-until-2026-11-28.csv")
    assert kept in written and kept.read_bytes() == before != path.read_bytes()
    again = write_list(workspace, propose(workspace, LIST), DAY)
    assert kept not in again and len(list(path.parent.glob("msp12*.csv"))) == 2
    assert not (path.parent / "answers").exists()
    # another list of the same day is kept under a name of its own, with what was answered
    other = propose(workspace, LIST.replace("Cuba", "Elbonia"), aliases=("Elbonia=-",))
    write_list(workspace, other, DAY)
    assert kept.with_stem(f"{kept.stem}-2").is_file() and kept.read_bytes() == before
    answers = (path.parent / "answers" / "msp12.csv").read_text("utf-8")
    assert answers.splitlines()[1:] == ["name,Elbonia,-,D,2026-11-28"]


def test_a_workbook_of_ones_own_says_who_takes_part_by_a_rule_on_participants(
    workspace: Workspace,
) -> None:
    own, other = (
        b"".join(
            workbook_files(apportion_meeting(workspace, "msp12", Request(rule=rule)), DAY).values()
        )
        for rule in ("article-14-1", "article-14-1-all-parties")
    )
    taken = propose(workspace, own, name="one.xlsx")
    listed = Data(workspace).list_of("msp12")
    assert listed and codes(taken) == " ".join(sorted(each.iso3 for each in listed.participants))
    with pytest.raises(UsageError, match="article-14-1-all-parties, not who takes part"):
        propose(workspace, other, name="all.xlsx")


# What a list changes


def test_what_a_list_changes_is_named_by_state(workspace: Workspace) -> None:
    states = Data(workspace).states
    before = ParticipantList("expected", (Participant("CUB", "state_party"),
                                          Participant("EGY", "observer_state")))  # fmt: skip
    change = list_change(before, {"CUB": "state_party", "EGY": "signatory"}, states)
    assert change.added == change.removed == () and len(change.changed) == 1
    assert change.changed[0].startswith("EGY Egypt: observer ")
    shown = change_screen(change)
    assert any("EGY Egypt" in line for line in shown)
    same = list_change(before, {"CUB": "state_party", "EGY": "observer_state"}, states)
    assert len(change_screen(same)) == 3 and not any("CUB" in line for line in change_screen(same))


def test_bills_are_compared_where_there_is_a_ground(workspace: Workspace) -> None:
    data = Data(workspace)
    meetings = data.checked(data.meetings)
    nobody = ParticipantList("official", ())
    six = propose(workspace, LIST).new
    undated = ground_of(Data(workspace), meetings["rc3"])
    assert undated == "no scale covers None"
    (workspace.data / "costs.toml").write_text("", "utf-8")
    lacking = ground_of(Data(workspace), meetings["msp12"])
    assert lacking == "there is no cost or rule"
    assert two_readings(lacking, meetings["msp12"], six) is None
    (workspace.data / "costs.toml").unlink()
    ground = ground_of(Data(workspace), meetings["msp12"])
    for place, listed, new, why in (
        (undated, six, six, "no scale covers None."),
        (ground, None, six, "there was no list before."),
        (ground, nobody, six, "no State"),
    ):
        _, told = effect_screen(place, listed, new)
        assert told.startswith("The assessments cannot be compared: ") and why in told
    assert any("AUT" in line for line in effect_screen(ground, six, six))
    assert not isinstance(ground, str)
    assert two_readings(ground, meetings["msp12"], nobody) is None


def test_two_readings_agree_where_every_party_is_there(workspace: Workspace) -> None:
    data = Data(workspace)
    meeting = data.checked(data.meetings)["msp12"]
    ground = ground_of(data, meeting)
    parties = (each.iso3 for each in data.treaties[""].values() if each.in_force)
    present = [each for each in parties if each not in ("LTU",)]
    for listed, agree in ((sorted({*present, "LTU"}), True), (["AUT", "CUB"], False)):
        roles = tuple(Participant(code, "state_party") for code in listed)
        readings = two_readings(ground, meeting, ParticipantList("official", roles))
        assert readings is not None and (readings.moved == 0) == agree
        shown = " ".join(" ".join(readings_screen(readings)).split())
        assert ("Both readings give the same amounts." in shown) == agree
        assert ("The second reading moves USD " in shown) != agree
