"""The main job behind `ccmcost apportion`: compute, write, print."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from ccmcost.cli.output import checked_format, put, put_result, tell, warn
from ccmcost.clock import as_of_day
from ccmcost.workflow.apportion import apportion_meeting
from ccmcost.workflow.request import Request
from ccmcost.workspace import open_workspace


class Options(NamedTuple):
    """What the command line says, as text."""

    meeting: str
    request: Request
    out: str | None = None
    format: str = "table"
    no_files: bool = False
    as_of: str | None = None
    data: str | None = None


def run(options: Options) -> None:
    """Apportion the meeting's cost, write the files unless told not to, and print the result."""
    checked_format(options.format)
    day = as_of_day(options.as_of)
    workspace = open_workspace(options.data)
    result = apportion_meeting(workspace, options.meeting, options.request)
    note = ""
    if not options.no_files:
        from ccmcost.render.screen import files_note
        from ccmcost.workflow.outputs import write_outputs

        assert result.meeting is not None
        folder = Path(options.out) if options.out else workspace.reports / result.meeting.id
        note = files_note(write_outputs(result, folder, day))
    put_result(result, options.format)
    warn(result.warnings)
    if note and options.format == "table":
        put(note + "\n")
    elif note:
        tell(note)
