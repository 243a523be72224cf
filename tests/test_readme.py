"""The commands of README and docs run as written."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run, slow_but

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


BLOCK = re.compile(r"(?:`([\w./-]+\.(?:csv|toml))`[^`]*)?```(sh|csv|toml)\n(.*?)```", re.DOTALL)


def steps(page: Path) -> list[tuple[str, str]]:
    """What a reader does, in order: a file to write with its content, or a command ("")."""
    done: list[tuple[str, str]] = []
    for name, kind, text in BLOCK.findall(page.read_text(encoding="utf-8")):
        if kind == "sh":
            lines = (line.split("  #")[0].strip() for line in text.splitlines())
            done += [("", line) for line in lines if line.startswith("ccmcost ")]
        elif name:
            done.append((name, text))
    return done


ELSEWHERE = ("howto-finance-officer.md", "other-treaties.md")
"""Run in tests/test_howto_year.py and tests/test_other_treaties.py, with their files and on their
days.
"""
COMMANDS = [
    page
    for page in PAGES
    if page.name not in ELSEWHERE and any(not name for name, _ in steps(page))
]


@pytest.mark.parametrize("page", slow_but(PAGES[:1], COMMANDS), ids=lambda page: page.name)
def test_commands_run_as_written(page: Path, run: Run, tmp_path: Path) -> None:
    for name, text in steps(page):
        if name:
            path = tmp_path / name
            if path.parent.is_dir():
                path.write_text(text, encoding="utf-8")
            continue
        done = run(*shlex.split(text)[1:])
        assert done.returncode == 0, f"{page.name}: {text}\n{done.stderr}"


def test_links_and_files_that_pages_name_exist() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} names {target}"
