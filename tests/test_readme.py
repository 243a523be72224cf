"""The commands of README and docs run as written."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def commands(page: Path) -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    return [line.split("  #")[0].strip() for block in blocks for line in block.splitlines() if line.startswith("ccmcost ")]


@pytest.mark.parametrize("page", [page for page in PAGES if commands(page)], ids=lambda page: page.name)
def test_commands_run_as_written(page: Path, run: Run, tmp_path: Path) -> None:
    for name in ("parties.csv",):
        (tmp_path / name).write_text("iso3,role\nFRA,state_party\nDEU,state_party\nJPN,state_party\n", encoding="utf-8")
    for command in commands(page):
        done = run(*shlex.split(command)[1:])
        assert done.returncode == 0, f"{page.name}: {command}\n{done.stderr}"


def test_links_and_files_that_pages_name_exist() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} names {target}"
