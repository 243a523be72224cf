"""The files of an apportionment: composed in memory, then published as one set."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ccmcost.manifest import NAME, file_name, made_here, manifest
from ccmcost.model.assessment import Apportionment
from ccmcost.publish import replacing
from ccmcost.render.csv_text import assessment_csv
from ccmcost.render.json_text import assessment_json, json_text
from ccmcost.statement.table import table_rows
from ccmcost.workflow import compose_workbook
from ccmcost.workflow.compose_charts import compose as compose_charts


def write_outputs(result: Apportionment, folder: Path, as_of: date) -> tuple[str, ...]:
    """Write the full set into `folder`, all or nothing; returns the paths written, for people to read."""
    rows = table_rows(result)
    files = {
        file_name(result, "apportionment.csv"): assessment_csv(rows).encode(),
        file_name(result, "apportionment.json"): assessment_json(result, rows).encode(),
    }
    files |= {file_name(result, name): content for name, content in compose_charts(result, as_of).items()}
    files |= compose_workbook.compose(result, as_of)
    files[file_name(result, NAME)] = json_text(manifest(result, files, as_of)).encode()
    with replacing(folder, made_here) as staging:
        for name, content in sorted(files.items()):
            staging.write(name, content)
    return tuple((folder / name).as_posix() for name in sorted(files))
