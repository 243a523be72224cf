"""Formulas of the workbook: each stands once, as the text that the sheet shows, and its value is
worked out from that text.

A text names cells as the tables of spreadsheets do: `total` is a figure that stands once, `[@rate]`
the cell of a column in the same row and `[^running]` the one above it, `Scale[rate]` a whole
column, `[#]` the number of the row. Addresses take their place when a sheet is written. So a
formula is said once for all rows of its column, and before anybody knows where it will stand.

Values are counted as spreadsheets count: whole numbers stay whole, what is divided becomes a
double, and `IF` works out only the branch that it takes. No figure that is rounded lies halfway.
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

Value = int | float | str
Lookup = Callable[[str], Any]
"""From a name to its value; a column is the tuple of its values."""

Worked = Callable[[Lookup], Any]


class Formula(str):
    """The text of a formula, without the sign `=`."""

    __slots__ = ()

    def value(self, lookup: Lookup) -> Any:
        """What it gives."""
        return _worked(self)(lookup)

    def addressed(self, address: Callable[[str], str]) -> str:
        """The text with the address of every name."""
        return "".join(address(part) if _is_name(part) else part for part in _parts(self))


class Whole(Formula):
    """A formula that gives a whole number, even where it divides."""

    def value(self, lookup: Lookup) -> Any:
        """What it gives, as an integer; a text stays a text."""
        value = super().value(lookup)
        return int(value) if isinstance(value, float) else value


def quoted(text: str) -> str:
    """A text as a formula writes it."""
    return '"' + text.replace('"', '""') + '"'


_PART = re.compile(
    r'[A-Za-z]*\[[@^#]?\w*\]|[a-z]\w*|"(?:[^"]|"")*"|[0-9.]+|[A-Z]+\(|<>|<=|>=|[-+*/^&=<>(),]'
)


def _is_name(part: str) -> bool:
    return part[0].islower() or part[-1] == "]"


@lru_cache(4096)
def _parts(text: str) -> tuple[str, ...]:
    parts = tuple(_PART.findall(text))
    if "".join(parts) != text:
        raise ValueError(f"no formula: {text}")
    return parts


@lru_cache(4096)
def _worked(text: str) -> Worked:
    rest = ["", *reversed(_parts(text))]
    worked = _expression(rest, 0)
    if rest != [""]:
        raise ValueError(f"no formula: {text}")
    return worked


def _less(left: Any, right: Any) -> Any:
    """A difference; of a whole column, as in `--(a<>b)`, for each cell."""
    return [left - each for each in right] if isinstance(right, list) else left - right


_SIGNS: dict[str, tuple[int, Callable[[Any, Any], Any]]] = {
    "=": (1, operator.eq),
    "<>": (1, lambda left, right: list(map(operator.ne, left, right))),
    "<": (1, operator.lt),
    ">": (1, operator.gt),
    "<=": (1, operator.le),
    ">=": (1, operator.ge),
    "&": (2, lambda left, right: f"{left}{right}"),
    "+": (3, operator.add),
    "-": (3, _less),
    "*": (4, operator.mul),
    "/": (4, operator.truediv),
    "^": (5, operator.pow),
}
"""How strongly a sign binds, and what it does. `<>` compares whole columns only."""


def _expression(parts: list[str], binding: int) -> Worked:
    """The longest expression at the head of `parts` (which are consumed from their end) whose signs
    bind more strongly.
    """
    left = _primary(parts)
    while parts[-1] in _SIGNS and _SIGNS[parts[-1]][0] > binding:
        rank, work = _SIGNS[parts.pop()]
        left = _joined(work, left, _expression(parts, rank))
    return left


def _joined(work: Callable[[Any, Any], Any], left: Worked, right: Worked) -> Worked:
    return lambda lookup: work(left(lookup), right(lookup))


def _primary(parts: list[str]) -> Worked:
    part = parts.pop()
    if _is_name(part):
        return lambda lookup: lookup(part)
    if part[0] == '"':
        return lambda _: part[1:-1].replace('""', '"')
    if part[0].isdigit():
        number = float(part) if "." in part else int(part)
        return lambda _: number
    if part == "-":
        return _joined(_SIGNS["-"][1], lambda _: 0, _primary(parts))
    given = [_expression(parts, 0)]
    while parts.pop() == ",":
        given.append(_expression(parts, 0))
    if part == "(":
        return given[0]
    if part == "IF(":
        test, then, other = given
        return lambda lookup: then(lookup) if test(lookup) else other(lookup)
    function = _FUNCTIONS[part[:-1]]
    return lambda lookup: function(*(each(lookup) for each in given))


def _numbers(values: Sequence[Value]) -> list[float]:
    return [value for value in values if not isinstance(value, str)]


@lru_cache(4096)
def _meeting(column: tuple[Value, ...], wanted: Value) -> frozenset[int]:
    """The places of the cells that meet a criterion: an equal value,
    or a number above (`>0`) or below (`<0`) one.
    """
    if isinstance(wanted, str) and wanted[:1] in ("<", ">"):
        compare, limit = _SIGNS[wanted[0]][1], float(wanted[1:])
        return frozenset(
            place
            for place, value in enumerate(column)
            if not isinstance(value, str) and compare(value, limit)
        )
    return frozenset(place for place, value in enumerate(column) if value == wanted)


def _places(*criteria: Any) -> frozenset[int]:
    """The places at which every column meets its criterion; columns and criteria take turns."""
    return frozenset.intersection(*map(_meeting, criteria[::2], criteria[1::2]))


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "ABS": abs,
    "AND": lambda *tests: all(tests),
    "COUNT": lambda values: len(_numbers(values)),
    "COUNTIF": lambda *criteria: len(_places(*criteria)),
    "COUNTIFS": lambda *criteria: len(_places(*criteria)),
    "IFERROR": lambda value, _: value,
    "INDEX": lambda values, number: values[number - 1],
    "INT": math.floor,
    "ISNUMBER": lambda value: not isinstance(value, str),
    "MATCH": lambda value, values, _: values.index(value) + 1,
    "MAX": max,
    "MIN": min,
    "ROUND": lambda value, digits: round(float(value), digits) if digits else round(value),
    "SIGN": lambda value: (value > 0) - (value < 0),
    "SUM": lambda values: sum(_numbers(values)),
    "SUMIFS": lambda values, *criteria: sum(values[place] for place in sorted(_places(*criteria))),
    "SUMPRODUCT": sum,
}
