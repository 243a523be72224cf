"""Notes verbales as DOCX and unsent e-mail drafts: views from the ledger, words, templates, files."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from ccmcost.errors import DataError
from ccmcost.findings import Finding
from ccmcost.intake.finder import StateFinder
from ccmcost.ledger.events import head
from ccmcost.ledger.queries import documents
from ccmcost.load.contacts import load_contacts
from ccmcost.load.data import Data
from ccmcost.load.issuer import load_issuer
from ccmcost.manifest import inputs_of
from ccmcost.model.contact import Contact
from ccmcost.model.issuer import Issuer
from ccmcost.render.docx.letters import Secretary, letter_fields, mission_name
from ccmcost.render.docx.template import Template
from ccmcost.render.mail import Draft, mail_draft
from ccmcost.statement.letters import Letter
from ccmcost.words.catalogue import LANGUAGES as NOTICE_LANGUAGES
from ccmcost.words.numbers import day
from ccmcost.words.office import LANGUAGES, phrase
from ccmcost.words.speaker import Speaker
from ccmcost.workflow.books import Desk
from ccmcost.workflow.folder import publish_beside
from ccmcost.workflow.letter_views import LetterWish, Prepared, prepare
from ccmcost.workflow.templates import load_templates
from ccmcost.workspace import shown_path


class Letters(NamedTuple):
    """What was written, and what a person must know: who was left out, what is missing."""

    letters: tuple[Letter, ...]
    files: tuple[str, ...]
    remarks: tuple[str, ...]


class _Room(NamedTuple):
    """All that one note after the other needs; words and templates by language."""

    desk: Desk
    issuer: Issuer
    contacts: Mapping[str, Contact]
    words: Mapping[str, Secretary]
    templates: Mapping[str, Template]
    remarks: list[str]
    no_draft: dict[str, list[str]]
    """Why there is no e-mail draft, and the States concerned."""


def letters(desk: Desk, wish: LetterWish, folder: Path) -> Letters:
    """Write the notes of one kind into `folder`, all or nothing.

    Raises UsageError for a wrong request; DataError for wrong contacts or templates, or a notice that is not as issued.
    """
    prepared = prepare(desk, wish)
    if not prepared.letters and not folder.exists():
        return Letters((), (), prepared.remarks)
    data = Data(desk.workspace)
    room = _room(desk, wish, prepared, data)
    files: dict[str, bytes] = {}
    for letter, numbers in prepared.letters:
        for language in _languages(room, letter.code, wish):
            files |= _files(room, letter, numbers, language)
    seq, last = head(desk.ledger)
    about = {
        "document": "letters",
        "as_of": wish.on.isoformat(),
        "letters": {"kind": wish.kind, "meeting": wish.name},
        "ledger": {"events": seq, "last_hash": last},
        "inputs": inputs_of(data.sources),
    }
    keep = _others(wish, desk.convention.prefix)
    written = publish_beside(folder, files, about, keep)
    told = [
        f"{', '.join(dict.fromkeys(codes))}: {why}, so there is no e-mail draft." for why, codes in room.no_draft.items()
    ]
    if wish.kind == "reminder2" and prepared.letters and not wish.earlier:
        told.append("The first reminder is not named: --earlier says its date and reference, or fill in the placeholder.")
    told += [
        f"issuer.toml does not say how the name of the office stands within a sentence ({language}), so it stands "
        f"without an article. Add {language} to [office.in_text], such as {phrase(language, 'in_text_example')}."
        for language, words in room.words.items()
        if words.words.lacks_article(room.issuer)
    ]
    remarks = (*prepared.remarks, *dict.fromkeys(room.remarks), *told)
    return Letters(tuple(letter for letter, _ in prepared.letters), written, remarks)


def _others(wish: LetterWish, prefix: str) -> Callable[[str], bool]:
    """Notes of another kind or meeting stay; with --state also those to other States."""
    codes = "|".join(wish.states) or "[A-Z0-9]+"
    own = re.compile(rf"{re.escape(prefix)}-{re.escape(wish.name.upper())}-({codes})-{wish.kind}-")
    return lambda file: own.match(file) is None


def _room(desk: Desk, wish: LetterWish, prepared: Prepared, data: Data) -> _Room:
    contacts = load_contacts(data, StateFinder(desk.states), LANGUAGES)
    issuer = load_issuer(data, desk.convention)
    remarks: list[str] = []
    room = _Room(desk, issuer, contacts, {}, {}, remarks, {})
    needed = {language for letter, _ in prepared.letters for language in _languages(room, letter.code, wish)}
    words = {each: Secretary(Speaker(each, desk.convention, desk.states), issuer, desk.meetings) for each in sorted(needed)}
    templates = load_templates(data, wish.kind, sorted(needed))
    return room._replace(words=words, templates=templates)


def _languages(room: _Room, code: str, wish: LetterWish) -> tuple[str, ...]:
    contact = room.contacts.get(code)
    return (contact.language,) if contact is not None and contact.language else wish.languages


def _files(room: _Room, letter: Letter, numbers: tuple[str, ...], language: str) -> dict[str, bytes]:
    contact, words = room.contacts.get(letter.code), room.words[language]
    fields = letter_fields(letter, contact, words)
    stem = f"{letter.quote}-{letter.kind}-{language}"
    title = f"{letter.reference}, {letter.on.isoformat()}"
    files = {f"{stem}.docx": room.templates[language].fill(fields, title, language, letter.on)}
    if contact is None or not contact.emails:
        what = "no contact in contacts.csv" if contact is None else "no e-mail address in contacts.csv"
        room.no_draft.setdefault(what, []).append(letter.code)
        return files
    attached = _attachments(room, letter, numbers, language)
    draft = Draft(contact, room.issuer.contact, *_mail(letter, contact, words, [name for name, _ in attached]), attached)
    return files | {f"{stem}.eml": mail_draft(draft)}


def _mail(letter: Letter, contact: Contact, words: Secretary, names: list[str]) -> tuple[str, str]:
    """Subject and text."""
    language, convention = words.language, words.words.convention_name
    subject = phrase(language, "mail_subject", reference=letter.reference, convention=convention)
    text = phrase(
        language,
        "mail_body",
        mission=mission_name(letter, contact, words),
        opening=words.words.issuer_opening(words.issuer),
        issuer=words.words.of(words.issuer.names) or words.words.missing("office.names.en"),
        contact=words.issuer.contact or words.words.missing("office.contact"),
        reference=letter.reference,
        date=day(letter.on, language),
        convention=convention,
        attached=phrase(language, "mail_attached", files=", ".join(names)) if names else "",
    )
    return subject, text


def _attachments(room: _Room, letter: Letter, numbers: tuple[str, ...], language: str) -> list[tuple[str, bytes]]:
    """The issued documents, in the language of the note if they were issued in it, else in the first that they were."""
    known, found = documents(room.desk.ledger), []
    for number in numbers:
        own = {name.removesuffix(".pdf").rpartition("-")[2]: name for name, (of, _) in known.items() if of == number}
        order = [each for each in (language, *NOTICE_LANGUAGES) if each in own]
        if not order:
            room.remarks.append(f"{letter.code}: {number} has no document in notices/, so none is attached.")
            continue
        name = own[order[0]]
        found.append((name.rpartition("/")[2], _issued(room.desk, name, known[name][1])))
    return found


def _issued(desk: Desk, name: str, sha256: str) -> bytes:
    """An issued document, if it is still the one that was issued."""
    path = desk.workspace.notices / name
    content = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(content).hexdigest() != sha256:
        message = "the document is missing or not the one that was issued, so it is not sent. See: ccmcost ledger verify."
        raise DataError([Finding(shown_path(path), 0, "", "output-changed", message)])
    return content
