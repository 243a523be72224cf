"""Imports point down only, and heavy packages stay off the quick road."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "ccmcost"

BASE = {"errors", "findings", "text", "near", "interrupt"}
FLOOR = BASE | {
    "model",
    "calc",
    "clock",
    "workspace",
    "atomic",
    "child",
    "threads",
    "publish",
    "tieout",
    "manifest",
    "",
}
ALLOWED = {
    "text": set(),
    "errors": {"text"},
    "findings": {"errors", "text"},
    "near": {"errors", "text"},
    "interrupt": {"text"},
    "model": BASE,
    "clock": BASE | {"model"},
    "workspace": BASE | {"model"},
    "atomic": BASE,
    "child": BASE,
    "threads": set(),
    "publish": BASE | {"atomic", "clock", "workspace"},
    "tieout": BASE | {"model"},
    "manifest": BASE | {"model", "publish", "atomic", ""},
    "calc": BASE | {"model"},
    "load": BASE | {"model", "workspace", "clock"},
    "ledger": BASE | {"model", "atomic", "calc", "load", "publish"},
    "intake": BASE | {"child", "model", "load", "workspace"},
    "words": FLOOR | {"load"},
    "tables": FLOOR | {"load", "words"},
    "charts": FLOOR | {"load", "words", "tables"},
}
LOWER = FLOOR | {"load", "ledger", "intake", "words", "tables", "charts"}
ALLOWED["sharing"] = LOWER
ALLOWED["accounts"] = LOWER | {"sharing"}
ALLOWED["documents"] = LOWER | {"accounts", "sharing"}
ALLOWED["desk"] = ALLOWED["documents"] | {"documents"}
ALLOWED["cli"] = ALLOWED["api"] = ALLOWED["desk"] | {"desk"}
ALLOWED["app"] = ALLOWED["cli"] | {"cli"}
ALLOWED[""] = {"api"}
ALLOWED["__main__"] = {"cli", "interrupt"}


def room(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def imports_of(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.add(node.module or "")
            if node.module == "ccmcost":
                found.update(
                    f"ccmcost.{alias.name}"
                    for alias in node.names
                    if not alias.name.startswith("__")
                )
                found.discard("ccmcost")
    return {name for name in found if name.split(".")[0] == "ccmcost"}


def test_imports_point_down() -> None:
    wrong = []
    for path in sorted(PACKAGE.rglob("*.py")):
        relative = path.relative_to(PACKAGE)
        here = relative.parts[0].removesuffix(".py") if len(relative.parts) > 1 else relative.stem
        here = "" if here == "__init__" else here
        for name in sorted(imports_of(path)):
            there = room(name)
            if there not in (here, "") and there not in ALLOWED[here]:
                wrong.append(f"{relative} imports {name}")
            if here == there == "documents" and relative.parts[1:-1] != tuple(name.split(".")[2:3]):
                wrong.append(f"{relative} imports another document, {name}")
    assert not wrong


def module_of(path: Path) -> str:
    parts = ("ccmcost", *path.relative_to(PACKAGE).with_suffix("").parts)
    return ".".join(part for part in parts if part != "__init__")


def test_no_circle_of_imports() -> None:
    """Not inside a room either, not inside a function, and not for types."""
    modules = {module_of(path): path for path in PACKAGE.rglob("*.py")}
    graph: dict[str, set[str]] = {}
    for module, path in modules.items():
        named = imports_of(path)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                named |= {f"{node.module}.{alias.name}" for alias in node.names}
        graph[module] = (named & modules.keys()) - {module, "ccmcost"}
    while free := {module for module, needs in graph.items() if not needs & graph.keys()}:
        for module in free:
            del graph[module]
    assert not {module: sorted(needs & graph.keys()) for module, needs in sorted(graph.items())}


def test_the_ledger_is_read_and_written_in_its_own_room() -> None:
    """No SQL and no body of an event by string keys anywhere else;
    SQLite is imported there alone.
    """
    wrong = []
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.is_relative_to(PACKAGE / "ledger"):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Subscript)
                and isinstance(node.slice, ast.Constant)
                and isinstance(node.value, ast.Name)
            ):
                wrong += (
                    [f"{path.name}:{node.lineno} reads a body"]
                    if node.value.id in ("body", "frozen")
                    else []
                )
            if isinstance(node, ast.Attribute) and node.attr in ("rows", "one", "connection"):
                owner = ast.unparse(node.value)
                wrong += (
                    [f"{path.name}:{node.lineno} asks {owner}"] if owner.endswith("ledger") else []
                )
            if isinstance(node, ast.Constant) and str(node.value).startswith(
                ("SELECT ", "INSERT ")
            ):
                wrong.append(f"{path.name}:{node.lineno} holds SQL")
            if isinstance(node, ast.Import) and any(
                alias.name == "sqlite3" for alias in node.names
            ):
                wrong.append(f"{path.name} imports sqlite3")
    assert not wrong


def _stem(path: Path) -> str:
    return path.parent.name if path.stem == "__init__" else path.stem


def test_only_lists_of_entries_read_what_was_reversed() -> None:
    """All else asks `standing`: copies, proofs and lists of entries alone see events as they were
    recorded.
    """
    raw = {"events", "entries", "entries_of", "all_postings", "known"}
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.is_relative_to(PACKAGE / "ledger"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
                "ccmcost.ledger."
            ):
                names = raw & {alias.name for alias in node.names}
                found.setdefault(_stem(path), set()).update(names)
    assert {name: sorted(raws) for name, raws in found.items() if raws} == {
        "bank": ["entries"],  # the audit pack's list of postings
        "register": ["events"],  # the audit pack's events and chain
        "account": ["entries_of", "known"],  # what is reversed, and the receipt that is identified
        "double_entry": ["events", "known"],  # the journal, and what is reversed
        "issue": ["known"],  # the day of the last event, for the name of a backup
        "journal": ["known"],  # what an event handed over
        "ledger": ["entries", "events", "known"],  # the list of events, the export of postings
        "ledger_tools": ["events", "known"],  # exports and proofs
        "letters": ["known"],  # what the bank said of a standing posting
        "open_accounts": ["known"],  # what the bank said of money that was placed
        "notices_folder": ["events"],  # the hash that a manifest names
        "status": ["entries", "known"],  # the list of entries of a State
    }


def test_rooms_are_known() -> None:
    rooms = {
        path.stem if path.is_file() else path.name
        for path in PACKAGE.iterdir()
        if path.suffix in ("", ".py")
    }
    assert rooms - {"__init__", "__pycache__", "py.typed", "_data", "assets"} <= set(ALLOWED)


def test_the_main_job_loads_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['ccmcost', 'apportion', 'msp11', '--no-files']\n"
        "from ccmcost.cli.entry import main\nmain()\n"
        "heavy = {'pandas', 'numpy', 'matplotlib', 'openpyxl', 'rich', 'xlsxwriter', 'typst', "
        "'hashlib', 'json', 'typer'}\nprint(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PACKAGE.parent
    )
    assert done.stderr.splitlines()[-1] == "[]"


def test_no_room_is_too_big() -> None:
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= 410, (
            f"{path} has over 410 lines: give the new idea a room of its own"
        )
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                assert (node.end_lineno or 0) - node.lineno <= 60, (
                    f"{path.name}: {node.name} is over 60 lines"
                )
