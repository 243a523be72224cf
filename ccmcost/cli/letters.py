"""`ccmcost letters`: notes verbales to missions, with the figures of the ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ccmcost.accounts.books import clean, open_books
from ccmcost.cli.money_options import template_languages
from ccmcost.cli.options import AsOf, Data, example, plain_app
from ccmcost.cli.output import put, tell
from ccmcost.clock import as_of_day, optional_day
from ccmcost.documents.letters.notes import KINDS
from ccmcost.errors import UsageError
from ccmcost.tables.screen import files_note
from ccmcost.workspace import open_workspace

app = plain_app()
MANY = 12
"""More files than this are told as a number."""


@app.command(
    epilog=example(
        "ccmcost letters msp12 --kind cover --lang fr",
        "ccmcost letters msp12 --kind reminder1 --as-of 2025-06-30",
        'ccmcost letters msp12 --kind reminder2 --state EGY --earlier "30 June 2025, CCM-MSP12-EGY-REMINDER1"',
        "ccmcost letters --templates    copy the templates into templates/, to be edited",
    )
)
def letters(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[MEETING|GROUP]", help="Id of a meeting, or of a billing group such as rc2.", show_default=False
        ),
    ] = None,
    kind: Annotated[str | None, typer.Option(metavar="KIND", help="cover, reminder1, reminder2, credit or receipt.")] = None,
    state: Annotated[list[str] | None, typer.Option(metavar="CODES", help="Notes to these States only.")] = None,
    lang: Annotated[
        list[str] | None,
        typer.Option("--lang", metavar="LANGS", help="Where contacts.csv names no language: en (if not said), fr, es."),
    ] = None,
    earlier: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Date and reference of the first reminder, for reminder2.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="With receipt: only payments of this value date and later.")
    ] = None,
    templates: Annotated[
        bool, typer.Option("--templates", help="Copy the templates into templates/, to be edited, and end.")
    ] = False,
    out: Annotated[str | None, typer.Option(metavar="DIR", help="Folder for the files; else one in reports/.")] = None,
    as_of: AsOf = None,
    data: Data = None,
) -> None:
    """Write notes verbales to missions (DOCX) and unsent e-mail drafts (.eml) with the issued notice attached."""
    from ccmcost.documents.letters.files import write_letters
    from ccmcost.documents.letters.notes import letter_wish
    from ccmcost.tables.docx.template import copy_templates

    if templates:
        _tell_templates(copy_templates(open_workspace(data)))
        return
    if name is None or kind is None:
        raise UsageError(f"name the meeting and the kind of letter: ccmcost letters MEETING --kind {'|'.join(KINDS)}.")
    if earlier and kind != "reminder2":
        raise UsageError("--earlier goes with --kind reminder2.")
    if since is not None and kind != "receipt":
        raise UsageError("--since goes with --kind receipt.")
    languages, on = template_languages(lang), as_of_day(as_of)
    with open_books(open_workspace(data, on)) as desk:
        wish = letter_wish(
            desk,
            clean(name, "MEETING"),
            kind.strip().lower(),
            tuple(state or ()),
            languages,
            on,
            earlier=clean(earlier, "--earlier", needed=False),
            since=optional_day(since, "--since"),
        )
        folder = Path(out) if out else desk.workspace.reports / f"letters-{wish.name}" / f"{on}-{wish.kind}"
        written = write_letters(desk, wish, folder)
    for remark in written.remarks:
        tell(remark)
    if not written.notes:
        put(f"{wish.name}: no note ({wish.kind}) to write as at {on}.\n")
        return
    shown = written.files if len(written.files) <= MANY else (f"{folder.as_posix()}/ ({len(written.files)} files)",)
    put(f"{wish.name}: notes written ({wish.kind}) as at {on}: {len(written.notes)}\n{files_note(shown)}\n")


def _tell_templates(made: tuple[str, ...]) -> None:
    put("".join(f"made {name}\n" for name in made) or "templates/ holds all of them already; nothing was changed.\n")
