"""Set-up: the lock is complete, so that it can be installed as it stands,
whatever was released since.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT, bare_environment

LEVELS = {
    "run": ["ccmcost[documents]"],
    "test": ["ccmcost[test,documents]"],
    "dev": ["ccmcost[dev]"],
}
PLACES = [
    {
        "sys_platform": "linux",
        "platform_system": "Linux",
        "os_name": "posix",
        "platform_machine": "x86_64",
    },
    {
        "sys_platform": "linux",
        "platform_system": "Linux",
        "os_name": "posix",
        "platform_machine": "aarch64",
    },
    {
        "sys_platform": "darwin",
        "platform_system": "Darwin",
        "os_name": "posix",
        "platform_machine": "arm64",
    },
    {
        "sys_platform": "win32",
        "platform_system": "Windows",
        "os_name": "nt",
        "platform_machine": "AMD64",
    },
]
PYTHONS = ["3.11", "3.12", "3.13", "3.14"]


def locked(level: str, place: dict[str, str]) -> dict[str, str]:
    """Name and version of each package of a lock that belongs to a place."""
    lines = re.findall(
        r"^([a-z0-9][^ ;\\]*)(?: ; ([^\\]*?))? \\$",
        (ROOT / "requirements" / f"{level}.txt").read_text(),
        re.MULTILINE,
    )
    wishes = [Requirement(f"{name} ; {marker}" if marker else name) for name, marker in lines]
    assert len(wishes) > 20
    return {
        canonicalize_name(wish.name): next(iter(wish.specifier)).version
        for wish in wishes
        if wish.marker is None or wish.marker.evaluate(place)
    }


@cache
def needed_by(name: str, version: str) -> list[Requirement] | None:
    """What a package needs, by its own metadata; None if it is not installed here in this
    version.
    """
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return None
    return (
        [Requirement(line) for line in found.requires or []] if found.version == version else None
    )


def project() -> list[Requirement]:
    about = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wishes = [Requirement(line) for line in about["dependencies"]]
    for extra, lines in about["optional-dependencies"].items():
        wishes += [Requirement(f'{line} ; extra == "{extra}"') for line in lines]
    return wishes


def wanting(level: str, place: dict[str, str]) -> tuple[list[str], int]:
    """What the packages of a lock need and the lock lacks, and how many packages could be asked."""
    lock, asked = locked(level, place), {"ccmcost"}
    built = [
        line
        for line in (ROOT / "requirements" / "build.in").read_text().splitlines()
        if line[:1] not in ("", "#")
    ]
    left = [Requirement(line) for line in [*LEVELS[level], *built]]
    done, lacking = set(), []
    while left:
        wish = left.pop()
        name = canonicalize_name(wish.name)
        if name != "ccmcost" and (
            name not in lock or not wish.specifier.contains(lock[name], prereleases=True)
        ):
            lacking.append(f"{wish}, of which the lock has {lock.get(name, 'nothing')}")
            continue
        needs = project() if name == "ccmcost" else needed_by(name, lock[name])
        if needs is None:
            continue
        asked.add(name)
        for extra in ["", *sorted(wish.extras)]:
            if (name, extra) not in done:
                done.add((name, extra))
                left += [
                    each
                    for each in needs
                    if each.marker is None or each.marker.evaluate(place | {"extra": extra})
                ]
    return lacking, len(asked)


@pytest.mark.parametrize("level", LEVELS)
def test_the_lock_holds_whatever_its_packages_need(level: str) -> None:
    """For every Python and system that the lock is made for,
    as far as the packages that are installed here tell.
    """
    for place in PLACES:
        for python in PYTHONS:
            here = {
                **default_environment(),
                **place,
                "python_version": python,
                "python_full_version": f"{python}.0",
            }
            lacking, asked = wanting(level, here)
            assert lacking == [], (place, python)
            assert asked > 3


def test_a_lock_that_lacks_something_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    path = tmp_path / "requirements" / "run.txt"
    path.write_text(
        re.sub(r"^jinja2==(.*\n)(    --hash.*\n)+", "", path.read_text(), flags=re.MULTILINE)
    )
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    lacking, _ = wanting("run", dict(default_environment()))
    assert any(line.startswith("jinja2") for line in lacking)


class Project:
    """A small project with a lock of its own, packages on disk in place of an index,
    and the real scripts/set-up.sh.
    """

    def __init__(self, folder: Path) -> None:
        self.folder, self.index = folder / "project", folder / "index"
        for path in (
            self.index,
            self.folder / "scripts",
            self.folder / "requirements",
            self.folder / "ccmcost",
        ):
            path.mkdir(parents=True)
        shutil.copy(ROOT / "scripts" / "set-up.sh", self.folder / "scripts")
        (self.folder / "pyproject.toml").write_text(
            '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
        )
        (self.folder / "backend.py").write_text(
            "import os, sys\nsys.path.insert(0, os.path.dirname(__file__))\nfrom wheels import "
            "wheel\ndef build_editable(folder, *_): return wheel(folder, 'ccmcost', '1', "
            "['alpha'])\n"
        )
        (self.folder / "wheels.py").write_text(WHEELS)
        (self.folder / "ccmcost" / "__init__.py").write_text("")

    def package(self, name: str, version: str, *needs: str) -> str:
        """Release a package; returns its line of a lock."""
        code = (
            "import sys, wheels; print(wheels.wheel(sys.argv[1], sys.argv[2], sys.argv[3], "
            "sys.argv[4:]))"
        )
        command = [sys.executable, "-c", code, str(self.index), name, version, *needs]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=True)
        content = (self.index / done.stdout.strip()).read_bytes()
        return f"{name}=={version} \\\n    --hash=sha256:{hashlib.sha256(content).hexdigest()}\n"

    def lock(self, *lines: str) -> None:
        (self.folder / "requirements" / "run.txt").write_text("".join(lines))

    def pip(self, *arguments: str) -> str:
        """What pip says in the project's environment."""
        command = [".venv/bin/python", "-m", "pip", *arguments]
        return subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment(),
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    def environment(self) -> dict[str, str]:
        clean = {
            key: value for key, value in bare_environment().items() if not key.startswith("PIP_")
        }
        return clean | {
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(self.index),
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "PYTHON3": sys.executable,
        }

    def set_up(self) -> subprocess.CompletedProcess[str]:
        command = ["sh", "-c", 'set -eu; . scripts/set-up.sh; echo "$PYTHON"']
        return subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment(),
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )


