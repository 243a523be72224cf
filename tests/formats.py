"""What every CSV and JSON that ccmcost writes holds: `scripts/formats.toml` says what a field
means, the year of an office (`tests/kites.py`) which columns there are and which command writes
them. Made of both: `docs/formats.md` and the schemas, by `python -m tests.formats`.
"""

from __future__ import annotations

import csv
import io
import re
import tempfile
import tomllib
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path
from types import UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from ccmcost.ledger.codec import KINDS, VERSION
from ccmcost.model.books import Event
from ccmcost.tables.records import json_text
from tests.conftest import ROOT
from tests.kites import Written, year

PAGE = ROOT / "docs" / "formats.md"
SCHEMAS = ROOT / "ccmcost" / "assets" / "schemas"
SAID: dict[str, Any] = tomllib.loads((ROOT / "scripts" / "formats.toml").read_text("utf-8"))
KEY = re.compile(r"(?P<name>[^[?|]+)(?P<list>\[\])?(?P<open>\?)?(?P<null>\|null)?")
PLAIN = ("integer", "boolean", "object")
Schema = dict[str, Any]


class Seen(NamedTuple):
    """A format as it was seen: its columns (none of JSON), and the commands that write it."""

    columns: list[str]
    commands: list[str]


def format_of(written: Written) -> str:
    """The name of the format, `csv.status`; empty for a file of the data folder, or if it has
    none.
    """
    path = written.path.replace("SPECIMEN-", "")
    kind = "csv" if path.endswith(".csv") or "--format csv" in path else "json"
    for name, about in SAID[kind].items():
        if any(fnmatchcase(path, each) for each in about["files"]):
            return f"{kind}.{name}"
    return ""


def of_data_folder(written: Written) -> bool:
    """Whether it is a file that docs/data.md describes."""
    return any(fnmatchcase(written.path, each) for each in SAID["data"])


def seen(written: Iterable[Written]) -> dict[str, Seen]:
    """Every format that was written; columns that not every file has stand where they stood."""
    found: dict[str, Seen] = {}
    for each in written:
        if name := format_of(each):
            known = found.setdefault(name, Seen([], []))
            if each.command not in known.commands:
                known.commands.append(each.command)
            at = 0
            for column in header(each) if name.startswith("csv.") else ():
                said = called(name, column)
                if said not in known.columns:
                    known.columns.insert(at, said)
                at = known.columns.index(said) + 1
    return found


def header(written: Written) -> list[str]:
    """The names of the columns of a CSV."""
    return next(csv.reader(io.StringIO(written.content.decode("utf-8-sig"))))


def called(name: str, column: str) -> str:
    """A column as the page calls it: `share_*` for `share_JPN`."""
    own = SAID["csv"][name.removeprefix("csv.")].get("columns", {})
    if column in own or column in SAID["fields"]:
        return column
    for pattern in own:
        if re.fullmatch(re.escape(pattern).replace(r"\*", ".+"), column):
            return str(pattern)
    raise KeyError(f"{name}: describe the column {column} in scripts/formats.toml")


def column(name: str, called: str) -> tuple[str, str]:
    """The type of a column, and what it holds."""
    own = SAID["csv"][name.removeprefix("csv.")].get("columns", {})
    kind, _, text = (own.get(called) or SAID["fields"][called]).partition(": ")
    return kind, text


def fits(kind: str, cell: str) -> bool:
    """Whether a cell is as its type says; one without a value is empty."""
    return not cell or re.fullmatch(SAID["types"][kind][0], cell) is not None


