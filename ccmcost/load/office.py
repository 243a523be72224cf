"""`data/issuer.toml`: the office that issues notices.
The file is optional; what it leaves empty, notices show.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from ccmcost.findings import Findings
from ccmcost.load.document import Document, read_document
from ccmcost.load.reader import Reader
from ccmcost.load.table import Finder, Row, read_table
from ccmcost.model.coding import CODE_FORM, is_code
from ccmcost.model.convention import Convention
from ccmcost.model.money import LARGEST_TOTAL, scaled_int
from ccmcost.model.office import (
    BANK_KEYS,
    LONGEST_MISSION,
    MORE_BANK_KEYS,
    MOST_ALONE,
    Contact,
    Issuer,
    is_address,
)
from ccmcost.model.source import SourceFile
from ccmcost.text import blanked, is_line

ISSUER = "issuer.toml"
LONGEST_DAYS = 3650
_LIKE_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
_BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
_MAIL = re.compile(r"[^\s,;<>()]*@[^\s,;<>()]*")


def load_issuer(reader: Reader, convention: Convention) -> Issuer:
    """The issuer of the data folder; what is wrong goes to the reader's findings."""
    source = reader.file(ISSUER, required=False)
    return read_issuer(source, reader.findings, convention.languages)


def read_issuer(source: SourceFile | None, findings: Findings, languages: Sequence[str]) -> Issuer:
    """The issuer that a file says; what is wrong goes to the findings."""
    document = read_document(source, findings)
    if document is None:
        return Issuer()
    minimum = document.string("adjust_minimum")
    if minimum and (scaled_int(minimum, 3) or 0) <= 0:
        message = f'"adjust_minimum" must be a sum in quotes, such as "10.00", not "{minimum}".'
        document.error("number-bad", message, "adjust_minimum")
        minimum = ""
    issuer = Issuer(source=source, adjust_minimum=minimum)
    issuer = _with_office(issuer, document.inside("office"), languages)
    if bank := document.inside("bank"):
        issuer = issuer._replace(bank=_bank(bank))
        bank.done()
    issuer = _with_payment(issuer, document.inside("payment"), languages)
    issuer = issuer._replace(reviewers=_by_language(document, "reviewers", languages))
    issuer = _with_limits(issuer, document.inside("limits"))
    document.done()
    return issuer


def _with_office(issuer: Issuer, office: Document | None, languages: Sequence[str]) -> Issuer:
    if office is None:
        return issuer
    names, in_text = (_by_language(office, key, languages) for key in ("names", "in_text"))
    address = office.get("address", list) or []
    if not all(isinstance(line, str) and is_line(line) for line in address):
        message = '"address" must be a list of plain texts, one for each line.'
        office.error("value-bad", message, "address")
        address = []
    contact, place = office.string("contact"), office.string("place")
    for each in (found.rstrip(".:") for found in _MAIL.findall(contact)):
        if not is_address(each):
            message = f'"{_shown(each)}" is not a valid e-mail address. Check how it is spelled.'
            office.warning("value-bad", message, "contact")
    signatory, function = office.string("signatory"), _by_language(office, "function", languages)
    for key, text in (("signatory", signatory), *(("names", each) for each in names.values())):
        if _lacks(str.isalpha, text):
            message = f'"{_shown(text)}" is not a name. Is it the answer to another question?'
            office.warning("value-bad", message, key)
    office.done()
    issuer = issuer._replace(place=place, contact=contact, signatory=signatory, function=function)
    return issuer._replace(names=names, in_text=in_text, address=tuple(address))


def _bank(bank: Document) -> dict[str, str]:
    """The payment details. A number that cannot be right by its own check digits is a warning:
    who knows the account decides.
    """
    found = {key: bank.string(key) for key in BANK_KEYS}
    found |= {key: text for key in MORE_BANK_KEYS if (text := bank.string(key))}
    for key in ("beneficiary", "name", "account"):
        wanted = str.isdigit if key == "account" else str.isalpha
        if _lacks(wanted, found[key]):
            what = "the number of an account" if key == "account" else "a name"
            message = f'"{_shown(found[key])}" is not {what}. Look at the bank\'s own letter.'
            bank.warning("value-bad", message, key)
    for key, what, is_valid in (
        ("account", "IBAN", _is_iban),
        ("swift", "BIC", _is_bic),
        ("correspondent_swift", "BIC", _is_bic),
        ("routing", "routing number (ABA)", _is_routing),
    ):
        if found.get(key) and not is_valid(found[key]):
            message = f'"{_shown(found[key])}" is no valid {what}. Look at the bank\'s own letter.'
            bank.warning("value-bad", message, key)
    return found


