"""Pages for delegates: one meeting's base case, or all meetings, composed in memory and published as one set."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from ccmcost.errors import UsageError
from ccmcost.manifest import file_name
from ccmcost.model.convention import Convention
from ccmcost.model.rule import Rule
from ccmcost.render.page import page_html
from ccmcost.sharing.basis import Basis, load_basis
from ccmcost.sharing.compute import compute
from ccmcost.sharing.request import Request, printable
from ccmcost.statement.page import page_view
from ccmcost.words.catalogue import LANGUAGES
from ccmcost.workflow.page_files import Made, has_index, write_pages
from ccmcost.workflow.register import load_register
from ccmcost.workspace import Workspace

Names = Mapping[str, tuple[str, ...]]


class PageWish(NamedTuple):
    """Whether rules can be chosen on the page, and the language it begins with."""

    rules: bool = False
    language: str = "en"


def write_page(workspace: Workspace, meeting: str, request: Request, wish: PageWish, folder: Path) -> tuple[str, ...]:
    """Write the page of one meeting, and the index again if there is one; returns the paths written.

    Raises UsageError for a wrong request, DataError with all findings at once, TieOutError if totals do not tie.
    """
    basis = load_basis(workspace, meeting, request)
    wish = _checked(wish, basis.convention)
    name, content = _page(basis, request, wish, _other_names(basis))
    made = Made({name: content}, frozenset([basis.meeting.id]), wish.language)
    return write_pages(made, folder, load_register(workspace) if has_index(folder) else None)


def write_all_pages(workspace: Workspace, request: Request, wish: PageWish, folder: Path) -> tuple[str, ...]:
    """Write the pages of all meetings that have a day, a scale, a list and a cost, and an index; returns the paths.

    Raises UsageError for an option that belongs to one meeting, DataError with all findings at once.
    """
    own = {
        "--cost": request.cost,
        "--currency": request.currency,
        "--participants": request.participants,
        "--scale": request.scale,
        "--scale-provisional": request.scale_provisional,
    }
    for option, given in own.items():
        if given:
            raise UsageError(f"{option} belongs to one meeting; it does not go with --all.")
    register = load_register(workspace)
    wish = _checked(wish, register.convention)
    files: dict[str, bytes] = {}
    names: Names | None = None
    for entry in register.entries:
        if entry.scale and entry.listed and entry.cost:
            basis = load_basis(workspace, entry.meeting.id, request)
            names = names if names is not None else _other_names(basis)
            name, files[name] = _page(basis, request, wish, names)
    every = frozenset(entry.meeting.id for entry in register.entries)
    return write_pages(Made(files, every, wish.language), folder, register)


def _checked(wish: PageWish, convention: Convention) -> PageWish:
    known = [language for language in LANGUAGES if language in convention.languages]
    language = wish.language.strip().lower()
    if language not in known:
        raise UsageError(f'--lang: "{printable(wish.language)}" is no language of pages. Name one of {", ".join(known)}.')
    return wish._replace(language=language)


def _page(basis: Basis, request: Request, wish: PageWish, names: Names) -> tuple[str, bytes]:
    others = _other_rules(basis) if wish.rules else None
    base = compute(basis, request)
    return file_name(base, f"{basis.meeting.id}.html"), page_html(page_view(base, others, names), wish.language)


def _other_rules(basis: Basis) -> tuple[Rule, ...]:
    """The convention's rules that ask who takes part; one on the States Parties alone shares other costs."""
    found = basis.data.checked([basis.data.rule(name) for name in basis.convention.rules])
    return tuple(rule for rule in found if rule is not None and rule.liable != "parties_only")


def _other_names(basis: Basis) -> Names:
    """Names by which a State is known or was known, besides its formal names and those that the page shows."""
    names: dict[str, dict[str, None]] = {}
    shown = {code: set(basis.states.names(code).values()) for code in basis.states}
    for each in basis.data.checked(basis.data.state_names):
        if each.kind != "formal" and each.name not in shown[each.iso3]:
            names.setdefault(each.iso3, {})[each.name] = None
    return {code: tuple(found) for code, found in names.items()}
