"""`ccmcost doctor` names what is missing and what to do;
it ends with 1 only where work would stop.
"""

from __future__ import annotations

import os
import re
import shutil
import tomllib
from pathlib import Path

import pytest

from ccmcost.desk import doctor
from ccmcost.desk.doctor import EXTRAS, PACKAGES, Check, examine
from ccmcost.desk.init import make_workspace
from ccmcost.workspace import Workspace, open_workspace
from tests.conftest import DATA, ROOT, Run


def by_name(workspace: Workspace) -> dict[str, Check]:
    return {check.what: check for check in examine(workspace)}


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    make_workspace(tmp_path)
    monkeypatch.chdir(tmp_path)
    return open_workspace(tmp_path / "data")


def test_the_packages_are_those_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    def names(lines: list[str]) -> set[str]:
        return {re.split(r"[><=]", line)[0].lower() for line in lines}

    called = {"mt940": "mt-940", "stdnum": "python-stdnum", "PIL": "pillow"}  # names in Python
    own = {called.get(name, name.replace("_", "-")) for name in PACKAGES}
    assert own == names(project["dependencies"])
    extras = project["optional-dependencies"]
    wanted = names([*extras["documents"], *extras["bank"]])
    assert {called.get(name, name) for name in EXTRAS} == wanted


def test_in_an_empty_folder_nothing_needed_is_missing(run: Run) -> None:
    done = run("doctor")
    assert done.returncode == 0, done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert "the copy that came with ccmcost" in " ".join(done.stdout.split())
    assert '"ccmcost init"' in done.stdout and "LibreOffice" in done.stdout


def test_a_new_workspace(office: Workspace) -> None:
    found = by_name(office)
    assert not [check for check in found.values() if check.state == "missing"]
    assert found["data folder"].found == "data, a workspace's own"
    assert found["states.csv"].found == "from the workspace"
    assert found["issuer.toml"].state == "optional" and "bank.account" in found["issuer.toml"].found
    assert re.fullmatch(
        r"ledger\.sqlite, schema \d+; its proof: ccmcost ledger verify", found["ledger"].found
    )
    assert found["reports folder"].found == "reports"


def test_what_others_may_read_and_what_is_named_or_made_later(office: Workspace) -> None:
    office.ledger.chmod(0o644)
    (office.data / "accounts.toml").write_text('[accounts]\nreceivable = "14101010"\n', "utf-8")
    shutil.rmtree(office.reports)
    found = by_name(office)
    assert found["ledger"].state == "warning" and "chmod 600 ledger.sqlite" in found["ledger"].to_do
    assert found["accounts.toml"] == Check("accounts.toml", "ok", "names 1 of 10 accounts")
    assert found["reports folder"].found == "reports, made when needed"
    assert not office.reports.exists()


def test_what_may_not_be_read_or_written_is_named(
    office: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ccmcost.desk.doctor.os.access", lambda *_: False)
    found = by_name(office)
    for name, words in (("costs.toml", "cannot be read"), ("ledger", "cannot be written")):
        assert (found[name].state, found[name].found) == (
            "missing",
            words,
        ) and "permissions" in found[name].to_do


def test_where_each_file_comes_from(office: Workspace) -> None:
    (office.data / "states.csv").unlink()
    (office.data / "un_scale" / "un-2010-2012.csv").unlink()
    shutil.rmtree(office.data / "rules")
    found = by_name(office)
    assert found["states.csv"].found == "from the package"
    assert found["un_scale/"].found == "1 from the package, 6 from the workspace"
    assert found["rules/"].found == "4 from the package"


def test_another_convention_takes_nothing_but_general_files(office: Workspace) -> None:
    mark = office.data / "convention.toml"
    mark.write_text(
        mark.read_text(encoding="utf-8").replace('id = "ccm"', 'id = "other"'), encoding="utf-8"
    )
    for name in ("meetings.toml", "states.csv"):
        (office.data / name).unlink()
    shutil.rmtree(office.data / "rules")
    found = by_name(office)
    assert (found["meetings.toml"].state, found["rules/"].state, found["states.csv"].state) == (
        "missing",
        "missing",
        "ok",
    )


def test_what_cannot_be_used_is_missing(office: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    office.ledger.write_bytes(b"no database at all" * 100)
    (office.data / "issuer.toml").write_text("= broken", encoding="utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    found = by_name(office)
    assert {name for name, check in found.items() if check.state == "missing"} == {
        "ledger",
        "issuer.toml",
        "day",
    }
    assert (
        "Restore a backup" in found["ledger"].to_do and "issuer.toml" in found["issuer.toml"].to_do
    )
    (office.data / "convention.toml").write_text("= broken", encoding="utf-8")
    assert by_name(office)["convention"].state == "missing"


def test_missing_packages_and_fonts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CCMCOST_FONTS", str(tmp_path))
    monkeypatch.setattr(
        doctor, "find_spec", lambda name: None if name in ("typst", "pypdfium2") else object()
    )
    found = by_name(open_workspace(DATA))
    assert found["packages"] == Check(
        "packages", "missing", "not there: typst (PDF files)", "Install ccmcost with its packages."
    )
    assert (
        found["extra documents (pypdfium2)"].state == "optional"
        and "ccmcost[documents]" in found["extra documents (pypdfium2)"].to_do
    )
    assert (
        found["Chinese font"].state == "optional"
        and "fonts-noto-cjk" in found["Chinese font"].to_do
    )
    assert found["ledger"].state == "optional" or (DATA.parent / "ledger.sqlite").exists()


def test_a_folder_that_cannot_be_written(
    office: Workspace, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor.os, "access", lambda path, _: Path(path).name != "reports")
    found = by_name(office)
    assert (
        found["reports folder"].state == "missing"
        and "You may not write to" in found["reports folder"].to_do
    )
    assert found["notices folder"].state == "ok"
    monkeypatch.undo()
    (office.data / "convention.toml").unlink()
    done = run("doctor", "--data", str(office.data), env={"PATH": os.environ["PATH"]})
    assert done.returncode == 0, done.stdout
    assert "from the package" in done.stdout
