"""From the wheel, in an empty folder, with no source tree: the same result."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from tests.conftest import DATA, ROOT, Run


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_the_data(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for path in DATA.rglob("*"):
        if path.is_file():
            assert f"ccmcost/_data/{path.relative_to(DATA).as_posix()}" in names
    assert not [name for name in names if name.startswith(("tests", "data/", "docs"))]


def test_the_wheel_gives_the_same_result(wheel: Path, tmp_path: Path, run: Run) -> None:
    home = tmp_path / "env"
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    site = next(home.glob("lib/python*/site-packages"))
    zipfile.ZipFile(wheel).extractall(site)
    packages = Path(next(path for path in sys.path if path.endswith("site-packages")))
    for path in packages.iterdir():
        if not path.name.startswith(("ccmcost", "_ccmcost", "_editable", "__editable")) and not (site / path.name).exists():
            (site / path.name).symlink_to(path)
    empty = tmp_path / "empty"
    empty.mkdir()
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "CCMCOST"))}

    def call(*arguments: str) -> str:
        command = [str(python), "-m", "ccmcost", *arguments]
        done = subprocess.run(command, cwd=empty, env=environment, capture_output=True, encoding="utf-8", check=True)
        return done.stdout

    where = subprocess.run(
        [str(python), "-c", "import ccmcost; print(ccmcost.__file__)"],
        cwd=empty,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert str(site) in where.stdout
    assert call("apportion", "rc1", "--format", "json") == run("apportion", "rc1", "--format", "json").stdout
    for name in ("csv", "json"):
        made = (empty / "reports" / "rc1" / f"SPECIMEN-apportionment.{name}").read_bytes()
        assert made == (tmp_path / "reports" / "rc1" / f"SPECIMEN-apportionment.{name}").read_bytes()
    assert call("check").startswith(str(site / "ccmcost" / "_data"))
