"""What a template asks for, read before it is filled: fields that no one provides,
tags that could let text be markup.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from ccmcost.workspace import packaged_templates

if TYPE_CHECKING:
    from jinja2 import nodes

_TAG = re.compile(r"{{.*?}}|{%.*?%}|{#.*?#}")
_OPEN = re.compile(r"{[{%#]|[}%#]}")
_WHOLE = re.compile(r"{%(?:p|tr|tc) ")

Fields = Mapping[str, "str | Fields"]
"""Name to meaning; a list of rows is a mapping of the fields of one row,
under an empty name its own meaning.
"""
TABLES: Mapping[str, Fields] = tomllib.loads(
    (packaged_templates() / "fields.toml").read_text(encoding="utf-8")
)
"""The fields of every document, of every note, and those of its kinds."""
_NOTES = {
    "cover": "notice",
    "reminder1": "reminder",
    "reminder2": "reminder",
    "credit": "notice",
    "receipt": "receipt",
}
FIELDS: Mapping[str, Fields] = {
    **{
        kind: {**TABLES["every"], **TABLES["note"], **TABLES[name]} for kind, name in _NOTES.items()
    },
    "estimate": {**TABLES["every"], **TABLES["estimate"]},
}
"""The fields of each kind of document: every one that a template may use, with its meaning."""


def unknown_fields(tree: nodes.Template, fields: Fields) -> list[str]:
    """Names that the template uses and no document provides, as written (`row.amont`), each once,
    in order of name.
    """
    return sorted(set(_unknown(tree, {key: value for key, value in fields.items() if key})))


def loose_tags(paragraphs: Sequence[str]) -> list[tuple[int, str, str]]:
    """Tags that the library would swallow without a word, with the text around them: number of the
    paragraph, fault, text.

    A tag must end in the paragraph in which it begins, and one for a whole paragraph or row must
    stand alone in it.
    """
    found = []
    for number, text in enumerate(paragraphs):
        if _OPEN.search(_TAG.sub("", text)):
            found.append((number, "a tag is broken", text))
        elif _WHOLE.search(text) and _TAG.sub("", text).strip():
            found.append(
                (number, "text stands beside a tag that takes its whole paragraph or row", text)
            )
    return found


def forbidden_tags(tree: nodes.Template) -> list[str]:
    """Tags that a template may not hold: those that load other files or switch off that text stays
    text.
    """
    from jinja2 import nodes

    loading = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)
    found = ["autoescape" for _ in tree.find_all(nodes.ScopedEvalContextModifier)]
    found += [type(node).__name__.lower() for node in tree.find_all(loading)]
    found += [
        f"{each.name} (filter)" for each in tree.find_all(nodes.Filter) if each.name == "safe"
    ]
    return sorted(set(found))


def _unknown(node: nodes.Node, scope: dict[str, Fields | str]) -> Iterator[str]:
    from jinja2 import nodes

    if isinstance(node, nodes.For):
        yield from _unknown(node.iter, scope)
        inner = scope | _targets(node, scope)
        for child in (*node.body, *([node.test] if node.test else [])):
            yield from _unknown(child, inner)
        for child in node.else_:
            yield from _unknown(child, scope)
        return
    if isinstance(node, nodes.Assign | nodes.With | nodes.Macro):
        scope |= {
            each.name: "" for each in node.find_all(nodes.Name) if each.ctx in ("store", "param")
        }
    if isinstance(node, nodes.Name) and node.ctx == "load" and node.name not in scope:
        yield node.name
    if isinstance(node, nodes.Getattr):
        row = _meaning(node.node, scope)
        if isinstance(row, dict) and node.attr not in row:
            yield f"{_written(node.node)}.{node.attr}"
    for child in node.iter_child_nodes():
        yield from _unknown(child, scope)


def _targets(node: nodes.For, scope: dict[str, Fields | str]) -> dict[str, Fields | str]:
    from jinja2 import nodes

    rows, found = _meaning(node.iter, scope), dict[str, Fields | str](loop="")
    row: Fields | str = (
        {key: value for key, value in rows.items() if key} if isinstance(rows, dict) else ""
    )
    if isinstance(node.target, nodes.Name):
        return found | {node.target.name: row or ""}
    return found | {each.name: "" for each in node.target.find_all(nodes.Name)}


def _meaning(node: nodes.Node, scope: dict[str, Fields | str]) -> Fields | str:
    """What a name or a field of a row stands for: fields of rows, or a text."""
    from jinja2 import nodes

    if isinstance(node, nodes.Name):
        return scope.get(node.name, "")
    if isinstance(node, nodes.Getattr):
        row = _meaning(node.node, scope)
        return row.get(node.attr, "") if isinstance(row, dict) else ""
    return ""


def _written(node: nodes.Node) -> str:
    """A row as it is written; only a name, or a field of one, stands for a row."""
    from jinja2 import nodes

    if isinstance(node, nodes.Getattr):
        return f"{_written(node.node)}.{node.attr}"
    return cast("nodes.Name", node).name
