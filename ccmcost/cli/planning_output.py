"""How the planning commands print and write: one way for all of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from ccmcost.charts.frame import Picture
from ccmcost.cli.output import put, put_note, tell, warn
from ccmcost.clock import as_of_day
from ccmcost.render.planning_table import table_csv, table_json
from ccmcost.tables.screen import files_note
from ccmcost.workflow.planning_files import Plan, write_plan


def hand_over(
    plan: Plan,
    screen: str,
    picture: Callable[[], Picture],
    format: str,
    out: str | None,
    as_of: str | None,
) -> None:
    """Write the files if a folder is named, then print table, CSV or JSON, then warnings."""
    day = as_of_day(as_of)
    note = ""
    if out:
        note = files_note(write_plan(plan, picture, Path(out), day))
    if format == "csv":
        put(table_csv(plan.tables[0]), data=True)
        for line in plan.notes:
            tell(line)
    elif format == "json":
        more: dict[str, Any] = {"planning": {"command": plan.name, **plan.about}}
        put(table_json(plan.title, plan.base, plan.tables, plan.notes, more), data=True)
    else:
        put(screen)
    warn(plan.base.warnings)
    if note:
        put_note(note, format)


class Meter:
    """A progress line on standard error, only when a person watches a terminal."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream if stream.isatty() else None

    def __call__(self, done: int, total: int) -> None:
        """Show how far the work is."""
        if self._stream is not None:
            end = "\n" if done == total else ""
            self._stream.write(f"\r{done:,} of {total:,} trials{end}")
            self._stream.flush()
