"""Notes verbales as DOCX with what they enclose, and unsent e-mail drafts: contacts, words,
templates, files.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ccmcost.accounts.books import Books
from ccmcost.documents.letters import LetterWish, Note, Notes, notes_of
from ccmcost.documents.letters.kept import (
    BETWEEN,
    just_reminded,
    last_reminders,
    stem_of,
    written_before,
)
from ccmcost.documents.letters.mail import mail_draft, mail_of
from ccmcost.errors import DataError
from ccmcost.findings import Finding
from ccmcost.intake.finder import StateFinder
from ccmcost.ledger.events import head
from ccmcost.ledger.queries import documents
from ccmcost.load.data import Data
from ccmcost.load.office import load_issuer
from ccmcost.manifest import inputs_of, publish_beside
from ccmcost.model.office import Contact, Issuer
from ccmcost.sharing.request import find_group
from ccmcost.tables.docx_template import load_templates
from ccmcost.words.catalogue import LANGUAGES, TEMPLATES
from ccmcost.words.missions import mission_of, to_mission
from ccmcost.words.speaker import Speaker
from ccmcost.words.status import named_in_english
from ccmcost.workspace import shown_path

MANY = 12
"""More States than this are told as a number."""

Attachment = tuple[str, bytes]
Statement = Callable[[str, str], bytes]
"""The statement of account of a State, as at the day of the notes, in a language, as PDF."""


class Letters(NamedTuple):
    """The notes that were written, their files, and what a person must know:
    who was left out, what is missing.
    """

    notes: tuple[Note, ...]
    files: tuple[str, ...]
    remarks: tuple[str, ...]


def _speaker(books: Books, note: Note, language: str) -> Speaker:
    """Who words a note: it names the one treaty under which all the meetings that it lists are
    held, if it is one.
    """
    convention = books.convention.of_all(books.meetings[each].instrument for each in note.meetings)
    return Speaker(language, convention, books.states, "letters")


def write_letters(
    books: Books,
    wish: LetterWish,
    folder: Path,
    statement: Statement | None = None,
    again: Callable[[str], None] = lambda _: None,
) -> Letters:
    """Write the notes of one kind into `folder`, all or nothing. A `statement` of account goes with
    each of them, but for those that acknowledge payments: they show the account themselves.
    `again` is told, before anything is written, of notes of another day that make these doubtful.

    Raises UsageError for a wrong request; DataError for wrong contacts or templates, or a notice
    that is not as issued.
    """
    notes, remarks = _notes(books, wish, again)
    if not notes and not folder.exists():
        return Letters((), (), tuple(remarks))
    data = Data(books.workspace)
    contacts = data.contacts(StateFinder(books.states), TEMPLATES)
    issuer = load_issuer(data, books.convention)
    written = [
        (note, language) for note in notes for language in _languages(contacts.get(note.code), wish)
    ]
    needed = sorted({language for _, language in written})
    words = {each: Speaker(each, books.convention, books.states, "letters") for each in needed}
    templates = load_templates(data, wish.kind, needed)
    files: dict[str, bytes] = {}
    no_draft: dict[str, list[str]] = {}
    unattached: list[str] = []
    for note, language in written:
        contact, said = contacts.get(note.code), _speaker(books, note, language)
        title, stem = f"{note.reference}, {note.on.isoformat()}", stem_of(note, language)
        issued = _issued_notices(books, note, language, unattached)
        attached = [attachment for _, attachment in issued]
        accounts = _account(statement, note, language)
        files |= accounts
        attached += accounts
        fields = note_fields(
            note,
            contact,
            issuer,
            said,
            [number for number, _ in issued],
            bool(accounts),
        )
        files[f"{stem}.docx"] = templates[language].fill(fields, title, language, note.on)
        if contact is None or not contact.emails:
            lacks = "contact" if contact is None else "e-mail address"
            no_draft.setdefault(f"no {lacks} in contacts.csv", []).append(note.code)
            continue
        subject, text = mail_of(note.kind, fields, said, [name for name, _ in attached])
        files[f"{stem}.eml"] = mail_draft(contact, issuer.contact, subject, text, attached)
    paths = publish_beside(
        folder, files, _about(books, wish, data), lambda file: not _is_own(file, wish, books)
    )
    remarks += dict.fromkeys(unattached)
    remarks += _remarks(wish, issuer, words, no_draft, _not_reminded(notes, wish))
    remarks += _in_english(books, wish, issuer, needed)
    return Letters(tuple(notes), paths, tuple(remarks))


def _notes(books: Books, wish: LetterWish, again: Callable[[str], None]) -> Notes:
    found = notes_of(books, wish, last_reminders(books.workspace.reports, wish.name, wish.on))
    about = (books.workspace.reports, wish.name, found.notes)
    if before := written_before(*about):
        otherwise = _OTHERWISE.get(wish.kind, "--state writes to the States named only.")
        again(f"{_found(f'Notes written before ({wish.kind})', before, found)} {otherwise}")
    if before := just_reminded(*about):
        what = f"First reminders less than {BETWEEN.days} days before (practice of this program)"
        again(_found(what, before, found))
    return found


def _account(statement: Statement | None, note: Note, language: str) -> list[Attachment]:
    """The statement of account that goes with a note, if one does."""
    if statement is None or note.kind == "receipt":
        return []
    name = f"{note.quote}-{note.kind}-statement-{language}.pdf"
    return [(name, statement(note.code, language))]


def _found(what: str, before: Mapping[Path, int], notes: Notes) -> str:
    """Of how many States earlier notes were found, and where they lie."""
    where = ", ".join(f"{shown_path(folder)} ({number})" for folder, number in before.items())
    return f"{what}: {sum(before.values())} of {len(notes.notes)}, in {where}."


_OTHERWISE = {
    "reminder1": "The reminder that follows is --kind reminder2.",
    "receipt": "--since DATE acknowledges later payments only.",
}


def _not_reminded(notes: Sequence[Note], wish: LetterWish) -> list[str]:
    """The States that are reminded a second time although no first reminder is known."""
    second = wish.kind == "reminder2"
    return [note.code for note in notes if second and not note.fields["earlier"]]


def _remarks(
    wish: LetterWish,
    issuer: Issuer,
    words: Mapping[str, Speaker],
    no_draft: Mapping[str, Sequence[str]],
    not_reminded: Sequence[str],
) -> list[str]:
    """What a person should know of notes that are written."""
    remarks = [
        f"{_named(dict.fromkeys(codes))}: {why}, so there is no e-mail draft."
        for why, codes in no_draft.items()
    ]
    if not_reminded:
        remarks.append(
            f"{_named(dict.fromkeys(not_reminded))}: no earlier reminder on {wish.name} lies in "
            "reports/, so the note refers to none. If one was sent, --earlier says its date and "
            "reference."
        )
    return remarks + [
        "issuer.toml does not say how the name of the office stands within a sentence "
        f"({language}), so it stands without an article. Add {language} to [office.in_text], "
        f"such as {said('in_text_example')}."
        for language, said in words.items()
        if said.lacks_article(issuer)
    ]


def _in_english(
    books: Books, wish: LetterWish, issuer: Issuer, languages: Sequence[str]
) -> list[str]:
    told = named_in_english(find_group(books.data, wish.name), issuer, languages)
    return [told] if told else []


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
    note: Note,
    contact: Contact | None,
    issuer: Issuer,
    words: Speaker,
    numbers: Sequence[str] = (),
    statement: bool = False,
) -> dict[str, Any]:
    """The fields of a note as text; `numbers` are the notices that are enclosed, as is the
    `statement` of account. Without a contact the mission is named by its kind and the State.
    """
    appeal = (
        {"appeal": words.convention.appeal_on(note.on, words.language)}
        if note.kind.startswith("reminder")
        else {}
    )
    office, said = words.office_fields(issuer, note.on), words.said(_coded(note.fields, words))
    mission = (contact and contact.mission) or mission_of(note.code, words)
    greeted = to_mission(mission, note.code, words)
    account = words("enclosed_statement", day=note.on) if statement else ""
    return (
        office
        | appeal
        | {
            "address": words.quoted(", ".join(issuer.address)) or words.missing("office.address"),
            "contact": issuer.contact or words.missing("office.contact"),
            "salutation": _formula("salutation", office, greeted, words),
            "closing": _formula("closing", office, greeted, words),
            "place_and_date": _place_and_date(issuer, office["date"], words),
            "reference": words.isolated(note.reference),
            "quote": words.isolated(note.quote),
            "mission": mission,
            "to_mission": greeted,
            "state": words.state(note.code),
            "of_state": words.of_state(note.code),
            "code": note.code,
            "statement": account,
            "enclosures": [
                *(_enclosed(number, said, words) for number in numbers),
                *filter(None, [account]),
            ],
            **said,
        }
    )


_CODES = ("number", "quote", "bank_reference", "earlier")


def _coded(fields: Mapping[str, Any], words: Speaker) -> dict[str, Any]:
    """The fields of which some are codes: these keep their order where a page runs from right to
    left.
    """

    def kept(name: str, value: Any) -> Any:
        if isinstance(value, list):
            return [_coded(row, words) for row in value]
        return words.quoted(value) if name in _CODES and isinstance(value, str) else value

    return {name: kept(name, value) for name, value in fields.items()}


def _formula(key: str, office: Mapping[str, Any], to: str, words: Speaker) -> str:
    """How a note begins or ends. Where its words agree with the gender of the office, the phrase
    has both, the feminine first; a noun of Arabic that is feminine shows it by its last letter.
    """
    said = words(key, issuer_opening=office["issuer_opening"], to_mission=to)
    feminine, _, masculine = said.partition("|")
    name = office["issuer_in_text"].split(" ")[0]
    return feminine if name.endswith("ة") or not masculine else masculine


def _place_and_date(issuer: Issuer, day: str, words: Speaker) -> str:
    place = words.place(issuer.place) if issuer.place else ""
    return words("place_and_date", place=place, day=day) if place else day


def _enclosed(number: str, said: Mapping[str, Any], words: Speaker) -> str:
    """A notice among what is enclosed: the one that the note transmits by its kind and day."""
    if words.quoted(number) != said.get("number"):
        return words("enclosed_number", number=words.quoted(number))
    number = said["number"]
    return words("enclosed_document", notice=said["notice"], number=number, day=said["issued_on"])


def _issued_notices(
    books: Books, note: Note, language: str, unattached: list[str]
) -> list[tuple[str, Attachment]]:
    """The issued documents by number, in the language of the note if they were issued in it,
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
            content = _issued(books, name, known[name][1])
            found.append((number, (name.rpartition("/")[2], content)))
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
