"""Licences of what ccmcost needs to run, from the metadata of the installed packages:
python -m tests.licences FILE.
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import PackageNotFoundError, metadata, version
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
HEAD = """# Licences of the dependencies

What `pip install ccmcost` brings with it (with the extra `documents`), each under the licence that its own metadata name.
Made by `sh scripts/licences` from the packages of `requirements/run.txt`; a test compares the two. Nothing of them is
copied into ccmcost. On Windows colorama (BSD) comes too. Documents and charts are set in Noto Sans
and Noto Sans Arabic, under the SIL Open Font License.

| package | licence |
| --- | --- |
"""  # noqa: E501
_SPDX = {
    "MIT License": "MIT",
    "BSD License": "BSD",
    "Apache Software License": "Apache-2.0",
    "Python Software Foundation License": "PSF",
    "ISC License (ISCL)": "ISC",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
}


class Locked(NamedTuple):
    """A package of the lock: its name, and the versions that it may have (by version of Python)."""

    name: str
    versions: tuple[str, ...]


def locked(file: str = "run.txt") -> tuple[Locked, ...]:
    """The packages of a lock file, by name; not those that only build ccmcost itself."""
    text = (ROOT / "requirements" / file).read_text(encoding="utf-8")
    built = {
        line.strip()
        for line in (ROOT / "requirements" / "build.in").read_text(encoding="utf-8").splitlines()
    }
    found: dict[str, list[str]] = {}
    for name, number in re.findall(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", text, re.MULTILINE):
        found.setdefault(name.lower(), []).append(number)
    return tuple(
        Locked(name, tuple(numbers))
        for name, numbers in sorted(found.items())
        if name not in built | BUILD
    )


BUILD = frozenset(("pathspec", "trove-classifiers", "hatchling", "editables", "pluggy"))
"""What only building needs; hatchling brings these."""


def licence_of(name: str) -> str:
    """The licence of an installed package: its SPDX expression, else its classifiers,
    else the first line of its text.
    """
    about = metadata(name)
    if expression := about.get("License-Expression"):
        return str(expression)
    named = [
        line.rpartition(" :: ")[2]
        for line in about.get_all("Classifier") or ()
        if line.startswith("License :: ")
    ]
    named = [_SPDX.get(line, line) for line in named if line != "OSI Approved"]
    if named:
        return ", ".join(sorted(set(named)))
    return str(about.get("License") or "").strip().partition("\n")[0][:80]


def installed_as_locked(package: Locked) -> bool | None:
    """Whether the package is installed in a version of the lock;
    None if it is not installed (another Python or system).
    """
    try:
        return version(package.name) in package.versions
    except PackageNotFoundError:
        return None


def table() -> str:
    """The page."""
    rows = [
        f"| {package.name} | {licence_of(package.name)} |"
        for package in locked()
        if installed_as_locked(package) is not None
    ]
    return HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(table(), encoding="utf-8")
