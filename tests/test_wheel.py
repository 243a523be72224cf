"""From the wheel, in an empty folder, with no source tree: the same result; and what the source
archive holds.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from ccmcost.words.catalogue import LANGUAGES
from ccmcost.workspace import manual_pages
from tests import formats
from tests.conftest import DATA, ROOT, Run, bare_environment


def test_the_wheel_holds_the_data(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for path in DATA.rglob("*"):
        if path.is_file():
            assert f"ccmcost/_data/{path.relative_to(DATA).as_posix()}" in names
    for topic in manual_pages():
        assert f"ccmcost/_docs/{topic}.md" in names
    assert "ccmcost/_docs/practice/list.csv" in names
    for path in formats.SCHEMAS.iterdir():
        assert f"ccmcost/assets/schemas/{path.name}" in names
    for language in LANGUAGES:
        assert f"ccmcost/words/{language}.toml" in names
    assert not [name for name in names if name.startswith(("tests", "data/", "docs"))]


def test_the_source_archive_holds_all_that_is_kept(tmp_path: Path) -> None:
    """Who has the archive alone can run the tests and build the same wheel."""
    git = ["git", "-C", str(ROOT), "ls-files", "-z"]
    kept = subprocess.run(git, capture_output=True, encoding="utf-8", check=False)
    if kept.returncode:
        pytest.skip("a copy that is no clone does not say what is kept")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (archive,) = tmp_path.glob("ccmcost-*.tar.gz")
    with tarfile.open(archive) as opened:
        names = {each.name.partition("/")[2] for each in opened if each.isfile()}
    wanted = {name for name in kept.stdout.split("\0") if name and (ROOT / name).is_file()}
    assert names - wanted == {"PKG-INFO"}
    assert wanted - names == {".gitattributes"}


@pytest.mark.slow
def test_the_wheel_gives_the_same_result(installed: Path, tmp_path: Path, run: Run) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    environment = bare_environment()

    def call(*arguments: str) -> str:
        done = subprocess.run(
            [str(installed), *arguments],
            cwd=empty,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        return done.stdout

    site = Path(call("-c", "import ccmcost; print(ccmcost.__file__)").strip()).parent
    assert site.is_relative_to(installed.parent.parent)
    assert (
        call("-m", "ccmcost", "apportion", "rc1", "--format", "json")
        == run("apportion", "rc1", "--format", "json").stdout
    )
    for name in ("csv", "json"):
        made = (empty / "reports" / "rc1" / f"SPECIMEN-apportionment.{name}").read_bytes()
        assert (
            made == (tmp_path / "reports" / "rc1" / f"SPECIMEN-apportionment.{name}").read_bytes()
        )
    assert call("-m", "ccmcost", "check").startswith(str(site / "_data"))
    for topic in manual_pages():
        assert call("-m", "ccmcost", "help", topic) == run("help", topic).stdout
    for words in (
        ("apportion", "rc1", "--no-files"),
        ("explain", "rc1", "JPN"),
        ("--help",),
        ("import", "receipts", "--help"),
    ):
        for topic in re.findall(r"ccmcost\s+help\s+([a-z][a-z-]*)", call("-m", "ccmcost", *words)):
            assert call("-m", "ccmcost", "help", topic)
