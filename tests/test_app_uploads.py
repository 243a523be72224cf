"""Attacks by files: their names, their contents and their size."""

from __future__ import annotations

import errno
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from ccmcost.app.place import a_file
from ccmcost.app.uploads import Uploads, safe_name
from ccmcost.atomic import lock_for_life
from tests.app_browser import RECEIPT, Inside, copied, inside, is_guarded, is_harmless
from tests.hostile.kinds import KINDS, open_room
from tests.hostile.room import Room


@pytest.fixture
def browser(billed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Inside]:
    copied(billed, tmp_path, monkeypatch)
    with inside() as made:
        yield made


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Room:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("CCMCOST_DATA", "SOURCE_DATE_EPOCH", "CCMCOST_RECORDED_BY"):
            patch.delenv(name, raising=False)
        return open_room(tmp_path_factory.mktemp("hostile"), seconds=100)


@pytest.mark.parametrize(
    ("name", "kept_as"),
    [
        ("list.xlsx", "list.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("C:\\data\\list.csv", "list.csv"),
        ("/", "file"),
        ("..", "file"),
        ("...", "file"),
        (".bashrc", "bashrc"),
        ("-rf.csv", "rf.csv"),
        ("--yes", "yes"),
        ("a\0b.csv", "a_b.csv"),
        ("a\nb\r.csv", "a_b_.csv"),
        ("invoice\u202efdp.exe", "invoice_fdp.exe"),
        ("CON", "_CON"),
        ("nul.csv", "_nul.csv"),
        ("com1.tar.gz", "_com1.tar.gz"),
        ("Liste des États.csv", "Liste des États.csv"),
        ("قائمة.xlsx", "قائمة.xlsx"),
        ('"><img src=x onerror=alert(1)>.csv', "___img src_x onerror_alert(1)_.csv"),
        ("a;rm -rf $HOME;`id`.csv", "a_rm -rf _HOME__id_.csv"),
        ("list.csv. . ", "list.csv"),
        ("\udcff.csv", "_.csv"),
        ("", "file"),
    ],
)
def test_a_hostile_name_of_a_file_becomes_a_harmless_one(name: str, kept_as: str) -> None:
    assert safe_name(name) == kept_as


@pytest.mark.parametrize("letter", ["x", "é", "表", "\U0001f4c4"])
def test_a_long_name_fits_into_any_folder(letter: str, tmp_path: Path) -> None:
    for name in (letter * 300, f"{letter * 300}.csv", f"a.{letter * 300}"):
        (tmp_path / safe_name(name)).write_bytes(b"")
        assert len(safe_name(name).encode()) <= 200


def test_what_is_kept_is_found_by_its_name_alone(tmp_path: Path) -> None:
    uploads = Uploads()
    key = uploads.keep("../list.csv", BytesIO(b"x"))
    path = Path(uploads.given(key) or "")
    assert path.name == "list.csv" and path.read_bytes() == b"x"
    assert path.parent.stat().st_mode & 0o077 == path.parent.parent.stat().st_mode & 0o077 == 0
    for other in (
        "",
        ".",
        "..",
        f"../{key}",
        f"{key}/list.csv",
        str(path),
        key[:-1],
        "/etc/passwd",
    ):
        assert uploads.given(other) is None
    uploads.end()
    assert not path.exists()


def test_what_a_killed_server_left_the_next_one_removes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / "ccmcost-app-stranger").mkdir()
    keep = "from ccmcost.app.uploads import Uploads; from io import BytesIO; at = Uploads()"
    line = f"{keep}; at.keep('bank.csv', BytesIO(b'x')); print(flush=True); input()"
    env = {**os.environ, "TMPDIR": str(tmp_path)}
    with subprocess.Popen(
        [sys.executable, "-c", line], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env
    ) as server:
        assert server.stdout and server.stdout.readline()
        living = Uploads()
        assert len([*tmp_path.rglob("bank.csv")]) == 1  # its server is at work
        server.kill()
    again = Uploads()
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {
        "ccmcost-app-stranger",
        *(Path(each._folder.name).name for each in (living, again)),
    }
    for each in (living, again):
        each.end()
    assert [path.name for path in tmp_path.iterdir()] == ["ccmcost-app-stranger"]


def test_who_is_taken_for_a_killed_server_takes_another_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    seen = []

    def taken(path: Path) -> int | None:
        seen.append(path.parent)
        if len(seen) == 1:
            raise FileNotFoundError(path)
        return None if len(seen) == 2 else lock_for_life(path)

    monkeypatch.setattr("ccmcost.app.uploads.lock_for_life", taken)
    uploads = Uploads()
    assert len({*seen}) == 3 and [*tmp_path.iterdir()] == [seen[2]]
    assert lock_for_life(seen[2] / "lock") is None
    uploads.end()


