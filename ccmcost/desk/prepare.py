"""`issue --prepare` and `approve`: one person prepares an issue, another approves it."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path
from typing import NamedTuple

from ccmcost.accounts.books import Books, Clerk, clean
from ccmcost.atomic import SECRET
from ccmcost.desk.drafts import Prepared, Sheet, draft_of, read
from ccmcost.desk.issue import Issued, issue
from ccmcost.desk.order import IssueOrder
from ccmcost.documents.approval import Approval, approval_sheet
from ccmcost.errors import UsageError
from ccmcost.ledger.bodies import Issue
from ccmcost.ledger.codec import body_of
from ccmcost.ledger.events import head
from ccmcost.ledger.rules.books import refuse
from ccmcost.ledger.rules.conduct import people, prepared
from ccmcost.publish import write_files
from ccmcost.tables.paper import Office
from ccmcost.tables.records import json_text
from ccmcost.words.speaker import english


class Draft(NamedTuple):
    """What came of preparing: the issue as it was rehearsed, and, unless nothing would change, its
    draft with the two files. `is_new` is False where the same was prepared before.
    """

    issued: Issued
    order: IssueOrder
    prepared: Prepared | None = None
    path: Path = Path()
    sheet: Path = Path()
    is_new: bool = True


def prepare(books: Books, order: IssueOrder, clerk: Clerk) -> Draft:
    """Rehearse an issue and write its draft and approval sheet into `drafts/`; the ledger stays as
    it is. What was prepared before stays as it was prepared. Raises what `issue` raises.
    """
    order = order._replace(approved_by=english()("preview_to_be_named"))
    with books.ledger.rehearsing():
        issued = issue(books, order, clerk)
    if issued.event is None:
        return Draft(issued, order)
    body = body_of(issued.event)
    assert isinstance(body, Issue)
    moment = clerk.now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    found = draft_of(books, order, body, clerk.name, moment, head(books.ledger)[0])
    folder = books.workspace.drafts
    path, sheet = folder / f"{found.name}.json", folder / f"{found.name}.pdf"
    known = _known(path, found)
    found = known or found
    approval = Approval(body, found.name, found.hash, found.prepared_by, moment, issued.remarks)
    office = Office.of(books.data)
    if known is None or not sheet.is_file():
        approval = approval._replace(prepared_at=found.prepared_at)
        pdf = approval_sheet(approval, office, books.issuer, found.document)
        write_files({sheet: pdf, path: json_text(found.document).encode()}, SECRET)
    return Draft(issued, order, found, path, sheet, known is None)


def _known(path: Path, now: Prepared) -> Prepared | None:
    """The same draft as it was prepared before."""
    try:
        found = read(path, now.convention) if path.is_file() else None
    except UsageError:
        return None
    return found if found and (found.hash, found.order) == (now.hash, now.order) else None


def sheet_of(found: Prepared, approved_by: str, reference: str, recorded_by: str) -> Sheet:
    """A draft as another person approved it. Raises UsageError unless that is neither who prepared
    nor who records it.
    """
    approved_by = clean(approved_by, "--approved-by")
    refuse([*people(recorded_by, approved_by), *prepared(found.prepared_by, approved_by)])
    return Sheet(found, clean(reference, "--reference"))
