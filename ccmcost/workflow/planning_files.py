"""The files of a planning command: a table, a workbook and a chart, published as one set with a manifest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ccmcost.errors import WriteError
from ccmcost.manifest import NAME, SPECIMEN, file_name, made_here, manifest, read_manifest
from ccmcost.model.assessment import Apportionment
from ccmcost.publish import replacing
from ccmcost.render.json_text import json_text
from ccmcost.render.planning_table import Table, table_csv
from ccmcost.statement.status import status_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class Plan(NamedTuple):
    """What is to be written: `about` goes into the manifest, so that anyone can run the same again."""

    name: str
    title: str
    base: Apportionment
    tables: tuple[Table, ...]
    notes: tuple[str, ...]
    about: Mapping[str, object]


def write_plan(plan: Plan, figure: Figure, folder: Path, as_of: date) -> tuple[str, ...]:
    """Write table (CSV), workbook and chart (SVG, PNG) into `folder`, all or nothing; returns the paths written.

    Raises WriteError if the folder holds anything but the files of an earlier planning command of the same name.
    """
    from ccmcost.render.planning_charts import chart_files
    from ccmcost.render.planning_xlsx import planning_xlsx

    content = {f"{plan.name}.csv": table_csv(plan.tables[0]).encode()}
    content |= {f"{table.title.lower()}.csv": table_csv(table).encode() for table in plan.tables[1:]}
    content[f"{plan.name}.xlsx"] = planning_xlsx(plan.title, _lines(plan), plan.tables, as_of)
    content |= chart_files(figure, plan.name)
    files = {file_name(plan.base, name): data for name, data in content.items()}
    document = manifest(plan.base, files, as_of) | {"planning": {"command": plan.name, **plan.about}}
    files[file_name(plan.base, NAME)] = json_text(document).encode()
    _refuse_other_work(folder, plan.name)
    with replacing(folder, made_here) as staging:
        for name, data in sorted(files.items()):
            staging.write(name, data)
    return tuple((folder / name).as_posix() for name in sorted(files))


def _lines(plan: Plan) -> Sequence[tuple[str, str]]:
    status = status_of(plan.base)
    known = [("Cost", status.cost), ("List", status.list), ("Scale", status.scale), ("Rule", status.rule)]
    return [*known, *(("Note", note) for note in plan.notes), *(("Open", point) for point in status.open)]


def _refuse_other_work(folder: Path, name: str) -> None:
    """An output folder is replaced as a whole, so that of another command must not be named by mistake."""
    for path in (folder / NAME, folder / (SPECIMEN + NAME)):
        document = read_manifest(path)
        if document is None:
            continue
        planning = document.get("planning")
        if not isinstance(planning, dict) or planning.get("command") != name:
            raise WriteError(f"{folder} holds the files of another command. Choose another folder with --out.")
