"""What is written from Word templates: `ccmcost estimate` and `ccmcost letters`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

from ccmcost.cli import complete, readers, wishes
from ccmcost.cli.declared import LAST, NOTHING, WORDS, Argument, Option, command
from ccmcost.cli.options import (
    Currency,
    Data,
    DocumentDay,
    LetterKind,
    LetterLang,
    MeetingOrGroup,
    Rule,
    Uncovered,
    template_languages,
)
from ccmcost.cli.output import agrees, put, remark, somebody_there, tell, warn
from ccmcost.clock import as_of_day
from ccmcost.errors import UsageError
from ccmcost.tables.screen import files_note
from ccmcost.words.status import named_in_english
from ccmcost.workspace import open_workspace

if TYPE_CHECKING:
    from ccmcost.documents.estimate import Estimate
    from ccmcost.model.office import Issuer

MANY = 12
"""More files than this are told as a number."""


class Figure(NamedTuple):
    """The sum that is put up, and where it comes from."""

    cost: Annotated[
        str | None,
        Option(
            "AMOUNT",
            "Estimate to submit, such as 412345.67; default: that of costs.toml.",
            offer=NOTHING,
        ),
    ] = None
    source: Annotated[
        str | None,
        Option(
            "TEXT",
            "Source of the figure of --cost, such as a document or the office that estimated it.",
            read=readers.line,
            offer=NOTHING,
            beside="cost",
        ),
    ] = None
    currency: Currency = None
    cost_version: Annotated[
        int | None, Option("N", "Version in costs.toml; default: the latest estimate.")
    ] = None


def _has_grounds(name: tuple[str, ...], scale_provisional: str | None, rest: readers.Rest) -> None:
    """A check, so that nobody answers questions on a document that cannot be made: that the
    meetings have a day, a scale and a list of participants.
    """
    from ccmcost.errors import DataError
    from ccmcost.sharing.compute import check_grounds

    try:
        check_grounds(rest.data.workspace, name, scale_provisional)
    except DataError as error:
        raise UsageError(*(f"MEETING|GROUP: {each.message}" for each in error.findings)) from None


def _has_figure(
    name: tuple[str, ...], cost: object | None, cost_version: int | None, rest: readers.Rest
) -> None:
    """A check, for the same reason: that there is a sum to put up."""
    from ccmcost.documents.estimate import check_figure

    meetings = [rest.data.checked(rest.data.meetings)[each] for each in name]
    check_figure(rest.data, meetings, cost, cost_version)


@command(
    "ccmcost estimate msp13 --symbol CCM/MSP/2025/8 --lang en,fr,es",
    'ccmcost estimate msp13 --cost 450000 --source "Secretariat, 1 October 2024"',
    "ccmcost estimate rc2    all meetings of the billing group",
    checks=(_has_grounds, _has_figure),
)
def estimate(
    name: MeetingOrGroup,
    *,
    figure: Figure,
    rule: Rule = None,
    scale_provisional: Uncovered = None,
    symbol: Annotated[
        str | None,
        Option("SYMBOL", "Symbol of the document; default: a placeholder.", offer=NOTHING),
    ] = None,
    draft_decision: Annotated[
        bool, Option(None, "Add the draft of the decision that the meeting is to take.")
    ] = False,
    lang: Annotated[
        WORDS,
        Option(
            "LANGS",
            "en (default), fr, es, ar, ru, zh.",
            complete=complete.template_languages,
            read=wishes.letter_languages,
        ),
    ] = (),
    out: Annotated[
        Path | None, Option("DIR", "Folder for the files; default: reports/estimate-NAME.")
    ] = None,
    as_of: DocumentDay = None,
    data: Data = None,
) -> None:
    """Write the cost estimate as DOCX and XLSX: line items, earlier meetings, cost-sharing formula
    and the amount of each State.
    """
    from ccmcost.accounts.books import clean
    from ccmcost.documents.estimate import EstimateWish
    from ccmcost.documents.estimate import estimate as view_of
    from ccmcost.documents.estimate.document import write_estimate
    from ccmcost.load.data import Data as Loaded
    from ccmcost.sharing.request import Request, group_name

    day = as_of_day(as_of)
    workspace = open_workspace(data, day)
    request = Request(
        cost=figure.cost, currency=figure.currency, rule=rule, scale_provisional=scale_provisional
    )
    loaded = Loaded(workspace)
    wanted = group_name(loaded, name)
    wish = EstimateWish(
        wanted,
        template_languages(lang, "estimate"),
        day,
        clean(symbol, "--symbol", needed=False),
        figure.cost_version,
        clean(figure.source, "--source", needed=False),
        draft_decision,
    )
    view = view_of(workspace, wish, request)
    written = write_estimate(workspace, view, wish, out or workspace.reports / f"estimate-{wanted}")
    results = [each.result for each in view.meetings]
    warn(dict.fromkeys(each for result in results for each in result.warnings), *results)
    _say(view, wanted, written)
    _say_english(view, loaded.checked(loaded.issuer), wish.languages)


def _say_english(view: Estimate, issuer: Issuer, languages: Sequence[str]) -> None:
    remark(named_in_english((each.meeting for each in view.meetings), issuer, languages))


def _say(view: Estimate, wanted: str, written: tuple[str, ...]) -> None:
    """What was written, and what the document lacks: line items, unless the cost is an example that
    has none, and the symbol.
    """
    from ccmcost.words.speaker import english

    title = "SPECIMEN, no request for payment" if view.is_specimen else "estimated costs"
    put(f"{wanted}: {view.total}, {len(view.amounts())} States ({title})\n{files_note(written)}\n")
    if view.without_lines and not view.is_specimen:
        meetings, first = ", ".join(view.without_lines), view.without_lines[0]
        tell(english()("estimate_without_lines", meetings=meetings, first=first))
    if not view.symbol:
        tell(english()("estimate_without_symbol"))


ToWhom = Annotated[
    str | None,
    Argument(
        "[MEETING|GROUP]",
        "Id of a meeting, or of a billing group such as rc2.",
        complete.groups,
        offer=LAST,
        unless="templates",
    ),
]


def _again(before: str) -> None:
    """Say which notes were written before; a person may stop there."""
    from ccmcost.cli.asking import Declined

    tell(before)
    if somebody_there() and not agrees("Write these notes all the same?"):
        raise Declined("written")


class Notes(NamedTuple):
    """Which notes to write, to whom, in which language, where."""

    state: Annotated[
        WORDS,
        Option(
            "CODES",
            "Notes to these States only; default: all States concerned.",
            complete=complete.states,
            offer=NOTHING,
        ),
    ] = ()
    lang: LetterLang = ()
    earlier: Annotated[
        str | None,
        Option(
            "TEXT",
            "Date and reference of the first reminder, for reminder2.",
            read=readers.line,
            offer=NOTHING,
            beside="kind=reminder2",
        ),
    ] = None
    since: Annotated[
        date | None, Option("DATE", "With receipt: only payments of this value date and later.")
    ] = None

    def fit(self, kind: str) -> None:
        """Refuse what does not go with the kind of note."""
        if self.earlier and kind != "reminder2":
            raise UsageError("--earlier goes with --kind reminder2.")
        if self.since is not None and kind != "receipt":
            raise UsageError("--since goes with --kind receipt.")


def _in_office(templates: bool, rest: readers.Rest) -> None:
    """A check: that there are books to write of."""
    if not templates:
        readers.in_office(rest)


def _any_account(name: tuple[str, ...], rest: readers.Rest) -> None:
    """A check: that there is anything to write of, whatever the kind."""
    _has_subject(name, "", rest)


def _has_subject(name: tuple[str, ...], kind: str, rest: readers.Rest) -> None:
    """A check: that there is something to write of in a note of a kind."""
    from ccmcost.documents.letters.subject import need_subject
    from ccmcost.sharing.request import group_of

    need_subject(rest.books, group_of(rest.data, name), kind)


@command(
    "ccmcost letters msp12 --kind cover --lang fr",
    "ccmcost letters msp12 --kind reminder1 --as-of 2025-06-30",
    'ccmcost letters msp12 --kind reminder2 --state EGY --earlier "30 June 2025, '
    'CCM-MSP12-EGY-REMINDER1"',
    "ccmcost letters --templates    copy the templates into templates/, to be edited",
    checks=(_in_office, _any_account, _has_subject),
)
def letters(
    name: ToWhom = None,
    *,
    kind: LetterKind = None,
    notes: Notes,
    templates: Annotated[
        bool, Option(None, "Copy the templates to templates/ for editing, and exit.")
    ] = False,
    out: Annotated[
        Path | None, Option("DIR", "Folder for the files; default: a folder in reports/.")
    ] = None,
    as_of: DocumentDay = None,
    data: Data = None,
) -> None:
    """Write notes verbales to missions (DOCX) and unsent e-mail drafts (.eml) with the issued
    notice attached.
    """
    from ccmcost.accounts.books import clean, open_books
    from ccmcost.desk.correspondence import write_notes
    from ccmcost.documents.letters import letter_wish
    from ccmcost.documents.letters.kept import folder_of
    from ccmcost.tables.docx_template import copy_templates
    from ccmcost.tables.screen import files_note

    if templates:
        made = "".join(f"made {name}\n" for name in copy_templates(open_workspace(data)))
        put(made or "templates/ holds all of them already; nothing was changed.\n")
        return
    assert name is not None and kind is not None
    notes.fit(kind)
    languages, on = template_languages(notes.lang), as_of_day(as_of)
    with open_books(open_workspace(data, on)) as desk:
        wish = letter_wish(
            desk,
            name,
            kind,
            notes.state,
            languages,
            on,
            earlier=clean(notes.earlier, "--earlier", needed=False),
            since=notes.since,
        )
        home = folder_of(desk.workspace.reports, wish.name, wish.kind, on)
        folder = out or home
        written = write_notes(desk, wish, folder, _again)
    for each in written.remarks:
        tell(each)
    if not written.notes:
        put(f"{wish.name}: no note ({wish.kind}) to write as at {on}.\n")
        return
    several = (f"{folder.as_posix()}/ ({len(written.files)} files)",)
    shown = files_note(written.files if len(written.files) <= MANY else several)
    put(f"{wish.name}: notes written ({wish.kind}) as at {on}: {len(written.notes)}\n{shown}\n")
