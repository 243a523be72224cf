"""`data/issuer.toml`: the office that issues notices.
The file is optional; what it leaves empty, notices show.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from ccmcost.load.document import Document, read_document
from ccmcost.load.reader import Reader
from ccmcost.load.table import Finder, Row, read_table
from ccmcost.model.convention import Convention
from ccmcost.model.money import LARGEST_TOTAL, scaled_int
from ccmcost.model.office import BANK_KEYS, LONGEST_MISSION, MOST_ALONE, Contact, Issuer, is_address
from ccmcost.text import blanked, is_line

ISSUER = "issuer.toml"
LONGEST_DAYS = 3650


def load_issuer(reader: Reader, convention: Convention) -> Issuer:
    """The issuer of the data folder; what is wrong goes to the reader's findings."""
    source = reader.file(ISSUER, required=False)
    document = read_document(source, reader.findings)
    if document is None:
        return Issuer()
    document.only(("adjust_minimum", "office", "bank", "payment", "reviewers", "limits"))
    languages = convention.languages
    minimum = document.string("adjust_minimum")
    if minimum and (scaled_int(minimum, 3) or 0) <= 0:
        document.error(
            "number-bad",
            f'"adjust_minimum" must be a sum in quotes, such as "10.00", not "{minimum}".',
            "adjust_minimum",
        )
        minimum = ""
    issuer = Issuer(
        reviewers=_by_language(document, "reviewers", languages),
        source=source,
        adjust_minimum=minimum,
    )
    issuer = _with_office(issuer, document.inside("office"), languages)
    bank = document.inside("bank")
    if bank is not None:
        bank.only(BANK_KEYS)
        issuer = issuer._replace(bank={key: bank.string(key) for key in BANK_KEYS})
    issuer = _with_limits(issuer, document.inside("limits"))
    return _with_payment(issuer, document.inside("payment"), languages)


def _with_office(issuer: Issuer, office: Document | None, languages: tuple[str, ...]) -> Issuer:
    if office is None:
        return issuer
    office.only(("names", "in_text", "address", "contact"))
    address = office.get("address", list) or []
    if not all(isinstance(line, str) and is_line(line) for line in address):
        office.error(
            "value-bad", '"address" must be a list of plain texts, one for each line.', "address"
        )
        address = []
    issuer = issuer._replace(names=_by_language(office, "names", languages))
    issuer = issuer._replace(in_text=_by_language(office, "in_text", languages))
    return issuer._replace(address=tuple(address), contact=office.string("contact"))


def _with_limits(issuer: Issuer, limits: Document | None) -> Issuer:
    if limits is None:
        return issuer
    limits.only(("one_person", "overpaid"))
    found = {
        key: limits.get(key, str, getattr(issuer, key)) or "" for key in ("one_person", "overpaid")
    }
    for key, text in found.items():
        minor = scaled_int(text, 3)
        if key == "one_person" and minor is not None and minor > MOST_ALONE * 1_000:
            limits.error(
                "value-bad",
                f'"{key}" is {text}; {MOST_ALONE:,} is the most one person may record alone.',
                key,
            )
        elif minor is None or not 0 <= minor <= LARGEST_TOTAL:
            limits.error(
                "number-bad",
                f'"{key}" must be a sum in quotes, such as "100.00", not "{text}".',
                key,
            )
            found[key] = getattr(issuer, key)
    return issuer._replace(one_person=found["one_person"], overpaid=found["overpaid"])


def _with_payment(issuer: Issuer, payment: Document | None, languages: tuple[str, ...]) -> Issuer:
    if payment is None:
        return issuer
    payment.only(("date", "days", "basis"))
    on, within = payment.get("date", date), payment.get("days", int)
    if on is not None and within is not None:
        payment.error(
            "value-bad", '"date" and "days" exclude each other: give the one or the other.', "days"
        )
    if within is not None and not 0 < within <= LONGEST_DAYS:
        payment.error(
            "value-bad", f'"days" must be between 1 and {LONGEST_DAYS}, not {within}.', "days"
        )
        within = None
    return issuer._replace(
        pay_by=on, pay_within_days=within, pay_basis=_by_language(payment, "basis", languages)
    )


def _by_language(document: Document, key: str, languages: tuple[str, ...]) -> dict[str, str]:
    table = document.inside(key)
    if table is not None:
        table.only(languages)
    return {language: text for language, text in document.texts(key).items() if text.strip()}


CONTACTS = "contacts.csv"
_CONTACT_COLUMNS = ("iso3", "mission", "email", "language")


def load_contacts(
    reader: Reader, finder: Finder, languages: Sequence[str]
) -> Mapping[str, Contact]:
    """The contacts by State; what is wrong goes to the reader's findings.
    `email` may hold several, with `;` between.
    """
    source = reader.file(CONTACTS, required=False)
    found: dict[str, Contact] = {}
    for row in read_table(source, reader.findings, _CONTACT_COLUMNS):
        code = row.state(finder, found, ". Put all addresses into one row.")
        contact = _contact(row, code, languages)
        if code:
            found[code] = contact
    return found


def _contact(row: Row, code: str, languages: Sequence[str]) -> Contact:
    mission, language = row.get("mission"), row.get("language").lower()
    if not mission or not is_line(mission) or len(mission) > LONGEST_MISSION:
        message = (
            f"the name of the mission must be one line of at most {LONGEST_MISSION} readable "
            "characters."
        )
        row.error("value-bad", message, "mission")
    emails = tuple(part.strip() for part in row.get("email").split(";") if part.strip())
    for email in emails:
        if not is_address(email):
            message = (
                f'"{_shown(email)}" is no plain e-mail address, such as mission@example.org; '
                'several go with ";".'
            )
            row.error("value-bad", message, "email")
    if language and language not in languages:
        message = (
            f'"{_shown(language)}" is no language of letters: {", ".join(languages)}, or empty.'
        )
        row.error("value-bad", message, "language")
    return Contact(code, mission, emails, language)


def _shown(text: str) -> str:
    return blanked(text[:80], by="?")
