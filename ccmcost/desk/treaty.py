"""Treaty status is taken in: read, compute entry into force,
show what changed and which meetings that touches, write.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ccmcost.clock import day_option
from ccmcost.desk.answers import account_file, points, settle
from ccmcost.errors import UsageError
from ccmcost.findings import Finding, Findings
from ccmcost.intake.account import Account
from ccmcost.intake.document import kind_of
from ccmcost.intake.extract import extract
from ccmcost.intake.found import Marker
from ccmcost.intake.names import NameIndex
from ccmcost.intake.sheet import WORKBOOKS, Sheet, csv_sheets, visible, workbook_sheets
from ccmcost.intake.treaty_days import with_named_days
from ccmcost.intake.treaty_pages import StatusRow, as_at, rows_of, which_treaty
from ccmcost.load.data import Data
from ccmcost.load.states import INSTRUMENT, TREATY_COLUMNS, unknown_instrument
from ccmcost.model.convention import Convention
from ccmcost.model.source import SourceFile
from ccmcost.model.states import EntryIntoForce, States, Treaty, TreatyStatus, role_on
from ccmcost.near import meant
from ccmcost.publish import write_files
from ccmcost.sharing.request import find_state
from ccmcost.tables.records import csv_text
from ccmcost.tables.screen import PLAIN, Style
from ccmcost.text import printable
from ccmcost.words.speaker import english
from ccmcost.workspace import Workspace

_FACTS = ("signed", "consented", "consent_kind", "in_force", "withdrawn")


class StatusChange(NamedTuple):
    """One State whose dates change: `what` in words; `meetings` are those at which its role is
    another one now.
    """

    code: str
    name: str
    what: str
    meetings: tuple[str, ...]


class TreatyProposal(NamedTuple):
    """What would be written, and the changes in order of code."""

    changes: tuple[StatusChange, ...]
    parties: int
    content: str
    warnings: tuple[Finding, ...]
    account: Account


def propose_status(
    workspace: Workspace,
    source: SourceFile,
    withdrawals: Sequence[str],
    source_words: str | None,
    in_force: Sequence[str] = (),
    instrument: str | None = None,
) -> TreatyProposal:
    """The status that the document gives, under one instrument of the convention if it has several.
    A State that it does not name keeps what is at hand, unless that was a signature.

    `withdrawals` and days `in_force` are `STATE=DATE`. Raises UsageError for a bad one, DataError
    with all findings at once.
    """
    data = Data(workspace)
    instrument, states = find_instrument(data, instrument), data.states
    convention = data.convention.of(instrument)
    _check_chapter(source_words or "", convention)
    index = NameIndex(states, data.state_names)
    treaty = data.checked(data.treaties, data.meetings)[instrument]
    marker = Marker(source.shown, data.findings)
    account = Account(marker)
    sheet, text = data.checked(_table(source, marker.findings))
    other = _other_treaty(text, convention, marker)
    left = days_said(withdrawals, states)
    begun = days_said(in_force, states, "--in-force")
    gone = left.keys() | {code for code, status in treaty.items() if status.withdrawn is not None}
    read = rows_of(sheet, index, account, text, frozenset(gone))
    if other == "?":
        _check_same_treaty(read, treaty, marker)
    if not read and not marker.findings.errors:
        message = (
            "no table with columns Participant, Signature and Ratification was found. Save the "
            "whole page, or use a CSV."
        )
        marker.findings.error("document-empty", message, source.shown)
    settle(account)
    collection, day = convention.treaty_status_source.partition(", as at")[0], as_at(text)
    end = f"as at {day}" if day else f"taken from {source.name}"
    words = source_words or f"{collection}, {end}"
    article, none = convention.entry_into_force, {code: TreatyStatus(code) for code in states}
    new = {
        row.iso3: _status(row, treaty.get(row.iso3), article, left.get(row.iso3), words, marker)
        for row in (row._replace(in_force=begun.get(row.iso3, row.in_force)) for row in read)
    }
    _check_missing(treaty, new, begun, marker)
    settle(account)
    merged = none | {**treaty} | new
    for code, withdrawn in left.items():
        merged[code] = merged[code]._replace(withdrawn=withdrawn)
    bound = [each for each in merged.values() if each.in_force is not None]
    today = sum(each.withdrawn is None for each in bound)
    own = {code: status._replace(source=words) for code, status in merged.items()}
    content = _table_of({**data.treaties, instrument: own}, states)
    changes = _changes(none | {**treaty}, merged, data, instrument)
    return TreatyProposal(changes, today, content, data.findings.warnings, account)


def find_instrument(data: Data, wish: str | None) -> str:
    """An instrument of the convention by its id, empty where it has only itself; UsageError where
    it is not said which of several.
    """
    known = data.convention.instruments
    found = meant(wish or "", known)
    if found is None and (wish or known):
        raise UsageError(f"--instrument: {unknown_instrument(printable(wish or ''), known)}")
    return found or ""


def _table_of(treaties: Mapping[str, Treaty], states: States) -> str:
    """Treaty status as a file; the instrument stands in it where there are several."""
    more = (INSTRUMENT,) * bool("" not in treaties)
    rows = (
        (
            *(code, states[code].name, *(getattr(status, fact) or "" for fact in _FACTS)),
            *(status.source, *(name for _ in more)),
        )
        for name, treaty in treaties.items()
        for code, status in sorted(treaty.items())
    )
    return csv_text((*TREATY_COLUMNS, *more), rows)


def status_screen(proposal: TreatyProposal, style: Style = PLAIN) -> list[str]:
    """How many States have consented and not withdrawn, and who changed with the meetings that
    touches.
    """
    words, changed = english(), []
    for code, name, what, meetings in proposal.changes:
        touches = words("another_role_at", meetings=", ".join(meetings)) if meetings else ""
        changed.append(f"{code} {name}: {what}{touches}")
    return [
        style.bold(words("treaty_status")),
        "  " + words.for_number("states_bound", proposal.parties, n=proposal.parties),
        *(points(words("status_changed"), changed) or ["  " + words("no_dates_differ")]),
    ]


def write_status(workspace: Workspace, proposal: TreatyProposal) -> Path:
    """Replace the table in one step, and keep the account."""
    path = workspace.writable_data() / "treaty_status.csv"
    account = account_file(workspace, proposal.account, "treaty_status")
    write_files({path: proposal.content.encode()} | account)
    return path


def _table(source: SourceFile, findings: Findings) -> tuple[Sheet, str]:
    """The rows of all tables of the document, and its text (empty for a CSV,
    which says nothing about itself).
    """
    kind = kind_of(source)
    is_xml = source.name.lower().endswith(".xml") or source.content.lstrip()[:5] == b"<?xml"
    sheets: Sequence[Sheet] = ()
    text = ""
    if is_xml or kind == "html":
        read = extract(source, "treaty" if is_xml else "html", findings)
        if read is not None:
            sheets, text = (Sheet("", tuple(map(tuple, read["rows"]))),), str(read["text"])
    elif kind in WORKBOOKS:
        sheets = visible(workbook_sheets(source, findings, kind))
    elif kind in ("csv", "text"):
        sheets = csv_sheets(source, findings)
    else:
        raise UsageError(
            "treaty status is taken in from the saved web page (.html), its XML, a CSV or a "
            "spreadsheet."
        )
    sheet = next(iter(sheets), Sheet("", ()))
    if text:  # a page of the Treaty Collection names months in words
        return sheet, text
    sheet, order, proof = with_named_days(sheet)
    if order:
        told = f'days were read as {order}, as "{proof}" can only be read so.'
        findings.warning("date-bad", told, source.shown)
    return sheet, text


def _other_treaty(text: str, convention: Convention, marker: Marker) -> str:
    """What `which_treaty` says of a document; another treaty is a finding."""
    chapter = convention.treaty_chapter
    other = which_treaty(text, tuple(convention.names.values()), chapter) if text else "?"
    if other not in ("", "?"):
        message = f"{other} Is it the right file? The convention's page is chapter "
        marker.findings.error("treaty-other", f"{message}{chapter or 'of its own'}.", marker.file)
    return other


def _check_chapter(words: str, convention: Convention) -> None:
    """Raise UsageError for a source that names another chapter than the treaty's own."""
    own = convention.treaty_chapter
    found = re.search(r"\bchapter ([IVXL]+-\d+(?:-[a-z])?)(?![\w-])", words, re.IGNORECASE)
    if found and own and found[1].casefold() != own.casefold():
        raise UsageError(
            f"--source: it names chapter {printable(found[1])}; that of the {convention.name} is "
            f"{own}. Is it the right file?"
        )


