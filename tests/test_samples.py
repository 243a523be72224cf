"""The samples in reports/samples are what the commands of scripts/samples make today, to the byte."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run
from tests.test_reproducible import hashes

COMMANDS = re.findall(r"^sample (.+)$", (ROOT / "scripts" / "samples").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("line", COMMANDS, ids=lambda line: line.split()[0])
def test_samples_are_as_made_today(line: str, run: Run, tmp_path: Path) -> None:
    done = run(*shlex.split(line))
    assert done.returncode == 0, done.stderr
    folder = line.rpartition(" ")[2]
    made = hashes(tmp_path / folder)
    assert made
    assert made == hashes(ROOT / folder), "run sh scripts/samples, and look at what changed"


def test_every_sample_is_made_by_a_command() -> None:
    folders = {Path(line.rpartition(" ")[2]).name for line in COMMANDS}
    assert folders == {path.name for path in (ROOT / "reports" / "samples" / "msp11").iterdir() if path.is_dir()}


def test_samples_verify(run: Run) -> None:
    folders = sorted({path.parent for path in (ROOT / "reports" / "samples").rglob("*manifest.json")})
    assert len(folders) == len(COMMANDS)
    for folder in folders:
        done = run("verify", str(folder))
        assert done.returncode == 0, done.stderr
