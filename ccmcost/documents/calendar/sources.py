"""`calendar`: the register's dates, with what costs, lists and the ledger know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ccmcost.documents.calendar.dates import Calendar, Entry, calendar, wrong_weekday
from ccmcost.findings import Findings
from ccmcost.ledger.bodies import Issue, Opening
from ccmcost.ledger.standing import standing
from ccmcost.ledger.store import Ledger
from ccmcost.ledger.verify import sound
from ccmcost.load.data import Data
from ccmcost.load.document import read_document
from ccmcost.load.table import read_table
from ccmcost.model.books import Event
from ccmcost.model.calendar import day_of, parse_day
from ccmcost.model.meeting import Cost, Meeting
from ccmcost.model.source import SourceFile
from ccmcost.words.phrases import english
from ccmcost.workspace import Workspace


def load_calendar(workspace: Workspace, year: int | None) -> Calendar:
    """The calendar of a year or of all.
    Raises DataError with all findings at once; reads the ledger if there is one.
    """
    data = Data(workspace)
    meetings = data.meetings
    known: dict[str, list[Entry]] = {
        meeting: list(_decided(versions)) for meeting, versions in data.costs.items()
    }
    for meeting in meetings:
        listed = data.file(f"participants/{meeting}.csv", required=False)
        known.setdefault(meeting, []).extend(_listed(listed, data.findings) if listed else ())
    data.checked(known)
    if workspace.has_ledger:
        with sound(workspace.ledger) as ledger:
            for meeting_id, each in _recorded(ledger):
                known.setdefault(meeting_id, []).append(each)
    found = calendar(data.convention, meetings, known, year)
    shown = {entry.meeting for entry in found.entries}
    check_weekdays([each for each in meetings.values() if each.id in shown], data)
    return found._replace(warnings=data.findings.warnings)


def check_weekdays(meetings: Iterable[Meeting], data: Data) -> None:
    """A warning for each convening note that prints another weekday beside its deadline than the
    calendar has.
    """
    faults = {each.id: fault for each in meetings if (fault := wrong_weekday(each.convened))}
    source = data.file("meetings.toml") if faults else None
    document = read_document(source, data.findings)
    for entry in document.each("meeting") if document else ():
        meeting, note = str(entry.values.get("id", "")), entry.inside("convened")
        if meeting in faults and note is not None and source is not None:
            message = (
                f"{meeting}: {faults[meeting]}. The date counts; ask the office that convened if "
                "in doubt."
            )
            row = note.row("deadline_weekday")
            data.findings.warning("weekday-wrong", message, source.shown, row, "deadline_weekday")


def _decided(versions: tuple[Cost, ...]) -> Iterator[Entry]:
    """The days on which cost versions were adopted."""
    words = english()
    for cost in versions:
        if cost.adopted_on is not None and words.has(f"decided_{cost.status}"):
            status = cost.status.replace("_", " ")
            remark = words("cost_version", version=cost.version, status=status, total=cost.total)
            label = words(f"decided_{cost.status}")
            yield Entry(
                "decision",
                cost.adopted_on,
                "published",
                cost.source,
                remark,
                label,
                f"v{cost.version}",
            )


def _listed(source: SourceFile, findings: Findings) -> Iterator[Entry]:
    """The day on which the official list was taken in."""
    rows = read_table(source, findings, ("list_status",), ("document", "taken_in"), strict=False)
    if rows and rows[0].get("list_status") == "official":
        days = [day for row in rows if (day := parse_day(row.get("taken_in")))]
        if days:
            documents = ", ".join(
                dict.fromkeys(row.get("document") for row in rows if row.get("document"))
            )
            yield Entry(
                "official_list",
                max(days),
                "recorded",
                documents or source.shown,
                english()("taken_in"),
            )


def _recorded(ledger: Ledger) -> Iterator[tuple[str, Entry]]:
    """The dates of every issue and settlement, and of bills carried over, by meeting."""
    for event, body in standing(ledger, Issue):
        yield from _issued(event, body)
    for event, bill in standing(ledger, Opening):
        source, mark = english()("bill_carried_over", bill=bill.external), str(event.seq)
        yield bill.meeting, Entry("notices", bill.issued_on, "recorded", source, mark=mark)
        yield bill.meeting, Entry("pay_by", bill.pay_by, "recorded", source, mark=mark)


def _issued(event: Event, body: Issue) -> Iterator[tuple[str, Entry]]:
    words, mark = english(), str(event.seq)
    for part in body.meetings:
        own = [
            each
            for each in body.notices
            if any(line.meeting == part.meeting for line in each.lines)
        ]
        source = words("ledger_event", event=event.seq)
        source += (
            words("from_to", first=own[0].number, last=own[-1].number)
            if own
            else words("no_amount_changed")
        )
        key, label = ("settlement", "") if body.order == "settle" else ("notices", "")
        if key == "notices" and own and not any(line.first for each in own for line in each.lines):
            label = words("further_notices_out")
        yield (
            part.meeting,
            Entry(key, day_of(event.value_date), "recorded", source, "", label, mark),
        )
        if any(each.kind != "credit" for each in own):
            yield part.meeting, Entry("pay_by", body.pay_by, "recorded", source, mark=mark)