def _lacks(wanted: Callable[[str], bool], text: str) -> bool:
    """Whether an answer that is there cannot be a name or a number: it holds no such character, or
    is an e-mail address.
    """
    return bool(text) and ("@" in text or not any(map(wanted, text)))


def _is_iban(account: str) -> bool:
    """Whether an account that has the form of an IBAN is one; another account is no matter of
    this check.
    """
    if _LIKE_IBAN.fullmatch(account.upper().replace(" ", "")) is None:
        return True
    return _checked("iban", account)


def _is_bic(text: str) -> bool:
    return _BIC.fullmatch(text.replace(" ", "").upper()) is not None and _checked("bic", text)


def _is_routing(text: str) -> bool:
    return _checked("us.rtn", text)


def _checked(kind: str, number: str) -> bool:
    """Whether a number is right by the rules of its kind; without the package (the extra `bank`)
    nobody knows, and `ccmcost doctor` says so.
    """
    from importlib import import_module

    try:
        module = import_module(f"stdnum.{kind}")
    except ImportError:
        return True
    return bool(module.is_valid(number))


def _with_limits(issuer: Issuer, limits: Document | None) -> Issuer:
    if limits is None:
        return issuer
    found = {}
    for key, usual in (("one_person", issuer.one_person), ("overpaid", issuer.overpaid)):
        found[key] = text = limits.get(key, str, usual) or ""
        minor = scaled_int(text, 3)
        if key == "one_person" and minor is not None and minor > MOST_ALONE * 1_000:
            message = f'"{key}" is {text}; {MOST_ALONE:,} is the most one person may record alone.'
            limits.error("value-bad", message, key)
        elif minor is None or not 0 <= minor <= LARGEST_TOTAL:
            message = f'"{key}" must be a sum in quotes, such as "100.00", not "{text}".'
            limits.error("number-bad", message, key)
            found[key] = usual
    limits.done()
    return issuer._replace(one_person=found["one_person"], overpaid=found["overpaid"])


def _with_payment(issuer: Issuer, payment: Document | None, languages: Sequence[str]) -> Issuer:
    if payment is None:
        return issuer
    on, within = payment.get("date", date), payment.get("days", int)
    if on is not None and within is not None:
        message = '"date" and "days" exclude each other: give the one or the other.'
        payment.error("value-bad", message, "days")
    if within is not None and not 0 < within <= LONGEST_DAYS:
        message = f'"days" must be between 1 and {LONGEST_DAYS}, not {within}.'
        payment.error("value-bad", message, "days")
        within = None
    basis = _by_language(payment, "basis", languages)
    payment.done()
    return issuer._replace(pay_by=on, pay_within_days=within, pay_basis=basis)


def _by_language(document: Document, key: str, languages: Sequence[str]) -> dict[str, str]:
    texts = document.texts(key, languages)
    return {language: text for language, text in texts.items() if text.strip()}


CONTACTS = "contacts.csv"
_CONTACT_COLUMNS = ("iso3", "mission", "email", "language")
EMPTY_CONTACTS = ",".join((*_CONTACT_COLUMNS, "partner")) + "\n"
"""The file of an office that has written nobody down yet."""


def load_contacts(
    reader: Reader, finder: Finder, languages: Sequence[str]
) -> Mapping[str, Contact]:
    """The contacts by State; what is wrong goes to the reader's findings.
    `email` may hold several, with `;` between; two States with one partner number are a finding.
    """
    source = reader.file(CONTACTS, required=False)
    found: dict[str, Contact] = {}
    rows = read_table(source, reader.findings, _CONTACT_COLUMNS, ("partner",), may_lack_rows=True)
    for row in rows:
        code = row.state(finder, found, ". Put all addresses into one row.")
        contact = _contact(row, code, languages)
        for other in found.values() if contact.partner else ():
            if other.partner == contact.partner:
                message = f"{contact.partner} is the partner number of {other.iso3} too."
                row.error("value-bad", message, "partner")
        if code:
            found[code] = contact
    return found


def _contact(row: Row, code: str, languages: Sequence[str]) -> Contact:
    mission, language = row.name("mission"), row.get("language").lower()
    partner = row.get("partner")
    if partner and not is_code(partner):
        message = f'"{_shown(partner)}" is not a valid partner number. {CODE_FORM}'
        row.error("value-bad", message, "partner")
    nameless = not mission and not partner
    if nameless or not is_line(mission) or len(mission) > LONGEST_MISSION:
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
    if language not in ("", *languages):
        known = ", ".join(languages)
        message = f'"{_shown(language)}" is not a language of letters: {known}, or empty.'
        row.error("value-bad", message, "language")
    return Contact(code, mission, emails, language, partner)


def _shown(text: str) -> str:
    return blanked(text[:80], by="?")