def _check_same_treaty(rows: Sequence[StatusRow], treaty: Treaty, marker: Marker) -> None:
    """A document that does not say which treaty it is of must agree with the data at hand for most
    States.
    """
    same = [
        row.consented == treaty[row.iso3].consented
        for row in rows
        if row.iso3 in treaty and row.consented and treaty[row.iso3].consented
    ]
    if len(same) >= 5 and 2 * sum(same) < len(same):
        message = (
            f"the document names no treaty, and {same.count(False)} of its "
            f"{len(same)} dates of consent differ from the present data. Take the page with its "
            "title, or check the file."
        )
        marker.findings.error("treaty-other", message, marker.file)


def days_said(
    options: Sequence[str], states: States, option: str = "--withdrawn"
) -> dict[str, date]:
    """The days of `STATE=DATE` by State, or UsageError."""
    found = dict[str, date]()
    for said in options:
        word, _, text = said.rpartition("=")
        if not word.strip() or not text.strip():
            raise UsageError(
                f'{option}: "{printable(said)}" is not STATE=DATE, such as LTU=2025-03-06.'
            )
        day = day_option(text.strip(), option)
        code = find_state(word, option, states)
        if found.setdefault(code, day) != day:
            raise UsageError(
                f"{option}: two days are said for {states.name(code)} ({code}), {found[code]} and "
                f"{day}."
            )
    return found


