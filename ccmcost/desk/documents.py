"""The documents of an issue: a notice, further notice or credit per State and language,
and an annex per meeting.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from ccmcost.accounts.books import Books
from ccmcost.charts import files as chart_files
from ccmcost.desk.order import IssueOrder
from ccmcost.documents.assessment import files as notices
from ccmcost.documents.assessment.files import NoticeWish, Progress
from ccmcost.documents.assessment.notice import Issue, Notice, adjusted, notice
from ccmcost.documents.assessment.notice_data import notice_data
from ccmcost.documents.assessment.notice_page import notice_page
from ccmcost.documents.workbook.workbook import workbook_files
from ccmcost.ledger import bodies
from ccmcost.ledger.frozen import Decision
from ccmcost.ledger.queries import last_issue, postings
from ccmcost.ledger.standing import View
from ccmcost.manifest import NAME, file_name, made_here, manifest, refuse_other_work, told
from ccmcost.model.assessment import Apportionment, convention_of
from ccmcost.model.office import Issuer
from ccmcost.publish import replacing
from ccmcost.sharing.annex import annex_data, annex_page
from ccmcost.sharing.table import assessment_csv, assessment_json, table_rows
from ccmcost.tables.page import Press
from ccmcost.tables.records import json_text
from ccmcost.threads import threads
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
    missions = notices.addressees(run.books.data).names
    views = {
        each.number: _notice(run, each, results)._replace(mission=missions.get(each.state, ""))
        for each in run.notices
        if not each.posted_only
    }
    found = Documents({number: {} for number in views}, {})
    first, on = next(iter(views), ""), run.order.issued_on
    for language in (each for each in LANGUAGES if views and each in run.order.languages):

        def words(*billed: Apportionment, language: str = language) -> Speaker:
            return Speaker(language, convention_of(billed), run.books.states)

        press = Press("notice.typ", language, on)
        # An annex is named after the first notice of its issue, so that no later issue can take its
        # name.
        annexes = {
            meeting: f"{first}-annex-{meeting.upper()}-{language}.pdf" for meeting in results
        }
        for number, view in views.items():
            path = f"{on.year}/{number}-{view.code}-{language}.pdf"
            found.notices[number][path] = press.sealed(
                notice_page(view, words(*view.results)),
                notice_data(view),
                f"notice {number} to {view.code}",
            )
        press = Press("annex.typ", language, on)
        for meeting, result in results.items():
            page = annex_page(result, on, run.issuer, words(result))
            data = annex_data(result, on, run.issuer)
            found.annexes[f"{on.year}/{annexes[meeting]}"] = press.sealed(
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
    decision = str(Decision(*order.decision))
    issue = Issue(new.number, decision, order.issued_on, order.pay_by, order.name)
    if new.kind == "notice":
        return notice(
            [results[line.meeting] for line in new.lines],
            new.state,
            run.issuer,
            order.issued_on,
            issue,
        )

    def owed(meeting: str) -> int:
        view = View(order.issued_on, meeting=meeting, state=new.state)
        return sum(posting.amount for posting in postings(ledger, view))

    lines = (
        adjusted(
            *(results[line.meeting], new.state, line, last_issue(ledger, line.meeting)),
            owed(line.meeting),
        )
        for line in new.lines
    )
    return Notice(new.state, tuple(lines), run.issuer, order.issued_on, issue)


Job = Callable[[Apportionment, date], dict[str, bytes]]
NOTICES_A_JOB = 14
MOST_THREADS = 4


def write_outputs(
    result: Apportionment,
    folder: Path,
    as_of: date,
    wish: NoticeWish,
    progress: Progress | None = None,
) -> tuple[str, ...]:
    """Write the full set into `folder`, all or nothing; returns what was written,
    for people to read.
    """
    refuse_other_work(folder, None)
    result = notices.resting_on(result, wish)
    files = _compose(result, as_of, wish, progress)
    kept: dict[str, dict[str, Any]] = {}
    with replacing(folder, made_here, kept.__contains__) as staging:
        if wish.only_own:
            kept |= notices.earlier_notices(folder, result, as_of, files)
        hashes = {path: each["sha256"] for path, each in kept.items()}
        register = notices.register(result, hashes, files, wish.form)
        kept.pop(next(iter(register)), None)
        files |= register
        listed = manifest(result, files, as_of, kept.values())
        files[file_name(result, NAME)] = json_text(listed).encode()
        for name, content in sorted(files.items()):
            staging.write(name, content)
    return told(folder, files)


def _compose(
    result: Apportionment, as_of: date, wish: NoticeWish, progress: Progress | None
) -> dict[str, bytes]:
    """All files but register and manifest.
    The typesetter works beside the interpreter, so that a thread each is enough.
    """
    parts = notices.parts_of(wish, NOTICES_A_JOB)
    set_parts = [partial(notices.compose, wish=part) for part in parts]
    charts = partial(chart_files.compose, form=wish.form, languages=wish.languages)
    jobs: list[Job] = [charts, workbook_files, *set_parts]
    rows = table_rows(result)
    files = {
        file_name(result, "apportionment.csv"): assessment_csv(rows, wish.form).encode(),
        file_name(result, "apportionment.json"): assessment_json(result, rows).encode(),
    }
    done = 0
    pool = threads(min(os.cpu_count() or 1, MOST_THREADS))
    try:
        for number, made in enumerate(pool.map(lambda job: job(result, as_of), jobs)):
            files |= made
            done += len(parts[number - 2].states) if number >= 2 else 0
            if progress is not None and done:
                progress(done, len(wish.states) * len(wish.languages))
    finally:
        # an interrupt or an error waits for no job that has not begun
        pool.shutdown(cancel_futures=True)
    return files
