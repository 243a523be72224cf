"""The documents of an issue: a notice, further notice or credit per State and language,
and an annex per meeting.
"""

from __future__ import annotations

from typing import NamedTuple

from ccmcost.accounts.books import Books
from ccmcost.desk.order import IssueOrder
from ccmcost.documents.assessment.notice import Issue, Notice, adjusted, notice
from ccmcost.documents.assessment.notice_page import notice_data, notice_page
from ccmcost.ledger import bodies
from ccmcost.ledger.queries import last_issue
from ccmcost.model.assessment import Apportionment
from ccmcost.model.office import Issuer
from ccmcost.sharing.annex import annex_data, annex_page
from ccmcost.tables.pdf import Press
from ccmcost.words.catalogue import LANGUAGES
from ccmcost.words.speaker import Speaker


class Run(NamedTuple):
    """What rendering needs: the result of each meeting, the new notices,
    who issues and by what decision.
    """

    order: IssueOrder
    results: dict[str, Apportionment]
    notices: tuple[bodies.Notice, ...]
    issuer: Issuer
    books: Books


class Documents(NamedTuple):
    """PDF files by path below `notices/`: those of each notice, and the annexes."""

    notices: dict[str, dict[str, bytes]]
    annexes: dict[str, bytes]

    @property
    def files(self) -> dict[str, bytes]:
        """All of them."""
        return {
            name: content
            for own in (*self.notices.values(), self.annexes)
            for name, content in own.items()
        }


def documents(run: Run) -> Documents:
    """Render all documents of an issue.
    Raises WriteError if one cannot be set, as when a font is missing.
    """
    results = {meeting: _shown(result) for meeting, result in run.results.items()}
    views = {
        each.number: _notice(run, each, results) for each in run.notices if not each.posted_only
    }
    found = Documents({number: {} for number in views}, {})
    first, on = next(iter(views), ""), run.order.issued_on
    for language in (each for each in LANGUAGES if views and each in run.order.languages):
        words = Speaker(language, run.books.convention, run.books.states)
        press = Press("notice.typ", language, on)
        # An annex is named after the first notice of its issue, so that no later issue can take its
        # name.
        annexes = {
            meeting: f"{first}-annex-{meeting.upper()}-{language}.pdf" for meeting in results
        }
        for number, view in views.items():
            page = notice_page(view, words, annexes[view.lines[0].meeting.id])
            path = f"{on.year}/{number}-{view.code}-{language}.pdf"
            found.notices[number][path] = press.pdf(
                page, notice_data(view), f"notice {number} to {view.code}"
            )
        press = Press("annex.typ", language, on)
        for meeting, result in results.items():
            page, data = annex_page(result, on, run.issuer, words), annex_data(result, on)
            found.annexes[f"{on.year}/{annexes[meeting]}"] = press.pdf(
                page, data, f"the annex of {meeting}"
            )
    return found


def _shown(result: Apportionment) -> Apportionment:
    """On an expected list the caution on provisional assessments says all;
    States left out are not listed beside it.
    """
    return result._replace(removed=()) if result.list.status == "expected" else result


def _notice(run: Run, new: bodies.Notice, results: dict[str, Apportionment]) -> Notice:
    order, ledger = run.order, run.books.ledger
    decision = ", ".join(part for part in order.decision if part)
    issue = Issue(new.number, decision, order.issued_on, order.pay_by, order.name)
    if new.kind == "notice":
        return notice(
            [results[line.meeting] for line in new.lines],
            new.state,
            run.issuer,
            order.issued_on,
            issue,
        )
    lines = (
        adjusted(results[line.meeting], new.state, line, last_issue(ledger, line.meeting))
        for line in new.lines
    )
    return Notice(new.state, tuple(lines), run.issuer, order.issued_on, issue)
