"""What all pages say alike: the words of one language with figures put in, places, meetings,
cautions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from ccmcost.model.calendar import Span
from ccmcost.model.convention import Convention
from ccmcost.model.meeting import Meeting
from ccmcost.model.money import Money
from ccmcost.model.office import Issuer
from ccmcost.model.states import States
from ccmcost.words.catalogue import Document, tables
from ccmcost.words.numbers import day, days, habit, isolated, money, number
from ccmcost.words.office import in_text
from ccmcost.words.phrases import Phrases
from ccmcost.words.steps import Joined, Named, Step, quoted, sentence


class Speaker(Phrases):
    """The words of one language for one convention; each of `documents` may say some phrases its
    own way.
    """

    def __init__(
        self, language: str, convention: Convention, states: States, *documents: Document
    ) -> None:
        super().__init__(language, *documents)
        self.states, self.convention = states, convention

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        return "rtl" if habit(self.language).right_to_left else "ltr"

    @property
    def convention_name(self) -> str:
        """The name of the convention."""
        return self.of(self.convention.names)

    def of(self, names: Mapping[str, str]) -> str:
        """A name in the language, else in English, else nothing."""
        return names.get(self.language) or names.get("en") or ""

    def quoted(self, text: str) -> str:
        """Text as the data hold it, safe beside text of the other direction."""
        return quoted(text, self.language)

    def sentences(self, steps: Iterable[Step]) -> list[str]:
        """Steps as sentences."""
        return [sentence(step, self.states, self.language) for step in steps]

    def said(self, value: Any) -> Any:
        """Fields of a document as text: values, rows and lists.
        Text stays as it is; no line end parts an amount.
        """
        match value:
            case Money():
                return money(value, self.language).replace(" ", "\u00a0")
            case Step():
                return sentence(value, self.states, self.language, self._words)
            case Named(names):
                return self.of(names)
            case Span():
                return days(value, self.language)
            case Joined(parts, between):
                return between.join(self.said(part) for part in parts)
            case date():
                return day(value, self.language)
            case Mapping():
                return {name: self.said(each) for name, each in value.items()}
            case list():
                return [self.said(each) for each in value]
        return value

    def state(self, code: str) -> str:
        """The name of a State."""
        return self.states.name(code, self.language)

    def plain(self, amount: Money) -> str:
        """An amount without its currency, in the language's way;
        it keeps its direction within a line of Arabic.
        """
        return isolated(number(amount.plain(), self.language), self.language)

    def place(self, name: str) -> str:
        """A city or a venue by the name that the language has for it,
        else by that of the register.
        """
        named: str = tables(self.language).get("places", {}).get(name, name)
        return named

    def missing(self, key: str) -> str:
        """What stands where issuer.toml is still empty."""
        return self("to_fill_in", key=key)

    def meeting(self, meeting: Meeting) -> dict[str, str]:
        """Name, dates and place of a meeting."""
        country = self.state(meeting.country) if meeting.country else ""
        named = (self.place(meeting.city), country)
        where = self("join_place").join(part for part in named if part)
        venue = self.quoted(self.place(meeting.venue)) if meeting.venue else ""
        if where and venue:
            where = self("join_venue", place=where, venue=venue)
        return {
            "name": self.of(meeting.names),
            "dates": days(meeting.dates, self.language) if meeting.dates else "",
            "place": where or venue,
        }

    def issuer(self, issuer: Issuer) -> dict[str, object]:
        """Name and address of the issuing office, or what is to be filled in."""
        address = [self.quoted(line) for line in issuer.address] or [self.missing("office.address")]
        return {
            "name": self.of(issuer.names) or self.missing("office.names.en"),
            "address": address,
        }

    def issuer_in_text(self, issuer: Issuer) -> str:
        """The issuing office as it stands within a sentence, with its article;
        or what is to be filled in.
        """
        given, name = issuer.in_text.get(self.language), issuer.names.get(self.language)
        return (
            given
            or (in_text(name, self.language) if name else self.of(issuer.names))
            or self.missing("office.names.en")
        )

    def lacks_article(self, issuer: Issuer) -> bool:
        """Whether nothing tells the article that the name of the office takes within a sentence
        (French, Spanish).
        """
        if self.language == "en" or issuer.in_text.get(self.language) or not self.of(issuer.names):
            return False
        name = issuer.names.get(self.language)
        return name is None or in_text(name, self.language) == name

    def issuer_opening(self, issuer: Issuer) -> str:
        """The same at the beginning of a sentence."""
        name = self.issuer_in_text(issuer)
        return f"{name[:1].upper()}{name[1:]}"

    def mission(self, code: str) -> str:
        """The kind of mission that a State is written to; empty for one that is no State."""
        state = self.states.get(code)
        return (
            ""
            if state is None
            else self("permanent_observer_mission" if state.is_observer else "permanent_mission")
        )

    def page_head(
        self, issuer: Issuer, title: str, reference: str, mark: str, kind: str = ""
    ) -> dict[str, object]:
        """What every page of a document begins with; `kind` stands above a title that does not say
        it.
        """
        return {
            "lang": self.language,
            "dir": self.direction,
            "document_title": f"{title} ({reference})",
            "convention": self.convention_name,
            "kind": kind,
            "title": title,
            "mark": mark,
            "courtesy": self.courtesy(issuer),
            "attached": self("data_attached"),
            "reference": reference,
        }

    def office_fields(self, issuer: Issuer, on: date) -> dict[str, Any]:
        """The fields that every DOCX template may use."""
        return {
            "date": day(on, self.language),
            "convention": self.convention_name,
            "issuer": self.of(issuer.names) or self.missing("office.names.en"),
            "issuer_in_text": self.issuer_in_text(issuer),
            "issuer_opening": self.issuer_opening(issuer),
            "courtesy": self.courtesy(issuer),
        }

    def courtesy(self, issuer: Issuer) -> str:
        """The line that a language without a named reviewer carries."""
        return "" if issuer.is_reviewed(self.language) else self("courtesy")
