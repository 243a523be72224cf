"""What was issued and by whom: cost versions, register of notices, documents,
the events with their approvals and chain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ccmcost.accounts.books import Books
from ccmcost.documents.audit import billed_in, issues_in, sheet
from ccmcost.ledger.bodies import ExternalNumber, HandedOver, Identify, Issue, Reverse
from ccmcost.ledger.codec import body_of
from ccmcost.ledger.events import canonical, events
from ccmcost.ledger.postings import postings_of
from ccmcost.ledger.queries import external_numbers, last_issue
from ccmcost.ledger.standing import Known, standing
from ccmcost.model.books import APPROVED
from ccmcost.model.money import Money
from ccmcost.tables.table import Row, Table, Value, sum_of
from ccmcost.words.speaker import english
from ccmcost.words.status import words


def costs(books: Books, meetings: tuple[str, ...], known: Iterable[Known]) -> Table:
    """The cost versions of each meeting, and the events that billed them."""
    versions = books.data.checked(books.data.costs)
    issued: dict[tuple[str, int], list[str]] = {}
    for each in billed_in(known, meetings):
        issued.setdefault((each.part.meeting, each.part.cost.version), []).append(
            str(each.event.seq)
        )
    rows = (
        (
            *(
                meeting,
                cost.version,
                words(cost.status),
                cost.total,
                cost.total.currency,
                cost.adopted_on,
                cost.source,
            ),
            " ".join(issued.get((meeting, cost.version), ["none"])),
        )
        for meeting in meetings
        for cost in versions[meeting]
    )
    names = "meeting version status amount currency adopted_on source issued_by_events"
    return sheet("costs.csv", names, rows)


def register(books: Books, known: tuple[Known, ...], meetings: tuple[str, ...]) -> Table:
    """A row for each line of each notice or credit; the amounts of a meeting sum to its cost last
    issued, with what rounding left of it.
    """
    rows = [row for seq, body in issues_in(known) for row in _notices(books, seq, body, meetings)]
    say = english("audit")

    def below(key: str, meeting: str, amount: Value) -> Row:
        return (say(key), *("",) * 4, meeting, "", "", amount, *("",) * 5)

    foot: list[Row] = []
    for meeting in meetings:
        of_meeting, last = (
            [row[8] for row in rows if row[5] == meeting],
            last_issue(books.ledger, meeting),
        )
        if last and last.part.residual:
            of_meeting.append(last.cost.of(last.part.residual))
            foot.append(below("annex_residual", meeting, of_meeting[-1]))
        foot.append(below("sum", meeting, sum_of(of_meeting)))
    return sheet(
        "notices/register.csv",
        "number erp_number iso3 name kind meeting before after amount currency issued_on pay_by "
        "event files",
        rows,
        hidden="before after currency event files",
        foot=foot,
    )


def _notices(books: Books, seq: int, body: Issue, meetings: tuple[str, ...]) -> Iterator[Row]:
    external = external_numbers(books.ledger)
    for notice in body.notices:
        name, pay_by = (
            books.states.name(notice.state),
            body.pay_by if notice.kind != "credit" else "",
        )
        whose = (
            notice.number,
            external.get(notice.number, ""),
            notice.state,
            name,
            words(notice.kind),
        )
        files = english("audit")("posted_only") if notice.posted_only else len(notice.documents)
        for line in notice.lines:
            if line.meeting in meetings:
                figures = [
                    Money(minor, body.currency, body.decimals)
                    for minor in (line.before, line.after, line.amount)
                ]
                yield (
                    *whose,
                    line.meeting,
                    *figures,
                    body.currency,
                    body.issued_on,
                    pay_by,
                    seq,
                    files,
                )


def documents(books: Books, known: Iterable[Known]) -> tuple[Table, dict[str, bytes]]:
    """The issued documents with their hashes, and their bytes by path in the pack."""
    rows = []
    for _, body in issues_in(known):
        listed = [
            (file, notice.number, sha)
            for notice in body.notices
            for file, sha in notice.documents.items()
        ]
        listed += [(file, "annex", sha) for file, sha in body.annexes.items()]
        rows += [
            (number, f"notices/{file}", sha)
            for file, number, sha in sorted(listed, key=lambda each: each[0])
        ]
    table = sheet("notices/documents.csv", "number file sha256", rows)
    return table, {
        path: (books.workspace.notices.parent / path).read_bytes() for _, path, _ in rows
    }


def own_events(books: Books, meetings: frozenset[str], more: frozenset[int]) -> tuple[Known, ...]:
    """The events that touch these meetings, those that they refer to, and `more`, in order;
    reversed ones as well.
    """
    every = [Known(event, body_of(event)) for event in events(books.ledger)]
    numbers = {
        notice.number for billed in billed_in(every, meetings) for notice in billed.issue.notices
    }
    wanted = {known.event.seq for known in every if _touches(known, meetings, numbers)} | more
    wanted |= {
        known.body.receipt
        for known in every
        if isinstance(known.body, Identify) and known.event.seq in wanted
    }
    wanted |= {
        known.event.seq
        for known in every
        if isinstance(known.body, Reverse) and known.body.event in wanted
    }
    return tuple(known for known in every if known.event.seq in wanted)


def _touches(known: Known, meetings: frozenset[str], numbers: set[str]) -> bool:
    """Whether an event moves money of these meetings, names one of them,
    or gives a number to one of these notices.
    """
    event, body = known
    if isinstance(body, ExternalNumber):
        return body.notice in numbers
    moved = {posting.meeting for posting in postings_of(event, body)} | {
        getattr(body, "meeting", "")
    }
    return not meetings.isdisjoint(moved) or bool(billed_in([known], meetings))


def event_files(known: Iterable[Known]) -> dict[str, bytes]:
    """Each event as the very text that its hash is taken of, so that any SHA-256 tool proves it."""
    return {
        f"ledger/events/{each.event.seq:06d}.json": canonical(list(each.event[:-1])).encode(
            "utf-8", "surrogatepass"
        )
        for each in known
    }


def approvals(known: Iterable[Known]) -> Table:
    """Who recorded, who prepared and who approved each event, by which paper or mail."""
    not_needed = english("audit")("not_needed")
    rows = (
        (
            *(e.seq, words(e.kind), e.value_date, e.recorded_at, e.recorded_by),
            *(
                e.approved_by or ("" if e.kind in APPROVED else not_needed),
                *(body.control.prepared_by, body.control.approval_reference),
                e.hash,
            ),
        )
        for e, body in known
    )
    names = (
        "event kind value_date recorded_at recorded_by approved_by prepared_by approval_reference "
        "sha256"
    )
    return sheet("approvals.csv", names, rows)


def chain(books: Books, known: Iterable[Known]) -> Table:
    """Hash by hash through the whole ledger, so that no event between those of the pack can be
    missing unseen.
    """
    here = {each.event.seq for each in known}
    rows = (
        (
            event.seq,
            event.kind,
            event.recorded_at,
            event.previous,
            event.hash,
            "yes" if event.seq in here else "no",
        )
        for event in events(books.ledger)
    )
    names = "event kind recorded_at previous sha256 in_this_pack"
    return sheet("ledger/chain.csv", names, rows, names)


def journals(books: Books) -> Table:
    """What was handed over to the accounting system, and by which file."""
    rows = (
        (e.seq, e.recorded_at, e.recorded_by, body.first, body.last, body.sha256)
        for e, body in standing(books.ledger, HandedOver)
    )
    names = "event recorded_at recorded_by first_event last_event sha256"
    return sheet("ledger/journals.csv", names, rows)
