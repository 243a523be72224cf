"""The main job behind `ccmcost apportion`: compute, write, print."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from ccmcost.cli.output import checked_format, put_note, put_result, warn
from ccmcost.clock import as_of_day
from ccmcost.errors import UsageError
from ccmcost.model.assessment import Apportionment
from ccmcost.sharing.compute import apportion_meeting
from ccmcost.sharing.request import Request
from ccmcost.workspace import Workspace, open_workspace


class Options(NamedTuple):
    """What the command line says, as text."""

    meeting: str
    request: Request
    from_workbook: str | None = None
    out: str | None = None
    format: str = "table"
    no_files: bool = False
    as_of: str | None = None
    data: str | None = None
    languages: tuple[str, ...] = ()
    states: tuple[str, ...] = ()


def run(options: Options) -> None:
    """Apportion the meeting's cost, write the files unless told not to, and print the result."""
    checked_format(options.format)
    day = as_of_day(options.as_of)
    workspace = open_workspace(options.data, day)
    if options.no_files and (options.languages or options.states):
        raise UsageError("--lang and --state choose the notices to write, but --no-files writes none.")
    result = _result(workspace, options)
    note = "" if options.no_files else _write(result, workspace, options, day)
    put_result(result, options.format)
    warn(result.warnings)
    if note:
        put_note(note, options.format)


def _result(workspace: Workspace, options: Options) -> Apportionment:
    if options.from_workbook is None:
        return apportion_meeting(workspace, options.meeting, options.request)
    from ccmcost.workflow.workbook_back import apportion_workbook

    return apportion_workbook(workspace, options.meeting, options.from_workbook, options.request)


def _write(result: Apportionment, workspace: Workspace, options: Options, day: date) -> str:
    from ccmcost.cli.progress import progress_bar
    from ccmcost.documents.assessment.files import wished_notices
    from ccmcost.load.data import Data
    from ccmcost.tables.screen import files_note
    from ccmcost.workflow.outputs import write_outputs

    assert result.meeting is not None
    data = Data(workspace)
    issuer = data.checked(data.issuer)
    wish = wished_notices(result, options.languages, options.states, issuer)
    folder = Path(options.out) if options.out else workspace.reports / result.meeting.id
    return files_note(write_outputs(result, folder, day, wish, progress_bar("notices")))
