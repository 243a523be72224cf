"""The books in memory, event by event: what `ledger verify` holds each event of the chain
against.
"""

from __future__ import annotations

from typing import Any

from ccmcost.ledger.bodies import Issue, Receipt, Reverse
from ccmcost.ledger.codec import AnyBody, Body, Unreadable
from ccmcost.ledger.postings import Rows, postings_of
from ccmcost.ledger.queries import Billed
from ccmcost.ledger.rules.books import SUBJECT, BooksBefore
from ccmcost.ledger.standing import Known, known
from ccmcost.ledger.store import Ledger
from ccmcost.model.books import Event, NoticeRow, Posting

Places = dict[tuple[str, str], dict[tuple[int, int], Posting]]
Subjects = dict[tuple[Any, ...], dict[int, tuple[Event, Any]]]


class Replay(BooksBefore):
    """Answers the same questions from memory, as the books stood before the next event;
    `add` takes that event in.
    """

    def __init__(self, ledger: Ledger) -> None:
        super().__init__(ledger)
        self._moment = ""
        self._reversed: dict[int, int] = {}
        self._subjects: Subjects = {}
        self._postings: Places = {}
        self._issues: dict[str, Billed] = {}
        self._last: Issue | None = None
        self._lines: dict[tuple[str, str], int] = {}
        self._notices: dict[str, NoticeRow] = {}

    def add(self, event: Event, body: Body, rows: Rows) -> None:
        """Take the next event in, with the rows that follow from it."""
        self._moment = event.recorded_at
        if isinstance(body, Reverse):
            self._undo(event, body)
            return
        for posting in rows.posting:
            for state in {posting.state, ""}:
                own = self._postings.setdefault((posting.meeting, state), {})
                own[posting.event, posting.line] = posting
        if type(body) in SUBJECT:
            self._subjects.setdefault(_subject(body), {})[event.seq] = (event, body)
        elif isinstance(body, Receipt):
            self._lines[body.statement, body.line] = event.seq
        elif isinstance(body, Issue):
            self._last = body
            self._issues |= {part.meeting: Billed(event, body, part) for part in body.meetings}
            self._notices |= {notice.number: notice for notice in rows.notice}

    def _undo(self, event: Event, body: Reverse) -> None:
        """Take back all that the reversed event did; a second reversal of it takes nothing back."""
        target = self.event(body.event) if body.event < event.seq else None
        if target is None or body.event in self._reversed:
            return
        self._reversed[body.event] = event.seq
        for posting in postings_of(*target):
            for state in {posting.state, ""}:
                own = self._postings.get((posting.meeting, state), {})
                own.pop((posting.event, posting.line), None)
        undone = target.body
        if type(undone) in SUBJECT:
            self._subjects.get(_subject(undone), {}).pop(body.event, None)
        elif isinstance(undone, Receipt):
            self._lines.pop((undone.statement, undone.line), None)

    def event(self, seq: int) -> Known | None:
        try:
            return known(self.ledger, seq)
        except Unreadable:
            return None

    def reverser(self, seq: int) -> int | None:
        return self._reversed.get(seq)

    def about(self, kind: type[AnyBody], *subject: str | int) -> list[tuple[Event, AnyBody]]:
        return list(self._subjects.get((kind, *subject), {}).values())

    def postings(self, meeting: str, state: str = "") -> list[Posting]:
        return list(self._postings.get((meeting, state), {}).values())

    def currency(self, meeting: str) -> str | None:
        own = self._postings.get((meeting, ""), {})
        return next((posting.currency for posting in own.values()), None)

    def last_moment(self) -> str:
        return self._moment

    def last_issue(self, meeting: str) -> Billed | None:
        return self._issues.get(meeting)

    def last_of_all(self) -> Issue | None:
        return self._last

    def bank_line(self, statement: str, line: str) -> int | None:
        return self._lines.get((statement, line))

    def has_notice(self, number: str) -> bool:
        return number in self._notices

    def last_serial(self, year: int) -> int:
        own = (notice.serial for notice in self._notices.values() if notice.year == year)
        return max(own, default=0)


def _subject(body: Body) -> tuple[Any, ...]:
    return type(body), *(getattr(body, name) for name in SUBJECT[type(body)])