def test_where_files_cannot_be_locked_the_app_works_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def no_locks(_: Path) -> int | None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("ccmcost.app.uploads.lock_for_life", no_locks)
    uploads, other = Uploads(), Uploads()
    for each in (uploads, other):
        assert each.given(each.keep("a.csv", BytesIO(b"x")))
        each.end()
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize("name", ['a"b.pdf', "a\r\nSet-Cookie: x=y.pdf", "إشعار.pdf", "a;b.pdf"])
def test_the_name_of_a_download_stays_in_its_header(name: str) -> None:
    for is_shown in (True, False):
        ((_, how),) = (each for each in a_file(name, b"", "application/pdf", is_shown).headers[1:])
        assert how.isascii() and how.isprintable() and how.count(";") == 1 and '"' not in how


def test_the_name_of_who_records_stays_in_its_cookie(browser: Inside) -> None:
    form = {"form": browser.guard.form(), **RECEIPT, "meeting": ""}
    for name in ("A\r\nSet-Cookie: x=y", "a; Domain=evil.example", "=;,\\", "ليلى", "x" * 9000):
        reply = browser.post(f"{browser.root}/do/receive", form | {"recorded_by": name})
        given = reply.headers["Set-Cookie"]
        assert given.startswith("ccmcost-name=") and given.isascii() and len(given) < 3000
        assert given.partition(";")[2] == " HttpOnly; Path=/; SameSite=Strict"
        kept = f"{browser.cookie}; {given.partition(';')[0]}"
        assert is_harmless(browser.get(f"{browser.root}/do/receive", Cookie=kept))


def test_what_is_no_file_of_the_form_is_not_kept(browser: Inside) -> None:
    form = {"form": browser.guard.form(), **RECEIPT, "meeting": "", "file": ("a.csv", b"x")}
    browser.post(f"{browser.root}/do/receive", form)
    browser.post(f"{browser.root}/do/nothing", form)
    browser.post(f"{browser.root}/do/import/receipts", {**form, "form": "none"})
    assert browser.office.uploads._paths == {}


class Overflowing(BytesIO):
    """A file that no longer fits on the disk after its first bytes."""

    def read(self, _: int | None = -1) -> bytes:
        if self.tell():
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return super().read(1)


def test_a_part_without_a_name_is_none_of_the_form(browser: Inside) -> None:
    part = b"--x\r\nContent-Disposition: form-data%s\r\n\r\n%s\r\n"
    token = browser.guard.form().encode()
    body = part % (b"", b"5.00") + part % (b'; name="form"', token) + b"--x--\r\n"
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    reply = browser.ask("POST", f"{browser.root}/do/receive", body, **kind)
    assert reply.status == 303 and browser.followed(reply).status == 422


def test_a_full_disk_is_told_and_keeps_no_half_of_a_file(
    browser: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    uploads, keep = browser.office.uploads, Uploads.keep
    monkeypatch.setattr(uploads, "keep", lambda name, _: keep(uploads, name, Overflowing(b"xy")))
    form = {"form": browser.guard.form(), "file": ("a.csv", b"xy")}
    reply = browser.post(f"{browser.root}/do/import/receipts", form)
    assert reply.status == 409 and is_guarded(reply)
    assert "No space left on device. Check names, permissions and free space." in reply.said
    assert "fault of ccmcost" not in reply.said
    assert [path.name for path in Path(uploads._folder.name).iterdir()] == ["lock"]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["csv", "xlsx", "docx", "pdf", "html", "text"])
def test_hostile_contents_end_in_an_answer(browser: Inside, room: Room, kind: str) -> None:
    dice, met = random.Random(11), 0
    while met < 4:
        case = KINDS[kind](dice, room)
        if case.arguments[0] != "import" or len(case.files) != 1:
            continue
        ((name, content),) = case.files.items()
        command = " ".join(case.arguments[:2])
        reply = browser.do(
            command,
            file=(f'"><img src=x onerror=alert(1)>{name}', content),
            meeting="msp11",
            as_at="2023-12-31",
            document="X/1",
            recorded_by="A. Clerk",
        )
        assert reply.status in (200, 422) and is_harmless(reply) and is_guarded(reply)
        assert "ended without an answer" not in reply.said and "Traceback" not in reply.said
        met += 1
