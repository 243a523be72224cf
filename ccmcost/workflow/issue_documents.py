"""The documents of an issue: a notice, further notice or credit per State and language, and an annex per meeting."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ccmcost.ledger.queries import last_issue
from ccmcost.model.assessment import Apportionment
from ccmcost.render.adjustment_page import adjustment_data, adjustment_page
from ccmcost.render.annex_page import annex_page
from ccmcost.render.notice_data import annex_data, notice_data
from ccmcost.render.notice_page import notice_page
from ccmcost.render.pdf import Press
from ccmcost.statement.adjustment import Before, Change, adjustment
from ccmcost.statement.annex import annex
from ccmcost.statement.notice import Issue, notice
from ccmcost.words.catalogue import LANGUAGES
from ccmcost.words.speaker import Speaker
from ccmcost.workflow.issue_run import IssueRun, NewNotice


class Documents(NamedTuple):
    """PDF files by path below `notices/`: those of each notice, and the annexes."""

    notices: dict[str, dict[str, bytes]]
    annexes: dict[str, bytes]

    @property
    def files(self) -> dict[str, bytes]:
        """All of them."""
        return {name: content for own in (*self.notices.values(), self.annexes) for name, content in own.items()}


def documents(run: IssueRun) -> Documents:
    """Render all documents of an issue. Raises WriteError if one cannot be set, as when a font is missing."""
    results = {billing.meeting: _shown(billing.result) for billing in run.billings}
    shown = [each for each in run.notices if not each.posted_only]
    found = Documents({each.number: {} for each in shown}, {})
    if not shown:
        return found
    languages = [each for each in LANGUAGES if each in run.order.languages]
    befores = {meeting: _before(run, meeting, result) for meeting, result in results.items()}
    for language in languages:
        words = Speaker(language, run.desk.convention, run.desk.states)
        press = Press("notice.typ", language, run.order.issued_on)
        for each in shown:
            path = f"{run.order.issued_on.year}/{each.number}-{each.state}-{language}.pdf"
            annex_name = _annex_name(run, shown[0].number, each.lines[0].meeting, language)
            found.notices[each.number][path] = _one(run, each, results, befores, words, press, annex_name)
        found.annexes.update(_annexes(run, results, shown[0].number, words))
    return found


def _shown(result: Apportionment) -> Apportionment:
    """On an expected list the caution on provisional assessments says all; States left out are not listed beside it."""
    return result._replace(removed=()) if result.list.status == "expected" else result


def _before(run: IssueRun, meeting: str, result: Apportionment) -> Before | None:
    last = last_issue(run.desk.ledger, meeting)
    if last is None:
        return None
    return Before(last.cost, last.part.cost.status, len(last.part.lines), "")


def _one(
    run: IssueRun,
    each: NewNotice,
    results: dict[str, Apportionment],
    befores: dict[str, Before | None],
    words: Speaker,
    press: Press,
    annex_name: str,
) -> bytes:
    desk, order = run.desk, run.order
    decision = ", ".join(part for part in order.decision if part)
    stamp = Issue(each.number, decision, order.issued_on, order.pay_by)
    name = f"notice {each.number} to {each.state}"
    own = [results[line.meeting] for line in each.lines]
    quoted = f"{desk.convention.prefix}-{order.name.upper()}-{each.state}"
    if each.kind == "notice":
        view = notice(own, each.state, run.issuer, order.issued_on, stamp)._replace(reference=quoted)
        data = notice_data(view, desk.convention, desk.states)
        return press.pdf(notice_page(view, words, annex_name), data, name)
    changes = []
    for line in each.lines:
        before = befores[line.meeting] or Before(results[line.meeting].cost.total.of(0), "estimate", 0, "")
        difference = line.difference
        last = before._replace(number=line.adjusts)
        changes.append(Change(results[line.meeting], difference.before, difference.after, last))
    changed = adjustment(changes, each.state, run.issuer, stamp)._replace(reference=quoted)
    data = adjustment_data(changed, desk.convention, desk.states)
    return press.pdf(adjustment_page(changed, words, annex_name), data, name)


def _annexes(run: IssueRun, results: dict[str, Apportionment], first: str, words: Speaker) -> Iterator[tuple[str, bytes]]:
    press = Press("annex.typ", words.language, run.order.issued_on)
    for meeting, result in results.items():
        view = annex(result, run.order.issued_on)
        path = f"{run.order.issued_on.year}/{_annex_name(run, first, meeting, words.language)}"
        page = annex_page(view, run.issuer, words)
        yield path, press.pdf(page, annex_data(view, run.desk.convention), f"the annex of {meeting}")


def _annex_name(run: IssueRun, first: str, meeting: str, language: str) -> str:
    """An annex is named after the first notice of its issue, so that no later issue can take its name."""
    return f"{first}-annex-{meeting.upper()}-{language}.pdf"