class Schemas:
    """Makes the schema of each JSON; `columns` are those that were seen."""

    def __init__(self, columns: Mapping[str, Seen]) -> None:
        self._columns = columns
        self._used: dict[str, Schema] = {}

    def made(self, name: str) -> Schema:
        """The schema of a JSON by its name."""
        about = SAID["json"][name]
        self._used = {}
        fields = about["fields"]
        body = _event_as_list(self) if fields == "@event" else self.object(fields)
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": f"urn:ccmcost:schema:{name}",
            "title": about["says"],
            **body,
            "$defs": dict(sorted(self._used.items())),
        }

    def object(self, fields: Mapping[str, Any]) -> Schema:
        properties: dict[str, Schema] = {}
        patterns: dict[str, Schema] = {}
        needed: list[str] = []
        others: Schema | bool = False
        for key, about in fields.items():
            if key == "+":
                more = self._besides(about)
                properties |= more["properties"]
                patterns |= more.get("patternProperties", {})
                needed += more.get("required", [])
                continue
            parts = KEY.fullmatch(key)
            assert parts, key
            made = self.value(parts["name"], about)
            if parts["list"]:
                made = {"type": "array", "items": made}
            if parts["null"]:
                made = {"anyOf": [made, {"type": "null"}]}
            if parts["name"] == "*":
                others = made
                continue
            properties[parts["name"]] = made
            needed += [] if parts["open"] else [parts["name"]]
        return _object(properties, needed, others) | (
            {"patternProperties": patterns} if patterns else {}
        )

    def value(self, name: str, about: Any) -> Schema:
        if not isinstance(about, str):
            return self.object(about)
        if about == "@event":
            return self.ref("event", partial(_event, self))
        if about.startswith("@"):
            part = SAID["part"][about[1:]]
            return self.ref(
                about[1:], lambda: {"title": part["says"], **self.object(part["fields"])}
            )
        kind, _, text = (about or SAID["fields"][name]).partition(": ")
        return {**self.kind(kind), "description": text}

    def _besides(self, about: str) -> Schema:
        words = about.split()
        if words[0] != "@columns":
            return self.object(SAID["part"][about[1:]]["fields"])
        name, left_out = f"csv.{words[1]}", words[3:]
        named: dict[str, Schema] = {}
        open_: dict[str, Schema] = {}
        for each in self._columns[name].columns:
            if each in left_out:
                continue
            kind, text = column(name, each)
            made = {
                **self.kind(kind if kind == "text" else f"{kind} or empty"),
                "description": text,
            }
            if "*" in each:
                open_[f"^{re.escape(each)}$".replace(r"\*", ".+")] = made
            else:
                named[each] = made
        return _object(named, list(named)) | ({"patternProperties": open_} if open_ else {})

    def kind(self, kind: str) -> Schema:
        """What a value of a type is: `day`, `day|null`, `role or empty`, `=calendar`."""
        if kind.startswith("="):
            return {"const": kind[1:]}
        name, null, empty = re.fullmatch(r"(\w+)(\|null)?( or empty)?", kind).groups()  # type: ignore[union-attr]
        if name in PLAIN:
            made: Schema = {"type": name}
        elif name == "text":
            made = {"type": "string"}
        elif name == "list":
            made = {"type": "array"}
        else:
            pattern, words = SAID["types"][name]
            day = {"format": "date"} if name == "day" else {}
            about = {"type": "string", "pattern": f"^(?:{pattern})$", **day, "description": words}
            made = self.ref(name, lambda: about)
        others = [{"type": "null"}] * bool(null) + [{"const": ""}] * bool(empty)
        return {"anyOf": [made, *others]} if others else made

    def ref(self, name: str, make: Callable[[], Schema]) -> Schema:
        """A reference to what is defined once in a schema."""
        if name not in self._used:
            self._used[name] = {}
            self._used[name] = make()
        return {"$ref": f"#/$defs/{name}"}


def _object(
    properties: Mapping[str, Any], needed: list[str], others: Schema | bool = False
) -> Schema:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": needed,
        "additionalProperties": others,
    }


def _event(schemas: Schemas) -> Schema:
    """An event, whose kind says what its body is."""
    fields = schemas.object({name: SAID["event"][name] for name in Event._fields})
    bodies = {
        kind: schemas.ref(body.__name__, partial(_body, schemas, body, VERSION))
        for kind, body in KINDS.items()
    }
    fields["properties"]["kind"]["enum"] = list(KINDS)
    return fields | {
        "allOf": [
            {
                "if": {"properties": {"kind": {"const": kind}}},
                "then": {"properties": {"body": body}},
            }
            for kind, body in bodies.items()
        ]
    }