def _status(
    row: StatusRow,
    known: TreatyStatus | None,
    article: EntryIntoForce,
    left: date | None,
    words: str,
    marker: Marker,
) -> TreatyStatus:
    """Entry into force follows from the deposit by the convention's article; where the document
    gives it, it must agree. Where the article leaves it open, it is what the document gives, else
    what is at hand for the same deed.
    """

    def wrong(fault: str) -> None:
        marker.error("status-dates", f"{row.iso3}: {fault}", row.place)

    if row.signed and row.consented and row.signed > row.consented:
        wrong(f"signed on {row.signed}, after consent on {row.consented}.")
    signed = row.signed if row.signs or known is None else known.signed
    same = known if known and known.consented == row.consented else None
    kind = row.kind or (same.consent_kind if same else "")
    if row.consented and not kind:
        wrong(
            f"the document does not say what its consent of {row.consented} was. Write "
            "the kind beside the date (a for accession, A for acceptance, AA for approval), or "
            'call the column "Consent to be bound".'
        )
    expected = article.expected(row.consented, kind) if row.consented else None
    in_force = row.in_force or expected or (same.in_force if same else None)
    withdrawn = left or row.withdrawn or (known.withdrawn if known else None)
    status = TreatyStatus(row.iso3, signed, row.consented, kind, in_force, withdrawn, words)
    if row.in_force and not row.consented:
        wrong(f"entry into force on {row.in_force}, but no consent.")
    if row.consented and (fault := article.fault(status)):
        say = "" if in_force else f" Say it: --in-force {row.iso3}=DATE"
        wrong(f"{fault}.{say}".rstrip())
    if withdrawn is not None and (in_force is None or withdrawn < in_force):
        wrong(f"withdrawn on {withdrawn}, before it was a party.")
    return status


def _check_missing(
    treaty: Treaty, new: Mapping[str, TreatyStatus], begun: Mapping[str, date], marker: Marker
) -> None:
    """A party or signatory that the document no longer names, or names as none, is a fault of one
    of the two; so is one of which a day is said.
    """
    for code in begun.keys() - new.keys():
        message = f"--in-force names {code}, but the document does not."
        marker.findings.error("status-dates", message, marker.file)
    for code, status in treaty.items():
        message = ""
        if code in new and status.consented and new[code].consented is None:
            message = (
                f"{code} consented on {status.consented} according to the present data, but "
                f"the document "
                "gives no consent. Is it an older one? If the data are wrong, correct "
                "treaty_status.csv."
            )
        if code not in new and (status.signed or status.consented):
            message = (
                f"{code} is a party or signatory according to the present data, but the "
                f"document does not "
                "name it. Is the document whole? If it withdrew, keep its row and say "
                f"--withdrawn {code}=DATE."
            )
        if message:
            marker.findings.error("status-dates", message, marker.file)


def _changes(
    before: Treaty, after: Treaty, data: Data, instrument: str
) -> tuple[StatusChange, ...]:
    words, changes = english(), []
    for code, new in sorted(after.items()):
        pairs = ((fact, getattr(before[code], fact), getattr(new, fact)) for fact in _FACTS)
        facts = [
            words(
                "fact_becomes",
                fact=words(f"fact_{fact}"),
                before=str(old or words("none")),
                after=str(now or words("none")),
            )
            for fact, old, now in pairs
            if (old or None) != (now or None)
        ]
        touched = tuple(
            meeting.id
            for meeting in data.meetings.values()
            if facts
            and meeting.instrument == instrument
            and (day := meeting.day) is not None
            and role_on(before, code, day) != role_on(after, code, day)
        )
        if facts:
            changes.append(StatusChange(code, data.states.name(code), ", ".join(facts), touched))
    return tuple(changes)
