"""What scripts/samples makes: a sample of each output that can be verified,
and the one notice that is kept, to the byte.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run

pytestmark = pytest.mark.slow

SCRIPT = (ROOT / "scripts" / "samples").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^sample (.+)$", SCRIPT, re.MULTILINE)
KEPT = re.findall(r"^cp (\S+) (\S+)/$", SCRIPT, re.MULTILINE)
OUTPUTS = {
    "apportion": {".pdf", ".xlsx", ".csv", ".json", ".png", ".svg"},
    "page": {".html", ".json"},
    "estimate": {".docx", ".xlsx", ".json"},
    "report": {".pdf", ".html", ".xlsx", ".csv", ".png", ".svg", ".json"},
    "calendar": {".ics", ".csv", ".json"},
}


@pytest.mark.parametrize("line", COMMANDS, ids=lambda line: line.split()[0])
def test_a_sample_is_made_whole_and_can_be_verified(line: str, run: Run, tmp_path: Path) -> None:
    done = run(*shlex.split(line))
    assert done.returncode == 0, done.stderr
    folder = tmp_path / line.rpartition(" ")[2]
    assert {path.suffix for path in folder.rglob("*") if path.is_file()} == OUTPUTS[folder.name]
    (manifest,) = folder.rglob("*manifest.json")
    done = run("verify", str(manifest.parent))
    assert done.returncode == 0, done.stderr
    for made, kept in KEPT:
        if (tmp_path / made).is_relative_to(folder):
            name = made.rpartition("/")[2]
            assert (tmp_path / made).read_bytes() == (ROOT / kept / name).read_bytes(), (
                "run sh scripts/samples, and look"
            )


def test_every_output_has_a_sample_and_only_a_notice_is_kept() -> None:
    assert {line.rpartition("/")[2] for line in COMMANDS} == set(OUTPUTS)
    assert [made.rpartition("/")[2] for made, _ in KEPT] == ["SPECIMEN-CCM-MSP11-JPN.pdf"]
