"""Organizations that have a code: on lists, in rules, by name, and what is wrong with them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ccmcost.desk.check import check_data
from ccmcost.desk.lists import ImportRequest, propose_list
from ccmcost.desk.register import write_expected_lists
from ccmcost.errors import UsageError
from ccmcost.load.data import Data
from ccmcost.model.source import SourceFile
from ccmcost.sharing.compute import apportion_meeting
from ccmcost.sharing.request import Request
from ccmcost.workspace import open_workspace
from tests.conftest import DATA

RULE = 'id = "eu"\ntitle = "EU"\nlegal_source = "a decision"\n'
LIST = (
    "iso3,role,list_status,evidence,source,document,sha256,taken_in,page\n"
    "EUU,organization,expected,a,b,,,,\nFRA,state_party,expected,a,b,,,,\n"
)


def folder(tmp_path: Path) -> Path:
    (tmp_path / "data" / "participants").mkdir(parents=True)
    (tmp_path / "data" / "rules").mkdir()
    (tmp_path / "data" / "participants" / "msp11.csv").write_text(LIST, encoding="utf-8")
    return tmp_path / "data"


def test_an_organization_is_found_and_called_by_its_name_in_each_language() -> None:
    states = Data(open_workspace(DATA)).states
    assert states.names("EUU")["fr"] == "Union européenne"
    assert (states.name("EUU"), states.name("EUU", "xx"), states.name("XYZ")) == (
        "European Union",
        "European Union",
        "XYZ",
    )
    for word in ("EUU", "euu", "Европейский союз", "union Européenne"):
        assert states.organization(word) == "EUU"
    assert states.organization("Union") is None


def test_an_organization_on_a_list_passes_check_whether_the_rule_names_it_or_not(
    tmp_path: Path,
) -> None:
    here = folder(tmp_path)
    relief = '[relief]\nborne_by = ["COK"]\n[relief.A]\ndiscount = "5"\nstates = ["FRA"]\n'
    text = f'{RULE}[fixed]\nEUU = "2.5"\n{relief}'
    (here / "rules" / "eu.toml").write_text(text, encoding="utf-8")
    found = check_data(open_workspace(here))
    assert [finding for finding in found.findings if "EUU" in finding.message] == []
    assert {finding.severity for finding in found.findings} == {"warning"}
    (fault,) = [each for each in found.findings if each.message.startswith("msp11: ")]
    assert "no State is there to bear the relief" in fault.message


@pytest.mark.parametrize(
    ("keys", "amount"),
    [
        ('[fixed]\nEUU = "2.5"', 250_000),
        ('[fixed_amounts]\nEUU = "USD 925"', 92_500),
        ('[rates]\nEUU = { rate = "4.318", basis = "a decision" }', 5_000_000),
    ],
)
def test_a_rule_charges_an_organization_that_is_listed(
    tmp_path: Path, keys: str, amount: int
) -> None:
    rule = tmp_path / "eu.toml"
    rule.write_text(f"{RULE}{keys}\n", encoding="utf-8")
    listed = tmp_path / "list.csv"
    listed.write_text("iso3\nEuropean Union\nFRA\n", encoding="utf-8")
    wish = Request(rule=str(rule), participants=str(listed))
    line = apportion_meeting(open_workspace(DATA), "msp11", wish).assessment.line("EUU")
    assert line is not None
    assert (line.amount, line.payer.role) == (amount, "organization")
    added = Request(rule=str(rule), participants=("FRA",), added=("European Union",))
    assert apportion_meeting(open_workspace(DATA), "msp11", added).assessment.line("EUU") == line


def test_one_that_the_rule_does_not_name_cannot_be_given(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not make this organization pay: European Union"):
        apportion_meeting(open_workspace(DATA), "msp11", Request(added=("EUU",)))


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ("A,,x,EU-1,en\n", '"EU-1" is not a code that an organization can have, such as EUU.'),
        ("A,,x,FRA,en\n", '"FRA" is not a code that an organization can have, such as EUU.'),
        ("A,,x,AAO,\n", "AAO needs one name for each language, and the language beside it."),
        ("A,,x,AAO,en\nB,,x,AAO,en\n", "AAO needs one name for each language, and the"),
        ("A,,x,AAO,fr\n", "AAO has no English name."),
    ],
)
def test_what_is_wrong_with_an_organization_is_said(tmp_path: Path, rows: str, fault: str) -> None:
    here = folder(tmp_path)
    text = f"name,short,source,code,language\n{rows}"
    (here / "organizations.csv").write_text(text, encoding="utf-8")
    data = Data(open_workspace(here))
    _ = data.organizations
    assert data.findings.errors[0].message.startswith(fault)
    assert "FRA" not in data.states.organizations


def test_an_expected_list_has_the_organization_that_the_rule_makes_pay(tmp_path: Path) -> None:
    here = folder(tmp_path)
    rule = (DATA / "rules" / "article-14-1.toml").read_text(encoding="utf-8")
    own = here / "rules" / "article-14-1.toml"
    own.write_text(f'{rule}\n[fixed]\nEUU = "2.5"\n', encoding="utf-8")
    ((name, states),) = write_expected_lists(open_workspace(here), ("msp12",), here)
    listed = Data(open_workspace(here)).list_of(name)
    assert listed is not None
    roles = [each.role for each in listed.participants]
    assert (len(roles), roles.count("organization"), states) == (states + 1, 1, states)


@pytest.mark.parametrize("named", [True, False])
def test_an_import_puts_an_organization_on_the_list_that_the_rule_makes_pay(
    tmp_path: Path, named: bool
) -> None:
    here = folder(tmp_path)
    if named:
        rule = (DATA / "rules" / "article-14-1.toml").read_text(encoding="utf-8")
        own = here / "rules" / "article-14-1.toml"
        own.write_text(f'{rule}\n[fixed]\nEUU = "2.5"\n', encoding="utf-8")
    text = (
        "LIST OF PARTICIPANTS\n\nSTATES PARTIES\n\nFRANCE\nMr. A. Name\n\nGERMANY\nMs. B. Name\n\n"
        "INTERNATIONAL ORGANIZATIONS\n\nEUROPEAN UNION\nMr. C. Name\n\nUNIDIR\nMr. D. Name\n"
    )
    source = SourceFile("list.txt", "command line", text.encode(), "list.txt")
    wish = ImportRequest("msp11", source, states=2)
    found = propose_list(open_workspace(here), wish, date(2024, 1, 5))
    codes = {row[0]: row[1] for row in found.rows}
    assert codes == {"FRA": "state_party", "DEU": "state_party"} | (
        {"EUU": "organization"} if named else {}
    )
    fates = {line.text: (line.fate, line.state) for line in found.account.lines}
    assert fates["EUROPEAN UNION"] == (("taken", "EUU") if named else ("left_out", ""))
    assert fates["UNIDIR"][0] == "left_out"
