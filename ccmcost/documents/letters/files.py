"""Notes verbales as DOCX and unsent e-mail drafts with the issued notice attached:
contacts, words, templates, files.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any, NamedTuple

from ccmcost.accounts.books import Books
from ccmcost.documents.letters import LetterWish, Note, notes_of
from ccmcost.documents.letters.kept import stem_of
from ccmcost.errors import DataError
from ccmcost.findings import Finding
from ccmcost.intake.finder import StateFinder
from ccmcost.ledger.events import head
from ccmcost.ledger.queries import documents
from ccmcost.load.data import Data
from ccmcost.load.office import load_issuer
from ccmcost.manifest import inputs_of, publish_beside
from ccmcost.model.office import Contact, Issuer, is_address
from ccmcost.tables.docx_template import load_templates
from ccmcost.text import blanked
from ccmcost.words.catalogue import LANGUAGES, TEMPLATES
from ccmcost.words.speaker import Speaker
from ccmcost.workspace import shown_path

MANY = 12
"""More States than this are told as a number."""


class Letters(NamedTuple):
    """The notes that were written, their files, and what a person must know:
    who was left out, what is missing.
    """

    notes: tuple[Note, ...]
    files: tuple[str, ...]
    remarks: tuple[str, ...]


def write_letters(books: Books, wish: LetterWish, folder: Path) -> Letters:
    """Write the notes of one kind into `folder`, all or nothing.

    Raises UsageError for a wrong request; DataError for wrong contacts or templates, or a notice
    that is not as issued.
    """
    notes, remarks = notes_of(books, wish)
    if not notes and not folder.exists():
        return Letters((), (), tuple(remarks))
    data = Data(books.workspace)
    contacts = data.contacts(StateFinder(books.states), TEMPLATES)
    issuer = load_issuer(data, books.convention)
    written = [
        (note, language) for note in notes for language in _languages(contacts.get(note.code), wish)
    ]
    needed = sorted({language for _, language in written})
    words = {
        language: Speaker(language, books.convention, books.states, "letters")
        for language in needed
    }
    templates = load_templates(data, wish.kind, needed)
    files: dict[str, bytes] = {}
    no_draft: dict[str, list[str]] = {}
    unattached: list[str] = []
    for note, language in written:
        contact, said = contacts.get(note.code), words[language]
        title, stem = f"{note.reference}, {note.on.isoformat()}", stem_of(note, language)
        fields = note_fields(note, contact, issuer, said)
        files[f"{stem}.docx"] = templates[language].fill(fields, title, language, note.on)
        if contact is None or not contact.emails:
            lacks = "contact" if contact is None else "e-mail address"
            no_draft.setdefault(f"no {lacks} in contacts.csv", []).append(note.code)
            continue
        attached = _attachments(books, note, language, unattached)
        subject, text = mail_of(fields, said, [name for name, _ in attached])
        files[f"{stem}.eml"] = mail_draft(contact, issuer.contact, subject, text, attached)
    paths = publish_beside(
        folder, files, _about(books, wish, data), lambda file: not _is_own(file, wish, books)
    )
    remarks += dict.fromkeys(unattached)
    remarks += _remarks(wish, issuer, words, no_draft, bool(notes))
    return Letters(tuple(notes), paths, tuple(remarks))


def _remarks(
    wish: LetterWish,
    issuer: Issuer,
    words: Mapping[str, Speaker],
    no_draft: Mapping[str, Sequence[str]],
    any_notes: bool,
) -> list[str]:
    """What a person should know of notes that are written."""
    remarks = [
        f"{_named(dict.fromkeys(codes))}: {why}, so there is no e-mail draft."
        for why, codes in no_draft.items()
    ]
    if wish.kind == "reminder2" and any_notes and not wish.earlier:
        remarks.append(
            "The first reminder is not named: --earlier says its date and reference, or fill in "
            "the placeholder."
        )
    return remarks + [
        "issuer.toml does not say how the name of the office stands within a sentence "
        f"({language}), so it stands without an article. Add {language} to [office.in_text], "
        f"such as {said('in_text_example')}."
        for language, said in words.items()
        if said.lacks_article(issuer)
    ]


def _named(codes: Collection[str]) -> str:
    """Some States by their codes, many by their number."""
    return ", ".join(codes) if len(codes) <= MANY else f"{len(codes)} States"


def _languages(contact: Contact | None, wish: LetterWish) -> tuple[str, ...]:
    return (contact.language,) if contact is not None and contact.language else wish.languages


def _about(books: Books, wish: LetterWish, data: Data) -> dict[str, object]:
    seq, last = head(books.ledger)
    return {
        "document": "letters",
        "as_of": wish.on.isoformat(),
        "letters": {"kind": wish.kind, "meeting": wish.name},
        "ledger": {"events": seq, "last_hash": last},
        "inputs": inputs_of(data.sources),
    }


def _is_own(file: str, wish: LetterWish, books: Books) -> bool:
    """Whether a run replaces a file: notes of another kind or meeting stay;
    with --state also those to other States.
    """
    start = f"{books.convention.prefix}-{wish.name.upper()}"
    return (
        re.match(rf"{re.escape(start)}-({'|'.join(wish.states) or '[A-Z0-9]+'})-{wish.kind}-", file)
        is not None
    )


def note_fields(
    note: Note, contact: Contact | None, issuer: Issuer, words: Speaker
) -> dict[str, Any]:
    """The fields of a note as text; without a contact the mission is named by its kind and the
    State.
    """
    state, mission = words.state(note.code), words.mission(note.code)
    named = words("mission_of", mission=mission, state=state) if mission else state
    appeal = (
        {"appeal": words.convention.appeal_on(note.on, words.language)}
        if note.kind.startswith("reminder")
        else {}
    )
    return (
        words.office_fields(issuer, note.on)
        | appeal
        | {
            "address": ", ".join(issuer.address) or words.missing("office.address"),
            "contact": issuer.contact or words.missing("office.contact"),
            "reference": note.reference,
            "quote": note.quote,
            "mission": contact.mission if contact and contact.mission else named,
            "state": state,
            "code": note.code,
            **words.said(note.fields),
        }
    )


def mail_of(fields: dict[str, Any], words: Speaker, names: list[str]) -> tuple[str, str]:
    """Subject and text of the mail that goes with a note; `names` are the files attached to it."""
    attached = words("mail_attached", files=", ".join(names)) if names else ""
    return words("mail_subject", **fields), words("mail_body", attached=attached, **fields)


def _attachments(
    books: Books, note: Note, language: str, unattached: list[str]
) -> list[tuple[str, bytes]]:
    """The issued documents, in the language of the note if they were issued in it,
    else in the first that they were.
    """
    known, found = documents(books.ledger), []
    for number in note.numbers:
        own = {
            name.removesuffix(".pdf").rpartition("-")[2]: name
            for name, (of, _) in known.items()
            if of == number
        }
        name = next((own[each] for each in (language, *LANGUAGES) if each in own), None)
        if name is None:
            unattached.append(
                f"{note.code}: {number} has no document in notices/, so none is attached."
            )
        else:
            found.append((name.rpartition("/")[2], _issued(books, name, known[name][1])))
    return found


def _issued(books: Books, name: str, sha256: str) -> bytes:
    """An issued document, if it is still the one that was issued."""
    path = books.workspace.notices / name
    content = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(content).hexdigest() != sha256:
        message = (
            "the document is missing or not the one that was issued, so it is not sent. See: "
            "ccmcost ledger verify."
        )
        raise DataError([Finding(shown_path(path), 0, "", "output-changed", message)])
    return content


def mail_draft(
    to: Contact, sender: str, subject: str, text: str, files: Sequence[tuple[str, bytes]]
) -> bytes:
    """The draft as the bytes of an .eml file; the same draft gives the same bytes. `files` are PDF
    attachments by name.

    Addresses are plain ones (`load_contacts` sees to it; `sender` may be none) and every header is
    one line, so that no name can add a header.
    """
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    if is_address(sender):
        message["From"] = Address(addr_spec=sender)
    message["To"] = [
        Address(display_name=_line(to.mission), addr_spec=email) for email in to.emails
    ]
    message["Subject"] = _line(subject)
    message.set_content(text, charset="utf-8", cte="quoted-printable")
    for name, content in files:
        message.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    if files:
        # A boundary that depends on nothing but the draft; as a hash it cannot stand in one of its
        # parts.
        seal = hashlib.sha256(repr((to, subject, text, [name for name, _ in files])).encode())
        for _, content in files:
            seal.update(content)
        message.set_boundary(f"=_{seal.hexdigest()[:40]}")
    return message.as_bytes()


def _line(text: str) -> str:
    return " ".join(blanked(text).split())
