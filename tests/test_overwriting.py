"""No command writes over what an office relies on, or over a file that it did not write,
however the place is spelled.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ccmcost.cli.reference import leaves
from ccmcost.errors import WriteError
from ccmcost.manifest import publish_folder
from tests.ledger_office import Office, said_by

FOLDERS = {
    "apportion": "msp12 --lang en",
    "audit-pack": "msp12",
    "budget": "JPN --years 2026-2026 --cost 400000",
    "calendar": "",
    "chart history": "",
    "compare": "msp12 --rules article-14-1,article-14-2",
    "estimate": "msp12",
    "forecast": "msp12 --cost 400000 --probabilities likely.csv",
    "ledger journal": "--hand-over --own-names",
    "letters": "msp12 --kind cover",
    "page": "msp12",
    "report": "2024",
    "state": "AUS --write",
    "statement": "AUS --write",
    "status": "--write",
    "whatif": "msp12 --without AUT",
}
"""Commands with --out, and what else they need."""
FILES = {"ledger export": "", "ledger backup": ""}
"""Commands with an argument that names a file to write."""


def test_every_command_with_an_output_path_is_tried_here() -> None:
    outputs = {
        name
        for name, command in leaves().items()
        if any(parameter.name == "out" for parameter in command.params)
    }
    assert outputs == set(FOLDERS), "a line in FOLDERS of this file"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office that has issued, with foreign files and links beside it.
    Only reports/ may change.
    """
    with pytest.MonkeyPatch.context() as patch:
        made = Office(tmp_path_factory.mktemp("office"), patch)
        made.listed("official", ("AUS", "AUT", "CUB"))
        made.cost("288500.00")
        assert made.issue().code == 0
        chances = "iso3,probability,basis\nAUS,0.9,test\nAUT,1.0,test\nCUB,0.5,test\n"
        (made.folder / "likely.csv").write_text(chances, encoding="utf-8")
        foreign = made.folder / "foreign"
        foreign.mkdir()
        for name in ("thesis.txt", "rows.csv", "pack.zip", "export.json"):
            (foreign / name).write_text("years of work")
        (foreign / "listing.json").write_text(
            json.dumps({"format": "ccmcost ledger", "last": {"seq": 9, "hash": "ab"}})
        )
        links = made.folder / "links"
        links.mkdir()
        for name, target in (
            ("l.csv", "ledger.sqlite"),
            ("d", "data"),
            ("n", "notices/2024"),
            ("t.csv", "foreign/rows.csv"),
        ):
            (links / name).symlink_to(made.folder / target)
        (links / "nothing.zip").symlink_to(made.folder / "data" / "participants" / "msp99.csv")
        os.link(made.folder / "ledger.sqlite", links / "hard.csv")
        os.link(made.folder / "ledger.sqlite", links / "hard.zip")
        yield made


def tree(folder: Path) -> dict[str, object]:
    """Every file and link but those of reports/, with its content or target."""
    found: dict[str, object] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not name.startswith("reports/") and not path.is_dir():
            found[name] = str(path.readlink()) if path.is_symlink() else path.read_bytes()
    return found


WHY = (
    "results are never written|did not (make|write)|is a file, not a folder|exists already|files "
    "of another command|is a folder|must end in"
)


def attacked(office: Office, line: list[str], target: str) -> None:
    before = tree(office.folder)
    said = said_by(*line)
    assert said.code in (1, 2), f"{line} wrote to {target}: {said.out}{said.err}"
    assert re.search(WHY, said.err), f"{line} was refused for another reason: {said.err}"
    assert tree(office.folder) == before, f"{line} changed something"


PLACES = (
    *(
        "data",
        "data/participants",
        "data/new",
        "notices",
        "notices/2024",
        "notices/2025",
        "templates/en",
        "backups",
        ".",
    ),
    *(
        "ledger.sqlite",
        "reports/../notices/2024",
        "foreign",
        "foreign/thesis.txt",
        "links/d",
        "links/n",
        "links/d/un_scale",
    ),
)


@pytest.mark.parametrize("place", PLACES)
def test_what_writes_a_folder_refuses_the_same_places(office: Office, place: str) -> None:
    before = tree(office.folder)
    with pytest.raises(WriteError, match=WHY):
        publish_folder(office.folder / place, {"a.csv": b"a"}, {"document": "a test"})
    assert tree(office.folder) == before


