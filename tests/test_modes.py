"""A ledger, its copies and the office's bank account are for their owner alone;
and where a workspace lies.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from ccmcost.accounts.books import open_books
from ccmcost.desk import init
from ccmcost.desk.doctor import examine
from ccmcost.desk.init import make_workspace
from ccmcost.desk.ledger_tools import back_up, export
from ccmcost.ledger import store
from ccmcost.workspace import Workspace, open_workspace, packaged_data
from tests.conftest import Run

pytestmark = pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")


@pytest.fixture(params=[0o000, 0o022, 0o077], ids="umask {:03o}".format)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def office(tmp_path: Path, umask: int) -> Workspace:
    make_workspace(tmp_path / "office")
    return Workspace(tmp_path / "office" / "data", packaged_data())


def test_what_holds_the_books_is_its_owner_s(office: Workspace, tmp_path: Path, umask: int) -> None:
    with open_books(office) as desk:
        back_up(desk, tmp_path / "backup.sqlite")
        export(desk, tmp_path / "ledger.json")
        export(desk, tmp_path / "ledger.json")
        export(desk, tmp_path / "ledger.csv")
    secret = [
        office.ledger,
        *(tmp_path / name for name in ("backup.sqlite", "ledger.json", "ledger.csv")),
    ]
    if (office.data / "issuer.toml").exists():
        secret.append(office.data / "issuer.toml")
    assert {path.name: oct(mode(path)) for path in secret} == {
        path.name: "0o600" for path in secret
    }
    assert mode(office.data / "costs.toml") == 0o666 & ~umask, "other data follow the umask"


def test_what_sqlite_writes_beside_the_ledger(office: Workspace) -> None:
    office.ledger.chmod(0o664)
    with store.opened(office.ledger) as ledger, ledger.writing("A. Clerk", "test"):
        ledger.connection.execute("CREATE TABLE beside (x)")
        ledger.connection.execute("INSERT INTO beside VALUES (1)")
        there = {
            path.name: oct(mode(path))
            for path in office.ledger.parent.iterdir()
            if "ledger.sqlite" in path.name
        }
    assert {"ledger.sqlite", ".ledger.sqlite.holder"} <= set(there) and set(there.values()) == {
        "0o600"
    }


def test_doctor_names_a_ledger_that_others_can_read(office: Workspace) -> None:
    def found() -> tuple[str, str]:
        return next(
            (check.state, check.to_do) for check in examine(office) if check.what == "ledger"
        )

    assert found()[0] == "ok"
    for wide in (0o644, 0o640, 0o606):
        office.ledger.chmod(wide)
        assert found()[0] == "warning" and "chmod 600" in found()[1]
    with store.opened(office.ledger) as ledger, ledger.writing("A. Clerk", "test"):
        pass
    assert found()[0] == "ok" and mode(office.ledger) == 0o600


# Where a workspace lies


@pytest.mark.parametrize(
    ("name", "service"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - United Nations", "OneDrive"),
        ("onedrive-personal", "OneDrive"),
        ("SharePoint - Documents", "SharePoint"),
        ("Dropbox", "Dropbox"),
        ("Dropbox (Secretariat)", "Dropbox"),
        ("Google Drive", "Google Drive"),
        ("GoogleDrive-office@example.org", "Google Drive"),
        ("My Drive", "Google Drive"),
        ("iCloud Drive", "iCloud"),
        ("com~apple~CloudDocs", "iCloud"),
        ("Nextcloud", "Nextcloud"),
    ],
)
def test_synchronised_folders_are_named(tmp_path: Path, name: str, service: str) -> None:
    folder = tmp_path / name / "finance" / "office"
    assert init.shared_place(folder) == f"a folder of {service}"
    folder.mkdir(parents=True)
    (tmp_path / "link").symlink_to(folder)
    assert init.shared_place(tmp_path / "link") == f"a folder of {service}", "also by way of a link"


@pytest.mark.parametrize(
    "name", ["office", "dropboxes", "my drivers", "nextclouds", "sharepointless", "clouds"]
)
def test_other_folders_are_not(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(init, "MOUNTS", tmp_path / "none")
    assert init.shared_place(tmp_path / name) == ""


@pytest.mark.parametrize(("mark", "service"), [(".dropbox", "Dropbox"), (".stfolder", "Syncthing")])
def test_by_what_the_programs_leave(tmp_path: Path, mark: str, service: str) -> None:
    (tmp_path / "work" / "office").mkdir(parents=True)
    (tmp_path / "work" / mark).mkdir()
    assert init.shared_place(tmp_path / "work" / "office") == f"a folder of {service}"


def test_by_the_settings_of_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "UN"))
    assert init.shared_place(tmp_path / "UN" / "office") == "a folder of OneDrive"


@pytest.mark.parametrize(
    "kind", ["nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "fuse.rclone", "ceph"]
)
def test_network_disks_are_named(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = tmp_path / "mounts"
    monkeypatch.setattr(init, "MOUNTS", mounts)
    share = tmp_path / "the share"
    point = str(share).replace(" ", "\\040")
    mounts.write_text(
        f"/dev/sda1 / ext4 rw 0 0\nserver:/x {point} {kind} rw 0 0\n/dev/sdb {point}/disk xfs rw "
        "0 0\n"
    )
    assert init.shared_place(share / "office") == f"a network disk ({kind})"
    assert init.shared_place(share / "disk" / "office") == "", "the nearest mount counts"
    assert init.shared_place(tmp_path / "the share beside") == ""


@pytest.mark.parametrize("path", [r"\\server\finance\office", "//server/finance/office"])
def test_a_network_path_of_windows(path: str) -> None:
    assert init.shared_place(Path(path)).startswith("a network folder (")


def test_init_and_doctor_say_so(tmp_path: Path, run: Run) -> None:
    done = run("init", "OneDrive - Office/ccm")
    (line,) = done.stderr.splitlines()
    assert done.returncode == 0 and line.startswith("Warning: ") and "a folder of OneDrive" in line
    checks = {
        check.what: check
        for check in examine(open_workspace(tmp_path / "OneDrive - Office" / "ccm" / "data"))
    }
    assert checks["place"].state == "warning" and "OneDrive" in checks["place"].to_do
    assert not run("init", "plain").stderr
