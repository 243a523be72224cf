"""A note verbale in the words of one language: every field that its template may use, as text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ccmcost.model.calendar import day_of
from ccmcost.model.contact import Contact
from ccmcost.model.issuer import Issuer
from ccmcost.model.meeting import Meeting
from ccmcost.model.money import Money
from ccmcost.statement.letters import Debt, Letter, Notified, Payment, Received, Reminded, sums_by_currency
from ccmcost.words.numbers import day, days, money
from ccmcost.words.office import phrase
from ccmcost.words.speaker import Speaker
from ccmcost.words.steps import Step


def unbroken(amount: Money, language: str) -> str:
    """An amount with its currency that no line end parts."""
    return money(amount, language).replace(" ", "\u00a0")


class Secretary:
    """What stands around every note in one language: words, the issuer, the meetings by id."""

    def __init__(self, words: Speaker, issuer: Issuer, meetings: Mapping[str, Meeting]) -> None:
        self.words, self.issuer, self.meetings = words, issuer, meetings
        self.language = words.language

    def meeting(self, meeting: str) -> str:
        """The name of a meeting."""
        return self.words.of(self.meetings[meeting].names)

    def money(self, amount: Money) -> str:
        """An amount with its currency."""
        return unbroken(amount, self.language)

    def sums(self, amounts: Iterable[Money]) -> str:
        """Sums by currency; empty if they are all zero."""
        return "; ".join(self.money(each) for each in sums_by_currency(amounts))

    def day(self, iso: str) -> str:
        """A day given as ISO text; empty stays empty."""
        return day(day_of(iso), self.language) if iso else ""


def letter_fields(letter: Letter, contact: Contact | None, desk: Secretary) -> dict[str, Any]:
    """The fields of one note; without a contact the mission is named by kind and State."""
    words, issuer = desk.words, desk.issuer
    common = {
        "date": day(letter.on, desk.language),
        "convention": words.convention_name,
        "issuer": words.of(issuer.names) or words.missing("office.names.en"),
        "issuer_in_text": words.issuer_in_text(issuer),
        "issuer_opening": words.issuer_opening(issuer),
        "courtesy": words.courtesy(issuer),
        "address": ", ".join(issuer.address) or words.missing("office.address"),
        "contact": issuer.contact or words.missing("office.contact"),
        "reference": letter.reference,
        "quote": letter.quote,
        "mission": mission_name(letter, contact, desk),
        "state": words.state(letter.code),
        "code": letter.code,
    }
    match letter.body:
        case Notified():
            return common | _notified(letter.body, desk)
        case Reminded():
            return common | _reminded(letter.body, desk) | {"appeal": appeal_of(letter, desk)}
        case Received():
            return common | _received(letter.body, desk)


def mission_name(letter: Letter, contact: Contact | None, desk: Secretary) -> str:
    """The mission as contacts.csv names it; else the kind of mission with the name of the State, or the name alone."""
    if contact is not None:
        return contact.mission
    name, mission = desk.words.state(letter.code), desk.words.mission(letter.code)
    return phrase(desk.language, "mission_of", mission=mission, state=name) if mission else name


def appeal_of(letter: Letter, desk: Secretary) -> str:
    """What the convention's reminders cite in support of prompt payment; empty if nothing."""
    return desk.words.convention.appeal_on(letter.on, desk.language)


def _notified(body: Notified, desk: Secretary) -> dict[str, Any]:
    words = desk.words
    caution = [Step("caution_provisional_parties", {"day": each}) for each in body.provisional]
    return {
        "notice": words(f"title_{body.notice}"),
        "number": body.number,
        "issued_on": day(body.issued_on, desk.language),
        "pay_by": day(body.pay_by, desk.language) if body.pay_by else "",
        "decision": body.decision,
        "amount": desk.money(body.amount),
        "caution": " ".join(words.sentences(caution)),
        "outstanding": desk.sums(body.outstanding),
        "in_favour": desk.sums(body.in_favour),
        "rows": [
            {
                "meeting": desk.meeting(line.meeting),
                "dates": _dates(desk.meetings[line.meeting], desk.language),
                "before": desk.money(line.before),
                "now": desk.money(line.now),
                "amount": desk.money(line.amount),
            }
            for line in body.lines
        ],
    }


def _dates(meeting: Meeting, language: str) -> str:
    return days(meeting.dates, language) if meeting.dates else ""


def _reminded(body: Reminded, desk: Secretary) -> dict[str, Any]:
    return {
        "earlier": _earlier(body.earlier, desk.language),
        "total": desk.sums(debt.outstanding for debt in body.debts),
        "not_yet": desk.sums(debt.not_yet for debt in body.debts),
        "plans": "; ".join(desk.meeting(meeting) for meeting in body.plans),
        "rows": [_debt(debt, desk) for debt in body.debts],
    }


def _earlier(text: str, language: str) -> str:
    """The reminder before, as it was named; a date alone in the words of the language."""
    try:
        return day(day_of(text), language)
    except ValueError:
        return text or phrase(language, "earlier")


def _debt(debt: Debt, desk: Secretary) -> dict[str, Any]:
    return {
        "meeting": desk.meeting(debt.meeting),
        "numbers": ", ".join(debt.numbers),
        "requested_by": desk.day(debt.requested_by),
        "assessed": desk.money(debt.assessed),
        "settled": desk.money(debt.settled),
        "outstanding": desk.money(debt.outstanding),
        "days": str(debt.days),
    }


def _received(body: Received, desk: Secretary) -> dict[str, Any]:
    return {
        "amount": desk.sums(each.amount for each in body.payments),
        "rows": [_payment(each, desk) for each in body.payments],
        "account": [
            {
                "meeting": desk.meeting(row.meeting),
                "assessed": desk.money(row.money.of(row.assessed + row.adjusted)),
                "settled": desk.money(row.money.of(row.received + row.other)),
                "outstanding": desk.money(row.money.of(row.outstanding)),
                "in_favour": desk.money(row.money.of(row.credit)),
            }
            for row in body.accounts
        ],
    }


def _payment(each: Payment, desk: Secretary) -> dict[str, Any]:
    return {
        "date": day(each.day, desk.language),
        "meeting": desk.meeting(each.meeting),
        "bank_reference": each.reference,
        "amount": desk.money(each.amount),
    }
