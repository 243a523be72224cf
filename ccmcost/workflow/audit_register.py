"""Register of notices, issued documents and cost versions of an audit pack."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ccmcost.accounts.books import Books
from ccmcost.ledger.bodies import Issue, Notice, NoticeLine
from ccmcost.ledger.queries import external_numbers
from ccmcost.ledger.standing import Known
from ccmcost.model.meeting import Cost
from ccmcost.model.money import Money, scaled_int, scaled_text
from ccmcost.statement.audit import Sheet
from ccmcost.statement.status import words
from ccmcost.workflow.audit_basis import Part

COSTS = ("meeting", "version", "status", "amount", "currency", "adopted_on", "source", "issued_by_events")
REGISTER = (
    *("number", "erp_number", "iso3", "name", "kind", "meeting", "before", "after", "amount", "currency"),
    *("issued_on", "pay_by", "event", "files"),
)
DOCUMENTS = ("number", "file", "sha256")


def costs(desk: Books, meetings: tuple[str, ...], parts: Iterable[Part]) -> Sheet:
    """The cost versions of each meeting, and the events that billed them."""
    known = desk.data.checked(desk.data.costs)
    issued: dict[tuple[str, int], list[str]] = {}
    for part in parts:
        issued.setdefault((part.meeting, part.frozen.cost.version), []).append(str(part.event))
    rows = tuple(
        _cost_row(meeting, cost, issued.get((meeting, cost.version), [])) for meeting in meetings for cost in known[meeting]
    )
    note = "Versions are never overwritten. An illustrative one was never billed."
    return Sheet("costs.csv", "Cost versions", note, COSTS, rows)


def _cost_row(meeting: str, cost: Cost, events: list[str]) -> tuple[str, ...]:
    adopted = cost.adopted_on.isoformat() if cost.adopted_on else ""
    figures = (str(cost.version), words(cost.status), cost.total.plain(), cost.total.currency, adopted, cost.source)
    return (meeting, *figures, " ".join(events) or "none")


def register(desk: Books, own: Iterable[Known], meetings: tuple[str, ...], sent: Sheet) -> Sheet:
    """A row for each line of each notice or credit; the amounts of a meeting sum to its cost last issued."""
    external, counts = external_numbers(desk.ledger), [row[0] for row in sent.rows]
    rows = []
    for event, body in own:
        for notice in body.notices if isinstance(body, Issue) else ():
            for line in (line for line in notice.lines if line.meeting in meetings):
                assert isinstance(body, Issue)
                rows.append(_register_row(desk, event.seq, body, notice, line, external, counts.count(notice.number)))
    note = (
        "One row for each meeting on each notice; a credit is negative. Amount is after less before. Credits, notices and "
        "further notices of a meeting sum to the cost last issued."
    )
    shown = ("number", "erp_number", "iso3", "name", "kind", "meeting", "amount", "issued_on", "pay_by")
    foot = tuple(_register_sum(meeting, [row for row in rows if row[5] == meeting]) for meeting in meetings)
    return Sheet("notices/register.csv", "Register of notices", note, REGISTER, tuple(rows), shown, foot)


def _register_sum(meeting: str, rows: list[tuple[str, ...]]) -> tuple[str, ...]:
    decimals = max((len(row[8].partition(".")[2]) for row in rows), default=0)
    whole = sum(scaled_int(row[8], decimals) or 0 for row in rows)
    return ("sum", "", "", "", "", meeting, "", "", scaled_text(whole, decimals), *("",) * (len(REGISTER) - 9))


def _register_row(
    desk: Books, seq: int, body: Issue, notice: Notice, line: NoticeLine, external: Mapping[str, str], files: int
) -> tuple[str, ...]:
    figures = [Money(minor, body.currency, body.decimals) for minor in (line.before, line.after, line.amount)]
    pay_by = body.pay_by.isoformat() if notice.kind != "credit" else ""
    return (
        *(notice.number, external.get(notice.number, ""), notice.state, desk.states.name(notice.state)),
        *(words(notice.kind), line.meeting, *(money.plain() for money in figures), body.currency),
        *(body.issued_on.isoformat(), pay_by, str(seq), "posted only" if notice.posted_only else str(files)),
    )


def documents(desk: Books, own: Iterable[Known]) -> tuple[Sheet, dict[str, bytes]]:
    """The issued documents with their hashes, and their bytes by path in the pack."""
    rows, content = [], {}
    for body in (each.body for each in own):
        if not isinstance(body, Issue):
            continue
        listed = [(n.number, file, sha) for n in body.notices for file, sha in n.documents.items()]
        listed += [("annex", file, sha) for file, sha in body.annexes.items()]
        for number, file, sha256 in sorted(listed, key=lambda each: each[1]):
            rows.append((number, f"notices/{file}", sha256))
            content[f"notices/{file}"] = (desk.workspace.notices / file).read_bytes()
    note = "The documents that were sent, unchanged: the SHA-256 is the one in the ledger, taken before the issue was final."
    return Sheet("notices/documents.csv", "Issued documents", note, DOCUMENTS, tuple(rows)), content
