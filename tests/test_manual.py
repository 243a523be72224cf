"""The manual travels with ccmcost, and what an output cites is there."""

from __future__ import annotations

import ast
import io
import re
import sys
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from ccmcost.cli.commands import COMMANDS
from ccmcost.cli.trouble import manual_screen, title_of
from ccmcost.workspace import manual_pages
from tests.conftest import DATA, ROOT, Run
from tests.ledger_office import said_by

PACKAGE = ROOT / "ccmcost"
CITED = re.compile(r"ccmcost help ([a-z][a-z-]*)")
NOT_INSTALLED = re.compile(
    r"\bdocs/|\b(?:README|CHANGELOG|CONTRIBUTING)\.md|\b(?:tests|scripts|benchmarks)/"
)


def constants(path: Path) -> Iterator[str]:
    """Every text of a module but what explains it to who reads the code."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    explains = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in explains
        ):
            yield node.value


@cache
def texts() -> tuple[tuple[str, str], ...]:
    """Everything from which an output can be made, with where it stands."""
    return tuple(_texts())


def _texts() -> Iterator[tuple[str, str]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield from ((str(path.relative_to(ROOT)), text) for text in constants(path))
    for path in sorted([*(PACKAGE / "assets").rglob("*"), *DATA.rglob("*")]):
        if path.suffix == ".docx":
            with zipfile.ZipFile(path) as package:
                yield from (
                    (str(path.relative_to(ROOT)), package.read(name).decode())
                    for name in package.namelist()
                )
        elif path.is_file():
            yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")


def test_no_output_cites_what_is_not_installed() -> None:
    own = {
        # a README.md that ccmcost writes
        *("ccmcost/desk/init.py", "ccmcost/accounts/notices_folder.py"),
        *(
            "ccmcost/cli/reference.py",
            "ccmcost/cli/trouble.py",
            "ccmcost/cli/wishes.py",
            "ccmcost/workspace.py",
        ),
    }
    wrong = [
        (place, text) for place, text in texts() if NOT_INSTALLED.search(text) and place not in own
    ]
    assert wrong == []


def test_every_topic_that_is_cited_is_one() -> None:
    cited = {topic for _, text in texts() for topic in CITED.findall(text)} - {"TOPIC"}
    assert {"method", "letters", "receipts", "data", "calendar"} <= cited
    assert cited <= {*manual_pages(), *COMMANDS}


def test_the_topics_are_listed(run: Run) -> None:
    done = run("help")
    assert done.returncode == 0
    assert re.findall(r"^\w.*[^:]$", done.stdout, re.MULTILINE)[:4] == [
        *("Start", "How to", "Reference", "Background")
    ]
    for topic, path in manual_pages().items():
        if topic == "index":
            continue
        assert re.search(
            rf"^  {topic} +{re.escape(title_of(path.read_text('utf-8')))}$",
            done.stdout,
            re.MULTILINE,
        )


@pytest.mark.parametrize("topic", sorted(manual_pages()))
def test_a_page_is_readable_as_plain_text(topic: str) -> None:
    text = said_by("help", topic).out
    code = [line for line in text.splitlines() if line.startswith("    ")]
    plain = [line for line in text.splitlines() if not line.startswith("    ")]
    assert len(plain) > 5
    wrong = [
        line
        for line in plain
        if re.search(r"\]\(|\*\*|`|^#|^\|", line) or (len(line) > 80 and " " in line.strip("- "))
    ]
    assert wrong == []
    source = re.sub(r"```\w+|\]\([^)]*\)", "", manual_pages()[topic].read_text("utf-8"))
    words = re.findall(r"[^\W_]{4,}", source)
    assert len(code) < len(text.splitlines()) and set(words[:40]) <= set(
        re.findall(r"[^\W_]{4,}", text)
    )


def test_parts_of_markdown() -> None:
    page = (
        "# A *title*\n\n"
        "See [the method](method.md), [docs](docs/data.md#x), [site](https://example.org) and "
        "**bold** `code`.\n- one\n  more\n2. two\n\n```sh\na  b\n```\n\n    kept  as it is\n\n| "
        "a | b |\n| --- | ---: |\n| x | y \\| z |\n"
    )
    assert manual_screen(page, ("method", "data")).splitlines() == [
        "A title",
        "=======",
        "",
        "See the method (ccmcost help method), docs (ccmcost help data), site",
        "(https://example.org) and bold code.",
        "- one more",
        "2. two",
        "",
        "    a  b",
        "",
        "    kept  as it is",
        "",
        "a  b",
        "x  y | z",
    ]
    wide = f"| key | meaning | example |\n| --- | --- | --- |\n| k | {'word ' * 20} | e |\n"
    assert manual_screen(wide, ()).splitlines()[:3] == ["key:", "k", f"    meaning:{' word' * 13}"]


MADE = {"api", "cli", "findings", "formats", "ledger-rules", "licences"}
"""Pages that are tables of what the code or the packages say."""
OTHERS = {"other-treaties"}
"""Pages on other treaties: whoever works with the Convention on Cluster Munitions reads none."""


def test_the_pages_that_are_written_stay_short() -> None:
    written = [
        re.sub(r"```.*?```", "", path.read_text("utf-8"), flags=re.DOTALL)
        for topic, path in manual_pages().items()
        if topic not in MADE | OTHERS
    ]
    words = sum(
        len(line.split()) for text in written for line in text.splitlines() if line[:1] != "|"
    )
    assert words < 15_000


def test_a_command_or_a_wrong_topic(run: Run) -> None:
    assert run("help", "apportion").stdout.startswith("Usage: ccmcost apportion ")
    assert "Options of the command: ccmcost ledger --help" in run("help", "ledger").stdout
    assert run("help", "docs/method.md").stdout == run("help", "method").stdout
    wrong = run("help", "methd")
    assert (
        wrong.returncode == 2
        and 'the manual has no topic "methd". Did you mean method?' in wrong.stderr
    )


def test_only_a_terminal_is_paged(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from ccmcost.cli import trouble as command

    paged: list[str] = []
    monkeypatch.setattr("pydoc.pager", paged.append)
    command._show("text\n")
    assert capsys.readouterr().out == "text\n" and paged == []

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdout", Terminal())
    monkeypatch.setattr(sys, "stdin", Terminal())
    command._show("text\n")
    assert paged == ["text\n"]
