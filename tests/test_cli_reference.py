"""docs/cli.md is what the commands say; every option has a help text,
every command an example that it can read.
"""

from __future__ import annotations

import shlex
from typing import Any

import pytest

from ccmcost.cli.commands import COMMANDS
from ccmcost.cli.reference import commands, is_group, reference
from tests.conftest import ROOT

FOUND = dict(commands())
LEAVES = {path: command for path, command in FOUND.items() if not is_group(command)}


def test_the_page_is_what_the_commands_say() -> None:
    assert (ROOT / "docs" / "cli.md").read_text(encoding="utf-8") == reference(), (
        "run sh scripts/build-cli-docs"
    )
    assert {path[0] for path in FOUND} == set(COMMANDS)


@pytest.mark.parametrize("path", FOUND, ids=" ".join)
def test_every_command_and_option_has_a_help_text(path: tuple[str, ...]) -> None:
    command = FOUND[path]
    assert command.help and command.help.strip().endswith((".", ".)"))
    for param in command.params:
        assert param.help and param.help.strip().endswith((".", ".)", "?")), f"{path}: {param.opts}"


def examples(command: Any) -> list[list[str]]:
    """The words of each example, without the remark that may stand after it."""
    lines = [line.strip().partition("   ")[0] for line in (command.epilog or "").splitlines()]
    return [shlex.split(line)[1:] for line in lines if line.startswith("ccmcost ")]


@pytest.mark.parametrize("path", LEAVES, ids=" ".join)
def test_every_command_has_examples_that_it_can_read(path: tuple[str, ...]) -> None:
    found = [words for words in examples(LEAVES[path]) if words[: len(path)] == list(path)]
    assert found, "no example"
    for words in found:
        if not {"...", ">"} & set(words):
            LEAVES[path].make_context("ccmcost", words[len(path) :])
