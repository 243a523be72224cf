"""Treaty status is taken in: read, compute entry into force,
show what changed and which meetings that touches, write.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ccmcost.desk.answers import keep_account, points
from ccmcost.errors import UsageError
from ccmcost.findings import Finding, Findings
from ccmcost.intake.account import Account, Unsettled
from ccmcost.intake.document import kind_of
from ccmcost.intake.extract import extract
from ccmcost.intake.found import Marker
from ccmcost.intake.names import NameIndex
from ccmcost.intake.sheet import Sheet, csv_sheets, visible, workbook_sheets
from ccmcost.intake.treaty_pages import StatusRow, as_at, rows_of, which_treaty
from ccmcost.load.data import Data
from ccmcost.load.states import TREATY_COLUMNS
from ccmcost.model.calendar import parse_day
from ccmcost.model.meeting import Meeting
from ccmcost.model.source import SourceFile
from ccmcost.model.states import EntryIntoForce, States, Treaty, TreatyStatus, role_on
from ccmcost.publish import write_file
from ccmcost.sharing.request import find_state, printable
from ccmcost.tables.records import csv_text
from ccmcost.tables.screen import PLAIN, Style
from ccmcost.workspace import Workspace

_FACTS = ("signed", "consented", "consent_kind", "in_force", "withdrawn")
_WORDS = {
    "signed": "signed",
    "consented": "consent",
    "consent_kind": "kind",
    "in_force": "in force",
    "withdrawn": "withdrawal",
}


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
    workspace: Workspace, source: SourceFile, withdrawals: Sequence[str], source_words: str | None
) -> TreatyProposal:
    """The status that the document gives. A State that it does not name keeps what is at hand,
    unless that was a signature.

    `withdrawals` are `STATE=DATE`. Raises UsageError for a bad one, DataError with all findings at
    once.
    """
    data = Data(workspace)
    convention, states = data.convention, data.states
    index = NameIndex(states, data.state_names)
    treaty = data.checked(data.treaty, data.meetings)
    account = Account(Marker(source.shown, data.findings))
    marker = account.marker
    sheet, text = data.checked(_table(source, marker.findings))
    day = as_at(text)
    other = (
        which_treaty(text, tuple(convention.names.values()), convention.treaty_chapter)
        if text
        else "?"
    )
    if other not in ("", "?"):
        advice = (
            "Is it the right file? The convention's page is chapter "
            f"{convention.treaty_chapter or 'of its own'}."
        )
        marker.findings.error("treaty-other", f"{other} {advice}", source.shown)
    left = _withdrawals(withdrawals, states)
    gone = left.keys() | {code for code, status in treaty.items() if status.withdrawn is not None}
    rows = rows_of(sheet, index, account, text, frozenset(gone))
    if rows and other == "?":
        _check_same_treaty(rows, treaty, marker)
    if not rows and not marker.findings.errors:
        message = (
            "no table with columns Participant, Signature and Ratification was found. Save the "
            "whole page, or use a CSV."
        )
        marker.findings.error("document-empty", message, source.shown)
    if data.findings.errors:
        raise Unsettled(data.findings.errors, account)
    article = convention.entry_into_force
    words = source_words or _source_words(convention.treaty_status_source, day, source)
    new = {
        row.iso3: _status(row, treaty.get(row.iso3), article, left, words, marker) for row in rows
    }
    _check_missing(treaty, new, marker)
    if data.findings.errors:
        raise Unsettled(data.findings.errors, account)
    merged: dict[str, TreatyStatus] = {
        code: new.get(code, treaty.get(code, TreatyStatus(code))) for code in states
    }
    for code, withdrawn in left.items():
        merged[code] = merged[code]._replace(withdrawn=withdrawn)
    changes = _changes(treaty, merged, data.meetings, states)
    today = sum(
        status.in_force is not None and status.withdrawn is None for status in merged.values()
    )
    content = _csv(merged, treaty, changes, states, words)
    return TreatyProposal(changes, today, content, data.findings.warnings, account)


def status_screen(proposal: TreatyProposal, style: Style = PLAIN) -> list[str]:
    """How many States have consented and not withdrawn, and who changed with the meetings that
    touches.
    """
    parties = f"  {proposal.parties} States have consented to be bound and have not withdrawn."
    changed = []
    for each in proposal.changes:
        touches = f" (another role at {', '.join(each.meetings)})" if each.meetings else ""
        changed.append(f"{each.code} {each.name}: {each.what}{touches}")
    shown = points("Changed", changed) or ["  No dates differ from those at hand."]
    return [style.bold("Treaty status"), parties, *shown]


def write_status(workspace: Workspace, proposal: TreatyProposal) -> Path:
    """Replace the table in one step, and keep the account."""
    path = workspace.writable_data() / "treaty_status.csv"
    write_file(path, proposal.content.encode())
    keep_account(workspace, proposal.account, "treaty_status")
    return path


def _table(source: SourceFile, findings: Findings) -> tuple[Sheet, str]:
    """The rows of all tables of the document, and its text (empty for a CSV,
    which says nothing about itself).
    """
    kind = kind_of(source)
    is_xml = source.name.lower().endswith(".xml") or source.content.lstrip()[:5] == b"<?xml"
    if is_xml or kind == "html":
        read = extract(source, "treaty" if is_xml else "html", findings)
        return (
            (Sheet("", tuple(map(tuple, read["rows"]))), str(read["text"]))
            if read is not None
            else (Sheet("", ()), "")
        )
    if kind in ("xlsx", "ods"):
        sheets = visible(workbook_sheets(source, findings, kind))
        return (sheets[0] if sheets else Sheet("", ())), ""
    if kind not in ("csv", "text"):
        raise UsageError(
            "treaty status is taken in from the saved web page (.html), its XML, a CSV or a "
            "spreadsheet."
        )
    sheets = csv_sheets(source, findings)
    return (sheets[0] if sheets else Sheet("", ())), ""


def _check_same_treaty(rows: Sequence[StatusRow], treaty: Treaty, marker: Marker) -> None:
    """A document that does not say which treaty it is of must agree with the data at hand for most
    States.
    """
    known = [
        (row.consented, treaty[row.iso3].consented)
        for row in rows
        if row.iso3 in treaty and row.consented
    ]
    both = [(new, old) for new, old in known if old]
    if len(both) >= 5 and 2 * sum(new == old for new, old in both) < len(both):
        message = (
            f"the document names no treaty, and {sum(new != old for new, old in both)} of its "
            f"{len(both)} dates of consent differ from those at hand. Take the page with its "
            "title, or check the file."
        )
        marker.findings.error("treaty-other", message, marker.file)


def _withdrawals(options: Sequence[str], states: States) -> dict[str, date]:
    found = {}
    for option in options:
        word, _, text = option.rpartition("=")
        day = parse_day(text.strip())
        if day is None:
            raise UsageError(
                f'--withdrawn: "{printable(option)}" is not STATE=DATE, such as LTU=2025-03-06.'
            )
        found[find_state(word, "--withdrawn", states)] = day
    return found


def _source_words(at_hand: str, day: date | None, source: SourceFile) -> str:
    collection = at_hand.partition(", as at")[0]
    return f"{collection}, as at {day}" if day else f"{collection}, taken from {source.name}"


def _status(
    row: StatusRow,
    known: TreatyStatus | None,
    article: EntryIntoForce,
    left: Mapping[str, date],
    words: str,
    marker: Marker,
) -> TreatyStatus:
    """Entry into force follows from the deposit by the convention's article;
    where the document gives it, it must agree.
    """
    code = row.iso3
    in_force = article.expected(row.consented) if row.consented else None
    if row.in_force is not None and row.in_force != in_force:
        by_article = f"deposit on {row.consented}; by article {article.article} it is {in_force}"
        marker.error(
            "status-dates",
            f"{code}: entry into force on {row.in_force}, but {by_article}.",
            row.place,
        )
    if row.signed and row.consented and row.signed > row.consented:
        marker.error(
            "status-dates",
            f"{code}: signed on {row.signed}, after consent on {row.consented}.",
            row.place,
        )
    withdrawn = left.get(code) or row.withdrawn or (known.withdrawn if known else None)
    if withdrawn is not None and (in_force is None or withdrawn < in_force):
        marker.error(
            "status-dates", f"{code}: withdrawn on {withdrawn}, before it was a party.", row.place
        )
    signed = row.signed if row.signs or known is None else known.signed
    kind = row.kind or (known.consent_kind if known and known.consented == row.consented else "")
    if row.consented and not kind:
        message = (
            f"{code}: the document does not say what its consent of {row.consented} was. Write "
            "the kind beside the date: a"
        )
        marker.error(
            "status-dates",
            f"{message} for accession, A for acceptance, AA for approval.",
            row.place,
        )
    return TreatyStatus(code, signed, row.consented, kind, in_force, withdrawn, words)


def _check_missing(treaty: Treaty, new: Mapping[str, TreatyStatus], marker: Marker) -> None:
    """A party or signatory that the document no longer names, or names as none,
    is a fault of one of the two.
    """
    for code, status in treaty.items():
        if code in new and status.consented and new[code].consented is None:
            message = (
                f"{code} consented on {status.consented} by the data at hand, but the document "
                "gives no consent. Is it an older one? If the data are wrong, correct "
                "treaty_status.csv."
            )
            marker.findings.error("status-dates", message, marker.file)
        if code not in new and (status.signed or status.consented):
            message = (
                f"{code} is a party or signatory by the data at hand, but the document does not "
                "name it. Is the document whole? If it withdrew, keep its row and say "
                f"--withdrawn {code}=DATE."
            )
            marker.findings.error("status-dates", message, marker.file)


def _changes(
    before: Treaty, after: Treaty, meetings: Mapping[str, Meeting], states: States
) -> tuple[StatusChange, ...]:
    changes = []
    for code in sorted(after):
        old, new = before.get(code, TreatyStatus(code)), after[code]
        facts = [
            f"{_WORDS[fact]} {getattr(old, fact) or 'none'} becomes {getattr(new, fact) or 'none'}"
            for fact in _FACTS
            if (getattr(old, fact) or None) != (getattr(new, fact) or None)
        ]
        if facts:
            dated = [
                (meeting.id, meeting.day)
                for meeting in meetings.values()
                if meeting.day is not None
            ]
            touched = tuple(
                name
                for name, day in dated
                if role_on(before, code, day) != role_on(after, code, day)
            )
            changes.append(StatusChange(code, states.name(code), ", ".join(facts), touched))
    return tuple(changes)


def _csv(
    after: Treaty, before: Treaty, changes: Sequence[StatusChange], states: States, words: str
) -> str:
    rows = []
    for code in sorted(after):
        status = after[code]
        days = [str(day) if day else "" for day in (status.in_force, status.withdrawn)]
        first = [str(day) if day else "" for day in (status.signed, status.consented)]
        rows.append((code, states[code].name, *first, status.consent_kind, *days, words))
    return csv_text(TREATY_COLUMNS, rows)