@pytest.mark.parametrize("command", sorted(FOLDERS))
def test_no_folder_of_an_office_is_written_to(office: Office, command: str) -> None:
    # it makes a folder of the year there
    harmless = (".", "foreign", "backups") if command == "report" else ()
    places = [place for place in PLACES if place not in harmless]
    for place in (*places, str(office.folder / "notices" / "2024")):
        attacked(office, [*command.split(), *FOLDERS[command].split(), "--out", place], place)


@pytest.mark.slow
def test_the_folder_of_a_meeting_never_takes_the_place_of_notices(office: Office) -> None:
    for place in PLACES:
        attacked(office, ["apportion", "msp12", "--out", place], place)
    copy = office.folder.parent / "copy"
    shutil.copytree(office.folder / "notices" / "2024", copy)
    before = tree(copy)
    assert said_by("apportion", "msp12", "--out", str(copy)).code == 1
    assert tree(copy) == before


SINGLE = (
    *(
        "ledger.sqlite",
        "./data/../ledger.sqlite",
        "LEDGER.sqlite",
        "ledger.sqlite-journal",
        ".ledger.sqlite.holder",
    ),
    *(
        "data/costs.toml",
        "data/states.csv",
        "data/new.csv",
        "notices/2024/register.csv",
        "notices/2024/new.csv",
    ),
    *(
        "foreign/rows.csv",
        "foreign/thesis.txt",
        "links/l.csv",
        "links/hard.csv",
        "links/t.csv",
        "links/d/costs.toml",
    ),
    *(
        "notices/2024/CCM-AN-2024-0001-AUS-en.pdf",
        "links/n/manifest.json",
        "data",
        "templates/en/x.docx",
    ),
)


@pytest.mark.parametrize("command", sorted(FILES))
def test_no_file_of_an_office_is_written_over(office: Office, command: str) -> None:
    (backup,) = (office.folder / "backups").iterdir()
    for place in (*SINGLE, str(office.folder / "ledger.sqlite"), str(backup)):
        attacked(office, [*command.split(), place, *FILES[command].split()], place)
    for place in ("foreign/export.json", "foreign/listing.json", "data/rules/x.json"):
        attacked(office, ["ledger", "export", place], place)
    for place in ("foreign/rows.csv", "data/participants/msp14.csv"):
        attacked(office, ["ledger", "export", place], place)


def test_no_workspace_is_made_inside_another(office: Office) -> None:
    for place in ("data", "data/new", "notices/new", "links/d/new"):
        before = tree(office.folder)
        said = said_by("init", place)
        assert (said.code, "belongs to" in said.err) == (2, True), said.out
        assert tree(office.folder) == before


def test_no_zip_file_is_written_over_another_file(office: Office) -> None:
    for place in (
        "foreign/pack.zip",
        "links/nothing.zip",
        "links/hard.zip",
        "data/pack.zip",
        "notices/pack.zip",
    ):
        attacked(office, ["audit-pack", "msp12", "--zip", "--out", place], place)


def test_what_a_command_wrote_itself_is_replaced(office: Office) -> None:
    reports = office.folder / "reports"
    for line in (
        "ledger export reports/l.json",
        "ledger export reports/p.csv",
    ):
        first = office.ok(line)
        assert office.ok(line) == first
    office.ok("audit-pack msp12 --zip --out reports/pack.zip")
    office.ok("audit-pack msp12 --zip --out reports/pack.zip")
    attacked(office, ["ledger", "backup", "reports/p.csv"], "a list of postings")
    longer = json.loads((reports / "l.json").read_text())
    longer["last"] = {"seq": longer["last"]["seq"] + 1, "hash": "f" * 64}
    (reports / "longer.json").write_text(json.dumps(longer))
    attacked(
        office,
        ["ledger", "export", "reports/longer.json"],
        "an export with more events than the ledger",
    )
    assert json.loads((reports / "longer.json").read_text()) == longer


def test_a_folder_around_a_workspace_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert said_by("calendar", "2023", "--out", "work").code == 0
    assert said_by("init", "work/deep/office").code == 0
    said = said_by("calendar", "2023", "--out", "work")
    assert (said.code, "holds a workspace with a ledger" in said.err) == (1, True)
    assert (tmp_path / "work" / "deep" / "office" / "ledger.sqlite").is_file()
