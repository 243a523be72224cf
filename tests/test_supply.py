"""What ccmcost is made of: dependencies with ranges and hashes, and their licences."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.conftest import ROOT
from tests.licences import HEAD, Locked, installed_as_locked, licence_of, locked

PAGE = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| ([a-z][a-z0-9-]+) \| (.+) \|$", PAGE, re.MULTILINE))
WINDOWS = {"colorama"}


def test_every_dependency_has_its_licence_on_the_page() -> None:
    assert PAGE.startswith(HEAD)
    assert set(ROWS) - {"package"} == {package.name for package in locked()} - WINDOWS
    for name, licence in ROWS.items():
        assert licence.strip(), name
        assert not re.search(
            r"(?<!L)A?GPL|SSPL|Commons Clause|proprietary", licence, re.IGNORECASE
        ), (name, licence)


@pytest.mark.parametrize(
    "package", [each for each in locked() if each.name not in WINDOWS], ids=lambda each: each.name
)
def test_the_page_says_what_the_package_says(package: Locked) -> None:
    """Versions outside the lock (scripts/lowest) may word their licence otherwise;
    the lock is what the page tells of. Where each Python has its own version, one may name the
    licence (BSD-3-Clause) of which another names the kind (BSD).
    """
    if installed_as_locked(package):
        told, named = ROWS[package.name], licence_of(package.name)
        assert named == told or (len(package.versions) > 1 and named.startswith(f"{told}-"))
    else:
        assert package.name in ROWS


def test_every_dependency_has_a_range_and_every_locked_file_a_hash() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wishes = [
        *project["dependencies"],
        *(wish for extra in project["optional-dependencies"].values() for wish in extra),
    ]
    for wish in wishes:
        assert re.fullmatch(r"ccmcost\[.*\]|[A-Za-z0-9-]+>=[0-9.]+,<[0-9.]+", wish), wish
    direct = {re.split("[>=]", wish)[0].lower() for wish in project["dependencies"]}
    assert direct <= {package.name for package in locked()}
    for file in ("run.txt", "test.txt", "dev.txt"):
        text = (ROOT / "requirements" / file).read_text(encoding="utf-8")
        for block in re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE):
            if "==" in block.partition("\n")[0]:
                assert "--hash=sha256:" in block, block[:80]
        assert not re.search(r"https?://|--index-url|--extra-index-url", text)
