"""Every option that a message names exists in the command that says it,
or the message names the command that has it.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ccmcost.cli.reference import leaves

PACKAGE = Path(__file__).resolve().parent.parent / "ccmcost"
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
OF_COMMAND = re.compile(r"ccmcost ((?:[a-z][a-z-]* ?)+)")
NOT_SAID = {
    ("adjust", "ccmcost.words.status._open_points", "--cost"),  # its cost is always given
    ("adjust", "ccmcost.words.status.provisional", "--cost"),
    ("adjust", "ccmcost.sharing.table.assessment_table", "--top"),  # its table is never cut
    # said of a scale that was chosen with it
    ("budget", "ccmcost.words.status._scale_words", "--scale"),
    ("compare", "ccmcost.words.status._scale_words", "--scale"),
    # told below the line by which it is prepared anew
    ("approve", "ccmcost.desk.order._absent", "--credit-absent-parties"),
    ("approve", "ccmcost.desk.order.check_payment_details", "--new-payment-details"),
    # added to the command that bills, which has it
    ("next", "ccmcost.desk.due._as_groups", "--alone"),
    # only the files of a folder of journals are renamed
    ("record reverse", "ccmcost.manifest.refuse_other_work", "--out"),
}
"""Texts that a command can reach by its code but never by its options."""


class Function(NamedTuple):
    """What the body of a function refers to, and the texts in it that name options."""

    names: frozenset[str]
    texts: tuple[str, ...]


def functions(path: Path) -> Iterator[tuple[str, Function]]:
    """The functions and methods of a module by full name; a method goes by the name of its class in
    small letters.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"))
    module = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
    known: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            known |= {
                alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names
            }
    for top in tree.body:
        inside = (
            [top]
            if isinstance(top, ast.FunctionDef)
            else top.body
            if isinstance(top, ast.ClassDef)
            else []
        )
        for each in inside:
            if isinstance(each, ast.FunctionDef):
                prefix = f"{module}." if each is top else f"{getattr(top, 'name', '').lower()}."
                yield (
                    f"{prefix}{each.name}",
                    Function(frozenset(references(each, module, known)), tuple(texts(each))),
                )


def references(function: ast.FunctionDef, module: str, known: dict[str, str]) -> Iterator[str]:
    for node in (inner for statement in function.body for inner in ast.walk(statement)):
        if isinstance(node, ast.Name):
            yield known.get(node.id, f"{module}.{node.id}")
        elif isinstance(node, ast.Attribute):
            owner = node.value.id if isinstance(node.value, ast.Name) else ""
            # of a module, or `desk.record`: a method of the desk
            yield f"{known.get(owner, owner)}.{node.attr}"


def texts(function: ast.FunctionDef) -> Iterator[str]:
    """The texts of a body but for its docstring; what an f-string puts in stands as `…`."""
    start = 1 if ast.get_docstring(function) is not None else 0
    for statement in function.body[start:]:
        inside = {
            id(part)
            for node in ast.walk(statement)
            if isinstance(node, ast.JoinedStr)
            for part in ast.walk(node)
        }
        for node in ast.walk(statement):
            if isinstance(node, ast.JoinedStr):
                yield "".join(
                    str(part.value) if isinstance(part, ast.Constant) else "…"
                    for part in node.values
                )
            elif (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and id(node) not in inside
            ):
                yield node.value


@cache
def graph() -> dict[str, Function]:
    found: dict[str, Function] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for name, function in functions(path):
            found[name] = function
    return found


def reached(start: str) -> set[str]:
    found, todo = set[str](), [start]
    while todo:
        name = todo.pop()
        if name in found or name not in graph():
            continue
        found.add(name)
        todo += graph()[name].names
    return found


def advice(text: str) -> Iterator[tuple[str, str]]:
    """Each option that a text advises, with the command that it is said of ("" for the one that
    speaks).

    An option that a text begins with is what the text is about: it was given, so it exists.
    """
    for sentence in re.split(r"(?<=[^.][.;:]) |\"", text):
        for match in OPTION.finditer(sentence):
            of = OF_COMMAND.search(sentence[: match.start()])
            if not text.startswith(match[0]) and "exclude each other" not in text:
                yield match[0], of[1].strip() if of else ""


def test_every_option_that_a_message_names_exists_in_its_command() -> None:
    known = leaves()
    options = {
        name: {opt for each in command.params for opt in each.opts} | {"--help"}
        for name, command in known.items()
    }
    wrong = set()
    checked = 0
    for name, command in known.items():
        callback = inspect.unwrap(command.callback)
        for function in sorted(reached(f"{callback.__module__}.{callback.__qualname__}")):
            for text in graph()[function].texts:
                for option, of in advice(text):
                    checked += 1
                    words = of.split()
                    said_of = (
                        next(
                            (full for n in (3, 2, 1) if (full := " ".join(words[:n])) in known), ""
                        )
                        if of
                        else name
                    )
                    if (name, function, option) not in NOT_SAID and option not in options.get(
                        said_of, ()
                    ):
                        wrong.add(f"{name}: {function} names {option} in: {text[:110]}")
    assert checked > 100
    assert not wrong, "\n".join(sorted(wrong))
