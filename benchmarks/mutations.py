"""What can be changed in a module: one comparison, sum, condition, number or call at a time.

Left alone is what only words a message: what is raised, reported or formatted, and all texts; and
what stands outside functions, such as tables.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
MESSAGES = {"Broken", "Finding", "error", "warning", "cast", "isinstance", "TypeVar"}
"""Calls whose arguments only word a message, or only tell a type."""
_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_COUNTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div, ast.Mod: ast.FloorDiv, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
    ast.Pow: ast.Mult,
}  # fmt: skip
_CALLED = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list"}


class Mutant(NamedTuple):
    """One change: where, and how the smallest whole that is changed reads before and after."""

    file: str
    function: str
    before: str
    after: str
    first: int
    last: int

    @property
    def name(self) -> str:
        """How it is named in `mutants.toml`: it survives changes elsewhere in its function."""
        return (
            f"{self.file.removeprefix('ccmcost/')}: {self.function}: {self.before} -> {self.after}"
        )


class _Place(NamedTuple):
    parent: ast.AST
    field: str
    at: int | None

    def put(self, node: ast.AST) -> None:
        if self.at is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.at] = node


def mutants_of(path: Path) -> Iterator[tuple[Mutant, ast.Module]]:
    """Every mutant of a module, in its order, with the tree of the module, which has the change
    until the next one is asked for.
    """
    tree = ast.parse(path.read_text("utf-8"))
    file = path.relative_to(ROOT).as_posix()
    for place, node, function, statement in list(_places(tree)):
        instead = list(_instead(node))
        if not instead:
            continue
        whole = place.parent if isinstance(node, ast.Constant | ast.comprehension) else node
        before, last = _line(whole), _end(statement)
        for other in instead:
            place.put(ast.fix_missing_locations(ast.copy_location(other, node)))
            after = _line(whole if whole is not node else other)
            yield Mutant(file, function, *_short(before, after), statement.lineno, last), tree
            place.put(node)


def _short(before: str, after: str) -> tuple[str, str]:
    """Both without what they share at a distance from the change."""
    same = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    if same > _NEAR:
        cut = before.find(" ", same - _NEAR, same) + 1 or same
        before, after = f"... {before[cut:]}", f"... {after[cut:]}"
    end = next(
        (n for n, (a, b) in enumerate(zip(before[::-1], after[::-1], strict=False)) if a != b), 0
    )
    if end > _NEAR:
        cut = end - _NEAR
        before, after = f"{before[:-cut]} ...", f"{after[:-cut]} ..."
    return before, after


_NEAR = 40


def _line(node: ast.AST) -> str:
    text = ast.unparse(node).splitlines()
    return text[0] if len(text) == 1 or text[0].endswith(":") else f"{text[0]} ..."


def _end(statement: ast.stmt) -> int:
    """The last line of a statement, without the statements in it."""
    body = getattr(statement, "body", None)
    return max(statement.lineno, body[0].lineno - 1) if body else statement.end_lineno or 0


def _places(tree: ast.Module) -> Iterator[tuple[_Place, ast.AST, str, ast.stmt]]:
    """Every node within a function that may be changed, with its function and its statement."""

    def walk(
        node: ast.AST, names: tuple[str, ...], inside: bool, statement: ast.stmt | None
    ) -> Iterator[tuple[_Place, ast.AST, str, ast.stmt]]:
        for field, value in ast.iter_fields(node):
            if field in _UNTOUCHED.get(type(node), ()) or (
                isinstance(node, ast.Call) and field != "func" and _called(node) in MESSAGES
            ):
                continue
            for at, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
                if not isinstance(child, ast.AST) or isinstance(child, _WORDING):
                    continue
                if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
                    continue
                own = child if isinstance(child, ast.stmt) else statement
                below, within = names, inside
                if isinstance(child, ast.FunctionDef | ast.ClassDef):
                    below = (*names, child.name)
                if isinstance(child, ast.FunctionDef | ast.Lambda):
                    within = True
                if isinstance(child, ast.Assign) and not inside and not names:
                    below = (ast.unparse(child.targets[0]),)
                if isinstance(child, ast.AnnAssign) and not inside and not names:
                    below = (ast.unparse(child.target),)
                if inside and own is not None:
                    yield _Place(node, field, at), child, ".".join(names), own
                yield from walk(child, below, within, own)

    yield from walk(tree, (), False, None)


_WORDING = (ast.JoinedStr, ast.arguments, ast.Assert)
_UNTOUCHED: dict[type[ast.AST], tuple[str, ...]] = {
    ast.FunctionDef: ("decorator_list", "returns", "args"),
    ast.ClassDef: ("decorator_list", "bases", "keywords"),
    ast.AnnAssign: ("annotation",),
    ast.Raise: ("exc", "cause"),
}


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def _instead(node: ast.AST) -> Iterator[ast.AST]:
    """What may stand instead of a node."""
    if isinstance(node, ast.stmt):
        yield from _statements(node)
    if isinstance(node, ast.If | ast.IfExp | ast.While) and not isinstance(node.test, ast.UnaryOp):
        yield from _negated(node, "test")
    if isinstance(node, ast.comprehension):
        for at in range(len(node.ifs)):
            other = copy.copy(node)
            other.ifs = node.ifs[:at] + node.ifs[at + 1 :]
            yield other
    if isinstance(node, ast.Compare):
        for at, operator in enumerate(node.ops):
            other_compare = copy.copy(node)
            other_compare.ops = [*node.ops[:at], _COMPARED[type(operator)](), *node.ops[at + 1 :]]
            yield other_compare
    if isinstance(node, ast.BoolOp):
        for at in range(len(node.values)):
            left = node.values[:at] + node.values[at + 1 :]
            yield left[0] if len(left) == 1 else ast.BoolOp(node.op, left)
    if isinstance(node, ast.BinOp) and type(node.op) in _COUNTED and not _is_text(node):
        yield ast.BinOp(node.left, _COUNTED[type(node.op)](), node.right)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        yield node.operand
    if isinstance(node, ast.Constant):
        if isinstance(node.value, bool):
            yield ast.Constant(not node.value)
        elif isinstance(node.value, int):
            yield ast.Constant(node.value + 1)
    if isinstance(node, ast.Call):
        yield from _calls(node)


def _negated(node: ast.If | ast.IfExp | ast.While, field: str) -> Iterator[ast.AST]:
    """The condition the other way round, unless a comparison does that already."""
    simple = isinstance(node.test, ast.Compare) and not isinstance(
        node.test.ops[0], ast.Lt | ast.LtE | ast.Gt | ast.GtE
    )
    if not simple:
        other = copy.copy(node)
        other.test = ast.UnaryOp(ast.Not(), node.test)
        yield other


def _statements(node: ast.stmt) -> Iterator[ast.AST]:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Yield | ast.YieldFrom):
        yield ast.Expr(ast.YieldFrom(ast.Tuple([], ast.Load())))
    elif isinstance(node, ast.Raise | ast.AugAssign) or (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    ):
        yield ast.Pass()
    elif isinstance(node, ast.Continue):
        yield ast.Break()
    elif isinstance(node, ast.Break):
        yield ast.Continue()


def _calls(node: ast.Call) -> Iterator[ast.AST]:
    name = _called(node)
    if name in MESSAGES:
        return
    if isinstance(node.func, ast.Name) and name in _CALLED:
        called = copy.copy(node)
        called.func = ast.Name(_CALLED[name], ast.Load())
        called.keywords = [] if name == "sorted" else node.keywords
        yield called
    for at, keyword in enumerate(node.keywords):
        if keyword.arg is not None and not isinstance(keyword.value, ast.JoinedStr):
            fewer = copy.copy(node)
            fewer.keywords = node.keywords[:at] + node.keywords[at + 1 :]
            yield fewer


def _is_text(node: ast.BinOp) -> bool:
    """Whether a sum joins texts."""
    return any(
        isinstance(each, ast.JoinedStr)
        or (isinstance(each, ast.Constant) and isinstance(each.value, str))
        for each in ast.walk(node)
    )
