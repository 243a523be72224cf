"""The files of an apportionment: composed in memory, several at a time,
then published as one set.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from ccmcost.charts import files as chart_files
from ccmcost.documents.assessment import files as notices
from ccmcost.documents.assessment.files import NoticeWish, Progress
from ccmcost.documents.workbook.workbook import workbook_files
from ccmcost.manifest import NAME, file_name, made_here, manifest, refuse_other_work, told
from ccmcost.model.assessment import Apportionment
from ccmcost.publish import replacing
from ccmcost.sharing.table import assessment_csv, assessment_json, table_rows
from ccmcost.tables.records import json_text

Job = Callable[[Apportionment, date], dict[str, bytes]]
NOTICES_A_JOB = 14
MOST_THREADS = 4


def write_outputs(
    result: Apportionment,
    folder: Path,
    as_of: date,
    wish: NoticeWish,
    progress: Progress | None = None,
) -> tuple[str, ...]:
    """Write the full set into `folder`, all or nothing; returns what was written,
    for people to read.
    """
    refuse_other_work(folder, None)
    result = _with_source(result, wish)
    files = _compose(result, as_of, wish, progress)
    kept: dict[str, dict[str, Any]] = {}
    with replacing(folder, made_here, kept.__contains__) as staging:
        if wish.only_own:
            kept |= notices.earlier_notices(folder, result, as_of, files)
        register = notices.register(
            result, {path: each["sha256"] for path, each in kept.items()}, files
        )
        kept.pop(next(iter(register)), None)
        files |= register
        files[file_name(result, NAME)] = json_text(
            manifest(result, files, as_of, kept.values())
        ).encode()
        for name, content in sorted(files.items()):
            staging.write(name, content)
    return told(folder, files)


def _compose(
    result: Apportionment, as_of: date, wish: NoticeWish, progress: Progress | None
) -> dict[str, bytes]:
    """All files but register and manifest.
    The typesetter works beside the interpreter, so that a thread each is enough.
    """
    parts = notices.parts_of(wish, NOTICES_A_JOB)
    set_parts = [partial(notices.compose, wish=part) for part in parts]
    jobs: list[Job] = [chart_files.compose, workbook_files, *set_parts]
    rows = table_rows(result)
    files = {
        file_name(result, "apportionment.csv"): assessment_csv(rows).encode(),
        file_name(result, "apportionment.json"): assessment_json(result, rows).encode(),
    }
    done = 0
    pool = ThreadPoolExecutor(min(os.cpu_count() or 1, MOST_THREADS))
    try:
        for number, made in enumerate(pool.map(lambda job: job(result, as_of), jobs)):
            files |= made
            done += len(parts[number - 2].states) if number >= 2 else 0
            if progress is not None and done:
                progress(done, len(wish.states) * len(wish.languages))
    finally:
        # an interrupt or an error waits for no job that has not begun
        pool.shutdown(cancel_futures=True)
    return files


def _with_source(result: Apportionment, wish: NoticeWish) -> Apportionment:
    source = wish.issuer.source
    sources = (*result.sources, source) if source else result.sources
    return result._replace(
        sources=tuple(sorted(sources, key=lambda each: (each.name, each.origin)))
    )
