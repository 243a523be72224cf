"""Notices and annexes of one apportionment, composed in memory: every liable State, every language
asked for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from ccmcost.documents.assessment.notice import notice, reference
from ccmcost.documents.assessment.notice_data import notice_data
from ccmcost.documents.assessment.notice_page import notice_page
from ccmcost.errors import UsageError
from ccmcost.intake.finder import StateFinder
from ccmcost.load.data import Data
from ccmcost.load.office import CONTACTS
from ccmcost.manifest import NAME, file_name, manifest, read_manifest
from ccmcost.model.assessment import Apportionment
from ccmcost.model.office import Issuer
from ccmcost.model.source import SourceFile
from ccmcost.sharing.annex import annex_data, annex_page
from ccmcost.sharing.request import find_languages, find_states
from ccmcost.tables.page import Press
from ccmcost.tables.records import PLAIN_CSV, Form, csv_text
from ccmcost.words.catalogue import LANGUAGES, TEMPLATES
from ccmcost.words.speaker import Speaker

FOLDER = "invoices"
ANNEX = "annex.pdf"
REGISTER = ("iso3", "reference", "amount", "file", "sha256")
Progress = Callable[[int, int], None]


class Addressees(NamedTuple):
    """The names by which the office addresses States, by code, and the file that says them."""

    names: Mapping[str, str]
    source: SourceFile | None = None


def addressees(data: Data) -> Addressees:
    """Whom notices are addressed to, as `contacts.csv` has it. Raises DataError for what is wrong
    there.
    """
    contacts = data.checked(data.contacts(StateFinder(data.states), TEMPLATES))
    names = {code: each.mission for code, each in contacts.items() if each.mission}
    return Addressees(names, data.file(CONTACTS, required=False) if names else None)


class NoticeWish(NamedTuple):
    """Which notices to write. `only_own` tells that earlier notices of the same calculation stay
    beside them, `form` how the CSV files beside them are written.
    """

    languages: tuple[str, ...]
    states: tuple[str, ...]
    only_own: bool
    issuer: Issuer
    with_annex: bool = True
    form: Form = PLAIN_CSV
    addressees: Addressees = Addressees({})


def wished_notices(
    result: Apportionment, languages: tuple[str, ...], states: tuple[str, ...], issuer: Issuer
) -> NoticeWish:
    """The options --lang and --state (`fr,es`, `JPN,FRA`), checked;
    all liable States in English if they are not given.
    """
    known = [language for language in LANGUAGES if language in result.convention.languages]
    wanted = find_languages(languages, known, '"{}" is not a language of notices')
    bearing = [line.code for line in result.assessment.lines]
    codes = find_states(states, "--state", result.states, lambda code: code in bearing)
    for code in codes:
        if code not in bearing:
            why = (
                f"{result.states.name(code)} ({code}) bears no part of this cost, so there is no "
                "notice to it."
            )
            raise UsageError(f"--state: {why}")
    return NoticeWish(
        wanted,
        tuple(code for code in bearing if code in codes or not codes),
        bool(languages or states),
        issuer,
    )


def compose(
    result: Apportionment, as_of: date, wish: NoticeWish, progress: Progress | None = None
) -> dict[str, bytes]:
    """The PDF files by path relative to the meeting's folder: one for each State and language, one
    annex a language.

    Raises WriteError if a font is missing or a page cannot be set.
    """
    presses = {language: Press("notice.typ", language, as_of) for language in wish.languages}
    views = [
        notice([result], code, wish.issuer, as_of, mission=wish.addressees.names.get(code, ""))
        for code in wish.states
    ]
    files: dict[str, bytes] = {}
    for language, press in presses.items():
        words = Speaker(language, result.convention, result.states)
        for view in views:
            files[notice_path(result, language, view.code)] = press.sealed(
                notice_page(view, words), notice_data(view), f"the notice to {view.code}"
            )
            if progress is not None:
                progress(len(files), len(views) * len(presses))
    for language in wish.languages if wish.with_annex else ():
        page = annex_page(
            result, as_of, wish.issuer, Speaker(language, result.convention, result.states)
        )
        content = Press("annex.typ", language, as_of).sealed(
            page, annex_data(result, as_of, wish.issuer), "the annex"
        )
        files[file_name(result, f"{FOLDER}/{language}/{ANNEX}")] = content
    return files


def resting_on(result: Apportionment, wish: NoticeWish) -> Apportionment:
    """The result with the files among its sources that say who issues the notices, and to whom."""
    own = [each for each in (wish.issuer.source, wish.addressees.source) if each]
    sources = sorted([*result.sources, *own], key=lambda each: (each.name, each.origin))
    return result._replace(sources=tuple(sources))


def parts_of(wish: NoticeWish, size: int) -> list[NoticeWish]:
    """The same notices in parts of at most `size`, one language each, one with the annex,
    for several processes to set.
    """
    return [
        wish._replace(
            languages=(language,), states=wish.states[first : first + size], with_annex=first == 0
        )
        for language in wish.languages
        for first in range(0, len(wish.states), size)
    ]


def notice_path(result: Apportionment, language: str, code: str) -> str:
    """Where a notice lies: `invoices/fr/CCM-MSP11-JPN.pdf`, with SPECIMEN- before the name of a
    specimen.
    """
    return file_name(result, f"{FOLDER}/{language}/{reference(result, code)}.pdf")


def register(
    result: Apportionment,
    kept: Mapping[str, str],
    files: Mapping[str, bytes],
    form: Form = PLAIN_CSV,
) -> dict[str, bytes]:
    """`invoices/register.csv`: each notice among the files with its State, reference, amount and
    SHA-256.

    Those of an earlier run are `kept`, with the SHA-256 of the day they were written.
    """
    hashes = {
        **kept,
        **{path: hashlib.sha256(content).hexdigest() for path, content in files.items()},
    }
    rows = [
        (
            line.code,
            reference(result, line.code),
            amount,
            path.removeprefix(f"{FOLDER}/"),
            hashes[path],
        )
        for language in LANGUAGES
        for line in result.assessment.lines
        if (path := notice_path(result, language, line.code)) in hashes
        if (amount := result.cost.total.of(line.amount).plain())
    ]
    content = csv_text(REGISTER, rows, form, ("amount",)).encode()
    return {file_name(result, f"{FOLDER}/register.csv"): content}


def earlier_notices(
    folder: Path, result: Apportionment, as_of: date, new: Mapping[str, bytes]
) -> dict[str, dict[str, Any]]:
    """Earlier files under invoices/ that rest on the same inputs, rule, list and cost, by path;
    else nothing.

    Each is an entry of the manifest, with the SHA-256 of the day it was written: a change since
    then stays visible. A folder never holds notices of two calculations: what rests on another one
    is replaced like everything else.
    """

    def basis(document: Mapping[str, Any]) -> dict[str, Any]:
        return {
            key: value
            for key, value in document.items()
            if key not in ("made_by", "as_of", "outputs")
        }

    document = read_manifest(folder / file_name(result, NAME))
    if document is None or basis(document) != basis(manifest(result, {}, as_of)):
        return {}
    stay = (
        each
        for each in document["outputs"]
        if each["path"].startswith(f"{FOLDER}/") and each["path"] not in new
    )
    return {each["path"]: each for each in stay if (folder / each["path"]).is_file()}
