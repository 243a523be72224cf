"""The Python of README and docs runs as written, and gives what the comments beside it say; every
public name is on the page, in its code, and on the page of names with all that its user must know.
"""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path
from typing import Any

import pytest

import ccmcost
from tests.api_page import FUNCTIONS, RETURNED, members
from tests.api_page import page as made
from tests.conftest import ROOT
from tests.ledger_office import Office

BLOCK = re.compile(r"```python\n(.*?)```", re.DOTALL)
PAGES = [
    page
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
    if "```python" in page.read_text(encoding="utf-8")
]


class Watched(ast.NodeTransformer):
    """Code that tells of each name that is asked of an object, and of which object."""

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.generic_visit(node)
        if not isinstance(node.ctx, ast.Load):
            return node
        asked = ast.Call(ast.Name("asked", ast.Load()), [node.value, ast.Constant(node.attr)], [])
        return ast.copy_location(asked, node)


def use(page: Path) -> set[tuple[object, str]]:
    """Run the code of a page, hold its results against the comments beside it, and give every name
    that it asks of ccmcost itself or of an object of its types.
    """
    used = set[tuple[object, str]]()

    def asked(value: object, name: str) -> object:
        used.add((ccmcost if value is ccmcost else type(value), name))
        return getattr(value, name)

    known: dict[str, Any] = {"asked": asked}
    for block in BLOCK.findall(page.read_text(encoding="utf-8")):
        lines = block.splitlines()
        for node in ast.parse(block).body:
            _, _, said = lines[(node.end_lineno or 1) - 1].partition("  # ")
            is_asked = isinstance(node, ast.Expr)
            wanted = ast.unparse(node)
            seen = ast.fix_missing_locations(Watched().visit(node))
            if not is_asked:
                # the page is part of this repository
                code = compile(ast.Module([seen], []), page.name, "exec", dont_inherit=True)
                exec(code, known)
                continue
            value = eval(compile(ast.Expression(seen.value), page.name, "eval"), known)
            if said and not said.startswith(("pandas", "a PDF")):
                assert repr(value) == said, wanted
    return used


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_python_of_a_page_gives_what_it_says_and_uses_every_public_name(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_all = page.name == "python.md"
    if is_all:
        Office.billed(tmp_path / "office", monkeypatch)
    monkeypatch.chdir(tmp_path)
    used = use(page)
    public = {(ccmcost, name) for name in ccmcost.__all__}
    public |= {(kind, name) for kind in RETURNED for name in members(kind)}
    missing = [f"{owner}: {name}" for owner, name in public - used]
    assert not is_all or missing == []


def test_the_page_names_every_public_name_and_dir_lists_it() -> None:
    text = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    assert not [name for name in ccmcost.__all__ if f"`{name}" not in text]
    assert set(ccmcost.__all__) <= set(dir(ccmcost))


def test_the_page_of_names_is_made_from_them() -> None:
    assert (ROOT / "docs" / "api.md").read_text(encoding="utf-8") == made()


UNITS = re.compile(r"major\s+units|per\s+cent")


def test_every_docstring_tells_units_shapes_errors_and_source() -> None:
    for name, function in FUNCTIONS.items():
        assert labels(function) == ["In", "Out", "Errors", "Source"], name
    for kind in RETURNED:
        if "Decimal" in str(inspect.get_annotations(kind)):
            assert UNITS.search(inspect.getdoc(kind) or ""), kind
        for name, value in members(kind).items():
            of = value.fget if isinstance(value, property) else value
            signature = inspect.signature(of)
            if re.search("Decimal|DataFrame", signature.return_annotation):
                assert UNITS.search(inspect.getdoc(of) or ""), (kind, name)
            if signature.parameters.keys() & {"state", "language", "states", "languages"}:
                assert labels(of)[:3] == ["In", "Out", "Errors"], (kind, name)


def labels(function: Any) -> list[str]:
    """The labels of the parts of a docstring."""
    return re.findall(r"^(\w+): ", inspect.getdoc(function) or "", re.MULTILINE)