def _event_as_list(schemas: Schemas) -> Schema:
    """An event as the text that its hash is taken of: a list, with its body as JSON in a text."""
    said = {**SAID["event"], "body": "text: What the event says, as JSON"}
    items = [schemas.value(name, said[name]) for name in Event._fields[:-1]]
    return {"type": "array", "prefixItems": items, "items": False, "minItems": len(items)}


def _body(schemas: Schemas, body: Any, version: int = 0) -> Schema:
    """The object that a body is written as (`ccmcost/ledger/codec.py`), by its annotations."""
    said = SAID["ledger"]
    first = {"v": {"const": version, "description": said["v"]}}
    properties: Schema = first if version else {}
    for name, hint in get_type_hints(body).items():
        text = said.get(f"{body.__name__}.{name}") or said[name]
        properties[name] = {**_typed(schemas, hint), "description": text}
    open_ = body._field_defaults
    title = " ".join((body.__doc__ or "").partition("\n\n")[0].split())
    return {
        "title": title,
        **_object(properties, [each for each in properties if each not in open_]),
    }


def _typed(schemas: Schemas, hint: Any) -> Schema:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin in (Union, UnionType):  # a field without a value is absent
        return _typed(schemas, arguments[0])
    if origin is tuple:
        return {"type": "array", "items": _typed(schemas, arguments[0])}
    if origin is not None:
        return {"type": "object", "additionalProperties": _typed(schemas, arguments[1])}
    if hint in _AS_JSON:
        return schemas.kind(_AS_JSON[hint])
    return schemas.ref(hint.__name__, partial(_body, schemas, hint))


_AS_JSON = {int: "integer", bool: "boolean", str: "text", date: "day"}


def files(found: Mapping[str, Seen]) -> dict[Path, str]:
    """The page and the schemas, as they should be."""
    schemas = {name: Schemas(found).made(name) for name in SAID["json"]}
    made = {SCHEMAS / f"{name}.json": json_text(schema) for name, schema in schemas.items()}
    return made | {PAGE: page(found, schemas)}


HEAD = """# Formats

Every CSV and JSON file that ccmcost writes or prints. Made by `sh scripts/build-formats` from `scripts/formats.toml` and from what
the commands write in the year of an office; do not edit. The CSV files of `data/` are described in [the data folder](data.md).

CSV files are UTF-8 with commas, one line feed after each row and the names of the columns in the first row; `--csv excel`
([CSV for Excel](documents.md)) writes them otherwise. JSON is UTF-8. Figures in JSON are text, so that no program
rounds them. An empty cell means that something is not known or does not apply. While a cost is illustrative,
`SPECIMEN-` stands before the name of a file.

Each JSON has a schema (JSON Schema 2020-12). They are installed with ccmcost:

```python
from importlib.resources import files

sorted(path.name for path in (files("ccmcost") / "assets" / "schemas").iterdir())[0]  # 'annex.json'
```

## How values are written

| type | written as | pattern |
| --- | --- | --- |
"""  # noqa: E501


def page(found: Mapping[str, Seen], schemas: Mapping[str, Schema]) -> str:
    """docs/formats.md."""
    lines = [HEAD.rstrip("\n")]
    for name, (pattern, words) in SAID["types"].items():
        lines.append(
            f"| {name} | {_cell(words)} | {'' if name == 'text' else _cell(f'`{pattern}`')} |"
        )
    lines += ["", "## CSV", ""]
    for name, about in SAID["csv"].items():
        known = found[f"csv.{name}"]
        lines += [*_heading(name, about, known), "| column | type | holds |", "| --- | --- | --- |"]
        for each in known.columns:
            kind, text = column(f"csv.{name}", each)
            lines.append(f"| `{each}` | {kind} | {_cell(text)} |")
        lines.append("")
    lines += ["## JSON", ""]
    parts: dict[str, Schema] = {}
    for name, schema in schemas.items():
        about = SAID["json"][name]
        lines += [*_heading(name, about, found[f"json.{name}"]), f"Schema: `{name}.json`.", ""]
        lines += _fields(schema, parts)
    lines += ["## Parts of JSON", ""]
    told: list[str] = []
    while rest := [each for each in parts if each not in told]:
        told += rest
        for each in rest:
            part = parts[each]
            lines += [f"### {each}", "", part.get("title", "An event of the ledger."), ""]
            lines += _fields(part, parts)
    return "\n".join(lines).rstrip("\n") + "\n"


