"""Attacks by files: their names, their contents and their size."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from ccmcost.app.uploads import Uploads, safe_name


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
