"""The gallery of bad files: every finding code, its exit code and its wording,
and that nothing is written.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from ccmcost.findings import CODES
from tests.conftest import ROOT, Run

GALLERY = Path(__file__).parent / "bad_files"
CASES = sorted(path.name for path in GALLERY.iterdir() if path.is_dir())


def test_codes_gallery_and_docs_are_in_step() -> None:
    documented = re.findall(
        r"^\| `([a-z-]+)` \|",
        (ROOT / "docs" / "findings.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    assert sorted(CODES) == CASES == sorted(documented)


@pytest.mark.parametrize("code", CASES)
def test_bad_file(code: str, run: Run, tmp_path: Path) -> None:
    case = tomllib.loads((GALLERY / code / "case.toml").read_text(encoding="utf-8"))
    arguments = [argument.replace("{here}", str(GALLERY / code)) for argument in case["args"]]
    done = run(*arguments)
    assert done.returncode == case["exit"], done.stderr
    assert "Traceback" not in done.stderr
    for said in case["says"]:
        assert said in done.stderr
    found = set(re.findall(r"^(?:\S+  )?([a-z]+(?:-[a-z]+)+)  ", done.stderr, re.MULTILINE))
    assert found == set(case["codes"])
    assert not list(tmp_path.iterdir())
    if case["exit"]:
        assert "Amount" not in done.stdout and "Share %" not in done.stdout
