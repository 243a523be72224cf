"""`ccmcost apportion`, the main job: read, compute, write, print.

Importing the command-line framework takes longer than the whole calculation. So the plain forms of
the command are read here, by the declarations from which the framework's command is made;
everything else (help, completion, an unknown option, anything doubtful) takes the long way round,
which gives the messages.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from ccmcost.cli import complete
from ccmcost.cli.declared import WORDS, Argument, Option, bundle_of, command
from ccmcost.cli.options import (
    AsOf,
    Csv,
    Currency,
    Data,
    Format,
    MeetingId,
    OtherList,
    Provisional,
    Rule,
    Scale,
    csv_form,
)
from ccmcost.cli.output import put_note, put_result, remark
from ccmcost.cli.readers import Rest
from ccmcost.clock import as_of_day
from ccmcost.errors import UsageError
from ccmcost.model.assessment import Apportionment
from ccmcost.sharing.compute import apportion_meeting
from ccmcost.sharing.request import Request
from ccmcost.tables.records import Form
from ccmcost.tables.screen import files_note
from ccmcost.text import printable
from ccmcost.workspace import Workspace, open_workspace


def _largest(text: str, name: str, rest: Rest) -> int | None:
    """How many States are shown."""
    return _top(text, rest.value("format"))


class Options(NamedTuple):
    """What the command line says, as text."""

    meeting: MeetingId
    cost: Annotated[str | None, Option("AMOUNT", "Total to share, such as 412345.67.")] = None
    currency: Currency = None
    credit: Annotated[bool, Option(None, "The cost is negative: a credit.")] = False
    rule: Rule = None
    scale: Scale = None
    scale_provisional: Provisional = None
    participants: OtherList = None
    added: Annotated[
        WORDS, Option("CODES", "Additional States that share the cost.", "--with", complete.states)
    ] = ()
    removed: Annotated[
        WORDS, Option("CODES", "States to leave out.", "--without", complete.states)
    ] = ()
    languages: Annotated[
        WORDS,
        Option(
            "LANGS",
            "Languages of the notices: en (default), fr, es, ar, ru, zh.",
            "--lang",
            complete.languages,
        ),
    ] = ()
    from_workbook: Annotated[
        str | None, Option("FILE", "Cost and answers of an edited apportionment.xlsx.")
    ] = None
    states: Annotated[
        WORDS, Option("CODES", "Notices to these States only.", "--state", complete.states)
    ] = ()
    out: Annotated[
        Path | None, Option("DIR", "Folder for the files; default: reports/MEETING.")
    ] = None
    top: Annotated[
        str | None,
        Option(
            "N",
            "Show only the N largest on the screen, and the others as a sum.",
            read=_largest,
        ),
    ] = None
    format: Format = "table"
    csv: Csv = "plain"
    no_files: Annotated[bool, Option(None, "Print only; write nothing.")] = False
    as_of: AsOf = None
    data: Data = None

    @property
    def request(self) -> Request:
        """What is wished of the assessment."""
        return Request(*(getattr(self, field) for field in Request._fields))


def run(options: Options) -> None:
    """Share a meeting's cost among the States that bear it, and write the result into
    reports/MEETING.
    """
    format = options.format
    top = _top(options.top, format)
    day = as_of_day(options.as_of)
    workspace = open_workspace(options.data, day)
    if options.no_files and (options.languages or options.states):
        raise UsageError(
            "--lang and --state choose the notices to write, but --no-files writes none."
        )
    form = csv_form(options.csv, options.languages)
    result = _result(workspace, options)
    written = () if options.no_files else _write(result, workspace, options, day, form)
    put_result(result, format, form, top, _where(written))
    if workspace.has_ledger and options.request == Request() and not options.from_workbook:
        from ccmcost.desk.issued_otherwise import issued_otherwise

        remark(issued_otherwise(workspace, result))
    if written and format != "table":
        put_note(files_note(written), format)


apportion = command(
    "ccmcost apportion msp11",
    "ccmcost apportion msp11 --cost 412345.67 --format csv --no-files",
    "ccmcost apportion rc1 --rule article-14-1-straight",
    "ccmcost apportion msp13 --with CHN --without FRA,DEU",
    "ccmcost apportion msp11 --lang fr,es --state JPN",
)(run)


def _result(workspace: Workspace, options: Options) -> Apportionment:
    if options.from_workbook is None:
        return apportion_meeting(workspace, options.meeting, options.request)
    from ccmcost.sharing.returned import apportion_workbook

    return apportion_workbook(workspace, options.meeting, options.from_workbook, options.request)


def _write(
    result: Apportionment, workspace: Workspace, options: Options, day: date, form: Form
) -> list[str]:
    from ccmcost.cli.output import progress_bar
    from ccmcost.desk.documents import write_outputs
    from ccmcost.documents.assessment.files import addressees, wished_notices
    from ccmcost.load.data import Data

    assert result.meeting is not None
    data = Data(workspace)
    issuer = data.checked(data.issuer)
    wish = wished_notices(result, options.languages, options.states, issuer)._replace(
        form=form, addressees=addressees(data)
    )
    folder = options.out or workspace.reports / result.meeting.id
    return list(write_outputs(result, folder, day, wish, progress_bar("notices")))


def _top(wish: str | None, format: str) -> int | None:
    """How many States the table on the screen shows; None for all. UsageError if it is no number,
    or where a program reads the output.
    """
    if wish is None:
        return None
    number = int(wish) if wish.isascii() and wish.isdigit() and len(wish) < 10 else 0
    if not number:
        raise UsageError(f'--top: "{printable(wish)}" is not a number of States, such as 12.')
    if format != "table":
        raise UsageError(
            f"--top cuts only the table on the screen; --format {format} always gives every State."
        )
    return number


def _where(written: Sequence[str]) -> str:
    """Which file to open first, and which folders are beside it; empty if nothing was written."""
    first = next((name for name in written if name.endswith(".xlsx")), "")
    if not first:  # notices alone
        more = f" and {len(written) - 1} more" if len(written) > 1 else ""
        return f"{written[0]}{more}" if written else ""
    home = f"{first.rpartition('/')[0]}/"
    inside = (name.removeprefix(home).partition(" ")[0].rpartition("/")[0] for name in written)
    known = [f"{each}/" for each in dict.fromkeys(inside) if each]
    folders = [each for each in known if sum(other.startswith(each) for other in known) == 1]
    return f"{first}{'; beside it ' + ', '.join(folders) if folders else ''}"


def read(arguments: Sequence[str]) -> Options | None:
    """The options of a plain `apportion` call, or None if it must go the long way round."""
    if not arguments or arguments[0] != "apportion" or "_CCMCOST_COMPLETE" in os.environ:
        return None
    known = {
        name: each
        for each in bundle_of(Options).parameters
        if not isinstance(each.said, Argument)
        for name in each.names
    }
    found: dict[str, Any] = {}
    words = iter(arguments[1:])
    for word in words:
        name, equals, value = word.partition("=")
        option = known.get(name)
        if option is None:
            if word.startswith("-") or not word or "meeting" in found:
                return None
            found["meeting"] = word
        elif option.kind is bool:
            if equals or option.name in found:
                return None
            found[option.name] = True
        else:
            value = value if equals else next(words, "")
            if not value or value.startswith("-"):
                return None
            if option.kind == WORDS:
                found[option.name] = (*found.get(option.name, ()), value)
            elif option.name in found:
                return None
            else:
                found[option.name] = value
    return _as_read(found) if "meeting" in found else None


def _as_read(said: dict[str, Any]) -> Options | None:
    """The options, each read as it is declared; None if one cannot be."""
    rest: Any = None
    for option in bundle_of(Options).parameters:
        if option.read and option.is_given_read and option.name in said:
            try:
                said[option.name] = option.read(said[option.name], option.shown, rest)
            except UsageError:
                return None
    return Options(**said)
