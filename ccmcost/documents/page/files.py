"""The folder of the pages: a page takes the place of its own predecessor, and the index names the
pages that are there.

Page and index are self-contained: words, figures, style and script inside, and a policy that
allows nothing else. It names the one script and the one style by their hashes, so neither a changed
nor an added script runs, and no request leaves the page. Text reaches the document only as JSON or
escaped.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from html import escape
from itertools import groupby
from pathlib import Path
from string import Template
from typing import NamedTuple

from ccmcost.documents.page import Names, index_json, listed, page_json, shown
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
from ccmcost.model.assessment import Apportionment
from ccmcost.model.convention import Convention
from ccmcost.model.meeting import Meeting
from ccmcost.model.rule import Rule
from ccmcost.model.states import States
from ccmcost.publish import replacing
from ccmcost.sharing.compute import Basis, compute, load_basis
from ccmcost.sharing.request import Request, find_language
from ccmcost.text import spelt_out
from ccmcost.words.catalogue import LANGUAGES
from ccmcost.words.speaker import Speaker
from ccmcost.workspace import Workspace

INDEX = "index.html"
DOCUMENT = "pages"


Seen = Callable[[Apportionment], None]
"""Is given a result that a page shows."""


class PageWish(NamedTuple):
    """Whether rules can be chosen on the page, the language it begins with, and whether an index
    stands beside it.
    """

    rules: bool = False
    language: str = "en"
    with_index: bool = False


def write_page(
    workspace: Workspace,
    meeting: str,
    request: Request,
    wish: PageWish,
    folder: Path,
    seen: Seen = lambda _: None,
) -> tuple[str, ...]:
    """Write the page of one meeting, and the index again if there is one; returns the paths
    written. The result is `seen` too.

    Raises UsageError for a wrong request, DataError with all findings at once, TieOutError if
    totals do not tie.
    """
    basis = load_basis(workspace, meeting, request)
    has_index = INDEX in (made_here(folder) or ())
    wish = _checked(wish, basis.convention)._replace(with_index=has_index)
    name, content = _page(basis, request, wish, _other_names(basis.data), seen)
    register = _register(workspace)[0] if has_index else None
    return _write({name: content}, [basis.meeting.id], folder, wish.language, register)


def write_all_pages(
    workspace: Workspace,
    request: Request,
    wish: PageWish,
    folder: Path,
    seen: Seen = lambda _: None,
) -> tuple[str, ...]:
    """Write the pages of all meetings that have a day, a scale, a list and a cost, and an index;
    returns the paths. Every result is `seen` too.

    Raises UsageError for an option that belongs to one meeting, DataError with all findings at
    once.
    """
    for option in ("cost", "currency", "participants", "scale", "scale_provisional"):
        if getattr(request, option):
            raise UsageError(
                f"--{option.replace('_', '-')} belongs to one meeting; it does not go with --all."
            )
    data, ready = _register(workspace)
    wish, names = _checked(wish, data.convention)._replace(with_index=True), _other_names(data)
    pages = (
        _page(load_basis(workspace, meeting, request), request, wish, names, seen)
        for meeting in ready
    )
    return _write(dict(pages), data.meetings, folder, wish.language, data)


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
        and data.scale_of(meeting)
    ]
    data.checked(data.states, data.treaties)
    return data, ready


def _checked(wish: PageWish, convention: Convention) -> PageWish:
    known = [language for language in LANGUAGES if language in convention.languages]
    fault = '"{}" is not a language of pages'
    return wish._replace(language=find_language(wish.language, known, fault))


def _page(
    basis: Basis, request: Request, wish: PageWish, names: Names, seen: Seen
) -> tuple[str, bytes]:
    others = _other_rules(basis) if wish.rules else None
    base = compute(basis, request)
    seen(base)
    name = file_name(base, f"{basis.meeting.id}.html")
    return name, page_html(base, others, names, wish)


def _other_rules(basis: Basis) -> tuple[Rule, ...]:
    """The convention's rules that ask who takes part; one on the States Parties alone shares other
    costs.
    """
    found = [basis.data.rule(name) for name in basis.convention.rules]
    basis.data.findings.stop_on_errors()
    return tuple(rule for rule in found if rule is not None and rule.liable != "parties_only")


def _other_names(data: Data) -> Names:
    """Names by which a State is known or was known, besides those that the page shows."""
    names: dict[str, dict[str, None]] = {}
    shown = {code: set(data.states.names(code).values()) for code in data.states}
    for each in data.checked(data.state_names):
        if each.name not in shown[each.iso3]:
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
            names = _other_names(register)
            files[INDEX] = index_html(register.convention, register.states, pages, names, language)
        outputs = with_manifest(files, {"document": DOCUMENT}, kept=kept)
        for name in sorted(outputs):
            staging.write(name, outputs[name])
    return tuple((folder / name).as_posix() for name in sorted([*files, NAME]))


def _names(meeting: str) -> tuple[str, str]:
    return f"{meeting}.html", f"{SPECIMEN}{meeting}.html"


ASSETS = Path(__file__).resolve().parent.parent.parent / "assets" / "page"
_IMPORT = re.compile(r'^import \{ [\w, ]+ \} from "\./(\w+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:(?:async )?function|class|const) )", re.MULTILINE)


def page_html(
    base: Apportionment, others: tuple[Rule, ...] | None, names: Names, wish: PageWish
) -> bytes:
    """The page of one meeting, in the language to begin with; see `page_json`.
    Same case, same bytes.
    """
    assert base.meeting is not None
    words = Speaker(wish.language, base.convention, base.states, "page")
    slots = {
        "asleep": escape(words("page_asleep")),
        "data": page_json(base, others, names, wish.language, wish.with_index),
    }
    about = spelt_out(words.of(base.meeting.names))
    return _filled("page.html", words, about, slots, joined_script("main.js"))


def index_html(
    convention: Convention,
    states: States,
    pages: Iterable[tuple[Meeting, str]],
    names: Names,
    language: str,
) -> bytes:
    """The index of the pages: every meeting of the register, newest first under its year, with a
    link to the file of its page if there is one. It can be read and used without its script.
    """
    words = Speaker(language, convention, states, "page")
    name = shown(words.convention_name)
    newest = sorted(pages, key=lambda page: page[0].day or date.max, reverse=True)
    slots = {
        "convention": escape(name),
        "unofficial": escape(words("page_unofficial")),
        "note": escape(words("page_index_note")),
        "private": escape(words("page_private")),
        "years": "\n".join(
            _year(year, list(found), words)
            for year, found in groupby(newest, lambda page: page[0].day and page[0].day.year)
        ),
        "data": index_json(convention, states, newest, names, language),
    }
    return _filled("index.html", words, name, slots, joined_script("index.js"))


def _year(year: int | None, pages: Iterable[tuple[Meeting, str]], words: Speaker) -> str:
    unknown = f'<h2 data-word="page_index_no_day">{escape(words("page_index_no_day"))}</h2>'
    heading = unknown if year is None else f"<h2>{year}</h2>"
    rows = "\n".join(_row(meeting, file, words) for meeting, file in pages)
    return f'  <section>\n    {heading}\n    <ul class="meetings">\n{rows}\n    </ul>\n  </section>'


def _row(meeting: Meeting, file: str, words: Speaker) -> str:
    name, when = (escape(text) for text in listed(meeting, file, words))
    title = f'<a href="{escape(file)}">{name}</a>' if file else f"<span>{name}</span>"
    return f'      <li data-meeting="{escape(meeting.id)}">{title} <small>{when}</small></li>'


def _filled(
    template: str, words: Speaker, about: str, slots: Mapping[str, str], script: str
) -> bytes:
    """A template with what every page has: language, policy, title, style and script."""
    style, heading = asset("page.css"), escape(words("page_title"))
    return (
        Template(asset(template))
        .substitute(
            slots,
            lang=words.language,
            dir=words.direction,
            policy=_policy(style, script),
            title=f"{heading} – {escape(about)}",
            heading=heading,
            style=style,
            script=script,
        )
        .encode()
    )


@cache
def asset(name: str) -> str:
    """A file of the page, as text with line feeds."""
    return (ASSETS / name).read_text(encoding="utf-8")


@cache
def joined_script(first: str) -> str:
    """A module and all that it needs as one script: each after those it imports, without import
    and export, in one function of its own.
    """
    parts: dict[str, str] = {}

    def join(name: str) -> None:
        if name not in parts:
            text = asset(name)
            for needed in _IMPORT.findall(text):
                join(needed)
            parts[name] = _EXPORT.sub("", _IMPORT.sub("", text)).lstrip("\n")

    join(first)
    return '"use strict";\n(() => {\n' + "\n".join(parts.values()) + "})();\n"


def _policy(style: str, script: str) -> str:
    """A Content-Security-Policy that allows this style and this script and nothing else."""
    allowed = f"script-src {_hash(script)}; style-src {_hash(style)}"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
