"""The same input gives the same bytes: another folder, time zone, locale, hash seed, user and umask, and from the wheel.

By default one meeting in two languages; CCMCOST_REPRODUCE=all makes everything of all dated meetings in all languages.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
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
    if not ALL:
        return [["apportion", "rc1-pm1", "--lang", "fr,zh", "--as-of", DAY]]
    dated = meetings(run)
    assert len(dated) == 19
    return [["apportion", meeting, "--lang", "en,fr,es,ar,ru,zh", "--as-of", DAY] for meeting in dated]


def someone_else(python: str, folder: Path, environment: dict[str, str]) -> dict[str, int]:
    """Another user for the second run, where this process may become one and that one may read Python."""
    if os.name != "posix" or os.geteuid() != 0:
        warnings.warn("not root: both runs are by the same user", stacklevel=2)
        return {}
    os.chown(folder, NOBODY, NOBODY)
    other = {"user": NOBODY, "group": NOBODY}
    try:
        command = [python, "-c", "import ccmcost, typst"]
        subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True, **other)  # type: ignore[call-overload]
    except (subprocess.CalledProcessError, PermissionError):
        warnings.warn("another user may not read this Python: both runs are by the same user", stacklevel=2)
        return {}
    return other


@pytest.mark.skipif(sys.platform == "win32", reason="needs umask, users and time zones of a POSIX system")
def test_the_same_bytes_elsewhere(installed: Path, tmp_path: Path, run: Run) -> None:
    here, there = tmp_path / "here", tmp_path / "there" / "with a space" / "é"
    here.mkdir()
    there.mkdir(parents=True)
    for parent in (tmp_path, tmp_path / "there", tmp_path / "there" / "with a space"):
        parent.chmod(0o755)
    one = bare_environment() | {
        "PYTHONPATH": str(ROOT),
        "PYTHONHASHSEED": "1",
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C.UTF-8",
    }
    two = bare_environment() | {
        **{"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "ar"},
        **{"USER": "somebody", "LOGNAME": "somebody", "HOME": str(there), "COLUMNS": "40", "SOURCE_DATE_EPOCH": "1"},
    }
    other = someone_else(str(installed), there, two)
    for arguments in commands(run):
        subprocess.run(
            [sys.executable, "-m", "ccmcost", *arguments], cwd=here, env=one, check=True, capture_output=True, umask=0o022
        )
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
        assert len(made) > 10
        shutil.rmtree(here / "reports")
        shutil.rmtree(there / "reports")
