"""The gallery of bad files: every finding code, its exit code and its wording,
and that nothing is written.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from ccmcost.findings import CODES
from tests.conftest import ROOT
from tests.ledger_office import said_by

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
def test_bad_file(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CCMCOST_DATA", raising=False)
    case = tomllib.loads((GALLERY / code / "case.toml").read_text(encoding="utf-8"))
    arguments = [argument.replace("{here}", str(GALLERY / code)) for argument in case["args"]]
    done = said_by(*arguments)
    assert done.code == case["exit"], done.err
    for said in case["says"]:
        assert said in done.err
    found = set(re.findall(r"^(?:\S+  )?([a-z]+(?:-[a-z]+)+)  ", done.err, re.MULTILINE))
    assert found == set(case["codes"])
    assert not list(tmp_path.iterdir())
    if case["exit"]:
        assert "Amount" not in done.out and "Share %" not in done.out
