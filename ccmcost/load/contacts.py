"""`data/contacts.csv`: the mission of each State, its e-mail addresses, its language.
The file is optional.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ccmcost.load.reader import Reader
from ccmcost.load.states import Finder
from ccmcost.load.table import Row, read_table
from ccmcost.model.office import LONGEST_MISSION, Contact, is_address
from ccmcost.text import blanked, is_line

FILE = "contacts.csv"
COLUMNS = ("iso3", "mission", "email", "language")


def load_contacts(
    reader: Reader, finder: Finder, languages: Sequence[str]
) -> Mapping[str, Contact]:
    """The contacts by State; what is wrong goes to the reader's findings.
    `email` may hold several, with `;` between.
    """
    source = reader.file(FILE, required=False)
    found: dict[str, Contact] = {}
    for row in read_table(source, reader.findings, COLUMNS):
        code = finder.code(row.get("iso3"))
        contact = _contact(row, code or "", reader, languages)
        if code is None:
            row.error("state-unknown", finder.unknown(row.get("iso3")), "iso3")
        elif contact.iso3 in found:
            row.error(
                "state-twice",
                f"{contact.iso3} stands twice. Put all addresses into one row.",
                "iso3",
            )
        else:
            found[contact.iso3] = contact
    return found


def _contact(row: Row, code: str, reader: Reader, languages: Sequence[str]) -> Contact:
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
