"""The page that carries the tables of a document as PDF, with the office and its meetings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from ccmcost.model.convention import Convention
from ccmcost.model.meeting import Meeting, payment_reference
from ccmcost.model.office import Issuer
from ccmcost.model.states import States
from ccmcost.tables.page import Press, to_page
from ccmcost.tables.table import Table
from ccmcost.words.catalogue import Document
from ccmcost.words.numbers import day
from ccmcost.words.speaker import Speaker

if TYPE_CHECKING:
    from ccmcost.load.data import Data


class Office(NamedTuple):
    """What is known of States and meetings where the documents are made."""

    convention: Convention
    states: States
    meetings: Mapping[str, Meeting]

    @classmethod
    def of(cls, data: Data) -> Office:
        """What a data folder says of them."""
        return cls(data.convention, data.states, data.meetings)

    def words(self, language: str, *documents: Document) -> Speaker:
        """The words of a language; `documents` say some phrases their own way."""
        return Speaker(language, self.convention, self.states, *documents)

    def meeting(self, meeting: str, words: Speaker) -> str:
        """The name of a meeting, or its id if it is not in the register."""
        found = self.meetings.get(meeting)
        return words.of(found.names) if found else meeting

    def payment_reference(self, meeting: str, state: str) -> str:
        """What a remitter quotes for a meeting."""
        found = self.meetings.get(meeting)
        return payment_reference(self.convention.prefix, found, meeting, state)

    def pages(
        self,
        page: Callable[[Speaker], Page],
        name: str,
        document: str,
        csv: str,
        issuer: Issuer,
        languages: Sequence[str],
        called: str = "",
    ) -> dict[str, bytes]:
        """A document as PDF in each language, by name, with its CSV attached;
        `called` is how errors call it, if not by what it is.
        """
        files = {}
        for language in languages:
            words = self.words(language)
            made = page(words)
            data = {"document": document, "as_at": made.as_at.isoformat(), "csv": csv}
            press = Press("tables.typ", language, made.as_at)
            content = made.content(issuer, words)
            files[f"{name}-{language}.pdf"] = press.pdf(content, data, f"the {called or document}")
        return files


class Page(NamedTuple):
    """A document of tables in one language, before it is set; `lead` is what a reader must know
    first.
    """

    title: str
    subtitle: str
    as_at: date
    known_on: date | None
    tables: Sequence[Table]
    notes: Sequence[str]
    landscape: bool
    lead: Sequence[str] = ()
    has_contact: bool = False
    """Whether the reader is told how to reach the office."""

    def content(self, issuer: Issuer, words: Speaker) -> dict[str, Any]:
        """The page for its template: title, day, tables and notes with the issuer above them."""
        when = shown_on(self.as_at, self.known_on, words)
        reference = f"{words.convention.prefix} {self.as_at.isoformat()}"
        notes = list(self.notes)
        if self.has_contact and issuer.contact:
            notes.append(words("note_contact", contact=words.quoted(issuer.contact)))
        return words.page_head(issuer, self.title, reference) | {
            "document_title": " ".join(part for part in (self.title, self.subtitle, when) if part),
            "date": when,
            "subtitle": self.subtitle,
            "landscape": self.landscape,
            "tables": [to_page(table, words.language) for table in self.tables],
            "notes": notes,
            "lead": list(self.lead),
        }


def shown_on(as_at: date, known_on: date | None, words: Speaker) -> str:
    """The day that a page shows, in words; with the last day of recording if one was asked for."""
    key = "as_at" if known_on is None else "as_at_known"
    return words(key, day=as_at, known=known_on)


def heading_on(title: str, as_at: date, known_on: date | None, words: Speaker) -> str:
    """The title of a screen or sheet with the day that it shows,
    and the last day of recording if one was asked for.
    """
    key = "on_day" if known_on is None else "on_day_known"
    return words(key, title=title, day=day(as_at), known=day(known_on or as_at))
