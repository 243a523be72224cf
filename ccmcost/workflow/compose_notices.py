"""Notices and annexes of one apportionment, composed in memory: every liable State, every language asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from ccmcost.documents.assessment.notice import notice, reference
from ccmcost.documents.assessment.notice_page import notice_data, notice_page
from ccmcost.errors import UsageError
from ccmcost.load.data import Data
from ccmcost.manifest import file_name
from ccmcost.model.assessment import Apportionment
from ccmcost.model.issuer import Issuer
from ccmcost.render.pdf import Press
from ccmcost.sharing.annex import annex_data, annex_page
from ccmcost.sharing.request import find_states, printable
from ccmcost.words.catalogue import LANGUAGES
from ccmcost.words.speaker import Speaker
from ccmcost.workspace import Workspace

FOLDER = "invoices"
ANNEX = "annex.pdf"
Progress = Callable[[int, int], None]


class NoticeWish(NamedTuple):
    """Which notices to write. `only_own` tells that earlier notices of the same calculation stay beside them."""

    languages: tuple[str, ...]
    states: tuple[str, ...]
    only_own: bool
    issuer: Issuer
    with_annex: bool = True


def wished_notices(result: Apportionment, languages: tuple[str, ...], states: tuple[str, ...], issuer: Issuer) -> NoticeWish:
    """The options --lang and --state (`fr,es`, `JPN,FRA`), checked; all liable States in English if they are not given."""
    known = [language for language in LANGUAGES if language in result.convention.languages]
    wanted = {word.strip().lower() for item in languages for word in item.split(",") if word.strip()} or {"en"}
    for language in sorted(wanted - set(known)):
        raise UsageError(f'--lang: "{printable(language)}" is no language of notices. Known: {", ".join(known)}.')
    bearing = [line.code for line in result.assessment.lines]
    codes = find_states(states, "--state", result.states, lambda code: code in bearing)
    for code in codes:
        if code not in bearing:
            why = f"{result.states.name(code)} ({code}) bears no part of this cost, so there is no notice to it."
            raise UsageError(f"--state: {why}")
    return NoticeWish(
        tuple(language for language in known if language in wanted),
        tuple(code for code in bearing if code in codes or not codes),
        bool(languages or states),
        issuer,
    )


def find_issuer(workspace: Workspace) -> Issuer:
    """The issuer of the workspace. Raises DataError with all that is wrong in issuer.toml."""
    data = Data(workspace)
    return data.checked(data.issuer)


def compose(result: Apportionment, as_of: date, wish: NoticeWish, progress: Progress | None = None) -> dict[str, bytes]:
    """The PDF files by path relative to the meeting's folder: one for each State and language, one annex a language.

    Raises WriteError if a font is missing or a page cannot be set.
    """
    presses = {language: Press("notice.typ", language, as_of) for language in wish.languages}
    views = [notice([result], code, wish.issuer, as_of) for code in wish.states]
    files: dict[str, bytes] = {}
    for language, press in presses.items():
        words = Speaker(language, result.convention, result.states)
        for view in views:
            page = notice_page(view, words, file_name(result, ANNEX))
            files[notice_path(result, language, view.code)] = press.pdf(
                page, notice_data(view), f"the notice to {view.code}"
            )
            if progress is not None:
                progress(len(files), len(views) * len(presses))
    annexes = wish.languages if wish.with_annex else ()
    return files | dict(_annex(result, as_of, language, wish.issuer) for language in annexes)


def parts_of(wish: NoticeWish, size: int) -> list[NoticeWish]:
    """The same notices in parts of at most `size`, one language each, one with the annex, for several processes to set."""
    return [
        wish._replace(languages=(language,), states=wish.states[first : first + size], with_annex=first == 0)
        for language in wish.languages
        for first in range(0, len(wish.states), size)
    ]


def _annex(result: Apportionment, as_of: date, language: str, issuer: Issuer) -> tuple[str, bytes]:
    page = annex_page(result, as_of, issuer, Speaker(language, result.convention, result.states))
    content = Press("annex.typ", language, as_of).pdf(page, annex_data(result, as_of), "the annex")
    return file_name(result, f"{FOLDER}/{language}/{ANNEX}"), content


def notice_path(result: Apportionment, language: str, code: str) -> str:
    """Where a notice lies: `invoices/fr/CCM-MSP11-JPN.pdf`, with SPECIMEN- before the name of a specimen."""
    return file_name(result, f"{FOLDER}/{language}/{reference(result, code)}.pdf")


def register(result: Apportionment, kept: Mapping[str, str], files: Mapping[str, bytes]) -> dict[str, bytes]:
    """`invoices/register.csv`: each notice among the files with its State, reference, amount and SHA-256.

    Those of an earlier run are `kept`, with the SHA-256 of the day they were written.
    """
    import hashlib

    from ccmcost.render.register_csv import Entry, register_csv

    hashes = {**kept, **{path: hashlib.sha256(content).hexdigest() for path, content in files.items()}}
    entries = [
        Entry(line.code, reference(result, line.code), result.cost.total.of(line.amount), path, hashes[path])
        for language in LANGUAGES
        for line in result.assessment.lines
        if (path := notice_path(result, language, line.code)) in hashes
    ]
    return {file_name(result, f"{FOLDER}/register.csv"): register_csv(entries, FOLDER + "/").encode()}
