"""Every CSV and JSON that is written is as docs/formats.md and the schemas say; both are made from
what is written.
"""

from __future__ import annotations

import copy
import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from ccmcost.cli.reference import leaves
from tests import formats
from tests.formats import PAGE, SAID, SCHEMAS
from tests.kites import PRINTED, YEAR, Kites, command_of
from tests.ledger_life import export_of
from tests.ledger_office import said_by

FREE = {
    "annex": ("composed.page",),
    "notice": ("composed.page",),
    "index": ("habits.*", "states[]", "texts.*", "words.*"),
    "page": ("checked[]", "habits.*", "rules[].rates.*", "states[]", "texts.*", "words.*"),
}
"""What a schema leaves open: what a template sets, and what the script of a page alone reads."""


def schema(name: str) -> dict[str, Any]:
    """A schema as it is installed."""
    return dict(json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8")))


def validator(name: str) -> Draft202012Validator:
    """What tells whether a document is as its schema says."""
    return Draft202012Validator(schema(name), format_checker=FormatChecker())


def places(value: Any, place: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of each value of a document."""
    yield place
    inner = value.items() if isinstance(value, dict) else ()
    inner = enumerate(value) if isinstance(value, list) else inner
    for key, each in inner:
        yield from places(each, (*place, key))


def changed(document: Any, place: tuple[str | int, ...], put: Any) -> Any:
    """The document with something else at a place."""
    made = copy.deepcopy(document)
    *way, last = place
    inner = made
    for key in way:
        inner = inner[key]
    inner[last] = put
    return made


def called(place: tuple[str | int, ...]) -> str:
    """A path as the page calls it: `states[].iso3`."""
    return "".join("[]" if isinstance(key, int) else f".{key}" for key in place).lstrip(".")


def is_free(name: str, place: tuple[str | int, ...]) -> bool:
    """Whether a place stands below one that the schema leaves open."""
    patterns = (re.escape(each).replace(r"\*", "[^.]+") for each in FREE.get(name, ()))
    return any(re.match(rf"{pattern}[.\[]", called(place)) for pattern in patterns)


@pytest.mark.parametrize("name", SAID["json"])
def test_a_schema_is_one_and_describes_every_field(name: str) -> None:
    found = schema(name)
    Draft202012Validator.check_schema(found)
    assert found["$id"] == f"urn:ccmcost:schema:{name}" and found["title"]
    for place in places(found):
        if place[-1:] == ("properties",) and "if" not in place and "then" not in place:
            inner: Any = found
            for key in place[:-1]:
                inner = inner[key]
            assert "additionalProperties" in inner, place
            for field, about in inner["properties"].items():
                told = about.get("items", about)
                known = {"properties", "$ref", "anyOf", "type"} & set(told)
                assert "description" in {*about, *told} or known, (place, field)


def test_every_schema_is_on_the_page() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert {path.stem for path in SCHEMAS.glob("*.json")} == set(SAID["json"])
    assert all(f"Schema: `{name}.json`." in text for name in SAID["json"])


def test_the_year_prints_each_form_that_a_command_has() -> None:
    lines = [line for line in f"{YEAR}{PRINTED}".splitlines() if line and line[0] != "#"]
    for name, command in leaves().items():
        for param in command.params:
            for form in param.metavar.split("|") if "--format" in param.opts else ():
                if form in ("csv", "json"):
                    assert any(
                        command_of(line) == name and f"--format {form}" in line for line in lines
                    ), f"a line `{name} --format {form}` in PRINTED of tests/kites.py"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("apportion rc1 --format json --no-files", "apportionment"),
        ("compare rc1 --format json", "compare"),
        ("whatif msp11 --each-observer --format json", "whatif"),
        ("budget JPN --years 2026-2027 --cost 400000 --format json", "budget"),
    ],
)
def test_what_is_printed_fits_and_each_change_of_it_does_not(
    line: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    document = json.loads(said_by(*line.split()).out)
    _is_told(name, document)
    valid = validator(name)
    for wrong in (
        {**document, "more": ""},
        {**document, "title": 1},
        {key: value for key, value in document.items() if key != "warnings"},
        [],
    ):
        assert not valid.is_valid(wrong)


def test_an_organization_with_a_fixed_share_fits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    rule = 'id = "r"\ntitle = "R"\nlegal_source = "L"\n[fixed]\nEUU = "2.5"\n'
    Path("r.toml").write_text(rule, encoding="utf-8")
    Path("list.csv").write_text("iso3\nEUU\nJPN\n", encoding="utf-8")
    line = "adjust --scale un-2022-2024 --participants list.csv --total 100 --rule r.toml"
    document = json.loads(said_by(*line.split(), "--format", "json").out)
    assert [each["rate"] for each in document["states"]] == ["", "8.033"]
    _is_told("apportionment", document)


def test_every_kind_of_event_fits(life: Path) -> None:
    document = export_of(life)
    kinds = schema("ledger")["$defs"]["event"]["properties"]["kind"]["enum"]
    assert {event["kind"] for event in document["events"]} == set(kinds)
    assert validator("ledger").is_valid(document)
    for event in shortened(document["events"]):
        _is_told("ledger", {**document, "events": [event]})


@pytest.mark.slow
def test_everything_that_is_written_has_a_format(kites: Kites) -> None:
    unknown = [
        (each.command, each.path)
        for each in kites.written
        if not formats.format_of(each) and not formats.of_data_folder(each)
    ]
    assert unknown == []
    known = {f"{kind}.{name}" for kind in ("csv", "json") for name in SAID[kind]}
    assert set(formats.seen(kites.written)) == known


@pytest.mark.slow
def test_page_and_schemas_are_what_is_written(kites: Kites) -> None:
    made = formats.files(formats.seen(kites.written))
    for path, text in made.items():
        assert path.read_text(encoding="utf-8") == text, "run sh scripts/build-formats"


@pytest.mark.slow
def test_every_json_fits_its_schema(kites: Kites) -> None:
    seen = set()
    for each in kites.written:
        name = formats.format_of(each)
        if name.startswith("json."):
            document = json.loads(each.content)
            faults = list(validator(name.removeprefix("json.")).iter_errors(document))
            assert not faults, f"{each.path}: {faults[0].json_path}: {faults[0].message}"
            if name not in seen:  # one of each is changed at every place
                _is_told(name.removeprefix("json."), document)
            seen.add(name)


def _is_told(name: str, document: Any) -> None:
    """The document fits, and does not with a number of decimals in place of any of its values."""
    valid = validator(name)
    assert valid.is_valid(document), next(valid.iter_errors(document)).message
    if isinstance(document, dict):
        document = shortened(document)
        assert valid.is_valid(document)
    for place in places(document):
        if place and not is_free(name, place):
            assert not valid.is_valid(changed(document, place, 0.5)), (name, called(place))


def shortened(value: Any) -> Any:
    """A document with one entry of each form in a list."""
    if isinstance(value, dict):
        return {key: shortened(each) for key, each in value.items()}
    if not isinstance(value, list):
        return value
    entries = [shortened(each) for each in value]
    return list({frozenset(map(called, places(each))): each for each in entries}.values())


@pytest.mark.slow
def test_every_cell_of_a_csv_is_as_its_type_says(kites: Kites) -> None:
    cells = 0
    for each in kites.written:
        name = formats.format_of(each)
        if name.startswith("csv."):
            for row in csv.DictReader(io.StringIO(each.content.decode("utf-8-sig"))):
                for column, cell in row.items():
                    kind, _ = formats.column(name, formats.called(name, column))
                    assert formats.fits(kind, cell), (each.path, column, cell, kind)
                    cells += 1
    assert cells > 5_000
