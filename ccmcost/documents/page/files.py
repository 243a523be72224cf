"""The folder of the pages: a page takes the place of its own predecessor,
and the index names the pages that are there.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from ccmcost.documents.page.content import Names
from ccmcost.documents.page.html import index_html, page_html
from ccmcost.errors import UsageError
from ccmcost.load.data import Data
from ccmcost.manifest import (
    NAME,
    SPECIMEN,
    file_name,
    kept_outputs,
    made_here,
    refuse_other_work,
    with_manifest,
)
from ccmcost.model.convention import Convention
from ccmcost.model.rule import Rule
from ccmcost.publish import replacing
from ccmcost.sharing.compute import Basis, compute, load_basis
from ccmcost.sharing.request import Request, printable
from ccmcost.words.catalogue import LANGUAGES
from ccmcost.workspace import Workspace

INDEX = "index.html"
DOCUMENT = "pages"


class PageWish(NamedTuple):
    """Whether rules can be chosen on the page, and the language it begins with."""

    rules: bool = False
    language: str = "en"


def write_page(
    workspace: Workspace, meeting: str, request: Request, wish: PageWish, folder: Path
) -> tuple[str, ...]:
    """Write the page of one meeting, and the index again if there is one; returns the paths
    written.

    Raises UsageError for a wrong request, DataError with all findings at once, TieOutError if
    totals do not tie.
    """
    basis = load_basis(workspace, meeting, request)
    wish = _checked(wish, basis.convention)
    name, content = _page(basis, request, wish, _other_names(basis.data))
    register = _register(workspace)[0] if INDEX in (made_here(folder) or ()) else None
    return _write({name: content}, [basis.meeting.id], folder, wish.language, register)


def write_all_pages(
    workspace: Workspace, request: Request, wish: PageWish, folder: Path
) -> tuple[str, ...]:
    """Write the pages of all meetings that have a day, a scale, a list and a cost, and an index;
    returns the paths.

    Raises UsageError for an option that belongs to one meeting, DataError with all findings at
    once.
    """
    for option in ("cost", "currency", "participants", "scale", "scale_provisional"):
        if getattr(request, option):
            raise UsageError(
                f"--{option.replace('_', '-')} belongs to one meeting; it does not go with --all."
            )
    data, ready = _register(workspace)
    wish = _checked(wish, data.convention)
    files: dict[str, bytes] = {}
    names: Names | None = None
    for meeting in ready:
        basis = load_basis(workspace, meeting, request)
        names = _other_names(basis.data) if names is None else names
        name, files[name] = _page(basis, request, wish, names)
    return _write(files, data.meetings, folder, wish.language, data)


def _register(workspace: Workspace) -> tuple[Data, list[str]]:
    """The data with all that the register rests on, free of errors,
    and the meetings that can have a page.
    """
    data = Data(workspace)
    ready = [
        meeting.id
        for meeting in data.meetings.values()
        if data.list_of(meeting.id)
        and data.costs.get(meeting.id)
        and meeting.day
        and data.scale_for(meeting.day)
    ]
    data.checked(data.states, data.treaty)
    return data, ready


def _checked(wish: PageWish, convention: Convention) -> PageWish:
    known = [language for language in LANGUAGES if language in convention.languages]
    language = wish.language.strip().lower()
    if language not in known:
        raise UsageError(
            f'--lang: "{printable(wish.language)}" is no language of pages. Name one of '
            f"{', '.join(known)}."
        )
    return wish._replace(language=language)


def _page(basis: Basis, request: Request, wish: PageWish, names: Names) -> tuple[str, bytes]:
    others = _other_rules(basis.data) if wish.rules else None
    base = compute(basis, request)
    return file_name(base, f"{basis.meeting.id}.html"), page_html(
        base, others, names, wish.language
    )


def _other_rules(data: Data) -> tuple[Rule, ...]:
    """The convention's rules that ask who takes part; one on the States Parties alone shares other
    costs.
    """
    found = [data.rule(name) for name in data.convention.rules]
    data.findings.stop_on_errors()
    return tuple(rule for rule in found if rule is not None and rule.liable != "parties_only")


def _other_names(data: Data) -> Names:
    """Names by which a State is known or was known, besides its formal names and those that the
    page shows.
    """
    names: dict[str, dict[str, None]] = {}
    shown = {code: set(data.states.names(code).values()) for code in data.states}
    for each in data.checked(data.state_names):
        if each.kind != "formal" and each.name not in shown[each.iso3]:
            names.setdefault(each.iso3, {})[each.name] = None
    return {code: tuple(found) for code, found in names.items()}


def _write(
    files: dict[str, bytes],
    meetings: Iterable[str],
    folder: Path,
    language: str,
    register: Data | None,
) -> tuple[str, ...]:
    """Write pages in place of the earlier ones of these meetings,
    with an index if there is a register, all or nothing.
    """
    refuse_other_work(folder, DOCUMENT)
    replaced = {name for meeting in meetings for name in _names(meeting)} | {INDEX, NAME}

    def stays(name: str) -> bool:
        return name not in replaced

    with replacing(folder, made_here, keep=stays) as staging:
        kept = kept_outputs(folder, stays)
        if register is not None:
            there = {*(each["path"] for each in kept), *files}
            pages = [
                (meeting, next((name for name in _names(meeting.id) if name in there), ""))
                for meeting in register.meetings.values()
            ]
            files[INDEX] = index_html(register.convention, register.states, pages, language)
        for name, content in sorted(
            with_manifest(files, {"document": DOCUMENT}, kept=kept).items()
        ):
            staging.write(name, content)
    return tuple((folder / name).as_posix() for name in sorted([*files, NAME]))


def _names(meeting: str) -> tuple[str, str]:
    return f"{meeting}.html", f"{SPECIMEN}{meeting}.html"