WHEELS = """
import os, zipfile

def wheel(folder, name, version, needs):
    file = f"{name}-{version}-py3-none-any.whl"
    info = f"{name}-{version}.dist-info"
    extras = "".join(f"Provides-Extra: {extra}\\n" for extra in ["more"])
    needs = "".join(f"Requires-Dist: {need}\\n" for need in needs)
    files = {
        f"{info}/METADATA": f"Metadata-Version: 2.1\\nName: {name}\\nVersion: {version}\\n{extras}{needs}",
        f"{info}/WHEEL": "Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
    }
    files[f"{info}/RECORD"] = "".join(f"{path},,\\n" for path in [*files, f"{info}/RECORD"])
    with zipfile.ZipFile(os.path.join(folder, file), "w") as archive:
        for path, text in files.items():
            archive.writestr(path, text)
    return file
"""  # noqa: E501


@pytest.mark.slow
def test_set_up_goes_on_working_when_packages_release(tmp_path: Path) -> None:
    """A locked package with an extra has a newer release: old versions of pip refuse that,
    unless they resolve nothing.
    """
    project = Project(tmp_path)
    lines = [
        project.package("alpha", "1.0", "beta[more]>=1"),
        project.package("beta", "1.0", "gamma; extra == 'more'"),
    ]
    lines.append(project.package("gamma", "1.0"))
    project.lock(*lines)
    project.package("beta", "2.0", "delta")
    done = project.set_up()
    assert (done.returncode, done.stdout) == (0, ".venv/bin/python\n"), done.stderr
    assert "beta" in project.pip("list") and "Version: 1.0" in project.pip("show", "beta")
    assert project.set_up().stderr == ""  # once, until the lock changes

    project.package("stranger", "1.0", "nowhere>=3")
    project.pip("install", "--no-deps", "stranger")
    project.lock(*lines[:2], project.package("gamma", "1.1"))
    done = project.set_up()
    assert done.returncode == 0, done.stderr
    assert "stranger" not in project.pip("list") and "Version: 1.1" in project.pip("show", "gamma")


@pytest.mark.slow
def test_set_up_says_what_is_missing_and_tries_again_next_time(tmp_path: Path) -> None:
    project = Project(tmp_path)
    lines = [project.package("alpha", "1.0", "beta"), project.package("beta", "1.0")]
    project.lock(lines[0])
    done = project.set_up()
    assert done.returncode == 1 and "alpha 1.0 requires beta, which is not installed" in done.stderr
    project.lock(lines[0], lines[1].replace("sha256:", "sha256:0")[:-2] + "\n")
    done = project.set_up()
    assert done.returncode == 1 and "could not be installed; pip says why above" in done.stderr
    project.lock(*lines)
    assert project.set_up().returncode == 0
