"""`audit-pack`: all that an auditor needs of a meeting, from the ledger, with the proof that it can be computed again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from ccmcost import __version__
from ccmcost.accounts.books import Books
from ccmcost.errors import TieOutError, UsageError, WriteError
from ccmcost.ledger.events import head
from ccmcost.ledger.queries import last_issue, unplaced, was_carried_over
from ccmcost.ledger.standing import Known
from ccmcost.load.participants import list_status
from ccmcost.statement.audit import Again, Check, Meeting, Pack, Sheet
from ccmcost.statement.status import day_words, days_words
from ccmcost.tables.csv_text import csv_text
from ccmcost.workflow import audit_bank, audit_basis, audit_events, audit_register, ledger_tools
from ccmcost.workflow.audit_basis import Part


class Composed(NamedTuple):
    """The files of a pack but index and manifest, and what the index says."""

    files: Mapping[str, bytes]
    pack: Pack
    about: Mapping[str, object]


def compose(desk: Books, name: str, alone: bool, as_of: date) -> Composed:
    """The pack of a meeting or billing group, computed again and tied out with tolerance zero.

    Raises UsageError for a meeting that was never issued, WriteError for a ledger or documents that are not sound,
    TieOutError if sums or amounts differ.
    """
    meetings, remarks = _issued(desk, name, alone)
    _sound(desk)
    held = frozenset(each.event for each in unplaced(desk.ledger))
    own = audit_events.own_events(desk, frozenset(meetings), held)
    parts = audit_basis.parts_of(own, frozenset(meetings))
    found = audit_basis.inputs(desk, parts)
    checks = _tied_out(desk, meetings, own)
    files = {f"data/{each}": source.content for each, source in found.files.items()}
    for part in parts:
        files |= audit_basis.basis_files(desk, part)
    done = audit_basis.again(parts, files, found)
    documents, notices = audit_register.documents(desk, own)
    sheets = _sheets(desk, meetings, own, parts, found, documents)
    more = (audit_bank.movements(desk, meetings), audit_events.chain(desk, own))
    files |= notices | audit_events.event_files(own)
    files |= {sheet.file: csv_text(sheet.columns, sheet.rows).encode() for sheet in (*sheets, *more)}
    seq, last = head(desk.ledger)
    pack = Pack(
        convention=desk.convention.name,
        title=_title(desk, name, meetings),
        made_by=f"ccmcost {__version__}",
        as_of=day_words(as_of),
        events=seq,
        last_hash=last,
        meetings=tuple(_meeting(desk, meeting) for meeting in meetings),
        remarks=(*remarks, *_not_as_issued(parts, found, done)),
        sheets=sheets,
        checks=checks,
        again=done,
        files=len(files) + 1,
    )
    about = {"as_of": as_of.isoformat(), "document": f"audit pack of {', '.join(meetings)}"}
    return Composed(files, pack, about | {"ledger": {"events": seq, "last_hash": last}})


def _sheets(
    desk: Books,
    meetings: tuple[str, ...],
    own: tuple[Known, ...],
    parts: tuple[Part, ...],
    found: audit_basis.Inputs,
    documents: Sheet,
) -> tuple[Sheet, ...]:
    """The tables of the index, in its order."""
    return (
        audit_basis.decisions(own, parts),
        audit_register.costs(desk, meetings, parts),
        audit_basis.lists(found, parts),
        found.sheet,
        audit_register.register(desk, own, meetings, documents),
        documents,
        audit_bank.receipts(own, frozenset(meetings)),
        audit_bank.others(own, frozenset(meetings)),
        audit_bank.unidentified(desk),
        audit_bank.balances(desk, meetings),
        audit_events.approvals(own),
    )


def _tied_out(desk: Books, meetings: tuple[str, ...], own: tuple[Known, ...]) -> tuple[Check, ...]:
    checks = tuple(check for meeting in meetings for check in audit_bank.checks(desk, meeting, own))
    for check in checks:
        if not check.holds:
            raise TieOutError(f"{check.what}: {check.one} and {check.other}; nothing was packed.")
    return checks


def _issued(desk: Books, name: str, alone: bool) -> tuple[tuple[str, ...], list[str]]:
    """The meetings of the pack, and remarks on those of a group that were never issued. Raises UsageError if none was."""
    wish = name.strip().lower()
    group = tuple(each.id for each in desk.meetings.values() if each.billing_group == wish)
    asked = group if len(group) > 1 and not alone else (desk.meeting(wish),)
    issued = tuple(each for each in asked if last_issue(desk.ledger, each) is not None)
    missing = [_missing(desk, each) for each in asked if each not in issued]
    if not issued:
        raise UsageError("there is nothing to audit yet.\n" + "\n".join(missing))
    return issued, missing


def _missing(desk: Books, meeting: str) -> str:
    """What a meeting that was never issued lacks."""
    if was_carried_over(desk.ledger, meeting):
        return (
            f"{meeting}: its bills were carried over from before ccmcost, which did not compute them, so nothing can be "
            f"computed again. Its accounts: ccmcost status --meeting {meeting} --all."
        )
    versions = desk.data.costs.get(meeting, ())
    listed = desk.data.file(f"participants/{meeting}.csv", required=False)
    status = list_status(listed, desk.data.findings) if listed else ""
    lacks = []
    if desk.meetings[meeting].day is None:
        lacks.append("a day")
    if not versions or versions[-1].status in ("illustrative", "given"):
        lacks.append(f"a cost that was adopted (ccmcost cost set {meeting})")
    if status != "official":
        lacks.append(f"an official list (ccmcost import participants; it is {status or 'missing'})")
    lacks.append(f"an issue (ccmcost issue {meeting})")
    return f"{meeting} was never issued. It lacks: {'; '.join(lacks)}."


def _sound(desk: Books) -> None:
    problems = ledger_tools.verify(desk).problems
    if problems:
        told = "; ".join(problems[:5]) + ("; and more" if len(problems) > 5 else "")
        raise WriteError(f"nothing was packed, since the ledger or its documents are not sound: {told}. See ledger verify.")


def _title(desk: Books, name: str, meetings: tuple[str, ...]) -> str:
    wish = name.strip().lower()
    named = desk.meetings.get(wish) or desk.meetings[meetings[-1]]
    others = len(meetings) - 1
    return named.name + (f" and {others} meeting{'s' if others > 1 else ''} billed with it" if others else "")


def _meeting(desk: Books, meeting: str) -> Meeting:
    found = desk.meetings[meeting]
    return Meeting(found.id, found.name, days_words(found.dates) if found.dates else "", found.city)


def _not_as_issued(parts: Iterable[Part], found: audit_basis.Inputs, done: Iterable[Again]) -> Iterator[str]:
    """What is no longer as it was at an issue, and whether amounts can still be computed again."""
    for part in parts:
        names = ", ".join(found.changed[part.event, part.meeting])
        if names:
            yield f"event {part.event}, {part.meeting}: changed since the issue or no longer at hand: {names} (sources.csv)."
    for each in done:
        if not each.done:
            yield (
                f"event {each.event}, {each.meeting}: with the data at hand the amounts cannot be computed again to the "
                f"cent; those that were issued stand in {each.amounts}."
            )
