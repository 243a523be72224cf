"""The page of the public names, made from their signatures and docstrings:
python -m tests.api_page FILE.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ccmcost
from ccmcost import errors
from ccmcost.api.answers import ComparedRow, StatusRow
from ccmcost.api.records import MeetingRecord, ScaleRecord
from ccmcost.api.rows import HistoryRow
from ccmcost.sharing.table import TableRow

HEAD = """# Every public name of Python

Made from the docstrings by `sh scripts/build-cli-docs`; do not edit. `help(ccmcost.apportion)` says the same.
[From Python](python.md) shows them at work.

`Amount` is `str | int | Decimal`: major units of a currency (dollars), never a float. All options after `*` are given by name.
"""  # noqa: E501
LABEL = re.compile(r"^(In|Out|Errors|Source):")
FUNCTIONS = {
    name: value for name in ccmcost.__all__ if inspect.isfunction(value := getattr(ccmcost, name))
}
RETURNED: tuple[type[Any], ...] = (
    *(ccmcost.Result, TableRow, ccmcost.History, HistoryRow, ccmcost.Explanation),
    *(ccmcost.Comparison, ComparedRow, ccmcost.Status, StatusRow, MeetingRecord, ScaleRecord),
)
ERRORS = (errors.UsageError, errors.DataError, errors.WriteError, errors.TieOutError)


def members(kind: type[Any]) -> dict[str, Any]:
    """The public methods and properties of a class that it has itself."""
    return {
        name: value
        for name, value in vars(kind).items()
        if name[0] != "_" and (inspect.isfunction(value) or isinstance(value, property))
    }


def page() -> str:
    """The whole page."""
    parts = [HEAD, "## Functions\n"]
    for name, function in FUNCTIONS.items():
        parts += [f"### {name}\n", _code(f"ccmcost.{name}", function), _prose(function)]
    parts.append("## What they return\n")
    for kind in RETURNED:
        parts += [f"### {kind.__name__}\n", _prose(kind), *_fields(kind)]
        for name, value in members(kind).items():
            if isinstance(value, property):
                gives = inspect.signature(value.fget).return_annotation  # type: ignore[arg-type]
                parts += [f"**`.{name}`**: `{gives}`. {_prose(value)}"]
            else:
                parts += [f"**`.{name}`**\n", _code(f".{name}", value), _prose(value)]
    parts.append("## Errors\n\nAll are in `ccmcost.errors` and are kinds of `CcmcostError`.\n")
    parts += [f"- `{kind.__name__}`: {_prose(kind).strip()}" for kind in ERRORS]
    return "\n".join(parts) + "\n"


def _code(name: str, function: Any) -> str:
    """How it is called, on one line or with a line for each option."""
    signature = inspect.signature(function)
    given = [each for each in signature.parameters.values() if each.name != "self"]
    options = [_option(each) for each in given]
    positional = sum(each.kind is not each.KEYWORD_ONLY for each in given)
    if positional < len(given):
        options.insert(positional, "*")
    called = f"{name}({', '.join(options)}) -> {signature.return_annotation}"
    if len(called) > 76:
        lines = "".join(f"    {option},\n" for option in options)
        called = f"{name}(\n{lines}) -> {signature.return_annotation}"
    return f"```text\n{called}\n```\n"


def _option(option: inspect.Parameter) -> str:
    has_default = option.default is not option.empty
    return f"{option.name}: {option.annotation}" + (f" = {option.default!r}" * has_default)


def _prose(value: Any) -> str:
    """A docstring with its labels in bold, each paragraph on a line."""
    paragraphs = (" ".join(each.split()) for each in (inspect.getdoc(value) or "").split("\n\n"))
    return "\n\n".join(LABEL.sub(r"**\1:**", each) for each in paragraphs) + "\n"


def _fields(kind: type[Any]) -> Iterator[str]:
    """The fields of a named tuple with their types."""
    types = inspect.get_annotations(kind)
    lines = [
        f"{name}: {getattr(types[name], '__forward_arg__', types[name])}\n"
        for name in getattr(kind, "_fields", ())
    ]
    if lines:
        yield f"```text\n{''.join(lines)}```\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8", newline="\n")
