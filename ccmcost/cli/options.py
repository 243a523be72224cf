"""The options that several commands have, each declared once."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from ccmcost.cli import complete, readers
from ccmcost.cli.declared import LAST, TODAY, WORDS, Argument, Option, Word
from ccmcost.cli.wishes import csv_form as csv_form  # noqa: PLC0414 (commands take them from here)
from ccmcost.cli.wishes import languages, letter_languages
from ccmcost.cli.wishes import languages_of as languages_of  # noqa: PLC0414
from ccmcost.cli.wishes import template_languages as template_languages  # noqa: PLC0414
from ccmcost.model.calendar import DAY_EXAMPLE

MeetingId = Annotated[
    str,
    Argument("MEETING", "Id of a meeting, such as msp11.", complete.meetings, offer=LAST),
]
NewMeeting = Annotated[
    str, Argument("MEETING", "Id of a meeting, such as msp11.", read=readers.new_meeting)
]
MeetingOrGroup = Annotated[
    str,
    Argument(
        "MEETING|GROUP",
        "Id of a meeting, or of a billing group such as rc2.",
        complete.groups,
        read=readers.group,
        offer=LAST,
    ),
]
State = Annotated[
    str,
    Argument(
        "STATE",
        "A State: its name in any of six languages, or its code (JPN).",
        complete.states,
    ),
]
Data = Annotated[
    str | None,
    Option(
        "DIR",
        "Data folder; default: CCMCOST_DATA, ./data, then the packaged data.",
        read=readers.folder,
    ),
]
Folders = Annotated[
    WORDS,
    Option(
        "DIR",
        "Data folder; of several conventions, repeat it: --data a --data b.",
        "--data",
        read=readers.folder,
    ),
]
"""The data folders of several conventions, or of one as `Data`; the parameter is called `data`."""
Rule = Annotated[
    str | None, Option("ID|FILE", "Rule by id, or a rule file (.toml).", complete=complete.rules)
]
Scale = Annotated[
    str | None, Option("ID", "A scale other than that of the day.", complete=complete.scales)
]
Provisional = Annotated[
    str | None,
    Option(
        "ID",
        "Scale for days that no scale covers yet; outputs are marked.",
        complete=complete.scales,
    ),
]
Uncovered = Annotated[
    str | None,
    Option("ID", "Scale for a meeting that no scale covers yet.", complete=complete.scales),
]
OtherList = Annotated[
    str | None,
    Option("FILE", "Another list (CSV, XLSX) with States and, optionally, their roles."),
]
Currency = Annotated[
    Word | None,
    Option(
        "CODE",
        "Currency (ISO 4217); default: the currency of the convention.",
        complete=complete.currencies,
        read=readers.currency,
    ),
]


def printed(*forms: str) -> Option:
    """What a command prints, of which there are several forms."""
    known = complete.words(*forms)
    return Option(
        "|".join(forms), "What to print on standard output.", "", known, readers.listed(known)
    )


Format = Annotated[Literal["table", "csv", "json"], printed("table", "csv", "json")]
TableOrCsv = Annotated[Literal["table", "csv"], printed("table", "csv")]
Csv = Annotated[
    str,
    Option(
        "FORM",
        "CSV as programs read it (plain), or as Excel opens it by a double click: excel (of the "
        "language of the documents), or by how yours writes numbers: excel-comma (1,5), "
        "excel-point (1.5), excel-semicolon (1.5, columns with semicolons).",
        "--csv",
        complete.words("plain", "excel", "excel-comma", "excel-point", "excel-semicolon"),
    ),
]
AsOf = Annotated[date | None, Option("DATE", "Date printed on documents; default: today.")]
DocumentDay = Annotated[
    date | None, Option("DATE", "Date printed on documents; default: today.", offer=TODAY)
]
AsAt = Annotated[
    date | None,
    Option("DATE", "Value date up to which entries count; default: today."),
]
KnownOn = Annotated[
    date | None,
    Option(
        "DATE",
        "As recorded up to this day; reproduces a published status.",
    ),
]
Lang = Annotated[
    WORDS,
    Option(
        "CODES",
        "Languages of the documents; default: en.",
        "--lang",
        complete.languages,
        read=languages,
    ),
]
Alone = Annotated[bool, Option(None, "Only this meeting, not the billing group of the same name.")]
Amount = Annotated[
    str,
    Argument("AMOUNT", "A sum, such as 1234.56 or 1,234.56.", read=readers.amount),
]
SignedAmount = Annotated[
    str,
    Argument("AMOUNT", "A sum, such as 1234.56 or 1,234.56.", read=readers.signed),
]
CostStatus = Annotated[
    Word,
    Option(
        "STATUS",
        "estimate, revised_estimate or actual.",
        "",
        complete.statuses,
        readers.listed(complete.statuses),
    ),
]
LetterKind = Annotated[
    Word | None,
    Option(
        "KIND",
        "cover, reminder1, reminder2, credit or receipt.",
        "",
        complete.letter_kinds,
        readers.listed(complete.letter_kinds),
        unless="templates",
    ),
]
LetterLang = Annotated[
    WORDS,
    Option(
        "LANGS",
        "Language where contacts.csv names none: en (default), fr, es, ar, ru, zh.",
        complete=complete.template_languages,
        read=letter_languages,
    ),
]
Places = Annotated[
    str | None,
    Option(
        "EVENTS",
        "Book these as they were shown, such as 17,19 or 3-79,81.",
        complete=complete.unidentified,
    ),
]
Overpaid = Annotated[bool, Option(None, "Confirm an amount that exceeds what is outstanding.")]
Again = Annotated[bool, Option(None, "Confirm a second payment that equals an earlier one.")]
EventToPlace = Annotated[
    int, Argument("EVENT", "Number of the event that recorded the money.", complete.unidentified)
]
EventsToUndo = Annotated[
    tuple[int, ...] | None,
    Argument(
        "EVENT",
        "Number of the event to reverse, or several: 3-91 or 3,7 (ccmcost ledger list shows them); "
        "without it: --last.",
        complete.events,
        readers.events,
        unless="last",
    ),
]
Choice = Annotated[
    Word,
    Option(
        "CHOICE",
        "What the State chose in writing: refund, apply or leave.",
        "",
        complete.choices,
        readers.listed(complete.choices),
    ),
]
On = Annotated[
    date,
    Option(
        "DATE",
        f"Value date: the day that counts, such as {DAY_EXAMPLE}.",
        read=readers.value_date,
        offer=LAST,
    ),
]
Document = Annotated[str, Option("TEXT", "Supporting document.", read=readers.line)]
Reference = Annotated[
    str, Option("TEXT", "Remitter and payment reference, as shown by the bank.", read=readers.line)
]
ApprovedBy = Annotated[
    str, Option("NAME", "The second person, who approves this.", read=readers.person)
]