def _heading(name: str, about: Mapping[str, Any], known: Seen) -> list[str]:
    places = [each for each in about["files"] if "--format" not in each]
    named = " ".join(f"`{each}`" for each in dict.fromkeys(map(_file, places)))
    printed = len(places) < len(about["files"])
    commands = ", ".join(f"`ccmcost {each}`" for each in known.commands)
    told = [f"File: {named}."] * bool(places) + ["Printed with `--format`."] * printed
    kind = "CSV" if known.columns else "JSON"
    return [
        f"### {name} ({kind})",
        "",
        about["says"],
        "",
        " ".join([*told, f"Written by {commands}."]),
        "",
    ]


def _file(pattern: str) -> str:
    """How the page names a file: without the folder, unless its name alone says nothing."""
    *folder, name = pattern.removesuffix("/data").split("/")
    return f"{folder[-1]}/{name}" if name.startswith("*.") and folder else name.lstrip("*")


def _fields(schema: Schema, parts: dict[str, Schema]) -> list[str]:
    """The fields of an object as a table; what they refer to is added to `parts`."""
    rows: list[str] = []
    defined = schema.get("$defs", {})

    def walk(path: str, about: Schema, text: str, needed: bool) -> None:
        text = about.get("description", text)
        kinds = [each for each in about.get("anyOf", [about]) if each.get("const") != ""]
        others = ["null"] * ({"type": "null"} in kinds)
        (main,) = [each for each in kinds if each != {"type": "null"}]
        if main.get("type") == "array" and "items" in main:
            walk(f"{path}[]", main["items"], text, needed)
            return
        inner = {**main.get("properties", {}), **main.get("patternProperties", {})}
        if isinstance(main.get("additionalProperties"), dict):
            inner["*"] = main["additionalProperties"]
        for name, each in inner.items():
            called = _unescaped(name)
            open_ = name not in main.get("required", ()) and name != "*"
            said = text if name == "*" else ""
            walk(f"{path}.{called}".lstrip("."), each, said, needed and not open_)
        if not inner:
            said = " or ".join([_kind(main), *others])
            absent = "" if needed else "; may be absent"
            named = main.get("$ref", "").rpartition("/")[2]
            part = "" if named in SAID["types"] else defined.get(named, {}).get("title", "")
            rows.append(f"| `{path}` | {said}{absent} | {_cell(text or part)} |")

    def _kind(about: Schema) -> str:
        if "$ref" in about:
            name = about["$ref"].rpartition("/")[2]
            if name in SAID["types"]:
                return name
            if name in defined:
                parts.setdefault(name, {**defined[name], "$defs": defined})
            return f"[{name}](#{name.lower()})"
        if "const" in about or "enum" in about:
            words = about.get("enum", [about.get("const")])
            return ", ".join(f"`{each}`" if each != "" else "empty" for each in words)
        return {"string": "text", "array": "list"}.get(about["type"], about["type"])

    for place, each in enumerate(schema.get("prefixItems", ())):
        walk(f"[{place}]", each, "", True)
    if "properties" in schema or "additionalProperties" in schema:
        walk("", {key: each for key, each in schema.items() if key != "title"}, "", True)
    kinds = [
        (each["if"]["properties"]["kind"]["const"], each["then"])
        for each in schema.get("allOf", ())
    ]
    rows += [
        f"| `body` of {kind} | {_kind(then['properties']['body'])} | |" for kind, then in kinds
    ]
    return ["| field | type | holds |", "| --- | --- | --- |", *rows, ""]


def _unescaped(name: str) -> str:
    """A name of a property, or the pattern of several as the page calls them."""
    return name.strip("^$").replace(".+", "*").replace("\\", "")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        made = files(seen(year(Path(place) / "office").written))
    for path in SCHEMAS.glob("*.json"):
        path.unlink()
    for path, text in made.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
