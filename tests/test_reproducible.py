"""The same input gives the same bytes: another folder, time zone, locale, hash seed, user and
umask, and from the wheel.

By default one meeting in two languages; CCMCOST_REPRODUCE=all makes everything of all dated
meetings in all languages.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run, bare_environment

ALL = os.environ.get("CCMCOST_REPRODUCE") == "all"
DAY = "2026-02-03"
NOBODY = 65534


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def meetings(run: Run) -> list[str]:
    return re.findall(r"^(\S+) +\d{4}-\d\d-\d\d ", run("meetings").stdout, re.MULTILINE)


def commands(run: Run) -> list[list[str]]:
    languages = ["--lang", "en,fr,es,ar,ru,zh"]
    if not ALL:
        return [
            ["apportion", "rc1-pm1", "--lang", "fr,zh"],
            ["estimate", "rc2", "--lang", "es"],
            ["calendar", "2023", "--write"],
        ]
    dated = meetings(run)
    assert len(dated) == 19
    made = [["apportion", meeting, *languages] for meeting in dated]
    made += [["estimate", meeting, "--lang", "en,fr,es"] for meeting in dated]
    made += [["report", str(year), *languages] for year in (2015, 2023)]
    return [*made, ["chart", "history"], ["calendar", "--write"]]


def let_pass(*places: Path) -> None:
    """Others may reach these paths; pytest keeps its folders to its own user,
    and closes them anew whenever it starts.
    """
    for path in {path for place in places for path in place.parents}:
        if Path(tempfile.gettempdir()) in path.parents:
            path.chmod(path.stat().st_mode | 0o011)


def someone_else(python: Path, folder: Path, environment: dict[str, str]) -> dict[str, int]:
    """Another user for the second run, where this process may become one and that one may read
    Python.
    """
    if os.name != "posix" or os.geteuid() != 0:
        warnings.warn("not root: both runs are by the same user", stacklevel=2)
        return {}
    os.chown(folder, NOBODY, NOBODY)
    let_pass(python, folder)
    other = {"user": NOBODY, "group": NOBODY}
    try:
        command = [str(python), "-c", "import ccmcost, typst"]
        subprocess.run(
            command, cwd=folder, env=environment, check=True, capture_output=True, **other
        )  # type: ignore[call-overload]
    except (subprocess.CalledProcessError, PermissionError):
        warnings.warn(
            "another user may not read this Python: both runs are by the same user", stacklevel=2
        )
        return {}
    return other


@pytest.mark.slow
@pytest.mark.skipif(
    sys.platform == "win32", reason="needs umask, users and time zones of a POSIX system"
)
def test_the_same_bytes_elsewhere(installed: Path, tmp_path: Path, run: Run) -> None:
    here, there = tmp_path / "here", tmp_path / "there" / "with a space" / "é"
    here.mkdir()
    there.mkdir(parents=True)
    one = bare_environment() | {
        "PYTHONPATH": str(ROOT),
        "PYTHONHASHSEED": "1",
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C.UTF-8",
    }
    two = bare_environment() | {
        **{"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "ar"},
        **{
            "USER": "somebody",
            "LOGNAME": "somebody",
            "HOME": str(there),
            "COLUMNS": "40",
            "SOURCE_DATE_EPOCH": "1",
        },
    }
    other = someone_else(installed, there, two)
    wanted = [*commands(run), ["page", "--all"] if ALL else ["page", "rc1", "--rules"]]
    for arguments in [[*line, "--as-of", DAY] for line in wanted]:
        subprocess.run(
            [sys.executable, "-m", "ccmcost", *arguments],
            cwd=here,
            env=one,
            check=True,
            capture_output=True,
            umask=0o022,
        )
        let_pass(installed, there)
        subprocess.run(  # type: ignore[call-overload]
            [str(installed), "-m", "ccmcost", *arguments],
            cwd=there,
            env=two,
            check=True,
            capture_output=True,
            umask=0o077,
            **other,
        )
        made, again = hashes(here / "reports"), hashes(there / "reports")
        assert made == again
        assert made
        shutil.rmtree(here / "reports")
        shutil.rmtree(there / "reports")
