"""A script as an analyst writes it (tests/user_file.py): `mypy --strict` against the installed
package accepts it and refuses a wrong use, and it runs.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT, bare_environment

WRONG = """
exact: float = ccmcost.apportion("msp11").amount("JPN")
ccmcost.history(cost=0.5)
ccmcost.explain("msp11", "JPN").step
for row in ccmcost.status():
    row.outstanding.cents
"""


def call(python: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(python), *arguments],
        cwd=folder,
        env=bare_environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.slow
def test_mypy_strict_accepts_it_and_refuses_a_wrong_use(installed: Path, tmp_path: Path) -> None:
    text = (ROOT / "tests" / "user_file.py").read_text(encoding="utf-8")
    assert len(text.splitlines()) >= 100
    (tmp_path / "right.py").write_text(text, encoding="utf-8")
    (tmp_path / "wrong.py").write_text(text + WRONG, encoding="utf-8")
    strict = ("-m", "mypy", "--strict", "--no-incremental", "--no-error-summary")
    right = call(installed, tmp_path, *strict, "right.py")
    assert (right.returncode, right.stdout, right.stderr) == (0, "", "")
    wrong = call(installed, tmp_path, *strict, "wrong.py").stdout.splitlines()
    codes = [line.rpartition("[")[2] for line in wrong if ": error: " in line]
    assert codes == ["assignment]", "arg-type]", "attr-defined]", "attr-defined]"], wrong


@pytest.mark.slow
def test_it_runs(installed: Path, tmp_path: Path) -> None:
    shutil.copy(ROOT / "tests" / "user_file.py", tmp_path)
    done = call(installed, tmp_path, "user_file.py")
    assert done.returncode == 0, done.stderr
    answers = json.loads(done.stdout)
    assert answers["bill"]["amount"] == "73419.02" and answers["outstanding"] is None
    assert answers["dearer"]["with China"] == ["CHN"] and answers["mean share"] > 16
    assert answers["files"] == ["amounts.png", "notice.pdf", "result.csv", "set", "user_file.py"]
