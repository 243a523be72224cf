"""At a terminal a long line is broken between words, never within one; elsewhere it stays whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from ccmcost.cli.wrapped import wrapped
from tests.conftest import Run
from tests.terminal import at_terminal

HASH = "9f" * 32


@pytest.mark.parametrize(
    ("line", "lines"),
    [
        ("short", ["short"]),
        (f"sums tie; last hash {HASH}", ["sums tie; last hash", f"  {HASH}"]),
        (
            f"  wrote reports/{HASH}/a-b.csv now",
            ["  wrote", f"    reports/{HASH}/a-b.csv", "    now"],
        ),
        (f"ccmcost verify {HASH}", [f"ccmcost verify {HASH}"]),
        (f"Complete: ccmcost verify {HASH}", [f"Complete: ccmcost verify {HASH}"]),
        (
            "it is one of those: ccmcost status --unidentified",
            ["it is one of those:", "  ccmcost status --unidentified"],
        ),
        (f"JPN     {HASH}", [f"JPN     {HASH}"]),
    ],
)
def test_a_line_is_broken_at_spaces_alone(line: str, lines: list[str]) -> None:
    assert wrapped(line, 40).split("\n") == lines


def test_an_error_at_a_terminal_breaks_no_path(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("pty", reason="terminals are made by pty, which Windows lacks")
    folder = tmp_path / "offices of the secretariat" / "the-office-that-bills-the-meetings"
    said = ("apportion", "msp12", "--data", folder.as_posix())
    whole = run(*said).stderr
    assert len(whole.splitlines()[0]) > 80
    seen = at_terminal(tmp_path, said)
    assert seen.code == 2 and folder.name in seen.screen
    assert " ".join(seen.screen.split()).removeprefix("\x1b[K") == " ".join(whole.split())
    assert len(seen.screen.splitlines()) > len(whole.splitlines())
