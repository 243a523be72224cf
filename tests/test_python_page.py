"""The Python of README and docs runs as written, and gives what the comments beside it say;
every public name is on the page.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest

import ccmcost
from tests.conftest import ROOT

BLOCK = re.compile(r"```python\n(.*?)```", re.DOTALL)
PAGES = [
    page
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
    if "```python" in page.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_python_of_a_page_gives_what_it_says(page: Path) -> None:
    known: dict[str, Any] = {}
    for block in BLOCK.findall(page.read_text(encoding="utf-8")):
        lines = block.splitlines()
        for node in ast.parse(block).body:
            _, _, said = lines[(node.end_lineno or 1) - 1].partition("  # ")
            code = compile(ast.Module([node], []), page.name, "exec")
            if not isinstance(node, ast.Expr):
                exec(code, known)  # the page is part of this repository
                continue
            value = eval(compile(ast.Expression(node.value), page.name, "eval"), known)
            if said and not said.startswith(("pandas", "a PDF")):
                assert repr(value) == said, ast.unparse(node)


def test_the_page_names_every_public_name() -> None:
    text = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    assert not [name for name in ccmcost.__all__ if f"`{name}" not in text]
    assert set(ccmcost.__all__) <= set(dir(ccmcost))
