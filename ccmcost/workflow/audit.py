"""`audit-pack`: all that an auditor needs of a meeting, from the ledger, with the proof that it can be computed again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from ccmcost import __version__
from ccmcost.errors import TieOutError, UsageError, WriteError
from ccmcost.findings import Findings
from ccmcost.ledger.events import head
from ccmcost.ledger.queries import external_numbers, last_issue, was_carried_over
from ccmcost.load.costs import load_costs
from ccmcost.load.participants import list_status
from ccmcost.load.reader import Reader
from ccmcost.model.meeting import Cost
from ccmcost.model.money import Money
from ccmcost.statement.audit import Meeting, Pack, Sheet
from ccmcost.statement.status import day_words, days_words, words
from ccmcost.workflow import audit_bank, audit_basis, audit_events, ledger_tools
from ccmcost.workflow.audit_events import Own
from ccmcost.workflow.books import Desk
from ccmcost.workflow.contributions import unplaced

COSTS = ("meeting", "version", "status", "amount", "currency", "adopted_on", "source", "issued_by_events")
REGISTER = (
    *("number", "erp_number", "iso3", "name", "kind", "meeting", "before", "after", "amount", "currency"),
    *("issued_on", "pay_by", "event", "files"),
)
DOCUMENTS = ("number", "file", "sha256")


class Composed(NamedTuple):
    """The files of a pack but index and manifest, and what the index says."""

    files: Mapping[str, bytes]
    pack: Pack
    about: Mapping[str, object]


def compose(desk: Desk, name: str, alone: bool, as_of: date) -> Composed:
    """The pack of a meeting or billing group, computed again and tied out with tolerance zero.

    Raises UsageError for a meeting that was never issued, WriteError for a ledger or documents that are not sound,
    TieOutError if sums or amounts differ.
    """
    meetings, remarks = _issued(desk, name, alone)
    _sound(desk)
    wanted, held = frozenset(meetings), frozenset(each.event for each in unplaced(desk))
    own = audit_events.own_events(desk, wanted, held)
    parts = audit_basis.parts_of(own, wanted)
    found = audit_basis.inputs(desk, own, parts)
    documents, notices = _documents(desk, own)
    sheets = (
        audit_basis.decisions(own, parts),
        _costs(desk, meetings, parts),
        audit_basis.lists(found, parts),
        found.sheet,
        _register(desk, own, wanted, documents),
        documents,
        audit_bank.receipts(own, wanted),
        audit_bank.unidentified(desk),
        audit_bank.balances(desk, meetings),
        audit_events.approvals(own),
    )
    more = (audit_bank.movements(desk, meetings), audit_events.chain(desk, own))
    files = {f"data/{each}": source.content for each, source in found.files.items()}
    for part in parts:
        files |= audit_basis.basis_files(desk, part)
    done = audit_basis.again(parts, files, found)
    remarks += [_not_as_issued(part, found) for part in parts if found.changed[part.event, part.meeting]]
    remarks += [
        f"event {each.event}, {each.meeting}: with the data at hand the amounts cannot be computed again to the cent; the "
        f"amounts that were issued stand in {each.amounts}."
        for each in done
        if not each.done
    ]
    checks = tuple(check for meeting in meetings for check in audit_bank.checks(desk, meeting, own))
    for check in checks:
        if not check.holds:
            raise TieOutError(f"{check.what}: {check.one} and {check.other}; nothing was packed.")
    from ccmcost.render.csv_text import csv_text

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
        remarks=tuple(remarks),
        sheets=sheets,
        checks=checks,
        again=done,
        files=len(files) + 2,
    )
    about = {"as_of": as_of.isoformat(), "document": f"audit pack of {', '.join(meetings)}"}
    return Composed(files, pack, about | {"ledger": {"events": seq, "last_hash": last}})


def _issued(desk: Desk, name: str, alone: bool) -> tuple[tuple[str, ...], list[str]]:
    """The meetings of the pack, and remarks on those of a group that were never issued. Raises UsageError if none was."""
    wish = name.strip().lower()
    group = tuple(each.id for each in desk.meetings.values() if each.billing_group == wish)
    asked = group if len(group) > 1 and not alone else (desk.meeting(wish),)
    issued = tuple(each for each in asked if last_issue(desk.ledger, each) is not None)
    missing = [_missing(desk, each) for each in asked if each not in issued]
    if not issued:
        raise UsageError("there is nothing to audit yet.\n" + "\n".join(missing))
    return issued, missing


def _missing(desk: Desk, meeting: str) -> str:
    """What a meeting that was never issued lacks."""
    if was_carried_over(desk.ledger, meeting):
        return (
            f"{meeting}: its bills were carried over from before ccmcost, which did not compute them, so nothing can be "
            f"computed again. Its accounts: ccmcost status --meeting {meeting} --all."
        )
    reader = Reader(desk.workspace, Findings())
    versions = load_costs(reader, desk.meetings).get(meeting, ())
    listed = reader.data(f"participants/{meeting}.csv", required=False)
    status = list_status(listed, reader.findings) if listed else ""
    lacks = []
    if desk.meetings[meeting].day is None:
        lacks.append("a day")
    if not versions or versions[-1].status in ("illustrative", "given"):
        lacks.append(f"a cost that was adopted (ccmcost cost set {meeting})")
    if status != "official":
        lacks.append(f"an official list (ccmcost import participants; it is {status or 'missing'})")
    lacks.append(f"an issue (ccmcost issue {meeting})")
    return f"{meeting} was never issued. It lacks: {'; '.join(lacks)}."


def _sound(desk: Desk) -> None:
    problems = ledger_tools.verify(desk).problems
    if problems:
        told = "; ".join(problems[:5]) + ("; and more" if len(problems) > 5 else "")
        raise WriteError(f"nothing was packed, since the ledger or its documents are not sound: {told}. See ledger verify.")


def _title(desk: Desk, name: str, meetings: tuple[str, ...]) -> str:
    wish = name.strip().lower()
    named = desk.meetings.get(wish) or desk.meetings[meetings[-1]]
    others = len(meetings) - 1
    return named.name + (f" and {others} meeting{'s' if others > 1 else ''} billed with it" if others else "")


def _meeting(desk: Desk, meeting: str) -> Meeting:
    found = desk.meetings[meeting]
    return Meeting(found.id, found.name, days_words(found.dates) if found.dates else "", found.city)


def _not_as_issued(part: audit_basis.Part, found: audit_basis.Inputs) -> str:
    names = ", ".join(found.changed[part.event, part.meeting])
    return f"event {part.event}, {part.meeting}: changed since the issue or no longer at hand: {names} (sources.csv)."


def _costs(desk: Desk, meetings: tuple[str, ...], parts: Iterable[audit_basis.Part]) -> Sheet:
    reader = Reader(desk.workspace, Findings())
    known = load_costs(reader, desk.meetings)
    reader.findings.stop_on_errors()
    issued: dict[tuple[str, int], list[str]] = {}
    for part in parts:
        issued.setdefault((part.meeting, part.frozen["cost"]["version"]), []).append(str(part.event))
    rows = tuple(
        _cost_row(meeting, cost, issued.get((meeting, cost.version), [])) for meeting in meetings for cost in known[meeting]
    )
    note = "Versions are never overwritten. An illustrative one was never billed."
    return Sheet("costs.csv", "Cost versions", note, COSTS, rows)


def _cost_row(meeting: str, cost: Cost, events: list[str]) -> tuple[str, ...]:
    adopted = cost.adopted_on.isoformat() if cost.adopted_on else ""
    figures = (str(cost.version), words(cost.status), cost.total.plain(), cost.total.currency, adopted, cost.source)
    return (meeting, *figures, " ".join(events) or "none")


def _register(desk: Desk, own: Iterable[Own], meetings: frozenset[str], documents: Sheet) -> Sheet:
    """A row for each line of each notice or credit; the amounts of a meeting sum to its cost last issued."""
    external, counts = external_numbers(desk.ledger), [row[0] for row in documents.rows]
    rows = []
    for event, body in own:
        for notice in body["notices"] if event.kind == "issue" else ():
            for line in (line for line in notice["lines"] if line["meeting"] in meetings):
                rows.append(_register_row(desk, event.seq, body, notice, line, external, counts.count(notice["number"])))
    note = (
        "One row for each meeting on each notice; a credit is negative. Amount is after less before. Credits, notices and "
        "further notices of a meeting sum to the cost last issued."
    )
    shown = ("number", "erp_number", "iso3", "name", "kind", "meeting", "amount", "issued_on", "pay_by")
    return Sheet("notices/register.csv", "Register of notices", note, REGISTER, tuple(rows), shown)


def _register_row(
    desk: Desk, seq: int, body: dict[str, Any], notice: Any, line: Any, external: Mapping[str, str], files: int
) -> tuple[str, ...]:
    figures = [Money(line[key], body["currency"], body["decimals"]) for key in ("before", "after", "amount")]
    pay_by = body["pay_by"] if notice["kind"] != "credit" else ""
    return (
        *(notice["number"], external.get(notice["number"], ""), notice["state"], desk.states.name(notice["state"])),
        *(words(notice["kind"]), line["meeting"], *(money.plain() for money in figures), body["currency"]),
        *(body["issued_on"], pay_by, str(seq), "posted only" if notice["posted_only"] else str(files)),
    )


def _documents(desk: Desk, own: Iterable[Own]) -> tuple[Sheet, dict[str, bytes]]:
    """The issued documents with their hashes, and their bytes by path in the pack."""
    rows, content = [], {}
    for event, body in own:
        if event.kind != "issue":
            continue
        listed = [(n["number"], file, sha) for n in body["notices"] for file, sha in n["documents"].items()]
        listed += [("annex", file, sha) for file, sha in body["annexes"].items()]
        for number, file, sha256 in sorted(listed, key=lambda each: each[1]):
            rows.append((number, f"notices/{file}", sha256))
            content[f"notices/{file}"] = (desk.workspace.notices / file).read_bytes()
    note = "The documents that were sent, unchanged: the SHA-256 is the one in the ledger, taken before the issue was final."
    return Sheet("notices/documents.csv", "Issued documents", note, DOCUMENTS, tuple(rows)), content
