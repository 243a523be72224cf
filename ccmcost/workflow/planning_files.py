"""The files of a planning command: a table, a workbook and a chart, published as one set with a manifest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ccmcost.charts.frame import Picture
from ccmcost.manifest import NAME, file_name, manifest, publish_folder
from ccmcost.model.assessment import Apportionment
from ccmcost.render.planning_table import Table, table_csv
from ccmcost.statement.status import status_of


class Plan(NamedTuple):
    """What is to be written: `about` goes into the manifest, so that anyone can run the same again."""

    name: str
    title: str
    base: Apportionment
    tables: tuple[Table, ...]
    notes: tuple[str, ...]
    about: Mapping[str, object]


def write_plan(plan: Plan, picture: Callable[[], Picture], folder: Path, as_of: date) -> tuple[str, ...]:
    """Write table (CSV), workbook and chart (SVG, PNG) into `folder`, all or nothing; returns the paths written.

    Raises WriteError if the folder holds anything but the files of an earlier planning command of the same name.
    """
    from ccmcost.charts.files import picture_files
    from ccmcost.render.planning_xlsx import planning_xlsx

    content = {f"{plan.name}.csv": table_csv(plan.tables[0]).encode()}
    content |= {f"{table.title.lower()}.csv": table_csv(table).encode() for table in plan.tables[1:]}
    content[f"{plan.name}.xlsx"] = planning_xlsx(plan.title, _lines(plan), plan.tables, as_of)
    content |= picture_files(plan.name, picture(), as_of)
    files = {file_name(plan.base, name): data for name, data in content.items()}
    about = manifest(plan.base, {}, as_of) | {"document": plan.name, "planning": plan.about}
    return publish_folder(folder, files, about, file_name(plan.base, NAME))


def _lines(plan: Plan) -> Sequence[tuple[str, str]]:
    status = status_of(plan.base)
    known = [("Cost", status.cost), ("List", status.list), ("Scale", status.scale), ("Rule", status.rule)]
    return [*known, *(("Note", note) for note in plan.notes), *(("Open", point) for point in status.open)]
